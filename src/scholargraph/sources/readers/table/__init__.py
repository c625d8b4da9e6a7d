"""Tables of works, CSV or XLSX, with a header: each row is a work.

It streams. Columns are told by the option `columns`, or by what they are called (`words.py`).
"""

from scholargraph.sources.reader import Option, Reader
from scholargraph.sources.readers.table.rows import read

__all__ = ["SOURCE"]

SOURCE = Reader(
    kind="table",
    description="Works in a table with a header: CSV, TSV or XLSX",
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
            "separator", str, "", "What stands between the names in a cell; without it a semicolon, a line or “and”."
        ),
        Option(
            "dates",
            str,
            "",
            "What 3/5/2020 is: without it such a date is not stated.",
            choices=("", "day-first", "month-first"),
        ),
        Option(
            "authors_complete",
            bool,
            default=False,
            help="Whether the lists of authors are complete and in order, as whoever keeps the table knows.",
        ),
        Option("type", str, "", "The kind of work of every row that names none, such as journal-article."),
    ),
)
