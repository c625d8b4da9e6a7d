"""The files of a new snapshot: dump, gzipped dump, graph by graph, and the engine's store, out of sorted lines of N-Quads.

It makes nothing current, and knows no other snapshot.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Final

from scholargraph.errors import InternalError
from scholargraph.store.graphs import GraphWriter
from scholargraph.store.manifests import DUMP, STORE

DUMP_GZ: Final = "dump.nq.gz"

_OF_THE_WRITER: Final = ("LOG", "LOCK")
"""RocksDB's diary and lock: of no use to readers."""
_BATCH: Final = 200_000
"""Statements that are loaded at once: all of it takes a gigabyte for a million of them, and is not quicker."""


def build(directory: Path, lines: Iterable[str]) -> int:
    """Write sorted lines of N-Quads into a new snapshot's directory: dump, gzipped, graph by graph, and store; count them.

    The gzip files hold no name and no time, so the same lines give the same bytes.

    Raises:
        InternalError: the lines are not sorted by code point, or not N-Quads: what made them is at fault.
    """
    from pyoxigraph import RdfFormat, Store

    dump = directory / DUMP
    with GraphWriter(directory) as graphs:
        count = _write(lines, dump, directory / DUMP_GZ, graphs=graphs)
    folder = directory / STORE
    store = Store(str(folder))
    try:
        with dump.open("rb") as opened:
            while data := b"".join(islice(opened, _BATCH)):
                store.bulk_load(input=data, format=RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise InternalError(f"The statements to store are not N-Quads ({error}): report this.") from error
    store.flush()
    store.optimize()  # it will only be read: from one sorted run, which is several times as fast as from all that loading left
    del store
    for name in _OF_THE_WRITER:
        (folder / name).unlink(missing_ok=True)
    return count


def _write(lines: Iterable[str], dump: Path, packed: Path, *, graphs: GraphWriter) -> int:
    count, last = 0, b""
    with (
        dump.open("wb") as plain,
        packed.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as zipped,
    ):
        for count, line in enumerate(lines, start=1):
            data = line.encode("utf-8") + b"\n"
            if data <= last:
                raise InternalError(f"Statement {count} is not after the one before it: sort them, each once.")
            last = data
            plain.write(data)
            zipped.write(data)
            graphs.add(line)
    return count
