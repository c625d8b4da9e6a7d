"""How a person and their roles are said (schema.org, FOAF, ORG, VIVO).

It never states an edge to an organisation that is not held today, but for alumniOf, which does not end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from scholargraph.iris import Key
from scholargraph.mapping.engine import Described, Node, TermMap, TriplesMap, described, row
from scholargraph.mapping.terms import (
    TYPE,
    curie,
    date,
    gap,
    link,
    one_of,
    property_value,
    resolvable,
    string,
    take,
    text,
    thing,
)  # fmt: skip
from scholargraph.model import Person, Role, RoleKind, RoleStatus, Text
from scholargraph.ntriples import Term, iri
from scholargraph.vocab import DCTERMS, FOAF, ORG, RDFS, SDO, SG, SKOS, VIVO, Iri


def role_of(kind: RoleKind) -> TermMap:
    """A role of this kind as a node with a history."""

    def term(role: Role, node: Node) -> Described | None:
        take(Role, role)
        if role.kind is not kind:
            return None
        own = node.own(f"role-{node.number}")
        return described(
            ROLE,
            role,
            replace(node, subject=own, record=role),
            (own, iri(ORG.member), node.subject),
            (own, iri(VIVO.relates), node.subject),
        )

    return term


def current(kind: RoleKind) -> TermMap:
    """The organisation of a role of this kind that is held today."""

    def term(role: Role, node: Node) -> Term | None:
        take(Role, role)
        held = role.kind is kind and role.status is RoleStatus.CURRENT
        return node.thing(role.organization) if held else None

    return term


def alma_mater(role: Role, node: Node) -> Term | None:
    """The organisation where somebody has studied; who studies there today is no alumnus yet."""
    take(Role, role)
    studied = role.kind is RoleKind.EDUCATION and role.status is not RoleStatus.CURRENT
    return node.thing(role.organization) if studied else None


def credential(role: Role, node: Node) -> Described | None:
    """The degree of an education, in the words of the source; nobody has the one that they study for."""
    take(Role, role)
    if role.kind is not RoleKind.EDUCATION or role.title is None or role.status is RoleStatus.CURRENT:
        return None
    own = node.own(f"credential-{node.number}")
    return Described(own, (
        (own, TYPE, iri(SDO.EducationalOccupationalCredential)),
        (own, iri(SDO.name), text(role.title, node)),
        (own, iri(SDO.recognizedBy), node.thing(role.organization)),
    ))  # fmt: skip


def job_title(role: Role, node: Node) -> Term | None:
    """The title of an employment that is held today."""
    take(Role, role)
    held = role.kind is RoleKind.EMPLOYMENT and role.status is RoleStatus.CURRENT
    return text(role.title, node) if held and role.title is not None else None


def role_title(title: Text, node: Node) -> Described:
    """What the role is called, as an org:Role."""
    own = iri(node.subject[1:-1] + "-title")
    return Described(own, ((own, TYPE, iri(ORG.Role)), (own, iri(SKOS.prefLabel), text(title, node))))


def of_kind(kind: RoleKind) -> TermMap:
    """The organisation, where the role that is being described is of this kind."""

    def term(organization: Key, node: Node) -> Term | None:
        said = thing(organization, node)
        return said if node.record.kind is kind else None

    return term


def role_classes(role: Role) -> tuple[Iri, ...]:
    """A membership, and a position where it is an employment; having studied somewhere is no role in schema.org."""
    return ROLE_CLASSES[role.kind]


ROLE_CLASSES: Final[Mapping[RoleKind, tuple[Iri, ...]]] = {
    RoleKind.EMPLOYMENT: (SDO.OrganizationRole, ORG.Membership, VIVO.Position),
    RoleKind.MEMBERSHIP: (SDO.OrganizationRole, ORG.Membership),
    RoleKind.EDUCATION: (ORG.Membership,),
}


ROLE: Final = TriplesMap(
    record=Role,
    classes=role_classes,
    emits=(SDO.OrganizationRole, ORG.Membership, VIVO.Position),
    rows=(
        row("organization", of_kind(RoleKind.EMPLOYMENT), SDO.worksFor),
        row("organization", of_kind(RoleKind.MEMBERSHIP), SDO.memberOf),
        row("organization", thing, ORG.organization, VIVO.relates),
        row("title", text, SDO.roleName, RDFS.label),
        row("title", role_title, ORG.role),
        row("status", one_of({RoleStatus.CURRENT: SG.Current, RoleStatus.FORMER: SG.Former}), SG.roleStatus),
        row("start", date, SDO.startDate),
        row("end", date, SDO.endDate),
    ),
)

PERSON: Final = TriplesMap(
    record=Person,
    classes=lambda _: (SDO.Person, FOAF.Person),
    emits=(SDO.Person, FOAF.Person, SDO.EducationalOccupationalCredential, ORG.Role, SDO.PropertyValue),
    rows=(
        row("name", string, SDO.name, FOAF.name),
        row("given_name", string, SDO.givenName, FOAF.givenName),
        row("family_name", string, SDO.familyName, FOAF.familyName),
        row("alternate_names", string, SDO.alternateName),
        row("biography", text, SDO.description, DCTERMS.description),
        row("topics", text, SDO.knowsAbout),
        row("roles", role_of(RoleKind.EMPLOYMENT), SDO.worksFor),
        row("roles", role_of(RoleKind.MEMBERSHIP), SDO.memberOf),
        row("roles", role_of(RoleKind.EDUCATION), ORG.hasMembership),  # its dates and status; alumniOf has none
        row("roles", current(RoleKind.EMPLOYMENT), SDO.worksFor),
        row("roles", current(RoleKind.EMPLOYMENT), SDO.affiliation),
        row("roles", current(RoleKind.MEMBERSHIP), SDO.memberOf, inverse=(FOAF.member,)),
        row("roles", alma_mater, SDO.alumniOf),
        row("roles", credential, SDO.hasCredential),
        row("roles", job_title, SDO.jobTitle),
        row("homepage", link, SDO.url, FOAF.homepage),
        row("links", link, SDO.sameAs, FOAF.page),
        row("identifiers", property_value, SDO.identifier),
        row("identifiers", curie, DCTERMS.identifier),
        row("identifiers", resolvable("orcid", "wikidata", "openalex", "dblp"), SDO.sameAs),
        row("identifiers", resolvable("orcid"), VIVO.orcidId),
        row("gaps", gap, SG.gap),
    ),
)
