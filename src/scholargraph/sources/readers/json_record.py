"""A record made of one entry of a JSON item: values are taken from members by their path, which is also their place.

It knows no format. What stands at a path but is no value of its kind is not stated, and is kept as rejected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.json_stream import JsonEntry
from scholargraph.bibliography.agents import NoName
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import SCHEMES, Identifier, Url, identifier_of, parse_url
from scholargraph.model import (
    Agent,
    ContributorRole,
    JsonPointer,
    PartialDate,
    Record,
    Rejected,
    SourceRecord,
    Text,
    fields_of,
)
from scholargraph.ntriples import valid_language
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.parts import Fact
from scholargraph.sources.readers.language_names import LANGUAGES

Token = str | int

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that are no part of a text, and that neither XML nor people can read."""
_PMCID: Final = re.compile(
    r"(?:(?:pmcid:|https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/)\s?)?([1-9][0-9]*)", re.IGNORECASE
)
_PART_OF_DATE: Final = re.compile("[0-9]{1,4}")
_PRIMARY: Final = (2, 3)
"""Letters of the first part of a tag that names a language (ISO 639)."""


class JsonRecord:
    """Makes a record of an entry.

    Args:
        item: the item that is read.
        record: the class of record.
        name: what tells the record from the others of the item.
        entry: the entry, an object.
        at: the member that stands for the entry as a whole: a short one, since it is quoted.
    """

    def __init__(self, item: SourceItem, record: type[Record], name: str, entry: JsonEntry, *at: Token) -> None:
        self.item = item
        self.entry = entry
        self.at = at
        self.builder = RecordBuilder(item, record, name, at=entry.at(*at), quote=entry.quote(*at))
        self.rejected: list[Rejected] = []
        self._fields = fields_of(record)
        self._members: dict[Token, Any] = entry.value

    def get(self, *path: Token) -> Any:
        """Give what stands at a path, or None."""
        # Most paths are the name of a member: that of the entry is asked for at once.
        return self._members.get(path[0]) if len(path) == 1 else member_of(self._members, *path)

    def contributors(
        self,
        roles: Mapping[str, ContributorRole],
        *,
        agents: Callable[[str, list[Any]], Iterable[Agent | NoName | None]],
        words: Callable[[Any], str | None],
    ) -> bool:
        """State those who are named in members, in their order; tell whether something stands for authors left out.

        `agents` makes the agents of the list in a member, `words` gives those that stand for somebody.
        """
        goes_on = False
        for member, role in roles.items():
            people, listed = self.list(member), NameList(role)
            for place, (person, agent) in enumerate(zip(people, agents(member, people), strict=True)):
                found = listed.take(agent)
                if found is not None:
                    self.state("contributions", found, member, place)
                elif listed.is_told(agent, words(person)):
                    self.reject(listed.loss(words(person)), member, place)
            if role is ContributorRole.AUTHOR:
                goes_on = goes_on or listed.goes_on
                if listed.whole:
                    self.state("authors_complete", True, member)  # noqa: FBT003 - the value of the field
        return goes_on

    def text(self, *path: Token) -> str | None:
        """Give the words at a path, without space around them; a number as its digits; None for anything else."""
        return words_of(self.get(*path))

    def list(self, *path: Token) -> list[Any]:
        """Give the list at a path; an empty one for anything else."""
        found = self.get(*path)
        return found if isinstance(found, list) else []

    def state(self, field: str, value: Any, *path: Token) -> None:
        """Give a field a value, with its place; a second value of a field that has one is left."""
        if value is None:
            return
        entry, builder = self.entry, self.builder
        if self._fields[field].many:
            builder.add(field, value, at=entry.at(*path), quote=entry.quote(*path))
        elif not builder.has(field) or builder.value(field) == builder.plain(field, value):
            builder.set(field, value, at=entry.at(*path), quote=entry.quote(*path))

    def words(self, field: str, *path: Token) -> None:
        """Give a field the words at a path, if there are any: a text, or words of a field of them."""
        found = self.text(*path)
        if found is None:  # as most members of most entries are: nothing more is asked of them
            return
        if not self._blank(found):
            found = " ".join(found.split()) if field != "abstract" else found
            self.state(field, found if self._fields[field].type is str else Text(found), *path)

    def identifier(self, scheme: str, *path: Token) -> Identifier | None:
        """Give the identifier at a path; one that is none is rejected."""
        found = self.text(*path)
        if found is None:
            return None
        known = known_identifier(scheme, found)
        if known is None:
            self.reject(f"“{found[:100]}” is no valid {SCHEMES[scheme].label}: it is not stated.", *path)
        return known

    def url(self, *path: Token) -> Url | None:
        """Give the web address at a path; what is none is rejected."""
        found = self.text(*path)
        try:
            return None if found is None else parse_url(found)
        except IdentifierError as error:
            self.reject(f"{error.message[:200]} It is not stated.", *path)
        return None

    def language(self, *path: Token) -> str | None:
        """Give the language tag at a path, also of a language that is named there; what is neither is rejected."""
        found = self.text(*path)
        if found is None:
            return None
        tag = LANGUAGES.get(found.casefold(), found.replace("_", "-"))
        if valid_language(tag) and len(tag.partition("-")[0]) in _PRIMARY:
            return tag
        self.reject(f"“{found[:40]}” is no language tag: it is not stated.", *path)
        return None

    def date(self, *path: Token) -> PartialDate | None:
        """Give the date whose parts stand at a path, as numbers: year, month, day; one that is none is rejected."""
        try:
            return date_of_parts(self.get(*path))
        except ValueError as error:
            self.reject(f"{str(error)[:100].capitalize()}: the date is not stated.", *path)
        return None

    def reject(self, reason: str, *path: Token) -> None:
        """Note that a value is not stated, and why."""
        self.rejected.append(Rejected(self.item.source, reason, self.item.id, self.entry.at(*path)))

    def fact(self, field: str, value: Any, *path: Token) -> Fact:
        """Make a fact of a record beside this one."""
        return Fact(field, value, self.entry.at(*path), self.entry.quote(*path))

    def place(self, *path: Token) -> JsonPointer:
        """Give the place of a path."""
        return self.entry.at(*path)

    def given(self) -> Iterator[SourceRecord | Rejected]:
        """Give the record, then what of it is rejected."""
        yield self.builder.build()
        yield from self.rejected

    def _blank(self, words: str) -> bool:
        """Whether nothing is left of words without their markup."""
        if "<" not in words and "&" not in words:
            return False
        return not str(self.builder.plain("title", Text(words)).value).strip()


class Names:
    """Tells the records of one item apart by what they are called; a second of one name gets its number."""

    def __init__(self) -> None:
        self._given: set[int] = set()

    def of(self, name: str, pointer: str) -> str:
        """Give the name, or another where the item has had it."""
        known = hash(name)
        if known in self._given:
            return f"{name}~{pointer.rpartition('/')[2] or 'again'}"
        self._given.add(known)
        return name


def known_identifier(scheme: str, words: str) -> Identifier | None:
    """Give an identifier as `identifier_of`, one of PubMed Central also where its letters are left out.

    >>> str(known_identifier("pmcid", "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332"))
    'pmcid:PMC5815332'
    """
    if scheme == "pmcid" and (digits := _PMCID.fullmatch(words.strip().rstrip("/"))):
        words = f"PMC{digits[1]}"
    return identifier_of(scheme, words)


def words_of(value: Any) -> str | None:
    """Give words of a value of JSON, without space around them; a number as its digits; None where it has none."""
    if type(value) is str:
        words = value.strip()
        if words and not words.isprintable():
            words = _CONTROLS.sub("", words).strip()
        return words or None
    return str(value) if type(value) is int else None


def member_of(value: Any, *path: Token) -> Any:
    """Give what stands at a path within a value, or None."""
    for token in path:
        if isinstance(token, str):
            value = value.get(token) if type(value) is dict else None
        else:
            value = value[token] if type(value) is list and -1 < token < len(value) else None
        if value is None:
            return None
    return value


def date_of_parts(parts: Any) -> PartialDate | None:
    """Read `[2014, 2, 11]`, `["2014"]`, `[2014, null]`: the parts until the first that is none. Raises ValueError.

    >>> str(date_of_parts([2014, "2"]))
    '2014-02'
    """
    if not isinstance(parts, list):
        return None
    found: list[int] = []
    for part in parts[:3]:
        if part is None or part == "":
            break
        if isinstance(part, bool) or not isinstance(part, int | str) or not _PART_OF_DATE.fullmatch(str(part).strip()):
            raise ValueError(f"“{part}” is no part of a date")
        found.append(int(part))
    return PartialDate(*found) if found else None
