"""How an operation runs."""

from api.execution.operation import Admitted, admit, execute, operation_type, run
from api.execution.prepared import Prepared, prepare, prepare_document
from api.execution.process import Patience

__all__ = [
    "Admitted",
    "Patience",
    "Prepared",
    "admit",
    "execute",
    "operation_type",
    "prepare",
    "prepare_document",
    "run",
]
