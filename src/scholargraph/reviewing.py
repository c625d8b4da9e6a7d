"""What `review` asks about, the most useful first, and how an answer gets into the curation file.

It asks nobody and publishes nothing. An answer is a table at the end of the file; all that stands there stays as it is.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from scholargraph import disk, store, toml_spans
from scholargraph.config import Settings
from scholargraph.errors import Place, SourceError, UsageError
from scholargraph.explaining import Doubt, Site
from scholargraph.iris import Key
from scholargraph.model import Evidence, SourceRecord, entry_name
from scholargraph.reconcile.curated_pairs import Things
from scholargraph.reconcile.pairs import thresholds
from scholargraph.reconcile.source_names import former_names
from scholargraph.toml_spans import quoted

_CURATION: Final = "curation"


@dataclass(frozen=True, slots=True)
class Question:
    """A pair to ask about.

    Attributes:
        doubt: the pair.
        hanging: how many entries hang on the answer: those of the two things, and those that refer to them.
        usefulness: what the answer is worth: the more hangs on it, and the nearer the pair is to being joined.
        names: what the two are called in a decision; None where nothing names them for good before they are published.
    """

    doubt: Doubt
    hanging: int
    usefulness: float
    names: tuple[str, str] | None


def questions(site: Site) -> list[Question]:
    """Give what to ask about, the most useful first: of two things the pair that speaks most for their being one."""
    best: dict[frozenset[Key], Doubt] = {}
    for doubt in site.doubts():
        pair = frozenset((doubt.one, doubt.other))
        if pair not in best or doubt.joining.score > best[pair].joining.score:
            best[pair] = doubt
    referring = _referring(site, {key for pair in best for key in pair})
    names = _Names(site, [key for pair in best for key in pair])
    made = []
    for doubt in best.values():
        sides = (doubt.one, doubt.other)
        hanging = sum(len(site.groups[key]) + referring[key] for key in sides)
        limits = thresholds(doubt.one.collection)
        score = doubt.joining.score
        distance = 0.0 if limits is None or math.isinf(score) else abs(score - limits.joined)
        one, other = (names.of(key, entry) for key, entry in zip(
            sides, (doubt.joining.one, doubt.joining.other), strict=True))  # fmt: skip
        both = None if one is None or other is None else (one, other)
        made.append(Question(doubt, hanging, hanging / (1 + distance), both))
    return sorted(made, key=lambda one: (-one.usefulness, one.doubt.one, one.doubt.other))


def _referring(site: Site, wanted: set[Key]) -> Counter[Key]:
    """Count the entries that refer to things."""
    found: Counter[Key] = Counter()
    keys = site.made.keys
    for group in site.made.groups:
        for reading in group:
            found.update({keys[key] for key in _references(reading) if key in keys} & wanted)
    return found


def _references(value: Any) -> Iterator[Key]:
    """Give every key that an entry refers to, however deep."""
    if isinstance(value, SourceRecord):
        for part in fields(value.record):
            if part.name != "key":
                yield from _references(getattr(value.record, part.name))
    elif isinstance(value, Key):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _references(member)
    elif is_dataclass(value) and not isinstance(value, type | Evidence):
        for part in fields(value):
            yield from _references(getattr(value, part.name))


class _Names:
    """What things are called in decisions, so that the decision means them at the next publishing, too."""

    def __init__(self, site: Site, keys: Sequence[Key]) -> None:
        readings = [reading for group in site.made.groups for reading in group]
        entries = {name for key in keys for one in site.groups[key] for name in _forms(one.record.key)}
        self._site = site
        former = former_names(site.ledger, site.sources)
        self._things = Things({*keys, *entries}, readings, site.ledger, former_sources=former)

    def of(self, key: Key, entry: Key) -> str | None:
        """Give the key of a thing if the ledger leads to it, otherwise an entry of it by a name of its own."""
        group = {one.record.key for one in self._site.groups[key]}
        for name in (key, *_forms(entry), *(name for one in sorted(group) for name in _forms(one))):
            meant = self._things.entries(name)
            if meant and group.issuperset(meant) and self._things.refusal(name) is None:
                return name
        return None


def _forms(entry: Key) -> tuple[str, str]:
    """The names of an entry: the short one, and the one that says its collection."""
    return entry_name(entry), entry


def curation_file(settings: Settings) -> Path:
    """Give the file that answers are written into: the site's first curation. Raises UsageError where it has none."""
    for source in settings.sources:
        file = settings.directory / source.path
        if source.kind == _CURATION and file.is_file():
            return file
    raise UsageError(
        "The site has no curation file to write answers into: make curation.toml, and name it in a [[source]] of the "
        f'kind "{_CURATION}" in {settings.file}.'
    )


def decide(
    settings: Settings,
    things: Sequence[str],
    *,
    same: bool,
    by: str,
    on: date,
    waiting: Callable[[str], None] = lambda _: None,
) -> Path:
    """Write a decision to the end of the curation file, in one move, and give the file.

    A publish that is under way is waited for. Raises UsageError where there is no such file, SourceError where it cannot be
    read or written, or is no TOML.
    """
    lines = (
        f"[[{'same' if same else 'different'}]]",
        f"things = [{', '.join(map(quoted, things))}]",
        f"by = {quoted(by)}",
        f"on = {on.isoformat()}",
    )
    return append(settings, [lines], waiting=waiting)


def append(
    settings: Settings, tables: Sequence[Sequence[str]], *, waiting: Callable[[str], None] = lambda _: None
) -> Path:
    """Write tables, each as its lines, to the end of the curation file, in one move, and give the file.

    A publish that is under way is waited for. Raises UsageError where there is no such file, SourceError where it cannot be
    read or written, or is no TOML.
    """
    with store.Snapshots(settings.work).lock(waiting):
        file = curation_file(settings)
        try:
            before = disk.read(file).decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"The file cannot be read ({error}): nothing was written.", Place(str(file))) from error
        after = before + "".join(_text(before if not number else "\n", lines) for number, lines in enumerate(tables))
        try:
            toml_spans.load(after)
        except tomllib.TOMLDecodeError as error:
            reason, line, column = toml_spans.fault(error, after)
            raise SourceError(
                f"This is not TOML: {reason}; correct it, nothing was written.", Place(str(file), line, column)
            ) from error
        try:
            disk.replace(file, after)
        except OSError as error:
            raise SourceError(
                f"The file cannot be written ({error.strerror or error}): make room, or make its folder writable.",
                Place(str(file)),
            ) from error
    return file


def _text(before: str, lines: Sequence[str]) -> str:
    """Write a table as the file writes its lines."""
    end = "\r\n" if "\r\n" in before else "\n"
    gap = "" if not before else end if before.endswith("\n") else end * 2
    return gap + "".join(f"{line}{end}" for line in lines)
