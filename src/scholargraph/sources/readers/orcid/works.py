"""The works of an ORCID record: what several sources say of one work is one publication, in the words of the preferred one.

Summaries of one group that share no identifier with the preferred one are of other versions of the work: ORCID groups
versions, too. Citations (BibTeX and others) that stand in a work are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from scholargraph.bibliography.agents import kind_of
from scholargraph.bibliography.markup import plain
from scholargraph.bibliography.venue_forms import UNIVERSITY, is_publisher
from scholargraph.bibliography.venue_words import PUBLISHER_WORDS
from scholargraph.model import (
    AgentKind,
    ContributorRole,
    Dispute,
    Gap,
    Publication,
    PublicationType,
    Reading,
    Rejected,
    SourceRecord,
    Text,
    VenueType,
    organization,
)
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.parts import Fact, add_gaps
from scholargraph.sources.readers.orcid.affiliations import preferred
from scholargraph.sources.readers.orcid.context import Context
from scholargraph.sources.readers.orcid.contributors import add_contributors
from scholargraph.sources.readers.orcid.person import LAYOUT, Owner
from scholargraph.sources.readers.orcid.shape import Group
from scholargraph.sources.readers.orcid.tables import UNKNOWN_KIND, VENUES, WORK_KINDS, Host, WorkKind
from scholargraph.sources.readers.orcid.tree import Leaf, Part
from scholargraph.sources.readers.orcid.values import Dated, date_of, language_of
from scholargraph.sources.readers.orcid.work_identifiers import WorkIdentifiers

_PREFERRED: Final = "The owner of the record prefers what another source says of this work."
_NO_VENUE: Final = (
    "ORCID has the publisher or the series of a book in this field, and which it is cannot be told: it is not stated."
)
_MOST_SOURCES: Final = 100
_PUT_CODE: Final = re.compile(r"[0-9]{1,18}")


class WorkReader:
    """Reads the works of one document, each under a name of its own."""

    def __init__(self, context: Context, owner: Owner | None, prefix: str) -> None:
        self.item = context.item
        self.owner = owner
        self.neighbours = context.neighbours
        self.notes = context.notes
        self._prefix = prefix
        self._taken: set[str] = set()

    def read(self, group: Group) -> SourceRecord | Rejected | None:
        """Read a group; None where everything of it is noted as not public."""
        public = preferred(group, self.notes)
        if not public:
            return None if group else Rejected(self.item.source, "The group holds no work.", self.item.id)
        part = public[0]
        kind, kind_leaf = _kind(part)
        whole = part.leaf("title", "title") or part.leaf("put-code") or kind_leaf or part.leaf("path")
        if whole is None:
            return Rejected(self.item.source, "The work has no title and no kind.", self.item.id, part.at)
        if not kind.stated:
            reason = f"ORCID calls this “{kind.label}”, which is no work that is written or made: it is not stated."
            return Rejected(self.item.source, reason, self.item.id, part.at)
        work = RecordBuilder(self.item, Publication, self._name(part), at=whole.at, quote=whole.quote)
        work.reading = Reading(LAYOUT, 1.0)
        work.numbered = part.leaf("put-code") is None
        disputes = self._fill(work, public, kind, kind_leaf)
        add_contributors(work, part, kind, owner=self.owner, notes=self.notes)
        _add_gaps(work, whole)
        return work.build(disputes=disputes)

    def _name(self, part: Part) -> str:
        """Give a name by which this work is told from the others: its put-code, which ORCID never changes."""
        code = part.leaf("put-code")
        name = f"{self._prefix}work-{code.text}" if code and _PUT_CODE.fullmatch(code.text) else f"{self._prefix}work"
        unique, number = name, 1
        while unique in self._taken:
            number = max(number + 1, len(self._taken) + 1)
            unique = f"{name}-n{number}"
        self._taken.add(unique)
        return unique

    def _fill(self, work: RecordBuilder, public: Group, kind: WorkKind, kind_leaf: Leaf | None) -> list[Dispute]:
        """Give a work its values but for its contributors; what other sources of it say otherwise is given back."""
        part = public[0]
        found = WorkIdentifiers(kind, self.notes)
        found.add_preferred(part)
        for one in public[_MOST_SOURCES : _MOST_SOURCES + 1]:
            self.notes.wrong(
                f"This and the following are more than {_MOST_SOURCES} sources: they are not read.", one.at
            )
        same = [one for one in public[1:_MOST_SOURCES] if found.add_other(one)]
        _add_titles(work, part, same)
        if kind_leaf is not None:
            work.set("type", kind.type, at=kind_leaf.at, quote=kind_leaf.quote)
            genre = Text(kind_leaf.line) if kind is UNKNOWN_KIND else Text(kind.label, "en") if kind.label else None
            if genre is not None:
                work.set("genre", genre, at=kind_leaf.at, quote=kind_leaf.quote)
        issued = self._dated(work, [part, *same])
        self._add_host(work, [part, *same], kind, found.venue)
        abstract = part.leaf("short-description")
        if abstract is not None:
            language = language_of(part.leaf("language-code"))
            work.set("abstract", Text(abstract.text, language), at=abstract.at, quote=abstract.quote)
        found.give(work)
        if not work.has("venue"):
            for fact in found.venue:
                self.notes.wrong(f"“{fact.value}” is of what the work stands in, which has no name here.", fact.at)
        return [*_disputed_dates(work, issued), *_disputed_kinds(work, same)]

    def _dated(self, work: RecordBuilder, parts: Sequence[Part]) -> list[Dated]:
        """Set the date of the first that has one, and give the dates of the others."""
        dates = [date for part in parts if (date := date_of(part.first("publication-date"), self.notes)) is not None]
        for leaf in dates[0].leaves if dates else ():
            work.set("issued", dates[0].value, at=leaf.at, quote=leaf.quote)
        for other in dates[1:]:
            if other.value == dates[0].value:
                for leaf in other.leaves:
                    work.set("issued", other.value, at=leaf.at, quote=leaf.quote)
        return dates[1:]

    def _add_host(self, work: RecordBuilder, parts: Sequence[Part], kind: WorkKind, known: Sequence[Fact]) -> None:
        """State what stands as the title of the journal, which is another thing for other kinds of work."""
        leaf = next((leaf for part in parts if (leaf := part.leaf("journal-title")) is not None), None)
        if leaf is None:
            return
        words = leaf.line
        publishes = is_publisher(words) or PUBLISHER_WORDS.search(words) is not None
        if kind.host is Host.EVENT:
            work.set("event", Text(words), at=leaf.at, quote=leaf.quote)
        elif kind.host is Host.INSTITUTION and _is_institution(words):
            work.set("institution", organization(words), at=leaf.at, quote=leaf.quote)
        elif kind.host not in {Host.JOURNAL, Host.PROCEEDINGS} and publishes:
            work.set("publisher", organization(words), at=leaf.at, quote=leaf.quote)
        elif kind.host is Host.PUBLISHER:
            self.notes.wrong(_NO_VENUE, leaf.at)
        elif any(letter.isalnum() for letter in words):
            facts = [Fact("name", words, leaf.at, leaf.quote), *known]
            type_ = VENUES[kind.host]
            if type_ is not VenueType.OTHER and (told := parts[0].leaf("type")) is not None:
                facts.append(Fact("type", type_, told.at, told.quote))
            venue = self.neighbours.venue(facts, at=leaf.at, quote=leaf.quote)
            work.set("venue", venue, at=leaf.at, quote=leaf.quote)


def _kind(part: Part) -> tuple[WorkKind, Leaf | None]:
    """Give the kind of a work; before version 3.0 the words were in capitals: JOURNAL_ARTICLE."""
    leaf = part.leaf("type")
    if leaf is None:
        return UNKNOWN_KIND, None
    return WORK_KINDS.get(leaf.text.lower().replace("_", "-"), UNKNOWN_KIND), leaf


def _add_titles(work: RecordBuilder, part: Part, same: Sequence[Part]) -> None:
    language = language_of(part.leaf("language-code"))
    title, leaves = _title(part)
    for leaf in leaves:
        work.set("title", Text(title, language), at=leaf.at, quote=leaf.quote)
    known = {_bare(title)}
    for one in (part, *same):
        words, places = _title(one)
        others = [(Text(words), leaf) for leaf in places] if one is not part else []
        translated = one.leaf("title", "translated-title")
        if translated is not None:
            code = language_of(one.leaf("title", "translated-title", "language-code"))
            others.append((Text(translated.line, code), translated))
        told = {_bare(text.value) for text, _ in others}
        for text, leaf in others:
            if _bare(text.value) not in known:
                work.add("alternate_titles", text, at=leaf.at, quote=leaf.quote)
            elif one is not part and text.value == title:
                work.set("title", Text(title, language), at=leaf.at, quote=leaf.quote)
        known |= told


def _title(part: Part) -> tuple[str, list[Leaf]]:
    """Give title and subtitle as one, which some sources write into the title already."""
    title, subtitle = part.leaf("title", "title"), part.leaf("title", "subtitle")
    if title is None:
        return "", []
    if subtitle is None or _bare(title.line).endswith(_bare(subtitle.line)):
        return title.line, [title]
    between = " " if title.line[-1] in ":?!.–—-" else ": "
    return f"{title.line}{between}{subtitle.line}", [title, subtitle]


def _bare(words: str) -> str:
    """Give words without case, markup, spaces and punctuation."""
    return "".join(letter for letter in plain(words).casefold() if letter.isalnum())


def _is_institution(words: str) -> bool:
    return UNIVERSITY.search(words) is not None or kind_of(words) is AgentKind.ORGANIZATION


def _disputed_dates(work: RecordBuilder, dates: Sequence[Dated]) -> Iterator[Dispute]:
    """Give the dates of other sources that contradict the one that is stated; a coarser or finer one does not."""
    stated = work.value("issued")
    given = set()
    for other in dates:
        value, leaf = other.value, other.leaves[0]
        if value not in given and not (value.covers(stated) or stated.covers(value)):
            given.add(value)
            yield Dispute("issued", value, work.evidence(leaf.at, leaf.quote), _PREFERRED)


def _disputed_kinds(work: RecordBuilder, same: Sequence[Part]) -> Iterator[Dispute]:
    """Give the kinds of other sources that contradict the one that is stated."""
    given = {work.value("type"), PublicationType.OTHER}
    for part in same:
        kind, leaf = _kind(part)
        if leaf is not None and kind.stated and kind.type not in given:
            given.add(kind.type)
            yield Dispute("type", kind.type, work.evidence(leaf.at, leaf.quote), _PREFERRED)


def _add_gaps(work: RecordBuilder, whole: Leaf) -> None:
    """Say what the record does not tell of a work."""
    contributions = work.value("contributions") or ()
    if any(one.position is None and one.role is ContributorRole.AUTHOR for one in contributions):
        work.add("gaps", Gap.POSITION_UNKNOWN, at=whole.at, quote=whole.quote)
    add_gaps(work, at=whole.at, quote=whole.quote)
