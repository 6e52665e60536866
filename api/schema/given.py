"""What an argument says: null, and nothing at all, are the same."""

from typing import TypeGuard, TypeVar

import strawberry

_Value = TypeVar("_Value")


def is_given(value: _Value | None) -> TypeGuard[_Value]:
    """False for what is null or left out."""
    return value is not None and value is not strawberry.UNSET
