"""Ledgers that were damaged or edited by hand, and long chains of redirects."""

from __future__ import annotations

import random
from typing import Any, Final

import pytest

from scholargraph.errors import LedgerError, SourceError
from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    AddressDecision,
    Contribution,
    Organization,
    PartialDate,
    Person,
    Publication,
    SourceRecord,
    Text,
)
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger, reconcile
from tests.reconcile.records import SOURCES, joined, kept, proof, reading, records, work

LINKS: Final = 10_000


def paper(name: str, title: str, **values: Any) -> SourceRecord:
    said = {"title": title, "issued": PartialDate(2020), "contributions": (Contribution.of("Ida Probe", position=1),)}
    return reading("curation", work("curation", name, **(said | values)), numbered=name.startswith("/"))


def person(name: str, **values: Any) -> SourceRecord:
    return reading("curation", Person(key=Key("person/~curation/p"), name=name, **values))


def published(*readings: SourceRecord) -> Ledger:
    ledger = Ledger(schemes=IDENTIFYING)
    joined(*readings, ledger=ledger)
    return kept(ledger)


# ── what is found again ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (paper("w", "A Frist Title"), paper("w", "A First Title")),
        (paper("w", "A Draft"), paper("w", "Something Else Altogether")),
        (paper("/1", "A Frist Title"), paper("/1", "A First Title")),
        (paper("/1", "Tides of the harbour"), paper("/7", "Tides of the harbours")),
        (paper("/1", "Maps of Nowhere"), paper("/1", "Maps of Nowhere: a survey")),
        (paper("/1", "Maps"), paper("/9", "Charts", alternate_titles=(Text("Maps"),))),
    ],
)
def test_a_corrected_work_keeps_its_address(before: SourceRecord, after: SourceRecord) -> None:
    ledger = published(before)
    (key,) = ledger.issued() - {Key("source/curation"), Key("source/page"), Key("source/other")}
    assert list(records(joined(after, ledger=ledger))) == [key]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (person("Ida Probe"), person("Ida Married", alternate_names=("Ida Probe",))),
        (person("Ida Probe"), person("Somebody Else")),
        (
            reading("curation", Organization(key=Key("organization/~curation/o"), name="Dept of X")),
            reading("curation", Organization(key=Key("organization/~curation/o"), name="Department of X and Y")),
        ),
        (
            reading("curation", Organization(key=Key("organization/~curation/o"), name="Dept of X")),
            reading(
                "curation",
                Organization(key=Key("organization/~curation/new"), name="Institute Q", alternate_names=("Dept of X",)),
            ),
        ),
    ],
)
def test_what_is_renamed_keeps_its_address(before: SourceRecord, after: SourceRecord) -> None:
    ledger = published(before)
    keys = [key for key in ledger.issued() if key.collection != "source"]
    assert list(records(joined(after, ledger=ledger))) == keys


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Maps of Nowhere Part I", "Maps of Nowhere Part II"),
        ("Report 2019", "Report 2020"),
        ("Rivers", "Islands"),
        ("On tides, volume 1", "On tides, volume 2"),
    ],
)
def test_what_is_only_alike_is_another_thing(old: str, new: str) -> None:
    ledger = published(paper("a", old, identifiers=(parse_identifier("doi:10.5555/1"),)))
    catalogue = joined(paper("b", new, identifiers=(parse_identifier("doi:10.5555/2"),)), ledger=ledger)
    (key,) = catalogue.retired
    assert catalogue.aliases == {}
    assert key not in records(catalogue)
    ledger = published(paper("/1", old))
    catalogue = joined(paper("/1", new), paper("/2", "Third"), ledger=ledger)
    assert catalogue.aliases == {}
    assert len(catalogue.retired) == 1


def test_what_may_be_the_same_is_named_with_its_score_until_somebody_decides() -> None:
    ledger = published(paper("/1", "Maps of nowhere and their makers"))
    again = paper("/5", "Maps of nowhere, and who made them")
    catalogue = joined(again, ledger=ledger)
    ((old, retired),) = catalogue.retired.items()
    (new,) = records(catalogue)
    assert retired.candidate == new
    assert retired.score is not None
    assert 60 <= retired.score < 100
    later = joined(again, ledger=(ledger := kept(ledger)))
    assert later.retired == catalogue.retired  # it stays so
    for said, aliases, candidate in (
        ({"same": new}, {old: new}, None),
        ({"different": (new,)}, {}, None),
        ({"gone": True}, {}, None),
    ):
        decision = AddressDecision(key=old, whole=proof("curation"), **said)
        found = reconcile([again, decision], sources=SOURCES, ledger=kept(ledger))
        assert found.aliases == aliases
        assert old in aliases or found.retired[old].candidate is candidate


@pytest.mark.parametrize(
    "said",
    [
        [{"same": "publication/b"}, {"different": ("publication/b",)}],
        [{"same": "publication/b"}, {"gone": True}],
        [{"same": "publication/b"}, {"same": "publication/c"}],
        [{"same": "publication/never"}],
        [{"same": "publication/a"}],
        [{"same": "person/p"}],
    ],
)
def test_decisions_that_contradict_each_other_or_lead_nowhere_are_refused_at_their_place(said: list[Any]) -> None:
    text = "".join(f"publication title:{x}\tpublication/{x}\n" for x in "abc") + "person name:p\tperson/p\n"
    ledger = Ledger.parse(text, "keys.txt", schemes=IDENTIFYING)
    decisions = [
        AddressDecision(
            key=Key("publication/a"),
            whole=proof("curation", at),
            same=Key(one["same"]) if "same" in one else None,
            different=tuple(map(Key, one.get("different", ()))),
            gone=one.get("gone", False),
        )
        for at, one in enumerate(said)
    ]
    with pytest.raises(SourceError) as caught:
        reconcile([paper("w", "Other"), *decisions], sources=SOURCES, ledger=ledger)
    assert caught.value.place is not None
    assert caught.value.place.line == len(said)


def test_a_decision_on_an_address_that_never_was_is_refused() -> None:
    decision = AddressDecision(key=Key("publication/never"), whole=proof("curation"), gone=True)
    with pytest.raises(SourceError, match="never had"):
        reconcile([paper("w", "Other"), decision], sources=SOURCES, ledger=Ledger(schemes=IDENTIFYING))


# ── damage ──────────────────────────────────────────────────────────────────────────────────────────────────────────

SITE: Final = (
    paper("w1", "Rivers of glass", identifiers=(parse_identifier("doi:10.5555/1"),), abstract="About rivers."),
    paper("w2", "Islands of stone", identifiers=(parse_identifier("doi:10.5555/2"),), abstract="About islands."),
    paper("w3", "Clouds"),
    person("Ida Probe"),
)


def keys_of(catalogue: Joined) -> dict[str, Key]:
    return {
        (one.title.value if one.title else "") if isinstance(one, Publication) else one.name: key
        for key, one in records(catalogue).items()
    }


@pytest.mark.parametrize("seed", range(20))
def test_lines_lost_doubled_or_out_of_order_change_no_address(seed: int) -> None:
    ledger = published(*SITE)
    before = keys_of(joined(*SITE, ledger=kept(ledger)))
    chance = random.Random(seed)  # noqa: S311 - damage, no secrets
    lines = [line for line in ledger.text().splitlines() if chance.random() > 0.2]
    lines += chance.sample(lines, 3)
    chance.shuffle(lines)
    damaged = Ledger.parse("\n".join(lines), "keys.txt", schemes=IDENTIFYING)
    after = joined(*SITE, ledger=damaged)
    assert keys_of(after) == before
    assert after.aliases == {}


def test_two_keys_that_were_exchanged_by_hand_lead_to_their_things_by_what_else_is_known() -> None:
    text = published(*SITE).text()
    before = keys_of(joined(*SITE, ledger=Ledger.parse(text, "keys.txt", schemes=IDENTIFYING)))
    one, two = "doi:10.5555/1\tpublication/rivers-of-glass", "doi:10.5555/2\tpublication/islands-of-stone"
    exchanged = text.replace(one, "doi:10.5555/1\tpublication/islands-of-stone").replace(
        two, "doi:10.5555/2\tpublication/rivers-of-glass"
    )
    assert exchanged != text
    assert keys_of(joined(*SITE, ledger=Ledger.parse(exchanged, "keys.txt", schemes=IDENTIFYING))) == before


@pytest.mark.parametrize("mark", ["<<<<<<< HEAD", "=======", ">>>>>>> other"])
def test_a_merge_conflict_is_named_at_its_line(mark: str) -> None:
    with pytest.raises(LedgerError, match="merge conflict") as caught:
        Ledger.parse(f"person name:ada\tperson/ada\n{mark}\n", "keys.txt")
    assert caught.value.place is not None
    assert caught.value.place.line == 2


@pytest.mark.parametrize(
    "row",
    ["-person/Ada\t?", "-person/ada\t?\tperson/ida", "-person/ada\t?\tperson/ida\tmany", "+person/Ada", "!xyz", "-\t?"],
)
def test_malformed_lines_of_the_new_kinds_are_refused(row: str) -> None:
    with pytest.raises(LedgerError, match="restore the line"):
        Ledger.parse(f"{row}\n", "keys.txt")


def test_a_long_chain_of_redirects_is_followed_at_once() -> None:
    text = "".join(f"=publication/k{at}\tpublication/k{at + 1}\n" for at in range(LINKS))
    text += f"publication title:clouds\tpublication/k{LINKS}\n"
    catalogue = joined(paper("w3", "Clouds"), ledger=Ledger.parse(text, "keys.txt", schemes=IDENTIFYING))
    assert len(catalogue.aliases) == LINKS
    assert set(catalogue.aliases.values()) == {Key(f"publication/k{LINKS}")}


def test_what_led_to_something_that_is_gone_is_gone() -> None:
    text = "=publication/a\tpublication/b\npublication title:b\tpublication/b\n"
    catalogue = joined(paper("w", "Other words"), ledger=Ledger.parse(text, "keys.txt", schemes=IDENTIFYING))
    assert set(catalogue.retired) == {"publication/a", "publication/b"}
    assert catalogue.aliases == {}


# ── by hand ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_key_is_renamed_merged_and_split() -> None:
    ledger = published(*SITE)
    ledger.rename(Key("publication/clouds"), Key("publication/on-clouds"))
    after = joined(*SITE, ledger=(ledger := kept(ledger)))
    assert keys_of(after)["Clouds"] == "publication/on-clouds"
    assert after.aliases == {"publication/clouds": "publication/on-clouds"}
    without = SITE[:2] + SITE[3:]
    ledger = kept(ledger)
    assert "publication/on-clouds" in joined(*without, ledger=ledger).retired
    ledger.merge(Key("publication/on-clouds"), Key("publication/rivers-of-glass"))
    merged = joined(*without, ledger=(ledger := kept(ledger)))
    led = {merged.aliases[Key(f"publication/{old}")] for old in ("clouds", "on-clouds")}
    assert led == {"publication/rivers-of-glass"}
    ledger.split(Key("publication/on-clouds"))
    assert "publication/on-clouds" in joined(*without, ledger=kept(ledger)).retired


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda one: one.rename(Key("publication/never"), Key("publication/x")), "never given out"),
        (lambda one: one.rename(Key("publication/clouds"), Key("publication/rivers-of-glass")), "something else"),
        (lambda one: one.rename(Key("publication/clouds"), Key("person/clouds")), "no key of the collection"),
        (lambda one: one.merge(Key("publication/clouds"), Key("person/ida-probe")), "two kinds"),
        (lambda one: one.merge(Key("publication/clouds"), Key("publication/clouds")), "one already"),
        (lambda one: one.split(Key("publication/clouds")), "leads to no other"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(change: Any, words: str) -> None:
    with pytest.raises(LedgerError, match=words):
        change(published(*SITE))
