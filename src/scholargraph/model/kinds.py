"""Kinds and states: the closed lists of what a record can be.

Each member's value is the word that a curation file uses.
"""

from __future__ import annotations

from enum import StrEnum


class RoleKind(StrEnum):
    """What ties a person to an organisation."""

    EMPLOYMENT = "employment"
    MEMBERSHIP = "membership"
    EDUCATION = "education"
    INVITED = "invited"  # a visit, a fellowship: no employment


class RoleStatus(StrEnum):
    """Whether the role is held today, as the source says; without a word of it the status is unknown (None)."""

    CURRENT = "current"
    FORMER = "former"


class ContributorRole(StrEnum):
    """What a contributor did for a work."""

    AUTHOR = "author"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"
    TRANSLATOR = "translator"


class OrganizationType(StrEnum):
    """Kinds of organisation."""

    ORGANIZATION = "organization"
    UNIVERSITY = "university"
    EDUCATION = "education"  # another place of education, or one of which the source says no more
    COMPANY = "company"
    GOVERNMENT = "government"
    HEALTHCARE = "healthcare"
    FUNDER = "funder"
    UNIT = "unit"  # a department, an institute of a university
    TEAM = "team"


class PublicationType(StrEnum):
    """Kinds of work; OTHER says that the kind is not known."""

    CONFERENCE_PAPER = "conference-paper"
    JOURNAL_ARTICLE = "journal-article"
    PREPRINT = "preprint"
    BOOK = "book"
    CHAPTER = "chapter"
    EDITED_BOOK = "edited-book"
    THESIS = "thesis"
    REPORT = "report"
    DATASET = "dataset"
    PATENT = "patent"
    PRESENTATION = "presentation"
    WEB_ARTICLE = "web-article"
    EXPLORABLE = "explorable"
    NEWS_ARTICLE = "news-article"  # in a newspaper or a magazine
    SOFTWARE = "software"
    STANDARD = "standard"
    REVIEW = "review"  # of a book, or by a peer
    AUDIOVISUAL = "audiovisual"
    NOTICE = "notice"  # of a retraction or a correction, itself a publication
    OTHER = "other"


class PublicationStatus(StrEnum):
    """How far a work has come, where the source says it."""

    PUBLISHED = "published"
    FORTHCOMING = "forthcoming"
    PREPRINT = "preprint"


class OpenAccess(StrEnum):
    """Whether and how a work can be read without paying, as a source says; OPEN says no more than that it can."""

    OPEN = "open"
    DIAMOND = "diamond"
    GOLD = "gold"
    HYBRID = "hybrid"
    BRONZE = "bronze"
    GREEN = "green"
    CLOSED = "closed"


class TextVersion(StrEnum):
    """Which state of a work a copy of its text is (NISO RP-8, Journal Article Versions, in three steps)."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


class NoticeKind(StrEnum):
    """What a notice says of a work after its publication."""

    RETRACTION = "retraction"
    WITHDRAWAL = "withdrawal"
    EXPRESSION_OF_CONCERN = "expression-of-concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"


class EditorialStatus(StrEnum):
    """What follows for a work from its notices, the gravest first; without a notice nothing is said."""

    RETRACTED = "retracted"
    WITHDRAWN = "withdrawn"
    OF_CONCERN = "of-concern"
    CORRECTED = "corrected"


class VenueType(StrEnum):
    """Kinds of venue; OTHER says that the kind is not known."""

    PROCEEDINGS = "proceedings"
    JOURNAL = "journal"
    BOOK = "book"
    SERIES = "series"
    REPOSITORY = "repository"
    WEBSITE = "website"
    OTHER = "other"


class SoftwareType(StrEnum):
    """Kinds of software."""

    APPLICATION = "application"
    WEB_APPLICATION = "web-application"
    SOURCE_CODE = "source-code"


class ServiceType(StrEnum):
    """Kinds of service."""

    SERVICE = "service"
    WEB_API = "web-api"
