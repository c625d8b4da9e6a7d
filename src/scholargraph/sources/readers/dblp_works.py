"""A publication record of dblp as a work and its venue, each value with its place.

It reads no file. A `publtype` may hold several words, each of which counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final, Literal

from scholargraph.acquire.items import SourceItem
from scholargraph.acquire.xml_stream import Element
from scholargraph.bibliography.agents import NoName, agents_of
from scholargraph.bibliography.dates import parse_date
from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import DBLP_SITE, Url, identifier_of
from scholargraph.model import (
    Agent,
    ContributorRole,
    FullText,
    Key,
    Notice,
    NoticeKind,
    OpenAccess,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    VenueType,
    organization,
)
from scholargraph.sources.parts import Fact, Neighbours, add_gaps
from scholargraph.sources.readers.xml_values import OnceNames, XmlRecord, fact, tags_of

KINDS: Final[Mapping[str, PublicationType]] = {
    "article": PublicationType.JOURNAL_ARTICLE,
    "inproceedings": PublicationType.CONFERENCE_PAPER,
    "proceedings": PublicationType.EDITED_BOOK,
    "book": PublicationType.BOOK,
    "incollection": PublicationType.CHAPTER,
    "phdthesis": PublicationType.THESIS,
    "mastersthesis": PublicationType.THESIS,
    "www": PublicationType.WEB_ARTICLE,
    "data": PublicationType.DATASET,
    "person": PublicationType.OTHER,
}
"""The records of dblp.dtd; a person is no work."""
SPECIAL: Final[Mapping[str, PublicationType]] = {
    "informal": PublicationType.PREPRINT,
    "software": PublicationType.SOFTWARE,
    "data": PublicationType.DATASET,
    "dataset": PublicationType.DATASET,
}
"""What `publtype` says that makes a work another kind than its record has."""
GENRES: Final = frozenset({"encyclopedia", "survey", "edited"})
"""What `publtype` says that makes the kind more precise."""
_MARKUP: Final = tags_of({name: (f"<{name}>", f"</{name}>") for name in ("i", "sub", "sup", "tt")})
_ROLES: Final = {"author": ContributorRole.AUTHOR, "editor": ContributorRole.EDITOR}
_SUFFIX: Final = re.compile(r"(.*\S)\s+[0-9]{4}")
_STOP: Final = re.compile(r"(?<=[^.\s])(?<!\b[^\W\d_]\.[^\W\d_])\.(?P<after>(?:</[a-z]+>)*)$")
"""The full stop that dblp sets after a title; not the last one of “U.S.”, and not that of an ellipsis."""
_ARXIV: Final = re.compile(r"https?://(?:www\.)?arxiv\.org/", re.IGNORECASE)
_DOI: Final = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_PATH: Final = re.compile(r"db/[!-~]+")


@dataclass(slots=True)
class Shared:
    """What the records of one item share; `owner` is the person whose page the item is, with their id."""

    item: SourceItem
    neighbours: Neighbours
    names: OnceNames
    owner: tuple[str, Key] | None = field(default=None)


def work_of(shared: Shared, entry: Element) -> list[SourceRecord | Rejected]:
    """Read a work. One without a key is known by its place."""
    key = entry.get("key") or ""
    said = XmlRecord(shared.item, Publication, shared.names.once(key or entry.path.replace("/", " ").strip()), entry)
    said.builder.numbered = not key
    if key:
        identifier = said.identifier("dblp-rec", entry, "key")
        if identifier is not None:
            said.give("identifiers", identifier, entry, attribute="key")
    _kind(said, entry)
    _title(said, entry)
    cut = _contributors(shared, said, entry)
    _date(said, entry)
    _venue(shared, said, entry)
    for child in entry.children:
        if child.words() and child.tag in _FIELDS:
            _FIELDS[child.tag](said, child)
    if not any(map(said.builder.has, ("title", "contributions", "identifiers"))):
        reason = "A record needs a key, a title or a name: nothing tells which work it is."
        return [Rejected(shared.item.source, reason, shared.item.id, entry.at)]
    add_gaps(said.builder, at=entry.at, quote=entry.whole_text(), cut=cut)
    return [said.builder.build(), *said.rejected]


def _kind(said: XmlRecord, entry: Element) -> None:
    words = (entry.get("publtype") or "").split()
    special = next((SPECIAL[word] for word in words if word in SPECIAL), None)
    if special is not None:
        said.give("type", special, entry, attribute="publtype")
    elif entry.tag == "book" and entry.first("editor") is not None and entry.first("author") is None:
        said.give("type", PublicationType.EDITED_BOOK, entry)
    elif entry.tag in KINDS:
        said.give("type", KINDS[entry.tag], entry)
    if special is PublicationType.PREPRINT:
        said.give("status", PublicationStatus.PREPRINT, entry, attribute="publtype")
    for word in words:
        if word in GENRES and not said.builder.has("genre"):
            said.give("genre", Text(word), entry, attribute="publtype")
        if word == "withdrawn":
            said.give("notices", Notice(kind=NoticeKind.WITHDRAWAL), entry, attribute="publtype")
    if entry.tag == "phdthesis":
        said.give("degree", "phd", entry)
    elif entry.tag == "mastersthesis":
        said.give("genre", Text("Master's thesis"), entry)


def _title(said: XmlRecord, entry: Element) -> None:
    titles = [one for one in entry.all("title") if one.words()]
    for title in titles[:1]:
        said.give("title", Text(_STOP.sub(r"\g<after>", title.marked(_MARKUP))), title)
    for title in titles[1:]:
        said.refuse("The record has a second title: leave one.", title)


def _contributors(shared: Shared, said: XmlRecord, entry: Element) -> bool:
    """Give authors and editors; tell whether a list is cut."""

    def agents(elements: list[Element]) -> list[Agent | NoName]:
        return agents_of([_without_suffix(one.words()) for one in elements])

    return said.contributors(entry, _ROLES, agents=agents, known=partial(_known, shared, said))


def _known(shared: Shared, said: XmlRecord, element: Element, agent: Agent) -> Agent:
    """Add ORCID iD and person id, and whose page it is."""
    found = []
    for scheme, attribute in (("orcid", "orcid"), ("dblp", "pid")):
        identifier = said.identifier(scheme, element, attribute) if element.get(attribute) else None
        if identifier is not None:
            found.append(identifier)
    owner = shared.owner
    if owner is not None and owner[0] and element.get("pid") == owner[0]:
        agent = replace(agent, record=owner[1])
    return replace(agent, identifiers=tuple(found))


def _without_suffix(printed: str) -> str:
    """Give a name without dblp's number of a namesake; the quote keeps it."""
    found = _SUFFIX.fullmatch(printed)
    return found[1] if found else printed


def _date(said: XmlRecord, entry: Element) -> None:
    for year in [one for one in entry.all("year") if one.words()][:1]:
        if not re.fullmatch(r"[12][0-9]{3}", year.words()):
            said.refuse(f"“{year.words()}” is no year: write YYYY.", year)
            return
        month = entry.first("month")
        precise = None if month is None else parse_date(f"{month.words()} {year.words()}")
        issued = precise if precise is not None and precise.month else PartialDate(int(year.words()))
        said.give("issued", issued, year)
        if month is not None and issued.month is not None:
            said.give("issued", issued, month)
        elif month is not None and month.words():
            said.refuse(f"“{month.words()[:60]}” is no single month: only the year is stated.", month)


# ------------------------------------------------------------------------------------------------------------------ venues


def _venue(shared: Shared, said: XmlRecord, entry: Element) -> None:
    """Give where the work appeared: its journal, its proceedings or book, or the series of a book."""
    if entry.tag == "proceedings":
        _itself(shared, said, entry)
    for name, kind in _VENUES.get(entry.tag, ()):
        element = entry.first(name)
        if element is None or not element.words():
            continue
        facts = [fact("name", element.words(), element), fact("type", _kind_of_venue(element, kind), element)]
        if kind in {VenueType.PROCEEDINGS, VenueType.BOOK}:
            facts += _volume_of_its_own(said, entry)
        said.give("venue", shared.neighbours.venue(facts, at=element.at, quote=element.whole_text()), element)
        return


_VENUES: Final[Mapping[str, Sequence[tuple[str, VenueType]]]] = {
    "article": (("journal", VenueType.JOURNAL), ("booktitle", VenueType.PROCEEDINGS)),
    "inproceedings": (("booktitle", VenueType.PROCEEDINGS), ("journal", VenueType.JOURNAL)),
    "incollection": (("booktitle", VenueType.BOOK),),
    "proceedings": (("series", VenueType.SERIES), ("journal", VenueType.JOURNAL)),
    "book": (("series", VenueType.SERIES),),
    "phdthesis": (("series", VenueType.SERIES),),
    "mastersthesis": (("series", VenueType.SERIES),),
    "data": (("journal", VenueType.JOURNAL),),
}
"""Which element names the venue of which record, the first one that there is, and what kind of venue it is."""


def _kind_of_venue(element: Element, kind: VenueType) -> VenueType:
    """CoRR, arXiv's Computing Research Repository, stands among dblp's journals."""
    return VenueType.REPOSITORY if element.words() == "CoRR" else kind


def _volume_of_its_own(said: XmlRecord, entry: Element) -> list[Fact]:
    """What tells the proceedings of one year from those of another: the record that `crossref` names, the year."""
    facts: list[Fact] = []
    crossref, year = entry.first("crossref"), entry.first("year")
    if crossref is not None and crossref.words():
        identifier = said.identifier("dblp-rec", crossref)
        facts += [] if identifier is None else [fact("identifiers", identifier, crossref)]
    if crossref is None and year is not None and re.fullmatch(r"[12][0-9]{3}", year.words()):
        facts.append(fact("issued", PartialDate(int(year.words())), year))
    return facts


def _itself(shared: Shared, said: XmlRecord, entry: Element) -> None:
    """Note proceedings as the venue that their papers name by their key."""
    title, key = entry.first("title"), said.builder.value("identifiers")
    if title is None or not title.words() or not key:
        return
    facts: list[Fact] = [
        fact("name", _STOP.sub(r"\g<after>", title.marked(_MARKUP)), title),
        fact("type", VenueType.PROCEEDINGS, entry),
        fact("identifiers", key[0], entry, attribute="key"),
    ]
    booktitle = entry.first("booktitle")
    if booktitle is not None and booktitle.words():
        facts.append(fact("alternate_names", booktitle.words(), booktitle))
    publisher = entry.first("publisher")
    if publisher is not None and publisher.words():
        facts.append(fact("publisher", organization(publisher.words()), publisher))
    year = entry.first("year")
    if year is not None and re.fullmatch(r"[12][0-9]{3}", year.words()):
        facts.append(fact("issued", PartialDate(int(year.words())), year))
    shared.neighbours.venue(facts, at=entry.at, quote=entry.whole_text())


# ------------------------------------------------------------------------------------------------------------------ fields


def _one(name: str, value: Callable[[Element], Any]) -> Callable[[XmlRecord, Element], None]:
    """Give a field its one value; a second is refused."""

    def give(said: XmlRecord, element: Element) -> None:
        if said.builder.has(name):
            said.refuse(f"The record has a second “{element.tag}”: one is stated.", element)
        else:
            said.give(name, value(element), element)

    return give


def _volume(said: XmlRecord, element: Element) -> None:
    journal = said.entry.first("journal")
    if journal is None or journal.words() != "CoRR" or not element.words().startswith("abs/"):
        _one("volume", Element.words)(said, element)  # `abs/1905.00075` is dblp's way of naming an arXiv record


def _number(said: XmlRecord, element: Element) -> None:
    _one("issue" if said.entry.tag == "article" else "number", Element.words)(said, element)


def _pages(said: XmlRecord, element: Element) -> None:
    pages = parse_pages(element.words())
    if pages is None:
        said.refuse(f"“{element.words()}” are no pages.", element)
    else:
        _one("pages", lambda _: pages)(said, element)


def _isbn(said: XmlRecord, element: Element) -> None:
    said.identify("isbn", element)


def _edition(said: XmlRecord, element: Element) -> None:
    """Give an electronic edition: its identifier, otherwise its address; `oa` says that it can be read by anybody."""
    words = element.words()
    scheme: Literal["doi", "arxiv"] | None = "doi" if _DOI.match(words) else "arxiv" if _ARXIV.match(words) else None
    identifier = None if scheme is None else identifier_of(scheme, words)
    address = said.address(words, element) if "://" in words else _own(words)
    if identifier is not None:
        said.give("identifiers", identifier, element)
    elif scheme == "doi":
        said.refuse(f"“{words}” holds no valid DOI: compare it with its source.", element)
    if address is None:
        if "://" not in words:
            said.refuse(f"“{words}” is no web address.", element)
        return
    if element.get("type") == "oa":
        said.give("full_texts", FullText(url=address), element)
        if not said.builder.has("open_access"):
            said.give("open_access", OpenAccess.OPEN, element, attribute="type")
    elif identifier is None:
        said.give("links", address, element)


def _url(said: XmlRecord, element: Element) -> None:
    words = element.words()
    address = said.address(words, element) if "://" in words else _own(words)
    if address is None:
        if "://" not in words:
            said.refuse(f"“{words}” is neither an address nor a path of dblp's.", element)
    elif said.entry.tag == "www" and not said.builder.has("homepage"):
        said.give("homepage", address, element)
    else:
        said.give("links", address, element)


def _own(words: str) -> Url | None:
    """Give the address of a page of dblp's own, of which records hold the path."""
    return Url(f"{DBLP_SITE}{words}") if _PATH.fullmatch(words) and not re.search(r"[<>\"{}|\\^`]", words) else None


def _publisher(element: Element) -> Agent:
    return organization(element.words())


_FIELDS: Final[Mapping[str, Callable[[XmlRecord, Element], None]]] = {
    "volume": _volume,
    "number": _number,
    "pages": _pages,
    "publisher": _one("publisher", _publisher),
    "school": _one("institution", _publisher),
    "address": _one("place", Element.words),
    "isbn": _isbn,
    "ee": _edition,
    "url": _url,
}
"""What becomes of each element of a record; people, title, date and venue are read apart."""
