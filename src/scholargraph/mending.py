"""Mends that are safe, of what readers could not take and of pages cut short: found, and written into the curation.

Sources stay as they are: the curation completes them, and says from which words. It asks nobody and publishes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scholargraph.acquire import Resolver, SourceItem
from scholargraph.config import Settings
from scholargraph.errors import Place, ScholarGraphError
from scholargraph.findings.safe_mends import (
    mended_address,
    mended_date,
    mended_identifier,
    mended_pages,
    pages_in_full,
)
from scholargraph.findings.source_lines import Lines
from scholargraph.identifiers import Identifier, Url
from scholargraph.iris import Key
from scholargraph.model import (
    Entry,
    EntryField,
    Evidence,
    JsonPointer,
    Locator,
    Pages,
    PartialDate,
    Publication,
    Rejected,
    TextSpan,
)
from scholargraph.reconcile import Joined
from scholargraph.reviewing import append
from scholargraph.toml_spans import quoted

Value = Url | Identifier | PartialDate | Pages

_READ_AS: Final[Mapping[str, Callable[[str], Value | None]]] = {
    **dict.fromkeys(("url", "ur", "link", "l1", "howpublished"), mended_address),
    **dict.fromkeys(("date", "year", "issued", "py", "y1", "da"), mended_date),
    **dict.fromkeys(("pages", "page"), mended_pages),
    **{name: (lambda words: mended_identifier("doi", words)) for name in ("doi", "do", "m3")},
    "pmid": lambda words: mended_identifier("pmid", words),
}
"""How the words of a field are read again, by its name in small letters as BibTeX, RIS and CSL-JSON have it.

ISSN and ISBN are not among them: beside an article they are those of the journal or the volume, not of the work.
"""
_FIELDS: Final[Mapping[type, str]] = {Url: "links", Identifier: "identifiers", PartialDate: "issued", Pages: "pages"}


@dataclass(frozen=True, slots=True)
class Mend:
    """A value to state in place of words that are not stated.

    Attributes:
        key: the record.
        match: how a curation file names it, such as `{ title = "Tides" }`.
        value: what to state.
        before: the words of the source.
        place: where they stand.
    """

    key: Key
    match: str
    value: Value
    before: str
    place: Place

    @property
    def field(self) -> str:
        """The key of the curation file."""
        return _FIELDS[type(self.value)]

    @property
    def after(self) -> str:
        """The value as the curation file has it."""
        value = self.value
        if isinstance(value, Pages):
            parts = (("first", value.first), ("last", value.last), ("article", value.article))
            told = [f"{name} = {quoted(words)}" for name, words in parts if words]
            if value.count:
                told.append(f"count = {value.count}")
            return f"{{ {', '.join(told)} }}"
        if isinstance(value, PartialDate):
            return quoted(str(value)) if value.month else str(value)
        return quoted(str(value))


def mends(catalogue: Joined, items: Mapping[str, SourceItem]) -> list[Mend]:
    """Give what can be mended without a decision, in the order of sources and places; the entries are read once."""
    wanted = [one for one in catalogue.rejected if one.item in items and one.locator is not None]
    titles: Counter[str] = Counter()
    found: list[tuple[int, Key, Entry, Value, str, Place]] = []
    known = _ByPlace(wanted)
    for entry in catalogue.entries():
        record = entry.record
        if not isinstance(record, Publication):
            continue
        if record.title is not None:
            titles[record.title.value.casefold()] += 1
        found += [(len(wanted), entry.key, entry, *one) for one in _short_pages(entry)]
        for number in known.within(entry):
            rejected = wanted[number]
            told = _again(rejected, items)
            if told is not None and not _has(record, told[0]):
                found.append((number, entry.key, entry, *told))
    made = []
    for _, key, entry, value, before, place in sorted(found, key=lambda one: (one[0], one[1])):
        match = _match(entry, titles)
        if match is not None:
            # Places in JSON have their lines worked out for what is shown alone.
            shown = Lines(items[place.file]).in_json(place) if place.inside and place.file in items else place
            made.append(Mend(key, match, value, before, shown))
    return list(dict.fromkeys(made))


def written(settings: Settings, found: Sequence[Mend], *, waiting: Callable[[str], None] = lambda _: None) -> Path:
    """Write mends to the end of the curation file, one entry a record, and give the file. Raises as `reviewing.append`."""
    by_record: dict[str, list[Mend]] = {}
    for one in found:
        by_record.setdefault(one.match, []).append(one)
    return append(settings, [_lines(match, several) for match, several in by_record.items()], waiting=waiting)


def _lines(match: str, several: Sequence[Mend]) -> list[str]:
    values: dict[str, list[str]] = {}
    for one in several:
        values.setdefault(one.field, []).append(one.after)
    basis = "; ".join(f"“{one.before}” at {one.place}" for one in several)
    lines = ["[[publication]]", f"match = {match}"]
    for field, told in values.items():
        many = field in {_FIELDS[Url], _FIELDS[Identifier]}
        lines.append(f"{field} = [{', '.join(dict.fromkeys(told))}]" if many else f"{field} = {told[0]}")
    return [*lines, f"basis = {quoted(f'Mended by scholargraph check --fix from {basis}.')}"]


def _short_pages(entry: Entry) -> Iterator[tuple[Value, str, Place]]:
    pages = entry.record.pages if isinstance(entry.record, Publication) else None
    whole = None if pages is None else pages_in_full(pages)
    evidence = entry.evidence_for("pages", pages)
    if whole is not None and whole != pages and evidence:
        yield whole, evidence[0].quote, evidence[0].place


def _again(rejected: Rejected, items: Mapping[str, SourceItem]) -> tuple[Value, str, Place] | None:
    """Read what was rejected once more: the value, the words, the place."""
    read = _READ_AS.get(_name(rejected.locator))
    if read is None or rejected.item is None or rejected.locator is None or rejected.place is None:
        return None
    try:
        with Resolver(items[rejected.item]) as resolver:
            words = resolver.resolve(rejected.locator)
    except ScholarGraphError:
        return None
    value = read(words)
    return None if value is None else (value, words, rejected.place)


def _name(locator: Locator | None) -> str:
    """The name of the field that a place is of."""
    if isinstance(locator, EntryField):
        return locator.field.lower()
    if isinstance(locator, JsonPointer):
        return next((token.lower() for token in reversed(locator.tokens) if not token.isdigit()), "")
    return ""


def _has(record: Publication, value: Value) -> bool:
    """Whether a record states the value, or, of what can be one only, another."""
    there = getattr(record, _FIELDS[type(value)])
    if isinstance(value, Identifier):
        return any(one.scheme == value.scheme for one in there)
    return value in there if isinstance(there, tuple) else there is not None


def _match(entry: Entry, titles: Mapping[str, int]) -> str | None:
    """Say how a curation file names a record, so that it means this one alone; None where nothing does."""
    record = entry.record
    if not isinstance(record, Publication):
        return None
    for identifier in record.identifiers:
        if identifier.scheme == "doi":
            return f"{{ identifier = {quoted(str(identifier))} }}"
    title = record.title
    if title is not None and titles[title.value.casefold()] == 1:
        return f"{{ title = {quoted(title.value)} }}"
    return None


class _ByPlace:
    """What was rejected, by its item, to find what lies within an entry."""

    def __init__(self, rejected: Iterable[Rejected]) -> None:
        self._texts: dict[str, list[tuple[int, int]]] = {}
        self._pointers: dict[tuple[str, str], list[int]] = {}
        for number, one in enumerate(rejected):
            if isinstance(one.locator, TextSpan | EntryField):
                self._texts.setdefault(one.item or "", []).append((one.locator.start, number))
            elif isinstance(one.locator, JsonPointer):
                tokens = one.locator.pointer.split("/")
                for end in range(2, len(tokens) + 1):
                    self._pointers.setdefault((one.item or "", "/".join(tokens[:end])), []).append(number)

    def within(self, entry: Entry) -> list[int]:
        """Give the numbers of what stands within the entries of sources that an entry was made of."""
        found: dict[int, None] = {}
        for evidence in entry.evidence_for():
            found.update(dict.fromkeys(self._of(evidence)))
        return [*found]

    def _of(self, evidence: Evidence) -> Iterator[int]:
        locator = evidence.locator
        if isinstance(locator, TextSpan | EntryField):
            yield from (
                number for at, number in self._texts.get(evidence.item, ()) if locator.start <= at < locator.end
            )
        elif isinstance(locator, JsonPointer):
            # The whole of an entry is shown by its identifier, or by itself.
            named = bool(locator.tokens) and not locator.tokens[-1].isdigit()
            whole = locator.pointer.rpartition("/")[0] if named else locator.pointer
            yield from self._pointers.get((evidence.item, whole), ())
