"""How fast JSON formats are read, beside orjson's bare parsing of the same file; and whether memory grows with the file.

Each file is made of the entries of given ones, with names of their own, until it is large enough. Both times (of the
processor) are taken in one run, in turns, and the least of each counts; memory is that of a process of its own. Run it with
`python -m benchmarks.sources.json_formats crossref=FILE csl-json=FILE openalex=FILE` (a file may be named several times).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import orjson

from scholargraph.acquire import SourceItem
from scholargraph.sources import reader

LEAST: Final = 0.1
"""How fast a reader should be, as a share of orjson's bare parsing."""
MOST: Final = 1.2
"""How much more memory the larger file may take."""
NAMES: Final = {"crossref": "DOI", "csl-json": "id", "openalex": "id"}
MIB: Final = 1 << 20


def main() -> None:
    """Print for each kind the ratio of the times, and that of the memory."""
    parser = argparse.ArgumentParser(prog="benchmarks.sources.json_formats", description=__doc__)
    parser.add_argument("files", nargs="+", metavar="KIND=FILE")
    parser.add_argument("--mib", type=int, default=4, help="the size of the file that is timed")
    parser.add_argument(
        "--sizes", type=int, nargs=2, default=(10, 100), help="MiB of the files of which memory is compared"
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-memory", action="store_true", help="only times")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    kinds: dict[str, list[Path]] = {}
    for kind, _, file in (one.partition("=") for one in options.files):
        kinds.setdefault(kind, []).append(Path(file))
    if options.one:
        print(_peak(*next(iter(kinds.items()))))
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind, files in kinds.items():
            print(times(kind, written(kind, files, options.mib, Path(folder)), options.runs), flush=True)
            if not options.no_memory:
                print(memory(kind, files, options.sizes, Path(folder)), flush=True)


def written(kind: str, files: Sequence[Path], mib: int, folder: Path) -> Path:
    """Write a file of about so many MiB."""
    path = folder / f"{kind}-{mib}.json"
    with path.open("wb") as file:
        file.write(b"[")
        for number, entry in enumerate(cycle([one for given in files for one in _entries(given)])):
            file.write(b"," * (number > 0))
            name = NAMES[kind]
            file.write(json.dumps({**entry, name: f"{entry.get(name)}{number}"}, ensure_ascii=False).encode())
            if file.tell() > mib * MIB:
                break
        file.write(b"]")
    return path


def _entries(file: Path) -> Iterator[dict[str, Any]]:
    value = json.loads(file.read_bytes())
    for name in ("message", "items", "results"):
        value = value.get(name, value) if isinstance(value, dict) else value
    yield from value if isinstance(value, list) else [value]


def times(kind: str, path: Path, runs: int) -> str:
    """Time both, in turns."""
    data, bare, read, count = path.read_bytes(), [], [], 0
    for _ in range(runs):
        begin = time.process_time()
        orjson.loads(data)
        bare.append(time.process_time() - begin)
        begin = time.process_time()
        count = _read(kind, path)
        read.append(time.process_time() - begin)
    share = min(bare) / min(read)
    verdict = "as it should be" if share >= LEAST else f"it should be {LEAST}"
    return (
        f"{kind}: {len(data) / MIB:.1f} MiB, {count:,} records; orjson {min(bare):.2f} s, read with evidence "
        f"{min(read):.2f} s: {share:.3f} of its speed ({verdict})"
    )


def memory(kind: str, files: Sequence[Path], sizes: Sequence[int], folder: Path) -> str:
    """Compare the memory of two files, each read in a process of its own."""
    peaks = []
    for mib in sizes:
        path = written(kind, files, mib, folder)
        command = [sys.executable, "-m", "benchmarks.sources.json_formats", "--one", f"{kind}={path}"]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        path.unlink()
    share = peaks[1] / peaks[0]
    verdict = "as it should be" if share <= MOST else f"it should be {MOST} at most"
    return (
        f"{kind}: {sizes[0]} MiB take {peaks[0] >> 10:,} MiB, {sizes[1]} MiB take {peaks[1] >> 10:,} MiB: "
        f"{share:.2f} times ({verdict})"
    )


def _peak(kind: str, files: Sequence[Path]) -> int:
    _read(kind, files[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _read(kind: str, path: Path) -> int:
    known = reader(kind)
    item = SourceItem("bench", path.name, "application/json", opener=lambda: path.open("rb"))
    return sum(1 for _ in known.read(item, known.checked({})))


if __name__ == "__main__":
    main()
