"""A document of linked data as records: which of its nodes stand by themselves, their keys, and the order they are given in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scholargraph.acquire.items import SourceItem
from scholargraph.model import Agent, Key, Person, Publication, Record, Rejected, SourceRecord
from scholargraph.sources.builder import Content
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.readers.linked.drafts import Assembly, Draft, united
from scholargraph.sources.readers.linked.nodes import MAX_DEPTH, Graph, Node
from scholargraph.sources.readers.linked.people import Writer, kind_of_record, refused
from scholargraph.sources.readers.linked.terms import PAGES_OF_SITES, SCHEMES_OF_PEOPLE
from scholargraph.sources.readers.linked.values import Facts
from scholargraph.sources.readers.linked.works import draft_of, is_work

_SAYS_NOTHING: Final = (
    "This describes a work without title, authors and identifier, so nothing of it is kept: give it one of them."
)
_LISTS: Final = frozenset({"ItemList", "ListItem", "DataCatalog", "Blog", "DataFeed", "Collection"})

Name = Callable[[type[Record], int, Node | None], str]
"""Gives what a record is called in its item: its class, its number among those, its node."""


@dataclass(frozen=True, slots=True)
class Document:
    """The descriptions of one item: a graph for each way in which it gives them, and drafts that are no graph's."""

    item: SourceItem
    content: Content | None
    graphs: Sequence[tuple[str, Graph]]
    drafts: Sequence[Draft] = ()
    name: Name = lambda kind, number, _: f"{kind.__name__.lower()}-{number}"
    numbered: bool = True


def records(document: Document) -> Iterator[SourceRecord | Rejected]:
    """Give the records of a document: works in the order of their first description, then whoever else it describes."""
    neighbours = Neighbours(document.item, document.content)
    entries = [(way, graph, _entries(graph)) for way, graph in document.graphs]
    known, others = _known(document, entries)
    drafts: list[Draft] = []
    nodes: dict[int, Node] = {}
    people = _people(others, document)
    for way, graph, found in entries:
        for node in found:
            if not is_work(node) or id(node) in known:
                continue
            draft = draft_of(node, graph, known, way=way)
            if not draft.says:
                yield Rejected(document.item.source, _SAYS_NOTHING, document.item.id, draft.at)
                continue
            nodes[id(draft)] = node
            drafts.append(draft)
    groups = [group for group in united([*drafts, *document.drafts]) if any(draft.says for draft in group)]
    keys = _keys(document, groups, nodes)
    _refer(groups, nodes, keys | known, [graph for _, graph in document.graphs], people)
    assembly = Assembly(document.item, document.content, neighbours, document.numbered)
    for number, group in enumerate(groups, start=1):
        name = document.name(Publication, number, nodes.get(id(group[0])))
        yield from assembly.publication(group, name)
        yield from neighbours.new()
    yield from _others(document, others, known, neighbours)
    yield from neighbours.new()


def _others(
    document: Document, others: Sequence[_Other], known: dict[int, Key], neighbours: Neighbours
) -> Iterator[SourceRecord | Rejected]:
    for graph in {id(one.graph): one.graph for one in others}.values():
        writer = Writer(document.item, document.content, graph, neighbours, known)
        for one in others:
            if one.graph is graph:
                yield writer.record(one.node, one.kind, one.name, numbered=document.numbered)
                yield from neighbours.new()
                yield from refused(writer)


@dataclass(frozen=True, slots=True)
class _Other:
    """A node that becomes a record other than a work."""

    node: Node
    graph: Graph
    kind: type[Record]
    name: str


def _entries(graph: Graph) -> list[Node]:
    """Give the nodes that stand by themselves, and those that a page, a list or a work has as its parts or cites."""
    found: dict[int, Node] = {}
    waiting = [(node, 0) for node in reversed([node for node in graph if node.is_entry])]
    while waiting:
        node, depth = waiting.pop()
        if id(node) in found or depth > MAX_DEPTH:
            continue
        found[id(node)] = node
        names = ["mainEntity", "hasPart", "citation"]
        if node.has_type(_LISTS | PAGES_OF_SITES):
            names += ["itemListElement", "item", "dataset", "blogPost", "dataFeedElement", "about"]
        inner = [
            one for one in graph.nodes_of(node, *names) if is_work(one) or one.has_type(_LISTS) or not is_work(node)
        ]
        waiting += [(one, depth + 1) for one in reversed(inner)]
    return list(found.values())


def _known(document: Document, entries: Sequence[tuple[str, Graph, list[Node]]]) -> tuple[dict[int, Key], list[_Other]]:
    """Give the keys of the nodes that are records other than works, and these nodes."""
    known: dict[int, Key] = {}
    others: list[_Other] = []
    counts: dict[type[Record], int] = {}
    for _, graph, nodes in entries:
        for node in nodes:
            kind = kind_of_record(node, graph)
            if kind is None:
                continue
            counts[kind] = counts.get(kind, 0) + 1
            name = document.name(kind, counts[kind], node)
            others.append(_Other(node, graph, kind, name))
            if any(part in node.properties for part in ("name", "givenName", "familyName")):
                known[id(node)] = _key(document, kind, name)
    return known, others


def _keys(document: Document, groups: Sequence[Sequence[Draft]], nodes: dict[int, Node]) -> dict[int, Key]:
    """Give the keys of the nodes that are works."""
    found: dict[int, Key] = {}
    for number, group in enumerate(groups, start=1):
        key = _key(document, Publication, document.name(Publication, number, nodes.get(id(group[0]))))
        for draft in group:
            node = nodes.get(id(draft))
            if node is not None:
                found[id(node)] = key
    return found


def _key(document: Document, kind: type[Record], name: str) -> Key:
    return Key(f"{kind.collection}/~{document.item.source}/{document.item.local(name)}")


def _people(others: Sequence[_Other], document: Document) -> dict[object, Key]:
    """Give the keys of the persons of a document by their identifiers."""
    found: dict[object, Key] = {}
    for one in others:
        if one.kind is Person and "name" in one.node.properties:
            facts = Facts()
            facts.identifiers(one.node, one.graph, SCHEMES_OF_PEOPLE)
            for fact in facts.found:
                if fact.field == "identifiers":
                    found.setdefault(fact.value, _key(document, one.kind, one.name))
    return found


def _refer(
    groups: Sequence[Sequence[Draft]],
    nodes: dict[int, Node],
    keys: dict[int, Key],
    graphs: Sequence[Graph],
    people: dict[object, Key],
) -> None:
    """Note which works cite which, what they are about, and which authors are persons of the document, by identifier."""
    for group in groups:
        for draft in group:
            node = nodes.get(id(draft))
            if node is not None:
                _refer_to(draft, node, keys, graphs)
            for list_ in draft.contributors.values():
                for at, (one, of) in enumerate(list_):
                    list_[at] = (replace(one, agent=_known_person(one.agent, people)), of)


def _refer_to(draft: Draft, node: Node, keys: dict[int, Key], graphs: Sequence[Graph]) -> None:
    for graph in graphs:
        for name, property_ in (("cites", "citation"), ("about", "about")):
            for thing in graph.nodes_of(node, property_):
                key, of = keys.get(id(thing)), graph.first(thing, "name", "headline")
                if key is None or of is None or key == keys.get(id(node)):
                    continue
                if name == "about" or key.startswith(Publication.collection):
                    draft.facts.say(name, key, of)


def _known_person(agent: Agent, people: dict[object, Key]) -> Agent:
    if agent.record is not None:
        return agent
    key = next((people[one] for one in agent.identifiers if one in people), None)
    return agent if key is None else replace(agent, record=key)
