"""The words of Crossref's metadata, and what they are here.

Types of work: <https://api.crossref.org/types>. Updates: <https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/>.
Relations: <https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/relationships/>.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.model import (
    ContributorRole,
    NoticeKind,
    PublicationStatus,
    PublicationType,
    TextVersion,
    VenueType,
)

TYPES: Final[Mapping[str, PublicationType]] = {
    "journal-article": PublicationType.JOURNAL_ARTICLE,
    "proceedings-article": PublicationType.CONFERENCE_PAPER,
    "book": PublicationType.BOOK,
    "monograph": PublicationType.BOOK,
    "reference-book": PublicationType.BOOK,
    "edited-book": PublicationType.EDITED_BOOK,
    "proceedings": PublicationType.EDITED_BOOK,
    "book-chapter": PublicationType.CHAPTER,
    "book-section": PublicationType.CHAPTER,
    "book-part": PublicationType.CHAPTER,
    "reference-entry": PublicationType.CHAPTER,
    "dissertation": PublicationType.THESIS,
    "report": PublicationType.REPORT,
    "report-component": PublicationType.REPORT,
    "dataset": PublicationType.DATASET,
    "database": PublicationType.DATASET,
    "standard": PublicationType.STANDARD,
    "peer-review": PublicationType.REVIEW,
    "software": PublicationType.SOFTWARE,
}
"""Of `posted-content` the subtype tells; what is not here (journal-issue, component, other, ...) is of no kind known here."""

SUBTYPES: Final[Mapping[str, PublicationType]] = {
    "preprint": PublicationType.PREPRINT,
    "dissertation": PublicationType.THESIS,
    "report": PublicationType.REPORT,
}

GENRES: Final = frozenset(
    {"monograph", "reference-book", "proceedings", "reference-entry", "report-component", "database", "peer-review"}
)
"""Types whose own word says more than ours."""

VENUES: Final[Mapping[str, VenueType]] = {
    "journal-article": VenueType.JOURNAL,
    "proceedings-article": VenueType.PROCEEDINGS,
    "book-chapter": VenueType.BOOK,
    "book-section": VenueType.BOOK,
    "book-part": VenueType.BOOK,
    "reference-entry": VenueType.BOOK,
}
"""What a work of a type appears in."""

BOOKS: Final = frozenset(
    {"book", "monograph", "reference-book", "edited-book", "proceedings", "report", "dissertation"}
)
"""Types that have an ISBN of their own; of any other it is that of what they appeared in."""

ROLES: Final[Mapping[str, ContributorRole]] = {
    "author": ContributorRole.AUTHOR,
    "editor": ContributorRole.EDITOR,
    "translator": ContributorRole.TRANSLATOR,
}
"""Members that hold contributors; there is no role for a `chair`."""

DEGREES: Final[Mapping[str, str]] = {
    "phd": "phd",
    "doctor of philosophy": "phd",
    "doctor of philosophy (phd)": "phd",
    "ms": "ms",
    "msc": "ms",
    "master of science": "ms",
    "ma": "ma",
    "master of arts": "ma",
}
"""Degrees in small letters without full stops."""

VERSIONS: Final[Mapping[str, TextVersion]] = {"vor": TextVersion.PUBLISHED, "am": TextVersion.ACCEPTED}
"""`content-version`: the version of record, and the author's accepted manuscript."""

OWN_LICENCES: Final = ("vor", "unspecified")
"""Whose licence is that of the work, the first that there is; `am` is that of a manuscript, `tdm` of mining alone."""

NOT_FOR_READERS: Final = frozenset({"similarity-checking"})
"""Applications of links at which nobody else can read."""

NOTICES: Final[Mapping[str, NoticeKind]] = {
    "retraction": NoticeKind.RETRACTION,
    "withdrawal": NoticeKind.WITHDRAWAL,
    "removal": NoticeKind.WITHDRAWAL,
    "expression_of_concern": NoticeKind.EXPRESSION_OF_CONCERN,
    "correction": NoticeKind.CORRECTION,
    "corrigendum": NoticeKind.CORRECTION,
    "erratum": NoticeKind.CORRECTION,
    "partial_retraction": NoticeKind.CORRECTION,
    "reinstatement": NoticeKind.REINSTATEMENT,
}
"""Types of update that are a notice. A partial retraction takes back a part: the work is corrected, not retracted."""

NO_NOTICES: Final = frozenset({"addendum", "clarification", "new_version", "new_edition"})
"""Types of update that add to a work or follow it: nothing of it is taken back or mended."""

RELATIONS: Final[Mapping[str, tuple[str, PublicationStatus | None]]] = {
    "has-preprint": ("preprint", PublicationStatus.PREPRINT),
    "is-preprint-of": ("published", PublicationStatus.PUBLISHED),
    "has-version": ("version", None),
    "is-version-of": ("version", None),
    "has-manuscript": ("manuscript", None),
    "is-manuscript-of": ("published", PublicationStatus.PUBLISHED),
}
"""Relations to versions of the same work: what the version is called, and how far it had come."""
