"""Sources: one module a format, each turning bytes into readings with spans; it joins nothing and says no RDF.

A reader is found by its entry point in the group `scholargraph.sources`; another package may add one.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import entry_points
from typing import Final

from scholargraph.errors import SourceError
from scholargraph.identifiers import Url
from scholargraph.model import Evidence, Reading, Rejected, Span

ENTRY_POINTS: Final = "scholargraph.sources"


def kinds() -> list[str]:
    """Give the kinds of source that are installed, sorted; nothing is loaded."""
    return sorted({point.name for point in entry_points(group=ENTRY_POINTS)})


def reader(kind: str) -> SourceReader:
    """Load the reader of a kind. Raises SourceError where nobody brings one, or what is brought is none."""
    points = list(entry_points(group=ENTRY_POINTS, name=kind))
    if not points:
        near = difflib.get_close_matches(kind, kinds(), n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}?" if near else f"installed are {', '.join(kinds())}."
        raise SourceError(f"“{kind}” is no kind of source: {hint}")
    try:
        found = points[0].load()
    except (ImportError, AttributeError) as error:
        raise SourceError(
            f"The plug-in of “{kind}” ({points[0].value}) cannot be loaded ({error}): install it again."
        ) from error
    if not isinstance(found, SourceReader):
        raise SourceError(f"The plug-in of “{kind}” ({points[0].value}) is no SourceReader: correct its entry point.")
    return found


@dataclass(frozen=True, slots=True)
class Document:
    """One source as configured and read: its name, the path as the user wrote it, its text and what is told of it.

    `text` is decoded (UTF-8) and unchanged, so that offsets in characters are offsets in the file.
    `texts` are the texts of all sources by name, for curated quotes.
    """

    name: str
    path: str
    text: str
    url: Url | None = None
    retrieved: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = (0, *(found.end() for found in re.finditer(r"\n", self.text)))
        object.__setattr__(self, "_line_starts", starts)

    def span(self, start: int, end: int) -> Span:
        """Give the span of text[start:end] with its line and column, both from 1."""
        line = bisect_right(self._line_starts, start)
        return Span(start, end, line, start - self._line_starts[line - 1] + 1)

    def evidence(self, start: int, end: int) -> Evidence:
        """Give text[start:end] as evidence: the words and where they stand."""
        return Evidence(self.name, self.span(start, end), self.text[start:end])


@dataclass(frozen=True, slots=True)
class SourceReader:
    """A kind of source: its name in `scholargraph.toml`, a sentence for people, and the function that reads it.

    `parse` raises SourceError where the whole source is useless (and only then); one bad entry is a Rejected.
    """

    kind: str
    description: str
    parse: Callable[[Document], Iterator[Reading | Rejected]]
