"""What the processes of the endpoint say to each other, and how it is written on their socket pairs.

It starts no process. Both ends are ours: a message that does not fit is an end that died, not an attack.
"""

from __future__ import annotations

import json
import socket
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from scholargraph.errors import Place, QueryError
from scholargraph.formats import GRAPHS, RESULTS, Format
from scholargraph.store import Dataset

_LENGTH: Final = struct.Struct("!I")
_ANSWER: Final = struct.Struct("!BI")
_NEWS: Final = struct.Struct("!Bii")
_CHUNK: Final = 1 << 16

_FORMATS: Final = {form.name: form for form in (*RESULTS, *GRAPHS)}


def _kinds(kind: type[QueryError]) -> dict[str, type[QueryError]]:
    found = {kind.kind: kind}
    for below in kind.__subclasses__():
        found |= _kinds(below)
    return found


_ERRORS: Final = _kinds(QueryError)


@dataclass(frozen=True, slots=True)
class Question:
    """What a worker is asked. It ends itself when `deadline` seconds have passed and its parent has not ended it."""

    query: str
    base: str | None
    form: Format
    dataset: Dataset
    rows: int
    size: int
    deadline: float


class Outcome(IntEnum):
    """How a worker answers. A retiring one ends after its answer."""

    ANSWER = 1
    ERROR = 2
    RETIRING = 4


class News(IntEnum):
    """What a loader tells."""

    READY = 1
    """The graph can be asked; with the bytes it takes in MiB."""
    BORN = 2
    """A worker with its process id; its socket and its process come along as two descriptors."""
    DEAD = 3
    """A worker with its process id and its exit status."""
    BARREN = 4
    """A worker could not be made."""


SPAWN: Final = b"s"
"""What a loader is told: make a worker. The end of its socket tells it to end."""
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
    data = json.dumps(told).encode()
    end.sendall(_LENGTH.pack(len(data)) + data)


def read_question(end: socket.socket) -> Question | None:
    """Wait for a question; None at the end of the socket."""
    head = _exactly(end, _LENGTH.size)
    if head is None:
        return None
    data = _exactly(end, _LENGTH.unpack(head)[0])
    if data is None:
        return None
    query, base, form, default_graphs, named_graphs, rows, size, deadline = json.loads(data)
    dataset = Dataset(tuple(default_graphs), tuple(named_graphs))
    return Question(query, base, _FORMATS[form], dataset, rows, size, deadline)


def send_answer(end: socket.socket, answer: bytes | QueryError, *, retiring: bool) -> None:
    """Answer with bytes, or with an error of the query."""
    if isinstance(answer, QueryError):
        place = answer.place
        told = [answer.kind, answer.message, *((place.file, place.line, place.column) if place else ())]
        outcome, data = int(Outcome.ERROR), json.dumps(told).encode()
    else:
        outcome, data = int(Outcome.ANSWER), answer
    head = _ANSWER.pack(outcome | (Outcome.RETIRING if retiring else 0), len(data))
    if len(data) < _CHUNK:
        end.sendall(head + data)
    else:
        end.sendall(head)
        end.sendall(data)


def read_answer(end: socket.socket) -> tuple[bytes | QueryError, bool] | None:
    """Read an answer, and whether the worker retires; None where it died. Raises TimeoutError as the socket does."""
    first = end.recv(_CHUNK)
    if len(first) < _ANSWER.size:
        rest = _exactly(end, _ANSWER.size - len(first)) if first else None
        if rest is None:
            return None
        first += rest
    outcome, length = _ANSWER.unpack_from(first)
    data = first[_ANSWER.size :]
    if len(data) < length:
        rest = _exactly(end, length - len(data))
        if rest is None:
            return None
        data += rest
    retiring = bool(outcome & Outcome.RETIRING)
    return (_error(data) if outcome & Outcome.ERROR else data), retiring


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


def _exactly(end: socket.socket, length: int) -> bytes | None:
    """Read so many bytes; None where the socket ends before."""
    parts = []
    while length:
        part = end.recv(min(length, 1 << 20))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
