import html
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import folder
from kg.catalogue import Catalogue
from kg.names import label
from kg.search.highlight import LONGEST, highlight, named
from kg.search.passages import passages
from kg.search.results import search
from tests.kg.conftest import Join
from tests.kg.search.conftest import entry

PIECES = st.sampled_from([*"ab<>&\"'é\n. `*_-|#[]()", "word ", "Word", "wörd ", "long " * 30])
TEXT = st.lists(PIECES, max_size=60).map("".join)


def first(catalogue: Catalogue, text: str) -> str:
    """The highlight of the first hit."""
    return highlight(catalogue, search(catalogue, text).hits[0]).html


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("publishing", ["Publish"]),
        ("reversibilite", ["réversibilité"]),
        ("equipe", ["équipes"]),
        ("cunku", ["çünkü"]),
        ('"event sourcing"', ["event sourcing"]),
        ("even", ["Events", "events"]),
        ("C++", ["C++"]),
    ],
)
def test_the_words_of_the_document_are_marked(mixed: Catalogue, text: str, marked: list[str]) -> None:
    """What matches is marked as the document has it: in another form, with its accents, as a phrase."""
    found = re.findall("<mark>(.*?)</mark>", first(mixed, text))
    assert found
    assert set(found) <= set(marked)


def test_names_are_marked(mixed: Catalogue) -> None:
    """The label of a hit is given whole, with its matches marked; where only it matches, it is the highlight too."""
    (hit, *_) = search(mixed, "kararlar").hits
    assert named(hit).html == "<mark>Kararlar</mark> yazılır"
    assert highlight(mixed, hit).html == "<mark>Kararlar</mark> yazılır"


def test_best_piece(join: Join) -> None:
    """Of a long text the piece that holds most of what was asked is shown, cut where words and lines end."""
    filler = "Here is nothing that anybody would look for. " * 20
    catalogue = join(a=entry("Long", f"The wombat sleeps. {filler}\n\nThe wombat eats grass. {filler}"))
    (hit,) = search(catalogue, "wombat grass ").hits
    fragment = highlight(catalogue, hit)
    assert fragment.html.startswith("The <mark>wombat</mark> eats <mark>grass</mark>. Here is")
    assert (fragment.before, fragment.after) == (True, True)
    assert len(fragment.text) <= LONGEST
    assert fragment.text.rsplit(maxsplit=1)[-1] in filler.split()


def test_without_a_word_that_matches(mixed: Catalogue) -> None:
    """Of a hit by its number the beginning of its text is shown, with no mark."""
    (hit, *_) = search(mixed, "ADR-0012").hits
    assert highlight(mixed, hit).html == "The team that builds it runs it. C++ too."


def test_documents_are_escaped(join: Join) -> None:
    """What a document holds never becomes an element or an attribute."""
    body = 'Say `<script>alert("wombat")</script>` & <b onclick="x">go</b>, wombat.'
    catalogue = join(a=entry('A <img src=x> "wombat"', body))
    (hit,) = search(catalogue, "wombat").hits
    for given_ in (highlight(catalogue, hit).html, named(hit).html):
        assert "<mark>wombat</mark>" in given_
        assert not re.search(r"<(?!/?mark>)", given_)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, TEXT, st.sampled_from(["word", "wor*", '"word word"', "a b", "-a word", "b OR word", "é"]))
def test_highlights_are_texts_of_the_document(join: Join, title: str, body: str, text: str) -> None:
    """Without its marks, a highlight is a piece of a text of the resource; it has no other element, and is not long."""
    catalogue = join(a=entry(" ".join(title.split()).strip("#") or "T", body, options="* Word for word - so it is"))
    for hit in search(catalogue, text, None, None).hits:
        for fragment in (highlight(catalogue, hit), named(hit)):
            bare = re.sub("</?mark>", "", fragment.html)
            assert "<" not in bare
            texts = passages(catalogue, hit.node)
            whole = (*texts.name, *texts.lead, *texts.body, *texts.rest, label(hit.node))
            assert any(html.unescape(bare) in one for one in whole)
            assert fragment.html.count("<mark>") == fragment.html.count("</mark>") == len(fragment.marks)
            assert len(fragment.text) <= max(LONGEST + 100, len(label(hit.node)))


def test_published_documents(corpora: Path) -> None:
    """On published documents every highlight is a piece of a text of its resource, with a mark in it."""
    catalogue = folder.load(corpora)
    for text in ("decision", "the team", "terraform*", '"we will"', "kubernetes OR docker"):
        hits = search(catalogue, text, None, 40).hits
        assert hits
        for hit in hits:
            fragment = highlight(catalogue, hit)
            texts = passages(catalogue, hit.node)
            assert any(fragment.text in one for one in (*texts.name, *texts.lead, *texts.body, *texts.rest))
            assert fragment.marks
