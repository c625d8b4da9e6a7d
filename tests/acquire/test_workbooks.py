"""Workbooks: cells as words, held against openpyxl; what is damaged, hostile or not saved; places in any order."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from scholargraph.acquire import Resolver, resolve
from scholargraph.acquire.items import item_of
from scholargraph.acquire.workbooks import Workbook
from scholargraph.errors import LocatorError, SourceError
from scholargraph.model import TableCell
from tests.sources.readers.workbook_files import by_hand, saved, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def cells(data: bytes) -> list[tuple[str, ...]]:
    book = Workbook(data, "a.xlsx")
    return [row.cells for row in book.rows(book.sheets[0])]


def faults(data: bytes) -> list[str]:
    book = Workbook(data, "a.xlsx")
    return [fault for row in book.rows(book.sheets[0]) for fault in row.faults.values()]


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        ("Über Küsten", "General", "Über Küsten"),
        ("two\nlines _x000D_ & <b>", "General", "two\nlines \r & <b>"),
        (2019, "General", "2019"),
        (2019.0, "0.00", "2019"),
        (9783161484100, "General", "9783161484100"),
        (0.1, "General", "0.1"),
        (-1.5e300, "General", "-1.5e+300"),
        (True, "General", "TRUE"),
        (date(2020, 3, 5), "dd.mm.yyyy", "2020-03-05"),
        (datetime(2020, 3, 5, 14, 30), "yyyy-mm-dd hh:mm", "2020-03-05"),  # noqa: DTZ001
        (date(2014, 1, 1), "yyyy", "2014"),
        (date(2014, 5, 1), "mmm yyyy", "2014-05"),
        (date(1900, 1, 31), "d.m.yyyy", "1900-01-31"),
        (time(14, 30), "h:mm", "0.6041666666666666"),
        (41640, '0.0 "days"', "41640"),
        (41640, "[Red]General", "41640"),
    ],
)
def test_a_value_as_words(value: Any, code: str, words: str) -> None:
    data = workbook([["title"], [value]], formats={"A2": code})
    assert cells(data)[1] == (words,)
    assert resolve(TableCell(2, 1, "Works"), item_of(data, id="a.xlsx", media_type=XLSX)) == words


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.active["A1"] = date(2020, 3, 5)
    assert cells(saved(book))[0] == ("2020-03-05",)


def test_openpyxl_reads_the_same_texts_and_numbers() -> None:
    rows = [[f"title {n}", n, None, f"é{n}" * (n % 7)] for n in range(1, 400)]
    data = workbook(rows)
    sheet = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True).active
    theirs = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    mine = [[*row, *[""] * (4 - len(row))] for row in cells(data)]
    assert mine == theirs


def test_cells_are_found_in_any_order_and_rows_that_are_not_there_are_named() -> None:
    book = openpyxl.Workbook()
    book.active.title = "A"
    book.active["B3"] = "x"
    book.active["A9"] = "y"
    book.create_sheet("B")["A1"] = "z"
    with Resolver(item_of(saved(book), id="a.xlsx", media_type=XLSX)) as resolver:
        places = (TableCell(9, 1, "A"), TableCell(3, 2, "A"), TableCell(1, 1, "B"), TableCell(3, 1, "A"))
        assert [resolver.resolve(one) for one in places] == ["y", "x", "z", ""]
        for place, words in (
            (TableCell(4, 1, "A"), "no column 1"),
            (TableCell(10, 1, "A"), "no row 10"),
            (TableCell(1, 2, "B"), "no column 2"),
            (TableCell(1, 1, "C"), "no sheet"),
            (TableCell(1, 1), "needs the name of its sheet"),
        ):
            with pytest.raises(LocatorError, match=words):
                resolver.resolve(place)


def test_a_formula_is_read_by_its_saved_value_and_said_without_one() -> None:
    row = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>EXTERNAL!A1</f></c><c r="C1" t="str"><f>"a"</f><v>a</v></c></row>'
    assert cells(by_hand(row)) == [("2", "", "a")]
    assert "was not saved" in faults(by_hand(row))[0]


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" t="s"><v>7</v></c>', "missing"),
        ('<c r="A1" t="s"><v>-1</v></c>', "missing"),
        ('<c r="A1"><v>abc</v></c>', "number is none"),
        ('<c r="A1"><f>TODAY()</f></c>', "not saved"),
    ],
)
def test_cells_that_hold_nothing_say_why(cell: str, fault: str) -> None:
    assert fault in faults(by_hand(f"<row>{cell}</row>"))[0]


def test_rich_texts_are_joined_and_pronunciations_left_out() -> None:
    strings = "<sst><si><r><t>Über </t></r><r><t>Küsten</t></r><rPh><t>kana</t></rPh></si></sst>"
    inline = '<c t="inlineStr"><is><t>in</t><rPh><t>x</t></rPh></is></c>'
    assert cells(by_hand(f'<row><c t="s"><v>0</v></c>{inline}</row>', sharedStrings=strings)) == [("Über Küsten", "in")]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("<row><c></row>", "broken"),
        ('<row r="5"/><row r="5"/>', "does not follow"),
        ('<row r="9999999"/>', "does not follow"),
        ('<row><c r="C1"/><c r="A1"/></row>', "does not follow"),
        ("<row><c t='str'><v>" + "x" * 200_000 + "</v></c></row>", "131,072"),
        (
            '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><worksheet><sheetData><row/></sheetData></worksheet>',
            "DOCTYPE",
        ),
    ],
)
def test_a_broken_sheet_is_named(sheet: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        cells(by_hand(sheet))


def test_what_unpacks_to_too_much_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(SourceError, match="unpacks to more"):
        cells(by_hand("<row><c><v>" + "1" * (30 << 20) + "</v></c></row>"))


@pytest.mark.parametrize("part", ["workbook", "styles", "sharedStrings"])
def test_entities_are_refused_in_every_part(part: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]><sst><si><t>&z;</t></si></sst>'
    with pytest.raises(SourceError, match="DOCTYPE"):
        cells(by_hand("<row/>", **{part: bomb}))


def test_deep_elements_are_refused() -> None:
    with pytest.raises(SourceError, match="nested too deeply"):
        cells(by_hand("<row/>", styles="<a>" * 5000 + "</a>" * 5000))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no zip file"),
        (b"PK\x03\x04", "no zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old format"),
        (workbook([["a"]])[:-400], "no zip file|broken"),
    ],
)
def test_what_is_no_workbook(data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        Workbook(data, "a.xlsx")
