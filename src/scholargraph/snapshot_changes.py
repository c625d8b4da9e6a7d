"""What two snapshots of a site say otherwise, record by record and field by field, read side by side.

It reads the values that snapshots keep (`record_values`), two records at a time where they come in the same order, and
publishes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scholargraph import record_values
from scholargraph.changes import Change, of_one
from scholargraph.record_values import Disagreement, Held, RecordValues
from scholargraph.store import Info


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that differs.

    Attributes:
        what: `new`, `gone` or `changed`.
        key: its key.
        label: what it is called.
        change: of one that is changed, what becomes of each field.
    """

    what: str
    key: str
    label: str
    change: Change | None = None

    def as_data(self) -> dict[str, Any]:
        """Give it as JSON data: `what`, `key`, `label`; of a changed one `fields`, `disagreements`, `settled`, `lost`, `gained`."""
        told: dict[str, Any] = {"what": self.what, "key": self.key, "label": self.label}
        if self.change is None:
            return told
        return {
            **told,
            "fields": [
                {"field": one.field, "before": _held(one.before), "after": _held(one.after), "reordered": one.reordered}
                for one in self.change.fields
            ],
            "disagreements": [_disagreement(one) for one in self.change.disagreements],
            "settled": [_disagreement(one) for one in self.change.settled],
            "lost": list(self.change.lost),
            "gained": list(self.change.gained),
        }


def differences(before: Info, after: Info) -> Iterator[Difference]:
    """Give every record that differs: the changed ones as they are met in both, then those that are only in one.

    The snapshots are read side by side, and only records that the other has not shown yet are held in memory. A record that
    has another key is gone, and new. Raises SnapshotError for values that cannot be read.
    """
    old, new = record_values.read(before.path), record_values.read(after.path)
    waiting_old: dict[str, RecordValues] = {}
    waiting_new: dict[str, RecordValues] = {}
    while True:
        one, other = next(old, None), next(new, None)
        if one is None and other is None:
            break
        if one is not None:
            waiting_old[one.key] = one
        if other is not None:
            waiting_new[other.key] = other
        for found in (one, other):
            if found is not None and found.key in waiting_old and found.key in waiting_new:
                changed = of_one(waiting_old.pop(found.key), waiting_new.pop(found.key))
                if changed is not None:
                    yield Difference("changed", changed.key, changed.label, changed)
    yield from (Difference("gone", one.key, one.label or one.key) for one in waiting_old.values())
    yield from (Difference("new", one.key, one.label or one.key) for one in waiting_new.values())


def _held(members: Sequence[Held]) -> list[dict[str, Any]]:
    return [{"value": one.value, "sources": list(one.sources)} for one in members]


def _disagreement(one: Disagreement) -> dict[str, Any]:
    return {"field": one.field, "stated": Held(one.stated).value, "others": _held(one.others), "reason": one.reason}
