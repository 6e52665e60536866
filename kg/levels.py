"""Which findings are told, and how loud: as `catalogue.toml` and comments in documents say."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from kg.configuration import OFF
from kg.model import Document, Finding, Severity

_MARK = "principles: ignore"
_COMMENT = re.compile(r"<!--\s*principles: ignore\s+([a-z-]+(?:[\s,]+[a-z-]+)*?)\s*-->")


def told(findings: Iterable[Finding], documents: Sequence[Document], levels: Mapping[str, str]) -> Iterator[Finding]:
    """The findings that nobody has switched off, each with the severity that `levels` gives its code."""
    ignored = {
        document.path: {code for said in _COMMENT.findall(document.markdown) for code in re.split(r"[\s,]+", said)}
        for document in documents
        if _MARK in document.markdown
    }
    for found in findings:
        if ignored and found.code in ignored.get(found.location.path, ()):
            continue
        level = levels.get(found.code)
        if level is None:
            yield found
        elif level != OFF:
            yield msgspec.structs.replace(found, severity=Severity(level))
