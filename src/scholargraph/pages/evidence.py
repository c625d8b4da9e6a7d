"""What a page shows of where things were read: fields, their values, the places in sources and the words there.

It finds the nodes of a record's evidence, in the store or beside it; what they say `provenance` reads, and
`first_release` in an older snapshot.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from scholargraph.iris import Key
from scholargraph.ntriples import Term, iri
from scholargraph.pages import words
from scholargraph.pages.graph import natural
from scholargraph.pages.joinings import ShownJoinings
from scholargraph.pages.record_evidence import RecordStatements
from scholargraph.pages.site import Ref, Site
from scholargraph.vocab import Iri

LIMIT: Final = 300
"""How many values of a page are shown with their evidence; the evidence document holds all."""
VALUE: Final = 160
"""How many characters of a value are shown."""
_LOOKED_AT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a source, and the words there; `position` is file, line and column, as editors write them."""

    source: Ref
    position: str
    quote: str | None


@dataclass(frozen=True, slots=True)
class Backed:
    """One value of a field, where it was read, and what a curated value rests on: addresses, or words.

    `part` says that it is a part of another value of the field: an identifier of a version.
    """

    value: Ref | None
    places: tuple[Place, ...]
    rests_on: tuple[Ref, ...] = ()
    basis: tuple[str, ...] = ()
    part: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the thing with everything that is known of where its values were read."""

    name: str
    values: tuple[Backed, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The evidence of a page, and why its entries were joined; `more` says that there is evidence that is not shown.

    `document` is the address of the document that holds all of it; empty where there is none.
    """

    fields: tuple[Field, ...]
    more: bool = False
    joinings: ShownJoinings = field(default_factory=ShownJoinings)
    document: str = ""


@dataclass(frozen=True, slots=True)
class FieldName:
    """Which field values belong to: its name, and whether they are values that the graph does not state."""

    name: str
    rejected: bool = False


def nodes(site: Site, key: Key, predicate: Iri, *, records: Collection[Term], evidence: RecordStatements) -> list[Term]:
    """Give the evidence nodes of a thing that name one of the records by a predicate; others' may name these, too."""
    own = f"<{site.iris.document(key)}#"
    about = evidence.pointing_at(iri(predicate), records)
    return sorted({node for node in islice(about, _LOOKED_AT) if node.startswith(own)}, key=natural)


def in_order(collection: str, found: Mapping[FieldName, Sequence[Backed]]) -> tuple[Field, ...]:
    """Give the fields by what they are called, the record as a whole first."""
    named = ((field.name != "", _called(collection, field, values), tuple(values)) for field, values in found.items())
    return tuple(Field(name, values) for _, name, values in sorted(named, key=lambda one: one[:2]))


def _called(collection: str, field: FieldName, values: Iterable[Backed]) -> str:
    whole = [value for value in values if not value.part]
    called = words.field(collection, field.name, 1 if field.rejected else len(whole))
    return words.not_stated(called) if field.rejected else called
