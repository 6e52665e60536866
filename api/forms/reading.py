"""An answer read as what it says of the graph's nodes: as statements, and as JSON-LD that holds the same ones."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    SelectionSetNode,
    get_named_type,
)

from api.forms.context import INCLUDED, SET, Context, Definition, Frame
from api.forms.hidden import Hidden
from api.forms.selection import Asked, Selection, Sets
from api.forms.terms import CLASSES, KINDS, TERMS, Holds, Term
from kg import patience as watch
from kg.rdf import terms
from kg.rdf.triple import Description, Literal, Object

_Json = dict[str, Any]


class _Read:
    """An object as it is written.

    A node has its IRI, and the frames next below it. What is no node has a frame of its own, and the objects in it.
    """

    __slots__ = ("frames", "inner", "iri", "is_page", "out")

    def __init__(self, out: _Json, iri: str | None, frames: list[Frame]) -> None:
        self.out, self.iri, self.frames = out, iri, frames
        self.inner: dict[str, list[_Read]] = {}
        self.is_page = False

    def nodes(self) -> Iterator["_Read"]:
        """Itself, or the nodes of the list that it is a page of."""
        if self.iri is not None:
            yield self
        elif self.is_page:
            for reads in self.inner.values():
                for read in reads:
                    yield from read.nodes()

    def is_one_list(self) -> bool:
        """True for a page that holds its nodes once: as `nodes`, or each on its edge."""
        return len(self.inner) == 1 and all(
            read.is_one_list() for reads in self.inner.values() for read in reads if read.is_page
        )

    def collapse(self) -> None:
        """Makes a page of one list stand for its nodes."""
        (frame,) = self.frames
        frame.open_key = None
        for key, reads in self.inner.items():
            frame.keys[key] = SET
            for read in reads:
                if read.is_page:
                    read.collapse()


class Reading:
    """Reads one answer. `said` holds what it says of each node, in the terms of the graph."""

    def __init__(self, selection: Selection, hidden: Hidden) -> None:
        self.said: dict[str, Description] = {}
        self._selection, self._hidden = selection, hidden
        self._own = hidden.iri, hidden.kind, hidden.type
        self._context = Context(hidden.keys)
        self._meanings: dict[tuple[int, object], Definition] = {}

    def whole(self, data: _Json, asked: SelectionSetNode) -> _Json:
        """The answer as JSON-LD: `@context` and `data`."""
        root = self._selection.schema.query_type
        assert root is not None
        read = self._container(root, data, (asked,))
        return {"@context": self._context.written(read.frames[0]), "data": read.out}

    def _value(self, kind: GraphQLOutputType, value: Any, sets: Sets) -> tuple[Any, list[_Read]]:
        """A value as it is written, and the objects in it."""
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        if isinstance(kind, GraphQLList) and isinstance(value, list):
            values = [self._value(kind.of_type, one, sets) for one in value]
            return [out for out, _ in values], [read for _, reads in values for read in reads]
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType) and value is not None:
            kind = self._selection.schema.type_map[value[self._hidden.type]]  # type: ignore[assignment]
        if not isinstance(kind, GraphQLObjectType) or value is None:
            return value, []
        iri = value.get(self._hidden.iri) if kind.name in CLASSES else None
        read = self._container(kind, value, sets) if iri is None else self._node(kind, value, sets, iri)
        return read.out, [read]

    def _fields(self, kind: GraphQLObjectType, value: _Json, sets: Sets) -> Iterator[tuple[str, Asked, Any]]:
        for key, asked in self._selection.fields(kind, sets).items():
            if key in value and key not in self._own:
                yield key, asked, value[key]

    def _container(self, kind: GraphQLObjectType, value: _Json, sets: Sets) -> _Read:
        """An object that is no node: it says nothing itself, and is passed through to the nodes in it."""
        frame = Frame()
        read = _Read(frame.out, None, [frame])
        read.is_page = {"edges", "nodes"} <= set(kind.fields) or {"node", "cursor"} == set(kind.fields)
        for key, asked, held in self._fields(kind, value, sets):
            frame.out[key], reads = self._value(asked.type, held, asked.sets)
            leads = held is not None and self._selection.leads_to_nodes(asked.type, asked.sets)
            frame.keys[key] = INCLUDED if leads else None
            if leads:
                read.inner[key] = reads
                frame.inner += [one for other in reads for one in other.frames]
        if read.is_page and len(read.inner) == 1:
            (frame.open_key,) = read.inner
        return read

    def _node(self, kind: GraphQLObjectType, value: _Json, sets: Sets, iri: str) -> _Read:
        out: _Json = {}
        beside: _Json = {}
        keys: dict[str, Definition] = {}
        frames: list[Frame] = []
        watch.check()
        class_ = KINDS[value[self._hidden.kind]] if kind.name == "Principle" else CLASSES[kind.name]
        self._say(iri, terms.TYPE, class_)
        for key, asked, held in self._fields(kind, value, sets):
            term = TERMS[kind.name].get(asked.name)
            if term is not None and term.holds is not Holds.NODE:
                out[key], keys[key] = held, self._literal(iri, term, held, asked)
                continue
            out[key], reads = self._value(asked.type, held, asked.sets)
            leads = held is not None and self._selection.leads_to_nodes(asked.type, asked.sets)
            keys[key] = (INCLUDED if leads else None) if term is None else self._joined(iri, term, reads, beside)
            if keys[key] is not None:
                frames += [one for read in reads for one in read.frames]
        return _Read({"@id": iri, "@type": self._context.type(class_, keys), **beside, **out}, iri, frames)

    def _joined(self, iri: str, term: Term, reads: list[_Read], beside: _Json) -> Definition:
        """States that a node is joined to others, and says what the key means that they stand under.

        Where one of them is nothing that can be joined, or a page has several lists of them, the joints are told by
        keys of their own: at the others, or `beside` those of the node.
        """
        nodes = [node for read in reads for node in read.nodes()]
        for node in nodes:
            assert node.iri is not None
            if term.inverse:
                self._say(node.iri, term.predicate, iri)
            else:
                self._say(iri, term.predicate, node.iri)
        predicate = self._context.short(term.predicate)
        if all(read.is_one_list() if read.is_page else read.iri is not None for read in reads):
            for read in reads:
                if read.is_page:
                    read.collapse()
            return {"@reverse": predicate} if term.inverse else predicate
        if all(read.is_page and not read.inner for read in reads):
            return None
        if term.inverse:
            for node in nodes:
                held = dict(node.out)
                node.out.clear()
                node.out.update({"@id": held.pop("@id"), predicate: {"@id": iri}, **held})
        else:
            beside.setdefault(predicate, []).extend({"@id": node.iri} for node in nodes)
        return INCLUDED

    def _literal(self, iri: str, term: Term, held: Any, asked: Asked) -> Definition:
        """States the value of a field, and says what its key means; None where the graph does not state it."""
        if term.holds is Holds.RICH:
            return self._text(iri, term, held, asked)
        value = term.usual
        for one in held if isinstance(held, list) else () if held is None else (held,):
            told = term.told(one)
            if told is None:
                return None
            self._say(iri, term.predicate, told)
            value = told
        return self._meaning(term, value)

    def _text(self, iri: str, term: Term, held: Any, asked: Asked) -> Definition:
        kind = get_named_type(asked.type)
        assert isinstance(kind, GraphQLObjectType)
        fields = self._selection.fields(kind, asked.sets)
        markdown = next((key for key, one in fields.items() if one.name == "markdown"), None)
        if markdown is None:
            return None
        if held is not None:
            self._say(iri, term.predicate, Literal(held[markdown]))
        # The table and what is asked live as long as the reading, so each may go by its address.
        place = id(term), id(fields)
        known = self._meanings.get(place)
        if known is None:
            inner = {key: "@value" if key == markdown else None for key in fields}
            known = self._meanings[place] = {"@id": self._context.short(term.predicate), "@context": inner}
        return known

    def _meaning(self, term: Term, value: Object) -> Definition:
        place = id(term), "" if isinstance(value, str) else value.datatype
        known = self._meanings.get(place)
        if known is None:
            known = self._meanings[place] = self._defined(term, value)
        return known

    def _defined(self, term: Term, value: Object) -> Definition:
        predicate = self._context.short(term.predicate)
        if term.holds is Holds.CODE:
            values = {name: self._context.short(iri) for name, iri in term.values.items()}
            return {"@id": predicate, "@type": "@vocab", "@context": values}
        if isinstance(value, str):
            return {"@id": predicate, "@type": "@id"}
        if value.datatype == terms.XSD_STRING:
            return predicate
        return {"@id": predicate, "@type": self._context.short(value.datatype)}

    def _say(self, subject: str, predicate: str, value: Object) -> None:
        self.said.setdefault(subject, []).append((predicate, value))
