"""Which family a document is of, and which role each of its headings has."""

from collections import defaultdict
from itertools import chain

import pytest

from kg.configuration import CatalogueSettings, FamilySettings
from kg.model import Kind, SectionRole
from kg.reading import document, templates
from kg.reading.templates import Family
from kg.reading.vocabulary import Phrases, data, fold

LANGUAGES = ("en", "nl", "de", "fr", "es", "tr")
MAIN_ROLES = [role for role in SectionRole if role is not SectionRole.OTHER]


def family(*headings: str, lead: bool = False) -> str | None:
    """The name of the family that headings fit."""
    known = templates.shipped()
    found = known.family(headings, frozenset(filter(None, map(known.concept, headings))), lead)
    return found and found.name


@pytest.mark.parametrize("concept", data()["headings"])
def test_roles_of_concepts(concept: str) -> None:
    """Every concept has a role of the model, and words in languages that are known."""
    row = data()["headings"][concept]
    assert SectionRole(row["role"])
    assert set(row) <= {"role", *LANGUAGES}


@pytest.mark.parametrize("row", data()["families"], ids=lambda row: row["name"])
def test_families_as_data(row: dict[str, object]) -> None:
    """The cues and roles of a family name known concepts, and what it expects is known."""
    known = templates.Templates([templates._shipped(row)], {}, []).families[0]
    concepts = {*chain.from_iterable(known.cues), *known.roles}
    assert known.cues
    assert concepts <= set(data()["headings"])
    assert set(known.expects) <= {"justification", "alternatives", "source", "choice"}


def test_one_concept_a_heading() -> None:
    """No heading names two concepts, whatever the language."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept, row in data()["headings"].items():
        for text in chain.from_iterable(row[language] for language in LANGUAGES if language in row):
            found[fold(text)].add(concept)
    assert {text: concepts for text, concepts in found.items() if len(concepts) > 1} == {}


@pytest.mark.parametrize("table", ["fields", "statuses", "relations", "months"])
def test_one_meaning_a_word(table: str) -> None:
    """No word of a record means two things."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, texts in data()[table].items():
        for text in texts:
            found[fold(text)].add(name)
    assert {text: names for text, names in found.items() if len(names) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", MAIN_ROLES, ids=lambda role: role.value)
def test_languages(role: SectionRole, language: str) -> None:
    """Each role has words in English, Dutch, German, French, Spanish and Turkish."""
    assert [row[language] for row in data()["headings"].values() if row["role"] == role.value and language in row]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Context", SectionRole.CONTEXT),
        ("CONTEXT:", SectionRole.CONTEXT),
        ("1. Context", SectionRole.CONTEXT),
        ("2.1 Context", SectionRole.CONTEXT),
        ("iv) Context", SectionRole.CONTEXT),
        ("A. Context", SectionRole.CONTEXT),
        ("🎯 Context", SectionRole.CONTEXT),
        ("Context (optional)", SectionRole.CONTEXT),
        ("Context [optional]", SectionRole.CONTEXT),
        ("Context & Problem Statement", SectionRole.CONTEXT),
        ("Defining A Team", SectionRole.CONTEXT),
        ("Justification Of The Choice(s) Made", SectionRole.JUSTIFICATION),
        ("Reasons for the choice", SectionRole.JUSTIFICATION),
        ("Decision(s)", SectionRole.DECISION),
        ("The Other Alternatives That Were Not Chosen", SectionRole.ALTERNATIVES),
        ("Pros & Cons", SectionRole.PROS_AND_CONS),
        ("Positive Consequences", SectionRole.CONSEQUENCES),
        ("Security Implications", SectionRole.CONSEQUENCES),
        ("Decision Drivers", SectionRole.DRIVERS),
        ("See also", SectionRole.FURTHER_READING),
        ("Revision history", SectionRole.METADATA),
        ("TL;DR", SectionRole.SUMMARY),
        ("BAĞLANTILAR", SectionRole.FURTHER_READING),
        ("GEREKÇE", SectionRole.JUSTIFICATION),
        ("AÇIKLAMA", SectionRole.CONTEXT),
        ("SEÇENEKLER", SectionRole.ALTERNATIVES),
        ("BEGRÜNDUNG", SectionRole.JUSTIFICATION),
        ("Définition de l’équipe", SectionRole.CONTEXT),
        ("Contextual help", SectionRole.OTHER),
        ("Weather", SectionRole.OTHER),
        ("The context of the matter", SectionRole.OTHER),
        ("", SectionRole.OTHER),
        ("🎯", SectionRole.OTHER),
    ],
)
def test_roles(heading: str, role: SectionRole) -> None:
    """A heading has its role whatever its case, numbering, punctuation and asides."""
    assert templates.shipped().role(heading, None) is role


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (("Justification Of The Choices Made", "The Other Alternatives That Were Not Chosen"), "principle-page"),
        (("Issue", "Decision", "Status", "Positions", "Argument"), "tyree-akerman"),
        (("Context and Problem Statement", "Considered Options", "Decision Outcome"), "madr"),
        (("Kontext und Problemstellung", "Betrachtete Optionen", "Entscheidungsergebnis"), "madr"),
        (("Changelog", "Status", "Context", "Decision", "Consequences"), "cosmos"),
        (("Statement", "Rationale", "Implications"), "togaf"),
        (("Stelling", "Rationale", "Implicaties"), "togaf"),
        (("Decision", "Rationale", "Approach"), "decision-rationale-approach"),
        (("Status", "Context", "Decision", "Consequences"), "nygard"),
        (("Durum", "Bağlam", "Karar", "Sonuçlar"), "nygard"),
        (("Rationale", "Applications and implications"), "principle"),
        (("Weather", "Requirements"), None),
        (("Weather",), None),
        ((), None),
    ],
)
def test_families(headings: tuple[str, ...], name: str | None) -> None:
    """A document is of the first family all of whose headings it has."""
    assert family(*headings) == name


def test_lead() -> None:
    """Guidance needs a lead beside its headings."""
    assert family("Requirements", lead=True) == "guidance"


def test_roles_of_a_family() -> None:
    """A heading may have a role of its own in one family."""
    known = templates.shipped()
    [tyree] = [one for one in known.families if one.name == "tyree-akerman"]
    assert known.role("Assumptions", tyree) is SectionRole.CONTEXT
    assert known.role("Assumptions", None) is SectionRole.OTHER


@pytest.mark.parametrize(
    ("heading", "chosen"),
    [
        ("Choice gRPC", "gRPC"),
        ("choice  Apache Kafka", "Apache Kafka"),
        ("Keuze gRPC", "gRPC"),
        ("Seçim gRPC", "gRPC"),
        ("Choice", None),
        ("Choices of the year", None),
        ("The choice gRPC", None),
    ],
)
def test_choices(heading: str, chosen: str | None) -> None:
    """A heading may begin an entry for what it chooses."""
    assert templates.shipped().choice(heading) == chosen


OWN = CatalogueSettings(
    families=(
        FamilySettings(
            name="ours",
            cues=(("Why so", "What *"),),
            kind=Kind.PRINCIPLE,
            headings={SectionRole.JUSTIFICATION: ("Why so",), SectionRole.CONTEXT: ("What *", "Decision")},
            choices=("We take **",),
            expects=("source",),
        ),
    ),
    headings={SectionRole.CONSEQUENCES: ("And then",), SectionRole.CONTEXT: ("Status", "On *")},
)


def test_own_headings() -> None:
    """A catalogue's own headings hold in every family, before those that ship."""
    known = templates.of(OWN)
    assert known.role("And Then:", None) is SectionRole.CONSEQUENCES
    assert known.role("On everything", None) is SectionRole.CONTEXT
    assert known.role("Status", None) is SectionRole.CONTEXT
    assert known.role("Decision", None) is SectionRole.DECISION
    assert templates.shipped().role("And then", None) is SectionRole.OTHER


def test_own_families() -> None:
    """A document with all headings of a cue of a catalogue's own family is of it, and read by its headings."""
    known = templates.of(OWN)
    text = "# Names\n\n## What it is\nA name.\n\n## Why so\nIt helps.\n\n## Decision\nMore.\n\n## And then\nWe know.\n"
    read = document.read("names.md", text.encode(), known)
    [entry] = read.principles
    assert (read.template, entry.kind) == ("ours", Kind.PRINCIPLE)
    texts = [text and text.markdown for text in (entry.justification, entry.context, entry.consequences)]
    assert texts == ["It helps.", "A name.\n\nMore.", "We know."]
    assert [finding.code for finding in read.findings] == ["no-source"]
    assert document.read("names.md", text.encode()).template != "ours"


def test_own_families_first() -> None:
    """A catalogue's own family stands before those that ship."""
    ours = FamilySettings(name="ours", cues=(("Context", "Decision"),))
    text = "# Names\n\n## Context\nA.\n\n## Decision\nB.\n"
    assert document.read("names.md", text.encode()).template == "nygard"
    assert (
        document.read("names.md", text.encode(), templates.of(CatalogueSettings(families=(ours,)))).template == "ours"
    )


def test_own_choices() -> None:
    """A heading that fits a choice of a catalogue's own family begins an entry."""
    text = "# Ours\n\n## We take Kafka\nA log.\n\n## We take Postgres\nA store.\n"
    read = document.read("ours.md", text.encode(), templates.of(OWN))
    assert [(one.title, one.chosen, one.slug) for one in read.principles] == [
        ("Kafka", "Kafka", "ours/kafka"),
        ("Postgres", "Postgres", "ours/postgres"),
    ]


def test_cues() -> None:
    """A family fits where all headings of one cue are there, in any order and case."""
    ours = Family("ours", Kind.DECISION, named=((Phrases.of(("why so",)), Phrases.of(("what *",))),))
    assert ours.fits(["What it is", "Rain", "WHY SO?"], frozenset())
    assert not ours.fits(["What it is"], frozenset())
    assert not ours.fits([], frozenset())
