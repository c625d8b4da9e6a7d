"""The words of CSL-JSON, and what they are here.

Types and variables: <https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types>, and the schema
<https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json>.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scholargraph.model import ContributorRole, PublicationStatus, PublicationType, VenueType

TYPES: Final[Mapping[str, PublicationType]] = {
    "article-journal": PublicationType.JOURNAL_ARTICLE,
    "article-magazine": PublicationType.NEWS_ARTICLE,
    "article-newspaper": PublicationType.NEWS_ARTICLE,
    "book": PublicationType.BOOK,
    "broadcast": PublicationType.AUDIOVISUAL,
    "chapter": PublicationType.CHAPTER,
    "dataset": PublicationType.DATASET,
    "entry": PublicationType.CHAPTER,
    "entry-dictionary": PublicationType.CHAPTER,
    "entry-encyclopedia": PublicationType.CHAPTER,
    "motion_picture": PublicationType.AUDIOVISUAL,
    "paper-conference": PublicationType.CONFERENCE_PAPER,
    "patent": PublicationType.PATENT,
    "post": PublicationType.WEB_ARTICLE,
    "post-weblog": PublicationType.WEB_ARTICLE,
    "report": PublicationType.REPORT,
    "review": PublicationType.REVIEW,
    "review-book": PublicationType.REVIEW,
    "software": PublicationType.SOFTWARE,
    "song": PublicationType.AUDIOVISUAL,
    "speech": PublicationType.PRESENTATION,
    "standard": PublicationType.STANDARD,
    "thesis": PublicationType.THESIS,
    "webpage": PublicationType.WEB_ARTICLE,
}
"""`article` (a preprint, a working paper), `document`, laws, pictures, events and what else is not here is of no kind known."""

GENRES: Final = frozenset(
    {"entry", "entry-dictionary", "entry-encyclopedia", "post", "post-weblog", "review-book", "song"}
)
"""Types whose own word says more than ours."""

PREPRINT: Final = frozenset({"preprint", "working paper or preprint"})
"""Genres of an `article` that say what it is."""

VENUES: Final[Mapping[str, VenueType]] = {
    "article-journal": VenueType.JOURNAL,
    "review": VenueType.JOURNAL,
    "review-book": VenueType.JOURNAL,
    "chapter": VenueType.BOOK,
    "entry": VenueType.BOOK,
    "entry-dictionary": VenueType.BOOK,
    "entry-encyclopedia": VenueType.BOOK,
    "paper-conference": VenueType.PROCEEDINGS,
    "post-weblog": VenueType.WEBSITE,
    "webpage": VenueType.WEBSITE,
}
"""What a work of a type appears in."""

PARTS: Final = frozenset({"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"})
"""Types whose ISBN is that of what they appear in."""

ROLES: Final[Mapping[str, ContributorRole]] = {
    "author": ContributorRole.AUTHOR,
    "editor": ContributorRole.EDITOR,
    "translator": ContributorRole.TRANSLATOR,
}

STATES: Final[Mapping[str, PublicationStatus]] = {
    "forthcoming": PublicationStatus.FORTHCOMING,
    "in press": PublicationStatus.FORTHCOMING,
    "inpress": PublicationStatus.FORTHCOMING,
    "advance online publication": PublicationStatus.PUBLISHED,
    "published": PublicationStatus.PUBLISHED,
    "prepublished": PublicationStatus.PREPRINT,
    "preprint": PublicationStatus.PREPRINT,
}

DEGREES: Final[Mapping[str, str]] = {
    "phdthesis": "phd",
    "phd thesis": "phd",
    "phd dissertation": "phd",
    "ms thesis": "ms",
    "msc thesis": "ms",
    "ma thesis": "ma",
}
"""Genres of theses in small letters without full stops; a master's thesis may be any master's."""

IN_NOTES: Final[Mapping[str, str]] = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "arxiv": "arxiv", "isbn": "isbn"}
"""Names that stand before an identifier in a line of a note, in small letters."""
