"""Calendar dates as documents write them."""

import pytest

from kg.reading import dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-03-04", "2021-03-04"),
        ("2021/3/4", "2021-03-04"),
        ("2021.03.04", "2021-03-04"),
        ("on 2021-03-04T12:00:00Z", "2021-03-04"),
        ("3 May 2021", "2021-05-03"),
        ("Mon, 3 May 2021", "2021-05-03"),
        ("3rd of May, 2021", "2021-05-03"),
        ("May 3, 2021", "2021-05-03"),
        ("May 3rd 2021", "2021-05-03"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("12-Jan-2024", "2024-01-12"),
        ("2021 September 3", "2021-09-03"),
        ("2021-Sep-03", "2021-09-03"),
        ("le 14 juillet 2021", "2021-07-14"),
        ("1er février 2021", "2021-02-01"),
        ("3. März 2021", "2021-03-03"),
        ("3 maart 2021", "2021-03-03"),
        ("3 de marzo de 2021", "2021-03-03"),
        ("31 de diciembre del 2021", "2021-12-31"),
        ("3 Mart 2021", "2021-03-03"),
        ("3 MAYIS 2021", "2021-05-03"),
        ("3 Nİsan 2021", "2021-04-03"),
        ("3 AĞUSTOS 2021", "2021-08-03"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    """A date is read in numbers, and in the words of six languages, in capitals too."""
    assert dates.find(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04.05.2021", "2021-05-04"),
        ("4.5.21", "2021-05-04"),
        ("13/04/2021", "2021-04-13"),
        ("04/13/2021", "2021-04-13"),
        ("04/04/2021", "2021-04-04"),
        ("13-04-2021", "2021-04-13"),
        ("03/04/2021", None),
        ("03-04-2021", None),
        ("24/1/12", None),
        ("1/2/21", None),
    ],
)
def test_order_of_day_and_month(text: str, expected: str | None) -> None:
    """Dots mean day first; elsewhere a date that can be read in two ways is none."""
    assert dates.find(text) == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "May 2021", "12/2020", "2021-02-30", "May 32, 2021", "YYYY-MM-DD", "20210304", "1.2.3.2021"]
)
def test_no_date(text: str) -> None:
    """A month alone, a day that no calendar has and a number are no date."""
    assert dates.find(text) is None


def test_first_of_several() -> None:
    """The first date in a text counts, whatever the form of each."""
    assert dates.find("decided 3 May 2021, changed 2022-01-01 and 13/04/2020") == "2021-05-03"
    assert dates.find("decided 03/04/2021, changed 2022-01-01") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2023-04-05-one-queue/README.md", ("2023-04-05", "2023-04-05")),
        ("docs/20230405-one-queue.md", ("2023-04-05", "20230405")),
        ("docs/2023_04_05_one_queue.md", ("2023-04-05", "2023_04_05")),
        ("docs/adr-2023.04.05.md", ("2023-04-05", "2023.04.05")),
        ("2020-01-01/2021-02-03-x.md", ("2021-02-03", "2021-02-03")),
        ("0001-one-queue.md", None),
        ("2023-13-05-x.md", None),
        ("1234-05-06-x.md", None),
        ("12023-04-05-x.md", None),
        ("0020230405-x.md", None),
        ("2023-0405-x.md", None),
    ],
)
def test_paths(path: str, expected: tuple[str, str] | None) -> None:
    """A date in the name of a file or folder is found with its wording, the nearest to the file first."""
    assert dates.in_path(path) == expected
