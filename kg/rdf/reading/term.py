"""The terms of RDF as strings: quick to make, to compare and to look up, where graphs have many."""


class Iri(str):
    """An IRI, or the label of a blank node, which alone holds no colon."""

    __slots__ = ()


class Typed(str):
    """A literal with a language tag (in lower case), or of another datatype than `xsd:string`."""

    __slots__ = ("datatype", "language")

    language: str | None
    datatype: str


Term = Iri | Typed | str
"""What a property may lead to; a plain string is a literal without tag and of the datatype `xsd:string`."""


class Listed(list[Term]):
    """Values in an order that was stated: those of an RDF collection."""

    __slots__ = ()


Node = dict[str, list[Term]]
"""What is said of one subject: values by predicate."""
Nodes = dict[str, Node]
"""By subject."""


def typed(text: str, datatype: str, language: str | None = None) -> Typed:
    """A literal with its datatype or language tag."""
    literal = Typed(text)
    literal.datatype, literal.language = datatype, language
    return literal


def is_iri(term: Term) -> bool:
    """True for an IRI, which is no blank node."""
    return type(term) is Iri and ":" in term
