"""Which findings are told, and how loud: as `catalogue.toml` and comments in documents say."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from kg.configuration import OFF
from kg.model import Document, Finding, Severity

_MARK = "<!--"
_COMMENT = re.compile(r"<!--\s*principles:\s*(ignore|note|warning|error)\s+([a-z-]+(?:[\s,]+[a-z-]+)*?)\s*-->")
_IGNORE = "ignore"


def told(findings: Iterable[Finding], documents: Sequence[Document], levels: Mapping[str, str]) -> Iterator[Finding]:
    """The findings that nobody has switched off, each with the severity that its document or `levels` give its code."""
    own = {
        document.path: _own(document.markdown)
        for document in documents
        if _MARK in document.markdown and "principles:" in document.markdown
    }
    for found in findings:
        level = own.get(found.location.path, levels).get(found.code) or levels.get(found.code)
        if level is None:
            yield found
        elif level not in (OFF, _IGNORE):
            yield msgspec.structs.replace(found, severity=Severity(level))


def _own(markdown: str) -> dict[str, str]:
    """The levels that comments in a document give codes; of several for one code the last counts."""
    return {code: level for level, codes in _COMMENT.findall(markdown) for code in re.split(r"[\s,]+", codes)}
