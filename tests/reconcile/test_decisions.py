"""What the curation decides on the sameness of things: it wins over every comparison, for ever, whatever keys become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from scholargraph.errors import SourceError
from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    AddressDecision,
    Contribution,
    MatchDecision,
    PartialDate,
    Person,
    SourceRecord,
)
from scholargraph.reconcile import IDENTIFYING, Ledger, Resolved, fused, reconcile, resolve
from tests.reconcile.records import SOURCES, kept, proof, reading, work

Item = SourceRecord | MatchDecision | AddressDecision

DAY: Final = date(2026, 11, 27)
WRITTEN: Final = (Contribution.of("Ida Probe", position=1),)


def paper(source: str, name: str, title: str, *, numbered: bool = False, **values: Any) -> SourceRecord:
    said = {"title": title, "issued": PartialDate(2020), "contributions": WRITTEN} | values
    return reading(source, work(source, name, **said), numbered=numbered)


def person(source: str, name: str, called: str, **values: Any) -> SourceRecord:
    return reading(source, Person(key=Key(f"person/~{source}/{name}"), name=called, **values))


def same(*things: str, line: int = 0, reason: str | None = None) -> MatchDecision:
    return MatchDecision(same=True, things=things, whole=proof("curation", line), by="Ada Quill", on=DAY, reason=reason)


def different(*things: str, line: int = 0) -> MatchDecision:
    return MatchDecision(same=False, things=things, whole=proof("curation", line), by="Ada Quill", on=DAY)


def empty() -> Ledger:
    return Ledger(schemes=IDENTIFYING)


def resolved(*items: Item, ledger: Ledger | None = None) -> Resolved:
    return resolve(items, sources=SOURCES, ledger=empty() if ledger is None else ledger)


def together(found: Resolved) -> set[frozenset[str]]:
    """The entries of each thing, by their names."""
    return {frozenset(one.record.key.slug.removeprefix("~") for one in group) for group in found.groups}


TIDES: Final = paper("page", "t", "Tides of the northern harbours", identifiers=(parse_identifier("doi:10.5555/1"),))
COPY: Final = paper("other", "t2", "Tides of the northern harbours", identifiers=(parse_identifier("doi:10.5555/1"),))
REPRINT: Final = paper("other", "r", "Gezeiten", issued=PartialDate(2001))
MAPS: Final = paper("page", "m", "Maps of nowhere and their makers")


def of(*names: str) -> frozenset[str]:
    return frozenset(names)


# ── same and different win ──────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_curation_calls_the_same_is_one_however_little_agrees() -> None:
    found = resolved(TIDES, REPRINT, same("page/t", "other/r", reason="a reprint in translation"))
    assert together(found) == {of("page/t", "other/r")}
    ((joining,),) = found.joinings.values()
    (reason,) = joining.reasons
    assert (joining.score, reason.comparison, reason.outcome) == (float("inf"), "curation", "same")
    assert reason.words == "Ada Quill decided on 2026-11-27 that they are the same: a reprint in translation"


def test_what_the_curation_calls_different_is_two_however_much_agrees() -> None:
    assert together(resolved(TIDES, COPY)) == {of("page/t", "other/t2")}
    found = resolved(TIDES, COPY, different("page/t", "other/t2"))
    assert together(found) == {of("page/t"), of("other/t2")}
    assert found.doubtful == ()  # nobody is asked again


def test_different_wins_over_what_follows_from_same() -> None:
    third = paper("curation", "c", "Something else altogether")
    items: list[Item] = [TIDES, COPY, third, same("page/t", "curation/c"), different("curation/c", "other/t2")]
    found = resolved(*items)
    assert not any({"other/t2", "curation/c"} <= group for group in together(found))
    assert together(found) == together(resolved(*reversed(items)))


def test_of_three_that_differ_no_two_are_one() -> None:
    third = paper("curation", "c", "Tides of the northern harbours", identifiers=(parse_identifier("doi:10.5555/1"),))
    found = resolved(TIDES, COPY, third, different("page/t", "other/t2", "curation/c"))
    assert len(found.groups) == 3


def test_persons_are_decided_on_too() -> None:
    one, other = person("page", "w", "Wei Wang"), person("other", "w", "Wang, W.")
    assert len(resolved(one, other).groups) == 2
    assert len(resolved(one, other, same("page/w", "other/w")).groups) == 1
    orcid = (parse_identifier("orcid:0000-0002-1825-0097"),)
    one = person("page", "w", "Wei Wang", identifiers=orcid)
    other = person("other", "w", "Wei Wang", identifiers=orcid)
    assert len(resolved(one, other).groups) == 1
    assert len(resolved(one, other, different("page/w", "other/w")).groups) == 2


def test_an_entry_that_gives_records_of_several_kinds_is_named_in_full() -> None:
    author = person("page", "t", "Ida Probe")
    with pytest.raises(SourceError, match=r"are 2 things: write person/~page/t or publication/~page/t"):
        resolved(TIDES, author, REPRINT, same("page/t", "other/r"))
    found = resolved(TIDES, author, REPRINT, same("publication/~page/t", "other/r"))
    assert of("page/t", "other/r") in together(found)


# ── keys ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def published(*items: SourceRecord | MatchDecision, ledger: Ledger | None = None) -> Ledger:
    """The ledger as the next publishing finds it."""
    ledger = empty() if ledger is None else ledger
    reconcile(items, sources=SOURCES, ledger=ledger)
    return kept(ledger)


T: Final = "publication/tides-of-the-northern-harbours"
R: Final = "publication/gezeiten"


def test_a_decision_by_keys_holds_when_one_of_them_has_become_the_others() -> None:
    decision = same(T, R)
    ledger = published(TIDES, REPRINT)
    assert {T, R} <= ledger.issued()
    for _ in range(3):
        ledger = published(TIDES, REPRINT, decision, ledger=ledger)
        assert len({ledger.resolve(Key(T)), ledger.resolve(Key(R))}) == 1
        assert together(resolved(TIDES, REPRINT, decision, ledger=kept(ledger))) == {of("page/t", "other/r")}
    # Taken back, both are what they were.
    ledger = published(TIDES, REPRINT, ledger=ledger)
    assert ledger.aliases == {}


def test_a_decision_by_keys_holds_when_titles_are_corrected_and_keys_renamed() -> None:
    ledger = published(TIDES, REPRINT)
    ledger.rename(Key(R), Key("publication/tides-in-german"))
    corrected = paper("other", "r", "Die Gezeiten", issued=PartialDate(2001))
    found = resolved(TIDES, corrected, same(T, R), ledger=kept(ledger))
    assert together(found) == {of("page/t", "other/r")}


def test_different_keys_keep_all_of_their_entries_apart() -> None:
    apart = different("page/t", "other/t2")
    ledger = published(TIDES, COPY, apart)
    keys = sorted(key for key in ledger.issued() if key.collection == "publication")
    assert len(keys) == 2
    third = paper("curation", "c", "Tides of the northern harbours", identifiers=(parse_identifier("doi:10.5555/1"),))
    found = resolved(TIDES, COPY, third, different(*keys), ledger=ledger)
    assert not any({"page/t", "other/t2"} <= group for group in together(found))


def test_a_source_that_was_renamed_keeps_its_decisions() -> None:
    ledger = published(TIDES, REPRINT)
    sources = [replace(one, name="homepage") if one.name == "page" else one for one in SOURCES]
    moved = replace(TIDES, record=replace(TIDES.record, key=Key("publication/~homepage/t")))
    moved = replace(moved, whole=replace(moved.whole, source="homepage"))
    items: list[Item] = [moved, REPRINT, same("page/t", "other/r")]
    found = resolve(items, sources=sources, ledger=ledger)
    assert together(found) == {of("homepage/t", "other/r")}


def test_an_old_address_is_no_candidate_for_what_it_is_said_not_to_be() -> None:
    old = paper("curation", "/1", "Maps of nowhere and their makers", numbered=True)
    new = paper("curation", "/5", "Maps of nowhere, and who made them", numbered=True)
    ledger = published(old)
    ledger = published(new, ledger=ledger)
    ((gone, retired),) = ledger.retired.items()
    assert retired.candidate is not None
    decided = published(new, different(gone, retired.candidate), ledger=kept(ledger))
    assert decided.retired[gone].candidate is None


# ── without effect, and against each other ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (same("page/t", "other/gone"), "No source has “other/gone” now"),
        (same(T, "publication/never"), "No source has “publication/never” now"),
        (different("page/t", "other/gone"), "No source has “other/gone” now"),
        (different("page/t", "publication/~page/t"), "are one entry, “page/t”"),
    ],
)
def test_a_decision_on_what_is_gone_is_a_finding_and_no_error(decision: MatchDecision, words: str) -> None:
    found = resolved(TIDES, MAPS, decision, ledger=published(TIDES, MAPS))
    (fault,) = found.rejected
    assert words in fault.reason
    assert fault.place is not None
    assert fault.place.file == "curation.toml"
    assert len(found.groups) == 2


def test_a_decision_that_has_been_followed_is_no_finding_when_a_source_goes() -> None:
    decision = same(T, R)
    ledger = published(TIDES, REPRINT, decision, ledger=published(TIDES, REPRINT))
    assert resolved(TIDES, decision, ledger=ledger).rejected == ()


def test_a_number_names_no_entry_for_good() -> None:
    counted = paper("curation", "/3", "Counted", numbered=True)
    with pytest.raises(SourceError, match="is the entry's number") as caught:
        resolved(TIDES, counted, same("page/t", "curation//3"))
    assert caught.value.place is not None


@pytest.mark.parametrize(
    "decisions",
    [
        [same("page/t", "other/r"), different("page/t", "other/r", line=7)],
        [different("page/t", "other/r", line=7), same("page/t", "other/r")],
        [same("page/t", "page/m"), same("page/m", "other/r"), different("page/t", "other/r", line=7)],
        [same("page/t", "page/m", "other/r"), different("other/r", "page/t", line=7)],
        [same(T, R), different("page/t", "other/r", line=7)],
    ],
)
def test_decisions_that_contradict_each_other_are_refused_with_both_places(decisions: Sequence[MatchDecision]) -> None:
    ledger = published(TIDES, REPRINT, MAPS)
    with pytest.raises(SourceError) as caught:
        resolved(TIDES, REPRINT, MAPS, *decisions, ledger=ledger)
    assert str(caught.value.place) == "curation.toml:8:1"
    assert "by that in curation.toml:1:1" in caught.value.message


def test_a_decision_against_one_on_an_address_is_refused_with_both_places() -> None:
    ledger = published(TIDES, REPRINT)
    address = AddressDecision(Key(R), proof("curation", 3), same=Key(T))
    with pytest.raises(SourceError, match=r"curation\.toml:4:1") as caught:
        resolved(TIDES, REPRINT, address, different(T, R, line=7), ledger=ledger)
    assert str(caught.value.place) == "curation.toml:8:1"


def test_long_chains_and_wide_cycles_are_decided_at_once() -> None:
    many = [paper("page", f"p{number}", f"Title number {number} of a chain") for number in range(300)]
    chain = [same(f"page/p{at}", f"page/p{at + 1}", line=at) for at in range(299)]
    assert len(resolved(*many, *chain).groups) == 1
    with pytest.raises(SourceError):
        resolved(*many, *chain, different("page/p0", "page/p299", line=300))


# ── explained ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_thing_is_merged_as_all_of_them_are() -> None:
    items = [TIDES, COPY, MAPS]
    every = reconcile(items, sources=SOURCES, ledger=empty())
    found = resolved(*items)
    for key in {*found.keys.values()}:
        assert fused(found, key, sources=SOURCES) == every.get(key)
    assert fused(found, Key("publication/none"), sources=SOURCES) is None


def test_withdrawn_names_are_in_no_reason_of_a_joining() -> None:
    old = replace(person("curation", "ida", "Ida Married"), withdrawn=("Ida Probe",))
    page = person("page", "ida-probe", "Ida Probe")
    found = resolved(old, page, same("curation/ida", "page/ida-probe", reason="Ida Probe told us"))
    ((joining,),) = found.joinings.values()
    told = " ".join((joining.one, joining.other, *(one.words for one in joining.reasons)))
    assert "probe" not in told.casefold()
    assert "Ada Quill decided" in told
