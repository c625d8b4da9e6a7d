"""RIS: the tagged lines that every reference manager reads (specification of Research Information Systems, 2001).

Tags that came later are those of EndNote's and Zotero's exports. Lines end in CR LF, text is UTF-8, a value is one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from scholargraph.citation.model import Citation, Contributor, Label, version_words
from scholargraph.citation.names import shown_parts
from scholargraph.model import PartialDate, PublicationStatus, PublicationType, VenueType

TYPES: Final[Mapping[PublicationType, str]] = {
    PublicationType.CONFERENCE_PAPER: "CPAPER",
    PublicationType.JOURNAL_ARTICLE: "JOUR",
    PublicationType.PREPRINT: "UNPB",
    PublicationType.BOOK: "BOOK",
    PublicationType.CHAPTER: "CHAP",
    PublicationType.EDITED_BOOK: "EDBOOK",
    PublicationType.THESIS: "THES",
    PublicationType.REPORT: "RPRT",
    PublicationType.DATASET: "DATA",
    PublicationType.PATENT: "PAT",
    PublicationType.PRESENTATION: "SLIDE",
    PublicationType.WEB_ARTICLE: "ELEC",
    PublicationType.EXPLORABLE: "ELEC",
    PublicationType.NEWS_ARTICLE: "NEWS",
    PublicationType.SOFTWARE: "COMP",
    PublicationType.STANDARD: "STAND",
    PublicationType.REVIEW: "JOUR",
    PublicationType.AUDIOVISUAL: "VIDEO",
    PublicationType.NOTICE: "JOUR",
    PublicationType.OTHER: "GEN",
}
GENRES: Final[Mapping[PublicationType, str]] = {
    PublicationType.PREPRINT: "Preprint",
    PublicationType.EXPLORABLE: "Interactive article",
    PublicationType.REVIEW: "Review",
    PublicationType.NOTICE: "Notice",
}
"""What kinds are called that share a type with another."""
DEGREES: Final[Mapping[str, str]] = {"phd": "PhD thesis", "ms": "MSc thesis", "ma": "MA thesis"}
FORTHCOMING: Final = "INPR"
"""The type of an article that has not appeared yet."""
CUT: Final = "et al."
"""Stands for the authors who are missing; the format has nothing better."""

_EDITORS_ARE_AUTHORS: Final = frozenset({PublicationType.EDITED_BOOK})
_INSTITUTIONS: Final = frozenset({PublicationType.THESIS, PublicationType.REPORT})
"""Kinds of which the publisher is the institution."""
_NUMBERED: Final = frozenset({PublicationType.REPORT, PublicationType.PATENT, PublicationType.STANDARD})
_SERIES: Final = frozenset(
    {PublicationType.BOOK, PublicationType.EDITED_BOOK, PublicationType.REPORT, PublicationType.STANDARD}
)


def write(citations: Iterable[Citation]) -> Iterator[bytes]:
    """Write references one after the other, an empty line after each."""
    for citation in citations:
        yield reference(citation).encode()


def reference(citation: Citation) -> str:
    """Write the reference of a citation."""
    lines = [
        f"TY  - {_type(citation)}",
        *(f"{tag}  - {_line(value)}" for tag, value in _tags(citation) if value),
        "ER  - ",
    ]
    return "".join(f"{line}\r\n" for line in (*lines, ""))


def _type(citation: Citation) -> str:
    soon = citation.status is PublicationStatus.FORTHCOMING
    return FORTHCOMING if soon and citation.type is PublicationType.JOURNAL_ARTICLE else TYPES[citation.type]


def _tags(citation: Citation) -> Iterator[tuple[str, str | None]]:
    yield "ID", citation.key.slug
    editors_first = citation.type in _EDITORS_ARE_AUTHORS and not citation.authors
    authors = citation.editors if editors_first else citation.authors
    yield from (("AU", _name(one)) for one in authors)
    if citation.authors_cut:
        yield "AU", CUT
    yield from (("ED", _name(one)) for one in (() if editors_first else citation.editors))
    yield from (("TA", _name(one)) for one in citation.translators)
    if citation.type is PublicationType.THESIS:
        yield from (("A3", _name(one)) for one in citation.supervisors)
    yield "TI", None if citation.title is None else citation.title.plain
    yield from (("TT", one.plain) for one in citation.alternate_titles)
    yield from _dates(citation)
    yield from _where(citation)
    yield from _publisher(citation)
    yield "M3", citation.genre or GENRES.get(citation.type) or DEGREES.get(citation.degree or "")
    yield from _addresses(citation)
    yield "AB", None if citation.abstract is None else citation.abstract.plain
    yield from (("KW", word.replace(";", ",")) for word in citation.keywords)
    yield "LA", citation.language
    yield from (("N1", words) for words in _notes(citation))


def _dates(citation: Citation) -> Iterator[tuple[str, str | None]]:
    date = citation.issued
    if date is not None:
        yield "PY", f"{date.year:04d}"
        if date.month is not None:
            yield "DA", _date(date)


def _date(date: PartialDate) -> str:
    """`YYYY/MM/DD/`, each part empty that is not known."""
    day = "" if date.day is None else f"{date.day:02d}"
    return f"{date.year:04d}/{date.month:02d}/{day}/"


def _where(citation: Citation) -> Iterator[tuple[str, str | None]]:
    """What the work appeared in, and where there."""
    venue = citation.container
    if venue is not None:
        # Of conferences `C3` names the proceedings and `T2` the conference; of others `T2` what the work appeared in.
        conference = citation.type is PublicationType.CONFERENCE_PAPER
        whole = venue.type is VenueType.SERIES and citation.type in _SERIES
        yield "C3" if conference else "T3" if whole else "T2", venue.name.plain
        yield "T3", _plain(venue.series)
    if citation.type is PublicationType.CONFERENCE_PAPER:
        yield "T2", _plain(citation.event)
    yield "VL", citation.volume or (venue.volume if venue else None)
    yield "IS", citation.number if citation.type in _NUMBERED else citation.issue
    yield "SP", citation.first_page
    yield "EP", citation.last_page
    yield "C7", citation.article
    if citation.first_page is None and citation.type in {PublicationType.BOOK, PublicationType.THESIS}:
        yield "SP", citation.page_count


def _publisher(citation: Citation) -> Iterator[tuple[str, str | None]]:
    yield "ET", citation.edition
    own = citation.publisher or (citation.container.publisher if citation.container else None)
    yield "PB", (citation.institution or own) if citation.type in _INSTITUTIONS else (own or citation.institution)
    yield "PP" if citation.type is PublicationType.CONFERENCE_PAPER else "CY", citation.place


def _addresses(citation: Citation) -> Iterator[tuple[str, str | None]]:
    of_venue = citation.container.identifiers if citation.container else ()
    for scheme in ("issn", "isbn"):
        values = citation.values(scheme) or tuple(one.value for one in of_venue if one.scheme == scheme)
        yield from (("SN", value) for value in values)
    yield from (("DO", value) for value in citation.values("doi"))
    yield from (("C2", value) for value in citation.values("pmcid"))
    for value in citation.values("pmid"):
        yield "DB", "PubMed"
        yield "AN", value
    yield "UR", citation.url
    yield from (("UR", address) for address in citation.links)
    yield from (("UR", one.iri) for one in citation.identifiers if one.scheme == "arxiv")
    yield from (("L1" if address.lower().endswith(".pdf") else "L2", address) for address in citation.full_texts)


def _notes(citation: Citation) -> Iterator[str]:
    """What has no tag: notices, gaps, who supervised, numbers, versions, terms of use, money."""
    yield from citation.remarks
    own = citation.publisher or (citation.container.publisher if citation.container else None)
    if citation.type in _INSTITUTIONS and citation.institution is not None and own is not None:
        yield f"Publisher: {own}"
    if citation.type not in _INSTITUTIONS and citation.institution is not None and own is not None:
        yield f"Institution: {citation.institution}"
    if citation.type in _NUMBERED and citation.issue:
        yield f"Issue: {citation.issue}"
    if citation.type not in _NUMBERED and citation.number:
        yield f"Number: {citation.number}"
    if citation.type is not PublicationType.CONFERENCE_PAPER and citation.event is not None:
        yield f"Event: {citation.event.plain}"
    if citation.type is not PublicationType.THESIS:
        yield from (f"Supervisor: {one.printed}" for one in citation.supervisors)
    if citation.status is PublicationStatus.FORTHCOMING and _type(citation) != FORTHCOMING:
        yield "To appear"
    yield from (version_words(one) for one in citation.versions)
    if citation.license or citation.rights:
        yield f"Licence: {citation.license or citation.rights}"
    yield from (f"Funding: {words}" for words in citation.funding)


def _name(one: Contributor) -> str:
    """A person as `Family, Given, Suffix`; whoever is none, and a name without parts, with a comma at its end.

    The comma keeps what follows the last word from being taken for given names (EndNote, corporate authors).
    """
    given, family, suffix = shown_parts(one)
    if family is None:
        return one.printed if one.person else f"{one.printed.replace(',', '')},"
    parts = [part.replace(",", " ") for part in (family, given, suffix) if part]
    return ", ".join(parts)


def _plain(label: Label | None) -> str | None:
    return None if label is None else label.plain


def _line(value: str) -> str:
    return " ".join(value.split())
