"""Source records made by hand, joined, and what the tests ask of the catalogue."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import fields
from typing import Any, Final

from scholargraph.iris import Key
from scholargraph.model import (
    Attribution,
    Conflict,
    Dispute,
    Evidence,
    Position,
    Publication,
    Record,
    Rejected,
    Selector,
    Source,
    SourceRecord,
    Text,
    TextSpan,
)
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger, reconcile

FILES: Final = {"curation": "curation.toml", "page": "page.txt", "other": "other.txt"}
SOURCES: Final = (Source("curation", "curation", FILES["curation"]), Source("page", "profile-text", FILES["page"]),
                  Source("other", "profile-text", FILES["other"]))  # fmt: skip
OWNER: Final = Key("person/~page/owner")


def proof(source: str, number: int = 0) -> Evidence:
    """What stands at the beginning of a line."""
    return Evidence(source, FILES[source], TextSpan(number, number + 1), "x", position=Position(number + 1, 1))


def reading(source: str, record: Record, *, number: int = 0, selector: Selector | None = None,
            disputes: tuple[Dispute, ...] = (), numbered: bool = False) -> SourceRecord:  # fmt: skip
    """A source record that attributes every field that differs from its default."""
    found = []
    for part in fields(record):
        value: Any = getattr(record, part.name)
        if part.name == "key" or value == part.default:
            continue
        members: tuple[Hashable, ...] = value if isinstance(value, tuple) else (value,)
        found += [Attribution(part.name, member, proof(source, number)) for member in members]
    return SourceRecord(record, proof(source, number), tuple(found), selector, disputes, numbered=numbered)


def work(source: str, name: str, **values: Any) -> Publication:
    """A work as a source has it."""
    if isinstance(values.get("title"), str):
        values["title"] = Text(values["title"])
    if isinstance(values.get("abstract"), str):
        values["abstract"] = Text(values["abstract"])
    return Publication(key=Key(f"publication/~{source}/{name}"), **values)


def joined(*readings: SourceRecord | Rejected, ledger: Ledger | None = None) -> Joined:
    """The catalogue of source records."""
    return reconcile(readings, sources=SOURCES, ledger=ledger or Ledger(schemes=IDENTIFYING))


def records(catalogue: Joined) -> dict[Key, Record]:
    """Every record by its key."""
    return {entry.key: entry.record for entry in catalogue.entries()}


def works(catalogue: Joined) -> list[Publication]:
    """Every work."""
    return [record for record in records(catalogue).values() if isinstance(record, Publication)]


def conflicts(catalogue: Joined) -> list[Conflict]:
    """Every conflict of every entry."""
    return [conflict for entry in catalogue.entries() for conflict in entry.conflicts]


def evidence(catalogue: Joined, key: Key, field: str = "", value: Hashable = None) -> tuple[Evidence, ...]:
    """Where a value was read."""
    entry = catalogue.get(key)
    assert entry is not None
    return entry.evidence_for(field, value)


def kept(ledger: Ledger) -> Ledger:
    """The ledger as the next publishing finds it."""
    return Ledger.parse(ledger.text(), "keys.txt", schemes=IDENTIFYING)
