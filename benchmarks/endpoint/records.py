"""Made-up scholars, venues and organisations as records of the project's own model, the same for the same seed.

Each is made by its number alone, whenever it is asked for. It makes no works (`works` does) and no triples.
"""

from __future__ import annotations

import random
from array import array
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from benchmarks.endpoint import words
from scholargraph.identifiers import Identifier, parse_identifier, parse_url
from scholargraph.iris import Key, slug
from scholargraph.model import (
    Organization,
    OrganizationType,
    PartialDate,
    Person,
    Role,
    RoleKind,
    RoleStatus,
    Text,
    Venue,
    VenueType,
    organization,
)

VENUES: Final = 300
ORGANIZATIONS: Final = 250
TITLES: Final = ("professor", "lecturer", "librarian", "research fellow", "principal scientist", "doctoral student")
DIGITS: Final = 7
"""Of the numbers that keys begin with, so that the order of numbers is that of keys."""


def chance_of(seed: int, kind: str, number: int) -> random.Random:
    """Give the source of chance for one record: the same whether others are made before it or not."""
    return random.Random(f"{seed} {kind} {number}")


def key_of(collection: str, number: int, words: str) -> Key:
    """Make the key of a record by its number and its name or title."""
    return Key(f"{collection}/{number:0{DIGITS}}-{slug(words)}")


def number_of(key: Key) -> int | None:
    """Read the number that a key begins with; None where it begins with none."""
    digits = key.slug[:DIGITS]
    return int(digits) if digits.isdecimal() and digits.isascii() else None


def organizations(seed: int) -> Iterator[Organization]:
    """Make universities and the institutes within them."""
    for number in range(1, ORGANIZATIONS + 1):
        town = words.TOWNS[number % len(words.TOWNS)]
        field = words.FIELDS[number % len(words.FIELDS)]
        whole = number <= len(words.TOWNS)
        parent = chance_of(seed, "organization", number).randint(1, len(words.TOWNS))
        yield Organization(
            key=_organization(number),
            name=f"University of {town}" if whole else f"Institute of {field}, {town} ({number})",
            type=OrganizationType.UNIVERSITY if whole else OrganizationType.ORGANIZATION,
            parent=None if whole else _organization(parent),
            homepage=parse_url(f"https://org-{number}.example.org/"),
        )


def venues() -> Iterator[Venue]:
    """Make journals and proceedings."""
    for number in range(1, VENUES + 1):
        field = words.FIELDS[number % len(words.FIELDS)]
        journal = number % 5 < 2
        series = number // len(words.FIELDS) + 1
        yield Venue(
            key=Key(f"venue/v{number}"),
            name=f"Journal of {field}, Series {series}" if journal else f"Conference on {field}, Track {series}",
            type=VenueType.JOURNAL if journal else VenueType.PROCEEDINGS,
            publisher=organization(words.TOWNS[number % len(words.TOWNS)] + " University Press"),
            homepage=parse_url(f"https://venue-{number}.example.org/"),
        )


def person(number: int, seed: int) -> Person:
    """Make a scholar; the first ones are those who will write the most."""
    chance = chance_of(seed, "person", number)
    given, family = chance.choice(words.GIVEN), chance.choice(words.FAMILY)
    name = f"{given} {family}"
    if chance.random() < 0.4:
        name = f"{given} {chance.choice('ABCDEFGHIJKLMNOPRSTVWZ')}. {family}"
    known = chance.random() < 0.7
    return Person(
        key=key_of("person", number, name),
        name=name,
        given_name=given if known else None,
        family_name=family if known else None,
        topics=tuple(Text(topic, "en") for topic in chance.sample(words.FIELDS, chance.randint(0, 2))),
        roles=tuple(_roles(chance)),
        homepage=parse_url(f"https://people.example.org/{number}") if chance.random() < 0.3 else None,
        identifiers=(_orcid(number),) if chance.random() < 0.4 else (),
    )


def _roles(chance: random.Random) -> Iterator[Role]:
    if chance.random() < 0.6:
        began = chance.randint(1985, 2024)
        yield Role(
            organization=_organization(_EMPLOYERS.number(chance)),
            kind=RoleKind.EMPLOYMENT,
            title=Text(chance.choice(TITLES), "en"),
            status=RoleStatus.CURRENT,
            start=PartialDate(began),
        )
    if chance.random() < 0.2:
        yield Role(
            organization=_organization(_EMPLOYERS.number(chance)), kind=RoleKind.EDUCATION, status=RoleStatus.FORMER
        )


def _organization(number: int) -> Key:
    return Key(f"organization/o{number}")


def _orcid(number: int) -> Identifier:
    """An ORCID iD with a right check digit (ISO 7064 MOD 11-2) from below the range that is given out."""
    digits = f"{number:015d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    whole = digits + "0123456789X"[(12 - total % 11) % 11]
    return parse_identifier(f"orcid:{whole[:4]}-{whole[4:8]}-{whole[8:12]}-{whole[12:]}")


class Popular:
    """Numbers from 1, of which n is taken in proportion to 1/(n + shift)^power (Zipf's law as Mandelbrot has it)."""

    def __init__(self, count: int, *, shift: float, power: float) -> None:
        self.count = count
        self._sums = array("d", accumulate((number + shift) ** -power for number in range(1, count + 1)))

    def number(self, chance: random.Random) -> int:
        """Take a number."""
        return 1 + bisect(self._sums, chance.random() * self._sums[-1], hi=self.count - 1)


_EMPLOYERS: Final = Popular(ORGANIZATIONS, shift=5, power=0.8)
