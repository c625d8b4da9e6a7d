"""DataCite's controlled lists, and what they are in our model.

Sections are those of the DataCite Metadata Schema 4.7 documentation; what stands in no table has no field here, which
docs/formats/datacite.md names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from scholargraph.model import ContributorRole, OpenAccess, PublicationType, VenueType

TYPES: Final[Mapping[str, PublicationType]] = {
    "Audiovisual": PublicationType.AUDIOVISUAL,
    "Book": PublicationType.BOOK,
    "BookChapter": PublicationType.CHAPTER,
    "ComputationalNotebook": PublicationType.SOFTWARE,
    "ConferencePaper": PublicationType.CONFERENCE_PAPER,
    "ConferenceProceeding": PublicationType.EDITED_BOOK,
    "DataPaper": PublicationType.JOURNAL_ARTICLE,
    "Dataset": PublicationType.DATASET,
    "Dissertation": PublicationType.THESIS,
    "JournalArticle": PublicationType.JOURNAL_ARTICLE,
    "PeerReview": PublicationType.REVIEW,
    "Poster": PublicationType.PRESENTATION,
    "Preprint": PublicationType.PREPRINT,
    "Presentation": PublicationType.PRESENTATION,
    "Report": PublicationType.REPORT,
    "Software": PublicationType.SOFTWARE,
    "Sound": PublicationType.AUDIOVISUAL,
    "Standard": PublicationType.STANDARD,
}
"""10.a resourceTypeGeneral (appendix 1). Text, Collection, Image, Model, Other ... are no kind of work here."""
ROLES: Final[Mapping[str, ContributorRole]] = {
    "Editor": ContributorRole.EDITOR,
    "Supervisor": ContributorRole.SUPERVISOR,
    "Translator": ContributorRole.TRANSLATOR,
}
"""7.a contributorType."""
NAME_SCHEMES: Final[Mapping[str, str]] = {
    "orcid": "orcid",
    "isni": "isni",
    "ror": "ror",
    "grid": "grid",
    "viaf": "viaf",
    "wikidata": "wikidata",
    "researcherid": "researcherid",
    "crossref funder id": "doi",
}
"""2.4.a nameIdentifierScheme, 2.5.b affiliationIdentifierScheme, 19.2.a funderIdentifierType, in small letters."""
HOSTS: Final[Mapping[str, str]] = {
    "orcid.org": "orcid", "isni.org": "isni", "www.isni.org": "isni", "ror.org": "ror", "grid.ac": "grid",
    "www.grid.ac": "grid", "viaf.org": "viaf", "www.wikidata.org": "wikidata",
}  # fmt: skip
"""The registry that an address says, where no scheme is named."""
WORK_SCHEMES: Final[Mapping[str, str]] = {
    "doi": "doi",
    "arxiv": "arxiv",
    "handle": "hdl",
    "isbn": "isbn",
    "pmid": "pmid",
    "pmcid": "pmcid",
}
"""11.a alternateIdentifierType and 12.a relatedIdentifierType of works, in small letters."""
VENUE_SCHEMES: Final[Mapping[str, str]] = {
    "issn": "issn",
    "eissn": "issn",
    "lissn": "issn",
    "isbn": "isbn",
    "doi": "doi",
}
"""20.1.a relatedItemIdentifierType of what works appear in."""
VERSIONS: Final = frozenset(
    {"HasVersion", "IsNewVersionOf", "IsPreviousVersionOf", "IsVariantFormOf", "IsOriginalFormOf"}
)
"""12.b relationType between states of one resource (appendix 1)."""
CONTAINERS: Final = ("IsPublishedIn", "IsPartOf")
"""20.b relationType to what a work appeared in, the more precise first."""
VENUES: Final[Mapping[str, VenueType]] = {
    "Journal": VenueType.JOURNAL,
    "Book": VenueType.BOOK,
    "ConferenceProceeding": VenueType.PROCEEDINGS,
    "Proceedings": VenueType.PROCEEDINGS,
    "Series": VenueType.SERIES,
    "BookSeries": VenueType.SERIES,
    "DataRepository": VenueType.REPOSITORY,
}
"""20.a relatedItemType, and the type of a container in DataCite's JSON."""
ACCESS: Final[Mapping[str, OpenAccess]] = {
    "info:eu-repo/semantics/openaccess": OpenAccess.OPEN,
    "info:eu-repo/semantics/closedaccess": OpenAccess.CLOSED,
}
"""16.a rightsURI of the info:eu-repo access terms."""
SPDX: Final = "https://spdx.org/licenses/"
"""Where SPDX says a licence of its list: this and the identifier (16.b rightsIdentifier)."""

_UNKNOWN: Final = re.compile(
    r"\(?:(?:unac|unal|unap|unas|unav|unkn|none|null|tba)\)?(?:\W.*)?", re.IGNORECASE | re.DOTALL
)
_CUT: Final = re.compile(r"\(?:etal\)?", re.IGNORECASE)


def is_unknown(words: str) -> bool:
    """Tell whether words are a standard value for unknown information (appendix 3).

    >>> is_unknown("(:unav)"), is_unknown(":unkn"), is_unknown("Unknown Pleasures")
    (True, True, False)
    """
    return _UNKNOWN.fullmatch(words.strip()) is not None


def is_cut(words: str) -> bool:
    """Tell whether words are the standard value for “and others”, `(:etal)` (appendix 3)."""
    return _CUT.fullmatch(words.strip()) is not None
