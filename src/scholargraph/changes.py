"""What becomes of a catalogue when sources are added: records that are new or say more, what is rejected, what disagrees.

It compares two catalogues; it reads and publishes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from scholargraph.findings import Finding
from scholargraph.model import Entry, Key, Rejected, fields_of
from scholargraph.reconcile import Joined

_UNSAID = frozenset({"key", "gaps", "marked"})


@dataclass(frozen=True, slots=True)
class Change:
    """A record that both catalogues have: what it is called, and what its fields that changed are called."""

    key: Key
    label: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new, what changed, what is seen once more, what is gone; what is rejected or disagreed on for the first time."""

    new: Mapping[str, tuple[str, ...]]
    changed: tuple[Change, ...]
    confirmed: int
    gone: tuple[Key, ...]
    rejected: tuple[Rejected, ...]
    findings: tuple[Finding, ...]


def between(before: tuple[Joined, Sequence[Finding]] | None, after: tuple[Joined, Sequence[Finding]]) -> Changes:
    """Compare a site's catalogue and findings with those that it would have; None before is a site without records."""
    old: Mapping[Key, Entry] = {} if before is None else before[0].by_key
    new: dict[str, list[str]] = {}
    changed: list[Change] = []
    confirmed, seen = 0, set()
    for entry in after[0].entries():
        seen.add(entry.key)
        known = old.get(entry.key)
        if known is None:
            new.setdefault(entry.key.collection, []).append(after[0].label(entry.key) or entry.key)
            continue
        differs = tuple(_differing(known, entry))
        if differs:
            changed.append(Change(entry.key, after[0].label(entry.key) or entry.key, differs))
        elif known.evidence != entry.evidence:
            confirmed += 1
    known_rejected = set() if before is None else {_of(one) for one in before[0].rejected}
    known_findings = set() if before is None else {(str(one.place), one.message) for one in before[1]}
    return Changes(
        new={name: tuple(labels) for name, labels in sorted(new.items())},
        changed=tuple(changed),
        confirmed=confirmed,
        gone=tuple(key for key in old if key not in seen),
        rejected=tuple(one for one in after[0].rejected if _of(one) not in known_rejected),
        findings=tuple(one for one in after[1] if (str(one.place), one.message) not in known_findings),
    )


def _differing(before: Entry, after: Entry) -> Iterator[str]:
    declared = fields_of(type(after.record))
    for part in fields(after.record):
        if part.name not in _UNSAID and getattr(before.record, part.name, None) != getattr(after.record, part.name):
            yield declared[part.name].spec.singular.lower()


def _of(one: Rejected) -> tuple[str, str | None, str]:
    return one.source, str(one.place) if one.place else None, one.reason
