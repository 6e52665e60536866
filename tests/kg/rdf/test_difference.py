"""What the difference of two exports shows of one link more."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import folder
from kg.catalogue import Catalogue
from kg.model import Document, Principle, Section, SectionRole
from kg.rdf import terms
from kg.rdf.export import serialise
from kg.rdf.statements import describe, describe_graphs, ordered
from kg.rdf.triple import Description, Literal
from kg.rdf.turtle import TurtleBlocks, turtle
from tests.conftest import installed

FORMATS = ("turtle", "trig", "ntriples")
# In these a new paragraph may be more than a link: an option, a driver, a fact.
TAKEN = {
    SectionRole.ALTERNATIVES,
    SectionRole.PROS_AND_CONS,
    SectionRole.DRIVERS,
    SectionRole.STATUS,
    SectionRole.METADATA,
    SectionRole.SUMMARY,
}
TEXTS = {terms.DEFINITION, terms.JUSTIFICATION, terms.DECISION_TEXT, terms.CONSEQUENCES}
LINKS = {
    terms.SOURCE,
    terms.CITES,
    terms.CITES_AS_EVIDENCE,
    terms.CITES_AS_RECOMMENDED_READING,
    terms.RELATED,
    terms.DCTERMS_RELATION,
}
NEW = "https://new.example.org/page"


def sections(document: Document) -> list[tuple[Principle | None, Section]]:
    """The sections that a paragraph can be added to, each with its entry."""
    owned: list[tuple[Principle | None, Section]] = [
        (entry, section) for entry in document.principles for section in entry.sections
    ]
    owned += [(None, section) for section in document.sections]
    return [(entry, section) for entry, section in owned if section.role not in TAKEN and section.body.markdown]


def add(path: Path, section: Section, href: str) -> None:
    """Adds a paragraph with a link to the end of a section."""
    lines = path.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
    at = section.location.end_line
    text = "".join(lines[:at]).rstrip("\n") + f"\n\nSee [one more]({href}).\n" + "".join(lines[at:])
    path.write_bytes(text.encode())


def owners(catalogue: Catalogue, name: str) -> list[str]:
    """The subject of each line of an export; the catalogue has the prefixes, a graph its braces."""
    base, writer = catalogue.base, TurtleBlocks(catalogue.base)

    def of(descriptions: list[tuple[str, Description]]) -> Iterator[str]:
        for subject, description in descriptions:
            yield from [subject] * writer.block(subject, description).count(b"\n")

    found = [base] * writer.head().count(b"\n")
    if name == "turtle":
        return found + list(of(ordered(describe(catalogue), base)))
    graphs = {graph: ordered(descriptions, base) for graph, descriptions in describe_graphs(catalogue)}
    found += of(graphs.pop(None))
    for graph in sorted(filter(None, graphs)):
        found += [graph, *of(graphs[graph]), graph]
    return found


def changed_subjects(before: Catalogue, after: Catalogue, name: str, place: Path) -> set[str]:
    """The subjects of the lines that `diff` shows as removed or added."""
    files = []
    for number, catalogue in enumerate((before, after)):
        files.append(place / f"{number}.{name}")
        files[number].write_bytes(serialise(catalogue, name))
    form = ("--unchanged-line-format=", "--old-line-format=-%dn %L", "--new-line-format=+%dn %L")
    done = subprocess.run([installed("diff"), *form, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    texts = [file.read_text(encoding="utf-8").split("\n") for file in files]
    if name == "ntriples":
        subjects = [[line.partition("> ")[0].removeprefix("<") for line in text] for text in texts]
    else:
        subjects = [owners(before, name), owners(after, name)]
        assert [len(one) for one in subjects] == [len(text) - 1 for text in texts]
    changed = set()
    for line in done.stdout.split("\n"):
        sign, number = line[:1], line[1:].partition(" ")[0]
        if sign in "-+" and number.isdecimal():
            which, at = "-+".index(sign), int(number) - 1
            # Which of several equal lines is the new one can't be told.
            if texts[which][at] not in ("", "."):
                changed.add(subjects[which][at])
    return changed


def check(before: Catalogue, after: Catalogue, document: Document, entry: Principle | None, place: Path) -> None:
    """Says that nothing changed but what speaks of the link."""
    base, iris = before.base, before.iris
    one, two = dict(describe(before)), dict(describe(after))
    assert serialise(after, "turtle") == b"".join(turtle(describe(after), base))
    changed = {subject for subject in one.keys() | two.keys() if one.get(subject) != two.get(subject)}
    # What followed from another document moves from the default graph to the document's own when it's stated there.
    moved = {iris.principle(entry)} if entry else set()
    for name in FORMATS:
        shown = changed_subjects(before, after, name, place)
        assert changed <= shown <= (changed | moved if name == "trig" else changed), name
    assert changed >= {base, iris.document(document)}
    for subject in changed - {base, iris.document(document)}:
        lost = set(one.get(subject, ())) - set(two.get(subject, ()))
        come = set(two.get(subject, ())) - set(one.get(subject, ()))
        predicates = {predicate for predicate, _ in lost}, {predicate for predicate, _ in come}
        kind = subject.removeprefix(base).partition("/")[0]
        if entry is not None and subject == iris.principle(entry):
            assert predicates[0] <= TEXTS
            assert predicates[1] <= TEXTS | LINKS
        elif kind == "section":
            assert predicates == ({terms.MARKDOWN}, {terms.MARKDOWN})
        elif kind in ("citation", "relation"):
            assert subject not in one
            assert entry is not None
            assert subject.startswith(f"{iris.mint(f'{kind}/{entry.slug}')}/")
        elif kind == "source":
            assert come
            assert predicates[0] <= {terms.TITLE, terms.PAGE}
        else:
            # What the link leads to is told of it.
            assert (kind, lost) == ("principle", set())
            assert entry is not None
            assert come == {(terms.RELATED, iris.principle(entry))}
    kinds = [subject.removeprefix(base).partition("/")[0] for subject in changed]
    assert kinds.count("section") == 1
    assert kinds.count("citation") + kinds.count("relation") <= 1
    assert kinds.count("source") <= 1
    assert statement_count(after) - statement_count(before) == sum(map(len, two.values())) - sum(map(len, one.values()))


def statement_count(catalogue: Catalogue) -> int:
    """What the dataset header says."""
    header = dict(describe(catalogue))[catalogue.base]
    (count,) = (value.text for predicate, value in header if predicate == terms.TRIPLES and isinstance(value, Literal))
    return int(count)


def link(catalogue: Catalogue, document: Document, choice: float) -> str:
    """A link to a new page, to a source that is known, or to a document."""
    known = [source.url for source in catalogue.sources if source.url]
    cited = [reference.url for entry in document.principles for reference in entry.references if reference.url]
    others = [f"/{other.path}" for other in catalogue.documents if other is not document and " " not in other.path]
    pools = [pool for pool in ([NEW], known, cited, others) if pool]
    pool = pools[int(choice * len(pools))]
    return pool[int(choice * len(pools) * len(pool)) % len(pool)]


def one_link_more(root: Path, before: Catalogue, document: Document, choice: float, place: Path) -> None:
    """Adds a link to a document of a folder, checks the difference, and takes it back."""
    places = sections(document)
    if not places:
        return
    entry, section = places[int(choice * len(places) * 7) % len(places)]
    path = root / document.path
    old = path.read_bytes()
    try:
        add(path, section, link(before, document, choice))
        after = folder.load(root)
        # The first words in a template that nobody has filled in make it an entry; that is more than a link.
        if len(after.principles) == len(before.principles):
            check(before, after, document, entry, place)
    finally:
        path.write_bytes(old)


@pytest.fixture(scope="module")
def copy(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Catalogue]:
    """A copy of the shipped catalogue, to be changed."""
    root = shutil.copytree(shipped, tmp_path_factory.mktemp("copy") / "principles")
    return root, folder.load(root)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(number=st.integers(0, 10_000), choice=st.floats(0, 1, exclude_max=True))
def test_one_link_more(copy: tuple[Path, Catalogue], tmp_path: Path, number: int, choice: float) -> None:
    """One link more, anywhere, touches what speaks of it, its section, its document and the header alone."""
    root, before = copy
    one_link_more(root, before, before.documents[number % len(before.documents)], choice, tmp_path)


def test_one_link_more_in_published_documents(corpora: Path, tmp_path: Path) -> None:
    """That holds for published documents as well."""
    chance = random.Random(5)
    for path in sorted(path for path in corpora.iterdir() if path.is_dir()):
        root = shutil.copytree(path, tmp_path / path.name)
        before = folder.load(root)
        for document in chance.sample(before.documents, min(4, len(before.documents))):
            one_link_more(root, before, document, chance.random(), tmp_path)
