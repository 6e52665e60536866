"""Documents that strain a reader: each kind by its name, with what makes a text of about so many characters."""

from collections.abc import Callable
from itertools import count

Make = Callable[[int], str]


def _repeated(piece: str, head: str = "", tail: str = "") -> Make:
    return lambda size: head + piece * max(1, (size - len(head) - len(tail)) // len(piece)) + tail


def _numbered(piece: str, head: str = "", tail: str = "") -> Make:
    """`piece` with ascending numbers in place of `#`."""

    def make(size: int) -> str:
        parts = [head]
        left = size - len(head) - len(tail)
        for number in count():
            part = piece.replace("#", str(number))
            left -= len(part)
            if left < 0:
                return "".join((*parts, tail))
            parts.append(part)
        raise AssertionError

    return make


def _stairs(mark: str, blank: str) -> Make:
    """Lines of which each stands a step deeper than the one before."""

    def make(size: int) -> str:
        depth = int((2 * size / len(mark or blank)) ** 0.5)
        return "".join(f"{blank * step}{mark}a\n" for step in range(depth))

    return make


def _laughs(size: int) -> str:
    """Front matter of which each value holds the one before ten times."""
    lines = ["a0: &a0 ha"]
    length = 0
    for number in count(1):
        line = f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]"
        length += len(line) + 1
        if length > size:
            break
        lines.append(line)
    return "---\n" + "\n".join(lines) + "\nstatus: *a9\n---\n# Laughs\n\n## Decision\nWe laugh.\n"


def _table(size: int) -> str:
    columns = size // 8
    return f"{'|a' * columns}\n{'|--' * columns}\n{'|b' * columns}\n"


def _options(size: int) -> str:
    """A record with as many options as fit, each named in a list and told of under a heading, and one chosen."""
    number = size // 66
    listed = "".join(f"* Option {n:06}\n" for n in range(number))
    detailed = "".join(f"### Option {n:06}x\n\n* Good, because {n}\n\n" for n in range(number))
    return (
        f"# A\n\n## Considered Options\n\n{listed}\n## Decision Outcome\n\nChosen option: the last one, because.\n\n"
        f"## Pros and Cons of the Options\n\n{detailed}"
    )


_RECORD = "# A\n\n## Context\n\nIt is so.\n\n## Considered Options\n\n* Red\n* Blue\n\n## Decision Outcome\n\n"

_entries = _numbered("# A#\n\n## Statement\n\na\n\n## Rationale\n\nb\n\n")
_keys = _numbered("a#: b\n")

KINDS: dict[str, Make] = {
    "quotes in one line": _repeated("> ", tail="a\n"),
    "quotes, a level a line": _stairs("> ", "> "),
    "lists in one line": _repeated("- ", tail="a\n"),
    "lists, a level a line": _stairs("- ", "  "),
    "unclosed emphasis": _repeated("*a **b _c __d "),
    "unclosed brackets": _repeated("["),
    "unclosed links": _repeated("[a]("),
    "unclosed pictures": _repeated("![a"),
    "unclosed code": _repeated("a `b ``c "),
    "unclosed tags": _repeated("<a "),
    "unclosed anchors": _repeated('<a href="b'),
    "unclosed comments": _repeated("<!-- a "),
    "unclosed comments, a line each": _repeated("<!-- a\n\n"),
    "anchors in a block": _numbered('<a href="https://example.org/#">a</a>\n', "<div>\n"),
    "anchors in a paragraph": _numbered('<a href="https://example.org/#">a</a> ', "a "),
    "open anchors in a block": _numbered('<a href="#">\n', "<div>\n"),
    "a table of many rows": _repeated("| a | b |\n", "| c | d |\n| --- | --- |\n"),
    "a table of many columns": _table,
    "a table of options": _numbered("| # | An option # | yes |\n", "# A\n\n## Options\n\n| a | b | c |\n|--|--|--|\n"),
    "links in one line": _numbered("[a](b#.md) "),
    "links in a list": _numbered("* [a](https://example.org/#)\n", "## References\n\n"),
    "links to one place": _repeated("[a](b.md)"),
    "links in a status": _numbered("superseded by [a](b#.md) ", "# A\n\n## Status\n\n"),
    "bare URLs": _numbered("https://example.org/# "),
    "one URL": _repeated("a", "https://example.org/"),
    "URLs without an end": _repeated("https://", "https://"),
    "one line of words": _repeated("word "),
    "one line of a word": _repeated("a"),
    "blank lines": _repeated("\n", tail="a"),
    "blanks": _repeated(" ", "a", "a"),
    "rules": _repeated("---\n"),
    "rules under a blank": _repeated("---\n", "\n"),
    "underlines": _repeated("a\n===\n"),
    "front matter without an end": _numbered("a#: b\n", "---\n"),
    "front matter": _numbered("a#: b\n", "---\n", "---\n# A\n"),
    "front matter that is invalid": _numbered("a#:b\n", "---\n", "---\n# A\n"),
    "front matter, invalid at its end": _numbered("a#: b\n", "---\n", "a: [\n---\n# A\n"),
    "front matter of blanks": _repeated(" ", "---\na: b", "c\n---\n# A\n"),
    "front matter of brackets": _repeated("[", "---\na: ", "\n---\n# A\n"),
    "anchors and aliases": _numbered("a#: &a# b\nc#: *a#\n", "---\n", "---\n# A\n"),
    "aliases of aliases": _laughs,
    "a status of aliases": _repeated("*a, ", "---\na: &a [b, c, d, e, f, g, h, i, j, k]\nstatus: [", "b]\n---\n# A\n"),
    "keywords": _numbered("a#, ", "---\nkeywords: ", "b\n---\n# A\n"),
    "headings": _numbered("# A#\n"),
    "headings of sections": _repeated("## Context\n\na\n\n## Decision\n\nb\n\n"),
    "headings of one role": _repeated("## Context\n\na\n\n"),
    "headings of entries": _entries,
    "headings of one entry's name": _repeated("# A\n\n## Statement\n\na\n\n## Rationale\n\nb\n\n"),
    "headings of choices": _numbered("## Choice A#\n\na\n\n", tail="## Justification Of The Choices Made\n\na\n"),
    "headings ever deeper": _repeated("# a\n## b\n### c\n#### d\n##### e\n###### f\n"),
    "bold headings": _repeated("**Rationale:** a\n\n"),
    "bold words": _repeated("**a** "),
    "bold lines": _repeated("**Rationale**\n"),
    "changelogs": _repeated("## Changelog\n\na\n\n", "## Status\n\naccepted\n\n"),
    "statuses": _repeated("## Status\n\naccepted\n\n"),
    "options": _options,
    "options in a list": _numbered("* Option # - a\n", "# A\n\n## Considered Options\n\n"),
    "options under headings": _numbered("### Option #a\n\na\n\n", "# A\n\n## Considered Options\n\n"),
    "options in one item": _numbered("  * Good, because #\n", "# A\n\n## Considered Options\n\n* Red\n"),
    "options of long names": _repeated("a ", "# A\n\n## Considered Options\n\n* ", "\n* b\n"),
    "a long status": _repeated("accepted, ", "# A\n\n## Status\n\n"),
    "a status of many lines": _repeated("accepted\n\n", "# A\n\n## Status\n\n"),
    "a status in a line": _repeated("accepted ", "# A\n\n* Status: "),
    "lines of values": _repeated("* Status: accepted\n", "# A\n\n"),
    "people": _numbered("A# B, ", "# A\n\n* Status: accepted\n* Deciders: "),
    "people in lines": _numbered("  * A# B\n", "# A\n\n* Status: accepted\n* Deciders:\n"),
    "a chosen option": _repeated("Red and ", f"{_RECORD}Chosen option: “", "Blue”, because.\n"),
    "a chosen option in quotes": _repeated('"', f'{_RECORD}Chosen option: "Red', "Blue.\n"),
    "chosen options": _repeated("Chosen option: , ", _RECORD),
    "chosen options of many lines": _repeated("Chosen option:\n\n", _RECORD),
    "a decision of many sentences": _repeated("We chose it. ", _RECORD),
    "a decision of one sentence": _repeated("we chose red because ", _RECORD),
    "reference definitions": _numbered("[a#]: https://example.org/#\n"),
    "reference definitions in use": _numbered("[a#]: https://example.org/#\n\n## B#\n\n[a#]\n\n"),
    "options with definitions": _numbered("* [a#]\n[a#]: b#\n", "# A\n\n## Decision Drivers\n\n"),
    "undefined references": _numbered("[a#][b#] "),
    "footnotes": _numbered("a[^#]\n\n[^#]: b\n\n"),
    "formatting left open": _repeated("<p>a</p>", "<div>" + "".join(f"<b id={n}>" for n in range(9)) + "</div>"),
    "open anchors in a paragraph": _repeated("<a href=b>", "a "),
    "unclosed tags in an anchor": _repeated("<", "<div>\n<a href=b>"),
    "addresses of other schemes": _repeated("ftp://b\n\n"),
    "URLs of brackets": _repeated("https://a.org/" + ")" * 1900 + " "),
    "bold words before blanks": _repeated(" ", "**a", "b"),
    "front matter without a colon": _repeated(" ", "---\nab", "c\n---\n# A\n"),
    "front matter in one line": _repeated("- ", "---\n", "a\n---\n# A\n"),
    "links of aliases": lambda size: _laughs(size).replace("status: *a9", "related: *a5"),
    "decisions of commas": _repeated("## Decision\n\n" + "," * 3900 + "a\n\n", _RECORD),
    "a heading of numbers": _repeated("1.", "# a "),
    "people far apart": _repeated(" ", "# A\n\n## Status\n\naccepted\n\n## Deciders\n\na", "b\n"),
    "sections of options": _numbered("## Options\n\n* A#\n\n"),
    "an option of quotes": _repeated('"', "# A\n\n## Options\n\n* a", "b\n* c\n"),
    "an option of underscores": _repeated("_", "# A\n\n## Options\n\n* a", "b\n* c\n"),
    "an option of marks": _repeated("- (", "# A\n\n## Options\n\n* a", ")\n* c\n"),
    "an option of many lines": _repeated("a\n", "# A\n\n## Options\n\n* a\n", "\n* c\n"),
    "an option of dashes": _repeated("( - a ", "# A\n\n## Options\n\n* a", "\n* c\n"),
    "superseding lines": _repeated("* Supersedes: [](" + "a" * 960 + "\n", "# A\n\n"),
    "superseding links": _numbered("* Supersedes: [a](b#.md)\n", "# A\n\n"),
    "values before entries": lambda size: "* Status: accepted\n" * (size // 40) + _entries(size // 2),
    "front matter before entries": lambda size: f"---\n{_keys(size // 2)}---\n{_entries(size // 2)}",
    "a key before blanks": _repeated(" ", "# A\n\n* Status", "a: b\n"),
    "list items that head parts": _numbered("* **Rationale:** #\n", "# A\n\n"),
    "rows that head parts": _repeated("| **Rationale** | a |\n", "| | |\n|--|--|\n"),
    "sources": _numbered("Source: A# B\n"),
    "sources in one line": _repeated("Source: "),
    "backslashes": _repeated("\\"),
    "entities": _repeated("&amp;lt;"),
    "angles": _repeated("<"),
    "colons": _repeated(":"),
    "placeholders": _repeated("{a} ", "## Context\n\n"),
    "brackets": _repeated("[a] ", "## Context\n\n"),
    "emphasis": _repeated("*a* ", "## Context\n\n"),
    "stars": _repeated("*"),
    "a long heading": _repeated("a ", "# "),
    "carriage returns": _repeated("a\r\n"),
    "combining dots": _repeated("İ"),
    "zeros": _repeated("\0"),
}
