"""Where a work appeared: the journal, the book or the proceedings, and the series or the work of several volumes they belong to.

A journal's ISSN and a book's ISBN are its own, not those of what stands in it.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.venue_words import REPOSITORIES
from scholargraph.identifiers import identifier_of
from scholargraph.model import Key, PublicationType, VenueType, organization
from scholargraph.sources.parts import Fact, Neighbours
from scholargraph.sources.readers.bibtex.entry import Value
from scholargraph.sources.readers.bibtex.kinds import MAGAZINES
from scholargraph.sources.readers.bibtex.words import Draft, fact, joined, plain, verbatim

_SEVERAL: Final = re.compile(r"[,;/]|\band\b|\s{1,5}(?=97[89]|\d{4}-\d{3})")
_REMARK: Final = re.compile(r"\([^()]*\)|(?:e-?)?IS[BS]N(?:-1[03])?:?|print|online|electronic", re.IGNORECASE)
_REPOSITORY: Final = re.compile(r"(arxiv|corr)\b", re.IGNORECASE)
_ARXIV: Final = re.compile(r"(?:arxiv:\s*|abs/)(\S+)", re.IGNORECASE)


def venue(draft: Draft, neighbours: Neighbours) -> None:
    """Give a record the venue of its work, and note the venue beside it."""
    journal = draft.first("journaltitle", "journal")
    if journal is not None:
        _in_journal(draft, journal, neighbours)
        return
    book, title = draft.first("booktitle"), draft.fields.get("title")
    if (
        book is not None
        and title is not None
        and draft.kind.venue is VenueType.OTHER
        and plain(book.text) == plain(title.text)
    ):
        book = None  # a whole book that has its title twice, for the chapters that refer to it, stands in no other
    if book is None and draft.entry.type in {"inbook", "suppbook"} and "title" in draft.fields:
        book = draft.fields["title"]  # BibTeX's @inbook has the title of the book, and no other
    series = _series(draft, neighbours)
    if book is None:
        numbers(draft, "isbn", None)
        if series is not None:
            draft.set("venue", series[0], series[1])
        return
    subtitle = draft.first("booksubtitle" if "booktitle" in draft.fields else "subtitle")
    places = (book,) if subtitle is None else (book, subtitle)
    facts = fact("name", joined(book, subtitle), *places)
    if draft.kind.venue is not VenueType.OTHER:
        facts += _of_type(draft, draft.kind.venue)
    facts += numbers(draft, "isbn", "identifiers") + _published(draft)
    if series is not None:
        facts += fact("part_of", series[0], series[1])
        volume = draft.first("volume", "number")
        facts += [] if volume is None else fact("volume", volume.text, volume)
    draft.set("venue", neighbours.venue(facts, at=book.at, quote=book.quote), book)


def _in_journal(draft: Draft, journal: Value, neighbours: Neighbours) -> None:
    words = plain(journal.text)
    repository = _REPOSITORY.match(words) or words.casefold() in REPOSITORIES
    magazine = _is_magazine(draft)
    subtitle = draft.first("journalsubtitle")
    places = (journal,) if subtitle is None else (journal, subtitle)
    name = joined(journal, subtitle)
    if isinstance(repository, re.Match):
        name = repository[1]
    facts = fact("name", name, *places)
    if repository:
        facts += fact("type", VenueType.REPOSITORY, journal)
    elif draft.kind.venue is VenueType.JOURNAL and not magazine:
        facts += _of_type(draft, VenueType.JOURNAL)
    short = draft.first("shortjournal", "journal-iso")
    if short is not None and plain(short.text) != words:
        facts += fact("alternate_names", short.text, short)
    facts += numbers(draft, "issn", "identifiers")
    if not repository:
        facts += _published(draft)
    numbers(draft, "isbn", None)
    draft.set("venue", neighbours.venue(facts, at=journal.at, quote=journal.quote), journal)
    if repository:
        _preprint(draft, journal)


def _preprint(draft: Draft, journal: Value) -> None:
    """What a repository in the place of a journal says: “arXiv preprint arXiv:1706.03762”, “CoRR” with “abs/1706.03762”."""
    for value in (journal, draft.first("volume")):
        found = None if value is None else _ARXIV.search(verbatim(value.text))
        if found is None or value is None:
            continue
        identifier = identifier_of("arxiv", found[1].rstrip(".,;"))
        if identifier is not None:
            draft.add("identifiers", identifier, value)


def kind_of_work(draft: Draft) -> PublicationType:
    """Give the kind of the work: that of its entry type, unless its journal is a repository or a magazine."""
    journal = draft.first("journaltitle", "journal")
    if draft.kind.type is not PublicationType.JOURNAL_ARTICLE:
        return draft.kind.type
    if _is_magazine(draft):
        return PublicationType.NEWS_ARTICLE
    words = "" if journal is None else plain(journal.text)
    if _REPOSITORY.match(words) or words.casefold() in REPOSITORIES:
        return PublicationType.PREPRINT
    return draft.kind.type


def _is_magazine(draft: Draft) -> bool:
    subtype = draft.fields.get("entrysubtype")
    return subtype is not None and subtype.text.strip().lower() in MAGAZINES


def _series(draft: Draft, neighbours: Neighbours) -> tuple[Key, Value] | None:
    """Note the series, and the work of several volumes, that a book or an article belongs to."""
    series, main = draft.first("series"), draft.first("maintitle")
    key = None
    if series is not None and draft.kind.venue is not VenueType.JOURNAL:
        facts = [*fact("name", series.text, series), *fact("type", VenueType.SERIES, series)]
        facts += numbers(draft, "issn", "identifiers")
        key = neighbours.venue(facts, at=series.at, quote=series.quote)
    if main is None:
        return None if key is None or series is None else (key, series)
    subtitle = draft.first("mainsubtitle")
    places = (main,) if subtitle is None else (main, subtitle)
    facts = [*fact("name", joined(main, subtitle), *places), *fact("type", VenueType.BOOK, main)]
    if key is not None and series is not None:
        facts += fact("part_of", key, series)
    return neighbours.venue(facts, at=main.at, quote=main.quote), main


def _of_type(draft: Draft, kind: VenueType) -> list[Fact]:
    """The kind of the venue, at the type of the entry, which says it."""
    start, end = draft.entry.type_place
    return [Fact("type", kind, draft.entry.span(start, end), draft.entry.text[start:end])]


def _published(draft: Draft) -> list[Fact]:
    publisher = draft.fields.get("publisher")
    return [] if publisher is None else fact("publisher", organization(publisher.text), publisher)


def refuse_unplaced(draft: Draft) -> None:
    """Say of an ISSN that the entry names no journal or series which it could be of."""
    value = draft.first("issn", "eissn")
    if value is None:
        return
    for found in numbers(draft, "issn", "identifiers"):
        draft.say(f"ISSN {found.value.value} has no journal or series to belong to: add its name.", value)


def numbers(draft: Draft, scheme: str, of_venue: str | None) -> list[Fact]:
    """Read ISBNs or ISSNs: as facts of the venue, or as identifiers of the work where they are not the venue's."""
    found: list[Fact] = []
    for name in (scheme, f"e{scheme}"):
        value = draft.fields.get(name)
        if value is None or name in draft.used:
            continue
        draft.used.add(name)
        for words in _SEVERAL.split(_REMARK.sub(" ", verbatim(value.text))):
            if not any(letter.isdigit() for letter in words):
                continue
            identifier = identifier_of(scheme, words)
            if identifier is None:
                draft.say(f"“{words.strip()}” is no {scheme.upper()}: compare its check digit with the print.", value)
            elif of_venue is not None:
                found += fact(of_venue, identifier, value)
            else:
                draft.add("identifiers", identifier, value)
    return found
