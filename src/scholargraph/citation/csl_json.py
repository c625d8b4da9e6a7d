"""CSL-JSON, the input of citation processors: one item for a citation, and a file of many.

Schema: csl-data.json of CSL 1.0.2. What it has no variable for stands in `custom`, which processors leave alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from scholargraph.citation.model import (
    EDITORIAL_WORDS,
    STATUS_WORDS,
    Citation,
    Contributor,
    Label,
    version_words,
)
from scholargraph.citation.names import shown_parts
from scholargraph.model import PartialDate, PublicationType, VenueType

Item = dict[str, Any]

TYPES: Final[Mapping[PublicationType, str]] = {
    PublicationType.CONFERENCE_PAPER: "paper-conference",
    PublicationType.JOURNAL_ARTICLE: "article-journal",
    PublicationType.PREPRINT: "article",
    PublicationType.BOOK: "book",
    PublicationType.CHAPTER: "chapter",
    PublicationType.EDITED_BOOK: "book",
    PublicationType.THESIS: "thesis",
    PublicationType.REPORT: "report",
    PublicationType.DATASET: "dataset",
    PublicationType.PATENT: "patent",
    PublicationType.PRESENTATION: "speech",
    PublicationType.WEB_ARTICLE: "webpage",
    PublicationType.EXPLORABLE: "webpage",
    PublicationType.NEWS_ARTICLE: "article-newspaper",
    PublicationType.SOFTWARE: "software",
    PublicationType.STANDARD: "standard",
    PublicationType.REVIEW: "review",
    PublicationType.AUDIOVISUAL: "motion_picture",
    PublicationType.NOTICE: "article-journal",
    PublicationType.OTHER: "document",
}
"""Appendix III of the CSL 1.0.2 specification; a preprint is an `article`."""

GENRES: Final[Mapping[str, str]] = {"phd": "PhD thesis", "ms": "Master’s thesis", "ma": "Master’s thesis"}
"""The kind of a thesis by its degree, where the source has no words of its own."""
OTHERS: Final = "others"
"""The name that stands for those who are missing, as pandoc writes BibTeX's `and others`."""

_NO_VARIABLE: Final = frozenset({"doi", "isbn", "issn", "pmid", "pmcid"})
_CODE: Final = re.compile(r"</?code>")


def item(citation: Citation) -> Item:
    """Make the item of a citation; what is not known is not there.

    Processors want names in parts: where nobody knows them, they are those by custom (`names.parts_by_custom`), and
    `custom` has these names as they are printed.
    """
    found: Item = {"id": citation.key.slug, "type": TYPES[citation.type], "citation-key": citation.key.slug}
    told: dict[str, Any] = {
        "title": _rich(citation.title),
        "author": [*_names(citation.authors), *([{"literal": OTHERS}] if citation.authors_cut else [])],
        "editor": _names(citation.editors),
        "translator": _names(citation.translators),
        "issued": None if citation.issued is None else _date(citation.issued),
        **_container(citation),
        "volume": citation.volume or (citation.container.volume if citation.container else None),
        "issue": citation.issue,
        "page": citation.pages,
        "page-first": citation.first_page,
        "number-of-pages": citation.page_count,
        "edition": citation.edition,
        "number": citation.number or citation.article or _arxiv_number(citation),
        "event-title": _rich(citation.event),
        "genre": citation.genre or _genre(citation),
        **_publisher(citation),
        "publisher-place": citation.place,
        "status": None if citation.status is None else STATUS_WORDS[citation.status],
        "DOI": citation.doi,
        "ISBN": _joined(citation, "isbn"),
        "ISSN": _joined(citation, "issn"),
        "PMID": citation.identifier("pmid"),
        "PMCID": citation.identifier("pmcid"),
        "URL": citation.address,
        "abstract": None if citation.abstract is None else citation.abstract.plain,
        "keyword": _keywords(citation.keywords),
        "language": citation.language,
        "note": "; ".join(citation.remarks),
        "custom": _custom(citation),
    }
    found.update((name, value) for name, value in told.items() if value not in (None, "", [], {}))
    return found


def write(citations: Iterable[Citation]) -> Iterator[bytes]:
    """Write items as the array of a file, piece by piece."""
    import orjson

    before = b"[\n"
    for citation in citations:
        yield before + orjson.dumps(item(citation), option=orjson.OPT_INDENT_2)
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


def _names(people: Iterable[Contributor]) -> list[dict[str, str]]:
    return [_name(one) for one in people]


def _name(one: Contributor) -> dict[str, str]:
    """A person's name in parts; a name that has none, and any other than a person's, as it is printed."""
    given, family, suffix = shown_parts(one)
    if family is None:
        return {"literal": one.printed}
    parts = {"family": family, "given": given, "suffix": suffix}
    return {name: value for name, value in parts.items() if value}


def _date(date: PartialDate) -> dict[str, Any]:
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part is not None]]}


def _container(citation: Citation) -> Item:
    venue = citation.container
    if venue is None:
        return {}
    if venue.type is VenueType.SERIES:
        return {"collection-title": _rich(venue.name), "collection-number": venue.volume}
    return {"container-title": _rich(venue.name), "collection-title": _rich(venue.series)}


def _publisher(citation: Citation) -> Item:
    """The publisher; of a thesis or report it is the institution, and where both are known that is the authority."""
    own = citation.publisher or (citation.container.publisher if citation.container else None)
    if citation.institution is None or own == citation.institution:
        return {"publisher": own}
    return {"publisher": citation.institution} if own is None else {"publisher": own, "authority": citation.institution}


def _genre(citation: Citation) -> str | None:
    if citation.type is PublicationType.PREPRINT:
        return "Preprint"
    return None if citation.degree is None else GENRES[citation.degree]


def _arxiv_number(citation: Citation) -> str | None:
    """The number of a preprint on arXiv, as arXiv writes it."""
    preprint = citation.type is PublicationType.PREPRINT and citation.arxiv is not None
    return f"arXiv:{citation.arxiv}" if preprint else None


def _joined(citation: Citation, scheme: str) -> str | None:
    """The numbers of the work, otherwise of what it appeared in."""
    of_venue = citation.container.identifiers if citation.container else ()
    values = citation.values(scheme) or tuple(one.value for one in of_venue if one.scheme == scheme)
    return " ".join(values) or None


def _keywords(words: tuple[str, ...]) -> str:
    return ("; " if any("," in word for word in words) else ", ").join(words)


def _custom(citation: Citation) -> Item:
    """What has no variable: our IRI, other identifiers, versions, what follows from notices, money and terms of use."""
    told: Item = {
        "iri": citation.iri,
        "identifiers": [str(one) for one in citation.identifiers if one.scheme not in _NO_VARIABLE],
        "arxiv": citation.arxiv,
        "authors-complete": citation.authors_complete or None,
        "alternate-titles": [one.plain for one in citation.alternate_titles],
        "names-as-printed": [one.printed for one in _of_unknown_parts(citation)],
        "supervisors": [one.printed for one in citation.supervisors],
        "editorial-status": None if citation.editorial is None else EDITORIAL_WORDS[citation.editorial],
        "versions": [version_words(one) for one in citation.versions],
        "full-texts": [one for one in citation.full_texts if one != citation.address],
        "links": [one for one in citation.links if one != citation.address],
        "open-access": citation.open_access,
        "license": citation.license,
        "rights": citation.rights,
        "funding": list(citation.funding),
    }
    return {name: value for name, value in told.items() if value}


def _of_unknown_parts(citation: Citation) -> Iterator[Contributor]:
    """Persons of whose names nobody knows the parts."""
    for one in (*citation.authors, *citation.editors, *citation.translators):
        if one.person and one.family is None and shown_parts(one).family is not None:
            yield one


def _rich(label: Label | None) -> str | None:
    """Words with the elements that processors know (CSL-JSON, "HTML-like formatting tags"): i, b, sub, sup."""
    if label is None:
        return None
    return label.plain if label.html is None else html.unescape(_CODE.sub("", label.html))
