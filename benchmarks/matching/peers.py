"""Peers that join the same rows: Splink, in a Python of its own."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Final

from benchmarks.matching.records import Row
from benchmarks.matching.sets import Labelled

_RUN: Final = Path(__file__).with_name("splink_run.py")


def splink(given: Labelled, python: str) -> list[list[list[str]]]:
    """Give the groups of ids that Splink finds at each of several thresholds.

    Raises:
        SystemExit: it failed; what it printed is the message.
    """
    rows = [{**_plain(row), "source_dataset": f"s{place}"} for place, some in enumerate(given.rows) for row in some]
    done = subprocess.run([python, str(_RUN)], input=json.dumps(rows), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"Splink failed:\n{done.stderr[-3000:]}")
    found: list[list[list[str]]] = json.loads(done.stdout[done.stdout.index("[[[") :])
    return found


def _plain(row: Row) -> dict[str, str | None]:
    """Give a row with plain letters, as its documentation advises; nothing where nothing is said."""
    doi = next((one[4:].casefold() for one in row.identifiers if one.startswith("doi:")), "")
    cells = {
        "title": _letters(row.title), "authors": _letters(" ".join(row.authors)),
        "first_author": _family(row.authors[0]) if row.authors else "", "year": str(row.year or ""),
        "venue": _letters(row.venue), "volume": _letters(row.volume),
        "pages": "-".join(re.findall(r"[0-9]+", row.pages)[:2]), "doi": doi,
    }  # fmt: skip
    return {"unique_id": row.id, **{name: words or None for name, words in cells.items()}}


def _letters(text: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _family(name: str) -> str:
    """Give the family name of a printed name: before the comma, or the last word."""
    return _letters(name.partition(",")[0]).rpartition(" ")[2]
