"""Curation: facts in TOML that complete or correct what other sources say, each with what it rests on.

It guesses nothing and looks nothing up: a quote must stand, word for word, in the text that it quotes. What it does
not understand is an error, since the file is the site's own.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, Final

from scholargraph import toml_spans
from scholargraph.errors import IdentifierError, Place, QuoteError, SourceError
from scholargraph.iris import Key
from scholargraph.model import (
    RECORD_CLASSES,
    Attribution,
    Contribution,
    ContributorRole,
    Dispute,
    Evidence,
    OrganizationType,
    Person,
    Publication,
    PublicationType,
    Reading,
    Record,
    Rejected,
    Role,
    RoleKind,
    RoleStatus,
    Selector,
    ServiceType,
    SoftwareType,
    VenueType,
    Version,
)  # fmt: skip
from scholargraph.sources import Document, SourceReader
from scholargraph.sources.curated_values import FRAGMENTS, REFERENCES, VALUES, string

_CLASSES: Final[Mapping[str, type[Record]]] = {kind.collection: kind for kind in RECORD_CLASSES}
_BACKING: Final = ("rests_on", "basis", "quote", "quoted_from")
_ENTRY: Final = ("id", "match", "evidence", "conflict", *_BACKING)
_TYPES: Final = {
    "organization": OrganizationType, "publication": PublicationType, "venue": VenueType, "software": SoftwareType,
    "service": ServiceType,
}  # fmt: skip
_CONTRIBUTORS: Final = {
    "authors": ContributorRole.AUTHOR, "editors": ContributorRole.EDITOR, "translators": ContributorRole.TRANSLATOR,
    "supervisors": ContributorRole.SUPERVISOR,
}  # fmt: skip
_LISTS: Final = {"topics", "keywords", "alternate_names", "alternate_titles", "links", "identifiers", "founders",
                 "makers", "about", "cites", *_CONTRIBUTORS, "roles", "versions"}  # fmt: skip


def parse(document: Document) -> Iterator[Reading | Rejected]:
    """Read every entry of a curation file. Raises SourceError or QuoteError with file, line and remedy."""
    try:
        data, spans = toml_spans.load(document.text)
    except tomllib.TOMLDecodeError as error:
        reason, line, column = toml_spans.fault(error, document.text)
        raise SourceError(
            f"This is not TOML: {reason}; correct the line.", Place(document.path, line, column)
        ) from error
    yield from _Curation(document, data, spans).readings()


class _Curation:
    """One curation file, being read."""

    def __init__(
        self, document: Document, data: dict[str, Any], spans: Mapping[toml_spans.Path, tuple[int, int]]
    ) -> None:
        self.document = document
        self.data = data
        self.spans = spans
        self.keys: dict[str, Key] = {}  # by id
        self.found: dict[tuple[str, str], Evidence | None] = {}
        self.quotable: dict[str, Document] = {}
        self.ends: dict[toml_spans.Path, int] = {}
        for path, (_, end) in spans.items():
            self.ends[path[:2]] = max(end, self.ends.get(path[:2], 0))

    def readings(self) -> Iterator[Reading]:
        self.known(self.data, tuple(_CLASSES), ())
        for collection, entries in self.data.items():
            if not isinstance(entries, list):
                raise self.error(f"Write [[{collection}]], with two brackets, for each {collection}.", (collection,))
            for index, entry in enumerate(entries):
                if not isinstance(entry, dict):
                    raise self.error(
                        f"Write [[{collection}]], with two brackets, for each {collection}.", (collection,)
                    )
                name = entry.get("id")
                if name is None:
                    continue
                if not isinstance(name, str) or not name.strip():
                    raise self.error("An id is a text: write it in quotation marks.", (collection, index, "id"))
                if name in self.keys:
                    raise self.error(f"Two entries have the id “{name}”: rename one.", (collection, index, "id"))
                self.keys[name] = Key(f"{collection}/~{self.document.name}/{name}")
        for collection, entries in self.data.items():
            for index, entry in enumerate(entries):
                yield self.reading(_CLASSES[collection], entry, (collection, index))

    def reading(self, kind: type[Record], entry: dict[str, Any], path: toml_spans.Path) -> Reading:
        """Read one entry: the fields it gives, each with its evidence, and which record it speaks of."""
        # No id can be written so that it is taken for the number of an entry without one.
        key = self.keys[entry["id"]] if "id" in entry else Key(f"{path[0]}/~{self.document.name}//{int(path[1]) + 1}")
        names = tuple(
            part.name for part in fields(kind) if part.name not in {"key", "contributions", "gaps", "abstract_cleaned"}
        )
        extra = {Publication: (*_CONTRIBUTORS, "version"), Person: ("role",)}.get(kind, ())
        self.known(entry, (*_ENTRY, *names, *extra), path)
        backing = self.backing(entry, path, {})
        if not any(part in backing for part in _BACKING if part != "quoted_from"):
            raise self.error(
                "Say what this rests on: add rests_on (an address), quote (exact words) or basis (in words).", path
            )
        self.consistent(entry, path)
        values: dict[str, Any] = {}
        attributions: list[Attribution] = []
        for name, raw in entry.items():
            if name in _ENTRY:
                continue
            field, members = self.field(kind, name, raw, (*path, name), complete=entry.get("authors_complete", True))
            own = entry.get("evidence", {}).get(name)
            if own is not None:
                self.known(own, _BACKING, (*path, "evidence", name))
            for member, where, table in members:
                backed = self.backing(table, where, self.backing(own or {}, (*path, "evidence", name), backing))
                attributions += [Attribution(field, member, found) for found in self.evidence(where, backed)]
            plain = tuple(member for member, _, _ in members)
            if field in _LISTS or field == "contributions":
                values[field] = (*values.get(field, ()), *plain)
            else:
                values[field] = plain[0]
        selector = self.selector(entry.get("match"), (*path, "match"))
        if "name" in names and "name" not in values:
            if selector is None or selector.name is None:
                raise self.error('This entry needs a name: add name, or match = { name = "..." }.', path)
            values["name"] = selector.name
        if kind is Publication and entry.get("authors") and "authors_complete" not in values:
            values["authors_complete"] = True
            attributions += [
                Attribution("authors_complete", value=True, evidence=found)
                for found in self.evidence((*path, "authors"), backing)
            ]
        whole = self.evidence(path, backing)[0]
        return Reading(kind(key=key, **values), whole, tuple(attributions), selector, self.disputes(kind, entry, path))

    def consistent(self, entry: dict[str, Any], path: toml_spans.Path) -> None:
        """Refuse evidence for what the entry does not say, and a complete list that it does not give."""
        self.known(entry.get("evidence", {}), tuple(name for name in entry if name not in _ENTRY), (*path, "evidence"))
        if entry.get("authors_complete") is True and not entry.get("authors"):
            raise self.error("Only a list that stands here can be complete: add authors.", (*path, "authors_complete"))

    def field(
        self, kind: type[Record], name: str, raw: Any, path: toml_spans.Path, *, complete: bool
    ) -> tuple[str, list[tuple[Any, toml_spans.Path, dict[str, Any]]]]:
        """Read one key of an entry: the record's field, and its members with where they stand and their own table."""
        if name in _CONTRIBUTORS:
            # Where names are missing nobody knows the place of the others.
            placed = _CONTRIBUTORS[name] is ContributorRole.AUTHOR and complete
            return "contributions", [
                (self.contribution(_CONTRIBUTORS[name], member, place if placed else None, where), where, {})
                for place, (member, where) in enumerate(self.members(raw, path), start=1)
            ]
        if name == "role":
            return "roles", [(self.role(member, where), where, member) for member, where in self.members(raw, path)]
        if name == "version":
            return "versions", [
                (version, where, raw[place])
                for place, (version, where) in enumerate(self.versions(self.members(raw, path)))
            ]
        if name in _LISTS:
            return name, [
                (self.value(kind, name, member, where), where, {}) for member, where in self.members(raw, path)
            ]
        return name, [(self.value(kind, name, raw, path), path, {})]

    def members(self, raw: Any, path: toml_spans.Path) -> list[tuple[Any, toml_spans.Path]]:
        if not isinstance(raw, list):
            raise self.error(f"{path[-1]} is a list: write it in square brackets.", path)
        return [(member, (*path, index)) for index, member in enumerate(raw)]

    def value(self, kind: type[Record], name: str, raw: Any, path: toml_spans.Path) -> Any:
        """Read one value. Raises SourceError with its place."""
        if name in REFERENCES:
            return self.reference(name, raw, path)
        if name == "type":
            table = _TYPES[kind.collection]
            if not isinstance(raw, str) or raw not in {member.value for member in table}:
                near = difflib.get_close_matches(str(raw), list(table), n=1, cutoff=0.3)
                raise self.error(
                    f"“{raw}” is no type of {kind.collection}: did you mean {near[0] if near else next(iter(table))}?",
                    path,
                )
            return table(raw)
        if name == "authors_complete":
            if not isinstance(raw, bool):
                raise self.error("authors_complete is true or false.", path)
            return raw
        try:
            read: Callable[[Any], Any] = VALUES.get(name, string)
            return read(raw)
        except KeyError:
            raise self.error(f"“{raw}” is no {name} that is known here: correct it.", path) from None
        except IdentifierError as error:
            raise SourceError(error.message, self.place(path)) from None
        except (ValueError, TypeError) as error:
            raise self.error(f"{name} cannot be read: {error}.", path) from None

    def reference(self, name: str, raw: Any, path: toml_spans.Path) -> Key:
        if not isinstance(raw, str) or raw not in self.keys:
            near = difflib.get_close_matches(str(raw), list(self.keys), n=1, cutoff=0.5)
            raise self.error(f"No entry has the id “{raw}”: {f'did you mean {near[0]}?' if near else 'add it.'}", path)
        key = self.keys[raw]
        if key.collection not in REFERENCES[name]:
            wanted = " or ".join(REFERENCES[name])
            raise self.error(f"“{raw}” is a {key.collection}, where {name} is a {wanted}: name one.", path)
        return key

    def contribution(
        self, role: ContributorRole, raw: Any, position: int | None, path: toml_spans.Path
    ) -> Contribution:
        if isinstance(raw, str):
            return Contribution(printed_name=self.value(Person, "name", raw, path), role=role, position=position)
        self.known(raw, ("name", "also", "person"), path)
        return Contribution(
            printed_name=self.value(Person, "name", raw.get("name"), path),
            role=role,
            position=position,
            person=self.reference("person", raw["person"], (*path, "person")) if "person" in raw else None,
            variants=tuple(
                self.value(Person, "name", name, where) for name, where in self.members(raw.get("also", []), path)
            ),
        )

    def role(self, raw: dict[str, Any], path: toml_spans.Path) -> Role:
        self.known(raw, ("organization", "kind", "title", "status", "start", "end", *_BACKING), path)
        try:
            kind = RoleKind(raw.get("kind", ""))
            status = RoleStatus(raw["status"]) if "status" in raw else None
        except ValueError as error:
            raise self.error(f"A role has a kind ({', '.join(RoleKind)}) and may have a status "
                             f"({', '.join(RoleStatus)}): {error}.", path) from None  # fmt: skip
        rest = {
            name: self.value(Person, name, raw[name], (*path, name))
            for name in ("title", "start", "end")
            if name in raw
        }
        return Role(
            organization=self.reference("organization", raw.get("organization"), path), kind=kind, status=status, **rest
        )

    def versions(self, members: list[tuple[Any, toml_spans.Path]]) -> Iterator[tuple[Version, toml_spans.Path]]:
        labels: set[str] = set()
        for member, where in members:
            version = self.version(member, where)
            if version.label in labels:
                raise self.error(f"Two versions of this work are labelled {version.label}: rename one.", where)
            labels.add(version.label)
            yield version, where

    def version(self, raw: dict[str, Any], path: toml_spans.Path) -> Version:
        self.known(raw, ("label", "identifiers", "issued", "status", "url", *_BACKING), path)
        if not re.fullmatch(r"[a-z][a-z0-9]*", str(raw.get("label", ""))) or raw["label"] in FRAGMENTS:
            raise self.error(
                f"A version needs a label of small letters and digits, such as arxiv or v2; not {', '.join(FRAGMENTS)}.",
                path,
            )
        rest = {
            name: self.value(Publication, name, raw[name], (*path, name))
            for name in ("issued", "status", "url")
            if name in raw
        }
        found = tuple(
            self.value(Publication, "identifiers", member, where)
            for member, where in self.members(raw.get("identifiers", []), (*path, "identifiers"))
        )
        return Version(label=raw["label"], identifiers=found, **rest)

    def selector(self, raw: Any, path: toml_spans.Path) -> Selector | None:
        if raw is None:
            return None
        if not isinstance(raw, dict) or len(raw) != 1:
            raise self.error("match is a table with one of identifier, title, name, abstract.", path)
        self.known(raw, ("identifier", "title", "name", "abstract"), path)
        ((name, value),) = raw.items()
        if name == "identifier":
            return Selector(identifier=self.value(Publication, "identifiers", value, (*path, name)))
        return Selector(**{name: self.value(Person, "name", value, (*path, name))})

    def disputes(self, kind: type[Record], entry: dict[str, Any], path: toml_spans.Path) -> tuple[Dispute, ...]:
        """Read what the entry itself reports as said elsewhere."""
        found = []
        for raw, where in self.members(entry.get("conflict", []), (*path, "conflict")):
            self.known(raw, ("field", "value", "why", *_BACKING), where)
            stated = [name for name in entry if name in {part.name for part in fields(kind)}]
            if raw.get("field") not in stated or "value" not in raw or not isinstance(raw.get("why"), str):
                raise self.error(
                    "A conflict needs a field that this entry states, the other value, and why it is not stated.", where
                )
            value = self.value(kind, raw["field"], raw["value"], (*where, "value"))
            backing = self.backing(raw, where, {})
            found.append(Dispute(raw["field"], value, self.evidence((*where, "value"), backing)[0], raw["why"].strip()))
        return tuple(found)

    def backing(self, table: dict[str, Any], path: toml_spans.Path, default: dict[str, Any]) -> dict[str, Any]:
        """What a table rests on; without a word of its own, what encloses it does. Quotes remember their place."""
        own: dict[str, Any] = {part: table[part] for part in _BACKING if part in table}
        for name, value in own.items():
            if not isinstance(value, str):
                raise self.error(f"{name} is a text: write it in quotation marks.", (*path, name))
        if "quote" in own:
            own["at"] = (*path, "quote")
        return own or default

    def evidence(self, path: toml_spans.Path, backing: dict[str, Any]) -> list[Evidence]:
        """The words of this file, with what they rest on; then the quoted words where they stand in their source."""
        start, end = self.spans[path]
        end = self.ends[path] if len(path) == 2 else end  # an entry as a whole, not its header alone
        base = self.document.evidence(start, end)
        at = path
        url = self.value(Publication, "url", backing["rests_on"], at) if "rests_on" in backing else None
        basis = self.value(Person, "name", backing["basis"], at) if "basis" in backing else None
        found = [Evidence(base.source, base.span, base.quote, url, basis)]
        if "quote" in backing:
            found.append(self.quoted(backing))
        return found

    def quoted(self, backing: dict[str, Any]) -> Evidence:
        """Find the quote in the text it quotes. Raises QuoteError where it does not stand there."""
        texts = self.document.texts
        others = [name for name in texts if name != self.document.name]
        names = [backing["quoted_from"]] if "quoted_from" in backing else others
        for name in names:
            if name not in others:
                raise QuoteError(
                    f"There is no source “{name}” to quote from: name one of {', '.join(others)}.",
                    self.place(backing["at"]),
                )
            found = self.stands(backing["quote"], name)
            if found is not None and backing["quote"].strip():
                return found
        where = " or ".join(f"“{name}”" for name in names[:5]) or "any other source"
        raise QuoteError(
            f"The quote “{backing['quote']}” does not stand in {where}: copy the exact words.",
            self.place(backing["at"]),
        )

    def stands(self, quote: str, name: str) -> Evidence | None:
        """Find the quote in one text, once; TOML reads every line end as a line feed, the text may have others."""
        if (quote, name) not in self.found:
            text = self.document.texts[name]
            if name not in self.quotable:
                self.quotable[name] = Document(name=name, path=name, text=text)
            self.found[quote, name] = None
            for words in dict.fromkeys((quote, quote.replace("\n", "\r\n"))):
                start = text.find(words)
                if start >= 0:
                    self.found[quote, name] = self.quotable[name].evidence(start, start + len(words))
                    break
        return self.found[quote, name]

    def known(self, table: Any, allowed: tuple[str, ...], path: toml_spans.Path) -> None:
        """Refuse a key that nobody knows, naming the nearest known one."""
        if not isinstance(table, dict):
            raise self.error(f"{path[-1]} is a table here: write it as key = value.", path)
        for name in table:
            if name not in allowed:
                near = difflib.get_close_matches(name, allowed, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(allowed))}."
                raise self.error(f"“{name}” is not known: {hint}", (*path, name))

    def place(self, path: toml_spans.Path) -> Place:
        while path and path not in self.spans:
            path = path[:-1]
        return Place(
            self.document.path, *toml_spans.line_column(self.document.text, self.spans[path][0] if path else 0)
        )

    def error(self, message: str, path: toml_spans.Path) -> SourceError:
        return SourceError(message, self.place(path))


SOURCE: Final = SourceReader(
    "curation", "Facts in TOML that complete or correct the others, each with what it rests on", parse
)
