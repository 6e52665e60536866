"""What still waits to be written."""

import pytest

from kg.reading import placeholders


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "TBD",
        "tbd.",
        "**TBD**",
        "* TBD",
        "TODO",
        "N/A",
        "n.v.t.",
        "None",
        "Keine",
        "Aucune",
        "Ninguna",
        "Yok",
        "…",
        "...",
        "-",
        "Coming soon!",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        "* Lorem ipsum",
        "{describe it}",
        "{describe it, in one or two sentences, and say what it is about}",
        "{{ description }}",
        "[Insert date]",
        "[option 1]",
        "<describe it>",
        "`{code}`",
        "{describe it} <!-- in a sentence -->",
        "* {driver 1}\n* {driver 2}",
        "Good, because {argument}",
        "* Good, because [argument]\n* Bad, because [argument]",
        "<!-- what is written in a comment is not there -->",
        "<!-- a comment without its end",
        "<div></div>",
        "![a picture](picture.png)",
        "What is the change that we're proposing, or doing?",
        "List everyone involved in the decision",
    ],
)
def test_placeholders(text: str) -> None:
    """A text that is empty, masked throughout, or a template's own is a placeholder."""
    assert placeholders.is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "It works.",
        "Yes",
        "42",
        "None that we know of.",
        "To be done by Ada in May.",
        "TBD: what Ada says",
        "A text on lorem ipsum",
        "It works with {braces}.",
        "{first}\n\nIt works.",
        "[a link](page.md)",
        "[a link][page]",
        "<https://example.org/>",
        "Use <b>bold</b> words",
        "<!-- a comment --> It works.",
        "What is the change that we're proposing?\n\nIt is this one.",
    ],
)
def test_words(text: str) -> None:
    """Words of a document's own are no placeholder, though brackets or a template's words stand beside them."""
    assert not placeholders.is_placeholder(text)


def test_filled() -> None:
    """A template's paragraphs above a document's own words are left out."""
    text = "What is the change that we're proposing?\n\nIt is this one.\n\nAnd that."
    assert placeholders.filled(text) == "It is this one.\n\nAnd that."
    assert placeholders.filled("It is this one.") == "It is this one."


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("{TITLE}", True),
        ("[short title of the problem]", True),
        ("ADR-000: {title}", True),
        ("<title>", True),
        ("Title", True),
        ("Principle title", True),
        ("Template for records", True),
        ("Sjabloon", True),
        ("Use Postgres", False),
        ("Use {braces}", False),
        ("Titles of pages", False),
    ],
)
def test_titles(title: str, expected: bool) -> None:
    """A title that a template left is none."""
    assert placeholders.is_title(title) is expected


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("template", True),
        ("adr-template", True),
        ("0000-adr-template", True),
        ("template-nl", True),
        ("NNNN-template", True),
        ("sjabloon", True),
        ("Vorlage", True),
        ("0002-use-a-template", False),
        ("12-template-for-mails", False),
        ("use-templates", False),
        ("contemplate", False),
    ],
)
def test_files(stem: str, expected: bool) -> None:
    """A file is a template by its name, but a numbered record about templates is not."""
    assert placeholders.is_template(stem) is expected
