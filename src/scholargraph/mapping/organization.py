"""How organisations and research projects are said (schema.org, FOAF, ORG).

It does not say who belongs to them: the persons' roles do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.mapping.engine import TriplesMap, row
from scholargraph.mapping.terms import IDENTIFIER_NODES, date, gap, identifier_rows, link, markup, string, text, thing
from scholargraph.model import Organization, OrganizationType, Project
from scholargraph.vocab import DCTERMS, FOAF, ORG, PROV, SDO, SG, Iri

CLASSES: Final[Mapping[OrganizationType, tuple[Iri, ...]]] = {
    OrganizationType.ORGANIZATION: (SDO.Organization, FOAF.Organization, ORG.Organization),
    OrganizationType.UNIVERSITY: (SDO.Organization, SDO.CollegeOrUniversity, FOAF.Organization, ORG.Organization),
    OrganizationType.EDUCATION: (SDO.Organization, SDO.EducationalOrganization, FOAF.Organization, ORG.Organization),
    OrganizationType.COMPANY: (SDO.Organization, SDO.Corporation, FOAF.Organization, ORG.Organization),
    OrganizationType.GOVERNMENT: (SDO.Organization, SDO.GovernmentOrganization, FOAF.Organization, ORG.Organization),
    OrganizationType.HEALTHCARE: (SDO.Organization, SDO.MedicalOrganization, FOAF.Organization, ORG.Organization),
    OrganizationType.FUNDER: (SDO.Organization, SDO.FundingAgency, FOAF.Organization, ORG.Organization),
    OrganizationType.UNIT: (SDO.Organization, FOAF.Organization, ORG.OrganizationalUnit),
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
        row("founded", date, SDO.foundingDate),
        row("location", string, SDO.location),
        row("founders", thing, SDO.founder),
        row("homepage", link, SDO.url, FOAF.homepage),
        row("links", link, SDO.sameAs, FOAF.page),
        *identifier_rows("ror", "wikidata", "openalex", "isni", "grid"),
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
