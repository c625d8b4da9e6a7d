"""RIS (Research Information Systems): the tagged format that reference managers, publishers and databases export.

It streams: an entry is read when its lines have come, and nothing but counters and digests is kept. What the tags mean
differs by the type of the entry; the tables stand in `tags.py`, the lines in `lines.py`, the record in `works.py`.
"""

from scholargraph.sources.reader import Reader
from scholargraph.sources.readers.ris.entries import read

__all__ = ["SOURCE"]

SOURCE = Reader(
    kind="ris",
    description="Works in RIS, as EndNote, Zotero, publishers and databases export it",
    read=read,
)
