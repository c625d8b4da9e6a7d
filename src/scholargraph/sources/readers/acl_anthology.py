"""Reads the XML of the ACL Anthology: collections of volumes and papers.

The format is that of https://github.com/acl-org/acl-anthology (data/xml, schema.rnc); ids and addresses are made by the
Anthology's own rules (its bin/anthology/utils.py: `build_id`, and data.py: the templates of addresses).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scholargraph.acquire.items import SourceItem
from scholargraph.acquire.xml_stream import Element, XmlFault, entries
from scholargraph.errors import Place, SourceError
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.acl_works import Volume, paper_of
from scholargraph.sources.readers.xml_values import OnceNames, rejected

_ENTRIES: Final = frozenset({"meta", "frontmatter", "paper"})


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read every volume and every paper. Raises SourceError where the item is no collection of the Anthology."""
    del options  # there are none
    reading = _Reading(item)
    for entry in entries(item, _selected):
        if isinstance(entry, XmlFault):
            yield rejected(item, entry)
        else:
            yield from reading.entry(entry)
    yield from reading.end()


def _selected(name: str, parent: Element | None) -> bool:
    if parent is None:
        return name != "collection"
    return parent.tag == "volume" and name in _ENTRIES


class _Reading:
    """The volume that is being read: its metadata come before its front matter and its papers."""

    def __init__(self, item: SourceItem) -> None:
        self._item = item
        self._neighbours = Neighbours(item)
        self._names = OnceNames()
        self._volume: Volume | None = None
        self._stated = True

    def entry(self, entry: Element) -> Iterator[SourceRecord | Rejected]:
        """Read one entry."""
        volume = entry.parent
        if volume is None:
            raise SourceError(
                f"The file is no collection of the ACL Anthology: its root is “{entry.tag}”, not “collection”.",
                Place(self._item.id, entry.line),
            )
        if self._volume is None or self._volume.element is not volume:
            yield from self.end()
            self._volume = Volume(self._item, volume, self._neighbours, self._names)
            self._stated = False
        if entry.tag == "meta":
            self._volume.meta = entry
        elif entry.tag == "frontmatter":
            self._volume.frontmatter = entry
        else:
            yield from self._volume_once(self._volume)
            yield from self._together(paper_of(self._volume, entry))

    def end(self) -> Iterator[SourceRecord | Rejected]:
        """Give a volume without papers."""
        if self._volume is not None:
            yield from self._volume_once(self._volume)

    def _volume_once(self, volume: Volume) -> Iterator[SourceRecord | Rejected]:
        if not self._stated:
            self._stated = True
            if volume.meta is not None or volume.frontmatter is not None:
                yield from self._together(volume.read())

    def _together(self, found: list[SourceRecord | Rejected]) -> Iterator[SourceRecord | Rejected]:
        yield from self._neighbours.new()
        yield from found


SOURCE: Final = Reader(
    kind="acl-anthology",
    description="XML of the ACL Anthology: a collection of volumes and papers",
    read=read,
)
