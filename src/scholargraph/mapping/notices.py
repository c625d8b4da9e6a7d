"""How notices of retraction, correction and concern are said, and the status of a work that follows from them.

A notice is a node of the work that it is about; where it is a record of its own, too, the node leads there. The status is
stated of the work by the notices that it follows from, so that it rests on their evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from scholargraph.mapping.contributions import AuthorOrder, author_order
from scholargraph.mapping.engine import InnerMap, Node, NodeClasses, Row, TermMap, Terms, row
from scholargraph.mapping.terms import (
    IDENTIFIER_NODES,
    date,
    identifier_rows,
    label_of,
    link,
    one_of,
    take,
    text,
    thing,
)
from scholargraph.model import EditorialStatus, Notice, NoticeKind, Publication
from scholargraph.model.notices import STATUS_OF, STATUS_WORDS, governing
from scholargraph.ntriples import Term, iri
from scholargraph.vocab import BIBO, DCTERMS, FABIO, FOAF, SDO, SG, Iri

KINDS: Final[Mapping[NoticeKind, Iri]] = {
    NoticeKind.RETRACTION: SG.Retraction,
    NoticeKind.WITHDRAWAL: SG.Withdrawal,
    NoticeKind.EXPRESSION_OF_CONCERN: SG.ExpressionOfConcern,
    NoticeKind.CORRECTION: SG.Correction,
    NoticeKind.REINSTATEMENT: SG.Reinstatement,
}
KIND_WORDS: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.RETRACTION: "Retraction",
    NoticeKind.WITHDRAWAL: "Withdrawal",
    NoticeKind.EXPRESSION_OF_CONCERN: "Expression of concern",
    NoticeKind.CORRECTION: "Correction",
    NoticeKind.REINSTATEMENT: "Reinstatement",
}
"""What evidence calls a notice; nothing of it is stated."""
STATES: Final[Mapping[EditorialStatus, Iri]] = {
    EditorialStatus.RETRACTED: SG.Retracted,
    EditorialStatus.WITHDRAWN: SG.Withdrawn,
    EditorialStatus.OF_CONCERN: SG.OfConcern,
    EditorialStatus.CORRECTED: SG.Corrected,
}
CLASSES: Final[Mapping[NoticeKind, tuple[Iri, ...]]] = {
    NoticeKind.RETRACTION: (FABIO.RetractionNotice,),
    NoticeKind.CORRECTION: (FABIO.Correction,),
}
"""The classes of FaBiO for kinds of notice; it has none for the others."""


@dataclass(frozen=True, slots=True)
class WholeWork:
    """What is worked out once for a whole work: the order of its authors, and the notices that its status follows from."""

    order: AuthorOrder | None
    governing: frozenset[Notice]


def whole_work(work: Publication) -> WholeWork:
    """Work out what term maps ask of a work."""
    return WholeWork(author_order(work), governing(work.notices))


def notice_node(value: Notice, node: Node) -> Term:
    """A notice as a node of the work that it is about."""
    take(Notice, value)
    return node.own(f"notice-{node.number}")


def notice_itself(value: Notice, node: Node) -> Term:
    """The record of a notice, or its node where it has no record."""
    own = notice_node(value, node)
    return own if value.work is None else node.thing(value.work)


def of_notice(part: str, term: TermMap) -> TermMap:
    """A part of a notice, if it is known, by a term map of its own."""
    return partial(_of_notice, part, term)


def _of_notice(part: str, term: TermMap, value: Notice, node: Node) -> Terms:
    take(Notice, value)
    found = getattr(value, part)
    return None if found is None else term(found, node)


def status(term: TermMap) -> TermMap:
    """The status that follows for the work, said by the notices that it follows from."""
    return partial(_status, term)


def _status(term: TermMap, value: Notice, node: Node) -> Terms:
    take(Notice, value)
    return term(STATUS_OF[value.kind], node) if value in node.shared.governing else None


def correction_address(value: Notice, node: Node) -> Term | None:
    """The web address of a correction, by an identifier or of a page."""
    take(Notice, value)
    addresses = [one.iri for one in value.identifiers if one.iri.startswith("http")]
    addresses += [] if value.url is None else [value.url]
    return iri(addresses[0]) if addresses and value.kind is NoticeKind.CORRECTION else None


def notice_classes(value: Notice) -> tuple[Iri, ...]:
    """A notice; the document itself, too, where it has no record of its own."""
    take(Notice, value)
    return (SG.Notice,) if value.work is not None else (SG.Notice, SDO.CreativeWork, *CLASSES.get(value.kind, ()))


_F: Final = "notices"
_NODE: Final = SG.noticeNode

NOTICE_ROWS: Final[tuple[Row, ...]] = (
    row(_F, notice_node, SG.notice, inverse=(SG.noticeOf,), slot=_NODE),
    row(_F, notice_itself, SDO.subjectOf, slot=SG.noticeItself),
    row(_F, status(one_of(STATES)), SG.editorialStatus, slot=SG.stateOfWork),
    row(_F, status(label_of(STATUS_WORDS)), SDO.creativeWorkStatus, slot=SG.status),
    row(_F, correction_address, SDO.correction, slot=SG.correctionAddress),
    # What is known of the notice.
    row(_F, of_notice("kind", label_of(KIND_WORDS)), slot=SG.title),
    row(_F, of_notice("kind", one_of(KINDS)), SG.noticeKind, subject=_NODE, slot=SG.kindOfNotice),
    row(_F, of_notice("date", date), SDO.datePublished, DCTERMS.issued, subject=_NODE, slot=SG.start),
    row(_F, of_notice("url", link), SDO.url, FOAF.page, subject=_NODE, slot=SG.webAddress),
    row(_F, of_notice("work", thing), DCTERMS.source, subject=_NODE, slot=SG.noticeRecord),
    row(_F, of_notice("reason", text), SDO.description, DCTERMS.description, subject=_NODE, slot=SG.reasonGiven),
)

NOTICE_NODES: Final = NodeClasses(
    _F, _NODE, notice_classes, (SG.Notice, SDO.CreativeWork, FABIO.RetractionNotice, FABIO.Correction)
)

NOTICE_IDENTIFIERS: Final = InnerMap(
    _F, "identifiers", _NODE, identifier_rows("doi", "pmid", doi=BIBO.doi, pmid=BIBO.pmid), (IDENTIFIER_NODES,)
)
