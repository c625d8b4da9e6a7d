"""Works compared: every comparison with its weight.

It joins nothing; the weights are in `works.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scholargraph.model import (
    Reason,
)
from scholargraph.reconcile.comparisons import abstracts, marks, people, places, titles
from scholargraph.reconcile.comparisons.table import Table
from scholargraph.reconcile.comparisons.work import Work

UNIQUE: Final = frozenset({"doi", "arxiv", "pmid", "pmcid", "acl", "dblp-rec", "openalex", "wikidata", "hdl"})
"""Schemes of which a work has one value, but for those of its preprint."""
LOOSE: Final = frozenset({"openalex", "dblp-rec", "wikidata", "hdl"})
"""Of these, those of which registries give two values to one work by mistake: they part only entries of one source."""

_GIVEN_ONCE: Final = UNIQUE | {"doi of a preprint"}
"""Schemes of which a value is given to one work only."""

# ── Comparisons ─────────────────────────────────────────────────────────────────────────────────────────────────────

Outcome = tuple[str, float]
"""How a comparison came out, and which part of its weight counts."""


def _identifier(one: Work, other: Work) -> Iterator[str]:
    """Compare identifiers scheme by scheme; the same one twice says no more than once."""
    shared = {identifier.scheme for identifier in one.identifiers & other.identifiers}
    books = {one.form, other.form} <= {"book", ""}
    if shared & _GIVEN_ONCE:
        yield "shared"
    elif "isbn" in shared:
        yield "shared ISBN" if books else "ISBN of a whole"
    if not one.identifiers or not other.identifiers or shared & UNIQUE:
        return
    schemes = {each.scheme for each in one.identifiers} & {each.scheme for each in other.identifiers} & UNIQUE
    if schemes - LOOSE or (schemes and one.source == other.source):
        yield "differ"
    elif schemes:
        yield "differ in a registry"


def _is_copied(one: Work, other: Work, title: Outcome | None) -> bool:
    """Whether the only identifier that two works share stands beside two titles that cannot be one.

    Two identifiers are not copied to another work by one mistake; what is cut, abbreviated or broken is no other title.
    """
    if title is None or title[0] not in {"differs", "another of a row"}:
        return False
    shared = sum(one.scheme in _GIVEN_ONCE for one in one.identifiers & other.identifiers)
    if shared != 1 or one.title is None or other.title is None:
        return False
    return title[0] == "another of a row" or titles.unrelated(one.title, other.title)


def _title(one: Work, other: Work, counts: titles.Counts) -> Outcome | None:
    if one.title is None or other.title is None:
        return None
    names = {family for family, _ in (*one.authors, *other.authors)}
    found = titles.compare(one.title, other.title, counts, names=names)
    if found[0] in {"equal", "says nothing", "common"} or not (one.others or other.others):
        return found
    mine, theirs = {one.title.letters, *one.others}, {other.title.letters, *other.others}
    return ("another name", 1.0) if mine & theirs else found


def _mark(one: Work, other: Work) -> str | None:
    if one.title is None or other.title is None:
        return None
    mine, theirs = one.title.mark, other.title.mark
    if mine == theirs:
        return None
    if {mine, theirs} <= {"", *marks.FORMS}:
        return "extended version" if marks.EXTENDED in {mine, theirs} else "short form"
    return "of another work"


def _pages(one: Work, other: Work) -> str | None:
    found = places.compare_pages(one.pages, other.pages)
    if found == "equal" and one.pages != other.pages and len(one.pages) == len(other.pages) and one.year != other.year:
        # What stands first in each volume begins on one page.
        return "nearly" if places.compare_numbers(one.volume, other.volume) == "differs" else found
    if found != "differs":
        return found
    if not (one.pages[0].isdigit() and other.pages[0].isdigit()):
        return found  # a page in print, and the number of an article online
    if places.compare_numbers(one.volume, other.volume) != "equal" or one.year != other.year:
        return found
    return "differs in one issue" if one.issue and one.issue == other.issue else "differs in one volume"


def _venue(one: Work, other: Work) -> str | None:
    found = places.compare_venues(one.venues, other.venues)
    return None if found == "differs" and "preprint" in {one.form, other.form} else found


def _year(one: Work, other: Work) -> str | None:
    found = places.compare_years(one.year, other.year)
    if found in {None, "equal"}:
        return found
    if {one.form, other.form}.isdisjoint(places.AUTHORED):
        if not (one.personal or other.personal):
            return "another, without authors"
        # Who is entered as its only author may be an office.
        if all(
            work.title is not None and titles.is_yearly(work.title) and len(work.authors) <= 1 for work in (one, other)
        ):
            return "another, of a yearly work"
    if found == "far":
        if "preprint" in {one.form, other.form}:
            return "near"
        return "far, of books" if one.form == other.form == "book" else found
    return found


def _form_pair(one: Work, other: Work) -> str | None:
    found = places.compare_forms(one.form, other.form)
    years = places.compare_years(one.year, other.year)
    return "conference and later journal" if found == "conference and journal" and years in {"near", "far"} else found


def _entry(one: Work, other: Work, title: Outcome | None) -> str | None:
    """Say whether two entries mean two works: titles that differ in one source, or of two chapters."""
    if title is None or title[0] != "differs":
        return None
    return "of its own" if one.source == other.source or one.form == other.form == "chapter" else None


def _place(one: Work, other: Work) -> str | None:
    """Say whether the places where two works appeared differ altogether; one mistake in an entry is no other place."""
    if "preprint" in {one.form, other.form}:
        return None
    pages = places.compare_pages(one.pages, other.pages)
    volume = places.compare_numbers(one.volume, other.volume)
    venue, year = _venue(one, other), _year(one, other)
    if pages in {"equal", "nearly"} and pages != _pages(one, other):
        return "elsewhere"
    if pages in {"equal", "nearly", "one below the other"}:
        same = volume == "equal" and venue in {"equal", "abbreviated"} and one.pages == other.pages
        return "the very same" if same and places.is_long(one.pages) else None
    if pages == volume == "differs":
        return "elsewhere" if year not in {None, "equal"} or venue == "differs" else "other volume and pages"
    if volume == "equal":
        return None
    if (pages, volume, venue).count("differs") + (year not in {None, "equal"}) >= 3:
        return "elsewhere"
    numbers = (volume, places.compare_numbers(one.issue, other.issue))
    if pages is None and (venue == "differs" or (venue == "partly" and volume == "differs")) and "differs" in numbers:
        return "another journal"
    return "another year and venue" if venue == "differs" and year not in {None, "equal"} else None


def _witness(one: Work, other: Work) -> str | None:
    """Say whether two works of two years have nothing but their titles in common, because nothing else is said."""
    if _year(one, other) in {None, "equal"} or (one.authors and other.authors):
        return None
    said = ((one.venues, other.venues), (one.volume, other.volume), (one.pages, other.pages))
    return None if any(all(pair) for pair in said) or one.identifiers & other.identifiers else "the title alone"


def _edition(one: Work, other: Work) -> str | None:
    if not one.edition or not other.edition:
        return None
    return None if one.edition == other.edition else "differs"


def _volume(one: Work, other: Work) -> str | None:
    found = places.compare_numbers(one.volume, other.volume)
    return None if found == "differs" and "preprint" in {one.form, other.form} else found


def _issue(one: Work, other: Work) -> str | None:
    found = places.compare_numbers(one.issue, other.issue)
    return None if found == "differs" and "preprint" in {one.form, other.form} else found


def _language(one: Work, other: Work) -> str | None:
    if not one.language or not other.language or one.language == other.language:
        return None
    same = one.title is not None and other.title is not None and one.title.letters == other.title.letters
    return None if same else "differs"


_PLAIN: Final[tuple[tuple[str, Callable[[Work, Work], str | None]], ...]] = (
    ("mark", _mark),
    ("authors", lambda one, other: people.compare(
        one.authors, other.authors, cut=one.authors_cut or other.authors_cut)),
    ("year", _year),
    ("form", _form_pair),
    ("venue", _venue),
    ("volume", _volume),
    ("issue", _issue),
    ("pages", _pages),
    ("place", _place),
    ("witness", _witness),
    ("edition", _edition),
    ("language", _language),
    ("abstract", lambda one, other: abstracts.compare(one.abstract, other.abstract)),
)  # fmt: skip
"""The comparisons that need nothing but two works, by their names in the table."""


@dataclass(frozen=True, slots=True)
class Score:
    """What all comparisons of two works come to.

    Attributes:
        bits: the sum of the weights.
        outcomes: each comparison with its outcome, and the bits that it gives.
        apart: whether one of them parts the two for certain.
        shared: whether they share an identifier that one work has: if they are two, somebody made a mistake.
    """

    bits: float
    outcomes: tuple[tuple[str, str, float], ...]
    apart: bool
    shared: bool


class Scorer:
    """Compares works by a table of weights, with words counted from the input."""

    def __init__(self, counts: titles.Counts, weights: Table) -> None:
        self.counts = counts
        self.table = weights

    def score(self, one: Work, other: Work) -> Score:
        """Compare two works."""
        levels = self.table.levels
        bits = self.table.prior
        outcomes: list[tuple[str, str, float]] = []
        apart = shared = False
        for name, outcome, part in self._outcomes(one, other):
            level = levels[name, outcome]
            shared = shared or (name == "identifier" and outcome == "shared")
            apart = apart or level.apart
            bits += level.weight * part
            outcomes.append((name, outcome, level.weight * part))
        return Score(bits, tuple(outcomes), apart and not shared, shared)

    def _outcomes(self, one: Work, other: Work) -> Iterator[tuple[str, str, float]]:
        for outcome in _identifier(one, other):
            yield "identifier", outcome, 1.0
        title = _title(one, other, self.counts)
        if title is not None:
            yield "title", *title
        if _is_copied(one, other, title):
            yield "identifier", "on another title", 1.0
        entry = _entry(one, other, title)
        if entry is not None:
            yield "entry", entry, 1.0
        for name, compare in _PLAIN:
            found = compare(one, other)
            if found is not None:
                yield name, found, 1.0

    def reasons(self, score: Score) -> tuple[Reason, ...]:
        """Give the reasons of a score, the weightiest first."""
        levels = self.table.levels
        found = [
            Reason(name, outcome, round(weight, 2), levels[name, outcome].words)
            for name, outcome, weight in score.outcomes
        ]
        return tuple(sorted(found, key=lambda reason: (-abs(reason.weight), reason.comparison)))


def counted(works: Iterable[Work]) -> titles.Counts:
    """Count words and titles of works."""
    return titles.Counts.of(
        (
            work.title,
            (
                work.authors[0][0] if work.authors else "",
                f"{work.year} {work.volume} {work.issue}" if work.year and work.volume and work.issue else "",
            ),
        )
        for work in works
        if work.title is not None
    )
