"""The codes of findings: stable, each with its severity and a page in docs/findings/."""

from kg.model import Finding, Location, Severity

SEVERITIES = {
    "unreadable-file": Severity.ERROR,
    "outside-link": Severity.ERROR,
    "encoding": Severity.ERROR,
    "invalid-front-matter": Severity.ERROR,
    "duplicate-slug": Severity.ERROR,
    "invalid-rdf": Severity.ERROR,
    "remote-context": Severity.ERROR,
    "large-graph": Severity.ERROR,
    "large-document": Severity.WARNING,
    "malformed-link": Severity.WARNING,
    "empty-link": Severity.WARNING,
    "dangling-relation": Severity.WARNING,
    "no-title": Severity.WARNING,
    "unreadable-status": Severity.WARNING,
    "unreadable-date": Severity.WARNING,
    "unreadable-value": Severity.WARNING,
    "two-values": Severity.WARNING,
    "unknown-term": Severity.WARNING,
    "document-twice": Severity.NOTE,
    "unknown-theme-member": Severity.WARNING,
    "one-sided-supersession": Severity.WARNING,
    "relies-on-superseded": Severity.NOTE,
    "placeholder": Severity.NOTE,
    "no-justification": Severity.NOTE,
    "no-alternatives": Severity.NOTE,
    "no-source": Severity.NOTE,
    "no-choice": Severity.WARNING,
    "no-entry": Severity.NOTE,
    "conflict": Severity.WARNING,
    "default-base": Severity.NOTE,
}


def finding(code: str, message: str, location: Location, severity: Severity | None = None) -> Finding:
    """A finding of a known code, with the code's own severity unless another is given."""
    return Finding(code, severity or SEVERITIES[code], message, location)
