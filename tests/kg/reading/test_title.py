"""The title of a document or entry."""

import pytest

from kg.model import Kind
from kg.reading import title


@pytest.mark.parametrize(
    "heading",
    [
        "12. Use Postgres",
        "12) Use Postgres",
        "0012-Use Postgres",
        "0012 - Use Postgres",
        "0012 Use Postgres",
        "#0012 Use Postgres",
        "ADR-012: Use Postgres",
        "ADR 12 - Use Postgres",
        "ADR 12 Use Postgres",
        "adr #12 – Use Postgres",
        "[ADR-12] Use Postgres",
        "[12] Use Postgres",
        "[12]: Use Postgres",
        "RFC-7: Use Postgres",
        "Project - ADR 12 - Use Postgres",
        "[superseded] 12. Use Postgres",
        "ADR: Use Postgres",
        "Decision 4: Use Postgres",
        "Besluit 4: Use Postgres",
        "Principle P01: Use Postgres",
        "Principle 1 – Use Postgres",
        "Principle: Use Postgres",
        "Principe 3: Use Postgres",
        "Prinzip 3: Use Postgres",
        "İlke: Use Postgres",
        "P013: Use Postgres",
        "AB-P12 – Use Postgres",
        "U1. Use Postgres",
        "  Use Postgres ",
    ],
)
def test_prefixes(heading: str) -> None:
    """A heading's number and the name of its kind are no part of the title."""
    assert title.bare(heading) == "Use Postgres"


@pytest.mark.parametrize(
    "heading",
    [
        "12 factors",
        "2FA for all",
        "24/7 support",
        "100% tested",
        "5G. Next",
        "ISO 8601: dates",
        "S3: stores",
        "HTTP/2: headers",
        "Use ADR 12 as it is",
        "Principle of least surprise",
        "Principles: a list",
        "Use Postgres 12",
        "12.",
        "ADR-012",
    ],
)
def test_no_prefixes(heading: str) -> None:
    """Numbers that belong to the name stay, and a title is never empty."""
    assert title.bare(heading) == heading


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("ADR-12: Use Postgres", Kind.DECISION),
        ("Project - ADR 12 - Use Postgres", Kind.DECISION),
        ("Principle P01: Use Postgres", Kind.PRINCIPLE),
        ("Architecture Principle 3: Use Postgres", Kind.PRINCIPLE),
        ("Principe: Use Postgres", Kind.PRINCIPLE),
        ("Principle of least surprise", None),
        ("Use Postgres", None),
    ],
)
def test_kind(heading: str, kind: Kind | None) -> None:
    """A heading may say whether its document is a principle or a decision."""
    assert title.kind(heading) is kind


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Architectuurprincipe", True),
        ("Architecture Decision Record", True),
        ("**Principle**", True),
        ("İlke", True),
        ("Use Postgres", False),
        ("Principle of least surprise", False),
    ],
)
def test_names_of_kinds(heading: str, expected: bool) -> None:
    """A heading that names the kind of a document alone is not its title."""
    assert title.is_kind(heading) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("0003-name-files-well", "Name files well"),
        ("name_files_well", "Name files well"),
        ("2023-04-05-one-queue", "One queue"),
        ("20230405_one_queue", "One queue"),
        ("P01-names", "P01 names"),
        ("übung", "Übung"),
        ("0001", "0001"),
        ("2023-04-05", "2023-04-05"),
    ],
)
def test_names(name: str, expected: str) -> None:
    """A name of a file gives a title without its number and date, unless it has nothing else."""
    assert title.of_name(name) == expected
