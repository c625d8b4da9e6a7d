"""What holds of every profile text: evidence for all that is said, the owner among the authors, useless texts refused."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.acquire import LineIndex
from scholargraph.bibliography import markup
from scholargraph.errors import SourceError
from scholargraph.model import (
    Gap,
    Pages,
    Person,
    Position,
    Publication,
    PublicationStatus,
    Rejected,
    SourceRecord,
    organization,
)
from scholargraph.sources import reader
from scholargraph.sources.profile_text import LIMIT, NO_PERSON, SOURCE
from tests.sources.profile_text.facts import authors, entries, facts, item, read, span

ROOT: Final = Path(__file__).resolve().parents[3]
SEED: Final = (ROOT / "data" / "lucas-dixon" / "profile.txt").read_bytes().decode("utf-8")
CASES: Final = {
    path.parent.name: path.read_bytes().decode("utf-8") for path in Path(__file__).parent.glob("cases/*/profile.txt")
}
TEXTS: Final = {**CASES, "seed": SEED}

INTERFACE: Final = re.compile(
    r"Preview abstract|View details|Sort By|Title, desc|Year, desc|Authored Publications|^×$|Copy Bib|Jump to Content|Follow us",
    re.MULTILINE | re.IGNORECASE,
)


def test_it_is_found_by_its_kind() -> None:
    assert reader("profile-text") is SOURCE


@pytest.mark.parametrize("name", TEXTS)
def test_every_value_stands_where_its_evidence_says(name: str) -> None:
    data = TEXTS[name].encode("utf-8")
    for reading in _readings(TEXTS[name]):
        for evidence in (reading.whole, *(said.evidence for said in reading.attributions)):
            assert evidence.item == "profile.txt"
            assert evidence.quote == data[span(evidence).start : span(evidence).end].decode("utf-8")
            assert evidence.quote.strip() == evidence.quote != ""


@pytest.mark.parametrize("name", TEXTS)
def test_every_value_has_evidence_and_all_evidence_a_value(name: str) -> None:
    for reading in _readings(TEXTS[name]):
        said = {(found.field, found.value) for found in reading.attributions}
        stated = set()
        for part in fields(reading.record):
            value = getattr(reading.record, part.name)
            if part.name == "key" or value in (None, ()) or (part.default is not MISSING and value == part.default):
                continue
            members = value if isinstance(value, tuple) else (value,)
            stated |= {(part.name, member) for member in members}
        assert said == stated


@pytest.mark.parametrize("name", TEXTS)
def test_quotes_hold_the_words_they_are_evidence_for(name: str) -> None:
    for reading in _readings(TEXTS[name]):
        for said in reading.attributions:
            quote = _plain(markup.plain(said.evidence.quote))
            if said.field in {"title", "name", "abstract", "publisher", "volume", "issue"}:
                assert _plain(getattr(said.value, "printed", getattr(said.value, "value", said.value))) in quote
            elif said.field == "issued":
                assert str(getattr(said.value, "year", "")) in quote
            elif said.field == "pages":
                assert isinstance(said.value, Pages)
                parts = [said.value.first, said.value.last, said.value.article, said.value.count]
                assert all(str(part) in quote for part in parts if part is not None)


@pytest.mark.parametrize("name", TEXTS)
def test_no_word_of_the_interface_is_in_a_value(name: str) -> None:
    tables = facts(read(TEXTS[name]))
    tables.pop("rejected", None)
    words = [line for line in _strings(tables) if INTERFACE.search(line)]
    # One abstract of a case talks about details that one can view; the page's own button would end it.
    assert [word for word in words if "so we View details of" not in word] == []


@pytest.mark.parametrize("name", TEXTS)
def test_the_owner_is_an_author_at_most_once_and_a_list_without_the_owner_is_never_whole(name: str) -> None:
    found = read(TEXTS[name])
    for work in entries(found):
        mine = [one for one in work.contributions if one.person is not None]
        assert [one.person for one in mine] in (["person/~profile/owner"], [])
        assert {one.position for one in work.contributions} == {None}
        assert not work.authors_complete
        lost = {Gap.AUTHORS_LOST, Gap.AUTHORS_TRUNCATED} & set(work.gaps)
        assert bool(lost) == (Gap.POSITION_UNKNOWN in work.gaps)
        assert len(lost) <= 1
        assert lost or mine, "a list is whole only where the owner stands in it"
        assert (Gap.TITLE_LOST in work.gaps) == (work.title is None)
        assert (Gap.DATE_UNKNOWN in work.gaps) == (work.issued is None)


@pytest.mark.parametrize("name", TEXTS)
def test_gaps_point_at_the_whole_entry(name: str) -> None:
    for reading in _readings(TEXTS[name]):
        for said in reading.attributions:
            if said.field == "gaps":
                assert said.evidence == reading.whole


@pytest.mark.parametrize("name", TEXTS)
def test_entries_come_in_order_with_keys_that_count_them(name: str) -> None:
    works = [one for one in _readings(TEXTS[name]) if isinstance(one.record, Publication)]
    assert [one.record.key for one in works] == [
        f"publication/~profile/entry-{number}" for number in range(1, len(works) + 1)
    ]
    starts = [(span(one.whole).start, span(one.whole).end) for one in works]
    assert starts == sorted(starts)
    assert all(end <= start for (_, end), (start, _) in pairwise(starts))


@pytest.mark.parametrize("name", TEXTS)
def test_every_key_that_is_spoken_of_is_given_once(name: str) -> None:
    readings = _readings(TEXTS[name])
    keys = [reading.record.key for reading in readings]
    assert len(keys) == len(set(keys))
    for reading in readings:
        record: Any = reading.record
        spoken = [getattr(record, "venue", None), getattr(getattr(record, "institution", None), "record", None)]
        spoken += [role.organization for role in getattr(record, "roles", ())]
        assert {key for key in spoken if key is not None} <= set(keys)


class TestTheFirstProfile:
    """The text that everything began with."""

    def test_person(self) -> None:
        person = facts(read(SEED))["person"]
        assert person["name"] == "Lucas Dixon"
        assert person["roles"] == [
            "principal research scientist @ Google DeepMind (employment, current)",
            "co-lead @ PAIR (membership, current)",
        ]
        paragraphs = person["biography"].split("\n\n")
        assert len(paragraphs) == 3
        assert paragraphs[0].startswith("Lucas is a principal research scientist")
        assert paragraphs[2].endswith("martial arts instructor in Paris.")
        assert "Authored Publications" not in person["biography"]
        assert "topics" not in person

    def test_long_name_of_an_organisation(self) -> None:
        assert {"name": "PAIR", "alternate_names": ["People and AI Research"]} in facts(read(SEED))["organization"]

    def test_ten_entries_seven_without_header(self) -> None:
        works = entries(read(SEED))
        assert len(works) == 10
        assert [number for number, work in enumerate(works, start=1) if work.title is None] == [1, 3, 5, 6, 7, 9, 10]
        assert [work.issued.year for work in works if work.issued is not None] == [2024, 2024, 2024]
        assert all(work.abstract is not None for work in works)

    def test_the_same_entry_twice_says_the_same_twice(self) -> None:
        third, sixth = (table for number, table in enumerate(facts(read(SEED))["entry"], start=1) if number in {3, 6})
        assert third == sixth

    def test_authors_that_are_left(self) -> None:
        works = entries(read(SEED))
        assert [len(authors(work)) for work in works] == [1, 16, 1, 4, 1, 1, 1, 5, 1, 1]
        assert authors(works[7]) == [
            "Michael Xieyang Liu",
            "Frederick Liu",
            "Alex Fiannaca",
            "Terry Koo",
            "Lucas Dixon *",
        ]

    def test_a_count_of_pages_is_no_page(self) -> None:
        eighth = entries(read(SEED))[7]
        assert eighth.pages == Pages(count=9)
        assert eighth.status is PublicationStatus.FORTHCOMING
        assert eighth.publisher == organization("ACM")

    def test_drafts_are_kept_and_cleaned_beside(self) -> None:
        second, ninth = entries(read(SEED))[1], entries(read(SEED))[8]
        for work, raw in (
            (second, r"\citep{hu2021lora}"),
            (ninth, "[1]"),
            (ninth, "[2, 3, 4, 5, 6]"),
        ):
            assert work.abstract is not None
            assert work.abstract_cleaned is not None
            assert raw in work.abstract.value
            assert raw not in work.abstract_cleaned.value
        assert second.abstract is not None
        assert " 15% " in second.abstract.value  # TeX's sign for it is markup
        assert second.abstract_cleaned is not None
        assert "Low-Rank Adaptation (LoRA) for reward model training" in second.abstract_cleaned.value
        assert "across X highly diverse tasks" in second.abstract_cleaned.value
        assert [work.abstract_cleaned is not None for work in entries(read(SEED))].count(True) == 2

    def test_places(self) -> None:
        wholes = [span(one.whole) for one in _readings(SEED) if isinstance(one.record, Publication)]
        assert LineIndex(SEED.encode("utf-8")).position(wholes[2].start) == Position(35, 5)

    def test_nothing_is_left_unread(self) -> None:
        assert not [one for one in read(SEED) if isinstance(one, Rejected)]


def test_a_page_of_nobody_is_rejected_whole() -> None:
    (rejected,) = read("Publications\nSort By\n  • Title\nA Paper\nAda Bright\n2020\n")
    assert isinstance(rejected, Rejected)
    assert rejected.reason == NO_PERSON
    assert rejected.position == Position(1, 1)
    assert (rejected.source, rejected.item) == ("profile", "profile.txt")


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "\u200b\u00a0\n\f"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r"profile\.txt: This profile is empty: copy the text"):
        SOURCE.read(item(text), {})


@pytest.mark.parametrize("text", ["Ada Bright\x00\n", "\x89PNG\x0e\x0f\x10\x11 IHDR", "\x01\x02\x03\x04" * 20])
def test_a_binary_text_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(SourceError, match=r"profile\.txt:1:\d+: This is no text but binary data"):
        SOURCE.read(item(text), {})


def test_a_stray_control_character_is_no_reason_to_refuse() -> None:
    text = "Ada Bright\n\nAda Bright writes about lamps\x07 and lights, and about the dark.\nPublications\nLamps\nBo Chen\n2001\n"
    person = facts(read(text))["person"]
    assert person["biography"] == "Ada Bright writes about lamps  and lights, and about the dark."


@pytest.mark.parametrize("letter", ["a", "é", "中"])
def test_a_text_that_is_too_large_is_refused_with_the_limit(letter: str) -> None:
    with pytest.raises(SourceError, match=r"larger than 5 MiB.*: keep the part about one person"):
        SOURCE.read(item("Ada Bright\n" + letter * (LIMIT // len(letter.encode()))), {})


def test_refusing_does_not_wait_until_somebody_reads() -> None:
    with pytest.raises(SourceError):
        SOURCE.read(item(""), {})


def test_a_person_alone_is_a_page() -> None:
    (reading,) = read("Ada Bright")
    assert isinstance(reading, SourceRecord)
    assert isinstance(reading.record, Person)
    assert reading.record.name == "Ada Bright"


def _readings(text: str) -> list[SourceRecord]:
    return [one for one in read(text) if isinstance(one, SourceRecord)]


def _plain(words: object) -> str:
    return re.sub(r"[\s\u200b\ufeff×]+", " ", str(words)).replace("## ", "")


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [words for part in value.values() for words in _strings(part)]
    if isinstance(value, list):
        return [words for part in value for words in _strings(part)]
    return [str(value)]
