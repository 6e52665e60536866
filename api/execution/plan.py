"""An operation compiled for one schema: its answer on any catalogue, for any variables, as long as nothing fails."""

from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode
from graphql.execution.values import VariableValues

from api.execution.compiler import Compiler
from api.execution.process import Patience, Process
from api.execution.selection import Selections
from api.schema.context import Context

MOST_LEVELS = 250
"""How deep JSON is written (orjson)."""


class Plan:
    """The compiled operation. Raises `UnplannedError` where it asks for what is not compiled."""

    def __init__(self, schema: GraphQLSchema, selections: Selections, operation: OperationDefinitionNode) -> None:
        root = schema.get_root_type(operation.operation)
        assert root is not None
        compiler = Compiler(schema, selections)
        function = compiler.function(root, [operation.selection_set], checked=True)
        names = compiler.names
        # What stands in the source are names of the schema's own attributes, and keys quoted by `repr`.
        exec(compile("\n".join(compiler.sources), "<plan>", "exec"), names)  # noqa: S102
        self._build = names[function.name]
        self._arguments = compiler.arguments
        self.weight, self.levels = function.weight, function.levels

    def answer(self, context: Context, variables: VariableValues, patience: Patience) -> tuple[dict[str, Any], int]:
        """The data of the answer, and what it cost in plain fields.

        Raises `Ended` where it may not go on, any other exception where a field fails: graphql-core then says how.
        """
        arguments = [value for one in self._arguments for value in one.values(variables)]
        process = Process(context, arguments, patience)
        process.spend(self.weight)
        return self._build(_ROOT, process), process.cost


_ROOT = object()
