"""What holds of every text: no known tag is left, a second reading finds nothing, nothing fails, floods stay linear."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scholargraph.bibliography.markup import FOUND, TEX, Markup, Words, _read, _read_tex, plain, read, safe, words_of
from scholargraph.bibliography.markup.signs import ELEMENTS
from scholargraph.bibliography.markup.tags import KNOWN

PIECES = [
    *(
        "<i>",
        "</i>",
        "<em>",
        "<b>",
        "</b>",
        "<sub>",
        "</sub>",
        "<sup>",
        "</sup>",
        "<inf>",
        "<scp>",
        "<tt>",
        "<br/>",
        "<p>",
    ),
    *(
        "<math>",
        "</math>",
        "<mml:math>",
        "</mml:math>",
        "<mi>",
        "</mi>",
        "<msub>",
        "</msub>",
        "<mfrac>",
        "<jats:italic>",
    ),
    *(
        "$",
        "$$",
        "\\emph{",
        "\\textbf{",
        "{\\it ",
        "{",
        "}",
        "_",
        "^",
        "_2",
        "^{q}",
        "\\alpha",
        '\\"o',
        "\\'",
        "--",
        "``",
        "''",
    ),
    *(
        "*",
        "**",
        "`",
        "&amp;",
        "&lt;",
        "&gt;",
        "&#38;",
        "&amp;lt;",
        "i&gt;",
        "\\$",
        "\\_",
        "\\frac",
        "\\(",
        "\\)",
        "~",
        "\\",
    ),
    *("a", "b", " ", "x", "2", "word", "O", ".", ",", "<", ">", "<foo>", "é", "\n", "水", "(", ")", "-", "i", "s", "="),
]
MARKED = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
UNMARKED = st.text(alphabet=st.characters(exclude_characters="<&\\$*_`", exclude_categories=["Cs"]), max_size=200)


@settings(max_examples=1000)
@given(MARKED)
def test_plain_words_hold_no_known_tag(text: str) -> None:
    words = plain(text)
    assert words == text or KNOWN.search(words) is None


@settings(max_examples=1000)
@given(MARKED)
def test_a_second_reading_finds_nothing(text: str) -> None:
    words = plain(text)
    assert read(words).plain == words


@settings(max_examples=600)
@given(st.one_of(MARKED, st.text(max_size=80)))
def test_html_has_the_allowed_elements_alone_and_the_same_words(text: str) -> None:
    found = read(text)
    if found.html is not None:
        assert safe(found.html) == found.html
        assert words_of(found.html) == found.plain.strip()
        rest = found.html
        for name in ELEMENTS:
            rest = rest.replace(f"<{name}>", "").replace(f"</{name}>", "")
        assert "<" not in rest


@given(st.text(max_size=120))
def test_whatever_stands_in_the_graph_is_written_safely(text: str) -> None:
    rest = safe(text)
    for name in ELEMENTS:
        rest = rest.replace(f"<{name}>", "").replace(f"</{name}>", "")
    assert "<" not in rest


@given(UNMARKED)
def test_a_text_without_marks_is_not_touched(text: str) -> None:
    assert read(text).html is None
    assert plain(text) == text


FLOODS = ["<i>", "$", "<", ">", "<<i>i>", "{", "\\emph{", "*a", "_a", "`a", "&amp;", "&amp;amp;", "<math>", "$a_", "\\", "</b>",
          "**", "$a$", "<sub>", "``", "<i a=", "$\\frac{", '\\"{', "<mml:math><mrow>", "(<b>", "$x_{", "<scp"]  # fmt: skip


@pytest.mark.parametrize("piece", FLOODS)
def test_a_flood_of_markup_takes_no_longer_than_it_is_long(piece: str) -> None:
    """A hundred thousand characters of each: whoever goes over the rest again for each of them is not done by nightfall."""
    read((piece * (100_000 // len(piece) + 1))[:100_000])
    assert KNOWN.search(plain("x" + "<" * 50_000 + piece * 5_000 + "i>" * 25_000)) is None


@pytest.mark.parametrize(("markup", "in_full"), [(FOUND, _read), (TEX, _read_tex)])
@given(text=st.text(alphabet=st.sampled_from(" aé1.'-<>&$\\\\{}*_`~^\n"), max_size=8).map(str.strip))
def test_a_text_without_a_hint_holds_no_markup(markup: Markup, in_full: Callable[[str], Words], text: str) -> None:
    if not markup.has_hint(text):
        assert in_full(text) == Words(text) == markup.read(text)
