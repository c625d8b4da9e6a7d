"""The short form of a benchmark: each kind of fault once, in a running server that is never green and broken."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from benchmarks.endpoint.served import Server
from benchmarks.reliability import faults, faulty
from benchmarks.reliability.faults import Look, Outcome
from benchmarks.reliability.kinds import CHILDREN, KINDS, THREADS

SEED: Final = 7
LEAST: Final = 0.3
"""Seconds that a fault is watched at least; the benchmark takes two."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


def test_every_kind_that_is_to_be_shown_is_there() -> None:
    assert {f"an error in {thread}" for thread in THREADS} < set(KINDS)
    assert {f"{child} {what}" for child in CHILDREN for what in ("killed", "stopped")} < set(KINDS)
    words = " ".join(KINDS)
    for what in ("no descriptors", "executable gone", "snapshot gone", "listings gone", "search gone", "disk full"):
        assert what in words


def test_no_fault_leaves_a_server_that_is_green_and_broken(folder: Path) -> None:
    kinds = sorted(kind for kind in KINDS if not kind.endswith(", web process killed"))  # a start of Python each
    found = list(faults.run(folder, kinds, seed=SEED, least=LEAST, briefly=True))
    assert len(found) == len(kinds)
    wrong = [one for one in found if one.outcome not in {Outcome.ANSWERS, Outcome.TOLD, Outcome.ENDED}]
    assert wrong == [], (folder / "server.log").read_text("utf-8", errors="replace")[-5000:]
    assert Outcome.ANSWERS in {one.outcome for one in found}
    assert Outcome.TOLD in {one.outcome for one in found}


@pytest.mark.parametrize(
    ("look", "code", "outcome"),
    [
        (Look(0.0, page=True, query=True, ready=200), None, Outcome.ANSWERS),
        (Look(0.0, page=True, query=True, ready=503), None, Outcome.ANSWERS),
        (Look(0.0, page=False, query=True, ready=503), None, Outcome.TOLD),
        (Look(0.0, page=False, query=False, ready=None), None, Outcome.TOLD),
        (Look(0.0, page=True, query=False, ready=200), None, Outcome.SILENT),
        (Look(0.0, page=False, query=True, ready=200), None, Outcome.SILENT),
        (Look(0.0, page=False, query=False, ready=None), 5, Outcome.ENDED),
        (Look(0.0, page=False, query=False, ready=None), 1, Outcome.LASTING),
    ],
)
def test_an_outcome_follows_from_the_last_look(look: Look, code: int | None, outcome: Outcome) -> None:
    class Process:
        returncode = code

        def poll(self) -> int | None:
            return self.returncode

    server = Server(Process(), 1)  # type: ignore[arg-type]
    assert faults._outcome(look, server) is outcome


def test_a_server_that_is_green_and_broken_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `/readyz` as it was, which did not ask the pool, the benchmark fails."""
    monkeypatch.setattr(faulty, "PROGRAM", "from tests.live.blind import main; main()")
    (result,) = faults.run(folder, ["executable gone, loader killed"], seed=SEED, least=LEAST)
    assert result.outcome is Outcome.SILENT
    assert result.silent > 1
