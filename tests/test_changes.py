"""Two tellings of a catalogue compared: values before and after with their sources, what is new, gone, moved, disagreed on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scholargraph import config, record_values, store
from scholargraph.changes import Change, FieldChange, Moved, Named, Site, between, shown, words_of
from scholargraph.errors import SnapshotError
from scholargraph.publish import assemble, publish
from scholargraph.record_values import Disagreement, Held, RecordValues


def held(value: Any, *sources: str) -> Held:
    return Held(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")), sources)


def record(
    key: str, label: str | None = None, *, sources: tuple[str, ...] = ("a",), **fields: list[Held]
) -> RecordValues:
    return RecordValues(key, label, sources, {name: tuple(members) for name, members in fields.items()})


def author(name: str, position: int | None) -> Held:
    agent = {"agent": {"kind": "person", "name": {"printed": name}}, "role": "author"}
    return held(agent if position is None else agent | {"position": position}, "a")


def only(before: RecordValues, after: RecordValues, aliases: Mapping[Any, str] | None = None) -> Change:
    (change,) = between(Site([before]), Site([after]), aliases=aliases).changed
    return change


def test_a_value_is_told_before_and_after_with_the_sources_it_rests_on() -> None:
    change = only(
        record("publication/tides", "Tides", issued=[held("2020", "a")]),
        record("publication/tides", "Tides", issued=[held("2021", "b")], sources=("a", "b")),
    )
    assert change.fields == (FieldChange("issued", (held("2020", "a"),), (held("2021", "b"),)),)
    assert change.gained == ("b",)
    assert words_of("publication/tides", "issued") == "date"


def test_of_several_values_those_that_go_and_those_that_come_are_told() -> None:
    change = only(
        record("person/p", topics=[held({"value": "Tides"}), held({"value": "Waves"})]),
        record("person/p", topics=[held({"value": "Waves"}), held({"value": "Wind"})]),
    )
    assert change.fields == (FieldChange("topics", (held({"value": "Tides"}),), (held({"value": "Wind"}),)),)


def test_an_author_more_is_one_author_more_and_no_other_order() -> None:
    change = only(
        record("publication/p", contributions=[author("A", 1), author("B", 2)]),
        record("publication/p", contributions=[author("N", 1), author("A", 2), author("B", 3)]),
    )
    assert change.fields == (FieldChange("contributions", (), (author("N", 1),)),)


@pytest.mark.parametrize("after", [("B", "A"), ("B", "N", "A")])
def test_another_order_is_told(after: tuple[str, ...]) -> None:
    change = only(
        record("publication/p", contributions=[author("A", 1), author("B", 2)]),
        record("publication/p", contributions=[author(name, at) for at, name in enumerate(after, start=1)]),
    )
    assert [one.reordered for one in change.fields] == [True]


def test_one_of_two_equal_members_can_go() -> None:
    change = only(
        record("publication/p", contributions=[author("A", None), author("A", None)]),
        record("publication/p", contributions=[author("A", None)]),
    )
    assert change.fields == (FieldChange("contributions", (author("A", None),), ()),)


def test_disagreements_come_and_go() -> None:
    one = Disagreement("issued", '"2020"', (held("2019", "b"),), "The source “a” stands before “b”.")
    plain = record("publication/p", issued=[held("2020", "a")])
    assert only(plain, replace(plain, conflicts=(one,))).disagreements == (one,)
    assert only(replace(plain, conflicts=(one,)), plain).settled == (one,)


def test_records_are_new_or_gone_or_have_another_address() -> None:
    moving = record("publication/old", "Tides", about=[held("publication/other")])
    other = record("publication/other", "Other")
    before = Site([moving, other, record("person/p", "P"), record("venue/v")])
    after = Site([
        record("publication/new", "Tides", about=[held("publication/another")]),
        record("publication/another", "Other"),
        record("person/q", "Q"),
    ])  # fmt: skip
    aliases = {"publication/old": "publication/new", "publication/other": "publication/another"}
    found = between(before, after, aliases=aliases)
    assert found.moved == (
        Moved("publication/old", "Tides", "publication/new"),
        Moved("publication/other", "Other", "publication/another"),
    )
    assert found.gone == (Named("person/p", "P"), Named("venue/v", "venue/v"))
    assert found.new == {"person": (Named("person/q", "Q"),)}
    assert found.changed == ()  # a reference to what moved is no change


def test_what_becomes_part_of_another_record_is_not_compared_with_it() -> None:
    stays = record("publication/b", "B", volume=[held("3")])
    found = between(
        Site([record("publication/a", "A", volume=[held("7")]), stays]),
        Site([stays]),
        aliases={"publication/a": "publication/b"},
    )
    assert found.moved == (Moved("publication/a", "A", "publication/b"),)
    assert found.changed == ()


def test_a_source_more_confirms_and_a_source_less_is_told() -> None:
    one = record("publication/p", volume=[held("3", "a")])
    more = record("publication/p", volume=[held("3", "a", "b")], sources=("a", "b"))
    assert between(Site([one]), Site([more])).confirmed == 1
    assert between(Site([one]), Site([replace(one, places="x")])).replaced == 1
    assert only(more, one).lost == ("b",)


def test_nothing_is_compared_with_nothing() -> None:
    found = between(None, Site([record("person/p", "P")]))
    assert found.new == {"person": (Named("person/p", "P"),)}
    assert found.anything
    assert not between(Site([record("person/p")]), Site([record("person/p")])).anything


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2020", "2020"),
        (True, "yes"),
        ({"value": "Tides", "language": "en"}, "Tides (language en)"),
        ({"agent": {"kind": "person", "name": {"printed": "A"}}, "role": "author", "position": 1},
         "A (kind person) (role author; position 1)"),
        ({"first": "1", "last": "9"}, "1 (last 9)"),
        ({}, ""),
    ],
)  # fmt: skip
def test_values_are_said_in_words(value: Any, words: str) -> None:
    assert shown(value) == words


def test_a_snapshot_keeps_what_it_says_as_its_catalogue_says_it(example_site: Path) -> None:
    settings = config.load(example_site)
    publish(settings)
    snapshot = store.Snapshots(settings.work).require().path
    site, *kept = record_values.read(snapshot)
    assert site.key == record_values.SITE
    assert site.fields["title"][0].value == settings.title
    now = assemble(settings)
    assert kept == list(record_values.of_catalogue(now.catalogue))
    found = between(Site(kept, now.findings, now.catalogue.rejected), Site.of(now.catalogue, now.findings))
    assert not found.anything
    assert (found.confirmed, found.replaced, found.findings, found.rejected) == (0, 0, (), ())
    by_field = [(one.key, name, member) for one in kept for name, members in one.fields.items() for member in members]
    assert all(member.sources for _, _, member in by_field)


@pytest.mark.parametrize(("damage", "words"), [(None, "older version"), (b"no gzip", "cannot be read")])
def test_a_snapshot_without_values_says_what_to_do(tmp_path: Path, damage: bytes | None, words: str) -> None:
    if damage is not None:
        (tmp_path / record_values.FILE).write_bytes(damage)
    with pytest.raises(SnapshotError, match=rf"{words}.*scholargraph publish"):
        list(record_values.read(tmp_path))
