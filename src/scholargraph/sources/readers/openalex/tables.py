"""The words of OpenAlex, and what they are here.

Works: <https://docs.openalex.org/api-entities/works/work-object>. Institutions, sources: the same documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.model import OpenAccess, OrganizationType, PublicationType, TextVersion, VenueType

TYPES: Final[Mapping[str, PublicationType]] = {
    "book": PublicationType.BOOK,
    "book-chapter": PublicationType.CHAPTER,
    "dataset": PublicationType.DATASET,
    "dissertation": PublicationType.THESIS,
    "erratum": PublicationType.NOTICE,
    "peer-review": PublicationType.REVIEW,
    "preprint": PublicationType.PREPRINT,
    "reference-entry": PublicationType.CHAPTER,
    "report": PublicationType.REPORT,
    "retraction": PublicationType.NOTICE,
    "software": PublicationType.SOFTWARE,
    "standard": PublicationType.STANDARD,
}
"""Types that say what a work is. An article, a letter, an editorial, a review of a field may have appeared in anything."""

ARTICLES: Final = frozenset({"article", "editorial", "letter", "review"})
"""Types of which `type_crossref`, or the source, tells what the work is."""

CROSSREF_TYPES: Final[Mapping[str, PublicationType]] = {
    "journal-article": PublicationType.JOURNAL_ARTICLE,
    "proceedings-article": PublicationType.CONFERENCE_PAPER,
    "book-chapter": PublicationType.CHAPTER,
}

OF_SOURCES: Final[Mapping[str, PublicationType]] = {
    "journal": PublicationType.JOURNAL_ARTICLE,
    "conference": PublicationType.CONFERENCE_PAPER,
}

GENRES: Final = frozenset({"editorial", "erratum", "letter", "peer-review", "reference-entry", "retraction", "review"})
"""Types whose own word says more than ours."""

VENUES: Final[Mapping[str, VenueType]] = {
    "journal": VenueType.JOURNAL,
    "conference": VenueType.PROCEEDINGS,
    "repository": VenueType.REPOSITORY,
    "book series": VenueType.SERIES,
}
"""Types of sources; `ebook platform`, `metadata` and `other` are of no kind known here."""

IN_REPOSITORIES: Final = frozenset({"preprint", "dataset", "software"})
"""Types of work that appear in a repository; of any other a repository keeps a copy."""

VERSIONS: Final[Mapping[str, TextVersion]] = {
    "submittedVersion": TextVersion.SUBMITTED,
    "acceptedVersion": TextVersion.ACCEPTED,
    "publishedVersion": TextVersion.PUBLISHED,
}

OPEN_ACCESS: Final[Mapping[str, OpenAccess]] = {
    "diamond": OpenAccess.DIAMOND,
    "gold": OpenAccess.GOLD,
    "hybrid": OpenAccess.HYBRID,
    "bronze": OpenAccess.BRONZE,
    "green": OpenAccess.GREEN,
    "closed": OpenAccess.CLOSED,
}

ORGANIZATIONS: Final[Mapping[str, OrganizationType]] = {
    "education": OrganizationType.EDUCATION,
    "company": OrganizationType.COMPANY,
    "government": OrganizationType.GOVERNMENT,
    "healthcare": OrganizationType.HEALTHCARE,
}
"""Types of institutions; of others (nonprofit, facility, archive) we say no more than that they are organisations.

OpenAlex calls universities `funder`, too, where they fund research: that says not what they are, and is not stated.
"""

MOST_AUTHORS: Final = 100
"""So many authors a list of works names at most; a list of exactly so many may be cut."""
MOST_WORDS: Final = 100_000
"""The most words of an abstract."""
