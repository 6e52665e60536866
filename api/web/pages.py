"""Pages for people: the start page, the query page, and errors."""

import json
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from jinja2 import Environment, PackageLoader, select_autoescape
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from api.web.headers import policy
from api.web.questions import QUESTIONS
from kg.catalogue import Catalogue
from kg.identity import Node, local_name
from kg.model import CitationRole, Principle

SHOWN = 60
"""How many principles the start page lists."""
ASSETS = Path(__file__).parent / "assets"


class Assets(StaticFiles):
    """What pages load. Whoever opens a WebSocket at such an address is refused."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Runs as an ASGI application."""
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


_templates = Environment(
    loader=PackageLoader("api.web"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
)


class Example(Struct, frozen=True):
    """A query to try, and the question it asks."""

    question: str
    query: str

    @property
    def address(self) -> str:
        """Where the query page opens with it."""
        return f"/graphql?query={quote(self.query)}"


class Linked(Struct, frozen=True):
    """A node by its name, and the address of its page here."""

    label: str
    address: str

    @classmethod
    def of(cls, catalogue: Catalogue, node: Node, label: str) -> "Linked":
        """The link to a node."""
        return cls(label, here(catalogue, local_name(node)))


def base_path(catalogue: Catalogue) -> str:
    """The path of the base, unescaped, from the first slash to the last."""
    path = unquote(urlsplit(catalogue.iris.base).path)
    return path if path.startswith("/") and path.endswith("/") else "/"


def here(catalogue: Catalogue, local: str) -> str:
    """Where a name under the base, unescaped, is found under whatever host this is."""
    return quote(base_path(catalogue) + local, safe="/:@!$&'()*+=~")


@lru_cache(maxsize=1)
def examples(catalogue: Catalogue) -> tuple[Example, ...]:
    """Three queries that this catalogue can answer."""
    return _rejected(catalogue), _conflicts(), _cited(catalogue)


def _rejected(catalogue: Catalogue) -> Example:
    principle = _telling(catalogue)
    if principle is None:
        return Example("Which documents are here?", "{\n  documents {\n    nodes {\n      path\n    }\n  }\n}")
    query = f"""{{
  principle(slug: {json.dumps(principle.slug, ensure_ascii=False)}) {{
    title
    rejections {{
      alternative {{ label }}
      reason {{ text }}
    }}
    furtherReading {{ title url }}
  }}
}}"""
    return Example(f"What does “{principle.title}” reject, and what is there to read about it?", query)


def _telling(catalogue: Catalogue) -> Principle | None:
    """The first principle that rejects something and has further reading, or has the most of this."""
    rejecting = [principle for principle in catalogue.principles if catalogue.rejections(principle)]
    for principle in rejecting:
        if any(edge.reference.role is CitationRole.FURTHER_READING for edge in catalogue.citations_by(principle)):
            return principle
    return next(iter(rejecting or catalogue.principles), None)


def _conflicts() -> Example:
    query = """{
  conflicts {
    totalCount
    nodes {
      kind
      explanation
      location { path line }
    }
  }
}"""
    return Example("What contradicts what?", query)


def _cited(catalogue: Catalogue) -> Example:
    linked = [source for source in catalogue.sources if source.url]
    if not linked:
        return Example("Which alternatives were not chosen?", "{\n  alternatives {\n    nodes { label }\n  }\n}")
    source = max(linked, key=lambda source: len(catalogue.citations_of(source)))
    query = f"""{{
  source(url: {json.dumps(source.url, ensure_ascii=False)}) {{
    title
    citations {{
      nodes {{
        role
        principle {{ title }}
        location {{ path line }}
      }}
    }}
  }}
}}"""
    return Example("Who rests on the source that is cited most?", query)


def start(request: Request) -> Response:
    """What is here, and three queries to try."""
    catalogue = request.app.state.catalogue
    return _page(
        "start.html",
        catalogue=catalogue,
        examples=examples(catalogue),
        principles=[Linked.of(catalogue, one, one.title) for one in catalogue.principles[:SHOWN]],
        themes=[Linked.of(catalogue, one, one.label) for one in catalogue.themes[:SHOWN]],
        all=here(catalogue, "catalogue"),
    )


def ide(request: Request) -> Response:
    """GraphiQL; its script reads a query to begin with from the address."""
    catalogue = request.app.state.catalogue
    response = _page("ide.html", catalogue=catalogue, query=examples(catalogue)[0].query)
    response.headers["Vary"] = "Accept"
    # GraphiQL's editor sets style attributes.
    response.headers["Content-Security-Policy"] = policy("style-src 'self' 'unsafe-inline'")
    return response


def sparql(request: Request) -> Response:
    """An editor for SPARQL with the query of the address, or else the first of those to try."""
    catalogue = request.app.state.catalogue
    query = request.query_params.get("query") or QUESTIONS[0].query
    response = _page("sparql.html", catalogue=catalogue, base=catalogue.iris.base, query=query, questions=QUESTIONS)
    response.headers["Vary"] = "Accept"
    return response


def error_page(request: Request, status: int, title: str, message: str) -> Response:
    """What went wrong, in a sentence, and the way back."""
    response = _page("error.html", status, catalogue=request.app.state.catalogue, title=title, message=message)
    response.headers["Vary"] = "Accept"
    return response


def rendered(name: str, **values: object) -> bytes:
    """A template with its values, in UTF-8."""
    return _templates.get_template(name).render(values).encode("utf-8", "replace")


def _page(name: str, status: int = 200, **values: object) -> HTMLResponse:
    return HTMLResponse(rendered(name, **values), status)
