"""What of the reading of a work is compared, in a compact form.

It compares nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from scholargraph.bibliography.agents import kind_of
from scholargraph.iris import Key
from scholargraph.model import (
    Agent,
    AgentKind,
    ContributorRole,
    Gap,
    Identifier,
    Publication,
    PublicationStatus,
    SourceRecord,
    Venue,
)
from scholargraph.reconcile.comparisons import abstracts, people, places, titles
from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.words import folded

_OF_ARXIV: Final = re.compile(r"v[0-9]+$|(?<=[a-z])\.[A-Za-z]{2}(?=/)")
"""What an id of arXiv says of a record besides which it is: a version, and, until 2007, a subject class."""


@dataclass(frozen=True, slots=True)
class Work:
    """What of a reading is compared, in a compact form.

    Attributes:
        key: the key that the source made up.
        source: the name of the source.
        title: the title; None where it is lost.
        others: letters of its other titles.
        authors: the authors in order; `authors_cut` says that more are known to be missing.
        year: when it appeared.
        venues: the names of where it appeared.
        volume, issue, edition: as written, in a normal form.
        pages: first and last page.
        form: in which form it is: journal, conference, preprint, report, book; "" where that is not known.
        language: the language of the work.
        abstract: fingerprints of the abstract.
        identifiers: its own, and those of its versions; those of preprints have a scheme of their own.
        curated: whether the site's owner wrote the entry, as one of its own.
        personal: whether a person may be among the authors: one is, by the name, or the form is one that persons write in.
    """

    key: Key
    source: str
    title: titles.Title | None
    others: frozenset[str]
    authors: tuple[people.Author, ...]
    authors_cut: bool
    year: int | None
    venues: tuple[str, ...]
    volume: str
    issue: str
    pages: tuple[str, ...]
    form: str
    edition: str
    language: str
    abstract: tuple[int, ...]
    identifiers: frozenset[Identifier]
    curated: bool = False
    personal: bool = True

    def content(self) -> str:
        """Give what the work says, so that works can be ordered by it; its place in a file has no part in it."""
        title = "" if self.title is None else self.title.letters
        return repr((title, self.authors, self.year, self.venues, self.volume, self.issue, self.pages, self.form,
                     self.abstract, sorted(self.identifiers), self.source))  # fmt: skip


def work_of(reading: SourceRecord, venues: Mapping[Key, Venue], *, curated: bool = False) -> Work:
    """Give what is compared of a reading of a work; `venues` are the venues that works refer to."""
    record = reading.record
    assert isinstance(record, Publication)  # noqa: S101 - the caller sorts readings by kind
    title = None if record.title is None else titles.title_of(record.title.value)
    authors = people.without_placeholders(
        found
        for one in sorted(record.contributions, key=lambda one: (one.position is None, one.position or 0))
        if one.role is ContributorRole.AUTHOR and (found := people.author_of(one.agent)) is not None
    )
    venue = venues.get(record.venue) if record.venue is not None else None
    names = () if venue is None else (venue.name, *venue.alternate_names)
    pages = record.pages
    form = _form(record, names)
    written = () if pages is None else places.page_numbers((pages.first or pages.article, pages.last))
    return Work(
        key=record.key,
        source=reading.whole.source,
        title=title,
        others=frozenset(
            other.letters for one in record.alternate_titles if (other := titles.title_of(one.value)) is not None
        ),
        authors=authors,
        authors_cut=Gap.AUTHORS_TRUNCATED in record.gaps,
        year=None if record.issued is None else record.issued.year,
        venues=names,
        volume=_short(record.volume or (venue.volume if venue is not None else None)),
        issue=_short(record.issue),
        pages=written,
        form=form,
        edition=_short(record.edition),
        language=(record.language or "").partition("-")[0],
        abstract=() if record.abstract is None else abstracts.fingerprints(record.abstract.value),
        identifiers=frozenset(_identifiers(record)),
        curated=curated and reading.selector is None,
        personal=form in places.AUTHORED
        or any(one.role is ContributorRole.AUTHOR and _may_be_a_person(one.agent) for one in record.contributions),
    )


def _may_be_a_person(agent: Agent) -> bool:
    """Whether an author may be a person; many sources call every author one, a water board, too."""
    if agent.kind not in {AgentKind.PERSON, AgentKind.UNDECIDED}:
        return False
    return agent.name is None or kind_of(agent.name.printed) is not AgentKind.ORGANIZATION


def filled(work: Work, members: Sequence[Work]) -> Work:
    """Give a work with what it is silent of as most of the works say that are one with it."""
    said = {
        name: most_common
        for name in ("year", "venues", "volume", "issue", "pages", "form")
        if not getattr(work, name) and (most_common := _most_common(name, members))
    }
    return replace(work, **said) if said else work


def _most_common(name: str, members: Sequence[Work]) -> Any:
    """Give what most works say of a field; of several, the least, so that their order decides nothing."""
    counts = Counter(value for member in members if (value := getattr(member, name)))
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _short(words: str | None) -> str:
    """Give a volume, an issue, an edition in a normal form: the words go, where there is a number."""
    found = folded(words or "")
    if found in table("works").lists["nobody"]:
        return ""
    digits = re.findall(r"[0-9]+[a-z]?", found)
    return "-".join(digits) if digits else found


def _form(record: Publication, venue: Sequence[str]) -> str:
    form = places.FORMS.get(record.type, "")
    if record.status is PublicationStatus.PREPRINT:
        return "preprint"
    by_venue = places.form_of_venue(venue[0]) if venue else ""
    if by_venue == "preprint" and form in {"", "journal", "report", "web"}:
        return "preprint"
    if form:
        return form
    if not venue and any(is_preprint(one) for one in record.identifiers):
        return "preprint"
    return by_venue


def is_preprint(identifier: Identifier) -> bool:
    """Whether an identifier is that of a preprint, by its scheme or the registrant of its DOI."""
    if identifier.scheme == "arxiv":
        return True
    preprints = table("works").lists["preprint DOIs"]
    return identifier.scheme == "doi" and any(identifier.value.startswith(start) for start in preprints)


def _identifiers(record: Publication) -> Iterator[Identifier]:
    own = (*record.identifiers, *(one for version in record.versions for one in version.identifiers))
    for one in own:
        if one.scheme == "doi" and one.value.startswith("10.48550/arxiv."):
            one = Identifier("arxiv", one.value.removeprefix("10.48550/arxiv."))  # noqa: PLW2901 - the same record of arXiv
        if one.scheme == "arxiv":
            yield Identifier("arxiv", _OF_ARXIV.sub("", one.value))
        elif is_preprint(one):
            yield Identifier(f"{one.scheme} of a preprint", one.value)
        else:
            yield one


def named(work: Work, scheme: str) -> frozenset[str]:
    """Give the values of a scheme."""
    return frozenset(one.value for one in work.identifiers if one.scheme == scheme)
