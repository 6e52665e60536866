import pytest

from api.settings import Settings
from api.sources import told
from kg.errors import PrincipleGraphError


def read(name: str, given: str) -> Settings:
    """The settings where the environment holds one variable."""
    return told({}, None, {name: given}).settings


@pytest.mark.parametrize(
    ("given", "origins"),
    [
        ("", ()),
        ("  ", ()),
        ("*", ("*",)),
        ("https://app.example.org", ("https://app.example.org",)),
        ("http://localhost:5173, https://a.example\thttp://[::1]:3000", 3),
        ("HTTPS://App.Example.org:443 http://b.example:80", ("https://app.example.org", "http://b.example")),
        ("http://b.example:8080 https://b.example:80", ("http://b.example:8080", "https://b.example:80")),
        ("tauri://localhost", ("tauri://localhost",)),
    ],
)
def test_origins(given: str, origins: tuple[str, ...] | int) -> None:
    """Origins are parted by spaces or commas, and are kept as browsers say them: in lower case, without usual ports."""
    found = read("PRINCIPLE_ORIGINS", given).origins
    assert (len(found) if isinstance(origins, int) else found) == origins


@pytest.mark.parametrize(
    "given",
    ["app.example.org", "https://app.example.org/", "https://*.example.org", "http://a.example;http://b", "null"],
)
def test_what_is_no_origin(given: str) -> None:
    """What no browser would give as an origin is refused, and the sentence names it and says what to write."""
    with pytest.raises(PrincipleGraphError) as refused:
        read("PRINCIPLE_ORIGINS", f"https://good.example {given}")
    assert str(refused.value).startswith(f"PRINCIPLE_ORIGINS holds “{given}”, which is no origin. Set it to ")


@pytest.mark.parametrize(
    ("name", "given", "limits"),
    [
        ("PRINCIPLE_PORT", "70000", "from 0 to 65535"),
        ("PRINCIPLE_PAGE_SIZE", "0", "from 1 on"),
        ("PRINCIPLE_BODY_BYTES", "1e6", "from 1 on"),
        ("PRINCIPLE_TOKENS", "٣", "from 1 on"),
    ],
)
def test_what_is_no_number(name: str, given: str, limits: str) -> None:
    """A number out of its range, or none at all, is refused with the range."""
    with pytest.raises(PrincipleGraphError) as refused:
        read(name, given)
    said = str(refused.value).removesuffix(" Without a limit it is “none”.")
    assert said == f"{name} is “{given}”. Set it to a whole number {limits}, or unset it."


@pytest.mark.parametrize(
    "given", ["example.org", "*.example.org", "[::1]", "localhost 127.0.0.1", "A.Example, b.example"]
)
def test_hosts(given: str) -> None:
    """Host names are parted by spaces or commas, and are in lower case."""
    assert read("PRINCIPLE_HOSTS", given).hosts == tuple(given.lower().replace(",", " ").split())


@pytest.mark.parametrize("given", ["https://a.example", "a.example:80", "a.*", "a b/", "a..b", "*.*.a"])
def test_what_is_no_host(given: str) -> None:
    """What is no name of a host is refused."""
    with pytest.raises(PrincipleGraphError, match="which is no host name"):
        read("PRINCIPLE_HOSTS", given)


@pytest.mark.parametrize("given", ["127.0.0.1", "10.0.0.0/8 ::1", "*", "fd00::/8, 192.168.0.1"])
def test_networks(given: str) -> None:
    """Proxies are addresses and networks, or all."""
    assert read("PRINCIPLE_PROXIES", given).proxies == tuple(given.replace(",", " ").split())


@pytest.mark.parametrize("given", ["localhost", "10.0.0.1/8", "10.0.0.0/33", "1.2.3"])
def test_what_is_no_network(given: str) -> None:
    """What is no address, and a network with bits of an address in it, is refused."""
    with pytest.raises(PrincipleGraphError, match="which is no address or network"):
        read("PRINCIPLE_PROXIES", given)


@pytest.mark.parametrize(("given", "root"), [("/kg", "/kg"), ("/kg/", "/kg"), ("/a/b-c.d", "/a/b-c.d"), ("/", "")])
def test_root_path(given: str, root: str) -> None:
    """A root path has no slash at its end; a slash alone is none."""
    assert read("PRINCIPLE_ROOT_PATH", given).root_path == root


@pytest.mark.parametrize("given", ["kg", "//kg", "/a/../b", "/a//b", "/a?b", "/ä", "https://a.example/kg", '/"'])
def test_what_is_no_root_path(given: str) -> None:
    """What is no path, or could lead elsewhere, is refused."""
    with pytest.raises(PrincipleGraphError, match="Set it to a path such as /decided"):
        read("PRINCIPLE_ROOT_PATH", given)
