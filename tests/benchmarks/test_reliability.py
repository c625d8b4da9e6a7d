"""The short forms of the runs that `docs/reliability.md` names: publishes that overlap, die or fail, damaged snapshots."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.reliability.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_overlapping_publishes_leave_the_newest_graph_and_every_key() -> None:
    assert "6 rounds" in (told := run("overlaps", "--count", "6", "--seed", "4"))
    assert ": 0 wrong" in told


def test_no_answer_comes_from_a_damaged_snapshot() -> None:
    told = run("corruption", "--only", "1", "--seed", "5")
    assert told.count(" 0 wrong") == 2
    assert told.count(" 0 right") == 0


def test_a_publish_that_dies_or_fails_changes_nothing_and_one_elsewhere_is_the_same() -> None:
    told = run("publishes", "--points", "3", "--kills", "1", "--failing", "4", "--repeated", "2")
    assert "nothing wrong" in told
    assert "1 times each: 2 old, 1 new" in told
    assert "2 publishes elsewhere: 1 graph, the same on 4" in told
