"""Regular expressions and replacements of XPath, as the engine is to read them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple, Variable

from scholargraph.xpath import PatternError, UnsupportedPatternError, read_pattern, read_replacement
from scholargraph.xpath.classes import case_variants
from tests.growth import grows_in_proportion

Terms = dict[Variable, NamedNode | BlankNode | Literal | Triple]


def matches(pattern: str, text: str, flags: str = "") -> bool:
    given: Terms = {Variable("t"): Literal(text), Variable("p"): Literal(read_pattern(pattern, flags).text)}
    (row,) = Store().query("SELECT ?t ?p ?r { BIND(REGEX(?t, ?p) AS ?r) }", substitutions=given)  # type: ignore[misc]
    return bool(row["r"].value == "true")


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        (r"^\s$", " \t\n\r", "\u00a0\u2003\v\fa"),
        (r"^\S$", "\u00a0a", " \n"),
        (r"^\d$", "09٣", "a²½"),
        (r"^\w$", "aé1+$<\u0300", "_-. \u200d"),
        (r"^\W$", "_-. ", "a1+"),
        (r"^\i$", "a_:é", "-.1\u00b7 "),
        (r"^\c$", "a_:-.1\u00b7", " +$"),
        (r"^\I$", "-1", "a:"),
        (r"^\C$", " +", "a-"),
        (r"^[a-c]$", "abc", "dA-"),
        (r"^[^a-c]$", "dA-\n", "abc"),
        (r"^[a\-c]$", "a-c", "b"),
        (r"^[a-]$", "a-", "b"),
        (r"^[-a]$", "a-", "b"),
        (r"^[\d-[5]]$", "46", "5a"),
        (r"^[^a-[b]]$", "c", "ab"),
        (r"^[\p{L}-[\p{Lu}-[A]]]$", "aA", "B1"),
        (r"^\p{IsBasicLatin}$", "a\x01~", "é"),
        (r"^[\P{IsBasicLatin}a]$", "éa", "b"),
        (r"^[\^\]\\]$", "^]\\", "a"),
        (r"^[a^]$", "a^", "b"),
        (r"^.$", "a\r𝒳", "\n"),
        (r"^\n$", "\n", "n"),
        (r"^\.$", ".", "a"),
        (r"^(?:a|b)$", "ab", "c"),
        (r"^[~&|<>#%]$", "~&|<>#%", "a"),
    ],
)
def test_classes(pattern: str, inside: str, outside: str) -> None:
    assert [char for char in inside if not matches(pattern, char)] == []
    assert [char for char in outside if matches(pattern, char)] == []


@pytest.mark.parametrize(
    "pattern",
    ["[", "[]", "]", "(", ")", "a**", "*", "+a", "a{", "a{x}", "a{2,1}", "}", "\\", "\\q", "\\b", "\\p", "\\p{", "\\p{Foo}", "[z-a]", "[a-\\d]", "[a-b-c]", "(?i)a", "(?=a)", "(?<n>a)", "[[a]", "\\u0041", "a{9999999}"],
)  # fmt: skip
def test_what_the_grammar_has_not(pattern: str) -> None:
    with pytest.raises(PatternError) as caught:
        read_pattern(pattern)
    assert not isinstance(caught.value, UnsupportedPatternError)


@pytest.mark.parametrize(("pattern", "flags"), [(r"(a)\1", ""), ("^", "m"), ("a|^$", "m"), ("(^)", "m"), ("^a?", "mi")])
def test_what_is_not_supported(pattern: str, flags: str) -> None:
    with pytest.raises(UnsupportedPatternError):
        read_pattern(pattern, flags)


@pytest.mark.parametrize(
    ("pattern", "empty", "groups"),
    [("", True, 0), ("a", False, 0), ("a*", True, 0), ("a+", False, 0), ("a{0,2}", True, 0), ("(a)|(b?)", True, 2), ("^$", True, 0), ("((a))(?:b)", False, 2), ("()+", True, 1)],
)  # fmt: skip
def test_what_is_known_of_a_pattern(pattern: str, *, empty: bool, groups: int) -> None:
    found = read_pattern(pattern)
    assert (found.matches_empty, found.groups) == (empty, groups)


@pytest.mark.parametrize(
    ("replacement", "groups", "expected"),
    [
        ("$2_$1", 2, "${2}_${1}"),
        (r"\$", 0, "$$"),
        (r"\\", 0, "\\"),
        ("$0", 0, "${0}"),
        ("$1", 0, ""),
        ("$12", 1, "${1}2"),
        ("$12", 12, "${12}"),
        ("$123", 12, "${12}3"),
        ("$01", 1, "${1}"),
        ("a{1}b", 1, "a{1}b"),
    ],
)
def test_replacements(replacement: str, groups: int, expected: str) -> None:
    assert read_replacement(replacement, groups) == expected


@pytest.mark.parametrize("replacement", ["$", "$a", "a$", "\\", "\\n", "${1}", "$٣"])
def test_replacements_that_are_none(replacement: str) -> None:
    with pytest.raises(PatternError):
        read_replacement(replacement, 3)


@given(st.text(max_size=40))
def test_a_literal_pattern_matches_itself_and_nothing_longer(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert matches(text, text, "q")
    assert matches(text, f"a{text.swapcase()}b", "qi") or any(len(char.swapcase()) > 1 for char in text)
    quoted = re.sub(r"([\\|.?*+(){}\-\[\]^$])", r"\\\1", text)
    assert matches(f"^{quoted}$", text)
    assert not matches(f"^{quoted}$", text + "x")


@given(st.text(alphabet="ab()[]{}|*+?^$\\-.,0123pPLwidcs", max_size=25))
def test_whatever_the_pattern_it_is_read_or_refused_and_the_engine_takes_what_is_read(pattern: str) -> None:
    try:
        found = read_pattern(pattern)
    except PatternError:
        return
    given: Terms = {Variable("p"): Literal(found.text)}
    (row,) = Store().query('SELECT ?p ?r { BIND(REGEX("", ?p) AS ?r) }', substitutions=given)  # type: ignore[misc]
    too_large = re.search(r"\{\d{2,}|\}.*\}", pattern)
    assert row["r"] is not None or too_large, found.text
    if row["r"] is not None:
        assert (row["r"].value == "true") == found.matches_empty


def test_case_variants_have_the_same_lower_or_upper_case() -> None:
    assert {chr(code) for code in case_variants(ord("i"))} == {"i", "I", "ı"}
    assert {chr(code) for code in case_variants(ord("k"))} == {"k", "K", "\u212a"}
    assert case_variants(ord("1")) == {ord("1")}


@pytest.mark.parametrize("piece", ["a", "(a)", "[a-z]", "a|", "\\w", "a{2}", "[a-z-[b]]"])
def test_the_work_grows_with_the_pattern(piece: str) -> None:
    assert grows_in_proportion(lambda size: read_pattern.__wrapped__(piece * size, "i"), 8000)
