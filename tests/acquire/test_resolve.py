"""Locators resolve to their quotes, of every kind; a place at which nothing stands is a LocatorError and nothing else."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.acquire import LineIndex, Resolver, SourceItem, TextContent, canonical, item_of, json_quote, resolve
from scholargraph.errors import LocatorError, SourceError
from scholargraph.model import EntryField, JsonPointer, Locator, Position, TableCell, TextSpan, XPath
from tests.acquire.test_files import listed
from tests.growth import grows_in_proportion

TEXT: Final = '﻿Grüße\r\nan {\\"U}bersee 千\nEnde'


def text_item(data: bytes | str = TEXT) -> SourceItem:
    return item_of(data, id="a.txt")


def json_item(data: bytes | str, *, lines: bool = False) -> SourceItem:
    return item_of(data, id="a.json", media_type="application/jsonl" if lines else "application/json")


def xml_item(data: bytes | str) -> SourceItem:
    return item_of(data, id="a.xml", media_type="application/xml")


def table_item(data: bytes | str, *, tabs: bool = False) -> SourceItem:
    return item_of(data, id="a.csv", media_type="text/tab-separated-values" if tabs else "text/csv")


def refused(locator: Locator, item: SourceItem, words: str) -> None:
    with pytest.raises(LocatorError, match=words) as caught:
        resolve(locator, item)
    assert caught.value.place is not None
    assert caught.value.place.file == item.id


# ------------------------------------------------------------------------------------------------------------------ text


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 12))
def test_a_stretch_of_a_text_is_what_stands_there(start: int, length: int) -> None:
    item = text_item()
    span = TextContent(item).span(start, min(start + length, len(TEXT)))
    assert resolve(span, item) == TEXT[start : start + length]


def test_a_field_of_an_entry_is_the_tex_as_written() -> None:
    start = TEXT.encode().index(b"{")
    assert resolve(EntryField("a", "title", start, start + 5), text_item()) == '{\\"U}'


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(3, 3, "hold no words"), (0, 10_000, "hold no words"), (5, 6, "decode"), (10_000, 10_001, "hold no words")],
)
def test_no_stretch_of_a_text(start: int, end: int, words: str) -> None:
    refused(TextSpan(start, end), text_item(), words)
    refused(EntryField("a", "title", start, end), text_item(), words)


@given(st.text(alphabet="aä千\n\r\U0001f600", max_size=9000), st.data())
def test_lines_and_columns(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    offset = len(text[:place].encode())
    expected = Position(text.count("\n", 0, place) + 1, place - (text.rfind("\n", 0, place) + 1) + 1)
    assert LineIndex(text.encode()).position(offset) == expected
    fed = LineIndex(read=lambda start, end: text.encode()[start:end])
    for start in range(0, len(text.encode()), 1000):
        fed.feed(text.encode()[start : start + 1000])
    assert fed.position(offset) == expected


def test_line_and_column_in_a_line_that_is_longer_than_a_block() -> None:
    data = ("ä" * 10_000 + "\n" + "b" * 10_000).encode()
    index = LineIndex(data)
    assert index.position(2 * 9_999) == Position(1, 10_000)
    assert index.position(20_001) == Position(2, 1)
    assert index.position(len(data)) == Position(2, 10_001)
    assert LineIndex(b"").position(0) == Position(1, 1)


@pytest.mark.parametrize("packed", [False, True])
def test_a_text_beyond_the_limit_is_not_held_in_memory_and_resolves_all_the_same(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    data = "".join(f"Zeile {number} für alle\n" for number in range(20_000)).encode()
    name = "a.txt.gz" if packed else "a.txt"
    (tmp_path / name).write_bytes(gzip.compress(data) if packed else data)
    (item,) = listed(tmp_path, name)
    assert isinstance(item, SourceItem)
    start = data.index(b"Zeile 19999")
    with Resolver(item, limit=1000) as resolver:
        assert resolver.size == len(data)
        assert not resolver.parsed
        assert resolver.resolve(TextSpan(start, start + 11)) == "Zeile 19999"
        assert resolver.resolve(TextSpan(0, 7)) == "Zeile 0"
        assert resolver.position(TextSpan(start, start + 11)) == Position(20_000, 1)
        assert resolver.position(TextSpan(start + 6, start + 11)) == Position(20_000, 7)
        with pytest.raises(LocatorError, match="more than 1,000 bytes"):
            resolver.resolve(JsonPointer("/0"))
    assert resolver.resolve(TextSpan(0, 7)) == "Zeile 0"  # what is closed opens again
    resolver.close()


def test_positions_are_of_texts_only() -> None:
    resolver = Resolver(json_item("[1]"))
    assert resolver.position(JsonPointer("/0")) is None
    assert resolver.position(None) is None


def test_an_item_is_opened_once() -> None:
    opened: list[int] = []

    def opener() -> io.BytesIO:
        opened.append(1)
        return io.BytesIO(b'{"a": "b"}')

    resolver = Resolver(SourceItem("s", "a.json", "application/json", opener=opener))
    for _ in range(3):
        assert resolver.resolve(JsonPointer("/a")) == "b"
        assert resolver.resolve(TextSpan(0, 1)) == "{"
    assert len(opened) == 1


def test_an_item_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (item,) = listed(tmp_path, "a.txt")
    assert isinstance(item, SourceItem)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(SourceError, match="no such file"):
        resolve(TextSpan(0, 1), item)


# ------------------------------------------------------------------------------------------------------------------ JSON

DOCUMENT: Final = (
    '{"title": "Gr\\u00fc\\u00dfe", "n": 1.50, "i": 120, "big": 123456789012345678901234567890, "none": null, "no": false,'
    ' "inverted": {"we": [0, 7], "ask": [1]}, "a/b": {"~x": [[], {}]}, "": "empty", "é": 1}'
)


@pytest.mark.parametrize(
    ("pointer", "quote"),
    [
        ("/title", "Grüße"),
        ("/n", "1.5"),
        ("/i", "120"),
        ("/big", "123456789012345678901234567890"),
        ("/none", "null"),
        ("/no", "false"),
        ("/inverted", '{"ask":[1],"we":[0,7]}'),
        ("/inverted/we/1", "7"),
        ("/a~1b/~0x/0", "[]"),
        ("/a~1b", '{"~x":[[],{}]}'),
        ("/", "empty"),
        ("/é", "1"),
    ],
)
def test_a_value_of_json(pointer: str, quote: str) -> None:
    assert resolve(JsonPointer(pointer), json_item(DOCUMENT)) == quote
    assert resolve(JsonPointer(pointer), json_item(DOCUMENT.encode("utf-16"))) == quote


def test_the_whole_of_a_json_document() -> None:
    assert resolve(JsonPointer(""), json_item('["b", {"b": 1, "a": 2}]')) == '["b",{"a":2,"b":1}]'


@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        ("/absent", "no member “absent”"),
        ("/inverted/we/2", "no place in an array"),
        ("/inverted/we/-", "no place in an array"),
        ("/inverted/we/01", "no place in an array"),
        ("/inverted/we/-1", "no place in an array"),
        ("/inverted/we/١", "no place in an array"),
        ("/title/0", "has no members"),
        ("/none/x", "has no members"),
    ],
)
def test_no_value_of_json(pointer: str, words: str) -> None:
    refused(JsonPointer(pointer), json_item(DOCUMENT), words)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[" * 200_000,
        "NaN",
        "[Infinity]",
        b"\xff\xfe\xff",
        b"\x00",
        '"\\ud800"',
        "1" * 5000,
        '{"a": 1e999}',
        '["' + "\\ud83d" + '"]',
    ],
)
def test_what_is_no_json_has_no_places(data: bytes | str) -> None:
    refused(JsonPointer(""), json_item(data), "Nothing can be found")


def test_json_lines_are_an_array_of_lines() -> None:
    item = json_item('{"a": 1}\n\n \r\n{"a": {"c": 2, "b": 3}}\r\n"x"', lines=True)
    resolver = Resolver(item)
    assert [resolver.resolve(JsonPointer(one)) for one in ("/1/a", "/0", "/1", "/2", "/0/a")] == [
        '{"b":3,"c":2}',
        '{"a":1}',
        '{"a":{"b":3,"c":2}}',
        "x",
        "1",
    ]
    for pointer, words in (("/3", "no place"), ("", "many lines"), ("/0/b", "no member")):
        refused(JsonPointer(pointer), item, words)
    refused(JsonPointer("/1"), json_item('{"a": 1}\n{"a"\n', lines=True), "Nothing can be found")


@pytest.mark.parametrize(
    ("value", "written"),
    [  # RFC 8785, appendix B
        (0.0, "0"),
        (-0.0, "0"),
        (5e-324, "5e-324"),
        (-5e-324, "-5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (9007199254740992.0, "9007199254740992"),
        (295147905179352830000.0, "295147905179352830000"),
        (9.999999999999997e22, "9.999999999999997e+22"),
        (1e23, "1e+23"),
        (999999999999999900000.0, "999999999999999900000"),
        (1e21, "1e+21"),
        (0.000001, "0.000001"),
        (9.999999999999997e-7, "9.999999999999997e-7"),
        (333333333.3333333, "333333333.3333333"),
        (-3.5, "-3.5"),
        (4.50, "4.5"),
        (2e-3, "0.002"),
        (10, "10"),
        (True, "true"),
        ('€$\x0f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ({"\ufb33": 1, "\U0001f600": 2, "€": 3, "1": 4}, '{"1":4,"€":3,"\U0001f600":2,"\ufb33":1}'),
        ([None, [], {}], "[null,[],{}]"),
    ],
)
def test_canonical_json(value: Any, written: str) -> None:
    assert canonical(value) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"x", {1, 2}, [object()]])
def test_what_is_no_json_is_not_written(value: Any) -> None:
    with pytest.raises(ValueError, match=r"no (number|value) of JSON"):
        canonical(value)


def test_nested_json_is_written_in_proportion_to_its_depth() -> None:
    def write(depth: int) -> None:
        value: list[Any] = []
        for _ in range(depth):
            value = [*["word"] * 2000, value]
        assert canonical(value).count("word") == 2000 * depth

    assert grows_in_proportion(write, 300)


def test_a_text_is_quoted_as_it_is() -> None:
    assert json_quote('a "b"') == 'a "b"'
    assert json_quote(['a "b"']) == '["a \\"b\\""]'


# ------------------------------------------------------------------------------------------------------------------- XML

XML: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a comment --><m:mods xmlns:m="urn:m" xmlns:x="urn:x" version="3">'
    '<m:title lang="de" x:lang="no">Über <i>die</i> W&#228;lder</m:title><note/><title>Zweiter<![CDATA[ & <b>]]></title>'
    "<?pi x?></m:mods>"
)


@pytest.mark.parametrize(
    ("path", "quote"),
    [
        ("/mods[1]/title[1]", "Über die Wälder"),
        ("/mods[1]/title[1]/text()", "Über  Wälder"),
        ("/mods[1]/title[1]/i[1]", "die"),
        ("/mods[1]/title[2]", "Zweiter & <b>"),
        ("/mods[1]/*[3]", "Zweiter & <b>"),
        ("/*[1]/*[1]/@lang", "de"),
        ("/mods[1]/@version", "3"),
        ("/mods[1]/note[1]", ""),
        ("/mods[1]", "Über die WälderZweiter & <b>"),
    ],
)
def test_a_value_of_xml(path: str, quote: str) -> None:
    assert resolve(XPath(path), xml_item(XML)) == quote


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/record[1]", "no record"),
        ("/mods[2]", "no mods"),
        ("/mods[1]/title[3]", r"no title\[3\] among 2"),
        ("/mods[1]/*[4]", "among 3"),
        ("/mods[1]/note[1]/p[1]", "among 0"),
        ("/mods[1]/@lang", "no attribute “lang”"),
    ],
)
def test_no_value_of_xml(path: str, words: str) -> None:
    refused(XPath(path), xml_item(XML), words)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "not XML"),
        ("<a>", "not XML"),
        ("<a></b>", "not XML"),
        (b"<a>\xff</a>", "not XML"),
        ("<a>&unknown;</a>", "not XML"),
        ('<?xml version="1.0" encoding="no-such"?><a/>', "unknown encoding"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        ('<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/passwd"> %b;]><a/>', "DOCTYPE"),
        ("<a>&#1;</a>", "not XML"),
        (
            "<!DOCTYPE a [<!ENTITY a0 'x'>"
            + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
            + "]><a>&a11;</a>",
            "DOCTYPE",
        ),
    ],
)
def test_xml_that_is_refused(data: bytes | str, words: str) -> None:
    refused(XPath("/a[1]"), xml_item(data), words)


def test_xml_names_of_characters_need_no_dtd() -> None:
    """A DTD is never opened: what DBLP's dump names in its text and attributes is HTML's."""
    item = xml_item('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a b="G&ouml;del">M&uuml;ller &amp; Erd&odblac;s</a>')
    assert resolve(XPath("/a[1]"), item) == "Müller & Erdős"
    assert resolve(XPath("/a[1]/@b"), item) == "Gödel"


def test_xml_that_breaks_off_is_resolved_up_to_there() -> None:
    item = xml_item("<a><b>one</b><b>two</b><b>thr")
    assert resolve(XPath("/a[1]/b[2]"), item) == "two"
    refused(XPath("/a[1]/b[3]"), item, "has no end")
    refused(XPath("/a[1]"), item, "has no end")
    refused(XPath("/a[1]/b[4]"), item, "not XML")


def test_xml_that_is_nested_deeply() -> None:
    depth = 50_000
    item = xml_item("<a>" * depth + "x" + "</a>" * depth)
    assert resolve(XPath("/a[1]" * 3), item) == "x"
    assert resolve(XPath("/a[1]" * depth), item) == "x"


# ---------------------------------------------------------------------------------------------------------------- tables

TABLE: Final = '﻿title;x,year\r\n"Of ""small""\nthings",1999\r\n\r\nlast,2000\rmac,2001'


@pytest.mark.parametrize(
    ("row", "column", "quote"),
    [
        (1, 1, "title;x"),
        (2, 1, 'Of "small"\nthings'),
        (2, 2, "1999"),
        (4, 1, "last"),
        (5, 2, "2001"),
    ],
)
def test_a_cell(row: int, column: int, quote: str) -> None:
    assert resolve(TableCell(row, column), table_item(TABLE)) == quote


def test_cells_in_any_order() -> None:
    resolver = Resolver(table_item(TABLE))
    assert [resolver.resolve(TableCell(row, 2)) for row in (5, 1, 4, 2)] == ["2001", "year", "2000", "1999"]


def test_a_cell_of_a_table_with_tabs() -> None:
    assert resolve(TableCell(1, 2), table_item("a,b\tc", tabs=True)) == "c"


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (TableCell(6, 1), "no row 6 among 5"),
        (TableCell(3, 1), "no column 1 among 0"),
        (TableCell(1, 3), "no column 3 among 2"),
        (TableCell(1, 1, "Sheet1"), "no sheets"),
    ],
)
def test_no_cell(cell: TableCell, words: str) -> None:
    refused(cell, table_item(TABLE), words)


def test_what_is_no_table() -> None:
    refused(TableCell(1, 1), table_item(b"\xff"), "surrogates not allowed")
    refused(TableCell(1, 1), table_item("x" * 200_000), "no row of a table")


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row() -> None:
    item = table_item('a,b\n"c,d\ne,f\n' + "g,h\n" * 500)
    assert resolve(TableCell(3, 2), item) == "f"
    refused(TableCell(2, 1), item, "never closed")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;b;c\n1;2,3;4\n", "2,3"),
        ("a\tb\n1\t2,3\n", "2,3"),
        ("a|b\n1|2,3\n", "2,3"),
        ("sep=;\na;b\n", "b"),
        ('"a;b;c",d\n1,"2,3"\n', "2,3"),
    ],
)
def test_the_first_line_tells_what_separates_the_cells(text: str, cell: str) -> None:
    assert resolve(TableCell(2, 2), table_item(text)) == cell


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(codec: str) -> None:
    assert resolve(TableCell(2, 1), table_item("Titel,Jahr\nÜber Küsten,2019\n".encode(codec))) == "Über Küsten"


def test_a_workbook_that_is_none() -> None:
    item = item_of(b"PK", id="a.xlsx", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    refused(TableCell(1, 1, "Sheet1"), item, "no zip file")
    refused(
        TableCell(1, 1),
        item_of(b"", id="a.ods", media_type="application/vnd.oasis.opendocument.spreadsheet"),
        "save it as .xlsx",
    )
