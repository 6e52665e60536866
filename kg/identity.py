"""When two mentions are the same thing: slugs, label keys, URL keys and IRIs."""

import hashlib
import re
import unicodedata
from base64 import urlsafe_b64encode
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

import idna

from kg.model import Alternative, Document, Principle, Source, Theme

DEFAULT_BASE = "https://principles.example/"

GENERIC_STEMS = {"readme", "index"}
_GENERIC_FOLDERS = {
    "docs", "doc", "adr", "adrs", "decisions", "architecture", "principles", "pages", "content", "src",
}  # fmt: skip
_PLAIN_LABEL = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._~-]*")
_ASCII_WORDS = re.compile(r"[a-z0-9]+")
_QUOTES = re.compile(r"[\"'`´‘’‚‛“”„‟«»‹›]")
_EMPHASIS = re.compile(r"(?<![\w*~])[*_~]+|(?<![*_~])[*_~]+(?!\w)")
_ARTICLE = re.compile(r"^(?:the|an?)\s+(?=\S)")
_PUNCTUATION = re.compile(r"[^\w\s+#.&]+|(?<=\w)\.|\.(?!\w)")
_GENERIC_LABEL = re.compile(
    r"(?:do(?:ing)? nothing|status quo|(?:keep|leave)(?: (?:it|things|everything))? as(?: it)?(?: is| are)?|as is"
    r"|others?|none(?: of (?:the above|these|them))?|no change|nothing|"
    r"(?:option|alternative|choice|variant|solution) (?:\d+|[a-z]))",
)
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|_ga|_hs(?:enc|mi)|ref_src|ref_url",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_KEY_TEXT = re.compile(r"[^\w.]+")
# What RFC 3987 keeps out of an IRI's path, and the signs that would end it.
_NOT_IN_IRI = re.compile(
    r"[\x00-\x20<>\"{}|\\^`%?#\[\]\x7f-\xa0\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U0010ffff"
    r"\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff\U0005fffe\U0005ffff"
    r"\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff\U0009fffe\U0009ffff\U000afffe\U000affff"
    r"\U000bfffe\U000bffff\U000cfffe\U000cffff\U000dfffe\U000dffff]"
)


def slugify(text: str) -> str:
    """The slug of a text: NFC, casefolded, letters and digits of every script joined by hyphens."""
    if text.isascii():
        return "-".join(_ASCII_WORDS.findall(text.lower()))
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    # Marks belong to letters: without them a word of many scripts would fall apart.
    kept = [c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in folded]
    return "-".join("".join(kept).split())


def document_slug(path: str, permalink: str | None = None) -> str:
    """The slug of a document: its permalink less `.html`, else its path less what is generic in it."""
    if permalink:
        segments = permalink.removesuffix(".html").split("/")
        slug = "/".join(filter(None, map(slugify, segments)))
        if slug:
            return slug
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0] or name
    kept = [folder for folder in folders if folder.casefold() not in _GENERIC_FOLDERS]
    if stem.casefold() not in GENERIC_STEMS or not kept:
        kept.append(stem)
    return "/".join(filter(None, map(slugify, kept))) or "document"


@lru_cache(maxsize=1 << 16)
def label_key(label: str) -> str:
    """What two labels share when they name the same option.

    Case, quotes, emphasis, a leading article and punctuation don't count; `+`, `#` and a leading dot do.
    """
    if _PLAIN_LABEL.fullmatch(label):
        return _ARTICLE.sub("", label.lower())
    text = _EMPHASIS.sub("", _QUOTES.sub("", unicodedata.normalize("NFKC", label).casefold()))
    text = _PUNCTUATION.sub(" ", text).replace("&", " and ")
    return _ARTICLE.sub("", " ".join(text.split()))


@lru_cache(maxsize=1 << 16)
def is_generic(label: str) -> bool:
    """True for labels that say nothing outside their document ("do nothing", "option 2"): never shared."""
    return _GENERIC_LABEL.fullmatch(label_key(label)) is not None


_SIGNS = {"+": "plus", "#": "sharp"}


@lru_cache(maxsize=1 << 16)
def alternative_slug(label: str) -> str:
    """The slug of an option, which is its identity: `C++` is `c-plus-plus`, `.NET` is `dot-net`."""
    key = label_key(label)
    if _PLAIN_LABEL.fullmatch(key):
        return key.replace(" ", "-")
    spelt = re.sub(r"(?:^|(?<=\s))\.(?=\w)", "dot ", key)
    spelt = re.sub(r"[+#]", lambda sign: f" {_SIGNS[sign[0]]} ", spelt)
    return slugify(spelt) or hashlib.sha256(key.encode()).hexdigest()[:8]


def is_host(host: str) -> bool:
    """True for `localhost`, an IP address, and a name with a dot that IDNA 2008 accepts."""
    if host == "localhost" or re.fullmatch(r"\d+(\.\d+){3}|[0-9a-f:]*:[0-9a-f:.]*", host):
        return True
    if "." not in host.strip("."):
        return False
    if re.fullmatch(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+\.?", host):
        return "xn--" not in host or _idna_host(host)
    return _idna_host(host)


def _idna_host(host: str) -> bool:
    try:
        idna.encode(host, uts46=True)
    except (idna.IDNAError, UnicodeError):
        return False
    return True


@lru_cache(maxsize=1 << 16)
def url_key(url: str) -> str | None:
    """What two spellings of a URL share when they are the same source; None where its host is no host."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not is_host(host):
        return None
    if not host.isascii():
        host = idna.encode(host, uts46=True).decode()
    elif "xn--" in host:
        host = idna.encode(idna.decode(host)).decode()
    key = host.removeprefix("www.").rstrip(".")
    if port is not None and port not in _DEFAULT_PORTS.values():
        key += f":{port}"
    key += _percent_normal(parts.path).rstrip("/")
    if parts.query:
        query = "&".join(
            part for part in parts.query.split("&") if part and not _TRACKING.fullmatch(part.split("=", 1)[0])
        )
        if query:
            key += "?" + _percent_normal(query)
    if parts.fragment.startswith(("!", "/")):
        key += "#" + _percent_normal(parts.fragment)
    return key


_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def _percent_normal(text: str) -> str:
    """RFC 3986, 6.2.2: unreserved characters plain, all other escapes in upper case."""
    if _PLAIN_PATH.fullmatch(text):
        return text

    def normal(match: re.Match[str]) -> str:
        code = int(match[1], 16)
        return chr(code) if code in _UNRESERVED else match[0].upper()

    return quote(_ESCAPE.sub(normal, text), safe="%/:@!$&'()*+,;=?-._~#[]|")


def host_of(url: str) -> str | None:
    """The host of a URL in lower case, without `www.`."""
    key = url_key(url)
    return None if key is None else re.split(r"[/?#]", key, maxsplit=1)[0]


@lru_cache(maxsize=1 << 16)
def source_key(url: str | None, title: str | None) -> str | None:
    """The readable key of a source, made of host and path (or its text) with a short digest; None if malformed."""
    text = url_key(url) if url is not None else "text:" + label_key(title or "")
    if text is None:
        return None
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    readable = _KEY_TEXT.sub("-", unquote(text.removeprefix("text:").split("?")[0])).strip("-._").lower()[:60]
    return f"{readable.rstrip('-._')}-{digest}" if readable else digest


Node = Principle | Alternative | Source | Theme | Document


def local_name(node: Node) -> str:
    """The name of a node inside its catalogue, unescaped: `principle/slug`, `document/path`, ..."""
    match node:
        case Principle():
            return f"principle/{node.slug}"
        case Alternative():
            return f"alternative/{node.slug}"
        case Source():
            return f"source/{node.key}"
        case Theme():
            return f"theme/{node.slug}"
        case Document():
            return f"document/{node.path}"


def opaque_id(node: Node) -> str:
    """The `id` of a node in GraphQL and JSON: made of its local name, so that it survives an import."""
    return urlsafe_b64encode(local_name(node).encode()).decode().rstrip("=")


class Iris:
    """The IRIs (RFC 3987) of one catalogue, all under its base."""

    __slots__ = ("base",)

    def __init__(self, base: str) -> None:
        self.base = base if base.endswith("/") else base + "/"

    @property
    def catalogue(self) -> str:
        """The catalogue itself."""
        return self.base

    def mint(self, local: str) -> str:
        """The IRI of a local name; what an IRI can't hold is percent-encoded."""
        if _PLAIN_PATH.fullmatch(local):
            return self.base + local
        return self.base + _NOT_IN_IRI.sub(lambda match: quote(match[0], safe=""), local)

    def of(self, node: Node) -> str:
        """The IRI of any node."""
        return self.mint(local_name(node))

    principle = alternative = source = theme = of

    def document(self, document: Document | str) -> str:
        """The IRI of a document, given as such or by its path."""
        return self.mint(f"document/{document if isinstance(document, str) else document.path}")

    def local(self, iri: str) -> str | None:
        """The local name behind an IRI in any percent-encoding; None where it isn't under the base."""
        return unquote(iri[len(self.base) :]) if iri.startswith(self.base) else None
