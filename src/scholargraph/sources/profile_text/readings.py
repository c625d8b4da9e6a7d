"""What was found on a page as records, each value with the words it was read from, each gap with the entry it is in.

It decides nothing about lines: that is done before.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from scholargraph.identifiers import Identifier
from scholargraph.iris import digest, slug
from scholargraph.model import (
    Attribution,
    Contribution,
    Evidence,
    Gap,
    Key,
    Organization,
    OrganizationType,
    Person,
    Publication,
    PublicationType,
    Reading,
    Record,
    Rejected,
    Role,
    RoleStatus,
    Text,
    Venue,
    VenueType,
)  # fmt: skip
from scholargraph.sources import Document
from scholargraph.sources.profile_text import names
from scholargraph.sources.profile_text.abstracts import cleaned
from scholargraph.sources.profile_text.drafts import Draft
from scholargraph.sources.profile_text.lines import Line, passage
from scholargraph.sources.profile_text.page import Page
from scholargraph.sources.profile_text.references import Reference, references
from scholargraph.sources.profile_text.roles import Office, is_university, offices
from scholargraph.sources.profile_text.venues import VenueLine, parse_venue

_NEEDS_NO_VENUE: Final = frozenset({PublicationType.THESIS, PublicationType.PATENT})


@dataclass(slots=True)
class Writer:
    """Makes the readings of one document. `owner` is the line of the name, `claim` what makes a list of works theirs."""

    document: Document
    owner: Line
    claim: Line
    rejected: list[Rejected] = field(default_factory=list)
    _organizations: dict[Key, Reading] = field(default_factory=dict)
    _venues: dict[Key, Reading] = field(default_factory=dict)
    _entries: int = 0

    def person(self, page: Page) -> Reading:
        """Make the reading of the person the page is about."""
        said = _Sayings(self.document)
        said.add("name", self.owner.value, self.owner)
        biography = None
        if page.biography:
            biography = Text(passage(page.biography))
            said.add("biography", biography, *page.biography)
        topics = tuple(dict.fromkeys(Text(area.value) for area in page.areas))
        for area in page.areas:
            said.add("topics", Text(area.value), area)
        roles = []
        for office in offices(page.biography, name=self.owner.value):
            role = Role(
                organization=self.organization(office),
                kind=office.kind,
                title=Text(office.title.value),
                status=RoleStatus.CURRENT,
            )
            roles.append(role)
            said.add("roles", role, office.clause)
        record = Person(
            key=self.owner_key, name=self.owner.value, biography=biography, topics=topics, roles=tuple(roles)
        )
        return said.reading(record, self.owner)

    def publication(self, draft: Draft) -> Reading:
        """Make the reading of one entry, with a gap for each thing that is not printed."""
        self._entries += 1
        said = _Sayings(self.document)
        whole = said.line(*draft.span())
        values: dict[str, Any] = {"contributions": self.contributions(draft, said)}
        if draft.title:
            values["title"] = Text(" ".join(line.value for line in draft.title))
            said.add("title", values["title"], *draft.title)
        if draft.abstract:
            values["abstract"] = Text(passage(draft.abstract))
            said.add("abstract", values["abstract"], *draft.abstract)
            clean = cleaned(values["abstract"].value)
            if clean is not None:
                values["abstract_cleaned"] = Text(clean)
                said.add("abstract_cleaned", Text(clean), *draft.abstract)
        venue = parse_venue(draft.venue) if draft.venue is not None else None
        if venue is not None:
            values |= self.venue_values(venue, said)
        if draft.date is not None:
            dated = parse_venue(draft.date)
            if "issued" not in values and dated.issued is not None:
                values["issued"] = dated.issued.value
                said.add("issued", dated.issued.value, dated.issued.line)
            if "status" not in values and dated.status is not None:
                values["status"] = dated.status.value
                said.add("status", dated.status.value, dated.status.line)
        found = venue.references if venue is not None else []
        values |= self.references([*found, *(one for line in draft.references for one in references(line))], said)
        values["gaps"] = tuple(_gaps(draft, values))
        for gap in values["gaps"]:
            said.add("gaps", gap, whole)
        key = Key(f"publication/~{self.document.name}/entry-{self._entries}")
        return said.reading(Publication(key=key, authors_complete=False, **values), whole)

    def others(self) -> Iterator[Reading]:
        """Give the organisations and venues that the other readings speak of."""
        yield from self._organizations.values()
        yield from self._venues.values()

    @property
    def owner_key(self) -> Key:
        """The key of the person the page is about."""
        return Key(f"person/~{self.document.name}/owner")

    def reject(self, line: Line, reason: str) -> None:
        """Note a line that could not be read."""
        self.rejected.append(Rejected(self.document.name, reason, self.document.span(line.start, line.end)))

    def contributions(self, draft: Draft, said: _Sayings) -> tuple[Contribution, ...]:
        """Give the printed names in order and the owner among them, or after them where the name is not printed."""
        mine = self.place_of_owner([author.value for author in draft.authors])
        found = []
        for at, author in enumerate(draft.authors):
            contribution = Contribution(printed_name=author.value, person=self.owner_key if at == mine else None)
            found.append(contribution)
            said.add("contributions", contribution, author)
        if mine is None:
            owner = Contribution(printed_name=self.owner.value, person=self.owner_key)
            found.append(owner)
            said.add("contributions", owner, self.claim)
        return tuple(found)

    def place_of_owner(self, printed: list[str]) -> int | None:
        """Where the owner stands among printed names: the very name, otherwise the first that shortens it."""
        name = self.owner.value.casefold()
        same = [at for at, author in enumerate(printed) if names.same_name(author, self.owner.value)]
        return next((at for at in same if printed[at].casefold() == name), same[0] if same else None)

    def venue_values(self, venue: VenueLine, said: _Sayings) -> dict[str, Any]:
        """Give what a venue line says of the work, and note the venue itself."""
        values: dict[str, Any] = {}
        for name in ("publisher", "volume", "issue"):
            line = getattr(venue, name)
            if line is not None:
                values[name] = line.value
                said.add(name, line.value, line)
        for name in ("issued", "pages", "status", "type", "degree"):
            part = getattr(venue, name)
            if part is not None:
                values[name] = part.value
                said.add(name, part.value, part.line)
        if venue.institution is not None:
            values["institution"] = self.institution(venue.institution)
            said.add("institution", values["institution"], venue.institution)
        if venue.name is not None:
            values["venue"] = self.venue(venue, venue.name)
            said.add("venue", values["venue"], venue.name)
        return values

    def references(self, found: list[Reference], said: _Sayings) -> dict[str, Any]:
        """Give the identifiers and links of a work; what is neither is rejected, and the entry stays."""
        values: dict[str, list[Any]] = {}
        for reference in found:
            if reference.value is None:
                if reference.reason:
                    self.reject(reference.line, reference.reason)
                continue
            if not reference.work:
                continue
            name = "identifiers" if isinstance(reference.value, Identifier) else "links"
            if reference.value not in values.setdefault(name, []):
                values[name].append(reference.value)
            said.add(name, reference.value, reference.line)
        return {name: tuple(several) for name, several in values.items()}

    def venue(self, venue: VenueLine, name: Line) -> Key:
        """Note a venue, once; its year and publisher only where the name is that of one edition."""
        said = _Sayings(self.document)
        said.add("name", name.value, name)
        record = Venue(key=_key(self._venues, f"venue/~{self.document.name}", name), name=name.value, type=venue.kind)
        if venue.kind is not VenueType.OTHER and venue.type is not None:
            said.add("type", venue.kind, venue.type.line)
        if venue.publisher is not None and (venue.edition or venue.kind is VenueType.JOURNAL):
            record = replace(record, publisher=venue.publisher.value)
            said.add("publisher", venue.publisher.value, venue.publisher)
        if venue.edition and venue.issued is not None and venue.kind is not VenueType.JOURNAL:
            record = replace(record, issued=venue.issued.value)
            said.add("issued", venue.issued.value, venue.issued.line)
        return _note(self._venues, said.reading(record, venue.line))

    def organization(self, office: Office) -> Key:
        """Note the organisation of an office, once."""
        said = _Sayings(self.document)
        said.add("name", office.organization.value, office.organization)
        key = _key(self._organizations, f"organization/~{self.document.name}", office.organization)
        record = Organization(key=key, name=office.organization.value)
        if office.university:
            record = replace(record, type=OrganizationType.UNIVERSITY)
            said.add("type", OrganizationType.UNIVERSITY, office.organization)
        if office.long_name is not None:
            record = replace(record, alternate_names=(office.long_name.value,))
            said.add("alternate_names", office.long_name.value, office.long_name)
        return _note(self._organizations, said.reading(record, office.clause))

    def institution(self, line: Line) -> Key:
        """Note the institution of a thesis, once."""
        said = _Sayings(self.document)
        said.add("name", line.value, line)
        key = _key(self._organizations, f"organization/~{self.document.name}", line)
        record = Organization(key=key, name=line.value)
        if is_university(line.value):
            record = replace(record, type=OrganizationType.UNIVERSITY)
            said.add("type", OrganizationType.UNIVERSITY, line)
        return _note(self._organizations, said.reading(record, line))


@dataclass(slots=True)
class _Sayings:
    """Collects the values of one record with their evidence."""

    document: Document
    found: list[Attribution] = field(default_factory=list)

    def add(self, name: str, value: Hashable, *where: Line) -> None:
        start, end = min(line.start for line in where), max(line.end for line in where)
        self.found.append(Attribution(name, value, self.document.evidence(start, end)))

    def line(self, start: int, end: int) -> Line:
        return Line(self.document.text[start:end], start, end)

    def evidence(self, line: Line) -> Evidence:
        return self.document.evidence(line.start, line.end)

    def reading(self, record: Record, whole: Line) -> Reading:
        return Reading(record, self.evidence(whole), tuple(self.found))


def _note(known: dict[Key, Reading], reading: Reading) -> Key:
    """Keep a record that is met several times once: what it says first stands, further evidence for it is added."""
    key = reading.record.key
    before = known.get(key)
    if before is None:
        known[key] = reading
        return key
    said = {found.field for found in before.attributions}
    record: Any = before.record
    attributions = list(before.attributions)
    for found in reading.attributions:
        value = getattr(record, found.field)
        if found.field not in said and not isinstance(value, tuple):
            record = replace(record, **{found.field: found.value})
            attributions.append(found)
        elif found.value == value or (isinstance(value, tuple) and found.value in value):
            attributions.append(found)
    known[key] = replace(before, record=record, attributions=tuple(attributions))
    return key


def _key(known: dict[Key, Reading], collection: str, name: Line) -> Key:
    """Give the key of a name; long names that are cut to the same slug get one each."""
    source = name.value
    key = Key(f"{collection}/{slug(source)}")
    return (
        key
        if key not in known or getattr(known[key].record, "name", "") == source
        else Key(f"{key[:-12]}{digest(source)}")
    )


def _gaps(draft: Draft, values: dict[str, Any]) -> Iterator[Gap]:
    """Say what an entry does not tell; it never tells whether its names are all, nor where the owner stands among them."""
    if "title" not in values:
        yield Gap.TITLE_LOST
    yield Gap.AUTHORS_TRUNCATED if draft.authors else Gap.AUTHORS_LOST
    yield Gap.POSITION_UNKNOWN
    if "issued" not in values:
        yield Gap.DATE_UNKNOWN
    if "venue" not in values and values.get("type") not in _NEEDS_NO_VENUE:
        yield Gap.VENUE_UNKNOWN
    if "type" not in values:
        yield Gap.TYPE_UNKNOWN
