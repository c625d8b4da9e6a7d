"""How organisations and research projects are said (schema.org, FOAF, ORG).

It does not say who belongs to them: the persons' roles do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.mapping.engine import TriplesMap, row
from scholargraph.mapping.terms import IDENTIFIER_NODES, gap, identifier_rows, link, markup, string, text, thing
from scholargraph.model import Organization, OrganizationType, Project
from scholargraph.vocab import DCTERMS, FOAF, ORG, PROV, SDO, SG, Iri

CLASSES: Final[Mapping[OrganizationType, tuple[Iri, ...]]] = {
    OrganizationType.ORGANIZATION: (SDO.Organization, FOAF.Organization, ORG.Organization),
    OrganizationType.UNIVERSITY: (SDO.Organization, SDO.CollegeOrUniversity, FOAF.Organization, ORG.Organization),
    OrganizationType.TEAM: (SDO.Organization, FOAF.Group, ORG.OrganizationalUnit),
}

ORGANIZATION: Final = TriplesMap(
    record=Organization,
    classes=lambda organization: CLASSES[organization.type],
    emits=tuple(dict.fromkeys(kind for kinds in CLASSES.values() for kind in kinds)),
    rows=(
        row("name", string, SDO.name, FOAF.name),
        row("alternate_names", string, SDO.alternateName),
        row("description", text, SDO.description, DCTERMS.description),
        row("parent", thing, SDO.parentOrganization, ORG.subOrganizationOf),
        row("founders", thing, SDO.founder),
        row("homepage", link, SDO.url, FOAF.homepage),
        row("links", link, SDO.sameAs, FOAF.page),
        *identifier_rows("ror", "wikidata", "openalex"),
        row("marked", markup, SG.markedForm),
        row("gaps", gap, SG.gap),
    ),
    nodes=(IDENTIFIER_NODES,),
)

PROJECT: Final = TriplesMap(
    record=Project,
    classes=lambda _: (SDO.ResearchProject, FOAF.Project),
    emits=(SDO.ResearchProject, FOAF.Project),
    rows=(
        row("name", string, SDO.name, FOAF.name),
        row("alternate_names", string, SDO.alternateName),
        row("description", text, SDO.description, DCTERMS.description),
        row("founders", thing, SDO.founder, FOAF.maker, PROV.wasAttributedTo, inverse=(FOAF.made,)),
        row("homepage", link, SDO.url, FOAF.homepage),
        row("links", link, SDO.sameAs, FOAF.page),
        row("marked", markup, SG.markedForm),
        row("gaps", gap, SG.gap),
    ),
)
