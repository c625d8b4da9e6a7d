"""The addresses of the pages about sources: a source is called what the site file calls it, and found again by its path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from scholargraph.iris import SLUG, Key
from scholargraph.model import Retired, Source
from scholargraph.reconcile.claims import SOURCE
from scholargraph.reconcile.ledger import Ledger

_PATH: Final = f"{SOURCE} path:"


def former_names(ledger: Ledger, sources: Sequence[Source]) -> dict[str, str]:
    """Give the name that each source had before, where it was renamed and no other source has that name now."""
    found = {}
    for source in sources:
        before = ledger.keys.get(_path(source))
        if before is not None and before.slug not in {one.name for one in sources}:
            found[source.name] = before.slug
    return found


def _path(source: Source) -> str:
    return f"{_PATH}{' '.join(source.path.split())}"


def name_sources(ledger: Ledger, sources: Sequence[Source], *, last_in: Callable[[Key], str | None]) -> None:
    """Note the sources' keys; one that was renamed leads to its new name, one that is gone is retired."""
    live: set[Key] = set()
    for source in sources:
        if not SLUG.fullmatch(source.name):
            continue  # its page has no address that a client could ask for
        key = Key(f"{SOURCE}/{source.name}")
        live.add(key)
        ledger.aliases.pop(key, None)
        ledger.retired.pop(key, None)
    for source in sources:
        key, path = Key(f"{SOURCE}/{source.name}"), _path(source)
        if key not in live:
            continue
        before = ledger.keys.get(path)
        if before is not None and before not in live and before not in ledger.aliases:
            ledger.aliases[before] = key
            ledger.retired.pop(before, None)
        ledger.keys[path] = key
    for key in sorted(ledger.issued()):
        if key.collection == SOURCE and key not in live and key not in ledger.aliases:
            ledger.retired.setdefault(key, Retired(last_in(key)))
