"""Where links between documents lead."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Kind, Link, Location, Principle, RelationType
from kg.paths import Paths


def _document(path: str, slug: str, *names: str) -> Document:
    entry = Principle(slug, Kind.PRINCIPLE, slug, Location(path, 1, 9))
    return Document(path, slug, "", "", names=names, principles=(entry,))


PATHS = Paths(
    [
        _document("README.md", "readme", "readme"),
        _document("adr/0001-x.md", "0001-x", "0001-x"),
        _document("adr/0005-y é.md", "0005-y-é", "0005-y-é"),
        _document("adr/README.md", "adr", "readme"),
        _document("folders/2020-a/index.md", "folders/2020-a", "index"),
        _document("folders/2021-b/README.md", "folders/2021-b", "readme"),
        _document("one/twin.md", "one/twin", "twin"),
        _document("two/twin.md", "two/twin", "twin"),
        _document("pages/bee.markdown", "wasp", "bee", "old/bee"),
        _document("pages/code.md", "code", "code"),
        _document("pages/payments.md", "payments", "payments"),
    ],
    ["code/app.py", "LICENSE", "payments"],
)


def found(href: str, path: str = "adr/0001-x.md") -> str | None:
    """The path of the document that a link in a document leads to."""
    document = PATHS.find(Link(RelationType.RELATES_TO, href, None, Location(path, 1, 1)))
    return document and document.path


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("0001-x.md", "adr/0001-x.md"),
        ("./0001-x", "adr/0001-x.md"),
        ("0001-x.html#why", "adr/0001-x.md"),
        ("0001-x?plain=1", "adr/0001-x.md"),
        (quote("0005-y é.md"), "adr/0005-y é.md"),
        (r"..\adr\0001-x.md", "adr/0001-x.md"),
        ("#why", "adr/0001-x.md"),
        ("", "adr/0001-x.md"),
        ("./README.md", "adr/README.md"),
        ("./", "adr/README.md"),
        (".", "adr/README.md"),
        ("../", "README.md"),
        ("..", "README.md"),
        ("/", "README.md"),
        ("index.html", "adr/README.md"),
        ("../folders/2020-a/", "folders/2020-a/index.md"),
        ("../folders/2021-b", "folders/2021-b/README.md"),
        ("../folders/2021-b/index.html", "folders/2021-b/README.md"),
    ],
)
def test_paths_lead_to_documents(href: str, path: str) -> None:
    """A path in any spelling leads to the document there, or to the README or index of the folder there."""
    assert found(href) == path


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/adr/0001-x", "adr/0001-x.md"),
        ("/our-site/adr/0001-x/", "adr/0001-x.md"),
        ("/owner/repository/blob/main/adr/0001-x.md", "adr/0001-x.md"),
        ("{{ site.baseurl }}/adr/0001-x.html", "adr/0001-x.md"),
    ],
)
def test_paths_from_the_root(href: str, path: str) -> None:
    """What no document beside answers to is looked for from the root, less what a site puts before its pages."""
    assert found(href, "folders/2020-a/index.md") == path


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("wasp.html", "pages/bee.markdown"),
        ("/old/bee.html", "pages/bee.markdown"),
        ("/elsewhere/BEE.md", "pages/bee.markdown"),
        ("../elsewhere/bee.md", None),
        ("docs/adr/0001-x.md", None),
        ("twin.html", None),
        ("nothing.html", None),
    ],
)
def test_names_lead_to_documents(href: str, path: str | None) -> None:
    """A permalink, an old permalink or a file's name leads to the one document that bears it, to none if two do."""
    assert found(href) == path


@pytest.mark.parametrize(
    "href",
    [
        "../code/",
        "../code",
        "/code",
        "/site/code/",
        "/payments",
        "../../src/payments",
        "../../src/payments/",
        "/LICENSE",
        "../one",
        "../folders/README.md",
        "../nowhere/README.md",
        "../nowhere/",
        "payments.png",
        "https://example.org/0001-x.md",
        "//example.org/0001-x.md",
        "mailto:payments",
        "...",
    ],
)
def test_other_things_are_no_documents(href: str) -> None:
    """A link to a folder, another file or another host leads to no document that happens to bear its name."""
    assert found(href) is None


def test_what_is_there_is_known() -> None:
    """A link to a file or folder that is there and no document is told from one that leads nowhere."""

    def there(href: str) -> bool:
        return PATHS.is_other(Link(RelationType.RELATES_TO, href, None, Location("adr/0001-x.md", 1, 1)))

    assert all(map(there, ("../code/", "../code", "/LICENSE", "../one", "../code/app.py")))
    assert not any(map(there, ("../nowhere/", "0001-x.md", "https://example.org/code", "")))


@given(st.text() | st.text("./#?%:[]{}\\ aé\0", max_size=40) | st.sampled_from(["http://[", "//[::1", "%ff%00"]))
def test_any_link_is_taken(href: str) -> None:
    """Whatever a link says, it leads to a document or to none."""
    found(href)
    found(href, "README.md")
    PATHS.is_other(Link(RelationType.RELATES_TO, href, None, Location("adr/0001-x.md", 1, 1)))


def _several(path: str, *slugs: str) -> Document:
    entries = tuple(Principle(slug, Kind.DECISION, slug, Location(path, 1, 1)) for slug in slugs)
    return Document(path, path, "", "", principles=entries)


def test_entry_of_a_document() -> None:
    """A link means the only entry of its document, or the one whose slug, heading or end of slug its fragment is."""
    alone, several = _document("a.md", "a"), _several("b.ttl", "x/one", "y/one", "two")
    paths = Paths([alone, several])
    assert paths.entry(alone, "a.md#anything") is alone.principles[0]
    expected = {"y/one": "y/one", "x/one": "x/one", "one": "x/one", "two": "two", "Two": "two", "": None, "no": None}
    for fragment, slug in expected.items():
        entry = paths.entry(several, f"b.ttl#{quote(fragment)}")
        assert (entry and entry.slug) == slug


@pytest.mark.parametrize(
    ("href", "file"),
    [
        ("../code/app.py", "code/app.py"),
        ("../code", "code"),
        ("/code/", "code"),
        ("0005-y é.md", None),
        ("no.md", None),
    ],
)
def test_files_that_are_no_documents(href: str, file: str | None) -> None:
    """A link to a file or folder that is there but no document is told by its path."""
    assert PATHS.file(Link(RelationType.RELATES_TO, href, None, Location("adr/0001-x.md", 1, 1))) == file
