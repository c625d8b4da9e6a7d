"""A site that holds every hostile payload in every field of a copy of every record, evidence and conflicts included."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from scholargraph.config import Settings
from scholargraph.iris import Key
from scholargraph.model import (
    Affiliation,
    Agent,
    Alternative,
    Conflict,
    Contribution,
    Entry,
    Identifier,
    Name,
    Pages,
    PartialDate,
    Record,
    RestsOn,
    Role,
    Text,
    Version,
)
from tests.pages import sites
from tests.pages.hostile import PAYLOADS


def poisoned(value: Any, payload: str, place: int) -> Any:
    """The value with every word in it replaced, and every key made that of this payload's copy of the site."""
    if isinstance(value, Key):
        return Key(f"{value}-{place}")
    if isinstance(value, Text):
        return Text(payload, value.language)
    if type(value) is str:
        return payload
    if isinstance(value, Identifier):
        return replace(value, value=payload) if value.scheme == "dblp" else value
    if isinstance(value, tuple):
        return tuple(poisoned(member, payload, place) for member in value)
    if isinstance(value, Affiliation | Agent | Contribution | Name | Role | Pages | Version | Record):
        changed = {
            field.name: poisoned(getattr(value, field.name), payload, place)
            for field in fields(value)
            if field.name not in {"degree", "label"}
        }
        return replace(value, **{name: new for name, new in changed.items() if new != getattr(value, name)})
    return value


def publish_poisoned(directory: Path) -> Settings:
    """Publish the site; the copy for the payload at place 3 has keys that end in `-3`."""
    records = [poisoned(record, payload, place) for place, payload in enumerate(PAYLOADS) for record in sites.records()]
    sources = tuple(replace(one, path="".join(PAYLOADS)) for one in sites.sources())
    made = sites.catalogue(records, change=_with_payload, sources=sources)
    return sites.publish(directory, made, title="".join(PAYLOADS))


def _with_payload(entry: Entry) -> Entry:
    """Put the payload of an entry into all of its evidence, and let the sources disagree on the date of a book in it."""
    payload = payload_of(entry.key)
    proof = {
        claim: tuple(replace(one, quote=payload, rests_on=RestsOn(basis=payload)) for one in found)
        for claim, found in entry.evidence.items()
    }
    other = Alternative(PartialDate(2006), sites.evidence(payload))
    differ = entry.key.startswith(f"{sites.BOOK}-")
    conflicts = (Conflict("issued", PartialDate(2005), (other,), payload),) if differ else ()
    return Entry(entry.record, proof, conflicts)


def payload_of(key: Key) -> str:
    return PAYLOADS[int(key.rpartition("-")[2])]
