"""Where a work appeared: the chain of `isPartOf` from issue to volume to journal, as a venue with volume and issue.

Volumes and issues are no records: what they say of the work goes to the work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from scholargraph.model import Key, Venue, VenueType
from scholargraph.sources.readers.linked.agents import named, organization_named
from scholargraph.sources.readers.linked.nodes import Graph, Node, Value
from scholargraph.sources.readers.linked.terms import (
    ISSUES,
    PAGES_OF_SITES,
    SCHEMES_OF_VENUES,
    VENUE_TYPES,
    VOLUMES,
)
from scholargraph.sources.readers.linked.values import Facts, tidy

_MOST: Final = 16
"""So many things that a work is part of are followed."""


@dataclass(slots=True)
class Container:
    """What a work is part of: the venue, and what volume and issue say of the work."""

    type: VenueType = VenueType.OTHER
    facts: Facts = field(default_factory=Facts)
    of: Value | None = None
    key: Key | None = None
    work: Facts = field(default_factory=Facts)

    @property
    def is_known(self) -> bool:
        """Whether a venue has a name."""
        return self.of is not None


def container_of(node: Node, graph: Graph, known: Mapping[int, Key]) -> Container:
    """Follow what a work is part of. `known` are the keys of the nodes that are records."""
    found = Container()
    seen: set[int] = {id(node)}
    waiting = graph.things(node, "isPartOf", "includedInDataCatalog")
    for _ in range(_MOST):
        if not waiting:
            break
        thing = waiting.pop(0)
        if isinstance(thing, Value):
            if not thing.is_iri and "://" not in thing.text and not thing.text.startswith("#") and not found.is_known:
                _name(found, thing, VenueType.OTHER)
            continue
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        had = found.is_known
        _one(found, thing, graph)
        key = known.get(id(thing))
        if found.is_known and not had and key is not None and key.startswith(Venue.collection):
            found.key = key
        waiting += graph.things(thing, "isPartOf")
    return found


def _one(found: Container, node: Node, graph: Graph) -> None:
    """Take what one container says."""
    kind = venue_type(node)
    for part, numbered in (("volume", ("volumeNumber", "bibo:volume")), ("issue", ("issueNumber", "bibo:issue"))):
        number = graph.first(node, *numbered)
        if number is not None and not found.work.has(part):
            found.work.say(part, tidy(number.text), number)
    if (node.has_type(ISSUES) or node.has_type(VOLUMES)) and not found.work.has("issued"):
        found.work.date("issued", graph.first(node, "datePublished"))
    publisher = organization_named(named(graph.things(node, "publisher"), graph, {}, facts=found.work))
    if kind is None or node.has_type(PAGES_OF_SITES) or found.is_known:
        return
    name = graph.first(node, "name")
    if name is None:
        return
    _name(found, name, kind)
    venue_facts(node, graph, found.facts)
    if publisher is not None:
        found.facts.say("publisher", publisher.agent, publisher.of)


def _name(found: Container, name: Value, kind: VenueType) -> None:
    found.of, found.type = name, kind
    found.facts.say("name", tidy(name.text), name)
    if kind is not VenueType.OTHER:
        found.facts.say("type", kind, name)


def venue_facts(node: Node, graph: Graph, facts: Facts) -> None:
    """Note what a node says of a venue, but for its name, type and publisher."""
    facts.identifiers(node, graph, SCHEMES_OF_VENUES)
    facts.found = [one for one in facts.found if one.field != "links"]
    for other in graph.words(node, "alternateName"):
        facts.say("alternate_names", tidy(other.text), other)
    if node.has_type(frozenset({"Book", "bibo:Book", "bibo:Proceedings"})):
        facts.date("issued", graph.first(node, "datePublished"))


def venue_type(node: Node) -> VenueType | None:
    """Give the kind of venue that a node is; None for a volume, an issue, a page."""
    if node.has_type(frozenset(VENUE_TYPES)):
        return next(kind for name, kind in VENUE_TYPES.items() if node.has_type(frozenset({name})))
    if node.has_type(ISSUES | VOLUMES | PAGES_OF_SITES):
        # A volume with a name and no journal around it is what the work appeared in, of a kind that is not told.
        return VenueType.OTHER if node.has_type(VOLUMES) and "name" in node.properties else None
    return VenueType.OTHER
