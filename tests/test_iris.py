"""Slugs, keys and IRIs."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scholargraph.iris import MAX_SLUG, SLUG, Iris, Key, digest, slug
from scholargraph.ntriples import valid_iri

IRIS: Final = Iris("https://site.test/people/")

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
