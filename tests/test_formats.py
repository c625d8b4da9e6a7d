"""Content negotiation: the examples of RFC 9110, what real clients send, and anything at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph import formats
from scholargraph.formats import CSV, FORMATS, GRAPHS, HTML, JSON, JSONLD, NTRIPLES, RDFXML, RESULTS, TSV, TURTLE, XML
from tests.growth import grows_in_proportion

PAGE = (HTML, JSONLD, TURTLE, NTRIPLES, RDFXML)


def parameters(**values: str) -> frozenset[tuple[str, str]]:
    return frozenset(values.items())


@pytest.mark.parametrize(
    ("media_type", "given_parameters", "expected"),
    [
        ("text/plain", parameters(format="flowed"), 1.0),
        ("text/plain", parameters(), 0.7),
        ("text/html", parameters(), 0.3),
        ("image/jpeg", parameters(), 0.5),
        ("text/plain", parameters(format="fixed"), 0.4),
        ("text/html", parameters(level="3"), 0.3),
    ],
)
def test_the_table_of_rfc_9110_section_12_5_1(
    media_type: str, given_parameters: frozenset[tuple[str, str]], expected: float
) -> None:
    accept = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
    assert formats.quality(accept, media_type, given_parameters) == expected


@pytest.mark.parametrize(
    ("accept", "offers", "expected"),
    [
        (None, RESULTS, JSON),
        ("", RESULTS, JSON),
        ("*/*", RESULTS, JSON),
        ("text/csv", RESULTS, CSV),
        ("text/csv;q=0.1, text/tab-separated-values;q=0.2", RESULTS, TSV),
        ("application/sparql-results+xml", RESULTS, XML),
        ("APPLICATION/SPARQL-RESULTS+XML ; Q=0.3", RESULTS, XML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", PAGE, HTML),
        ("text/turtle, */*;q=0.1", PAGE, TURTLE),
        ("text/*", GRAPHS, TURTLE),
        ("text/turtle;q=0, */*", GRAPHS, NTRIPLES),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", GRAPHS, TURTLE),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', GRAPHS, JSONLD),
        ('application/ld+json;profile="a,b;q=0"', GRAPHS, JSONLD),
        ("text/turtle;charset=utf-8", GRAPHS, TURTLE),
        ("image/png", GRAPHS, None),
        ("*/*;q=0", GRAPHS, None),
        ("text/csv;header=absent", RESULTS, CSV),
        ("garbage", GRAPHS, TURTLE),
        (";;;,,,/", GRAPHS, TURTLE),
        ("text/turtle;q=high, application/ld+json", GRAPHS, JSONLD),
        ("*/turtle", GRAPHS, TURTLE),
        ("text/plain;format=flowed", GRAPHS, None),
    ],
)
def test_choice(accept: str | None, offers: tuple[formats.Format, ...], expected: formats.Format | None) -> None:
    assert formats.negotiate(accept, offers) == expected


def test_an_alias_is_answered_in_its_own_words() -> None:
    found = formats.negotiate("application/json", RESULTS)
    assert found is not None
    assert (found.name, found.media_type) == ("json", "application/json")
    found = formats.negotiate("text/html, text/xml;q=0.9", GRAPHS)
    assert found is not None
    assert (found.name, found.content_type) == ("rdf", "text/xml; charset=utf-8")


def test_names_suffixes_and_media_types_find_a_format() -> None:
    assert formats.named("csv", RESULTS) is CSV
    assert formats.named(".TTL", GRAPHS) is TURTLE
    assert formats.named("application/n-triples", GRAPHS) is NTRIPLES
    assert formats.named("application/json", GRAPHS).name == "jsonld"  # type: ignore[union-attr]
    assert formats.named("json", RESULTS) is JSON
    assert formats.named("png", RESULTS) is None
    assert formats.by_suffix("bib") is formats.BIBTEX
    assert formats.by_suffix("csl.json") is formats.CSL
    assert formats.by_suffix("exe") is None


def test_the_table_contradicts_itself_nowhere() -> None:
    assert len({found.name for found in FORMATS}) == len(FORMATS)
    assert len({found.suffix for found in FORMATS}) == len(FORMATS)
    assert len({found.media_type for found in FORMATS}) == len(FORMATS)
    for offers in (RESULTS, GRAPHS, PAGE, (*PAGE, *formats.CITATIONS)):
        types = [kind for found in offers for kind in (found.media_type, *found.aliases)]
        assert len(types) == len(set(types))


@given(st.text() | st.text(alphabet='text/*;q=0.19, "\\,json+ld'))
def test_any_header_is_answered(accept: str) -> None:
    found = formats.negotiate(accept, PAGE)
    assert found is None or found.name in {offer.name for offer in PAGE}
    assert 0.0 <= formats.quality(accept, "text/html") <= 1.0


@given(st.permutations(["text/turtle;q=0.5", "application/ld+json;q=0.7", "*/*;q=0.1", "text/*;q=0.6"]))
def test_the_order_of_ranges_does_not_matter(ranges: list[str]) -> None:
    assert formats.negotiate(", ".join(ranges), GRAPHS) == JSONLD


@pytest.mark.parametrize("unit", ["a/b,", 'a/b;c="', "*/*;q=0.1,", '"\\', "a/b;x=y;"])
def test_a_long_header_costs_little(unit: str) -> None:
    assert grows_in_proportion(lambda size: formats.negotiate(unit * size, GRAPHS), 200_000)
