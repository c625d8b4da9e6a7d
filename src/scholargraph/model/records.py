"""The records: persons, organisations, works, venues, systems and projects, as frozen dataclasses.

References between records are keys, not pointers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from scholargraph.identifiers import Identifier, Url
from scholargraph.iris import Key
from scholargraph.model.values import Gap, Pages, PartialDate, Text


class RoleKind(StrEnum):
    """What ties a person to an organisation."""

    EMPLOYMENT = "employment"
    MEMBERSHIP = "membership"
    EDUCATION = "education"


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
    OTHER = "other"


class PublicationStatus(StrEnum):
    """How far a work has come, where the source says it."""

    PUBLISHED = "published"
    FORTHCOMING = "forthcoming"
    PREPRINT = "preprint"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a person is or was at an organisation."""

    organization: Key
    kind: RoleKind
    title: Text | None = None
    status: RoleStatus | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A name as printed on a work, other printed forms of it, the person once known, the role, the place from 1."""

    printed_name: str
    role: ContributorRole = ContributorRole.AUTHOR
    position: int | None = None
    person: Key | None = None
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a work, such as its arXiv record; `label` becomes the fragment of its IRI. It has no title or authors."""

    label: str
    identifiers: tuple[Identifier, ...] = ()
    issued: PartialDate | None = None
    status: PublicationStatus | None = None
    url: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A scholar with a page of their own. Given and family name only where a source tells them apart."""

    collection: ClassVar[Literal["person"]] = "person"

    key: Key
    name: str
    given_name: str | None = None
    family_name: str | None = None
    alternate_names: tuple[str, ...] = ()
    biography: Text | None = None
    topics: tuple[Text, ...] = ()
    roles: tuple[Role, ...] = ()
    homepage: Url | None = None
    links: tuple[Url, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """An organisation or a team within one."""

    collection: ClassVar[Literal["organization"]] = "organization"

    key: Key
    name: str
    type: OrganizationType = OrganizationType.ORGANIZATION
    alternate_names: tuple[str, ...] = ()
    description: Text | None = None
    parent: Key | None = None
    founders: tuple[Key, ...] = ()
    homepage: Url | None = None
    links: tuple[Url, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A work. `authors_complete` is only ever true where a source that can know says so."""

    collection: ClassVar[Literal["publication"]] = "publication"

    key: Key
    type: PublicationType = PublicationType.OTHER
    title: Text | None = None
    alternate_titles: tuple[Text, ...] = ()
    abstract: Text | None = None
    abstract_cleaned: Text | None = None  # without LaTeX commands and dangling citation marks
    contributions: tuple[Contribution, ...] = ()
    authors_complete: bool = False
    issued: PartialDate | None = None
    venue: Key | None = None
    volume: str | None = None
    issue: str | None = None
    pages: Pages | None = None
    publisher: str | None = None
    status: PublicationStatus | None = None
    degree: Literal["phd", "ms", "ma"] | None = None
    institution: Key | None = None
    language: str | None = None
    keywords: tuple[Text, ...] = ()
    about: tuple[Key, ...] = ()
    cites: tuple[Key, ...] = ()
    homepage: Url | None = None  # where the work itself can be read
    links: tuple[Url, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    versions: tuple[Version, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where works appear."""

    collection: ClassVar[Literal["venue"]] = "venue"

    key: Key
    name: str
    type: VenueType = VenueType.OTHER
    alternate_names: tuple[str, ...] = ()
    part_of: Key | None = None
    volume: str | None = None
    issued: PartialDate | None = None
    publisher: str | None = None
    homepage: Url | None = None
    links: tuple[Url, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    """A program, an application on the web, or source code."""

    collection: ClassVar[Literal["software"]] = "software"

    key: Key
    name: str
    type: SoftwareType = SoftwareType.APPLICATION
    alternate_names: tuple[str, ...] = ()
    description: Text | None = None
    makers: tuple[Key, ...] = ()
    issued: PartialDate | None = None
    homepage: Url | None = None
    repository: Url | None = None
    links: tuple[Url, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Something done for others over the network; schema.org does not count it as a creative work."""

    collection: ClassVar[Literal["service"]] = "service"

    key: Key
    name: str
    type: ServiceType = ServiceType.SERVICE
    alternate_names: tuple[str, ...] = ()
    description: Text | None = None
    makers: tuple[Key, ...] = ()
    homepage: Url | None = None
    links: tuple[Url, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A research project; schema.org counts it as an organisation, so it can have founders."""

    collection: ClassVar[Literal["project"]] = "project"

    key: Key
    name: str
    alternate_names: tuple[str, ...] = ()
    description: Text | None = None
    founders: tuple[Key, ...] = ()
    homepage: Url | None = None
    links: tuple[Url, ...] = ()
    gaps: tuple[Gap, ...] = ()


Record = Person | Organization | Publication | Venue | Software | Service | Project

RECORD_CLASSES: tuple[type[Record], ...] = (Person, Organization, Publication, Venue, Software, Service, Project)
"""Every class of record, in the order in which they are mapped."""
