"""A catalogue that holds everything the model can hold, and readers other than ours."""

import pytest

from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings, ThemeSettings
from kg.finding import finding
from kg.model import (
    CitationRole,
    Document,
    Fact,
    Kind,
    Link,
    Location,
    Option,
    Principle,
    Reference,
    RelationType,
    Section,
    SectionRole,
    Severity,
    Status,
    Text,
)


def at(path: str, line: int, end: int | None = None, heading: str | None = None) -> Location:
    """A place in a document."""
    return Location(path, line, end or line, heading)


def document(path: str, *principles: Principle, slug: str | None = None, **more: object) -> Document:
    """A document around its principles."""
    stem = path.rpartition("/")[2].removesuffix(".md")
    return Document(path, slug or stem, f"# {stem}\r\n", "0" * 64, principles=principles, **more)  # type: ignore[arg-type]


def _queue() -> Principle:
    path = "decisions/queue.md"
    options = (
        Option("Polling", at(path, 20), Text("It *wakes* for nothing."), ("simple", "known"), ("slow",)),
        Option("Do nothing", at(path, 21)),
        Option("“polling”", at(path, 22)),
    )
    references = (
        Reference(CitationRole.EVIDENCE, "Queues", "https://example.org/queues/", at(path, 5)),
        Reference(CitationRole.EVIDENCE, "On queues", "http://www.example.org/queues", at(path, 6)),
        Reference(CitationRole.FURTHER_READING, "Röhren", "https://example.org/über uns?q=[1]#a#b", at(path, 7)),
        Reference(CitationRole.MENTION, "E. Author, A Book", None, at(path, 8)),
    )
    links = (
        Link(RelationType.SUPERSEDES, "table.md", "the table", at(path, 30), partial=True),
        Link(RelationType.RELATES_TO, "../notes.md", "notes", at(path, 31)),
        Link(RelationType.RELATES_TO, "../notes.md#more", "notes again", at(path, 32)),
        Link(RelationType.AMENDS, "nowhere.md", None, at(path, 33)),
        Link(RelationType.RELATES_TO, "../principles/polling.md", "polling", at(path, 34)),
        Link(RelationType.RELATES_TO, "../images/", "pictures", at(path, 35)),
    )
    sections = (
        Section(None, 0, SectionRole.OTHER, Text("Before."), at(path, 1)),
        Section("Options", 2, SectionRole.ALTERNATIVES, Text('- "Polling"\n\t- `a\\b`\r\n"'), at(path, 2, 3)),
        Section("Options", 2, SectionRole.OTHER, Text("See [x].", (("x", "https://x.org/", 'a "b"'),)), at(path, 4)),
        Section("🚦", 3, SectionRole.OTHER, Text(""), at(path, 5)),
    )
    return Principle(
        "queue",
        Kind.DECISION,
        "Queue, don't \\poll\\ \u2028 “x”",
        at(path, 1, 40, "Queue"),
        sections,
        summary="Work waits in a queue.",
        keywords=("b", "a", "b"),
        status=Status.SUPERSEDED,
        status_text="Superseded (partly)",
        date="2024-02-29",
        deciders=("Zoe", "Ada"),
        consulted=("Bob",),
        informed=("Cy",),
        drivers=("load", "cost"),
        context=Text("Load\nvaries."),
        justification=Text('It says """so"""'),
        consequences=Text("\x01\x0b"),
        decision=Text("Use it."),
        chosen="A queue",
        options=options,
        references=references,
        links=links,
        facts=(Fact("status", "Superseded (partly)", at(path, 3, heading="Status")),),
    )


def _documents() -> list[Document]:
    table = Principle("table", Kind.DECISION, "A table", at("decisions/table.md", 1, 9), date="2023")
    amended = (Link(RelationType.AMENDS, "/decisions/table.md", "the table", at("principles/polling.md", 2)),)
    polling = Principle("polling", Kind.PRINCIPLE, "Polling", at("principles/polling.md", 1, 9), links=amended)
    push = Principle(
        "push/größe",
        Kind.PRINCIPLE,
        "Push",
        at("principles/push größe.md", 1, 9),
        status=Status.ACCEPTED,
        options=(Option("Polling", at("principles/push größe.md", 4)),),
    )
    notes = Section("Notes", 1, SectionRole.OTHER, Text("Words."), at("notes.md", 1, 2))
    queue = "decisions/queue.md"
    findings = (
        finding("no-source", "“Queue” cites no source.", at(queue, 0)),
        finding("empty-link", "It leads nowhere.", at(queue, 3, heading="Options"), Severity.NOTE),
    )
    return [
        document(queue, _queue(), template="madr", names=("q", "a queue"), findings=findings),
        document("decisions/table.md", table),
        document("principles/polling.md", polling),
        document("principles/push größe.md", push, slug="push/größe"),
        document("notes.md", sections=(notes,)),
    ]


def everything() -> Catalogue:
    """Every kind of node and edge, with texts that are hard to write down."""
    themes = (ThemeSettings("Flow", ("push/größe", "polling")), ThemeSettings("Empty"))
    settings = CatalogueSettings("Flow & “order”", "https://example.org/flow/", "https://example.org/by/4.0/", themes)
    return Catalogue(_documents(), settings, others=("images/queue.png",))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Every kind of node and edge."""
    return everything()
