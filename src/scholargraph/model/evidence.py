"""Evidence: where something was read, in which words, and a record as one source gives it.

It stands beside the records, never in them, so that it moves with a record that is merged.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from scholargraph.errors import InternalError, Place
from scholargraph.identifiers import Identifier, Url
from scholargraph.iris import Key
from scholargraph.model.locator import Locator, Position, place
from scholargraph.model.records import Record


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What a curated fact rests on: the address of a page, or a basis in words, or both."""

    address: Url | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was read.

    Attributes:
        source: the name of the source.
        item: the file of it, as people find it from the site's folder (`works/a.bib`, `works.zip/a.bib`).
        locator: where in the item.
        quote: what stands there: text decoded and no further, or the value as the format's parser gives it.
        rests_on: what a curated fact rests on.
        position: line and column of the quote in a text, worked out from the locator once the item is read; no part of
            what makes two pieces of evidence the same.
    """

    source: str
    item: str
    locator: Locator
    quote: str
    rests_on: RestsOn | None = None
    position: Position | None = field(default=None, compare=False)

    @property
    def place(self) -> Place:
        """Where it stands, for people."""
        return place(self.item, self.locator, self.position)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One value of one field of a record, and where it was read. For a tuple field there is one for each member."""

    field: str
    value: Hashable
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Dispute:
    """A value that a source itself reports as given elsewhere, and why it is not the one to state."""

    field: str
    value: Hashable
    evidence: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class Selector:
    """Which record of the other sources a curated one speaks of: exactly one of the fields is given."""

    identifier: Identifier | None = None
    title: str | None = None
    name: str | None = None
    abstract: str | None = None  # the first words of it
    key: str | None = None


@dataclass(frozen=True, slots=True)
class AddressDecision:
    """What the curation says of a key that nothing has any more: exactly one of `same`, `different` and `gone` is given.

    Attributes:
        key: the old key.
        whole: where the decision stands.
        same: the key that the thing has now.
        different: keys of things that it is not, however alike they look.
        gone: that the thing is removed.
    """

    key: Key
    whole: Evidence
    same: Key | None = None
    different: tuple[Key, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class MatchDecision:
    """What the curation says of several things for ever: that they are one, or that no two of them are.

    Attributes:
        same: whether they are one.
        things: what is decided on, two or more: keys (`publication/words`), and entries by the names that `explain` gives
            them (`source/id`; `collection/~source/id` where an entry gives records of several kinds).
        whole: where the decision stands.
        by: who decided.
        on: when.
        reason: why, in words.
    """

    same: bool
    things: tuple[str, ...]
    whole: Evidence
    by: str
    on: date
    reason: str | None = None


Decision = AddressDecision | MatchDecision
"""What a curation file decides, beside what it states."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An entry, or a whole item, that cannot be read: the reason for people, and where it stands."""

    source: str
    reason: str
    item: str | None = None
    locator: Locator | None = None
    position: Position | None = field(default=None, compare=False)

    @property
    def place(self) -> Place | None:
        """Where it stands, for people; None where no item is named."""
        return None if self.item is None else place(self.item, self.locator, self.position)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a reader came to a record, for whoever looks at what it reads; nothing is stated of it, and it is no evidence.

    Raises ValueError for a confidence that is not between 0 and 1.

    Attributes:
        layout: the layout, form or dialect in which the entry was read, by the reader's own name for it.
        confidence: how sure the reader is that this is what the entry says, between 0 and 1.
        because: what lowers it, in a few words; empty where nothing does.
    """

    layout: str
    confidence: float
    because: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"a confidence is between 0 and 1, not {self.confidence}")


@dataclass(frozen=True, slots=True)
class OptOut:
    """That a person wants to be left out of all that is published and kept.

    Attributes:
        affiliations: organisations by which the person is told from others of that name.
    """

    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One record as one source gives it, with the evidence of every value and of the entry as a whole.

    `reading` is how it was read, where the reader tells it. `numbered` says that the entry has no id of its own in the item,
    so that its name there is its number, which changes when entries are added or removed. `withdrawn` are former names that
    the person wants to be gone, `keep_printed` whether works may keep them as they were printed. An entry that is `opted_out`
    states nothing: it says who is to be left out.

    Raises InternalError for a value without evidence, and for evidence of a value that the record does not hold: the
    reader is at fault. (`sources.RecordBuilder` makes records for which neither can happen.)
    """

    record: Record
    whole: Evidence
    attributions: tuple[Attribution, ...] = ()
    selector: Selector | None = None
    disputes: tuple[Dispute, ...] = ()
    reading: Reading | None = None
    numbered: bool = False
    withdrawn: tuple[str, ...] = ()
    keep_printed: bool = False
    opted_out: OptOut | None = None

    def __post_init__(self) -> None:
        said = stated(self.record)
        # Where the very objects of the record are those with evidence, as a builder gives them, none need be compared.
        if {(name, id(value)) for name, value in said} == {(one.field, id(one.value)) for one in self.attributions}:
            return
        backed = {(found.field, found.value) for found in self.attributions}
        held = set(said)
        missing = held - backed
        if self.selector is not None:
            missing = {
                claim for claim in missing if claim[0] != "name"
            }  # it is how the record is found, not a statement
        # That something is not so (a flag that is false) can be said, though it is what everybody assumes.
        extra = {claim for claim in backed - held if not _assumed(self.record, *claim)}
        if missing or extra:
            field, value = min(missing or extra, key=repr)
            fault = "has no evidence" if missing else "has evidence but is not in the record"
            raise InternalError(f"{self.record.key}: the value {value!r} of {field} {fault}: correct the reader.")


def _assumed(record: Record, name: str, value: Hashable) -> bool:
    """Whether a field holds just this one value; of several values, each is a member of its own."""
    return not isinstance(value, tuple) and getattr(record, name, record) == value


def stated(record: Record) -> list[tuple[str, Hashable]]:
    """Give (field, value) for all that a record says: what is not a default, tuple fields member by member."""
    names, defaults, take = _defaults(type(record))  # type: ignore[arg-type]  # classes are hashable
    found: list[tuple[str, Hashable]] = []
    for name, default, value in zip(names, defaults, take(record), strict=True):
        if value is default or (default is not MISSING and value == default):
            continue
        if isinstance(value, tuple):
            found += [(name, member) for member in value]
        else:
            found.append((name, value))
    return found


@cache
def _defaults(record: type) -> tuple[tuple[str, ...], tuple[object, ...], Callable[[object], tuple[Any, ...]]]:
    """The names of the fields of a class of record but its key, what each is without a word, and what takes all of them."""
    parts = [part for part in fields(record) if part.name != "key"]
    names = tuple(part.name for part in parts)
    return names, tuple(part.default for part in parts), attrgetter(*names)
