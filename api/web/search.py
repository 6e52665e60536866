"""The page that searches: a form, and what matches."""

from urllib.parse import urlencode

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from api.web import pages
from api.web.place import under
from api.web.threads import in_thread
from kg.catalogue import Catalogue
from kg.identity import local_name
from kg.model import Principle, ResourceKind
from kg.search.highlight import Fragment, highlight, named
from kg.search.results import Hit
from kg.search.results import search as found

_SIZE = 20
_LAST_PAGE = 50
_KINDS = {
    "principle": "principles and decisions",
    "alternative": "alternatives",
    "source": "sources",
    "theme": "themes",
}


class Shown(Struct, frozen=True):
    """A hit as the page shows it."""

    address: str
    kind: str
    label: Fragment
    text: Fragment | None

    @classmethod
    def of(cls, catalogue: Catalogue, hit: Hit) -> "Shown":
        """The hit with its label and the best of its texts, where that is another one."""
        kind = hit.node.kind.value if isinstance(hit.node, Principle) else type(hit.node).__name__.lower()
        label, text = named(hit), highlight(catalogue, hit)
        other = None if text.text == label.text else text
        return cls(pages.here(catalogue, local_name(hit.node)), kind, label, other)


async def search(request: Request) -> Response:
    """What matches `q`, of one `kind` or of all, `page` by page."""
    return await in_thread(_page, request)


def _page(request: Request) -> Response:
    catalogue: Catalogue = request.app.state.catalogue
    asked = request.query_params
    text, kind = asked.get("q", ""), asked.get("kind", "")
    page = min(_number(asked.get("page", "")), _LAST_PAGE)
    kinds = (ResourceKind(kind),) if kind in _KINDS else None
    answer = found(catalogue, text, kinds, page * _SIZE)
    hits = answer.hits[(page - 1) * _SIZE :]
    more = answer.total > page * _SIZE and page < _LAST_PAGE
    return pages.shown(
        "search.html",
        catalogue=catalogue,
        text=text,
        kind=kind if kinds else "",
        kinds=_KINDS,
        total=answer.total,
        start=(page - 1) * _SIZE + 1,
        hits=[Shown.of(catalogue, hit) for hit in hits],
        before=_address(text, kind, page - 1) if page > 1 else None,
        after=_address(text, kind, page + 1) if more else None,
    )


def _address(text: str, kind: str, page: int) -> str:
    given = {"q": text, "kind": kind, "page": str(page) if page > 1 else ""}
    said = urlencode({name: value for name, value in given.items() if value}, errors="replace")
    return under(f"/search?{said}")


def _number(given: str) -> int:
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else 1
