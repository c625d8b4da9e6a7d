"""Quotations: where the words that a curated fact quotes stand in the other sources of the site.

A quote stands word for word or not at all; nothing is normalised but the line ends, which TOML reads as one kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scholargraph.acquire import LineIndex, SourceItem, TextContent
from scholargraph.errors import QuoteError, SourceError
from scholargraph.model import Evidence, TextSpan

_KEPT_BYTES: Final = 64 * 1024 * 1024
"""How much of the other sources is kept in memory between two quotes; what is beyond is read again for each."""
_NAMED: Final = 5


class Quotations:
    """Finds quotes in the items of the other sources; each item is read once as long as there is room."""

    def __init__(self, item: SourceItem) -> None:
        self._siblings = {name: items for name, items in item.siblings().items() if name != item.source}
        self._kept: dict[tuple[str, str], tuple[bytes, LineIndex]] = {}
        self._room = _KEPT_BYTES
        self._unreadable: dict[tuple[str, str], SourceError] = {}
        self._found: dict[tuple[str, str], Evidence | None] = {}

    def find(self, quote: str, source: str | None) -> Evidence:
        """Find a quote in a source, or in the first that has it.

        Raises QuoteError, without place, where none has; SourceError where the file that should have it is no text.
        """
        if source is not None and source not in self._siblings:
            others = f"name one of {', '.join(self._siblings)}" if self._siblings else "add it to the site"
            raise QuoteError(f"There is no source “{source}” to quote from: {others}.")
        names = list(self._siblings) if source is None else [source]
        for name in names if quote.strip() else ():
            if (quote, name) not in self._found:
                self._found[quote, name] = self._search(quote, name)
            found = self._found[quote, name]
            if found is not None:
                return found
        for name in names:
            for item in self._siblings[name]:
                if item.alone and (name, item.id) in self._unreadable:
                    raise self._unreadable[name, item.id]  # a quote that is not found is what follows from it
        where = " or ".join(f"“{name}”" for name in names[:_NAMED]) or "any other source"
        skipped = [item for name, item in self._unreadable if name in names]
        note = f" ({', '.join(skipped[:_NAMED])} cannot be read as text and was not searched)" if skipped else ""
        raise QuoteError(f"The quote “{quote}” does not stand in {where}{note}: copy the exact words.")

    def _search(self, quote: str, source: str) -> Evidence | None:
        for item in self._siblings[source]:
            for data, lines in self._text(item):
                # TOML reads every line end as a line feed; the text may have others.
                for words in dict.fromkeys((quote, quote.replace("\n", "\r\n"))):
                    start = data.find(words.encode("utf-8"))
                    if start >= 0:
                        span = TextSpan(start, start + len(words.encode("utf-8")))
                        return Evidence(item.source, item.id, span, words, position=lines.position(start))
        return None

    def _text(self, item: SourceItem) -> Iterator[tuple[bytes, LineIndex]]:
        """Give the bytes of an item and its lines; nothing for one that is no text."""
        name = (item.source, item.id)
        if name not in self._kept and name not in self._unreadable:
            try:
                data = TextContent(item).data
            except SourceError as error:
                self._unreadable[name] = error
                return
            text = (data, LineIndex(data))
            if len(data) > self._room:
                yield text
                return
            self._room -= len(data)
            self._kept[name] = text
        if name in self._kept:
            yield self._kept[name]
