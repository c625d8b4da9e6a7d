"""A resource of DataCite as a work, each value with its place. It reads no file, and knows neither XML nor JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from scholargraph.acquire.items import SourceItem
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import SPDX_LICENSES, Identifier, Url, identifier_of, parse_url
from scholargraph.model import (
    Agent,
    Dispute,
    Funding,
    Notice,
    NoticeKind,
    Pages,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    Version,
    fields_of,
    organization,
)
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.parts import Neighbours, add_gaps, group_of
from scholargraph.sources.readers.datacite_people import contributors, with_identifier
from scholargraph.sources.readers.datacite_tables import (
    ACCESS,
    NAME_SCHEMES,
    TYPES,
    VERSIONS,
    WORK_SCHEMES,
    is_unknown,
)
from scholargraph.sources.readers.datacite_tree import Part
from scholargraph.sources.readers.datacite_venues import venue
from scholargraph.sources.readers.languages import language_tag
from scholargraph.sources.readers.xml_values import OnceNames

_SIZE: Final = re.compile(r"([0-9]{1,6})\s*(?:pages?|pp?\.?)", re.IGNORECASE)
_FIELDS: Final = fields_of(Publication)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the resources of one item share."""

    item: SourceItem
    neighbours: Neighbours
    names: OnceNames


class Work:
    """The record of a resource while it is made, and what of it is not stated."""

    def __init__(self, shared: Shared, root: Part, name: str) -> None:
        self.shared = shared
        self.root = root
        self.builder = RecordBuilder(shared.item, Publication, name, at=root.whole_at, quote=root.whole_quote)
        self.rejected: list[Rejected] = []
        self.disputes: list[Dispute] = []

    def give(self, field: str, value: Any, part: Part, *, whole: bool = False) -> None:
        """Give a field a value at its place, or at that of all that belongs to it."""
        give = self.builder.add if _FIELDS[field].many else self.builder.set
        give(field, value, at=part.whole_at if whole else part.at, quote=part.whole_quote if whole else part.quote)

    def refuse(self, reason: str, part: Part) -> None:
        """Say that a value is not stated, and why."""
        self.rejected.append(Rejected(self.shared.item.source, reason, self.shared.item.id, part.at))

    def address(self, part: Part) -> Url | None:
        """Read a web address; what is none is refused."""
        try:
            return parse_url(part.value or "")
        except IdentifierError as error:
            self.refuse(f"{error}", part)
            return None


def known(part: Part | None) -> str:
    """Give the words of a part, and nothing for a standard value for unknown information."""
    words = (part.value or "") if part is not None else ""
    return "" if is_unknown(words) else words


def text_of(part: Part) -> Text:
    """Give words with the language that is written beside them, if it is one."""
    tag = language_tag(part.words("lang"))
    try:
        return Text(part.value or "", tag)
    except ValueError:
        return Text(part.value or "")


def work_of(shared: Shared, root: Part, place: str) -> list[SourceRecord | Rejected]:
    """Read a resource; one that has neither a DOI nor a title nor a name is rejected."""
    doi = root.parts.get("doi")
    name = (known(doi) or place.strip("/").replace("/", " ") or "resource").lower()
    work = Work(shared, root, shared.names.once(name))
    work.builder.numbered = not known(doi)
    _identifiers(work)
    _kind(work)
    _titles(work)
    _told_once_more(root, work)
    cut = contributors(work)
    _dates(work)
    venue(work)
    _publisher(work)
    _language(work)
    _rights(work)
    _words(work)
    _funding(work)
    _addresses(work)
    if not any(map(work.builder.has, ("title", "contributions", "identifiers"))):
        reason = "A resource needs a DOI, a title or a name: nothing tells which work it is."
        return [Rejected(shared.item.source, reason, shared.item.id, root.whole_at)]
    add_gaps(work.builder, at=root.whole_at, quote=root.whole_quote, cut=cut)
    return [work.builder.build(disputes=work.disputes), *work.rejected]


def _told_once_more(part: Part, work: Work) -> None:
    """Refuse what stands twice where the schema has it once: nobody knows which of both is meant."""
    for name, again in part.again:
        work.refuse(
            f"“{name}” stands here once more, where it can stand once: the first is read; put both together.", again
        )
    for inner in (*part.parts.values(), *part.items):
        _told_once_more(inner, work)


def _identifiers(work: Work) -> None:
    doi = work.root.parts.get("doi")
    if doi is not None and known(doi):
        _identifier(work, "doi", doi)
    for member, kind in (("alternateIdentifiers", "alternateIdentifierType"), ("identifiers", "identifierType")):
        for part in work.root.each(member):
            scheme = WORK_SCHEMES.get(part.words(kind).lower())
            if scheme is not None and known(part):
                _identifier(work, scheme, part)
    versions = 0
    known_already = set(work.builder.value("identifiers") or ())
    for part in work.root.each("relatedIdentifiers"):
        scheme = WORK_SCHEMES.get(part.words("relatedIdentifierType").lower())
        if scheme is None or part.words("relationType") not in VERSIONS or not known(part):
            continue
        found = identifier_of(scheme, known(part))
        if found is None:
            work.refuse(f"“{known(part)}” is no valid {Identifier(scheme, '').label}.", part)
        elif found not in known_already:
            known_already.add(found)
            versions += 1
            work.give("versions", Version(label=f"version{versions}", identifiers=(found,)), part)


def _identifier(work: Work, scheme: str, part: Part) -> None:
    found = identifier_of(scheme, known(part))
    if found is None:
        work.refuse(f"“{known(part)}” is no valid {Identifier(scheme, '').label}: compare it with its source.", part)
    else:
        work.give("identifiers", found, part)


def _kind(work: Work) -> None:
    types = work.root.parts.get("types")
    if types is None:
        return
    general = types.parts.get("resourceTypeGeneral")
    kind = TYPES.get(known(general))
    if general is not None and kind is not None:
        work.give("type", kind, general)
        if kind is PublicationType.PREPRINT:
            work.give("status", PublicationStatus.PREPRINT, general)
    words = known(types)
    if words and words.casefold() != known(general).casefold():
        work.give("genre", text_of(types), types)


def _titles(work: Work) -> None:
    for part in work.root.each("titles"):
        if not known(part):
            continue
        kind, title = part.words("titleType"), work.builder.value("title")
        if not kind and title is None:
            work.give("title", text_of(part), part)
        elif kind == "Subtitle" and title is not None:
            whole = Text(f"{title.value.rstrip(' :')}: {part.value}", text_of(part).language)
            work.give("alternate_titles", whole, part)
        else:
            work.give("alternate_titles", text_of(part), part)


# ------------------------------------------------------------------------------------------------------------------- dates


def _dates(work: Work) -> None:
    """Give the date of issue, otherwise the year of publication; where the two differ, that is said."""
    for part in work.root.each("dates"):
        kind = part.words("dateType")
        if kind not in {"Issued", "Withdrawn"} or not known(part):
            continue
        found = _date(work, part)
        if kind == "Withdrawn":
            work.give("notices", Notice(kind=NoticeKind.WITHDRAWAL, date=found), part)
        elif found is not None and not work.builder.has("issued"):
            work.give("issued", found, part)
    year = work.root.parts.get("publicationYear")
    if year is None or not known(year):
        return
    if not re.fullmatch(r"[12][0-9]{3}", known(year)):
        work.refuse(f"“{known(year)}” is no year: write YYYY.", year)
        return
    said, issued = PartialDate(int(known(year))), work.builder.value("issued")
    if issued is None:
        work.give("issued", said, year)
    elif not said.covers(issued):
        evidence = work.builder.evidence(year.at, year.quote)
        work.disputes.append(Dispute("issued", said, evidence, "The date of issue is given, and is of another year."))


def _date(work: Work, part: Part) -> PartialDate | None:
    """Read a date (W3CDTF, of which the time of day is left out); a period (RKMS-ISO8601) of one day is a day."""
    ends = [re.sub(r"T.*$", "", end.strip()) for end in known(part).split("/")]
    if len(set(ends)) > 1:
        work.refuse(f"“{known(part)}” is a period, and no date: it is not stated when the work appeared.", part)
        return None
    try:
        return PartialDate.parse(ends[0])
    except ValueError as error:
        work.refuse(f"{error}.", part)
        return None


# ------------------------------------------------------------------------------------------------------------------- words


def _publisher(work: Work) -> None:
    part = work.root.parts.get("publisher")
    if part is None or not known(part):
        return
    agent: Agent = organization(known(part))
    agent = with_identifier(work, agent, part, member="publisherIdentifier", scheme="publisherIdentifierScheme")
    work.give("publisher", agent, part)


def _language(work: Work) -> None:
    part = work.root.parts.get("language")
    if part is None or not known(part):
        return
    tag = language_tag(known(part))
    if tag is None:
        work.refuse(f"“{known(part)}” is no code of a language (BCP 47).", part)
    else:
        work.give("language", tag, part)


def _rights(work: Work) -> None:
    """Give the licence by its address; of several addresses the first is stated, and the others are said not to be."""
    for part in work.root.each("rightsList"):
        uri, spdx = part.parts.get("rightsUri"), part.parts.get("rightsIdentifier")
        access = ACCESS.get(known(uri).lower())
        if uri is not None and access is not None:
            if not work.builder.has("open_access"):
                work.give("open_access", access, uri)
            continue
        address: Url | None = None
        if uri is not None and known(uri):
            address = work.address(uri) if "://" in known(uri) else None
        elif spdx is not None and part.words("rightsIdentifierScheme").upper() == "SPDX":
            plain = re.fullmatch(r"[A-Za-z0-9.+\-]+", known(spdx))
            address, uri = (Url(f"{SPDX_LICENSES}{known(spdx)}"), spdx) if plain else (None, None)
        if address is not None and uri is not None:
            if work.builder.value("license") in {None, address}:
                work.give("license", address, uri)
            else:
                work.refuse(f"The resource has a second licence, {address}: one is stated.", uri)
        elif known(part) and not work.builder.has("rights"):
            work.give("rights", text_of(part), part)


def _words(work: Work) -> None:
    """Give the abstract (in the language of the work, if there are several) and the keywords."""
    abstracts = [
        part for part in work.root.each("descriptions") if part.words("descriptionType") == "Abstract" and known(part)
    ]
    own = work.builder.value("language")
    same = [part for part in abstracts if own is not None and language_tag(part.words("lang")) == own]
    for part in (same or abstracts)[:1]:
        work.give("abstract", text_of(part), part)
    for part in work.root.each("subjects"):
        if known(part):
            work.give("keywords", text_of(part), part)
    for part in work.root.each("sizes"):
        found = _SIZE.fullmatch(known(part))
        if found and not work.builder.has("pages") and int(found[1]):
            work.give("pages", Pages(count=int(found[1])), part)


def _funding(work: Work) -> None:
    for part in work.root.each("fundingReferences"):
        name, number, title = (known(part.parts.get(one)) for one in ("funderName", "awardNumber", "awardTitle"))
        if not (name or number or title):
            continue
        funder = group_of(name) if name else None
        scheme = part.words("funderIdentifierType").lower()
        if funder is not None and (scheme in NAME_SCHEMES or not scheme):
            funder = with_identifier(work, funder, part, member="funderIdentifier", scheme="funderIdentifierType")
        uri = part.parts.get("awardUri")
        url = work.address(uri) if uri is not None and known(uri) else None
        funding = Funding(funder=funder, number=number or None, name=Text(title) if title else None, url=url)
        work.give("funding", funding, part, whole=True)

    for part in work.root.each("contributors"):  # kernel 3, and 4 up to 4.0
        if part.words("contributorType") == "Funder" and known(part):
            work.give("funding", Funding(funder=group_of(known(part))), part)


def _addresses(work: Work) -> None:
    """Give the page of the resource, and the addresses of its files, which only DataCite's JSON has."""
    page = work.root.parts.get("url")
    address = work.address(page) if page is not None and known(page) else None
    if page is not None and address is not None:
        work.give("homepage", address, page)
    content = work.root.parts.get("contentUrl")
    for part in () if content is None else (content.items or [content]):
        address = work.address(part) if known(part) else None
        if address is not None:
            work.give("links", address, part)
