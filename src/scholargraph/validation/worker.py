"""A process that judges: it reads shapes, then one task after another from standard input, and answers on standard output.

Each step has so much processor time and no more: the kernel ends the process then, wherever it is, also within a regular
expression that explodes. Who started it knows from the last step that was announced what it was at. Run with
`python -m scholargraph.validation.worker`; nothing else speaks to it, so its messages are pickled.
"""

from __future__ import annotations

import os
import pickle
import resource
import signal
import sys
import time
import warnings
from functools import lru_cache
from typing import BinaryIO, Final

from scholargraph.errors import ShapesError
from scholargraph.validation.report import Result
from scholargraph.validation.shacl import Before, Judge
from scholargraph.validation.shapes import Shapes
from scholargraph.validation.tasks import Begun, Done, Failed, Task
from scholargraph.validation.terms import graph_of, node_of

MOST_MEMORY: Final = 0.9
"""The share of the machine's memory that one process may take."""


def main() -> None:
    """Answer tasks until there are no more."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, it is no answer
    warnings.simplefilter(
        "ignore"
    )  # rdflib warns of each value that is not of its type; saying so is what shapes are for
    _limit_memory()
    given = sys.stdin.buffer
    shapes: Shapes = pickle.load(given)  # noqa: S301 - from the process that started this one
    while (task := _next(given)) is not None:
        begun = time.process_time()
        try:
            found = _judged(task, shapes, out)
        except ShapesError as error:
            _send(out, Failed(error.message))
        except MemoryError:
            _send(out, Failed("The graph and these shapes need more memory than there is: judge less of it at once."))
        else:
            _send(out, Done(frozenset(found), time.process_time() - begun))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)


def _next(given: BinaryIO) -> Task | None:
    try:
        task: Task = pickle.load(given)  # noqa: S301 - see above
    except EOFError:
        return None
    return task


def _judged(task: Task, shapes: Shapes, out: BinaryIO) -> set[Result]:
    def before(shape: str) -> None:
        _send(out, Begun(shape))
        signal.setitimer(signal.ITIMER_PROF, task.seconds)

    return judged(task, shapes, before=before)


def judged(task: Task, shapes: Shapes, *, before: Before = lambda _: None) -> set[Result]:
    """Do a task in this process; `before` is told the shape of each step. Raises ShapesError."""
    if task.fast:
        from scholargraph.validation import fast

        before("")
        return fast.results(task.triples, shapes)
    focus = {node_of(shape): nodes for shape, nodes in task.focus.items()}
    return _judge(shapes).judge(graph_of(task.triples), focus, before=before)


@lru_cache(maxsize=1)
def _judge(shapes: Shapes) -> Judge:
    """The judge, which is made once for the tasks of one shapes graph."""
    return Judge(shapes.graph)


def _send(out: BinaryIO, message: object) -> None:
    pickle.dump(message, out)
    out.flush()


def _limit_memory() -> None:
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = int(whole * MOST_MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
