"""A citation: everything that is known of a work and belongs into a reference to it. It knows no format and no graph.

Its variables are those of CSL 1.0.2 ("Appendix IV - Variables") by our own names; what the graph does not say is None or ().
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scholargraph.identifiers import Identifier
from scholargraph.iris import Key
from scholargraph.model import (
    AgentKind,
    EditorialStatus,
    Gap,
    NoticeKind,
    PartialDate,
    PublicationStatus,
    PublicationType,
    VenueType,
)

GAP_WORDS: Final[Mapping[Gap, str]] = {
    Gap.TITLE_LOST: "title not known",
    Gap.AUTHORS_TRUNCATED: "list of authors cut in the source",
    Gap.AUTHORS_LOST: "authors not known",
    Gap.POSITION_UNKNOWN: "order of authors not known in full",
    Gap.DATE_UNKNOWN: "date not known",
    Gap.VENUE_UNKNOWN: "place of publication not known",
    Gap.TYPE_UNKNOWN: "kind of work not known",
    Gap.ABSTRACT_CUT: "abstract breaks off in the source",
    Gap.NAME_UNKNOWN: "name not known",
    Gap.AUTHOR_UNNAMED: "not all contributors named, as they wish",
}
"""What a reference says of what is not known."""

STATUS_WORDS: Final[Mapping[PublicationStatus, str]] = {
    PublicationStatus.PUBLISHED: "published",
    PublicationStatus.FORTHCOMING: "to appear",
    PublicationStatus.PREPRINT: "preprint",
}
"""How far a work has come, in the words of reference lists."""

EDITORIAL_WORDS: Final[Mapping[EditorialStatus, str]] = {
    EditorialStatus.RETRACTED: "retracted",
    EditorialStatus.WITHDRAWN: "withdrawn",
    EditorialStatus.OF_CONCERN: "expression of concern",
    EditorialStatus.CORRECTED: "corrected",
}

NOTICE_WORDS: Final[Mapping[NoticeKind, str]] = {
    NoticeKind.RETRACTION: "notice of retraction",
    NoticeKind.WITHDRAWAL: "notice of withdrawal",
    NoticeKind.EXPRESSION_OF_CONCERN: "expression of concern",
    NoticeKind.CORRECTION: "correction",
    NoticeKind.REINSTATEMENT: "reinstatement",
}


@dataclass(frozen=True, slots=True)
class Label:
    """Words, their language, and the same with the markup of their source (elements i, b, sub, sup, code), if there is any."""

    plain: str
    language: str | None = None
    html: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Who is named on a work.

    Attributes:
        printed: the name as printed on this work.
        kind: what stands behind it.
        given: given names, where the graph or the printed form tells them apart.
        family: the family name with its particles; given only together with `given`, or for a person of one name.
        suffix: what stands after the name ("Jr.").
        orcid: the person's ORCID iD.
    """

    printed: str
    kind: AgentKind = AgentKind.PERSON
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    orcid: str | None = None

    @property
    def person(self) -> bool:
        """Whether a person stands behind it."""
        return self.kind is AgentKind.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """What a work appeared in: a journal, proceedings, a book, a repository; `series` is what that is part of."""

    name: Label
    type: VenueType = VenueType.OTHER
    series: Label | None = None
    series_type: VenueType | None = None
    volume: str | None = None
    issued: PartialDate | None = None
    publisher: str | None = None
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedVersion:
    """A version of a work, such as its arXiv record."""

    label: str
    identifiers: tuple[Identifier, ...] = ()
    issued: PartialDate | None = None
    status: PublicationStatus | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice of retraction, correction or concern about a work."""

    kind: NoticeKind | None = None
    date: PartialDate | None = None
    identifiers: tuple[Identifier, ...] = ()
    url: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A reference to a work.

    Attributes:
        key: the key of the work; `iri` is its IRI.
        type: the kind of work; `genre` is what the source calls it.
        authors: in order, as far as it is known; `authors_complete` where the list is all of them.
        authors_cut: whether names are missing that the source does not print.
        container: what the work appeared in.
        editors: of the work, or of what it appeared in.
        issued: when it appeared; `year` and less where no more is known.
        pages: first and last page are texts: "S12", "e5".
        degree: of a thesis: phd, ms, ma.
        institution: where a thesis was written, or who issued a report.
        url: where the work itself can be read.
        full_texts: addresses of copies of its text.
        funding: who paid, in words.
        editorial: what follows for the work from the notices about it.
    """

    key: Key
    iri: str
    type: PublicationType = PublicationType.OTHER
    genre: str | None = None
    title: Label | None = None
    alternate_titles: tuple[Label, ...] = ()
    authors: tuple[Contributor, ...] = ()
    authors_complete: bool = False
    authors_cut: bool = False
    editors: tuple[Contributor, ...] = ()
    translators: tuple[Contributor, ...] = ()
    supervisors: tuple[Contributor, ...] = ()
    issued: PartialDate | None = None
    container: Container | None = None
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None
    page_count: str | None = None
    article: str | None = None
    edition: str | None = None
    number: str | None = None
    event: Label | None = None
    degree: str | None = None
    institution: str | None = None
    publisher: str | None = None
    place: str | None = None
    status: PublicationStatus | None = None
    identifiers: tuple[Identifier, ...] = ()
    url: str | None = None
    links: tuple[str, ...] = ()
    full_texts: tuple[str, ...] = ()
    open_access: str | None = None
    license: str | None = None
    rights: str | None = None
    funding: tuple[str, ...] = ()
    abstract: Label | None = None
    keywords: tuple[str, ...] = ()
    language: str | None = None
    versions: tuple[CitedVersion, ...] = ()
    editorial: EditorialStatus | None = None
    notices: tuple[Notice, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def identifier(self, scheme: str) -> str | None:
        """Give the first identifier of a scheme, without the scheme."""
        return next(iter(self.values(scheme)), None)

    def values(self, scheme: str) -> tuple[str, ...]:
        """Give the identifiers of a scheme, without the scheme."""
        return tuple(one.value for one in self.identifiers if one.scheme == scheme)

    @property
    def doi(self) -> str | None:
        """The DOI of the work itself, not of a version."""
        return self.identifier("doi")

    @property
    def arxiv(self) -> str | None:
        """The number of its record on arXiv: of the work, or of a version."""
        own = self.identifier("arxiv")
        of_versions = (one.value for version in self.versions for one in version.identifiers if one.scheme == "arxiv")
        return own or next(of_versions, None)

    @property
    def address(self) -> str | None:
        """Where to go on the web: the work itself, else a page about it, else a copy of its text."""
        return next((one for one in (self.url, *self.links, *self.full_texts) if one is not None), None)

    @property
    def pages(self) -> str | None:
        """First and last page, with a hyphen."""
        if self.first_page is None:
            return None
        apart = self.last_page is not None and self.last_page != self.first_page
        return f"{self.first_page}-{self.last_page}" if apart else self.first_page

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reference says in its note: notices, and what is not known."""
        told: list[str] = []
        if self.editorial is not None:
            told.append(EDITORIAL_WORDS[self.editorial].capitalize())
        told += (notice_words(one) for one in self.notices)
        told += (words.capitalize() for gap, words in GAP_WORDS.items() if gap in self.gaps)
        return tuple(told)


def notice_words(notice: Notice) -> str:
    """Write a notice in one line: what it is, its date, where it stands, its reason."""
    kind = "notice" if notice.kind is None else NOTICE_WORDS[notice.kind]
    told = [kind.capitalize()]
    if notice.date is not None:
        told.append(str(notice.date))
    told += (str(one) for one in notice.identifiers)
    if notice.url is not None and not notice.identifiers:
        told.append(notice.url)
    words = ", ".join(told)
    return f"{words}: {notice.reason}" if notice.reason else words


def version_words(version: CitedVersion) -> str:
    """Write a version in one line: its label, how far it had come, its date, where it is."""
    told = [f"Version {version.label}"]
    if version.status is not None:
        told.append(STATUS_WORDS[version.status])
    if version.issued is not None:
        told.append(str(version.issued))
    told += (str(one) for one in version.identifiers)
    if version.url is not None:
        told.append(version.url)
    return ", ".join(told)
