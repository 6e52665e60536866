"""A GraphQL document made ready to run: parsed, validated and held against the limits, once for all requests."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, get_operation_ast, parse, validate

from api.errors import LIMIT_EXCEEDED, PARSE_FAILED, VALIDATION_FAILED, coded
from api.schema import graphql_schema
from api.settings import Settings

TOO_DEEP = "The query is nested too deeply. Ask in smaller steps."


@dataclass(frozen=True, eq=False)
class Prepared:
    """A document that can run, or the errors that say why it can't; `document` is None where it is no GraphQL."""

    document: DocumentNode | None
    errors: list[dict[str, Any]]

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation of a name, or the only one. Raises `GraphQLError` (BAD_USER_INPUT) where there is none."""
        assert self.document is not None
        operation = get_operation_ast(self.document, name or None)
        if operation is not None:
            return operation
        all_ = [one for one in self.document.definitions if isinstance(one, OperationDefinitionNode)]
        names = [one.name.value for one in all_ if one.name]
        if name:
            raise GraphQLError(
                f"There is no operation “{name}”. The query holds {', '.join(names) or 'none with a name'}."
            )
        raise GraphQLError(f"The query holds several operations: name one of {', '.join(names)} as operationName.")


def prepare(text: str, settings: Settings) -> Prepared:
    """A text made ready to run; the last few are kept. Any thread may call it."""
    return _of_text(text, settings.tokens, settings.federation)


def prepare_document(document: DocumentNode, settings: Settings) -> Prepared:
    """A document made ready to run, such as one that was rewritten; it is kept nowhere."""
    errors = validate(graphql_schema(settings.federation), document)
    if any(error.message == "Validation aborted." for error in errors):
        return Prepared(document, [{"message": TOO_DEEP, "extensions": {"code": LIMIT_EXCEEDED}}])
    return Prepared(document, coded(errors, VALIDATION_FAILED))


@lru_cache(maxsize=256)
def _of_text(text: str, tokens: int | None, federation: bool) -> Prepared:
    try:
        document = parse(text, max_tokens=tokens)
    except GraphQLError as error:
        code = LIMIT_EXCEEDED if "Parsing aborted" in error.message else PARSE_FAILED
        return Prepared(None, coded([error], code))
    return prepare_document(document, Settings(tokens=tokens, federation=federation))
