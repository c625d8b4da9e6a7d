"""Where quoted words stand: in the items of the other sources, in order, word for word."""

from __future__ import annotations

from typing import Final

import pytest

from scholargraph.acquire import SourceItem, item_of
from scholargraph.errors import QuoteError, SourceError
from scholargraph.model import Evidence, Position, TextSpan
from scholargraph.sources import quotations
from scholargraph.sources.quotations import Quotations

WORDS: Final = "zwölf Boxkämpfer"


def quotes(**texts: bytes | str | tuple[bytes | str, ...]) -> Quotations:
    siblings: dict[str, tuple[SourceItem, ...]] = {}
    for name, given in texts.items():
        items = given if isinstance(given, tuple) else (given,)
        siblings[name] = tuple(
            item_of(one, source=name, id=f"{name}/{n}.txt", alone=len(items) == 1)
            for n, one in enumerate(items, start=1)
        )
    return Quotations(item_of("x", source="curation", id="curation.toml", siblings=lambda: siblings))


def test_offsets_are_bytes_and_the_position_counts_characters() -> None:
    found = quotes(page=f"Über\nüber {WORDS}.\n").find(WORDS, None)
    assert found == Evidence("page", "page/1.txt", TextSpan(12, 30), WORDS)
    assert found.position == Position(2, 6)


def test_every_item_of_a_source_is_searched_in_order() -> None:
    found = quotes(a=("nothing", "nothing"), b=("none", f"- {WORDS}", f"{WORDS}")).find(WORDS, None)
    assert (found.source, found.item, found.locator) == ("b", "b/2.txt", TextSpan(2, 20))


def test_only_the_source_that_is_named_is_searched() -> None:
    both = quotes(a=WORDS, b=f"- {WORDS}")
    assert both.find(WORDS, "b").item == "b/1.txt"
    assert both.find(WORDS, None).item == "a/1.txt"
    with pytest.raises(QuoteError, match="no source “c” to quote from: name one of a, b"):
        both.find(WORDS, "c")
    with pytest.raises(QuoteError, match="no source “c” to quote from: add it to the site"):
        quotes().find(WORDS, "c")


def test_the_file_itself_is_no_source_to_quote() -> None:
    with pytest.raises(QuoteError, match="does not stand in any other source"):
        quotes(curation=WORDS).find(WORDS, None)


@pytest.mark.parametrize("useless", [b"\x00" + WORDS.encode(), WORDS.encode("latin-1"), b"", b" \n"])
def test_an_item_that_is_no_text_is_passed_over_and_named_where_nothing_is_found(useless: bytes) -> None:
    assert quotes(a=(useless, f"{WORDS}")).find(WORDS, None).item == "a/2.txt"
    with pytest.raises(QuoteError) as caught:
        quotes(a=(useless, "x"), b="x").find(WORDS, None)
    assert "“a” or “b”" in str(caught.value)
    assert "(a/1.txt cannot be read as text and was not searched)" in str(caught.value)


@pytest.mark.parametrize("useless", [b"\x00" + WORDS.encode(), WORDS.encode("latin-1"), b""])
def test_a_source_that_is_one_file_and_no_text_is_what_is_wrong_with_the_quote(useless: bytes) -> None:
    with pytest.raises(SourceError, match=r"a/1\.txt"):
        quotes(a=useless, b="x").find(WORDS, None)
    assert quotes(a=useless, b=f"{WORDS}").find(WORDS, None).item == "b/1.txt"


def test_a_text_with_two_characters_at_each_line_end_is_quoted_as_it_is_written() -> None:
    assert quotes(a="one\r\ntwo\r\n").find("one\ntwo", None).quote == "one\r\ntwo"


@pytest.mark.parametrize("quote", ["", " ", "Zwölf Boxkämpfer", "zwölf  Boxkämpfer", "zwo\u0308lf"])
def test_nothing_is_normalised(quote: str) -> None:
    with pytest.raises(QuoteError, match="copy the exact words"):
        quotes(a=WORDS).find(quote, None)


def test_what_does_not_fit_into_memory_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotations, "_KEPT_BYTES", 10)
    both = quotes(a=("short", f"long and {WORDS}"))
    for _ in range(2):
        assert both.find(WORDS, None).item == "a/2.txt"
    assert both.find("short", None).item == "a/1.txt"
    assert [name for _, name in both._kept] == ["a/1.txt"]
