"""Pairs that may be one thing as a finding: how many there are, and where somebody is asked about them.

It decides nothing: reconciliation found them.
"""

from __future__ import annotations

from collections.abc import Iterator

from scholargraph.findings.finding import Finding
from scholargraph.validation import Severity


def of_doubts(pairs: int) -> Iterator[Finding]:
    """Give a note that some pairs are in doubt; none where there are none."""
    if pairs:
        told = "1 pair of things may be one" if pairs == 1 else f"{pairs:,} pairs of things may be one each"
        yield Finding(Severity.INFO, f"{told}: `scholargraph review` asks about them and remembers the answers.")
