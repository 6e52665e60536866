import re
from pathlib import Path

import pytest

from kg.reading.document import read
from kg.search.languages import Guess, commonest, stated
from kg.search.stems import LANGUAGES
from kg.search.words import words

TEXTS = {
    "en": "We chose a queue, because the teams that read from it need not know of each other, and it can be replaced.",
    "nl": "Wij kiezen voor een wachtrij, omdat de teams die eruit lezen elkaar niet hoeven te kennen en het werkt.",
    "de": "Wir nehmen eine Warteschlange, weil die Teams, die aus ihr lesen, einander nicht kennen müssen.",
    "fr": "Nous prenons une file, parce que les équipes qui la lisent n’ont pas à se connaître, et elle est à nous.",
    "es": "Elegimos una cola, porque los equipos que leen de ella no tienen que conocerse y porque es de la casa.",
    "tr": "Bir kuyruk seçtik, çünkü ondan okuyan ekipler birbirini tanımak için zaman harcamaz ve bu daha iyi olan.",
    "it": "Abbiamo scelto una coda, perché le squadre che leggono da essa non devono conoscersi e che è più sicura.",
    "ru": "Мы выбрали очередь, потому что команды, которые из неё читают, не должны знать друг о друге.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_small_words_tell(language: str) -> None:
    """A sentence or two are enough to tell the language of a text."""
    assert Guess().language(words(TEXTS[language])) == language


@pytest.mark.parametrize("text", ["", "Kafka", "GraphQL API Gateway", "the van"])
def test_too_few_words_tell_nothing(text: str) -> None:
    """A name or two tell no language."""
    assert Guess().language(words(text)) is None


def test_guesses_do_not_depend_on_each_other() -> None:
    """What a text is told to be doesn't depend on those before it."""
    guess = Guess()
    assert [guess.language(words(text)) for text in (*TEXTS.values(), *TEXTS.values())] == [*TEXTS, *TEXTS]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("lang: nl", "nl"),
        ("language: 'nl-BE'", "nl"),
        ("locale: pt_BR", "pt"),
        ("Lang: Dutch", "nl"),
        ("lang: nb", "no"),
        ("lang: xx", None),
        ("langue: fr", None),
        ("lang:", None),
    ],
)
def test_front_matter_states_a_language(line: str, language: str | None) -> None:
    """The front matter names a language by a tag or in English; one that can't be stemmed is none."""
    assert stated(read("a.md", f"---\ntitle: A\n{line}\nother: en\n---\n\nlang: fr\n".encode())) == language
    assert stated(read("a.md", b"lang: fr\n")) is None


def test_commonest() -> None:
    """The language of most counts, and English where none is known."""
    assert commonest(["nl", None, "de", "nl", None, None]) == "nl"
    assert commonest(["nl", "de"]) == "de"
    assert commonest([None]) == "en"


def test_languages_are_documented() -> None:
    """docs/search.md names every language that is stemmed, and no other."""
    page = (Path(__file__).parents[3] / "docs/search.md").read_text(encoding="utf-8")
    listed = re.search(r"that the entry is in:\n(.*?) \(Snowball\)", page, re.DOTALL)
    assert listed
    assert re.findall(r"[A-Z][a-z]+", listed[1]) == [name.title() for name in sorted(LANGUAGES.values())]
