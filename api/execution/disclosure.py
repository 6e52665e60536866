"""What errors and introspection tell of the schema, as far as the settings let them."""

from typing import Any

from graphql import SKIP, ASTValidationRule, FieldNode, GraphQLError, VisitorAction, specified_rules

from api.errors import VALIDATION_FAILED
from api.settings import Settings

_UNFIT = "The query does not fit the schema of this server."
_UNTOLD = "The schema is not told here: introspection is off."
# How graphql-core begins what it says of words near the one that was given, which ends the message.
_HINT = " Did you mean "


class NoIntrospection(ASTValidationRule):
    """Refuses what asks for the schema, that of a subgraph too; the name of a type, `__typename`, may be asked for."""

    def enter_field(self, node: FieldNode, *_: object) -> VisitorAction:
        """Looks at a field."""
        if node.name.value not in ("__schema", "__type", "_service"):
            return None
        self.report_error(GraphQLError(_UNTOLD, node))
        return SKIP


def rules(introspection: bool) -> tuple[type[ASTValidationRule], ...]:
    """The rules that a document is validated by."""
    return specified_rules if introspection else (*specified_rules, NoIntrospection)


def discreet(errors: list[dict[str, Any]], settings: Settings) -> list[dict[str, Any]]:
    """Errors as an answer gives them, without what they say of the schema where that is for nobody to know.

    Of a document that is not valid only the places are told: which names it has right would tell the others.
    """
    if settings.suggestions:
        return errors
    return [_without_hints(error) for error in errors]


def _without_hints(error: dict[str, Any]) -> dict[str, Any]:
    message, extensions = str(error["message"]), error.get("extensions", {})
    if extensions.get("code") == VALIDATION_FAILED:
        return {**error, "message": message if message == _UNTOLD else _UNFIT}
    if "expected" in extensions:  # a variable, which may be of an enum
        told = {name: value for name, value in extensions.items() if name != "expected"}
        return {
            **error,
            "message": f"`{told.get('argument', 'A variable')}` does not fit its type.",
            "extensions": told,
        }
    return {**error, "message": message.split(_HINT)[0]}
