"""Fields that the model declares private get into no list, no page and no search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from scholargraph import search
from scholargraph.iris import Iris
from scholargraph.model import Contribution, Field, Publication, Text, fields_of
from scholargraph.pages import listings, privacy
from scholargraph.reconcile import Joined
from tests.pages import sites

IRIS: Final = Iris(sites.BASE)
HIDDEN: Final = {(Publication, "issued"), (Publication, "keywords"), (Contribution, "position")}


def with_private(record: type) -> Mapping[str, Field]:
    return {
        name: replace(field, spec=replace(field.spec, private=(record, name) in HIDDEN))
        for name, field in fields_of(record).items()
    }


def made() -> Joined:
    return sites.catalogue([sites.book(keywords=(Text("quicksand"),))])


@pytest.fixture
def _some_are_private(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for module in (privacy, search):
        monkeypatch.setattr(module, "fields_of", with_private)
    _forget()
    yield
    _forget()


def _forget() -> None:
    privacy._fields.cache_clear()
    privacy._holds_private.cache_clear()


@pytest.mark.usefixtures("_some_are_private")
def test_private_fields_leave_nothing_in_an_entry() -> None:
    entry = sites.with_conflict(sites.entry(sites.book()))
    shown = privacy.public(entry)
    assert isinstance(shown.record, Publication)
    assert shown.record.issued is None
    assert [one.position for one in shown.record.contributions] == [None, None]
    assert [one.printed_name for one in shown.record.contributions] == ["Mira Oduya", "Ines Harrow"]
    assert not [claim for claim in shown.evidence if claim[0] == "issued"]
    assert shown.evidence[("title", sites.book().title)] == entry.evidence[("title", sites.book().title)]
    assert shown.conflicts == ()
    assert entry.conflicts, "the entry itself is as it was"


@pytest.mark.usefixtures("_some_are_private")
def test_private_fields_get_into_no_file(tmp_path: Path) -> None:
    listings.write(tmp_path, made(), IRIS)
    search.write(tmp_path, made(), IRIS)
    found = listings.Listings(tmp_path)
    card = found.card(sites.BOOK)
    assert card is not None
    assert card.date is None
    assert found.position("facts.toml", 8000) is None, "where the date was read"
    assert found.position("facts.toml", 9000) is None, "where the other date was read"
    index = search.Search(tmp_path)
    assert index.find("liber aqua").total == 1
    assert index.find("quicksand").total == 0


def test_what_is_not_private_is_found(tmp_path: Path) -> None:
    search.write(tmp_path, made(), IRIS)
    assert search.Search(tmp_path).find("quicksand").total == 1


def test_a_model_without_private_fields_changes_nothing() -> None:
    entry = sites.entry(sites.paper())
    assert privacy.public(entry) is entry
