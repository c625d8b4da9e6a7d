"""What joining was not sure of as findings: pairs that may be one thing, pairs that nobody compared, wrong identifiers.

It decides nothing: reconciliation found them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scholargraph.findings.finding import Finding
from scholargraph.reconcile import Joined, Misplaced, Uncompared
from scholargraph.reconcile.uncompared import KINDS
from scholargraph.validation import Severity


def of_joining(catalogue: Joined) -> Iterator[Finding]:
    """Give what joining was not sure of."""
    yield from of_doubts(catalogue.doubtful)
    yield from of_uncompared(catalogue.uncompared)
    yield from of_misplaced(catalogue.misplaced)


def of_doubts(pairs: int) -> Iterator[Finding]:
    """Give a note that some pairs are in doubt; none where there are none."""
    if pairs:
        told = "1 pair of things may be one" if pairs == 1 else f"{pairs:,} pairs of things may be one each"
        yield Finding(Severity.INFO, f"{told}: `scholargraph review` asks about them and remembers the answers.")


def of_uncompared(found: Iterable[Uncompared]) -> Iterator[Finding]:
    """Give a note of entries that are too many to be compared each with each; it names none of them."""
    for one in found:
        pairs = "1 pair of entries was" if one.pairs == 1 else f"{one.pairs:,} pairs of entries were"
        yield Finding(
            Severity.INFO,
            f"{pairs} not compared, since too many share one thing: most of all {KINDS[one.kind]}, of {one.entries:,} entries "
            f"(collection {one.collection}), this one among them. What is one there may stay two: identifiers, years or pages in "
            "the sources, or `[[same]]` in the curation, join them.",
            one.place,
        )


def of_misplaced(found: Iterable[Misplaced]) -> Iterator[Finding]:
    """Give a warning for each identifier that stands beside a name which cannot be that of whose it is."""
    for one in found:
        more = "" if one.entries == 1 else f", and so in {one.entries - 1:,} more"
        yield Finding(
            Severity.WARNING,
            f"{one.identifier} is that of {one.person}, whose name “{one.printed}” cannot be: it was not followed here{more}. "
            "Correct it in the source, or give the person the other name.",
            one.place,
            str(one.person),
        )
