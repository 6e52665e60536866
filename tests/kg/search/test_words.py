import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.search.words import fold, joined, mixed, places, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("cœur", "Coeur"),
        ("Işık", "ISIK"),
        ("İstanbul", "istanbul"),
        ("réversibilité", "re\u0301versibilite\u0301"),
        ("Überprüfung", "uberprufung"),
        ("archi\u00adtecture", "architecture"),
        ("ﬁle", "file"),
        ("Δέλτα", "δελτα"),
    ],
)
def test_spellings_of_a_word(one: str, other: str) -> None:
    """Case, accents, ligatures, soft hyphens and the dot of i don't tell words apart."""
    assert words(one) == [one]
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Use C++, C# and F#.", ["Use", "C++", "C#", "and", "F#"]),
        ("products-not-projects", ["products", "not", "projects"]),
        ("l’architecture d'abord", ["l", "architecture", "d", "abord"]),
        ("a+b page#part snake_case", ["a", "b", "page", "part", "snake", "case"]),
        ("设计 principles", ["设", "计", "principles"]),
        ("हिन्दी 😀 \ud800x", ["हिन्दी", "x"]),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    """Words are letters and digits in a row, with the plus and sharp signs of languages; some scripts go by signs."""
    assert words(text) == found


def test_compounds() -> None:
    """What is written with hyphens, dots or underlines is one word as well, and names of programs are several."""
    text = "micro-services, Node.js, snake_case, 10.000, TypeManager, ID"
    assert [(text[start:end], word) for start, end, word in joined(text)] == [
        ("micro-services", "microservices"),
        ("Node.js", "Nodejs"),
        ("snake_case", "snakecase"),
    ]
    assert [(text[start:end], word) for start, end, word in mixed(text)] == [("Type", "Type"), ("Manager", "Manager")]


@given(st.text())
def test_words_stand_in_the_text(text: str) -> None:
    """Every word stands where its place says, whatever the text; its folded form is one word without blanks."""
    assert [match[0] for match in places(text)] == words(text)
    for match in places(text):
        assert text[match.start() : match.end()] == match[0]
        folded = fold(match[0])
        assert folded
        assert folded.split() == [folded]
        assert len(folded) <= 100


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_folding_is_the_end(text: str) -> None:
    """What is folded is not changed by folding it again."""
    for word in words(text):
        assert fold(fold(word)) == fold(word)
