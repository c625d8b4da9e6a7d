"""Entries out of blocks, read twice: once to learn what the list looks like, and once more knowing that.

What single lines are is for `reader`; this module looks at the list as a whole, and says how far it can be trusted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from scholargraph.bibliography import names
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.sources.profile_text.drafts import Doubt, Draft, Listing
from scholargraph.sources.profile_text.layouts.google import reasons
from scholargraph.sources.profile_text.layouts.google.abstracts import breaks_off, ends_a_sentence
from scholargraph.sources.profile_text.layouts.google.blocks import Block
from scholargraph.sources.profile_text.layouts.google.reader import Reader
from scholargraph.sources.profile_text.layouts.google.view import View, abstracts_stand_apart, known, previews_are_links

LAYOUT: Final = "google"
LEAST: Final = 0.985
"""The least confidence with which an entry is stated; below it more than some in a thousand are put together from two."""
NOT_SURE: Final = "This entry is not stated, since {because}: copy the list again, with all of its lines."
LINES_LOST: Final = (
    "lines of this list are lost here and there, so names, venue or abstract could be those of the next work"
)

_SEVERAL: Final = re.compile(r"[,;][^,;]+[,;]|,.* (?:and|&|und|et|y|e) ")
_ADDED: Final = frozenset({reasons.TWO_TITLES, reasons.WHOSE_ABSTRACT})
_MOST_CLOSED: Final = 8
"""One in so many works at most has neither abstract nor button where lists have lost nothing."""
_FEW: Final = 3
"""Of fewer titles without authors nobody can tell that this list prints none."""
_BY_CHANCE: Final = 0.01
"""What is less likely than this is taken not to happen."""
_USUAL_AUTHORS: Final = 3
"""How many authors works have where the list does not tell."""
_AS_OVERALL: Final = 4
"""So many entries are taken to have lost as much of each kind of line as of all kinds, since a list has few entries."""


def entries(blocks: Sequence[Block], *, owner: str) -> Listing:
    """Read the entries of a list."""
    gaps, years = _layout(blocks)
    plain = View(
        owner,
        {known(owner)},
        gaps=gaps,
        years=years,
        dated=True,
        links=previews_are_links(blocks),
        apart=abstracts_stand_apart(blocks),
        lists=any(_lists_several(block) for block in blocks),
    )
    view = _view(_read(blocks, plain), plain)
    listing = _read(blocks, view)
    drafts, doubts = [], list(listing.doubts)
    for draft in listing.drafts:
        if not (draft.title or draft.done or draft.anchored or view.gaps):
            doubts += [Doubt(author, reasons.NAMES_ALONE) for author in draft.authors]
        elif draft.structured or (draft.title and not view.structured):
            drafts.append(draft)
        elif draft.title:
            doubts += [Doubt(line, reasons.HEADING_OR_TITLE) for line in draft.title]
    _say_how_sure(drafts)
    kept = [draft for draft in drafts if not draft.title or draft.confidence >= LEAST]
    doubts += [_left_out(draft) for draft in drafts if draft.title and draft.confidence < LEAST]
    return Listing(tuple(kept), tuple(sorted(doubts, key=lambda doubt: doubt.line.start)), LAYOUT)


def _left_out(draft: Draft) -> Doubt:
    """Give an entry that is not sure enough to be stated as one doubt that covers all of its lines."""
    start, end = draft.span()
    return Doubt(Line(draft.title[0].text, start, end), NOT_SURE.format(because=draft.because))


def _layout(blocks: Sequence[Block]) -> tuple[bool, bool]:
    """Whether blank lines part entries, and whether years stand as headings."""
    items = [item for block in blocks for item in block.items]
    lines = [item for item in items if isinstance(item, Line)]
    gaps = sum(line.gap for line in lines)
    first = next((at for at, item in enumerate(items) if isinstance(item, Line)), None)
    years = (
        first is not None
        and strength(lines[0]) is Strength.DATE
        and len(lines) > 1
        and any(isinstance(item, Line) for item in blocks[0].items[first + 1 :])
    )
    return 0 < gaps < 0.6 * len(lines), years


def _view(listing: Listing, plain: View) -> View:
    """Give the list as its entries show it."""
    drafts = listing.drafts
    everybody = {known(plain.owner)}
    for draft in drafts:
        if draft.title and draft.done:
            everybody.update(known(author.text) for author in draft.authors)
    added = {doubt.line.start for doubt in listing.doubts if doubt.reason in _ADDED}
    authored = [draft for draft in drafts if draft.authors]
    dated = 2 * sum(draft.done for draft in authored) >= len(authored)
    titled = [draft for draft in drafts if draft.title]
    stops = sum(ends_a_sentence(draft.title[-1]) for draft in titled)
    unclosed = sum(not (draft.abstract or draft.anchored) for draft in titled)
    solid = sum(draft.done or bool(draft.abstract or draft.authors) for draft in drafts)
    return replace(
        plain,
        known=everybody,
        structured=4 * solid >= len(drafts),
        dated=dated,
        authored=bool(authored) or len(titled) < _FEW,
        lossy=any(_has_lost(draft, added, dated=dated) for draft in drafts),
        closed=unclosed <= 1 + len(titled) // _MOST_CLOSED,
        stops=stops > 1 and 3 * stops > len(titled),
        small=any(draft.title[0].text[0].islower() for draft in titled),
        words={word for name in everybody for word in (name.split()[:1] + name.split()[-1:])},
    )


def _read(blocks: Sequence[Block], view: View) -> Listing:
    drafts: list[Draft] = []
    doubts: list[Doubt] = []
    for block in blocks:
        reader = Reader(block, view)
        reader.read()
        drafts += reader.drafts
        doubts += reader.doubts
        for draft in reader.drafts:
            draft.abstract_cut = breaks_off(draft.abstract, closed=block.closed)
    return Listing(tuple(drafts), tuple(doubts))


def _lists_several(block: Block) -> bool:
    """Whether a line of a block holds three names or more."""
    lines = (item for item in block.items if isinstance(item, Line) and _SEVERAL.search(item.text))
    return any(len(names.split_names(line) or ()) > 2 for line in lines)


def _has_lost(draft: Draft, added: Collection[int], *, dated: bool) -> bool:
    """Whether an entry has visibly lost its title or its venue; where a line too many stands, nothing is lost."""
    if any(line.start in added for line in draft.marks):
        return False
    return not draft.title or (dated and not (draft.venue or draft.date))


def _say_how_sure(drafts: Sequence[Draft]) -> None:
    """Lower the confidence of each entry by the chance that it is two that ran together, going by what the others have lost.

    Two entries read as one where the venue and the abstract of the first and the title of the second are lost, each of
    which shows in other entries. Such an entry has the names of both, so the more names an entry has, the less sure it is;
    with one name or none, one of the two has lost all of its names as well.
    """
    lost = _lost(drafts)
    if lost is None:
        return
    usual = max(sum(len(draft.authors) for draft in drafts) / len(drafts), _USUAL_AUTHORS) + 0.5
    for draft in drafts:
        together = lost.head * ((len(draft.authors) + 0.5) / usual) ** 2
        if len(draft.authors) < 2:
            together *= lost.names
        sure = round(1 - min(together, 1), 3)
        if draft.title and sure < draft.confidence:
            draft.confidence, draft.because = sure, LINES_LOST


class _Lost(NamedTuple):
    """The share of entries that have lost their title, venue and abstract alike, and of those that have lost their names."""

    head: float
    names: float


def _lost(drafts: Sequence[Draft]) -> _Lost | None:
    """Give what entries have lost; None where neither title nor venue is lost.

    An entry of which nothing but the abstract is left tells nothing of single lines: it has lost its head in one piece.
    """
    drafts = [draft for draft in drafts if draft.title or draft.authors or draft.done]
    has_abstracts = 2 * sum(bool(draft.abstract) for draft in drafts) > len(drafts)
    titles = sum(not draft.title for draft in drafts)
    venues = sum(not (draft.venue or draft.date) for draft in drafts)
    if not drafts or titles + venues == 0:
        return None  # works without abstract are common
    by_chance = (1 - venues / len(drafts)) ** len(drafts) >= _BY_CHANCE
    if not titles and not (has_abstracts and by_chance):
        return None  # so much is not lost without a title among it: this list prints venues here and there
    counts = [titles, venues, *([sum(not draft.abstract for draft in drafts)] if has_abstracts else [])]
    overall = min((sum(counts) + 1) / (len(drafts) * len(counts)), 1)

    def share(count: int) -> float:
        return (count + _AS_OVERALL * overall) / (len(drafts) + _AS_OVERALL)

    return _Lost(math.prod(map(share, counts)), share(sum(not draft.authors for draft in drafts)))
