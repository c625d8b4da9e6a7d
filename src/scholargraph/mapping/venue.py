"""How venues are said (schema.org, BIBO, FaBiO)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.mapping.engine import Node, TriplesMap, row
from scholargraph.mapping.terms import (
    bare,
    curie,
    date,
    gap,
    link,
    named_agent,
    property_value,
    resolvable,
    string,
    thing,
)  # fmt: skip
from scholargraph.model import Venue, VenueType
from scholargraph.ntriples import Term
from scholargraph.vocab import BIBO, DCTERMS, FABIO, FOAF, SDO, SG, Iri

CLASSES: Final[Mapping[VenueType, tuple[Iri, ...]]] = {
    VenueType.PROCEEDINGS: (SDO.PublicationVolume, BIBO.Proceedings, FABIO.ConferenceProceedings),
    VenueType.JOURNAL: (SDO.Periodical, BIBO.Journal, FABIO.Journal),
    VenueType.BOOK: (SDO.Book, BIBO.Book, FABIO.Book),
    VenueType.SERIES: (SDO.CreativeWorkSeries, BIBO.Series),
    VenueType.REPOSITORY: (SDO.WebSite, FABIO.Repository),
    VenueType.WEBSITE: (SDO.WebSite, BIBO.Website, FABIO.WebSite),
    VenueType.OTHER: (SDO.CreativeWork, BIBO.Collection),
}


def volume_number(value: str, node: Node) -> Term | None:
    """The volume of proceedings; schema:volumeNumber's domain is PublicationVolume alone."""
    said = string(value, node)
    return said if node.record.type is VenueType.PROCEEDINGS else None


VENUE: Final = TriplesMap(
    record=Venue,
    classes=lambda venue: CLASSES[venue.type],
    emits=tuple(dict.fromkeys(kind for kinds in CLASSES.values() for kind in kinds)),
    rows=(
        row("name", string, SDO.name, DCTERMS.title),
        row("alternate_names", string, SDO.alternateName, DCTERMS.alternative),
        row("part_of", thing, SDO.isPartOf, DCTERMS.isPartOf),
        row("volume", volume_number, SDO.volumeNumber),
        row("volume", string, BIBO.volume),
        row("issued", date, SDO.datePublished, DCTERMS.issued),
        row("publisher", named_agent("publisher"), SDO.publisher, DCTERMS.publisher),
        row("homepage", link, SDO.url, FOAF.homepage),
        row("links", link, SDO.sameAs, FOAF.page),
        row("identifiers", property_value, SDO.identifier),
        row("identifiers", curie, DCTERMS.identifier),
        row("identifiers", bare("issn"), BIBO.issn),
        row("identifiers", bare("isbn"), BIBO.isbn13),
        row("identifiers", resolvable("doi", "wikidata", "openalex"), SDO.sameAs),
        row("gaps", gap, SG.gap),
    ),
)
