"""Terms in N-Triples: whatever goes in comes out, in two readers besides our own."""

from __future__ import annotations

from typing import Any

import pyoxigraph
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse
from rdflib import Graph
from rdflib.term import Literal as RdflibLiteral
from rdflib.term import URIRef

from scholargraph.ntriples import (
    LANG_STRING,
    XSD_STRING,
    Literal,
    Term,
    iri,
    iri_value,
    is_iri,
    line,
    literal,
    parse_literal,
    valid_iri,
    valid_language,
)

S = Term("<https://site.test/s>")
P = Term("<https://site.test/p>")

texts = st.text(max_size=40) | st.text(alphabet='ab"\\\n\r\t\b\f\0\x85\u2028\u200e\ufeff', max_size=10)
almost_tags = st.from_regex(r"[A-Za-z0-9]{1,9}(-[A-Za-z0-9]{1,9}){0,4}", fullmatch=True)


def read_by_pyoxigraph(term: Term) -> Any:
    (quad,) = parse(f"{line((S, P, term))}\n", format=RdfFormat.N_TRIPLES)
    return quad.object


def read_by_rdflib(term: Term) -> Any:
    graph = Graph().parse(data=f"{line((S, P, term))}\n", format="nt")
    (value,) = graph.objects()
    return value


@given(texts)
@example('"\\\n\r')
@example("\\u0041 \\n")
@example("trailing \\")
def test_any_text_comes_back_as_it_was(words: str) -> None:
    term = literal(words)
    assert parse_literal(term) == Literal(words, None, XSD_STRING)
    assert read_by_pyoxigraph(term).value == words
    assert str(read_by_rdflib(term)) == words
    assert "\n" not in term
    assert "\r" not in term


@given(texts, almost_tags.filter(valid_language))
@example("", "x-a")
@example("", "zh-cmn-Hans-CN")
@example("", "de-CH-1996")
@example("", "en-a-bbb-x-y")
def test_any_text_with_a_language_comes_back_as_it_was(words: str, language: str) -> None:
    term = literal(words, language=language)
    assert parse_literal(term) == Literal(words, language.lower(), LANG_STRING)
    theirs = read_by_pyoxigraph(term)
    assert (theirs.value, theirs.language) == (words, language.lower())
    assert read_by_rdflib(term) == RdflibLiteral(words, lang=language)


@given(texts)
def test_any_text_with_a_datatype_comes_back_as_it_was(words: str) -> None:
    term = literal(words, datatype="https://site.test/type")
    assert parse_literal(term) == Literal(words, None, "https://site.test/type")
    theirs = read_by_pyoxigraph(term)
    assert (theirs.value, theirs.datatype.value) == (words, "https://site.test/type")
    assert read_by_rdflib(term) == RdflibLiteral(words, datatype=URIRef("https://site.test/type"))


def test_a_string_is_written_without_its_datatype() -> None:
    assert literal("a", datatype=XSD_STRING) == literal("a") == '"a"'


@pytest.mark.parametrize("value", [1, None, b"a", True, URIRef("urn:a")])
def test_a_literal_is_made_of_a_string_alone(value: Any) -> None:
    with pytest.raises(TypeError, match=type(value).__name__):
        literal(value)


@pytest.mark.parametrize("language", ["", "e", "e n", "en_GB", "-en", "en-", "en--GB", "englishly", "é", "12"])
def test_a_bad_language_tag_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="language tag"):
        literal("a", language=language)


@given(st.text(), st.characters(categories=["Cs"]), st.text())
def test_half_a_character_is_refused(before: str, half: str, after: str) -> None:
    with pytest.raises(ValueError, match="half a character"):
        literal(before + half + after)


def test_escapes_that_others_write_are_read() -> None:
    assert parse_literal(Term(r'"\t\b\n\r\f\"\'\\\u00e9\U0001F600"')).value == "\t\b\n\r\f\"'\\é😀"


@pytest.mark.parametrize("term", ["<urn:a>", '"open', 'open"', '"a"^^', '"a"@', '"a"^^urn:b', "", '"a" .', '"a"b"'])
def test_what_is_no_literal_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match="not a literal"):
        parse_literal(Term(term))


# ── IRIs ──────────────────────────────────────────────────────────────────────────────────────────────────────────

almost_iris = st.one_of(
    st.text(max_size=20),
    st.builds("{}:{}".format, st.text(alphabet="aZ1+.-é", max_size=4), st.text(max_size=20)),
    st.builds("http://{}/{}".format, st.text(alphabet="ab.:@[]%1é", max_size=10), st.text(max_size=20)),
    st.builds(
        "https://site.test/{}?{}#{}".format,
        *[st.text(alphabet="a/:@[]{}%41é\ue000\ufffe <>|^`\\\"#?'", max_size=8)] * 3,
    ),
    st.from_regex(r"https?://\[[0-9a-f:.]{2,20}\](:[0-9]{0,6})?/", fullmatch=True),
)


@given(almost_iris)
@example("http://[::1]/")
@example("http://[::ffff:1.2.3.4]:80/")
@example("http://[v1.a]/")
@example("a:")
@example("a://")
@example("a:////")
@example("http://a/%zz")
@example("http://a/%4")
@example("http://a/\u3000")
@example("http://a/\xa0")
def test_an_iri_is_what_a_strict_reader_takes(text: str) -> None:
    """Oxigraph follows RFC 3987 to the letter; we leave out addresses of the future, and spaces, which rdflib refuses."""
    try:
        pyoxigraph.NamedNode(text)
        taken = True
    except ValueError:
        taken = False
    assume("[v" not in text.lower())
    assert valid_iri(text) is (taken and not any(character.isspace() for character in text))


@given(almost_iris.filter(valid_iri))
@settings(suppress_health_check=[HealthCheck.filter_too_much])  # most near misses are no IRIs, and must stay near
def test_any_iri_comes_back_as_it_was(text: str) -> None:
    term = iri(text)
    assert is_iri(term)
    assert iri_value(term) == text
    assert read_by_pyoxigraph(term).value == text
    assert str(read_by_rdflib(term)) == text


@pytest.mark.parametrize(
    "text",
    ["", "page", "/page", "//host/page", "https://a b.test/", "https://a.test/<b>", 'https://a.test/"', "https://a.test/\n",
     "https://a.test/{b}", "https://a.test/\\b", "https://a.test/\ud800", "1a:b", ":b"],
)  # fmt: skip
def test_what_is_no_iri_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        iri(text)
    with pytest.raises(ValueError, match="not an IRI"):
        literal("a", datatype=text)


def test_a_literal_has_no_iri() -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        iri_value(literal("https://site.test/"))


def test_lines() -> None:
    assert line((S, P, literal("a"))) == '<https://site.test/s> <https://site.test/p> "a" .'
    assert line((S, P, S), iri("https://site.test/g")) == (
        "<https://site.test/s> <https://site.test/p> <https://site.test/s> <https://site.test/g> ."
    )
