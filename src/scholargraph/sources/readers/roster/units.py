"""The units of a row of a roster: paths from the organisation down to where a person is, each step a record of its own.

Two units of one name below different parents are two; the same path in many rows is one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scholargraph.identifiers import Identifier
from scholargraph.model import Key, Organization, OrganizationType
from scholargraph.sources.parts import Fact, Neighbours
from scholargraph.sources.readers.tabular.cells import identifiers_in, why_none

if TYPE_CHECKING:
    from scholargraph.sources.readers.roster.people import PersonRow, Value

MOST_STEPS: Final = 20
MOST_PLACES: Final = 50
_STEP: Final = re.compile(r"\s*[>»›→]\s*|\s+[/|]\s+")
_SEVERAL: Final = re.compile(r"\s*;\s*|\n")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a role is held: the record of the unit or organisation, and the cell that names it."""

    key: Key
    cell: Value


Path = Sequence[tuple[str, "Value"]]


def places(row: PersonRow, neighbours: Neighbours) -> Iterator[Place]:
    """Give the units of a row; where it names none, its organisation."""
    top = row.first("organisation")
    above = None if top is None else _organisation(row, top, neighbours)
    paths = list(_paths(row))
    for path in paths[:MOST_PLACES]:
        if len(path) > MOST_STEPS:
            row.refuse(path[0][1], f"A path of units has at most {MOST_STEPS} steps: this one is not read")
            continue
        key = above
        for name, cell in path:
            key = _unit(name, cell, key, neighbours)
        if key is not None:
            yield Place(key, path[-1][1])
    if len(paths) > MOST_PLACES:
        row.refuse(paths[-1][0][1], f"The row names more than {MOST_PLACES} units: the others are not read")
    if not paths and above is not None and top is not None:
        yield Place(above, top)


def _paths(row: PersonRow) -> Iterator[Path]:
    """Give the paths of a row: each unit below the one to its left, or several of one column, below a parent if one is named."""
    above: list[tuple[str, Value]] = [
        (name, cell) for cell in row.all("parent_unit") for name in _STEP.split(cell.words) if name
    ]
    cells = row.all("unit")
    if len(cells) > 1:
        yield [*above, *((name, cell) for cell in cells for name in _STEP.split(cell.words) if name)]
        return
    for cell in cells:
        for words in _SEVERAL.split(cell.words):
            path = [(name, cell) for name in _STEP.split(words) if name]
            if path:
                yield [*above, *path]
    if not cells and above:
        yield above


def _unit(name: str, cell: Value, parent: Key | None, neighbours: Neighbours) -> Key:
    facts = [Fact("name", name, cell.at, cell.quote), Fact("type", OrganizationType.UNIT, cell.at, cell.quote)]
    if parent is not None:
        facts.append(Fact("parent", parent, cell.at, cell.quote))
    return neighbours.note(Organization, facts, at=cell.at, quote=cell.quote)


def _organisation(row: PersonRow, top: Value, neighbours: Neighbours) -> Key:
    facts = [Fact("name", top.words, top.at, top.quote)]
    for one in row.all("ror"):
        for found in identifiers_in("ror", one.words):
            if isinstance(found, Identifier):
                facts.append(Fact("identifiers", found, one.at, one.quote))
            else:
                row.refuse(one, f"{why_none('ror', found)}; it is not stated")
    return neighbours.note(Organization, facts, at=top.at, quote=top.quote)
