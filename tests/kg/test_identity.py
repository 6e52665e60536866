"""When two mentions are the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity import (
    Iris,
    alternative_slug,
    document_slug,
    host_of,
    is_generic,
    label_key,
    slugify,
    source_key,
    url_key,
)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("docs/adr/0001-x.md", "0001-x"),
        ("packages/core/docs/adr/0001-x.md", "packages/core/0001-x"),
        ("2022-03-02-y/README.md", "2022-03-02-y"),
        ("README.md", "readme"),
        ("docs/index.md", "index"),
        ("Karar Kaydı.md", "karar-kaydı"),
        ("設計/原則.md", "設計/原則"),
        ("!!!.md", "document"),
    ],
)
def test_slug_of_a_path(path: str, slug: str) -> None:
    """A document's slug is its path less what is generic in it, in letters of every script."""
    assert document_slug(path) == slug


@pytest.mark.parametrize(
    ("permalink", "slug"), [("products.html", "products"), ("/a/B c.html", "a/b-c"), ("x/", "x"), ("/", "p")]
)
def test_slug_of_a_permalink(permalink: str, slug: str) -> None:
    """A permalink gives the slug, less `.html`; one that says nothing does not."""
    assert document_slug("docs/p.md", permalink) == slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shared database", "A shared DATABASE"),
        ("Shared database", "“Shared database”."),
        ("Shared database", "*Shared  database*"),
        ("do-it-yourself", "Do it yourself!"),
        ("Don't ask", "Don’t ask"),
        ("Products, not projects", "products not projects"),
        ("Ｗｉｄｅ", "wide"),
        ("İstanbul", "i̇stanbul"),
    ],
)
def test_same_option(one: str, other: str) -> None:
    """Case, quotes, emphasis, a leading article and punctuation don't make two options."""
    assert alternative_slug(one) == alternative_slug(other)


def test_signs_that_matter() -> None:
    """C, C++, C# and .NET are four options, and net is a fifth."""
    assert len({alternative_slug(label) for label in ("C", "C++", "C#", ".NET", "net")}) == 5


@pytest.mark.parametrize("label", ["Do nothing", "status quo", "Keep as is", "Other", "Option 2", "None of the above."])
def test_generic_labels(label: str) -> None:
    """Labels that say nothing outside their document are generic."""
    assert is_generic(label)
    assert not is_generic(f"{label} but carefully")


@given(st.text())
def test_every_label_has_one_slug(label: str) -> None:
    """Any label has a slug without spaces and slashes, and its key is its own key."""
    slug = alternative_slug(label)
    assert slug
    assert not set(slug) & set(" /#?%")
    assert slugify(slug) == slug
    assert label_key(label_key(label)) == label_key(label)


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/a",
        "https://www.example.org/a/",
        "https://EXAMPLE.org:443/a",
        "http://example.org:80/a#part",
        "https://example.org/a?utm_source=x&fbclid=1",
        "https://example.org/%61",
        " https://example.org/a ",
    ],
)
def test_same_source(other: str) -> None:
    """Scheme, www, default port, closing slash, fragment, tracking and needless escapes don't make two sources."""
    assert source_key(other, None) == source_key("https://example.org/a", "whatever")


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/A",
        "https://example.org/a?page=2",
        "https://example.org/a#!/route",
        "https://example.org/a#/route",
        "https://example.org:8080/a",
        "https://docs.example.org/a",
    ],
)
def test_other_source(other: str) -> None:
    """Path, query, route, port and host do."""
    assert source_key(other, None) != source_key("https://example.org/a", None)


@pytest.mark.parametrize(
    "url", ["https://§1hbr.org/", "https://nodots/", "https://", "http://[::1", "http://a..b/", "ftp://a.b"]
)
def test_malformed_urls(url: str) -> None:
    """A host that is no host makes no key."""
    assert url_key(url) is None
    assert source_key(url, "title") is None


def test_hosts() -> None:
    """Hosts of every script are hosts, localhost and addresses too."""
    assert url_key("https://bücher.example/x") == url_key("https://xn--bcher-kva.example/x")
    assert url_key("http://localhost:8000/x") == "localhost:8000/x"
    assert host_of("https://WWW.Example.org/x") == "example.org"


def test_source_without_a_link() -> None:
    """A source without a link is keyed by its text."""
    assert source_key(None, "E. Evans, Domain-Driven Design") == source_key(None, "E. Evans: *Domain-Driven Design*")


@given(st.text(min_size=1))
def test_iris_lead_back(name: str) -> None:
    """The local name can be had back from any IRI, which holds nothing that IRIs forbid."""
    iris = Iris("https://example.org/x")
    iri = iris.mint(f"document/{name}")
    assert iris.local(iri) == f"document/{name}"
    assert not set(iri) & set(' <>"{}|\\^`\n\t')


@given(st.text(), st.text())
def test_any_text_has_an_answer(url: str, title: str) -> None:
    """No text makes the key functions fail."""
    url_key(f"https://{url}")
    source_key(url, title)
    is_generic(title)
    assert document_slug(f"{title}/{url}.md", url)
