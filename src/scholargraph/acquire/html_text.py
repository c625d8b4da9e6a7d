"""The text of an HTML page in any encoding that its beginning tells, with the bytes of every place."""

from __future__ import annotations

from array import array
from typing import Final

from scholargraph.acquire.encodings import Encoding, told
from scholargraph.acquire.items import SourceItem
from scholargraph.acquire.text import LineIndex
from scholargraph.errors import Place, SourceError
from scholargraph.model.locator import EntryField, Locator, TextSpan

_STEP: Final = 512
"""Characters between two places whose offset in bytes is remembered."""


class PageText:
    """The whole text of a page. Raises SourceError where it is empty, binary, too large, or not of the encoding it tells."""

    def __init__(self, item: SourceItem, *, limit: int) -> None:
        self.item = item
        self.data = item.read(limit)
        if not self.data.strip():
            raise SourceError("The file is empty: save the page into it.", Place(item.id))
        self._encoding = encoding = told(self.data)
        if encoding.unit == 1 and b"\0" in self.data:
            raise SourceError("The file is binary, not a page: save the page as HTML.", Place(item.id))
        if not encoding.known:
            raise SourceError(
                f"The page says that it is written in {encoding.declared}, which is no encoding that is known: save it as UTF-8.",
                Place(item.id),
            )
        whole = len(self.data) - (len(self.data) - encoding.mark) % encoding.unit
        try:
            self.text = encoding.decode(self.data[encoding.mark : whole])
        except UnicodeDecodeError as error:
            position = LineIndex(self.data, encoding=encoding).position(encoding.mark + error.start)
            said = (
                f"says that it is written in {encoding.declared}"
                if encoding.declared
                else "says no encoding, so it is UTF-8"
            )
            raise SourceError(
                f"The page {said}, and is not: save it as UTF-8, and let it say so.",
                Place(item.id, position.line, position.column),
            ) from error
        self._bytes_at = array("Q", [encoding.mark])
        for start in range(0, len(self.text), _STEP):
            self._bytes_at.append(self._bytes_at[-1] + encoding.size(self.text[start : start + _STEP]))

    @property
    def encoding(self) -> Encoding:
        """The encoding of the page."""
        return self._encoding

    def span(self, start: int, end: int) -> TextSpan:
        """Give the bytes of text[start:end]."""
        return TextSpan(self._byte(start), self._byte(end))

    def quote(self, locator: Locator) -> str:
        """Give the words that a span holds. Raises ValueError where there are none, TypeError for a locator of another kind."""
        if not isinstance(locator, TextSpan | EntryField):
            raise TypeError(f"a page has no {type(locator).__name__}")
        if not locator.start < locator.end <= len(self.data):
            raise ValueError(f"bytes {locator.start} to {locator.end} of {len(self.data)} hold no words")
        return self._encoding.decode(self.data[locator.start : locator.end])

    def _byte(self, place: int) -> int:
        step = place // _STEP
        return self._bytes_at[step] + self._encoding.size(self.text[step * _STEP : place])
