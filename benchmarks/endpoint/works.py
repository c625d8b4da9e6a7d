"""Made-up works as records of the project's own model, the same for the same seed, each made by its number alone.

Few scholars write most of the works, with the same few colleagues; some lists of authors are cut short, and some titles,
dates and venues are lost. It makes no triples.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from benchmarks.endpoint import words
from benchmarks.endpoint.records import Popular, chance_of, key_of
from scholargraph.identifiers import parse_identifier, parse_url
from scholargraph.iris import Key
from scholargraph.model import (
    Contribution,
    Gap,
    Pages,
    PartialDate,
    Person,
    Publication,
    PublicationType,
    Text,
    Venue,
    VenueType,
)

YEARS: Final = range(1990, 2027)
CIRCLE: Final = 24
"""Persons who mostly write with one another."""

_AUTHORS: Final = tuple(accumulate((18, 24, 22, 14, 9, 5, 3, 2, 1, 1, 0.5, 0.5)))
"""Of a hundred works, how many have one author, at most two, at most three ... at most twelve."""
_TYPES: Final = {
    PublicationType.CONFERENCE_PAPER: 46,
    PublicationType.JOURNAL_ARTICLE: 35,
    PublicationType.PREPRINT: 7,
    PublicationType.CHAPTER: 4,
    PublicationType.THESIS: 3,
    PublicationType.REPORT: 2,
    PublicationType.BOOK: 2,
    PublicationType.DATASET: 1,
}
_KINDS: Final = tuple(_TYPES)
_WEIGHTS: Final = tuple(accumulate(_TYPES.values()))
_PROSE: Final = (*words.FILLERS, *words.NOUNS, *words.ADJECTIVES)
_PROSE_WEIGHTS: Final = tuple(accumulate(1 / (number + 8) for number in range(len(_PROSE))))


class Works:
    """The works of so many persons in some venues. `person` gives a person by number."""

    def __init__(self, persons: int, person: Callable[[int], Person], venues: Sequence[Venue], *, seed: int) -> None:
        self._person = person
        self._seed = seed
        self._writers = Popular(persons, shift=50, power=0.9)
        self._outlets = {
            kind: [venue.key for venue in venues if venue.type is kind]
            for kind in (VenueType.JOURNAL, VenueType.PROCEEDINGS)
        }
        self._outlet = {kind: Popular(len(keys), shift=3, power=1.0) for kind, keys in self._outlets.items()}

    def work(self, number: int) -> Publication:
        """Make a work."""
        chance = chance_of(self._seed, "publication", number)
        (kind,) = chance.choices(_KINDS, cum_weights=_WEIGHTS)
        outlet = VenueType.JOURNAL if kind is PublicationType.JOURNAL_ARTICLE else VenueType.PROCEEDINGS
        venue = self._outlets[outlet][self._outlet[outlet].number(chance) - 1]
        return _work(number, kind, venue, authors=self._authors(chance), chance=chance)

    def _authors(self, chance: random.Random) -> tuple[Contribution, ...]:
        """One to twelve authors: the first by popularity, the others mostly of the same circle; some are only names."""
        wanted = 1 + bisect(_AUTHORS, chance.random() * _AUTHORS[-1], hi=len(_AUTHORS) - 1)
        lead = self._writers.number(chance)
        circle = lead - (lead - 1) % CIRCLE
        chosen = {lead: None}
        while len(chosen) < min(wanted, self._writers.count):
            near = chance.random() < 0.7 and len(chosen) < CIRCLE // 2
            number = circle + chance.randrange(CIRCLE) if near else self._writers.number(chance)
            chosen[min(number, self._writers.count)] = None
        return tuple(_author(self._person(number), place, chance) for place, number in enumerate(chosen, start=1))


def _work(
    number: int, kind: PublicationType, outlet: Key, *, authors: tuple[Contribution, ...], chance: random.Random
) -> Publication:
    title = _title(chance)
    lost = {gap: chance.random() < share for gap, share in _LOST.items()}
    whole = not lost[Gap.AUTHORS_TRUNCATED] and chance.random() < 0.9
    placed = kind not in {PublicationType.THESIS, PublicationType.BOOK, PublicationType.REPORT}
    first = chance.randint(1, 900)
    return Publication(
        key=key_of("publication", number, title),
        type=kind,
        title=None if lost[Gap.TITLE_LOST] else Text(title, "en"),
        abstract=Text(_abstract(chance), "en") if chance.random() < 0.85 else None,
        contributions=authors,
        authors_complete=whole,
        issued=None if lost[Gap.DATE_UNKNOWN] else _date(chance),
        venue=outlet if placed and not lost[Gap.VENUE_UNKNOWN] else None,
        volume=str(chance.randint(1, 60)) if kind is PublicationType.JOURNAL_ARTICLE else None,
        pages=Pages(str(first), str(first + chance.randint(3, 40))) if placed and chance.random() < 0.5 else None,
        language="en" if chance.random() < 0.5 else None,
        keywords=tuple(Text(word, "en") for word in chance.sample(words.NOUNS, chance.randint(0, 4))),
        homepage=parse_url(f"https://papers.example.org/{number}") if chance.random() < 0.3 else None,
        identifiers=(parse_identifier(f"doi:10.5555/made.up.{number}"),) if chance.random() < 0.8 else (),
        gaps=tuple(gap for gap, missing in lost.items() if missing),
    )


_LOST: Final = {
    Gap.TITLE_LOST: 0.01,
    Gap.AUTHORS_TRUNCATED: 0.12,
    Gap.DATE_UNKNOWN: 0.03,
    Gap.VENUE_UNKNOWN: 0.05,
}
"""What share of the works has lost what."""


def _author(person: Person, position: int, chance: random.Random) -> Contribution:
    printed = person.name if chance.random() < 0.7 else f"{person.name[0]}. {person.name.split()[-1]}"
    known = position == 1 or chance.random() < 0.9
    return Contribution.of(printed, position=position, person=person.key if known else None)


def _title(chance: random.Random) -> str:
    first, second, third = chance.sample(words.NOUNS, 3)
    adjective, field = chance.choice(words.ADJECTIVES), chance.choice(words.FIELDS)
    patterns = (
        f"{adjective.capitalize()} {first} for {second} in {field}",
        f"Towards {adjective} {first} of {second}",
        f"{first.capitalize()}, {second} and {third}: a study in {field}",
        f"On the {first} of {adjective} {second}",
        f"{adjective.capitalize()} {first} with {second} and {third}",
        f"What {first} tell us about {adjective} {second}",
    )
    return chance.choice(patterns)


def _abstract(chance: random.Random) -> str:
    """Sixty to a hundred and fifty words in sentences, the commonest words first by Zipf's law."""
    left = chance.randint(60, 150)
    sentences = []
    while left > 0:
        length = min(left, chance.randint(7, 22))
        left -= length
        sentences.append(" ".join(chance.choices(_PROSE, cum_weights=_PROSE_WEIGHTS, k=length)).capitalize() + ".")
    return " ".join(sentences)


def _date(chance: random.Random) -> PartialDate:
    """A year, for some works with the month; the recent years have more of them."""
    year = YEARS[int(len(YEARS) * chance.random() ** 0.6)]
    return PartialDate(year, chance.randint(1, 12)) if chance.random() < 0.3 else PartialDate(year)
