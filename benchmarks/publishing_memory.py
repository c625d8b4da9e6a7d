"""Whether publishing needs more memory where there is more to publish: from joining's end to the snapshot's last file.

Two made-up libraries are mapped, sorted, stored and indexed, each in a process of its own, and what each took at most is
compared. It reads no source and judges nothing. Run it with `python -m benchmarks.publishing_memory` on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.endpoint import graph
from benchmarks.endpoint.library import ENTRIES_BESIDES, WORKS_PER_PERSON
from scholargraph import config, store

ROOT: Final = Path(__file__).resolve().parents[1]
BASE: Final = "http://127.0.0.1/"
SIZES: Final = (10_000, 50_000)
MOST: Final = 1.3
"""How much more memory the larger library may take."""
MIB: Final = 1 << 10


@dataclass(frozen=True)
class Peak:
    """What publishing so many entries took: KiB at most, seconds, and the lines of the snapshot."""

    entries: int
    kib: int
    seconds: float
    lines: int


def main() -> None:
    """Print the peaks and their ratio.

    Raises:
        SystemExit: the larger library took more than it may.
    """
    parser = argparse.ArgumentParser(prog="benchmarks.publishing_memory", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many entries (default: 10,000 50,000)")
    parser.add_argument("--evidence", type=float, default=1, help="the share of the records whose evidence is stored")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(_publish(options.one, options.evidence)))
        return
    peaks = []
    for entries in options.sizes:
        peaks.append(measured(entries, options.evidence))
        print(row(peaks[-1]), flush=True)
    ratio = peaks[-1].kib / peaks[0].kib
    print(
        f"{peaks[-1].entries / peaks[0].entries:.1f} times the entries take {ratio:.2f} times the memory (at most {MOST})"
    )
    if ratio > MOST:
        raise SystemExit(1)


def measured(entries: int, evidence: float = 1) -> Peak:
    """Publish so many entries in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.publishing_memory", "--one", str(entries), "--evidence", str(evidence)]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), check=True, stdout=subprocess.PIPE)
    return Peak(**json.loads(done.stdout))


def row(peak: Peak) -> str:
    """Give a line for people."""
    return f"{peak.entries:>9,} entries  {peak.lines:>12,} lines  {peak.kib / MIB:8.1f} MiB  {peak.seconds:7.1f} s"


def _publish(entries: int, evidence: float) -> dict[str, float]:
    began = time.perf_counter()
    # Of n entries besides the venues and organisations, one in five is a person.
    publications = round((entries - ENTRIES_BESIDES) * WORKS_PER_PERSON / (WORKS_PER_PERSON + 1))
    with tempfile.TemporaryDirectory() as folder:
        site = graph.publish(Path(folder), publications, base=BASE, evidence=evidence)
        manifest = store.Snapshots(config.load(site).work).require().manifest
        lines = sum(manifest[name] for name in ("statements", "evidence", "description", "ontology"))
        told = Peak(
            entries=manifest["records"],
            kib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            seconds=time.perf_counter() - began,
            lines=lines,
        )
    return told.__dict__


if __name__ == "__main__":
    main()
