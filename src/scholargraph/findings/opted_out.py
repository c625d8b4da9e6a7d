"""Files of the site in which a person still stands who is left out of all that is published, as findings; nobody is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scholargraph.findings.finding import Finding
from scholargraph.reconcile import Mention
from scholargraph.validation import Severity


def of_mentions(mentions: Iterable[Mention]) -> Iterator[Finding]:
    """Give a warning for each item that holds somebody who is left out: only whoever owns it can take them out of it."""
    for one in mentions:
        entries = "this entry" if one.entries == 1 else f"{one.entries:,} entries, this one first,"
        message = (
            f"A person who is left out still stands in {entries} of “{one.source}”: nothing of them is published, but "
            "take them out of the file, and of its copies and history, too."
        )
        yield Finding(Severity.WARNING, message, one.place)
