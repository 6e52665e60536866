"""How an operation runs."""

from api.execution.operation import execute, operation_type, run
from api.execution.prepared import Prepared, prepare, prepare_document

__all__ = ["Prepared", "execute", "operation_type", "prepare", "prepare_document", "run"]
