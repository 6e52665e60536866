"""Pages for people: the start page, the query page, and errors."""

import json
from collections import Counter
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, select_autoescape
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.web.headers import policy
from kg.catalogue import Catalogue
from kg.model import CitationRole

ASSETS = Path(__file__).parent / "assets"
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


def examples(catalogue: Catalogue) -> list[Example]:
    """Three queries that this catalogue can answer."""
    return [_rejected(catalogue), _conflicts(), _cited(catalogue)]


def _rejected(catalogue: Catalogue) -> Example:
    def told(number: int) -> tuple[bool, bool]:
        principle = catalogue.principles[number]
        roles = {edge.reference.role for edge in catalogue.citations_by(principle)}
        return bool(catalogue.rejections(principle)), CitationRole.FURTHER_READING in roles

    if not catalogue.principles:
        return Example("Which documents are here?", "{\n  documents {\n    nodes {\n      path\n    }\n  }\n}")
    principle = catalogue.principles[max(range(len(catalogue.principles)), key=lambda n: (told(n), -n))]
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
    counts = Counter({source.url: len(catalogue.citations_of(source)) for source in catalogue.sources if source.url})
    if not counts:
        return Example("Which alternatives were not chosen?", "{\n  alternatives {\n    nodes { label }\n  }\n}")
    (url, _), *_rest = counts.most_common(1)
    query = f"""{{
  source(url: {json.dumps(url, ensure_ascii=False)}) {{
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
    return _page("start.html", catalogue=catalogue, examples=examples(catalogue))


def ide(request: Request) -> Response:
    """GraphiQL; its script reads a query to begin with from the address."""
    catalogue = request.app.state.catalogue
    response = _page("ide.html", catalogue=catalogue, query=examples(catalogue)[0].query)
    # GraphiQL's editor sets style attributes.
    response.headers["Content-Security-Policy"] = policy("style-src 'self' 'unsafe-inline'")
    return response


def error_page(request: Request, status: int, title: str, message: str) -> Response:
    """What went wrong, in a sentence, and the way back."""
    return _page("error.html", status, catalogue=request.app.state.catalogue, title=title, message=message)


def _page(name: str, status: int = 200, **values: object) -> HTMLResponse:
    return HTMLResponse(_templates.get_template(name).render(values), status, {"Vary": "Accept"})
