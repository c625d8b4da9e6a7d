"""Mutants are judged in a copy: killed, alive or out of time; and the copy is right again afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.running import BaselineError, Job

MODULE: Final = '''
def small(number):
    """Tell whether a number is small."""
    while number > 100:
        number -= 100
    return number < 10
'''
FULL: Final = """
from scholargraph.model.sizes import small

def test_small():
    assert small(9) is True
    assert small(10) is False
    assert small(109) is True
    assert small(100) is False

def test_large():
    assert small(50) is False
"""
FAILING: Final = "def test_nothing():\n    assert False\n"


@pytest.fixture
def job(tmp_path: Path) -> Iterator[Job]:
    package = tmp_path / "project" / "src" / "scholargraph" / "model"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "sizes.py").write_text(MODULE, "utf-8")
    (tmp_path / "test_sizes.py").write_text(FULL, "utf-8")
    (tmp_path / "test_failing.py").write_text(FAILING, "utf-8")
    with Job(tmp_path / "job", tmp_path / "project") as opened:
        yield opened


def change(before: str, after: str) -> Mutant:
    (found,) = [
        one for one in mutants("model/sizes.py", MODULE) if (one.change.before, one.change.after) == (before, after)
    ]
    return found


def test_mutants_are_judged(job: Job, tmp_path: Path) -> None:
    tests = (str(tmp_path / "test_sizes.py"),)
    file = job.source / "scholargraph" / "model" / "sizes.py"

    assert job.baseline(tests) > 0

    killed = job.judge(change("number < 10", "number <= 10"), [((f"{tests[0]}::test_large",), 60), (tests, 60)])
    assert (killed.killed, killed.timeout) == (True, False)
    assert killed.by.endswith("test_sizes.py::test_small")

    alive = job.judge(change("number > 100", "number >= 100"), [((f"{tests[0]}::test_large",), 60)])
    assert (alive.killed, alive.timeout, alive.by) == (False, False, "")

    endless = job.judge(change("number -= 100", "pass"), [(tests, 5)])
    assert (endless.killed, endless.timeout) == (True, True)

    assert file.read_text("utf-8") == MODULE
    assert job.baseline(tests) > 0


def test_tests_that_fail_anyway_judge_nothing(job: Job, tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="fail without any mutant"):
        job.baseline((str(tmp_path / "test_failing.py"),))
