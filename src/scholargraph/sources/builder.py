"""The record builder: the only way in which a reader makes a record, so that no value is without the place it stands at.

It reads nothing; the reader says where each value stands, and the item's content says which words stand there.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any, Protocol

from scholargraph.acquire.items import SourceItem
from scholargraph.bibliography import markup
from scholargraph.errors import InternalError
from scholargraph.iris import Key
from scholargraph.model import (
    Attribution,
    Dispute,
    Evidence,
    Field,
    Locator,
    MarkedText,
    Merge,
    OptOut,
    Reading,
    Record,
    Rejected,
    RestsOn,
    Selector,
    SourceRecord,
    fields_of,
)
from scholargraph.sources.plain_words import plain_value


class Content(Protocol):
    """What gives the words at a place of an item: `acquire.TextContent`, or a reader's own."""

    def quote(self, locator: Locator) -> str:
        """Give what stands there. Raises ValueError or TypeError where nothing does."""
        ...


@cache
def _required(record: type[Record]) -> tuple[str, ...]:
    """The fields but the key that every record of a class has."""
    return tuple(name for name, field in fields_of(record).items() if field.required and name != "key")


class RecordBuilder:
    """Makes one record of an item: `set` and `add` its values, each with its place, then `build`.

    Args:
        item: the item that is read.
        record: the class of record.
        name: what tells the record from the others of the item (`entry-1`, an id, a citation key).
        at: where the entry as a whole stands.
        quote: what stands there; needed where no content is given.
        content: gives the words at a place; without it every value needs its quote.
        rests_on: what the entry rests on, for curated facts.
        tex: whether every text of the format is TeX, as BibTeX's is; otherwise markup is taken only where it is certain.

    Words that stand with markup in the source (`H<sub>2</sub>O`, `$H_2O$`) are given as they stand there: the builder
    keeps them in plain letters, and beside them, in `marked`, what pages show. The quote stays the raw words.

    `numbered` is to be set where the name is only the number of the entry in its item. `reading` can be set to say how the
    entry was read, and how sure that is; it may be left alone.

    Every method raises InternalError where the reader is at fault: an unknown field, a value of another type, a second
    value where a field has one, a place at which nothing stands.
    """

    def __init__(  # noqa: PLR0913 - each says one thing of the record
        self,
        item: SourceItem,
        record: type[Record],
        name: str,
        *,
        at: Locator,
        quote: str | None = None,
        content: Content | None = None,
        rests_on: RestsOn | None = None,
        tex: bool = False,
    ) -> None:
        self.item = item
        self.record = record
        self.key = Key(f"{record.collection}/~{item.source}/{item.local(name)}")
        self.content = content
        self._markup = markup.TEX if tex else markup.FOUND
        self.whole = self.evidence(at, quote, rests_on)
        self.reading: Reading | None = None
        self.numbered = False
        self.withdrawn: tuple[str, ...] = ()
        self.keep_printed = False
        self.opted_out: OptOut | None = None
        self._fields = fields_of(record)
        self._values: dict[str, Any] = {}
        self._known: dict[str, set[Any]] = {}
        self._found: list[Attribution] = []
        self._at: dict[str, dict[Locator, list[Attribution]]] = {}

    def set(
        self, field: str, value: Any, *, at: Locator, quote: str | None = None, rests_on: RestsOn | None = None
    ) -> None:
        """Give a field its one value; the same value again adds a place where it stands."""
        declared = self._declared(field, value, many=False)
        value, marked = plain_value(declared, value, self._markup)
        new = field not in self._values
        if new:
            self._values[field] = value
        elif self._values[field] != value:
            raise self._fault(f"{field} is {self._values[field]!r} already, and has one value; {value!r} is a second")
        evidence = self.evidence(at, quote, rests_on)
        self._attribute(field, value, evidence, new=new)
        if marked:
            self._keep(marked, evidence)

    def add(
        self,
        field: str,
        value: Any,
        *,
        at: Locator,
        quote: str | None = None,
        rests_on: RestsOn | None = None,
        as_is: bool = False,
    ) -> None:
        """Give a field of several values one more; the same value again adds a place where it stands.

        Of contributors each is one more, also where two are printed alike: namesakes on one work are two people. `as_is` says
        that the words of the value are in plain letters already.
        """
        declared = self._declared(field, value, many=True)
        value, marked = (value, ()) if as_is else plain_value(declared, value, self._markup)
        new = False
        if declared.spec.merge is Merge.CONTRIBUTORS:
            self._values.setdefault(field, []).append(value)
        elif value not in (known := self._known.setdefault(field, set())):
            self._values.setdefault(field, []).append(value)
            known.add(value)
            new = True
        evidence = self.evidence(at, quote, rests_on)
        self._attribute(field, value, evidence, new=new)
        if marked:
            self._keep(marked, evidence)

    def back(self, field: str, value: Hashable, evidence: Evidence) -> None:
        """Add evidence of another item for a value that the record has: words that a curated fact quotes."""
        value = self.plain(field, value)
        held = self._values.get(field)
        if held != value and not (isinstance(held, list) and value in held):
            raise self._fault(f"{field} has no value {value!r} to add evidence to")
        self._attribute(field, value, evidence)

    def plain(self, field: str, value: Any) -> Any:
        """Give a value of a field as the record states it: its words in plain letters."""
        declared = self._fields.get(field)
        return value if declared is None else plain_value(declared, value, self._markup)[0]

    def has(self, field: str) -> bool:
        """Whether a value of the field was given."""
        return field in self._values

    def value(self, field: str) -> Any:
        """Give the value of a field so far: None where it has none; of a field of several values, a tuple."""
        held = self._values.get(field)
        return tuple(held) if isinstance(held, list) else held

    def evidence(self, at: Locator, quote: str | None = None, rests_on: RestsOn | None = None) -> Evidence:
        """Make the evidence of a place of the item."""
        if quote is None:
            if self.content is None:
                raise self._fault("a value without content needs its quote")
            try:
                quote = self.content.quote(at)
            except (ValueError, TypeError, LookupError) as error:
                raise self._fault(f"nothing stands at {at}: {error}") from error
        return Evidence(self.item.source, self.item.id, at, quote, rests_on)

    def build(self, *, selector: Selector | None = None, disputes: Sequence[Dispute] = ()) -> SourceRecord:
        """Make the record. A record that is found by its name need not be given it again."""
        values: dict[str, Any] = {
            name: tuple(held) if isinstance(held, list) else held for name, held in self._values.items()
        }
        if selector is not None and selector.name is not None and "name" in self._fields:
            values.setdefault("name", self.plain("name", selector.name))
        missing = [name for name in _required(self.record) if name not in values]  # type: ignore[arg-type]  # classes are hashable
        if missing:
            raise self._fault(f"{missing[0]} is needed")
        return SourceRecord(
            self.record(key=self.key, **values),
            self.whole,
            tuple(self._found),
            selector,
            tuple(disputes),
            self.reading,
            self.numbered,
            self.withdrawn,
            self.keep_printed,
            self.opted_out,
        )

    def reject(self, reason: str) -> Rejected:
        """Give the entry as rejected instead."""
        return Rejected(self.item.source, reason, self.item.id, self.whole.locator)

    def _attribute(self, field: str, value: Any, evidence: Evidence, *, new: bool = False) -> None:
        """Note where a value was read, once. What stands at another place is another piece of evidence.

        A `new` value of a field, which it has not had, cannot have been noted: only of others it must be looked up, and
        most fields have none, so that the places of a field are put in order once it is asked for.
        """
        attribution = Attribution(field, value, evidence)
        places = self._at.get(field)
        if places is None and not new:
            places = self._at[field] = {}
            for one in self._found:
                if one.field == field:
                    places.setdefault(one.evidence.locator, []).append(one)
        if places is not None:
            here = places.setdefault(evidence.locator, [])
            if not new and attribution in here:
                return
            here.append(attribution)
        self._found.append(attribution)

    def _keep(self, marked: tuple[MarkedText, ...], evidence: Evidence) -> None:
        """Note what stands with markup, each once, at every place where it does."""
        if "marked" not in self._fields:
            return
        known = self._known.setdefault("marked", set())
        for one in marked:
            new = one not in known
            if new:
                known.add(one)
                self._values.setdefault("marked", []).append(one)
            self._attribute("marked", one, evidence, new=new)

    def _declared(self, name: str, value: Any, *, many: bool) -> Field:
        declared = self._fields.get(name)
        # Nearly every value is of the very class that is declared: the rest is asked only of others.
        if (
            declared is not None
            and type(value) is declared.type
            and declared.many is many
            and not declared.choices
            and name != "key"
        ):
            return declared
        if declared is None or name == "key":
            raise self._fault(f"{self.record.__name__} has no field {name}")
        if declared.many is not many:
            raise self._fault(f"{name} has {'several values: add' if declared.many else 'one value: set'} it")
        right = isinstance(value, declared.type) and (type(value) is bool) is (declared.type is bool)
        if not right or (declared.choices and value not in declared.choices):
            raise self._fault(f"{name} takes {declared.type.__name__}, not {value!r}")
        return declared

    def _fault(self, what: str) -> InternalError:
        return InternalError(f"The reader of {self.item.id} made {self.key} wrongly: {what}.")
