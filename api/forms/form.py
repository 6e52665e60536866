"""The forms that an answer is had in beside GraphQL's own, by media type, and the answer in one of them."""

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import orjson
from msgspec import Struct

from api.execution import Patience, Prepared, run
from api.execution.operation import too_long
from api.execution.prepared import TOO_DEEP
from api.execution.process import OutOfTime
from api.forms.hidden import Hidden
from api.forms.reading import Reading
from api.forms.selection import Selection
from api.settings import Settings
from kg import patience as watch
from kg.catalogue import Catalogue
from kg.kept import kept
from kg.rdf import formats
from kg.rdf.order import arranged
from kg.rdf.quoting import sound
from kg.rdf.triple import Descriptions

_Json = dict[str, Any]


class Form(Struct, frozen=True):
    """A form by name, and its media type; `write` makes triples of an answer, None for JSON-LD."""

    name: str
    media_type: str
    write: Callable[[Descriptions, str], Iterator[bytes]] | None


class Told(Struct, frozen=True):
    """An answer in a form: its bytes, and what GraphQL tells beside the data, such as `errors`.

    Where the form can't tell it, there are no bytes, and `beside` is the whole answer.
    """

    body: bytes | None
    beside: _Json


def _form(name: str) -> Form:
    form = formats.find(name)
    return Form(form.name, form.media_type, None if name == "json-ld" else form.write)


FORMS: Mapping[str, Form] = MappingProxyType(
    {form.media_type: form for form in map(_form, ("json-ld", "turtle", "ntriples", "rdf-xml"))}
)
"""Every form, by media type."""


def tell(
    form: Form,
    prepared: Prepared,
    catalogue: Catalogue,
    variables: dict[str, Any] | None,
    operation_name: str | None,
    settings: Settings,
    *,
    patience: Patience | None = None,
) -> Told:
    """The answer to a query in a form.

    Errors beside data stand in JSON-LD as in GraphQL. Without data there is nothing to tell, and triples have no place
    for errors. Raises `Unwanted` where `patience` was told to leave.
    """
    if prepared.errors:
        return Told(None, {"errors": prepared.errors})
    try:
        patience = patience or Patience(settings.seconds, settings.cost)
        return _told(form, prepared, catalogue, variables, operation_name, settings, patience)
    except OutOfTime:
        return Told(None, {"errors": [too_long(settings)]})
    except RecursionError:
        return Told(None, {"errors": [TOO_DEEP]})


def _told(
    form: Form,
    prepared: Prepared,
    catalogue: Catalogue,
    variables: dict[str, Any] | None,
    operation_name: str | None,
    settings: Settings,
    patience: Patience,
) -> Told:
    hidden, with_hidden = _hidden(prepared)
    answer = run(with_hidden, catalogue, variables, operation_name, settings, patience=patience)
    data = answer.pop("data", None)
    if data is None or (form.write is not None and "errors" in answer):
        return Told(None, answer)
    runnable = with_hidden.runnable(operation_name)
    values = runnable.variables(variables or {})
    assert not isinstance(values, list)
    reading = Reading(Selection(prepared.schema, hidden.document, values.coerced), hidden)
    with watch.watched(patience):
        whole = reading.whole(data, runnable.operation.selection_set)
    if form.write is None:
        return Told(_json({**whole, **answer}), answer)
    descriptions = [(subject, arranged(description)) for subject, description in reading.said.items()]
    return Told(b"".join(form.write(descriptions, catalogue.iris.base)), answer)


@kept
def _hidden(prepared: Prepared) -> tuple[Hidden, Prepared]:
    """The document with hidden fields, ready to run: limits and validity are matters of the one that was asked."""
    assert prepared.document is not None
    hidden = Hidden(prepared.document, prepared.schema)
    return hidden, Prepared(hidden.document, schema=prepared.schema)


def _json(value: _Json) -> bytes:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        # orjson refuses surrogates that stand alone; the standard library escapes them, and so they are found.
        return orjson.dumps(json.loads(sound(json.dumps(value, ensure_ascii=False))))
