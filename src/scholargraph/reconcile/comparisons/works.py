"""Works compared: what of a reading is compared, in a compact form, and every comparison with its weight.

It joins nothing; the weights are in `works.toml`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from scholargraph.iris import Key
from scholargraph.model import (
    AgentKind,
    ContributorRole,
    Gap,
    Identifier,
    Publication,
    PublicationStatus,
    Reason,
    SourceRecord,
    Venue,
)
from scholargraph.reconcile.comparisons import abstracts, people, places, titles
from scholargraph.reconcile.comparisons.table import Table, table
from scholargraph.reconcile.comparisons.words import folded

UNIQUE: Final = frozenset({"doi", "arxiv", "pmid", "pmcid", "acl", "dblp-rec", "openalex", "wikidata", "hdl"})
"""Schemes of which a work has one value, but for those of its preprint."""
LOOSE: Final = frozenset({"openalex", "dblp-rec", "wikidata", "hdl"})
"""Of these, those of which registries give two values to one work by mistake: they part only entries of one source."""


@dataclass(frozen=True, slots=True)
class Work:
    """What of a reading is compared, in a compact form.

    Attributes:
        key: the key that the source made up.
        source: the name of the source.
        title: the title; None where it is lost.
        others: letters of its other titles.
        authors: the authors in order; `authors_cut` says that more are known to be missing.
        year: when it appeared.
        venues: the names of where it appeared.
        volume, issue, edition: as written, in a normal form.
        pages: first and last page.
        form: in which form it is: journal, conference, preprint, report, book; "" where that is not known.
        language: the language of the work.
        abstract: fingerprints of the abstract.
        identifiers: its own, and those of its versions; those of preprints have a scheme of their own.
        curated: whether the site's owner wrote the entry, as one of its own.
        personal: whether a person may be among the authors: there is one, or nothing is said of what they are.
    """

    key: Key
    source: str
    title: titles.Title | None
    others: frozenset[str]
    authors: tuple[people.Author, ...]
    authors_cut: bool
    year: int | None
    venues: tuple[str, ...]
    volume: str
    issue: str
    pages: tuple[str, ...]
    form: str
    edition: str
    language: str
    abstract: tuple[int, ...]
    identifiers: frozenset[Identifier]
    curated: bool = False
    personal: bool = True

    def content(self) -> str:
        """Give what the work says, so that works can be ordered by it; its place in a file has no part in it."""
        title = "" if self.title is None else self.title.letters
        return repr((title, self.authors, self.year, self.venues, self.volume, self.issue, self.pages, self.form,
                     self.abstract, sorted(self.identifiers), self.source))  # fmt: skip


def work_of(reading: SourceRecord, venues: Mapping[Key, Venue], *, curated: bool = False) -> Work:
    """Give what is compared of a reading of a work; `venues` are the venues that works refer to."""
    record = reading.record
    assert isinstance(record, Publication)  # noqa: S101 - the caller sorts readings by kind
    title = None if record.title is None else titles.title_of(record.title.value)
    authors = people.without_placeholders(
        found
        for one in sorted(record.contributions, key=lambda one: (one.position is None, one.position or 0))
        if one.role is ContributorRole.AUTHOR and (found := people.author_of(one.agent)) is not None
    )
    venue = venues.get(record.venue) if record.venue is not None else None
    names = () if venue is None else (venue.name, *venue.alternate_names)
    pages = record.pages
    written = () if pages is None else places.page_numbers((pages.first or pages.article, pages.last))
    return Work(
        key=record.key,
        source=reading.whole.source,
        title=title,
        others=frozenset(
            other.letters for one in record.alternate_titles if (other := titles.title_of(one.value)) is not None
        ),
        authors=authors,
        authors_cut=Gap.AUTHORS_TRUNCATED in record.gaps,
        year=None if record.issued is None else record.issued.year,
        venues=names,
        volume=_short(record.volume or (venue.volume if venue is not None else None)),
        issue=_short(record.issue),
        pages=written,
        form=_form(record, names),
        edition=_short(record.edition),
        language=(record.language or "").partition("-")[0],
        abstract=() if record.abstract is None else abstracts.fingerprints(record.abstract.value),
        identifiers=frozenset(_identifiers(record)),
        curated=curated and reading.selector is None,
        personal=any(
            one.role is ContributorRole.AUTHOR and one.agent.kind in {AgentKind.PERSON, AgentKind.UNDECIDED}
            for one in record.contributions
        ),
    )


def filled(work: Work, members: Sequence[Work]) -> Work:
    """Give a work with what it is silent of as most of the works say that are one with it."""
    said = {
        name: most_common
        for name in ("year", "venues", "volume", "issue", "pages", "form")
        if not getattr(work, name) and (most_common := _most_common(name, members))
    }
    return replace(work, **said) if said else work


def _most_common(name: str, members: Sequence[Work]) -> Any:
    """Give what most works say of a field; of several, the least, so that their order decides nothing."""
    counts = Counter(value for member in members if (value := getattr(member, name)))
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _short(words: str | None) -> str:
    """Give a volume, an issue, an edition in a normal form: the words go, where there is a number."""
    found = folded(words or "")
    if found in table("works").lists["nobody"]:
        return ""
    digits = re.findall(r"[0-9]+[a-z]?", found)
    return "-".join(digits) if digits else found


def _form(record: Publication, venue: Sequence[str]) -> str:
    form = places.FORMS.get(record.type, "")
    if record.status is PublicationStatus.PREPRINT:
        return "preprint"
    by_venue = places.form_of_venue(venue[0]) if venue else ""
    if by_venue == "preprint" and form in {"", "journal", "report", "web"}:
        return "preprint"
    if form:
        return form
    if not venue and any(is_preprint(one) for one in record.identifiers):
        return "preprint"
    return by_venue


def is_preprint(identifier: Identifier) -> bool:
    """Whether an identifier is that of a preprint, by its scheme or the registrant of its DOI."""
    if identifier.scheme == "arxiv":
        return True
    preprints = table("works").lists["preprint DOIs"]
    return identifier.scheme == "doi" and any(identifier.value.startswith(start) for start in preprints)


def _identifiers(record: Publication) -> Iterator[Identifier]:
    own = (*record.identifiers, *(one for version in record.versions for one in version.identifiers))
    for one in own:
        if one.scheme == "doi" and one.value.startswith("10.48550/arxiv."):
            one = Identifier("arxiv", one.value.removeprefix("10.48550/arxiv."))  # noqa: PLW2901 - the same record of arXiv
        if one.scheme == "arxiv":
            yield Identifier("arxiv", re.sub(r"v[0-9]+$", "", one.value))
        elif is_preprint(one):
            yield Identifier(f"{one.scheme} of a preprint", one.value)
        else:
            yield one


def named(work: Work, scheme: str) -> frozenset[str]:
    """Give the values of a scheme."""
    return frozenset(one.value for one in work.identifiers if one.scheme == scheme)


_AUTHORED: Final = frozenset({"journal", "conference", "preprint", "chapter", "thesis"})
"""Forms of works that have persons for authors, whether an entry names them or not."""

# ── Comparisons ─────────────────────────────────────────────────────────────────────────────────────────────────────

Outcome = tuple[str, float]
"""How a comparison came out, and which part of its weight counts."""


def _identifier(one: Work, other: Work) -> Iterator[str]:
    """Compare identifiers scheme by scheme; the same one twice says no more than once."""
    shared = {identifier.scheme for identifier in one.identifiers & other.identifiers}
    books = {one.form, other.form} <= {"book", ""}
    if shared & {*UNIQUE, "doi of a preprint"}:
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
    if mine != theirs:
        return "of another work"
    return None


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
    if not (one.personal or other.personal) and {one.form, other.form}.isdisjoint(_AUTHORED):
        return "another, without authors"
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
