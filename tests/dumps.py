"""The dump of a snapshot as one text, for tests: what is published keeps it in segments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from scholargraph import store
from scholargraph.store import segments


def content(snapshot: Path) -> bytes:
    """Give all statements of a snapshot as they were published."""
    return b"".join(store.lines_of(store.dump(snapshot)))


def text(snapshot: Path) -> str:
    """Give them as text."""
    return content(snapshot).decode("utf-8")


def quads(snapshot: Path) -> list[Quad]:
    """Give them as the engine reads them."""
    return list(parse(content(snapshot), RdfFormat.N_QUADS))


def packed(snapshot: Path) -> bytes:
    """Give them gzipped, as they are served."""
    with store.dump(snapshot).packed() as opened:
        return opened.read()


def become(snapshot: Path, data: bytes) -> None:
    """Put any bytes in the place of the gzipped dump; the graphs stay."""
    first = (segments.segments(snapshot) or [])[0]
    (snapshot / first.lines.file).write_bytes(data)
    segments.write_index(snapshot, [replace(first, lines=replace(first.lines, packed_size=len(data)))])


def file(snapshot: Path) -> Path:
    """Give the first file that the dump lies in."""
    found = store.dump(snapshot)
    return found.folder / found.members[0].file
