import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from graphql import build_client_schema

from api.cli import main
from kg.formats import FORMATS

PRINCIPLES = (sys.executable, "-c", "from api.cli import run; run()")
PAGE = """---
title: One
---

## Defining One

What it is.

## The Other Alternatives That Were Not Chosen

* Two
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of one principle."""
    root = tmp_path / "docs"
    root.mkdir()
    (root / "one.md").write_text(PAGE, encoding="utf-8")
    return root


def principles(*arguments: str | Path, input: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """What the command does, as a program of its own."""
    done = subprocess.run([*PRINCIPLES, *map(str, arguments)], capture_output=True, input=input, check=False)
    assert b"Traceback" not in done.stderr
    return done


def test_query_prints_json(folder: Path) -> None:
    """A query's answer is JSON on standard output and exit code 0."""
    done = principles("query", folder, "{principles{nodes{title alternatives{label}}}}")
    assert done.returncode == 0
    nodes = json.loads(done.stdout)["data"]["principles"]["nodes"]
    assert nodes == [{"title": "One", "alternatives": [{"label": "Two"}]}]


def test_query_from_a_file(folder: Path, tmp_path: Path) -> None:
    """A file holds the query, its variables are given as JSON, and the operation by name; - is standard input."""
    text = "query A($s: String!) { principle(slug: $s) { title } } query B { themes { label } }"
    file = tmp_path / "query.graphql"
    file.write_text(text, encoding="utf-8")
    rest = ("--variables", '{"s": "one"}', "--operation", "A")
    for done in (
        principles("query", folder, "--file", file, *rest),
        principles("query", folder, "--file", "-", *rest, input=text.encode()),
    ):
        assert json.loads(done.stdout) == {"data": {"principle": {"title": "One"}}}


def test_query_with_errors(folder: Path) -> None:
    """Errors in an answer are printed as such and give exit code 1."""
    done = principles("query", folder, "{nothing}")
    assert done.returncode == 1
    assert json.loads(done.stdout)["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_query_has_no_page_limit(folder: Path) -> None:
    """No limit of the server applies on the command line."""
    done = principles("query", folder, "{principles(first: 100000){totalCount}}")
    assert json.loads(done.stdout) == {"data": {"principles": {"totalCount": 1}}}


@pytest.mark.parametrize(
    "arguments",
    [
        ("query",),
        ("query", "a", "b", "c"),
        ("query", "{themes{label}}", "--variables", "{"),
        ("query", "{themes{label}}", "--variables", "5"),
        ("query", "--file", "missing.graphql"),
        ("check", "missing"),
        ("export", "missing"),
        ("serve", "missing"),
        ("serve", "--port", "70000"),
        ("nothing",),
    ],
)
def test_wrong_use(arguments: tuple[str, ...]) -> None:
    """Wrong use is a sentence on standard error and exit code 2."""
    done = principles(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().strip().endswith((".", ")"))


def test_empty_folder(tmp_path: Path) -> None:
    """A folder without documents is nothing to read: exit code 2."""
    done = principles("check", tmp_path)
    assert done.returncode == 2
    assert b"no Markdown documents" in done.stderr


def test_check_prints_a_line_a_finding(folder: Path) -> None:
    """Findings are lines of path, line, code and message; an error among them gives exit code 1."""
    assert principles("check", folder).returncode == 0
    (folder / "two.md").write_text("---\ntitle:Two\n---\n\n## Defining Two\n\nWhat.\n", encoding="utf-8")
    done = principles("check", folder)
    assert done.returncode == 1
    assert "two.md:2: invalid-front-matter " in done.stdout.decode()


def test_check_steers_no_terminal(folder: Path) -> None:
    """Signs in a document that would steer a terminal are blanks in what is printed of it."""
    text = "# One\n\n## Status\n\n\x1b[31mQuux\x1b[0m\n\n## Decision\x1b[2J\n\nDo it.\n"
    (folder / "steering.md").write_text(text, encoding="utf-8")
    for options in ((), ("--coverage",)):
        done = principles("check", folder, *options)
        assert b"steering.md" in done.stdout
        assert b"\x1b" not in done.stdout


def test_check_fails_on_what_it_is_told_to(folder: Path) -> None:
    """`--fail-on` names the least severity that gives exit code 1."""
    (folder / "prose.md").write_text("Only prose.\n", encoding="utf-8")
    assert principles("check", folder, "--fail-on", "warning").returncode == 0
    assert principles("check", folder, "--fail-on", "note").returncode == 1
    assert principles("check", folder, "--fail-on", "all").returncode == 2


def test_check_shows_what_was_understood(tmp_path: Path) -> None:
    """`--coverage` prints each section with its lines and role, as the page on the command line shows it."""
    page = (Path(__file__).parents[2] / "docs/command-line.md").read_text(encoding="utf-8")
    shown = page.split("```text\ndocs/adr/")[1].split("```")[0]
    record = (
        "# 1. PostgreSQL\n\nDate: 2024-05-06\n\n## Status\nAccepted\n\n## Context\nData must be kept.\n\n"
        "## Decision\nWe keep it in PostgreSQL.\n\n## Notes\nNone else knew.\n"
    )
    (tmp_path / "0001-postgresql.md").write_text(record, encoding="utf-8")
    printed = principles("check", tmp_path, "--coverage").stdout.decode()
    assert printed.partition("0001-postgresql.md")[2] == shown.partition("0001-postgresql.md")[2]


def test_export(folder: Path, tmp_path: Path) -> None:
    """An export goes to standard output or whole into a file, and is the same each time."""
    file = tmp_path / "graph.ttl"
    printed = principles("export", folder)
    written = principles("export", folder, "-o", file)
    assert printed.returncode == written.returncode == 0
    assert printed.stdout == file.read_bytes()
    refused = principles("export", folder, "-o", tmp_path / "missing" / "graph.ttl")
    assert refused.returncode == 2
    assert principles("export", folder, "--format", "word").returncode == 2


def test_export_by_the_name_of_the_file(folder: Path, tmp_path: Path) -> None:
    """Without --format the end of the file's name says which format is meant."""
    for name, start in (("g.graphml", b"<?xml"), ("nodes.csv", b"id,kind,label,"), ("g.mmd", b"flowchart LR")):
        assert principles("export", folder, "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    done = principles("export", folder, "--format", "json", "-o", tmp_path / "g.ttl")
    assert done.returncode == 0
    assert json.loads((tmp_path / "g.ttl").read_bytes())["principles"][0]["title"] == "One"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-o", "graph.rtf"), "No format has files that end in “.rtf”."),
        (("-o", "graph.csv"), "graph.csv may be of several formats."),
        (("--format", "rtf"), "There is no format “rtf”."),
        (("--format", "dot", "--places"), "The format dot holds no places."),
    ],
)
def test_export_in_no_format(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    """A format that isn't there, or that can't hold what is asked for, is a sentence and exit code 2."""
    done = principles("export", folder, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()
    assert done.stderr.decode().rstrip().endswith(".")


def test_export_says_what_it_leaves_out(shipped: Path) -> None:
    """What a drawing leaves out is told on standard error."""
    done = principles("export", shipped, "--format", "mermaid")
    assert done.returncode == 0
    assert "note: Left out, since " in done.stderr.decode()


def test_help_of_export_names_each_format() -> None:
    """The help of `export` has a line for each format, with the end of its files' names."""
    said = principles("export", "--help").stdout.decode()
    for form in FORMATS.values():
        assert re.search(rf"^  {form.name} +\{form.suffix}  ", said, re.MULTILINE), form.name


def test_schema() -> None:
    """The schema is printed in the definition language."""
    assert principles("schema").stdout.decode().count("type Query {") == 1


def test_schema_as_json() -> None:
    """With --introspection the schema is printed as JSON that clients' schemas are made of."""
    told = json.loads(principles("schema", "--introspection").stdout)
    assert "PrincipleFilter" in build_client_schema(told).type_map


def test_port_in_use(folder: Path) -> None:
    """A port that is taken is a sentence and exit code 2."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = principles("serve", folder, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert b"Name another with --host and --port" in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("query", "--help"), ("export", "--help"), ("--version",)])
def test_help_is_quick(arguments: tuple[str, ...]) -> None:
    """Help and version load none of rdflib, networkx and strawberry, nor HTTP of the standard library."""
    program = f"""
import sys
from api.cli import run
try:
    run({list(arguments)!r})
except SystemExit as left:
    assert left.code == 0
heavy = {{"rdflib", "networkx", "strawberry", "asyncio", "http.client", "ssl", "multiprocessing"}}
assert not heavy & set(sys.modules), "loaded"
"""
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("name", [None, *main.commands])
def test_help_shows_examples(name: str | None) -> None:
    """The help of the command and of each subcommand ends with its examples, each whole on its line."""
    said = principles(*([name] if name else []), "--help").stdout.decode().rstrip()
    examples = (main.commands[name] if name else main).epilog
    assert examples
    assert said.endswith("\nExamples:\n" + "\n".join(f"  {line}" for line in examples.splitlines()))


def test_help_names_each_command_in_a_sentence() -> None:
    """The list of commands says of each in a whole sentence what it does."""
    listed = principles("--help").stdout.decode().split("Commands:\n")[1].split("\n\n")[0]
    assert [line.split()[0] for line in listed.splitlines()] == sorted(main.commands)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed.splitlines())


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(("command", "code"), [("export", 0), ("check", 1), ("query", 0)])
def test_closed_pipe(folder: Path, command: str, code: int, unbuffered: str) -> None:
    """A reader that stops early, such as `head`, gets no complaint, and the exit code says what it always says."""
    for number in range(600):  # more than a pipe holds
        page = PAGE.replace("Two", f"Two{number}") + "Words. " * 100 + "\n---\n"
        (folder / f"{number}.md").write_text(page.replace("title: One", "title:One"), encoding="utf-8")
    arguments = ["{documents{nodes{markdown}}}"] if command == "query" else []
    process = [*PRINCIPLES, command, folder, *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen(process, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, env=environment) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        assert len(done.stdout.read(1)) == 1
        done.stdout.close()
        said = done.stderr.read().decode()
    assert done.returncode == code
    assert "Traceback" not in said
    assert "Broken" not in said


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_full_device(folder: Path, unbuffered: str) -> None:
    """Output that finds no room is a sentence and exit code 2."""
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PRINCIPLES, "export", folder], stdout=full, stderr=subprocess.PIPE, env=environment, check=False
        )
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == (
        "Error: Standard output can't be written: No space left on device. Send it elsewhere."
    )


def test_check_against_the_shapes(folder: Path, tmp_path: Path) -> None:
    """With --shapes the graph is held against the shapes, and standard error says that it conforms."""
    done = principles("check", folder, "--shapes")
    assert (done.returncode, done.stdout) == (0, principles("check", folder).stdout)
    assert b"The graph conforms to the shapes.\n" in done.stderr


def test_check_against_rules_of_ones_own(folder: Path, tmp_path: Path) -> None:
    """--rules adds shapes: their results stand among the findings, at their lines, and decide the exit code."""
    shape = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix pv: <https://principle-graph.example/vocabulary#> .\n"
        "<https://e.org/#why> a sh:PropertyShape ; sh:targetClass pv:Rejection ; sh:path pv:reason ; sh:minCount 1 ;\n"
        ' sh:message "Say why." {}.\n'
    )
    file = tmp_path / "team.ttl"
    file.write_text(shape.format(""), encoding="utf-8")
    done = principles("check", folder, "--rules", file)
    *_, last = done.stdout.decode().splitlines()
    assert last.endswith("one.md:11: why Say why. (rejection/one/two, pv:reason)")
    assert done.returncode == 1
    assert b"does not conform to the shapes: 1 violation.\n" in done.stderr
    file.write_text(shape.format("; sh:severity <http://www.w3.org/ns/shacl#Warning> "), encoding="utf-8")
    assert principles("check", folder, "--rules", file).returncode == 0
    assert principles("check", folder, "--rules", file, "--fail-on", "warning").returncode == 1


def test_check_with_unusable_rules(folder: Path, tmp_path: Path) -> None:
    """Rules that can't be read are wrong use, and coverage prints no findings for them to stand among."""
    assert principles("check", folder, "--rules", tmp_path / "none.ttl").returncode == 2
    assert principles("check", folder, "--coverage", "--shapes").returncode == 2


def test_shapes_are_loaded_when_asked_for(folder: Path) -> None:
    """Without --shapes a check loads neither rdflib nor a SHACL engine."""
    code = (
        "import sys; from api.cli import main; main(['check', sys.argv[1]], standalone_mode=False);"
        "sys.exit(bool({'rdflib', 'pyshacl', 'pyoxigraph'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code, folder], capture_output=True, check=False).returncode == 0
