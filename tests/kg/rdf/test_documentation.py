import re
from pathlib import Path

import pytest

from kg.rdf import entry, terms
from kg.rdf.export import FORMATS

DOCUMENT = (Path(__file__).parents[3] / "docs" / "rdf.md").read_text(encoding="utf-8")
TABLES = "\n".join(line for line in DOCUMENT.splitlines() if line.startswith("|"))


def short(iri: str) -> str:
    """An IRI by prefix."""
    prefix, namespace = next(item for item in terms.PREFIXES.items() if iri.startswith(item[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def test_every_term_is_told() -> None:
    """The tables name every term of the graph, and no term that it doesn't use."""
    prefixes = "|".join(terms.PREFIXES)
    told = set(re.findall(rf"`((?:{prefixes}):[\w-]+)`", TABLES))
    others = {"rdf:_1", "rdf:_2", "xsd:date", "pv:Statuses", *map(short, entry.STATUSES.values())}
    assert told - others == {short(iri) for iri in (*terms.ORDER, *terms.CLASSES)}


def test_every_format_is_told() -> None:
    """The table of formats is the registry's."""
    for form in FORMATS.values():
        assert f"| `{form.name}` | `{form.media_type}` | `{form.suffix}` |" in TABLES


def test_examples_run(capsys: pytest.CaptureFixture[str]) -> None:
    """The examples run one after another, and each prints something."""
    examples = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, "docs/rdf.md", "exec"), names)
        assert capsys.readouterr().out.strip(), example
    assert len(examples) == 3
