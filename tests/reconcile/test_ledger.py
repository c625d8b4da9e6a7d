"""The ledger: keys that stay through corrections, that become others, or are said to be gone."""

from __future__ import annotations

import random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.errors import LedgerError
from scholargraph.iris import MAX_SLUG, SLUG, Key, slug
from scholargraph.reconcile.assignment import assign
from scholargraph.reconcile.claims import Claimant
from scholargraph.reconcile.ledger import Ledger

SCHEMES: Final = frozenset({"doi", "orcid"})

words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12).map(lambda text: " ".join(text.split()))


def work(number: int, *titles: str) -> Claimant:
    """A work with an identifier of its own."""
    proofs = (f"doi:10.5555/{number}", *(f"title:{title}" for title in titles))
    return Claimant("publication", wanted=tuple(slug(title) for title in titles) or ("untitled",), proofs=proofs)


claimants = st.builds(
    Claimant,
    collection=st.sampled_from(["person", "publication"]),
    wanted=st.lists(words.map(slug), min_size=1, max_size=2).map(tuple),
    proofs=st.lists(
        st.integers(1, 4).map("doi:10.5555/{}".format) | words.map("title:{}".format), max_size=3, unique=True
    ).map(tuple),
    names=st.lists(words.map("name:{}".format), max_size=2, unique=True).map(tuple),
)


def again(ledger: Ledger) -> Ledger:
    return Ledger.parse(ledger.text(), "keys.txt", schemes=ledger.schemes)


@given(st.lists(st.lists(claimants, max_size=4), max_size=3))
def test_a_ledger_is_read_back_from_its_text(batches: list[list[Claimant]]) -> None:
    ledger = Ledger(schemes=SCHEMES)
    for batch in batches:
        assign(ledger, batch)
        assert again(ledger) == ledger
        assert again(ledger).text() == ledger.text()


@given(st.lists(st.lists(claimants, max_size=4), max_size=3))
def test_no_two_get_one_key_and_every_key_is_a_key(batches: list[list[Claimant]]) -> None:
    ledger = Ledger(schemes=SCHEMES)
    for batch in batches:
        found = assign(ledger, batch)
        assert len(set(found)) == len(batch)
        for key, claimant in zip(found, batch, strict=True):
            assert key.collection == claimant.collection
            assert SLUG.fullmatch(key.slug)
            assert len(key.slug) <= MAX_SLUG
            assert ledger.resolve(key) == key


@given(st.lists(st.lists(claimants, max_size=4), min_size=2, max_size=3))
def test_no_key_is_ever_lost(batches: list[list[Claimant]]) -> None:
    """An address that was given once is in use, leads to one that is, or is said to be gone."""
    ledger = Ledger(schemes=SCHEMES)
    given: set[Key] = set()
    for batch in batches:
        live = set(assign(ledger, batch))
        given |= live
        for key in given:
            assert key in live or ledger.resolve(key) in live or ledger.resolve(key) in ledger.retired
        assert live.isdisjoint({*ledger.retired, *ledger.aliases})


@given(st.lists(words, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_works_keep_their_keys_in_any_order_and_under_corrected_titles(titles: list[str], dice: random.Random) -> None:
    ledger = Ledger(schemes=SCHEMES)
    first = assign(ledger, [work(number, title) for number, title in enumerate(titles)])
    later = [(number, title if dice.random() < 0.5 else f"{title} corrected") for number, title in enumerate(titles)]
    dice.shuffle(later)
    ledger = again(ledger)
    found = assign(ledger, [work(number, title) for number, title in later])
    assert [first[number] for number, _ in later] == found
    assert ledger.aliases == {}


def test_a_title_alone_finds_its_work_again() -> None:
    ledger = Ledger(schemes=SCHEMES)
    (key,) = assign(ledger, [work(1, "maps")])
    assert assign(again(ledger), [Claimant("publication", ("maps",), proofs=("title:maps",))]) == [key]


def test_namesakes_get_keys_of_their_own_and_keep_them() -> None:
    ledger = Ledger(schemes=SCHEMES)
    batch = [work(number, "maps") for number in (1, 2, 3)]
    found = assign(ledger, batch)
    assert found == ["publication/maps", "publication/maps-2", "publication/maps-3"]
    assert assign(again(ledger), batch[::-1]) == found[::-1]


def test_a_number_does_not_make_a_slug_too_long() -> None:
    long = slug("word " * 40)[:79] + "s"
    ledger = Ledger(schemes=SCHEMES)
    for found in assign(ledger, [Claimant("publication", (long,), proofs=(f"doi:10.5555/{n}",)) for n in range(12)]):
        assert len(found.slug) <= MAX_SLUG
        assert SLUG.fullmatch(found.slug)


def test_what_turns_out_to_be_one_leaves_an_alias() -> None:
    ledger = Ledger(schemes=SCHEMES)
    first, second = assign(ledger, [work(1), Claimant("publication", ("maps",), proofs=("title:maps",))])
    (key,) = assign(ledger, [work(1, "maps")])
    assert key == first
    assert ledger.aliases == {second: first}
    assert again(ledger).resolve(second) == first
    assert assign(again(ledger), [work(1, "maps")]) == [first]


def test_an_address_that_was_given_up_is_not_given_to_something_else() -> None:
    ledger = Ledger(schemes=SCHEMES)
    assign(ledger, [work(1), Claimant("publication", ("maps",), proofs=("title:maps",))])
    assign(ledger, [work(1, "maps")])
    (other,) = assign(again(ledger), [Claimant("publication", ("maps",), proofs=("doi:10.5555/9",))])
    assert other not in {"publication/maps", "publication/untitled"}


def test_what_was_taken_for_one_and_is_two_gets_its_address_back() -> None:
    ledger = Ledger(schemes=SCHEMES)
    first, second = assign(ledger, [work(1), Claimant("publication", ("maps",), proofs=("title:maps",))])
    assign(ledger, [work(1, "maps")])
    found = assign(again(ledger), [work(1), Claimant("publication", ("maps",), proofs=("title:maps",))])
    assert found == [first, second]


def test_a_number_that_is_taken_is_passed_over() -> None:
    ledger = Ledger.parse("publication a\tpublication/maps\npublication b\tpublication/maps-2\n", "keys.txt")
    assert assign(ledger, [Claimant("publication", ("maps",), proofs=("title:maps",))]) == ["publication/maps-3"]


def test_contradicting_identifiers_are_never_one() -> None:
    """Nor where something without an identifier seems to be both."""
    ledger = Ledger(schemes=SCHEMES)
    one, two = assign(ledger, [work(1, "maps"), work(2, "rivers")])
    assign(ledger, [Claimant("publication", ("maps",), proofs=("title:maps", "title:rivers"))])
    assert ledger.aliases == {}
    assert assign(again(ledger), [work(1), work(2)]) == [one, two]


@given(st.lists(st.lists(claimants, max_size=4), max_size=4))
def test_no_alias_joins_contradicting_identifiers(batches: list[list[Claimant]]) -> None:
    ledger = Ledger(schemes=SCHEMES)
    told: dict[str, set[str]] = {}
    for batch in batches:
        for key, claimant in zip(assign(ledger, batch), batch, strict=True):
            told.setdefault(key, set()).update(proof for proof in claimant.proofs if proof.startswith("doi:"))
        for loser, winner in ledger.aliases.items():
            lost, kept = told.get(loser, set()), told.get(ledger.resolve(winner), set())
            assert not lost or not kept or lost & kept, (loser, winner)


# ── Bad ledgers ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("person name:ada\n", 1, "restore the line"),
        ("person name:ada\tperson/Ada\n", 1, "restore the line"),
        ("person name:ada\tperson\n", 1, "restore the line"),
        ("\tperson/ada\n", 1, "restore the line"),
        ("# a note\n\nperson name:ada\tperson/ada.ttl\n", 3, "restore the line"),
        ("=\tperson/ada\n", 1, "restore the line"),
        ("=person/Ida\tperson/ada\n", 1, "restore the line"),
        ("person name:ada\tperson/ada\nperson name:ada\tperson/ida\n", 2, "two keys"),
        ("=person/ida\tperson/ada\n=person/ida\tperson/eve\n", 2, "two keys"),
        ("=person/ida\tperson/ida\n", None, "alias of itself"),
        ("=person/ada\tperson/ida\n=person/ida\tperson/eve\n=person/eve\tperson/ada\n", None, "alias of itself"),
    ],
)
def test_a_malformed_ledger_is_refused(text: str, line: int | None, words: str) -> None:
    with pytest.raises(LedgerError, match=words) as caught:
        Ledger.parse(text, "keys.txt")
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("keys.txt", line)


def test_notes_empty_lines_and_foreign_line_ends_are_read_over() -> None:
    text = "\ufeff# a note\r\n\r\nperson name:ada\tperson/ada\r\n=person/ida\tperson/ada\r\n"
    ledger = Ledger.parse(text, "keys.txt")
    assert ledger.keys == {"person name:ada": "person/ada"}
    assert ledger.aliases == {"person/ida": "person/ada"}
    assert ledger.text() == "=person/ida\tperson/ada\nperson name:ada\tperson/ada\n"


def test_aliases_lead_to_aliases() -> None:
    ledger = Ledger.parse("=person/a\tperson/b\n=person/b\tperson/c\n", "keys.txt")
    assert ledger.resolve(Key("person/a")) == "person/c"
