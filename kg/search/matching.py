"""A question in the engine's terms: what matches it, and how much each match weighs."""

import math
import re
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from kg.identity import label_key, url_key
from kg.model import ResourceKind
from kg.names import numbered_name
from kg.reading.title import bare
from kg.search.index import BODY, EXTRA, KEY, KIND, LEAD, NAME, REST, STEMMED, Index, numbered
from kg.search.question import Clause, Question, spellings, within
from kg.search.stems import stem
from kg.search.words import fold

if TYPE_CHECKING:
    from tantivy import Query

WHOLE = 1000.0
"""What a hit gains by holding all words, and once more by being called so: far more than words weigh together."""
_ZONES = {NAME: 4.0, LEAD: 2.0, BODY: 1.0, REST: 0.3}
_STEM, _EXTRA, _BEGINNING, _APART = 0.8, 0.5, 0.5, 0.3
_TIE = 0.2
_FEW, _MANY = 50, 0.4
_BEGINNINGS = 200


class Word:
    """A single word as it is looked for: as it is, and by its stem in each language of the catalogue."""

    def __init__(self, index: Index, word: str) -> None:
        self.plain = fold(word)
        self.stems = {stem(language, word) for language in index.known} | index.accented.get(self.plain, set())


class Matching:
    """What an index is asked for a question."""

    def __init__(self, index: Index, question: Question) -> None:
        self._index, self._question = index, question

    @cached_property
    def query(self) -> "Query | None":
        """The query for hits of all kinds; None where nothing can be found."""
        from tantivy import Occur, Query

        groups = [self._group(group) for group in self._question.groups]
        counts = [self._index.count(query) for query in groups]
        bound = [all(clause.bound for clause in group) for group in self._question.groups]
        if any(must and not count for must, count in zip(bound, counts, strict=True)):
            return None
        telling = self._telling(counts)
        parts: list[tuple[Occur, Query]] = []
        for query, count, must, tells in zip(groups, counts, bound, telling, strict=True):
            if count and (must or not tells):
                parts.append((Occur.Must if must else Occur.Should, query))
        free = [q for q, count, must, tells in zip(groups, counts, bound, telling, strict=True) if tells and not must]
        called = self._called()
        if any(bound):
            parts += [(Occur.Should, query) for query in (*free, *called)]
        elif free or called:
            parts.append((Occur.Must, Query.boolean_query([(Occur.Should, query) for query in (*free, *called)])))
        else:
            return None
        if all(counts) and counts:
            whole = [(Occur.Must, q) for q, must, tells in zip(groups, bound, telling, strict=True) if must or tells]
            parts.append((Occur.Should, Query.const_score_query(Query.boolean_query(whole), WHOLE)))
        parts += [(Occur.Should, query) for query in self._in_a_row()]
        parts += [(Occur.MustNot, self._exactly(clause)) for clause in self._question.excluded]
        return Query.boolean_query(parts)

    def of_kinds(self, kinds: Collection[ResourceKind]) -> "Query | None":
        """The query for hits of some kinds, of all where none is named; the kind weighs nothing."""
        from tantivy import Occur, Query

        query = self.query
        if query is None or not kinds:
            return query
        schema = self._index.schema
        named = Query.boolean_query([(Occur.Should, Query.term_query(schema, KIND, one.value)) for one in kinds])
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(named, 0.0))])

    def _telling(self, counts: Sequence[int]) -> list[bool]:
        """Which groups a hit may owe itself to: not those that stand nearly everywhere, where there are others."""
        most = max(_FEW, _MANY * self._index.entries)
        telling = [0 < count <= most for count in counts]
        return telling if any(telling) else [count > 0 for count in counts]

    def _group(self, group: Sequence[Clause]) -> "Query":
        return _any([self._clause(clause) for clause in group])

    def _clause(self, clause: Clause) -> "Query":
        if len(clause.words) == 1:
            if clause.quoted:
                return self._exactly(clause)
            return _any([self._word(clause.words[0], open=clause.open), *self._inside(clause)])
        row = self._row(clause.words, open=clause.open)
        if clause.quoted:
            return row
        return _any([row, *(self._word(one, open=clause.open) for one in spellings(clause)), self._apart(clause.words)])

    def _inside(self, clause: Clause) -> list["Query"]:
        found = within(clause)
        return [self._row(found), self._apart(found)] if len(found) > 1 else []

    def _apart(self, words: Sequence[str]) -> "Query":
        from tantivy import Occur, Query

        every = Query.boolean_query([(Occur.Must, self._word(word)) for word in words])
        return Query.boost_query(every, _APART)

    def _exactly(self, clause: Clause) -> "Query":
        if len(clause.words) == 1:
            return self._weighed([(zone, fold(clause.words[0]), weight) for zone, weight in _ZONES.items()], [])
        return _any([self._row(clause.words), *(self._word(one) for one in spellings(clause))])

    def _word(self, word: str, *, open: bool = False) -> "Query":
        """A word in all its fields, whatever is rarer there than elsewhere counting no more for that."""
        sought = Word(self._index, word)
        fields = [(zone, sought.plain, weight) for zone, weight in _ZONES.items()]
        fields.append((EXTRA, sought.plain, _EXTRA))
        for one in sorted(sought.stems):
            fields += [(zone + STEMMED, one, weight * _STEM) for zone, weight in _ZONES.items()]
            fields.append((EXTRA, one, _EXTRA * _STEM))
        beginnings = [(zone, sought.plain, weight * _BEGINNING) for zone, weight in _ZONES.items()] if open else []
        return self._weighed(fields, beginnings)

    def _weighed(
        self, fields: Sequence[tuple[str, str, float]], beginnings: Sequence[tuple[str, str, float]]
    ) -> "Query":
        from tantivy import Query

        searcher, schema = self._index.searcher, self._index.schema
        found = [(field, term, weight, searcher.doc_freq(field, term)) for field, term, weight in fields]
        found = [one for one in found if one[3]]
        longer = [(field, start, weight, self._beginning(field, start)) for field, start, weight in beginnings]
        longer = [one for one in longer if one[3]]
        if not found and not longer:
            return Query.empty_query()
        rare = self._rarity(max(count for *_, count in found or longer))
        parts = [
            Query.boost_query(Query.term_query(schema, field, term), weight * rare / self._rarity(count))
            for field, term, weight, count in found
        ]
        parts += [
            Query.const_score_query(Query.regex_query(schema, field, f"{re.escape(start)}.*"), weight * rare)
            for field, start, weight, _ in longer
        ]
        return Query.disjunction_max_query(parts, _TIE)

    def _beginning(self, field: str, start: str) -> int:
        """How often words begin so, as far as the commonest of them tell."""
        return sum(count for _, count in self._index.searcher.terms_with_prefix(field, start, limit=_BEGINNINGS))

    def _rarity(self, count: int) -> float:
        """The engine's inverse document frequency (BM25)."""
        nodes = len(self._index.nodes)
        count = min(count, nodes)
        return math.log(1 + (nodes - count + 0.5) / (count + 0.5))

    def _row(self, words: Sequence[str], *, open: bool = False) -> "Query":
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
        return _any([Query.boost_query(query, weight) for query, weight in rows])

    def _in_a_row(self) -> list["Query"]:
        """The words of a text where they stand as they were typed."""
        words = [word for group in self._question.groups for clause in group[:1] for word in clause.words]
        return [self._row(words)] if len(self._question.groups) > 1 else []

    def _called(self) -> list["Query"]:
        """The nodes that are called just so."""
        from tantivy import Occur, Query

        text = self._question.text
        keys = {label_key(text), label_key(bare(text)), url_key(text) or ""}
        number = numbered_name(text)
        if number:
            keys.add(numbered(number))
        terms = [Query.term_query(self._index.schema, KEY, key) for key in sorted(keys) if key]
        if not terms:
            return []
        return [Query.const_score_query(Query.boolean_query([(Occur.Should, term) for term in terms]), WHOLE)]


def _any(queries: Sequence["Query"]) -> "Query":
    from tantivy import Query

    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(list(queries), _TIE)
