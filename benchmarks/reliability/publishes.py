"""Publishes that are killed, fail or are repeated elsewhere: what readers see after each of them.

Killed: at so many points, first and last step among them, so many times each; readers see the old graph or the new one, and
the next publish cleans up. Failing: a syntax error in the last byte, a violation, a reader that takes too long, a kill before
anything is switched; the old snapshot stays, so do its validators, which follow from its digest. Repeated: in processes with
random hash seeds, locales, time zones and orders of files; graph and pages are the same bytes. Run it with
`python -m benchmarks.reliability.publishes`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final
from unittest.mock import patch

from benchmarks.reliability.killing import Counted, in_a_child
from benchmarks.reliability.sites import Site, made
from scholargraph import config, store
from scholargraph import publish as publishing
from scholargraph.validation import Report, Result, Severity

ROOT: Final = Path(__file__).resolve().parents[2]
ZONES: Final = ("UTC", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati")
LOCALES: Final = ("C", "C.UTF-8", "POSIX")
REPEATED: Final = """
import hashlib, sys
from pathlib import Path
from urllib.parse import urlsplit
from scholargraph import config, store
from scholargraph.publish import publish
from scholargraph.web.app import create_app
settings = config.load(Path(sys.argv[1]))
publish(settings)
told = hashlib.sha256(b"".join(store.lines_of(store.dump(store.Snapshots(settings.work).require().path))))
print(told.hexdigest())
client = create_app(settings).test_client()
places = client.get("/sitemap.xml").text.split("<loc>")[1:]
for place in ["/", *(urlsplit(one.partition("<")[0]).path for one in places)]:
    answer = client.get(place, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (place, answer.status_code)
    told.update(answer.data)
print(told.hexdigest(), len(places) + 1)
"""
"""Publishes a site; prints a digest of its graph, and one of its graph and pages."""


def steps(site: Site) -> int:
    """Count the steps of one publish."""
    told = site.folder.parent / "steps"

    def count() -> None:
        counted = Counted()
        publishing.publish(config.load(site.folder))
        number = counted.count
        told.write_text(str(number), encoding="utf-8")

    site.write()
    if in_a_child(count):
        raise SystemExit("publishing failed")
    return int(told.read_text(encoding="utf-8"))


def seen(site: Site) -> tuple[str, bytes]:
    """Give what readers see: the digest that is current, from which all validators follow, and that of the graph."""
    current = store.Snapshots(config.load(site.folder).work).require()
    return current.digest, hashlib.sha256(b"".join(store.lines_of(store.dump(current.path)))).digest()


def kills(site: Site, points: int, times: int) -> Iterator[str]:
    """Kill a publish at so many points, so many times each; give what was wrong."""
    number = steps(site)
    after: Counter[str] = Counter()
    for point in range(points):
        at = point * (number - 1) // (points - 1)
        for _ in range(times):
            site.publish()
            before, old = site.version, seen(site)
            site.write()
            code = in_a_child(lambda at=at: (Counted(at), publishing.publish(config.load(site.folder))))  # type: ignore[misc]
            now = site.published()
            after["old" if now == before else "new"] += 1
            if code != -signal.SIGKILL:
                yield f"step {at}: it ended with {code}"
            if now not in {before, site.version} or (now == before and seen(site) != old):
                yield f"step {at}: neither the old nor the new graph is there"
            yield from (f"step {at}: {one}" for one in site.moved())
            site.publish()
            if site.published() != site.version:
                yield f"step {at}: the next publish did not make up for it"
            left = site.left_behind()
            if left:
                yield f"step {at}: left behind {left}"
    print(f"killed at {points} of {number} steps, {times} times each: {after['old']} old, {after['new']} new")


def _violated(*_: object) -> Report:
    told = {"focus": "http://127.0.0.1/person/ada-example#this", "value": None, "shape": None}
    return Report(
        (
            Result(
                **told,  # type: ignore[arg-type]
                component="http://www.w3.org/ns/shacl#x",
                path="https://schema.org/name",
                severity=Severity.VIOLATION,
                message="This is wrong.",
            ),
        )
    )


def failing(site: Site, count: int) -> Iterator[str]:
    """Let publishes fail in four ways, in turn; give what was wrong."""
    curation, file = site.folder / "curation.toml", site.folder / config.SITE_FILE
    as_it_is = file.read_text(encoding="utf-8")
    began = time.monotonic()
    site.write()
    site.publish()
    typical = time.monotonic() - began

    def cut() -> None:
        curation.write_bytes(curation.read_bytes() + b"[")

    def hurry() -> None:
        file.write_text(as_it_is + "deadline = 0.000001\n", encoding="utf-8")

    def violate() -> None:
        patch.object(publishing, "validate", _violated).start()

    def die() -> None:
        signal.setitimer(signal.ITIMER_REAL, site.rng.uniform(0.01, 0.3) * typical)  # SIGALRM ends a process

    ways: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
        "a syntax error in the last byte": (cut, lambda: None),
        "a violation": (lambda: None, violate),
        "a reader that takes too long": (hurry, lambda: None),
        "a kill": (lambda: None, die),
    }
    for number, (name, (outside, inside)) in enumerate((list(ways.items()) * count)[:count]):
        before = seen(site)
        site.write()
        outside()
        code = in_a_child(lambda inside=inside: (inside(), publishing.publish(config.load(site.folder))))  # type: ignore[misc]
        if code == 0:
            yield f"{number}: {name}: it was published"
        if seen(site) != before:
            yield f"{number}: {name}: readers see something else"
        file.write_text(as_it_is, encoding="utf-8")
    site.write()
    site.publish()
    if site.published() != site.version:
        yield "the next good publish did not come about"
    print(f"{count} publishes that fail: {', '.join(ways)}")


def repeated(folder: Path, count: int, rng: random.Random) -> Iterator[str]:
    """Publish copies of a site in processes that have nothing in common; give what differs."""
    told: Counter[str] = Counter()
    files = [path for path in (ROOT / "data" / "example-department").iterdir() if path.is_file()]
    for number in range(count):
        copy = folder / f"copy-{number}"
        copy.mkdir()
        rng.shuffle(files)
        for file in files:
            if file.name != config.LEDGER_FILE:
                (copy / file.name).write_bytes(file.read_bytes())
                os.utime(copy / file.name, (rng.randrange(10**9), rng.randrange(10**9)))
        environment = {
            **os.environ,
            "PYTHONHASHSEED": str(rng.randrange(1, 2**32)),
            "TZ": rng.choice(ZONES),
            "LC_ALL": rng.choice(LOCALES),
        }
        command = [sys.executable, "-c", REPEATED, str(copy)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            yield f"{number}: {done.stderr.strip().splitlines()[-1]}"
        told[done.stdout] += 1
        shutil.rmtree(copy)
    if len(told) != 1:
        yield f"{len(told)} different results: {told}"
    pages = next(iter(told)).split()[-1:] or ["no"]
    print(f"{count} publishes elsewhere: {len(told)} graph, the same on {pages[0]} pages")


def main() -> None:
    """Do it all, or the parts whose numbers are not zero; print what was wrong."""
    parser = argparse.ArgumentParser(prog="benchmarks.reliability.publishes", description=__doc__)
    parser.add_argument("--points", type=int, default=12)
    parser.add_argument("--kills", type=int, default=20, help="how often at each point")
    parser.add_argument("--failing", type=int, default=100)
    parser.add_argument("--repeated", type=int, default=20)
    parser.add_argument("--seed", type=int, default=12)
    options = parser.parse_args()
    with made("publishes", options.seed) as site:
        parts = {
            partial(kills, site, options.points, options.kills): options.kills,
            partial(failing, site, options.failing): options.failing,
            partial(repeated, site.folder.parent, options.repeated, site.rng): options.repeated,
        }
        wrong = [one for part, number in parts.items() if number for one in part()]
    print("\n".join(wrong) or "nothing wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
