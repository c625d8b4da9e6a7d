"""The start program of a server whose threads can be made to fail: the real command, with one call of a thread raising.

It changes nothing but how the web process begins: each step of a supervised thread runs under a profile function
(sys.setprofile), which raises at the n-th call, of Python or of C, once it was told to. What it is told comes through a
named pipe, a line of JSON a fault; what it did goes into a file beside it.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

PIPE: Final = "SCHOLARGRAPH_BENCHMARK_FAULTS"
"""Names the pipe, in the environment of this program only."""
PROGRAM: Final = "from benchmarks.reliability.faulty import main; main()"
ERRORS: Final = {
    error.__name__: error for error in (OSError, MemoryError, RuntimeError, ValueError, KeyError, SystemExit)
}

RELEASES: Final = frozenset({"__exit__", "release"})
"""What no error can come from: a lock that is let go of. One that was not would be no fault that there is."""

_armed: Final[dict[str, tuple[int, str]]] = {}
"""The thread that is to fail → after how many calls, and with which error."""


def tied(*given: Any, **named: Any) -> Any:
    """Begin a web process as `web.lifeline.tied` does, with its threads ready to fail."""
    from scholargraph.threads import Supervised
    from scholargraph.web import lifeline  # in this process it is as it was written

    pipe = Path(os.environ[PIPE])
    done = os.open(pipe.with_suffix(".done"), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    begin: Any = Supervised.__init__

    def beginning(thread: Supervised, name: str, step: Callable[[], object], **more: Any) -> None:
        profile = _profile(name, done)

        def profiled() -> object:
            sys.setprofile(profile)  # an error that it raises takes it away
            return step()

        begin(thread, name, profiled, **more)

    Supervised.__init__ = beginning  # type: ignore[method-assign, assignment]
    threading.Thread(target=_listen, args=(pipe,), name="faults", daemon=True).start()
    return lifeline.tied(*given, **named)


def _profile(name: str, done: int) -> Callable[[Any, str, Any], None]:
    def profile(frame: Any, event: str, argument: Any) -> None:
        if name not in _armed or event not in {"call", "c_call"}:
            return
        if getattr(argument, "__name__", "") in RELEASES:
            return
        calls, error = _armed[name]
        if calls > 0:
            _armed[name] = calls - 1, error
            return
        del _armed[name]
        os.write(done, b"!")
        raise ERRORS[error](f"a fault of {name}, put in by the benchmark")

    return profile


def _listen(pipe: Path) -> None:
    while True:
        with pipe.open(encoding="utf-8") as told:
            for line in told:
                fault = json.loads(line)
                _armed[fault["thread"]] = fault["calls"], fault["error"]


def main() -> None:
    """Run the command with the arguments that were given."""
    from scholargraph import cli
    from scholargraph.web import lifeline

    lifeline.tied = tied
    cli.main(sys.argv[1:])
