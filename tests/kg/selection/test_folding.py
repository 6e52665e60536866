import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.selection.folding import fold, trimmed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("STRASSE", "Straße"),
        ("STRAẞE", "straße"),
        ("ΛΌΓΟΣ", "λόγος"),
        ("istanbul", "İstanbul"),
        ("ISTANBUL", "İSTANBUL"),
        ("ISIK", "ışık"),
        ("IŞIK", "ışık"),
        ("resume", "Résumé"),
        ("re\u0301sume\u0301", "résumé"),
        ("ﬁle", "FILE"),
        ("ＡＰＩ", "api"),
        ("don't", "don’t"),
        ("“so”", '"so"'),
        ("a–b", "a-b"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth", "zerowidth"),
        ("a \t\n b", "a b"),
        ("шалом", "ШАЛОМ"),
        ("й", "и"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("가", "\u1100\u1161"),
        ("ガ", "カ\u3099"),
        ("ở", "o"),
    ],
)
def test_same_word(one: str, other: str) -> None:
    """What a reader takes for the same word is the same text."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ø", "o"),
        ("ł", "l"),
        ("が", "か"),
        ("कि", "क"),
        ("कुल", "कल"),
        ("กุ", "ก"),
        ("C", "C++"),
        ("a b", "ab"),
        ("ñ", "m"),
    ],
)
def test_other_word(one: str, other: str) -> None:
    """What is another letter, or another sign, is another text."""
    assert fold(one) != fold(other)


@given(st.text())
def test_folded_is_folded(text: str) -> None:
    """A text that was folded stays as it is; it holds no white space but single spaces."""
    once = fold(text)
    assert fold(once) == once
    assert not [sign for sign in once if sign.isspace() and sign != " "]
    assert "  " not in once
    assert trimmed(text) == once.strip()


@given(st.text())
def test_forms_of_unicode(text: str) -> None:
    """Composed or decomposed, a text is the same, and so is its upper case where that can be undone."""
    assert fold(unicodedata.normalize("NFC", text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    if text.upper().casefold() == text.casefold():
        assert fold(text.upper()) == fold(text)
