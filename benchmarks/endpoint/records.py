"""Made-up scholars, venues and organisations as records of the project's own model, the same for the same seed.

It makes no works (`works` does) and no triples.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, Generic, TypeVar

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
)

VENUES: Final = 300
ORGANIZATIONS: Final = 250
TITLES: Final = ("professor", "lecturer", "librarian", "research fellow", "principal scientist", "doctoral student")

Member = TypeVar("Member")


def organizations(chance: random.Random) -> Iterator[Organization]:
    """Make universities and the institutes within them."""
    for number in range(1, ORGANIZATIONS + 1):
        town = words.TOWNS[number % len(words.TOWNS)]
        field = words.FIELDS[number % len(words.FIELDS)]
        whole = number <= len(words.TOWNS)
        yield Organization(
            key=_organization(number),
            name=f"University of {town}" if whole else f"Institute of {field}, {town} ({number})",
            type=OrganizationType.UNIVERSITY if whole else OrganizationType.ORGANIZATION,
            parent=None if whole else _organization(chance.randint(1, len(words.TOWNS))),
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
            publisher=words.TOWNS[number % len(words.TOWNS)] + " University Press",
            homepage=parse_url(f"https://venue-{number}.example.org/"),
        )


def persons(count: int, chance: random.Random) -> Iterator[Person]:
    """Make scholars; the first ones are those who will write the most."""
    places = Popular([_organization(number) for number in range(1, ORGANIZATIONS + 1)], shift=5, power=0.8)
    for number in range(1, count + 1):
        given, family = chance.choice(words.GIVEN), chance.choice(words.FAMILY)
        name = f"{given} {family}"
        if chance.random() < 0.4:
            name = f"{given} {chance.choice('ABCDEFGHIJKLMNOPRSTVWZ')}. {family}"
        known = chance.random() < 0.7
        yield Person(
            key=Key(f"person/{slug(name)}-{number}"),
            name=name,
            given_name=given if known else None,
            family_name=family if known else None,
            topics=tuple(Text(topic, "en") for topic in chance.sample(words.FIELDS, chance.randint(0, 2))),
            roles=tuple(_roles(places, chance)),
            homepage=parse_url(f"https://people.example.org/{number}") if chance.random() < 0.3 else None,
            identifiers=(_orcid(number),) if chance.random() < 0.4 else (),
        )


def _roles(places: Popular[Key], chance: random.Random) -> Iterator[Role]:
    if chance.random() < 0.6:
        began = chance.randint(1985, 2024)
        yield Role(
            organization=places.one(chance),
            kind=RoleKind.EMPLOYMENT,
            title=Text(chance.choice(TITLES), "en"),
            status=RoleStatus.CURRENT,
            start=PartialDate(began),
        )
    if chance.random() < 0.2:
        yield Role(organization=places.one(chance), kind=RoleKind.EDUCATION, status=RoleStatus.FORMER)


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


class Popular(Generic[Member]):
    """Members of which the n-th is taken in proportion to 1/(n + shift)^power (Zipf's law as Mandelbrot has it)."""

    def __init__(self, members: Sequence[Member], *, shift: float, power: float) -> None:
        self.members = members
        self._sums = list(accumulate((number + shift) ** -power for number in range(1, len(members) + 1)))

    def place(self, chance: random.Random) -> int:
        """Take the place of a member, from 0."""
        return bisect(self._sums, chance.random() * self._sums[-1], hi=len(self.members) - 1)

    def one(self, chance: random.Random) -> Member:
        """Take a member."""
        return self.members[self.place(chance)]
