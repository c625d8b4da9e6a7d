"""The parser of XML that documents and streams share: expat with limits, without a DTD of others, with the names of HTML.

It keeps nothing of what it reads. External DTDs and entities are never opened, and entities that a document declares are
refused: they can grow without end. Character names of HTML (`&uuml;`) are known without a DTD, as DBLP's dump needs it.
"""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NoReturn, Protocol
from xml.parsers import expat

from scholargraph.acquire.xml_bytes import BAD, XmlBytes

_PREDEFINED: Final = frozenset({"lt", "gt", "amp", "quot", "apos"})
_NAMES: Final = {name[:-1]: value for name, value in html.entities.html5.items() if name.endswith(";")}
"""Character names of HTML (Living Standard, section 13.5), those of HTML 4 and of ISO 8879 among them."""
_REFERENCE: Final = re.compile(rb"&([A-Za-z_:\x80-\xff][\w.:\-\x80-\xff]*);")


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """How much of a document is taken.

    Attributes:
        depth: how deep the elements of an entry may stand within each other, the root counted.
        attributes: how many attributes an element may have.
        entry: how many characters an entry may have, markup counted.
        nesting: how deep a document may be nested at all.
        token: how many bytes a tag, a comment or an instruction may have.
        names: how many different names of elements and attributes a document may have.
    """

    depth: int = 100
    attributes: int = 100
    entry: int = 8 << 20
    nesting: int = 100_000
    token: int = 4 << 20
    names: int = 10_000


LIMITS: Final = XmlLimits()
"""What no document of scholars needs more than."""


class XmlEvents(Protocol):
    """What a parser tells. Names are local names."""

    def start(self, name: str, namespace: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self) -> None:
        """The element that began last and has not ended ends."""

    def text(self, words: str) -> None:
        """Some text of the element."""

    def fault(self, reason: str) -> None:
        """Something of the element that began last cannot be read; what follows can."""


class XmlError(ValueError):
    """What follows cannot be read. `line` is where, from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(f"{message} (line {line:,})")
        self.line = line


class XmlParser:
    """Reads a document piece by piece and tells `events`. `feed` and `finish` raise XmlError where it is no XML."""

    def __init__(self, events: XmlEvents, limits: XmlLimits = LIMITS) -> None:
        self._events = events
        self._limits = limits
        self._bytes = XmlBytes()
        self._fed = 0
        self._depth = 0
        self._known: dict[str, tuple[str, str]] = {}
        self._unknown: list[int] = []
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
        parser.UseForeignDTD(True)  # noqa: FBT003 - expat's own signature
        parser.ExternalEntityRefHandler = self._dtd
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._skipped
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    @property
    def line(self) -> int:
        """The line of what is told, from 1."""
        return self._parser.CurrentLineNumber

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """Take the next bytes; `final` says that they are the last."""
        try:
            clean = self._bytes.feed(data, final=final)
            self._note_unknown(clean)
            self._fed += len(clean)
            self._parser.Parse(clean, final)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, "syntax error")
            raise XmlError(f"it is not XML: {reason}", error.lineno) from error
        except XmlError:
            raise
        except ValueError as error:
            raise XmlError(str(error), self.line) from error
        if self._fed - max(self._parser.CurrentByteIndex, 0) > self._limits.token:
            raise XmlError(f"it has a tag or comment of more than {self._limits.token:,} bytes", self.line)

    def _note_unknown(self, data: bytes) -> None:
        """Note where names of characters stand that nobody knows: expat drops them in attributes without a word."""
        if self._unknown:
            reached = self._parser.CurrentByteIndex
            self._unknown = [place for place in self._unknown if place >= reached]
        if b"&" in data:
            for found in _REFERENCE.finditer(data):
                name = found[1].decode("utf-8", "replace")
                if name not in _NAMES and name not in _PREDEFINED:
                    self._unknown.append(self._fed + found.start())

    def _dtd(self, context: str | None, *_: object) -> int:
        """Give our own DTD, whatever the document names; nothing is opened."""
        ours = self._parser.ExternalEntityParserCreate(context)
        ours.EntityDeclHandler = None
        ours.Parse(_names_as_dtd(), True)  # noqa: FBT003
        return 1

    def _declared(self, *_: object) -> NoReturn:
        self._stop("it declares entities in its DOCTYPE, which is not read")

    def _skipped(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001 - expat's own signature
        if not is_parameter:
            self._events.fault(f"it is not XML: “&{name};” is no character that anybody knows")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._limits.nesting:
            self._stop(f"it is nested more than {self._limits.nesting:,} deep")
        found = self._known.get(name) or self._split(name)
        if attributes:
            attributes = self._local(attributes)
        self._events.start(found[1], found[0], attributes)
        if attributes:
            self._check(attributes)

    def _check(self, attributes: dict[str, str]) -> None:
        if len(attributes) > self._limits.attributes:
            self._events.fault(f"an element has more than {self._limits.attributes:,} attributes")
        if any(BAD in value for value in attributes.values()):
            self._events.fault(_BAD_CHARACTER)
        if self._unknown:
            begin = self._parser.CurrentByteIndex
            within = [place - begin for place in self._unknown if place > begin]
            if within:
                tag = _TAG.match(self._parser.GetInputContext() or b"")
                name = None if tag is None or within[0] >= tag.end() else _REFERENCE.match(tag[0], within[0])
                if name is not None:
                    self._skipped(name[1].decode("utf-8", "replace"), is_parameter=False)

    def _end(self, _: str) -> None:
        self._depth -= 1
        self._events.end()

    def _text(self, words: str) -> None:
        if BAD in words:
            self._events.fault(_BAD_CHARACTER)
        self._events.text(words)

    def _local(self, attributes: dict[str, str]) -> dict[str, str]:
        # Of two attributes with one local name, that without a namespace is meant.
        named: dict[str, str] = {}
        several = len(attributes) > 1
        pairs = sorted(attributes.items(), key=lambda pair: " " not in pair[0]) if several else attributes.items()
        for name, value in pairs:
            named[(self._known.get(name) or self._split(name))[1]] = value
        return named

    def _split(self, name: str) -> tuple[str, str]:
        if len(self._known) >= self._limits.names:
            self._stop(f"it has more than {self._limits.names:,} names of elements and attributes")
        namespace, _, local = name.rpartition(" ")
        return self._known.setdefault(name, (namespace, local))

    def _stop(self, reason: str) -> NoReturn:
        raise XmlError(reason, self.line)


_BAD_CHARACTER: Final = "it is not XML: it holds a byte or a character that its encoding or XML 1.0 excludes"
_TAG: Final = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


@cache
def _names_as_dtd() -> bytes:
    """The character names as declarations of a DTD."""
    return "".join(
        f'<!ENTITY {name} "{"".join(f"&#{ord(character)};" for character in value)}">'
        for name, value in _NAMES.items()
        if name not in _PREDEFINED and not set(value) & {"<", "&"}
    ).encode("ascii")
