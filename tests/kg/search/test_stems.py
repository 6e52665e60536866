import pytest

from kg.search.stems import LANGUAGES, stem


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ("decision", "Decisions")),
        ("nl", ("beslissing", "beslissingen")),
        ("de", ("Haus", "Häuser")),
        ("fr", ("décider", "décidée", "DÉCIDER")),
        ("es", ("decisión", "decisiones")),
        ("tr", ("karar", "kararlar", "KARARLARI")),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, forms: tuple[str, ...]) -> None:
    """Singular and plural and forms of a verb have one stem, in capitals too."""
    assert len({stem(language, form) for form in forms}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_stems(language: str) -> None:
    """Each language that docs/search.md names stems any word, and marks it as its own."""
    for word in ("decisions", "C++", "kararları", "x" * 1000):
        found, _, mark = stem(language, word).partition("~")
        assert found
        assert mark == language
