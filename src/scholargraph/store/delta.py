"""What differs between the dumps of two snapshots, found in the segments that only one of them has; and a store changed by it.

The store that is changed is a copy of the previous snapshot's, whose large files are linked: the engine never changes a
file of sorted statements, it writes others. What differs too much is for loading anew, which `building` decides.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from scholargraph import disk
from scholargraph.errors import SnapshotError
from scholargraph.store.segments import Members, Segment, lines_of

if TYPE_CHECKING:
    from pyoxigraph import Quad

_SORTED: Final = ".sst"
"""How the engine's files of sorted statements are called, which nobody writes to again (RocksDB)."""


@dataclass(slots=True)
class Delta:
    """The statements to remove from a store and those to add, as lines of N-Quads.

    Attributes:
        removed: lines that were there and are not any more.
        added: lines that were not there, and those that stay beside a removed literal, with which the engine may hold
            them as one.
    """

    removed: list[bytes] = field(default_factory=list)
    added: list[bytes] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many statements are touched."""
        return len(self.removed) + len(self.added)


def between(
    previous: tuple[Path, Sequence[Segment]], directory: Path, now: Sequence[Segment], *, most: int
) -> Delta | None:
    """Compare a snapshot, by its directory and segments, with a new one; None where more than `most` statements differ.

    None is also given where a statement with a blank node goes, which has no name to be found by. Segments that both have
    are not read. Raises SnapshotError for damage.
    """
    before, had = previous
    names, others = {one.lines.file for one in now}, {one.lines.file for one in had}
    old = Members(before, tuple(one.lines for one in had if one.lines.file not in names))
    new = Members(directory, tuple(one.lines for one in now if one.lines.file not in others))
    found = Delta()
    for gone, stays, came in _groups(lines_of(old), lines_of(new)):
        if any(_has_blank_node(line) for line in gone):
            return None
        found.removed += gone
        found.added += came
        if any(_is_literal(line) for line in gone):
            found.added += [line for line in stays if _is_literal(line)]
        if found.size > most:
            return None
    return found


def apply(delta: Delta, store: Path, copy: Path, *, graphs: Iterable[str]) -> None:
    """Make the store of a new snapshot in the folder `copy`, from another one's and a delta; `graphs` are those that stay.

    Raises SnapshotError where the store does not hold what the delta removes: it is not the store of the previous dump.
    """
    from pyoxigraph import RdfFormat, Store, parse

    copy.mkdir()
    for file in sorted(store.iterdir()):
        if file.suffix == _SORTED:
            disk.link(file, copy / file.name)
        else:
            shutil.copyfile(file, copy / file.name)

    def quads(lines: Sequence[bytes]) -> Iterator[Quad]:
        return iter(parse(b"".join(lines), RdfFormat.N_QUADS)) if lines else iter(())

    opened = Store(str(copy))
    removed = list(quads(delta.removed))
    for quad in removed:
        if quad not in opened:
            raise SnapshotError(f"The store of {store.parent.name} is not that of its dump: publish again.")
    for quad in removed:
        opened.remove(quad)
    opened.bulk_extend(quads(delta.added))
    stay = frozenset(graphs)
    for name in [one for one in opened.named_graphs() if one.value not in stay]:
        opened.remove_graph(name)
    opened.flush()


def sorted_files(store: Path) -> int:
    """Count the files of sorted statements that a store lies in. Raises OSError."""
    return sum(file.suffix == _SORTED for file in store.iterdir())


def _groups(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[tuple[list[bytes], list[bytes], list[bytes]]]:
    """Go through two sorted sequences of lines, subject by subject and predicate by predicate: what goes, stays, comes."""
    before, after = groupby(old, key=_key), groupby(new, key=_key)
    one, other = next(before, None), next(after, None)
    while one is not None or other is not None:
        was: list[bytes] = []
        now: list[bytes] = []
        first = min(pair[0] for pair in (one, other) if pair is not None)
        if one is not None and one[0] == first:
            was, one = [*one[1]], next(before, None)
        if other is not None and other[0] == first:
            now, other = [*other[1]], next(after, None)
        had, has = frozenset(was), frozenset(now)
        if had != has:
            yield ([x for x in was if x not in has], [x for x in now if x in had], [x for x in now if x not in had])


def _key(line: bytes) -> bytes:
    """Give subject and predicate; lines that are sorted have them in order, as spaces come before what names hold."""
    return line[: line.find(b" ", line.find(b" ") + 1)]


def _is_literal(line: bytes) -> bool:
    return line[len(_key(line)) + 1 :].startswith(b'"')


def _has_blank_node(line: bytes) -> bool:
    """Whether a blank node is among the terms, or may be: a literal that looks like it counts, too."""
    return line.startswith(b"_:") or b" _:" in line
