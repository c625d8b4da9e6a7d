"""Rows of labelled sets as source records, so that they go the way that the records of every reader go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import identifier_of
from scholargraph.iris import Key
from scholargraph.model import (
    Attribution,
    Contribution,
    Evidence,
    Pages,
    PartialDate,
    Publication,
    PublicationType,
    Record,
    SourceRecord,
    Text,
    TextSpan,
    Venue,
)
from scholargraph.model.evidence import stated

NAME_FIRST: Final = re.compile(r"([^\W\d_][\w'’-]+(?:\s[\w'’-]+)?),\s*((?:[^\W\d_]\.?[\s-]*){1,4})(?:[,;&]|$)")
"""“Utgoff, P. E.,” in a list whose names are parted by commas as well."""


@dataclass(slots=True)
class Row:
    """What a row of a set says of a work; everything but the id may be missing."""

    id: str
    title: str = ""
    authors: tuple[str, ...] = ()
    cut: bool = False
    year: int | None = None
    venue: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    type: PublicationType = PublicationType.OTHER
    identifiers: tuple[str, ...] = ()
    abstract: str = ""
    number: str = ""
    edition: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


def names_in(cell: str) -> tuple[list[str], bool]:
    """Take a list of authors apart, in whatever order names are printed, and tell whether it says that it is cut."""
    text = re.sub(r"\((?:eds?|editors?)\.?\)|\beditors?\b|\beds?\.", " ", cell)
    bare = re.sub(r"[,;]?\s*\b(?:et\.?\s*al\.?|and others)\b.*|…|\.\.\.$", "", text)
    cut = bare != text
    found: list[str] = []
    for part in re.split(r"\s+and\s+|\s*&\s*|;", bare):
        part = part.strip(" ,;:.")  # noqa: PLW2901 - the same part, tidied
        family_first = [f"{one}, {given}" for one, given in NAME_FIRST.findall(f"{part},")]
        if family_first:
            found += family_first
        elif part.count(",") == 1 and len(part.split(",")[0].split()) == 1 and not re.match(r"\w\.?\s", part):
            found.append(part)
        else:
            found += [name.strip() for name in part.split(",")]
    return [name for name in found if re.search(r"[^\W\d_]{2}", name)], cut


def year_in(text: str) -> int | None:
    """Give the year in a text."""
    found = re.search(r"(?:1[89]|20)[0-9]{2}", text)
    return int(found.group()) if found else None


def made(rows: Iterable[Row], source: str) -> list[SourceRecord]:
    """Make the source records of rows, and those of the venues that they name."""
    found: list[SourceRecord] = []
    venues: dict[str, Key] = {}
    for row in rows:
        venue = " ".join(row.venue.split()).strip(" ,.")
        if venue and venue not in venues:
            venues[venue] = Key(f"venue/~{source}/v{len(venues)}")
            found.append(_reading(Venue(key=venues[venue], name=venue), source, len(found)))
        found.append(_reading(_work(row, source, venues.get(venue)), source, len(found)))
    return found


def _work(row: Row, source: str, venue: Key | None) -> Publication:
    pages = parse_pages(row.pages) if row.pages else None
    if pages is None and row.pages:
        first = re.search(r"[A-Za-z]?[0-9]+", row.pages)
        pages = Pages(first=first.group()) if first else None
    given: dict[str, Any] = {
        "title": Text(row.title) if row.title.strip() else None,
        "abstract": Text(row.abstract) if row.abstract else None,
        "contributions": tuple(Contribution.of(name, position=place) for place, name in enumerate(row.authors, 1)),
        "issued": PartialDate(row.year) if row.year else None,
        "venue": venue,
        "volume": row.volume or None,
        "issue": row.issue or None,
        "number": row.number or None,
        "edition": row.edition or None,
        "pages": pages,
        "type": row.type,
        "identifiers": tuple(
            one for text in row.identifiers if (one := identifier_of(*text.split(":", 1))) is not None
        ),
    }
    return Publication(
        key=Key(f"publication/~{source}/{row.id}"),
        **{name: value for name, value in given.items() if value is not None},
    )


def _reading(record: Record, source: str, number: int) -> SourceRecord:
    proof = Evidence(source, source, TextSpan(number, number + 1), "x")
    return SourceRecord(record, proof, tuple(Attribution(name, value, proof) for name, value in stated(record)))


def id_of(key: Key) -> str:
    """Give the id of the row that a key was made of."""
    return key.partition("/~")[2].partition("/")[2]
