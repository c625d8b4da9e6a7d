"""The worker that runs readers: a forked process that sends what they give through a pipe, and may be killed at any time.

It decides nothing about what becomes of an item: `sources.reading` does. It writes nothing but to its pipe.
"""

from __future__ import annotations

import ctypes
import io
import os
import pickle
import resource
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from io import FileIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from scholargraph.acquire import SourceItem
from scholargraph.errors import Place, ScholarGraphError, SourceError
from scholargraph.model import Decision, Rejected, SourceRecord
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.verification import REPORT, Verifier

MEMORY_GROWTH: Final = 2 << 30
"""How many bytes of address space a worker may take beyond what it has when it begins."""
MOST_TIMES: Final = 1000
"""How many times its own size an item may give in records; more is a reader that never ends."""
UNSUSPICIOUS_BYTES: Final = 64 << 20
"""Up to here that does not matter."""

_BATCH: Final = 64
_BATCH_SECONDS: Final = 0.2
_PR_SET_PDEATHSIG: Final = 1


class Tag(StrEnum):
    """The first byte of a message: what follows it, pickled."""

    RECORDS = "r"  # a list of records and what was rejected
    ERROR = "e"  # an error of ours, which the reader raised
    FAULT = "f"  # in words: what the reader did that no reader may do
    LOST = "l"  # the same, after which this process ends
    DONE = "d"  # nothing: the item is read to its end


@dataclass(frozen=True, slots=True)
class Task:
    """An item to be read, by which reader."""

    reader: Reader
    options: Options
    item: SourceItem


def run(end: Connection, tasks: Sequence[Task], start: int) -> None:
    """Read the items one after another, from one on, and send what they give. It ends with its parent."""
    _settle(os.getppid())
    for task in tasks[start:]:
        try:
            _read(end, task)
        except ScholarGraphError as error:
            _send(end, Tag.ERROR, _picklable(error))
        except MemoryError:
            _send(end, Tag.LOST, "needs more memory than it may take")
            return  # what it holds is lost; the next item gets a process of its own
        except _SendError:
            return
        except Exception as error:  # noqa: BLE001 - whatever foreign code raises
            _send(end, Tag.FAULT, f"raised {_named(error)}")
        else:
            _send(end, Tag.DONE, None)


def _read(end: Connection, task: Task) -> None:
    reader, item = task.reader, task.item
    verifier = Verifier(item)
    try:
        batch: list[SourceRecord | Decision | Rejected] = []
        sent, size = time.monotonic(), 0
        for found in given(reader, item, task.options):
            batch.append(verifier.verified(found))
            if len(batch) >= _BATCH or time.monotonic() - sent > _BATCH_SECONDS:
                size += _send(end, Tag.RECORDS, batch)
                batch.clear()
                sent = time.monotonic()
                if size > UNSUSPICIOUS_BYTES and size > MOST_TIMES * verifier.own.size:
                    raise SourceError(
                        f"The reader of “{reader.kind}” gives {MOST_TIMES:,} times the bytes that it reads: {REPORT}.",
                        Place(item.id),
                    )
        _send(end, Tag.RECORDS, batch)
    finally:
        verifier.close()


def given(reader: Reader, item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
    """Give what a reader makes of an item, as it comes. Raises SourceError for an item that is larger than it reads."""
    if reader.max_bytes is not None:
        _refuse_larger(item, reader.max_bytes, reader.kind)
    for found in reader.read(item, options):
        if not isinstance(found, SourceRecord | Decision | Rejected):
            raise TypeError(f"it gives {type(found).__name__}, which is no record")
        yield found


def _refuse_larger(item: SourceItem, limit: int, kind: str) -> None:
    """Raise SourceError for an item that is larger than its reader reads, without reading much more of it."""
    with item.open() as opened:
        if isinstance(getattr(opened, "raw", None), FileIO):
            size = os.fstat(opened.fileno()).st_size
        else:
            size = 0
            while size <= limit and (chunk := opened.read(min(1 << 20, limit + 1 - size))):
                size += len(chunk)
    if size > limit:
        raise SourceError(
            f"The file has more than {limit:,} bytes, the most that “{kind}” reads: split it.", Place(item.id)
        )


class _SendError(Exception):
    """Nobody listens any more."""


def _send(end: Connection, tag: Tag, payload: Any) -> int:
    """Send a message; give its size."""
    message = tag.encode("ascii") + pickle.dumps(payload, pickle.HIGHEST_PROTOCOL)
    try:
        end.send_bytes(message)
    except OSError as error:
        raise _SendError from error
    return len(message)


def _picklable(error: ScholarGraphError) -> ScholarGraphError:
    """Give an error that reaches the other process as it is: itself, or, of a class that does not, a SourceError."""
    plain = error.with_traceback(None)
    plain.__cause__ = plain.__context__ = None
    try:
        arrived = pickle.loads(pickle.dumps(plain))  # noqa: S301 - of our own making
    except Exception:  # noqa: BLE001 - whatever foreign code raises while it is copied
        arrived = None
    if type(arrived) is type(plain) and (arrived.message, arrived.place) == (plain.message, plain.place):
        return plain
    return SourceError(str(plain.message), plain.place if isinstance(plain.place, Place) else None)


def _named(error: BaseException) -> str:
    with suppress(Exception):  # even words about it can fail
        return f"{type(error).__name__}: {error}"[:500].rstrip(": ")
    return type(error).__name__


def _settle(parent: int) -> None:
    """Give up what a reader does not need: keyboard, standard output, core files, a life of its own, most of the memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends this process
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)
    # Standard output belongs to results: what a reader prints goes to standard error, by objects whose locks no thread
    # of the parent can have held.
    os.dup2(2, 1)
    sys.stdout = sys.stderr = io.TextIOWrapper(FileIO(2, "w", closefd=False), encoding="utf-8", write_through=True)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _address_space() + MEMORY_GROWTH
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _address_space() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
