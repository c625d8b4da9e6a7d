"""Readings and entries on disk: what comes back is what was written, and nothing is left lying about."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.errors import MatchError
from scholargraph.iris import Key
from scholargraph.model import (
    Alternative,
    Attribution,
    Conflict,
    Contribution,
    Dispute,
    Entry,
    Joining,
    PartialDate,
    Person,
    Publication,
    Reading,
    Reason,
    Selector,
    SourceRecord,
    Text,
    organization,
)
from scholargraph.reconcile import IDENTIFYING, Ledger, reconcile
from scholargraph.reconcile.spool import EntrySpool, ReadingSpool, SpooledRecord, in_memory
from tests.reconcile.records import SOURCES, proof, reading, work

AUTHORS: Final = (Contribution.of("Ada Quill", position=1), Contribution.of("Ada Quill", position=2))


def told(source: str = "page", number: int = 1) -> SourceRecord:
    """A reading that has something in each of its parts."""
    values: dict[str, Any] = {"title": "T", "contributions": AUTHORS, "publisher": organization("Press"), "volume": "1"}
    made = reading(
        source,
        work(source, str(number), **values),
        number=number,
        selector=Selector(title="T"),
        disputes=(Dispute("issued", PartialDate(1999), proof(source, 9), "Why."),),
        numbered=True,
    )
    # A false flag is said, though no record shows it; another item tells of a value, too.
    more = (
        Attribution("authors_complete", False, proof(source)),  # noqa: FBT003 - a value
        Attribution("volume", "1", replace(proof(source, 3), item="other.txt")),
    )
    said = (*made.attributions, *more)
    return replace(made, attributions=said, reading=Reading("lines", 0.5, "short"), withdrawn=("A",), keep_printed=True)


def test_a_reading_comes_back_as_it_was() -> None:
    spool = ReadingSpool()
    written = [told(number=number) for number in range(600)]
    for one in written:
        spool.append(one)
    assert len(spool) == 600
    assert [in_memory(one) for one in spool] == written
    assert in_memory(spool[599]) == written[599]
    assert list(map(in_memory, spool[1:3])) == written[1:3]
    one = spool[7]
    for name in SourceRecord.__dataclass_fields__:
        assert getattr(one, name) == getattr(written[7], name), name
    assert (one == spool[7], one == spool[8], len({*spool})) == (True, False, 600)
    spool.close()


def test_what_is_one_object_in_a_reading_stays_one() -> None:
    spool = ReadingSpool()
    spool.append(told())
    back = in_memory(spool[0])
    assert isinstance(back.record, Publication)
    found = {id(one.value) for one in back.attributions if one.field == "contributions"}
    assert found == {id(one) for one in back.record.contributions}
    spool.close()


def test_a_change_holds_for_all_that_is_read_after_it() -> None:
    spool = ReadingSpool()
    spool.append(told())
    assert spool[0].record.key == told().record.key
    spool.change(lambda one: replace(one, withdrawn=(), numbered=False))
    assert (spool[0].withdrawn, spool[0].numbered, in_memory(spool[0]).withdrawn) == ((), False, ())
    spool.close()


def test_what_is_in_memory_is_given_as_it_is() -> None:
    one = told()
    assert in_memory(one) is one
    assert not isinstance(one, SpooledRecord)


def test_an_entry_comes_back_as_it_was() -> None:
    key = Key("publication/t")
    record = Publication(key=key, title=Text("T"), contributions=AUTHORS)
    entry = Entry(
        record,
        {("", None): (proof("page"),), ("contributions", AUTHORS[0]): (proof("page"), proof("other"))},
        (Conflict("volume", None, (Alternative("2", proof("other")),), "Why."),),
        (Joining(key, Key("publication/~a/b"), 3.5, (Reason("title", "equal", 3.5, "Equal."),)),),
    )
    untitled = Entry(Publication(key=Key("publication/u")))
    person = Entry(Person(key=Key("person/a"), name="Ada"))
    entries = EntrySpool()
    for one in (person, entry, untitled):
        entries.add(one)
    assert dict(entries) == {one.key: one for one in (person, entry, untitled)}
    assert list(entries) == [person.key, key, untitled.key]
    assert entries.labels == {person.key: "Ada", key: "T"}
    assert (key in entries, Key("publication/v") in entries, entries.get(Key("publication/v"))) == (True, False, None)


def test_the_folder_is_empty_meanwhile_and_after_an_error(tmp_path: Path) -> None:
    seen: list[list[Path]] = []

    def items() -> Iterator[SourceRecord]:
        yield reading("page", work("page", "1", title="T"))
        seen.append([*tmp_path.iterdir()])
        yield reading("curation", work("curation", "2"), selector=Selector(title="Unknown"))

    with pytest.raises(MatchError):
        reconcile(items(), sources=SOURCES, ledger=Ledger(schemes=IDENTIFYING), folder=tmp_path)
    gc.collect()
    assert (seen, [*tmp_path.iterdir()]) == ([[]], [])


def test_a_catalogue_is_read_as_often_as_it_is_asked_for(tmp_path: Path) -> None:
    said = [reading("page", work("page", str(number), title=f"Title {number}")) for number in range(300)]
    catalogue = reconcile(said, sources=SOURCES, ledger=Ledger(schemes=IDENTIFYING), folder=tmp_path / "missing")
    first = [entry.key for entry in catalogue.entries()]
    assert first == sorted(first) == [entry.key for entry in catalogue.entries()]
    assert catalogue.label(Key("publication/title-7")) == "Title 7"
    assert catalogue.label(Key("publication/none")) is None
    entry = catalogue.get(Key("publication/title-7"))
    assert entry is not None
    assert entry.evidence_for("title", Text("Title 7")) == (proof("page"),)
