"""Which readings are compared at all: those that share a key, never all with all.

Keys and pairs are sorted on the disk (`store.Runs`). A block that is too large is narrowed by further keys; what is then still
too large is compared with its neighbours in the order of content, and what is not compared is counted. It scores nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import combinations, groupby
from pathlib import Path
from typing import Final

from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.titles import Counts
from scholargraph.reconcile.comparisons.work import Work
from scholargraph.store import Runs

MOST: Final = 24
"""How many readings a block may hold in which each is compared with each."""
MOST_WORDS: Final = 8
"""The same for blocks of titles that share two words or a word and the first author: a copy shares several of them."""
_WORDS: Final = frozenset("wf")
NEIGHBOURS: Final = 6
"""With how many of the next ones each is compared, in a block that nothing narrows."""
_RARE: Final = 4
"""By how many of its rarest words, in pairs, a title is found."""
_LETTERS: Final = 14
"""By how many of its first and last letters a title is found, blanks left out."""
_PRINTS: Final = 4
"""By how many fingerprints of its abstract a work is found."""


@dataclass(slots=True)
class Pairs:
    """The pairs to compare, as places in the sequence of works; `skipped` counts pairs of blocks that were too large.

    `largest` is the largest of these blocks: how many works, the kind of the key, the first of them.
    """

    found: Iterable[tuple[int, int]] = ()
    skipped: int = field(default=0)
    largest: tuple[int, str, int] = (0, "", 0)


def keys(work: Work, counts: Counts) -> Iterator[str]:
    """Give what a work can be found by: in each key, works may be the same."""
    yield from (f"i{identifier}" for identifier in work.identifiers if identifier.scheme != "issn")
    family = work.authors[0][0] if work.authors else ""
    title = work.title
    yield from (f"t{letters}" for letters in work.others)
    if title is not None:
        yield f"t{title.letters}"
        yield from _words(title.words, family, counts)
        if len(title.letters) > _LETTERS:
            yield f"b{title.letters[:_LETTERS]}"
            yield f"e{title.letters[-_LETTERS:]}"
    yield from _places(work, family)
    if family and work.year and title is None:
        yield f"a{family} {work.year}"
    for one in work.abstract[:_PRINTS]:
        yield f"s{one}"


def _places(work: Work, family: str) -> Iterator[str]:
    """Give the first page with what it is the page of: of two works with unlike titles it may tell that they are one."""
    if not work.pages:
        return
    page = work.pages[0]
    if work.volume:
        yield f"p{page} {work.volume} {family[:5]}"
    if work.year:
        yield f"y{page} {work.year} {family[:5]}"
    if work.volume and work.year:
        yield f"v{page} {work.volume} {work.year}"


def _words(words: Sequence[str], family: str, counts: Counts) -> Iterator[str]:
    """Give pairs of the rarest words that another title has, too, and each with the first author."""
    small = table("works").lists["small words"]
    known = sorted(
        {word for word in words if counts.words[word] > 1 and word not in small and len(word) > 1},
        key=lambda word: (counts.words[word], word),
    )[:_RARE]
    for pair in combinations(sorted(known), 2):
        yield f"w{' '.join(pair)}"
    if family:
        for word in known[:3]:
            yield f"f{family} {word}"


def pairs(works: Sequence[Work], counts: Counts, folder: Path) -> Pairs:
    """Give the pairs of works that share a key, each once and in order; the runs lie in the folder."""
    blocks = Runs(_made(folder, "keys"))
    for place, work in enumerate(works):
        for key in set(keys(work, counts)):
            digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
            blocks.add(f"{digest}{key[0]}\t{place:09d}")
    result = Pairs()
    found = Runs(_made(folder, "pairs"))
    for key, lines in groupby(blocks.merged(), key=lambda line: line.partition("\t")[0]):
        members = [int(line.rpartition("\t")[2]) for line in lines]
        if len(members) > 1:
            for one, other in _within(key[-1], members, works, result):
                found.add(f"{one:09d} {other:09d}")
    result.found = ((int(line[:9]), int(line[10:])) for line in found.merged())
    return result


def _made(folder: Path, name: str) -> Path:
    return Path(tempfile.mkdtemp(dir=folder, prefix=f"{name}-"))


def _within(kind: str, members: Sequence[int], works: Sequence[Work], result: Pairs) -> Iterator[tuple[int, int]]:
    """Give the pairs of a block that are compared: all of a small one."""
    if len(members) <= (MOST_WORDS if kind in _WORDS else MOST):
        yield from combinations(members, 2)
        return
    seen: set[tuple[int, int]] = set()
    for narrowed in _narrowed(members, works, neighbours=kind not in _WORDS):
        if len(narrowed) <= MOST:
            some: Iterable[tuple[int, int]] = combinations(narrowed, 2)
        else:
            some = (
                (narrowed[place], narrowed[next_])
                for place in range(len(narrowed))
                for next_ in range(place + 1, min(place + NEIGHBOURS + 1, len(narrowed)))
            )
        for one, other in some:
            pair = (one, other) if one < other else (other, one)
            if pair not in seen:
                seen.add(pair)
                yield pair
    left = len(members) * (len(members) - 1) // 2 - len(seen)
    result.skipped += left
    if left and len(members) > result.largest[0]:
        result.largest = (len(members), kind, members[0])


def _narrowed(members: Sequence[int], works: Sequence[Work], *, neighbours: bool) -> Iterator[list[int]]:
    """Give smaller blocks of those of a large one that agree in something more, and all of them by the order of content.

    What says nothing of a thing is in the last of them only: works are in the order of what they say, so that those which
    say the same stand side by side.
    """
    for narrow in (_by_author, _by_year, _by_page, _by_volume, _by_venue):
        parts: dict[str, list[int]] = {}
        for member in members:
            value = narrow(works[member])
            if value:
                parts.setdefault(value, []).append(member)
        for part in parts.values():
            if len(part) > 1:
                yield part if len(part) <= MOST else _sorted(part, works)
    if neighbours:
        yield _sorted(members, works)


def _sorted(members: Sequence[int], works: Sequence[Work]) -> list[int]:
    return sorted(members, key=lambda member: (
        "" if works[member].title is None else works[member].title.letters,  # type: ignore[union-attr]
        works[member].year or 0, works[member].authors[:2], member,
    ))  # fmt: skip


def _by_author(work: Work) -> str:
    return f"{work.authors[0][0]} {work.year}" if work.authors else ""


def _by_year(work: Work) -> str:
    title = "" if work.title is None else work.title.letters[:_LETTERS]
    return f"{work.year} {title}" if work.year else ""


def _by_page(work: Work) -> str:
    return f"{work.pages[0]} {work.year}" if work.pages else ""


def _by_volume(work: Work) -> str:
    return f"{work.volume} {work.issue} {work.year}" if work.volume else ""


def _by_venue(work: Work) -> str:
    return f"{work.venues[0]} {work.year}" if work.venues else ""
