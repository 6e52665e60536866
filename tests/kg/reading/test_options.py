"""The labels of options, and what is said of each."""

import pytest

from kg.reading import options, outline
from kg.reading.labels import split
from kg.reading.options import Candidate, Options


def read(markdown: str, details_only: bool = False) -> list[Candidate]:
    """The options of a section, with the sections below it; "Pros" and "Cons" are sides."""
    parts = outline.read(markdown)
    found = Options(parts, {"Pros": "pros", "Cons": "cons"}.get)
    found.read(parts.parts[0], parts.parts[1:], details_only)
    return found.found


def labels(markdown: str) -> list[str]:
    """The labels of the options of a section."""
    return [one.label for one in read(markdown)]


@pytest.mark.parametrize(
    ("text", "label", "reason"),
    [
        ("Postgres", "Postgres", ""),
        ("Postgres.", "Postgres", ""),
        ("Postgres - it is known", "Postgres", "it is known"),
        ("Postgres – it is known", "Postgres", "it is known"),
        ("Postgres — it is known", "Postgres", "it is known"),
        ("Postgres -> it is known", "Postgres", "it is known"),
        ("Postgres: it is known", "Postgres", "it is known"),
        ("Postgres because it is known", "Postgres", "because it is known"),
        ("Postgres, because it is known", "Postgres", "because it is known"),
        ("We keep Postgres. It is known.", "We keep Postgres", "It is known."),
        ("**Postgres**: it is known", "Postgres", "it is known"),
        ("**Postgres:** it is known", "Postgres", "it is known"),
        ("**Postgres** it is known", "Postgres", "it is known"),
        ("**Postgres**. It is known.", "Postgres", "It is known."),
        ('"Postgres" - it is known', "Postgres", "it is known"),
        ("“Postgres”", "Postgres", ""),
        ("_Postgres_", "Postgres", ""),
        ("`Postgres`", "Postgres", ""),
        ("[Postgres](https://www.postgresql.org/): it is known", "Postgres", "it is known"),
        ("Postgres (as a cluster): it is known", "Postgres (as a cluster)", "it is known"),
        ("Postgres,\nas a cluster", "Postgres, as a cluster", ""),
        ("Postgres\n\n  It is known.", "Postgres", "It is known."),
        ("Postgres\n  * quick\n  * known", "Postgres", "* quick\n* known"),
        ("Postgres (known: by all)", "Postgres (known: by all)", ""),
        ("Use “a - b” only", "Use “a - b” only", ""),
        ("Redis: a cache: quick", "Redis", "a cache: quick"),
        ("C#: it is known", "C#", "it is known"),
        ("C++ - it is known", "C++", "it is known"),
        (".NET", ".NET", ""),
        ("Node.js", "Node.js", ""),
        ("Write-ahead log", "Write-ahead log", ""),
        ("Postgres:stable", "Postgres:stable", ""),
        ("https://example.org/", "https://example.org/", ""),
    ],
)
def test_labels(text: str, label: str, reason: str) -> None:
    """The label is the leading phrase of an item, where an explanation follows, else the whole item."""
    _, *found, _ = split(text)
    assert found == [label, reason]


@pytest.mark.parametrize(
    ("text", "number", "label"),
    [
        ("Option 1: Postgres", "1", "Postgres"),
        ("Option 2 - Postgres", "2", "Postgres"),
        ("Option 3. Postgres", "3", "Postgres"),
        ("Option 2.1: Postgres", "2.1", "Postgres"),
        ("option A: Postgres", "A", "Postgres"),
        ("Option B. Postgres", "B", "Postgres"),
        ("OptionC: Postgres", "C", "Postgres"),
        ("**Option 1:** Postgres", "1", "Postgres"),
        ("[option 1] Postgres", "1", "Postgres"),
        ("Alternative #4: Postgres", "4", "Postgres"),
        ("1. Postgres", "1", "Postgres"),
        ("A) Postgres", "A", "Postgres"),
        ("#3: Postgres", "3", "Postgres"),
        ("Optie 2: Postgres", "2", "Postgres"),
        ("Lösung 2: Postgres", "2", "Postgres"),
        ("Opción 2: Postgres", "2", "Postgres"),
        ("Seçenek 2: Postgres", "2", "Postgres"),
        ("Options on shares", "", "Options on shares"),
        ("Solutions", "", "Solutions"),
        ("3 servers", "", "3 servers"),
        ("12 factor apps", "", "12 factor apps"),
        ("ISO 8601", "", "ISO 8601"),
        ("Option 1", "", "Option 1"),
    ],
)
def test_numbers(text: str, number: str, label: str) -> None:
    """An option's numbering is no part of its label, unless nothing else is there."""
    assert split(text)[:2] == (number, label)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Postgres", None),
        ("Postgres (chosen)", True),
        ("**Postgres (chosen)**", True),
        ("Postgres **(selected)**", True),
        ("Postgres [chosen]", True),
        ("(chosen) Postgres", True),
        ("Postgres (chosen option)", True),
        ("Postgres ✅", True),
        ("✅ Postgres", True),
        ("Postgres ⭐ (recommended)", True),
        ("Postgres (gekozen)", True),
        ("Postgres (gewählt)", True),
        ("Postgres (retenu)", True),
        ("Postgres (elegida)", True),
        ("Postgres (seçildi)", True),
        ("Postgres (rejected)", False),
        ("Postgres (not chosen)", False),
        ("❌ Postgres", False),
        ("Postgres (verworfen)", False),
        ("Postgres: Rejected, it is slow", False),
        ("**Postgres**. Rejected. It is slow.", False),
        ("Postgres - chosen", True),
    ],
)
def test_marks(text: str, chosen: bool | None) -> None:
    """A mark at an option says whether it was chosen, and is no part of its label."""
    _, label, _, marked = split(text)
    assert (label, marked) == ("Postgres", chosen)


@pytest.mark.parametrize(
    "item",
    [
        "TBD",
        "N/A",
        "{title of option 1}",
        "[option 1]",
        "…",
        "Lorem ipsum dolor",
        "",
        "None",
        "There are no others we know of",
    ],
)
def test_no_options(item: str) -> None:
    """A placeholder, or a word that there are none, is no option."""
    assert labels(f"# Options\n* {item}\n") == []


def test_bold_paragraphs() -> None:
    """Paragraphs that begin with bold words are options where there are several."""
    assert labels("# Options\n**Postgres**: known.\n\n**MongoDB**: quick.\n") == ["Postgres", "MongoDB"]
    assert labels("# Options\n**Note**: it was hard.\n\nWe saw none.\n") == []


def test_numbered_list() -> None:
    """Options have the numbers of their places in the list, unless they bring their own."""
    found = read("# Options\n1. Postgres\n2. MongoDB\n")
    assert [(one.number, one.label) for one in found] == [("1", "Postgres"), ("2", "MongoDB")]
    found = read("# Options\n* Option B: Postgres\n* Option C: MongoDB\n")
    assert [(one.number, one.label) for one in found] == [("B", "Postgres"), ("C", "MongoDB")]


def test_twice() -> None:
    """An option that is listed twice, in any spelling, is one."""
    assert labels("# Options\n* Postgres\n* “postgres”\n* MongoDB\n") == ["Postgres", "MongoDB"]


def test_places() -> None:
    """An option tells the lines of its item, or of all that stands under its heading."""
    listed = read("# Options\n\n* Postgres\n* MongoDB\n  * quick\n")
    assert [(one.line, one.end_line) for one in listed] == [(3, 3), (4, 5)]
    headed = read("# Options\n\n## Postgres\nKnown.\n\n### Pros\n* quick\n\n## MongoDB\n")
    assert [(one.line, one.end_line, one.heading) for one in headed] == [(3, 7, "Postgres"), (9, 9, "MongoDB")]


@pytest.mark.parametrize(
    "items",
    [
        "* Good, because it is known\n* Bad, because it is slow",
        "* Good: it is known\n* Bad: it is slow",
        "* **Good**, because it is known\n* **Bad**, because it is slow",
        "* Pro: it is known\n* Con: it is slow",
        "* (+) it is known\n* (-) it is slow",
        "* + it is known\n* – it is slow",
        "* 👍 it is known\n* 👎 it is slow",
        "* Goed, omdat it is known\n* Slecht, omdat it is slow",
        "* Gut, weil it is known\n* Schlecht, weil it is slow",
        "* Bien, parce que it is known\n* Mal, parce que it is slow",
        "* Bueno, porque it is known\n* Malo, porque it is slow",
        "* İyi, çünkü it is known\n* Kötü, çünkü it is slow",
        "* Neutral, because nobody asked\n* Good, because it is known\n* Bad, because it is slow",
        "### Pros\n* it is known\n\n### Cons\n* it is slow",
    ],
)
def test_sides(items: str) -> None:
    """What speaks for and against an option is told by how each item begins, or by headings of its own."""
    [found] = read(f"# Options\n\n## Postgres\n\n{items}\n")
    assert (found.pros, found.cons) == (("it is known",), ("it is slow",))


def test_details() -> None:
    """What headings tell belongs to the options that a list named, though they word them otherwise."""
    listed = "# Options\n* Use Postgres\n* Use MongoDB\n\n"
    parts = outline.read(listed + "# Details\n\n## MongoDB\n* Good, because quick\n\n## Postgres\nKnown.\n")
    found = Options(parts, lambda _: None)
    found.read(parts.parts[0], (), False)
    found.read(parts.parts[1], parts.parts[2:], True)
    assert [(one.label, one.pros, one.reason) for one in found.found] == [
        ("Use Postgres", (), "Known."),
        ("Use MongoDB", ("quick",), ""),
    ]


def test_details_alone() -> None:
    """Headings that only weigh something name options where they tell pros or cons."""
    assert [one.label for one in read("# Details\n\n## Postgres\n* Good, because known\n\n## MongoDB\n", True)] == [
        "Postgres",
        "MongoDB",
    ]
    assert read("# Details\n\n## Cost\nHigh.\n\n## Speed\nLow.\n", True) == []


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("postgres", "Postgres"),
        ("The Postgres", "Postgres"),
        ("Postgres as a cluster", "Postgres"),
        ("Plain text file", "Plain text files"),
        ("text files", "Plain text files"),
        ("fil", None),
        ("Cassandra", None),
        ("", None),
    ],
)
def test_best(label: str, expected: str | None) -> None:
    """A label means the option that it is most like, and none where it is like none."""
    known = [Candidate(name, 1, 1, None, "") for name in ("MongoDB", "Postgres", "Plain text files")]
    found = options.best(label, known)
    assert (found and found.label) == expected
