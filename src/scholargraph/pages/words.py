"""Names of collections and relations, dates and pages, as a reader of the page says them; fields are called what the registry calls them.

The words of our own ontology (gaps, states of roles) are not here: they are read from the ontology.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from scholargraph.model import RECORD_CLASSES, Record, fields_of
from scholargraph.pages.relations import Relation

COLLECTION_WORDS: Final[Mapping[str, str]] = {
    "person": "People",
    "publication": "Works",
    "organization": "Organisations",
    "project": "Projects",
    "software": "Software",
    "service": "Services",
    "venue": "Venues",
    "source": "Sources",
}
"""What each collection is called."""

RELATION_WORDS: Final[Mapping[Relation, str]] = {
    Relation.AUTHOR: "Publications",
    Relation.EDITOR: "Edited",
    Relation.TRANSLATOR: "Translated",
    Relation.SUPERVISOR: "Supervised",
    Relation.MADE: "Systems and projects",
    Relation.FOUNDED: "Organisations founded",
    Relation.PEOPLE: "People",
    Relation.FORMER: "Formerly here",
    Relation.STUDIED: "Studied here",
    Relation.OTHERS: "Others, whether still here is not stated",
    Relation.UNITS: "Parts",
    Relation.PARTS: "Direct parts",
    Relation.ISSUED: "Works issued here",
    Relation.PUBLISHED: "Works and venues published",
    Relation.CONTENTS: "Works published here",
    Relation.VOLUMES: "Volumes",
    Relation.SUBJECT: "Works about it",
    Relation.CITED: "Cited by",
    Relation.NOTICE: "Notice about",
    Relation.READ: "Read from this source",
}

WHOLE_RECORD: Final = "The entry as a whole"

_RECORDS: Final[Mapping[str, type[Record]]] = {record.collection: record for record in RECORD_CLASSES}

_MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def field(collection: str, name: str, count: int = 1) -> str:
    """Give what a field of a collection's records is called, in the registry's words; "" is the record as a whole.

    A field within a field's values (`versions.identifiers`) goes by the name of the outer one. A field that there is no
    more, of which an older snapshot knows, is called by its own name.
    """
    outer = name.partition(".")[0]
    if not outer:
        return WHOLE_RECORD
    record = _RECORDS.get(collection)
    known = None if record is None else fields_of(record).get(outer)
    if known is None:
        return outer.replace("_", " ").capitalize()
    return known.spec.singular if count == 1 else known.spec.plural


def not_stated(field: str) -> str:
    """Give what values of a field are called that sources give and the graph does not state."""
    return f"{field}: a value not stated"


def date(lexical: str) -> str:
    """Write a date as precise as it is: 2024, July 2024, 15 March 2024; anything else stays as it stands."""
    found = _DATE.fullmatch(lexical)
    if not found:
        return lexical
    year, month, day = found.groups()
    if month is None or not 1 <= int(month) <= len(_MONTHS):
        return lexical
    name = _MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


def pages(first: str | None, last: str | None) -> str | None:
    """Write first and last page: `pp. 890–896`, or `p. 9` for one of them alone."""
    if first is None:
        return None
    return f"pp. {first}–{last}" if last and last != first else f"p. {first}"


def span(start: str | None, end: str | None, *, former: bool) -> str | None:
    """Write from when until when something held, as far as it is known."""
    if start and end:
        return f"{date(start)} – {date(end)}"
    if start:
        return f"from {date(start)}" + (", until when is not known" if former else "")
    return f"until {date(end)}" if end else None
