"""Files of trusted documents, as the tools of clients write them when a frontend is built.

* Apollo, `apollo-persisted-query-manifest`: `{"format": …, "version": 1, "operations": [{"id": …, "body": …}]}`
* GraphQL Code Generator, `persisted-documents.json`, and the Relay compiler's persisted queries: `{ID: document}`
"""

import hashlib
from pathlib import Path
from typing import Any

import orjson

from kg.errors import PrincipleGraphError

_APOLLO = "apollo-persisted-query-manifest"


def load(place: str) -> dict[str, str]:
    """The documents of a file, or of all *.json files of a folder, by each id that clients may name them by.

    That is the id of the file, and the SHA-256 of the text. Raises `PrincipleGraphError`.
    """
    documents: dict[str, str] = {}
    for path in _files(Path(place)):
        for identifier, text in _documents(path).items():
            if documents.get(identifier, text) != text:
                raise PrincipleGraphError(f"{path}: the id “{identifier}” is another document in a file beside it.")
            documents[identifier] = text
    for text in list(documents.values()):
        documents.setdefault(digest(text), text)
    return documents


def digest(text: str) -> str:
    """The SHA-256 of a document, in lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    found = sorted(place.glob("*.json"))
    if not found:
        raise PrincipleGraphError(f"{place} holds no *.json file. Name a file of trusted documents, or their folder.")
    return found


def _documents(path: Path) -> dict[str, str]:
    try:
        held = orjson.loads(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise PrincipleGraphError(f"Can't read the trusted documents in {path}: {error.strerror}.") from error
    except orjson.JSONDecodeError as error:
        raise PrincipleGraphError(f"{path} is no JSON: {error}. Build the file of trusted documents again.") from error
    documents = _by_apollo(path, held) if isinstance(held, dict) and "operations" in held else held
    if not isinstance(documents, dict) or not all(isinstance(text, str) for text in documents.values()):
        raise PrincipleGraphError(
            f"{path} is no file of trusted documents. It is an object of documents by their ids, as GraphQL Code"
            f" Generator and Relay write it, or of the format {_APOLLO}."
        )
    return documents


def _by_apollo(path: Path, held: dict[str, Any]) -> dict[str, Any]:
    if held.get("format") != _APOLLO or held.get("version") != 1:
        raise PrincipleGraphError(f"{path} is of the format {held.get('format')}. It can be {_APOLLO}, version 1.")
    try:
        return {operation["id"]: operation["body"] for operation in held["operations"]}
    except (TypeError, KeyError) as error:
        raise PrincipleGraphError(f"{path} has an operation without `id` or `body`. Build the file again.") from error
