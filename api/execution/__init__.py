"""How an operation runs."""

from api.execution.operation import execute, operation_type

__all__ = ["execute", "operation_type"]
