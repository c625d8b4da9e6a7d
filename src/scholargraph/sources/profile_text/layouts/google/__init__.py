"""The people pages of Google Research: blocks between buttons, and the entries in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from scholargraph.bibliography.lines import Line, unbulleted
from scholargraph.sources.profile_text import interface
from scholargraph.sources.profile_text.drafts import Doubt
from scholargraph.sources.profile_text.layouts.google.blocks import blocks
from scholargraph.sources.profile_text.layouts.google.entries import entries
from scholargraph.sources.profile_text.layouts.google.page import divide
from scholargraph.sources.profile_text.layouts.google.reasons import SECOND_PAGE
from scholargraph.sources.profile_text.layouts.site_pages import SitePage

_BEFORE_MENU: Final = 4
"""So many lines below the heading of a list its menu begins, at the latest."""
_BUTTONS: Final = ("Preview abstract", "View details", "View publication", "View abstract")


def recognises(lines: Sequence[Line]) -> bool:
    """Whether the buttons around abstracts, or the menu that sorts the works, stand on a page."""
    for at, line in enumerate(lines):
        if line.text.startswith(_BUTTONS) or line.text.endswith("View details"):
            return True
        if interface.is_sort(line) and at + 1 < len(lines) and interface.is_menu(unbulleted(lines[at + 1])):
            return True
    return False


def read(lines: Sequence[Line]) -> SitePage:
    """Read such a page; the layout leaves the owner's own name out of every list of authors."""
    end = second_page(lines)
    page = divide(lines[:end])
    listing = entries(blocks(page.listing), owner=page.name.value if page.name is not None else "")
    if end < len(lines):
        listing = replace(listing, doubts=(*listing.doubts, Doubt(lines[end], SECOND_PAGE)))
    for draft in listing.drafts:
        draft.drops_owner = True
    return SitePage(page.name, page.biography, page.biography, page.areas, page.heading, listing)


def second_page(lines: Sequence[Line]) -> int:
    """Where the page of another person begins, or the end: behind the last button above a second list with its menu."""
    heads = [
        at
        for at, line in enumerate(lines)
        if interface.is_list_heading(line) and any(map(interface.is_sort, lines[at + 1 : at + 1 + _BEFORE_MENU]))
    ]
    lists = [at for at, before in zip(heads[1:], heads, strict=False) if at - before > _BEFORE_MENU]
    if not lists:
        return len(lines)
    first = next((at for at in range(lists[0] - 1, heads[0], -1) if _is_button(lines[at])), None)
    return lists[0] if first is None else first + 1


def _is_button(line: Line) -> bool:
    return line.text.startswith(_BUTTONS) or line.text.endswith(("View details", "×"))
