"""The field registry: every field of every record is declared, and what is declared of it goes together."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, fields, is_dataclass
from typing import Annotated, Any, Final, Literal

import pytest

from scholargraph.identifiers import Identifier, Url
from scholargraph.iris import Key
from scholargraph.model import (
    RECORD_CLASSES,
    Agent,
    Column,
    Contribution,
    Field,
    FieldSpec,
    FullText,
    Funding,
    Gap,
    Merge,
    Notice,
    Organization,
    Pages,
    PartialDate,
    Person,
    Publication,
    Role,
    RoleKind,
    Text,
    Version,
    contributions,
    fields_of,
    full_texts,
    funding,
    notices,
    records,
    roles,
    versions,
)
from scholargraph.model.fields import declared

DECLARING: Final = [
    kind
    for module in (records, roles, contributions, versions, notices, full_texts, funding)
    for _, kind in inspect.getmembers(module, is_dataclass)
    if isinstance(kind, type) and kind.__module__ == module.__name__
]
"""The records, and what stands within records."""

FIELDS: Final = [field for kind in DECLARING for field in fields_of(kind).values()]
COLLECTIONS: Final = {record.collection for record in RECORD_CLASSES}

each_class = pytest.mark.parametrize("kind", DECLARING, ids=lambda kind: kind.__name__)
each_field = pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field.record.__name__}.{field.name}")


def test_every_record_and_every_class_within_records_declares_its_fields() -> None:
    assert set(DECLARING) == {*RECORD_CLASSES, Role, Contribution, Version, Notice, FullText, Funding}


@each_class
def test_every_field_is_declared_in_its_order(kind: Any) -> None:
    assert list(fields_of(kind)) == [part.name for part in fields(kind)]
    assert all(field.record is kind and field.name == name for name, field in fields_of(kind).items())


@each_class
def test_labels_tell_the_fields_of_a_record_apart(kind: type) -> None:
    declared_fields = fields_of(kind).values()
    for labels in (
        [field.spec.singular for field in declared_fields],
        [field.spec.plural for field in declared_fields],
    ):
        assert len(set(labels)) == len(labels)
        assert all(label and label[0].isupper() and label.strip() == label for label in labels)


@each_field
def test_the_help_of_a_field_is_a_sentence(field: Field) -> None:
    assert field.spec.help[0].isupper()
    assert field.spec.help.endswith(".")


@each_field
def test_a_field_that_holds_keys_says_what_they_lead_to(field: Field) -> None:
    if field.name == "key":
        assert (field.type, field.merge, field.curation_keys) == (Key, Merge.KEY, ())
        assert field.required
    elif field.type is Key:
        assert field.spec.refers_to
    elif field.type is not Agent:
        assert field.spec.refers_to == ()
    assert set(field.spec.refers_to) <= COLLECTIONS
    assert len(set(field.spec.refers_to)) == len(field.spec.refers_to)


@each_field
def test_a_merge_policy_fits_how_many_values_there_can_be(field: Field) -> None:
    fitting = {Merge.UNITE, Merge.CONTRIBUTORS} if field.many else {Merge.CHOOSE}
    assert field.merge in {*fitting, Merge.DERIVE} or field.name == "key"
    assert (field.merge is Merge.CONTRIBUTORS) is (field.type is Contribution)
    # What follows from other fields is nobody's to write down.
    assert field.merge not in {Merge.DERIVE, Merge.KEY} or field.curation_keys == ()


@each_field
def test_other_names_stand_in_a_field_of_several_values_of_that_type(field: Field) -> None:
    assert field.spec.others is not None or field.name not in {"name", "title"} or field.record not in RECORD_CLASSES
    if field.spec.others is not None:
        others = fields_of(field.record)[field.spec.others]
        assert others.many
        assert others.type is field.type
        assert not field.many


@each_field
def test_what_is_private_is_never_searched(field: Field) -> None:
    assert not field.spec.private or field.spec.search is None


@each_field
def test_what_is_searched_is_words(field: Field) -> None:
    assert field.spec.search is None or field.type in {str, Text, Identifier, Contribution, Agent, Version}


@each_field
def test_the_default_of_a_field_is_of_its_type(field: Field) -> None:
    if field.required:
        assert field.default is None
    elif field.many:
        assert field.default == ()
    else:
        assert field.default is None or isinstance(field.default, field.type)


@each_class
def test_no_key_of_a_curation_file_means_two_fields(kind: type) -> None:
    keys = [key for field in fields_of(kind).values() for key in field.curation_keys]
    assert len(set(keys)) == len(keys)


# ── What the type says ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "name", "read"),
    [
        (Publication, "title", (Text, False, False, None, ())),
        (Publication, "authors_complete", (bool, False, False, False, ())),
        (Publication, "degree", (str, False, False, None, ("phd", "ms", "ma"))),
        (Publication, "contributions", (Contribution, True, False, (), ())),
        (Publication, "identifiers", (Identifier, True, False, (), ())),
        (Publication, "pages", (Pages, False, False, None, ())),
        (Publication, "publisher", (Agent, False, False, None, ())),
        (Organization, "parent", (Key, False, False, None, ())),
        (Person, "name", (str, False, True, None, ())),
        (Person, "homepage", (Url, False, False, None, ())),
        (Person, "gaps", (Gap, True, False, (), ())),
        (Role, "kind", (RoleKind, False, True, None, ())),
        (Version, "issued", (PartialDate, False, False, None, ())),
    ],
)
def test_type_and_cardinality_are_read_off_the_declaration(kind: type, name: str, read: tuple[Any, ...]) -> None:
    field = fields_of(kind)[name]
    assert (field.type, field.many, field.required, field.default, field.choices) == read


def test_without_a_word_one_value_is_chosen_and_several_are_united() -> None:
    named = fields_of(Person)
    assert (named["homepage"].merge, named["links"].merge) == (Merge.CHOOSE, Merge.UNITE)
    assert named["gaps"].merge is Merge.DERIVE
    assert fields_of(Publication)["contributions"].merge is Merge.CONTRIBUTORS


def test_a_field_is_curated_by_its_own_name_where_nothing_else_is_declared() -> None:
    named = fields_of(Publication)
    assert named["title"].curation_keys == ("title",)
    assert named["contributions"].curation_keys == ("authors", "editors", "translators", "supervisors")
    assert named["gaps"].curation_keys == ()


def test_what_is_private_and_searched_is_as_declared() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Visitor:
        note: Annotated[Text | None, declared("Note", "Notes", "For us.", private=True)] = None
        alias: Annotated[str | None, declared("Alias", "Aliases", "Other.", search=Column.NAMES)] = None

    Visitor.__annotations__ = {name: eval(hint) for name, hint in Visitor.__annotations__.items()}  # noqa: S307 - ours
    named = fields_of(Visitor)
    assert (named["note"].spec.private, named["note"].spec.search) == (True, None)
    assert (named["alias"].spec.private, named["alias"].spec.search) == (False, Column.NAMES)
    assert named["note"].spec == FieldSpec(singular="Note", plural="Notes", help="For us.", private=True)


@dataclass(frozen=True)
class _Bare:
    plain: str


@dataclass(frozen=True)
class _Noted:
    plain: Annotated[str, "a note"]


@dataclass(frozen=True)
class _Mixed:
    either: Annotated[list[str], declared("A", "As", "Lists can be changed.")]


@dataclass(frozen=True)
class _Chosen:
    words: Annotated[tuple[Literal["a", "b"], ...], declared("A", "As", "One of two.")] = ()


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        (_Bare, r"_Bare\.plain is not declared: write Annotated"),
        (_Noted, r"_Noted\.plain is not declared"),
        (_Mixed, r"_Mixed\.either: no field is of type list\[str\]"),
    ],
)
def test_what_is_no_field_is_refused_by_name(kind: type, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        fields_of(kind)


def test_several_values_may_be_of_a_closed_list() -> None:
    field = fields_of(_Chosen)["words"]
    assert (field.type, field.many, field.choices) == (str, True, ("a", "b"))
