"""How sure each entry of a list is, going by what the others have visibly lost.

Two entries read as one where the venue and the abstract of the first and the title of the second are lost: nothing in the
entry shows it, but the others show how often lines of each kind are lost. Where lines are lost here and there, as when a
copy dropped some, all three kinds are; where one kind is lost alone, as when a page prints titles in a way that is not
copied, hardly any two entries run together. Which of these a list is follows from its counts, by Bayes' rule over the
few hypotheses of `_ALL_KINDS` and below (beta-binomial likelihoods).

It reads no line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from scholargraph.sources.profile_text.drafts import Draft

LINES_LOST: Final = (
    "lines of this list are lost here and there, so names, venue or abstract could be those of the next work"
)

_USUAL_AUTHORS: Final = 3
"""How many authors works have where the list does not tell."""
_BEYOND_USUAL: Final = 0.65
"""Works with so many more names than usual are as likely two as one."""

_ALL_KINDS: Final = 0.7
"""How likely it is, before the counts are seen, that lines of all kinds are lost where some are."""
_TITLES_ALONE: Final = 0.2
"""How likely it is that nothing but titles is lost: they are headings or links, which are copied otherwise."""
_VENUES_ALONE: Final = 0.1
"""How likely it is that nothing but venues is lost, or that some works have none."""

_LOST: Final = (6.0, 14.0)
"""The beta distribution of the share of lines lost where all kinds are: three tenths, give or take one."""
_ONE_KIND: Final = (1.0, 3.0)
"""The beta distribution of the share of lines of a kind that is lost alone: anything, rather little than much."""
_NO_ABSTRACT: Final = (0.7, 9.0)
"""The beta distribution of the share of entries that print neither abstract nor button where none are lost."""
_SELDOM: Final = 0.01
"""The share of entries without title or without venue where these are not lost."""

_AS_EXPECTED: Final = 4
"""So many entries are taken to end as bare as is expected, since a list has few."""
_BARE_WHERE_APART: Final = 0.3
"""An entry whose abstract and two buttons stand on lines of their own loses all of them so much less often than one line."""
_AS_MANY_NAMELESS: Final = 6
"""So many entries are taken to have lost all of their names as often as is expected."""
_SINGLE_AUTHORS: Final = 0.3
"""So many works have one author, whose loss leaves none."""


class Counts(NamedTuple):
    """Of how many entries a list is made, and how many of them have no title, no venue or date, no names, nothing at their end."""

    entries: int
    untitled: int
    undated: int
    nameless: int
    bare: int  # neither abstract nor button parts them from the next
    apart: bool  # abstracts stand on lines without their buttons


def say_how_sure(drafts: Sequence[Draft], *, bare: int, apart: bool, titles: int = 0, venues: int = 0) -> None:
    """Lower the confidence of each entry by the chance that it is two that ran together.

    An entry that is two has the names of both, so the more names an entry has, the less sure it is; where it has one
    name or none, one of the two has lost all of its names as well. `bare` entries of the list are parted from the next by
    neither abstract nor button; `apart` says that abstracts and their buttons stand on lines of their own.
    `titles` and `venues` that stand elsewhere than in their entries are not lost.
    """
    counts = _counts(drafts, bare=bare, apart=apart)
    counts = counts._replace(untitled=max(counts.untitled - titles, 0), undated=max(counts.undated - venues, 0))
    if counts.untitled + counts.undated == 0:
        return  # works without abstract are common
    border = _border_lost(counts)
    nameless = _names_lost(counts)
    usual = max(sum(len(draft.authors) for draft in drafts) / len(drafts), _USUAL_AUTHORS) + _BEYOND_USUAL
    for draft in drafts:
        sure = round(1 - min(border * _times_two(len(draft.authors), usual, nameless), 1), 4)
        if draft.title and sure < draft.confidence:
            draft.confidence, draft.because = sure, LINES_LOST


def _counts(drafts: Sequence[Draft], *, bare: int, apart: bool) -> Counts:
    """Count what entries have lost.

    An entry of which nothing but the abstract is left tells nothing of single lines: it has lost its head in one piece.
    """
    drafts = [draft for draft in drafts if draft.title or draft.authors or draft.done]
    entries = len(drafts)
    untitled = sum(not draft.title for draft in drafts)
    undated = sum(not (draft.venue or draft.date) for draft in drafts)
    nameless = sum(not draft.authors for draft in drafts)
    return Counts(entries, untitled, undated, nameless, min(bare, entries), apart)


def _border_lost(counts: Counts) -> float:
    """The chance that the venue and the abstract of an entry and the title of the next are lost alike.

    It is the expected third power of the share of lines lost, times the chance that all kinds of lines are lost.
    """
    lost, kept = _posterior(counts)
    if not counts.apart:
        every = _moment(lost, kept, 3)
    else:
        expected = _AS_EXPECTED * _moment(lost, kept, 1) * _BARE_WHERE_APART
        every = _moment(lost, kept, 2) * (counts.bare + expected) / (counts.entries + _AS_EXPECTED)
    return every * _all_kinds_lost(counts)


def _all_kinds_lost(counts: Counts) -> float:
    """The chance that lines of all kinds are lost, and not titles alone or venues alone."""
    entries, untitled, undated = counts[:3]
    looked_at, gone = _pooled(counts)
    ends = 0.0 if counts.apart else _likelihood(counts.bare, entries, _NO_ABSTRACT)
    every = _likelihood(gone, looked_at, _LOST)
    titles = _likelihood(untitled, entries, _ONE_KIND) + _seldom(undated, entries) + ends
    venues = _likelihood(undated, entries, _ONE_KIND) + _seldom(untitled, entries) + ends
    most = max(every, titles, venues)
    weight = _ALL_KINDS * math.exp(every - most)
    others = _TITLES_ALONE * math.exp(titles - most) + _VENUES_ALONE * math.exp(venues - most)
    return weight / (weight + others)


def _names_lost(counts: Counts) -> float:
    """The share of entries that have lost all of their names."""
    expected = _AS_MANY_NAMELESS * _moment(*_posterior(counts), 1) * _SINGLE_AUTHORS
    return (counts.nameless + expected) / (counts.entries + _AS_MANY_NAMELESS)


def _times_two(names: int, usual: float, nameless: float) -> float:
    """How many times likelier so many names are for two entries than for one.

    Either all are those of one of the two, or each has some: there are the more ways to share them out, and the fewer
    single works with so many, the more there are.
    """
    if names == 0:
        return 2 * nameless
    return 3 * nameless if names == 1 else nameless + ((names + 0.5) / usual) ** 2


def _pooled(counts: Counts) -> tuple[int, int]:
    """How many lines one would expect in these entries, of the kinds that can be counted alike, and how many are lost.

    Where abstracts stand apart, an entry that ends bare has lost three lines and not one.
    """
    gone = [counts.untitled, counts.undated, *([] if counts.apart else [counts.bare])]
    return counts.entries * len(gone), sum(gone)


def _posterior(counts: Counts) -> tuple[float, float]:
    looked_at, gone = _pooled(counts)
    return _LOST[0] + gone, _LOST[1] + looked_at - gone


def _moment(lost: float, kept: float, power: int) -> float:
    """The expected power of a share that has a beta distribution."""
    return math.prod((lost + step) / (lost + kept + step) for step in range(power))


def _likelihood(gone: int, of: int, share: tuple[float, float]) -> float:
    """The logarithm of the chance to see such a sequence where the share has a beta distribution."""
    return _log_beta(share[0] + gone, share[1] + of - gone) - _log_beta(*share)


def _seldom(gone: int, of: int) -> float:
    return gone * math.log(_SELDOM) + (of - gone) * math.log(1 - _SELDOM)


def _log_beta(one: float, other: float) -> float:
    return math.lgamma(one) + math.lgamma(other) - math.lgamma(one + other)
