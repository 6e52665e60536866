import json
import re
import tomllib
from pathlib import Path

import pytest

from kg.folder import load
from tests.api.test_cli import principles

DOCS = (Path(__file__).parents[2] / "docs/command-line.md").read_text(encoding="utf-8")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@pytest.fixture
def lonely(tmp_path: Path) -> Path:
    """A folder of two entries that share nothing, and two of one title."""
    page = "# {}\n\n## Justification\n\nIt is so.\n"
    for name, title in (("a", "First\x07 one"), ("b", "Second one"), ("c", "Twice"), ("d", "Twice")):
        (tmp_path / f"{name}.md").write_text(page.format(title), encoding="utf-8")
    return tmp_path


def test_path_is_the_documentation_s(shipped: Path) -> None:
    """A way is printed as the page on the command line shows it: a line a step, with what joins it."""
    shown = re.search(r"## path\n.*?```text\n(.*?)```", DOCS, re.DOTALL)
    done = principles("path", "products-over-projects", "evolutionary-architecture", "--folder", shipped)
    assert shown
    assert (done.returncode, done.stdout.decode()) == (0, shown[1])


def test_path_by_any_name(shipped: Path) -> None:
    """Both ends are named by slug, title, label, URL or IRI, in any spelling; the answer as JSON names all IRIs."""
    catalogue = load(shipped)
    paved, key = catalogue.principle("paved-road"), catalogue.source("teamtopologies.com/key-concepts")
    assert paved
    assert key
    told = set()
    for one, other in (
        ("paved-road", "https://www.teamtopologies.com/key-concepts/"),
        ("THE PAVED ROAD", "team topologies: key concepts"),
        (catalogue.iris.of(paved), catalogue.iris.of(key)),
    ):
        done = principles("path", one, other, "--folder", shipped, "--format", "json")
        assert done.returncode == 0
        told.add(done.stdout)
    (answer,) = map(json.loads, told)
    assert answer == {
        "length": 1,
        "steps": [
            {
                "from": {"kind": "principle", "label": "The paved road", "iri": catalogue.iris.of(paved)},
                "to": {"kind": "source", "label": key.title, "iri": catalogue.iris.of(key)},
                "via": "cites as further reading",
            }
        ],
    }


def test_no_way_is_an_answer(lonely: Path) -> None:
    """Where nothing joins the two that is said, or null as JSON, with exit code 0, in signs that can be printed."""
    done = principles("path", "a", "b", "--folder", lonely)
    assert (done.returncode, done.stdout.decode()) == (0, "Nothing joins “First one” and “Second one”.\n")
    assert json.loads(principles("path", "a", "b", "--folder", lonely, "--format", "json").stdout) is None
    assert principles("path", "a", "a", "--folder", lonely).stdout.decode() == "First one (principle)\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("path", "frist one", "b"), "“frist one” names nothing in this catalogue."),
        (("path", "frist one", "b"), "Near that is a (“First one”)"),
        (("path", "zzzzzz", "b"), "Name it by slug, title, label, URL or IRI."),
        (("path", "", "b"), "names nothing"),
        (("path", "b", "Twice"), "names 2 of this catalogue. Name one of them: c (“Twice”), d (“Twice”)."),
        (("related", "frist one"), "Near that is a (“First one”)"),
        (("related", "twice"), "c (“Twice”), d (“Twice”)"),
        (("related", "a", "--first", "-1"), "--first"),
        (("related", "a", "--format", "xml"), "--format"),
        (("path", "a"), "Missing argument"),
    ],
)
def test_what_is_not_found(lonely: Path, arguments: tuple[str, ...], said: str) -> None:
    """What names nothing, or several, is a sentence with what comes near, and exit code 2."""
    done = principles(*arguments, "--folder", lonely)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


def test_files_by_their_path(lonely: Path) -> None:
    """A file as a terminal completes its path names its entry; one without an entry is told to be so."""
    (lonely / "README.md").write_text("# Read me\n", encoding="utf-8")
    done = principles("path", lonely / "a.md", lonely / "b.md", "--folder", lonely)
    assert done.stdout.decode() == "Nothing joins “First one” and “Second one”.\n"
    for name in ("README.md", str(lonely / "README.md")):
        done = principles("related", name, "--folder", lonely)
        assert (done.returncode, done.stdout) == (2, b"")
        assert "is a document without an entry" in done.stderr.decode()


def test_long_names_are_cut(lonely: Path) -> None:
    """An error repeats only the beginning of a long name, in one line."""
    said = principles("related", "long\n\x07 name" * 10_000, "--folder", lonely).stderr.decode()
    assert said.startswith("Error: “long name")
    assert len(said.splitlines()[0]) < 300


def test_many_of_one_name(tmp_path: Path) -> None:
    """Where a name fits very many, some are told and how many more there are."""
    for at in range(20):
        (tmp_path / f"p{at:02}.md").write_text("# Same\n\n## Justification\n\nIt is so.\n", encoding="utf-8")
    said = principles("related", "same", "--folder", tmp_path).stderr.decode()
    assert "names 20 of this catalogue" in said
    assert said.endswith("p07 (“Same”), and 12 more.\n")


def test_related_is_the_documentation_s(shipped: Path) -> None:
    """What is near is printed as the page on the command line shows it."""
    shown = re.search(r"## related\n.*?```text\n(.*?)```", DOCS, re.DOTALL)
    done = principles("related", "Products over projects", "--folder", shipped)
    assert shown
    assert done.returncode == 0
    assert shown[1] in done.stdout.decode()


def test_related_as_json(shipped: Path) -> None:
    """As JSON there are as many as asked for, each with its score and what is shared."""
    done = principles("related", "loose-coupling", "--folder", shipped, "--first", "2", "--format", "json")
    first, second = json.loads(done.stdout)
    assert first["score"] >= second["score"]
    assert set(first["principle"]) == {"slug", "kind", "label", "iri"}
    assert first["because"][0]["kind"] == "principle"


def test_many_reasons(tmp_path: Path) -> None:
    """Of many things that two share six are told, and how many more there are."""
    sources = "".join(f"Source: [S {at}](https://s{at}.example.org/)\n\n" for at in range(9))
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(f"# Entry {name}\n\n## Justification\n\n{sources}", encoding="utf-8")
    told = principles("related", "a", "--folder", tmp_path).stdout.decode().splitlines()
    assert [line.strip() for line in told[6:]] == ["both cite as evidence S 5", "and 3 more"]


def test_related_to_nothing(lonely: Path) -> None:
    """An entry that shares nothing is told so, with exit code 0."""
    done = principles("related", "b", "--folder", lonely)
    assert done.returncode == 0
    assert "“Second one” shares nothing" in done.stdout.decode()
    assert json.loads(principles("related", "b", "--folder", lonely, "--format", "json").stdout) == []


def test_related_takes_entries_alone(shipped: Path) -> None:
    """An alternative is no entry: the sentence says what it is."""
    done = principles("related", "Big design up front", "--folder", shipped)
    assert done.returncode == 2
    assert "is the alternative “Big design up front”. Name a principle or decision" in done.stderr.decode()


def test_themes_can_be_pasted(shipped: Path, tmp_path: Path) -> None:
    """The themes suggested are settings of a catalogue: it then has just these, and none of its members is unknown."""
    for file in shipped.glob("*.md"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    told = json.loads(principles("themes", tmp_path, "--format", "json").stdout)
    done = principles("themes", tmp_path)
    assert done.returncode == 0
    (tmp_path / "catalogue.toml").write_bytes(done.stdout)
    catalogue = load(tmp_path)
    assert "unknown-theme-member" not in {found.code for found in catalogue.findings}
    assert [(one.label, [entry.slug for entry in one.principles]) for one in catalogue.themes] == [
        (one["label"], one["principles"]) for one in told
    ]
    shown = re.search(r"## themes\n.*?```toml\n(.*?)```", DOCS, re.DOTALL)
    assert shown
    assert shown[1] in principles("themes", shipped).stdout.decode()


def test_themes_beside_those_that_are_there(shipped: Path, tmp_path: Path) -> None:
    """Standard error says how many themes there are for how many entries, and how many of these have one already."""
    page = "# Entry {}\n\n## Justification\n\nSo. Source: [P](https://p.example.org/)\n"
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(page.format(name), encoding="utf-8")
    (tmp_path / "c.md").write_text("# Other\n\n## Justification\n\nSo.\n", encoding="utf-8")
    said = principles("themes", tmp_path).stderr.decode()
    assert said == "1 theme suggested, for 2 of 3 principles and decisions.\n"
    (tmp_path / "catalogue.toml").write_text('[[themes]]\nlabel = "T"\nprinciples = ["a"]\n', encoding="utf-8")
    assert "note: 1 of these has a theme already" in principles("themes", tmp_path).stderr.decode()
    told = principles("themes", shipped).stderr.decode()
    assert re.search(r"\d themes suggested, for (\d+) of 25 .*\nnote: \1 of these have a theme already", told)


def test_themes_of_odd_titles(tmp_path: Path) -> None:
    """Quotes, backslashes and control characters of titles leave the TOML whole."""
    odd = 'Odd "\\x" \x85\x07 title'
    page = f"---\ntitle: '{odd} %s'\nkeywords: 'a\"b\\'\n---\n\n## Justification\n\nSo. Source: [P](https://p.example.org/)\n"
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(page % name, encoding="utf-8")
    done = principles("themes", tmp_path)
    (theme,) = tomllib.loads(done.stdout.decode())["themes"]
    assert theme["principles"] == ["a", "b"]
    assert not CONTROL.search(done.stdout.decode())


def test_published_documents(corpora: Path) -> None:
    """The commands answer for published documents, and what they suggest can be pasted."""
    guardian = corpora / "guardian"
    done = principles("related", "products-not-projects", "--folder", guardian)
    assert done.returncode == 0
    assert "PRODUCTS, NOT PROJECTS" in done.stdout.decode()
    for place in (guardian, corpora / "uk-home-office"):
        done = principles("themes", place)
        assert done.returncode == 0
        tomllib.loads(done.stdout.decode())
