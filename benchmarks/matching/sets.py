"""The labelled sets of works: their rows, what is known of them, and which pairs are left out because of known flaws.

Errata, translations and what a SOURCE.md calls a flaw is left out and counted.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Final

from benchmarks.matching.records import Row, names_in, year_in
from scholargraph.model import PublicationType

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"
LABELLED: Final = SHARED / "labelled" / "works"
Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """Give a pair in its order."""
    return (one, other) if one < other else (other, one)


def _nothing(_one: Row, _other: Row, _true: bool) -> bool:  # noqa: FBT001 - called by place
    return False


@dataclass(slots=True)
class Labelled:
    """A labelled set.

    Attributes:
        name: what it is called.
        rows: what its records say; a list for each source.
        truth: pairs of ids of one work.
        left_out: tells of a pair whether it is left out because of a known flaw.
        across: whether only pairs of two sources are judged.
    """

    name: str
    rows: list[list[Row]]
    truth: set[Pair]
    left_out: Callable[[Row, Row, bool], bool] = _nothing
    across: bool = False
    by_id: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {row.id: row for rows in self.rows for row in rows}


def _rows(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter)
    for row in reader:
        yield {name: value or "" for name, value in row.items() if name}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _overlap(one: Row, other: Row) -> float:
    mine, theirs = _words(one.title), _words(other.title)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


# ── Cora ────────────────────────────────────────────────────────────────────────────────────────────────────────────

_FLAWED: Final = ("fahlman1988a", "hoehfeld1992a")


def cora_1879() -> Labelled:
    """Citations with elements; keys of two works are spread over two clusters, and eight entries are badly tagged."""
    rows = []
    for one in _rows(LABELLED / "cora-1879" / "records.csv"):
        authors, cut = names_in(one["author"])
        kind = PublicationType.OTHER
        if one["tech"] or (one["institution"] and not one["journal"] and not one["booktitle"]):
            kind = PublicationType.REPORT
        elif one["journal"]:
            kind = PublicationType.JOURNAL_ARTICLE
        elif one["booktitle"]:
            kind = PublicationType.CONFERENCE_PAPER
        rows.append(Row(
            one["id"], one["title"], tuple(authors), cut, year_in(f"{one['year']} {one['date']}"),
            one["journal"] or one["booktitle"], one["volume"].strip(" ,."), "", one["pages"], kind,
            extra={"key": one["key"]},
        ))  # fmt: skip
    text = gzip.decompress((LABELLED / "cora-1879" / "truth.csv.gz").read_bytes()).decode()
    truth = {pair(*line.split(";")) for line in text.splitlines()[1:]}

    def left_out(one: Row, other: Row, true: bool) -> bool:  # noqa: FBT001 - called by place
        if min(int(one.id), int(other.id)) <= 8:
            return True
        return any(name in one.extra["key"] and name in other.extra["key"] for name in _FLAWED)

    return Labelled("cora-1879", [rows], truth, left_out)


def cora_1295() -> Labelled:
    """Citations in small letters, cut otherwise, with the names of venues as printed."""
    rows = []
    for one in _rows(LABELLED / "cora-1295" / "records.csv", "|"):
        authors, cut = names_in(one["author"])
        report = re.search(r"technical report|tech\.? rep|\btr\b|memo|unpublished|thesis", " ".join(one.values()))
        issued = report or one["institution"]
        kind = PublicationType.REPORT if issued and not one["venue"] else PublicationType.OTHER
        if one["venue"].startswith("in "):
            kind = PublicationType.CONFERENCE_PAPER
        elif one["venue"] and one["volume"]:
            kind = PublicationType.JOURNAL_ARTICLE
        rows.append(Row(
            one["Entity Id"], one["title"], tuple(authors), cut, year_in(one["year"]) or year_in(one["month"]),
            one["venue"], one["volume"].strip(" ,."), "", one["pages"], kind,
        ))  # fmt: skip
    truth = {
        pair(*line.split("|")) for line in (LABELLED / "cora-1295" / "truth.csv").read_text("utf-8").split() if line
    }
    return Labelled("cora-1295", [rows], truth)


# ── DBLP and Google Scholar ─────────────────────────────────────────────────────────────────────────────────────────


def dblp_scholar() -> Labelled:
    """Whole sides. Left out: equal titles that the truth does not have, true pairs that share under a fifth of their words."""
    sides = []
    for name in ("left.csv", "right.csv.gz"):
        rows = []
        for one in _rows(LABELLED / "dblp-scholar" / name):
            names = [name.strip() for name in one["authors"].split(",")]
            year = one["year"].partition(".")[0]
            venue = "" if one["venue"] == "N/A" else one["venue"]
            rows.append(Row(
                one["id"], one["title"], tuple(name for name in names if name and name not in {"N/A", "…"}),
                "…" in one["authors"] or "..." in one["authors"],
                int(year) if year.isdigit() and 1800 < int(year) < 2030 else None, venue,
            ))  # fmt: skip
        sides.append(rows)
    truth = {pair(one["idDBLP"], one["idScholar"]) for one in _rows(LABELLED / "dblp-scholar" / "truth.csv")}

    def left_out(one: Row, other: Row, true: bool) -> bool:  # noqa: FBT001 - called by place
        if true:
            return _overlap(one, other) < 0.2
        mine, theirs = (re.sub(r"\W+", "", row.title.casefold()) for row in (one, other))
        return mine == theirs and len(mine) > 20

    return Labelled("dblp-scholar", sides, truth, left_out, across=True)


# ── Exports of searches ─────────────────────────────────────────────────────────────────────────────────────────────

EXPORTS: Final = ("cytology-screening", "haematology", "respiratory", "stroke", "digital-work")
_TYPES: Final[Mapping[str, PublicationType]] = {
    "article": PublicationType.JOURNAL_ARTICLE, "inproceedings": PublicationType.CONFERENCE_PAPER,
    "conference": PublicationType.CONFERENCE_PAPER, "book": PublicationType.BOOK, "inbook": PublicationType.CHAPTER,
    "incollection": PublicationType.CHAPTER, "phdthesis": PublicationType.THESIS,
    "mastersthesis": PublicationType.THESIS, "techreport": PublicationType.REPORT,
}  # fmt: skip
_NOTICE: Final = re.compile(r"\b(?:errat(?:um|a)|corrigend(?:um|a)|correction)\b", re.IGNORECASE)


def _is_notice(row: Row) -> bool:
    """Whether a title is that of a notice; “[Erratum appears in …]” stands behind that of an article."""
    return bool(_NOTICE.search(re.sub(r"\[.*?\]", "", row.title)))


def search_export(name: str) -> Labelled:
    """Exports of several databases, put together. Left out: errata with their articles, titles with their translations."""
    folder = LABELLED / "search-exports"
    rows = []
    for one in _rows(folder / f"{name}.records.csv.gz"):
        authors, cut = names_in(one["author"])
        rows.append(Row(
            one["ID"], one["title"], tuple(authors), cut, year_in(one["year"]),
            one.get("journal") or one.get("booktitle") or "", one["volume"].replace("UNKNOWN", ""),
            one["number"].replace("UNKNOWN", ""), one["pages"].replace("UNKNOWN", ""),
            _TYPES.get(one.get("ENTRYTYPE", ""), PublicationType.OTHER),
            tuple(f"{scheme}:{one[scheme]}" for scheme in ("doi", "isbn") if one.get(scheme)),
        ))  # fmt: skip
    truth: set[Pair] = set()
    for group in _rows(folder / f"{name}.truth.csv"):
        truth |= {pair(*two) for two in combinations(group["merged_ids"].split(";"), 2)}

    def left_out(one: Row, other: Row, true: bool) -> bool:  # noqa: FBT001 - called by place
        if true:
            unlike = bool(one.title and other.title) and _overlap(one, other) < 0.3
            return unlike or _is_notice(one) != _is_notice(other)
        mine, theirs = ((row.title, row.year, row.authors, row.pages) for row in (one, other))
        return name == "digital-work" and mine == theirs

    return Labelled(name, [rows], truth, left_out)


def all_sets() -> Iterable[tuple[str, Callable[[], Labelled]]]:
    """Give every public set by its name."""
    yield "cora-1295", cora_1295
    yield "cora-1879", cora_1879
    for name in EXPORTS:
        yield name, partial(search_export, name)
    yield "dblp-scholar", dblp_scholar
