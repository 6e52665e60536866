import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.search.question import MOST_WORDS, Clause, asked


def shown(text: str) -> str:
    """A question in one line: | within a group, ! what is bound, * what is open, quotes, and - before what is out."""

    def clause(one: Clause) -> str:
        words = " ".join(one.words)
        return f"{'!' if one.bound else ''}{f'<{words}>' if one.quoted else words}{'*' if one.open else ''}"

    question = asked(text)
    groups = ["|".join(map(clause, group)) for group in question.groups]
    return " / ".join([*groups, *(f"-{clause(one)}" for one in question.excluded)])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("loose coupling ", "loose / coupling"),
        ("loose coupl", "loose / coupl*"),
        ("ap", "ap*"),
        ("use ap", "use / ap"),
        ('"bounded context" x', "!<bounded context> / x"),
        ("“bounded context” x", "!<bounded context> / x"),
        ('"bounded con', "!<bounded con>*"),
        ('say "', "say"),
        ("deploy* it now ", "deploy* / it / now"),
        ("a -b ", "a / -b"),
        ('a -"b c" ', "a / -<b c>"),
        ("a NOT b ", "a / -b"),
        ("a -b", "a / -b"),
        ("-b", "-b"),
        ("kafka OR rabbit mq ", "kafka|rabbit / mq"),
        ("kafka | rabbit ", "kafka|rabbit"),
        ('"a b" OR "c d"', "!<a b>|<c d>"),
        ("+kafka queue ", "!kafka / queue"),
        ("kafka AND queue ", "!kafka / !queue"),
        ("OR kafka OR ", "kafka"),
        ("micro-services ", "micro services"),
        ("title:kafka ", "title / kafka"),
        ("https://example.org/a-b ", "example org a b"),
        ("f(x) ", "f / x"),
        ("a - b -- c ", "a / b / c"),
        ("TO BE OR NOT TO BE ", "TO / BE / BE"),
        ("not to be ", "not / to / be"),
        ("NOT", "NOT"),
        ("kafka NOT", "kafka*"),
        ("", ""),
        ('"-*()', ""),
        ("😀 \x00 \ud800", ""),
    ],
)
def test_what_is_read(text: str, read: str) -> None:
    """Words, phrases, beginnings, exclusions and OR are read as docs/search.md says."""
    assert shown(text) == read


PIECES = st.sampled_from([*'ab -+*"()|:\n', "OR ", "NOT ", "AND ", "é", "\ud800", "\x00", "设"])


@given(st.lists(PIECES).map("".join) | st.text())
@example('"' * 10_000)
@example("a" * 10_000)
@example("OR " * 5_000)
def test_nothing_is_wrong(text: str) -> None:
    """Any text is a question, of no more words than count."""
    question = asked(text)
    clauses = [clause for group in question.groups for clause in group] + list(question.excluded)
    assert all(clause.words for clause in clauses)
    assert sum(len(clause.words) for clause in clauses) <= MOST_WORDS
