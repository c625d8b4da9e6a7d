"""The contract of readers: our own readers pass it, made-up ones of every kind of locator do, and bad ones do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from scholargraph.acquire import item_of
from scholargraph.model import Decision, JsonPointer, Publication, Rejected, SourceRecord, Text, TextSpan
from scholargraph.sources import Option, Options, Reader, RecordBuilder, SourceItem, TextContent, curation, profile_text
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.sources import toys

ROOT: Final = Path(__file__).resolve().parents[2]
PROFILE: Final = (ROOT / "data/example-department/quill.txt").read_bytes()

CURATION: Final = """\
[[person]]
id = "ada"
name = "Ada Quill"
topics = ["maps"]
quote = "She works on maps"
quoted_from = "page"

[[publication]]
title = "Maps of Nöwhere"
type = "conference-paper"
authors = ["Ada Quill", { name = "Benoît Okafor" }]
issued = 2021
identifiers = ["doi:10.5555/12345678"]
rests_on = "https://doi.example/10.5555/12345678"

[[venue]]
name = "Journal of Imaginary Geography"
basis = "Its title page."
"""
PAGE: Final = item_of("Ada Quill\n\nShe works on maps.\n", source="page", id="page.txt")


class TestProfileText(ReaderContract):
    reader = profile_text.SOURCE
    samples = (Sample(PROFILE, entries=3, record=Publication), Sample("Ada Quill\n", entries=1))
    broken = (
        Broken(b"", says="empty"),
        Broken(b"Ada\0Quill", says="binary"),
        Broken(b"Ada Quill\n\xff", says="UTF-8"),
        Broken("Authored Publications\n    Maps\n", says="No name of a person", records=0),
    )


class TestCuration(ReaderContract):
    reader = curation.SOURCE
    samples = (Sample(CURATION, entries=3, id="curation.toml", siblings={"page": (PAGE,)}),)
    broken = (
        Broken("[[person]", says="TOML", id="curation.toml", records=0),
        Broken(b"\xff", says="UTF-8", id="curation.toml", records=0),
        Broken(CURATION, says="no source “page”", id="curation.toml", records=0),
        Broken(
            CURATION,
            says="does not stand in",
            id="curation.toml",
            records=0,
            siblings={"page": (item_of("Other words.\n", source="page", id="page.txt"),)},
        ),
        Broken('[[person]]\nname = "Ada"\n', says="rests on", id="curation.toml", records=0),
        Broken(CURATION.replace("[[venue]]", "[[vanue]]"), says="vanue", id="curation.toml"),
    )


class TestLines(ReaderContract):
    reader = toys.LINES
    samples = (
        Sample("Grüße\r\nZwei Wörter\n\nEnde", entries=4, id="a.txt"),
        Sample("One\n\nTwo\n", entries=2, id="a.txt", options={"mode": "lenient"}),
    )
    broken = (
        Broken(b"ok\n\xff\nok\n", says="UTF-8", records=2),
        Broken(b"", says="empty", records=0),
        Broken("ok\n\n", says="give it a title", records=1),
    )

    def grow(self, entries: int) -> str:
        return "Ein Titel mit Umläuten\n" * entries


class TestJson(ReaderContract):
    reader = toys.JSON
    samples = (
        Sample(
            '[{"title": "Gr\\u00fc\\u00dfe", "keywords": ["a", "b/c"], "volume": 7, "x": [1.0, {"b": null, "a": 1e30}]}, {}]',
            entries=2,
            record=Publication,
            id="a.json",
        ),
    )
    broken = (
        Broken("[", says="not JSON", id="a.json", records=0),
        Broken("[" * 100_000, says="not JSON", id="a.json", records=0),
        Broken('[{"title": "\\ud800"}, {"title": "A"}]', says="no title", id="a.json", records=1),
        Broken('[{"title": "A", "x": "\\ud800"}]', says="half a character", id="a.json", records=0),
    )


class TestJsonLines(ReaderContract):
    reader = toys.JSON_LINES
    samples = (Sample('{"title": "A", "keywords": ["x"]}\n\n{"title": "B"}\r\n{"volume": 3}', entries=3, id="a.jsonl"),)
    broken = (Broken('{"title": "A"}\n{"title"\n', says="not JSON", id="a.jsonl", records=1),)

    def grow(self, entries: int) -> str:
        return '{"title": "A title", "keywords": ["one", "two"]}\n' * entries


class TestXml(ReaderContract):
    reader = toys.XML
    samples = (
        Sample(
            '<r xmlns:d="urn:x"><d:work/><work volume="3"> <title>Of <i>small</i> things</title></work><work/></r>',
            entries=3,
            id="a.xml",
        ),
    )
    broken = (
        Broken("<r><work>", says="not XML", id="a.xml", records=0),
        Broken('<!DOCTYPE r [<!ENTITY a "b">]><r/>', says="DOCTYPE", id="a.xml", records=0),
    )


class TestCsv(ReaderContract):
    reader = toys.CSV
    samples = (Sample('title,volume\r\n"Of ""small""\r\nthings",3\r\n\r\nB,\r\n', entries=3, id="a.csv"),)
    broken = (
        Broken(b"\xff", says="UTF-8", id="a.csv"),
        Broken("title\n,1\nA\n", says="no title", id="a.csv", records=1),
    )


class TestBibtex(ReaderContract):
    reader = toys.BIBTEX
    samples = (
        Sample(
            '% für alle\n@book{knuth84,\n  title = {The {\\TeX}book, f{\\"u}r},\n}\n@misc{b,\n  note = {x}\n}\n',
            entries=2,
            id="a.bib",
        ),
    )
    broken = (Broken("@book{a,\n  title = {}\n}\n", says="no title", id="a.bib", records=0),)


# ------------------------------------------------------------------------------------- readers that break the contract


_SAMPLE: Final = Sample("One\nTwo\n", entries=2)


def _contract(read: object, **more: object) -> ReaderContract:
    made = ReaderContract()
    made.reader = Reader("bad", "Breaks the contract.", read, **more)  # type: ignore[arg-type, misc]
    made.samples = (_SAMPLE,)  # type: ignore[misc]
    return made


def _with(change: object) -> object:
    """A reader of lines whose records are changed on their way."""

    def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
        for record in toys.LINES.read(item, {"mode": "strict"}):
            yield change(record) if isinstance(record, SourceRecord) else record  # type: ignore[operator]

    return read


def test_a_quote_that_does_not_stand_there_is_found() -> None:
    bad = _with(lambda record: replace(record, whole=replace(record.whole, quote="other words")))
    with pytest.raises(AssertionError, match="quotes 'other words', but at"):
        _contract(bad).test_places_hold_their_quotes()


@pytest.mark.parametrize("locator", [TextSpan(5, 500), TextSpan(2, 2), JsonPointer("/0")])
def test_a_place_that_leads_nowhere_is_found(locator: TextSpan | JsonPointer) -> None:
    bad = _with(lambda record: replace(record, whole=replace(record.whole, locator=locator)))
    with pytest.raises(AssertionError, match="at which nothing stands"):
        _contract(bad).test_places_hold_their_quotes()


def test_evidence_of_another_item_is_found() -> None:
    bad = _with(lambda record: replace(record, whole=replace(record.whole, item="b.txt")))
    with pytest.raises(AssertionError, match=r"of an item that is not there: b\.txt"):
        _contract(bad).test_places_hold_their_quotes()


def test_an_entry_that_is_lost_is_found() -> None:
    def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
        yield next(iter(toys.LINES.read(item, {"mode": "strict"})))

    with pytest.raises(AssertionError, match="holds 2 entries; 1 were read and 0 rejected"):
        _contract(read).test_nothing_is_lost()


def test_two_records_of_one_key_are_found() -> None:
    def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
        for record in toys.LINES.read(item, {"mode": "strict"}):
            assert isinstance(record, SourceRecord)
            yield replace(record, record=replace(record.record, key=type(record.record.key)("publication/~sample/one")))

    contract = _contract(read)
    with pytest.raises(AssertionError, match="have one key"):
        contract.test_nothing_is_lost()
    with pytest.raises(AssertionError, match="as two items gives publication/~sample/one twice"):
        contract.test_items_have_keys_of_their_own()


def test_a_value_of_another_type_is_found() -> None:
    def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
        for record in toys.LINES.read(item, {"mode": "strict"}):
            assert isinstance(record, SourceRecord)
            value = replace(record.attributions[0], value="bare")
            assert isinstance(record.record, Publication)
            yield replace(record, record=replace(record.record, title="bare"), attributions=(value,))  # type: ignore[arg-type]

    with pytest.raises(AssertionError, match=r"whose title is of a wrong type \(str\)"):
        _contract(read).test_nothing_is_lost()


def test_an_exception_of_damaged_input_is_found() -> None:
    def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
        item.read().decode("utf-8")
        return toys.LINES.read(item, {"mode": "strict"})

    with pytest.raises(UnicodeDecodeError):
        _contract(read).test_damaged_input_raises_nothing_else()


def test_input_that_should_be_rejected_and_is_not_is_found() -> None:
    contract = _contract(toys.LINES.read, options=toys.LINES.options)
    contract.broken = (Broken("fine\n", says="bad"),)  # type: ignore[misc]
    with pytest.raises(AssertionError, match="nothing of 'fine"):
        contract.test_broken_input_is_named()
    contract.broken = (Broken("\n", says="not this"),)  # type: ignore[misc]
    with pytest.raises(AssertionError, match="is rejected without “not this”"):
        contract.test_broken_input_is_named()
    contract.broken = (Broken("a\n\n", says="title", records=2),)  # type: ignore[misc]
    with pytest.raises(AssertionError, match="gives 1 records, not 2"):
        contract.test_broken_input_is_named()


def test_a_run_that_differs_is_found() -> None:
    count = iter(range(100))

    def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
        content = TextContent(item)
        span = content.span(0, 3)
        made = RecordBuilder(item, Publication, f"run-{next(count)}", at=span, content=content)
        made.set("title", Text("One"), at=span)
        yield made.build()

    with pytest.raises(AssertionError, match="is read in two ways"):
        _contract(read).test_two_runs_agree()


def test_a_reader_that_holds_everything_is_found() -> None:
    def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
        yield from list(toys.LINES.read(item, {"mode": "strict"}))

    class Hoards(ReaderContract):
        reader = Reader("hoards", "Keeps all.", read)
        samples = (_SAMPLE,)

        def grow(self, entries: int) -> str:
            return "A title\n" * entries

    with pytest.raises(AssertionError, match="the reader does not stream; give it max_bytes"):
        Hoards().test_memory_is_bounded()


def test_a_reader_that_claims_to_stream_must_show_it() -> None:
    with pytest.raises(NotImplementedError, match="needs grow"):
        _contract(toys.LINES.read).test_memory_is_bounded()


def test_an_option_without_a_check_is_found() -> None:
    contract = _contract(toys.LINES.read, options=(Option("size", int, "ten", "How many."),))
    with pytest.raises(Exception, match="size is a whole number"):
        contract.test_the_reader_is_declared()


def test_a_contract_without_samples_is_found() -> None:
    contract = _contract(toys.LINES.read)
    with pytest.raises(AssertionError, match="no broken input"):
        contract.test_the_reader_is_declared()
    contract.samples = ()  # type: ignore[misc]
    with pytest.raises(AssertionError, match="no samples"):
        contract.test_the_reader_is_declared()
