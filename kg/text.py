"""A text from a document, rendered as HTML and as plain words."""

import re

import nh3
import pyromark

from kg.model import Text

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH | pyromark.Options.ENABLE_TASKLISTS
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SILENT = re.compile(r"<(style|script|iframe)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|blockquote|tr|div|pre|table)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")
_PLAIN = re.compile(r"[^\W\d_][\w ,()%?’“”–—]*\.?")


def to_html(text: Text) -> str:
    """Sanitised HTML (CommonMark with tables and strikethrough), safe to show in a page."""
    return nh3.clean(_render(text))


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
        return pyromark.html(text.markdown, options=OPTIONS)
    known = {" ".join(label.casefold().split()): (url, title) for label, url, title in text.definitions}
    return pyromark.html(
        text.markdown,
        options=OPTIONS,
        broken_link_callback=lambda link: known.get(" ".join(link["reference"].casefold().split())),
    )


def _unescape(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text
