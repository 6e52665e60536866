"""The title of a document or of one of its entries, without the number and the name of its kind."""

import re

from kg.model import Kind
from kg.reading import dates
from kg.reading.vocabulary import fold

_KINDS = (
    r"(?:(?:architecture|architectural|design|guiding|mimari)\s|(?:architectuur|ontwerp|architektur|design)-?)?"
    r"(?:principle|principe|prinzip|principio|ilke)(?:\s(?:d['’]architecture|de\sarquitectura))?"
)
_RECORDS = ("adr", "rfc", "madr", "edr", "lep")
_NAMES = "|".join(_RECORDS)
_LONG = (
    "architecture decision record|architectural decision record|architecture decision|architectural decision"
    "|decision record"
    "|architectuurbesluit|architectuurbeslissing|architekturentscheidung|décision d['’]architecture"
    "|decisión de arquitectura|registro de decisión de arquitectura|mimari karar kaydı|mimari karar"
)
_DAY = r"\d{4}-\d\d-\d\d(?!\w)"
_MARK = r"\s*(?:\[[^\[\]]*\b(?:superseded|deprecated|rejected|draft)\b[^\[\]]*\]\s*)?"
_RECORD = (
    rf"\[?(?:{_NAMES})[\s#_-]*(?:[a-z]{{1,8}}[_-](?=\d))?"
    rf"(?:{_DAY}|\d+(?:\.\d+)*(?!\d))\s*[\]:.)|·–—-]*\s*"  # ADR-0012: X, [ADR 12] X
    rf"|.{{0,40}}?\b(?:{_NAMES})[\s#_-]*\d+(?:\.\d+)*\s*[\]:.)–—-]+\s*"  # Project - ADR 12 - X
)
_OTHER = (
    rf"(?:{_KINDS}|standard|decision|besluit|beslissing|entscheidung|décision|decisión|karar|{_LONG})"
    r"\s+(?:n[°ºo.]{1,2}\s*)?#?[a-z]{0,3}\d+(?:\.\d+)*\s*[:.)–—-]\s*"  # Principle P01: X
    rf"|(?:{_KINDS}|adr|rfc|(?-i:AD)|{_LONG})(?:\s\(adr\))?\s*[:–—›»]\s*(?:\d+\s*[:.)–—-]+\s*)?"  # Principle: X
    r"|(?:ad|dr|dec|tdr|ddr|[a-z]{1,4}adr)[\s#_-]?\d+\s*[:.)–—-]+\s+"  # DR-005: X
    rf"|{_DAY}\s*(?:[:–—-]\s*)?"  # 2024-03-04 X
    r"|(?:[a-z]{1,6}-[a-z]{1,4}\d+|[a-z]{1,4}0\d+)\s*[:.)–—-]+\s*|[a-z]\d{1,2}[.)]\s+"
    r"|p\d{1,2}\s*[:–—-]+\s+"  # AB-P12 – X, P013: X, U1. X
    r"|\[(?:adr|rfc)?[\s#-]*\d+\]\s*[:.)–—-]?\s*"  # [12] X
    r"|#?\d+(?:\.\d+)*\s*[:.)–—-]+\s+|#\d{3,}\s+"  # 12. X, #012 X
    r"|(?P<bare>\d+)(?:\s*[:.)–—-]+\s*(?=[^\W\d])|\s+)"  # 0012-X, 0012 X
)
_PREFIX = re.compile(rf"{_MARK}(?:{_RECORD}|{_OTHER})?(?=\S)", re.IGNORECASE)
_PREFIX_OF_OTHERS = re.compile(rf"{_MARK}(?:{_OTHER})?(?=\S)", re.IGNORECASE)  # the same, quickly, without records
_DECISIONS = ("adr", "decision", "besluit", "beslissing", "entscheidung", "décision", "decisión", "mimari karar")
_DECIDED = re.compile(rf"(?:.{{0,40}}?\b)?adr[\s#_-]*\d|\s*(?:{_LONG})(?:\s\(adr\))?\s*(?:[:–—]|#?\d)", re.IGNORECASE)
_PRINCIPLED = re.compile(rf"\s*(?:architecture |architectuur)?(?:{_KINDS})\b[^:–—]{{0,12}}[:–—]", re.IGNORECASE)
_KIND_LABELS = frozenset(
    (
        "architectuur principe", "architectuurprincipe", "architecture principle", "principle", "principe", "prinzip",
        "ilke", "architecture decision record", "architectural decision record", "decision record", "adr", "decision",
        "architecture decision", "besluit", "beslissing", "entscheidung", "décision", "decisión", "karar",
        "architekturprinzip", "architekturentscheidung", "architectuurbesluit", "principio", "mimari karar kaydı",
    )
)  # fmt: skip
_CODE = re.compile(r"\s*([^\W\d_]{1,8}[-_ ]?\d+)\s*[:.–—-]+\s+(?=\S)")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?<!\w)\d{2,}\s+(?=\S)")


def bare(heading: str, path: str = "") -> str:
    """A heading without its number and the name of its kind.

    A number alone is a record's where it begins with a zero, or is that in the name of its file; so is any code that
    the name of the file begins with.
    """
    lowered = heading.lower()
    coded = _CODE.match(heading)
    if coded and fold(path.rpartition("/")[2]).startswith(f"{fold(coded[1])} "):
        return heading[coded.end() :]
    prefix = (_PREFIX if any(map(lowered.__contains__, _RECORDS)) else _PREFIX_OF_OTHERS).match(heading)
    number = prefix["bare"] if prefix else None
    if number and not (number[0] == "0" and len(number) > 1) and number not in _numbers(path):
        return heading.strip()
    return (heading[prefix.end() :] if prefix else heading).strip()


def _numbers(path: str) -> list[str]:
    """The numbers of records in the name of a file, without the zeros before them."""
    return [one.lstrip("0") for one in _DIGITS.findall(path.rpartition("/")[2]) if len(one) > 2]


def is_kind(heading: str) -> bool:
    """True for a heading that names what a document is, not what it is about."""
    return fold(heading) in _KIND_LABELS


def kind(heading: str) -> Kind | None:
    """What a heading such as "ADR-12: X" or "Principle P01: X" says its document is; None where it says nothing."""
    lowered = heading.lower()
    if any(map(lowered.__contains__, _DECISIONS)) and _DECIDED.match(heading):
        return Kind.DECISION
    return Kind.PRINCIPLE if _PRINCIPLED.match(heading) else None


def of_name(name: str) -> str:
    """A title made of the name of a file or folder, without its number and date."""
    dated = dates.in_path(name)
    words = (name.replace(dated[1], "", 1) if dated else name).replace("-", " ").replace("_", " ").strip()
    words = " ".join(_NUMBER.sub("", words, count=1).split()) or name
    return words[:1].upper() + words[1:]
