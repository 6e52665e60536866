from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from kg.formats.xml import DECLARATION, attribute, content
from tests.kg.formats.xml_texts import as_xml_holds


@given(st.text(st.characters()))
def test_a_parser_reads_the_text(text: str) -> None:
    """In an element and in an attribute a parser reads each character that XML can hold, and U+FFFD for the others."""
    written = f'{DECLARATION}<a b="{attribute(text)}">{content(text)}</a>'.encode()
    read = ElementTree.fromstring(written)
    assert read.attrib["b"] == (read.text or "") == as_xml_holds(text)
