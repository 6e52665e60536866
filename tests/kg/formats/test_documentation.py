import re
from pathlib import Path

import pytest

from kg import folder
from kg.formats import FORMATS
from kg.formats.mermaid import MOST_ARROWS, MOST_CHARACTERS

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLES = {"json": "json", "xml": "graphml gexf", "csv": "csv-edges", "dot": "dot", "mermaid": "mermaid"}


def blocks(language: str) -> list[str]:
    """The fenced blocks of the page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the page's document."""
    root: Path = tmp_path_factory.mktemp("example")
    (document,) = blocks("markdown")
    (root / "pull.md").write_text(document, encoding="utf-8")
    return root


def test_every_format_has_its_row() -> None:
    """The table is the registry's: name, suffixes, media types, places and description, in its order."""
    rows = [line.split(" | ") for line in PAGE.splitlines() if re.match(r"\| `[\w-]+` \| `\.", line)]
    said = [[re.sub(r"\[(.*?)\]\(.*?\)", r"\1", cell) for cell in row] for row in rows]
    expected = [
        [
            f"| `{form.name}`",
            ", ".join(f"`{suffix}`" for suffix in form.suffixes),
            ", ".join(f"`{media_type}`" for media_type in form.media_types),
            "yes" if form.takes_places else "no",
            form.description,
        ]
        for form in FORMATS.values()
    ]
    assert [row[:5] for row in said] == expected


@pytest.mark.parametrize("language", EXAMPLES)
def test_examples_are_real(example: Path, language: str) -> None:
    """Each line of an example stands in what the page's document gives, and in this order."""
    catalogue = folder.load(example)
    names = EXAMPLES[language].split()
    found = blocks(language)
    assert len(found) == len(names)
    for name, block in zip(names, found, strict=True):
        lines = iter(b"".join(FORMATS[name].write(catalogue, False)).decode().splitlines())
        for wanted in block.splitlines():
            assert wanted in lines, f"{name}: {wanted}"


def test_graphml_is_read_as_told(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page's lines for networkx read the graph."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "graph.graphml").write_bytes(b"".join(FORMATS["graphml"].write(folder.load(example), False)))
    names: dict[str, object] = {}
    exec(compile(blocks("python")[0], "docs/formats.md", "exec"), names)
    assert len(names["graph"]) == 4  # type: ignore[arg-type]


def test_limits_are_told() -> None:
    """The limits of Mermaid are those that the writer keeps to."""
    assert f"more than {MOST_ARROWS} arrows or {MOST_CHARACTERS:,} characters" in PAGE
