"""How an operation runs."""

from api.execution.operation import Admitted, admit, execute, operation_type, run
from api.execution.prepared import Prepared, is_kept, prepare, prepare_document
from api.execution.process import Patience, Unwanted
from api.execution.turns import BusyError, Turns

__all__ = [
    "Admitted",
    "BusyError",
    "Patience",
    "Prepared",
    "Turns",
    "Unwanted",
    "admit",
    "execute",
    "is_kept",
    "operation_type",
    "prepare",
    "prepare_document",
    "run",
]
