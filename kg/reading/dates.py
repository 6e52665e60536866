"""Calendar dates as documents write them, to ISO 8601."""

import datetime
import re
from functools import cache

from kg.reading.vocabulary import alternation, data, fold

_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d.])")
_IN_NAME = re.compile(r"(?:^|(?<=[/_ -]))(\d{4})([-_.]?)(\d{2})\2(\d{2})(?=[-_ T./]|$)")

_AROUND = " \t\n*_().,"
_LONGEST = 40  # characters of a date


@cache
def _months() -> dict[str, int]:
    return {fold(name): number for number, names in enumerate(data()["months"].values(), 1) for name in names}


@cache
def _worded() -> re.Pattern[str]:
    names = alternation(name for names in data()["months"].values() for name in names)
    month = rf"(?P<month>{names})\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
    return re.compile(
        rf"(?<!\w)(?:{day}[\s-]+(?:of\s+|de\s+)?{month},?[\s-]+(?:of\s+|del?\s+)?"
        rf"|{month.replace('<month>', '<month_first>')}\s+{day.replace('<day>', '<day_last>')},?\s+)"
        r"(?P<year>\d{4})(?!\d)"
        rf"|(?<!\d)(?P<year_first>\d{{4}})[\s-]+{month.replace('<month>', '<month_amid>')}"
        r"[\s-]+(?P<day_after>\d{1,2})(?!\d)",
        re.IGNORECASE,
    )


def find(text: str, day_first: bool = False) -> str | None:
    """The first date in a text; None where there is none, or where day and month can't be told apart."""
    return min(_found(text, day_first), default=(0, 0, None), key=lambda one: one[0])[2]


def alone(text: str) -> bool:
    """True for a text that is a date and nothing else."""
    said = text.strip(_AROUND)
    return len(said) <= _LONGEST and any((start, end) == (0, len(said)) for start, end, _ in _found(said, True))


def _found(text: str, day_first: bool) -> list[tuple[int, int, str | None]]:
    """The first date of each way of writing one: where it begins and ends, and the day."""
    found: list[tuple[int, int, str | None]] = []
    match = _ISO.search(text)
    if match:
        found.append((*match.span(), _date(int(match[1]), int(match[3]), int(match[4]))))
    match = _NUMERIC.search(text)
    if match:
        numbers = int(match[1]), int(match[3]), int(match[4])
        found.append((*match.span(), _numeric(*numbers, day_first or match[2] == ".")))
    if any(sign.isalpha() for sign in text):
        match = _worded().search(text)
        if match:
            month = match["month"] or match["month_first"] or match["month_amid"]
            year, day = match["year"] or match["year_first"], match["day"] or match["day_last"] or match["day_after"]
            found.append((*match.span(), _date(int(year), _months()[fold(month)], int(day))))
    return found


def in_path(path: str) -> tuple[str, str] | None:
    """The date in a path's file or folder names, nearest the file first, with the text it was read from."""
    if path.isascii() and "19" not in path and "20" not in path:
        return None
    for name in reversed(path.split("/")):
        for match in _IN_NAME.finditer(name):
            date = _date(int(match[1]), int(match[3]), int(match[4]))
            if date is not None and 1990 <= int(match[1]) < 2100:
                return date, match[0]
    return None


def _numeric(first: int, second: int, year: int, day_first: bool) -> str | None:
    """Unless the day comes first, the one over 12 is it, two alike are both, and two digits may be a day or year."""
    if year < 100:
        return _date(2000 + year, second, first) if day_first else None
    if day_first or first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else None


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
