"""Runs of mutants: a scratch copy of the code for each job, a server that forks, and what became of each mutant.

The checkout is not written to; the tests run from it, with the copy's code.
"""

from __future__ import annotations

import compileall
import json
import os
import py_compile
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Self, TypeVar

from tests.mutation.mutants import Mutant, mutated
from tests.mutation.selection import ROOT, tests_of

LINKED: Final = ("pyproject.toml", "shapes", "ontology", "data", "schemas", "docs")
"""What the code looks for around `src`."""
SLOWEST: Final = 900
"""Seconds that tests may take without any mutant."""
T = TypeVar("T")
PATIENCE: Final = 30
"""Seconds that a mutant may take beside three times what its tests take without it."""

Group = tuple[str, ...]
"""Tests that are collected and run together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: killed by a test, or by running out of time; or it survived."""

    mutant: Mutant
    killed: bool
    timeout: bool
    seconds: float
    by: str = ""


class BaselineError(RuntimeError):
    """The tests fail without any mutant, so they cannot tell one."""


class Job:
    """One copy of the code and one server."""

    def __init__(self, folder: Path, root: Path = ROOT) -> None:
        self.folder = folder
        self.root = root
        self.source = folder / "src"
        shutil.copytree(root / "src", self.source, ignore=shutil.ignore_patterns("__pycache__"))
        for name in LINKED:
            if (root / name).exists():
                (folder / name).symlink_to(root / name)
        # Compiled code that is compared with the source itself: two mutants can have one size and one second.
        compileall.compile_dir(
            self.source, quiet=2, invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH, workers=1
        )
        self.server = subprocess.Popen(
            [sys.executable, "-m", "tests.mutation.server"],
            cwd=ROOT,
            env={
                **{name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
                "PYTHONHASHSEED": "0",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.server.stdin is not None:
            self.server.stdin.close()
        self.server.wait(timeout=60)
        if self.server.stdout is not None:
            self.server.stdout.close()

    @property
    def log(self) -> Path:
        """Where the last run's output stands."""
        return self.folder / "run.log"

    def ask(self, tests: Group, timeout: float) -> tuple[int | None, float]:
        """Run tests on the copy as it stands: the exit code, None where time ran out, and the seconds."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        request = {"tests": list(tests), "source": str(self.source), "timeout": timeout, "log": str(self.log)}
        self.server.stdin.write(json.dumps(request) + "\n")
        self.server.stdin.flush()
        answer = json.loads(self.server.stdout.readline())
        return answer["code"], answer["seconds"]

    def baseline(self, tests: Group) -> float:
        """Give the seconds that the tests take without a mutant. Raises BaselineError where they fail."""
        code, seconds = self.ask(tests, SLOWEST)
        if code != 0:
            raise BaselineError(f"{' '.join(tests)} fail without any mutant:\n{self.log.read_text('utf-8')[-3000:]}")
        return seconds

    def judge(self, mutant: Mutant, groups: Sequence[tuple[Group, float]]) -> Outcome:
        """Run groups of tests, each with the seconds it may take, on the copy with the mutant in it; then put it right."""
        file = self.source / "scholargraph" / mutant.file
        original = file.read_text("utf-8")
        file.write_text(mutated(original, mutant), "utf-8")
        spent = 0.0
        code: int | None = 0
        try:
            for tests, allowed in groups:
                code, seconds = self.ask(tests, allowed)
                spent += seconds
                if code != 0:
                    break
        finally:
            file.write_text(original, "utf-8")
        return Outcome(mutant, code != 0, code is None, spent, _killer(self.log))


def judge_all(drawn: Iterable[Mutant], folder: Path, *, jobs: int, told: Callable[[Outcome], None]) -> list[Outcome]:
    """Judge every mutant, in as many jobs as asked for. Raises BaselineError."""
    waiting = sorted(drawn, key=lambda mutant: mutant.file)
    selections = {mutant.file: tests_of(mutant.file) for mutant in waiting}
    free: SimpleQueue[Job] = SimpleQueue()
    opened = [Job(folder / f"job-{number}") for number in range(jobs)]
    for job in opened:
        free.put(job)
    try:
        with ThreadPoolExecutor(jobs) as pool:
            distinct = sorted({group for groups in selections.values() for group in groups})
            taken = pool.map(lambda group: _lend(free, lambda job: job.baseline(group)), distinct)
            allowed = {group: PATIENCE + 3 * seconds for group, seconds in zip(distinct, taken, strict=True)}

            def judged(mutant: Mutant) -> Outcome:
                groups = [(group, allowed[group]) for group in selections[mutant.file]]
                outcome = _lend(free, lambda job: job.judge(mutant, groups))
                told(outcome)
                return outcome

            return list(pool.map(judged, waiting))
    finally:
        for job in opened:
            job.__exit__(None, None, None)


def _lend(free: SimpleQueue[Job], use: Callable[[Job], T]) -> T:
    job = free.get()
    try:
        return use(job)
    finally:
        free.put(job)


def _killer(log: Path) -> str:
    """Give the name of the first test that failed, where the output tells it."""
    found = re.search(r"^(?:FAILED|ERROR) (\S+)", log.read_text("utf-8", errors="replace"), re.MULTILINE)
    return found.group(1) if found else ""
