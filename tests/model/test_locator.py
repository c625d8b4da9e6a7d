"""Locators: what is one and what is none, and how each is shown to a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scholargraph.errors import Place
from scholargraph.model import EntryField, JsonPointer, Locator, Position, TableCell, TextSpan, XPath, place


@pytest.mark.parametrize(
    ("pointer", "tokens"),
    [
        ("", ()), ("/foo", ("foo",)), ("/foo/0", ("foo", "0")), ("/", ("",)), ("/a~1b", ("a/b",)), ("/c%d", ("c%d",)),
        ("/e^f", ("e^f",)), ("/g|h", ("g|h",)), ("/i\\j", ("i\\j",)), ('/k"l', ('k"l',)), ("/ ", (" ",)),
        ("/m~0n", ("m~n",)), ("/~01", ("~1",)), ("/a//b/", ("a", "", "b", "")), ("/é\n", ("é\n",)),
    ],
)  # fmt: skip
def test_a_json_pointer_has_the_tokens_of_rfc_6901(pointer: str, tokens: tuple[str, ...]) -> None:
    assert JsonPointer(pointer).tokens == tokens


@pytest.mark.parametrize("pointer", ["foo", "#/foo", "/a~", "/a~2b", "/~/b", " /a"])
def test_what_is_no_json_pointer_is_refused(pointer: str) -> None:
    with pytest.raises(ValueError, match="RFC 6901"):
        JsonPointer(pointer)


@pytest.mark.parametrize(
    "path",
    ["/record[1]", "/record[1]/title[12]", "/a[1]/*[3]/text()", "/record[1]/@id", "/_a.b-c[1]/@_x.y-z", "/*[1]/@a"],
)
def test_a_path_of_numbered_steps_is_an_xpath(path: str) -> None:
    assert XPath(path).path == path


@pytest.mark.parametrize(
    "path",
    ["", "/", "record[1]", "/record", "/record[0]", "/record[01]", "/record[1]/", "//record[1]", "/dc:title[1]",
     "/record[1]/@id/a[1]", "/record[1]/text()/a[1]", "/record[last()]", "/1a[1]", "/a[1]\n", "/@id"],
)  # fmt: skip
def test_any_other_xpath_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="numbered steps"):
        XPath(path)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
@pytest.mark.parametrize("made", [TextSpan, lambda start, end: EntryField("knuth84", "title", start, end)])
def test_a_stretch_of_a_text_does_not_end_before_it_begins(made: Callable[..., Any], start: int, *, end: int) -> None:
    with pytest.raises(ValueError, match=f"no stretch of a text: {start} to {end}"):
        made(start, end)


def test_a_stretch_may_begin_at_the_first_byte_and_be_empty() -> None:
    assert TextSpan(0, 0) < TextSpan(0, 1) < TextSpan(1, 1)
    assert EntryField("a", "b", 0, 0).end == 0


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (-1, 1)])
def test_rows_and_columns_are_counted_from_one(row: int, column: int) -> None:
    assert TableCell(1, 1).sheet is None
    with pytest.raises(ValueError, match=f"row {row}, column {column}"):
        TableCell(row, column)


@pytest.mark.parametrize(
    ("locator", "position", "shown"),
    [
        (TextSpan(120, 131), Position(12, 3), Place("f", 12, 3)),
        (TextSpan(120, 131), None, Place("f")),
        (EntryField("knuth84", "title", 120, 131), Position(12, 3), Place("f", 12, 3)),
        (None, None, Place("f")),
        (None, Position(12, 3), Place("f", 12, 3)),
        (JsonPointer("/items/7"), None, Place("f", inside="/items/7")),
        (JsonPointer("/items/7"), Position(1, 1), Place("f", inside="/items/7")),
        (JsonPointer(""), None, Place("f", inside="/")),
        (XPath("/record[1]/@id"), None, Place("f", inside="/record[1]/@id")),
        (TableCell(4, 2), None, Place("f", 4, 2)),
        (TableCell(4, 2, "Works"), None, Place("f", 4, 2, "Works")),
    ],
)
def test_a_locator_is_shown_as_line_and_column_or_as_a_path(
    locator: Locator | None, position: Position | None, *, shown: Place
) -> None:
    assert place("f", locator, position) == shown


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (Place("works.bib", 12, 3), "works.bib:12:3"),
        (Place("works.bib", 12), "works.bib:12"),
        (Place("works.json", inside="/items/7"), "works.json /items/7"),
        (Place("works.xlsx", 4, 2, "Works"), "works.xlsx:4:2 Works"),
        (Place("works.bib"), "works.bib"),
    ],
)
def test_a_place_in_words(shown: Place, words: str) -> None:
    assert str(shown) == words
