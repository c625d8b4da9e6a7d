"""What a venue line says, each part with the words that say it.

It holds values; `venues` finds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, TypeVar

from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.references import Reference
from scholargraph.model import Pages, PartialDate, PublicationStatus, PublicationType, VenueType

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value and the words that say it."""

    value: T
    line: Line

    def moved(self, by: int) -> Said[T]:
        """Give the same so many characters further on."""
        return Said(self.value, self.line.moved(by))


@dataclass(slots=True)
class VenueLine:
    """What a venue line says. `edition` tells that the name is one year's (“KDD 2024”), not that of a series."""

    line: Line
    name: Line | None = None
    edition: bool = False
    kind: VenueType = VenueType.OTHER
    publisher: Line | None = None
    issued: Said[PartialDate] | None = None
    volume: Line | None = None
    issue: Line | None = None
    pages: Said[Pages] | None = None
    status: Said[PublicationStatus] | None = None
    type: Said[PublicationType] | None = None
    degree: Said[Literal["phd", "ms", "ma"]] | None = None
    institution: Line | None = None
    references: list[Reference] = field(default_factory=list)

    def moved(self, line: Line) -> VenueLine:
        """Give the same of a line with the same words, which stands elsewhere."""
        changes: dict[str, Any] = {"line": line, "references": [one.moved(line.start) for one in self.references]}
        for name in (
            "name",
            "publisher",
            "volume",
            "issue",
            "institution",
            "issued",
            "pages",
            "status",
            "type",
            "degree",
        ):
            part = getattr(self, name)
            if part is not None:
                changes[name] = part.moved(line.start)
        return replace(self, **changes)
