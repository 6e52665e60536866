"""Which findings are told, and how loud."""

from collections.abc import Callable

import pytest

from kg.catalogue import Catalogue
from kg.errors import SettingsError
from kg.model import Severity
from tests.kg.pages import LACKS, page

Join = Callable[..., Catalogue]


def _told(catalogue: Catalogue) -> list[tuple[str, str, Severity]]:
    return [(one.location.path, one.code, one.severity) for one in catalogue.findings if one.code not in LACKS]


def test_levels_of_a_catalogue(join: Join) -> None:
    """`[findings]` gives a code another severity or switches it off, whether one document or several are meant."""
    pages = {"a.md": page("A", rejects=("B",), body="[x](gone.md)"), "b.md": page("B"), "c.md": "Prose.\n"}
    assert _told(join(pages)) == [
        ("a.md", "dangling-relation", Severity.WARNING),
        ("a.md", "conflict", Severity.WARNING),
        ("c.md", "no-entry", Severity.NOTE),
    ]
    toml = '[findings]\nconflict = "error"\ndangling-relation = "note"\nno-entry = "off"\n'
    assert _told(join({"catalogue.toml": toml})) == [
        ("a.md", "dangling-relation", Severity.NOTE),
        ("a.md", "conflict", Severity.ERROR),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('conflicts = "off"', "“conflicts”, which is no code of a finding. Codes are conflict, "),
        ('conflict = "none"', "“conflict” the level “none”, which is none. Write one of off, note, warning, error."),
        ("conflict = false", "can't be used"),
    ],
)
def test_levels_that_are_none(join: Join, line: str, said: str) -> None:
    """A code or level that is not known is an error that says which are."""
    with pytest.raises(SettingsError) as raised:
        join({"catalogue.toml": f"[findings]\n{line}\n", "a.md": page("A")})
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("<!-- principles: ignore conflict -->", ["dangling-relation"]),
        ("<!--principles: ignore conflict dangling-relation-->", []),
        ("<!-- principles: ignore\n  conflict,\n  dangling-relation -->", []),
        ("<!-- principles: ignore no-entry --> <!-- principles: ignore dangling-relation -->", ["conflict"]),
        ("<!-- principles: ignore -->", ["dangling-relation", "conflict"]),
        ("principles: ignore conflict", ["dangling-relation", "conflict"]),
    ],
)
def test_comments_in_documents(join: Join, comment: str, codes: list[str]) -> None:
    """A comment in a document switches the codes that it names off for this document alone."""
    text = page("A", rejects=("B",), body=f"[x](gone.md)\n{comment}")
    catalogue = join({"a.md": text, "b.md": page("B"), "z.md": page("Z", body="[x](gone.md)")})
    assert [code for path, code, _ in _told(catalogue) if path == "a.md"] == codes
    assert [code for path, code, _ in _told(catalogue) if path == "z.md"] == ["dangling-relation"]


def test_comments_raise_and_lower(join: Join) -> None:
    """A comment in a document gives codes another severity there, whatever the catalogue says."""
    toml = '[findings]\nconflict = "off"\n'
    comments = "<!-- principles: error conflict -->\n<!-- principles: note dangling-relation -->"
    text = page("A", rejects=("B",), body=f"[x](gone.md)\n{comments}")
    catalogue = join({"catalogue.toml": toml, "a.md": text, "b.md": page("B")})
    assert _told(catalogue) == [
        ("a.md", "dangling-relation", Severity.NOTE),
        ("a.md", "conflict", Severity.ERROR),
    ]
