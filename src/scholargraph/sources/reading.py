"""Reading: the readers of a site run over the items of its sources, in a process that can be killed.

It joins nothing. A source that is one file fails as a whole; of a source of many items, one that cannot be read becomes
one `Rejected`, nothing of it is given, and its siblings are read.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from tempfile import SpooledTemporaryFile
from typing import Final

from scholargraph.acquire import Siblings, SourceItem, fetching, items
from scholargraph.config import DEADLINE, Settings, SourceSettings
from scholargraph.errors import InternalError, Place, ScholarGraphError, SettingsError, SourceError, UsageError
from scholargraph.model import Decision, Position, Rejected, SourceRecord
from scholargraph.sources.reader import Options, Reader, reader
from scholargraph.sources.reading_worker import Tag, Task, run
from scholargraph.sources.verification import REPORT

_ENDING_SECONDS: Final = 2.0
"""How long a process may take to end after its last word."""
_KEPT_BYTES: Final = 8 << 20
"""How much of what an item gives waits in memory until the item is read to its end; the rest waits on disk."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is read for one source.

    Attributes:
        name: the source's name.
        reader: reads its items.
        options: the options of the reader, every one with its value.
        items: what it consists of, in order; what cannot be an item is rejected already.
        deadline: the seconds that the reader may take for the next record.
    """

    name: str
    reader: Reader
    options: Options
    items: tuple[SourceItem | Rejected, ...]
    deadline: float = DEADLINE


def plans(settings: Settings, *, staged: bool = False) -> tuple[Plan, ...]:
    """Find readers, options and items of every source, in the order of preference.

    `staged` takes of what is fetched what would be current after `Cache.take_over`.

    Raises SettingsError for a kind or an option that does not exist, SourceError for a source without items.
    """
    found: dict[str, tuple[SourceItem, ...]] = {}
    made: list[Plan] = []
    cache = fetching.Cache(settings)
    for source in settings.sources:
        if fetching.is_fetched(source):
            fetched = fetched_plans(source, cache, staged=staged, siblings=lambda: found)
            found[source.name] = tuple(item for plan in fetched for item in plan.items if isinstance(item, SourceItem))
            made += fetched
            continue
        chosen = _reader(source.kind, source, settings)
        options = options_of(chosen, source)
        listed = tuple(items(source, settings.directory, siblings=lambda: found))
        found[source.name] = tuple(item for item in listed if isinstance(item, SourceItem))
        made.append(Plan(source.name, chosen, options, listed, source.deadline))
    return tuple(made)


def fetched_plans(
    source: SourceSettings, cache: fetching.Cache, *, staged: bool = False, siblings: Callable[[], Siblings] = dict
) -> tuple[Plan, ...]:
    """Plan the reading of what a source fetched: a plan for each kind of reader. The network is not asked.

    `staged` takes what would be current after `Cache.take_over`. Raises SettingsError as `plans`.
    """
    bare = replace(source, options=fetching.reader_options(source))
    made = []
    for one in fetching.fetched(source, cache=cache, staged=staged, siblings=siblings):
        chosen = _reader(one.reader, source, cache.settings)
        made.append(Plan(source.name, chosen, options_of(chosen, bare), one.items, source.deadline))
    return tuple(made)


def _reader(kind: str, source: SourceSettings, settings: Settings) -> Reader:
    """Load the reader of a source. Raises SettingsError."""
    try:
        return reader(kind)
    except SourceError as error:
        raise SettingsError(error.message, source.place("kind") or Place(str(settings.file))) from error


def options_of(reader: Reader, source: SourceSettings) -> Options:
    """Give the options of a source, checked. Raises SettingsError, with the line of the option, as `Reader.checked`."""
    for name, value in source.options.items():
        try:
            reader.checked({name: value})
        except UsageError as error:
            raise SettingsError(error.message, source.place("options", name)) from error
    return reader.checked(source.options)


def digests(plans: Sequence[Plan]) -> Iterator[tuple[str, str]]:
    """Give each item's id with its digest, or, where it cannot be opened, with what is wrong."""
    for plan in plans:
        for item in plan.items:
            if isinstance(item, Rejected):
                yield item.item or plan.name, f"rejected: {item.reason}"
                continue
            try:
                digest = item.digest
            except ScholarGraphError as error:
                digest = f"unreadable: {error.message}"
            yield item.id, digest


def read(plans: Sequence[Plan]) -> Iterator[SourceRecord | Decision | Rejected]:
    """Give the records of all items, and what was rejected, in the order of sources and items.

    Every piece of evidence has been held against its item, and has its line and column. Raises SourceError, or whatever
    else of ours a reader raises, where a source that is one file cannot be read.
    """
    tasks = [
        Task(plan.reader, plan.options, item) for plan in plans for item in plan.items if isinstance(item, SourceItem)
    ]
    with closing(_Worker(tasks)) as worker:
        for plan in plans:
            for item in plan.items:
                if isinstance(item, Rejected):
                    yield item
                elif item.alone:
                    yield from _straight(worker, plan, item)
                else:
                    yield from _whole(worker, plan, item)
        worker.finish()


def _straight(worker: _Worker, plan: Plan, item: SourceItem) -> Iterator[SourceRecord | Decision | Rejected]:
    """Give what the only item of a source holds, as it comes."""
    for message in worker.messages(plan, item):
        yield from pickle.loads(message)  # noqa: S301 - of our own process


def _whole(worker: _Worker, plan: Plan, item: SourceItem) -> Iterator[SourceRecord | Decision | Rejected]:
    """Give what one of many items holds once it is read to its end; or say why it was not."""
    with SpooledTemporaryFile(max_size=_KEPT_BYTES) as kept:
        try:
            for message in worker.messages(plan, item):
                kept.write(message)
        except ScholarGraphError as error:
            yield _rejected(item, error)
            return
        end = kept.tell()
        kept.seek(0)
        while kept.tell() < end:
            yield from pickle.load(kept)  # noqa: S301 - of our own process


def _rejected(item: SourceItem, error: ScholarGraphError) -> Rejected:
    """Say of an item why it cannot be read."""
    place = error.place
    if place is not None and place.file == item.id and place.inside is None:
        position = None if place.line is None else Position(place.line, place.column or 1)
        return Rejected(item.source, error.message, item.id, position=position)
    return Rejected(item.source, str(error), item.id)


class _Worker:
    """The process that reads: started for the first item, again after each that ended it, and ended with the last."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = tasks
        self._next = 0
        self._process: BaseProcess | None = None
        self._end: Connection | None = None

    def messages(self, plan: Plan, item: SourceItem) -> Iterator[bytes]:
        """Give the records of the next item, a pickled list at a time. Raises what its reader raised, or what it did."""
        task, self._next = self._tasks[self._next], self._next + 1
        if task.item is not item:
            raise InternalError(f"{item.id} is read out of turn.")
        while True:
            end = self._end or self._start()
            if not end.poll(plan.deadline):
                self.close()
                raise _fault(
                    plan,
                    item,
                    f"gave no record in {plan.deadline:g} seconds",
                    remedy=f"raise its deadline, or {REPORT}",
                )
            try:
                message = end.recv_bytes()
            except (EOFError, OSError):
                raise _fault(plan, item, self._ending()) from None
            tag, payload = Tag(message[:1].decode("ascii")), message[1:]
            if tag is Tag.DONE:
                return
            if tag is Tag.ERROR:
                raise pickle.loads(payload)  # noqa: S301 - of our own process
            if tag is Tag.LOST:
                self.close()
            if tag in {Tag.FAULT, Tag.LOST}:
                raise _fault(plan, item, pickle.loads(payload))  # noqa: S301
            yield payload

    def finish(self) -> None:
        """Let the process end by itself, which it does after the last item."""
        if self._process is not None:
            self._process.join(_ENDING_SECONDS)

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._end is not None:
            self._end.close()
        self._process = self._end = None

    def _start(self) -> Connection:
        """Fork a process that begins with the item that is wanted now."""
        context = multiprocessing.get_context("fork")
        end, theirs = context.Pipe(duplex=False)
        process = context.Process(target=run, args=(theirs, self._tasks, self._next - 1), daemon=True)
        with warnings.catch_warnings():
            # From 3.12 on Python warns of forking beside other threads, whose locks would never be released in the child.
            # The child runs readers, and takes no lock of ours but those that Python makes anew after a fork.
            warnings.filterwarnings("ignore", message=".*multi-threaded.*fork", category=DeprecationWarning)
            process.start()
        theirs.close()
        self._process, self._end = process, end
        return end

    def _ending(self) -> str:
        """Say how the process ended by itself."""
        process = self._process
        code = None
        if process is not None:
            process.join(_ENDING_SECONDS)
            code = process.exitcode
        self.close()
        if code is not None and code < 0:
            return f"ended its process ({signal.Signals(-code).name})"
        return "ended its process"


def _fault(plan: Plan, item: SourceItem, what: str, *, remedy: str = REPORT) -> SourceError:
    return SourceError(f"The reader of “{plan.reader.kind}” {what}: {remedy}.", Place(item.id))
