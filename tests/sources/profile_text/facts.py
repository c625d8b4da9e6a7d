"""What a profile text says, in the form in which a case states it: tables of plain values, and lines to compare them by.

It is shared by the tests of this folder and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from scholargraph.acquire import LineIndex, SourceItem, item_of
from scholargraph.model import (
    Agent,
    Decision,
    Evidence,
    Gap,
    Locator,
    Organization,
    OrganizationType,
    Pages,
    Person,
    Position,
    Publication,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    TextSpan,
    Venue,
    VenueType,
)  # fmt: skip
from scholargraph.sources.profile_text import SOURCE


def item(text: str, *, path: str = "profile.txt") -> SourceItem:
    """Give a text as the item of the source called `profile`."""
    return item_of(text, source="profile", id=path)


def read(text: str) -> list[SourceRecord | Rejected]:
    """Read a text as the source called `profile`; what is rejected has its line, as a site's sources have it."""
    lines_of = LineIndex(text.encode("utf-8"))
    return [
        replace(one, position=position(one.locator, lines_of)) if isinstance(one, Rejected) else one
        for one in SOURCE.read(item(text), {})
        if not isinstance(one, Decision)  # a page decides nothing
    ]


def position(locator: Locator | None, lines_of: LineIndex) -> Position:
    """Give line and column of a place in a text."""
    assert isinstance(locator, TextSpan)
    return lines_of.position(locator.start)


def span(evidence: Evidence) -> TextSpan:
    """Give the bytes of a piece of evidence, which is of a text."""
    assert isinstance(evidence.locator, TextSpan)
    return evidence.locator


def entries(found: Iterable[SourceRecord | Rejected]) -> list[Publication]:
    """Give the works among what was read, in order."""
    records = [one.record for one in found if isinstance(one, SourceRecord)]
    return [record for record in records if isinstance(record, Publication)]


def authors(work: Publication) -> list[str]:
    """Give the names of a work's authors as printed; a star marks the person of the page."""
    return [contribution.printed_name + (" *" if contribution.person else "") for contribution in work.contributions]


def facts(found: Iterable[SourceRecord | Rejected]) -> dict[str, Any]:
    """Give all that was read as tables: nothing that was read is missing from them but the places."""
    tables: dict[str, Any] = {}
    everything = list(found)
    names = {
        one.record.key: one.record.name
        for one in everything
        if isinstance(one, SourceRecord) and hasattr(one.record, "name")
    }
    for one in everything:
        if isinstance(one, Rejected):
            line = one.position.line if one.position else 0
            tables.setdefault("rejected", []).append({"line": line, "reason": one.reason})
        elif isinstance(one.record, Person):
            tables["person"] = _person(one.record, names)
        elif isinstance(one.record, Organization):
            tables.setdefault("organization", []).append(_organization(one.record))
        elif isinstance(one.record, Venue):
            tables.setdefault("venue", []).append(_venue(one.record))
        elif isinstance(one.record, Publication):
            tables.setdefault("entry", []).append(_entry(one.record, names))
    return tables


def lines(tables: dict[str, Any]) -> list[str]:
    """Give tables as lines, one for each value, to compare and to print."""
    return sorted(_lines(tables, ""))


def _lines(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _lines(part, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from _lines(part, f"{path} {number}")
    else:
        yield f"{path} = {value!r}"


def _person(person: Person, names: dict[Any, str]) -> dict[str, Any]:
    table: dict[str, Any] = {"name": person.name, "biography": _words(person.biography)}
    table |= {"topics": [topic.value for topic in person.topics]}
    table |= {
        "roles": [
            f"{role.title.value if role.title else ''} @ {names[role.organization]} ({role.kind}, {role.status})"
            for role in person.roles
        ]
    }
    return _filled(table)


def _organization(organization: Organization) -> dict[str, Any]:
    kind = None if organization.type is OrganizationType.ORGANIZATION else str(organization.type)
    return _filled({"name": organization.name, "type": kind, "alternate_names": list(organization.alternate_names)})


def _venue(venue: Venue) -> dict[str, Any]:
    kind = None if venue.type is VenueType.OTHER else str(venue.type)
    issued = str(venue.issued) if venue.issued else None
    return _filled({"name": venue.name, "type": kind, "publisher": _printed(venue.publisher), "issued": issued})


def _entry(work: Publication, names: dict[Any, str]) -> dict[str, Any]:
    return _filled({
        "title": _words(work.title),
        "authors": authors(work),
        "type": None if work.type is PublicationType.OTHER else str(work.type),
        "issued": str(work.issued) if work.issued else None,
        "venue": names[work.venue] if work.venue else None,
        "publisher": _printed(work.publisher),
        "volume": work.volume,
        "issue": work.issue,
        "pages": _pages(work.pages),
        "status": str(work.status) if work.status else None,
        "degree": work.degree,
        "institution": _institution(work.institution, names),
        "identifiers": [str(identifier) for identifier in work.identifiers],
        "links": [str(link) for link in work.links],
        "abstract": _words(work.abstract),
        "cleaned": _words(work.abstract_cleaned),
        "gaps": [str(gap) for gap in work.gaps if gap is not Gap.POSITION_UNKNOWN],
    })  # fmt: skip


def _printed(agent: Agent | None) -> str | None:
    return agent.printed if agent else None


def _institution(agent: Agent | None, names: dict[Any, str]) -> str | None:
    if agent is None:
        return None
    assert agent.printed == names[agent.record], "the name as printed is that of the organisation"
    return agent.printed


def _pages(pages: Pages | None) -> str | None:
    if pages is None:
        return None
    parts = [f"{pages.first}-{pages.last}" if pages.last else pages.first]
    parts += [f"article {pages.article}" if pages.article else None, f"{pages.count} pages" if pages.count else None]
    return ", ".join(part for part in parts if part)


def _words(text: Text | None) -> str | None:
    assert text is None or text.language is None, "a page tells no language"
    return text.value if text else None


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if value not in (None, [], "")}
