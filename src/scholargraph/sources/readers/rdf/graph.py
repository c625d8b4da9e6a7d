"""Statements as nodes: properties by the names that descriptions are read in, lists in their order, parts with their wholes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from scholargraph.model import Locator
from scholargraph.sources.readers.linked.nodes import Graph, Node, Value
from scholargraph.sources.readers.linked.terms import ORGANIZATIONS, PAGES_OF_SITES, PEOPLE, STANDING_VENUES, WORK_TYPES
from scholargraph.sources.readers.rdf.places import Places
from scholargraph.sources.readers.rdf.predicates import ALIASES, DOCUMENTS, FALLBACKS, INVERSE, PARTS, local_name
from scholargraph.store.rdf_text import RdfTerm, Statement, is_own_iri

_MAX_LIST: Final = 20_000
_NAMED_AS: Final = frozenset(
    {
        "author",
        "creator",
        "editor",
        "translator",
        "publisher",
        "contributor",
        "sourceOrganization",
        "funder",
        "rdf:first",
    }
)
_WHOLES: Final = frozenset(WORK_TYPES) | STANDING_VENUES
_AGENTS: Final = PEOPLE | ORGANIZATIONS

Placed = tuple[RdfTerm, Locator, str]


@dataclass(slots=True)
class GraphBuilder:
    """Takes the statements of a document, then gives its graph."""

    places: Places
    _default: list[tuple[Statement, Locator, str]] = field(default_factory=list)
    _named: list[tuple[Statement, Locator, str]] = field(default_factory=list)

    def take(self, statement: Statement) -> None:
        """Take the next statement."""
        at, quote = self.places.next(statement)
        (self._named if statement.graph else self._default).append((statement, at, quote))

    def graph(self) -> Graph:
        """Give the graph of all statements: of the default graph, or, where that is empty, of the named ones."""
        return _Reading(self.places).graph(self._default or self._named)


@dataclass(slots=True)
class _Reading:
    places: Places
    graph_: Graph = field(default_factory=Graph)
    lists: dict[str, dict[str, Placed]] = field(default_factory=dict)
    fallbacks: list[tuple[Node, str, Value | Node]] = field(default_factory=list)
    objects: dict[str, set[str]] = field(default_factory=dict)
    ordered: dict[str, list[Value | Node]] = field(default_factory=dict)
    ranks: dict[str, dict[str, RdfTerm]] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)

    def graph(self, found: list[tuple[Statement, Locator, str]]) -> Graph:
        """Make the graph, in three steps: nodes and lists, properties, what stands by itself."""
        for statement, at, quote in found:
            name = local_name(statement.predicate)
            if name in {"rdf:first", "rdf:rest"}:
                self.lists.setdefault(statement.subject.value, {})[name] = (statement.object, at, quote)
                self.objects.setdefault(statement.object.value, set()).add(name)
            elif name == "rdf:type":
                kind = local_name(statement.object.value)
                if kind is not None:
                    self._node(statement.subject).types.append(Value(kind, at, quote))
        for statement, at, quote in found:
            name = local_name(statement.predicate)
            if name is not None and not name.startswith("rdf:"):
                self._property(statement, name, at, quote)
        for node, name, value in self.fallbacks:
            if name not in node.properties:
                node.add(name, value)
        self._order()
        self._entries()
        return self.graph_

    def _node(self, term: RdfTerm) -> Node:
        known = self.nodes.get(term.value)
        if known is None:
            at, quote = self.places.subject(term)
            known = self.nodes[term.value] = self.graph_.node(at, quote, Value(term.value, at, quote, is_iri=True))
        return known

    def _property(self, statement: Statement, name: str, at: Locator, quote: str) -> None:
        subject, object_ = statement.subject, statement.object
        if not object_.is_literal:
            self.objects.setdefault(object_.value, set()).add(ALIASES.get(name, name))
        if name in INVERSE:
            if not object_.is_literal and object_.value in self.nodes:
                self._add(self._node(object_), INVERSE[name], self._value(subject, at, quote))
            return
        if name == "bibo:authorList":
            self.ordered[subject.value] = self._members(object_)
            return
        if name == "vivo:rank":
            self.ranks.setdefault(subject.value, {})["rank"] = object_
        node = self._node(subject)
        value = self._value(object_, at, quote)
        if name in FALLBACKS and ALIASES[name] == "name":
            self.fallbacks.append((node, "name", value))
            return
        self._add(node, ALIASES.get(name, name), value)

    def _value(self, term: RdfTerm, at: Locator, quote: str) -> Value | Node:
        """Give what a term stands for: a node where the document describes it, a known term's name, words."""
        if not term.is_literal and term.value in self.nodes:
            return self.nodes[term.value]
        if not term.is_literal and term.is_blank:
            return self._node(term)
        known = None if term.is_literal else local_name(term.value)
        words = known if known is not None and ":" not in known else term.value
        return Value(words, at, quote, term.language, is_iri=not term.is_literal)

    def _add(self, node: Node, name: str, value: Value | Node) -> None:
        """Add a value, once, however many vocabularies say it; more words for it are more evidence."""
        held = node.properties.get(name, [])
        if isinstance(value, Node) and any(one is value for one in held):
            return
        if isinstance(value, Node) and value is node:
            return
        node.add(name, value)

    def _members(self, term: RdfTerm) -> list[Value | Node]:
        """Give the members of a list."""
        members: list[Value | Node] = []
        seen: set[str] = set()
        while term.value in self.lists and term.value not in seen and len(seen) < _MAX_LIST:
            seen.add(term.value)
            cell = self.lists[term.value]
            if "rdf:first" in cell:
                member, at, quote = cell["rdf:first"]
                members.append(self._value(member, at, quote))
            if "rdf:rest" not in cell:
                break
            term = cell["rdf:rest"][0]
        return members

    def _order(self) -> None:
        """Put authors in the order of `bibo:authorList`, otherwise of VIVO's ranks; without either they have none."""
        for iri, node in self.nodes.items():
            node.ordered = False
            members = self.ordered.get(iri) or self._ranked(node)
            if members:
                node.properties["author"] = members
                node.ordered = True

    def _ranked(self, node: Node) -> list[Value | Node]:
        found: list[tuple[int, Node]] = []
        for authorship in self.graph_.nodes_of(node, "vivo:relatedBy"):
            rank = next(iter(self.graph_.words(authorship, "vivo:rank")), None)
            people = [one for one in self.graph_.nodes_of(authorship, "vivo:relates") if one is not node]
            if rank is not None and rank.text.isdecimal() and len(rank.text) < 7 and len(people) == 1:
                found.append((int(rank.text), people[0]))
        ranks = [rank for rank, _ in found]
        if not found or len(set(ranks)) != len(ranks):
            return []
        named = self.graph_.things(node, "author") or self.graph_.things(node, "creator")
        if any(not any(one is person for _, person in found) for one in named):
            return []
        return [person for _, person in sorted(found, key=lambda one: one[0])]

    def _entries(self) -> None:
        """Tell which nodes stand by themselves: no pages, no parts of others, no names beside a work."""
        works = {iri.split("#", 1)[0] for iri, node in self.nodes.items() if "#" in iri and node.has_type(_WHOLES)}
        for iri, node in self.nodes.items():
            named_as = self.objects.get(iri, set())
            if node.has_type(PAGES_OF_SITES) or node.properties.keys() & DOCUMENTS or named_as & PARTS:
                node.types = [one for one in node.types if one.text not in WORK_TYPES]
                continue
            node.is_container = "isPartOf" in named_as
            if node.has_type(_AGENTS):
                own, _, fragment = iri.partition("#")
                within = bool(fragment) and own in works and not is_own_iri(iri)
                nameless = iri.startswith("_:") and bool(named_as & _NAMED_AS)
                node.is_entry = not within and not nameless
            else:
                node.is_entry = not (iri.startswith("_:") and "isPartOf" in named_as)
