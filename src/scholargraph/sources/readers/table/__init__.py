"""Tables of works, CSV or XLSX, with a header: each row is a work.

It streams. Columns are told by the option `columns`, or by what they are called (`words.py`).
"""

from scholargraph.sources.reader import Option, Reader
from scholargraph.sources.readers.table.rows import read
from scholargraph.sources.readers.tabular.options import COLUMNS, DATES, SHEET

__all__ = ["SOURCE"]

SOURCE = Reader(
    kind="table",
    description="Works in a table with a header: CSV, TSV or XLSX",
    read=read,
    options=(
        COLUMNS,
        SHEET,
        Option(
            "separator", str, "", "What stands between the names in a cell; without it a semicolon, a line or “and”."
        ),
        DATES,
        Option(
            "authors_complete",
            bool,
            default=False,
            help="Whether the lists of authors are complete and in order, as whoever keeps the table knows.",
        ),
        Option("type", str, "", "The kind of work of every row that names none, such as journal-article."),
    ),
)
