"""A text from a document, rendered as HTML and as plain words."""

import re
from collections.abc import Callable
from html import escape

import nh3
import pyromark

from kg.model import Text

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH | pyromark.Options.ENABLE_TASKLISTS
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SILENT = re.compile(r"<(style|script|iframe)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|blockquote|tr|div|pre|table)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_EMPTY = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# An HTML parser opens these anew in each block that follows, where they were left open.
_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_DEEPEST = 256  # elements in one another
_MOST_FORMATTING = 10  # of these
_PLAIN = re.compile(r"[^\W\d_][\w ,()%?’“”–—]*\.?")


def to_html(text: Text, attributes: Callable[[str, str, str], str | None] | None = None) -> str:
    """Sanitised HTML (CommonMark with tables and strikethrough), safe to show in a page.

    `attributes` is given element, attribute and value of each that is left, and gives another value, or None for none.
    """
    return nh3.clean(_render(text), attribute_filter=attributes)


def to_plain(text: Text) -> str:
    """The words alone: a line a block, without markup, pictures, comments and embedded players."""
    if _PLAIN.fullmatch(text.markdown) and "\n" not in text.markdown.strip():
        return " ".join(text.markdown.split())
    html = _SILENT.sub(" ", _COMMENT.sub(" ", _render(text)))
    # The ends stay where they are: a parser moves what stands in a table that doesn't end.
    html = _CELL_END.sub(r"\g<0> ", _BLOCK_END.sub("\\g<0>\n", html.replace("\n", " ")))
    words = _unescape(nh3.clean(html, tags=set(), link_rel=None))
    lines = (_BLANKS.sub(" ", line).strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _render(text: Text) -> str:
    if not text.definitions:
        return _shown(pyromark.html(text.markdown, options=OPTIONS), text.markdown)
    known = _known(text.definitions)
    html = pyromark.html(
        text.markdown,
        options=OPTIONS,
        broken_link_callback=lambda link: known.get(" ".join(link["reference"].casefold().split())),
    )
    return _shown(html, text.markdown)


_Definitions = tuple[tuple[str, str, str], ...]
_Known = dict[str, tuple[str, str]]
_last: tuple[_Definitions, _Known] = ((), {})


def _known(definitions: _Definitions) -> _Known:
    """What each label leads to; remembered for the next text, which most often is of the same document."""
    global _last
    last = _last  # another thread may set it at any time
    if last[0] is not definitions:
        labels = {" ".join(label.casefold().split()): (url, title) for label, url, title in definitions}
        _last = last = (definitions, labels)
    return last[1]


def _shown(html: str, markdown: str) -> str:
    return f"<pre>{escape(markdown)}</pre>" if is_deep(html) else html


def is_deep(html: str) -> bool:
    """True where elements stand so deep in others that a sanitiser takes hours: such a text is shown as written."""
    if html.count("<") <= _DEEPEST:
        return False
    within: dict[str, int] = {}
    depth = formatting = 0
    for end, name in _ELEMENT.findall(html.lower()):
        count = within.get(name, 0)
        if name in _EMPTY or (end and not count):
            continue
        step = -1 if end else 1
        within[name] = count + step
        depth += step
        if name in _FORMATTING:
            formatting += step
        if depth > _DEEPEST or formatting > _MOST_FORMATTING:
            return True
    return False


def _unescape(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text
