"""Lists of works whose entries are groups of lines with the names first: names, title, venue.

It reads the lines under one heading of a page and gives nothing where they are no such list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scholargraph.bibliography.lines import Line
from scholargraph.sources.profile_text.drafts import Listing
from scholargraph.sources.profile_text.layouts.group_drafts import read_groups
from scholargraph.sources.profile_text.layouts.line_groups import Order

LAYOUT: Final = "authors-first"

_ORDERS: Final = (Order("NTV"),)


def read(section: Sequence[Line], owner: str) -> Listing:
    """Read the lines under the heading of a list; `owner` is the printed name of the person the page is about."""
    return read_groups(section, owner, layout=LAYOUT, orders=_ORDERS)
