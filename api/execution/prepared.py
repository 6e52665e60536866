"""A GraphQL document made ready to run: parsed, validated and held against the limits, once for all requests."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    validate,
)

from api.errors import LIMIT_EXCEEDED, PARSE_FAILED, VALIDATION_FAILED, coded
from api.execution import bounds
from api.execution.recent import Recent
from api.execution.runnable import Runnable
from api.execution.scan import Skeleton, scan
from api.execution.shape import shape
from api.schema import graphql_schema
from api.settings import Settings

TOO_DEEP: dict[str, Any] = {
    "message": "The query is nested too deeply. Ask in smaller steps.",
    "extensions": {"code": LIMIT_EXCEEDED},
}
_MOST_ERRORS = 20


class Prepared:
    """A document that can run, or the errors that say why it can't.

    `values` are those written in the text, for the variables that stand for them in `shared`, the document of all
    texts of its shape.
    """

    def __init__(
        self,
        document: DocumentNode | None = None,
        errors: list[dict[str, Any]] | None = None,
        *,
        text: str | None = None,
        shared: "Prepared | None" = None,
        values: Mapping[str, Any] | None = None,
    ) -> None:
        self.errors = errors or []
        self.values = values or {}
        self._document, self._text, self._shared = document, text, shared
        self._runnable: dict[str | None, Runnable] = {}

    @cached_property
    def document(self) -> DocumentNode | None:
        """The document as it was written; None where it is no GraphQL."""
        return parse(self._text) if self._document is None and self._text is not None else self._document

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of a name, or the only one, as it was written.

        Raises `GraphQLError` (BAD_USER_INPUT) where there is none.
        """
        return _named(self.document, name)

    def operation_type(self, name: str | None) -> str:
        """query, mutation or subscription. Raises `GraphQLError` (BAD_USER_INPUT) where there is no such operation."""
        return self.runnable(name).operation.operation.value

    def runnable(self, name: str | None) -> Runnable:
        """The same operation with what is made for running it. Raises `GraphQLError` as `operation` does."""
        if self._shared is not None:
            return self._shared.runnable(name)
        found = self._runnable.get(name)
        if found is None:
            operation = self.operation(name)
            assert self.document is not None
            # Only names that there are get here, so a stranger can't fill this.
            found = self._runnable[name] = Runnable(self.document, operation)
        return found


def _named(document: DocumentNode | None, name: str | None) -> OperationDefinitionNode:
    assert document is not None
    operation = get_operation_ast(document, name or None)
    if operation is not None:
        return operation
    all_ = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    names = [one.name.value for one in all_ if one.name]
    if name:
        raise GraphQLError(f"There is no operation “{name}”. The query holds {', '.join(names) or 'none with a name'}.")
    raise GraphQLError(f"The query holds several operations: name one of {', '.join(names)} as operationName.")


_Limits = tuple[int | None, ...]
_texts: Recent[tuple[str, _Limits], Prepared] = Recent(512)
_shapes: Recent[tuple[Skeleton, _Limits], Prepared | bool] = Recent(512)
"""For each shape what serves all its texts; True where it was seen once, False where its texts must be told apart."""


def prepare(text: str, settings: Settings) -> Prepared:
    """A text made ready to run; the last few are kept. Any thread may call it."""
    key = (text, _limits(settings))
    found = _texts.get(key)
    if found is None:
        found = _made(text, settings)
        if len(text) <= _LONGEST_KEPT:
            _texts[key] = found
    return found


def is_kept(text: str, settings: Settings) -> bool:
    """Whether a text need not be made ready any more."""
    return (text, _limits(settings)) in _texts


def prepare_document(document: DocumentNode, settings: Settings) -> Prepared:
    """A document made ready to run, such as one that was rewritten; it is kept nowhere."""
    refusal = bounds.refused(document, settings)
    if refusal is not None:
        return Prepared(document, [refusal])
    errors = validate(graphql_schema(), document, max_errors=_MOST_ERRORS)
    if any(error.message == "Validation aborted." for error in errors):
        return Prepared(document, [TOO_DEEP])
    return Prepared(document, coded(errors, VALIDATION_FAILED))


_LONGEST_KEPT = 100_000


def _limits(settings: Settings) -> _Limits:
    return (
        settings.tokens,
        settings.aliases,
        settings.directives,
        settings.depth,
        settings.fields,
        settings.root_fields,
    )


def _made(text: str, settings: Settings) -> Prepared:
    scanned = scan(text)
    refusal = bounds.refused_text(scanned, settings)
    if refusal is not None:
        return Prepared(errors=[refusal])
    key = None if scanned.skeleton is None or not scanned.literals else (scanned.skeleton, _limits(settings))
    known = _shapes.get(key) if key is not None else None
    if isinstance(known, Prepared):
        values = {str(number): value for number, value in enumerate(scanned.literals)}
        return Prepared(text=text, shared=known, values=values)
    try:
        document = parse(text, max_tokens=settings.tokens)
    except GraphQLError as error:
        code = LIMIT_EXCEEDED if "Parsing aborted" in error.message else PARSE_FAILED
        return Prepared(errors=coded([error], code))
    made = prepare_document(document, settings)
    if key is not None and not made.errors:
        # A shape that was seen once may never come again, so it is made the second time.
        if known is None:
            _shapes[key] = True
        elif known is True:
            shared = shape(document, scanned.literals)
            _shapes[key] = False if shared is None else Prepared(shared)
    return made
