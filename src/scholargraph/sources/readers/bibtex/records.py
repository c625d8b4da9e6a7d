"""The record of an entry: each field that the model has a word for, with its place; what cannot be read of it is said.

Fields: Patashnik, BibTeXing (1988), section 3.2; biblatex manual 3.20, section 2.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.bibliography.pages import parse_pages
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import SCHEMES, Identifier, identifier_of, parse_url
from scholargraph.model import (
    Pages,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Reading,
    Text,
    organization,
)
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.parts import Neighbours, add_gaps
from scholargraph.sources.readers.bibtex.contributors import contributors
from scholargraph.sources.readers.bibtex.dates import parse_edtf, parse_month, parse_year
from scholargraph.sources.readers.bibtex.entry import Entry, Value
from scholargraph.sources.readers.bibtex.inheritance import Parents
from scholargraph.sources.readers.bibtex.kinds import (
    DOCTORAL,
    ENTRY_TYPES,
    FORTHCOMING,
    LANGUAGES,
    MASTERS,
    TYPE_WORDS,
    UNKNOWN,
)
from scholargraph.sources.readers.bibtex.venues import kind_of_work, numbers, refuse_unplaced, venue
from scholargraph.sources.readers.bibtex.words import Draft, joined, plain, verbatim

_BIBLATEX: Final = frozenset({"date", "journaltitle", "location", "eprinttype", "langid", "eventtitle"})
_EPRINTS: Final = {"arxiv": "arxiv", "pubmed": "pmid", "pmid": "pmid", "pmc": "pmcid", "hdl": "hdl", "handle": "hdl"}
"""Kinds of e-print that are schemes of identifiers (biblatex manual, section 3.14.7)."""
_OF_WORKS: Final = ("doi", "arxiv", "acl", "hdl", "pmid", "pmcid")
_TOTALS: Final = ("pagetotal", "numpages", "totalpages")
_ARTICLES: Final = ("eid", "articleno", "article-number", "artnum")
_CLASS: Final = re.compile(r"\s+\[[\w.-]+\]$")
"""What stands behind an arXiv identifier: 1102.0123 [hep-th]."""
_MONTHS: Final = re.compile(r"/|--?|[\u2013\u2014]|\band\b")
_KEYWORD: Final = {",": re.compile(r"[^,]+"), ";": re.compile(r"[^;]+")}
_TAG: Final = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?", re.IGNORECASE)


def record(item: SourceItem, entry: Entry, name: str, *, parents: Parents, neighbours: Neighbours) -> RecordBuilder:
    """Begin the record of an entry, and give it all that the entry says; what it does not say is a gap."""
    work = RecordBuilder(item, Publication, name, at=entry.whole, quote=entry.text, tex=True)
    draft = Draft(entry, parents.complete(entry), ENTRY_TYPES.get(entry.type, UNKNOWN), work)
    for part in _PARTS:
        part(draft)
    cut = contributors(draft)
    venue(draft, neighbours)
    refuse_unplaced(draft)
    add_gaps(work, at=entry.whole, quote=entry.text, cut=cut)
    because = "; ".join(dict.fromkeys(entry.notes))
    layout = "bibtex" if _BIBLATEX.isdisjoint(entry.fields) else "biblatex"
    work.reading = Reading(layout, 0.8 if because else 1, because)
    return work


def _kind(draft: Draft) -> None:
    start, end = draft.entry.type_place
    at, quote = draft.entry.span(start, end), draft.entry.text[start:end]
    kind, printed = kind_of_work(draft), draft.fields.get("type")
    if kind is not PublicationType.OTHER:
        draft.work.set("type", kind, at=at, quote=quote)
    if printed is not None:
        words = printed.text.strip()
        draft.set("genre", Text(TYPE_WORDS.get(words.lower(), words)), printed)
    elif draft.kind.genre is not None:
        draft.work.set("genre", Text(draft.kind.genre), at=at, quote=quote)
    if kind is not PublicationType.THESIS:
        return
    said = "" if printed is None else plain(printed.text).lower()
    degree = "phd" if said in DOCTORAL else MASTERS.get(said)
    if degree is not None and printed is not None:
        draft.set("degree", degree, printed)
    elif draft.kind.degree is not None and printed is None:
        draft.work.set("degree", draft.kind.degree, at=at, quote=quote)


def _titles(draft: Draft) -> None:
    title, subtitle = draft.fields.get("title"), draft.fields.get("subtitle")
    if title is not None:
        places = (title,) if subtitle is None else (title, subtitle)
        words = joined(title, subtitle)
        draft.set("title", Text(words), *places)
        addition = draft.fields.get("titleaddon")
        if addition is not None:
            between = " " if plain(addition.text)[:1].islower() else ". "
            draft.add("alternate_titles", Text(f"{words}{between}{addition.text}"), addition)
    for name in ("shorttitle", "origtitle", "reprinttitle"):
        value = draft.fields.get(name)
        if value is not None and (title is None or plain(value.text) != plain(title.text)):
            draft.add("alternate_titles", Text(value.text), value)


def _dates(draft: Draft) -> None:
    date, year = draft.fields.get("date"), draft.fields.get("year")
    if date is not None:
        _date(draft, date, parse_edtf(verbatim(date.text)))
        return
    if year is None:
        return
    month, day = draft.fields.get("month"), draft.fields.get("day")
    words = plain(year.text)
    if words.strip(" .()[]").lower() in FORTHCOMING:
        return
    of_month = None if month is None else plain(month.text)
    found = parse_year(words, of_month, None if day is None else plain(day.text))
    _date(draft, year, found)
    if found is None or month is None or of_month is None:
        return
    if found.month is not None:
        draft.set("issued", found, month, *([day] if day is not None and found.day is not None else []))
        if day is not None and found.day is None:
            draft.say(f"“{plain(day.text)}” is no single day of that month: the month alone is stated.", day)
    elif parse_month(of_month)[0] is None and not _MONTHS.search(of_month):
        draft.say(f"“{of_month}” is no month: write its name, or its number.", month)


def _date(draft: Draft, value: Value, found: PartialDate | None) -> None:
    if found is not None:
        draft.set("issued", found, value)
    elif plain(value.text).strip(" .").lower() not in FORTHCOMING:
        draft.say(f"“{plain(value.text)}” is no single date that is certain: nothing is stated of it.", value)


def _status(draft: Draft) -> None:
    for name in ("pubstate", "year", "date", "note"):
        value = draft.fields.get(name)
        if value is not None and plain(value.text).strip(" .()[]").lower() in FORTHCOMING:
            draft.set("status", PublicationStatus.FORTHCOMING, value)


def _numbers(draft: Draft) -> None:
    for name in ("volume", "edition"):
        value = draft.fields.get(name)
        if value is not None:
            draft.set(name, value.text, value)
    issue, number = draft.fields.get("issue"), draft.fields.get("number")
    if number is not None:
        # Of a periodical `number` is the issue, and `issue` what is printed in its place (biblatex manual, section 2.3.11).
        draft.set("issue" if draft.kind.numbered else "number", number.text, number)
    if issue is not None and not draft.work.has("issue"):
        draft.set("issue", issue.text, issue)


def _pages(draft: Draft) -> None:
    value, article = draft.fields.get("pages"), draft.first(*_ARTICLES)
    total = draft.first(*_TOTALS)
    found = None if value is None else parse_pages(plain(value.text))
    if value is not None and found is None:
        draft.say(f"“{plain(value.text)}” are no pages: correct them.", value)
    count = None
    if total is not None and total.text.strip().isdecimal() and len(total.text) < 8 and int(total.text):
        count = int(total.text)
    places = [one for one, held in ((value, found), (article, article), (total, count)) if one is not None and held]
    if not places:
        return
    pages = found or Pages()
    number = pages.article if article is None else plain(article.text)
    draft.set("pages", Pages(first=pages.first, last=pages.last, article=number, count=count), *places)


def _agents(draft: Draft) -> None:
    publisher = draft.fields.get("publisher")
    if publisher is None and draft.kind.published_by:
        publisher = draft.fields.get("organization")
    if publisher is not None:
        draft.set("publisher", organization(publisher.text), publisher)
    if draft.kind.institution:
        value = draft.first("institution", "school", "organization")
        if value is not None:
            draft.set("institution", organization(value.text), value)
    place = draft.first("location", "address")
    if place is not None:
        draft.set("place", place.text, place)


def _prose(draft: Draft) -> None:
    for name, field in (("abstract", "abstract"), ("eventtitle", "event")):
        value = draft.fields.get(name)
        if value is not None:
            draft.set(field, Text(value.text), value)
    value = draft.first("keywords", "keyword")
    if value is not None:
        for found in _KEYWORD[";" if ";" in value.text else ","].finditer(value.text):
            words = found.group()
            bare = words.strip()
            if bare:
                start = found.start() + words.index(bare[0])
                at, quote = value.part(start, start + len(bare))
                draft.work.add("keywords", Text(bare), at=at, quote=quote)


def _language(draft: Draft) -> None:
    value = draft.first("language", "langid", "hyphenation")
    if value is None:
        return
    words = plain(value.text).strip()
    tag = LANGUAGES.get(words.lower().removeprefix("lang"))
    if tag is None and _TAG.fullmatch(words) and (len(words) != 3 or "-" in words):
        tag = words.replace("_", "-")
    if tag is None:
        draft.say(f"“{words}” is no language that is known: write one, as its English name or its tag.", value)
    else:
        draft.set("language", tag, value)


def _identifiers(draft: Draft) -> None:
    for scheme in ("doi", "pmid", "pmcid", "hdl"):
        value = draft.fields.get(scheme)
        if value is not None:
            _identifier(draft, scheme, value)
    value = draft.fields.get("eprint")
    if value is not None:
        kind = draft.first("eprinttype", "archiveprefix")
        named = "" if kind is None else plain(kind.text).strip().lower()
        classed = draft.first("primaryclass", "eprintclass") is not None
        if not named and (classed or value.text.lower().startswith("arxiv:")):
            named = "arxiv"
        if named in _EPRINTS:
            _identifier(draft, _EPRINTS[named], value)
        elif not named:
            draft.say("Nobody says whose e-print this is: add eprinttype, such as arxiv.", value)
    if draft.entry.type == "periodical":
        numbers(draft, "issn", None)


def _identifier(draft: Draft, scheme: str, value: Value) -> None:
    words = verbatim(value.text)
    bare = _CLASS.sub("", words) if scheme == "arxiv" else words
    identifier = identifier_of(scheme, bare)
    if identifier is None and scheme == "pmcid":
        identifier = identifier_of(scheme, f"PMC{bare}") if bare.isdecimal() else None
    if identifier is None:
        draft.say(f"“{words}” is no {SCHEMES[scheme].label}: compare it with the work.", value)
    else:
        draft.add("identifiers", identifier, value)


def _addresses(draft: Draft) -> None:
    for name in ("url", "howpublished", "note"):
        value = draft.fields.get(name)
        if value is None:
            continue
        words = verbatim(value.text)
        if name == "url" or re.fullmatch(r"(?i)https?://\S+", words):
            _address(draft, value, words)
    value = draft.first("license", "licence", "rights", "copyright")
    if value is None:
        return
    words = verbatim(value.text)
    if re.fullmatch(r"(?i)https?://\S+", words):
        try:
            draft.set("license", parse_url(words), value)
        except IdentifierError as error:
            draft.say(str(error), value)
    else:
        draft.set("rights", Text(value.text), value)


def _address(draft: Draft, value: Value, words: str) -> None:
    """Give a record the addresses of a field; one that stands for an identifier is that, and no more."""
    addresses: list[str] = []
    for piece in words.split():
        # What does not begin as an address belongs to the one that a line's end has cut.
        if re.match(r"(?i)[a-z][a-z+.-]*:", piece) or not addresses:
            addresses.append(piece)
        else:
            addresses[-1] += piece
    for address in addresses:
        identifier = _identifier_of(address)
        try:
            if identifier is not None:
                draft.add("identifiers", identifier, value)
            elif draft.kind.found_at and value.name == "url" and not draft.work.has("homepage"):
                draft.set("homepage", parse_url(address), value)
            else:
                draft.add("links", parse_url(address), value)
        except IdentifierError as error:
            draft.say(str(error.message), value)


def _identifier_of(address: str) -> Identifier | None:
    small = address.lower()
    for scheme in _OF_WORKS:
        if any(prefix.startswith("http") and small.startswith(prefix) for prefix in SCHEMES[scheme].prefixes):
            return identifier_of(scheme, address)
    return None


_PARTS: Final[tuple[Callable[[Draft], None], ...]] = (
    _kind,
    _titles,
    _dates,
    _status,
    _numbers,
    _pages,
    _agents,
    _prose,
    _language,
    _identifiers,
    _addresses,
)
"""What gives a record the parts of an entry, in the order in which they are read."""
