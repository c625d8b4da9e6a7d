"""A finding: one thing to look at, as a value that is shown, kept beside a snapshot and read back.

It does not know where findings come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

from scholargraph.errors import Place
from scholargraph.validation import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    Attributes:
        severity: how grave it is; only a violation stops publishing.
        message: what is wrong, in a sentence; of what no shape says, also how it is mended.
        place: where in which source it stands; None where nothing of a source is at fault.
        key: the record that it is about.
        path: the predicate that it is about, as a compact name.
        rule: the name of the shape that it is a result of, such as `work-date`.
        profile: the profile of that shape: `core`, `quality`, or a file of the site's own shapes.
        component: the kind of constraint, as a compact name.
        remedy: how it is mended, in a sentence.
        wanted: what is asked for, in a few words.
        found: what is there: the value at fault, None where there is none.
        quote: the words of the source that it was read from.
        link: the address of the thing on the site.
        cell: whether line and column of the place are those of a table.
    """

    severity: Severity
    message: str
    place: Place | None = None
    key: str | None = None
    path: str | None = None
    rule: str | None = field(default=None, kw_only=True)
    profile: str | None = field(default=None, kw_only=True)
    component: str | None = field(default=None, kw_only=True)
    remedy: str | None = field(default=None, kw_only=True)
    wanted: str | None = field(default=None, kw_only=True)
    found: str | None = field(default=None, kw_only=True)
    quote: str | None = field(default=None, kw_only=True)
    link: str | None = field(default=None, kw_only=True)
    cell: bool = field(default=False, kw_only=True)

    def __str__(self) -> str:
        where = str(self.place) if self.place is not None else self.key or "site"
        path = f" ({self.path})" if self.path else ""
        return f"{where}  {self.words}{path}"

    @property
    def words(self) -> str:
        """What is wrong and how it is mended."""
        return f"{self.message} {self.remedy}" if self.remedy else self.message

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
            **{name: getattr(self, name) for name in _TOLD},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Finding:
        """Read what `as_data` gave, also before places within a file, rules and remedies were told."""
        place = None
        if data["file"] is not None:
            place = Place(data["file"], data["line"], data["column"], data.get("inside"))
        told = {name: data[name] for name in _TOLD if name in data}
        return cls(Severity(data["severity"]), data["message"], place, data["key"], data["path"], **told)


_TOLD: Final = tuple(part.name for part in fields(Finding) if part.kw_only)
"""What findings of the first releases did not have."""
