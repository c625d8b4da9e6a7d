"""The record builder: no value without a place, no second value where there is one, nothing that is of another type."""

from __future__ import annotations

from typing import Any

import pytest

from scholargraph.errors import InternalError
from scholargraph.model import (
    Contribution,
    Dispute,
    Evidence,
    JsonPointer,
    Organization,
    PartialDate,
    Person,
    Publication,
    PublicationType,
    Rejected,
    RestsOn,
    Selector,
    Text,
    TextSpan,
    stated,
)
from scholargraph.sources import RecordBuilder, TextContent, item_of
from tests.growth import grows_in_proportion

TEXT = "Ada Quill\nOn Islands, 2001, and Wei Li, Wei Li\n"
AT = TextSpan(0, 9)


def builder(kind: Any = Publication, **more: Any) -> RecordBuilder:
    item = item_of(TEXT, source="page", id="page.txt")
    return RecordBuilder(item, kind, "entry-1", at=AT, **{"content": TextContent(item), **more})


def test_every_value_has_the_words_at_its_place() -> None:
    made = builder()
    made.set("title", Text("On Islands"), at=TextSpan(10, 20))
    made.set("issued", PartialDate(2001), at=TextSpan(22, 26))
    made.add("keywords", Text("islands"), at=TextSpan(13, 20))
    found = made.build()
    assert found.record == Publication(
        key=made.key, title=Text("On Islands"), issued=PartialDate(2001), keywords=(Text("islands"),)
    )
    assert [(one.field, one.evidence.quote) for one in found.attributions] == [
        ("title", "On Islands"), ("issued", "2001"), ("keywords", "Islands"),
    ]  # fmt: skip
    assert found.whole == Evidence("page", "page.txt", AT, "Ada Quill")
    assert {(one.field, one.value) for one in found.attributions} == set(stated(found.record))


def test_the_key_is_the_sources_own_until_it_is_joined() -> None:
    assert builder().key == "publication/~page/entry-1"
    item = item_of(TEXT, source="page", id="works/a.txt", alone=False)
    assert RecordBuilder(item, Publication, "7", at=AT, quote="x").key == "publication/~page/works/a.txt/7"


def test_the_same_value_again_is_another_place_for_it() -> None:
    made = builder()
    made.set("title", Text("x"), at=TextSpan(10, 20))
    made.set("title", Text("x"), at=TextSpan(13, 20))
    made.add("keywords", Text("y"), at=TextSpan(10, 20))
    made.add("keywords", Text("y"), at=TextSpan(13, 20))
    made.add("keywords", Text("y"), at=TextSpan(13, 20))
    found = made.build()
    assert made.value("keywords") == (Text("y"),)
    assert [one.evidence.quote for one in found.attributions] == ["On Islands", "Islands"] * 2


def test_a_value_that_comes_again_late_is_noted_at_each_place_once() -> None:
    made = builder()
    for word in ("y", "z", "y", "w", "z", "w", "y"):
        for place in (10, 13, 10):
            made.add("keywords", Text(word), at=TextSpan(place, 20))
    made.add("keywords", Text("v"), at=TextSpan(10, 20))
    found = made.build()
    assert made.value("keywords") == tuple(map(Text, "yzwv"))
    told = [(one.value, one.evidence.locator) for one in found.attributions]
    assert told == [
        *((Text(word), TextSpan(place, 20)) for word in "yzw" for place in (10, 13)),
        (Text("v"), TextSpan(10, 20)),
    ]


def test_many_values_at_one_place_are_work_in_proportion() -> None:
    def add(count: int) -> None:
        made = builder()
        for number in (*range(count), 0):
            made.add("keywords", Text(f"{number}"), at=AT, as_is=True)

    assert grows_in_proportion(add, 4_000)


def test_namesakes_on_one_work_are_two_contributors() -> None:
    made = builder()
    for place in (32, 40):
        made.add("contributions", Contribution.of("Wei Li"), at=TextSpan(place, place + 6))
    found = made.build()
    assert isinstance(found.record, Publication)
    assert [one.printed_name for one in found.record.contributions] == ["Wei Li", "Wei Li"]
    assert [one.evidence.locator for one in found.attributions] == [TextSpan(32, 38), TextSpan(40, 46)]


def test_evidence_of_another_item_backs_a_value_that_is_there() -> None:
    made = builder()
    elsewhere = Evidence("other", "other.txt", TextSpan(1, 2), "q", RestsOn(basis="A register."))
    made.set("volume", "7", at=AT)
    made.add("keywords", Text("y"), at=AT)
    made.back("volume", "7", elsewhere)
    made.back("keywords", Text("y"), elsewhere)
    assert [one.evidence for one in made.build().attributions].count(elsewhere) == 2
    for field, value in (("volume", "8"), ("issue", "7"), ("keywords", Text("z"))):
        with pytest.raises(InternalError, match="no value"):
            made.back(field, value, elsewhere)


@pytest.mark.parametrize(
    ("how", "field", "value", "fault"),
    [
        ("set", "colour", "red", "no field colour"),
        ("set", "key", "publication/x", "no field key"),
        ("set", "keywords", Text("x"), "several values: add"),
        ("add", "title", Text("x"), "one value: set"),
        ("set", "title", "On Islands", "takes Text"),
        ("set", "volume", 7, "takes str"),
        ("set", "volume", None, "takes str"),
        ("set", "authors_complete", 1, "takes bool"),
        ("set", "type", "book", "takes PublicationType"),
        ("set", "degree", "bsc", "takes str"),
        ("add", "keywords", (Text("x"),), "takes Text"),
    ],
)
def test_what_the_model_does_not_have_is_the_readers_fault(how: str, field: str, value: object, fault: str) -> None:
    with pytest.raises(InternalError, match=fault):
        getattr(builder(), how)(field, value, at=AT)


def test_true_is_no_number() -> None:
    made = builder()
    made.set("authors_complete", value=True, at=AT)
    with pytest.raises(InternalError, match="a second"):
        made.set("authors_complete", value=False, at=AT)


def test_a_second_value_is_refused_where_there_is_one() -> None:
    made = builder()
    made.set("type", PublicationType.BOOK, at=AT)
    with pytest.raises(InternalError, match="a second"):
        made.set("type", PublicationType.THESIS, at=AT)
    assert made.value("type") is PublicationType.BOOK
    assert made.has("type")
    assert not made.has("title")
    assert made.value("title") is None


@pytest.mark.parametrize("at", [TextSpan(0, 0), TextSpan(3, 400), JsonPointer("/a")])
def test_a_place_at_which_nothing_stands_is_the_readers_fault(at: Any) -> None:
    with pytest.raises(InternalError, match="nothing stands"):
        builder().set("volume", "7", at=at)


def test_without_content_a_value_needs_its_quote() -> None:
    made = builder(content=None, quote="Ada Quill")
    made.set("volume", "7", at=JsonPointer("/volume"), quote="7")
    assert made.build().attributions[0].evidence.quote == "7"
    with pytest.raises(InternalError, match="needs its quote"):
        made.set("issue", "8", at=JsonPointer("/issue"))


def test_what_every_record_has_is_needed_unless_it_is_how_the_record_is_found() -> None:
    with pytest.raises(InternalError, match="name is needed"):
        builder(Person).build()
    found = builder(Organization).build(selector=Selector(name="PAIR"))
    assert isinstance(found.record, Organization)
    assert found.record.name == "PAIR"
    assert found.attributions == ()


def test_disputes_and_rejections_name_the_entry() -> None:
    made = builder()
    dispute = Dispute("issued", PartialDate(2000), made.evidence(TextSpan(22, 26)), "The title page.")
    assert made.build(disputes=[dispute]).disputes == (dispute,)
    assert made.reject("No title.") == Rejected("page", "No title.", "page.txt", AT)


def test_what_an_entry_rests_on_stands_with_its_evidence() -> None:
    made = builder(rests_on=RestsOn(basis="A register."))
    made.set("volume", "7", at=AT, rests_on=RestsOn(basis="The title page."))
    found = made.build()
    assert found.whole.rests_on == RestsOn(basis="A register.")
    assert found.attributions[0].evidence.rests_on == RestsOn(basis="The title page.")
