import pytest

from api.settings import Settings
from kg.errors import PrincipleGraphError


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
def test_origins(monkeypatch: pytest.MonkeyPatch, given: str, origins: tuple[str, ...] | int) -> None:
    """Origins are parted by spaces or commas, and are kept as browsers say them: in lower case, without usual ports."""
    monkeypatch.setenv("PRINCIPLE_ORIGINS", given)
    found = Settings.from_environment().origins
    assert (len(found) if isinstance(origins, int) else found) == origins


@pytest.mark.parametrize(
    "given",
    ["app.example.org", "https://app.example.org/", "https://*.example.org", "http://a.example;http://b", "null"],
)
def test_what_is_no_origin(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """What no browser would give as an origin is refused, and the sentence names it and says what to write."""
    monkeypatch.setenv("PRINCIPLE_ORIGINS", f"https://good.example {given}")
    with pytest.raises(PrincipleGraphError) as refused:
        Settings.from_environment()
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
def test_what_is_no_number(monkeypatch: pytest.MonkeyPatch, name: str, given: str, limits: str) -> None:
    """A number out of its range, or none at all, is refused with the range."""
    monkeypatch.setenv(name, given)
    with pytest.raises(PrincipleGraphError) as refused:
        Settings.from_environment()
    assert str(refused.value) == f"{name} is “{given}”. Set it to a whole number {limits}, or unset it."
