"""A site that holds every hostile payload in every field of a copy of every record, evidence and conflicts included."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from scholargraph.config import Settings
from scholargraph.iris import Key
from scholargraph.model import Contribution, Identifier, Pages, PartialDate, Record, Role, Text, Version
from scholargraph.reconcile.catalogue import Alternative, Conflict
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
    if isinstance(value, Contribution | Role | Pages | Version | Record):
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
    clean = sites.catalogue(records)
    proof = {
        claim: tuple(replace(one, quote=payload_of(claim.key), basis=payload_of(claim.key)) for one in found)
        for claim, found in clean.evidence.items()
    }
    conflicts = tuple(
        Conflict(
            Key(f"{sites.BOOK}-{place}"),
            "issued",
            PartialDate(2005),
            (Alternative(PartialDate(2006), sites.evidence(payload)),),
            payload,
        )
        for place, payload in enumerate(PAYLOADS)
    )
    sources = tuple(replace(one, path="".join(PAYLOADS)) for one in clean.sources)
    made = sites.catalogue(records, evidence=proof, conflicts=conflicts, sources=sources)
    return sites.publish(directory, made, title="".join(PAYLOADS))


def payload_of(key: Key) -> str:
    return PAYLOADS[int(key.rpartition("-")[2])]
