"""Old addresses as findings: what was removed with this publishing, and what somebody has to decide.

It decides nothing: the ledger says what became of each key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scholargraph.findings.finding import Finding
from scholargraph.iris import Key
from scholargraph.model import Catalogue, Retired
from scholargraph.validation import Severity

_GONE = "No source has this any more, so its address answers 410."


def undecided(catalogue: Catalogue) -> dict[Key, Retired]:
    """Give the keys that belong to nothing any more and could have become something else."""
    return {key: one for key, one in catalogue.retired.items() if one.candidate is not None}


def of_addresses(catalogue: Catalogue, *, known: Collection[Key]) -> Iterator[Finding]:
    """Give a warning for each key that is to be decided on, and a note for each that is gone; `known` were so before."""
    for key, one in catalogue.retired.items():
        if one.candidate is not None:
            label = catalogue.label(one.candidate) or one.candidate
            message = (
                f"No source has this any more, so its address answers 410. It could be {one.candidate} (“{label}”, as alike "
                f"as {one.score} of 100): say same, different or gone of it in an [[address]] of the curation."
            )
            yield Finding(Severity.WARNING, message, key=key)
        elif key not in known:
            yield Finding(Severity.INFO, _GONE, key=key)


def as_curation(key: Key, one: Retired) -> str:
    """Give what to write into a curation file, to be completed by leaving out two of its lines."""
    return (
        f'[[address]]\nkey = "{key}"\nsame = "{one.candidate}"        # it is this\n'
        f'different = "{one.candidate}"   # it is another thing, and gone\ngone = true\n'
    )
