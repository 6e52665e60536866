import subprocess
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given, settings

from kg import folder
from kg.catalogue import Catalogue
from kg.formats.dot import dot
from kg.formats.drawing import draw, line
from tests.conftest import installed
from tests.kg.formats.catalogues import catalogues

SVG = "{http://www.w3.org/2000/svg}"


def laid_out(catalogue: Catalogue) -> ElementTree.Element:
    """What Graphviz draws."""
    command = [installed("dot"), "-Tsvg"]
    done = subprocess.run(command, input=b"".join(dot(catalogue)), capture_output=True, check=False)
    # Graphviz says so where it can't route a curve as it would like to, and draws it all the same.
    told = [line for line in done.stderr.splitlines() if not line.startswith(b"libpath/")]
    assert (done.returncode, told) == (0, [])
    return ElementTree.fromstring(done.stdout)


def shown(root: ElementTree.Element, kind: str) -> list[str]:
    """The texts of the nodes, edges or clusters, each in one line without blanks, since lines are broken."""
    found = [one for one in root.iter(f"{SVG}g") if one.get("class") == kind]
    return sorted("".join("".join(part.itertext()) for part in one.iter(f"{SVG}text")) for one in found)


def together(text: str) -> str:
    """A label without blanks."""
    return "".join(line(text, 120).split())


@settings(max_examples=25)
@given(catalogues())
def test_graphviz_shows_each_label_as_it_is(catalogue: Catalogue) -> None:
    """Graphviz draws any catalogue without a complaint, and shows each label as it stands."""
    root = laid_out(catalogue)
    whole = draw(catalogue)
    texts = ["".join(text.split()) for text in shown(root, "node")]
    assert sorted(texts) == sorted(together(node.label) for node in whole.nodes.values())
    groups = ["".join(text.split()) for text in shown(root, "cluster")]
    assert sorted(groups) == sorted(together(group.theme.label) for group in whole.groups)
    assert len(shown(root, "edge")) == len(whole.arrows)


def test_shipped_catalogue(shipped: Path) -> None:
    """The drawing of the catalogue that ships has all entries, alternatives and sources, and a box a theme."""
    catalogue = folder.load(shipped)
    root = laid_out(catalogue)
    nodes = (*catalogue.principles, *catalogue.alternatives, *catalogue.sources)
    assert len(shown(root, "node")) >= len(nodes)
    assert shown(root, "cluster") == sorted(theme.label for theme in catalogue.themes)
    assert shown(root, "edge").count("conflicts with") == len(catalogue.conflicts)


def test_nodes_lead_to_their_pages(shipped: Path) -> None:
    """A source leads to its page, anything else to its IRI; the tooltip has the whole label."""
    catalogue = folder.load(shipped)
    links = {a.get("{http://www.w3.org/1999/xlink}href") for a in laid_out(catalogue).iter(f"{SVG}a")}
    assert {source.url for source in catalogue.sources if source.url} <= links
    assert {catalogue.iris.of(principle) for principle in catalogue.principles} <= links
