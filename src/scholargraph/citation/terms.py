"""Which terms of the graph mean what in a citation: kinds of work and venue, states, degrees, gaps.

The mapping states these terms; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from scholargraph.model import (
    AgentKind,
    EditorialStatus,
    Gap,
    NoticeKind,
    OpenAccess,
    PublicationStatus,
    PublicationType,
    VenueType,
)
from scholargraph.vocab import BIBO, BIBO_DEGREE, FABIO, FOAF, SDO, SG, Iri

TYPES: Final[tuple[tuple[frozenset[Iri], PublicationType], ...]] = (
    (frozenset({FABIO.ConferencePaper}), PublicationType.CONFERENCE_PAPER),
    (frozenset({FABIO.JournalArticle}), PublicationType.JOURNAL_ARTICLE),
    (frozenset({FABIO.Preprint}), PublicationType.PREPRINT),
    (frozenset({BIBO.EditedBook}), PublicationType.EDITED_BOOK),
    (frozenset({BIBO.Book}), PublicationType.BOOK),
    (frozenset({BIBO.Chapter}), PublicationType.CHAPTER),
    (frozenset({BIBO.Thesis}), PublicationType.THESIS),
    (frozenset({BIBO.Report}), PublicationType.REPORT),
    (frozenset({SDO.Dataset}), PublicationType.DATASET),
    (frozenset({BIBO.Patent}), PublicationType.PATENT),
    (frozenset({BIBO.Slideshow}), PublicationType.PRESENTATION),
    (frozenset({BIBO.Webpage, SDO.LearningResource}), PublicationType.EXPLORABLE),
    (frozenset({BIBO.Webpage}), PublicationType.WEB_ARTICLE),
    (frozenset({BIBO.Article}), PublicationType.NEWS_ARTICLE),
    (frozenset({FABIO.ComputerProgram}), PublicationType.SOFTWARE),
    (frozenset({BIBO.Standard}), PublicationType.STANDARD),
    (frozenset({SDO.Review}), PublicationType.REVIEW),
    (frozenset({BIBO.AudioVisualDocument}), PublicationType.AUDIOVISUAL),
)
"""Classes that together tell a kind of work; the first row of which all are stated holds. A notice has no class of its own."""

VENUE_TYPES: Final[tuple[tuple[Iri, VenueType], ...]] = (
    (BIBO.Proceedings, VenueType.PROCEEDINGS),
    (BIBO.Journal, VenueType.JOURNAL),
    (BIBO.Book, VenueType.BOOK),
    (BIBO.Series, VenueType.SERIES),
    (FABIO.Repository, VenueType.REPOSITORY),
    (BIBO.Website, VenueType.WEBSITE),
)

AGENT_KINDS: Final[tuple[tuple[Iri, AgentKind], ...]] = (
    (SDO.Person, AgentKind.PERSON),
    (FOAF.Person, AgentKind.PERSON),
    (FOAF.Group, AgentKind.GROUP),
    (FOAF.Organization, AgentKind.ORGANIZATION),
    (SDO.Organization, AgentKind.ORGANIZATION),
    (SDO.ResearchProject, AgentKind.ORGANIZATION),
)

DEGREES: Final[Mapping[Iri, str]] = {BIBO_DEGREE.phd: "phd", BIBO_DEGREE.ms: "ms", BIBO_DEGREE.ma: "ma"}

STATUS_LABELS: Final[Mapping[str, PublicationStatus]] = {
    "To appear": PublicationStatus.FORTHCOMING,
    "Preprint": PublicationStatus.PREPRINT,
    "Published": PublicationStatus.PUBLISHED,
}
"""What schema:creativeWorkStatus says."""

EDITORIAL_STATES: Final[Mapping[Iri, EditorialStatus]] = {
    SG.Retracted: EditorialStatus.RETRACTED,
    SG.Withdrawn: EditorialStatus.WITHDRAWN,
    SG.OfConcern: EditorialStatus.OF_CONCERN,
    SG.Corrected: EditorialStatus.CORRECTED,
}

OPEN_ACCESS: Final[Mapping[Iri, OpenAccess]] = {
    SG.DiamondOpenAccess: OpenAccess.DIAMOND,
    SG.GoldOpenAccess: OpenAccess.GOLD,
    SG.HybridOpenAccess: OpenAccess.HYBRID,
    SG.BronzeOpenAccess: OpenAccess.BRONZE,
    SG.GreenOpenAccess: OpenAccess.GREEN,
    SG.OpenAccess: OpenAccess.OPEN,
    SG.ClosedAccess: OpenAccess.CLOSED,
}

NOTICE_KINDS: Final[Mapping[Iri, NoticeKind]] = {
    SG.Retraction: NoticeKind.RETRACTION,
    SG.Withdrawal: NoticeKind.WITHDRAWAL,
    SG.ExpressionOfConcern: NoticeKind.EXPRESSION_OF_CONCERN,
    SG.Correction: NoticeKind.CORRECTION,
    SG.Reinstatement: NoticeKind.REINSTATEMENT,
}

GAPS: Final[Mapping[Iri, Gap]] = {
    SG.TitleLost: Gap.TITLE_LOST,
    SG.AuthorsTruncated: Gap.AUTHORS_TRUNCATED,
    SG.AuthorsLost: Gap.AUTHORS_LOST,
    SG.PositionUnknown: Gap.POSITION_UNKNOWN,
    SG.DateUnknown: Gap.DATE_UNKNOWN,
    SG.VenueUnknown: Gap.VENUE_UNKNOWN,
    SG.TypeUnknown: Gap.TYPE_UNKNOWN,
    SG.AbstractCut: Gap.ABSTRACT_CUT,
    SG.NameUnknown: Gap.NAME_UNKNOWN,
    SG.AuthorUnnamed: Gap.AUTHOR_UNNAMED,
}


def type_of(classes: Iterable[str]) -> PublicationType:
    """Give the kind of work that its classes tell."""
    found = set(classes)
    return next((kind for wanted, kind in TYPES if wanted <= found), PublicationType.OTHER)


def agent_kind_of(classes: Iterable[str]) -> AgentKind:
    """Give what stands behind a name, as its classes tell."""
    found = set(classes)
    return next((kind for term, kind in AGENT_KINDS if term in found), AgentKind.UNDECIDED)


def venue_type_of(classes: Iterable[str]) -> VenueType:
    """Give the kind of venue that its classes tell."""
    found = set(classes)
    return next((kind for wanted, kind in VENUE_TYPES if wanted in found), VenueType.OTHER)
