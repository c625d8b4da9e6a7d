"""Overlapping publishes: pairs and triples of processes, started, paused and killed at random, on one small site.

Each process is started after a source of its own was written, which is newer than those of the others (`sites`). Run it with
`python -m benchmarks.reliability.overlaps --count 200 --seed 1`.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from benchmarks.reliability.sites import Site, made
from scholargraph import store

_TICK: Final = 0.002
_PATIENCE: Final = 120.0


@dataclass
class Round:
    """What happened in one round, and what is wrong after it."""

    number: int
    events: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def play(site: Site, number: int, typical: float) -> Round:
    """Let two or three publishes overlap; `typical` is how long one takes, in seconds."""
    rng, told = site.rng, Round(number)
    events: list[tuple[float, str, int]] = []
    count = rng.choice((2, 3))
    for process in range(count):
        begins = 0.0 if process == 0 else events[0][0] + rng.uniform(0, 1.2 * typical) * process
        events.append((begins, "start", process))
        if rng.random() < 0.5:
            pause = begins + rng.uniform(0, 1.2 * typical)
            events += [(pause, "pause", process), (pause + rng.uniform(0, 2 * typical), "go on", process)]
        if rng.random() < 0.3:
            events.append((begins + rng.uniform(0, 1.5 * typical), "kill", process))
    running: dict[int, int] = {}
    ended: dict[int, int] = {}
    versions: dict[int, int] = {}
    began = time.monotonic()
    for at, what, process in sorted(events, key=lambda event: event[0]):
        _wait(began + at, running, ended)
        told.events.append(f"{at:.2f} {what} {process}")
        if what == "start":
            versions[process] = site.write()
            running[process] = site.start()
        elif process in running:
            send = {"pause": signal.SIGSTOP, "go on": signal.SIGCONT, "kill": signal.SIGKILL}[what]
            os.kill(running[process], send)
    for child in running.values():
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGCONT)
    deadline = time.monotonic() + _PATIENCE
    while running and time.monotonic() < deadline:
        _wait(time.monotonic() + _TICK, running, ended)
    for process, child in running.items():
        told.wrong.append(f"process {process} did not end")
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    told.events += [f"process {process} ended with {code}" for process, code in sorted(ended.items())]
    _judge(site, told, versions, ended)
    return told


def _judge(site: Site, told: Round, versions: dict[int, int], ended: dict[int, int]) -> None:
    """Say what is wrong after all processes of a round have ended."""
    told.wrong += [
        f"process {one} failed with {code}" for one, code in ended.items() if code not in {0, -signal.SIGKILL}
    ]
    # One that started earlier may have read the newest sources, too: it read them after it had waited.
    least = max((versions[one] for one, code in ended.items() if code == 0), default=0)
    found = site.published()
    if found < least:
        told.wrong.append(f"version {found} is current, and {least} was published")
    told.wrong += site.moved()
    site.publish()
    found = site.published()
    if found != site.version:
        told.wrong.append(f"after one more publish version {found} is current, and {site.version} is the newest")
    told.wrong += site.moved()
    left = site.left_behind()
    kept = len([path for path in (site.folder / ".scholargraph" / "snapshots").iterdir() if path.is_dir()])
    if left or kept > store.KEPT:
        told.wrong.append(f"left behind: {left}, {kept} snapshots")


def _wait(until: float, running: dict[int, int], ended: dict[int, int]) -> None:
    """Wait, and take note of who ends meanwhile."""
    pause = threading.Event()
    while True:
        for process, child in list(running.items()):
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                del running[process]
                ended[process] = os.waitstatus_to_exitcode(status)
        left = until - time.monotonic()
        if left <= 0:
            return
        pause.wait(min(left, 0.01))


def main() -> None:
    """Play so many rounds and print what was wrong after them."""
    parser = argparse.ArgumentParser(prog="benchmarks.reliability.overlaps", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    options = parser.parse_args()
    wrong = killed = paused = 0
    with made("overlaps", options.seed) as site:
        began = time.monotonic()
        site.write()
        site.publish()
        typical = time.monotonic() - began
        for number in range(1, options.count + 1):
            told = play(site, number, typical)
            killed += any(event.endswith(f"with {-signal.SIGKILL}") for event in told.events)
            paused += any(" pause " in event for event in told.events)
            wrong += bool(told.wrong)
            for what in told.wrong:
                print(f"round {number}: {what}; {'; '.join(told.events)}", flush=True)
            if number % 20 == 0:
                print(f"  after {number} rounds: {wrong} wrong", flush=True)
        print(f"{options.count} rounds, {killed} with kills, {paused} with pauses: {wrong} wrong", flush=True)
        print(f"{len(site.keys)} works kept their keys over {site.version} versions of the sources")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
