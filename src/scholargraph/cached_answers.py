"""The cached answers of a site, for whoever publishes: a digest of them, their provenance, taking over what is published, and
what is to go.

It fetches nothing. A snapshot names the answers that it was made of: that its pointer moved is what makes them current, and
whoever publishes next makes up for a kill between the two.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from typing import Any, Final

from scholargraph import ledgers
from scholargraph.acquire.fetching import Cache, Harvest, harvests, is_fetched, keys_of, provenance, rewrite
from scholargraph.config import Settings, SourceSettings
from scholargraph.errors import BusyError, Place
from scholargraph.findings import Finding
from scholargraph.identifiers import parse_url
from scholargraph.model import Identifier, Person, Source, SourceRecord
from scholargraph.reconcile import Joined, blanked
from scholargraph.sources.reading import plans, read
from scholargraph.validation import Severity

_CURATION: Final = "curation"


def digest(settings: Settings, *, staged: bool = False) -> str:
    """Give the digest of the answers that a site reads, or, staged, would read once they are taken over."""
    return _digest(Cache(settings).index(staged=staged), keys_of(settings))


def _digest(index: Mapping[str, Harvest], keys: Collection[str]) -> str:
    told = [[key, index[key].content] for key in sorted(index.keys() & set(keys))]
    return hashlib.sha256(json.dumps(told).encode("utf-8")).hexdigest()[:32] if told else ""


def sources(settings: Settings, *, staged: bool = False) -> tuple[Source, ...]:
    """Give what is said of the sources; where and when one was fetched, its cache tells."""
    cache = Cache(settings)
    return tuple(_source(source, cache, staged=staged) for source in settings.sources)


def _source(source: SourceSettings, cache: Cache, *, staged: bool) -> Source:
    url, retrieved = source.url, source.retrieved
    if is_fetched(source):
        told = provenance(source, cache=cache, staged=staged)
        url, retrieved = told.url, told.retrieved
    return Source(source.name, source.kind, source.title, None if url is None else parse_url(url), retrieved)


@contextmanager
def becoming_current(settings: Settings) -> Iterator[None]:
    """Publish a snapshot within, of what is staged: that becomes current with it. Raises OSError.

    What it is made of is noted first: once a kill is made up for, the site file may ask for something else.
    """
    cache, keys = Cache(settings), keys_of(settings)
    cache.agree(_digest(cache.index(staged=True), keys), keys)
    yield
    take_over(settings)


def take_over(settings: Settings) -> None:
    """Make the staged answers of a site current, and drop those that it does not ask for any more. Raises OSError."""
    Cache(settings).take_over(keys_of(settings))


def drop(settings: Settings) -> None:
    """Drop what was staged whole; what is under way is gone on with the next time. Raises OSError."""
    cache = Cache(settings)
    cache.forget(key for key, one in cache.staged().items() if one.whole)
    cache.collect()


def make_up(settings: Settings, manifest: Mapping[str, Any], *, locked: bool) -> None:
    """Take over the answers of the current snapshot, where a kill came between publishing it and taking them over.

    `locked` is whether the caller holds the cache. Somebody else who holds it has made up for it. Raises OSError.
    """
    cache, told = Cache(settings), manifest.get("answers")
    if not told or not _is_agreed(cache, told):
        return
    with suppress(BusyError), nullcontext() if locked else cache.locked(patience=0):
        if _is_agreed(cache, told):  # nobody did it meanwhile
            take_over(settings)


def _is_agreed(cache: Cache, told: str) -> bool:
    """Whether a snapshot was made of what is staged: of the sources that the site had then, whichever it has now."""
    agreed = cache.agreed()
    return agreed is not None and agreed.answers == told == _digest(cache.index(staged=True), agreed.keys)


def clean(settings: Settings, catalogue: Joined, *, locked: bool) -> int:
    """Blank in all cached answers what a catalogue says is to go; give how many changed, and how many hashes are new.

    By what the persons are known is written to the ledger first, as hashes: once the answers are clean, nothing else knows it.
    `locked` is whether the caller holds the cache; where somebody else fetches, who does it then. Raises OSError, LedgerError.
    """
    if not catalogue.blanks or not Cache(settings).folder.exists():
        return 0
    learnt = 0
    if catalogue.remembered:
        ledger = ledgers.parsed(settings, ledgers.text(settings))
        learnt = len(catalogue.remembered - ledger.withdrawn)
        ledger.withdrawn |= catalogue.remembered
        ledgers.replace(settings, ledger.text())

    def change(body: bytes, media_type: str) -> bytes:
        return blanked(body, media_type, catalogue.blanks)

    cache = Cache(settings)
    with suppress(BusyError), nullcontext() if locked else cache.locked(patience=0):
        _drop_own(cache, {value.casefold() for one in catalogue.blanks for value in one.identifiers})
        return learnt + rewrite(cache, change)
    return learnt


def _drop_own(cache: Cache, values: set[str]) -> None:
    """Drop what was fetched under the ids of persons who are left out: it is all about them."""
    current, staged = cache.current(), cache.staged()
    if any(_is_of(one.id, values) for one in (*current.values(), *staged.values())):
        kept = {key: one for key, one in current.items() if not _is_of(one.id, values)}
        cache.write(kept, [one for one in staged.values() if not _is_of(one.id, values)])


def without_left_out(settings: Settings) -> tuple[Settings, tuple[Finding, ...]]:
    """Give the settings without ids of persons who are left out, so that nothing is fetched or read for them; and say it.

    Raises as `sources.reading.read` where the curation cannot be read.
    """
    if not any(map(is_fetched, settings.sources)):
        return settings, ()
    curated = replace(settings, sources=tuple(one for one in settings.sources if one.kind == _CURATION))
    gone = {identifier for one in read(plans(curated)) for identifier in _left_out(one)}
    values = {one.value.casefold() for one in gone}
    if not values:
        return settings, ()
    found, findings = [], []
    for source in settings.sources:
        kept = tuple(one for one in source.ids if not _is_of(one, values))
        if kept == source.ids:
            found.append(source)
            continue
        findings.append(_told(source))
        if kept:
            found.append(replace(source, ids=kept))
    return replace(settings, sources=tuple(found)), tuple(findings)


def findings(settings: Settings, *, staged: bool = False) -> Iterator[Finding]:
    """Say what people should know of what was fetched: an id that is another one by now, an answer that may not be all."""
    cache = Cache(settings)
    for source in settings.sources:
        for request, harvest in harvests(source, cache=cache, staged=staged):
            for note in harvest.notes:
                place = source.place("ids") or source.place("id") or Place(source.name)
                yield Finding(Severity.INFO, f"Of what is fetched as {request}: {note.rstrip('.')}.", place)


def _left_out(one: object) -> tuple[Identifier, ...]:
    """Give the identifiers by which an entry of the curation leaves somebody out."""
    if not isinstance(one, SourceRecord) or one.opted_out is None or not isinstance(one.record, Person):
        return ()
    chosen = one.selector.identifier if one.selector is not None else None
    return (*one.record.identifiers, *((chosen,) if chosen is not None else ()))


def _is_of(words: str, values: set[str]) -> bool:
    folded = words.casefold().rstrip("/")
    return any(folded == value or folded.endswith((f"/{value}", f":{value}")) for value in values)


def _told(source: SourceSettings) -> Finding:
    message = (
        f"The source “{source.name}” names somebody who is left out: nothing is fetched for them, and nothing of what was "
        "fetched is kept; take the id out of the site file."
    )
    place = source.place("ids") or source.place("id") or Place(source.name)
    return Finding(Severity.WARNING, message, place)
