"""What the processes of the endpoint say to each other, and how it is written on their socket pairs.

It starts no process. Both ends are ours: a message that does not fit is an end that died, not an attack. A worker has one
question at a time, so what comes in one go is one message or the beginning of one.
"""

from __future__ import annotations

import json
import marshal
import os
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from typing import Final, NamedTuple

from scholargraph.errors import Place, QueryError
from scholargraph.formats import GRAPHS, RESULTS, Format
from scholargraph.store import Dataset

_LENGTH: Final = struct.Struct("!I")
_ANSWER: Final = struct.Struct("!BI")
_NEWS: Final = struct.Struct("!Bii")
_CHUNK: Final = 1 << 16
_KEPT: Final = 1 << 20
"""Bytes that stay in the room of a worker between two answers."""

_FORMATS: Final = {form.name: form for form in (*RESULTS, *GRAPHS)}


def _kinds(kind: type[QueryError]) -> dict[str, type[QueryError]]:
    found = {kind.kind: kind}
    for below in kind.__subclasses__():
        found |= _kinds(below)
    return found


_ERRORS: Final = _kinds(QueryError)


class Question(NamedTuple):
    """What a worker is asked. It ends itself when `deadline` seconds have passed."""

    query: str
    base: str | None
    form: Format
    dataset: Dataset
    rows: int
    size: int
    deadline: float


class Outcome(IntEnum):
    """How a worker answers. A retiring one ends after its answer. A long answer is in the room of the worker, whole."""

    ANSWER = 1
    ERROR = 2
    RETIRING = 4
    IN_ROOM = 8


class News(IntEnum):
    """What a loader tells."""

    READY = 1
    """The graph can be asked; with the MiB that it takes in memory."""
    BORN = 2
    """A worker with its process id, and 1 if it has a copy of the graph; its socket and its process come along."""
    DEAD = 3
    """A worker with its process id and its exit status."""
    BARREN = 4
    """A worker could not be made."""
    ALIVE = 5
    """The loader runs, and hears what it is told."""


SPAWN: Final = b"s"
"""What a loader is told: make a worker. The end of its socket tells it to end."""
PING: Final = b"p"
"""What a loader is asked: to say that it is alive."""
NEWS_SIZE: Final = _NEWS.size


def send_question(end: socket.socket, question: Question) -> None:
    """Ask a worker."""
    dataset = question.dataset
    told = [
        question.query,
        question.base,
        question.form.name,
        dataset.default_graphs,
        dataset.named_graphs,
        question.rows,
        question.size,
        question.deadline,
    ]
    data = marshal.dumps(told)
    end.sendall(_LENGTH.pack(len(data)) + data)


def read_question(end: socket.socket) -> Question | None:
    """Wait for a question; None at the end of the socket."""
    data = _message(end, _LENGTH.size, lambda first: int(_LENGTH.unpack_from(first)[0]))
    if data is None:
        return None
    query, base, form, default_graphs, named_graphs, rows, size, deadline = marshal.loads(data[_LENGTH.size :])  # noqa: S302 - from our own pool, of the same Python
    dataset = Dataset(tuple(default_graphs), tuple(named_graphs))
    return Question(query, base, _FORMATS[form], dataset, rows, size, deadline)


def make_room() -> int | None:
    """Make the room where a worker puts long answers: memory that both ends have as a file. None where there is no such.

    Through a socket pair, which holds 200 KiB, a longer answer goes in pieces, each of which wakes the other end.
    """
    with suppress(OSError, AttributeError):  # no descriptor is left, or this is not Linux
        return os.memfd_create("answers", os.MFD_CLOEXEC)
    return None


def clear(room: int | None) -> None:
    """Give back what a long answer took, once it was read."""
    if room is not None and os.fstat(room).st_size > _KEPT:
        os.ftruncate(room, 0)


def send_answer(end: socket.socket, answer: bytes | QueryError, *, retiring: bool, room: int | None = None) -> None:
    """Answer with bytes, or with an error of the query."""
    outcome = int(Outcome.RETIRING) if retiring else 0
    if isinstance(answer, QueryError):
        place = answer.place
        told = [answer.kind, answer.message, *((place.file, place.line, place.column) if place else ())]
        outcome, data = outcome | Outcome.ERROR, json.dumps(told).encode()
    else:
        outcome, data = outcome | Outcome.ANSWER, answer
    if len(data) < _CHUNK:
        end.sendall(_ANSWER.pack(outcome, len(data)) + data)
    elif room is not None and _fits(room, data):
        end.sendall(_ANSWER.pack(outcome | Outcome.IN_ROOM, len(data)))
    else:
        end.sendall(_ANSWER.pack(outcome, len(data)))
        end.sendall(data)


def _fits(room: int, data: bytes) -> bool:
    """Put an answer into the room; false where a limit on files, or a lack of memory, leaves none for it."""
    written = 0
    try:
        while written < len(data):
            written += os.pwrite(room, memoryview(data)[written:], written)
    except OSError:
        return False
    return True


def read_answer(end: socket.socket, room: int | None = None) -> tuple[bytes | QueryError, bool] | None:
    """Read an answer, and whether the worker retires; None where it died. Raises OSError as the socket does."""
    data = _message(end, _ANSWER.size, _follows)
    if data is None:
        return None
    outcome, length = _ANSWER.unpack_from(data)
    if outcome & Outcome.IN_ROOM and room is not None:
        body = os.pread(room, length, 0)
        if len(body) < length:
            return None
    else:
        body = data[_ANSWER.size :]
    return (_error(body) if outcome & Outcome.ERROR else body), bool(outcome & Outcome.RETIRING)


def _follows(head: bytes) -> int:
    outcome, length = _ANSWER.unpack_from(head)
    return 0 if outcome & Outcome.IN_ROOM else int(length)


def _error(data: bytes) -> QueryError:
    kind, message, *place = json.loads(data)
    return _ERRORS[kind](message, Place(*place) if place else None)


def news(kind: News, number: int = 0, *, status: int = 0) -> bytes:
    """Write what a loader tells."""
    return _NEWS.pack(kind, number, status)


def read_news(data: bytes) -> tuple[News, int, int]:
    """Read what a loader told."""
    kind, number, status = _NEWS.unpack(data)
    return News(kind), number, status


def _message(end: socket.socket, head: int, length: Callable[[bytes], int]) -> bytes | None:
    """Read a message, mostly in one go; `length` tells from its head how much follows. None where the socket ends before."""
    data = end.recv(_CHUNK)
    while len(data) < head:
        more = end.recv(_CHUNK) if data else b""
        if not more:
            return None
        data += more
    missing = head + length(data) - len(data)
    if not missing:
        return data
    parts = [data]
    while missing:
        part = end.recv(min(missing, 1 << 20))
        if not part:
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
