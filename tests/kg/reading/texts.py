"""Documents that Hypothesis makes: written from nothing, and real ones that are damaged."""

from pathlib import Path

from hypothesis import strategies as st

HEADINGS = (
    "Context", "Context and Problem Statement", "Decision", "Decision Outcome", "Considered Options", "Consequences",
    "Pros and Cons of the Options", "Option 1: Red", "Blue", "Status", "Rationale", "Statement", "Implications",
    "Name", "Decision Drivers", "More Information", "References", "Changelog", "Deciders", "Date", "Assumptions",
    "Positions", "The Other Alternatives That Were Not Chosen", "Justification Of The Choices Made", "Choice Red",
    "Choice Green", "Further Reading", "Positive Consequences", "Pros", "Cons", "Abstract", "Summary", "Motivation",
    "Principle X", "Besluit", "Stelling", "Implicaties", "Overwogen opties", "Entscheidung", "Kontext",
    "Betrachtete Optionen", "Décision", "Contexte", "Options envisagées", "Decisión", "Contexto", "Karar", "Bağlam",
    "Gerekçe", "DURUM İ", "Links <!-- optional -->", "*Context*", "**Decision**", "Context:", "ADR 5: Use Red",
    "[Red](b.md)", "`Red`", "", "A &amp; B", "Use <b>Red</b>", "1. Context", "Red\\_blue",
)  # fmt: skip
WORDS = (
    "red", "Blue", "because", "we chose red", "accepted", "superseded by [a](b.md)", "Rejected", "2020-01-02", "TBD",
    "Lorem ipsum", "{proposed | rejected}", "a.", "not", "İstanbul", "\u00a0", "\u200b", "\ufeff", "e\u0301", "🏆",
    "&amp;", "&nbsp;", "\\*", "\\[", "*", "**", "_", "`", "``", "~~", "<", ">", "|", "(", ")", "[", "]", "!", "\"",
    "“", "”", ":", " - ", "Chosen option: \"red\", because it is.", "Good, because fast", "Bad, because slow",
    "**Rationale:** it is", "**Bold**", "__Decision__:", "*Status*: accepted", "Source: E. Evans, Book", "Source:",
    "[a](https://example.org/)", "[a](http://www.example.org/x?utm_source=y#z)", "[a](<b c.md>)", "[a][b]", "[b]",
    "[c][]", "[a]()", "[a](#)", "[a] (https://example.org)", "[`x`](y.md)", "![a](b.png)", "[![a](b.png)](c.md)",
    "<https://example.org/q>", "https://example.org/r.", "(https://example.org/s(t))", "https://[::1",
    "[a](https://exa mple)", "[a](//x.org/y)", "<a href=\"https://example.org/u\">u</a>", "<a href='v.html'>", "<br>",
    "<!-- ## Context -->", "<!--", "-->", "[^1]", "[a](https://xn--a/)", "[a](https://a..b/)", "[x\\]y](z.md)",
    "[a](b.md \"title\")", "[a](../c/README.md)", "$", "#", "    ", "\t", "  ", "\\", "\0", "\x0b", "\x0c", "\x1c",
    "\x85", "\u2028", "[a](\x01//[b)", "[x] ", "Supersedes ADR 3", "* Date: 2021-02-30",
)  # fmt: skip
_STARTS = (
    "", "", "* ", "- ", "+ ", "1. ", "2) ", "> ", ">> ", "  * ", "    ", "   ", "| ", "# ", "## ", "* [ ] ", "* [x] ",
    "\t",
)  # fmt: skip
_KEYS = (
    "title", "status", "date", "keywords", "tags", "summary", "permalink", "related", "deciders", "superseded-by",
    "x y",
)  # fmt: skip
_VALUES = (
    "", "Red", "RED", "'a b'", "\"a\"", "accepted", "{ accepted }", "[a, b]", "1.10", "true", "2020-01-02", "a: b",
    "a #b", "|", ">", "\n  - a\n  - text: A\n    href: b.md", "&a b", "*a", "https://example.org", "[a](b.md)",
    "superseded by [a](b.md)", "x.html", "~",
)  # fmt: skip

_text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join) | st.text(max_size=12)
_line = st.builds("{}{}".format, st.sampled_from(_STARTS), _text)
_heading = st.sampled_from(HEADINGS)
_block = st.one_of(
    st.builds("{} {}".format, st.sampled_from(("#", "##", "###", "##  ", "####", "#######")), _heading),
    st.builds("{}\n{}".format, _heading, st.sampled_from(("===", "---", "-", "=  "))),
    st.builds("**{}:** {}".format, _heading, _text),
    st.builds("**{}**\n{}".format, _heading, _text),
    st.builds("* **{}**: {}".format, _heading, _text),
    st.lists(_line, min_size=1, max_size=6).map("\n".join),
    st.builds("| {} | {} |\n|---|---|\n| {} | {} |\n| **Status** | accepted |".format, _heading, _text, _text, _text),
    st.builds("* {}\n  * Good, because {}\n\n  {}\n* {}".format, _text, _text, _text, _text),
    st.builds("```\n{}\n{}".format, _text, st.sampled_from(("```", "", "~~~"))),
    st.builds("[b]: {}".format, st.sampled_from(("https://example.org/d", "e.md 't'", "\n  https://x.org/f", "<>"))),
    st.builds("* {}: {}".format, st.sampled_from(("Status", "Date", "Deciders", "Supersedes")), _text),
    st.builds("<div>\n{}\n</div>".format, _text),
    st.sampled_from(("---", "***", "", "\n\n", "<!--\n## Decision\n-->", "<!--", ":::note", "{% include x %}")),
    st.sampled_from(("<style>a{}</style>", "<script>a</script>")),
)
_colon = st.sampled_from((": ", ":", " : "))
_value = st.builds("{}{}{}".format, st.sampled_from(_KEYS), _colon, st.sampled_from(_VALUES))
_front = st.builds(
    "{}---{}\n{}\n{}\n".format,
    st.sampled_from(("", "\n", "\ufeff", " ")),
    st.sampled_from(("", " ", "-")),
    st.lists(_value).map("\n".join),
    st.sampled_from(("---", "...", "--", "")),
)
_ENDS = ("\n", "\n\n", "\r\n", "\r", "\n \n", "\n\u00a0\n")

PATHS = st.sampled_from(("docs/adr/0001-red.md", "red/README.md", "2020-01-02-use-red.md", "adr-template.md", "İ.md"))


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """Bytes of a document of headings that are known, front matter, and all else that Markdown has."""
    pieces = [draw(_front)] if draw(st.booleans()) else []
    end = draw(st.sampled_from(_ENDS))
    for block in draw(st.lists(_block, max_size=12)):
        pieces += [block.replace("\n", "\r\n") if "\r" in end else block, end]
    text = "".join(pieces)
    encoding = draw(st.sampled_from(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")))
    return text.encode(encoding, errors="ignore")


def documents(*folders: Path) -> list[Path]:
    """The paths of all documents in some folders."""
    return sorted(path for folder in folders for path in folder.rglob("*.md"))


@st.composite
def damaged(draw: st.DrawFn, paths: list[Path]) -> bytes:
    """A real document with lines taken away, doubled or swapped, and with bytes cut or strewn in."""
    data = draw(st.sampled_from(paths)).read_bytes()
    for _ in range(draw(st.integers(0, 4))):
        lines = data.splitlines(keepends=True) or [b""]
        one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(("take", "double", "swap", "cut", "strew", "word"))):
            case "take":
                del lines[min(one, other) : max(one, other)]
                data = b"".join(lines)
            case "double":
                data = b"".join((*lines[: one + 1], *lines[one:]))
            case "swap":
                lines[one], lines[other] = lines[other], lines[one]
                data = b"".join(lines)
            case "cut":
                data = data[:at] + data[at + draw(st.integers(1, 9)) :]
            case "strew":
                data = data[:at] + draw(st.binary(min_size=1, max_size=4)) + data[at:]
            case "word":
                data = data[:at] + draw(st.sampled_from(WORDS)).encode() + data[at:]
    return data
