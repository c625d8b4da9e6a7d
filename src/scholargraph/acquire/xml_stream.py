"""The entries of an XML item, one at a time, each a small tree whose values know their XPath. Memory does not grow with the item.

It knows no format. What cannot be read of an entry is an `XmlFault`, and the next entry is read; after what ends the reading
altogether (a file that is cut off) there is one fault more. Paths are those that `documents.XmlDocument` resolves.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from scholargraph.acquire.items import SourceItem, unreadable
from scholargraph.acquire.xml_parser import LIMITS, XmlError, XmlLimits, XmlParser
from scholargraph.errors import Place, SourceError
from scholargraph.model.locator import XPath

_CHUNK: Final = 1 << 16
_STEP: Final = re.compile(r"[A-Za-z_][\w.\-]*")
_PER_ELEMENT: Final = 100
"""How many characters an element counts for, whatever stands in it."""


class Element:
    """An element of an entry, or one that an entry stands in.

    Attributes:
        tag: the local name.
        namespace: the IRI of its namespace, or nothing.
        path: the path as `XPath` wants it.
        attributes: by local name.
        children: the elements in it, in order; none of an element that entries stand in.
        text: the text before its first child.
        tail: the text between it and what follows in its parent.
        line: where it begins, from 1.
        parent: what an entry stands in; None of the elements in an entry.
    """

    __slots__ = (
        "_at",
        "_whole",
        "attributes",
        "children",
        "line",
        "namespace",
        "parent",
        "path",
        "tag",
        "tail",
        "text",
    )

    def __init__(
        self, tag: str, namespace: str, path: str, attributes: dict[str, str], line: int, parent: Element | None
    ) -> None:
        self.tag = tag
        self.namespace = namespace
        self.path = path
        self.attributes = attributes
        self.line = line
        self.parent = parent
        self.children: list[Element] = []
        self.text = ""
        self.tail = ""
        self._at: XPath | None = None
        self._whole: str | None = None

    @property
    def at(self) -> XPath:
        """The place of all text in it."""
        if self._at is None:
            self._at = XPath(self.path)
        return self._at

    @property
    def at_own(self) -> XPath:
        """The place of its own text, without that of the elements in it."""
        return XPath(f"{self.path}/text()")

    def at_attribute(self, name: str) -> XPath:
        """The place of an attribute. Raises ValueError for a name that no path can hold."""
        return XPath(f"{self.path}/@{name}")

    def get(self, name: str) -> str | None:
        """Give the value of an attribute."""
        return self.attributes.get(name)

    def all(self, *names: str) -> Iterator[Element]:
        """Give its children of these names, in order."""
        return (child for child in self.children if child.tag in names)

    def first(self, name: str) -> Element | None:
        """Give its first child of a name."""
        return next(self.all(name), None)

    def whole_text(self) -> str:
        """Give all text in it: what stands at its place, `at`. An element that is given changes no more."""
        if not self.children:
            return self.text
        if self._whole is None:
            pieces: list[str] = []
            self._gather(pieces)
            self._whole = "".join(pieces)
        return self._whole

    def own_text(self) -> str:
        """Give its own text: what stands at `at_own`."""
        return self.text + "".join(child.tail for child in self.children)

    def words(self) -> str:
        """Give all text in it with runs of space as one space."""
        return " ".join(self.whole_text().split())

    def marked(self, tags: Callable[[Element], tuple[str, str]]) -> str:
        """Give its words with markup: `tags` says what stands before and after an element, in HTML.

        A text without elements is given as it stands; beside elements, what HTML would take for markup is escaped.
        """
        if not self.children:
            return " ".join(self.text.split())
        return " ".join("".join(self._marked(tags)).split())

    def _gather(self, pieces: list[str]) -> None:
        pieces.append(self.text)
        for child in self.children:
            if child.children:
                child._gather(pieces)  # noqa: SLF001 - of its own class; `XmlLimits.depth` bounds it
            else:
                pieces.append(child.text)
            pieces.append(child.tail)

    def _marked(self, tags: Callable[[Element], tuple[str, str]]) -> Iterator[str]:
        yield escape(self.text, quote=False)
        for child in self.children:
            before, after = tags(child)
            yield before
            yield from child._marked(tags)  # noqa: SLF001 - of its own class
            yield after
            yield escape(child.tail, quote=False)


@dataclass(frozen=True, slots=True)
class XmlFault:
    """What cannot be read, and why: an entry, or, where `ends` is true, all that follows.

    Attributes:
        reason: why, without a capital and a full stop.
        line: where, from 1.
        path: the place of the entry.
        ends: whether nothing after it is read.
    """

    reason: str
    line: int
    path: str | None = None
    ends: bool = False

    @property
    def at(self) -> XPath | None:
        """The place of the entry."""
        return None if self.path is None else XPath(self.path)


Select = Callable[[str, Element | None], bool]
"""Tells from a local name and what an element stands in (None for the root) whether it is an entry."""


def root_only(_: str, parent: Element | None) -> bool:
    """Take the root as the one entry."""
    return parent is None


def children_of_root(_: str, parent: Element | None) -> bool:
    """Take every child of the root as an entry."""
    return parent is not None and parent.parent is None


def named(*names: str) -> Select:
    """Take the elements of these names as entries, wherever they stand."""
    wanted = frozenset(names)
    return lambda name, _: name in wanted


def entries(item: SourceItem, select: Select, limits: XmlLimits = LIMITS) -> Iterator[Element | XmlFault]:
    """Give the entries of an item one at a time, in their order.

    Raises SourceError where the item cannot be opened, and where it is not XML from its beginning: empty, binary, with
    entities of its own.
    """
    reading = _Reading(select, limits)
    parser = reading.parser
    try:
        with item.open() as opened:
            final = False
            while not final:
                data = opened.read(_CHUNK)
                final = not data
                parser.feed(data, final=final)
                while reading.found:
                    yield reading.found.popleft()
    except OSError as error:
        raise unreadable(item.id, error) from error
    except XmlError as error:
        yield from reading.found
        if not reading.begun:
            raise SourceError(f"The file cannot be read: {error}.", Place(item.id, error.line)) from error
        yield XmlFault(f"what follows cannot be read: {error}", error.line, ends=True)


class _Reading:
    """What is open at the moment, and the entries that have ended and were not given yet."""

    def __init__(self, select: Select, limits: XmlLimits) -> None:
        self.parser = XmlParser(self, limits)
        self.found: deque[Element | XmlFault] = deque()
        self.begun = False
        self._select = select
        self._limits = limits
        self._open: list[Element] = []
        self._counts: list[dict[str, int]] = [{}]
        self._steps: dict[str, bool] = {}
        self._entry: Element | None = None
        self._size = 0
        self._skipped = 0
        self._fault: XmlFault | None = None

    def start(self, name: str, namespace: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element from the parser."""
        self.begun = True
        if self._skipped or len(self._open) >= self._limits.depth:
            if not self._skipped and self._entry is not None:
                self.fault(f"it is nested more than {self._limits.depth:,} deep")
            self._skipped += 1
            return
        parent = self._open[-1] if self._open else None
        counts = self._counts[-1]
        number = counts[name] = counts.get(name, 0) + 1
        every = counts["*"] = counts.get("*", 0) + 1
        step = f"/{name}[{number}]" if self._is_step(name) else f"/*[{every}]"
        path = step if parent is None else parent.path + step
        inner = self._entry is not None
        element = Element(name, namespace, path, attributes, self.parser.line, None if inner else parent)
        if inner:
            self._grow(_PER_ELEMENT + sum(map(len, attributes.values())))
            if self._fault is None:
                parent.children.append(element)  # type: ignore[union-attr]  # an entry is open
        elif self._select(name, parent):
            self._entry, self._size = element, 0
        self._open.append(element)
        self._counts.append({})

    def end(self) -> None:
        """Take the end of an element; of an entry, it can be given."""
        if self._skipped:
            self._skipped -= 1
            return
        element = self._open.pop()
        self._counts.pop()
        if element is self._entry:
            self.found.append(self._fault or element)
            self._entry = self._fault = None

    def text(self, words: str) -> None:
        """Take text."""
        if self._entry is None or self._skipped or self._fault is not None:
            return
        self._grow(len(words))
        element = self._open[-1]
        if element.children:
            element.children[-1].tail += words
        else:
            element.text += words

    def _is_step(self, name: str) -> bool:
        """Whether a name can stand in a path; `XmlLimits.names` bounds how many are known."""
        if name not in self._steps:
            self._steps[name] = _STEP.fullmatch(name) is not None
        return self._steps[name]

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > self._limits.entry:
            self.fault(f"it has more than {self._limits.entry:,} characters")

    def fault(self, reason: str) -> None:
        """Take what cannot be read: of an entry, it costs the entry."""
        entry = self._entry
        if entry is None:
            if not self._skipped:
                self.found.append(XmlFault(reason, self.parser.line))
        elif self._fault is None:
            self._fault = XmlFault(reason, self.parser.line, entry.path)
            entry.children.clear()
