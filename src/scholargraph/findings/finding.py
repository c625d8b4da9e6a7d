"""A finding: one thing to look at, as a value that is shown, kept beside a snapshot and read back.

It does not know where findings come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scholargraph.errors import Place
from scholargraph.validation import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Attributes:
        severity: how grave it is; only a violation stops publishing.
        message: what is wrong and how to mend it, in a sentence.
        place: where in which source it stands; None where nothing of a source is at fault.
        key: the record that it is about.
        path: the predicate that it is about, as a compact name.
    """

    severity: Severity
    message: str
    place: Place | None = None
    key: str | None = None
    path: str | None = None

    def __str__(self) -> str:
        where = str(self.place) if self.place is not None else self.key or "site"
        path = f" ({self.path})" if self.path else ""
        return f"{where}  {self.message}{path}"

    @property
    def order(self) -> tuple[Any, ...]:
        """What findings are sorted by: the gravest first, then by file, line and column; what has no place comes last."""
        place = self.place
        where = () if place is None else (place.file, place.line, place.column, place.inside)
        parts = ((part is not None, part) for part in (*where, self.key, self.path))  # None and text have no order
        return (list(Severity).index(self.severity), place is None, *parts, self.message)

    def as_data(self) -> dict[str, Any]:
        """Give the finding as JSON data."""
        place = self.place
        return {
            "severity": self.severity.value,
            "message": self.message,
            "file": place.file if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "inside": place.inside if place else None,
            "key": self.key,
            "path": self.path,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Finding:
        """Read what `as_data` gave, also before places within a file were told (`inside`)."""
        place = None
        if data["file"] is not None:
            place = Place(data["file"], data["line"], data["column"], data.get("inside"))
        return cls(Severity(data["severity"]), data["message"], place, data["key"], data["path"])
