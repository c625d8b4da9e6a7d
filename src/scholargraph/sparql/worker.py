"""A query worker: one process, one question at a time, nothing to lose. Its loader forks it, its pool may kill it.

It decides nothing about who may ask what; it trusts its end of the socket.
"""

from __future__ import annotations

import itertools
import signal
import socket
import time
from typing import Final

from scholargraph.errors import QueryError, QueryMemoryError, SnapshotError, WorkerLostError
from scholargraph.sparql import wire
from scholargraph.sparql.asking import ask
from scholargraph.sparql.confinement import Touched
from scholargraph.sparql.limits import MIB
from scholargraph.store import Caps, Reader

LONG_SECONDS: Final = 0.002
"""A question that takes longer may have touched much memory, and is looked at for it."""
OFTEN: Final = 64
"""After so many questions it is looked at whatever they took."""


def answer_all(
    end: socket.socket, reader: Reader, *, touched: Touched, most_touched: int, growth: int, room: int | None = None
) -> None:
    """Answer questions until the socket ends, or until this process has made too much memory its own.

    `most_touched` and `growth` are bytes; `room` is where long answers go. A query that is too much for this process ends
    it: that is what it is for.
    """
    for number in itertools.count(1):
        question = wire.read_question(end)
        if question is None:
            return
        wire.clear(room)
        began = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, question.deadline)  # its signal ends the process, as nothing handles it
        answer, hurt = _answer(reader, question, growth=growth)
        signal.setitimer(signal.ITIMER_REAL, 0)
        looked_at = time.monotonic() - began > LONG_SECONDS or number % OFTEN == 0
        retiring = hurt or (looked_at and touched.size() > most_touched)
        wire.send_answer(end, answer, retiring=retiring, room=room)
        if retiring:
            return


def _answer(reader: Reader, question: wire.Question, *, growth: int) -> tuple[bytes | QueryError, bool]:
    """Give the answer or the error, and whether this process should not answer another question."""
    caps = Caps(question.rows, question.size)
    try:
        return ask(
            reader, question.query, question.form, base=question.base, dataset=question.dataset, caps=caps
        ), False
    except QueryError as error:
        return error, False
    except MemoryError:
        return too_much_memory(growth), True
    except SnapshotError as error:
        return WorkerLostError(f"The graph could not be read ({error.message})"), True
    except BaseException as error:  # noqa: BLE001 - the engine's panics are no Exception, and end this process only
        return WorkerLostError(f"The query broke the engine ({type(error).__name__}): simplify it."), True


def too_much_memory(growth: int) -> QueryMemoryError:
    """Make the error for a query that met the limit."""
    return QueryMemoryError(
        f"The query needs more than {growth // MIB:,} MiB of memory: ask for less, or without DISTINCT and ORDER BY."
    )
