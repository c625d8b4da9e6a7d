"""A volume or a paper of the ACL Anthology as records: its values with their places, in the Anthology's ids and addresses.

It reads no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from scholargraph.acquire.items import SourceItem
from scholargraph.acquire.xml_stream import Element
from scholargraph.bibliography.dates import parse_date
from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import SCHEMES, Url, identifier_of
from scholargraph.model import (
    ContributorRole,
    FullText,
    Key,
    Notice,
    NoticeKind,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    VenueType,
    Version,
    organization,
)
from scholargraph.sources.parts import Fact, Neighbours, add_gaps
from scholargraph.sources.readers.acl_people import contributors
from scholargraph.sources.readers.languages import language_tag
from scholargraph.sources.readers.xml_values import OnceNames, XmlRecord, fact, tags_of

SITE: Final = SCHEMES["acl"].template
MARKUP: Final = tags_of(
    {
        "i": ("<i>", "</i>"),
        "b": ("<b>", "</b>"),
        "sub": ("<sub>", "</sub>"),
        "sup": ("<sup>", "</sup>"),
        "tex-math": ("$", "$"),
    }
)
"""Elements within titles and abstracts (schema.rnc, `MarkupText`); `fixed-case`, `span` and `url` leave their words alone."""
KINDS: Final[Mapping[str | None, tuple[PublicationType, VenueType]]] = {
    "proceedings": (PublicationType.CONFERENCE_PAPER, VenueType.PROCEEDINGS),
    "journal": (PublicationType.JOURNAL_ARTICLE, VenueType.JOURNAL),
}
"""What the type of a volume says of its papers and of itself (schema.rnc, `Volume`)."""
NOTICES: Final[Mapping[str, NoticeKind]] = {
    "retracted": NoticeKind.RETRACTION,
    "removed": NoticeKind.WITHDRAWAL,
    "erratum": NoticeKind.CORRECTION,
}
_LINKS: Final[Mapping[str, str]] = {"attachment": f"{SITE}attachments/", "video": SITE}
"""What stands before the name of a file of the Anthology's own."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]*")


class Volume:
    """A volume: what its papers share."""

    def __init__(self, item: SourceItem, element: Element, neighbours: Neighbours, names: OnceNames) -> None:
        self.item = item
        self.element = element
        self.meta: Element | None = None
        self.frontmatter: Element | None = None
        self._neighbours = neighbours
        self._names = names
        self._venue: list[Key | None] = []

    @property
    def kinds(self) -> tuple[PublicationType, VenueType]:
        """The kind of its papers, and its own."""
        return KINDS.get(self.element.get("type"), (PublicationType.OTHER, VenueType.OTHER))

    def id_of(self, number: str) -> str | None:
        """Give the Anthology's id of one of its papers (`build_id`); None where the numbers give none."""
        collection = "" if self.element.parent is None else self.element.parent.get("id") or ""
        volume = self.element.get("id") or ""
        if not collection[:1].isalpha():
            return f"{collection}-{volume}.{number}"
        if not (volume.isdecimal() and number.isdecimal()):
            return None
        wide = collection.startswith("W") or collection == "C69" or (collection == "D19" and int(volume) >= 5)
        return f"{collection}-{int(volume):0{2 if wide else 1}d}{int(number):0{2 if wide else 3}d}"

    def read(self) -> list[SourceRecord | Rejected]:
        """Read the volume as a work of its own: proceedings have editors, a publisher, an ISBN."""
        entry = self.meta or self.frontmatter or self.element
        said = self.record(self.id_of("0") or f"{self.element.path}", entry)
        if self.kinds[1] is VenueType.PROCEEDINGS:
            said.give("type", PublicationType.EDITED_BOOK, self.element, attribute="type")
        if not self.date(said) and self.meta is not None:
            for year in self.meta.all("year"):
                said.refuse(f"“{year.words()}” is no year: write YYYY.", year)
        if self.meta is not None:
            self._meta(said, self.meta)
        if self.frontmatter is not None:
            _identify(said, self, self.frontmatter, "0", "id")
            _addresses(said, self.frontmatter)
        self.journal(said)
        if self.kinds[1] is VenueType.JOURNAL:
            self._issue_of(said, entry)
        else:
            add_gaps(said.builder, at=entry.at, quote=entry.whole_text())
        return [said.builder.build(), *said.rejected]

    def _issue_of(self, said: XmlRecord, entry: Element) -> None:
        """An issue of a journal is in the journal, and is of no kind that works are."""
        key = self.venue()
        if key is not None:
            said.give("venue", key, entry)
        add_gaps(said.builder, at=entry.at, quote=entry.whole_text())

    def _meta(self, said: XmlRecord, meta: Element) -> None:
        title = meta.first("booktitle")
        if title is not None and title.words():
            said.give("title", Text(title.marked(MARKUP)), title)
        contributors(said, meta, {"editor": ContributorRole.EDITOR})
        for publisher in meta.all("publisher"):
            if publisher.words() and not said.builder.has("publisher"):
                said.give("publisher", organization(publisher.words()), publisher)
        for place in meta.all("address"):
            if place.words() and not said.builder.has("place"):
                said.give("place", place.words(), place)
        for scheme in ("isbn", "doi"):
            for element in meta.all(scheme):
                said.identify(scheme, element)
        _addresses(said, meta, page="volumes/")

    def record(self, name: str, entry: Element) -> XmlRecord:
        """Begin a record of the volume; a name that stands twice in the file is told apart."""
        return XmlRecord(self.item, Publication, self._names.once(name), entry)

    def venue(self) -> Key | None:
        """Note the volume as the venue of its papers; None where nothing says what it is called."""
        if not self._venue:
            self._venue.append(self._noted())
        return self._venue[0]

    def _noted(self) -> Key | None:
        meta = self.meta
        if meta is None:
            return None
        facts = self._journal(meta) if self.kinds[1] is VenueType.JOURNAL else []
        title = meta.first("booktitle")
        if not facts and title is not None and title.words():
            facts = [fact("name", title.marked(MARKUP), title)]
        if not facts:
            return None
        if self.element.get("type") in KINDS:
            facts.append(fact("type", self.kinds[1], self.element, attribute="type"))
        if self.kinds[1] is VenueType.PROCEEDINGS:
            facts += [
                fact("publisher", organization(one.words()), one) for one in meta.all("publisher") if one.words()
            ][:1]
            issued = self._issued()
            facts += [fact("issued", issued[0], issued[1])] if issued else []
        return self._neighbours.venue(facts, at=meta.at, quote=meta.whole_text())

    def _journal(self, meta: Element) -> list[Fact]:
        """The name of a journal: its own element, or what stands before “Volume” in the title of the issue."""
        named = meta.first("journal-title")
        if named is not None and named.words():
            return [fact("name", named.words(), named)]
        title, volume = meta.first("booktitle"), meta.first("journal-volume")
        if title is None or volume is None or not volume.words():
            return []
        found = re.match(rf"(.+?),? Volume {re.escape(volume.words())}\b", title.words())
        return [fact("name", found[1], title)] if found else []

    def journal(self, said: XmlRecord) -> None:
        """Give the volume and issue of a journal."""
        if self.meta is None or self.kinds[1] is not VenueType.JOURNAL:
            return
        for field, name in (("volume", "journal-volume"), ("issue", "journal-issue")):
            element = self.meta.first(name)
            if element is not None and element.words():
                said.give(field, element.words(), element)

    def date(self, said: XmlRecord) -> bool:
        """Give the date of the volume, at its year and, where it is as precise as that, at its month; tell whether it has one."""
        issued, *places = self._issued() or (None,)
        for element in places:
            said.give("issued", issued, element)
        return issued is not None

    def _issued(self) -> tuple[PartialDate, Element] | tuple[PartialDate, Element, Element] | None:
        year = None if self.meta is None else self.meta.first("year")
        if self.meta is None or year is None or not re.fullmatch(r"[12][0-9]{3}", year.words()):
            return None
        month = self.meta.first("month")
        precise = None if month is None else parse_date(f"{month.words()} {year.words()}")
        if month is not None and precise is not None and precise.month is not None:
            return precise, year, month
        return PartialDate(int(year.words())), year


def paper_of(volume: Volume, paper: Element) -> list[SourceRecord | Rejected]:
    """Read a paper; one without an id is rejected."""
    number = paper.get("id") or ""
    anthology = volume.id_of(number) if number else None
    if anthology is None:
        return [
            Rejected(volume.item.source, "A paper needs its number: add the attribute id.", volume.item.id, paper.at)
        ]
    said = volume.record(anthology, paper)
    plain = paper.get("type") is None  # back matter and the like are no papers
    if volume.element.get("type") in KINDS and plain:
        said.give("type", volume.kinds[0], volume.element, attribute="type")
    venue = volume.venue()
    if venue is not None and volume.meta is not None:
        said.give("venue", venue, volume.meta.first("journal-title") or volume.meta.first("booktitle") or volume.meta)
    volume.date(said)
    volume.journal(said)
    _identify(said, volume, paper, number, "id")
    for child in paper.children:
        _FIELDS.get(child.tag, _unread)(said, child)
    _addresses(said, paper)
    cut = contributors(said, paper, {"author": ContributorRole.AUTHOR, "editor": ContributorRole.EDITOR})
    add_gaps(said.builder, at=paper.at, quote=paper.whole_text(), cut=cut)
    return [said.builder.build(), *said.rejected]


def _identify(said: XmlRecord, volume: Volume, entry: Element, number: str, attribute: str) -> None:
    """Give the Anthology's id, which follows from the numbers, at the file name that holds it, or at the number."""
    anthology = volume.id_of(number)
    identifier = None if anthology is None else identifier_of("acl", anthology)
    if identifier is None:
        return
    url = entry.first("url")
    if url is not None and url.words() == anthology:
        said.give("identifiers", identifier, url)
    elif entry.get(attribute):
        said.give("identifiers", identifier, entry, attribute=attribute)


def _addresses(said: XmlRecord, entry: Element, *, page: str = "") -> None:
    """Give the page of an entry and its text: the name of a file of the Anthology's own, or an address elsewhere."""
    for url in entry.all("url"):
        words = url.words()
        if "://" in words:
            address = said.address(words, url)
            if address is not None:
                said.give("full_texts", FullText(url=address), url)
        elif _NAME.fullmatch(words):
            if not said.builder.has("homepage"):
                said.give("homepage", Url(f"{SITE}{page}{words}/"), url)
            said.give("full_texts", FullText(url=Url(f"{SITE}{words}.pdf"), media_type="application/pdf"), url)
        elif words:
            said.refuse(f"“{words}” is neither an address nor the name of a file of the Anthology.", url)


def _once(field: str, value: Callable[[Element], object]) -> Callable[[XmlRecord, Element], None]:
    """Give a field its one value; of an element that stands twice, the first."""

    def give(said: XmlRecord, element: Element) -> None:
        if not element.words():
            return
        if said.builder.has(field):
            said.refuse(f"The paper has a second “{element.tag}”: leave one.", element)
        else:
            said.give(field, value(element), element)

    return give


def _doi(said: XmlRecord, element: Element) -> None:
    said.identify("doi", element)


def _isbn(said: XmlRecord, element: Element) -> None:
    said.identify("isbn", element)


def _pages(said: XmlRecord, element: Element) -> None:
    pages = parse_pages(element.words())
    if pages is not None:
        _once("pages", lambda _: pages)(said, element)
    elif element.words():
        said.refuse(f"“{element.words()}” are no pages.", element)


def _language(said: XmlRecord, element: Element) -> None:
    tag = language_tag(element.words())
    if tag is not None:
        _once("language", lambda _: tag)(said, element)
    elif element.words():
        said.refuse(f"“{element.words()}” is no code of a language (ISO 639-3).", element)


def _link(said: XmlRecord, element: Element) -> None:
    """Give a link to what belongs to the paper: an attachment, a video, its code."""
    attribute = next((name for name in ("href", "url") if element.get(name)), None)
    words = element.words() if attribute is None else (element.get(attribute) or "").strip()
    if "://" not in words and element.tag in _LINKS and _NAME.fullmatch(words):
        words = f"{_LINKS[element.tag]}{words}"
    address = said.address(words, element, attribute) if words else None
    if address is not None:
        said.give("links", address, element, attribute=attribute)


def _revision(said: XmlRecord, element: Element) -> None:
    number, href = element.get("id") or "", (element.get("href") or "").strip()
    if not re.fullmatch(r"[1-9][0-9]{0,3}", number) or not _NAME.fullmatch(href):
        said.refuse("A revision needs its number and the name of its file.", element)
        return
    version = Version(
        label=f"v{number}",
        issued=_date(said, element),
        status=PublicationStatus.PUBLISHED,
        url=Url(f"{SITE}{href}.pdf"),
    )
    said.give("versions", version, element, attribute="href")


def _notice(said: XmlRecord, element: Element) -> None:
    kind, words = NOTICES[element.tag], element.words()
    url = reason = None
    if kind is not NoticeKind.CORRECTION:
        reason = Text(element.marked(MARKUP)) if words else None
    elif _NAME.fullmatch(words):
        url = Url(f"{SITE}{words}.pdf")
    elif "://" in words:
        url = said.address(words, element)
    said.give("notices", Notice(kind=kind, date=_date(said, element), url=url, reason=reason), element)


def _date(said: XmlRecord, element: Element) -> PartialDate | None:
    words = (element.get("date") or "").strip()
    try:
        return PartialDate.parse(words) if words else None
    except ValueError as error:
        said.refuse(f"{error}.", element, "date")
        return None


def _unread(_said: XmlRecord, _element: Element) -> None:
    """An element that has no field: docs/formats/acl-anthology.md names them."""


_FIELDS: Final[Mapping[str, Callable[[XmlRecord, Element], None]]] = {
    "title": _once("title", lambda element: Text(element.marked(MARKUP))),
    "abstract": _once("abstract", lambda element: Text(element.marked(MARKUP))),
    "pages": _pages,
    "doi": _doi,
    "isbn": _isbn,
    "language": _language,
    "attachment": _link,
    "video": _link,
    "pwccode": _link,
    "revision": _revision,
    **dict.fromkeys(NOTICES, _notice),
}
"""What becomes of each element of a paper (schema.rnc, `Paper`); people, addresses and ids are read apart."""
