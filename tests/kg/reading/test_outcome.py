"""The sentence of a decision that names the option chosen, and the reason that it gives."""

import pytest

from kg.reading import outcome
from kg.reading.options import Candidate


def options(*labels: str) -> list[Candidate]:
    """Options numbered in their order."""
    return [Candidate(label, number, number, None, str(number)) for number, label in enumerate(labels, 1)]


STORES = options("Postgres", "MongoDB", "Plain files")


@pytest.mark.parametrize(
    "text",
    [
        'Chosen option: "Postgres", because it is known.',
        "Chosen option: Postgres",
        "Chosen option: **Postgres**, since it is known.",
        "Chosen option: _Postgres_",
        "Chosen option: `Postgres`",
        "Chosen option: 'Postgres'",
        "Chosen option: ‘Postgres’",
        "Chosen option: “Postgres”.",
        "Chosen option: «Postgres»",
        "Chosen option: « Postgres »",
        "Chosen option: „Postgres“",
        "Chosen option: [Postgres](#postgres), because it is known",
        "Chosen option: *“Postgres”*, because it is known",
        "**Chosen option:** Postgres",
        "**Chosen option**: Postgres",
        "*Chosen option*: Postgres",
        "chosen option - Postgres",
        "Chosen option:\nPostgres",
        "Chosen option is Postgres.",
        "The chosen option is “Postgres”",
        "Chosen alternative: Postgres",
        "Selected option: Postgres",
        "Option A is cheap.\n\nChosen option: Option A: Postgres",
        "Gekozen optie: “Postgres”, omdat wij het kennen.",
        "Gewählte Option: „Postgres“, weil wir es kennen.",
        "Option retenue : « Postgres », car il est connu.",
        "Opción elegida: “Postgres”, porque lo conocemos.",
        "Seçilen seçenek: “Postgres”, çünkü biliyoruz.",
        "We decided to use Postgres.",
        "We will use Postgres, not MongoDB.",
        "Use Postgres",
        "Postgres was chosen.",
        "Wir verwenden Postgres.",
        "Nous avons choisi Postgres.",
        "Elegimos Postgres.",
        "Wij kiezen Postgres.",
        "Postgres",
        "- Postgres",
        "It took long.\n\n- Postgres",
        "**Postgres**",
    ],
)
def test_spellings(text: str) -> None:
    """The option chosen is found in every spelling and language, without what stands around it."""
    found = outcome.read(text, STORES)
    assert (found.chosen, found.picked) == ("Postgres", STORES[:1])


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ('Chosen option: "Use "Postgres" now", because it is known', 'Use "Postgres" now'),
        ('Chosen option: "Postgres (the "old" one)", because it is known', 'Postgres (the "old" one)'),
        ("Chosen option: “Postgres” for most", "Postgres"),
        ("Chosen option: Postgres as a store, as it is known", "Postgres as a store"),
        ("Chosen option: Postgres e.g. at home. It is known.", "Postgres e.g. at home"),
    ],
)
def test_quotes_within_quotes(text: str, chosen: str) -> None:
    """A label ends where its own quotation or its sentence ends, and names the option that it is like."""
    found = outcome.read(text, STORES)
    assert (found.chosen, found.picked) == (chosen, STORES[:1])


@pytest.mark.parametrize(
    "text",
    [
        "Chosen option: 2",
        'Chosen option: "2"',
        "Chosen option: #2, because it is quick",
        "Chosen option: option 2",
        "Chosen option: 2. MongoDB",
        "Option 2",
        "Optie 2",
        "We go with option 2 because it is quick.",
        "We choose the second option.",
        "We go for the 2nd alternative.",
        "Wir wählen: zweite Variante",
        "Elegimos la segunda opción.",
    ],
)
def test_numbers(text: str) -> None:
    """An option may be named by its number or its place in the list; its label is then what was chosen."""
    found = outcome.read(text, STORES)
    assert (found.chosen, found.picked) == ("MongoDB", STORES[1:2])


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("We decided against Postgres. We will use MongoDB.", "MongoDB"),
        ("Instead of Postgres we will use MongoDB.", "MongoDB"),
        ("We will not use Postgres. We will use MongoDB.", "MongoDB"),
        ("Wir verwenden statt Postgres MongoDB.", "MongoDB"),
        ("We decided against plain files. We will use Postgres.", "Postgres"),
        ("We will use Postgres rather than MongoDB.", "Postgres"),
        ("We chose neither Postgres nor MongoDB.", None),
    ],
)
def test_passed_over(text: str, chosen: str | None) -> None:
    """An option that is named only to pass it over is not the one chosen."""
    assert outcome.read(text, STORES).chosen == chosen


def test_last_option() -> None:
    """The last option is the one that the list ends with."""
    assert outcome.read("The last option was chosen.", STORES).chosen == "Plain files"


def test_letters() -> None:
    """Options may have letters for numbers."""
    lettered = [Candidate("Postgres", 1, 1, None, "A"), Candidate("MongoDB", 2, 2, None, "B")]
    assert outcome.read("Chosen option: option B", lettered).chosen == "MongoDB"


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Chosen options: Postgres and Plain files", "Postgres and Plain files"),
        ("Chosen options: Postgres + Plain files, because both are known", "Postgres + Plain files"),
        ("Chosen options:\n\n* Postgres\n* Plain files", "Postgres, Plain files"),
        ("Chosen option: 1 and 3", "1 and 3"),
        ("Chosen options: options 1 and 3, because both are known", "options 1 and 3"),
    ],
)
def test_several(text: str, chosen: str) -> None:
    """Several options may be chosen at once: none of them is rejected then."""
    found = outcome.read(text, STORES)
    assert (found.chosen, found.picked) == (chosen, [STORES[0], STORES[2]])


def test_unlisted() -> None:
    """What is said to be chosen is so though no list names it."""
    found = outcome.read('Chosen option: "Cassandra", because nobody listed it.', STORES)
    assert (found.chosen, found.picked, found.reason) == ("Cassandra", [], "nobody listed it.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Chosen option: TBD",
        "Chosen option:",
        'Chosen option: "{title of option 1}", because {justification}.',
        "We considered Postgres and MongoDB.",
        "Nothing was decided.",
        "The chosen option will follow.",
        "It rains. Postgres is wet.",
    ],
)
def test_nothing_chosen(text: str) -> None:
    """A placeholder, and a text that decides nothing, choose nothing."""
    found = outcome.read(text, STORES)
    assert (found.chosen, found.picked, found.reason) == (None, [], "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Chosen option: Postgres, because it is known. It is old.", "it is known."),
        ("Chosen option: Postgres because of its age", "of its age"),
        ("Chosen option: Postgres, since it is known", "it is known"),
        ("Chosen option: Postgres, as we know it", "we know it"),
        ("Chosen option: Postgres. Because it is known.", "it is known."),
        ("Chosen option: Postgres, **because** it is known", "it is known"),
        ("Chosen option: Postgres, because it is, e.g. here, known. It is old.", "it is, e.g. here, known."),
        ("Chosen option: Postgres, because:\n\n* quick\n* known\n\nIt is old.", "* quick\n* known"),
        ("Chosen option: Postgres, because\n- quick\n- known", "- quick\n- known"),
        ("Chosen option: Postgres, for the following reasons:\n\n1. quick\n2. known", "1. quick\n2. known"),
        ("Chosen option: Postgres, because 1) it is quick, 2) it is known", "1\\) it is quick, 2) it is known"),
        ("Gekozen optie: Postgres, omdat wij het kennen.", "wij het kennen."),
        ("Gekozen optie: Postgres, aangezien wij het kennen.", "wij het kennen."),
        ("Gewählte Option: Postgres, weil wir es kennen.", "wir es kennen."),
        ("Gewählte Option: Postgres, da wir es kennen.", "wir es kennen."),
        ("Option choisie : Postgres, parce que tous le connaissent.", "tous le connaissent."),
        ("Option choisie : Postgres, parce qu'on le connaît.", "on le connaît."),
        ("Option choisie : Postgres, parce qu’on le connaît.", "on le connaît."),
        ("Opción elegida: Postgres, porque lo conocemos.", "lo conocemos."),
        ("Opción elegida: Postgres, ya que lo conocemos.", "lo conocemos."),
        ("Seçilen seçenek: Postgres, çünkü biliyoruz.", "biliyoruz."),
        ("We use Postgres because it is known. It is old.", "it is known."),
    ],
)
def test_reasons(text: str, reason: str) -> None:
    """What follows "because", in any language, is the reason: to the end of the sentence, or the list it leads in."""
    found = outcome.read(text, STORES)
    assert (found.chosen, found.reason) == ("Postgres", reason)


@pytest.mark.parametrize(
    "text",
    [
        "Chosen option: Postgres. It is known.",
        "Chosen option: Postgres, because TBD",
        "Chosen option: Postgres, because {justification}",
        "Chosen option: Postgres. It has been known since 1996.",
        "Chosen option: Postgres as a store",
    ],
)
def test_no_reason(text: str) -> None:
    """No other sentence is a reason, and no placeholder; "since" and "as" may mean something else."""
    assert outcome.read(text, STORES).reason == ""


def test_place() -> None:
    """What was said of the option chosen is told with the place where it begins."""
    text = "It took long.\n\nChosen option: “Postgres”, because it is known."
    found = outcome.read(text, STORES)
    assert (found.said, text[found.offset :][: len(found.said)]) == ("“Postgres”", "“Postgres”")


def test_paraphrase() -> None:
    """An option is named by all its words that carry meaning, in any order."""
    assert outcome.read("We will use text in plain files.", options("Postgres", "Plain text files")).picked
    assert not outcome.read("We will use text in plain sight.", options("Postgres", "Plain text files")).picked


def test_option_in_an_option() -> None:
    """Of two options of which one names the other, the longer one is meant."""
    found = outcome.read("We will use Postgres on Kubernetes.", options("Postgres", "Postgres on Kubernetes"))
    assert found.chosen == "Postgres on Kubernetes"
