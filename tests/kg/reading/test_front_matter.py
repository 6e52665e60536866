import pytest
import yaml_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.reading import front_matter


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.10", "1.10"),
        ("true", "true"),
        ("0x10 # a", "0x10"),
        ("'1.10'", "1.10"),
        ("1_000", "1_000"),
        ("&a 7", "7"),
        ("", None),
    ],
)
def test_values_are_worded_as_written(value: str, text: str | None) -> None:
    """A number or truth value is the text that its author wrote."""
    front, rest = front_matter.read(f"---\ntitle: {value}\n---\n# A\n")
    assert (front.text("title"), front.worded("title")) == (text, text)
    assert front.lines["title"] == (2, 2)
    assert rest == "# A\n"


@pytest.mark.parametrize("block", ["", "# title: A\n", "- a\n", "\n"])
def test_front_matter_may_be_without_keys(block: str) -> None:
    """Front matter of which all keys are commented out holds nothing."""
    front, rest = front_matter.read(f"---\n{block}---\n# A\n")
    assert (dict(front.values), dict(front.lines), rest) == ({}, {}, "# A\n")


def test_the_last_of_two_keys_counts() -> None:
    """A key that is there twice has the value and the place of the last one."""
    front, _ = front_matter.read("---\ntitle: A\ntitle: B\n---\n")
    assert (front.text("title"), front.lines["title"]) == ("B", (3, 3))


def test_aliases_are_bounded() -> None:
    """Some aliases stand for what they name; more than any author writes are a problem."""
    front, _ = front_matter.read("---\na: &a [b, c]\nkeywords: *a\n---\n")
    assert front.texts("keywords") == ("b", "c")
    many, _ = front_matter.read(f"---\na: &a [b, c]\nkeywords: [{'*a, ' * 999}d]\n---\n")
    long, _ = front_matter.read(f"---\na: &a {'b' * 200_000}\nkeywords: [{'*a, ' * 200}d]\n---\n")
    assert many.problem is not None
    assert long.problem is not None


@settings(max_examples=500)
@given(st.lists(st.from_regex(front_matter._PLAIN, fullmatch=True), min_size=1, max_size=5))
def test_plain_lines_are_read_as_yaml_reads_them(lines: list[str]) -> None:
    """Lines of a key and plain words give what a YAML reader gives, without it."""
    plain = front_matter._plainly([*lines, ""])
    if plain is not None:
        assert plain == yaml_rs.loads("\n".join(lines), parse_datetime=False)
