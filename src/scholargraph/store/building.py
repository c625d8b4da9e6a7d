"""The files of a new snapshot: its dump in segments, graph by graph, and the engine's store, out of sorted lines of N-Quads.

It makes nothing current. Of the snapshot before it only what did not change is taken; what is made is the same without it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from scholargraph.errors import InternalError, SnapshotError
from scholargraph.store import delta
from scholargraph.store.cutting import SIZES, Sizes
from scholargraph.store.manifests import STORE, STORE_CHANGES, Info
from scholargraph.store.segmenting import write_segments
from scholargraph.store.segments import Members, Segment, by_graph, lines_of, segments

_OF_THE_WRITER: Final = ("LOG", "LOCK")
"""RocksDB's diary and lock: of no use to readers."""
_BATCH: Final = 200_000
"""Statements that are loaded at once: all of it takes a gigabyte for a million of them, and is not quicker."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """What of a snapshot the next one may share with it.

    Attributes:
        least_bytes: the bytes of the dump from which on anything is shared: below, making all anew costs little, and
            snapshots that share no file are not damaged together.
        share: the share of the statements that may have changed since the store was loaded anew.
        most: how many statements may change at once; they are held in memory.
        files: in how many files of sorted statements a store may lie. Going on with it adds one each time, every reader has
            all of them open, and looks into more and more of them.
    """

    least_bytes: int = 32 << 20
    share: float = 0.1
    most: int = 500_000
    files: int = 128


SHARING: Final = Sharing()


@dataclass(frozen=True, slots=True)
class Previous:
    """A sound snapshot on the same file system, of which the next one takes what does not change.

    Attributes:
        info: the snapshot.
        same_store: whether its store may be gone on with; removed words stay in its files until it is loaded anew.
        sharing: what may be shared.
    """

    info: Info
    same_store: bool = True
    sharing: Sharing = field(default_factory=lambda: SHARING)


@dataclass(frozen=True, slots=True)
class Built:
    """What was built.

    Attributes:
        graphs: how many statements each graph has, by its IRI; the default graph by the empty one.
        store_changes: how many statements have changed since the store was loaded anew; none where it was now.
    """

    graphs: Mapping[str, int]
    store_changes: int = 0

    @property
    def statements(self) -> int:
        """How many statements all graphs have."""
        return sum(self.graphs.values())


def build(
    directory: Path,
    lines: Iterable[str],
    *,
    previous: Previous | None = None,
    sizes: Sizes | None = None,
) -> Built:
    """Write sorted lines of N-Quads into a new snapshot's directory: segments, graph by graph, and store.

    The gzip files hold no name and no time, so the same lines give the same bytes.

    Args:
        directory: where the snapshot is built.
        lines: its statements.
        previous: the snapshot before, whose unchanged segments are linked.
        sizes: how large segments become; otherwise SIZES.

    Raises:
        InternalError: the lines are not sorted by code point, or not N-Quads: what made them is at fault.
    """
    before = previous
    if previous is not None and previous.info.size < previous.sharing.least_bytes:
        before = None
    made = write_segments(directory, lines, previous=before.info.path if before else None, sizes=sizes or SIZES)
    count = sum(one.lines.statements for one in made)
    changes = None
    if before is not None and before.same_store:
        changes = _continued(directory, made, before, count=count)
    if changes is None:
        _load(directory, made)
    for name in _OF_THE_WRITER:
        (directory / STORE / name).unlink(missing_ok=True)
    graphs = {name: sum(one.statements for one in members) for name, members in by_graph(made).items()}
    return Built(graphs, changes or 0)


def _continued(directory: Path, made: Sequence[Segment], before: Previous, *, count: int) -> int | None:
    """Make the store from the previous one; give how many statements changed since that was loaded anew.

    Where too many did, it lies in too many files, or it cannot be done, None is given, and no store is there.
    """
    path, sharing = before.info.path, before.sharing
    earlier = int(before.info.manifest.get(STORE_CHANGES, 0))
    room = min(sharing.most, int(count * sharing.share) - earlier)
    try:
        had = segments(path)
        anew = had is None or room < 0 or delta.sorted_files(path / STORE) > sharing.files
        found = None if had is None or anew else delta.between((path, had), directory, made, most=room)
        if found is None:
            return None
        delta.apply(found, path / STORE, directory / STORE, graphs=by_graph(made))
    except (OSError, RuntimeError, ValueError, SnapshotError):
        # Whatever is wrong with the previous store: this one does not need it. A full disk is met again, and said then.
        shutil.rmtree(directory / STORE, ignore_errors=True)
        return None
    return earlier + found.size


def _load(directory: Path, made: Sequence[Segment]) -> None:
    """Load the store from the segments."""
    from pyoxigraph import RdfFormat, Store

    store = Store(str(directory / STORE))
    try:
        lines = lines_of(Members(directory, tuple(one.lines for one in made)))
        while data := b"".join(islice(lines, _BATCH)):
            store.bulk_load(input=data, format=RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise InternalError(f"The statements to store are not N-Quads ({error}): report this.") from error
    store.flush()
    store.optimize()  # it will only be read: from one sorted run, which is several times as fast as from all that loading left
