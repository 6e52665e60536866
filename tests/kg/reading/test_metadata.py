"""Single values of a record, from lines and tables."""

import pytest

from kg.reading import metadata


def read(text: str) -> list[tuple[str, str]]:
    """The fields in a text, each with its value."""
    return [(field.name, field.value) for field in metadata.read(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Status: accepted",
        "Status : accepted",
        "STATUS: accepted",
        "* Status: accepted",
        "- **Status**: accepted",
        "**Status:** accepted",
        "*Status*: accepted",
        "__Status__: accepted",
        "  * Status: accepted",
        "> Status: accepted",
        "Status: accepted  ",
        "Status: accepted\\",
        "Status: accepted<br>",
        "Status: accepted<br />",
        "| Status | accepted |",
        "| **Status:** | accepted |",
        "| Status |\n| --- |\n\nStatus: accepted",
        "Decision status: accepted",
        "Statut : accepted",
        "Estado: accepted",
        "Durum: accepted",
        "DURUM: accepted",
    ],
)
def test_lines(line: str) -> None:
    """A value may stand in a line, an item, a quotation or a row, in any emphasis and language."""
    assert read(line) == [("status", "accepted")]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Date", "date"),
        ("Datum", "date"),
        ("Fecha", "date"),
        ("TARİH", "date"),
        ("Tarıh", "date"),
        ("Deciders", "deciders"),
        ("Decision-makers", "deciders"),
        ("Decision Makers", "deciders"),
        ("Beslissers", "deciders"),
        ("Entscheider", "deciders"),
        ("Décideurs", "deciders"),
        ("Decisores", "deciders"),
        ("Karar vericiler", "deciders"),
        ("Consulted", "consulted"),
        ("Informed", "informed"),
        ("Tags", "keywords"),
        ("Supersedes", "other"),
    ],
)
def test_keys(key: str, name: str) -> None:
    """A key belongs to its field in each language, whatever its capitals and hyphens."""
    assert read(f"* {key}: a value") == [(name, "a value")]
    assert metadata.name_of(key) == name


@pytest.mark.parametrize(
    "text",
    ["Status accepted", "The status: accepted", "Weather: fine", "Status:", "Status:\n\nAccepted", "| a | b |", ""],
)
def test_no_values(text: str) -> None:
    """Other keys, keys without a value, and prose hold none."""
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Deciders:\n* Ada\n* Grace",
        "* Deciders:\n  * Ada\n  * Grace",
        "* Deciders: Ada\n  * Grace",
        "* Deciders: Ada, Grace",
    ],
)
def test_lists(text: str) -> None:
    """A value may go on in the list below its key."""
    assert read(f"{text}\n* Date: 2020-01-01") == [("deciders", "Ada, Grace"), ("date", "2020-01-01")]


def test_other_items() -> None:
    """An item beside that of a key is no value of it."""
    assert read("* Deciders: Ada\n* Grace came late\n") == [("deciders", "Ada")]


def test_tables() -> None:
    """A table has keys in its head, or one in each row."""
    expected = [("status", "accepted"), ("date", "2020-01-01")]
    assert read("| Status | Date |\n|---|---|\n| accepted | 2020-01-01 |\n") == expected
    assert read("| Key | Value |\n|:--|--:|\n| Status | accepted |\n| Date | 2020-01-01 |\n| Rain | no |\n") == expected


def test_lines_of_values() -> None:
    """A value tells its first and last line within the text, from 0."""
    found = metadata.read("Words.\n\nStatus: accepted\nDeciders:\n- Ada\n- Grace\n")
    assert [(field.key, field.line, field.end_line) for field in found] == [("Status", 2, 2), ("Deciders", 3, 5)]
