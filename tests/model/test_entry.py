"""Entries: a joined record with where each of its values was read."""

from __future__ import annotations

from typing import Final

import pytest

from scholargraph.iris import Key
from scholargraph.model import WHOLE, Catalogue, Entry, Evidence, Organization, Person, Publication, Text, TextSpan
from scholargraph.reconcile import Joined

KEY: Final = Key("publication/rivers")
ENTRY, TITLE, FLAG = (Evidence("page", "page.txt", TextSpan(start, start + 1), "x") for start in range(3))


def test_a_value_has_its_own_evidence_otherwise_that_of_its_record() -> None:
    work = Publication(key=KEY, title=Text("Rivers"), authors_complete=True)
    claims = {WHOLE: (ENTRY,), ("title", Text("Rivers")): (TITLE,), ("authors_complete", True): (FLAG, TITLE)}
    entry = Entry(work, claims)
    assert entry.key == KEY
    assert entry.evidence_for("title", Text("Rivers")) == (TITLE,)
    assert entry.evidence_for("authors_complete", True) == (FLAG, TITLE)  # noqa: FBT003 - a value
    assert entry.evidence_for() == entry.evidence_for("", None) == (ENTRY,)
    assert entry.evidence_for("title", Text("Rivers", "en")) == (ENTRY,)
    assert entry.evidence_for("volume", None) == (ENTRY,)


def test_without_any_evidence_there_is_none() -> None:
    entry = Entry(Publication(key=KEY), {("title", None): ()})
    assert entry.evidence_for("title") == ()
    assert entry.evidence_for() == ()
    assert entry.conflicts == ()


# ── The catalogue of joining ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("record", "label"),
    [
        (Publication(key=KEY, title=Text("Rivers", "en"), alternate_titles=(Text("Streams"),)), "Rivers"),
        (Publication(key=KEY, alternate_titles=(Text("Streams"),)), None),
        (Person(key=KEY, name="Ada Quill"), "Ada Quill"),
        (Organization(key=KEY, name="Office"), "Office"),
    ],
)
def test_a_record_is_labelled_by_its_name_or_title(record: Publication | Person | Organization, label: str) -> None:
    catalogue: Catalogue = Joined({KEY: Entry(record)})
    assert catalogue.label(KEY) == label
    assert catalogue.label(Key("publication/none")) is None
    assert catalogue.get(KEY) == Entry(record)
    assert catalogue.get(Key("publication/none")) is None
    assert [*catalogue.entries()] == [*catalogue.entries()] == [Entry(record)]
    assert (catalogue.sources, catalogue.aliases) == ((), {})
