"""The status of a record from its wording."""

import pytest

from kg.model import Status
from kg.reading import status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("draft", Status.DRAFT),
        ("Proposed", Status.PROPOSED),
        ("ACCEPTED", Status.ACCEPTED),
        ("rejected.", Status.REJECTED),
        ("Deprecated", Status.DEPRECATED),
        ("superseded", Status.SUPERSEDED),
        ("Superceded", Status.SUPERSEDED),
        ("Approved", Status.ACCEPTED),
        ("Decided", Status.ACCEPTED),
        ("implemented", Status.ACCEPTED),
        ("Adopted", Status.ACCEPTED),
        ("Done", Status.ACCEPTED),
        ("Pending", Status.PROPOSED),
        ("In review", Status.PROPOSED),
        ("In Progress", Status.PROPOSED),
        ("under discussion", Status.PROPOSED),
        ("WIP", Status.PROPOSED),
        ("Declined", Status.REJECTED),
        ("Won't do", Status.REJECTED),
        ("Won’t do", Status.REJECTED),
        ("Replaced", Status.SUPERSEDED),
        ("Reverted", Status.DEPRECATED),
        ("Obsolete", Status.DEPRECATED),
    ],
)
def test_single_words(text: str, expected: Status) -> None:
    """A status may be stated in any of the words that records use for it."""
    assert status.read(text) == status.Wording(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" accepted", Status.ACCEPTED),
        ("**Accepted**", Status.ACCEPTED),
        ("_accepted_", Status.ACCEPTED),
        ("`accepted`", Status.ACCEPTED),
        ("{ accepted }", Status.ACCEPTED),
        ("“Accepted”", Status.ACCEPTED),
        ("✅ Accepted", Status.ACCEPTED),
        ("Accepted ([#1484](https://example.org/1484))", Status.ACCEPTED),
        ("Accepted ([#1484])", Status.ACCEPTED),
        ("accepted (2020-03-04)", Status.ACCEPTED),
        ("Accepted on 3 May, amended by [ADR 4](0004-x.md)", Status.ACCEPTED),
        ("Accepted, supersedes [ADR 3](0003-x.md)", Status.ACCEPTED),
        ("Accepted\n\nSupersedes [ADR 3](0003-x.md)", Status.ACCEPTED),
        ("This decision was approved by all who were there.", Status.ACCEPTED),
        ("PROPOSED Not Implemented", Status.PROPOSED),
        ("ACCEPTED Not Implemented", Status.ACCEPTED),
        ("~~Proposed~~ Accepted", Status.ACCEPTED),
        ("Superseded by ADR 5", Status.SUPERSEDED),
        ("[Superseded](0005-x.md)", Status.SUPERSEDED),
        ("Accepted, superseded by [5](0005-x.md)", Status.SUPERSEDED),
        ("Rejected in favour of [X](x.md)", Status.REJECTED),
        ("Reverted by [discussion](https://example.org/1)", Status.DEPRECATED),
    ],
)
def test_wordings(text: str, expected: Status) -> None:
    """A status counts whatever marks, links and words stand around it."""
    assert status.read(text).status is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Akzeptiert", Status.ACCEPTED),
        ("Beschlossen am 3. Mai", Status.ACCEPTED),
        ("Vorgeschlagen", Status.PROPOSED),
        ("Abgelehnt", Status.REJECTED),
        ("Veraltet", Status.DEPRECATED),
        ("Entwurf", Status.DRAFT),
        ("Ersetzt", Status.SUPERSEDED),
        ("Ersetzt durch [8](0008-x.md)", Status.SUPERSEDED),
        ("Aangenomen", Status.ACCEPTED),
        ("Voorgesteld", Status.PROPOSED),
        ("Afgewezen", Status.REJECTED),
        ("Vervangen door [8](0008-x.md)", Status.SUPERSEDED),
        ("Accepté", Status.ACCEPTED),
        ("Proposée", Status.PROPOSED),
        ("Rejeté", Status.REJECTED),
        ("Obsolète", Status.DEPRECATED),
        ("Remplacé par [8](0008-x.md)", Status.SUPERSEDED),
        ("Aceptada", Status.ACCEPTED),
        ("Propuesto", Status.PROPOSED),
        ("Rechazada", Status.REJECTED),
        ("Reemplazada por [8](0008-x.md)", Status.SUPERSEDED),
        ("Kabul edildi", Status.ACCEPTED),
        ("KABUL EDİLDİ", Status.ACCEPTED),
        ("ONAYLANDI", Status.ACCEPTED),
        ("Önerildi", Status.PROPOSED),
        ("Reddedildi", Status.REJECTED),
        ("Taslak", Status.DRAFT),
        ("Yerini aldı", Status.SUPERSEDED),
    ],
)
def test_languages(text: str, expected: Status) -> None:
    """A status may be stated in German, Dutch, French, Spanish and Turkish."""
    assert status.read(text).status is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not yet accepted", Status.PROPOSED),
        ("Not approved", Status.PROPOSED),
        ("We have not decided yet", Status.PROPOSED),
        ("has not been accepted", Status.PROPOSED),
        ("isn't implemented", Status.PROPOSED),
        ("to be approved", Status.PROPOSED),
        ("noch nicht angenommen", Status.PROPOSED),
        ("nog niet aangenomen", Status.PROPOSED),
        ("pas encore accepté", Status.PROPOSED),
        ("non accepté", Status.PROPOSED),
        ("aún no aceptada", Status.PROPOSED),
        ("Not accepted", Status.REJECTED),
        ("Kabul edilmedi", Status.REJECTED),
        ("No longer in force", Status.DEPRECATED),
        ("no longer accepted", Status.DEPRECATED),
        ("not superseded", None),
        ("Accepted, not superseded", Status.ACCEPTED),
        ("Accepted, to be superseded by something", Status.ACCEPTED),
    ],
)
def test_negations(text: str, expected: Status | None) -> None:
    """A word that is denied is not the status."""
    assert status.read(text).status is expected


@pytest.mark.parametrize(
    "text",
    [
        "proposed | rejected | accepted | deprecated | superseded by ADR-0005",
        "{proposed | rejected}",
        "[proposed | rejected | accepted | deprecated | … | superseded by [ADR-0005](0005-example.md)]",
        "Proposed / Accepted / Rejected",
        "Draft, Proposed, Accepted or Superseded",
        "voorgesteld | aangenomen",
        "- [ ] Proposed\n- [ ] Accepted",
    ],
)
def test_menus(text: str) -> None:
    """A template's choice of several, which nobody has made, states no status."""
    assert status.read(text) == status.Wording(None, menu=True)


@pytest.mark.parametrize("text", ["accepted | done", "Accepted / Implemented", "Accepted | 2020-01-01", "accepted"])
def test_no_menus(text: str) -> None:
    """Two words for the same status, and a status beside something else, are no choice."""
    assert status.read(text) == status.Wording(Status.ACCEPTED)


@pytest.mark.parametrize(
    "text",
    [
        "Partly superseded",
        "Partially superseded by [ADR 9](0009-x.md)",
        "Superseded in part by [ADR 9](0009-x.md)",
        "Accepted, partly superseded by ADR 9",
        "Deels vervangen door ADR 9",
        "Teilweise ersetzt durch ADR 9",
        "Partiellement remplacé par ADR 9",
        "Parcialmente reemplazada por ADR 9",
        "Kısmen değiştirildi",
    ],
)
def test_parts(text: str) -> None:
    """What is superseded in part only is still accepted."""
    assert status.read(text) == status.Wording(Status.ACCEPTED, partial=True)


@pytest.mark.parametrize(
    "text", ["", "On hold", "TBD", "Last call", "unaccepted", "Ersetzt [3](0003-x.md)", "2020-01-01"]
)
def test_unknown(text: str) -> None:
    """What names none of the six states states none, and nothing is taken by default."""
    assert status.read(text) == status.Wording(None)


def test_ticks() -> None:
    """Of a list to tick, what is ticked counts."""
    assert status.read("- [ ] Proposed\n- [x] Accepted\n- [ ] Rejected") == status.Wording(Status.ACCEPTED)
    assert status.read("* [X] superseded by [ADR 5](0005-x.md)\n* [ ] Accepted") == status.Wording(Status.SUPERSEDED)


def test_far_words() -> None:
    """A status stands at the head of what is worded; a word far below it tells of something else."""
    assert status.read("On hold. " + "Many words follow. " * 10 + "The old one was rejected.").status is None
