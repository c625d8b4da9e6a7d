"""The table of comparisons of persons: weights in bits, thresholds, common names, each with its reason, from `persons.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from scholargraph.reconcile.persons.memberships import Standing
from scholargraph.reconcile.persons.names import Likeness


@dataclass(frozen=True, slots=True)
class Shared:
    """How what two share is weighed.

    Attributes:
        weight: bits for each bit that the shared values say by their rarity.
        most: the most bits that it can come to.
        apart: bits where both have values and share none of any weight, for each doubling of the works that the smaller
            one stands on.
        least: the bits from which on a shared value counts as shared.
        size: how much of a value's rarity is lost with each doubling of the works of the larger one: much evidence has
            chance hits.
        unseen: works that are thought to be there beside those of the input, without the value.
    """

    weight: float
    most: float
    apart: float
    least: float
    size: float
    unseen: float


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that `persons.toml` says.

    Attributes:
        prior: bits before anything but the name is known, of a name that says nothing.
        rarity: bits for each bit that the rarer of the two names says.
        rarest: the most bits of rarity that count.
        likeness: bits of each level of the comparison `name`.
        ambiguity: bits that an initial loses with each doubling of the given names that it can stand for.
        comparisons: how each kind of shared evidence is weighed.
        years: pairs of years between the two and bits, the longest gap first.
        work: bits of a work on which two records of persons stand, in one name.
        identifier: bits of a shared identifier.
        evidence: bits that what they share must come to, however rare the name is.
        common: bits of a name's rarity below which it is one of the commonest.
        alone: bits where a single thing is shared under such a name.
        joined: the score from which on two are one.
        doubtful: the score from which on somebody should look.
        margin: bits by which one person must be likelier than another of a name to be the one who is meant.
        rounds: how much above `joined` the score must be in each round but the last ones.
        names: names that are thought to be there beside those of the input.
        families: bits of family names that are common in the world.
        givens: bits of given names that are.
        affiliation_words: words of affiliations that say nothing.
        title_words: words of titles that say nothing.
        groups: bits of how two stand in one collaboration.
        group_words: words of collaborations that say nothing.
        many_groups: words of which the names of groups consist that many works have, each its own.
    """

    prior: float
    rarity: float
    rarest: float
    likeness: Mapping[Likeness, float]
    ambiguity: float
    comparisons: Mapping[str, Shared]
    years: tuple[tuple[int, float], ...]
    work: float
    identifier: float
    evidence: float
    common: float
    alone: float
    joined: float
    doubtful: float
    margin: float
    rounds: tuple[float, ...]
    names: float
    families: Mapping[str, float]
    givens: Mapping[str, float]
    affiliation_words: frozenset[str]
    title_words: frozenset[str]
    groups: Mapping[Standing, float]
    group_words: frozenset[str]
    many_groups: frozenset[str]


@cache
def shipped() -> Table:
    """Give the table of the package."""
    return read(tomllib.loads((files(__package__) / "persons.toml").read_text(encoding="utf-8")))


def read(said: Mapping[str, Any]) -> Table:
    """Read a table; what is missing raises KeyError, since the file is part of the package."""
    name, decision = said["name"], said["decision"]
    return Table(
        prior=name["prior"],
        rarity=name["rarity"],
        rarest=name["rarest"],
        likeness={level: float(name["levels"][level]["bits"]) for level in Likeness},
        ambiguity=float(name["ambiguity"]),
        comparisons={
            kind: Shared(**{part: float(value) for part, value in one.items() if part != "reason"})
            for kind, one in said["shared"].items()
        },
        years=tuple(sorted(((one["gap"], float(one["bits"])) for one in said["years"]), reverse=True)),
        work=float(said["work"]["bits"]),
        identifier=float(said["identifier"]["bits"]),
        evidence=float(decision["evidence"]),
        common=float(said["alone"]["common"]),
        alone=float(said["alone"]["bits"]),
        joined=float(decision["joined"]),
        doubtful=float(decision["doubtful"]),
        margin=float(decision["margin"]),
        rounds=tuple(float(more) for more in decision["rounds"]),
        names=float(name["unseen"]),
        families=_bits(said["common_families"]),
        givens=_bits(said["common_givens"]),
        affiliation_words=frozenset(said["words"]["affiliations"].split()),
        title_words=frozenset(said["words"]["titles"].split()),
        groups={one: float(said["groups"][one]["bits"]) for one in Standing},
        group_words=frozenset(said["words"]["groups"].split()),
        many_groups=frozenset(said["words"]["many_groups"].split()),
    )


def _bits(said: Mapping[str, Any]) -> dict[str, float]:
    return {
        word: float(bits.removeprefix("bits-"))
        for bits, some in said.items()
        if bits.startswith("bits-")
        for word in some.split()
    }
