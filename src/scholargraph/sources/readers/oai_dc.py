"""Records of OAI-PMH in Dublin Core (oai_dc): the answers of a repository, or one record.

The formats are those of https://www.openarchives.org/OAI/openarchivesprotocol.html (section 4.5) and, for the elements, DCMI's
Dublin Core Metadata Element Set 1.1. Dublin Core says little: what an element does not tell for sure is not stated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from scholargraph.acquire.items import SourceItem
from scholargraph.acquire.xml_stream import Element, XmlFault, entries
from scholargraph.bibliography.agents import NoName
from scholargraph.errors import IdentifierError, Place, SourceError
from scholargraph.identifiers import SCHEMES, identifier_of, parse_identifier
from scholargraph.model import (
    PartialDate,
    Publication,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    organization,
)
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.parts import add_gaps
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.languages import language_tag
from scholargraph.sources.readers.written_names import inverted
from scholargraph.sources.readers.xml_values import OnceNames, XmlRecord, rejected

TYPES: Final[Mapping[str, PublicationType]] = {
    "annotation": PublicationType.REVIEW,
    "article": PublicationType.JOURNAL_ARTICLE,
    "bachelorthesis": PublicationType.THESIS,
    "book": PublicationType.BOOK,
    "bookpart": PublicationType.CHAPTER,
    "book part": PublicationType.CHAPTER,
    "conference object": PublicationType.CONFERENCE_PAPER,
    "conferenceobject": PublicationType.CONFERENCE_PAPER,
    "conferencepaper": PublicationType.CONFERENCE_PAPER,
    "conference paper": PublicationType.CONFERENCE_PAPER,
    "dataset": PublicationType.DATASET,
    "doctoralthesis": PublicationType.THESIS,
    "doctoral thesis": PublicationType.THESIS,
    "journal article": PublicationType.JOURNAL_ARTICLE,
    "lecture": PublicationType.PRESENTATION,
    "masterthesis": PublicationType.THESIS,
    "master thesis": PublicationType.THESIS,
    "patent": PublicationType.PATENT,
    "preprint": PublicationType.PREPRINT,
    "report": PublicationType.REPORT,
    "review": PublicationType.REVIEW,
    "software": PublicationType.SOFTWARE,
    "thesis": PublicationType.THESIS,
    "workingpaper": PublicationType.REPORT,
    "working paper": PublicationType.REPORT,
}
"""Words of `type` (those of info:eu-repo/semantics, of COAR's resource types and of DCMI's) and the kinds that they are."""

_SEMANTICS: Final = "info:eu-repo/semantics/"
_LISTS: Final = frozenset({"ListRecords", "GetRecord"})
_BARE: Final = ("doi", "isbn")


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read every record. Raises SourceError where the item is no answer of OAI-PMH."""
    del options  # there are none
    names = OnceNames()
    for entry in entries(item, _selected):
        if isinstance(entry, XmlFault):
            yield rejected(item, entry)
        elif entry.parent is None and entry.tag not in {"record", "dc"}:
            reason = f"The file is no answer of OAI-PMH: its root is “{entry.tag}”, not “OAI-PMH”, “record” or “dc”."
            raise SourceError(reason, Place(item.id, entry.line))
        else:
            yield from _record(item, entry, names)


def _selected(name: str, parent: Element | None) -> bool:
    return name != "OAI-PMH" if parent is None else name == "record" and parent.tag in _LISTS


def _record(item: SourceItem, entry: Element, names: OnceNames) -> list[SourceRecord | Rejected]:
    header, metadata = entry.first("header"), entry.first("metadata")
    if header is not None and header.get("status") == "deleted":
        return []
    core = entry if entry.tag == "dc" else None if metadata is None else metadata.first("dc")
    if core is None:
        return [Rejected(item.source, "The record is not in Dublin Core (oai_dc): ask for that.", item.id, entry.at)]
    named = None if header is None else header.first("identifier")
    name = named.words() if named is not None and named.words() else ""
    said = XmlRecord(item, Publication, names.once(name or core.path), core)
    said.builder.numbered = not name
    _titles(said, core)
    cut = _creators(said, core)
    for element in core.children:
        give = _ELEMENTS.get(element.tag)
        if give is not None and element.words():
            give(said, element)
    _dates(said, core)
    _abstract(said, core)
    if not any(map(said.builder.has, ("title", "contributions", "identifiers"))):
        reason = "The record has no title, no creator and no identifier: nothing tells which work it is."
        return [Rejected(item.source, reason, item.id, core.at)]
    add_gaps(said.builder, at=core.at, quote=core.whole_text(), cut=cut)
    return [said.builder.build(), *said.rejected]


def _text(element: Element) -> Text:
    return Text(element.words(), language_tag(element.get("lang") or ""))


def _titles(said: XmlRecord, core: Element) -> None:
    for element in core.all("title"):
        if element.words():
            said.give("alternate_titles" if said.builder.has("title") else "title", _text(element), element)


def _creators(said: XmlRecord, core: Element) -> bool:
    """Give the authors, in their order; tell whether the list says that it is cut."""
    listed = NameList()
    for element in core.all("creator"):
        agent = inverted(element.words())
        found = listed.take(agent)
        if found is not None:
            said.give("contributions", found, element)
        elif agent is not NoName.CUT:
            said.refuse(listed.loss(element.words()), element)
    return listed.goes_on


def _dates(said: XmlRecord, core: Element) -> None:
    """Give the date, where there is one: of several, nothing tells which is that of issue.

    Repositories add the times at which a record was entered and opened; those are told by their time of day.
    """
    found: dict[PartialDate, Element] = {}
    for element in core.all("date"):
        words = element.words()
        if not words or "T" in words or words.startswith("info:"):
            continue
        try:
            found.setdefault(PartialDate.parse(words), element)
        except ValueError as error:
            said.refuse(f"{error}.", element)
    finest = [one for one in found if not any(one is not other and one.covers(other) for other in found)]
    if len(finest) == 1:
        said.give("issued", finest[0], found[finest[0]])
    elif finest:
        said.refuse(
            "The record has several dates, and nothing tells which is that of issue: none is stated.", found[finest[0]]
        )


def _abstract(said: XmlRecord, core: Element) -> None:
    """Give the description as the abstract, where there is one: of several, nothing tells which it is."""
    described = [element for element in core.all("description") if element.words()]
    if len(described) == 1:
        said.give("abstract", _text(described[0]), described[0])
    elif described:
        said.refuse("The record has several descriptions, and nothing tells which is the abstract.", described[0])


def _type(said: XmlRecord, element: Element) -> None:
    words = element.words()
    kind = TYPES.get(words.lower().removeprefix(_SEMANTICS))
    if kind is None:
        if "/" not in words and not said.builder.has("genre"):
            said.give("genre", _text(element), element)
    elif said.builder.value("type") in {None, kind}:
        said.give("type", kind, element)
    else:
        said.refuse(f"“{words}” is another type than the one before it: it is not stated.", element)


def _identifier(said: XmlRecord, element: Element) -> None:
    """Give an identifier of a scheme, or the address of a page; what else a repository calls its record is left."""
    words = element.words()
    found = next((one for name in _BARE if (one := identifier_of(name, words)) is not None), None)
    if found is None and ":" in words and not words.lower().startswith("http"):
        scheme = words.partition(":")[0].lower()
        if scheme in SCHEMES or scheme == "urn":
            try:
                found = parse_identifier(words)
            except IdentifierError:
                return
    if found is not None:
        if found.scheme != "issn":  # of what it stands in
            said.give("identifiers", found, element)
        return
    if words.lower().startswith(("http://", "https://")):
        address = said.address(words, element)
        if address is not None:
            said.give("links" if said.builder.has("homepage") else "homepage", address, element)


def _language(said: XmlRecord, element: Element) -> None:
    tag = language_tag(element.words())
    if tag is None:
        said.refuse(f"“{element.words()[:60]}” is no code of a language (BCP 47).", element)
    elif said.builder.value("language") in {None, tag}:
        said.give("language", tag, element)


def _publisher(said: XmlRecord, element: Element) -> None:
    if not said.builder.has("publisher"):
        said.give("publisher", organization(element.words()), element)


def _rights(said: XmlRecord, element: Element) -> None:
    words = element.words()
    if words.startswith(("http://", "https://")):
        address = said.address(words, element)
        if address is not None and said.builder.value("license") in {None, address}:
            said.give("license", address, element)
    elif not words.startswith("info:") and not said.builder.has("rights"):
        said.give("rights", _text(element), element)


def _subject(said: XmlRecord, element: Element) -> None:
    said.give("keywords", _text(element), element)


_ELEMENTS: Final[Mapping[str, Callable[[XmlRecord, Element], None]]] = {
    "identifier": _identifier,
    "language": _language,
    "publisher": _publisher,
    "rights": _rights,
    "subject": _subject,
    "type": _type,
}
"""What becomes of each element; of `contributor`, `source`, `relation`, `coverage` and `format` nothing is certain."""

SOURCE: Final = Reader(
    kind="oai-dc",
    description="Answers of OAI-PMH in Dublin Core (oai_dc), or one record",
    read=read,
)
