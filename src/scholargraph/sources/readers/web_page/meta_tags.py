"""Meta tags that describe the work that a page is about: Highwire's `citation_*` and Dublin Core's.

Sources: Google Scholar, Inclusion Guidelines for Webmasters, “Indexing guidelines” (`citation_*` as Highwire Press made them,
with Dublin Core as its fallback); DCMI, Expressing Dublin Core metadata using HTML/XHTML meta and link elements (2008).
Names are compared in small letters; `DC.date.issued`, `dc:date` and `DCTERMS.issued` are written with any of `.`, `:`, `_`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from scholargraph.bibliography.agents import agents_of
from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import parse_url
from scholargraph.model import (
    Affiliation,
    Contribution,
    ContributorRole,
    FullText,
    Gap,
    Pages,
    PublicationType,
    Text,
    VenueType,
    organization,
)
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.readers.linked.drafts import Draft
from scholargraph.sources.readers.linked.nodes import Value
from scholargraph.sources.readers.linked.terms import SCHEMES_OF_PEOPLE, SCHEMES_OF_VENUES, SCHEMES_OF_WORKS
from scholargraph.sources.readers.linked.values import Facts, pieces, prose, text, tidy

MAX_TAGS: Final = 10_000
"""So many tags of a page are read; the works of the largest collaborations have five thousand authors."""

_HIGHWIRE: Final = "citation_"
_DUBLIN: Final = re.compile(r"(?:dc|dcterms)[.:_](?P<name>.+)")

_ADDRESS: Final = re.compile(r"(?:urn|issn|isbn|doi|https?):", re.IGNORECASE)

DATES: Final = ("publication_date", "date", "cover_date", "year", "online_date")
"""When it appeared, the most telling name first; the others say when something else happened."""
DC_DATES: Final = ("issued", "date.issued", "date.published", "date", "created", "available", "date.available")
VENUES: Final[Mapping[str, VenueType]] = {
    "journal_title": VenueType.JOURNAL,
    "conference_title": VenueType.PROCEEDINGS,
    "conference": VenueType.PROCEEDINGS,
    "inbook_title": VenueType.BOOK,
    "book_title": VenueType.BOOK,
}
APPEARED_IN: Final[Mapping[VenueType, PublicationType]] = {
    VenueType.JOURNAL: PublicationType.JOURNAL_ARTICLE,
    VenueType.PROCEEDINGS: PublicationType.CONFERENCE_PAPER,
    VenueType.BOOK: PublicationType.CHAPTER,
}
INSTITUTIONS: Final[Mapping[str, PublicationType]] = {
    "dissertation_institution": PublicationType.THESIS,
    "technical_report_institution": PublicationType.REPORT,
}
OF_JOURNALS: Final = ("issn", "volume", "issue", "firstpage")
"""What an article of a journal has; some blogs give their own name as that of a journal, and none of these."""
SCHEMES: Final[Mapping[str, str]] = {
    "doi": "doi", "pmid": "pmid", "pmcid": "pmcid", "arxiv_id": "arxiv", "isbn": "isbn", "hdl": "hdl",
}  # fmt: skip
DC_TYPES: Final[Mapping[str, PublicationType]] = {
    "dataset": PublicationType.DATASET,
    "software": PublicationType.SOFTWARE,
    "book": PublicationType.BOOK,
    "thesis": PublicationType.THESIS,
    "doctoral thesis": PublicationType.THESIS,
    "dissertation": PublicationType.THESIS,
    "report": PublicationType.REPORT,
    "preprint": PublicationType.PREPRINT,
    "journal article": PublicationType.JOURNAL_ARTICLE,
    "conference paper": PublicationType.CONFERENCE_PAPER,
    "conference object": PublicationType.CONFERENCE_PAPER,
    "book part": PublicationType.CHAPTER,
    "patent": PublicationType.PATENT,
}
"""Words of `DC.type`: the DCMI Type Vocabulary, and COAR Resource Types 3.1; Text and the like say no kind."""


_AUTHORS: Final = frozenset({"citation_author", "dc.creator"})
"""Tags of one name each: an empty one stands in the place of somebody."""


@dataclass(slots=True)
class Tags:
    """The meta tags of a page, by name in small letters."""

    found: dict[str, list[Value]] = field(default_factory=dict)
    order: list[tuple[str, Value]] = field(default_factory=list)

    def add(self, name: str, value: Value) -> None:
        """Note a tag that describes a work; any other says nothing here."""
        name = name.strip().lower()
        dublin = _DUBLIN.fullmatch(name)
        key = name if name.startswith(_HIGHWIRE) else f"dc.{re.sub('[:_]', '.', dublin['name'])}" if dublin else None
        if key is not None and (value.text.strip() or key in _AUTHORS) and len(self.order) < MAX_TAGS:
            self.found.setdefault(key, []).append(value)
            self.order.append((key, value))

    def all(self, *names: str) -> list[Value]:
        """Give the values of the first of some names that has any."""
        return next((self.found[name] for name in names if name in self.found), [])

    def first(self, *names: str) -> Value | None:
        """Give the first value of the first of some names that has any."""
        return next(iter(self.all(*names)), None)

    def drafts(self) -> list[Draft]:
        """Give what the tags of each kind say of the work."""
        found = []
        for prefix, way, make in ((_HIGHWIRE, "citation_* tags", _highwire), ("dc.", "Dublin Core tags", _dublin)):
            if any(name.startswith(prefix) for name in self.found):
                found.append(make(self, way))
        return found


def _highwire(tags: Tags, way: str) -> Draft:
    first = tags.first("citation_title") or next(value for name, value in tags.order if name.startswith(_HIGHWIRE))
    draft = Draft(first.at, first.quote, way, of_page=True)
    facts = draft.facts

    def one(*names: str) -> Value | None:
        return tags.first(*(_HIGHWIRE + name for name in names))

    title = one("title")
    if title is not None:
        facts.say("title", text(title), title)
    _abstract(facts, one("abstract"))
    draft.contributors[ContributorRole.AUTHOR] = _authors(tags, draft)
    draft.contributors[ContributorRole.EDITOR] = _names(tags.all("citation_editor"), ContributorRole.EDITOR, draft)
    facts.date("issued", one(*DATES))
    for name, tag in (
        ("volume", "volume"),
        ("issue", "issue"),
        ("number", "technical_report_number"),
        ("number", "patent_number"),
    ):
        value = one(tag)
        if value is not None:
            facts.say(name, tidy(value.text), value)
    _pages(facts, one("firstpage"), one("lastpage"))
    for name, scheme in SCHEMES.items():
        for value in tags.all(_HIGHWIRE + name):
            facts.identifier(value, SCHEMES_OF_WORKS, scheme=scheme)
    facts.language(one("language"))
    _keywords(facts, tags.all("citation_keywords", "citation_keyword"))
    _publisher(facts, one("publisher"))
    _full_text(facts, one("pdf_url"), "application/pdf")
    _full_text(facts, one("fulltext_html_url"), "text/html")
    facts.address("homepage", one("abstract_html_url", "public_url"))
    _venue(tags, draft)
    return draft


def _venue(tags: Tags, draft: Draft) -> None:
    """Read where it appeared, and what that says of its kind."""
    facts = draft.facts
    for name, of_thesis in INSTITUTIONS.items():
        value = tags.first(_HIGHWIRE + name)
        if value is not None:
            facts.say("institution", organization(tidy(value.text)), value)
            facts.say("type", of_thesis, value)
            return
    name = next((name for name in VENUES if _HIGHWIRE + name in tags.found), "")
    kind = VENUES.get(name)
    value = tags.first(_HIGHWIRE + name)
    if value is None or kind is None:
        return
    journal = kind is not VenueType.JOURNAL or any(_HIGHWIRE + one in tags.found for one in OF_JOURNALS)
    draft.venue_of = value
    draft.venue.say("name", tidy(value.text), value)
    if journal:
        draft.venue.say("type", kind, value)
        facts.say("type", APPEARED_IN[kind], value)
    for other in tags.all("citation_journal_abbrev") if kind is VenueType.JOURNAL else ():
        draft.venue.say("alternate_names", tidy(other.text), other)
    for issn in tags.all("citation_issn"):
        draft.venue.identifier(issn, SCHEMES_OF_VENUES, scheme="issn")
    facts.refused += draft.venue.refused
    if kind in {VenueType.BOOK, VenueType.PROCEEDINGS}:
        # The ISBN is that of the book, not of the part of it that the page is about.
        moved = [one for one in facts.found if one.field == "identifiers" and one.value.scheme == "isbn"]
        facts.found = [one for one in facts.found if one not in moved]
        draft.venue.found += moved


def _authors(tags: Tags, draft: Draft) -> list[tuple[Contribution, Value]]:
    """Read authors in order; what stands between two of them (institution, ORCID iD) belongs to the first."""
    if "citation_author" not in tags.found:
        return _names(
            [one for all_ in tags.all("citation_authors") for one in pieces(all_, ";")], ContributorRole.AUTHOR, draft
        )
    people: list[tuple[Value, list[str], Facts]] = []
    for name, value in tags.order:
        if name == "citation_author":
            people.append((value, [], Facts()))
        elif name == "citation_author_institution" and people:
            people[-1][1].append(tidy(value.text))
        elif name == "citation_author_orcid" and people:
            people[-1][2].identifier(value, SCHEMES_OF_PEOPLE, scheme="orcid")
    found = []
    for (one, of), (_, places, facts) in _aligned(
        _names([value for value, _, _ in people], ContributorRole.AUTHOR, draft), people
    ):
        draft.facts.refused += facts.refused
        agent = replace(
            one.agent,
            affiliations=tuple(Affiliation(name=place) for place in dict.fromkeys(places)),
            identifiers=tuple(fact.value for fact in facts.found),
        )
        found.append((replace(one, agent=agent), of))
    return found


def _aligned(
    named: Sequence[tuple[Contribution, Value]], people: Sequence[tuple[Value, list[str], Facts]]
) -> list[tuple[tuple[Contribution, Value], tuple[Value, list[str], Facts]]]:
    """Put names and what belongs to them side by side; “et al.” and the like have left the names."""
    by_value = {id(one[0]): one for one in people}
    return [(one, by_value[id(one[1])]) for one in named]


def _names(values: Sequence[Value], role: ContributorRole, draft: Draft) -> list[tuple[Contribution, Value]]:
    found: list[tuple[Contribution, Value]] = []
    listed = NameList(role)
    for value, agent in zip(values, agents_of([tidy(one.text) for one in values]), strict=True):
        contribution = listed.take(agent)
        if contribution is not None:
            found.append((contribution, value))
        elif listed.is_told(agent, tidy(value.text)):
            draft.facts.refuse(listed.loss(value.text), value)
    draft.truncated = draft.truncated or (role is ContributorRole.AUTHOR and listed.goes_on)
    return found


def _abstract(facts: Facts, found: Value | None) -> None:
    value = prose(found)
    if found is not None and value is not None:
        facts.say("abstract", value, found)
        if value.value.endswith(("…", "...")):
            facts.say("gaps", Gap.ABSTRACT_CUT, found)


def _pages(facts: Facts, first: Value | None, last: Value | None) -> None:
    if first is None:
        return
    whole = f"{tidy(first.text)}-{tidy(last.text)}" if last is not None else tidy(first.text)
    pages = parse_pages(whole)
    if pages is None or (last is not None and pages.last is None):
        pages = Pages(first=tidy(first.text), last=None if last is None else tidy(last.text))
    facts.say("pages", pages, first)


def _full_text(facts: Facts, value: Value | None, kind: str) -> None:
    if value is None:
        return
    try:
        facts.say("full_texts", FullText(url=parse_url(value.text), media_type=kind), value)
    except ValueError as error:
        if "://" in value.text:
            facts.refuse(str(error), value)


def _dublin(tags: Tags, way: str) -> Draft:
    first = tags.first("dc.title") or next(value for name, value in tags.order if name.startswith("dc."))
    draft = Draft(first.at, first.quote, way, of_page=True)
    facts = draft.facts
    title = tags.first("dc.title")
    if title is not None:
        facts.say("title", text(title), title)
    for other in tags.all("dc.title.alternative", "dc.alternative"):
        facts.say("alternate_titles", text(other), other)
    _abstract(facts, tags.first("dc.abstract", "dc.description.abstract"))
    authors = tags.all("dc.creator", "dc.creator.personalname", "dc.contributor.author")
    draft.contributors[ContributorRole.AUTHOR] = _names(authors, ContributorRole.AUTHOR, draft)
    editors = tags.all("dc.contributor.editor")
    draft.contributors[ContributorRole.EDITOR] = _names(editors, ContributorRole.EDITOR, draft)
    facts.date("issued", tags.first(*(f"dc.{name}" for name in DC_DATES)))
    for name in ("dc.identifier", "dc.identifier.doi", "dc.identifier.uri", "dc.identifier.isbn"):
        for value in tags.found.get(name, ()):
            scheme = {"dc.identifier.doi": "doi", "dc.identifier.isbn": "isbn"}.get(name)
            facts.identifier(value, SCHEMES_OF_WORKS, scheme=scheme)
    facts.language(tags.first("dc.language", "dc.language.iso"))
    _keywords(facts, [*tags.all("dc.subject"), *tags.all("dc.subject.keyword")])
    _publisher(facts, tags.first("dc.publisher"))
    _rights(facts, tags.first("dc.license", "dc.rights.license", "dc.rights.uri", "dc.rights"))
    for kind in tags.all("dc.type"):
        said = DC_TYPES.get(tidy(kind.text).casefold())
        if said is not None and not facts.has("type"):
            facts.say("type", said, kind)
    _dublin_venue(tags, draft)
    return draft


def _dublin_venue(tags: Tags, draft: Draft) -> None:
    venue = tags.first("dc.relation.ispartof", "dc.ispartof", "dc.source")
    if venue is not None and not _ADDRESS.match(venue.text.strip()):
        draft.venue_of = venue
        draft.venue.say("name", tidy(venue.text), venue)


def _keywords(facts: Facts, values: Sequence[Value]) -> None:
    """Read keywords, several of which may stand in one tag."""
    for words in values:
        for piece in pieces(words, ";" if ";" in words.text else ","):
            facts.say("keywords", text(piece), piece)


def _publisher(facts: Facts, value: Value | None) -> None:
    if value is not None:
        facts.say("publisher", organization(tidy(value.text)), value)


def _rights(facts: Facts, value: Value | None) -> None:
    """Read terms of use: the address of a licence, otherwise words."""
    if value is None:
        return
    try:
        facts.say("license", parse_url(value.text), value)
    except ValueError:
        facts.say("rights", Text(tidy(value.text)), value)
