"""What a table says of a record, value by value, as triples."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from scholargraph.mapping import TriplesMap
from scholargraph.mapping.compiling import Said, Writer, compiled
from scholargraph.mapping.engine import Node
from scholargraph.ntriples import Triple, parts

_WRITERS: Final[dict[int, tuple[TriplesMap, Writer]]] = {}
"""The function of each table that was asked for."""


@dataclass(frozen=True)
class ValueTriples:
    """One value of a field, and the statements made of it."""

    field: str
    value: Hashable
    triples: tuple[Triple, ...]


def map_record(table: TriplesMap, record: Any, node: Node) -> Iterator[ValueTriples]:
    """Say a record by the function that its table is compiled to."""
    said = Said()
    known, write = _WRITERS.get(id(table), (None, None))
    if known is not table or write is None:
        write = compiled(table)
        _WRITERS[id(table)] = (table, write)
    write(record, node, " <urn:x:graph> .", said)
    done = 0
    for _, (name, value), end in said.values:
        yield ValueTriples(name, value, tuple(map(parts, said.statements[done:end])))
        done = end
