"""Which proposed groups of lines are stated as entries, and the drafts and doubts made of them.

What most entries of the section have is asked of each: an entry without names among entries with names, or without a venue
among entries with one, could be the rests of two and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.references import references
from scholargraph.bibliography.venue_forms import is_publisher
from scholargraph.bibliography.venues import parse_venue
from scholargraph.sources.profile_text.drafts import VENUE_OR_TITLE, Doubt, Draft, Listing
from scholargraph.sources.profile_text.layouts.line_groups import Cutter, Group, Item, Order, is_content, items_of
from scholargraph.sources.profile_text.layouts.line_kinds import Kind, abstract_of, is_heading, is_published
from scholargraph.sources.profile_text.layouts.name_lines import Surety, is_owner, key_of, read_names, surety_on_page
from scholargraph.sources.profile_text.layouts.title_lines import title_part

HEADING_OR_TITLE: Final = "This line has no names or venue where the entries of this list have them: it could be a heading or a title, so it is left out."
NO_TITLE: Final = (
    "No title stands where the entries of this list have theirs, so these names belong to no entry and are left out."
)
NO_ENTRY: Final = "This line looks like a venue or a date but belongs to no entry, so it is left out."
BELOW: Final = "This line stands below an entry and is neither venue nor link: it could be a note or the next title, so it is left out."
INCOMPLETE: Final = "This entry lacks a line that the others have, so it could be the rests of two, and is left out."
NO_WORK: Final = "A line below tells of money, a term or a span of years, as of grants, courses and offices, so this is not taken for a work."
TWO_IN_ONE: Final = "Two lines seem to be joined here, a title with a heading or with names, so the entry is left out."
STATUS: Final = "This line tells how far the work has come, not where it appeared, so it gives no venue."
REMARK: Final = "This running text stands below an entry without the word “Abstract”, as it does below few others, so it is left out."
TOO_LONG: Final = "The list is too long to be one of a person's works: from this line on it is left out."
LOOSE: Final = "This address belongs to no entry, so it is left out."
OTHER_SECTION: Final = "This stands under the heading of something else than works, so it is not taken for one."

_CLEAN_END: Final = re.compile(rf"(?:{YEAR}\s?年?|\d|[)\]）])[\s.,;]*$")
_AFTER_DIGIT: Final = re.compile(r"\d[)\]）]*([^\d]*)$")
_NUMBER_INSIDE: Final = re.compile(r"\s(?:\[\d{1,3}\]|•)\s+(?=\S)")
_JOINED_VENUE: Final = re.compile(
    rf"{YEAR}\)?\s+{YEAR}\W*$|(?:,\s*{YEAR}\)?|\({YEAR}\))[.,]?\s+[^\W\d_a-z]\S*(?:\s[^\W\d]\S*){{3,}}$|\b(?:Abstract|Summary|Zusammenfassung)\s?[:.]|\[[^\[\]]{{1,20}}\]\s+[^\W\d_a-z]"
)
_LONGEST_VENUE: Final = 400
_OTHERS_BEHIND: Final = re.compile(r"[\s(,]+(?:with|avec|mit|con)\s+(?=[^\W\d_a-z][^?!]*$)")
MOST_LINES: Final = 20_000
"""So many lines of a section are read; the longest list of a person's works has a tenth of that."""
_FIRST_WORDS: Final = 6


def read_groups(section: Sequence[Line], owner: str, *, layout: str, orders: Sequence[Order]) -> Listing:
    """Read a section in the order of lines that most of it is in; give nothing where it is no list of works in such an order."""
    items = items_of(section[:MOST_LINES], owner)
    best: Reading | None = None
    for order in orders:
        if not _is_possible(items, order):
            continue
        reading = Reading(items, order, owner)
        if reading.is_list and (best is None or reading.covered > best.covered):
            best = reading
    if best is None:
        return Listing(layout=layout)
    found = best.listing(layout)
    if len(section) > MOST_LINES:
        found = Listing(found.drafts, (*found.doubts, Doubt(section[MOST_LINES], TOO_LONG)), layout)
    return found


def _is_possible(items: Sequence[Item], order: Order) -> bool:
    """Whether a section holds lines of the kinds that an order needs."""
    named = sum(item.kind in (Kind.NAMES, Kind.BOTH, Kind.WITH) for item in items)
    if order.slots == "TV":
        return 10 * named <= len(items)
    return any(_is_without_owner(item) for item in items) if order.alone else named > 0


class Reading:
    """A section read in one order."""

    def __init__(self, items: Sequence[Item], order: Order, owner: str) -> None:
        self.items = items
        self.order = order
        self.owner = owner
        cutter = self.bounded_cutter()
        self.cutter = cutter if cutter is not None else Cutter(items, order)
        possible = cutter is not None and (cutter.bounded or not order.parted)
        self.groups = list(self.cutter.groups()) if possible else []
        self.reasons = {group.first: self.reason(group) for group in self.groups}
        self.kept = [group for group in self.groups if not self.reasons[group.first]]

    def bounded_cutter(self) -> Cutter | None:
        """Learn from the entries that are found without regard to blank lines and marks whether these part them.

        Where they stand within most entries and before few, the lines are in another order than this.
        """
        cutter = Cutter(self.items, self.order)
        groups = list(cutter.groups())
        bounds: list[bool] = []
        parts = False
        for marks in ([item.gap for item in self.items], [item.shape.marked for item in self.items]):
            inside = sum(any(marks[group.first + 1 : group.end]) for group in groups)
            begun = sum(marks[group.first] for group in groups)
            headed = sum(cutter.is_headed(group.first) for group in groups if not marks[group.first])
            if 2 * inside > len(groups) and 2 * (begun + headed) <= len(groups):
                return None
            bounds.append(any(marks) and 4 * inside <= len(groups))
            parts = parts or (
                bounds[-1] and 10 * (begun + headed) >= 6 * len(groups) and (begun > 0 or len(groups) == 1)
            )
        return Cutter(self.items, self.order, gaps=bounds[0], marks=bounds[1], bounded=parts)

    @cached_property
    def dated_share(self) -> float:
        """How many of the groups have a venue or a date."""
        return sum(self.is_dated(group) for group in self.groups) / max(len(self.groups), 1)

    @cached_property
    def known_venues_share(self) -> float:
        """How many venues are ones by their words."""
        dated = [group for group in self.groups if group.venue is not None]
        return sum(not group.placed for group in dated) / max(len(dated), 1)

    @cached_property
    def prose_share(self) -> float:
        """How many of the groups have running text."""
        return sum(bool(group.prose) for group in self.groups) / max(len(self.groups), 1)

    @cached_property
    def known(self) -> frozenset[str]:
        """The names that stand in lists of the section."""
        return frozenset(key_of(name.text) for group in self.groups for name in self.names_of(group))

    @cached_property
    def prints_owner(self) -> bool:
        """Whether some list of names holds the owner."""
        return any(is_owner(name.value, self.owner) for group in self.groups for name in self.names_of(group))

    def is_dated(self, group: Group) -> bool:
        """Whether an entry has a venue or a date, be it behind its names."""
        return group.dated or any(
            (names := self.items[at].shape.names) is not None and names.date is not None for at in group.names
        )

    def names_of(self, group: Group) -> list[Line]:
        """Give the names of an entry, each at its place on the page."""
        lists = [(self.items[at], self.items[at].shape.names) for at in group.names]
        return [item.part(name) for item, names in lists if names is not None for name in names.names]

    def reason(self, group: Group) -> str:
        """Say why a group is not stated; nothing where it is."""
        if self.items[group.first].shut:
            return OTHER_SECTION
        if self.is_joined(group):
            return TWO_IN_ONE
        if any(self.items[at].kind is Kind.TERMS for at in (*group.unsure, *_following(self.cutter, group))):
            return NO_WORK
        if self.is_dated(group) or self.order.alone:
            return ""
        if self.order.slots.startswith("N") and (not self.cutter.bounded or self.dated_share >= 0.8):
            return INCOMPLETE
        return INCOMPLETE if not self.cutter.bounded and (self.dated_share >= 0.8 or self.is_loose(group)) else ""

    def is_joined(self, group: Group) -> bool:
        """Whether the title begins with a heading or holds the owner's name, as where line ends were lost."""
        text = self.items[group.title[0]].body.text
        words = text.split()
        if len(self.owner) > 4 and self.owner.casefold() in text.casefold():
            return True
        if re.match(rf"{YEAR}\s", text) and any(item.kind is Kind.YEAR for item in self.items):
            return True
        behind = _OTHERS_BEHIND.search(text)
        others = read_names(Line(text[behind.end() :], 0, len(text) - behind.end())) if behind is not None else None
        if others is not None and (
            self.order.alone or others.evident or surety_on_page(others, self.owner, self.known) >= Surety.LIST
        ):
            return True
        return any(
            words[at][:1].isupper() and is_heading(" ".join(words[:at])) for at in range(2, min(_FIRST_WORDS, len(words)))
        )  # fmt: skip

    def is_loose(self, group: Group) -> bool:
        """Whether something out of order follows, so that the last line could hold more than its own."""
        return bool(group.unsure) or any(
            self.cutter.core(at, fresh=True) is None for at in _following(self.cutter, group)
        )

    @cached_property
    def covered(self) -> int:
        """How many lines the stated entries explain."""
        return sum(len(group.lines()) for group in self.kept)

    @cached_property
    def is_list(self) -> bool:
        """Whether the section is a list of works in this order: most of it is explained, and names or venues speak for works."""
        content = sum(
            is_content(item) and not item.shut and not self.cutter.is_heading(at) for at, item in enumerate(self.items)
        )
        # Of two kinds of lines, chance alone puts every other in the right order.
        share = 0.7 if self.order.alone or self.covered <= 2 * len(self.kept) else 0.5
        share = 0.9 if self.order.alone and not self.cutter.bounded else share
        if not self.kept or self.covered < share * content:
            return False
        places = [self.items[group.venue] for group in self.kept if group.venue is not None and not group.placed]
        venues = [item.body for item in places if item.kind in (Kind.VENUE, Kind.BOTH)]
        published = sum(is_published(venue) for venue in venues)
        if self.order.slots == "TV":
            named = sum(item.kind in (Kind.NAMES, Kind.WITH, Kind.BOTH) for item in self.items)
            return len(self.kept) >= 3 and 2 * published >= len(self.kept) and 10 * named <= content
        lists = [[self.items[at] for at in group.names] for group in self.kept]
        if self.order.alone:
            said = sum(any(_is_without_owner(item) for item in names) for names in lists)
            return said > sum(any(not _is_without_owner(item) for item in names) for names in lists) and bool(venues)
        sure = [names for names in lists if any(item.surety >= Surety.LIST or item.kind is Kind.WITH for item in names)]
        if 10 * len(sure) < 3 * len(lists):
            return False
        if not self.prints_owner:
            return len(self.kept) >= 2 and len(venues) == len(self.kept) and published > 0
        return (
            bool(venues)
            or (len(self.kept) >= 2 and any(self.is_dated(group) for group in self.kept))
            or len(self.kept) >= 3
        )

    def listing(self, layout: str) -> Listing:
        """Give the stated entries as drafts, and a doubt for every other line that says something."""
        drafts, doubts, used = [], [], set[int]()
        years = _heading_years(self.cutter, self.groups)
        for group in self.groups:
            used.update(range(group.first, group.end))
            reason = self.reasons[group.first]
            if reason:
                doubts += [Doubt(self.items[at].body, reason) for at in sorted(group.lines())]
                continue
            draft, left = self.draft(group, years.get(group.first))
            drafts.append(draft)
            doubts += left
        for at, item in enumerate(self.items):
            if at not in used and not item.shut and not self.cutter.is_heading(at):
                doubts += [Doubt(item.body, reason) for reason in _left(item)]
        return Listing(tuple(drafts), tuple(sorted(doubts, key=lambda doubt: doubt.line.start)), layout)

    def draft(self, group: Group, year: Line | None) -> tuple[Draft, list[Doubt]]:
        """Make the draft of a group, and the doubts about what stands in it and is not stated."""
        items = [self.items[at] for at in group.title]
        title = [item.body for item in items]
        title[-1], issued = title_part(title[-1]) if len(title) == 1 else (title_part(title[-1])[0], None)
        draft = Draft(title=title, authors=self.names_of(group))
        doubts: list[Doubt] = [Doubt(self.items[at].body, BELOW) for at in group.unsure]
        lists = [names for at in group.names if (names := self.items[at].shape.names) is not None]
        draft.truncated = any(names.truncated for names in lists)
        if not any(is_owner(name.value, self.owner) for name in draft.authors):
            draft.drops_owner = all(names.without_owner for names in lists) if lists else self.order.alone
        doubts += self.venue(draft, group)
        dates = [self.items[group.date].body] if group.date is not None else []
        dates += [
            self.items[at].part(names.date)
            for at, names in zip(group.names, lists, strict=False)
            if names.date is not None
        ]
        dates += [issued] if issued is not None else []
        if dates and (draft.venue is None or parse_venue(draft.venue).issued is None):
            draft.date = dates[0]
        if draft.date is None and (draft.venue is None or parse_venue(draft.venue).issued is None):
            draft.year = year
        self.links(draft, group)
        doubts += self.abstract(draft, group)
        if (
            draft.because == ""
            and len(draft.authors) == 1
            and self.items[group.names[0]].surety is Surety.SHAPE
            and not lists[0].without_owner
        ):
            draft.confidence, draft.because = (
                0.9,
                "a single name that stands nowhere else is taken for the author by its place",
            )
        return draft, doubts

    def venue(self, draft: Draft, group: Group) -> Iterator[Doubt]:
        """State the venue unless what stands around it makes it doubtful."""
        if group.status is not None:
            yield Doubt(self.items[group.status].body, STATUS)
        if group.venue is None:
            return
        item = self.items[group.venue]
        names = item.shape.names
        line = (
            item.part(names.rest)
            if item.kind is Kind.BOTH and names is not None and names.rest is not None
            else item.body
        )
        last = group.venue == max(group.lines())
        joined = len(line.text) > _LONGEST_VENUE or _JOINED_VENUE.search(line.text) is not None
        doubtful = joined or (
            group.placed and (not self.cutter.bounded or self.known_venues_share >= 0.8 or bool(group.unsure))
        )
        if doubtful or (last and (group.prose or self.is_loose(group)) and not _is_clean(line, self.owner)):
            draft.marks.append(line)
            yield Doubt(line, VENUE_OR_TITLE)
            return
        draft.venue = line
        if group.placed:
            draft.confidence, draft.because = 0.8, "the venue is taken for one by its place"

    def links(self, draft: Draft, group: Group) -> None:
        """Give the addresses and identifiers of an entry."""
        for at in sorted({*group.links, *group.lines()}):
            item = self.items[at]
            for link in item.shape.links:
                place = item.part(link)
                (draft.references if references(place) else draft.marks).append(place)
            if at in group.links and not item.shape.links:
                draft.references.append(item.body)
        draft.references = [_without_brackets(line) for line in draft.references]

    def abstract(self, draft: Draft, group: Group) -> Iterator[Doubt]:
        """State running text as the abstract where the word says so, or where most entries have some."""
        if not group.prose:
            return
        lines = [self.items[at].line for at in group.prose]
        said = abstract_of(lines[0])
        if self.is_loose(group) or (said is None and 2 * self.prose_share < 1):
            yield from (Doubt(line, REMARK) for line in lines)
            return
        draft.abstract = (said if said is not None else lines[0], *lines[1:])


def _following(cutter: Cutter, group: Group) -> range:
    """Give the line below an entry, where nothing parts it from that."""
    return range(group.end, group.end + (not cutter.ends(group.end)))


def _heading_years(cutter: Cutter, groups: Sequence[Group]) -> dict[int, Line]:
    """Give the year that heads each entry, by its first line."""
    found: dict[int, Line] = {}
    year: Line | None = None
    firsts = {group.first for group in groups}
    for at, item in enumerate(cutter.items):
        if item.kind is Kind.YEAR and cutter.years_are_headings:
            digits = re.search(YEAR, item.body.text)
            year = item.body.part(*digits.span()) if digits is not None else None
        elif item.kind in (Kind.HEADING, Kind.OTHER_HEADING) and cutter.items[at - 1].kind is not Kind.YEAR:
            year = None
        if at in firsts and year is not None:
            found[at] = year
    return found


def _is_without_owner(item: Item) -> bool:
    return item.shape.names is not None and item.shape.names.without_owner


def _without_brackets(line: Line) -> Line:
    """Give an identifier without the brackets around it, which could be taken for a part of it."""
    bare = line.text.strip("⟨⟩〈〉‹›<>")
    start = line.text.find(bare)
    return line.part(start, start + len(bare)) if bare else line


def _is_clean(line: Line, owner: str) -> bool:
    """Whether a venue line ends as venues do, and no title or names seem to be joined to it."""
    if _NUMBER_INSIDE.search(line.text) or any(len(part) > 3 and part in line.text for part in owner.split()):
        return False
    rest = _AFTER_DIGIT.search(line.text)
    return bool(_CLEAN_END.search(line.text)) or (rest is not None and is_publisher(rest.group(1).strip(" .,")))


def _left(item: Item) -> Iterator[str]:
    """Say what is wrong with a line that is in no entry; nothing where nothing is lost with it."""
    if item.kind is Kind.NAMES or item.kind is Kind.WITH or item.kind is Kind.BOTH:
        yield NO_TITLE
    elif item.kind in (Kind.VENUE, Kind.YEAR, Kind.DATE, Kind.STATUS, Kind.TERMS):
        yield NO_ENTRY
    elif item.kind in (Kind.TEXT, Kind.PROSE):
        yield HEADING_OR_TITLE
    elif references(item.body):
        yield LOOSE
