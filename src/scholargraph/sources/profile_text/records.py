"""What was found on a page as records, each value with the words it was read from, each gap with the entry it is in.

It decides nothing about lines: that is done before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from scholargraph.acquire import TextContent
from scholargraph.bibliography import name_forms
from scholargraph.bibliography.abstracts import cleaned
from scholargraph.bibliography.agents import NoName, agents_of, kind_of, without_cut
from scholargraph.bibliography.lines import Line, passage
from scholargraph.bibliography.markup import plain
from scholargraph.bibliography.references import Reference, references
from scholargraph.bibliography.venue_lines import VenueLine
from scholargraph.bibliography.venues import parse_venue
from scholargraph.errors import InternalError
from scholargraph.identifiers import Identifier
from scholargraph.iris import digest, slug
from scholargraph.model import (
    Agent,
    Contribution,
    ContributorRole,
    Gap,
    Key,
    Name,
    Organization,
    OrganizationType,
    PartialDate,
    Person,
    Publication,
    PublicationType,
    Reading,
    Record,
    Rejected,
    Role,
    RoleStatus,
    SourceRecord,
    Text,
    TextSpan,
    Venue,
    VenueType,
    fields_of,
    organization,
)  # fmt: skip
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.profile_text.drafts import Draft
from scholargraph.sources.profile_text.layouts.site_pages import SitePage
from scholargraph.sources.profile_text.roles import Office, is_university, offices
from scholargraph.sources.profile_text.visible_text import VisibleText

_NEEDS_NO_VENUE: Final = frozenset({PublicationType.THESIS, PublicationType.PATENT})

_Fact = tuple[str, Any, Line]
"""A field, one value of it, and the line that says it."""


@dataclass(slots=True)
class Writer:
    """Makes the records of one page that has the name of a person."""

    content: TextContent | VisibleText
    page: SitePage
    rejected: list[Rejected] = field(default_factory=list)
    _organizations: dict[str, RecordBuilder] = field(default_factory=dict)
    _venues: dict[str, RecordBuilder] = field(default_factory=dict)
    _entries: int = 0

    @property
    def owner(self) -> Line:
        """The line of the person's name."""
        if self.page.name is None:
            raise InternalError("A page that names nobody is rejected as a whole: correct the reader.")
        return self.page.name

    @property
    def claim(self) -> Line:
        """What makes the list of works theirs: its heading, or the name."""
        return self.page.heading or self.owner

    def person(self) -> SourceRecord:
        """Make the record of the person the page is about."""
        page = self.page
        said = self.builder(Person, "owner", self.owner)
        said.numbered = True  # whose page the file is may change
        said.set("name", self.owner.value, at=self.span(self.owner))
        for other in page.alternates:
            if other.value != self.owner.value:
                said.add("alternate_names", other.value, at=self.span(other))
        if page.biography:
            said.set("biography", Text(passage(page.biography)), at=self.span(*page.biography))
        for area in page.areas:
            said.add("topics", Text(area.value), at=self.span(area))
        for office in offices(page.biography, name=self.owner.value, head=page.head):
            role = Role(
                organization=self.organization(office),
                kind=office.kind,
                title=Text(office.title.value),
                status=RoleStatus.CURRENT,
            )
            said.add("roles", role, at=self.span(office.clause))
        return said.build()

    def publication(self, draft: Draft) -> SourceRecord:
        """Make the record of one entry, with a gap for each thing that is not printed."""
        self._entries += 1
        start, end = draft.span()
        set_aside_no_names(draft)
        whole = Line(self.content.text[start:end], start, end)
        said = self.builder(Publication, f"entry-{self._entries}", whole)
        said.numbered = True
        self.contributions(draft, said)
        if draft.title:
            said.set("title", Text(" ".join(line.value for line in draft.title)), at=self.span(*draft.title))
        if draft.abstract:
            abstract, at = passage(draft.abstract), self.span(*draft.abstract)
            said.set("abstract", Text(abstract), at=at)
            clean = cleaned(abstract)
            if clean is not None:
                said.set("abstract_cleaned", Text(clean), at=at)
        venue = parse_venue(draft.venue) if draft.venue is not None else None
        if venue is not None:
            self.venue_values(venue, said)
        self.dates(draft, said)
        found = venue.references if venue is not None else []
        self.references([*found, *(one for line in draft.references for one in references(line))], said)
        if draft.publisher is not None and not said.has("publisher"):
            said.set("publisher", organization(draft.publisher.value), at=self.span(draft.publisher))
        said.reading = Reading(self.page.listing.layout or "lines", draft.confidence, draft.because)
        for gap in tuple(_gaps(draft, said, whole=self.is_whole(draft))):
            said.add("gaps", gap, at=self.span(whole))
        return said.build()

    def dates(self, draft: Draft, said: RecordBuilder) -> None:
        """Give the date that stands apart from the venue, otherwise the year of the heading above the entry."""
        if draft.date is not None:
            dated = parse_venue(draft.date)
            if not said.has("issued") and dated.issued is not None:
                said.set("issued", dated.issued.value, at=self.span(dated.issued.line))
            if not said.has("status") and dated.status is not None:
                said.set("status", dated.status.value, at=self.span(dated.status.line))
        if draft.year is not None and not said.has("issued"):
            said.set("issued", PartialDate(int(draft.year.text)), at=self.span(draft.year))

    def others(self) -> Iterator[SourceRecord]:
        """Give the organisations and venues that the other records speak of."""
        for said in (*self._organizations.values(), *self._venues.values()):
            yield said.build()

    @property
    def owner_key(self) -> Key:
        """The key of the person the page is about."""
        item = self.content.item
        return Key(f"{Person.collection}/~{item.source}/{item.local('owner')}")

    def reject(self, line: Line, reason: str) -> None:
        """Note a line that could not be read."""
        item = self.content.item
        self.rejected.append(Rejected(item.source, reason, item.id, self.span(line)))

    def contributions(self, draft: Draft, said: RecordBuilder) -> None:
        """Give the printed names in order, the owner among them; after them only where the layout leaves the owner out."""
        printed = [author.value for author in draft.authors]
        mine = self.place_of_owner(printed)
        role = ContributorRole.EDITOR if draft.editors else ContributorRole.AUTHOR
        for at, (author, agent) in enumerate(zip(draft.authors, agents_of(printed), strict=True)):
            if at == mine:
                agent = Agent(name=Name(printed=author.value), record=self.owner_key)  # noqa: PLW2901 - who it is is known
            if isinstance(agent, Agent):
                said.add("contributions", Contribution(agent=agent, role=role), at=self.span(author))
        if mine is None and draft.drops_owner:
            owner = Contribution.of(self.owner.value, person=self.owner_key)
            said.add("contributions", owner, at=self.span(self.claim))

    def is_whole(self, draft: Draft) -> bool:
        """Whether the printed names are all: the owner stands among them, and nothing says that others are left out."""
        printed = [author.value for author in draft.authors]
        return not draft.truncated and not draft.drops_owner and self.place_of_owner(printed) is not None

    def place_of_owner(self, printed: list[str]) -> int | None:
        """Where the owner stands among printed names: the very name, otherwise the first that is a form of it."""
        called = [self.owner.value, *(other.value for other in self.page.alternates)]
        same = [at for at, author in enumerate(printed) if any(name_forms.is_form_of(author, name) for name in called)]
        exact = {name.casefold() for name in called}
        return next((at for at in same if printed[at].casefold() in exact), same[0] if same else None)

    def venue_values(self, venue: VenueLine, said: RecordBuilder) -> None:
        """Give what a venue line says of the work, and note the venue itself."""
        if venue.publisher is not None:
            said.set("publisher", organization(venue.publisher.value), at=self.span(venue.publisher))
        for name in ("volume", "issue"):
            line = getattr(venue, name)
            if line is not None:
                said.set(name, line.value, at=self.span(line))
        for name in ("issued", "pages", "status", "type", "degree"):
            part = getattr(venue, name)
            if part is not None:
                said.set(name, part.value, at=self.span(part.line))
        if venue.institution is not None:
            line = venue.institution
            said.set("institution", organization(line.value, record=self.institution(line)), at=self.span(line))
        if venue.name is not None:
            said.set("venue", self.venue(venue, venue.name), at=self.span(venue.name))

    def references(self, found: list[Reference], said: RecordBuilder) -> None:
        """Give the identifiers and links of a work; what is neither is rejected, and the entry stays."""
        for reference in found:
            if reference.value is None:
                if reference.reason:
                    self.reject(reference.line, reference.reason)
            elif reference.work:
                name = "identifiers" if isinstance(reference.value, Identifier) else "links"
                said.add(name, reference.value, at=self.span(reference.line))

    def venue(self, venue: VenueLine, name: Line) -> Key:
        """Note a venue, once; its year and publisher only where the name is that of one edition."""
        facts: list[_Fact] = [("name", name.value, name)]
        if venue.kind is not VenueType.OTHER:
            facts.append(("type", venue.kind, venue.type.line if venue.type is not None else venue.line))
        if venue.publisher is not None and (venue.edition or venue.kind is VenueType.JOURNAL):
            facts.append(("publisher", organization(venue.publisher.value), venue.publisher))
        if venue.edition and venue.issued is not None and venue.kind is not VenueType.JOURNAL:
            facts.append(("issued", venue.issued.value, venue.issued.line))
        return self.note(self._venues, Venue, facts=facts, whole=venue.line)

    def organization(self, office: Office) -> Key:
        """Note the organisation of an office, once."""
        facts: list[_Fact] = [("name", office.organization.value, office.organization)]
        if office.university:
            facts.append(("type", OrganizationType.UNIVERSITY, office.organization))
        if office.long_name is not None:
            facts.append(("alternate_names", office.long_name.value, office.long_name))
        return self.note(self._organizations, Organization, facts=facts, whole=office.clause)

    def institution(self, line: Line) -> Key:
        """Note the institution of a thesis, once."""
        facts: list[_Fact] = [("name", line.value, line)]
        if is_university(line.value):
            facts.append(("type", OrganizationType.UNIVERSITY, line))
        return self.note(self._organizations, Organization, facts=facts, whole=line)

    def note(
        self, known: dict[str, RecordBuilder], record: type[Record], *, facts: Sequence[_Fact], whole: Line
    ) -> Key:
        """Keep a record that is met several times once: what it says first stands, further evidence for it is added."""
        name = _name(known, str(facts[0][1]))
        said = known.get(name)
        first = said is None
        if said is None:
            said = known[name] = self.builder(record, name, whole)
        for part, raw, line in facts:
            value = said.plain(part, raw)
            if fields_of(record)[part].many:
                if first or value in (said.value(part) or ()):
                    said.add(part, value, at=self.span(line))
            elif said.value(part) in {None, value}:
                said.set(part, value, at=self.span(line))
        return said.key

    def builder(self, record: type[Record], name: str, whole: Line) -> RecordBuilder:
        """Begin a record that stands in a stretch of the page."""
        return RecordBuilder(self.content.item, record, name, at=self.span(whole), content=self.content)

    def span(self, *lines: Line) -> TextSpan:
        """Give the bytes from the first to the last of some lines."""
        return self.content.span(min(line.start for line in lines), max(line.end for line in lines))


def _name(known: dict[str, RecordBuilder], printed: str) -> str:
    """Give what tells a record from the others; long names that are cut to the same slug get one each."""
    name = slug(printed)
    return (
        name if name not in known or known[name].value("name") == plain(printed) else f"{name[:-12]}{digest(printed)}"
    )


def set_aside_no_names(draft: Draft) -> None:
    """Take “et al.”, “N.N.” and the like out of the names of an entry, whose list is then not whole."""
    found = [(author, without_cut(author.value)) for author in draft.authors]
    named: list[Line] = []
    for author, name in found:
        at = author.text.find(name)
        if not name or kind_of(name) in tuple(NoName):
            draft.marks.append(author)
        else:
            named.append(author if name == author.value or at < 0 else author.part(at, at + len(name)))
    draft.truncated = draft.truncated or named != draft.authors
    draft.authors = named


def _gaps(draft: Draft, said: RecordBuilder, *, whole: bool) -> Iterator[Gap]:
    """Say what an entry does not tell."""
    if not said.has("title"):
        yield Gap.TITLE_LOST
    if not draft.authors:
        yield Gap.AUTHORS_LOST
    elif not whole:
        yield Gap.AUTHORS_TRUNCATED
    if not whole:
        yield Gap.POSITION_UNKNOWN
    if draft.abstract_cut:
        yield Gap.ABSTRACT_CUT
    if not said.has("issued"):
        yield Gap.DATE_UNKNOWN
    if not said.has("venue") and said.value("type") not in _NEEDS_NO_VENUE:
        yield Gap.VENUE_UNKNOWN
    if not said.has("type"):
        yield Gap.TYPE_UNKNOWN
