"""How funding and full texts are said (schema.org, VIVO): each is a node of the record that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from scholargraph.mapping.engine import InnerMap, Node, NodeClasses, Row, TermMap, Terms, row
from scholargraph.mapping.terms import (
    AGENT_CLASSES,
    EVERY_AGENT_CLASS,
    IDENTIFIER_NODES,
    agent_name,
    date,
    identifier_rows,
    label_of,
    link,
    one_of,
    string,
    take,
    text,
)
from scholargraph.model import Agent, FullText, Funding, OpenAccess, TextVersion
from scholargraph.ntriples import Term, iri, literal
from scholargraph.vocab import DCTERMS, FOAF, SDO, SG, VIVO, XSD, Iri

OPEN_ACCESS: Final[Mapping[OpenAccess, Iri]] = {
    OpenAccess.OPEN: SG.OpenAccess,
    OpenAccess.DIAMOND: SG.DiamondOpenAccess,
    OpenAccess.GOLD: SG.GoldOpenAccess,
    OpenAccess.HYBRID: SG.HybridOpenAccess,
    OpenAccess.BRONZE: SG.BronzeOpenAccess,
    OpenAccess.GREEN: SG.GreenOpenAccess,
    OpenAccess.CLOSED: SG.ClosedAccess,
}
OPEN_ACCESS_WORDS: Final[Mapping[OpenAccess, str]] = {
    OpenAccess.OPEN: "Open access",
    OpenAccess.DIAMOND: "Diamond open access",
    OpenAccess.GOLD: "Gold open access",
    OpenAccess.HYBRID: "Hybrid open access",
    OpenAccess.BRONZE: "Free to read, without a licence",
    OpenAccess.GREEN: "Open in a repository",
    OpenAccess.CLOSED: "Not open",
}
"""What each is called on pages."""
TEXT_VERSIONS: Final[Mapping[TextVersion, str]] = {
    TextVersion.SUBMITTED: "Submitted version",
    TextVersion.ACCEPTED: "Accepted version",
    TextVersion.PUBLISHED: "Published version",
}


def free(value: OpenAccess, node: Node) -> Term:
    """Whether it can be read without paying."""
    take(OpenAccess, value)
    return literal("false" if value is OpenAccess.CLOSED else "true", datatype=XSD.boolean)


def funding_node(value: Funding, node: Node) -> Term:
    """A funding as a node of the record that it pays for."""
    take(Funding, value)
    return node.own(f"funding-{node.number}")


def of_funding(part: str, term: TermMap) -> TermMap:
    """A part of a funding, if it is known, by a term map of its own."""
    return partial(_of, Funding, part, term)


def full_text_node(value: FullText, node: Node) -> Term:
    """A full text as a node of its work."""
    take(FullText, value)
    return node.own(f"full-text-{node.number}")


def of_full_text(part: str, term: TermMap) -> TermMap:
    """A part of a full text, if it is known, by a term map of its own."""
    return partial(_of, FullText, part, term)


def _of(kind: type, part: str, term: TermMap, value: Funding | FullText, node: Node) -> Terms:
    take(kind, value)
    found = getattr(value, part)
    return None if found is None else term(found, node)


def funder(value: Agent, node: Node) -> Term:
    """The record of a funder, otherwise its node."""
    take(Agent, value)
    return node.own(f"funding-{node.number}-funder") if value.record is None else node.thing(value.record)


def local_funder(value: Agent, node: Node) -> Term | None:
    """The node of a funder that has no record."""
    return None if value.record is not None else funder(value, node)


def funder_identifiers(value: Agent, node: Node) -> tuple[Term, ...]:
    """The identifiers of a funder, as `scheme:value`."""
    take(Agent, value)
    return tuple(literal(str(one)) for one in value.identifiers)


def funder_addresses(value: Agent, node: Node) -> tuple[Term, ...]:
    """Where these identifiers lead to on the web."""
    take(Agent, value)
    return tuple(iri(one.iri) for one in value.identifiers if one.iri.startswith("http"))


_F: Final = "funding"
_NODE: Final = SG.fundingNode
_FUNDER: Final = SG.localAgent

FUNDING_ROWS: Final[tuple[Row, ...]] = (
    row(_F, funding_node, SDO.funding, inverse=(SDO.fundedItem,), slot=_NODE),
    row(_F, of_funding("funder", funder), SDO.funder, subject=_NODE, slot=SG.funder),
    row(_F, of_funding("funder", local_funder), slot=_FUNDER),
    row(_F, of_funding("funder", agent_name), SDO.name, FOAF.name, subject=_FUNDER, slot=SG.nameAsPrinted),
    row(_F, of_funding("funder", funder_identifiers), DCTERMS.identifier, subject=_FUNDER, slot=SG.identifierAsPrinted),
    row(_F, of_funding("funder", funder_addresses), SDO.sameAs, subject=_FUNDER, slot=SG.sameThing),
    row(_F, of_funding("number", string), VIVO.sponsorAwardId, subject=_NODE, slot=SG.numberOfAward),
    row(_F, of_funding("name", text), SDO.name, subject=_NODE, slot=SG.title),
    row(_F, of_funding("url", link), SDO.url, FOAF.page, subject=_NODE, slot=SG.webAddress),
    row(_F, of_funding("start", date), SG.began, subject=_NODE, slot=SG.start),
    row(_F, of_funding("end", date), SG.ended, subject=_NODE, slot=SG.end),
)

FUNDING_NODES: Final = (
    NodeClasses(_F, _NODE, lambda _: (SDO.Grant,), (SDO.Grant,)),
    NodeClasses(
        _F,
        _FUNDER,
        lambda value: () if value.funder is None else AGENT_CLASSES[value.funder.kind],
        EVERY_AGENT_CLASS,
    ),
)

FUNDING_IDENTIFIERS: Final = InnerMap(_F, "identifiers", _NODE, identifier_rows("doi"), (IDENTIFIER_NODES,))

_T: Final = "full_texts"
_TEXT: Final = SG.fullTextNode

FULL_TEXT_ROWS: Final[tuple[Row, ...]] = (
    row(_T, full_text_node, SDO.encoding, slot=_TEXT),
    row(_T, of_full_text("url", link), SDO.contentUrl, subject=_TEXT, slot=SG.webAddress),
    row(_T, of_full_text("media_type", string), SDO.encodingFormat, subject=_TEXT, slot=SG.mediaType),
    row(
        _T,
        of_full_text("version", label_of(TEXT_VERSIONS)),
        SDO.creativeWorkStatus,
        subject=_TEXT,
        slot=SG.status,
    ),
    row(_T, of_full_text("license", link), SDO.license, DCTERMS.license, subject=_TEXT, slot=SG.licenseAddress),
)

FULL_TEXT_NODES: Final = NodeClasses(_T, _TEXT, lambda _: (SDO.MediaObject,), (SDO.MediaObject,))

ACCESS_ROWS: Final[tuple[Row, ...]] = (
    *FULL_TEXT_ROWS,
    row("open_access", free, SDO.isAccessibleForFree),
    row("open_access", one_of(OPEN_ACCESS), SG.openAccess, slot=SG.openAccessKind),
    row("license", link, SDO.license, DCTERMS.license),
    row("rights", text, SDO.conditionsOfAccess),
)
