"""What a catalogue says, record by record and field by field: each value as JSON data, with the sources that it rests on.

It is written beside every snapshot, so that what is published can be compared, value by value, with what would be. It
compares nothing, and nobody outside is given it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, Final

from scholargraph.errors import SnapshotError
from scholargraph.model import Catalogue, Conflict, Entry, Evidence, Identifier, PartialDate, Publication, Record

FILE: Final = "values.jsonl.gz"
SITE: Final = "site"
"""The key of what a site says of itself."""


@dataclass(frozen=True, slots=True)
class Held:
    """A value as canonical JSON, and the names of the sources that it rests on, sorted."""

    data: str
    sources: tuple[str, ...] = ()

    @property
    def value(self) -> Any:
        """The value as data."""
        return json.loads(self.data)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A conflict: the field, what is stated, what others say, and why that is not stated."""

    field: str
    stated: str
    others: tuple[Held, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class RecordValues:
    """All that is said of one record.

    Attributes:
        key: its key.
        label: its name or title, or None.
        sources: the sources that it was read from.
        fields: the values of each field that says something, members of a tuple in their order.
        conflicts: what its sources disagree on.
        places: a digest of all its evidence: where its values stand, in which words.
    """

    key: str
    label: str | None = None
    sources: tuple[str, ...] = ()
    fields: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)
    conflicts: tuple[Disagreement, ...] = ()
    places: str = ""


def data(value: Any) -> Any:
    """Give a value as JSON data: words and numbers as they are, dates and identifiers as written, all else as objects.

    What an object does not say is left out of it.

    >>> data(PartialDate(1843, 9))
    '1843-09'
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or type(value) in {bool, int, float, str}:
        return value
    if isinstance(value, tuple | list):
        return [data(one) for one in value]
    if is_dataclass(value) and not isinstance(value, PartialDate | Identifier):
        known = {part.name: getattr(value, part.name) for part in fields(value)}
        return {name: data(one) for name, one in known.items() if one not in (None, ())}
    return str(value)


def of_site(catalogue: Catalogue, *, title: str, base: str, license_iri: str | None = None) -> RecordValues:
    """Give what a site says of itself, and its sources, as if it were a record."""
    told = {"title": title, "base": base, "license": license_iri}
    found: dict[str, tuple[Held, ...]] = {
        name: (Held(_json(value)),) for name, value in told.items() if value is not None
    }
    # When a source was fetched changes with every refresh, and says nothing of what stands in it.
    found["source"] = tuple(Held(_json(data(replace(source, retrieved=None)))) for source in catalogue.sources)
    return RecordValues(SITE, fields=found)


def of_catalogue(
    catalogue: Catalogue, *, public: Callable[[Entry], Entry] = lambda entry: entry
) -> Iterator[RecordValues]:
    """Give the values of every record, in the order of the keys; `public` gives an entry without what is private."""
    for entry in catalogue.entries():
        yield of_entry(public(entry))


def of_entry(entry: Entry) -> RecordValues:
    """Give the values of one record; a default is not said, and so is no value."""
    record = entry.record
    found: dict[str, tuple[Held, ...]] = {}
    for part in fields(record):
        value = getattr(record, part.name)
        if part.name == "key" or value is None or value == () or (value is False):
            continue
        members = value if isinstance(value, tuple) else (value,)
        found[part.name] = tuple(
            Held(_json(data(member)), _sources(entry.evidence_for(part.name, member))) for member in members
        )
    whole = entry.evidence_for()
    return RecordValues(
        entry.key, _label(record), _sources(whole), found, tuple(map(_conflict, entry.conflicts)), _places(entry)
    )


def write(directory: Path, values: Iterable[RecordValues]) -> None:
    """Write values into the directory of a new snapshot, a line each; the same values give the same bytes."""
    with (
        (directory / FILE).open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as zipped,
    ):
        for one in values:
            zipped.write(_line(one).encode("utf-8", "surrogatepass") + b"\n")


def read(snapshot: Path) -> Iterator[RecordValues]:
    """Give what was written, in its order.

    Raises SnapshotError where it is not there, as in a snapshot of an older version, or damaged.
    """
    try:
        with gzip.open(snapshot / FILE, "rb") as opened:
            for line in opened:
                yield _parsed(line.decode("utf-8", "surrogatepass"))
    except FileNotFoundError:
        raise SnapshotError(
            f"The snapshot {snapshot.name} was published by an older version, which kept no values to compare with: "
            "run `scholargraph publish` first."
        ) from None
    except (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SnapshotError(
            f"The values of the snapshot {snapshot.name} cannot be read ({error}): run `scholargraph publish` first."
        ) from error


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sources(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({one.source for one in evidence}))


def _label(record: Record) -> str | None:
    if isinstance(record, Publication):
        return None if record.title is None else record.title.value
    return record.name


def _conflict(one: Conflict) -> Disagreement:
    others = tuple(Held(_json(data(other.value)), (other.evidence.source,)) for other in one.others)
    return Disagreement(one.field, _json(data(one.stated)), others, one.reason)


def _places(entry: Entry) -> str:
    """A digest of where everything stands that is said of a record, what lost against another source included."""
    found = hashlib.sha256()
    of_values = [(name, one) for (name, _), evidence in entry.evidence.items() for one in evidence]
    of_others = [("!", other.evidence) for conflict in entry.conflicts for other in conflict.others]
    for name, one in (*of_values, *of_others):
        told = (name, one.source, one.item, repr(one.locator), one.quote, repr(one.rests_on))
        found.update("\0".join(told).encode("utf-8", "surrogatepass"))
    return found.hexdigest()[:16]


def _line(one: RecordValues) -> str:
    told: dict[str, Any] = {
        "key": one.key,
        "label": one.label,
        "sources": one.sources,
        "fields": {name: [[held.data, held.sources] for held in members] for name, members in one.fields.items()},
        "conflicts": [
            [c.field, c.stated, [[held.data, held.sources] for held in c.others], c.reason] for c in one.conflicts
        ],
        "places": one.places,
    }
    return _json(told)


def _parsed(line: str) -> RecordValues:
    told = json.loads(line)
    return RecordValues(
        told["key"],
        told["label"],
        tuple(told["sources"]),
        {name: tuple(map(_held, members)) for name, members in told["fields"].items()},
        tuple(
            Disagreement(name, stated, tuple(map(_held, others)), reason)
            for name, stated, others, reason in told["conflicts"]
        ),
        told["places"],
    )


def _held(pair: Sequence[Any]) -> Held:
    return Held(pair[0], tuple(pair[1]))
