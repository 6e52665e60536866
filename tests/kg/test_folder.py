"""A folder of Markdown, of RDF or of both is the database."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.catalogue import Catalogue
from kg.errors import FolderError, SettingsError
from kg.folder import load
from kg.model import Severity
from tests.kg.pages import page

Join = Callable[..., Catalogue]


def test_missing_empty_or_no_folder(tmp_path: Path) -> None:
    """A folder that is missing, is a file, or holds neither Markdown nor RDF is an error, told with its name."""
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "missing", tmp_path / "file", tmp_path):
        with pytest.raises(FolderError, match=str(path)):
            load(path)


def test_bytes_that_are_no_utf8(join: Join, tmp_path: Path) -> None:
    """A file in another encoding is read as well as can be, with an error at its first such line."""
    (tmp_path / "a.md").write_bytes(page("Caf\u00e9").encode("cp1252"))
    (tmp_path / "b.md").write_bytes(page("Wide").encode("utf-16"))
    catalogue = join(c=page("C"))
    assert [one.title for one in catalogue.principles] == ["Café", "Wide", "C"]
    found = [(one.location.path, one.location.line) for one in catalogue.findings if one.code == "encoding"]
    assert found == [("a.md", 2), ("b.md", 1)]


def test_symlink_out_of_the_folder(join: Join, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link that leaves the folder is not followed but told; one that stays inside is read."""
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text(page("Secret"))
    (tmp_path / "out.md").symlink_to(outside)
    (tmp_path / "in.md").symlink_to("a.md")
    catalogue = join(a=page("A"))
    assert [one.path for one in catalogue.documents] == ["a.md", "in.md"]
    assert [(one.location.path, one.severity) for one in catalogue.findings if one.code == "outside-link"] == [
        ("out.md", Severity.ERROR)
    ]


def test_linked_folders_are_not_followed(join: Join, tmp_path: Path) -> None:
    """A linked folder is passed over, so that a circle of links ends."""
    (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
    assert [one.path for one in join(a=page("A")).documents] == ["a.md"]


def test_broken_link(join: Join, tmp_path: Path) -> None:
    """A link to nothing is a finding, and the rest is served."""
    (tmp_path / "gone.md").symlink_to("nothing.md")
    catalogue = join(a=page("A"))
    assert [one.code for one in catalogue.findings if one.location.path == "gone.md"] == ["unreadable-file"]
    assert len(catalogue.principles) == 1


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_unreadable_file(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file that may not be read is a finding at its path, and the rest is served."""
    (tmp_path / "a.md").write_text(page("A"))
    (tmp_path / "closed.md").write_text(page("B"))
    (tmp_path / "closed.md").chmod(0)
    open_folder = tmp_path_factory.mktemp("open")
    (open_folder / "a.md").write_text(page("A"))
    # Root may read everything, so nobody reads; nobody can't import from everywhere, so all is loaded before.
    program = (
        "import os; from kg import folder;"
        f"folder.load({str(open_folder)!r}); os.getuid() or os.setuid(65534);"
        f"c = folder.load({str(tmp_path)!r});"
        "print([f.location.path for f in c.findings if f.code == 'unreadable-file'], len(c.principles))"
    )
    for folder in (tmp_path, *list(tmp_path.parents)[:-2]):
        folder.chmod(0o755)
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.stdout.strip() == "['closed.md'] 1", result.stderr


def test_hidden_folders_are_passed_over(join: Join) -> None:
    """Hidden folders and installed packages hold no documents of the catalogue."""
    catalogue = join({".git/x.md": page("X"), "node_modules/p/y.md": page("Y"), "a.md": page("A")})
    assert [one.path for one in catalogue.documents] == ["a.md"]


def test_settings_above_the_folder(tmp_path: Path) -> None:
    """A folder inside a catalogue has that catalogue's settings, and paths relative to itself."""
    (tmp_path / "catalogue.toml").write_text('title = "Ours"\nbase = "https://example.org/p"\n')
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.md").write_text(page("A"))
    catalogue = load(tmp_path / "part")
    assert (catalogue.title, catalogue.base) == ("Ours", "https://example.org/p/")
    assert catalogue.documents[0].path == "a.md"


@pytest.mark.parametrize(
    "text", ["title = ", "title = 5", 'colour = "red"', 'base = "nowhere"', 'base = "https://a.b/?q"']
)
def test_bad_settings(join: Join, tmp_path: Path, text: str) -> None:
    """A `catalogue.toml` that can't be used is an error that names it."""
    with pytest.raises(SettingsError, match=r"catalogue\.toml"):
        join({"catalogue.toml": text, "a.md": page("A")})


def test_themes_of_a_jekyll_site(join: Join) -> None:
    """Without themes of its own a catalogue takes those of the site's sidebar; a broken sidebar gives none."""
    sidebar = (
        "entries:\n- folders:\n  - title: Ways\n    folderitems:\n    - url: /a.html\n    - title: x\n  - title:\n"
    )
    catalogue = join({"_data/sidebars/one.yml": sidebar, "_data/sidebars/two.yml": "a: [", "a.md": page("A")})
    assert [(one.label, [p.slug for p in one.principles]) for one in catalogue.themes] == [("Ways", ["a"])]


def test_progress_is_told(tmp_path: Path) -> None:
    """Whoever waits is told how many documents of how many are read, up to the last."""
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(page(name))
    told: list[tuple[int, int]] = []
    load(tmp_path, lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)
    assert told == sorted(told)


GRAPH = """@prefix pv: <https://principle-graph.example/vocabulary#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/x> a pv:Principle ; skos:prefLabel "X" .
"""


def test_graphs_are_read_beside_markdown_and_alone(join: Join, tmp_path: Path) -> None:
    """A folder may hold RDF alone, or beside Markdown; what can't be read of it is a finding."""
    (tmp_path / "graph.ttl").write_text(GRAPH)
    assert [one.title for one in load(tmp_path).principles] == ["X"]
    (tmp_path / "gone.nt").symlink_to("nothing.nt")
    catalogue = join(a=page("A"))
    assert [one.title for one in catalogue.principles] == ["A", "X"]
    assert [one.location.path for one in catalogue.findings if one.code == "unreadable-file"] == ["gone.nt"]


def test_graphs_out_of_the_folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link to a file of RDF outside the folder is not followed."""
    outside = tmp_path_factory.mktemp("outside") / "graph.ttl"
    outside.write_text(GRAPH)
    (tmp_path / "graph.ttl").symlink_to(outside)
    catalogue = load(tmp_path)
    assert catalogue.principles == ()
    assert [one.code for one in catalogue.findings] == ["outside-link"]


def test_oxigraph_is_loaded_for_graphs_alone(tmp_path: Path) -> None:
    """Reading a folder of Markdown loads neither Oxigraph nor the reader of RDF."""
    (tmp_path / "a.md").write_text(page("A"))
    code = (
        "import sys; from kg.folder import load; load(sys.argv[1]);"
        "print(sorted(one for one in sys.modules if one in ('pyoxigraph', 'kg.rdf.reading.folder', 'rdflib')))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code, tmp_path], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
