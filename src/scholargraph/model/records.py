"""The records: persons, organisations, works, venues, systems and projects, as frozen dataclasses.

References between records are keys, not pointers. Each field is declared with what else holds of it: see `fields`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from scholargraph.identifiers import Identifier, Url
from scholargraph.iris import Key
from scholargraph.model.alike import (
    ALTERNATE_NAMES,
    ANYTHING,
    DESCRIPTION,
    FOUNDERS,
    FUNDING,
    GAPS,
    HOMEPAGE,
    IDENTIFIERS,
    ISSUED,
    KEY,
    LANGUAGE_TAG,
    LINKS,
    MAKERS,
    MARKED,
    NAME,
    PUBLISHER,
    TYPE,
    VOLUME,
)
from scholargraph.model.contributions import Contribution
from scholargraph.model.fields import Column, Merge, declared
from scholargraph.model.full_texts import FullText
from scholargraph.model.funding import Funding
from scholargraph.model.kinds import (
    OpenAccess,
    OrganizationType,
    PublicationStatus,
    PublicationType,
    ServiceType,
    SoftwareType,
    VenueType,
)
from scholargraph.model.names import Agent
from scholargraph.model.notices import Notice
from scholargraph.model.roles import Role
from scholargraph.model.values import Gap, MarkedText, Pages, PartialDate, Text
from scholargraph.model.versions import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A scholar with a page of their own. Given and family name only where a source tells them apart."""

    collection: ClassVar[Literal["person"]] = "person"

    key: Annotated[Key, KEY]
    name: Annotated[
        str, declared("Name", "Names", "The name the person goes by.", search=Column.TITLE, others="alternate_names")
    ]
    given_name: Annotated[
        str | None, declared("Given name", "Given names", "Given names, as the person writes them.")
    ] = None
    family_name: Annotated[
        str | None, declared("Family name", "Family names", "The family name with its particles.")
    ] = None
    alternate_names: Annotated[tuple[str, ...], ALTERNATE_NAMES] = ()
    biography: Annotated[
        Text | None,
        declared("Biography", "Biographies", "What is told of the person, in a few paragraphs.", search=Column.TEXT),
    ] = None
    topics: Annotated[
        tuple[Text, ...], declared("Topic", "Topics", "What the person works on.", search=Column.TEXT)
    ] = ()
    roles: Annotated[
        tuple[Role, ...], declared("Role", "Roles", "What the person is or was at organisations.", curated=("role",))
    ] = ()
    awards: Annotated[
        tuple[Text, ...], declared("Award", "Awards", "Distinctions, as the source words them.", search=Column.TEXT)
    ] = ()
    funding: Annotated[tuple[Funding, ...], FUNDING] = ()
    homepage: Annotated[Url | None, HOMEPAGE] = None
    links: Annotated[tuple[Url, ...], LINKS] = ()
    identifiers: Annotated[tuple[Identifier, ...], IDENTIFIERS] = ()
    marked: Annotated[tuple[MarkedText, ...], MARKED] = ()
    gaps: Annotated[tuple[Gap, ...], GAPS] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """An organisation or a team within one."""

    collection: ClassVar[Literal["organization"]] = "organization"

    key: Annotated[Key, KEY]
    name: Annotated[str, NAME]
    type: Annotated[OrganizationType, TYPE] = OrganizationType.ORGANIZATION
    alternate_names: Annotated[tuple[str, ...], ALTERNATE_NAMES] = ()
    description: Annotated[Text | None, DESCRIPTION] = None
    parent: Annotated[
        Key | None, declared("Parent", "Parents", "The organisation that it is part of.", refers_to=("organization",))
    ] = None
    founded: Annotated[PartialDate | None, declared("Founded", "Founded", "When it was founded.")] = None
    location: Annotated[
        str | None, declared("Location", "Locations", "Where it is: a town, a country, as the source writes it.")
    ] = None
    founders: Annotated[tuple[Key, ...], FOUNDERS] = ()
    homepage: Annotated[Url | None, HOMEPAGE] = None
    links: Annotated[tuple[Url, ...], LINKS] = ()
    identifiers: Annotated[tuple[Identifier, ...], IDENTIFIERS] = ()
    marked: Annotated[tuple[MarkedText, ...], MARKED] = ()
    gaps: Annotated[tuple[Gap, ...], GAPS] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A work. `authors_complete` is only ever true where a source that can know says so."""

    collection: ClassVar[Literal["publication"]] = "publication"

    key: Annotated[Key, KEY]
    type: Annotated[PublicationType, TYPE] = PublicationType.OTHER
    title: Annotated[
        Text | None,
        declared(
            "Title", "Titles", "The title as printed, in plain letters.", search=Column.TITLE, others="alternate_titles"
        ),
    ] = None
    alternate_titles: Annotated[
        tuple[Text, ...],
        declared(
            "Other title", "Other titles", "Other titles: translated, of an earlier version.", search=Column.NAMES
        ),
    ] = ()
    abstract: Annotated[
        Text | None,
        declared("Abstract", "Abstracts", "The abstract as the source has it, in plain letters.", search=Column.TEXT),
    ] = None
    abstract_cleaned: Annotated[
        Text | None,
        declared(
            "Abstract, cleaned",
            "Abstracts, cleaned",
            "The abstract without citation commands and citation marks that point at nothing.",
            merge=Merge.DERIVE,
            curated=(),
        ),
    ] = None
    contributions: Annotated[
        tuple[Contribution, ...],
        declared(
            "Contributor",
            "Contributors",
            "Who is named on the work, as printed there.",
            merge=Merge.CONTRIBUTORS,
            search=Column.NAMES,
            curated=("authors", "editors", "translators", "supervisors"),
        ),
    ] = ()
    authors_complete: Annotated[
        bool,
        declared(
            "That the list of authors is complete",
            "That lists of authors are complete",
            "True where a source that can know says that all authors are named, in order.",
        ),
    ] = False
    issued: Annotated[PartialDate | None, ISSUED] = None
    venue: Annotated[
        Key | None, declared("Venue", "Venues", "Where the work appeared.", refers_to=("venue",), of_version=True)
    ] = None
    volume: Annotated[str | None, VOLUME] = None
    issue: Annotated[str | None, declared("Issue", "Issues", "The issue of the journal.", of_version=True)] = None
    pages: Annotated[
        Pages | None,
        declared("Pages", "Pages", "First and last page, article number, number of pages.", of_version=True),
    ] = None
    edition: Annotated[
        str | None,
        declared("Edition", "Editions", "Which edition of a book it is, as printed: 2, Third.", of_version=True),
    ] = None
    number: Annotated[
        str | None,
        declared(
            "Number", "Numbers", "The number of a report, a patent or a standard.", search=Column.NAMES, of_version=True
        ),
    ] = None
    genre: Annotated[
        Text | None,
        declared(
            "Kind, as printed",
            "Kinds, as printed",
            "What the source calls it: Master's thesis, Technical report.",
            of_version=True,
        ),
    ] = None
    event: Annotated[
        Text | None,
        declared("Event", "Events", "The conference or other event that it was presented at.", search=Column.TEXT),
    ] = None
    publisher: Annotated[Agent | None, PUBLISHER] = None
    place: Annotated[
        str | None,
        declared(
            "Place",
            "Places",
            "Where it was published, or where the institution is: a town, as printed.",
            of_version=True,
        ),
    ] = None
    status: Annotated[
        PublicationStatus | None,
        declared("Status", "States", "How far the work has come, where the source says it.", of_version=True),
    ] = None
    degree: Annotated[
        Literal["phd", "ms", "ma"] | None, declared("Degree", "Degrees", "The degree that a thesis was written for.")
    ] = None
    institution: Annotated[
        Agent | None,
        declared(
            "Institution",
            "Institutions",
            "Where a thesis was written, or who issued a report.",
            refers_to=("organization",),
        ),
    ] = None
    language: Annotated[
        str | None,
        declared(
            "Language",
            "Languages",
            "The language of the work: a language tag (BCP 47), such as en or pt-BR; it is stated in small letters.",
            pattern=LANGUAGE_TAG,
            lower=True,
        ),
    ] = None
    keywords: Annotated[
        tuple[Text, ...], declared("Keyword", "Keywords", "Keywords of the work.", search=Column.TEXT)
    ] = ()
    about: Annotated[
        tuple[Key, ...],
        declared("What it is about", "What it is about", "Records that the work is about.", refers_to=ANYTHING),
    ] = ()
    cites: Annotated[
        tuple[Key, ...], declared("Cites", "Cites", "Works that it cites.", refers_to=("publication",))
    ] = ()
    homepage: Annotated[
        Url | None, declared("Home page", "Home pages", "Where the work itself can be read.", of_version=True)
    ] = None
    links: Annotated[tuple[Url, ...], LINKS] = ()
    full_texts: Annotated[
        tuple[FullText, ...],
        declared(
            "Full text",
            "Full texts",
            "Where the text of the work can be read, as a source says.",
            curated=("full_text",),
        ),
    ] = ()
    open_access: Annotated[
        OpenAccess | None,
        declared(
            "Open access",
            "Open access",
            "Whether and how the work can be read without paying, as a source says.",
            of_version=True,
        ),
    ] = None
    license: Annotated[
        Url | None, declared("Licence", "Licences", "The address of the licence of the work.", of_version=True)
    ] = None
    rights: Annotated[
        Text | None,
        declared(
            "Rights",
            "Rights",
            "The terms of use in the words of the source, where it gives no address.",
            of_version=True,
        ),
    ] = None
    funding: Annotated[tuple[Funding, ...], FUNDING] = ()
    identifiers: Annotated[tuple[Identifier, ...], IDENTIFIERS] = ()
    versions: Annotated[
        tuple[Version, ...],
        declared(
            "Version",
            "Versions",
            "Versions of the work, such as its arXiv record.",
            search=Column.NAMES,
            curated=("version",),
        ),
    ] = ()
    notices: Annotated[
        tuple[Notice, ...],
        declared("Notice", "Notices", "Notices of retraction, correction or concern.", curated=("notice",)),
    ] = ()
    marked: Annotated[tuple[MarkedText, ...], MARKED] = ()
    gaps: Annotated[tuple[Gap, ...], GAPS] = ()

    def __post_init__(self) -> None:
        if self.language is not None and (lower := self.language.lower()) != self.language:
            object.__setattr__(self, "language", lower)


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where works appear."""

    collection: ClassVar[Literal["venue"]] = "venue"

    key: Annotated[Key, KEY]
    name: Annotated[str, NAME]
    type: Annotated[VenueType, TYPE] = VenueType.OTHER
    alternate_names: Annotated[tuple[str, ...], ALTERNATE_NAMES] = ()
    part_of: Annotated[
        Key | None, declared("Part of", "Part of", "The series or journal that it belongs to.", refers_to=("venue",))
    ] = None
    volume: Annotated[str | None, VOLUME] = None
    issued: Annotated[PartialDate | None, ISSUED] = None
    publisher: Annotated[Agent | None, PUBLISHER] = None
    homepage: Annotated[Url | None, HOMEPAGE] = None
    links: Annotated[tuple[Url, ...], LINKS] = ()
    identifiers: Annotated[tuple[Identifier, ...], IDENTIFIERS] = ()
    marked: Annotated[tuple[MarkedText, ...], MARKED] = ()
    gaps: Annotated[tuple[Gap, ...], GAPS] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """A program, an application on the web, or source code."""

    collection: ClassVar[Literal["software"]] = "software"

    key: Annotated[Key, KEY]
    name: Annotated[str, NAME]
    type: Annotated[SoftwareType, TYPE] = SoftwareType.APPLICATION
    alternate_names: Annotated[tuple[str, ...], ALTERNATE_NAMES] = ()
    description: Annotated[Text | None, DESCRIPTION] = None
    makers: Annotated[tuple[Key, ...], MAKERS] = ()
    issued: Annotated[PartialDate | None, ISSUED] = None
    homepage: Annotated[Url | None, HOMEPAGE] = None
    repository: Annotated[Url | None, declared("Repository", "Repositories", "Where its source code is kept.")] = None
    links: Annotated[tuple[Url, ...], LINKS] = ()
    identifiers: Annotated[tuple[Identifier, ...], IDENTIFIERS] = ()
    marked: Annotated[tuple[MarkedText, ...], MARKED] = ()
    gaps: Annotated[tuple[Gap, ...], GAPS] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Something done for others over the network; schema.org does not count it as a creative work."""

    collection: ClassVar[Literal["service"]] = "service"

    key: Annotated[Key, KEY]
    name: Annotated[str, NAME]
    type: Annotated[ServiceType, TYPE] = ServiceType.SERVICE
    alternate_names: Annotated[tuple[str, ...], ALTERNATE_NAMES] = ()
    description: Annotated[Text | None, DESCRIPTION] = None
    makers: Annotated[tuple[Key, ...], MAKERS] = ()
    homepage: Annotated[Url | None, HOMEPAGE] = None
    links: Annotated[tuple[Url, ...], LINKS] = ()
    marked: Annotated[tuple[MarkedText, ...], MARKED] = ()
    gaps: Annotated[tuple[Gap, ...], GAPS] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A research project; schema.org counts it as an organisation, so it can have founders."""

    collection: ClassVar[Literal["project"]] = "project"

    key: Annotated[Key, KEY]
    name: Annotated[str, NAME]
    alternate_names: Annotated[tuple[str, ...], ALTERNATE_NAMES] = ()
    description: Annotated[Text | None, DESCRIPTION] = None
    founders: Annotated[tuple[Key, ...], FOUNDERS] = ()
    homepage: Annotated[Url | None, HOMEPAGE] = None
    links: Annotated[tuple[Url, ...], LINKS] = ()
    marked: Annotated[tuple[MarkedText, ...], MARKED] = ()
    gaps: Annotated[tuple[Gap, ...], GAPS] = ()


Record = Person | Organization | Publication | Venue | Software | Service | Project

RECORD_CLASSES: tuple[type[Record], ...] = (Person, Organization, Publication, Venue, Software, Service, Project)
"""Every class of record, in the order in which they are mapped."""
