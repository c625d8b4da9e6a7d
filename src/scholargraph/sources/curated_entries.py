"""The entries of a curation file as records: which keys an entry has, and what stands in them, follows from the registry.

A field that is added to a record is accepted and checked here without further code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, Final

from scholargraph import toml_spans
from scholargraph.errors import QuoteError, SourceError
from scholargraph.model import (
    Agent,
    Contribution,
    ContributorRole,
    Dispute,
    Evidence,
    Field,
    Key,
    OptOut,
    Person,
    Record,
    RestsOn,
    Selector,
    SourceRecord,
    Version,
    fields_of,
    parsers,
)
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.curated_agents import read_agent
from scholargraph.sources.curated_file import CuratedFile
from scholargraph.sources.quotations import Quotations

BACKING: Final = ("rests_on", "basis", "quote", "quoted_from")
"""The keys that say what a fact rests on: of an entry, and of each record within it."""
OWN: Final = ("id", "match", "evidence", "conflict", *BACKING)
"""The keys of an entry that are no field of its record."""
OF_PERSONS: Final = ("withdrawn", "keep_printed", "opted_out", "affiliation")
"""The keys that only a person's entry has: former names that go, and whether works keep them as they were printed; that the
person wants to be left out altogether, and by which organisation they are told from others of that name."""
WITH_OPT_OUT: Final = ("id", "name", "alternate_names", "identifiers", "match", "opted_out", "affiliation", *BACKING)
"""The keys of the entry of a person who is left out: it says who that is, and nothing else."""
_NAMELESS: Final = Selector(name="[…]")
"""Stands for the name of a person who is left out by an identifier alone."""
CONFLICT: Final = ("field", "value", "why", *BACKING)
"""The keys of a table that reports what is said elsewhere."""
MATCH: Final = tuple(part.name for part in fields(Selector) if part.name != "key")
"""The keys of `match`."""
ROLES: Final[Mapping[str, ContributorRole]] = {f"{role.value}s": role for role in ContributorRole}
"""What those did for a work who stand in a list of contributors."""


def curated_fields(record: type) -> dict[str, Field]:
    """Give the keys of a record, or of a record within one, in a curation file, each with its field."""
    return {key: field for field in fields_of(record).values() for key in field.curation_keys}


@dataclass(frozen=True, slots=True)
class _Backing:
    """What a fact rests on, and the words that it quotes, with their place in the file."""

    rests_on: RestsOn | None = None
    quote: str | None = None
    source: str | None = None
    at: toml_spans.Path = ()


class EntryReader:
    """Reads the entries of one curation file. Raises SourceError or QuoteError with file, line and remedy."""

    def __init__(self, file: CuratedFile) -> None:
        self.file = file
        self.quotations = Quotations(file.item)

    def read(self, kind: type[Record], entry: dict[str, Any], path: toml_spans.Path) -> SourceRecord:
        """Read one entry: the fields it gives, each with its evidence, and which record it speaks of."""
        keys = curated_fields(kind)
        known_here: tuple[str, ...] = (*OWN, *OF_PERSONS) if kind is Person else OWN
        self.file.known(entry, (*known_here, *keys), path)
        backing = self.backing(entry, path)
        if backing is None or (backing.rests_on is None and backing.quote is None):
            raise self.file.error(
                "Say what this rests on: add rests_on (an address), quote (exact words) or basis (in words).", path
            )
        self.check_consistency(entry, path)
        # No id can be written so that it is taken for the number of an entry without one.
        name = entry["id"] if "id" in entry else f"/{int(path[1]) + 1}"
        builder = RecordBuilder(
            self.file.item, kind, name,
            at=self.file.span(path), content=self.file.content, rests_on=backing.rests_on,
        )  # fmt: skip
        builder.numbered = "id" not in entry
        if kind is Person:
            self.withdrawal(builder, entry, path)
            self.opt_out(builder, entry, path)
        for key, raw in entry.items():
            if key in known_here:
                continue
            field = keys[key]
            enclosing = self.backing_of(key, entry, path) or backing
            complete = bool(entry.get("authors_complete", True))
            for value, where, own in self.members(field, raw, (*path, key), complete=complete):
                self.put(builder, field, value=value, path=where, backing=own or enclosing)
        if entry.get("authors") and not builder.has("authors_complete"):
            self.put(builder, keys["authors_complete"], value=True, path=(*path, "authors"), backing=backing)
        selector = self.selector(entry.get("match"), (*path, "match"))
        if builder.opted_out is not None and not builder.has("name"):
            selector = self.by_identifiers(builder, selector, path)
        self.check_required(builder, keys, path=path, found_by=selector)
        return builder.build(selector=selector, disputes=self.disputes(builder, keys, entry=entry, path=path))

    def withdrawal(self, builder: RecordBuilder, entry: dict[str, Any], path: toml_spans.Path) -> None:
        """Read which former names the person wants to be gone."""
        where = (*path, "withdrawn")
        members = self.file.members(entry.get("withdrawn", []), where)
        builder.withdrawn = tuple(self.file.parsed(parsers.string, one, at) for one, at in members)
        kept = entry.get("keep_printed", False)
        if not isinstance(kept, bool) or (kept and not members):
            raise self.file.error(
                "keep_printed is true or false, and stands beside withdrawn names.", (*path, "keep_printed")
            )
        builder.keep_printed = kept

    def opt_out(self, builder: RecordBuilder, entry: dict[str, Any], path: toml_spans.Path) -> None:
        """Read whether the person wants to be left out of all that is published and kept."""
        said = entry.get("opted_out", False)
        if not isinstance(said, bool) or ("affiliation" in entry and not said):
            raise self.file.error(
                "opted_out is true or false; affiliation stands beside it, and tells namesakes apart.",
                (*path, "opted_out" if "opted_out" in entry else "affiliation"),
            )
        if not said:
            return
        self.file.known(entry, WITH_OPT_OUT, path)
        where = (*path, "affiliation")
        raw = entry.get("affiliation", [])
        members = self.file.members(raw, where) if isinstance(raw, list) else [(raw, where)]
        builder.opted_out = OptOut(tuple(self.file.parsed(parsers.string, one, at) for one, at in members))

    def by_identifiers(self, builder: RecordBuilder, found_by: Selector | None, path: toml_spans.Path) -> Selector:
        """Give what stands for the name of a person who is left out, and has none in the entry."""
        if found_by is not None and (found_by.name is not None or found_by.identifier is not None):
            return found_by if found_by.name is not None else replace(found_by, name=_NAMELESS.name)
        if found_by is not None or not builder.has("identifiers"):
            raise self.file.error("Say who is left out: add identifiers, or a name with an affiliation.", path)
        return _NAMELESS

    def check_consistency(self, entry: dict[str, Any], path: toml_spans.Path) -> None:
        """Refuse evidence for what the entry does not say, and a complete list that it does not give."""
        said = tuple(key for key in entry if key not in (*OWN, *OF_PERSONS))
        self.file.known(entry.get("evidence", {}), said, (*path, "evidence"))
        if entry.get("authors_complete") is True and not entry.get("authors"):
            raise self.file.error(
                "Only a list that stands here can be complete: add authors.", (*path, "authors_complete")
            )

    def check_required(
        self, builder: RecordBuilder, keys: Mapping[str, Field], *, path: toml_spans.Path, found_by: Selector | None
    ) -> None:
        """Refuse an entry without what every record of its class has."""
        for key, field in keys.items():
            if field.required and not builder.has(field.name):
                if key != "name":
                    raise self.needs("entry", field, path)
                if found_by is None or found_by.name is None:
                    raise self.file.error('This entry needs a name: add name, or match = { name = "..." }.', path)

    def needs(self, what: str, field: Field, path: toml_spans.Path) -> SourceError:
        """Make the error for what is not there."""
        wanted = field.spec.help.rstrip(".")
        return self.file.error(f"This {what} needs {field.name} ({wanted[0].lower()}{wanted[1:]}): add it.", path)

    def put(
        self, builder: RecordBuilder, field: Field, *, value: Any, path: toml_spans.Path, backing: _Backing
    ) -> None:
        """Give the record a value with its evidence: the words of this file, then those that are quoted."""
        give = builder.add if field.many else builder.set
        give(field.name, value, at=self.file.span(path), rests_on=backing.rests_on)
        if backing.quote is not None:
            builder.back(field.name, value, self.quoted(backing.quote, backing))

    def quoted(self, quote: str, backing: _Backing) -> Evidence:
        """Find the quoted words where they stand."""
        try:
            return self.quotations.find(quote, backing.source)
        except QuoteError as error:
            raise QuoteError(error.message, self.file.place(backing.at)) from None

    def members(
        self, field: Field, raw: Any, path: toml_spans.Path, *, complete: bool = True
    ) -> Iterator[tuple[Any, toml_spans.Path, _Backing | None]]:
        """Give the values that stand at a key, each with where it stands and what it alone rests on."""
        if not field.many:
            yield self.value(field, raw, path), path, self.own_backing(field, raw, path)
            return
        labels: set[str] = set()
        for place, (member, where) in enumerate(self.file.members(raw, path), start=1):
            value = self.value(field, member, where)
            if isinstance(value, Contribution):
                role = ROLES[str(path[-1])]
                # Where names are missing nobody knows the place of the others.
                placed = place if role is ContributorRole.AUTHOR and complete else None
                value = replace(value, role=role, position=placed)
            if isinstance(value, Version):
                if value.label in labels:
                    raise self.file.error(f"Two versions of this work are labelled {value.label}: rename one.", where)
                labels.add(value.label)
            yield value, where, self.own_backing(field, member, where)

    def value(self, field: Field, raw: Any, path: toml_spans.Path) -> Any:
        """Read one value of a field."""
        if field.type is Key:
            return self.file.reference(raw, path, field.spec.refers_to)
        if field.type is Agent:
            return read_agent(self.file, field, raw=raw, path=path)
        if field.type is Contribution:
            return Contribution(agent=self.value(fields_of(Contribution)["agent"], raw, path))
        if parsers.has_parser(field):
            return self.file.parsed(partial(parsers.parse, field), raw, path)
        return self.record_within(field.type, raw, path)

    def record_within(self, kind: type, raw: Any, path: toml_spans.Path) -> Any:
        """Read a table that is a record within the record."""
        keys = curated_fields(kind)
        self.file.known(raw, (*keys, *BACKING), path)
        values: dict[str, Any] = {}
        for key, part in raw.items():
            if key in BACKING:
                continue
            field = keys[key]
            found = tuple(value for value, _, _ in self.members(field, part, (*path, key)))
            values[field.name] = (*values.get(field.name, ()), *found) if field.many else found[0]
        for field in keys.values():
            if field.required and field.name not in values:
                raise self.needs(kind.__name__.lower(), field, path)
        return kind(**values)

    def selector(self, raw: Any, path: toml_spans.Path) -> Selector | None:
        """Read which record of the other sources the entry speaks of."""
        if raw is None:
            return None
        if not isinstance(raw, dict) or len(raw) != 1:
            raise self.file.error(f"match is a table with one of {', '.join(MATCH)}.", path)
        self.file.known(raw, MATCH, path)
        ((name, value),) = raw.items()
        if name == "identifier":
            return Selector(identifier=self.file.parsed(parsers.identifier, value, (*path, name)))
        words: dict[str, Any] = {name: self.file.parsed(parsers.string, value, (*path, name))}
        return Selector(**words)

    def disputes(
        self, builder: RecordBuilder, keys: Mapping[str, Field], *, entry: dict[str, Any], path: toml_spans.Path
    ) -> list[Dispute]:
        """Read what the entry itself reports as said elsewhere."""
        found = []
        stated = [key for key in entry if key in keys and keys[key].name == key]
        for raw, where in self.file.members(entry.get("conflict", []), (*path, "conflict")):
            self.file.known(raw, CONFLICT, where)
            if raw.get("field") not in stated or "value" not in raw or not isinstance(raw.get("why"), str):
                raise self.file.error(
                    "A conflict needs a field that this entry states, the other value, and why it is not stated.", where
                )
            at = (*where, "value")
            value = builder.plain(raw["field"], self.value(keys[raw["field"]], raw["value"], at))
            backing = self.backing(raw, where) or _Backing()
            evidence = builder.evidence(self.file.span(at), rests_on=backing.rests_on)
            found.append(Dispute(raw["field"], value, evidence, raw["why"].strip()))
        return found

    def backing_of(self, key: str, entry: dict[str, Any], path: toml_spans.Path) -> _Backing | None:
        """Read what the entry says of one of its keys in `evidence`."""
        own = entry.get("evidence", {}).get(key)
        if own is None:
            return None
        where = (*path, "evidence", key)
        self.file.known(own, BACKING, where)
        return self.backing(own, where)

    def own_backing(self, field: Field, raw: Any, path: toml_spans.Path) -> _Backing | None:
        """Read what a record within the record rests on; no other value can say it of itself."""
        if field.type in {Key, Agent, Contribution} or parsers.has_parser(field):
            return None
        return self.backing(raw, path)

    def backing(self, table: dict[str, Any], path: toml_spans.Path) -> _Backing | None:
        """Read what a table rests on; None where it has no word of it, so that what encloses it decides."""
        said: dict[str, Any] = {key: table[key] for key in BACKING if key in table}
        for key, value in said.items():
            if not isinstance(value, str):
                raise self.file.error(f"{key} is a text: write it in quotation marks.", (*path, key))
        if not said:
            return None
        address = self.file.parsed(parsers.url, said["rests_on"], (*path, "rests_on")) if "rests_on" in said else None
        basis = self.file.parsed(parsers.string, said["basis"], (*path, "basis")) if "basis" in said else None
        return _Backing(
            rests_on=None if address is None and basis is None else RestsOn(address, basis),
            quote=said.get("quote"),
            source=said.get("quoted_from"),
            at=(*path, "quote"),
        )
