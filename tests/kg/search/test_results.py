from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import folder
from kg.catalogue import Catalogue
from kg.identity import local_name
from kg.model import ResourceKind
from kg.names import label
from kg.search.results import Place, search
from tests.kg.conftest import Join
from tests.kg.search.conftest import entry


def labels(catalogue: Catalogue, text: str, *kinds: ResourceKind) -> list[str]:
    """The labels of all hits, best first."""
    return [label(hit.node) for hit in search(catalogue, text, kinds or None, None).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("event", "Events before calls"),
        ("publishing", "Events before calls"),
        ("beslissing", "Beslissingen staan in het archief"),
        ("reversibilite", "La réversibilité d’abord"),
        ("REVERSIBILITÉS", "La réversibilité d’abord"),
        ("equipe", "La réversibilité d’abord"),
        ("karar", "Kararlar yazılır"),
        ("YAZILIR", "Kararlar yazılır"),
        ("yazilir", "Kararlar yazılır"),
        ("cunku", "Kararlar yazılır"),
        ("databases", "Shared databases"),
        ("a shared database", "Shared databases"),
        ("enterprise integr", "Enterprise integration"),
        ("https://www.example.org/patterns/Messaging.html?utm_source=x", "Enterprise integration"),
        ("example.org", "Enterprise integration"),
        ("example.org/patterns/Messaging.html", "Enterprise integration"),
        ("sourc*", "Events before calls"),
        ("products-not-projects", "Products, not projects"),
        ("ADR-0012", "Products, not projects"),
        ("12", "Products, not projects"),
        ("not", "Products, not projects"),
        ("c++", "Products, not projects"),
        ("queue", "Queue"),
        ('"event sourcing"', "Events before calls"),
        ("own it", "Events before calls"),
        ("events -queue", "Events and queues"),
    ],
)
def test_first_hit(mixed: Catalogue, text: str, first: str) -> None:
    """Forms of a word in each language, spellings, beginnings, phrases, addresses and numbers find what they should."""
    assert labels(mixed, text)[:1] == [first]


@pytest.mark.parametrize(
    "text", ["", " ", '"', "-*()", "\x00", "😀", "\ud800", "-queue", "zzz", '"of queue"', "c#", "+zzz queue"]
)
def test_no_hits(mixed: Catalogue, text: str) -> None:
    """A text without words, of exclusions alone, or whose words stand nowhere finds nothing, and raises nothing."""
    assert search(mixed, text).hits == ()
    assert search(mixed, text).total == 0


def test_all_words_before_some(mixed: Catalogue) -> None:
    """What holds all the words has a score from 1 on and comes before what holds some; a label has one from 2 on."""
    found = search(mixed, "queue events", None, None).hits
    whole = [hit.score >= 1 for hit in found]
    assert whole == sorted(whole, reverse=True)
    assert {label(hit.node) for hit in found if hit.score >= 1} == {"Events before calls", "Queue", "Events and queues"}
    (called, *others) = search(mixed, "Queue").hits
    assert (label(called.node), called.score >= 2) == ("Queue", True)
    assert all(hit.score < 2 for hit in others)


@pytest.mark.parametrize(
    "text", ["ADR-12", "0012", "12. Products, not projects", "products not projects", "0012-products"]
)
def test_called_so(mixed: Catalogue, text: str) -> None:
    """What is called so, by title, file name or number, has a score from 2 on, also where it doesn't hold the words."""
    (first, *others) = search(mixed, text).hits
    assert label(first.node) == "Products, not projects"
    assert 2 <= first.score < 3
    assert all(hit.score < 2 for hit in others)


def test_name_before_summary_before_body(join: Join) -> None:
    """A match in the title weighs more than one in summary or keywords, and that more than one in the text."""
    catalogue = join(
        a=entry("First", "All about wombats here."),
        b=entry("Second", "All about others here.", summary="All about wombats here."),
        c=entry("All about wombats", "All about others here."),
        d=entry("Fourth", "Nothing.", keywords="wombat"),
    )
    found = labels(catalogue, "wombats")
    assert found[0] == "All about wombats"
    assert found[-1] == "First"


def test_word_before_its_forms(join: Join) -> None:
    """A word as it was typed comes before other forms of it."""
    catalogue = join(
        a=entry("Tested", "The queue was tested, and that is what we did to it."),
        b=entry("Testing", "The queue was testing, and that is what we did to it."),
        c=entry("Tests", "The queue was tests, and that is what we did to it."),
    )
    for title in ("Tested", "Testing", "Tests"):
        assert labels(catalogue, f"{title} ")[0] == title
        assert len(labels(catalogue, f"{title} ")) == 3


def test_words_of_everywhere_find_nothing_alone(join: Join) -> None:
    """A word of nearly every entry finds what lacks the rarer words only where it is alone."""
    catalogue = join({f"{n}.md": entry(f"Number {n}", "The common word, and the rest.") for n in range(60)})
    assert len(labels(catalogue, "common ")) == 60
    assert labels(catalogue, "common 7 ") == ["Number 7"]


def test_kinds(mixed: Catalogue) -> None:
    """Only hits of the kinds asked for are given, in the same order and with the same scores."""
    every = search(mixed, "event", None, None).hits
    assert {type(hit.node).__name__ for hit in every} == {"Principle", "Theme"}
    for kind in ResourceKind:
        of_kind = search(mixed, "event", [kind], None).hits
        assert of_kind == tuple(hit for hit in every if type(hit.node).__name__.lower() == kind.value)


def test_the_order_is_the_same_every_time(mixed: Catalogue, shipped: Path) -> None:
    """Another index of the same documents gives the same hits with the same scores; ties are in catalogue order."""
    one, other = folder.load(shipped), folder.load(shipped)
    for text in ("design", "the team", "data owner", "a OR the"):
        rows = [
            [(local_name(hit.node), hit.score) for hit in search(each, text, None, None).hits] for each in (one, other)
        ]
        assert rows[0] == rows[1]
        order = {
            local_name(node): at
            for at, node in enumerate((*one.principles, *one.themes, *one.alternatives, *one.sources))
        }
        for (name, score), (after, less) in pairwise(rows[0]):
            assert score > less or (score == less and order[name] < order[after])


PIECES = st.sampled_from(
    [
        "queue",
        "event",
        "the",
        "of",
        "kara",
        "é",
        " ",
        " ",
        " ",
        "-",
        "+",
        "*",
        '"',
        "OR ",
        "NOT ",
        "C++",
        "micro-",
        "\x00",
        "设",
        "\ud800",
        ".",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=40), st.integers(1, 3))
def test_pages_are_the_whole(mixed: Catalogue, text: str, size: int) -> None:
    """Whatever is typed, the pages of a search together are all its hits, best first, each once."""
    whole = search(mixed, text, None, None)
    assert whole.total == len(whole.hits)
    assert [hit.score for hit in whole.hits] == sorted((hit.score for hit in whole.hits), reverse=True)
    hits, after = [], None
    while True:
        page = search(mixed, text, None, size, after)
        assert page.total == whole.total
        if not page.hits:
            break
        hits += page.hits
        after = page.place(len(page.hits) - 1)
    assert tuple(hits) == whole.hits


def test_place_survives_other_versions(join: Join) -> None:
    """Where another version moved a hit, what follows it follows; where it is gone, what scores less does."""
    before = join({f"{n}.md": entry(f"Wombat {n}", "A wombat. " * n) for n in range(6)})
    whole = search(before, "wombat ", None, None)
    names = [label(hit.node) for hit in whole.hits]
    place = whole.place(2)
    more = join({"new.md": entry("Wombat wombat", "A wombat."), **{f"x{n}.md": entry(f"X {n}") for n in range(9)}})
    after = labels(more, "wombat ")
    assert [label(hit.node) for hit in search(more, "wombat ", None, None, place).hits] == after[
        after.index(names[2]) + 1 :
    ]
    gone = Place(2, place.score, "principle/gone")
    left = search(before, "wombat ", None, None, gone).hits
    assert [hit.score for hit in left] == [hit.score for hit in whole.hits if hit.score < place.score]
    assert search(before, "wombat ", None, None, Place(10**9, 0.0, "principle/gone")).hits == ()


def test_empty_catalogue(join: Join) -> None:
    """Where there is nothing, nothing is found."""
    assert search(join(a="No entry."), "anything").total == 0
