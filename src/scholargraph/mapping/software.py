"""How software and services are said (schema.org, FOAF, DOAP, FaBiO).

A service is no creative work in schema.org, so it has no schema:creator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.mapping.engine import Node, TriplesMap, row
from scholargraph.mapping.terms import IDENTIFIER_NODES, date, gap, identifier_rows, link, markup, string, text, thing
from scholargraph.model import Service, ServiceType, Software, SoftwareType, Url
from scholargraph.ntriples import Term
from scholargraph.vocab import DCTERMS, DOAP, FABIO, FOAF, PROV, SDO, SG, Iri

SOFTWARE_CLASSES: Final[Mapping[SoftwareType, tuple[Iri, ...]]] = {
    SoftwareType.APPLICATION: (SDO.SoftwareApplication, FABIO.ComputerProgram, DOAP.Project),
    SoftwareType.WEB_APPLICATION: (SDO.WebApplication, FABIO.ComputerProgram, DOAP.Project),
    SoftwareType.SOURCE_CODE: (SDO.SoftwareSourceCode, FABIO.ComputerProgram, DOAP.Project),
}
SERVICE_CLASSES: Final[Mapping[ServiceType, tuple[Iri, ...]]] = {
    ServiceType.SERVICE: (SDO.Service,),
    ServiceType.WEB_API: (SDO.Service, SDO.WebAPI),
}


def code_repository(value: Url, node: Node) -> Term | None:
    """The repository of source code; schema:codeRepository's domain is SoftwareSourceCode alone."""
    said = link(value, node)
    return said if node.record.type is SoftwareType.SOURCE_CODE else None


SOFTWARE: Final = TriplesMap(
    record=Software,
    classes=lambda software: SOFTWARE_CLASSES[software.type],
    emits=tuple(dict.fromkeys(kind for kinds in SOFTWARE_CLASSES.values() for kind in kinds)),
    rows=(
        row("name", string, SDO.name, DCTERMS.title, DOAP.name),
        row("alternate_names", string, SDO.alternateName),
        row("description", text, SDO.description, DCTERMS.description),
        row("makers", thing, SDO.creator, FOAF.maker, DCTERMS.creator, PROV.wasAttributedTo, inverse=(FOAF.made,)),
        row("issued", date, SDO.datePublished, DCTERMS.issued),
        row("homepage", link, SDO.url, FOAF.homepage, DOAP.homepage),
        row("repository", code_repository, SDO.codeRepository, slot=SG.sourceCode),
        row("repository", link, FOAF.page),
        row("links", link, SDO.sameAs, FOAF.page),
        *identifier_rows("doi", "wikidata"),
        row("marked", markup, SG.markedForm),
        row("gaps", gap, SG.gap),
    ),
    nodes=(IDENTIFIER_NODES,),
)

SERVICE: Final = TriplesMap(
    record=Service,
    classes=lambda service: SERVICE_CLASSES[service.type],
    emits=tuple(dict.fromkeys(kind for kinds in SERVICE_CLASSES.values() for kind in kinds)),
    rows=(
        row("name", string, SDO.name, DCTERMS.title),
        row("alternate_names", string, SDO.alternateName),
        row("description", text, SDO.description, DCTERMS.description),
        row("makers", thing, FOAF.maker, DCTERMS.creator, PROV.wasAttributedTo, inverse=(FOAF.made,)),
        row("homepage", link, SDO.url, FOAF.homepage),
        row("links", link, SDO.sameAs, FOAF.page),
        row("marked", markup, SG.markedForm),
        row("gaps", gap, SG.gap),
    ),
)
