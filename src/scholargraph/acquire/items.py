"""Items: what a source consists of (a file, a member of an archive), ready to be opened, wherever it lies.

An item says nothing of what stands in it. Finding the items of a source is `acquire.files`' and `acquire.archives`' work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import BinaryIO, Final

from scholargraph.errors import Place, SourceError

MAX_BYTES: Final = 64 * 1024 * 1024
"""The most bytes of an item that are read at once, by readers that need the whole of it."""
_CHUNK: Final = 1 << 20

Siblings = Mapping[str, tuple["SourceItem", ...]]
"""The items of every source of the site, by the source's name."""


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One item of a source.

    Attributes:
        source: the source's name.
        id: the item's path from the site's folder, as people write it (`works/a.bib`; within an archive `works.zip/a.bib`).
        media_type: what it is, from its name.
        opener: opens the unpacked bytes; called for each reading.
        retrieved: when it was fetched, as the site says.
        alone: whether the source consists of this item only.
        siblings: gives the items of the site's sources, for curated quotes.
    """

    source: str
    id: str
    media_type: str
    opener: Callable[[], BinaryIO] = field(repr=False)
    retrieved: date | None = None
    alone: bool = True
    siblings: Callable[[], Siblings] = field(default=dict, repr=False, compare=False)
    _digest: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    def open(self) -> BinaryIO:
        """Open the unpacked bytes. Raises SourceError where the item is gone, unreadable or broken."""
        try:
            return self.opener()
        except FileNotFoundError:
            raise SourceError("There is no such file: add it, or correct the path.", Place(self.id)) from None
        except OSError as error:
            raise SourceError(
                f"The file cannot be read ({error.strerror or error}): make it readable.", Place(self.id)
            ) from error

    def read(self, limit: int = MAX_BYTES) -> bytes:
        """Give all bytes. Raises SourceError where there are more than the limit, or as `open`."""
        try:
            with self.open() as opened:
                data = opened.read(limit + 1)
        except OSError as error:
            raise unreadable(self.id, error) from error
        if len(data) > limit:
            raise SourceError(
                f"The file has more than {limit:,} bytes, the most that is read: split it.", Place(self.id)
            )
        return data

    @property
    def digest(self) -> str:
        """The SHA-256 of the unpacked bytes, in hexadecimal. Raises SourceError as `open`."""
        if not self._digest:
            found = hashlib.sha256()
            try:
                with self.open() as opened:
                    while chunk := opened.read(_CHUNK):
                        found.update(chunk)
            except OSError as error:
                raise unreadable(self.id, error) from error
            self._digest.append(found.hexdigest())
        return self._digest[0]

    def local(self, name: str) -> str:
        """Give what the source calls something of this item: of one item among many, with the item's id before the name."""
        return name if self.alone else f"{self.id}/{name}"


def unreadable(id: str, error: OSError) -> SourceError:  # noqa: A002 - the field's name
    """Make the error of an item that was opened and cannot be read to its end."""
    return SourceError(f"The file cannot be read ({error.strerror or error}).", Place(id))


def item_of(data: bytes | str, *, source: str = "source", id: str = "source.txt", **more: object) -> SourceItem:  # noqa: A002 - the field's name
    """Make an item of bytes (or of text, in UTF-8) in memory: for tests of readers."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    values = {"media_type": "text/plain", **more}
    return SourceItem(source, id, opener=lambda: BytesIO(content), **values)  # type: ignore[arg-type]
