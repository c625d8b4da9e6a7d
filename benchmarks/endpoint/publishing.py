"""Publishing under load: readers of pages and queries beside a process that publishes one snapshot after another.

Each snapshot says its number in two places, so an answer that mixes two snapshots, or names another one than it was found
in, is seen. Run it with `python -m benchmarks.endpoint.publishing`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Final

from benchmarks import curated
from benchmarks.endpoint.hostile import ROOT, row
from benchmarks.endpoint.served import Server, Told, serving
from benchmarks.ports import free_port
from scholargraph import config
from scholargraph.publish import publish

READERS: Final = ("127.0.0.30", "127.0.0.31", "127.0.0.32", "127.0.0.33")
BOTH: Final = """SELECT ?a ?b {
    <http://127.0.0.1/person/ada-example#this> <https://schema.org/knowsAbout> ?a .
    <http://127.0.0.1/person/ben-example#this> <https://schema.org/knowsAbout> ?b
}"""
PERSON: Final = """[[person]]
name = "{name}"
basis = "Stated by nobody: these people were made up."
topics = ["marker {number}"]
"""
_MARKER: Final = re.compile(rb"marker (\d+)")
_PAUSE_SECONDS: Final = 0.03


@dataclass
class Reads:
    """What readers were told: answers with the digest that they name and the numbers in them, and what failed."""

    answers: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def write(site: Path, number: int, name: str = curated.CURATION) -> None:
    """Write the source of a snapshot, in one move."""
    names = ("Ada Example", "Ben Example")
    curated.write(site, "\n".join(PERSON.format(name=one, number=number) for one in names), name)


def publish_all(site: Path, numbers: range) -> Iterator[tuple[str, int]]:
    """Publish one snapshot after another; give the digest of each and its number."""
    settings = config.load(site)
    for number in numbers:
        write(site, number)
        yield publish(settings).snapshot.name, number


def made(folder: Path) -> tuple[Path, str]:
    """Make the site and its first snapshot; give its folder and the snapshot's digest."""
    site = folder / "publishing"
    curated.begin(site, "Two People")
    ((digest, _),) = publish_all(site, range(1))
    return site, digest


def load(server: Server, site: Path, *, publishes: int, reads: int) -> tuple[Reads, dict[str, int]]:
    """Publish in another process while readers read; both go on until the other has done what it should."""
    found, done = Reads(), threading.Event()
    command = [sys.executable, "-m", "benchmarks.endpoint.publishing", "--publisher", str(site), "--publishes"]
    publisher = subprocess.Popen([*command, str(publishes)], cwd=ROOT, stdout=subprocess.PIPE)
    readers = [
        threading.Thread(target=_read, args=(server, client, found, done, reads // len(READERS))) for client in READERS
    ]
    for reader in readers:
        reader.start()
    told, _ = publisher.communicate()
    done.set()
    for reader in readers:
        reader.join()
    if publisher.returncode:
        raise SystemExit("publishing failed")
    return found, dict(json.loads(line) for line in told.splitlines())


def torn(found: Reads, published: dict[str, int]) -> list[tuple[str, tuple[int, ...]]]:
    """Give the answers that are of no one snapshot, or not of the one that they name."""
    return [
        (digest, numbers) for digest, numbers in found.answers if not numbers or set(numbers) != {published.get(digest)}
    ]


def _read(server: Server, client: str, found: Reads, done: threading.Event, least: int) -> None:
    pause = threading.Event()
    for count in cycle(range(1, 1 << 30)):
        if count > least and done.is_set():
            return
        try:
            told = _told(server, client, count)
        except OSError as error:
            found.failed.append(repr(error))
            continue
        if told.status == 200:
            numbers = tuple(int(number) for number in _MARKER.findall(told.body))
            found.answers.append((told.fields["scholargraph-snapshot"], numbers))
        else:
            found.failed.append(f"{told.status} {told.body[:300]!r}")
        pause.wait(_PAUSE_SECONDS)


def _told(server: Server, client: str, count: int) -> Told:
    """Ask for a page and for two kinds of query in turn: one that may be kept, and one that is new each time."""
    if count % 3 == 0:
        return server.get("/person/ada-example", client=client, Accept="text/html")
    return server.ask(BOTH if count % 3 == 1 else f"{BOTH} #{client} {count}", client=client)


def main() -> None:
    """Publish under load and print the counts."""
    parser = argparse.ArgumentParser(prog="benchmarks.endpoint.publishing", description=__doc__)
    parser.add_argument("--publishes", type=int, default=300)
    parser.add_argument("--reads", type=int, default=10_000)
    parser.add_argument("--publisher", type=Path, help="publish this site, and print what was published")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "scholargraph-benchmarks")
    options = parser.parse_args()
    if options.publisher:
        for digest, number in publish_all(options.publisher, range(1, options.publishes + 1)):
            print(json.dumps([digest, number]), flush=True)
        return
    site, first = made(options.folder)
    with serving(site, free_port(), log=options.folder / "publishing.log") as server:
        found, published = load(server, site, publishes=options.publishes, reads=options.reads)
    published[first] = 0
    print(f"{len(found.answers) + len(found.failed):,} reads during {len(published) - 1} publishes")
    row("torn", len(torn(found, published)), most=0)
    row("failed", len(found.failed), most=0)
    print(f"  snapshots seen: {len({digest for digest, _ in found.answers})}")
    for what in (*torn(found, published)[:5], *found.failed[:5]):
        print(f"  {what}")


if __name__ == "__main__":
    main()
