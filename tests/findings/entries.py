"""Entries whose values stand on lines of their own, and results about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from scholargraph.findings import Finding, explain
from scholargraph.identifiers import Url
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper
from scholargraph.model import (
    Alternative,
    Claim,
    Conflict,
    Contribution,
    Entry,
    Evidence,
    Notice,
    NoticeKind,
    Position,
    Publication,
    Source,
    Text,
    TextSpan,
    Version,
    organization,
)
from scholargraph.reconcile import Joined
from scholargraph.validation import Report, Result, Severity
from scholargraph.vocab import SH

IRIS: Final = Iris("https://site.test/")
SOURCES: Final = (Source("curation", "curation", "curation.toml"), Source("page", "profile-text", "page.txt"))
MAPPER: Final = Mapper(IRIS, SOURCES)
RIVERS, ISLANDS = Key("publication/rivers"), Key("publication/islands")
FOCUS: Final = IRIS.thing(RIVERS)
COLUMN: Final = 5
RECORD_LINE: Final = 1
"""Where the entry as a whole stands."""

LINES: Final[Mapping[Claim, int]] = {
    ("title", Text("Rivers")): 3,
    ("links", Url("https://one.test/")): 5,
    ("links", Url("https://two.test/#conflict-1")): 8,
    ("keywords", Text("water")): 10,
    ("keywords", Text("land")): 11,
    ("contributions", Contribution.of("Ada Quill", position=1)): 13,
    ("contributions", Contribution.of("Bo Reed", position=2)): 14,
    ("volume", "1"): 16,
    ("publisher", organization("Press")): 17,
    ("versions", Version(label="v2")): 18,
    ("notices", Notice(kind=NoticeKind.RETRACTION)): 19,
}
LOSING_LINES: Final = (20, 21, 22)
"""Where the values that are not stated stand, in the order in which the conflicts are numbered."""


def proof(line: int, source: str = "page") -> Evidence:
    """What stands on a line."""
    item = next(one.path for one in SOURCES if one.name == source)
    return Evidence(source, item, TextSpan(line * 100, line * 100 + 4), "word", position=Position(line, COLUMN))


def rivers() -> Entry:
    """A work with two conflicts and three values that are not stated, each value on a line of its own."""
    values: dict[str, list[Any]] = {}
    for field, value in LINES:
        values.setdefault(field, []).append(value)
    several = {"links", "keywords", "contributions", "versions", "notices"}
    given: dict[str, Any] = {name: tuple(held) if name in several else held[0] for name, held in values.items()}
    record = Publication(key=RIVERS, **given)
    first, second, third = (proof(line) for line in LOSING_LINES)
    conflicts = (
        Conflict("volume", "1", (Alternative("2", first), Alternative("3", second)), "The page is older."),
        Conflict("publisher", organization("Press"), (Alternative(organization("Other"), third),), "So it is printed."),
    )
    evidence: dict[Claim, tuple[Evidence, ...]] = {claim: (proof(line),) for claim, line in LINES.items()}
    return Entry(record, {("", None): (proof(RECORD_LINE),)} | evidence, conflicts)


def islands() -> Entry:
    """Another work, with a conflict of its own and a value of which nobody knows where it stands."""
    conflict = Conflict("volume", "8", (Alternative("9", proof(40)),), "The page is older.")
    record = Publication(key=ISLANDS, title=Text("Islands"), volume="8")
    return Entry(record, {("", None): (proof(30),), ("volume", "8"): (proof(31),)}, (conflict,))


class Catalogue(Joined):
    """A catalogue that counts how often an entry is looked up."""

    __slots__ = ("asked",)

    def __init__(self, *entries: Entry) -> None:
        super().__init__({entry.key: entry for entry in entries}, SOURCES)
        object.__setattr__(self, "asked", [])

    asked: list[Key]

    def get(self, key: Key) -> Entry | None:
        """Give an entry."""
        self.asked.append(key)
        return super().get(key)

    def entries(self) -> Iterator[Entry]:
        """Refuse: findings look up what they need, and go through nothing."""
        raise AssertionError("nobody goes through all entries")


def result(path: str | None, value: str | None = None, *, focus: str = FOCUS, **more: Any) -> Result:
    """A result about a record."""
    values: dict[str, Any] = {
        "severity": Severity.WARNING,
        "message": "This is amiss.",
        "shape": None,
        "component": SH.base + "InConstraintComponent",
    }
    return Result(focus=focus, path=path, value=value, **(values | more))  # type: ignore[arg-type]


def found(*results: Result) -> list[Finding]:
    """The findings of results, in their order."""
    return list(explain(Report(results), Catalogue(rivers(), islands()), mapper=MAPPER, rejected=()))


def line_of(one: Result) -> int | None:
    """The line that a result is explained with."""
    (finding,) = found(one)
    assert finding.place is not None
    assert (finding.place.file, finding.place.column) == ("page.txt", COLUMN)
    return finding.place.line
