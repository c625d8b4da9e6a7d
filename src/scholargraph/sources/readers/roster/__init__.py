"""Rosters: the people of an organisation in a table with a header, CSV or XLSX, each row a person or one more role of theirs.

It reads the table twice, and keeps no rows but those of persons who stand in several of them.
"""

from scholargraph.sources.reader import Option, Reader
from scholargraph.sources.readers.roster.rows import read
from scholargraph.sources.readers.tabular.options import COLUMNS, DATES, SHEET

__all__ = ["SOURCE"]

SOURCE = Reader(
    kind="roster",
    description="The people of an organisation in a table with a header, with units and roles: CSV, TSV or XLSX",
    read=read,
    options=(
        COLUMNS,
        SHEET,
        DATES,
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
