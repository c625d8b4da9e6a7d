"""Reading texts with the readers of JSON formats, and asking what was stated."""

from __future__ import annotations

import json
from typing import Any

from scholargraph.acquire import item_of
from scholargraph.model import Contribution, Gap, Publication, Rejected, SourceRecord
from scholargraph.sources import Reader
from scholargraph.sources.reading_worker import given

Given = list[SourceRecord | Rejected]


def read(reader: Reader, value: Any, id: str = "sample.json") -> Given:  # noqa: A002 - as of items
    """Read a value, or a text as it is."""
    text = value if isinstance(value, str | bytes) else json.dumps(value, ensure_ascii=False)
    item = item_of(text, id=id, media_type="application/json")
    return list(given(reader, item, reader.checked({})))  # type: ignore[arg-type]


def works(found: Given) -> list[Publication]:
    """Give the works of what was read."""
    return [one.record for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]


def records(found: Given, kind: type) -> list[Any]:
    """Give the records of a class."""
    return [one.record for one in found if isinstance(one, SourceRecord) and isinstance(one.record, kind)]


def only(reader: Reader, value: Any) -> Publication:
    """Read a value that is one work."""
    (work,) = works(read(reader, value))
    return work


def reasons(found: Given) -> list[str]:
    """Give what was rejected, with the pointers."""
    return [f"{getattr(one.locator, 'pointer', '')} {one.reason}" for one in found if isinstance(one, Rejected)]


def names(work: Publication) -> list[str]:
    """Give the names on a work, as printed."""
    return [one.printed_name for one in work.contributions]


def first(work: Publication) -> Contribution:
    """Give the first contributor."""
    return work.contributions[0]


def gaps(work: Publication) -> set[Gap]:
    """Give what is not known of a work."""
    return set(work.gaps)
