"""The table `[evidence]` of `scholargraph.toml`: what of the evidence the SPARQL store holds, and from which size on which suits.

It maps and stores nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from scholargraph.service_settings import Tables

MOST_BY_FIELDS: Final = 7_500
"""Up to so many records the evidence of each field is best kept in the store (docs/evidence.md has the measurements)."""


class EvidenceStore(StrEnum):
    """What of the evidence the SPARQL store holds."""

    FIELDS = "fields"
    """A node for each value of each field, with its places and words."""
    ENTRIES = "entries"
    """A node for each record and source; the evidence of each field is in documents and in a download of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSettings:
    """`[evidence]`: what of it the SPARQL store holds."""

    store: EvidenceStore = EvidenceStore.FIELDS


def evidence_of(tables: Tables, data: dict[str, Any]) -> EvidenceSettings:
    """Read `[evidence]`. Raises SettingsError."""
    table = tables.table(data, "evidence")
    tables.known(table, {"store"}, ("evidence",))
    if not table:
        return EvidenceSettings()
    word = tables.string(table["store"], ("evidence", "store"))
    if word not in set(EvidenceStore):
        raise tables.error(
            f"“{word}” is nothing that the store can hold of the evidence: write fields or entries.",
            ("evidence", "store"),
        )
    return EvidenceSettings(store=EvidenceStore(word))


def advice(manifest: Mapping[str, Any]) -> str | None:
    """Say in a sentence that the other choice suits a site of this size better, by its manifest; None where it does not."""
    records, by_entries = int(manifest.get("records", 0)), "field_evidence" in manifest
    if records > MOST_BY_FIELDS and not by_entries:
        return (
            f'With {records:,} records, more than {MOST_BY_FIELDS:,}, store = "entries" in [evidence] suits better: '
            "the store holds the evidence of each field now, which makes up most of it."
        )
    if records <= MOST_BY_FIELDS and by_entries:
        return (
            f'With {records:,} records, up to {MOST_BY_FIELDS:,}, store = "fields" in [evidence] suits better: '
            "queries can then ask for the evidence of each field."
        )
    return None
