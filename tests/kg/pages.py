"""Documents for tests."""


def page(title: str, *, rejects: tuple[str, ...] = (), body: str = "") -> str:
    """A principle page."""
    options = "\n".join(f"* {label}" for label in rejects)
    return (
        f"---\ntitle: {title}\n---\n\n## Justification Of The Choices Made\nIt works.\n{body}\n\n"
        f"## The Other Alternatives That Were Not Chosen\n{options}\n"
    )


LACKS = frozenset(("no-alternatives", "no-justification", "no-source"))
"""What such short pages lack, which tests of other findings pass over."""
