from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import definitions
from kg.reading import document

LABEL = st.from_regex(r"(?:[^\\\[\]]|\\.)+", fullmatch=True)
TEXT = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('\\"<>&#10;\n\r')))


@given(st.lists(st.tuples(LABEL, TEXT, TEXT), max_size=3))
def test_any_definition_comes_back(defined: list[tuple[str, str, str]]) -> None:
    """Labels as CommonMark takes them, with any address and any title, come back from their text."""
    assert definitions.read(definitions.written(tuple(defined))) == tuple(defined)


def test_plain_definitions_are_markdown() -> None:
    """The text is Markdown that defines the same."""
    defined = (("one", "https://example.org/?a=b&c", ""), ("two words", "/x", 'a "title"'))
    text = definitions.written(defined)
    assert text == '[one]: <https://example.org/?a=b&c>\n[two words]: </x> "a \\"title\\""'
    page = document.read("a.md", f"# A\n\nSee [one] and [two words].\n\n{text}\n".encode())
    assert definitions.of(page) == defined


def test_other_lines_are_passed_over() -> None:
    """A line that defines nothing is passed over."""
    assert definitions.read("nothing\n[a]: <b>\n[c]: d") == (("a", "b", ""),)
