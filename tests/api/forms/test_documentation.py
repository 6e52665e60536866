"""docs/graphql-and-rdf.md is true."""

import json
import re
from pathlib import Path

from api.cli.query import FORMATS
from api.execution import prepare
from api.forms import FORMS, tell
from api.forms.terms import CLASSES, KINDS
from api.settings import Settings
from kg.folder import load, shipped
from kg.rdf.turtle import prefixes

PAGE = (Path(__file__).parents[3] / "docs/graphql-and-rdf.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The one block of a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


def test_example_is_real() -> None:
    """The query of the page gives the JSON-LD and the Turtle that stand below it."""
    catalogue = load(shipped())
    asked = prepare(block("graphql"), Settings())
    document = tell(FORMS["application/ld+json"], asked, catalogue, {}, None, Settings()).body
    assert json.loads(document or b"") == json.loads(block("json"))
    turtle = (tell(FORMS["text/turtle"], asked, catalogue, {}, None, Settings()).body or b"").decode()
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes(catalogue.iris.base).items()))
    assert turtle.removeprefix(head).strip() == block("turtle").strip()


def test_every_form_is_in_the_table() -> None:
    """Each form has its row with media type and name, and the command takes it."""
    for media_type, form in FORMS.items():
        assert f"| `{media_type}` | `{form.name}` |" in PAGE
    assert ["json", *(form.name for form in FORMS.values())] == list(FORMATS)


def test_every_class_is_named() -> None:
    """Each type that a node may have is named in the page."""
    for iri in {*CLASSES.values(), *KINDS.values()}:
        assert f"`{re.split('[#/]', iri)[-1]}`" in PAGE
