"""Whatever field a record declares can be curated and is checked: nothing in the reader names one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, Literal

import pytest

from scholargraph.acquire import item_of
from scholargraph.errors import SourceError
from scholargraph.identifiers import Identifier, Url
from scholargraph.model import RECORD_CLASSES, Agent, Key, Pages, PartialDate, SourceRecord, Text, fields_of, parsers
from scholargraph.model.fields import declared
from scholargraph.sources.curated_entries import OWN, EntryReader, curated_fields
from scholargraph.sources.curated_file import CuratedFile

LIMIT: Final = 1 << 20


class State(StrEnum):
    """Of a specimen."""

    WHOLE = "whole"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """A record within a record."""

    to: Annotated[Key, declared("To", "To", "Who has it.", refers_to=("specimen",))]
    since: Annotated[PartialDate | None, declared("Since", "Since", "Since when.")] = None
    notes: Annotated[tuple[str, ...], declared("Note", "Notes", "What is noted.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A record that no other module knows."""

    collection: ClassVar[Literal["specimen"]] = "specimen"

    key: Annotated[Key, declared("Key", "Keys", "Its key.", curated=())]
    name: Annotated[str, declared("Name", "Names", "Its name.")]
    weight: Annotated[float | None, declared("Weight", "Weights", "In grams.")] = None
    legs: Annotated[int | None, declared("Legs", "Legs", "How many.")] = None
    rare: Annotated[bool, declared("Rare", "Rare", "Whether it is.")] = False
    state: Annotated[State | None, declared("State", "States", "Its state.")] = None
    sex: Annotated[Literal["f", "m"] | None, declared("Sex", "Sexes", "Its sex.")] = None
    code: Annotated[str | None, declared("Code", "Codes", "A code of two letters.", pattern="[a-z]{2}")] = None
    found: Annotated[PartialDate | None, declared("Found", "Found", "When.")] = None
    plate: Annotated[Pages | None, declared("Plate", "Plates", "Where it is shown.")] = None
    site: Annotated[Url | None, declared("Site", "Sites", "Its page.")] = None
    finder: Annotated[
        Agent | None, declared("Finder", "Finders", "Who found it.", printed=True, refers_to=("person",))
    ] = None
    colours: Annotated[tuple[Text, ...], declared("Colour", "Colours", "Its colours.")] = ()
    marks: Annotated[tuple[Identifier, ...], declared("Mark", "Marks", "Its marks.", curated=("mark",))] = ()
    kin: Annotated[tuple[Key, ...], declared("Kin", "Kin", "Its kin.", refers_to=("specimen",))] = ()
    loans: Annotated[tuple[Loan, ...], declared("Loan", "Loans", "Its loans.", curated=("loan",))] = ()
    hidden: Annotated[str | None, declared("Hidden", "Hidden", "What nobody curates.", curated=())] = None


def read(lines: str) -> Any:
    """Read the first specimen of a file of two."""
    text = f'[[specimen]]\nid = "a"\nname = "A"\nbasis = "Seen."\n{lines}[[specimen]]\nid = "b"\nname = "B"\nbasis = "Seen."\n'
    file = CuratedFile(item_of(text, source="curation", id="curation.toml"), LIMIT)
    (collection, index, entry), *_ = file.entries(["specimen"])
    kind: Any = Specimen
    found = EntryReader(file).read(kind, entry, (collection, index))
    assert isinstance(found, SourceRecord)
    return found


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("weight = 3", "weight", 3.0),
        ("weight = 2.5", "weight", 2.5),
        ("legs = 6", "legs", 6),
        ("rare = true", "rare", True),
        ('state = "broken"', "state", State.BROKEN),
        ('sex = "f"', "sex", "f"),
        ('code = "ab"', "code", "ab"),
        ("found = 1843-09-01", "found", PartialDate(1843, 9, 1)),
        ('plate = { first = "3" }', "plate", Pages("3")),
        ('site = "https://example.org/"', "site", Url("https://example.org/")),
        ('colours = ["red", { value = "rouge", language = "fr" }]', "colours", (Text("red"), Text("rouge", "fr"))),
        ('mark = ["doi:10.5555/x"]', "marks", (Identifier("doi", "10.5555/x"),)),
        ('kin = ["b"]', "kin", (Key("specimen/~curation/b"),)),
        (
            'loan = [{ to = "b", since = 1900, notes = ["x", "y"], basis = "A list." }]',
            "loans",
            (Loan(to=Key("specimen/~curation/b"), since=PartialDate(1900), notes=("x", "y")),),
        ),
    ],
)
def test_a_field_of_any_type_is_read_with_its_evidence(line: str, field: str, value: object) -> None:
    found = read(line + "\n")
    assert getattr(found.record, field) == value
    members = value if isinstance(value, tuple) else (value,)
    said = [one for one in found.attributions if one.field == field]
    assert [one.value for one in said] == list(members)
    for one in said:
        assert one.evidence.quote in line


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('weight = "3"', "weight cannot be read: a number is needed"),
        ("weight = true", "a number is needed"),
        ("weight = inf", "a number is needed"),
        ("legs = 2.5", "legs cannot be read: a whole number is needed"),
        ("legs = true", "a whole number is needed"),
        ("rare = 1", "rare cannot be read: true or false"),
        ('state = "broke"', "“broke” is no state of specimen: did you mean broken?"),
        ('sex = "x"', "“x” is no sex of specimen: it is one of f, m."),
        ('code = "abc"', "“abc” does not fit; write a code of two letters."),
        ('colours = "red"', "colours is a list"),
        ("colours = [3]", "colours cannot be read: a text in quotation marks"),
        ('kin = ["c"]', "No entry has the id “c”"),
        ("loan = [{ since = 1900 }]", "This loan needs to (who has it): add it."),
        ('loan = [{ to = "b", sinse = 1900 }]', "did you mean since?"),
        ('loan = ["b"]', "loan is a table here"),
        ('hidden = "x"', "“hidden” is not known"),
        ('marks = ["doi:10.5555/x"]', "“marks” is not known: did you mean mark?"),
        ('key = "x"', "“key” is not known"),
        ('state = "whole"\nconflict = [{ field = "state", value = "x", why = "y" }]', "no state of specimen"),
    ],
)
def test_a_field_of_any_type_is_checked(line: str, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(line + "\n")
    assert words in str(caught.value)
    assert str(caught.value).startswith(("curation.toml:5:", "curation.toml:6:"))


@pytest.mark.parametrize("record", RECORD_CLASSES, ids=lambda record: record.__name__)
def test_every_field_has_keys_that_no_other_has(record: type[Any]) -> None:
    keys = [key for field in fields_of(record).values() for key in field.curation_keys]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(OWN)
    assert set(curated_fields(record)) == set(keys)


@pytest.mark.parametrize("record", RECORD_CLASSES, ids=lambda record: record.__name__)
def test_every_reference_says_where_it_may_lead(record: type[Any]) -> None:
    collections = {kind.collection for kind in RECORD_CLASSES}
    for field in fields_of(record).values():
        if field.type in {Key, Agent} and field.name != "key":
            assert set(field.spec.refers_to) <= collections
            assert field.spec.refers_to
        assert parsers.has_parser(field) or field.spec.pattern is None
