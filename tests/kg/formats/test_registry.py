import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import folder
from kg.errors import PrincipleGraphError
from kg.formats import FORMATS, MEDIA_TYPES, by_file, by_media_type, find
from kg.rdf import formats as rdf

ROOT = Path(__file__).parents[3]


def test_rdf_formats_join_by_themselves() -> None:
    """The formats of the RDF view come first, as they are called there, and take places."""
    ahead = list(FORMATS.values())[: len(rdf.FORMATS)]
    assert [(form.name, form.media_type, form.suffix) for form in ahead] == [
        (form.name, form.media_type, form.suffix) for form in rdf.FORMATS.values()
    ]
    assert all(form.is_rdf and form.takes_places for form in ahead)
    assert not any(form.is_rdf for form in list(FORMATS.values())[len(ahead) :])


def test_each_is_told_apart() -> None:
    """Names and suffixes are those of one format; a media type is of one, but for the two tables."""
    suffixes = [suffix for form in FORMATS.values() for suffix in form.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    types = [one for form in FORMATS.values() for one in form.media_types]
    assert sorted(types) == sorted([*MEDIA_TYPES, "text/csv"])
    assert all(form.description for form in FORMATS.values())


@pytest.mark.parametrize("name", FORMATS)
def test_found_by_what_it_is_served_as(name: str) -> None:
    """A format is found by its name, media types and suffixes in any case; `text/csv` means the edges."""
    form = FORMATS[name]
    assert find(name) is form
    for media_type in form.media_types:
        assert by_media_type(media_type.upper()) is (FORMATS["csv-edges"] if media_type == "text/csv" else form)
    for suffix in form.suffixes:
        assert by_file(f"some.thing{suffix}") is by_file(f"folder.ttl/Graph{suffix.upper()}") is form
    assert form.content_type.startswith(form.media_type)
    assert by_media_type("text/x-unknown") is None


def test_tables_by_file() -> None:
    """A table needs no more than its own name."""
    assert by_file("nodes.csv").name == "csv-nodes"
    assert by_file("out/graph.edges.csv").name == "csv-edges"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("graph.csv", r"graph\.csv may be of several formats.*csv-edges or csv-nodes"),
        ("graph.rtf", r"No format has files that end in “\.rtf”.*turtle, .*mermaid"),
        ("graph", r"“graph” has no ending.*turtle, .*mermaid"),
        (".", r"no ending"),
    ],
)
def test_files_of_no_format(name: str, said: str) -> None:
    """A file's name that means no one format is refused in a sentence that names those there are."""
    with pytest.raises(PrincipleGraphError, match=said):
        by_file(name)


def test_unknown_name() -> None:
    """An unknown format is refused in a sentence that names the known ones."""
    with pytest.raises(PrincipleGraphError, match=r"no format “rtf”.*turtle, .*mermaid"):
        find("rtf")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("GraphML", "graphml"),
        ("ttl", "turtle"),
        ("NT", "ntriples"),
        ("jsonld", "json-ld"),
        ("gv", "dot"),
        ("rdf", "rdf-xml"),
    ],
)
def test_names_in_any_spelling(given: str, name: str) -> None:
    """A format is named in any case, and by its suffix without the dot; where that fits two, both are told."""
    assert find(given).name == name
    with pytest.raises(PrincipleGraphError, match=r"“csv” may be several formats\. Name one of csv-edges, csv-nodes\."):
        find("csv")


def test_same_bytes_in_every_process(shipped: Path) -> None:
    """The same folder gives the same bytes in each format, whatever the seed of Python's hashes."""
    code = (
        "import hashlib, sys; from kg import folder; from kg.formats import FORMATS\n"
        "catalogue = folder.load(sys.argv[1])\n"
        "for form in FORMATS.values():\n"
        "    if not form.is_rdf: print(form.name, hashlib.sha256(b''.join(form.write(catalogue, False))).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, shipped],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") == len(FORMATS) - len(rdf.FORMATS)


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.is_rdf])
def test_more_links_touch_few_lines(tmp_path: Path, name: str) -> None:
    """Links added to one document change the lines that speak of them alone: no other line moves."""
    page = (
        "---\ntitle: Page {n}\n---\n\n## Defining Page {n}\n\nText.\n\nSource: [One](https://x.org/{n})\n{more}"
        "\n## The Other Alternatives That Were Not Chosen\n\n* Way {n}\n"
    )
    for number in range(9):
        (tmp_path / f"page-{number}.md").write_text(page.format(n=number, more=""), encoding="utf-8")
    before = b"".join(FORMATS[name].write(folder.load(tmp_path), False)).splitlines()
    path = tmp_path / "page-4.md"
    path.write_text(
        page.format(n=4, more="\nSource: [Two](https://x.org/3), [New](https://x.org/new)\n"), encoding="utf-8"
    )
    after = b"".join(FORMATS[name].write(folder.load(tmp_path), False)).splitlines()
    assert before != after
    kept = [line for line in after if line in set(before)]
    assert len(after) - len(kept) < 50
    gone = set(before) - set(after)
    assert [line for line in before if line not in gone] == [line for line in before if line in set(kept)]
    assert len(gone) < 8


def test_importing_is_quick() -> None:
    """The list of formats loads neither rdflib nor networkx."""
    code = "import sys, kg.formats; assert not {'rdflib', 'networkx', 'strawberry'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
