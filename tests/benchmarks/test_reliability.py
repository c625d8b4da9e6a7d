"""The short forms of the runs that `docs/reliability.md` names: overlapping publishes, damaged snapshots."""

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
