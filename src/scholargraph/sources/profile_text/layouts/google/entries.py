"""Entries out of blocks, read twice: once to learn what the list looks like, and once more knowing that.

What single lines are is for `reader`; this module looks at the list as a whole, and says how far it can be trusted.
"""

from __future__ import annotations

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
from scholargraph.sources.profile_text.layouts.google.sureness import say_how_sure
from scholargraph.sources.profile_text.layouts.google.view import View, abstracts_stand_apart, known, previews_are_links

LAYOUT: Final = "google"
LEAST: Final = 0.985
"""The least confidence with which an entry is stated; below it more than some in a thousand are put together from two."""
NOT_SURE: Final = "This entry is not stated, since {because}: copy the list again, with all of its lines."

_SEVERAL: Final = re.compile(r"[,;][^,;]+[,;]|,.* (?:and|&|und|et|y|e) ")
_ADDED: Final = frozenset({reasons.TWO_TITLES, reasons.WHOSE_ABSTRACT})
_MOST_CLOSED: Final = 8
"""One in so many works at most has neither abstract nor button where lists have lost nothing."""
_FEW: Final = 3
"""Of fewer titles without authors nobody can tell that this list prints none."""


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
    found = _read(blocks, view)
    drafts, doubts = [], list(found.doubts)
    for draft in found.drafts:
        if not (draft.title or draft.done or draft.anchored or view.gaps):
            doubts += [Doubt(author, reasons.NAMES_ALONE) for author in draft.authors]
        elif draft.structured or (draft.title and not view.structured):
            drafts.append(draft)
        elif draft.title:
            doubts += [Doubt(line, reasons.HEADING_OR_TITLE) for line in draft.title]
    elsewhere = [reasons.ELSEWHERE.get(doubt.reason, (0, 0)) for doubt in found.doubts]
    titles, venues = (sum(one) for one in zip((0, 0), *elsewhere, strict=True))
    say_how_sure(drafts, bare=found.bare, apart=view.apart, titles=titles, venues=venues)
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


def _view(listing: _Found, plain: View) -> View:
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


class _Found(NamedTuple):
    """What was read, and how many entries neither abstract nor button parts from the next."""

    drafts: list[Draft]
    doubts: list[Doubt]
    bare: int


def _read(blocks: Sequence[Block], view: View) -> _Found:
    drafts: list[Draft] = []
    doubts: list[Doubt] = []
    bare = 0
    for block in blocks:
        reader = Reader(block, view)
        reader.read()
        drafts += reader.drafts
        doubts += reader.doubts
        bare += reader.bare
        for draft in reader.drafts:
            draft.abstract_cut = breaks_off(draft.abstract, closed=block.closed)
    return _Found(drafts, doubts, bare)


def _lists_several(block: Block) -> bool:
    """Whether a line of a block holds three names or more."""
    lines = (item for item in block.items if isinstance(item, Line) and _SEVERAL.search(item.text))
    return any(len(names.split_names(line) or ()) > 2 for line in lines)


def _has_lost(draft: Draft, added: Collection[int], *, dated: bool) -> bool:
    """Whether an entry has visibly lost its title or its venue; where a line too many stands, nothing is lost."""
    if any(line.start in added for line in draft.marks):
        return False
    return not draft.title or (dated and not (draft.venue or draft.date))
