"""The parts that the pages of all things share: names, links, identifiers, what is not known, what sources disagree on.

It reads a page's statements and makes no markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from scholargraph.ntriples import Literal, Term, iri_value
from scholargraph.pages import words
from scholargraph.pages.cards import Card
from scholargraph.pages.evidence import Provenance
from scholargraph.pages.graph import Graph
from scholargraph.pages.listings import NEWEST
from scholargraph.pages.relations import Relation
from scholargraph.pages.site import Concept, Ref, Site
from scholargraph.pages.trees import TREE
from scholargraph.vocab import FOAF, PROV, SDO, SG, Iri

PAGE_SIZE = 50
"""How many things of a list are shown at once."""
GLIMPSE = 12
"""How many things of a list are shown on a page that is about something else."""
BRANCHES = 50
"""How many units of a tree are shown on the page of the organisation."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a page's facts: what it is, and its values."""

    name: str
    values: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field on which sources differ: the value stated, another value who gives it, and the reason why it is not stated."""

    field: str
    stated: tuple[Ref, ...]
    other: tuple[Ref, ...]
    sources: tuple[Ref, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A stretch of a list: its cards, how many there are in all, where the whole list stands."""

    title: str
    cards: tuple[Card, ...]
    size: int
    start: int = 0
    href: str | None = None
    tree: bool = False
    """Whether its cards stand as a tree."""

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.size - len(self.cards)


@dataclass(frozen=True, slots=True)
class Turn:
    """How a list is turned over: its sort, the number of this page, how many pages there are, the sort nobody has to name."""

    sort: str
    number: int
    count: int
    usual: str = NEWEST

    def query(self, *, sort: str | None = None, number: int | None = None) -> str:
        """Give the query of the address of this state of the list, or of another one: each state has one address alone."""
        sort, number = sort or self.sort, number or self.number
        parts = ([f"sort={sort}"] if sort != self.usual else []) + ([f"page={number}"] if number > 1 else [])
        return f"?{'&'.join(parts)}" if parts else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingPage:
    """What every page about a thing shows; pages of one kind add to it."""

    card: Card
    thing: str
    document: str
    other_names: tuple[Ref, ...] = ()
    description: Literal | None = None
    marked: Mapping[str, str] = field(default_factory=dict)
    """The page's title, description and abstract with the markup of their source, by their plain words."""
    facts: tuple[Fact, ...] = ()
    gaps: tuple[Concept, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    lists: tuple[Listed, ...] = ()
    sources: tuple[Ref, ...] = ()
    provenance: Provenance = field(default_factory=lambda: Provenance(()))

    @property
    def summary(self) -> str | None:
        """What the page says of its thing in running words, if anything."""
        return None if self.description is None else self.description.value


def fact(name: str, refs: Iterable[Ref]) -> list[Fact]:
    """Make a fact, or none where there is no value; a value that is there twice stands once."""
    values = tuple(dict.fromkeys(refs))
    return [Fact(name, values)] if values else []


def marked(page: Graph, *literals: Literal | None) -> dict[str, str]:
    """Give those of some literals that stand with markup in their source."""
    values = [literal.value for literal in literals if literal is not None]
    return {value: html for value in values if (html := page.html(value)) is not None}


def refs(site: Site, page: Graph, subject: Term, *, predicate: Iri) -> list[Ref]:
    """Give the values of a predicate by their names."""
    return [site.ref(value, page) for value in page.values(subject, predicate)]


def dates(page: Graph, subject: Term, predicate: Iri) -> list[Ref]:
    """Give the dates of a predicate in words."""
    return [Ref(words.date(literal.value)) for literal in page.literals(subject, predicate)]


def link(site: Site, address: str) -> Ref:
    """Give a web address as people read it: without scheme and closing slash."""
    parts = urlsplit(address)
    shown = address.removeprefix(f"{parts.scheme}://").rstrip("/") or address
    return Ref(shown, site.addresses.href(address))


def identifiers(site: Site, page: Graph, subject: Term) -> list[Fact]:
    """Give the identifiers of a subject, one fact a scheme."""
    found: list[Fact] = []
    for node in page.values(subject, SDO.identifier):
        scheme, value = page.words(node, SDO.propertyID), page.words(node, SDO.value)
        address = page.link(node, SDO.url)
        if scheme is not None and value is not None:
            found.append(Fact(scheme, (Ref(value, site.addresses.href(address) if address else None),)))
    return found


def links(site: Site, page: Graph, subject: Term) -> list[Fact]:
    """Give the web addresses of a thing: its own page, its source code, others; identifiers stand elsewhere."""
    known = {address for node in page.values(subject, SDO.identifier) for address in page.links(node, SDO.url)}
    own, code = page.links(subject, SDO.url), page.links(subject, SDO.codeRepository)
    others = [*page.links(subject, SDO.sameAs), *page.links(subject, FOAF.page)]
    rest = [address for address in dict.fromkeys(others) if address not in {*known, *own, *code}]
    return [
        *fact("Web page", (link(site, address) for address in own)),
        *fact("Source code", (link(site, address) for address in code)),
        *fact("See also", (link(site, address) for address in rest)),
    ]


def gaps(site: Site, page: Graph, subject: Term) -> tuple[Concept, ...]:
    """Say what is not known, in the ontology's words."""
    return tuple(site.concept(address) for address in page.links(subject, SG.gap))


def disagreements(site: Site, page: Graph, subject: Term) -> tuple[Disagreement, ...]:
    """Say what the sources disagree on."""
    key = site.iris.key(iri_value(subject))
    collection = "" if key is None else key.collection
    return tuple(
        Disagreement(
            field=words.field(collection, page.words(node, SG.field) or ""),
            stated=_told(site, page, node, SG.stated),
            other=_told(site, page, node, SG.rejectedValue),
            sources=tuple(refs(site, page, node, predicate=PROV.wasDerivedFrom)),
            reason=page.words(node, SG.reason),
        )
        for node in page.values(subject, SG.conflict)
    )


def _told(site: Site, page: Graph, node: Term, predicate: Iri) -> tuple[Ref, ...]:
    found = [site.ref(value, page) for value in page.values(node, predicate)]
    return tuple(replace(ref, words=words.date(ref.words), note=None) for ref in found)


def other_names(site: Site, page: Graph, subject: Term) -> tuple[Ref, ...]:
    """Give the other names or titles."""
    return tuple(refs(site, page, subject, predicate=SDO.alternateName))


def lists(site: Site, key: str, shown: Sequence[Relation], *, sort: str = "title") -> tuple[Listed, ...]:
    """Give a glimpse of each list of a thing that is not empty."""
    sizes = site.listings.sizes(key)
    return tuple(
        Listed(
            words.RELATION_WORDS[relation],
            tuple(site.listings.cards(key, relation, order, count=shown_at_once)),
            sizes[relation],
            href=site.addresses.local(f"{key}/{relation}") if sizes[relation] > shown_at_once else None,
            tree=order == TREE,
        )
        for relation in shown
        if relation in sizes
        for order, shown_at_once in [(TREE, BRANCHES) if relation is Relation.UNITS else (sort, GLIMPSE)]
    )


def venue_of(site: Site, page: Graph, subject: Term) -> Graph:
    """Give the statements about what a work is part of."""
    return Graph(triple for value in page.values(subject, SDO.isPartOf) for triple in site.reader.about(value))
