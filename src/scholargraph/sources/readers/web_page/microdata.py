"""Microdata of schema.org in a page as nodes (WHATWG HTML, section 5).

Items and properties by `itemscope`, `itemtype`, `itemprop`, `itemid`, `itemref`; the value of a property is that of the
attribute which the element has for it, otherwise its words. Elements whose end tags are left out end as browsers end them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from scholargraph.acquire.html_stream import VOID, EndTag, StartTag, Token, Words, decoded
from scholargraph.sources.readers.linked.nodes import Graph, Node, Value
from scholargraph.sources.readers.web_page.json_ld import TERM, Place

MAX_DEPTH: Final = 512
"""Elements stand in each other so deep at most, as in browsers; what is deeper stands at this depth."""
MAX_WORDS: Final = 4
"""The words of all properties together are at most so many times the page: elements with properties stand in each other."""

MAX_ITEMS: Final = 10_000
"""So many items of a page are read, and so many properties that items refer to."""
MAX_REFERRED: Final = 200
"""So many properties of one element are those of items that refer to it."""
TOO_MANY: Final = "This page has too many items: what begins here is not read."
TOO_MUCH: Final = "The words of properties within properties are too much: from here on they are not read."

_ATTRIBUTES: Final = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    **dict.fromkeys(("a", "area", "link"), "href"),
    "object": "data",
    "data": "value",
    "meter": "value",
    "meta": "content",
    "time": "datetime",
}
"""The attribute that holds the value of a property, by element (section 5.2.4)."""
_IRIS: Final = frozenset({"src", "href", "data"})
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
CLOSES: Final = {
    **dict.fromkeys(_BLOCKS, frozenset({"p"})),
    "li": frozenset({"li", "p"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd", "p"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "p"})),
    "tr": frozenset({"tr", "td", "th", "p"}),
    **dict.fromkeys(("tbody", "tfoot", "thead"), frozenset({"tr", "td", "th", "tbody", "thead", "tfoot", "p"})),
    "option": frozenset({"option"}),
}
"""Elements that end when another begins beside them (section 13.1.2.4)."""


@dataclass(slots=True)
class Element:
    """An element that is open: its tag, what it describes, and what it is a property of."""

    tag: StartTag
    node: Node | None = None
    owner: Node | None = None
    inner: Node | None = None
    properties: tuple[str, ...] = ()


@dataclass(slots=True)
class Microdata:
    """Takes the tokens of a page in order, and adds the items to a graph; `close` ends what is open."""

    text: str
    graph: Graph
    place: Place
    refused: list[tuple[str, int, int]] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)
    _names: Counter[str] = field(default_factory=Counter)
    _words: list[Words] = field(default_factory=list)
    _sizes: list[int] = field(default_factory=list)
    _spent: int = 0
    _items: int = 0
    _by_id: dict[str, list[tuple[str, Value | Node]]] = field(default_factory=dict)
    _refs: list[tuple[Node, list[str]]] = field(default_factory=list)

    def feed(self, token: Token) -> None:
        """Take the next token."""
        if isinstance(token, StartTag):
            self._start(token)
        elif isinstance(token, EndTag):
            self._end(token)
        elif isinstance(token, Words) and not token.raw:
            self._words.append(token)
            self._sizes.append((self._sizes[-1] if self._sizes else 0) + token.end - token.start)

    def close(self) -> None:
        """End what is open, and give items the properties that they refer to."""
        while self._open:
            self._pop(len(self.text))
        seen: set[tuple[int, int, str]] = set()
        for node, names in self._refs:
            for name in names:
                for property_, value in self._by_id.get(name, ())[:MAX_REFERRED]:
                    known = (id(node), id(value), property_)
                    if value is not node and known not in seen and len(seen) < MAX_ITEMS:
                        seen.add(known)
                        node.add(property_, value)

    def _start(self, tag: StartTag) -> None:
        closes = CLOSES.get(tag.name, frozenset())
        while self._open and self._open[-1].tag.name in closes:
            self._pop(tag.start)
        element = Element(tag, owner=self._open[-1].inner if self._open else None)
        element.properties = self._properties(tag)
        if "itemscope" in tag.attributes and self._counted(tag):
            self._item(element)
        if element.properties and element.node is None:
            self._attribute(element)
        if tag.name in VOID:
            return
        element.inner = element.node or element.owner
        if len(self._open) < MAX_DEPTH:
            self._open.append(element)
            self._names[tag.name] += 1

    def _counted(self, tag: StartTag) -> bool:
        """Count an item; tell whether it is still read."""
        self._items += 1
        if self._items == MAX_ITEMS + 1:
            self.refused.append((TOO_MANY, tag.start, tag.end))
        return self._items <= MAX_ITEMS

    def _properties(self, tag: StartTag) -> tuple[str, ...]:
        """Give the local names of the properties of schema.org that an element has."""
        found = []
        for name in (tag.value("itemprop") or "").split():
            term = TERM.fullmatch(name)
            if term is not None or ":" not in name:
                found.append(term["name"] if term is not None else name)
        return tuple(dict.fromkeys(found))

    def _item(self, element: Element) -> None:
        """Begin an item, as a value of the item around it or by itself."""
        tag = element.tag
        id_, types = tag.attributes.get("itemid"), tag.attributes.get("itemtype")
        at, quote = self.place(tag.start, tag.end)
        name = (
            None
            if id_ is None or id_.start >= id_.end
            else self._value(id_.value.strip(), id_.start, id_.end, iri=True)
        )
        element.node = node = self.graph.node(at, quote, name)
        for kind in ((types.value if types is not None else "") or "").split():
            term = TERM.fullmatch(kind)
            if types is not None and term is not None and all(one.text != term["name"] for one in node.types):
                node.types.append(self._value(term["name"], types.start, types.end))
        if element.properties:
            self._give(element, node)
        if element.owner is None or not element.properties:
            node.is_entry = True
        refs = (tag.value("itemref") or "").split()[:100]
        if refs:
            self._refs.append((node, refs))

    def _attribute(self, element: Element) -> None:
        """Give the value that stands in an attribute; an element without it has its words as value, once it ends."""
        tag = element.tag
        name = "content" if "content" in tag.attributes else _ATTRIBUTES.get(tag.name)
        found = tag.attributes.get(name) if name else None
        if found is None:
            return
        if found.value.strip() and found.start < found.end:
            self._give(element, self._value(found.value.strip(), found.start, found.end, iri=name in _IRIS))
        element.properties = ()

    def _end(self, tag: EndTag) -> None:
        """End the element of this name that is open, with those in it; one that nothing opened says nothing."""
        if not self._names[tag.name]:
            return
        while self._open:
            name = self._open[-1].tag.name
            self._pop(tag.start)
            if name == tag.name:
                return

    def _pop(self, end: int) -> None:
        element = self._open.pop()
        self._names[element.tag.name] -= 1
        if element.properties and element.node is None:
            self._own_words(element, end)

    def _own_words(self, element: Element, end: int) -> None:
        """Give the words of an element as the value of its properties."""
        low = self._first_after(element.tag.end)
        if low >= len(self._words):
            return
        self._spent += self._sizes[-1] - (self._sizes[low - 1] if low else 0) + 8 * (len(self._words) - low)
        if self._spent > MAX_WORDS * len(self.text):
            if not self.refused:
                self.refused.append((TOO_MUCH, element.tag.start, element.tag.end))
            return
        parts = self._words[low:]
        words = decoded("".join(self.text[one.start : one.end] for one in parts))
        start, stop = parts[0].start, min(end, parts[-1].end)
        raw = self.text[start:stop]
        start, stop = start + len(raw) - len(raw.lstrip()), stop - (len(raw) - len(raw.rstrip()))
        if words.strip() and start < stop:
            self._give(element, self._value(" ".join(words.split()), start, stop))

    def _first_after(self, at: int) -> int:
        low, high = 0, len(self._words)
        while low < high:
            middle = (low + high) // 2
            if self._words[middle].start < at:
                low = middle + 1
            else:
                high = middle
        return low

    def _give(self, element: Element, value: Value | Node) -> None:
        """Give a value to the item around it, and note it for items that refer to an element around it."""
        for name in element.properties:
            if element.owner is not None:
                element.owner.add(name, value)
            for one in [*self._open[-32:], element]:
                ref = one.tag.value("id")
                if ref and (one.node is None or one.node is value):
                    self._by_id.setdefault(ref, []).append((name, value))

    def _value(self, words: str, start: int, end: int, *, iri: bool = False) -> Value:
        at, quote = self.place(start, end)
        return Value(words, at, quote, self._language(), is_iri=iri)

    def _language(self) -> str | None:
        """Give the language of the words here, where an element within the body says it."""
        for one in reversed(self._open[-16:]):
            tag = one.tag.value("lang") if one.tag.name != "html" else None
            if tag:
                return tag
        return None
