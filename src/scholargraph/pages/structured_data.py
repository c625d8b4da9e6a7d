"""The JSON-LD that a page embeds for search engines: schema.org statements of the graph, as a tree.

It invents nothing: whatever it says is a statement of the graph. Only authors get an order, that of bibo:authorList; and
who is named on a work, but may be a person or an organisation, is given as the name alone, since schema.org has no class
for both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from scholargraph.iris import Iris
from scholargraph.ntriples import Term, iri, iri_value, is_iri, parse_literal
from scholargraph.pages.graph import Graph, Statements, authors
from scholargraph.vocab import FOAF, RDF, SDO, SG

CONTEXT: Final = SDO.base.rstrip("/")

_FIRST: Final = ("name", "headline", "description", "author", "datePublished")
"""What stands first in a node, for people who look at it."""
_ADDRESSES: Final = frozenset({"url", "sameAs", "codeRepository"})
"""Properties whose strings schema.org's context takes for IRIs."""
_OF_PARTS: Final = (SDO.headline, SDO.datePublished, SDO.url)
"""What is said of a work in a list of works, if it is known."""
_STATUS: Final = SDO.creativeWorkStatus
_ESCAPES: Final = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}

Node = dict[str, Any]


def build(graph: Graph, reader: Statements, iris: Iris, *, key: str, works: Iterable[str] = ()) -> Node | None:
    """Make the tree of a page; of a person's it is the profile page, with those of its parts that are listed there.

    Returns None where schema.org has nothing to say.
    """
    document, thing = iri(iris.document(key)), iri(iris.thing(key))
    profile = iri(SDO.ProfilePage) in graph.values(document, RDF.type)
    tree = _Tree(graph, reader, iris.base, document, thing, [iri(iris.thing(work)) for work in works])
    node = tree.node(document if profile else thing)
    return {"@context": CONTEXT, **node} if "@type" in node else None


def embedded(node: Node) -> str:
    """Write the tree so that it cannot end a script element or begin a comment (HTML, section 4.12.1.3)."""
    return json.dumps(node, ensure_ascii=False, indent=1).translate(_ESCAPES)


class _Tree:
    """Unfolds the graph from a node; what was unfolded before is only named again."""

    def __init__(
        self, graph: Graph, reader: Statements, base: str, document: Term, thing: Term, works: list[Term]
    ) -> None:
        self.graph = graph
        self.thing = thing
        self.works = works
        self.reader = reader
        self.site = f"<{base}"
        self.inner = (document, f"{document[:-1]}#")
        self.unfolded: set[Term] = set()

    def node(self, subject: Term) -> Node:
        self.unfolded.add(subject)
        found: Node = {"@id": iri_value(subject), **_typed(self.graph.types(subject))}
        for predicate in sorted(self.graph.predicates(subject), key=_rank):
            name = _local(predicate)
            if name is None:
                continue
            members = [self.value(name, value) for value in self.values(subject, predicate)]
            if members:
                found[name] = members[0] if len(members) == 1 else members
        return found

    def values(self, subject: Term, predicate: Term) -> list[Term]:
        """The values of a predicate: authors in their order, of a page's parts those that are listed on it."""
        if predicate == iri(SDO.author):
            return authors(self.graph, subject)
        values = self.graph.values_of(subject, predicate)
        if predicate == iri(SDO.hasPart):
            parts = set(values)
            return [work for work in self.works if work in parts]
        return values

    def value(self, name: str, term: Term) -> Any:
        if not is_iri(term):
            literal = parse_literal(term)
            if literal.language is not None:
                return {"@value": literal.value, "@language": literal.language}
            return literal.value
        undecided = self.undecided(term)
        if undecided is not None:
            return undecided
        if term in self.unfolded:
            return {"@id": iri_value(term)}
        if term.startswith(self.inner):
            return self.node(term)
        if term.startswith(self.site):
            return self.part(term) if name == "hasPart" else self.neighbour(term)
        return iri_value(term) if name in _ADDRESSES else {"@id": iri_value(term)}

    def undecided(self, term: Term) -> str | None:
        """The printed name of an agent that is neither said to be a person nor an organisation."""
        types = self.graph.types(term) if term.startswith(self.inner) else ()
        if FOAF.Agent not in types or any(kind.startswith(SDO.base) for kind in types):
            return None
        return self.graph.words(term, SDO.name)

    def neighbour(self, term: Term) -> Node:
        """Another thing of the site: its schema.org classes and its name."""
        own = Graph(self.reader.about(term))
        names = [self.value("name", name) for name in own.values(term, SDO.name)[:1]]
        named = {"name": names[0]} if names else {}
        return {"@id": iri_value(term), **_typed(sorted(own.types(term))), **named, **self.status(own, term)}

    def part(self, work: Term) -> Node:
        """A work in a person's list: what it is, its headline, date and address, and that the person wrote it."""
        own = Graph(self.reader.about(work))
        found: Node = {"@id": iri_value(work), **_typed(own.types(work))}
        for predicate in _OF_PARTS:
            for value in own.values(work, predicate)[:1]:
                found[predicate.removeprefix(SDO.base)] = self.value(predicate.removeprefix(SDO.base), value)
        if self.thing in own.values(work, SDO.author):
            found["author"] = {"@id": iri_value(self.thing)}
        return {**found, **self.status(own, work)}

    def status(self, own: Graph, work: Term) -> Node:
        """The states of a work of which a notice tells, wherever it is named; without a notice nothing is added."""
        states = own.values(work, _STATUS) if own.value(work, SG.editorialStatus) is not None else []
        said = [self.value("creativeWorkStatus", state) for state in states]
        return {"creativeWorkStatus": said[0] if len(said) == 1 else said} if said else {}


def _typed(types: Iterable[str]) -> Node:
    names = [name.removeprefix(SDO.base) for name in types if name.startswith(SDO.base)]
    return {"@type": names[0] if len(names) == 1 else names} if names else {}


def _local(predicate: Term) -> str | None:
    value = iri_value(predicate)
    return value.removeprefix(SDO.base) if value.startswith(SDO.base) else None


def _rank(predicate: Term) -> tuple[int, str]:
    name = _local(predicate)
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), predicate)
