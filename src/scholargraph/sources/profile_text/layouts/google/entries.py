"""Entries out of blocks, read twice: once to learn what the list looks like, and once more knowing that.

What single lines are is for `reader`; this module looks at the list as a whole, and says how far it can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

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
LINES_LOST: Final = (
    "lines of this list are lost here and there, so names, venue or abstract could be those of the next work"
)

_SEVERAL: Final = re.compile(r"[,;][^,;]+[,;]|,.* (?:and|&|und|et|y|e) ")
_ADDED: Final = frozenset({reasons.TWO_TITLES, reasons.WHOSE_ABSTRACT})
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
    return Listing(tuple(drafts), tuple(sorted(doubts, key=lambda doubt: doubt.line.start)), LAYOUT)


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
    solid = sum(draft.done or bool(draft.abstract or draft.authors) for draft in drafts)
    return replace(
        plain,
        known=everybody,
        structured=4 * solid >= len(drafts),
        dated=dated,
        authored=bool(authored) or len(titled) < _FEW,
        lossy=any(_has_lost(draft, added, dated=dated) for draft in drafts),
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
    """Lower the confidence of all entries by the chance that two ran together, going by what the others have lost.

    Two entries read as one where the venue and the abstract of the first and the title of the second are lost, each of
    which shows in other entries.
    """
    usual = 2 * sum(bool(draft.abstract) for draft in drafts) > len(drafts)
    titles = sum(not draft.title for draft in drafts)
    venues = sum(not (draft.venue or draft.date) for draft in drafts)
    abstracts = sum(not draft.abstract for draft in drafts) if usual else 0
    if not titles + venues:
        return  # works without abstract are common
    lines = 3 if usual else 2
    share = min((titles + venues + abstracts + 1) / (len(drafts) * lines), 1)
    sure = round(1 - share**lines, 3)
    for draft in drafts:
        if draft.title and sure < draft.confidence:
            draft.confidence, draft.because = sure, LINES_LOST
