"""What ORCID's words mean: kinds of work, sections of affiliations, roles of contributors, kinds of identifier.

Sources: the schema 3.0 (work-3.0.xsd, common-3.0.xsd), its enumeration of kinds of work (orcid-model, WorkType.java), the
descriptions of the kinds (info.orcid.org, “What work types does ORCID support?”) and what the form of the website asks for
in the place of the journal's title (orcid-angular, WorkTypesTitle).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scholargraph.model import ContributorRole, PublicationType, RoleKind, VenueType


class Host(StrEnum):
    """What stands in the field `journal-title` of a kind of work."""

    JOURNAL = "journal"
    BOOK = "book"
    SERIES = "series"
    PROCEEDINGS = "proceedings"
    EVENT = "event"
    INSTITUTION = "institution"  # the form asks for it, the schema for a publication: the words tell
    PUBLISHER = "publisher"  # the form asks for it, the schema for a publication: the words tell, or nobody
    OTHER = "other"


VENUES: Final[Mapping[Host, VenueType]] = {
    Host.JOURNAL: VenueType.JOURNAL,
    Host.BOOK: VenueType.BOOK,
    Host.SERIES: VenueType.SERIES,
    Host.PROCEEDINGS: VenueType.PROCEEDINGS,
    Host.INSTITUTION: VenueType.OTHER,
    Host.OTHER: VenueType.OTHER,
}


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work at ORCID.

    Attributes:
        type: the kind that we know, or OTHER.
        label: what ORCID's website calls it, where that says more than `type`.
        host: what its `journal-title` is.
        role: what the owner of a record is said to have done for it by having it there: a work is one that the person
            “produced or contributed to” (work-3.0.xsd), and ORCID's own citations name the owner as its author; None for
            kinds of which ORCID's description leaves it open.
        stated: whether it is a work at all; what is no work is rejected.
    """

    type: PublicationType
    label: str | None = None
    host: Host = Host.OTHER
    role: ContributorRole | None = ContributorRole.AUTHOR
    stated: bool = True


_T = PublicationType
_OPEN: Final = None

WORK_KINDS: Final[Mapping[str, WorkKind]] = {
    "annotation": WorkKind(_T.OTHER, "Annotation"),
    "artistic-performance": WorkKind(_T.OTHER, "Artistic output or performance"),
    "blog-post": WorkKind(_T.WEB_ARTICLE, "Blog post"),
    "book": WorkKind(_T.BOOK, host=Host.PUBLISHER),
    "book-chapter": WorkKind(_T.CHAPTER, host=Host.BOOK),
    "book-review": WorkKind(_T.REVIEW, "Book review"),
    "cartographic-material": WorkKind(_T.OTHER, "Cartographic material"),
    "clinical-study": WorkKind(_T.OTHER, "Clinical study"),
    "conference-abstract": WorkKind(_T.CONFERENCE_PAPER, "Conference abstract", Host.PROCEEDINGS),
    "conference-output": WorkKind(_T.OTHER, "Conference output", Host.EVENT),
    "conference-paper": WorkKind(_T.CONFERENCE_PAPER, host=Host.PROCEEDINGS),
    "conference-poster": WorkKind(_T.PRESENTATION, "Conference poster", Host.EVENT),
    "conference-presentation": WorkKind(_T.PRESENTATION, "Conference presentation", Host.EVENT),
    "conference-proceedings": WorkKind(_T.EDITED_BOOK, "Conference proceedings", Host.PUBLISHER, _OPEN),
    "data-management-plan": WorkKind(_T.OTHER, "Data management plan"),
    "data-set": WorkKind(_T.DATASET),
    "design": WorkKind(_T.OTHER, "Design"),
    "dictionary-entry": WorkKind(_T.CHAPTER, "Dictionary entry", Host.BOOK),
    "disclosure": WorkKind(_T.OTHER, "Disclosure"),
    "dissertation": WorkKind(_T.THESIS, host=Host.INSTITUTION),  # until version 2.1
    "dissertation-thesis": WorkKind(_T.THESIS, host=Host.INSTITUTION),
    "edited-book": WorkKind(_T.EDITED_BOOK, host=Host.PUBLISHER, role=ContributorRole.EDITOR),
    "encyclopedia-entry": WorkKind(_T.CHAPTER, "Encyclopedia entry", Host.BOOK),
    "image": WorkKind(_T.OTHER, "Image"),
    "invention": WorkKind(_T.OTHER, "Invention"),
    "journal-article": WorkKind(_T.JOURNAL_ARTICLE, host=Host.JOURNAL),
    "journal-issue": WorkKind(_T.OTHER, "Journal issue", Host.JOURNAL, _OPEN),
    "learning-object": WorkKind(_T.OTHER, "Learning object"),
    "lecture-speech": WorkKind(_T.PRESENTATION, "Talk, interview, podcast or speech"),
    "license": WorkKind(_T.OTHER, "License", stated=False),
    "magazine-article": WorkKind(_T.NEWS_ARTICLE, "Magazine article"),
    "manual": WorkKind(_T.OTHER, "Manual", Host.SERIES),
    "moving-image": WorkKind(_T.AUDIOVISUAL, "Moving image"),
    "musical-composition": WorkKind(_T.OTHER, "Musical composition"),
    "newsletter-article": WorkKind(_T.NEWS_ARTICLE, "Newsletter article"),
    "newspaper-article": WorkKind(_T.NEWS_ARTICLE, "Newspaper article"),
    "online-resource": WorkKind(_T.WEB_ARTICLE, "Online resource"),
    "other": WorkKind(_T.OTHER),
    "patent": WorkKind(_T.PATENT),
    "physical-object": WorkKind(_T.OTHER, "Physical object", stated=False),
    "preprint": WorkKind(_T.PREPRINT),
    "registered-copyright": WorkKind(_T.OTHER, "Registered copyright"),
    "report": WorkKind(_T.REPORT, host=Host.INSTITUTION),
    "research-technique": WorkKind(_T.OTHER, "Research technique"),
    "research-tool": WorkKind(_T.OTHER, "Research tool", Host.INSTITUTION),
    "review": WorkKind(_T.REVIEW, "Review"),
    "software": WorkKind(_T.SOFTWARE),
    "sound": WorkKind(_T.AUDIOVISUAL, "Sound"),
    "spin-off-company": WorkKind(_T.OTHER, "Spin off company", stated=False),
    "standards-and-policy": WorkKind(_T.STANDARD, "Standards or policy"),
    "supervised-student-publication": WorkKind(_T.OTHER, "Supervised student publication", Host.INSTITUTION, _OPEN),
    "technical-standard": WorkKind(_T.STANDARD, "Technical standard"),
    "test": WorkKind(_T.OTHER, "Test", Host.INSTITUTION),
    "trademark": WorkKind(_T.OTHER, "Trademark", stated=False),
    "transcription": WorkKind(_T.OTHER, "Transcription"),
    "translation": WorkKind(_T.OTHER, "Translation", Host.SERIES, _OPEN),
    "website": WorkKind(_T.WEB_ARTICLE, "Website"),
    "working-paper": WorkKind(_T.PREPRINT, "Working paper", Host.INSTITUTION),
    "undefined": WorkKind(_T.OTHER),
    # Other words for the same that ORCID takes (WorkType.fromValue).
    "article-journal": WorkKind(_T.JOURNAL_ARTICLE, host=Host.JOURNAL),
    "chapter": WorkKind(_T.CHAPTER, host=Host.BOOK),
    "dataset": WorkKind(_T.DATASET),
    "standard": WorkKind(_T.STANDARD),
}

UNKNOWN_KIND: Final = WorkKind(_T.OTHER)

WITHIN_BOOKS: Final = frozenset({Host.BOOK, Host.PROCEEDINGS})
"""Where an ISBN is that of the book, and not of the work that stands in it, whatever relation it was given."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of affiliations: the name of its summaries, and what ties the person to the organisation."""

    summary: str
    kind: RoleKind | None


AFFILIATIONS: Final[Mapping[str, Section]] = {
    "employments": Section("employment-summary", RoleKind.EMPLOYMENT),
    "educations": Section("education-summary", RoleKind.EDUCATION),
    "qualifications": Section("qualification-summary", RoleKind.EDUCATION),
    "invited-positions": Section("invited-position-summary", RoleKind.INVITED),
    "memberships": Section("membership-summary", RoleKind.MEMBERSHIP),
    "services": Section("service-summary", RoleKind.MEMBERSHIP),
    "distinctions": Section("distinction-summary", None),
}
"""The affiliations (README of record_3.0). A distinction has no role: it is an award."""

SINGLE: Final[Mapping[str, str]] = {
    section.summary.removesuffix("-summary"): name for name, section in AFFILIATIONS.items()
} | {"funding": "fundings", "work": "works"}
"""What a single affiliation, funding or work is called, and the section that it belongs to."""

UNREAD: Final = frozenset({"peer-reviews", "research-resources"})

WORK_SCHEMES: Final[Mapping[str, str]] = {
    "arxiv": "arxiv",
    "doi": "doi",
    "handle": "hdl",
    "isbn": "isbn",
    "issn": "issn",
    "pmc": "pmcid",
    "pmid": "pmid",
}
"""Types of identifiers of works (pub.orcid.org/v3.0/identifiers) that are schemes of ours."""

PERSON_SCHEMES: Final[Mapping[str, str]] = {
    "isni": "isni",
    "researcherid": "researcherid",
    "scopus author id": "scopus-author",
    "viaf": "viaf",
    "wikidata": "wikidata",
}
"""Types of identifiers of persons that are schemes of ours; they are given by the words of whoever connects them."""

ORGANIZATION_SCHEMES: Final[Mapping[str, str]] = {"ror": "ror", "grid": "grid", "fundref": "doi", "isni": "isni"}
"""Sources of disambiguated organisations (common-3.0.xsd). Ringgold and LEI are no schemes of ours."""

FUNDER_PREFIX: Final = "10.13039/"
"""DOIs of the Open Funder Registry begin so."""

ROLES: Final[Mapping[str, ContributorRole]] = {
    "author": ContributorRole.AUTHOR,
    "editor": ContributorRole.EDITOR,
    "co-inventor": ContributorRole.AUTHOR,  # who invents is the author of a patent
    "other-inventor": ContributorRole.AUTHOR,
    "writing-original-draft": ContributorRole.AUTHOR,
    "writing-review-editing": ContributorRole.AUTHOR,
}
"""Roles of contributors (common-3.0.xsd, contributor-role) that are roles of ours. CRediT's others say what somebody did for
the research, and nothing of authorship; “chair-or-translator” says one of two things."""
