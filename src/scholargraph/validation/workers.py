"""The processes that judge, as their parent holds them: tasks go to whichever is free, and one that hangs is ended and told.

They are begun by exec, so that threads and an open store of the parent do no harm.
"""

from __future__ import annotations

import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final

from scholargraph.errors import ShapesError
from scholargraph.validation.shapes import Shapes
from scholargraph.validation.tasks import Begun, Done, Failed, Task
from scholargraph.validation.worker import judged

COMMAND: Final = (sys.executable, "-P", "-m", "scholargraph.validation.worker")
"""Without the folder that one is in among those that modules come from: what lies there is no code of ours."""


def run(shapes: Shapes, tasks: Sequence[Task], *, processes: int) -> list[Done]:
    """Have tasks done by so many processes at most, and give what each found, in their order.

    With none it is done here, and nothing ends a step that takes too long: for shapes that are known.

    Raises:
        ShapesError: the shapes make no sense, a step took more than its processor time, or memory was not enough.
    """
    if processes == 0:
        return [_here(task, shapes) for task in tasks]
    ahead: queue.SimpleQueue[tuple[int, Task]] = queue.SimpleQueue()
    for one in enumerate(tasks):
        ahead.put(one)
    found: dict[int, Done] = {}
    failed = threading.Event()
    count = max(1, min(processes, len(tasks)))
    with ThreadPoolExecutor(count) as threads:
        for future in [threads.submit(_serve, shapes, ahead, found, failed) for _ in range(count if tasks else 0)]:
            future.result()
    return [found[number] for number in range(len(tasks))]


def _here(task: Task, shapes: Shapes) -> Done:
    begun = time.process_time()
    return Done(frozenset(judged(task, shapes)), time.process_time() - begun)


def _serve(
    shapes: Shapes, ahead: queue.SimpleQueue[tuple[int, Task]], found: dict[int, Done], failed: threading.Event
) -> None:
    """Hand tasks to one process until there are none, or another process has failed."""
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own command
        try:
            _send(process, shapes)
            while not failed.is_set():
                try:
                    number, task = ahead.get_nowait()
                except queue.Empty:
                    return
                found[number] = _answer(process, task)
        except BaseException:
            failed.set()
            process.kill()
            raise
        finally:
            with suppress(BrokenPipeError):
                process.stdin.close()  # type: ignore[union-attr]


def _send(process: subprocess.Popen[bytes], message: object) -> None:
    with suppress(BrokenPipeError):  # it has ended, and reading tells why
        pickle.dump(message, process.stdin)  # type: ignore[arg-type]
        process.stdin.flush()  # type: ignore[union-attr]


def _answer(process: subprocess.Popen[bytes], task: Task) -> Done:
    _send(process, task)
    shape = ""
    while True:
        try:
            answer = pickle.load(process.stdout)  # type: ignore[arg-type] # noqa: S301 - our own process
        except (EOFError, pickle.UnpicklingError):
            raise ShapesError(_end(process.wait(), shape, task.seconds)) from None
        if isinstance(answer, Begun):
            shape = answer.shape
        elif isinstance(answer, Failed):
            raise ShapesError(answer.reason)
        else:
            done: Done = answer
            return done


def _end(status: int, shape: str, seconds: float) -> str:
    about = f"the shape {shape}" if shape else "these shapes"
    if status in {-signal.SIGPROF, -signal.SIGKILL}:
        return (
            f"To judge {about} took more than {seconds:g} s of processor time or all memory for at most 500 nodes, so it was "
            "stopped: look for a regular expression or a query in it that explodes, and simplify it."
        )
    return (
        f"The process that judged {about} ended by itself (status {status}): simplify the shape, or use another engine."
    )
