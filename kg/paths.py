"""Where links between documents lead: by path, permalink, old permalink and file name."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from urllib.parse import unquote

from kg.identity import GENERIC_STEMS, document_slug, slugify
from kg.model import Document, Link, Principle

# `https:`, `mailto:`, and `//host/path`.
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
# What stands before a path in a template language: `{{ site.baseurl }}/page.html`.
_VARIABLE = re.compile(r"\{\{[^{}]*\}\}/*")
_SUFFIX = re.compile(r"\.(?:html?|md|markdown)$", re.IGNORECASE)
# A site's own address and the way to a folder inside a repository are not longer.
_PREFIXES = 8


class Paths:
    """Finds the document that a link means: at its path first, then by a name that one document alone bears.

    `others` are the paths in the folder that are no documents. A link to one of them, or to a folder without a
    README, means no document, even where one bears its name.
    """

    def __init__(self, documents: Sequence[Document], others: Collection[str] = ()) -> None:
        self.by_path = {document.path: document for document in documents}
        self._documents, self._others = documents, others
        self._pages: dict[str, Document] = {}
        self._entries: dict[str, dict[str, Principle]] = {}
        for document in documents:
            page = _SUFFIX.sub("", document.path)
            self._pages.setdefault(page, document)
            folder, _, stem = page.rpartition("/")
            if stem.casefold() in GENERIC_STEMS:
                self._pages.setdefault(f"{folder}/", document)

    def find(self, link: Link) -> Document | None:
        """The document that a link leads to; None where it leads to none."""
        target = _target(link.href)
        if not target:
            return self.by_path.get(link.location.path) if target == "" else None
        path = _resolved(target, link.location.path)
        if target == "/":
            return self._pages.get("/") or self._home
        for candidate in _candidates(target, path):
            found = self._at(candidate)
            if found is not None or self._is_other(candidate):
                return found
        return self._called(target, path)

    @cached_property
    def _home(self) -> Document | None:
        """The front page of a site: the one index that lies in the outermost folder of all that have one."""
        pages = sorted((path.count("/"), path) for path in self.by_path if _name(path) == "index")
        alone = len(pages) == 1 or (len(pages) > 1 and pages[0][0] < pages[1][0])
        return self.by_path[pages[0][1]] if alone else None

    def is_other(self, link: Link) -> bool:
        """True for a link to a file or folder that is there but is no document."""
        target = _target(link.href)
        return bool(target) and self._is_other(_resolved(target or "", link.location.path))

    def entry(self, document: Document, href: str) -> Principle | None:
        """The entry of a document that a link to it means: its only one, or the one that the fragment names."""
        if len(document.principles) == 1:
            return document.principles[0]
        fragment = unquote(href.partition("#")[2])
        if not fragment or not document.principles:
            return None
        known = self._entries.get(document.path)
        if known is None:
            known = self._entries[document.path] = _by_fragment(document)
        return known.get(fragment) or known.get(f"#{slugify(fragment)}")

    def file(self, link: Link) -> str | None:
        """The path of the file or folder that a link leads to, where it is there but no document."""
        target = _target(link.href)
        candidates = _candidates(target, _resolved(target, link.location.path)) if target and target != "/" else ()
        for candidate in candidates:
            if self._at(candidate) is not None:
                return None
            if self._is_other(candidate):
                return candidate.rstrip("/")
        return None

    def _at(self, path: str) -> Document | None:
        """The document at a path, with or without suffix, or that stands for the folder there."""
        if path.endswith("/"):
            return self._pages.get(path) or self._pages.get(path[:-1])
        page = _SUFFIX.sub("", path)
        found = self.by_path.get(path) or self._pages.get(page) or self._pages.get(f"{path}/")
        if found is None and page.casefold().endswith("index"):
            found = self._pages.get(f"{page.rpartition('/')[0]}/") if _name(page) == "index" else None
        return found

    def _is_other(self, path: str) -> bool:
        return path.rstrip("/") in self._present

    @cached_property
    def _present(self) -> set[str]:
        """What is in the folder beside documents: other files, and folders."""
        present = set(self._others)
        for path in (*self._others, *self.by_path):
            folder = path.rpartition("/")[0]
            while folder and folder not in present:
                present.add(folder)
                folder = folder.rpartition("/")[0]
        return present

    def _called(self, target: str, path: str) -> Document | None:
        """The document that alone bears the name; not for a way through folders, which leads where it says."""
        if "/" in target.strip("/") and not target.startswith("/"):
            return None
        written, page = _SUFFIX.sub("", target.strip("/")), _SUFFIX.sub("", path.rstrip("/"))
        if not slugify(written):
            return None
        names = (
            document_slug(written, written),
            document_slug(page, page),
            document_slug(f"{page}.md"),
            slugify(_name(written)),
        )
        return next((self._names[name] for name in names if name in self._names and name not in GENERIC_STEMS), None)

    @cached_property
    def _names(self) -> dict[str, Document]:
        """Slugs, and further names, that one document alone bears; slugs of documents with entries go first."""
        names: dict[str, Document] = {}
        for rank in (
            ((document.slug, document) for document in self._documents if document.principles),
            ((document.slug, document) for document in self._documents),
            ((name, document) for document in self._documents for name in document.names),
        ):
            names = _alone(rank) | names
        return names


def _by_fragment(document: Document) -> dict[str, Principle]:
    """The entries of a document by slug, and after a `#` by heading and by the end of the slug."""
    found: dict[str, Principle] = {}
    for entry in document.principles:
        heading = slugify(entry.location.heading or entry.title)
        for name in (heading, entry.slug.rsplit("/", 1)[-1]):
            if name:
                found.setdefault(f"#{name}", entry)
    return {entry.slug: entry for entry in reversed(document.principles)} | found


def _target(href: str) -> str | None:
    """The path that a link names, empty for a place in the same document; None for what lies on other hosts."""
    href = href.strip()
    if href.startswith("{{"):
        href = _VARIABLE.sub("/", href, count=1)
    if _ELSEWHERE.match(href):
        return None
    target = href.partition("#")[0].partition("?")[0]
    return unquote(target).replace("\\", "/") if "%" in target or "\\" in target else target


def _resolved(target: str, source: str) -> str:
    """A path from the root of the folder; a slash at its end where the link has one."""
    folder = source.rpartition("/")[0]
    path = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
    if not path.startswith(".") and "/." not in path and "//" not in path and path:
        return path
    slash = not path or path.endswith(("/", "/.", "/..")) or path in (".", "..")
    normal = posixpath.normpath(path)
    return ("" if normal == "." else normal) + "/" * slash


def _candidates(target: str, path: str) -> Iterator[str]:
    """The path; for a site's address also less its first parts, which may be those of the site."""
    yield path
    if target.startswith("/"):
        yield from _shorter(path)


def _shorter(path: str) -> Iterator[str]:
    """The path less its first part, less its first two, and so on; never a bare README, which any folder may have."""
    for _ in range(_PREFIXES):
        path = path.partition("/")[2]
        if not path or _is_bare(path):
            return
        yield path


def _is_bare(path: str) -> bool:
    """True for a README or index without a folder."""
    return "/" not in path and _name(path) in GENERIC_STEMS


def _name(path: str) -> str:
    """The last part of a path in lower case, without suffix."""
    return _SUFFIX.sub("", path.rstrip("/").rpartition("/")[2]).casefold()


def _alone(pairs: Iterable[tuple[str, Document]]) -> dict[str, Document]:
    owners: dict[str, dict[str, Document]] = defaultdict(dict)
    for name, document in pairs:
        owners[name][document.path] = document
    return {name: next(iter(found.values())) for name, found in owners.items() if len(found) == 1}
