"""Entries as groups of lines: the lines of a section told apart, and cut into groups of one order.

What bounds entries (blank lines, bullets, numbers) and which names belong together is learned from the section as a whole.
A group is only proposed here; whether it is stated is for `group_drafts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from scholargraph.bibliography.lines import Line, is_rule
from scholargraph.sources.profile_text.layouts.line_kinds import Kind, Shape, is_status, shape_of
from scholargraph.sources.profile_text.layouts.name_lines import Surety, key_of, surety_on_page

_MOST_LINES: Final = 6
"""A title or a list of names goes on over so many lines at most."""
_LONGEST_HEADING: Final = 40
"""A longer line above a title could be its first half."""
_OPEN_END: Final = (":", ",", "–", "—", "-", " and", " of", " for", " the", " a", " an", " in", " on", " with", " to", " from", " by", " via", " using", " und", " für", " der", " die", " et", " de", " des", " la", " y", " del", " e", " di")  # fmt: skip


_HEADINGS: Final = (Kind.HEADING, Kind.OTHER_HEADING)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the section, what kind it is, and how surely it is names; `gap` tells that something parts it from the last."""

    line: Line
    shape: Shape
    kind: Kind
    gap: bool
    surety: Surety = Surety.NONE
    shut: bool = False  # it stands under the heading of something that is no work

    def part(self, piece: Line) -> Line:
        """Give a piece of the shape at its place on the page."""
        return self.line.part(piece.start, piece.end)

    @property
    def body(self) -> Line:
        """The line without mark and links."""
        return self.part(self.shape.body)


@dataclass(frozen=True, slots=True)
class Order:
    """In what order the lines of an entry stand: T title, N names, V venue; slots in `optional` can be empty."""

    slots: str
    optional: str = "V"
    parted: bool = False  # it can be told only where blank lines or marks part the entries
    alone: bool = False  # it prints the co-authors only, as “with ...”, or nobody


@dataclass(slots=True)
class Group:
    """The lines of one proposed entry, by their number in the section."""

    first: int
    end: int
    title: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    venue: int | None = None
    date: int | None = None
    status: int | None = None
    placed: bool = False  # the venue is one by its place only
    unsure: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    prose: list[int] = field(default_factory=list)

    @property
    def dated(self) -> bool:
        """Whether something stands where the venue does."""
        return self.venue is not None or self.date is not None or self.status is not None

    def lines(self) -> set[int]:
        """Give the lines that say what the entry is."""
        last = {at for at in (self.venue, self.date, self.status) if at is not None}
        return {*self.title, *self.names, *last}


def items_of(section: Sequence[Line], owner: str) -> list[Item]:
    """Say of every line what kind it is; a line that is printed twice in a row counts once.

    Names do not: the same author can stand in two entries of which the lines between are lost.
    """
    items: list[Item] = []
    gap, shut, last = False, False, ""
    for line in section:
        if is_rule(line) and line.text != "•":
            gap = True
            continue
        shape = shape_of(line.text)
        if line.text == last and not line.gap and shape.names is None:
            continue
        last = line.text
        kind = shape.kind
        if kind is Kind.HEADING and items and items[-1].kind is Kind.NAMES and not line.gap and is_status(shape.body):
            kind = Kind.STATUS
        if kind in (Kind.HEADING, Kind.OTHER_HEADING):
            shut = kind is Kind.OTHER_HEADING
        items.append(Item(line, shape, kind, line.gap or gap, shut=shut))
        gap = False
    return _with_known_names(items, owner)


def _with_known_names(items: Sequence[Item], owner: str) -> list[Item]:
    """Judge names by the owner and by co-authors who stand in a longer list of the section."""
    known = {
        key_of(name.text)
        for item in items
        if item.kind is Kind.NAMES and item.shape.names is not None and len(item.shape.names.names) > 1 and not item.shut
        for name in item.shape.names.names[:200]
    }  # fmt: skip
    judged: dict[str, Surety] = {}
    found: list[Item] = []
    for item in items:
        names = item.shape.names
        if names is None:
            found.append(item)
            continue
        text = item.shape.body.text
        if text not in judged:
            # A list makes its own names known; only names met elsewhere as well could speak for it, and the owner's.
            alone = len(names.names) > 1
            judged[text] = surety_on_page(names, owner, frozenset() if alone else known)
        found.append(replace(item, kind=_known_kind(item, judged[text]), surety=judged[text]))
    return found


def _known_kind(item: Item, surety: Surety) -> Kind:
    """Say what kind of line one with names on it is, knowing whose names they are."""
    names = item.shape.names
    if names is None:
        return item.kind
    if item.kind in (Kind.TEXT, Kind.VENUE) and surety is Surety.KNOWN and names.rest is None:
        return Kind.NAMES
    if item.kind is Kind.BOTH and len(names.names) == 1 and surety < Surety.KNOWN and not names.without_owner:
        return Kind.VENUE if item.shape.venue_like else Kind.TEXT  # “J. Neurosci. Methods 3 (2020)”
    return item.kind


class Cutter:
    """Cuts items into groups of one order.

    `bound` tells of each item whether something new begins with it, going by blank lines and marks; `bounded` tells that
    nearly every entry begins so.
    """

    def __init__(
        self, items: Sequence[Item], order: Order, *, gaps: bool = False, marks: bool = False, bounded: bool = False
    ) -> None:
        self.items = items
        self.order = order
        self.bounded = bounded
        self.bound = [(gaps and item.gap) or (marks and item.shape.marked) for item in items]
        self.years_are_headings = _years_are_headings(items)
        self.heads = [item.kind in _HEADINGS or (item.kind is Kind.YEAR and self.years_are_headings) for item in items]
        self.stops = [bound or head for bound, head in zip(self.bound, self.heads, strict=True)]

    def groups(self) -> Iterator[Group]:
        """Give the groups in printed order."""
        at, fresh = 0, True
        while at < len(self.items):
            if self.is_heading(at):
                at, fresh = at + 1, True
                continue
            fresh = fresh or self.bound[at]
            group = self.core(at, fresh=fresh)
            if group is None:
                fresh = self.leaves_fresh(at)
                at += 1
                continue
            self.tail(group)
            yield group
            at, fresh = group.end, True

    def is_heading(self, at: int) -> bool:
        """Whether an item heads what comes below it."""
        return self.heads[at]

    def is_headed(self, at: int) -> bool:
        """Whether nothing but a heading, or the beginning of the section, and links stand before an item."""
        while at > 0 and self.items[at - 1].kind is Kind.LINKS:
            at -= 1
        return at == 0 or self.is_heading(at - 1)

    def leaves_fresh(self, at: int) -> bool:
        """Whether a title can begin below a line that belongs to no group: not where that could be its first half."""
        item = self.items[at]
        return item.kind is not Kind.TEXT or (not self.bounded and item.gap and len(item.body.text) < _LONGEST_HEADING)

    def ends(self, at: int) -> bool:
        """Whether no group goes on at an item."""
        return at >= len(self.items) or self.stops[at]

    def after(self, at: int) -> int:
        """Give the next item that is no link; links that are bounds end there."""
        while not self.ends(at) and self.items[at].kind is Kind.LINKS:
            at += 1
        return at

    def core(self, at: int, *, fresh: bool) -> Group | None:
        """Give the group whose title, names and venue stand from an item on in the order; None where they do not."""
        group = Group(at, at)
        for number, slot in enumerate(self.order.slots):
            begin = group.end
            if number > 0:
                begin = self.after(group.end)
                if self.ends(begin):
                    break
            took = self.take(group, slot, begin, fresh=fresh)
            if took > 0:
                group.links += range(group.end, begin)
                group.end = begin + took
            elif slot not in self.order.optional:
                return None
        missing = (not group.title, not group.names and "N" in self.order.slots and "N" not in self.order.optional)
        empty = self.order.alone and not (group.names or group.dated)
        return None if any(missing) or empty else group

    def take(self, group: Group, slot: str, at: int, *, fresh: bool) -> int:
        """Take the lines of one slot into a group; give how many they are."""
        if slot == "T":
            return self.title(group, at) if fresh or at > group.first else 0
        if slot == "N":
            return 0 if group.names else self.names(group, at)
        return 0 if group.dated else self.venue(group, at)

    def title(self, group: Group, at: int) -> int:
        """Take the title; give over how many lines it goes."""
        if not self.could_be_title(at):
            return 0
        took = 1
        while took < _MOST_LINES and not self.ends(at + took) and self.continues_title(at + took):
            took += 1
        if took == _MOST_LINES:
            return 0
        group.title = list(range(at, at + took))
        return took

    def could_be_title(self, at: int) -> bool:
        """Whether a line can be a title where one is to stand."""
        item = self.items[at]
        if item.shape.no_title:
            return False
        following = self.after(at + 1)
        before_names = not self.ends(following) and self.items[following].kind in (Kind.NAMES, Kind.WITH, Kind.BOTH)
        if item.kind is Kind.NAMES:
            # Two lists of names in a row: the first is a title only where nothing but its shape speaks for names.
            first = at == 0 or self.bound[at] or self.is_heading(at - 1)
            sure = before_names and self.items[following].surety is Surety.KNOWN
            return self.bounded and first and sure and item.surety < Surety.KNOWN and not _is_evident(item)
        if item.kind is not Kind.TEXT:
            return False
        return not (item.surety >= Surety.SHAPE and _is_evident(item)) or (before_names and "“" in item.line.text)

    def continues_title(self, at: int) -> bool:
        """Whether a line is the second half of the title above it: that ends openly, or this begins in small letters."""
        item = self.items[at]
        if item.kind not in (Kind.TEXT, Kind.PROSE) or item.surety >= Surety.SHAPE:
            return False
        words = item.body.text.split(None, 1)
        small = (
            len(words) > 1
            and words[0].islower()
            and words[0].isalpha()
            and not self.items[at - 1].body.text[0].islower()
        )
        return small or self.goes_on(at - 1)

    def goes_on(self, at: int) -> bool:
        """Whether a line ends where no title does."""
        return self.items[at].body.text.casefold().endswith(_OPEN_END)

    def names(self, group: Group, at: int) -> int:
        """Take the names; give over how many lines they go."""
        item = self.items[at]
        following = self.after(at + 1)
        if item.kind in (Kind.WITH, Kind.BOTH) and self.order.slots.startswith("N"):
            return 0
        if self.order.alone and group.dated and item.kind is not Kind.WITH:
            return 0
        if item.kind is Kind.BOTH:
            group.names, group.venue = [at], at
            return 1
        if item.kind not in (Kind.NAMES, Kind.WITH):
            shaped = (
                item.kind is Kind.TEXT
                and item.surety is Surety.SHAPE
                and not self.order.alone
                and not self.order.parted
            )
            if not shaped or not self.shows_names(at, following):
                return 0
        took = 1
        while took < _MOST_LINES and not self.ends(at + took) and self.continues_names(at + took):
            took += 1
        group.names = list(range(at, at + took))
        return took

    def shows_names(self, at: int, following: int) -> bool:
        """Whether the place of a line that has the shape of one name tells that it is one: a venue comes right after it."""
        if self.order.slots.startswith("N"):
            if self.ends(following) or self.items[following].kind is not Kind.TEXT:
                return False
            following = self.after(following + 1)
        return not self.ends(following) and self.items[following].kind in (Kind.VENUE, Kind.YEAR, Kind.DATE)

    def continues_names(self, at: int) -> bool:
        """Whether a list of names goes on: the line above ends in a comma or “and”."""
        above = self.items[at - 1].line.text.rstrip()
        return self.items[at].surety >= Surety.SHAPE and (
            above.endswith((",", ";", "&")) or above.casefold().endswith(" and")
        )

    def venue(self, group: Group, at: int) -> int:
        """Take what stands where the venue does: a venue, a date, how far the work has come."""
        item = self.items[at]
        if item.kind in (Kind.YEAR, Kind.DATE):
            group.date = at
        elif item.kind is Kind.STATUS:
            group.status = at
        elif item.kind is Kind.VENUE:
            group.venue = at
        elif item.kind is Kind.TEXT and self.is_venue_here(at):
            group.venue, group.placed = at, not item.shape.venue_like
        else:
            return 0
        return 1

    def is_venue_here(self, at: int) -> bool:
        """Whether a line that is no venue by its words is one by its place: the last of an entry, or right above the next."""
        following = self.after(at + 1)
        if len(self.items[at].body.text) > 200 or self.order.slots == "TV":
            return False
        if self.order.alone and not self.items[at].shape.venue_like:
            return False
        if self.ends(following) or self.items[following].kind is Kind.PROSE:
            return True
        item = self.items[following]
        if self.order.slots.startswith("N"):
            return self.items[at].shape.venue_like and item.kind is Kind.NAMES
        below = self.after(following + 1)
        titled = item.kind is Kind.TEXT and not self.ends(below)
        return titled and not self.bounded and self.items[below].kind in (Kind.NAMES, Kind.WITH, Kind.BOTH)

    def tail(self, group: Group) -> None:
        """Take what stands below title, names and venue: links, an abstract, the date, lines that nobody can tell."""
        at = group.end
        while not self.ends(at):
            item = self.items[at]
            if item.kind is Kind.LINKS or (
                item.kind is Kind.VENUE and item.body.text.startswith("arXiv") and group.dated
            ):
                group.links.append(at)
            elif item.kind is Kind.PROSE:
                group.prose.append(at)
            elif item.kind in (Kind.YEAR, Kind.DATE) and group.date is None:
                group.date = at
            elif item.kind is Kind.STATUS and group.status is None:
                group.status = at
            elif group.prose and at == group.prose[-1] + 1 and self.continues_prose(at):
                group.prose.append(at)
            elif self.bounded and self.core(at, fresh=True) is None:
                group.unsure.append(at)
            else:
                break
            at += 1
        group.end = at

    def continues_prose(self, at: int) -> bool:
        """Whether a line is the next of an abstract that is printed over several."""
        above = self.items[at - 1].line.text.rstrip()
        return (
            self.items[at].kind is Kind.TEXT
            and len(above) > _LONGEST_HEADING
            and not above.endswith((".", "!", "?", "。"))
        )


def _years_are_headings(items: Sequence[Item]) -> bool:
    """Whether years that stand alone head the works below them, and are not those of the works above."""
    content = [item.kind for item in items if item.kind is not Kind.HEADING and not item.shut]
    years, venues = content.count(Kind.YEAR), content.count(Kind.VENUE) + content.count(Kind.BOTH)
    names = content.count(Kind.NAMES) + content.count(Kind.WITH) + content.count(Kind.BOTH)
    others = names or content.count(Kind.TEXT)
    return bool(content) and (content[0] is Kind.YEAR or 10 * years < 7 * others or 10 * venues >= 7 * others)


def _is_evident(item: Item) -> bool:
    return item.shape.names is not None and item.shape.names.evident


def is_content(item: Item) -> bool:
    """Whether a line says something that an entry could be made of."""
    return item.kind not in (Kind.HEADING, Kind.OTHER_HEADING, Kind.LINKS, Kind.PROSE)
