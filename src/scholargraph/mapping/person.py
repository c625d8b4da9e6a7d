"""How a person and their roles are said (schema.org, FOAF, ORG, VIVO).

It never states an edge to an organisation that is not held today, but for alumniOf, which does not end.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from scholargraph.mapping.engine import Node, NodeClasses, TermMap, TriplesMap, row
from scholargraph.mapping.funding import FUNDING_IDENTIFIERS, FUNDING_NODES, FUNDING_ROWS
from scholargraph.mapping.terms import (
    IDENTIFIER_NODES,
    date,
    gap,
    identifier_rows,
    link,
    markup,
    one_of,
    resolvable,
    string,
    take,
    text,
)  # fmt: skip
from scholargraph.model import Person, Role, RoleKind, RoleStatus
from scholargraph.ntriples import Term, iri
from scholargraph.vocab import DCTERMS, FOAF, ORG, RDFS, SDO, SG, SKOS, VIVO, Iri


def role_node(role: Role, node: Node) -> Term:
    """The node of a role: its history belongs to it, not to the edge."""
    take(Role, role)
    return node.own(f"role-{node.number}")


def role_of(kind: RoleKind) -> TermMap:
    """The node of a role of this kind."""
    return partial(_role_of, kind)


def _role_of(kind: RoleKind, role: Role, node: Node) -> Term | None:
    own = role_node(role, node)
    return own if role.kind is kind else None


def current(kind: RoleKind) -> TermMap:
    """The organisation of a role of this kind that is held today."""
    return partial(_current, kind)


def _current(kind: RoleKind, role: Role, node: Node) -> Term | None:
    take(Role, role)
    held = role.kind is kind and role.status is RoleStatus.CURRENT
    return node.thing(role.organization) if held else None


def organization(role: Role, node: Node) -> Term:
    """The organisation that a role is at."""
    take(Role, role)
    return node.thing(role.organization)


def alma_mater(role: Role, node: Node) -> Term | None:
    """The organisation where somebody has studied; who studies there today is no alumnus yet."""
    take(Role, role)
    studied = role.kind is RoleKind.EDUCATION and role.status is not RoleStatus.CURRENT
    return node.thing(role.organization) if studied else None


def credential(role: Role, node: Node) -> Term | None:
    """The degree of an education; nobody has the one that they study for."""
    take(Role, role)
    earned = role.kind is RoleKind.EDUCATION and role.title is not None and role.status is not RoleStatus.CURRENT
    return node.own(f"credential-{node.number}") if earned else None


def job_title(role: Role, node: Node) -> Term | None:
    """The title of an employment that is held today."""
    take(Role, role)
    held = role.kind is RoleKind.EMPLOYMENT and role.status is RoleStatus.CURRENT
    return text(role.title, node) if held and role.title is not None else None


def title(role: Role, node: Node) -> Term | None:
    """What the role is called."""
    take(Role, role)
    return None if role.title is None else text(role.title, node)


def title_node(role: Role, node: Node) -> Term | None:
    """What the role is called, as an org:Role."""
    take(Role, role)
    return None if role.title is None else iri(role_node(role, node)[1:-1] + "-title")


_STATUS: Final = one_of({RoleStatus.CURRENT: SG.Current, RoleStatus.FORMER: SG.Former})


def status(role: Role, node: Node) -> Term | None:
    """Whether it is held today, where the source says so."""
    take(Role, role)
    found = None if role.status is None else _STATUS(role.status, node)
    return found if isinstance(found, str) else None


def start(role: Role, node: Node) -> Term | None:
    """When it began."""
    take(Role, role)
    return None if role.start is None else date(role.start, node)


def end(role: Role, node: Node) -> Term | None:
    """When it ended."""
    take(Role, role)
    return None if role.end is None else date(role.end, node)


ROLE_CLASSES: Final[Mapping[RoleKind, tuple[Iri, ...]]] = {
    RoleKind.EMPLOYMENT: (SDO.OrganizationRole, ORG.Membership, VIVO.Position),
    RoleKind.MEMBERSHIP: (SDO.OrganizationRole, ORG.Membership),
    RoleKind.EDUCATION: (ORG.Membership,),
    RoleKind.INVITED: (SDO.OrganizationRole, ORG.Membership),
}
"""A membership, and a position where it is an employment; having studied somewhere is no role in schema.org."""

PERSON: Final = TriplesMap(
    record=Person,
    classes=lambda _: (SDO.Person, FOAF.Person),
    emits=(SDO.Person, FOAF.Person),
    rows=(
        row("name", string, SDO.name, FOAF.name),
        row("given_name", string, SDO.givenName, FOAF.givenName),
        row("family_name", string, SDO.familyName, FOAF.familyName),
        row("alternate_names", string, SDO.alternateName),
        row("biography", text, SDO.description, DCTERMS.description),
        row("topics", text, SDO.knowsAbout),
        # A role's node, and the edges to the organisation that hold today.
        row("roles", role_of(RoleKind.EMPLOYMENT), SDO.worksFor, slot=SG.employment),
        row("roles", role_of(RoleKind.MEMBERSHIP), SDO.memberOf, slot=SG.membership),
        row("roles", role_of(RoleKind.INVITED), SDO.affiliation, slot=SG.invited),
        row("roles", role_of(RoleKind.EDUCATION), ORG.hasMembership, slot=SG.education),  # alumniOf has no dates
        row("roles", current(RoleKind.EMPLOYMENT), SDO.worksFor, slot=SG.employer),
        row("roles", current(RoleKind.EMPLOYMENT), SDO.affiliation, slot=SG.employer),
        row("roles", current(RoleKind.INVITED), SDO.affiliation, slot=SG.host),
        row("roles", current(RoleKind.MEMBERSHIP), SDO.memberOf, inverse=(FOAF.member,), slot=SG.memberOf),
        row("roles", alma_mater, SDO.alumniOf, slot=SG.almaMater),
        row("roles", credential, SDO.hasCredential, slot=SG.credential),
        row("roles", job_title, SDO.jobTitle, slot=SG.jobTitle),
        # What is said of the node.
        row("roles", organization, SDO.worksFor, subject=SG.employment, slot=SG.organization),
        row("roles", organization, SDO.memberOf, subject=SG.membership, slot=SG.organization),
        row("roles", organization, SDO.affiliation, subject=SG.invited, slot=SG.organization),
        row("roles", organization, ORG.organization, VIVO.relates, subject=SG.role, slot=SG.organization),
        row("roles", role_node, inverse=(ORG.member,), slot=SG.role),
        row("roles", role_node, inverse=(VIVO.relates,), slot=SG.role),
        row("roles", title, SDO.roleName, RDFS.label, subject=SG.role, slot=SG.title),
        row("roles", title_node, ORG.role, subject=SG.role, slot=SG.titleNode),
        row("roles", title, SKOS.prefLabel, subject=SG.titleNode, slot=SG.title),
        row("roles", status, SG.roleStatus, subject=SG.role, slot=SG.status),
        row("roles", start, SDO.startDate, subject=SG.role, slot=SG.start),
        row("roles", end, SDO.endDate, subject=SG.role, slot=SG.end),
        row("roles", title, SDO.name, subject=SG.credential, slot=SG.title),
        row("roles", organization, SDO.recognizedBy, subject=SG.credential, slot=SG.organization),
        row("awards", text, SDO.award),
        *FUNDING_ROWS,
        row("homepage", link, SDO.url, FOAF.homepage),
        row("links", link, SDO.sameAs, FOAF.page),
        *identifier_rows("orcid", "wikidata", "openalex", "dblp"),
        row("identifiers", resolvable("orcid"), VIVO.orcidId, slot=SG.orcid),
        row("marked", markup, SG.markedForm),
        row("gaps", gap, SG.gap),
    ),
    nodes=(
        IDENTIFIER_NODES,
        NodeClasses(
            "roles",
            SG.role,
            lambda role: ROLE_CLASSES[role.kind],
            (SDO.OrganizationRole, ORG.Membership, VIVO.Position),
        ),
        NodeClasses("roles", SG.titleNode, lambda _: (ORG.Role,), (ORG.Role,)),
        NodeClasses(
            "roles",
            SG.credential,
            lambda _: (SDO.EducationalOccupationalCredential,),
            (SDO.EducationalOccupationalCredential,),
        ),
        *FUNDING_NODES,
    ),
    inner=(FUNDING_IDENTIFIERS,),
)
