"""A folder of Markdown, of RDF or of both is the database."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg import configuration, parallel, sidebar
from kg.catalogue import Catalogue
from kg.configuration import CatalogueSettings, ThemeSettings
from kg.errors import FolderError
from kg.finding import finding
from kg.known import Known
from kg.model import Document, Finding, Location
from kg.rdf import reading
from kg.reading import document, templates
from kg.reading.templates import Templates

if TYPE_CHECKING:
    from kg.rdf.reading.folder import Stated

SUFFIXES = (".md", ".markdown")
_MOST = 1 << 16  # bytes of a file that are read at once
_BINARY = getattr(os, "O_BINARY", 0)
_PASSED_OVER = {"node_modules", "__pycache__"}

Progress = Callable[[int, int], None]


def shipped() -> Path:
    """The folder of the catalogue that ships."""
    package = Path(__file__).resolve().parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent / "principles"


def load(folder: Path | str, progress: Progress | None = None, known: Known | None = None) -> Catalogue:
    """The catalogue of a folder; `progress` is told how many documents of how many were read.

    What is `known` from an earlier loading of the same folder is not read again, and what was read is known after it.

    Raises `FolderError` where there is nothing to read, `SettingsError` for a bad `catalogue.toml`. What can't be
    read of single files is a finding.
    """
    root = Path(folder)
    if not root.exists():
        raise FolderError(f"There is no folder {root}. Name a folder that holds documents, as Markdown or RDF.")
    if not root.is_dir():
        raise FolderError(f"{root} is no folder. Name the folder that holds it.")
    if not os.access(root, os.R_OK | os.X_OK):
        raise FolderError(f"The folder {root} may not be read. Give yourself leave to read it.")
    findings: list[Finding] = []
    files, others = _files(root, findings)
    graphs = [path for path in others if path.endswith(reading.SUFFIXES)]
    if not files and not graphs and not findings:
        raise FolderError(
            f"The folder {root} holds no Markdown documents ({', '.join(SUFFIXES)}) and no RDF"
            f" ({', '.join(reading.SUFFIXES)}). Name another."
        )
    settings, toml, stated = _settings(root, others)
    with uncollected():
        documents = _documents(root, files, settings, findings, progress, known or Known())
        if not graphs:
            return Catalogue(documents, settings, findings, others=others, toml=toml)
        graph = _graph(root, graphs, settings, documents, findings)
        settings = msgspec.structs.replace(
            settings, **{name: value for name, value in graph.settings.items() if name not in stated}
        )
        documents += graph.documents
        return Catalogue(
            documents, settings, findings, others={*others, *graph.others}, toml=toml, graphs=graph.digests
        )


def _documents(
    root: Path,
    files: list[str],
    settings: CatalogueSettings,
    findings: list[Finding],
    progress: Progress | None,
    known: Known,
) -> list[Document]:
    """The documents at some paths, in order; those that can't be read are findings."""
    documents = list(known.unchanged(files, settings, partial(_content, str(root))))
    same = {document.path for document in documents}
    by = templates.of(settings) if settings.families or settings.headings else templates.shipped()
    unread = [path for path in files if path not in same]
    for result in parallel.each(partial(_read, str(root), by), unread, progress):
        if isinstance(result, Document):
            documents.append(result)
        else:
            findings.append(result)
    known.keep(documents, settings)
    return sorted(documents, key=lambda document: document.path)


def _graph(
    root: Path, paths: list[str], settings: CatalogueSettings, documents: list[Document], findings: list[Finding]
) -> Stated:
    """What the files of RDF state."""
    from kg.rdf.reading import folder  # Oxigraph is loaded only for them

    contents: list[tuple[str, bytes]] = []
    for path in paths:
        content = _graph_content(str(root), path)
        if isinstance(content, bytes):
            contents.append((path, content))
        else:
            findings.append(content)
    stated = folder.read(contents, settings.base, documents)
    findings += stated.findings
    return stated


def _graph_content(root: str, path: str) -> bytes | Finding:
    try:
        size = (Path(root) / path).stat().st_size
    except OSError as error:
        return _unreadable(path, error)
    if size > reading.LARGEST:
        message = (
            f"The file has {size:,} bytes, more than {reading.LARGEST:,}, and is passed over. Divide it, or move it"
            " elsewhere."
        )
        return finding("large-graph", message, Location(path, 1, 1))
    return _content(root, path)


@contextmanager
def uncollected() -> Iterator[None]:
    """Reading makes many objects and no garbage in circles: the collector would look through all of them in vain."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _settings(root: Path, others: list[str]) -> tuple[CatalogueSettings, str | None, frozenset[str]]:
    """The settings, the text of the `catalogue.toml` where it lies in this very folder, and what is stated so."""
    path = configuration.find(root.resolve())
    settings, stated = configuration.stated(path) if path is not None else (CatalogueSettings(), frozenset[str]())
    if settings.themes:
        # A file further up may name pages that lie beside this folder.
        return settings, _text(path) if path is not None and path.parent == root.resolve() else None, stated
    found: list[ThemeSettings] = []
    for name in others:
        if "/_data/sidebars/" in f"/{name}" and name.endswith((".yml", ".yaml")):
            found += sidebar.themes(_text(root / name) or "")
    if found:
        stated |= {"themes"}
    return msgspec.structs.replace(settings, themes=tuple(found)), None, stated


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _files(root: Path, findings: list[Finding]) -> tuple[list[str], list[str]]:
    """The paths of the documents and of the other files, POSIX and relative, in order."""
    home = os.path.realpath(root)
    files: list[str] = []
    others: list[str] = []
    for path, entry in _walk(root, "", findings):
        if entry.is_symlink() and not _inside(entry.path, home):
            message = (
                "This link leads out of the folder and was not followed."
                " Put a copy of what it leads to in its place, or take it away."
            )
            findings.append(finding("outside-link", message, Location(path, 0, 0)))
        elif path.endswith(SUFFIXES) and (entry.is_file() or entry.is_symlink()):
            files.append(path)
        else:
            others.append(path)
    return sorted(files), sorted(others)


def _inside(path: str, home: str) -> bool:
    return os.path.commonpath((os.path.realpath(path), home)) == home


def _walk(root: Path, prefix: str, findings: list[Finding]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        with os.scandir(root) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        findings.append(_unreadable(prefix.rstrip("/") or ".", error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _PASSED_OVER:
            continue
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), path + "/", findings)
        elif entry.is_symlink() or entry.is_file():
            yield path, entry


def _read(root: str, by: Templates, paths: Sequence[str]) -> list[Document | Finding]:
    """The documents at some paths, in order; a finding stands for a file that can't be read."""
    contents = [_content(root, path) for path in paths]
    readable = [(path, data) for path, data in zip(paths, contents, strict=True) if isinstance(data, bytes)]
    read = iter(document.read_all(readable, by))
    return [next(read) if isinstance(data, bytes) else data for data in contents]


def _content(root: str, path: str) -> bytes | Finding:
    try:
        # Plain calls: a file object costs as much as the reading.
        file = os.open(f"{root}/{path}", os.O_RDONLY | _BINARY)
        try:
            return b"".join(iter(partial(os.read, file, _MOST), b""))
        finally:
            os.close(file)
    except OSError as error:
        return _unreadable(path, error)


def _unreadable(path: str, error: OSError) -> Finding:
    reason = error.strerror or type(error).__name__
    message = f"It can't be read: {reason}. Mend it, or take it away; the other documents are served."
    return finding("unreadable-file", message, Location(path, 0, 0))
