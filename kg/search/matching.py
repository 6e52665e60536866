"""A question in the engine's terms: what matches it, and how much each match weighs."""

import math
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from kg.identity import label_key, url_key
from kg.model import ResourceKind
from kg.names import numbered_name
from kg.reading.title import bare
from kg.search.analysis import BODY, EXTRA, LEAD, NAME, REST, STEMMED
from kg.search.index import KEY, KIND, Index, numbered
from kg.search.question import Clause, Question, spellings, within
from kg.search.stems import stem
from kg.search.words import fold

if TYPE_CHECKING:
    from tantivy import Query

WHOLE = 4000.0
"""What a hit gains by holding all words, and twice as much by being called so: far more than words weigh together."""
_ZONES = {NAME: 4.0, LEAD: 2.0, BODY: 1.0, REST: 0.3}
_STEM, _EXTRA, _BEGINNING, _APART = 0.8, 0.5, 0.5, 0.3
_TIE = 0.2
_FEW, _MANY = 50, 0.4
_BEGINNINGS = 200


class Sought(Struct, frozen=True):
    """A query for a part of what is asked, and how many resources at least match it; 0 only where none does."""

    query: "Query"
    count: int


class Matching:
    """What an index is asked for a question."""

    def __init__(self, index: Index, question: Question) -> None:
        self._index, self._question = index, question

    @cached_property
    def query(self) -> "Query | None":
        """The query for hits of all kinds; None where nothing can be found."""
        from tantivy import Occur, Query

        groups = [self._group(group) for group in self._question.groups]
        bound = [all(clause.bound for clause in group) for group in self._question.groups]
        if any(must and not one.count for must, one in zip(bound, groups, strict=True)):
            return None
        telling = self._telling([one.count for one in groups])
        parts: list[tuple[Occur, Query]] = []
        free: list[Query] = []
        whole: list[tuple[Occur, Query]] = []
        for one, must, tells in zip(groups, bound, telling, strict=True):
            if must or tells:
                whole.append((Occur.Must, one.query))
            if tells and not must:
                free.append(one.query)
            elif one.count:
                parts.append((Occur.Must if must else Occur.Should, one.query))
        called = self._called()
        free += [Query.const_score_query(one, 0.0) for one in called]
        if any(bound):
            parts += [(Occur.Should, query) for query in free]
        elif free:
            parts.append((Occur.Must, Query.boolean_query([(Occur.Should, query) for query in free])))
        else:
            return None
        above = [Query.const_score_query(one, 2 * WHOLE) for one in called]
        if groups and all(one.count for one in groups):
            above.append(Query.const_score_query(Query.boolean_query(whole), WHOLE))
        if above:
            parts.append((Occur.Should, Query.disjunction_max_query(above, 0.0)))
        parts += [(Occur.Should, query) for query in self._in_a_row()]
        parts += [(Occur.MustNot, self._exactly(clause).query) for clause in self._question.excluded]
        return Query.boolean_query(parts)

    def of_kinds(self, kinds: Collection[ResourceKind] | None) -> "Query | None":
        """The query for hits of some kinds, None for all; the kind weighs nothing."""
        from tantivy import Occur, Query

        query = self.query
        if query is None or kinds is None:
            return query
        if not kinds:
            return None
        schema = self._index.schema
        named = Query.boolean_query([(Occur.Should, Query.term_query(schema, KIND, one.value)) for one in kinds])
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(named, 0.0))])

    def _telling(self, counts: Sequence[int]) -> list[bool]:
        """Which groups a hit may owe itself to: not those that stand nearly everywhere, where there are others."""
        most = max(_FEW, _MANY * self._index.principles)
        telling = [0 < count <= most for count in counts]
        return telling if any(telling) else [count > 0 for count in counts]

    def _group(self, group: Sequence[Clause]) -> "Sought":
        return _any([self._clause(clause) for clause in group])

    def _clause(self, clause: Clause) -> "Sought":
        if len(clause.words) == 1:
            if clause.quoted:
                return self._exactly(clause)
            return _any([self._word(clause.words[0], open=clause.open), *self._inside(clause)])
        row = self._row(clause.words, open=clause.open)
        if clause.quoted:
            return row
        return _any([row, *(self._word(one, open=clause.open) for one in spellings(clause)), self._apart(clause.words)])

    def _inside(self, clause: Clause) -> list["Sought"]:
        found = within(clause)
        return [self._row(found), self._apart(found)] if len(found) > 1 else []

    def _apart(self, words: Sequence[str]) -> "Sought":
        from tantivy import Occur, Query

        every = Query.boolean_query([(Occur.Must, self._word(word).query) for word in words])
        return Sought(Query.boost_query(every, _APART), self._index.count(every))

    def _exactly(self, clause: Clause) -> "Sought":
        if len(clause.words) == 1:
            return self._weighed([(zone, fold(clause.words[0]), weight) for zone, weight in _ZONES.items()], [])
        return _any([self._row(clause.words), *(self._word(one) for one in spellings(clause))])

    def _word(self, word: str, *, open: bool = False) -> "Sought":
        """A word in all its fields, whatever is rarer there than elsewhere counting no more for that."""
        plain = fold(word)
        fields = [(zone, plain, weight) for zone, weight in _ZONES.items()]
        fields.append((EXTRA, plain, _EXTRA))
        stems = {stem(language, word) for language in self._index.known} | self._index.accented.get(plain, set())
        for one in sorted(stems):
            fields += [(zone + STEMMED, one, weight * _STEM) for zone, weight in _ZONES.items()]
            fields.append((EXTRA, one, _EXTRA * _STEM))
        beginnings = [(zone, plain, weight * _BEGINNING) for zone, weight in _ZONES.items()] if open else []
        return self._weighed(fields, beginnings)

    def _weighed(
        self, fields: Sequence[tuple[str, str, float]], beginnings: Sequence[tuple[str, str, float]]
    ) -> "Sought":
        from tantivy import Query

        searcher, schema = self._index.searcher, self._index.schema
        found = [(field, term, weight, searcher.doc_freq(field, term)) for field, term, weight in fields]
        found = [one for one in found if one[3]]
        longer = [(field, start, weight, self._beginning(field, start)) for field, start, weight in beginnings]
        longer = [one for one in longer if one[3]]
        if not found and not longer:
            return Sought(Query.empty_query(), 0)
        count = max(count for *_, count in (*found, *longer))
        rare = self._rarity(max(count for *_, count in found or longer))
        parts = [
            Query.boost_query(Query.term_query(schema, field, term), weight * rare / self._rarity(count))
            for field, term, weight, count in found
        ]
        parts += [
            # With no mistakes allowed this is a beginning, in a fraction of the time that a pattern takes.
            Query.const_score_query(Query.fuzzy_term_query(schema, field, start, 0, prefix=True), weight * rare)
            for field, start, weight, _ in longer
        ]
        return Sought(Query.disjunction_max_query(parts, _TIE), min(count, len(self._index.nodes)))

    def _beginning(self, field: str, start: str) -> int:
        """How often words begin so, as far as the commonest of them tell."""
        return sum(count for _, count in self._index.searcher.terms_with_prefix(field, start, limit=_BEGINNINGS))

    def _rarity(self, count: int) -> float:
        """The engine's inverse document frequency (BM25)."""
        nodes = len(self._index.nodes)
        count = min(count, nodes)
        return math.log(1 + (nodes - count + 0.5) / (count + 0.5))

    def _row(self, words: Sequence[str], *, open: bool = False) -> "Sought":
        """Words one after another, as they are written."""
        from tantivy import Query

        schema = self._index.schema
        given: list[str | tuple[int, str]] = [fold(word) for word in words]
        if len(given) == 1:
            return self._word(words[0], open=open)
        rows = [(Query.phrase_query(schema, zone, given), weight) for zone, weight in _ZONES.items()]
        if open:
            rows += [
                (Query.phrase_prefix_query(schema, zone, given), weight * _BEGINNING) for zone, weight in _ZONES.items()
            ]
        query = Query.disjunction_max_query([Query.boost_query(query, weight) for query, weight in rows], _TIE)
        return Sought(query, self._index.count(query))

    def _in_a_row(self) -> list["Query"]:
        """The words of a text where they stand as they were typed."""
        words = [word for group in self._question.groups for clause in group[:1] for word in clause.words]
        return [self._row(words).query] if len(self._question.groups) > 1 else []

    def _called(self) -> list["Query"]:
        """The nodes that are called just so."""
        from tantivy import Occur, Query

        text = self._question.text
        keys = {label_key(text), label_key(bare(text))}
        if "." in text and not any(map(str.isspace, text)):
            keys.add(url_key(text if "://" in text else f"https://{text}") or "")
        number = numbered_name(text)
        if number:
            keys.add(numbered(number))
        terms = [Query.term_query(self._index.schema, KEY, key) for key in sorted(keys) if key]
        if not terms:
            return []
        return [Query.boolean_query([(Occur.Should, term) for term in terms])]


def _any(sought: Sequence[Sought]) -> Sought:
    from tantivy import Query

    if len(sought) == 1:
        return sought[0]
    query = Query.disjunction_max_query([one.query for one in sought], _TIE)
    return Sought(query, max(one.count for one in sought))
