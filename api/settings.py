"""What a server can be told, with its defaults; the environment may set each."""

import os
from dataclasses import dataclass

from kg.errors import PrincipleGraphError


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to listen and what to refuse; None as a limit means none.

    `page_size` is the most items a connection gives at once, `body_bytes` the largest request body, `tokens` the
    longest GraphQL document.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    page_size: int | None = 500
    body_bytes: int = 1_000_000
    tokens: int | None = 10_000

    @classmethod
    def from_environment(cls, host: str | None = None, port: int | None = None) -> "Settings":
        """The settings of PRINCIPLE_HOST, PRINCIPLE_PORT, PRINCIPLE_PAGE_SIZE, PRINCIPLE_BODY_BYTES, PRINCIPLE_TOKENS.

        What is given here wins. Raises `PrincipleGraphError` for a value that is no number in its range.
        """
        return cls(
            host=host or os.environ.get("PRINCIPLE_HOST") or "127.0.0.1",
            port=_number("PRINCIPLE_PORT", 8000, 0, 65535) if port is None else port,
            page_size=_number("PRINCIPLE_PAGE_SIZE", 500, 1),
            body_bytes=_number("PRINCIPLE_BODY_BYTES", 1_000_000, 1),
            tokens=_number("PRINCIPLE_TOKENS", 10_000, 1),
        )

    @classmethod
    def unlimited(cls) -> "Settings":
        """The settings for questions of the person at this machine."""
        return cls(page_size=None, tokens=None)


def _number(name: str, default: int, least: int, most: int | None = None) -> int:
    text = os.environ.get(name)
    if not text:
        return default
    if text.isascii() and text.isdigit() and least <= int(text) <= (most or int(text)):
        return int(text)
    limits = f"from {least} to {most}" if most is not None else f"from {least} on"
    raise PrincipleGraphError(f"{name} is “{text}”. Set it to a whole number {limits}, or unset it.")
