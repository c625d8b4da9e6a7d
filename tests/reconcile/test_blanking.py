"""Names and identifiers out of answers of services: lists keep their places, namesakes their names."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, Final, Literal

import pytest

from scholargraph.reconcile.blanking import WITHHELD, Blank, blanked

ORCID: Final = "0000-0002-1825-0097"
IDA: Final = Blank(("Ida Probe", "Ida Pröbe"), (ORCID, "12/345"), ("I. Probe",))
MARRIED: Final = Blank(("Ida Probe",), in_use="Ida van Married")


def changed(value: Any, one: Blank = IDA) -> Any:
    return json.loads(blanked(json.dumps(value).encode(), "application/json", [one]))


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ({"given": "Ida", "family": "Probe", "sequence": "first"},
         {"given": WITHHELD, "family": WITHHELD, "sequence": "first"}),
        ({"given": "John", "family": "Probe"}, {"given": "John", "family": "Probe"}),
        ({"given": "I.", "family": "Probe", "ORCID": f"https://orcid.org/{ORCID}"}, {"given": WITHHELD, "family": WITHHELD}),
        ({"name": "Probe, Ida"}, {"name": WITHHELD}),
        ({"author": {"id": "A1", "display_name": "I. Probe", "orcid": f"https://orcid.org/{ORCID}"}, "raw_author_name": "I. Probe"},
         {"author": {"id": "A1", "display_name": WITHHELD}, "raw_author_name": WITHHELD}),
        ({"name": {"given-names": {"value": "Ida"}, "family-name": {"value": "Probe"}}},
         {"name": {"given-names": {"value": WITHHELD}, "family-name": {"value": WITHHELD}}}),
        (["Ida Probe", "Ömer Brink", ORCID], [WITHHELD, "Ömer Brink"]),
        ({"abstract": "Told by Ida Probe herself."}, {"abstract": f"Told by {WITHHELD} herself."}),
        ({"name": "Idaho Probe"}, {"name": "Idaho Probe"}),
        ({"id": f"1{ORCID}"}, {"id": f"1{ORCID}"}),
        (7, 7),
    ],
)  # fmt: skip
def test_json_loses_names_and_identifiers_and_no_place_in_a_list(value: Any, left: Any) -> None:
    assert changed({"author": [value, {"name": "Other"}]}) == {"author": [left, {"name": "Other"}]}


def test_initials_beside_somebody_else_stay() -> None:
    work = {"author": [{"name": "Ida Probe"}, {"name": "I. Probe"}], "title": "I. Probe"}
    assert changed(work) == {"author": [{"name": WITHHELD}, {"name": "I. Probe"}], "title": "I. Probe"}


def test_a_name_in_use_takes_the_place_of_one_that_was_withdrawn() -> None:
    work = {"author": [{"given": "Ida", "family": "Probe"}, {"name": "Probe, Ida"}]}
    assert changed(work, MARRIED) == {
        "author": [{"given": "Ida van", "family": "Married"}, {"name": "Ida van Married"}]
    }


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('<author pid="12/345">I. Probe</author>', f"<author>{WITHHELD}</author>"),
        ('<author pid="12/3456">I. Probe</author>', '<author pid="12/3456">I. Probe</author>'),
        ("<dc:creator>Probe, Ida</dc:creator>", f"<dc:creator>{WITHHELD}</dc:creator>"),
        ("<author>Ida Pr&#246;be 0001</author>", f"<author>{WITHHELD} 0001</author>"),
        ("<author>Ida Pr&ouml;be</author>", f"<author>{WITHHELD}</author>"),
        (f"<i>https://orcid.org/{ORCID}</i>", f"<i>{WITHHELD}</i>"),
    ],
)
def test_xml_loses_them_too(text: str, left: str) -> None:
    assert blanked(f"<r>{text}<author>Ömer Brink</author></r>".encode(), "text/xml", [IDA]).decode() == (
        f"<r>{left}<author>Ömer Brink</author></r>"
    )


def test_lines_of_json_are_changed_one_by_one() -> None:
    body = b'{"name": "Ida Probe"}\n{"name":  "Other"}\n'
    left = f'{{"name": "{WITHHELD}"}}\n{{"name":  "Other"}}\n'
    assert blanked(body, "application/jsonl", [IDA]).decode() == left


@pytest.mark.parametrize("body", [b'{"name":  "Other"}', b"\xff\xfe Ida Probe", b"{broken", b""])
def test_what_has_nothing_to_be_blanked_is_the_same_to_the_byte(body: bytes) -> None:
    assert blanked(body, "application/json", [IDA]) == body


def test_what_is_no_json_is_changed_as_words() -> None:
    assert blanked(b'{"name": "Ida Probe"', "application/json", [IDA]) == f'{{"name": "{WITHHELD}"'.encode()


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "utf-16-le", "us-ascii"])
def test_names_go_whatever_the_encoding_is(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><r><a>Ömer Brink</a><a>Ida Probe</a></r>'
    body = text.encode(encoding, "xmlcharrefreplace")
    left = blanked(body, "text/xml", [Blank(names=("Ida Probe",))])
    assert left == text.replace("Ida Probe", WITHHELD).encode(encoding, "xmlcharrefreplace")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_that_are_written_apart_are_the_same_letters(form: Literal["NFC", "NFD"]) -> None:
    body = unicodedata.normalize(form, '{"name": "Zoë Brûlé", "other": "Brûlé, Zoë"}').encode()
    for name in ("Zoë Brûlé", unicodedata.normalize("NFD", "Zoë Brûlé")):
        found = json.loads(blanked(body, "application/json", (Blank((name,)),)))
        assert found == {"name": WITHHELD, "other": WITHHELD}


def test_a_name_goes_out_of_what_is_no_text() -> None:
    body = b"<a>Ida Probe</a>\xff"
    assert blanked(body, "text/xml", [Blank(names=("Ida Probe",))]) == f"<a>{WITHHELD}</a>".encode() + b"\xff"


@pytest.mark.parametrize("text", ["a" * 2_000_000, "<" + "a" * 2_000_000])
def test_a_long_word_is_looked_at_once(text: str) -> None:
    one = Blank(identifiers=("0000-0002-1825-0097",))
    assert blanked(text.encode(), "text/xml", [one]) == text.encode()  # two million steps for each letter would not end
    held = f"{text} https://orcid.org/0000-0002-1825-0097/x y".encode()
    if "<" not in text:
        assert blanked(held, "text/plain", [one]) == f"{text} {WITHHELD} y".encode()
