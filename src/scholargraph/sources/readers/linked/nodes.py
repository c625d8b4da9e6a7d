"""Nodes: things as linked data describes them, with the place of every value, before anything is made of them.

Types and properties are local names of schema.org (`ScholarlyArticle`, `name`); those of other vocabularies have their
prefix (`bibo:Thesis`). It decides nothing about what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from scholargraph.model import Locator

MAX_DEPTH: Final = 24
"""How many nodes within nodes are followed; data of scholars has six."""


@dataclass(frozen=True, slots=True)
class Value:
    """Words, a number or an address, and where it stands. `is_iri` where the format says that it names a thing."""

    text: str
    at: Locator
    quote: str
    language: str | None = None
    is_iri: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A thing: its types, its name in the document, what is said of it, and where that stands as a whole.

    `is_entry` says that it stands by itself, not only within another; `ordered` that its values stand in an order that means
    something, which RDF's do not; `is_container` that others are part of it.
    """

    at: Locator
    quote: str
    types: list[Value] = field(default_factory=list)
    id: Value | None = None
    properties: dict[str, list[Value | Node]] = field(default_factory=dict)
    is_entry: bool = False
    ordered: bool = True
    is_container: bool = False

    def has_type(self, names: frozenset[str]) -> bool:
        """Whether one of its types is among these."""
        return any(one.text in names for one in self.types)

    def add(self, name: str, value: Value | Node) -> None:
        """Add a value of a property."""
        self.properties.setdefault(name, []).append(value)


class Graph:
    """The nodes of one document, those of one name united."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._named: dict[str, Node] = {}

    def __iter__(self) -> Iterator[Node]:
        """Give the nodes of which something is said, in the order of the document."""
        return (node for node in self.nodes if node.types or node.properties)

    def node(self, at: Locator, quote: str, id: Value | None = None) -> Node:  # noqa: A002 - the format's word
        """Give the node of a name, a new one where there is none yet."""
        known = self._named.get(id.text) if id is not None and id.text else None
        if known is not None:
            if not known.types and not known.properties:
                known.at, known.quote = at, quote
            return known
        made = Node(at, quote, id=id if id is not None and id.text else None)
        self.nodes.append(made)
        if made.id is not None:
            self._named[made.id.text] = made
        return made

    def thing(self, value: Value | Node) -> Value | Node:
        """Give the node that a value names, where this document describes it; otherwise the value itself."""
        if isinstance(value, Node):
            return value
        found = self._named.get(value.text)
        return found if found is not None and (found.types or found.properties) else value

    def things(self, node: Node, *names: str) -> list[Value | Node]:
        """Give the values of some properties, names of nodes followed."""
        return [self.thing(value) for name in names for value in node.properties.get(name, ())]

    def nodes_of(self, node: Node, *names: str) -> list[Node]:
        """Give the values of some properties that are nodes."""
        return [one for one in self.things(node, *names) if isinstance(one, Node)]

    def words(self, node: Node, *names: str) -> list[Value]:
        """Give the values of some properties that are words, of a node its name."""
        found: list[Value] = []
        for name in names:
            for value in node.properties.get(name, ()):
                if isinstance(value, Value):
                    found.append(value)
                else:
                    found += [one for one in value.properties.get("name", ()) if isinstance(one, Value)][:1]
        return [one for one in found if one.text.strip()]

    def first(self, node: Node, *names: str) -> Value | None:
        """Give the first value in words of the first property that has one."""
        return next((one for name in names for one in self.words(node, name)), None)
