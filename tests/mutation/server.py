"""A process that has loaded pytest and the heavy libraries, but not ScholarGraph, and forks one run of tests a request.

It reads one JSON object a line (`tests`, `source`, `timeout`, `log`) and answers each with one (`code`, `seconds`): the exit
code of pytest, or None where the run had to be stopped.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final

MEMORY: Final = 6 * 1024**3
"""Bytes of address space: what a mutant that never stops allocating may take."""
HEAVY: Final = (
    *("pytest", "hypothesis", "rdflib", "rdflib.plugins.sparql", "rdflib.plugins.parsers.notation3"),
    *(
        "rdflib.plugins.parsers.ntriples",
        "rdflib.plugins.serializers.turtle",
        "pyshacl",
        "pyoxigraph",
        "sybil",
        "click",
    ),
    *("flask", "rich", "anyascii", "lxml.etree", "playwright.sync_api", "SPARQLWrapper", "sqlite3"),
)
PLUGINS: Final = frozenset({"hypothesispytest"})
"""The plug-ins of pytest that the tests need; the others cost time."""


def load() -> None:
    """Load what every run needs."""
    for name in HEAVY:
        with suppress(ImportError):
            importlib.import_module(name)
    for point in entry_points(group="pytest11"):
        if point.name in PLUGINS:
            point.load()


def options() -> list[str]:
    """Give the arguments of pytest that are the same for every run."""
    others = [point.name for point in entry_points(group="pytest11") if point.name not in PLUGINS]
    return [
        *("-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider"),
        *(part for name in others for part in ("-p", f"no:{name}")),
        *("-W", "ignore::pytest.PytestAssertRewriteWarning", "-m", "not long"),
    ]


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Run tests in a fork, and stop it with all that it started when its time is over."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        _child(request)  # never returns
    code: int | None = None
    while code is None and time.monotonic() - started < request["timeout"]:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
        else:
            time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if code is None:
        os.waitpid(child, 0)
    return {"code": code, "seconds": time.monotonic() - started}


def _child(request: dict[str, Any]) -> None:
    code = 70
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        os.dup2(log, 1)
        os.dup2(log, 2)
        source = request["source"]
        sys.path.insert(0, source)
        os.environ["PYTHONPATH"] = source
        import pytest

        code = int(pytest.main([*options(), f"--basetemp={request['log']}.tmp", *request["tests"]]))
    except BaseException as error:  # noqa: BLE001 - whatever it is: this process must not go on as a second server
        os.write(2, repr(error).encode())
    finally:
        with suppress(Exception):
            sys.stdout.flush()
        os._exit(code)


def main() -> None:
    """Answer requests until there are no more."""
    load()
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no reply
    assert not any(name.partition(".")[0] == "scholargraph" for name in sys.modules), (
        "what is mutated is loaded already"
    )
    for line in sys.stdin:
        request = json.loads(line)
        Path(request["log"]).parent.mkdir(parents=True, exist_ok=True)
        replies.write(json.dumps(run(request)) + "\n")
        replies.flush()


if __name__ == "__main__":
    main()
