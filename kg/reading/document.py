"""A file's bytes to a document."""

import hashlib
import re
from collections.abc import Iterable

from kg.finding import finding
from kg.identity import document_slug, slugify
from kg.model import Document, Finding, Location, Section, SectionRole, Text
from kg.reading import entries, front_matter, outline, steps, templates
from kg.reading.page import Page
from kg.reading.steps import Steps
from kg.reading.templates import Templates

LARGEST = 2_000_000
"""Bytes of a file that is read as a document; a larger one is kept as prose."""
_LINE_END = re.compile(r"\r\n?")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(path: str, data: bytes, known: Templates | None = None) -> Document:
    """The document in a file's bytes; whatever they are, it is a document, with findings where it can't be read.

    `known` are the templates to read it by; without them, those that ship.
    """
    return read_all(((path, data),), known)[0]


def read_all(files: Iterable[tuple[str, bytes]], known: Templates | None = None) -> list[Document]:
    """The documents in several files, each a path and its bytes, in order.

    Each step is done for all files before the next one, since a processor runs what it has just run much faster.
    """
    known = known or templates.shipped()
    return steps.together([_read(path, data, known) for path, data in files])


def _read(path: str, data: bytes, known: Templates) -> Steps[Document]:
    findings: list[Finding] = []
    markdown = _decode(path, data, findings)
    if len(data) > LARGEST:
        return _unread(path, data, markdown, findings)
    text = _LINE_END.sub("\n", markdown) if "\r" in markdown else markdown
    front, body = front_matter.read(text)
    if front.problem is not None:
        message = (
            f"The front matter is no valid YAML: {front.problem.message}."
            " It was read line by line; correct it so that every tool reads the same."
        )
        line = front.problem.line
        findings.append(finding("invalid-front-matter", message, Location(path, line, line)))
    body_line = text.count("\n", 0, len(text) - len(body)) + 1 if body else 1
    yield
    parts = outline.read(body, body_line, known.heads_part)
    yield
    permalink = front.text("permalink")
    page = Page(path, document_slug(path, permalink), front, parts, known)
    yield
    yield from page.read()
    principles, taken = yield from entries.read(page)
    findings += page.findings
    if not principles:
        message = "No principle or decision was found here; the document is kept as prose."
        findings.append(finding("no-entry", message, Location(path, 1, max(1, text.count("\n")))))
    return Document(
        path,
        page.slug,
        markdown,
        hashlib.sha256(data).hexdigest(),
        page.family.name if page.family is not None and principles else None,
        _names(path, permalink, front.texts("redirect_from")),
        principles,
        tuple(page.section(index) for index in range(len(page.parts)) if index not in taken),
        tuple(sorted(dict.fromkeys(findings), key=lambda one: (one.location.line, one.code, one.message))),
    )


def _unread(path: str, data: bytes, markdown: str, findings: list[Finding]) -> Document:
    """A document that is too large to be read: one section of prose."""
    whole = Location(path, 1, max(1, len(_LINE_END.sub("\n", markdown).rstrip().split("\n"))))
    message = (
        f"The file has {len(data):,} bytes, more than {LARGEST:,}, and is kept as prose."
        " Divide it, or move it elsewhere."
    )
    findings.append(finding("large-document", message, whole))
    sections = (Section(None, 0, SectionRole.OTHER, Text(markdown), whole),)
    digest = hashlib.sha256(data).hexdigest()
    names = _names(path, None, ())
    return Document(path, document_slug(path), markdown, digest, None, names, (), sections, tuple(findings))


def _names(path: str, permalink: str | None, redirects: tuple[str, ...]) -> tuple[str, ...]:
    """What else the document is found by: its path, its file's stem, old permalinks."""
    slug = document_slug(path)
    folder, _, name = path.rpartition("/")
    stem = slugify(name.rpartition(".")[0]) if folder else slug
    names = [slug, stem]
    if redirects:
        names += [document_slug(path, old) for old in redirects]
    if permalink:
        names.append(permalink)
    return tuple(dict.fromkeys(filter(None, names)))


def _decode(path: str, data: bytes, findings: list[Finding]) -> str:
    for mark, encoding in _MARKS if data[:1] >= b"\xef" else ():
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                break
            if encoding == "utf-16":
                message = "The file is UTF-16; it was read as such. Save it as UTF-8."
                findings.append(finding("encoding", message, Location(path, 1, 1)))
            return text.replace("\0", "\ufffd")
    try:
        return data.decode().replace("\0", "\ufffd")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = (
            f"The file is no UTF-8 (byte 0x{data[error.start]:02x}); it was read as Windows-1252. Save it as UTF-8."
        )
        findings.append(finding("encoding", message, Location(path, line, line)))
        return data.decode("cp1252", errors="replace").replace("\0", "\ufffd")
