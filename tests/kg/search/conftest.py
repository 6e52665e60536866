import pytest

from kg.catalogue import Catalogue
from tests.kg.conftest import Join

ENTRY = (
    "---\ntitle: {title}\nsummary: {summary}\nkeywords: {keywords}\n---\n\n## Justification\n\n{body}\n\n"
    "## The Other Alternatives That Were Not Chosen\n\n{options}\n\n## Further Reading\n\n{reading}\n"
)


def entry(
    title: str, body: str = "It is so.", *, summary: str = "", keywords: str = "", options: str = "", reading: str = ""
) -> str:
    """A principle page with what is searched of it."""
    return ENTRY.format(title=title, body=body, summary=summary, keywords=keywords, options=options, reading=reading)


@pytest.fixture
def mixed(join: Join) -> Catalogue:
    """A catalogue of entries in four languages, with an alternative, a source and a theme."""
    return join(
        {
            "events.md": entry(
                "Events before calls",
                "The teams publish events, because those who read from a queue need not know of one another.",
                summary="Publish what has happened.",
                keywords="messaging, event sourcing",
                options="* Shared databases - because a schema can't be changed by those who own it",
                reading="* [Enterprise integration](https://example.org/patterns/Messaging.html)",
            ),
            "queue.md": entry("Queue", "A queue of events is kept by the team that reads it, and it may be large."),
            "0012-products.md": entry("12. Products, not projects", "The team that builds it runs it. C++ too."),
            "wachtrij.md": entry(
                "Beslissingen staan in het archief",
                "Wij kiezen voor een wachtrij, omdat de teams die eruit lezen elkaar niet hoeven te kennen.",
            ),
            "file.md": entry(
                "La réversibilité d’abord",
                "Nous prenons une file, parce que les équipes qui la lisent n’ont pas à se connaître et elle tient.",
            ),
            "kuyruk.md": entry(
                "Kararlar yazılır",
                "Bir kuyruk seçtik, çünkü ondan okuyan ekipler birbirini tanımak için zaman harcamaz ve bu daha iyi.",
            ),
            "catalogue.toml": '[[themes]]\nlabel = "Events and queues"\nprinciples = ["queue", "events"]\n',
        }
    )
