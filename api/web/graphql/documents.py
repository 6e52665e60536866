"""The document that a request means: its own text, one that a client registered, or a trusted one."""

from graphql import GraphQLError

from api.errors import BAD_USER_INPUT
from api.web.bounded import Bounded
from api.web.graphql import manifest
from api.web.graphql.asked import Asked
from api.web.graphql.manifest import digest

NOT_FOUND, NOT_SUPPORTED, NOT_TRUSTED = (
    "PERSISTED_QUERY_NOT_FOUND",
    "PERSISTED_QUERY_NOT_SUPPORTED",
    "DOCUMENT_NOT_TRUSTED",
)
_SHA256 = "sha256:"
_HASH_PATH = "extensions.persistedQuery.sha256Hash"


class Documents:
    """The documents of one server: those of its manifest, and as many bytes of registered ones as it may keep."""

    def __init__(self, trusted: dict[str, str], only_trusted: bool, most: int) -> None:
        self._trusted, self._only_trusted = trusted, only_trusted
        self._texts = frozenset(trusted.values())
        self.registered: Bounded[str, str] = Bounded(most)

    @classmethod
    def load(cls, place: str, only_trusted: bool, most: int) -> "Documents":
        """With the manifest at a place; none where that is empty. Raises `PrincipleGraphError`."""
        return cls(manifest.load(place) if place else {}, only_trusted, most)

    def text(self, asked: Asked) -> str:
        """The text of the document. Raises `GraphQLError` where there is none, or it is not trusted."""
        text = asked.query or self._kept(asked)
        if self._only_trusted and text not in self._texts:
            message = "Only documents of this server's manifest are answered. Ask one of them by its `documentId`."
            raise _refused(message, NOT_TRUSTED)
        if asked.query is not None:
            self._same(asked, asked.query)
        return text

    def register(self, asked: Asked, text: str) -> None:
        """Keeps a text that a client sent with its hash, to be asked by that alone from now on."""
        name = asked.hash or _hash_of(asked.document_id)
        if asked.query is not None and name and name not in self._trusted:
            self.registered.put(name.lower(), text, 2 * len(text) + 200)

    def _kept(self, asked: Asked) -> str:
        if asked.hash is not None:
            found = self._found(asked.hash)
            if found is None:
                # Clients of Apollo know these two by their messages.
                if not self.registered.most:
                    raise _refused("PersistedQueryNotSupported", NOT_SUPPORTED)
                raise _refused("PersistedQueryNotFound", NOT_FOUND)
            return found
        name = asked.document_id or ""
        found = self._trusted.get(name) or self._found(_hash_of(name) or name)
        if found is None:
            message = (
                f"There is no document “{name[:100]}” here. Send its text as `query`, or build the manifest again."
            )
            raise _refused(message, NOT_FOUND, path="documentId", expected="the id of a document")
        return found

    def _found(self, name: str) -> str | None:
        return self._trusted.get(name) or self.registered.get(name.lower())

    def _same(self, asked: Asked, text: str) -> None:
        """Refuses a text beside the id or hash of another one."""
        if asked.hash is not None and not self._is(asked.hash, text):
            message = f"`{_HASH_PATH}` is not that of `query`. Give the SHA-256 of its UTF-8 in hexadecimal digits."
            raise _refused(message, BAD_USER_INPUT, path=_HASH_PATH, expected="the SHA-256 of `query`")
        if asked.document_id is not None and not self._is(_hash_of(asked.document_id) or asked.document_id, text):
            message = "`documentId` and `query` are two documents. Give one of them."
            raise _refused(message, BAD_USER_INPUT, path="documentId", expected="the id of `query`, or none")

    def _is(self, name: str, text: str) -> bool:
        return self._trusted.get(name) == text or name.lower() == digest(text)


def _hash_of(document_id: str | None) -> str | None:
    """The hash in a SHA-256 hex document identifier."""
    if document_id is None or not document_id.startswith(_SHA256):
        return None
    return document_id.removeprefix(_SHA256)


def _refused(message: str, code: str, **said: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code, **said})
