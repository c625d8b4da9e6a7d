"""Names of fields, collections and relations, dates and pages, as a reader of the page says them.

The words of our own ontology (gaps, states of roles) are not here: they are read from the ontology.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

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
    Relation.PARTS: "Parts",
    Relation.ISSUED: "Works issued here",
    Relation.CONTENTS: "Works published here",
    Relation.VOLUMES: "Volumes",
    Relation.SUBJECT: "Works about it",
    Relation.CITED: "Cited by",
    Relation.READ: "Read from this source",
}

FIELD_WORDS: Final[Mapping[str, str]] = {
    "": "The entry as a whole",
    "about": "What it is about",
    "abstract_cleaned": "Abstract, cleaned",
    "alternate_names": "Other name",
    "alternate_titles": "Other title",
    "authors_complete": "That the list of authors is complete",
    "contributions": "Contributor",
    "founders": "Founder",
    "gaps": "What is not known",
    "homepage": "Home page",
    "identifiers": "Identifier",
    "issued": "Date",
    "keywords": "Keyword",
    "links": "Link",
    "makers": "Maker",
    "part_of": "Part of",
    "roles": "Role",
    "topics": "Topic",
    "versions": "Version",
}
"""What each field of a record is called; a field that is not here is called by its own name."""

_MONTHS: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def field(name: str) -> str:
    """Give what a field is called; a conflict's field says so."""
    plain = name.removesuffix("-conflict")
    words = FIELD_WORDS.get(plain) or plain.replace("_", " ").capitalize()
    return words if plain == name else f"{words}: a value not stated"


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
