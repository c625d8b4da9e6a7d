"""The field registry: what holds of each field of each record, whoever reads, merges, searches, shows or documents it.

A field is declared once, beside its type in `records`: `topics: Annotated[tuple[Text, ...], declared("Topic", "Topics", "...")]`.
Cardinality and value type are read off the type. It knows no RDF: which predicates carry a field stands in `mapping`.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints


class Merge(StrEnum):
    """How the values that several sources give for a field become those of the joined record."""

    CHOOSE = "choose"  # one value: that of the preferred source, made more precise by those that agree with it
    UNITE = "unite"  # every member once, in the order of preference
    CONTRIBUTORS = "contributors"  # as UNITE, but a complete list keeps its names and their order
    DERIVE = "derive"  # follows from other fields once these are merged
    KEY = "key"  # the record's key, which the ledger gives


class Column(StrEnum):
    """Where full-text search finds a field; what a thing is called weighs more than what is written about it."""

    TITLE = "title"
    NAMES = "names"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """What is declared of a field beside its type.

    Attributes:
        singular: what one value is called on pages and in documents.
        plural: what several are called.
        help: what the field holds, in one sentence, with its unit.
        merge: the policy; None is CHOOSE, and UNITE for a field of several values.
        search: the column in which search finds it, None where it does not.
        private: whether it is kept for the site's own use: never stated, shown, searched or exported.
        refers_to: the collections that a key in it may lead to.
        curated: its keys in a curation file; None is the field's own name, () says that it cannot be curated.
        others: the field that holds other names of what this one names.
        pattern: what a text in it matches as a whole, as a regular expression that JSON Schema and Python read alike.
        lower: whether a text in it is kept in small letters, since case says nothing in it.
        of_version: whether a version of a work, such as its preprint, has it of its own: where and when it appeared, on which terms.
        printed: whether a bare text in a curation file is a name as printed, not the id of another entry.
    """

    singular: str
    plural: str
    help: str
    merge: Merge | None = None
    search: Column | None = None
    private: bool = False
    refers_to: tuple[str, ...] = ()
    curated: tuple[str, ...] | None = None
    others: str | None = None
    pattern: str | None = None
    lower: bool = False
    of_version: bool = False
    printed: bool = False


def declared(singular: str, plural: str, help: str, **more: Any) -> FieldSpec:  # noqa: A002 - the word of argparse and click
    """Declare a field; reads as a line of the table that the records are."""
    return FieldSpec(singular=singular, plural=plural, help=help, **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a record: its declaration, and what its type says.

    Attributes:
        record: the class that has it.
        name: its name there.
        spec: what is declared of it.
        type: the class of one value: `Text`, `str`, `int`, `bool`, an enumeration, `Key`, a record within the record.
        choices: the values of a `Literal` type, otherwise ().
        many: whether it holds a tuple of values.
        required: whether every record has it.
        default: what it is where nobody says anything.
    """

    record: type
    name: str
    spec: FieldSpec
    type: type
    choices: tuple[str, ...]
    many: bool
    required: bool
    default: Any

    @property
    def merge(self) -> Merge:
        """The merge policy."""
        return self.spec.merge or (Merge.UNITE if self.many else Merge.CHOOSE)

    @property
    def curation_keys(self) -> tuple[str, ...]:
        """Its keys in a curation file."""
        return (self.name,) if self.spec.curated is None else self.spec.curated


def fields_of(record: type) -> Mapping[str, Field]:
    """Give the fields of a class of the model by name, in the order of their declaration.

    Raises TypeError for a field that is not declared with `declared`, or is of a type that no field can have.
    """
    return _fields_of(record)  # mypy takes `type(record)` for no argument of a cached function


@cache
def _fields_of(record: type) -> Mapping[str, Field]:
    hints = get_type_hints(record, include_extras=True)
    found: dict[str, Field] = {}
    for part in fields(record):
        hint = hints[part.name]
        spec = next((more for more in get_args(hint)[1:] if isinstance(more, FieldSpec)), None)
        if get_origin(hint) is not Annotated or spec is None:
            raise TypeError(f"{record.__name__}.{part.name} is not declared: write Annotated[its type, declared(...)]")
        kind, many = _value_type(get_args(hint)[0])
        choices = get_args(kind) if get_origin(kind) is Literal else ()
        if not choices and not isinstance(kind, type):
            raise TypeError(f"{record.__name__}.{part.name}: no field is of type {kind}")
        found[part.name] = Field(
            record=record,
            name=part.name,
            spec=spec,
            type=str if choices else kind,
            choices=choices,
            many=many,
            required=part.default is MISSING,
            default=None if part.default is MISSING else part.default,
        )
    return found


def _value_type(hint: Any) -> tuple[Any, bool]:
    """Give the type of one value, without `| None` and `tuple[..., ...]`, and whether there may be several."""
    if get_origin(hint) in {Union, types.UnionType}:
        (hint,) = [one for one in get_args(hint) if one is not type(None)]
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False
