r"""The contract of readers as tests: a class to inherit from, for our own readers and for those of plug-ins.

    from scholargraph.testing import Broken, ReaderContract, Sample

    class TestTitles(ReaderContract):
        reader = SOURCE
        samples = (Sample("One title\nAnother\n", entries=2, id="titles.txt"),)
        broken = (Broken(b"\xff", says="UTF-8"),)

        def grow(self, entries):
            return "One title\n" * entries

pytest runs it; nothing here imports pytest, or anything of this project's own tests.
"""

from __future__ import annotations

import pickle
import random
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field
from io import BufferedReader, BytesIO, RawIOBase
from typing import Any, BinaryIO, ClassVar, Final

from scholargraph.acquire import Resolver, SourceItem, media_type
from scholargraph.errors import InputError, LocatorError, SourceError, UsageError
from scholargraph.model import Decision, Rejected, SourceRecord, place, stated
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.reading_worker import given
from scholargraph.sources.verification import evidence_of, wrong_type

__all__ = ["Broken", "ReaderContract", "Sample"]

_SOURCE: Final = "sample"
_CUTS: Final = 20
_NOISE: Final = (1, 100, 5_000)
_SLACK: Final = 256 << 10
"""Bytes by which two measurements of one thing may differ."""
_READ_AHEAD: Final = 2 << 20
_OF_ANY_TYPE: Final[tuple[Any, ...]] = (True, 7, 1.5, "text", ["text"], [1], {"a": 1}, None)

Given = list[SourceRecord | Decision | Rejected]


@dataclass(frozen=True, slots=True)
class Sample:
    """An input that can be read.

    Attributes:
        data: the input; a text is written in UTF-8.
        entries: how many entries it holds; each must become one record or one `Rejected`.
        record: the class of record that an entry becomes; others (the venue of a work) may come beside it. None where
            every record is an entry.
        id: the name of the item; its ending gives the media type.
        options: what the reader is told.
        siblings: items of the site's other sources, by the source's name, for readers that quote them.
    """

    data: bytes | str
    _: KW_ONLY
    entries: int
    record: type | None = None
    id: str = "sample.txt"
    options: Mapping[str, Any] = field(default_factory=dict)
    siblings: Mapping[str, tuple[SourceItem, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Broken:
    """An input that cannot be read, wholly or in part.

    Attributes:
        data: the input; a text is written in UTF-8.
        says: words of the reason that must be given.
        records: how many records are read all the same; None where that does not matter.
        id: the name of the item; its ending gives the media type.
        options: what the reader is told.
        siblings: items of the site's other sources.
    """

    data: bytes | str
    _: KW_ONLY
    says: str
    records: int | None = None
    id: str = "sample.txt"
    options: Mapping[str, Any] = field(default_factory=dict)
    siblings: Mapping[str, tuple[SourceItem, ...]] = field(default_factory=dict)


class ReaderContract:
    """What every reader does. Inherit from it, and give `reader`, `samples`, `broken` and, for one that streams, `grow`."""

    reader: ClassVar[Reader]
    samples: ClassVar[Sequence[Sample]] = ()
    broken: ClassVar[Sequence[Broken]] = ()
    growth: ClassVar[int] = 250
    """How many entries the smaller of two inputs has, between which the memory is compared."""

    def grow(self, entries: int) -> bytes | str:
        """Give an input of so many entries, of the kind of the first sample. Needed where a reader has no `max_bytes`."""
        raise NotImplementedError(f"{type(self).__name__} needs grow(entries): its reader claims to read any size.")

    def test_the_reader_is_declared(self) -> None:
        """It has a kind, a description, a version and options whose defaults are of their types."""
        reader = self.reader
        _require(isinstance(reader, Reader), f"reader is a {type(reader).__name__}, no Reader")
        for name in ("kind", "description", "version"):
            _require(str(getattr(reader, name)).strip(), f"the reader has no {name}")
        names = [option.name for option in reader.options]
        _require(len(names) == len(set(names)), f"two options have one name: {names}")
        for option in reader.options:
            _require(option.help.strip(), f"the option {option.name} has no help")
            reader.checked({option.name: option.default})
        _require(self.samples, "there are no samples")
        _require(self.broken, "there is no broken input")

    def test_places_hold_their_quotes(self) -> None:
        """Every piece of evidence leads to exactly the words that it quotes."""
        for sample in self.samples:
            _check_places(_item(sample), _records(self._read(sample)))

    def test_nothing_is_lost(self) -> None:
        """Every entry becomes one record or one `Rejected`, and every value has evidence."""
        for sample in self.samples:
            found = self._read(sample)
            records = _records(found)
            entries = [one for one in records if sample.record is None or isinstance(one.record, sample.record)]
            rejected = len(found) - len(records)
            _require(
                len(entries) + rejected == sample.entries,
                f"{sample.id} holds {sample.entries} entries; {len(entries)} were read and {rejected} rejected",
            )
            keys = [one.record.key for one in records]
            _require(len(keys) == len(set(keys)), f"two records of {sample.id} have one key")
            for one in records:
                _check_record(one)

    def test_items_have_keys_of_their_own(self) -> None:
        """Two items of a source that hold the same have no key in common."""
        for sample in self.samples:
            keys = [
                {one.record.key for one in _records(self._read(sample, id=f"{name}/{sample.id}", alone=False))}
                for name in ("a", "b")
            ]
            _require(
                not keys[0] & keys[1], f"{sample.id} as two items gives {min(keys[0] & keys[1], default='')} twice"
            )

    def test_broken_input_is_named(self) -> None:
        """What cannot be read is rejected with a reason, or SourceError where nothing can be read of the item."""
        for broken in self.broken:
            found, error = self._try(broken)
            reasons = [one.reason for one in found if isinstance(one, Rejected)] + ([str(error)] if error else [])
            _require(reasons, f"nothing of {broken.data[:80]!r} is rejected")
            _require(
                any(broken.says in reason for reason in reasons),
                f"{broken.data[:80]!r} is rejected without “{broken.says}”: {reasons}",
            )
            if broken.records is not None:
                count = len(_records(found))
                _require(count == broken.records, f"{broken.data[:80]!r} gives {count} records, not {broken.records}")

    def test_damaged_input_raises_nothing_else(self) -> None:
        """Cut off, overwritten, empty or random input is read, rejected or SourceError; places stay right."""
        draw = random.Random(1)  # noqa: S311 - the same damage each time
        for sample in self.samples:
            whole = _bytes(sample.data)
            damaged = [whole[: len(whole) * cut // _CUTS] for cut in range(_CUTS)]
            damaged += [b"\0" * len(whole), whole.replace(b"e", b"\0"), *map(draw.randbytes, _NOISE)]
            for _ in range(_CUTS):
                spoilt = bytearray(whole)
                spoilt[draw.randrange(len(whole))] = draw.randrange(256)
                damaged.append(bytes(spoilt))
            for data in damaged:
                found, _ = self._try(sample, data)
                _check_places(_item(sample, data), _records(found))

    def test_two_runs_agree(self) -> None:
        """The same input gives the same, in the same order."""
        for sample in self.samples:
            _require(self._read(sample) == self._read(sample), f"{sample.id} is read in two ways")

    def test_records_reach_another_process(self) -> None:
        """Readers run in a process of their own: what they give can be pickled."""
        for sample in self.samples:
            found = self._read(sample)
            _require(pickle.loads(pickle.dumps(found)) == found, f"{sample.id} is another once pickled")  # noqa: S301

    def test_options_are_checked(self) -> None:
        """A value of another type, one that is no choice, and an option that does not exist are refused."""
        for option in self.reader.options:
            wrong = [value for value in _OF_ANY_TYPE if not _fits(value, option.type)]
            for value in wrong + ([f"no-{option.choices[0]}"] if option.choices else []):
                _refused(self.reader, {option.name: value})
            _refused(self.reader, {f"{option.name}x": option.default})
        _refused(self.reader, {"no-such-option": True})

    def test_memory_is_bounded(self) -> None:
        """A reader that streams needs no more for eight times as much; any other refuses what is too large, unread."""
        limit = self.reader.max_bytes
        if limit is None:
            peaks = [self._peak(entries) for entries in (self.growth, 8 * self.growth)]
            _require(
                peaks[1] <= 2 * peaks[0] + _SLACK,
                f"{self.growth:,} entries need {peaks[0]:,} bytes, 8 times as many {peaks[1]:,}: the reader does not "
                "stream; give it max_bytes",
            )
            return
        endless = _Endless(16 * limit)
        item = SourceItem(_SOURCE, "large.txt", "text/plain", opener=lambda: BufferedReader(endless))
        try:
            for _ in given(self.reader, item, self.reader.checked({})):
                pass
        except SourceError as error:
            _require(f"{limit:,}" in str(error), f"the limit is not named: {error}")
        else:
            _require(None, "an item larger than max_bytes is not refused")
        _require(endless.given <= limit + _READ_AHEAD, f"{endless.given:,} bytes were read, of which {limit:,} may be")

    def _read(self, sample: Sample, **more: Any) -> Given:
        return list(given(self.reader, _item(sample, **more), self.reader.checked(sample.options)))

    def _try(self, sample: Sample | Broken, data: bytes | None = None) -> tuple[Given, InputError | None]:
        """Read what may be broken: give what was read until an error that readers may raise, and that."""
        found: Given = []
        try:
            found.extend(given(self.reader, _item(sample, data), self.reader.checked(sample.options)))
        except LocatorError:
            raise  # a place that leads to nothing is the reader's fault
        except InputError as error:
            return found, error
        return found, None

    def _peak(self, entries: int) -> int:
        """How many bytes of memory reading so many entries takes, when what is read is not kept."""
        first = self.samples[0]
        sample = Sample(
            self.grow(entries), entries=entries, id=first.id, options=first.options, siblings=first.siblings
        )
        item, options = _item(sample), self.reader.checked(sample.options)
        read = sum(1 for _ in given(self.reader, item, options))  # once before: what is loaded or cached does not count
        _require(read >= entries, f"grow({entries}) gives {read} records")
        tracemalloc.start()
        try:
            for _ in given(self.reader, item, options):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


class _Endless(RawIOBase):
    """Many bytes of nothing, counted as they are read."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._left = size
        self.given = 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, into: Any) -> int:
        """Give the next bytes."""
        size = min(self._left, len(into))
        into[:size] = b" " * size
        self._left -= size
        self.given += size
        return size


def _require(holds: object, message: str) -> None:
    if not holds:
        raise AssertionError(message)


def _bytes(data: bytes | str) -> bytes:
    return data.encode("utf-8") if isinstance(data, str) else data


def _item(sample: Sample | Broken, data: bytes | None = None, **more: Any) -> SourceItem:
    content = _bytes(sample.data) if data is None else data
    opener: Callable[[], BinaryIO] = lambda: BytesIO(content)  # noqa: E731 - its type needs a name
    values = {"id": sample.id, **more}
    return SourceItem(
        _SOURCE, media_type=media_type(sample.id), opener=opener, siblings=lambda: sample.siblings, **values
    )


def _records(found: Given) -> list[SourceRecord]:
    return [one for one in found if isinstance(one, SourceRecord)]


def _check_places(item: SourceItem, records: Sequence[SourceRecord]) -> None:
    """Resolve every place anew, independently of what made it."""
    resolvers = {(item.source, item.id): Resolver(item)}
    for siblings in item.siblings().values():
        resolvers |= {(one.source, one.id): Resolver(one) for one in siblings}
    for record in records:
        for evidence in evidence_of(record):
            shown = place(evidence.item, evidence.locator)
            resolver = resolvers.get((evidence.source, evidence.item))
            if resolver is None:
                raise AssertionError(f"{record.record.key} has evidence of an item that is not there: {shown}")
            try:
                stands = resolver.resolve(evidence.locator)
            except LocatorError as error:
                raise AssertionError(f"{record.record.key} has a place at which nothing stands: {error}") from error
            _require(
                stands == evidence.quote,
                f"{record.record.key} quotes {evidence.quote!r}, but at {evidence.locator} stands {stands!r}",
            )


def _check_record(given: SourceRecord) -> None:
    record = given.record
    wrong = wrong_type(given)
    _require(wrong is None, f"{record.key} is {wrong}")
    backed = {(one.field, one.value) for one in given.attributions}
    for claim in stated(record):
        found_by = given.selector is not None and claim[0] == "name"
        _require(claim in backed or found_by, f"{record.key}: the value {claim[1]!r} of {claim[0]} has no evidence")


def _fits(value: Any, kind: type) -> bool:
    """Whether a value is one that an option of this type takes."""
    if kind is list:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind is float:
        return type(value) in {int, float}
    return type(value) is kind


def _refused(reader: Reader, options: Options) -> None:
    with suppress(UsageError):
        reader.checked(options)
        raise AssertionError(f"{reader.kind} takes the options {dict(options)}")
