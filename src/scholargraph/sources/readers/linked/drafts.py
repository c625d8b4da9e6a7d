"""Drafts: what several descriptions say of one work, united into one record.

The description that comes first is the more precise one: of two values of a field that contradict each other its value is
stated, and the other one is said as a Dispute. Descriptions are of the same work where they share an identifier, or its
title and no identifier contradicts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from scholargraph.acquire.items import SourceItem
from scholargraph.bibliography.markup import plain
from scholargraph.identifiers import Identifier
from scholargraph.model import (
    Agent,
    Contribution,
    ContributorRole,
    Dispute,
    Key,
    Locator,
    Pages,
    PartialDate,
    Publication,
    Rejected,
    SourceRecord,
    Text,
    fields_of,
)
from scholargraph.sources.builder import Content, RecordBuilder
from scholargraph.sources.parts import Fact, Neighbours, add_gaps
from scholargraph.sources.readers.linked.nodes import Value
from scholargraph.sources.readers.linked.values import Facts

_ONE_EACH: Final = frozenset({"doi", "pmid", "pmcid"})
"""Schemes in which a work has one identifier: two different ones are of two works."""

Contributors = list[tuple[Contribution, Value]]


@dataclass(slots=True)
class Draft:
    """One description of a work: where it stands, in which way (JSON-LD, microdata, meta tags), and what it says.

    `mentioned` are those of whom it does not say what they did; where another description makes them authors, what stands
    beside their names here (an ORCID iD) is theirs. `venue_key` is the key of the venue where it is a record by itself. `of_page` says that it
    describes what the page as a whole is about, as all tags in its head do.
    """

    at: Locator
    quote: str
    way: str
    facts: Facts = field(default_factory=Facts)
    contributors: dict[ContributorRole, Contributors] = field(default_factory=dict)
    truncated: bool = False
    complete: Value | None = None
    venue: Facts = field(default_factory=Facts)
    venue_of: Value | None = None
    venue_key: Key | None = None
    mentioned: Contributors = field(default_factory=list)
    of_page: bool = False

    @property
    def identifiers(self) -> frozenset[Identifier]:
        """The identifiers that it gives."""
        return frozenset(one.value for one in self.facts.found if one.field == "identifiers")

    @property
    def title(self) -> str:
        """The title, as titles are compared."""
        title = self.facts.value("title")
        return folded(title.value) if isinstance(title, Text) else ""

    @property
    def says(self) -> bool:
        """Whether it says anything that a record of a work can be made of."""
        return bool(self.title or self.identifiers or any(self.contributors.values()))


def folded(words: str) -> str:
    """Give the letters and digits of a title, in small letters."""
    return "".join(letter for letter in plain(words).casefold() if letter.isalnum())


def same_work(one: Draft, other: Draft) -> bool:
    """Whether two descriptions are of one work."""
    if one.identifiers & other.identifiers:
        return not any(
            {each for each in one.identifiers if each.scheme == scheme}
            and {each for each in other.identifiers if each.scheme == scheme}
            and not {each for each in one.identifiers & other.identifiers if each.scheme == scheme}
            for scheme in _ONE_EACH
        )
    return bool(one.title) and one.title == other.title and not contradicts(one, other)


def contradicts(one: Draft, other: Draft) -> bool:
    """Whether two descriptions have different identifiers of a scheme in which a work has one, or different titles."""
    for scheme in _ONE_EACH:
        mine = {each.value for each in one.identifiers if each.scheme == scheme}
        theirs = {each.value for each in other.identifiers if each.scheme == scheme}
        if mine and theirs:
            return not mine & theirs
    return bool(one.title) and bool(other.title) and one.title != other.title


def united(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Put descriptions of one work together. Two of one way are two works, even where they are called alike."""
    groups: list[list[Draft]] = []
    by_way: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_way.setdefault(draft.way, []).append(draft)
    for alike in by_way.values():
        index = _Index(groups)
        for draft in alike:
            group = index.group(draft)
            if group is None:
                groups.append([draft])
            else:
                group.append(draft)
    return groups


class _Index:
    """Finds the group that a description belongs to by what it shares with it; each takes one description of a way."""

    def __init__(self, groups: Sequence[list[Draft]]) -> None:
        self._groups = list(groups)
        self._by: dict[object, list[list[Draft]]] = {}
        self._taken: set[int] = set()
        for group in groups:
            for draft in group:
                for handle in (*draft.identifiers, *([draft.title] if draft.title else [])):
                    self._by.setdefault(handle, []).append(group)

    def group(self, draft: Draft) -> list[Draft] | None:
        """Give the group of the same work; None where there is none."""
        for handle in (*sorted(draft.identifiers), draft.title):
            for group in self._by.get(handle, ())[:8] if handle else ():
                if id(group) not in self._taken and same_work(group[0], draft):
                    self._taken.add(id(group))
                    return group
        return self._of_page(draft)

    def _of_page(self, draft: Draft) -> list[Draft] | None:
        """Give the group of the work that the page is about; one that says no title and no identifier of its own is of it."""
        if not draft.of_page:
            return None
        about = [group for group in self._groups if any(one.of_page for one in group)]
        if not about and not draft.title and not draft.identifiers and len(self._groups) == 1:
            about = list(self._groups)
        found = next((group for group in about if not contradicts(group[0], draft)), None)
        return found if found is None or id(found) not in self._taken else None


@dataclass(slots=True)
class Assembly:
    """Makes records of united descriptions: of one item, with the venues that they speak of."""

    item: SourceItem
    content: Content | None
    neighbours: Neighbours
    numbered: bool = True

    def publication(self, group: Sequence[Draft], name: str) -> Iterator[SourceRecord | Rejected]:
        """Give the record of a work, then what of its values was refused."""
        first = group[0]
        work = RecordBuilder(self.item, Publication, name, at=first.at, quote=first.quote, content=self.content)
        work.numbered = self.numbered
        disputes: list[Dispute] = []
        for draft in group:
            for fact in draft.facts.found:
                self._give(work, fact, draft, disputes)
        self._contributors(work, group)
        self._venue(work, group)
        add_gaps(work, at=first.at, quote=first.quote, cut=any(draft.truncated for draft in group))
        yield work.build(disputes=disputes)
        for draft in group:
            for reason, at in draft.facts.refused:
                yield Rejected(self.item.source, reason, self.item.id, at)

    def _give(self, work: RecordBuilder, fact: Fact, draft: Draft, disputes: list[Dispute]) -> None:
        """Give a value to the record, as further evidence where it is the same, as a dispute where it is another."""
        if fields_of(Publication)[fact.field].many:
            work.add(fact.field, fact.value, at=fact.at, quote=fact.quote)
            return
        held, value = work.value(fact.field), work.plain(fact.field, fact.value)
        if held is None or held == value:
            work.set(fact.field, fact.value, at=fact.at, quote=fact.quote)
        elif not _agree(held, value):
            evidence = work.evidence(fact.at, fact.quote)
            reason = f"The page says two things: this stands in its {draft.way}, which is less precise."
            disputes.append(Dispute(fact.field, value, evidence, reason))

    def _contributors(self, work: RecordBuilder, group: Sequence[Draft]) -> None:
        """Give who made the work: of several lists the longest that holds the first one, with what the others add."""
        mentioned = [one for draft in group for one in draft.mentioned]
        for role in ContributorRole:
            lists = [found for draft in group if (found := draft.contributors.get(role))]
            if not lists:
                continue
            names = [[folded_name(one) for one, _ in found] for found in lists]
            chosen = max(
                (at for at in range(len(lists)) if _within(names[0], names[at])), key=lambda at: (len(names[at]), -at)
            )
            for place, (one, of) in enumerate(lists[chosen]):
                best, evidence = one, [of]
                for at, found in enumerate(lists):
                    if at == chosen or names[at].count(names[chosen][place]) != 1:
                        continue
                    other, where = found[names[at].index(names[chosen][place])]
                    best = _fuller(best, other)
                    if other.printed_name == one.printed_name:
                        evidence.append(where)
                alike = [found for found, _ in mentioned if folded_name(found) == names[chosen][place]]
                best = _fuller(best, alike[0]) if len(alike) == 1 else best
                self._contribution(work, best, evidence)
            told = [draft for draft in group if draft.complete is not None and draft.contributors.get(role)]
            for draft in told[:1] if role is ContributorRole.AUTHOR else ():
                # What says that its list is complete says it of its own list, which another may go beyond.
                own = [folded_name(one) for one, _ in draft.contributors[role]]
                if draft.complete is not None and own == names[chosen]:
                    work.set("authors_complete", True, at=draft.complete.at, quote=draft.complete.quote)  # noqa: FBT003

    def _contribution(self, work: RecordBuilder, one: Contribution, places: Sequence[Value]) -> None:
        """Give a contributor, whose name stands at several places."""
        first, *more = places
        work.add("contributions", one, at=first.at, quote=first.quote)
        for place in more:
            work.back("contributions", one, work.evidence(place.at, place.quote))

    def _venue(self, work: RecordBuilder, group: Sequence[Draft]) -> None:
        """Give the venue, with what all descriptions that name it alike say of it."""
        named = [draft for draft in group if draft.venue_of is not None]
        if not named:
            return
        first = named[0].venue_of
        facts = list(named[0].venue.found)
        name = folded(named[0].venue.value("name"))
        for draft in named[1:]:
            if folded(draft.venue.value("name")) == name:
                facts += [one for one in draft.venue.found if _fits(facts, one)]
        if first is not None:
            key = named[0].venue_key or self.neighbours.venue(facts, at=first.at, quote=first.quote)
            work.set("venue", key, at=first.at, quote=first.quote)
            self._back_venue(work, key, named[1:], name)

    def _back_venue(self, work: RecordBuilder, key: Key, others: Sequence[Draft], name: str) -> None:
        for draft in others:
            if draft.venue_of is not None and folded(draft.venue.value("name")) == name:
                work.set("venue", key, at=draft.venue_of.at, quote=draft.venue_of.quote)


def _fits(facts: Sequence[Fact], one: Fact) -> bool:
    """Whether a fact of a venue can stand beside others: one more of several, or the same."""
    if one.field in {"identifiers", "alternate_names"}:
        return True
    return all(known.value == one.value for known in facts if known.field == one.field)


def folded_name(one: Contribution) -> str:
    """Give a name as lists of names are compared: `Heibi, Ivan` and `Ivan Heibi` are the same."""
    words = one.printed_name
    family, comma, given = words.partition(", ")
    return folded(f"{given} {family}" if comma and "," not in given else words)


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the names of one list stand in another, in the same order."""
    rest = iter(whole)
    return all(name in rest for name in part)


def _fuller(one: Contribution, other: Contribution) -> Contribution:
    """Give a contribution with identifiers, affiliations and the record of the other, where it has none."""
    mine, theirs = one.agent, other.agent
    agent = Agent(
        name=mine.name
        if mine.name is None or mine.name.family or theirs.name is None or not _same_printed(mine, theirs)
        else theirs.name,
        kind=mine.kind if mine.kind_stated or not theirs.kind_stated else theirs.kind,
        kind_stated=mine.kind_stated or theirs.kind_stated or mine.kind_stated,
        record=mine.record or theirs.record,
        variants=mine.variants,
        affiliations=mine.affiliations or theirs.affiliations,
        identifiers=mine.identifiers or theirs.identifiers,
    )
    return Contribution(agent=agent, role=one.role, position=one.position)


def _same_printed(one: Agent, other: Agent) -> bool:
    return one.printed == other.printed


def _agree(one: Any, other: Any) -> bool:
    """Whether two values say the same in other typography or with other precision."""
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return one.covers(other) or other.covers(one)
    if isinstance(one, Text) and isinstance(other, Text):
        return folded(one.value) == folded(other.value)
    if isinstance(one, Agent) and isinstance(other, Agent):
        return folded(one.printed or "") == folded(other.printed or "")
    if isinstance(one, Pages) and isinstance(other, Pages):
        return one.first == other.first and (None in {one.last, other.last} or one.last == other.last)
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    return False
