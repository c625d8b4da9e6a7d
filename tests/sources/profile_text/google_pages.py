"""Pages in the layout of Google's people pages, made up from known entries, and the damage that copying does to them.

Each piece of a page knows which entry it came from, so that what is read can be held against it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from tests.sources.profile_text.google_words import (
    ENDS,
    MIDDLES,
    NAMES,
    ODD_NAMES,
    OWNERS,
    SHORT_TITLES,
    STARTS,
    VENUES,
)


@dataclass(frozen=True)
class Piece:
    """A line of a page: what it is, and of which entry."""

    text: str
    entry: int
    kind: str  # title, author, venue, abstract, button
    joined: bool = False  # the line end after it is lost


@dataclass(frozen=True)
class Entry:
    """What an entry was made of."""

    title: str
    authors: tuple[str, ...]
    venue: str
    abstract: str


@dataclass(frozen=True)
class Page:
    """A page: who it is about, its entries, and its list as pieces."""

    owner: str
    entries: tuple[Entry, ...]
    pieces: tuple[Piece, ...]

    def text(self) -> str:
        """Give the page as a text."""
        return "".join(text for text, _ in self.parts())

    def parts(self) -> list[tuple[str, Piece | None]]:
        """Give the text in parts, each with the piece that it is."""
        head = (
            f"{self.owner}\n\n{self.owner}\n\n{self.owner} is a Research Scientist at Google.\nAuthored Publications\n"
        )
        head += "Sort By\n  • Title\n  • Title, descending\n  • Year\n  • Year, descending\n"
        parts: list[tuple[str, Piece | None]] = [(head, None)]
        for piece in self.pieces:
            parts += [("    ", None), (piece.text, piece), (" " if piece.joined else "\n", None)]
        return [*parts, ("    ×\n", None)]


def page(chance: random.Random) -> Page:
    """Make a page of five to twelve entries."""
    owner = chance.choice(OWNERS)
    circle = [name for name in chance.sample(NAMES, 14) if name != owner] + chance.sample(ODD_NAMES, 5)
    style = chance.choice(("inline", "inline", "inline", "lines"))
    without = chance.choice(("none", "closer", "nothing"))  # what stands where an entry has no abstract
    entries, pieces, titles = [], [], set[str]()
    for number in range(chance.randint(5, 12)):
        made = title(chance)
        while made in titles:
            made = title(chance)
        titles.add(made)
        entry = Entry(
            title=made,
            authors=tuple(chance.sample(circle, chance.choice((1, 1, 2, 2, 3, 3, 4, 5, 6)))),
            venue=chance.choice(VENUES).format(year=chance.randint(1998, 2024), page=chance.randint(1, 400)),
            abstract="" if without != "none" and chance.random() < 0.12 else abstract(chance),
        )
        entries.append(entry)
        pieces += [Piece(entry.title, number, "title"), *(Piece(name, number, "author") for name in entry.authors)]
        pieces += [Piece(entry.venue, number, "venue"), *_abstract(entry, number, style, without)]
    return Page(owner, tuple(entries), tuple(pieces))


def _abstract(entry: Entry, number: int, style: str, without: str) -> list[Piece]:
    if not entry.abstract:
        return [Piece("View details", number, "button")] if without == "closer" else []
    if style == "inline":
        return [Piece(f"Preview abstract {entry.abstract} View details", number, "abstract")]
    opener, closer = (Piece(words, number, "button") for words in ("Preview abstract", "View details"))
    return [opener, Piece(entry.abstract, number, "abstract"), closer]


def title(chance: random.Random) -> str:
    """Make a title of two to twelve words, in one of many languages."""
    if chance.random() < 0.12:
        return chance.choice(SHORT_TITLES)
    language = chance.choice(tuple(STARTS))
    return chance.choice(STARTS[language]).format(chance.choice(MIDDLES[language]), chance.choice(MIDDLES[language]))


def abstract(chance: random.Random) -> str:
    """Make an abstract of one to three sentences."""
    return " ".join(chance.sample(ENDS, chance.choice((1, 2, 2, 3))))


# ── damage ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _unharmed(page: Page, chance: random.Random) -> Page:
    return page


def _losing(share: float) -> Callable[[Page, random.Random], Page]:
    def lose(page: Page, chance: random.Random) -> Page:
        return _with(page, [piece for piece in page.pieces if chance.random() >= share])

    return lose


def _without(kind: str) -> Callable[[Page, random.Random], Page]:
    """Lose every line of a kind, of one to three entries or of a third of them."""

    def lose(page: Page, chance: random.Random) -> Page:
        lost = set(chance.sample(range(len(page.entries)), chance.randint(1, max(len(page.entries) // 3, 3))))
        return _with(page, [piece for piece in page.pieces if piece.kind != kind or piece.entry not in lost])

    return lose


def _joined(page: Page, chance: random.Random) -> Page:
    """Lose the line ends between some entries and those that follow them."""
    pieces = list(page.pieces)
    borders = [at for at, piece in enumerate(pieces[:-1]) if pieces[at + 1].entry != piece.entry]
    for at in chance.sample(borders, chance.randint(1, max(len(borders) // 3, 1))):
        one = pieces[at]
        pieces[at] = Piece(one.text, one.entry, one.kind, joined=True)
    return _with(page, pieces)


def _doubled(page: Page, chance: random.Random) -> Page:
    return _with(page, [one for piece in page.pieces for one in [piece] * (1 + (chance.random() < 0.1))])


def _shuffled(page: Page, chance: random.Random) -> Page:
    """Exchange some lines with the ones below them."""
    pieces = list(page.pieces)
    for at in chance.sample(range(len(pieces) - 1), max(len(pieces) // 15, 1)):
        pieces[at], pieces[at + 1] = pieces[at + 1], pieces[at]
    return _with(page, pieces)


def _with(page: Page, pieces: Sequence[Piece]) -> Page:
    return Page(page.owner, page.entries, tuple(pieces))


DAMAGES: Final[dict[str, Callable[[Page, random.Random], Page]]] = {
    "none": _unharmed,
    "a tenth of lines lost": _losing(0.1),
    "three tenths of lines lost": _losing(0.3),
    "titles lost": _without("title"),
    "authors lost": _without("author"),
    "venues lost": _without("venue"),
    "entries joined": _joined,
    "lines doubled": _doubled,
    "lines shuffled": _shuffled,
}
