"""Rosters: the people of an organisation in a table with a header, CSV or XLSX, each row a person or one more role of theirs.

It reads the table twice, and keeps no rows but those of persons who stand in several of them.
"""

from scholargraph.sources.reader import Option, Reader
from scholargraph.sources.readers.roster.rows import read

__all__ = ["SOURCE"]

SOURCE = Reader(
    kind="roster",
    description="The people of an organisation in a table with a header, with units and roles: CSV, TSV or XLSX",
    read=read,
    options=(
        Option(
            "columns",
            list,
            [],
            "Which column holds which field: “Name of the column = field”, or “= ignore”; others by their names.",
        ),
        Option("sheet", str, "", "The sheet of a workbook; without it the first that is not hidden and not empty."),
        Option(
            "dates",
            str,
            "",
            "What 3/5/2020 is: without it such a date is not stated.",
            choices=("", "day-first", "month-first"),
        ),
        Option(
            "kind",
            str,
            "membership",
            "What ties the people to their units, where no column says it.",
            choices=("employment", "membership", "invited"),
        ),
        Option(
            "status",
            str,
            "",
            "Whether people of whom no column says it are there now, as whoever keeps the table knows.",
            choices=("", "current", "former"),
        ),
    ),
)
