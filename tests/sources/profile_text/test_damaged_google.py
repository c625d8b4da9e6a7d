"""Pages in Google's layout that were damaged in copying: a name is never a title, no work is put together from two.

What two entries ran together without a seam (the venue and the abstract of the first and the title of the second are
lost) nobody can tell; where a list shows that it has lost much, its entries are left out and that is said.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from scholargraph.bibliography.lines import Line, lines
from scholargraph.sources.profile_text.drafts import Draft
from scholargraph.sources.profile_text.layouts import google
from scholargraph.sources.profile_text.layouts.google import likeness
from tests.sources.profile_text.google_pages import DAMAGES, Page, Piece, page
from tests.sources.profile_text.google_words import NAMES, ODD_NAMES

SEED: Final = 20261126
PAGES: Final = 223
"""So many pages for each damage: two thousand variants in all."""
LOSSES: Final = (
    "a tenth of lines lost", "three tenths of lines lost", "titles lost", "authors lost", "entries joined",
)  # fmt: skip
POOL: Final = frozenset((*NAMES, *ODD_NAMES))
LEAST_READ: Final = {
    "none": 1.0, "a tenth of lines lost": 0.985, "three tenths of lines lost": 0.93, "titles lost": 0.995, "authors lost": 0.995,
    "venues lost": 0.98, "entries joined": 0.97, "lines doubled": 0.995, "lines shuffled": 0.68,
}  # fmt: skip
"""Of the works whose title is left, the share that must be read with all that is left of them and nothing else, or be
left out because the list has lost too much to be sure of them."""
LEAST_RIGHT: Final = {
    "none": 1.0, "a tenth of lines lost": 0.93, "three tenths of lines lost": 0.57, "titles lost": 0.98, "authors lost": 0.995,
    "venues lost": 0.965, "entries joined": 0.985, "lines doubled": 0.995, "lines shuffled": 0.64,
}  # fmt: skip
"""The share that must be stated, with all that is left of them and nothing else."""
_SEAMLESS: Final = re.compile("TA*V?b?B?b?")
_LETTERS: Final = {"title": "T", "author": "A", "venue": "V", "abstract": "B", "button": "b"}


@dataclass
class Figures:
    """What was counted over the pages of one damage."""

    titled: int = 0
    right: int = 0
    stated: int = 0
    left_out: int = 0
    names: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    false_with_seam: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.titled} works with a title left, {self.right} right ({self.right / self.titled:.1%}); "
            f"{self.left_out} left out as not sure; {self.stated} stated, false: {len(self.false)}, "
            f"with a seam {len(self.false_with_seam)}; names as titles {len(self.names)}"
        )


class _Judge:
    """Holds what was read of one page against what the page was made of."""

    def __init__(self, damaged: Page) -> None:
        self.page = damaged
        self.places: list[tuple[int, int, Piece]] = []
        at = 0
        for text, piece in damaged.parts():
            if piece is not None:
                self.places.append((at, at + len(text), piece))
            at += len(text)
        self.starts = [start for start, _, _ in self.places]
        self.listing = google.read(list(lines(damaged.text()))).listing
        self.left: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for piece in damaged.pieces:
            if piece.text not in self.left[piece.entry][piece.kind]:
                self.left[piece.entry][piece.kind].append(piece.text)

    def pieces(self, *parts: Line | None) -> list[Piece]:
        """Give the pieces of the page that lines stand on."""
        found: list[Piece] = []
        for line in parts:
            if line is not None:
                first, last = max(bisect_right(self.starts, line.start) - 1, 0), bisect_left(self.starts, line.end)
                found += [
                    piece for start, end, piece in self.places[first:last] if start < line.end and end > line.start
                ]
        return found

    def is_right(self, draft: Draft) -> bool:
        """Whether an entry says all that is left of one, and nothing else."""
        (title,) = self.pieces(*draft.title)
        left = self.left[title.entry]
        return (
            [piece.text for piece in self.pieces(*draft.authors)] == left["author"]
            and [piece.text for piece in self.pieces(draft.venue, draft.date)] == left["venue"]
            and [piece.text for piece in self.pieces(*draft.abstract)] == left["abstract"]
        )

    def is_false(self, draft: Draft) -> bool:
        """Whether an entry has a title that is none, or something that is not its own."""
        titles = self.pieces(*draft.title)
        if len(titles) != 1 or titles[0].kind != "title" or titles[0].text != _title(draft):
            return True
        others = (
            ("author", self.pieces(*draft.authors)),
            ("venue", self.pieces(draft.venue, draft.date)),
            ("abstract", self.pieces(*draft.abstract)),
        )
        return any(piece.entry != titles[0].entry or piece.kind != kind for kind, pieces in others for piece in pieces)

    def is_seamless(self, draft: Draft) -> bool:
        """Whether the lines from the title to the last of an entry are those of a whole entry in their usual order."""
        start, end = draft.title[0].start, draft.span()[1]
        letters = "".join(_LETTERS[piece.kind] for at, _, piece in self.places if start <= at < end)
        return _SEAMLESS.fullmatch(letters) is not None

    def silent(self) -> list[str]:
        """Give the lines that are neither read nor said to be left out."""
        said = [line for draft in self.listing.drafts for line in _all(draft)] + [
            one.line for one in self.listing.doubts
        ]
        kept = {id(piece) for piece in self.pieces(*said)}
        return [piece.text for _, _, piece in self.places if piece.kind != "button" and id(piece) not in kept]

    def left_out(self) -> set[int]:
        """Give the entries whose title is left out because the list has lost too much."""
        unsure = [one.line for one in self.listing.doubts if one.reason.startswith("This entry is not stated")]
        return {piece.entry for piece in self.pieces(*unsure) if piece.kind == "title"}


def _title(draft: Draft) -> str:
    return " ".join(line.value for line in draft.title)


def _all(draft: Draft) -> list[Line]:
    last = [line for line in (draft.venue, draft.date) if line is not None]
    return [*draft.title, *draft.authors, *last, *draft.references, *draft.abstract]


@cache
def figures(damage: str) -> Figures:
    """Read the pages of one damage and count."""
    chance = random.Random(f"{SEED} {damage}")  # noqa: S311 - made-up pages, no secrets
    counted = Figures()
    for _ in range(PAGES):
        judge = _Judge(DAMAGES[damage](page(chance), chance))
        counted.titled += len({piece.entry for piece in judge.page.pieces if piece.kind == "title"})
        counted.silent += judge.silent()
        right = set()
        for draft in judge.listing.drafts:
            if not draft.title:
                continue
            counted.stated += 1
            title = _title(draft)
            if title in POOL:
                counted.names.append(title)
            if judge.is_false(draft):
                counted.false.append(title)
                if not judge.is_seamless(draft):
                    counted.false_with_seam.append(title)
            elif judge.is_right(draft):
                right.add(judge.pieces(*draft.title)[0].entry)
        counted.right += len(right)
        counted.left_out += len(judge.left_out() - right)
    print(f"\nseed {SEED}, {damage}: {counted}")  # noqa: T201 - figures for whoever runs it with -s
    return counted


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_name_is_a_title(damage: str) -> None:
    assert figures(damage).names == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_left_is_read(damage: str) -> None:
    counted = figures(damage)
    assert counted.right >= LEAST_RIGHT[damage] * counted.titled, str(counted)
    assert counted.right + counted.left_out >= LEAST_READ[damage] * counted.titled, str(counted)


@pytest.mark.parametrize("damage", [damage for damage in DAMAGES if damage != "lines shuffled"])
def test_no_line_is_passed_over_in_silence(damage: str) -> None:
    assert figures(damage).silent == []


def test_a_page_without_damage_is_read_whole() -> None:
    counted = figures("none")
    assert counted.right == counted.stated == counted.titled
    assert counted.false == []


@pytest.mark.parametrize(("damages", "most"), [(LOSSES, 1.7), (tuple(DAMAGES), 1.0)], ids=["losses", "all"])
def test_works_that_are_put_together_from_two_are_rare(damages: tuple[str, ...], most: float) -> None:
    """So many in a thousand. One in a thousand would cost lists that are read right today: see `entries.LEAST`."""
    every = [figures(damage) for damage in damages]
    false = [title for one in every for title in one.false]
    assert 1000 * len(false) <= most * sum(one.stated for one in every), false


# ── names and titles of others ──────────────────────────────────────────────────────────────────────────────────────


def test_thousands_of_names_and_titles_are_told_apart(shared: Path) -> None:
    with gzip.open(shared / "labelled/persons/acl-2022-2024/works.csv.gz", "rt", encoding="utf-8") as file:
        works = list(csv.DictReader(file))
    titles = {" ".join(work["title"].split()) for work in works}
    names = {name.strip() for work in works for name in work["authors"].split(";") if name.strip()}
    doubtful = sorted(title for title in titles if not likeness.reads_as_title(Line(title, 0, len(title))))
    mistaken = sorted(name for name in names if likeness.reads_as_title(Line(name, 0, len(name))))
    assert 200 * len(doubtful) <= len(titles), doubtful
    assert 500 * len(mistaken) <= len(names), mistaken
