"""The pages of organisations, projects, software, services, venues and sources: one view, told apart by a table.

It makes no markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scholargraph.ntriples import Term
from scholargraph.pages import parts, provenance
from scholargraph.pages.cards import Card
from scholargraph.pages.graph import Graph
from scholargraph.pages.parts import Fact, ThingPage, fact
from scholargraph.pages.relations import Relation
from scholargraph.pages.site import Site
from scholargraph.vocab import BIBO, DCTERMS, FOAF, PROV, SDO, Iri


@dataclass(frozen=True, slots=True)
class Plan:
    """What the page of one kind of thing shows: facts (a name, a predicate) and lists."""

    facts: tuple[tuple[str, Iri], ...] = ()
    lists: tuple[Relation, ...] = ()


_CONTRIBUTED: Final = (Relation.AUTHOR, Relation.EDITOR, Relation.TRANSLATOR)

PLANS: Final[Mapping[str, Plan]] = {
    "organization": Plan(
        (
            ("Part of", SDO.parentOrganization), ("Founded", SDO.foundingDate), ("Location", SDO.location),
            ("Founded by", SDO.founder),
        ),
        (
            Relation.UNITS, Relation.PEOPLE, Relation.OTHERS, Relation.FORMER, Relation.STUDIED, *_CONTRIBUTED,
            Relation.ISSUED, Relation.PUBLISHED, Relation.MADE, Relation.FOUNDED, Relation.SUBJECT,
        ),
    ),
    "project": Plan(
        (("Founded by", SDO.founder),),
        (Relation.PEOPLE, Relation.OTHERS, Relation.FORMER, *_CONTRIBUTED, Relation.MADE, Relation.SUBJECT),
    ),
    "software": Plan((("Made by", FOAF.maker), ("Date", SDO.datePublished)), (Relation.SUBJECT,)),
    "service": Plan((("Made by", FOAF.maker),), (Relation.SUBJECT,)),
    "venue": Plan(
        (
            ("Part of", SDO.isPartOf), ("Volume", BIBO.volume), ("Date", SDO.datePublished),
            ("Publisher", SDO.publisher),
        ),
        (Relation.VOLUMES, Relation.CONTENTS, Relation.SUBJECT),
    ),
    "source": Plan(
        (("Kind", DCTERMS.description), ("Retrieved", DCTERMS.modified), ("Retrieved from", PROV.hadPrimarySource)),
        (Relation.READ,),
    ),
}  # fmt: skip
"""What is shown of each collection's things."""

_DATES: Final = frozenset({SDO.datePublished, SDO.foundingDate, DCTERMS.modified})


def make(site: Site, card: Card, page: Graph) -> ThingPage:
    """Make the page of a thing that is neither a person nor a work."""
    thing, plan = site.thing(card.key), PLANS[card.key.collection]
    return ThingPage(
        card=card,
        thing=site.iris.thing(card.key),
        document=site.iris.document(card.key),
        other_names=parts.other_names(site, page, thing),
        description=page.literal(thing, SDO.description),
        marked=parts.marked(page, page.literal(thing, SDO.description)),
        facts=(
            *_facts(site, page, thing, plan),
            *parts.identifiers(site, page, thing),
            *parts.links(site, page, thing),
        ),
        gaps=parts.gaps(site, page, thing),
        disagreements=parts.disagreements(site, page, thing),
        lists=parts.lists(site, card.key, plan.lists),
        sources=tuple(provenance.sources(site, page, card.key)),
        provenance=provenance.of_thing(site, card.key, page),
    )


def _facts(site: Site, page: Graph, thing: Term, plan: Plan) -> list[Fact]:
    found: list[Fact] = []
    for name, predicate in plan.facts:
        dated = predicate in _DATES
        found += fact(
            name, parts.dates(page, thing, predicate) if dated else parts.refs(site, page, thing, predicate=predicate)
        )
    return found
