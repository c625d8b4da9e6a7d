"""How well names printed on works are told apart and joined, on the labelled sets: pairwise precision and recall.

    python -m benchmarks.matching.persons SET [--errors N] [--half chosen|other]

SET is a folder name below `../shared/labelled/persons`, or `all`. The weights were chosen on the half `chosen`: the names
whose hash is even. Identifiers that are the truth are never shown to the matcher.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from scholargraph.reconcile.persons.clustering import Clustering, Pair
from scholargraph.reconcile.persons.names import person_name
from scholargraph.reconcile.persons.signatures import PrintedWork, cluster_signatures, signatures_of

SETS: Final = ("aminer-homonyms", "crossref-orcid", "inspire-wang", "acl-2022-2024", "crossref-mentions-orcid")
HALVES: Final = ("chosen", "other")
FOLDER: Final = Path(__file__).resolve().parents[2].parent / "shared" / "labelled" / "persons"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled set: the works, and for names on them (work, place in its list) the person."""

    works: list[PrintedWork]
    persons: dict[tuple[str, int], str]


def load(name: str, folder: Path = FOLDER) -> Labelled:
    """Read a set. Raises FileNotFoundError where it is not there."""
    if name == "crossref-mentions-orcid":
        return _mentions(folder / name)
    rows = list(_rows(folder / name / "signatures.csv.gz"))
    by_work: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_work.setdefault(row["work_id"], []).append(row)
    works: list[PrintedWork] = []
    persons: dict[tuple[str, int], str] = {}
    for row in _rows(folder / name / "works.csv.gz"):
        printed = _authors(row)
        for signature in by_work.get(row["id"], ()):
            if _place(signature, printed) is None and signature["position"]:
                # Of a long list the first names are given, and these are not among them.
                signature["position"] = str(len(printed) + 1)
                printed.append(signature["printed_name"])
        venue = re.sub(r"\s*\[[^\]]*\]", "", row["venue"])
        affiliations: list[tuple[str, ...]] = [()] * len(printed)
        for signature in by_work.get(row["id"], ()):
            place = _place(signature, printed)
            if place is None:
                continue
            persons[row["id"], place] = signature["person_id"]
            told = signature.get("affiliation") or signature.get("organization")
            affiliations[place] = (told,) if told else ()
        year = re.match(r"\d{4}", row.get("year") or row.get("pub_date") or "")
        works.append(PrintedWork(
            key=row["id"], names=tuple(person_name(one) for one in printed), affiliations=tuple(affiliations),
            titles=(row["title"],), venues=tuple(venue.split(";")) if venue else (), year=int(year[0]) if year else None,
            printed=tuple(printed), groups=tuple(filter(None, (row.get("collaborations") or "").split("; "))),
        ))  # fmt: skip
    return Labelled(works, persons)


def _authors(row: dict[str, str]) -> list[str]:
    told = row.get("authors") or row.get("author") or ""
    return [re.sub(r"\s*\[[^\]]*\]", "", one).strip() for one in told.split("; ")]


def _place(signature: dict[str, str], printed: Sequence[str]) -> int | None:
    if not signature["position"]:
        return None
    place = int(signature["position"]) - 1
    return place if place < len(printed) else None


def _mentions(folder: Path) -> Labelled:
    by_work: dict[str, list[dict[str, str]]] = {}
    with gzip.open(folder / "mentions.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            one = json.loads(line)
            by_work.setdefault(one["doi"], []).append(one)
    works: list[PrintedWork] = []
    persons: dict[tuple[str, int], str] = {}
    for doi, found in by_work.items():
        names = tuple(person_name(f"{one['lastname']}, {one['firstname']}") for one in found)
        affiliations = tuple((one["affiliation"],) if one["affiliation"] else () for one in found)
        year = int(found[0]["year"] or 0)
        works.append(PrintedWork(
            key=doi, names=names, affiliations=affiliations, titles=(), venues=(), year=year or None,
            printed=tuple(one["raw_name"] for one in found),
        ))  # fmt: skip
        persons |= {(doi, place): one["orcid"] for place, one in enumerate(found) if one["orcid"]}
    return Labelled(works, persons)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(sys.maxsize)
    with gzip.open(path, "rb") as file:
        yield from csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline=""))


def half(printed: str) -> str:
    """Which half a name belongs to: all that have its family name and initial are in the same."""
    name = person_name(printed)
    words = "" if name is None else name.short
    return HALVES[hashlib.sha256(words.encode()).digest()[0] % 2]


@dataclass(frozen=True, slots=True)
class Figures:
    """Pairs that were joined rightly, joined wrongly and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of the pairs that were joined, how many are one person."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of the pairs that are one person, how many were joined."""
        return self.right / max(self.right + self.missed, 1)


def judge(truth: Sequence[str | None], clustering: Clustering) -> Figures:
    """Compare clusters with the truth, pair by pair; what has no truth is left out."""
    label = {place: number for number, group in enumerate(clustering.groups) for place in group}
    known = [place for place, person in enumerate(truth) if person is not None]
    both = _pairs(Counter((truth[place], label[place]) for place in known))
    joined = _pairs(Counter(label[place] for place in known))
    same = _pairs(Counter(truth[place] for place in known))
    return Figures(both, joined - both, same - both)


def _pairs(counts: Counter) -> int:  # type: ignore[type-arg]  # of anything
    return sum(count * (count - 1) // 2 for count in counts.values())


def run(name: str, *, part: str | None, errors: int) -> dict[str, Figures]:
    """Measure one set, or a half of it, and print the figures: of all names, and of each half."""
    begin = time.process_time()
    data = load(name)
    signatures = [one for one in signatures_of(data.works) if (str(data.works[one[0]].key), one[1]) in data.persons]
    read = time.process_time()
    clustering = cluster_signatures(data.works, signatures)
    print(
        f"{name}: {len(signatures)} names, {clustering.compared} pairs compared, {clustering.passed} passed over, "
        f"review would ask {len(clustering.doubtful)}; read {read - begin:.1f} s, clustered {time.process_time() - read:.1f} s",
        flush=True,
    )
    truths = {side: _truth(data, signatures, side) for side in ((part,) if part else (None, *HALVES))}
    found = {side or "all": judge(truth, clustering) for side, truth in truths.items()}
    for side, one in found.items():
        print(
            f"  {side:7} P {one.precision:.4f} R {one.recall:.3f}  right {one.right} wrong {one.wrong} missed {one.missed}",
            flush=True,
        )
    if errors:
        for line in shown_errors(data, signatures, truths[part], clustering, most=errors):
            print("  ", line)
    return found


def _truth(data: Labelled, signatures: Sequence[tuple[int, int]], part: str | None) -> list[str | None]:
    """Give the person of each name of a half, None for those of the other."""
    told: list[str | None] = []
    for at, place in signatures:
        work = data.works[at]
        inside = part is None or part == half(work.printed[place])
        told.append(data.persons[str(work.key), place] if inside else None)
    return told


def shown_errors(
    data: Labelled,
    signatures: Sequence[tuple[int, int]],
    truth: Sequence[str | None],
    clustering: Clustering,
    *,
    most: int,
) -> Iterator[str]:
    """Show wrong merges, those that cost most pairs first, and persons who stand in several clusters."""

    def words(place: int) -> str:
        work = data.works[signatures[place][0]]
        title = " ".join(work.titles)[:60]
        return f"{work.printed[signatures[place][1]]} · {work.key} {work.year} {title} [{truth[place]}]"

    for wrong, group in sorted(_mixed(truth, clustering), key=lambda one: -one[0])[:most]:
        yield f"wrong pairs {wrong}, cluster of {len(group)}"
        yield from islice((_merge(pair, words) for pair in clustering.merged if _is_wrong(pair, group, truth)), 1)
    label = {place: number for number, group in enumerate(clustering.groups) for place in group}
    split: dict[str, dict[int, int]] = {}
    for place, person in enumerate(truth):
        if person is not None:
            split.setdefault(person, {})[label[place]] = place
    for apart in sorted(map(list, (found.values() for found in split.values())), key=lambda some: (-len(some), some))[
        :most
    ]:
        if len(apart) > 1:
            yield f"missed: one person in {len(apart)} clusters: {words(apart[0])} | {words(apart[1])}"


def _mixed(truth: Sequence[str | None], clustering: Clustering) -> Iterator[tuple[int, set[int]]]:
    """Give the clusters of several persons, with the number of their wrong pairs."""
    for group in clustering.groups:
        persons = Counter(truth[place] for place in group if truth[place] is not None)
        if len(persons) > 1:
            yield _pairs(Counter({"all": sum(persons.values())})) - _pairs(persons), set(group)


def _is_wrong(pair: Pair, group: set[int], truth: Sequence[str | None]) -> bool:
    persons = {truth[pair.one], truth[pair.other]}
    return pair.one in group and len(persons) == 2 and None not in persons


def _merge(pair: Pair, words: Callable[[int], str]) -> str:
    why = "; ".join(f"{one.name} {one.outcome} {one.bits:.1f} {'/'.join(one.found[:5])}" for one in pair.comparisons)
    return f"   {pair.score:.1f}: {words(pair.one)} = {words(pair.other)}: {why}"


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure the sets that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=(*SETS, "all"))
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--errors", type=int, default=0)
    given = parser.parse_args(None if arguments is None else list(arguments))
    for name in SETS if given.set == "all" else (given.set,):
        run(name, part=given.half, errors=given.errors)


if __name__ == "__main__":
    main()
