import json
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_schema() -> None:
    """The schema is printed in the definition language."""
    assert principles("schema").stdout.decode().count("type Query {") == 1


def test_port_in_use(folder: Path) -> None:
    """A port that is taken is a sentence and exit code 2."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = principles("serve", folder, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert b"Name another with --host and --port" in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("query", "--help"), ("--version",)])
def test_help_is_quick(arguments: tuple[str, ...]) -> None:
    """Help and version load none of rdflib, networkx and strawberry."""
    program = f"""
import sys
from api.cli import run
try:
    run({list(arguments)!r})
except SystemExit as left:
    assert left.code == 0
assert not {{"rdflib", "networkx", "strawberry"}} & set(sys.modules), "loaded"
"""
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


def test_closed_pipe(folder: Path) -> None:
    """A reader that stops early ends the command quietly."""
    (folder / "one.md").write_text(PAGE + "* Other\n" + "Words. " * 50_000, encoding="utf-8")  # more than a pipe holds
    with subprocess.Popen([*PRINCIPLES, "export", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.read(1)
        command.stdout.close()
        said = command.stderr.read().decode()
    assert command.returncode == 0
    assert "Traceback" not in said
    assert "rror" not in said
