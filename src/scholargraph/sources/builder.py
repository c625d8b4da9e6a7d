"""The record builder: the only way in which a reader makes a record, so that no value is without the place it stands at.

It reads nothing; the reader says where each value stands, and the item's content says which words stand there.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
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
        self._read = markup.read_tex if tex else markup.read
        self.whole = self.evidence(at, quote, rests_on)
        self.reading: Reading | None = None
        self.numbered = False
        self.withdrawn: tuple[str, ...] = ()
        self.keep_printed = False
        self._fields = fields_of(record)
        self._values: dict[str, Any] = {}
        self._known: dict[str, set[Any]] = {}
        self._found: dict[Attribution, None] = {}

    def set(
        self, field: str, value: Any, *, at: Locator, quote: str | None = None, rests_on: RestsOn | None = None
    ) -> None:
        """Give a field its one value; the same value again adds a place where it stands."""
        declared = self._declared(field, value, many=False)
        value, marked = plain_value(declared, value, self._read)
        if self._values.setdefault(field, value) != value:
            raise self._fault(f"{field} is {self._values[field]!r} already, and has one value; {value!r} is a second")
        evidence = self.evidence(at, quote, rests_on)
        self._found[Attribution(declared.name, value, evidence)] = None
        self._keep(marked, evidence)

    def add(
        self, field: str, value: Any, *, at: Locator, quote: str | None = None, rests_on: RestsOn | None = None
    ) -> None:
        """Give a field of several values one more; the same value again adds a place where it stands.

        Of contributors each is one more, also where two are printed alike: namesakes on one work are two people.
        """
        declared = self._declared(field, value, many=True)
        value, marked = plain_value(declared, value, self._read)
        members = self._values.setdefault(field, [])
        if declared.merge is Merge.CONTRIBUTORS or value not in self._known.setdefault(field, set()):
            members.append(value)
        self._known.setdefault(field, set()).add(value)
        evidence = self.evidence(at, quote, rests_on)
        self._found[Attribution(declared.name, value, evidence)] = None
        self._keep(marked, evidence)

    def back(self, field: str, value: Hashable, evidence: Evidence) -> None:
        """Add evidence of another item for a value that the record has: words that a curated fact quotes."""
        value = self.plain(field, value)
        held = self._values.get(field)
        if held != value and not (isinstance(held, list) and value in held):
            raise self._fault(f"{field} has no value {value!r} to add evidence to")
        self._found[Attribution(field, value, evidence)] = None

    def plain(self, field: str, value: Any) -> Any:
        """Give a value of a field as the record states it: its words in plain letters."""
        declared = self._fields.get(field)
        return value if declared is None else plain_value(declared, value, self._read)[0]

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
        missing = [name for name, field in self._fields.items() if field.required and name not in {"key", *values}]
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
        )

    def reject(self, reason: str) -> Rejected:
        """Give the entry as rejected instead."""
        return Rejected(self.item.source, reason, self.item.id, self.whole.locator)

    def _keep(self, marked: tuple[MarkedText, ...], evidence: Evidence) -> None:
        """Note what stands with markup, each once, at every place where it does."""
        if "marked" not in self._fields:
            return
        for one in marked:
            members = self._values.setdefault("marked", [])
            if one not in members:
                members.append(one)
            self._found[Attribution("marked", one, evidence)] = None

    def _declared(self, name: str, value: Any, *, many: bool) -> Field:
        declared = self._fields.get(name)
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
