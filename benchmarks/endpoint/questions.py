"""The questions of the comparison: one file each in `queries/`, asked in many variants with what the graph really holds.

The variants are the same for every engine. There are so many that none is asked of an engine twice while it is timed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scholargraph.ntriples import Term, iri_value, parse_literal
from scholargraph.store import Reader

FOLDER: Final = Path(__file__).with_name("queries")
VARIANTS: Final = 256
SUFFIX: Final = ".sparql"
PAGE: Final = "page"
"""The page of a work, with its authors in their order."""
ROWS: Final = "rows-1000"
"""A thousand rows."""
ORDER: Final = (
    *("co-authors", "works-by-year", "top-venues", "contains", "regex", PAGE),
    *("paging", "count-by-type", "two-hops", "ask", "optional-listing", ROWS),
)
DEEP: Final = 5000
"""How far into the list the page begins that is asked for."""
FORMATS: Final = {"SELECT": "application/sparql-results+json", "CONSTRUCT": "application/n-triples"}
FORMATS["ASK"] = FORMATS["SELECT"]

_PARAMETER: Final = re.compile(r"<parameter:([a-z]+)>")
_FORM: Final = re.compile(r"^(SELECT|ASK|CONSTRUCT)\b", re.MULTILINE)
_PLAIN: Final = re.compile(r"[a-z][a-z ]*[a-z]")

_PERSONS: Final = "SELECT DISTINCT ?found { ?work <https://schema.org/author> ?found }"
_WORKS: Final = "SELECT DISTINCT ?found { ?found <http://purl.org/ontology/bibo/authorList> ?list }"
_VENUES: Final = (
    "SELECT DISTINCT ?found { ?work <https://schema.org/isPartOf> ?found . ?work <https://schema.org/author> ?author }"
)
_PLACES: Final = """
SELECT ?person ?venue { ?work <https://schema.org/author> ?person ; <https://schema.org/isPartOf> ?venue } ORDER BY ?venue
"""
_TITLES: Final = "SELECT DISTINCT ?found { ?work <https://schema.org/headline> ?found }"


@dataclass(frozen=True, slots=True)
class Question:
    """A question in its variants; what answers are asked for as; what it is about, in one sentence."""

    name: str
    about: str
    accept: str
    variants: tuple[str, ...]


def questions(reader: Reader, *, seed: int = 1, variants: int = VARIANTS) -> dict[str, Question]:
    """Read the questions and put in persons, works, venues and words of a graph, by chance but the same each time."""
    chosen = Choice(reader, random.Random(seed))
    return {name: _question(FOLDER / f"{name}{SUFFIX}", chosen, variants) for name in ORDER}


def pages(reader: Reader, *, seed: int = 2, variants: int) -> tuple[str, ...]:
    """Give the page question for so many works, or for all there are."""
    chosen = Choice(reader, random.Random(seed))
    return _question(FOLDER / f"{PAGE}{SUFFIX}", chosen, min(variants, len(chosen.works))).variants


def _question(file: Path, chosen: Choice, variants: int) -> Question:
    text = file.read_text(encoding="utf-8")
    first, rest = text.split("\n", maxsplit=1)
    found = _FORM.search(rest)
    if found is None:
        raise ValueError(f"{file.name} is neither SELECT, ASK nor CONSTRUCT: begin a line with it.")
    values: dict[str, list[str]] = {}
    for name in sorted(set(_PARAMETER.findall(rest))):  # a place follows from its person
        values[name] = chosen.some(name, variants, values)
    filled = tuple(
        _PARAMETER.sub(lambda found, number=number: values[found[1]][number], rest)  # type: ignore[misc]
        for number in range(variants)
    )
    return Question(file.stem, first.removeprefix("# "), FORMATS[found[1]], filled)


class Choice:
    """What can be put in for a parameter, found in the graph once."""

    def __init__(self, reader: Reader, chance: random.Random) -> None:
        self._reader = reader
        self._chance = chance
        self._held: dict[str, list[str]] = {}

    @property
    def works(self) -> list[str]:
        """The works with a whole list of authors."""
        return self._terms("work", _WORKS)

    def some(self, name: str, count: int, others: Mapping[str, Sequence[str]]) -> list[str]:
        """Give so many values for a parameter; they differ as long as the graph has enough. `others` are chosen already."""
        match name:
            case "person":
                known = [term for term in self._terms(name, _PERSONS) if term.endswith("#this>")]
                return self._sample(known, count)
            case "work":
                return self._sample(self.works, count)
            case "venue":
                return self._sample(self._terms(name, _VENUES), count)
            case "place":
                return list(self._places(others["person"]))
            case "words":
                return self._sample(sorted(self._words()), count)
            case "pattern":
                return self._sample(sorted(self._patterns()), count)
            case "number":
                return [str(20 + number) for number in range(count)]
            case "offset":
                return [str(DEEP + number) for number in range(count)]
            case _:
                raise ValueError(f"nobody knows the parameter {name}: say in questions.py what is put in.")

    def _places(self, persons: Sequence[str]) -> Iterator[str]:
        """For every second person a venue of theirs, for the others any venue: yes and no are then about as many."""
        anywhere = self._terms("venue", _VENUES)
        for number, person in enumerate(persons):
            rows = self._reader.select(_PLACES, {"person": Term(person)}) if number % 2 else []
            yield f"<{iri_value(rows[0]['venue'])}>" if rows else self._chance.choice(anywhere)

    def _sample(self, found: list[str], count: int) -> list[str]:
        taken = self._chance.sample(found, min(count, len(found)))
        return [taken[number % len(taken)] for number in range(count)]

    def _terms(self, name: str, query: str) -> list[str]:
        if name not in self._held:
            rows = self._reader.select(query)
            self._held[name] = sorted(f"<{iri_value(row['found'])}>" for row in rows if row["found"].startswith("<"))
        return self._held[name]

    def _titles(self) -> list[str]:
        if "title" not in self._held:
            rows = self._reader.select(_TITLES)
            self._held["title"] = sorted({parse_literal(Term(row["found"])).value.lower() for row in rows})
        return self._held["title"]

    def _words(self) -> Iterator[str]:
        """Three words that stand together in a title; letters only, so that every engine reads them alike."""
        for title in self._titles():
            parts = title.split()
            words = " ".join(parts[1:4])
            if len(parts) > 3 and _PLAIN.fullmatch(words):
                yield words

    def _patterns(self) -> Iterator[str]:
        """The first and the last word of a title."""
        for title in self._titles():
            parts = title.split()
            if len(parts) > 2 and _PLAIN.fullmatch(parts[0]) and _PLAIN.fullmatch(parts[-1]):
                yield f"^{parts[0]} .* {parts[-1]}$"
