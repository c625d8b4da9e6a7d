"""Cards: what a thing is called and is, in the few words that stand wherever a page mentions it.

A work whose title is lost gets no title: its card says so and carries the first words of its abstract.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from scholargraph.iris import Key
from scholargraph.model import (
    Catalogue,
    ContributorRole,
    EditorialStatus,
    Organization,
    OrganizationType,
    Person,
    Project,
    Publication,
    PublicationType,
    Record,
    RoleStatus,
    Service,
    ServiceType,
    Software,
    SoftwareType,
    Source,
    Text,
    Venue,
    VenueType,
)
from scholargraph.model.notices import STATUS_WORDS, editorial_status

KINDS: Final[Mapping[type[Record], Mapping[str, str]]] = {
    Person: {"": "Person"},
    Publication: {
        PublicationType.CONFERENCE_PAPER: "Conference paper",
        PublicationType.JOURNAL_ARTICLE: "Journal article",
        PublicationType.PREPRINT: "Preprint",
        PublicationType.BOOK: "Book",
        PublicationType.CHAPTER: "Chapter",
        PublicationType.EDITED_BOOK: "Edited book",
        PublicationType.THESIS: "Thesis",
        PublicationType.REPORT: "Report",
        PublicationType.DATASET: "Data set",
        PublicationType.PATENT: "Patent",
        PublicationType.PRESENTATION: "Presentation",
        PublicationType.WEB_ARTICLE: "Web article",
        PublicationType.EXPLORABLE: "Interactive article",
        PublicationType.NEWS_ARTICLE: "News article",
        PublicationType.SOFTWARE: "Software",
        PublicationType.STANDARD: "Standard",
        PublicationType.REVIEW: "Review",
        PublicationType.AUDIOVISUAL: "Film or recording",
        PublicationType.NOTICE: "Notice",
        PublicationType.OTHER: "Work",
    },
    Organization: {
        OrganizationType.ORGANIZATION: "Organisation",
        OrganizationType.UNIVERSITY: "University",
        OrganizationType.EDUCATION: "Place of education",
        OrganizationType.COMPANY: "Company",
        OrganizationType.GOVERNMENT: "Government body",
        OrganizationType.HEALTHCARE: "Place of health care",
        OrganizationType.FUNDER: "Funder",
        OrganizationType.UNIT: "Unit",
        OrganizationType.TEAM: "Team",
    },
    Venue: {
        VenueType.PROCEEDINGS: "Proceedings",
        VenueType.JOURNAL: "Journal",
        VenueType.BOOK: "Book",
        VenueType.SERIES: "Series",
        VenueType.REPOSITORY: "Repository",
        VenueType.WEBSITE: "Website",
        VenueType.OTHER: "Venue",
    },
    Software: {
        SoftwareType.APPLICATION: "Application",
        SoftwareType.WEB_APPLICATION: "Web application",
        SoftwareType.SOURCE_CODE: "Source code",
    },
    Service: {ServiceType.SERVICE: "Service", ServiceType.WEB_API: "Web API"},
    Project: {"": "Research project"},
}
"""Kinds of thing, in words: for each class of record, by its type."""

SOURCE_KIND: Final = "Source"
UNTITLED: Final = "Untitled work"
NAMES_SHOWN: Final = 8
FIRST_WORDS: Final = 72
NOTE: Final = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is shown of a thing where it is mentioned; `label` is its name or title, or an abstract's first words."""

    key: Key
    kind: str
    label: str
    language: str | None = None
    lost: bool = False
    people: tuple[str, ...] = ()
    more: int = 0
    complete: bool = False
    date: str | None = None
    place: str | None = None
    note: str | None = None
    note_language: str | None = None
    status: str | None = None
    """Whether a work is retracted, withdrawn, of concern or corrected: a value of EditorialStatus."""
    html: str | None = None
    """The label with the markup of its source."""

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Card:
        """Read what `dataclasses.asdict` gave, by way of JSON."""
        return cls(**{**data, "key": Key(data["key"]), "people": tuple(data["people"])})

    @property
    def year(self) -> str | None:
        """The year of the date."""
        return None if self.date is None else self.date[:4]

    @property
    def text(self) -> str:
        """What the thing is called, in plain words, for titles and attributes; after its mark, if it has one."""
        return f"{self.mark}: {self.name}" if self.mark else self.name

    @property
    def name(self) -> str:
        """What the thing is called, in plain words."""
        if not self.lost:
            return self.label
        return f"{UNTITLED} (abstract begins: “{self.label}”)" if self.label else UNTITLED

    @property
    def mark(self) -> str | None:
        """The word that stands before the title wherever a retracted, withdrawn, doubted or corrected work is named."""
        return None if self.status is None else STATUS_WORDS[EditorialStatus(self.status)]


def card(record: Record, catalogue: Catalogue) -> Card:
    """Make the card of a record; the names of its neighbours come from the catalogue."""
    if isinstance(record, Publication):
        return _of_work(record, catalogue)
    if isinstance(record, Person):
        note: Text | None = Text("; ".join(_roles(record, catalogue))) if record.roles else None
    else:
        note = None if isinstance(record, Venue) else record.description
    return Card(
        key=record.key,
        kind=_kind(record),
        label=record.name,
        html=_html(record, record.name),
        date=str(record.issued) if isinstance(record, Venue | Software) and record.issued else None,
        note=None if note is None or not note.value else shortened(note.value, NOTE),
        note_language=None if note is None else note.language,
    )


def source_card(source: Source) -> Card:
    """Make the card of a source."""
    return Card(
        key=Key(f"source/{source.name}"),
        kind=SOURCE_KIND,
        label=source.path,
        date=None if source.retrieved is None else source.retrieved.isoformat(),
        note=source.kind,
    )


def shortened(words: str, limit: int) -> str:
    """Cut between words, with an ellipsis where something was cut."""
    words = " ".join(words.split())
    if len(words) <= limit:
        return words
    kept = words[: limit + 1].rpartition(" ")[0] or words[:limit]
    return kept.rstrip(" ,;:.–-") + " …"


def _kind(record: Record) -> str:
    # Types of different classes share values (`other`, `book`), and so does a StrEnum's equality.
    return KINDS[type(record)][getattr(record, "type", "")]


def _of_work(work: Publication, catalogue: Catalogue) -> Card:
    authors = [one for one in work.contributions if one.role is ContributorRole.AUTHOR]
    authors.sort(key=lambda one: (one.position is None, one.position or 0))
    names = [one.printed_name for one in authors]
    title = work.title
    words = title or work.abstract_cleaned or work.abstract
    label = "" if words is None else words.value if title else shortened(words.value, FIRST_WORDS)
    return Card(
        key=work.key,
        kind=_kind(work),
        label=label,
        html=None if title is None else _html(work, label),
        language=None if words is None else words.language,
        lost=title is None,
        people=tuple(names[:NAMES_SHOWN]),
        more=len(names[NAMES_SHOWN:]),
        complete=work.authors_complete,
        date=None if work.issued is None else str(work.issued),
        place=None if work.venue is None else catalogue.label(work.venue),
        status=editorial_status(work.notices),
    )


def _html(record: Record, words: str) -> str | None:
    return next((one.html for one in record.marked if one.plain == words), None)


def _roles(person: Person, catalogue: Catalogue) -> list[str]:
    """The roles held today, each with its organisation."""
    found = []
    for role in person.roles:
        if role.status is not RoleStatus.CURRENT:
            continue
        organization = catalogue.label(role.organization)
        if organization is not None:
            title = role.title.value if role.title is not None else role.kind.value
            found.append(f"{title}, {organization}")
    return found
