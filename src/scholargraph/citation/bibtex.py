"""BibTeX and BibLaTeX: one entry for a citation, in UTF-8, keys made of the keys of the works.

BibTeX: btxdoc (1988) and what reference managers add to it (doi, eprint, url, abstract); BibLaTeX 3.20, section 2. What
neither has a field for stands in fields of our own names, which styles leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography.agents import kind_of
from scholargraph.citation import tex
from scholargraph.citation.model import STATUS_WORDS, Citation, Container, Contributor, version_words
from scholargraph.citation.names import shown_parts
from scholargraph.model import AgentKind, PublicationStatus, PublicationType, VenueType

Fields = dict[str, str | None]

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The macros that every style of BibTeX defines."""
_MACRO: Final = "\0"
"""Stands before a value that is written without braces."""


@dataclass(frozen=True, slots=True)
class Flavour:
    """One of the two dialects: its types of entries, and what its fields are called where they differ."""

    name: str
    types: Mapping[PublicationType, str]
    fields: Mapping[str, str]


BIBTEX: Final = Flavour(
    "BibTeX",
    {
        PublicationType.CONFERENCE_PAPER: "inproceedings",
        PublicationType.JOURNAL_ARTICLE: "article",
        PublicationType.PREPRINT: "misc",
        PublicationType.BOOK: "book",
        PublicationType.EDITED_BOOK: "book",
        PublicationType.CHAPTER: "incollection",
        PublicationType.THESIS: "phdthesis",
        PublicationType.REPORT: "techreport",
        PublicationType.NEWS_ARTICLE: "article",
        PublicationType.REVIEW: "article",
        PublicationType.NOTICE: "article",
    },
    {},
)
"""What has no type of its own is `misc`."""
BIBLATEX: Final = Flavour(
    "BibLaTeX",
    {
        **BIBTEX.types,
        PublicationType.PREPRINT: "online",
        PublicationType.EDITED_BOOK: "collection",
        PublicationType.THESIS: "thesis",
        PublicationType.REPORT: "report",
        PublicationType.DATASET: "dataset",
        PublicationType.PATENT: "patent",
        PublicationType.WEB_ARTICLE: "online",
        PublicationType.EXPLORABLE: "online",
        PublicationType.SOFTWARE: "software",
        PublicationType.STANDARD: "standard",
        PublicationType.REVIEW: "review",
        PublicationType.AUDIOVISUAL: "video",
    },
    {
        "journal": "journaltitle",
        "school": "institution",
        "address": "location",
        "archiveprefix": "eprinttype",
        "numpages": "pagetotal",
    },
)
OTHER_TYPE: Final = "misc"
_PERIODICALS: Final = frozenset({"article", "review"})
_PARTS: Final = frozenset({"inproceedings", "incollection"})
_WHOLE: Final = frozenset({"book", "collection", "proceedings"})

LANGUAGES: Final[Mapping[str, str]] = {
    "en": "english", "en-us": "american", "en-gb": "british", "de": "german", "fr": "french", "es": "spanish",
    "it": "italian", "pt": "portuguese", "pt-br": "brazilian", "nl": "dutch", "ru": "russian", "uk": "ukrainian",
    "pl": "polish", "cs": "czech", "sk": "slovak", "sv": "swedish", "da": "danish", "fi": "finnish", "hu": "hungarian",
    "el": "greek", "tr": "turkish", "la": "latin", "ca": "catalan", "ro": "romanian", "bg": "bulgarian", "hr": "croatian",
}  # fmt: skip
"""What babel calls languages."""

GENRES: Final[Mapping[PublicationType, str]] = {
    PublicationType.PREPRINT: "Preprint",
    PublicationType.DATASET: "Data set",
    PublicationType.PATENT: "Patent",
    PublicationType.PRESENTATION: "Presentation",
    PublicationType.SOFTWARE: "Software",
    PublicationType.STANDARD: "Standard",
    PublicationType.AUDIOVISUAL: "Audiovisual work",
    PublicationType.EXPLORABLE: "Interactive article",
}
"""What kinds are called that an entry type does not tell."""

_PROCEEDINGS: Final = "Proceedings"
_MASTER: Final = re.compile(r"(?i)\b(?:master|m\.?sc|m\.?a|magister|diplom)")
_LOWER: Final = re.compile(r"[^\W\d_]")
_AND: Final = re.compile(r"(?i)(?:^|\s)(?:and|others)(?:\s|$)")
_OWN_FIELDS: Final = frozenset({"doi", "arxiv", "isbn", "issn"})


def write(citations: Iterable[Citation], flavour: Flavour = BIBTEX) -> Iterator[bytes]:
    """Write entries one after the other, an empty line between them."""
    for number, citation in enumerate(citations):
        yield ("\n" if number else "").encode() + entry(citation, flavour).encode()


def entry(citation: Citation, flavour: Flavour = BIBTEX) -> str:
    """Write the entry of a citation."""
    kind = _type(citation, flavour)
    lines = [f"@{kind}{{{citation.key.slug},"]
    for name, value in _fields(citation, kind, flavour).items():
        if value:
            written = value[1:] if value.startswith(_MACRO) else f"{{{value}}}"
            lines.append(f"  {flavour.fields.get(name, name)} = {written},")
    return "\n".join((*lines, "}", ""))


def _type(citation: Citation, flavour: Flavour) -> str:
    if citation.type is PublicationType.PREPRINT and citation.container is not None:
        return "article"  # the repository stands where a journal does, as everybody cites preprints
    if flavour is BIBTEX and citation.type is PublicationType.THESIS:
        master = citation.degree in {"ms", "ma"} or _MASTER.search(citation.genre or "") is not None
        return "mastersthesis" if master else "phdthesis"
    if flavour is BIBTEX and citation.type is PublicationType.EDITED_BOOK and citation.genre == _PROCEEDINGS:
        return "proceedings"
    return flavour.types.get(citation.type, OTHER_TYPE)


def _fields(citation: Citation, kind: str, flavour: Flavour) -> Fields:
    """The fields in the order in which they are written, by BibTeX's names."""
    venue = citation.container
    own = citation.publisher or (venue.publisher if venue else None)
    return {
        "author": _names(citation.authors, cut=citation.authors_cut),
        "editor": _names(citation.editors),
        "translator": _names(citation.translators),
        "title": None if citation.title is None else tex.title(citation.title),
        **_place_fields(citation, kind),
        **_date_fields(citation, flavour),
        "type": _kind_of_work(citation, kind, flavour),
        "eventtitle": None if citation.event is None else tex.marked(citation.event),
        "edition": _escaped(citation.edition),
        **_institution(citation, kind),
        "publisher": _escaped(own),
        "address": _escaped(citation.place),
        "numpages": citation.page_count,
        **_identifier_fields(citation, flavour),
        "url": None if citation.address is None else tex.verbatim(citation.address),
        **_language(citation, flavour),
        "pubstate": _pubstate(citation),
        "entrysubtype": "newspaper" if citation.type is PublicationType.NEWS_ARTICLE else None,
        "keywords": tex.escaped(
            ("; " if any("," in word for word in citation.keywords) else ", ").join(citation.keywords)
        ),
        "abstract": None if citation.abstract is None else tex.marked(citation.abstract),
        "note": _note(citation, flavour),
        **_more(citation),
    }


def _place_fields(citation: Citation, kind: str) -> Fields:
    """Where the work stands: journal or book, series, volume, issue or number, pages."""
    found = _container_fields(citation.container, kind)
    venue = citation.container
    volume = citation.volume
    if volume is None and venue is not None and venue.volume != citation.number:
        volume = venue.volume
    found["volume"] = _escaped(volume)
    if kind in _PERIODICALS:
        found["number"] = _escaped(citation.issue)
        found["reportnumber"] = _escaped(citation.number)
    else:
        found["number"] = _escaped(citation.number)
        found["issue"] = _escaped(citation.issue)
    found["pages"] = None if citation.pages is None else _escaped_pages(citation)
    found["eid"] = _escaped(citation.article)
    return found


def _container_fields(venue: Container | None, kind: str) -> Fields:
    """What the work appeared in, by the field that styles print; of what has none, `howpublished` is printed."""
    if venue is None:
        return {}
    name = tex.marked(venue.name)
    series = None if venue.series is None else tex.marked(venue.series)
    if kind in _PERIODICALS:
        return {"journal": name, "series": series}
    if venue.type is VenueType.SERIES:
        return {"series": name}
    if kind in _PARTS:
        return {"booktitle": name, "series": series}
    if kind in _WHOLE:
        return {"maintitle": name, "series": series}
    return {"journal": name, "howpublished": name, "series": series}


def _date_fields(citation: Citation, flavour: Flavour) -> Fields:
    date = citation.issued
    if date is None:
        return {}
    if flavour is BIBLATEX:
        return {"date": str(date)}
    return {
        "year": f"{date.year:04d}",
        "month": None if date.month is None else _MACRO + MONTHS[date.month - 1],
        "day": None if date.day is None else str(date.day),
    }


def _kind_of_work(citation: Citation, kind: str, flavour: Flavour) -> str | None:
    """What the work is, where the entry type does not say it: the source's words, a degree, the kind."""
    if citation.genre is not None:
        return None if kind == "proceedings" else tex.escaped(citation.genre)
    if citation.type is PublicationType.THESIS and citation.degree is None:
        return "Thesis"  # otherwise styles print that it is one for a PhD
    if kind == "thesis":
        return {"phd": "phdthesis", "ms": "mathesis", "ma": "mathesis"}.get(citation.degree or "")
    return GENRES.get(citation.type) if kind in {OTHER_TYPE, "online"} else None


def _institution(citation: Citation, kind: str) -> Fields:
    name = "school" if kind in {"phdthesis", "mastersthesis", "thesis"} else "institution"
    return {name: _escaped(citation.institution)}


def _identifier_fields(citation: Citation, flavour: Flavour) -> Fields:
    """The identifiers of the work, each in the field that readers look for."""
    of_venue = citation.container.identifiers if citation.container else ()
    numbers = {
        scheme: citation.values(scheme) or tuple(one.value for one in of_venue if one.scheme == scheme)
        for scheme in ("isbn", "issn")
    }
    prefix = "arXiv" if flavour is BIBTEX else "arxiv"
    found: Fields = {
        "doi": None if citation.doi is None else tex.verbatim(citation.doi),
        **{scheme: ", ".join(values) for scheme, values in numbers.items()},
        "eprint": citation.arxiv,
        "archiveprefix": None if citation.arxiv is None else prefix,
    }
    for one in citation.identifiers:
        if one.scheme not in _OWN_FIELDS:
            found.setdefault(one.scheme, tex.verbatim(one.value))
    return found


def _language(citation: Citation, flavour: Flavour) -> Fields:
    """The language of the work: BibLaTeX takes babel's names."""
    name = LANGUAGES.get(citation.language or "") if flavour is BIBLATEX else None
    return {"langid": name} if name else {"language": citation.language}


def _pubstate(citation: Citation) -> str | None:
    """The state, in the words that BibLaTeX has in all its languages (section 4.9.2.12)."""
    states = {PublicationStatus.FORTHCOMING: "forthcoming", PublicationStatus.PREPRINT: "prepublished"}
    return None if citation.status is None else states.get(citation.status)


def _note(citation: Citation, flavour: Flavour) -> str | None:
    told = list(citation.remarks)
    if citation.status is PublicationStatus.FORTHCOMING and flavour is BIBTEX:
        told.insert(0, STATUS_WORDS[citation.status].capitalize())
    return tex.escaped("; ".join(told)) or None


def _more(citation: Citation) -> Fields:
    """What has no field: other titles, supervisors, versions, terms of use, money."""
    versions = [one for one in citation.versions if one.issued or one.url or not _is_eprint(citation, one.identifiers)]
    return {
        **_other_titles(citation),
        "supervisor": _names(citation.supervisors),
        "versions": tex.escaped("; ".join(version_words(one) for one in versions)),
        "links": " ".join(tex.verbatim(one) for one in citation.links if one != citation.address),
        "fulltext": " ".join(tex.verbatim(one) for one in citation.full_texts if one != citation.address),
        "openaccess": citation.open_access,
        "license": None if citation.license is None else tex.verbatim(citation.license),
        "rights": _escaped(citation.rights),
        "funding": tex.escaped("; ".join(citation.funding)),
    }


def _other_titles(citation: Citation) -> Fields:
    """Other titles: one that the title begins with is short for it, one that begins with the title adds to it."""
    title = "" if citation.title is None else citation.title.plain
    found: dict[str, str] = {}
    rest = []
    for one in citation.alternate_titles:
        addition = one.plain.removeprefix(f"{title}. ") if title else one.plain
        if title and addition != one.plain and "titleaddon" not in found:
            found["titleaddon"] = tex.escaped(addition)
        elif title and title.startswith(one.plain) and "shorttitle" not in found:
            found["shorttitle"] = tex.title(one)
        else:
            rest.append(one.plain)
    return {**found, "alternatetitle": tex.escaped("; ".join(rest))}


def _is_eprint(citation: Citation, identifiers: Iterable[object]) -> bool:
    return [str(one) for one in identifiers] == [f"arxiv:{citation.arxiv}"]


# ── Names ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _names(people: Iterable[Contributor], *, cut: bool = False) -> str:
    """A list of names; one that is cut ends in `others`."""
    return " and ".join([*map(name, people), *(["others"] if cut else [])])


def name(one: Contributor) -> str:
    """Write a name: family name first, as printed where it has no parts, in braces where it is no person's.

    >>> name(Contributor(printed="Ada Quill", given="Ada", family="Quill"))
    'Quill, Ada'
    >>> name(Contributor(printed="Salt and Foam Group", kind=AgentKind.GROUP))
    '{Salt and Foam Group}'
    """
    given, family, suffix = shown_parts(one)  # by custom as BibTeX itself would take the name apart
    if family is None:
        undecided = one.person or (one.kind is AgentKind.UNDECIDED and kind_of(one.printed) is AgentKind.UNDECIDED)
        plain = undecided and "," not in one.printed and not _AND.search(one.printed)
        return _name_part(one.printed) if plain else f"{{{tex.escaped(one.printed)}}}"
    written = _family(family)
    if given is None:
        return written if written.startswith("{") or " " not in family else f"{{{written}}}"
    return ", ".join([written, *(_name_part(part) for part in (suffix, given) if part)])


def _family(family: str) -> str:
    """A family name; in braces where BibTeX would take words of it for a particle (`Quill y Salt`)."""
    words = family.split()
    small = [first is not None and first.group().islower() for first in (_LOWER.search(word) for word in words[:-1])]
    written = _name_part(family)
    return f"{{{written}}}" if any(small) and not small[0] and not written.startswith("{") else written


def _name_part(words: str) -> str:
    """Words of a name; in braces where they hold what separates names and parts."""
    written = tex.escaped(words)
    return f"{{{written}}}" if "," in words or _AND.search(words) else written


# ── Values ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _escaped(words: str | None) -> str | None:
    return None if words is None else tex.escaped(words)


def _escaped_pages(citation: Citation) -> str:
    """First and last page with the two hyphens that BibTeX wants."""
    pages = (citation.first_page, citation.last_page)
    told = [tex.escaped(page) for page in dict.fromkeys(pages) if page]
    return "--".join(told)
