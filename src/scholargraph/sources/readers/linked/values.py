"""Values of properties as values of records: dates, identifiers, addresses, languages, words.

What is no such value is said with its reason, and never corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from scholargraph.bibliography.dates import parse_date
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import SCHEMES, Identifier, identifier_of, parse_identifier, parse_url
from scholargraph.model import Locator, PartialDate, Text
from scholargraph.ntriples import valid_language
from scholargraph.sources.parts import Fact
from scholargraph.sources.readers.linked.nodes import Graph, Node, Value
from scholargraph.sources.readers.linked.terms import IDENTIFIER_PROPERTIES, PROPERTY_IDS

_DATE_TIME: Final = re.compile(
    r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:[T ][0-9:.,]*\s*(?:Z|UTC|GMT|[+-][0-9:]{2,6})?|Z)?"
)
_SCHEMED: Final = re.compile(rf"(?:{'|'.join(SCHEMES)}):\S+", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
"""A tag that begins with a code; “English” is a word."""
_SPACE: Final = re.compile(r"\s+")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
LONGEST: Final = 2_000
"""Identifiers and addresses are no longer than this."""


@dataclass(slots=True)
class Facts:
    """What is said of one record: values of fields with their places, and what is no value, with the reason."""

    found: list[Fact] = field(default_factory=list)
    refused: list[tuple[str, Locator]] = field(default_factory=list)

    def say(self, name: str, value: Any, of: Value) -> None:
        """Note a value of a field, at the place of what it was read from; None says nothing."""
        if value is not None:
            self.found.append(Fact(name, value, of.at, of.quote))

    def refuse(self, reason: str, of: Value) -> None:
        """Note that something is no value of its field, and why."""
        self.refused.append((reason, of.at))

    def has(self, name: str) -> bool:
        """Whether a field has a value."""
        return any(one.field == name for one in self.found)

    def value(self, name: str) -> Any:
        """Give the first value of a field."""
        return next((one.value for one in self.found if one.field == name), None)

    def date(self, name: str, of: Value | None) -> None:
        """Note a date; of a moment its day as it is written, in its own time zone."""
        if of is None:
            return
        words = of.text.strip()
        moment = _DATE_TIME.fullmatch(words) if len(words) < 60 else None
        try:
            value = PartialDate.parse(moment[1]) if moment else parse_date(words.replace("/", "-"))
        except ValueError:
            value = None
        if value is None:
            self.refuse(f"“{shown(of)}” is no date: write YYYY, YYYY-MM or YYYY-MM-DD.", of)
        self.say(name, value, of)

    def address(self, name: str, of: Value | None) -> None:
        """Note a web address. A relative one says nothing without the address of the page, which is not known."""
        if of is None or not of.text.strip():
            return
        words = of.text.strip()
        try:
            self.say(name, parse_url(words), of)
        except IdentifierError as error:
            if re.match(r"https?:", words, re.IGNORECASE):
                self.refuse(str(error), of)

    def language(self, of: Value | None) -> None:
        """Note the language of a work, where it is a tag."""
        if of is None:
            return
        tag = of.text.strip().replace("_", "-")
        if _LANGUAGE.fullmatch(tag) and valid_language(tag):
            self.say("language", tag.lower(), of)

    def identifiers(self, node: Node, graph: Graph, schemes: frozenset[str]) -> None:
        """Note what identifies a thing: its name, `identifier`, `sameAs`, `url`, and properties of one scheme."""
        for name, scheme in IDENTIFIER_PROPERTIES.items():
            if scheme in schemes:
                for value in graph.words(node, name):
                    self.identifier(value, schemes, scheme=scheme)
        for found in graph.things(node, "identifier"):
            if isinstance(found, Value):
                self.identifier(found, schemes)
            else:
                self._property_value(found, graph, schemes)
        for value in [*([node.id] if node.id is not None else []), *graph.words(node, "url")]:
            self.identifier(value, schemes)
        for value in graph.words(node, "sameAs"):
            if not self.identifier(value, schemes):
                self.address("links", value)

    def identifier(self, of: Value, schemes: frozenset[str], *, scheme: str | None = None) -> bool:
        """Note an identifier; tell whether the value is one, be it valid or not. Of other things' schemes it is none."""
        words = of.text.strip()
        if not words or len(words) > LONGEST:
            return False
        if scheme is None and not _SCHEMED.match(words) and not re.match(r"https?://", words, re.IGNORECASE):
            bare = identifier_of("doi", words)
            if bare is not None and "doi" in schemes:
                self.say("identifiers", bare, of)
            return bare is not None
        value = identifier_of(scheme, words) if scheme else self._parsed(words, of)
        if value is None:
            if scheme is not None:
                self.refuse(f"“{shown(of)}” is no {SCHEMES[scheme].label}: compare it with its source.", of)
            return scheme is not None
        if value.scheme in schemes:
            self.say("identifiers", value, of)
        return True

    def _parsed(self, words: str, of: Value) -> Identifier | None:
        """Read an address or a schemed value; an address of a known scheme that fails its check is said."""
        words = re.sub(r"^(https?://)www\.(?=(?:doi|orcid|arxiv)\.org/)", r"\1", words)
        try:
            return parse_identifier(words)
        except IdentifierError as error:
            if "is not a valid" in str(error):
                self.refuse(str(error), of)
            return None

    def _property_value(self, node: Node, graph: Graph, schemes: frozenset[str]) -> None:
        """Read a PropertyValue: the scheme by its `propertyID` or `name`, the value; without a scheme an address."""
        value = graph.first(node, "value", "url", "@id") or (node.id if node.id is not None else None)
        if value is None:
            return
        named = graph.first(node, "propertyID") or graph.first(node, "name")
        key = "" if named is None else named.text.strip().casefold().rstrip("/").rsplit("/", 1)[-1]
        scheme = PROPERTY_IDS.get(key)
        if scheme is None:
            self.identifier(value, schemes)
        elif scheme in schemes:
            self.identifier(value, schemes, scheme=scheme)


def shown(of: Value) -> str:
    """Give the beginning of a value, for messages."""
    words = tidy(of.text)
    return words if len(words) <= 80 else words[:79] + "…"


def tidy(words: str) -> str:
    """Give words on one line."""
    return _SPACE.sub(" ", words).strip()


def text(of: Value | None) -> Text | None:
    """Give words with their language; None for none."""
    if of is None or not tidy(of.text):
        return None
    language = of.language if of.language and valid_language(of.language) else None
    return Text(tidy(of.text), language)


def prose(of: Value | None) -> Text | None:
    """Give words that may be several paragraphs, with their line breaks and their language; None for none."""
    words = text(of)
    if of is None or words is None or "\n" not in of.text.strip():
        return words
    lines = [tidy(line) for line in of.text.strip().splitlines()]
    return Text(_BLANK_LINES.sub("\n\n", "\n".join(lines)), words.language)


def pieces(of: Value, separator: str) -> list[Value]:
    """Give the parts of a list in words; each has the place of the whole."""
    return [Value(part.strip(), of.at, of.quote, of.language) for part in of.text.split(separator) if part.strip()]
