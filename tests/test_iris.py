"""Slugs, keys, IRIs, and the ledger that keeps them from ever breaking."""

from __future__ import annotations

import random
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scholargraph.errors import LedgerError
from scholargraph.iris import MAX_SLUG, SLUG, Claimant, Iris, Key, Ledger, digest, slug
from scholargraph.ntriples import valid_iri

IRIS: Final = Iris("https://site.test/people/")
SCHEMES: Final = frozenset({"doi", "orcid"})

any_text = st.text() | st.text(alphabet=st.characters(categories=["Cs", "L", "P", "S", "Z", "N"]))


# ── Slugs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(any_text)
@example("")
@example("’")
@example("---")
@example("a" * 200)
@example(("a" * 40 + " ") * 4)
@example("\ud800")
def test_any_text_gives_a_slug(words: str) -> None:
    found = slug(words)
    assert SLUG.fullmatch(found)
    assert len(found) <= MAX_SLUG
    assert slug(words) == found


@given(any_text)
def test_a_slug_of_a_slug_is_itself(words: str) -> None:
    assert slug(slug(words)) == slug(words)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("A Grammar of Coastlines", "a-grammar-of-coastlines"),
        ("Who's asking?", "whos-asking"),
        ("Who’s asking?", "whos-asking"),
        ("Zoë Müller", "zoe-muller"),
        ("Straße", "strasse"),
        ("Ельцин", "eltsin"),
        ("AC/DC -- live!", "ac-dc-live"),
    ],
)
def test_slugs_are_readable(words: str, found: str) -> None:
    assert slug(words) == found


def test_a_slug_is_cut_between_words() -> None:
    found = slug("word " * 40)
    assert set(found.split("-")) == {"word"}
    assert len(found) > MAX_SLUG - 5


def test_where_nothing_is_readable_there_is_a_hash() -> None:
    assert slug("!!!") == digest("!!!")
    assert slug("!!!") != slug("???")


# ── Keys and IRIs ─────────────────────────────────────────────────────────────────────────────────────────────────

keys = st.builds("{}/{}".format, st.sampled_from(["person", "publication"]), st.text(min_size=1).map(slug)).map(Key)
fragments = st.sampled_from(["this", "role-1", "arxiv", "author-3"])


@given(keys, fragments)
def test_a_key_is_read_back_from_every_iri_of_its_record(key: Key, fragment: str) -> None:
    assert IRIS.key(IRIS.thing(key)) == key
    assert IRIS.key(IRIS.document(key)) == key
    assert IRIS.key(IRIS.node(key, fragment)) == key
    assert valid_iri(IRIS.node(key, fragment))
    assert f"{key.collection}/{key.slug}" == key


def test_the_iris_of_a_record() -> None:
    key = Key("person/ada")
    assert IRIS.document(key) == "https://site.test/people/person/ada"
    assert IRIS.thing(key) == "https://site.test/people/person/ada#this"
    assert IRIS.node(key, "role-1") == "https://site.test/people/person/ada#role-1"
    assert IRIS.graph("evidence") == "https://site.test/people/graph/evidence"


@pytest.mark.parametrize(
    "iri",
    ["https://elsewhere.test/person/ada", "https://site.test/people/", "https://site.test/people/person",
     "https://site.test/people/person/", "https://site.test/people/person/ada.ttl", "https://site.test/people/person/Ada",
     "https://site.test/people/a/b/c", "https://site.test/people/person/ada?x", "https://site.test/people/../person/ada"],
)  # fmt: skip
def test_other_iris_have_no_key(iri: str) -> None:
    assert IRIS.key(iri) is None


# ── The ledger ────────────────────────────────────────────────────────────────────────────────────────────────────

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
        ledger.assign(batch)
        assert again(ledger) == ledger
        assert again(ledger).text() == ledger.text()


@given(st.lists(st.lists(claimants, max_size=4), max_size=3))
def test_no_two_get_one_key_and_every_key_is_a_key(batches: list[list[Claimant]]) -> None:
    ledger = Ledger(schemes=SCHEMES)
    for batch in batches:
        found = ledger.assign(batch)
        assert len(set(found)) == len(batch)
        for key, claimant in zip(found, batch, strict=True):
            assert key.collection == claimant.collection
            assert SLUG.fullmatch(key.slug)
            assert len(key.slug) <= MAX_SLUG
            assert ledger.resolve(key) == key


@given(st.lists(st.lists(claimants, max_size=4), min_size=2, max_size=3))
def test_no_key_is_ever_lost(batches: list[list[Claimant]]) -> None:
    """An address that was given once is in use, or leads to one that is, as long as the ledger knows it."""
    ledger = Ledger(schemes=SCHEMES)
    for batch in batches:
        before = {*ledger.keys.values(), *ledger.aliases}
        ledger.assign(batch)
        known = {*ledger.keys.values(), *ledger.aliases, *ledger.aliases.values()}
        assert before <= known | {key for key in before if not ledger._names.get(ledger.resolve(key))}


@given(st.lists(words, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_works_keep_their_keys_in_any_order_and_under_corrected_titles(titles: list[str], dice: random.Random) -> None:
    ledger = Ledger(schemes=SCHEMES)
    first = ledger.assign([work(number, title) for number, title in enumerate(titles)])
    later = [(number, title if dice.random() < 0.5 else f"{title} corrected") for number, title in enumerate(titles)]
    dice.shuffle(later)
    ledger = again(ledger)
    found = ledger.assign([work(number, title) for number, title in later])
    assert [first[number] for number, _ in later] == found
    assert ledger.aliases == {}


def test_a_title_alone_finds_its_work_again() -> None:
    ledger = Ledger(schemes=SCHEMES)
    (key,) = ledger.assign([work(1, "maps")])
    assert again(ledger).assign([Claimant("publication", ("maps",), proofs=("title:maps",))]) == [key]


def test_namesakes_get_keys_of_their_own_and_keep_them() -> None:
    ledger = Ledger(schemes=SCHEMES)
    batch = [work(number, "maps") for number in (1, 2, 3)]
    found = ledger.assign(batch)
    assert found == ["publication/maps", "publication/maps-2", "publication/maps-3"]
    assert again(ledger).assign(batch[::-1]) == found[::-1]


def test_a_number_does_not_make_a_slug_too_long() -> None:
    long = slug("word " * 40)[:79] + "s"
    ledger = Ledger(schemes=SCHEMES)
    for found in ledger.assign([Claimant("publication", (long,), proofs=(f"doi:10.5555/{n}",)) for n in range(12)]):
        assert len(found.slug) <= MAX_SLUG
        assert SLUG.fullmatch(found.slug)


def test_what_turns_out_to_be_one_leaves_an_alias() -> None:
    ledger = Ledger(schemes=SCHEMES)
    first, second = ledger.assign([work(1), Claimant("publication", ("maps",), proofs=("title:maps",))])
    (key,) = ledger.assign([work(1, "maps")])
    assert key == first
    assert ledger.aliases == {second: first}
    assert again(ledger).resolve(second) == first
    assert again(ledger).assign([work(1, "maps")]) == [first]


def test_an_address_that_was_given_up_is_not_given_to_something_else() -> None:
    ledger = Ledger(schemes=SCHEMES)
    ledger.assign([work(1), Claimant("publication", ("maps",), proofs=("title:maps",))])
    ledger.assign([work(1, "maps")])
    (other,) = again(ledger).assign([Claimant("publication", ("maps",), proofs=("doi:10.5555/9",))])
    assert other not in {"publication/maps", "publication/untitled"}


def test_what_was_taken_for_one_and_is_two_gets_its_address_back() -> None:
    ledger = Ledger(schemes=SCHEMES)
    first, second = ledger.assign([work(1), Claimant("publication", ("maps",), proofs=("title:maps",))])
    ledger.assign([work(1, "maps")])
    found = again(ledger).assign([work(1), Claimant("publication", ("maps",), proofs=("title:maps",))])
    assert found == [first, second]


def test_a_number_that_is_taken_is_passed_over() -> None:
    ledger = Ledger.parse("publication a\tpublication/maps\npublication b\tpublication/maps-2\n", "keys.txt")
    assert ledger.assign([Claimant("publication", ("maps",), proofs=("title:maps",))]) == ["publication/maps-3"]


def test_contradicting_identifiers_are_never_one() -> None:
    """Nor where something without an identifier seems to be both."""
    ledger = Ledger(schemes=SCHEMES)
    one, two = ledger.assign([work(1, "maps"), work(2, "rivers")])
    ledger.assign([Claimant("publication", ("maps",), proofs=("title:maps", "title:rivers"))])
    assert ledger.aliases == {}
    assert again(ledger).assign([work(1), work(2)]) == [one, two]


@given(st.lists(st.lists(claimants, max_size=4), max_size=4))
def test_no_alias_joins_contradicting_identifiers(batches: list[list[Claimant]]) -> None:
    ledger = Ledger(schemes=SCHEMES)
    told: dict[str, set[str]] = {}
    for batch in batches:
        for key, claimant in zip(ledger.assign(batch), batch, strict=True):
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
