"""How venues are said (schema.org, BIBO, FaBiO)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.mapping.engine import Node, TriplesMap, row
from scholargraph.mapping.terms import (
    IDENTIFIER_NODES,
    agent_nodes,
    agent_rows,
    date,
    gap,
    identifier_rows,
    link,
    markup,
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
        row("volume", volume_number, SDO.volumeNumber, slot=SG.volumeNumber),
        row("volume", string, BIBO.volume),
        row("issued", date, SDO.datePublished, DCTERMS.issued),
        *agent_rows("publisher", SDO.publisher, DCTERMS.publisher, fragment="publisher"),
        row("homepage", link, SDO.url, FOAF.homepage),
        row("links", link, SDO.sameAs, FOAF.page),
        *identifier_rows("doi", "wikidata", "openalex", issn=BIBO.issn, isbn=BIBO.isbn13),
        row("marked", markup, SG.markedForm),
        row("gaps", gap, SG.gap),
    ),
    nodes=(IDENTIFIER_NODES, agent_nodes("publisher")),
)
