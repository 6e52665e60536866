import json
from pathlib import Path
from typing import Any

import pytest

from api.app import create_app
from api.settings import Settings
from api.web.graphql.manifest import digest, load
from kg.catalogue import Catalogue
from kg.errors import PrincipleGraphError

TEXT, OTHER = "query A { __typename }", "query B { __typename }"
APOLLO = {
    "format": "apollo-persisted-query-manifest",
    "version": 1,
    "operations": [{"id": "a1", "name": "A", "type": "query", "body": TEXT}],
}


@pytest.mark.parametrize("held", [{"a1": TEXT}, APOLLO])
def test_formats(tmp_path: Path, held: Any) -> None:
    """The files of GraphQL Code Generator, Relay and Apollo give each document by its id and its SHA-256."""
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(held), encoding="utf-8")
    assert load(str(path)) == {"a1": TEXT, digest(TEXT): TEXT}


def test_a_folder_of_files(tmp_path: Path) -> None:
    """A folder gives the documents of all of its files: each frontend has one."""
    (tmp_path / "web.json").write_text(json.dumps({"a1": TEXT}), encoding="utf-8")
    (tmp_path / "phone.json").write_text(json.dumps({"a1": TEXT, "b1": OTHER}), encoding="utf-8-sig")
    assert load(str(tmp_path)) == {"a1": TEXT, digest(TEXT): TEXT, "b1": OTHER, digest(OTHER): OTHER}


@pytest.mark.parametrize(
    ("held", "says"),
    [
        ("{", "is no JSON"),
        ("[]", "is no file of trusted documents"),
        ("5", "is no file of trusted documents"),
        ('{"a1": 5}', "is no file of trusted documents"),
        (json.dumps({**APOLLO, "version": 2}), "version 1"),
        (json.dumps({**APOLLO, "format": "other"}), "is of the format other"),
        (json.dumps({**APOLLO, "operations": [{"id": "a1"}]}), "without `id` or `body`"),
        (json.dumps({**APOLLO, "operations": 5}), "without `id` or `body`"),
        (None, "Can't read the trusted documents"),
    ],
)
def test_what_is_no_manifest_stops_the_start(tmp_path: Path, catalogue: Catalogue, held: str | None, says: str) -> None:
    """A file that is missing or holds something else is refused with a sentence, and no server starts."""
    path = tmp_path / "manifest.json"
    if held is not None:
        path.write_text(held, encoding="utf-8")
    with pytest.raises(PrincipleGraphError, match=r"manifest\.json") as refused:
        create_app(Settings(manifest=str(path)), catalogue)
    assert says in str(refused.value)


def test_trusted_documents_without_a_manifest(catalogue: Catalogue) -> None:
    """Where trusted documents alone are to be answered and none are named, no server starts."""
    with pytest.raises(PrincipleGraphError, match="Name a manifest"):
        create_app(Settings(only_trusted=True), catalogue)


def test_two_documents_of_one_id(tmp_path: Path) -> None:
    """Two files that mean two documents by one id are refused, and so is a folder without files."""
    (tmp_path / "web.json").write_text(json.dumps({"a1": TEXT}), encoding="utf-8")
    (tmp_path / "phone.json").write_text(json.dumps({"a1": OTHER}), encoding="utf-8")
    with pytest.raises(PrincipleGraphError, match="“a1” is another document"):
        load(str(tmp_path))
    (tmp_path / "empty").mkdir()
    with pytest.raises(PrincipleGraphError, match=r"holds no \*\.json file"):
        load(str(tmp_path / "empty"))
