"""Reads dblp's XML: the dump (`dblp`), the page of a person (`dblpperson`), a single record.

The format is that of https://dblp.org/xml/dblp.dtd and of M. Ley, DBLP: Some Lessons Learned (PVLDB 2, 2009); keys, person
ids and `publtype` as https://dblp.org/faq tells them. The DTD is never opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scholargraph.acquire.items import SourceItem
from scholargraph.acquire.xml_stream import Element, XmlFault, entries
from scholargraph.errors import Place, SourceError
from scholargraph.model import Key, Rejected, SourceRecord
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.dblp_persons import is_person, person_of_page
from scholargraph.sources.readers.dblp_works import KINDS, Shared, work_of
from scholargraph.sources.readers.xml_values import OnceNames, rejected

_ROOTS: Final = frozenset({"dblp", "dblpperson"})


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read every record. Raises SourceError where the item is none of dblp's."""
    del options  # there are none
    shared = Shared(item, Neighbours(item), OnceNames())
    begun = False
    for entry in entries(item, _selected):
        if isinstance(entry, XmlFault):
            yield rejected(item, entry)
            continue
        if entry.parent is None and not begun and entry.tag not in KINDS:
            raise SourceError(
                f"The file is none of dblp's: its root is “{entry.tag}”, not “dblp”, “dblpperson” or a record.",
                Place(item.id, entry.line),
            )
        begun = True
        found = _read(shared, entry)
        yield from shared.neighbours.new()
        yield from found


def _read(shared: Shared, entry: Element) -> list[SourceRecord | Rejected]:
    if not is_person(entry):
        return work_of(shared, entry)
    found = person_of_page(shared, entry)
    page = entry.parent
    if page is not None and page.tag == "dblpperson" and isinstance(found[0], SourceRecord):
        shared.owner = (page.get("pid") or "", Key(found[0].record.key))
    return found


def _selected(name: str, parent: Element | None) -> bool:
    if parent is None:
        return name not in _ROOTS
    if parent.tag == "dblpperson":
        return name == "person"
    return parent.tag == "dblp" or (
        parent.tag == "r" and parent.parent is not None and parent.parent.tag == "dblpperson"
    )


SOURCE: Final = Reader(
    kind="dblp",
    description="XML of dblp: the dump, the page of a person, a record",
    read=read,
)
