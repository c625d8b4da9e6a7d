"""Faults put into a running server, one at a time: within five seconds it answers again, or says that it does not.

Run it with `python -m benchmarks.reliability.faults --count 200 --seed 1`. Never may `/readyz` be 200 while pages or
queries fail; each fault is undone then, and the server must be sound again before the next one.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.endpoint.served import PATIENCE, Server, stop
from benchmarks.ports import free_port
from benchmarks.reliability import faulty
from benchmarks.reliability.kinds import KINDS, Subject
from scholargraph import config
from scholargraph.publish import publish

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = "/person/ada-quill"
PEOPLE: Final = (
    "SELECT ?name { ?person a <https://schema.org/Person> ; <https://schema.org/name> ?name } ORDER BY ?name"
)
SECONDS: Final = 5.0
"""How long a fault may last without being told of."""
PAUSE: Final = 0.2
SOUND_LOOKS: Final = 3
"""After so many sound looks in a row a fault that was to come is over."""
EXIT_CODE: Final = 5
"""What the command ends with where it gives up."""


class Outcome(StrEnum):
    """What became of a fault."""

    ANSWERS = "answers"
    TOLD = "told"
    ENDED = "ended"
    SILENT = "GREEN AND BROKEN"
    LASTING = "not sound afterwards"


class Look(NamedTuple):
    """One look at the server: whether a page and a query are answered rightly, and the status of `/readyz`, if any."""

    at: float
    page: bool
    query: bool
    ready: int | None

    @property
    def answers(self) -> bool:
        """Whether pages and queries are answered."""
        return self.page and self.query

    @property
    def sound(self) -> bool:
        """Whether they are, and the server says so."""
        return self.answers and self.ready == 200


@dataclass(frozen=True)
class Result:
    """A fault that was put in, what became of it, and for how many seconds that was not told."""

    kind: str
    outcome: Outcome
    silent: float
    last: Look


class Watcher:
    """Looks at a server, each time from another address and with another query, so that nothing comes from a cache."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._numbers = itertools.count()
        self._expected = b""

    def look(self) -> Look:
        """Look once. `/readyz` is asked last: what it says is then no older than what was seen."""
        number = next(self._numbers)
        client = f"127.{number // 60_000 % 100 + 10}.{number // 250 % 240}.{number % 250 + 1}"
        at = time.monotonic()
        page = self._status(f"{PAGE}?look={number}", client) == 200
        query = self._query(number, client)
        return Look(at, page, query, self._status("/readyz", client))

    def wait(self, seconds: float = PATIENCE) -> bool:
        """Wait until all is sound."""
        ends = time.monotonic() + seconds
        while not self.look().sound:
            if time.monotonic() > ends or self.server.process.poll() is not None:
                return False
            time.sleep(PAUSE)
        return True

    def _status(self, path: str, client: str) -> int | None:
        try:
            return self.server.get(path, client=client, timeout=2.5).status
        except OSError:
            return None

    def _query(self, number: int, client: str) -> bool:
        try:
            told = self.server.ask(f"{PEOPLE} # {number}", client=client, timeout=2.5)
        except OSError:
            return False
        self._expected = self._expected or told.body
        return told.status == 200 and told.body == self._expected


@contextmanager
def running(folder: Path, site: Path, seed: int) -> Iterator[Subject]:
    """Run the server on a site that is published, with an interpreter of its own that can be taken away."""
    python = folder / "environment" / "bin" / "python"
    python.parent.mkdir(parents=True, exist_ok=True)
    if not python.exists():
        python.symlink_to(sys.executable)
    given = Path(sys.prefix) / "pyvenv.cfg"
    if given.is_file():
        shutil.copy(given, folder / "environment")
        if not (folder / "environment" / "lib").exists():
            (folder / "environment" / "lib").symlink_to(Path(sys.prefix) / "lib")
    pipe = folder / "faults"
    if not pipe.exists():
        os.mkfifo(pipe)
    port = free_port()
    command = [str(python), "-c", faulty.PROGRAM, "serve", "--no-publish", str(site), "--port", str(port)]
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, faulty.PIPE: str(pipe), "PYTHONPATH": paths}
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=environment)
    server = Server(process, port)
    try:
        yield Subject(server, site, python, pipe, random.Random(seed))
    finally:
        stop(server)


def put_in(kind: str, subject: Subject, watcher: Watcher, *, least: float, briefly: bool) -> Result:
    """Put a fault in, watch what becomes of it, and undo it.

    `least` are the seconds to watch, however sound it looks; watched `briefly`, what is told is enough, too.
    """
    before = subject.done()
    KINDS[kind](subject)
    began, sound, silent = time.monotonic(), 0, 0.0
    looks: list[Look] = []
    while True:
        looks.append(watcher.look())
        enough = looks[-1].sound or (briefly and looks[-1].ready != 200)
        sound = sound + 1 if enough else 0
        if not looks[-1].answers and looks[-1].ready == 200:
            silent += time.monotonic() - looks[-1].at
        gone = time.monotonic() - began
        came = not kind.startswith("an error") or subject.done() > before
        if gone > SECONDS or (gone > least and sound >= SOUND_LOOKS and came):
            break
        time.sleep(PAUSE)
    last = looks[-1]
    if not last.answers and last.ready == 200:
        last = watcher.look()  # it may have answered between the two
    outcome = _outcome(last, watcher.server)
    for undo in reversed(subject.undo):
        undo()
    subject.undo.clear()
    if outcome is not Outcome.ENDED and not watcher.wait():
        outcome = Outcome.SILENT if outcome is Outcome.SILENT else Outcome.LASTING
    return Result(kind, outcome, silent, last)


def _outcome(last: Look, server: Server) -> Outcome:
    if last.answers:
        return Outcome.ANSWERS
    if server.process.poll() is not None:
        return Outcome.ENDED if server.process.returncode == EXIT_CODE else Outcome.LASTING
    return Outcome.SILENT if last.ready == 200 else Outcome.TOLD


def run(
    folder: Path, kinds: Sequence[str], *, seed: int, least: float = 2.0, briefly: bool = False
) -> Iterator[Result]:
    """Put one fault in after the other; a server that has ended, or is not sound afterwards, is started anew."""
    site = folder / "site"
    if not site.exists():
        shutil.copytree(ROOT / "data" / "example-department", site, ignore=shutil.ignore_patterns(".scholargraph"))
        publish(config.load(site))
    left = list(reversed(kinds))
    while left:
        with running(folder, site, seed + len(left)) as subject:
            watcher = Watcher(subject.server)
            if not watcher.wait():
                raise SystemExit(f"the server does not answer:\n{(folder / 'server.log').read_text('utf-8')[-3000:]}")
            while left:
                result = put_in(left.pop(), subject, watcher, least=least, briefly=briefly)
                yield result
                if result.outcome in {Outcome.ENDED, Outcome.LASTING, Outcome.SILENT}:
                    break


def drawn(count: int, seed: int) -> list[str]:
    """Draw kinds: each as often as the others, in random order."""
    chance = random.Random(seed)
    rounds = itertools.chain.from_iterable(chance.sample([*KINDS], len(KINDS)) for _ in itertools.count())
    return list(itertools.islice(rounds, count))


def main() -> None:
    """Put faults in and print a table of what became of each kind; exit with 1 where one was not told."""
    parser = argparse.ArgumentParser(prog="benchmarks.reliability.faults", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many faults (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="what the order and the errors are drawn with (default: 1)")
    parser.add_argument("--keep", type=Path, help="a folder to work in, which is kept with the log of the server")
    options = parser.parse_args()
    table: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    longest: defaultdict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for number, result in enumerate(run(folder, drawn(options.count, options.seed), seed=options.seed), start=1):
            table[result.kind][result.outcome] += 1
            longest[result.kind] = max(longest[result.kind], result.silent)
            print(f"{number:4} {result.kind}: {result.outcome} {result.last}", file=sys.stderr, flush=True)
    print(f"{'':48}" + "".join(f"{outcome:>22}" for outcome in Outcome) + f"{'not told for, s':>18}")
    for kind in KINDS:
        counts = "".join(f"{table[kind][outcome] or '':>22}" for outcome in Outcome)
        print(f"{kind:48}{counts}{longest[kind]:18.1f}")
    total = Counter[Outcome]()
    for counted in table.values():
        total.update(counted)
    print(f"{'together (seed ' + str(options.seed) + ')':48}" + "".join(f"{total[outcome]:>22}" for outcome in Outcome))
    sys.exit(1 if total[Outcome.SILENT] or total[Outcome.LASTING] else 0)


if __name__ == "__main__":
    main()
