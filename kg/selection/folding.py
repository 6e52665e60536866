"""Texts as filters and orders compare them: what a reader takes for the same word is the same text."""

import unicodedata
from functools import lru_cache

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "ı": "i",  # Turkish has two letters i, whose capitals other languages share
    }
)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """A text without case, accents, forms of width and kinds of quotes and dashes; white space is single spaces.

    Compatibility caseless matching (Unicode 3.13, D146), without accents and what is not seen: `ß` is `ss`, `É` is
    `e`, `İ` and `ı` are `i`, `ﬁ` is `fi`. Strokes (`ø`, `ł`) and marks that make another letter (`が`, vowel signs
    of Indic scripts) stay. White space at the ends stays too, as one space.
    """
    if text.isascii():
        return _spaced(text.lower().replace("`", "'"))
    bare = _bare(_bare(text.translate(_SIGNS)).casefold().translate(_SIGNS))
    return _spaced(unicodedata.normalize("NFKC", bare))


def trimmed(text: str) -> str:
    """The same without white space at the ends."""
    return fold(text).strip(" ")


def _bare(text: str) -> str:
    """A text decomposed, without accents, points of Hebrew and Arabic, and signs that are not seen."""
    return "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text)
        if not _is_accent(unicodedata.combining(sign)) and unicodedata.category(sign) != "Cf"
    )


def _is_accent(combining: int) -> bool:
    # Canonical combining classes: 10 to 36 are points of Hebrew, Arabic and Syriac, 200 and above are marks over,
    # under and through letters. Those between are vowels and tones of their scripts, those below make other letters.
    return 10 <= combining <= 36 or combining >= 200


def _spaced(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if text[-1].isspace() else ''}"
