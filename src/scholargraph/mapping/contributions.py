"""How those who contributed to a work are said: agents, authorships, and the cells of the complete list of authors.

An author who is known is their record; one of whom only the name is printed is a node of the work, so that two works'
namesakes are two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from scholargraph.mapping.engine import Node, NodeClasses, Row, TermMap, row
from scholargraph.mapping.terms import AGENT_CLASSES, EVERY_AGENT_CLASS, integer, take, text
from scholargraph.model import Contribution, ContributorRole, Publication
from scholargraph.ntriples import Term, iri, literal
from scholargraph.vocab import BIBO, DCTERMS, FOAF, RDF, SDO, SG, VIVO


@dataclass(frozen=True, slots=True)
class AuthorOrder:
    """How many authors the complete list of a work has, in the order of their positions 1, 2, 3 ..."""

    size: int


def author_order(work: Publication) -> AuthorOrder | None:
    """Give the order of a work's authors, or None where the list is not complete or not in a known order."""
    if not work.authors_complete:
        return None
    places = [one.position or 0 for one in work.contributions if one.role is ContributorRole.AUTHOR]
    # A list that is complete, but not in a known order, is no rdf:List: that would make an order up.
    return AuthorOrder(len(places)) if places and sorted(places) == list(range(1, len(places) + 1)) else None


def author_list(complete: bool, node: Node) -> Term | None:  # noqa: FBT001 - a term map takes the field's value
    """The first cell of the complete authors as an rdf:List of hash IRIs."""
    take(bool, complete)
    return node.own("authors-1") if complete and _order(node) is not None else None


def agent(value: Contribution, node: Node) -> Term:
    """The record once known, otherwise a node of the work."""
    take(Contribution, value)
    return node.own(f"{value.role}-{node.number}") if value.agent.record is None else node.thing(value.agent.record)


def in_role(role: ContributorRole) -> TermMap:
    """The agent of a contribution in this role."""
    return partial(_in_role, role)


def _in_role(role: ContributorRole, value: Contribution, node: Node) -> Term | None:
    found = agent(value, node)
    return found if value.role is role else None


def local_agent(value: Contribution, node: Node) -> Term | None:
    """The agent's node, where there is no record."""
    found = agent(value, node)
    return found if value.agent.record is None else None


def authorship(value: Contribution, node: Node) -> Term | None:
    """An author's tie to the work."""
    take(Contribution, value)
    return node.own(f"authorship-{node.number}") if value.role is ContributorRole.AUTHOR else None


def cell(value: Contribution, node: Node) -> Term | None:
    """The author's cell in the complete list."""
    take(Contribution, value)
    return node.own(f"authors-{value.position}") if _is_listed(value, node) else None


def next_cell(value: Contribution, node: Node) -> Term | None:
    """The cell after it, or the end of the list."""
    take(Contribution, value)
    if not _is_listed(value, node):
        return None
    place, order = value.position or 0, _order(node)
    return iri(RDF.nil) if order is not None and place == order.size else node.own(f"authors-{place + 1}")


def _is_listed(value: Contribution, node: Node) -> bool:
    return value.role is ContributorRole.AUTHOR and _order(node) is not None


def _order(node: Node) -> AuthorOrder | None:
    return None if node.shared is None else node.shared.order


def printed_name(value: Contribution, node: Node) -> Term | None:
    """The name as printed on this work."""
    take(Contribution, value)
    return literal(value.agent.printed) if value.agent.printed else None


def variants(value: Contribution, node: Node) -> tuple[Term, ...]:
    """Other printed forms of the name."""
    take(Contribution, value)
    return _literals(value.agent.variants)


def name_part(part: str) -> TermMap:
    """A part of the printed name, where the source tells it apart."""
    return partial(_name_part, part)


def _name_part(part: str, value: Contribution, node: Node) -> Term | None:
    take(Contribution, value)
    found = None if value.agent.name is None else getattr(value.agent.name, part)
    return literal(found) if found else None


def in_scripts(value: Contribution, node: Node) -> tuple[Term, ...]:
    """The name in other scripts."""
    take(Contribution, value)
    return () if value.agent.name is None else tuple(text(form, node) for form in value.agent.name.scripts)


def position(value: Contribution, node: Node) -> Term | None:
    """The place in the list of authors, if it is known."""
    take(Contribution, value)
    return None if value.position is None else integer(value.position, node)


def printed_affiliations(value: Contribution, node: Node) -> tuple[Term, ...]:
    """The organisations printed beside the name."""
    take(Contribution, value)
    return _literals(one.name for one in value.agent.affiliations)


def affiliated_with(value: Contribution, node: Node) -> tuple[Term, ...]:
    """The records of these organisations, once they are known."""
    take(Contribution, value)
    return tuple(node.thing(one.organization) for one in value.agent.affiliations if one.organization is not None)


def printed_identifiers(value: Contribution, node: Node) -> tuple[Term, ...]:
    """The identifiers printed beside the name, as `scheme:value`."""
    take(Contribution, value)
    return _literals(str(one) for one in value.agent.identifiers)


def identifier_addresses(value: Contribution, node: Node) -> tuple[Term, ...]:
    """Where these identifiers lead to on the web."""
    take(Contribution, value)
    return tuple(iri(one.iri) for one in value.agent.identifiers if one.iri.startswith("http"))


def _literals(words: Iterable[str]) -> tuple[Term, ...]:
    return tuple(literal(one) for one in words)


_F: Final = "contributions"

CONTRIBUTION_ROWS: Final[tuple[Row, ...]] = (
    row(_F, in_role(ContributorRole.AUTHOR), SDO.author, DCTERMS.creator, inverse=(FOAF.made,), slot=SG.author),
    row(_F, in_role(ContributorRole.EDITOR), SDO.editor, BIBO.editor, DCTERMS.contributor, slot=SG.editor),
    row(_F, in_role(ContributorRole.TRANSLATOR), SDO.translator, BIBO.translator, slot=SG.translator),
    row(_F, in_role(ContributorRole.SUPERVISOR), SDO.contributor, DCTERMS.contributor, slot=SG.supervised),
    row(_F, in_role(ContributorRole.SUPERVISOR), SG.supervisor, slot=SG.supervised),
    # An author's tie to the work, and the cell of the complete list.
    row(_F, authorship, VIVO.relatedBy, slot=SG.authorship),
    row(_F, authorship, inverse=(VIVO.relates,), slot=SG.authorship),
    row(_F, in_role(ContributorRole.AUTHOR), VIVO.relates, subject=SG.authorship, slot=SG.author),
    row(_F, printed_name, SG.printedName, subject=SG.authorship, slot=SG.nameAsPrinted),
    row(_F, variants, SG.printedName, subject=SG.authorship, slot=SG.variant),
    row(_F, position, VIVO.rank, subject=SG.authorship, slot=SG.position),
    row(_F, printed_affiliations, SG.printedAffiliation, subject=SG.authorship, slot=SG.affiliationAsPrinted),
    row(_F, printed_identifiers, SG.printedIdentifier, subject=SG.authorship, slot=SG.identifierAsPrinted),
    row(_F, cell, slot=SG.cell),
    row(_F, in_role(ContributorRole.AUTHOR), RDF.first, subject=SG.cell, slot=SG.author),
    row(_F, next_cell, RDF.rest, subject=SG.cell, slot=SG.nextCell),
    # What is known of somebody who has no record.
    row(_F, local_agent, slot=SG.localAgent),
    row(_F, printed_name, SDO.name, FOAF.name, subject=SG.localAgent, slot=SG.nameAsPrinted),
    row(_F, variants, SDO.alternateName, subject=SG.localAgent, slot=SG.variant),
    row(_F, in_scripts, SDO.alternateName, subject=SG.localAgent, slot=SG.inScript),
    row(_F, name_part("given"), SDO.givenName, FOAF.givenName, subject=SG.localAgent, slot=SG.givenName),
    row(_F, name_part("whole_family"), SDO.familyName, FOAF.familyName, subject=SG.localAgent, slot=SG.familyName),
    row(_F, name_part("suffix"), SDO.honorificSuffix, subject=SG.localAgent, slot=SG.suffix),
    row(_F, affiliated_with, SDO.affiliation, subject=SG.localAgent, slot=SG.affiliation),
    row(_F, printed_identifiers, DCTERMS.identifier, subject=SG.localAgent, slot=SG.identifierAsPrinted),
    row(_F, identifier_addresses, SDO.sameAs, subject=SG.localAgent, slot=SG.sameThing),
)

CONTRIBUTION_NODES: Final = (
    NodeClasses(_F, SG.authorship, lambda _: (VIVO.Authorship,), (VIVO.Authorship,)),
    NodeClasses(_F, SG.localAgent, lambda value: AGENT_CLASSES[value.agent.kind], EVERY_AGENT_CLASS),
    NodeClasses(_F, SG.cell, lambda _: (RDF.List,), (RDF.List,)),
)
