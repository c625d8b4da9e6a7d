"""A person's page: who they are, what they hold and held, what they made, their works in the order that was asked for.

It makes no markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scholargraph.iris import Key
from scholargraph.ntriples import Literal, Term
from scholargraph.pages import access, parts, provenance, words
from scholargraph.pages.cards import Card
from scholargraph.pages.graph import Graph
from scholargraph.pages.listings import NEWEST
from scholargraph.pages.parts import Listed, ThingPage, Turn, fact
from scholargraph.pages.relations import Relation
from scholargraph.pages.site import Ref, Site
from scholargraph.vocab import DCTERMS, ORG, SDO, SG, Iri

ROLES: Final = (SDO.worksFor, SDO.affiliation, SDO.memberOf)
"""What leads from a person to the nodes of their roles, but for those of an education."""
OTHER_WORKS = (Relation.EDITOR, Relation.TRANSLATOR, Relation.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role: what it is called, where, and when, as far as it is known."""

    title: Ref | None
    organization: Ref
    when: str | None


@dataclass(frozen=True, slots=True)
class WorkLine:
    """A work in a person's list, with its abstract to preview."""

    card: Card
    href: str
    abstract: Literal | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A person in a few lines: the card, the roles held today, the biography."""

    card: Card
    current: tuple[RoleLine, ...]
    description: Literal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(ThingPage):
    """What a person's page shows beside what every page shows."""

    current: tuple[RoleLine, ...] = ()
    former: tuple[RoleLine, ...] = ()
    unstated: tuple[RoleLine, ...] = ()
    education: tuple[RoleLine, ...] = ()
    topics: tuple[Ref, ...] = ()
    works: Listed
    lines: tuple[WorkLine, ...] = ()
    turn: Turn
    other_works: tuple[Listed, ...] = ()
    systems: tuple[Listed, ...] = ()


def make(site: Site, card: Card, page: Graph, *, turn: Turn) -> PersonPage:
    """Make the page of a person."""
    thing = site.thing(card.key)
    roles = list(_roles(site, page, thing))
    listed = works(site, card.key, turn)
    return PersonPage(
        card=card,
        thing=site.iris.thing(card.key),
        document=site.iris.document(card.key),
        other_names=parts.other_names(site, page, thing),
        description=page.literal(thing, SDO.description),
        marked=parts.marked(page, page.literal(thing, SDO.description)),
        facts=(
            *fact("Awards", parts.refs(site, page, thing, predicate=SDO.award)),
            *access.funding(site, page, thing),
            *parts.links(site, page, thing),
            *parts.identifiers(site, page, thing),
        ),
        gaps=parts.gaps(site, page, thing),
        disagreements=parts.disagreements(site, page, thing),
        sources=tuple(provenance.sources(site, page, card.key)),
        provenance=provenance.of_thing(site, card.key, page),
        current=tuple(line for state, line in roles if state == SG.Current),
        former=tuple(line for state, line in roles if state == SG.Former),
        unstated=tuple(line for state, line in roles if state is None),
        education=tuple(_education(site, page, thing)),
        topics=tuple(parts.refs(site, page, thing, predicate=SDO.knowsAbout)),
        works=listed,
        lines=tuple(_line(site, one) for one in listed.cards),
        turn=turn,
        other_works=parts.lists(site, card.key, OTHER_WORKS, sort=NEWEST),
        systems=parts.lists(site, card.key, (Relation.MADE, Relation.FOUNDED)),
    )


def summary(site: Site, card: Card, page: Graph) -> Summary:
    """Say in a few lines who a person is."""
    thing = site.thing(card.key)
    current = tuple(line for state, line in _roles(site, page, thing) if state == SG.Current)
    return Summary(card, current, page.literal(thing, SDO.description))


def works(site: Site, key: Key, turn: Turn) -> Listed:
    """Give the stretch of a person's works that a turn of the page shows."""
    start = (turn.number - 1) * parts.PAGE_SIZE
    size = site.listings.sizes(key).get(Relation.AUTHOR, 0)
    cards = site.listings.cards(key, Relation.AUTHOR, turn.sort, start=start, count=parts.PAGE_SIZE)
    return Listed(words.RELATION_WORDS[Relation.AUTHOR], tuple(cards), size, start)


def _line(site: Site, card: Card) -> WorkLine:
    own = Graph(site.reader.about(site.thing(card.key)))
    thing = site.thing(card.key)
    abstract = own.literal(thing, SG.abstractCleaned) or own.literal(thing, DCTERMS.abstract)
    return WorkLine(card, site.addresses.local(card.key), abstract)


def _roles(site: Site, page: Graph, thing: Term) -> Iterator[tuple[Iri | None, RoleLine]]:
    """The roles that have a node of their own, each with its state."""
    own = f"{thing.rpartition('#')[0]}#"
    nodes = dict.fromkeys([node for predicate in ROLES for node in page.values(thing, predicate)])
    for node in nodes:
        organization = page.value(node, ORG.organization)
        if not node.startswith(own) or organization is None:
            continue
        states = page.links(node, SG.roleStatus)
        state = next((known for known in (SG.Current, SG.Former) if known in states), None)
        titles = parts.refs(site, page, node, predicate=SDO.roleName)
        start, end = page.words(node, SDO.startDate), page.words(node, SDO.endDate)
        when = words.span(start, end, former=state == SG.Former)
        yield state, RoleLine(titles[0] if titles else None, site.ref(organization, page), when)


def _education(site: Site, page: Graph, thing: Term) -> Iterator[RoleLine]:
    """Where somebody studied, with the degree where one is named."""
    told: set[Term] = set()
    for node in page.values(thing, SDO.hasCredential):
        titles = parts.refs(site, page, node, predicate=SDO.name)
        for school in page.values(node, SDO.recognizedBy):
            told.add(school)
            yield RoleLine(titles[0] if titles else None, site.ref(school, page), None)
    for school in page.values(thing, SDO.alumniOf):
        if school not in told:
            yield RoleLine(None, site.ref(school, page), None)
