"""What readers of XML have in common: values with their XPath and quote, faults as rejections, names that are given once.

It knows no format.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from scholargraph.acquire.items import SourceItem
from scholargraph.acquire.xml_stream import Element, XmlFault
from scholargraph.bibliography.agents import NoName
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import Identifier, Url, identifier_of, parse_url
from scholargraph.model import Agent, ContributorRole, Record, Rejected, fields_of
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.parts import Fact

_FILTER_BYTES: Final = 1 << 24
_HASHES: Final = 4


class XmlRecord:
    """A record in the making of which every value stands in an element of one entry, or in one that it belongs to.

    `rejected` are values of it that are not stated, each with its place and the reason.
    """

    def __init__(self, item: SourceItem, record: type[Record], name: str, entry: Element) -> None:
        self.item = item
        self.entry = entry
        self.builder = RecordBuilder(item, record, name, at=entry.at, quote=entry.whole_text())
        self.rejected: list[Rejected] = []
        self._fields = fields_of(record)

    def give(self, field: str, value: Any, element: Element, *, attribute: str | None = None) -> None:
        """Give a field a value that stands in an element, or in an attribute of it."""
        give = self.builder.add if self._fields[field].many else self.builder.set
        found = fact(field, value, element, attribute=attribute)
        give(field, value, at=found.at, quote=found.quote)

    def refuse(self, reason: str, element: Element, attribute: str | None = None) -> None:
        """Say that a value is not stated, and why."""
        at = element.at if attribute is None else element.at_attribute(attribute)
        self.rejected.append(Rejected(self.item.source, reason, self.item.id, at))

    def contributors(
        self,
        entry: Element,
        roles: Mapping[str, ContributorRole],
        *,
        agents: Callable[[list[Element]], Iterable[Agent | NoName | None]],
        known: Callable[[Element, Agent], Agent],
    ) -> bool:
        """Give those who are named in elements, each with the place in its list; tell whether the list of authors is cut.

        `agents` makes the agents of a list, `known` adds what else an element says of one.
        """
        goes_on = False
        for name, role in roles.items():
            elements, listed = list(entry.all(name)), NameList(role)
            for element, agent in zip(elements, agents(elements), strict=True):
                found = listed.take(known(element, agent) if isinstance(agent, Agent) else agent)
                if found is not None:
                    self.give("contributions", found, element)
                elif listed.is_told(agent, element.words()):
                    self.refuse(listed.loss(element.words()), element)
            if role is ContributorRole.AUTHOR:
                goes_on = goes_on or listed.goes_on
                if listed.whole:
                    self.give("authors_complete", True, entry)  # noqa: FBT003 - the value of a field
        return goes_on

    def identify(self, scheme: str, element: Element, *, field: str = "identifiers") -> None:
        """Give an identifier that an element holds; one that fails its scheme's check is refused."""
        found = self.identifier(scheme, element)
        if found is not None:
            self.give(field, found, element)

    def identifier(self, scheme: str, element: Element, attribute: str | None = None) -> Identifier | None:
        """Read an identifier; one that fails its scheme's check is refused."""
        words = element.words() if attribute is None else (element.get(attribute) or "").strip()
        found = identifier_of(scheme, words) if words else None
        if found is None and words:
            self.refuse(f"“{words}” is no valid {_label(scheme)}: compare it with its source.", element, attribute)
        return found

    def address(self, words: str, element: Element, attribute: str | None = None) -> Url | None:
        """Read a web address; what is none is refused."""
        try:
            return parse_url(words)
        except IdentifierError as error:
            self.refuse(f"{error}", element, attribute)
            return None


def _label(scheme: str) -> str:
    return Identifier(scheme, "").label


def fact(field: str, value: Any, element: Element, *, attribute: str | None = None) -> Fact:
    """Make a value of a field with its place in an element, or in an attribute of it."""
    if attribute is None:
        return Fact(field, value, element.at, element.whole_text())
    return Fact(field, value, element.at_attribute(attribute), element.attributes[attribute])


def rejected(item: SourceItem, fault: XmlFault) -> Rejected:
    """Give an entry that cannot be read as rejected."""
    reason = fault.reason[:1].upper() + fault.reason[1:]
    where = "" if "(line " in reason else f" (line {fault.line:,})"
    return Rejected(item.source, f"{reason}{where}.", item.id, fault.at)


def tags_of(known: Mapping[str, tuple[str, str]]) -> Callable[[Element], tuple[str, str]]:
    """Say what of an element becomes markup: of one that is not known the words stay."""
    return lambda element: known.get(element.tag, ("", ""))


class OnceNames:
    """Names of entries of which each may be given once: a second entry of a name is told from the first by its number.

    It needs the same memory for ten entries and for ten million. Very rarely a name that is new is numbered, too: a Bloom
    filter (B. H. Bloom, Space/time trade-offs in hash coding with allowable errors, 1970) never takes a name twice.
    """

    def __init__(self) -> None:
        self._bits = bytearray(_FILTER_BYTES)
        self._count = 0

    def once(self, name: str) -> str:
        """Give the name, or, where it was given before, the name with the number of the entry."""
        self._count += 1
        return f"{name}~{self._count}" if self._held(name) else name

    def _held(self, name: str) -> bool:
        digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4 * _HASHES).digest()
        held = True
        for start in range(0, len(digest), 4):
            place = int.from_bytes(digest[start : start + 4]) % (8 * _FILTER_BYTES)
            bit = 1 << (place & 7)
            held = held and bool(self._bits[place >> 3] & bit)
            self._bits[place >> 3] |= bit
        return held
