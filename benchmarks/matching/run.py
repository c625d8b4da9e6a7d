"""Join any two files of records, and say how much of it is right: `python -m benchmarks.matching.run LEFT RIGHT TRUTH`.

LEFT and RIGHT are files that a reader of the package reads (BibTeX, CSV, CSL-JSON, RIS, ...; the kind is recognised, or given
by `--kinds`). TRUTH is a CSV file with a heading and two columns: an id of the left file and one of the right, as entries are
called there (a citation key, the column id). Pairs within a file are joined, but not judged.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.matching.sets import Pair
from scholargraph import config
from scholargraph.model import Publication, SourceRecord
from scholargraph.reconcile.join import join
from scholargraph.sources.reading import plans, read

_SIDES: Final = ("left", "right")
_KINDS: Final = {
    ".bib": "bibtex", ".csv": "table", ".tsv": "table", ".xlsx": "table", ".ris": "ris", ".json": "csl-json",
    ".xml": "dblp",
}  # fmt: skip


def main() -> None:
    """Read, join, judge and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.matching.run", description=__doc__)
    parser.add_argument("left", type=Path)
    parser.add_argument("right", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--kinds", nargs=2, help="the kinds of the two sources, as in scholargraph.toml")
    parser.add_argument("--errors", type=int, default=0, help="how many wrong and missed pairs are shown")
    options = parser.parse_args()
    files = (options.left, options.right)
    kinds = options.kinds or [_KINDS.get(file.suffix, "table") for file in files]
    groups = join(readings(files, kinds)).groups
    with options.truth.open(encoding="utf-8-sig", newline="") as file:
        truth: set[Pair] = {(row[0], row[1]) for row in list(csv.reader(file))[1:] if len(row) > 1}
    found = {two for group in groups for two in across(group)}
    right = len(found & truth)
    precision, recall = right / max(1, len(found)), right / max(1, len(truth))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    print(f"precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}; {len(found)} pairs found, {len(truth)} known")
    for words, pairs in (("wrong", found - truth), ("missed", truth - found)):
        for one, other in sorted(pairs)[: options.errors]:
            print(f"  {words}: {one} | {other}")


def readings(files: tuple[Path, Path], kinds: list[str]) -> list[SourceRecord]:
    """Read two files as the sources of a site."""
    with tempfile.TemporaryDirectory() as folder:
        lines = ["[site]", 'title = "Matching"', 'base = "http://127.0.0.1:8000/"']
        for side, file, kind in zip(_SIDES, files, kinds, strict=True):
            (Path(folder) / f"{side}{file.suffix}").write_bytes(file.read_bytes())
            lines += ["[[source]]", f'name = "{side}"', f'kind = "{kind}"', f'path = "{side}{file.suffix}"']
        (Path(folder) / "scholargraph.toml").write_text("\n".join(lines), "utf-8")
        return [one for one in read(plans(config.load(Path(folder)))) if isinstance(one, SourceRecord)]


def across(group: list[SourceRecord]) -> set[Pair]:
    """Give the pairs of a group that are of two files, by the ids of their entries."""
    sides: dict[str, list[str]] = {side: [] for side in _SIDES}
    for one in group:
        if isinstance(one.record, Publication):
            name = one.record.key.partition("/~")[2].partition("/")[2]
            sides[one.whole.source].append(name.rpartition("/")[2].removeprefix("id-"))
    return {(left, right) for left in sides["left"] for right in sides["right"]}


if __name__ == "__main__":
    main()
