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
_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]*>")
_TYPE = re.compile(rf"(?<=\w){_TAG.pattern}")
_HTML = re.compile(
    r"a|abbr|acronym|address|article|aside|audio|b|bdi|bdo|big|blockquote|body|br|button|canvas|"
    r"caption|center|cite|code|col|colgroup|data|dd|del|details|dfn|dialog|dir|div|dl|dt|em|"
    r"embed|fieldset|figcaption|figure|font|footer|form|frame|h1|h2|h3|h4|h5|h6|head|header|hr|"
    r"html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|math|menu|meta|meter|"
    r"nav|nobr|noscript|object|ol|optgroup|option|output|p|param|picture|pre|progress|q|rp|rt|"
    r"ruby|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|"
    r"table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_EMPTY = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# An HTML parser opens these anew in each block that follows, where they were left open.
_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_DEEPEST = 256  # elements in one another
_MOST_FORMATTING = 10  # of these
_PLAIN = re.compile(r"[^\W\d_][\w ,()%?’“”–—]*\.?")


def is_type(tag: str) -> bool:
    """True for what looks like a tag but is the parameter of a type, where it follows a word: `<T>` of `Vec<T>`."""
    return _TAG.fullmatch(tag) is not None and _HTML.fullmatch(tag, 1, len(tag) - 1) is None


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
    html = _parsed(text)
    if "<" in text.markdown and _TYPE.search(text.markdown):
        html = _TYPE.sub(lambda match: escape(match[0]) if is_type(match[0]) else match[0], html)
    return _shown(html, text.markdown)


def _parsed(text: Text) -> str:
    if not text.definitions:
        return pyromark.html(text.markdown, options=OPTIONS)
    known = _known(text.definitions)
    return pyromark.html(
        text.markdown,
        options=OPTIONS,
        broken_link_callback=lambda link: known.get(" ".join(link["reference"].casefold().split())),
    )


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
