from dataclasses import fields
from pathlib import Path

import pytest

from api.setting import value_of
from api.settings import Settings
from api.sources import told
from kg.errors import PrincipleGraphError


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_precedence(elsewhere: Path) -> None:
    """An option holds before the environment, that before the file, that before the profile, that before defaults."""
    file = elsewhere / "some.toml"
    file.write_text('host = "a"\nport = 1\npage_size = 1\nprofile = "hardened"\nide = true\n')
    found = told({"host": "c", "port": None}, file, {"PRINCIPLE_HOST": "b", "PRINCIPLE_PORT": "2"})
    settings = found.settings
    assert (settings.host, settings.port, settings.page_size) == ("c", 2, 1)
    assert (settings.ide, settings.get, settings.tokens) == (True, False, Settings().tokens)
    assert {name: found.sources[name] for name in ("host", "port", "page_size", "ide", "get", "tokens")} == {
        "host": "--host",
        "port": "PRINCIPLE_PORT",
        "page_size": f"`page_size` in {file}",
        "ide": f"`ide` in {file}",
        "get": "profile hardened",
        "tokens": "default",
    }


def test_each_setting_has_a_source() -> None:
    """Where nothing is told everything is the default."""
    found = told({}, None, {})
    assert found.settings == Settings()
    assert found.sources == {field.name: "default" for field in fields(Settings)}


def test_where_the_file_is(elsewhere: Path) -> None:
    """The file is the one given, else that of the variable, else principles.toml of the working folder, else none."""
    for number, name in enumerate(("principles.toml", "b.toml", "c.toml"), 1):
        assert told({}, None, {}).settings.port == (8000 if number == 1 else 1)
        (elsewhere / name).write_text(f"port = {number}\n")
    variable = {"PRINCIPLE_SETTINGS": "b.toml"}
    assert told({}, None, variable).settings.port == 2
    assert told({}, Path("c.toml"), variable).settings.port == 3


def test_values_of_a_file(elsewhere: Path) -> None:
    """Numbers, truths, texts and lists of texts are taken as the environment would say them; an empty text is none."""
    file = elsewhere / "s.toml"
    file.write_text(
        'port = "81"\nide = false\nstop_seconds = 0.5\norigins = ["https://a.example", "https://b.example"]\n'
        'host = ""\ntokens = "None"\n'
    )
    settings = told({}, file, {}).settings
    assert (settings.port, settings.ide, settings.stop_seconds, settings.host) == (81, False, 0.5, "127.0.0.1")
    assert settings.origins == ("https://a.example", "https://b.example")
    assert settings.tokens is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 1", "`prot` in s.toml is no setting. Did you mean `port`?"),
        ("page-size = 1", "`page-size` in s.toml is no setting. Did you mean `page_size`?"),
        ("quux = 1", "`quux` in s.toml is no setting. `principles settings` lists them all."),
        ("port = 70000", "`port` in s.toml is “70000”. Set it to a whole number from 0 to 65535, or unset it."),
        ("port = true", "`port` in s.toml is “true”. Set it to a whole number from 0 to 65535, or unset it."),
        ("port = [1]", "`port` in s.toml is list. Write a text, a number, true or false."),
        ("[port]\na = 1", "`port` in s.toml is dict. Write a text, a number, true or false."),
        ("origins = [1]", "`origins` in s.toml is list. Write a text, a number, true or false, or a list of texts."),
        ("port = 2026-01-01", "`port` in s.toml is date. Write a text, a number, true or false."),
        ("port", "s.toml is no TOML: "),
        ("a = " + "[" * 5000, "s.toml is no TOML: "),
        ("page_size = 0", "from 1 on, or unset it. Without a limit it is “none”."),
    ],
)
def test_what_a_file_may_not_say(elsewhere: Path, text: str, said: str) -> None:
    """What can't be used in a file stops the start with a sentence that names the file and the way out."""
    (elsewhere / "s.toml").write_text(text)
    with pytest.raises(PrincipleGraphError) as refused:
        told({}, Path("s.toml"), {})
    assert said in str(refused.value)


def test_a_file_that_is_not_there() -> None:
    """A file that is named must be there."""
    with pytest.raises(PrincipleGraphError, match=r"missing\.toml can't be read: No such file"):
        told({}, Path("missing.toml"), {})


@pytest.mark.parametrize("name", ["PRINCIPLE_PROT", "PRINCIPLE_PAGESIZE", "PRINCIPLE_PAGE-SIZE", "PRINCIPLE_ORIGIN"])
def test_a_misspelt_variable(name: str) -> None:
    """A variable that is nearly a setting stops the start, and its sentence names the setting."""
    with pytest.raises(PrincipleGraphError, match=rf"{name} is no setting\. Did you mean PRINCIPLE_"):
        told({}, None, {name: "1"})


def test_variables_of_others() -> None:
    """Other variables of that name are told, but for those of the project's own scripts."""
    environment = {"PRINCIPLE_SERVICE_HOST": "10.0.0.1", "PRINCIPLE_PORT_80_TCP_ADDR": "x", "PRINCIPLE_CORPORA": "x"}
    assert told({}, None, environment).unknown == ("PRINCIPLE_PORT_80_TCP_ADDR", "PRINCIPLE_SERVICE_HOST")


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_each_default_can_be_written(field: object) -> None:
    """Each default, written as text, is read as itself."""
    assert hasattr(field, "default")
    default = field.default
    text = " ".join(default) if isinstance(default, tuple) else "none" if default is None else str(default)
    assert value_of(field, "x", text) == default  # type: ignore[arg-type]
