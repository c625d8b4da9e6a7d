"""What readers of structured formats have in common: the records beside an entry, names given in parts, gaps of a work.

It reads no format. A value goes in with its place; what a format does not say stays away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scholargraph.acquire.items import SourceItem
from scholargraph.bibliography import markup
from scholargraph.bibliography.agents import NoName, agent_of, kind_of
from scholargraph.iris import digest, slug
from scholargraph.model import (
    Agent,
    AgentKind,
    ContributorRole,
    Gap,
    Key,
    Locator,
    Name,
    Organization,
    PublicationType,
    Record,
    SourceRecord,
    Venue,
    fields_of,
)
from scholargraph.sources.builder import Content, RecordBuilder

_NEED_NO_VENUE: Final = frozenset(
    {
        PublicationType.BOOK,
        PublicationType.EDITED_BOOK,
        PublicationType.THESIS,
        PublicationType.REPORT,
        PublicationType.PATENT,
        PublicationType.DATASET,
        PublicationType.SOFTWARE,
        PublicationType.STANDARD,
        PublicationType.WEB_ARTICLE,
        PublicationType.PRESENTATION,
        PublicationType.AUDIOVISUAL,
    }
)
"""Kinds of work that need not have appeared in anything."""


_LATELY: Final = 500
"""How many records that were noted lately are known by what was said of them, which is quicker."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a field, with its place; `quote` where the builder is given no content."""

    field: str
    value: Any
    at: Locator
    quote: str | None = None


class Neighbours:
    """The venues and organisations that the entries of one item speak of, each given once.

    Two entries that say the same of a venue share its record; one that says more (an ISSN, a publisher) is a reading of its
    own, which joining unites with the others. Of those that were given only a digest is kept. `tex` as in `RecordBuilder`.
    """

    def __init__(self, item: SourceItem, content: Content | None = None, *, tex: bool = False) -> None:
        self._tex = tex
        self._item = item
        self._content = content
        self._given: set[bytes] = set()
        self._lately: dict[str, Key] = {}
        self._new: list[SourceRecord] = []

    def venue(self, facts: Sequence[Fact], *, at: Locator, quote: str | None = None) -> Key:
        """Note a venue, and give its key. One of the facts is its name."""
        return self.note(Venue, facts, at=at, quote=quote)

    def organization(self, facts: Sequence[Fact], *, at: Locator, quote: str | None = None) -> Key:
        """Note an organisation, and give its key. One of the facts is its name."""
        return self.note(Organization, facts, at=at, quote=quote)

    def note(self, record: type[Record], facts: Sequence[Fact], *, at: Locator, quote: str | None = None) -> Key:
        """Note a record beside the entries. Raises InternalError as `RecordBuilder` does."""
        said = "\n".join(sorted({f"{record.collection}", *(f"{fact.field} {fact.value!r}" for fact in facts)}))
        if said in self._lately:
            return self._lately[said]
        name = next(str(fact.value) for fact in facts if fact.field == "name")
        name = markup.read_tex(name).plain if self._tex else name
        id_ = f"{slug(name)[:60]}-{digest(said)}"
        builder = RecordBuilder(self._item, record, id_, at=at, quote=quote, content=self._content, tex=self._tex)
        known = f"{builder.key}".encode()
        if known not in self._given:
            self._given.add(known)
            fields = fields_of(record)
            for fact in facts:
                give = builder.add if fields[fact.field].many else builder.set
                give(fact.field, fact.value, at=fact.at, quote=fact.quote)
            self._new.append(builder.build())
        if len(self._lately) >= _LATELY:
            self._lately.clear()
        self._lately[said] = builder.key
        return builder.key

    def new(self) -> Iterator[SourceRecord]:
        """Give the records that were noted since the last call."""
        found, self._new = self._new, []
        yield from found


def person_of(
    given: str | None,
    family: str | None,
    *,
    particle: str | None = None,
    suffix: str | None = None,
    printed: str | None = None,
) -> Agent | None:
    """Make the agent of a name that the source gives in parts, which only a person's has; None for a name without letters.

    >>> person_of("Ludwig", "Beethoven", particle="van").printed
    'Ludwig van Beethoven'
    """
    parts = [part.strip() if part and part.strip() else None for part in (given, particle, family, suffix)]
    whole = printed or " ".join(part for part in parts if part)
    if not any(map(str.isalpha, whole)):
        return None
    given, particle, family, suffix = parts
    name = Name(printed=whole, given=given, family=family, particle=particle, suffix=suffix)
    return Agent(name=name, kind=AgentKind.PERSON, kind_stated=True)


def group_of(printed: str, *, kind: AgentKind = AgentKind.ORGANIZATION) -> Agent:
    """Make the agent of a name that the source marks as that of no person: a group where its words say so."""
    told = kind_of(printed)
    return Agent(
        name=Name(printed=printed.strip()),
        kind=AgentKind.GROUP if told is AgentKind.GROUP else kind,
        kind_stated=True,
    )


def bare_agent(printed: str) -> Agent | NoName:
    """Make the agent of a name of which the source says no more: its words tell what it is."""
    return agent_of(printed)


def add_gaps(work: RecordBuilder, *, at: Locator, quote: str | None = None, cut: bool = False) -> None:
    """Say what an entry does not tell of a work. `cut` says that the list of authors is known to be cut.

    To be called once all values are given. A format that can know that its list of authors is whole has set
    `authors_complete`; a list of which nobody says so is no gap.
    """
    roles = {one.role for one in work.value("contributions") or ()}
    if not work.has("title"):
        work.add("gaps", Gap.TITLE_LOST, at=at, quote=quote)
    if cut:
        work.add("gaps", Gap.AUTHORS_TRUNCATED, at=at, quote=quote)
    elif not roles & {ContributorRole.AUTHOR, ContributorRole.EDITOR}:
        work.add("gaps", Gap.AUTHORS_LOST, at=at, quote=quote)
    if not work.has("issued"):
        work.add("gaps", Gap.DATE_UNKNOWN, at=at, quote=quote)
    kind = work.value("type")
    if not work.has("venue") and kind not in _NEED_NO_VENUE:
        work.add("gaps", Gap.VENUE_UNKNOWN, at=at, quote=quote)
    if kind in {None, PublicationType.OTHER}:
        work.add("gaps", Gap.TYPE_UNKNOWN, at=at, quote=quote)
