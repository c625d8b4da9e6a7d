"""Joinings: that two readings are about the same thing, how sure that is, and what it rests on.

It compares nothing; the reasons are made in `reconcile`, and travel with the entry that was joined.
"""

from __future__ import annotations

from dataclasses import dataclass

from scholargraph.iris import Key


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison that speaks for or against two readings being the same.

    Attributes:
        comparison: what was compared, by its name in the table of comparisons (`title`, `doi`, `coauthors`).
        outcome: how it came out, by the name of the level there (`equal`, `misprint`, `differs`).
        weight: what that says, in bits: the base-2 logarithm of how many times likelier it is of the same thing than of
            two; negative where it speaks against.
        words: the same in a sentence for people.
    """

    comparison: str
    outcome: str
    weight: float
    words: str


def entry_name(key: Key) -> str:
    """Give what an entry of a source is called, with its source, out of the key that the source made up.

    >>> entry_name(Key("publication/~bib/knuth84"))
    'bib/knuth84'
    """
    return " ".join(key.slug.removeprefix("~").split())


@dataclass(frozen=True, slots=True)
class Joining:
    """Two readings that were taken for the same thing, or could be.

    Attributes:
        one: the key that the first reading's source made up (`publication/~bib/knuth84`).
        other: that of the second reading.
        score: the sum of the weights, in bits, the prior among them; of a pair that the curation decides, infinite.
        reasons: what it rests on, the weightiest first.
    """

    one: Key
    other: Key
    score: float
    reasons: tuple[Reason, ...] = ()
