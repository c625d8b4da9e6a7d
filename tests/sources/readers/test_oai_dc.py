"""Dublin Core over OAI-PMH: what of it is certain is stated, the rest is left or said."""

from __future__ import annotations

from typing import Any, Final

import pytest

from scholargraph.model import Publication, PublicationType, Rejected, SourceRecord
from scholargraph.sources import item_of
from scholargraph.sources.readers.oai_dc import SOURCE
from scholargraph.testing import Broken, ReaderContract, Sample

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'
DC: Final = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "{}</oai_dc:dc>"
)
ONE: Final = "<dc:title>Title {0}</dc:title><dc:creator>Quill, Ada</dc:creator><dc:date>2021</dc:date>"


def record(inner: str, number: int = 1, *, status: str = "") -> str:
    header = f"<header{status}><identifier>oai:a:{number}</identifier><datestamp>2021-01-01</datestamp></header>"
    return f"<record>{header}<metadata>{DC.format(inner)}</metadata></record>"


def page(*records: str, verb: str = "ListRecords") -> str:
    return f'{HEAD}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><{verb}>{"".join(records)}</{verb}></OAI-PMH>'


class TestContract(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(page(*(record(ONE.format(n), n) for n in range(3))), entries=3, record=Publication, id="a.xml"),
        Sample(page(record(ONE.format(1)), verb="GetRecord"), entries=1, record=Publication, id="a.xml"),
        Sample(HEAD + DC.format(ONE.format(1)), entries=1, record=Publication, id="a.xml"),
        Sample(page(record(ONE.format(1)), record(ONE.format(2))), entries=2, record=Publication, id="twice.xml"),
    )
    broken = (
        Broken(b"", says="not XML", records=0, id="a.xml"),
        Broken("<html/>", says="no answer of OAI-PMH", records=0, id="a.xml"),
        Broken(page(record(ONE.format(1)))[:-60], says="cannot be read", id="a.xml"),
        Broken(page(record("<dc:subject>Maps</dc:subject>")), says="nothing tells which work", records=0, id="a.xml"),
        Broken(page(record(ONE.format(1) + "<dc:date>2022</dc:date>")), says="several dates", records=1, id="a.xml"),
        Broken(page(record(ONE.format(1) + "<dc:language>gibberish</dc:language>")), says="no code of a language", records=1, id="a.xml"),
        Broken(page("<record><header><identifier>x</identifier></header><metadata><mods/></metadata></record>"), says="not in Dublin Core", records=0, id="a.xml"),
        Broken('<!DOCTYPE r [<!ENTITY a "b">]><OAI-PMH/>', says="declares entities", records=0, id="a.xml"),
    )  # fmt: skip

    def grow(self, entries: int) -> str:
        return page(*(record(ONE.format(n), n) for n in range(entries)))


def read(inner: str) -> tuple[Any, list[str]]:
    found = list(SOURCE.read(item_of(page(record(inner)), id="a.xml"), {}))
    (work,) = (one.record for one in found if isinstance(one, SourceRecord))
    return work, [one.reason for one in found if isinstance(one, Rejected)]


def test_the_elements_that_are_certain_are_stated() -> None:
    work, wrong = read(
        "<dc:title xml:lang='de'>Karten</dc:title><dc:title>Maps</dc:title>"
        "<dc:creator>van Quill, Ada</dc:creator><dc:creator>Okafor, Benoît</dc:creator>"
        "<dc:date>2020-02-03T04:05:06Z</dc:date><dc:date>2021-04</dc:date><dc:date>2021</dc:date>"
        "<dc:type>info:eu-repo/semantics/article</dc:type><dc:type>Text</dc:type>"
        "<dc:identifier>https://archive.example/1</dc:identifier><dc:identifier>doi:10.5555/X</dc:identifier>"
        "<dc:identifier>urn:isbn:9783161484100</dc:identifier><dc:identifier>local-7</dc:identifier>"
        "<dc:description>What maps are.</dc:description><dc:publisher>A Press</dc:publisher>"
        "<dc:subject>Maps</dc:subject><dc:language>deu</dc:language>"
        "<dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>"
    )

    assert wrong == []
    assert (work.title.value, work.title.language) == ("Karten", "de")
    assert [one.value for one in work.alternate_titles] == ["Maps"]
    assert [(one.printed_name, one.position) for one in work.contributions] == [
        ("Ada van Quill", 1),
        ("Benoît Okafor", 2),
    ]
    assert (str(work.issued), work.type, work.genre.value) == ("2021-04", PublicationType.JOURNAL_ARTICLE, "Text")
    assert [str(one) for one in work.identifiers] == ["doi:10.5555/x", "isbn:9783161484100"]
    assert (work.homepage, work.abstract.value, work.language) == ("https://archive.example/1", "What maps are.", "de")
    assert [one.value for one in work.keywords] == ["Maps"]
    assert work.publisher.printed == "A Press"
    assert work.license == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("element", ["date", "description"])
def test_of_several_none_is_guessed(element: str) -> None:
    work, wrong = read(f"<dc:title>T</dc:title><dc:{element}>2020</dc:{element}><dc:{element}>2021</dc:{element}>")

    assert (work.issued, work.abstract) == (None, None)
    assert len(wrong) == 1


def test_what_was_deleted_is_no_record() -> None:
    deleted = "<record><header status='deleted'><identifier>x</identifier></header></record>"
    assert list(SOURCE.read(item_of(page(deleted), id="a.xml"), {})) == []


def test_a_list_without_records_is_empty() -> None:
    none = f'{HEAD}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="noRecordsMatch">None</error></OAI-PMH>'
    assert list(SOURCE.read(item_of(none, id="a.xml"), {})) == []
