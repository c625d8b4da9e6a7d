"""The options that every reader of tables takes."""

from __future__ import annotations

from typing import Final

from scholargraph.sources.reader import Option

COLUMNS: Final = Option(
    "columns",
    list,
    [],
    "Which column holds which field: “Name of the column = field”, or “= ignore”; others by their names.",
)
SHEET: Final = Option(
    "sheet", str, "", "The sheet of a workbook; without it the first that is not hidden and not empty."
)
DATES: Final = Option(
    "dates",
    str,
    "",
    "What 3/5/2020 is: without it such a date is not stated.",
    choices=("", "day-first", "month-first"),
)
