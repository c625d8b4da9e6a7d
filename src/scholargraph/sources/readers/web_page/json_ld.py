"""JSON-LD of schema.org in a page as nodes (JSON-LD 1.1; schema.org's own context is known, no other is fetched).

Of a context it understands the address of schema.org, `@vocab`, prefixes, terms and `@language`. What is in no such
vocabulary says nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from scholargraph.model import Locator
from scholargraph.sources.readers.linked.nodes import MAX_DEPTH, Graph, Node, Value
from scholargraph.sources.readers.web_page.json_spans import JsonSyntaxError, Located, parse

SCHEMA: Final = re.compile(
    r"https?://(?:www\.)?schema\.org(?:/(?:docs/jsonldcontext\.jsonl?d?(?:on)?)?)?#?", re.IGNORECASE
)
TERM: Final = re.compile(r"https?://(?:www\.)?schema\.org/(?P<name>[A-Za-z][A-Za-z0-9]*)", re.IGNORECASE)
_NAMED: Final = re.compile(r'"@context"\s*:\s*(?:\[[^\]{]{0,400})?"https?://(?:www\.)?schema\.org', re.IGNORECASE)
_CONTEXT_UNKNOWN: Final = (
    "The @context “{}” is not known, and none is fetched: terms are read as far as schema.org has them."
)
_NO_CONTEXT: Final = (
    "This JSON-LD has no @context of schema.org, so that its terms mean nothing: add “https://schema.org”."
)
_BROKEN: Final = "This JSON-LD is broken: {}. Correct it."

Place = Callable[[int, int], tuple[Locator, str]]
"""Gives the locator and the quote of a stretch of the page's text."""
Refuse = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Context:
    """What terms mean: whether bare ones are schema.org's, prefixes, single terms, the language of words."""

    bare: bool = False
    prefixes: frozenset[str] = frozenset()
    terms: dict[str, str] = field(default_factory=dict)
    language: str | None = None

    @property
    def knows(self) -> bool:
        """Whether anything in it is schema.org's."""
        return self.bare or bool(self.prefixes) or bool(self.terms)

    def name(self, term: str) -> str | None:
        """Give the local name of schema.org that a term stands for; None where it stands for none."""
        if term in self.terms:
            return self.terms[term] or None
        prefix, colon, rest = term.partition(":")
        if colon and prefix in self.prefixes:
            return rest
        found = TERM.fullmatch(term)
        if found is not None:
            return found["name"]
        return term if self.bare and not colon and not term.startswith("@") else None


def names_schema_org(text: str) -> bool:
    """Whether a JSON text names schema.org's own context, which is known here and would have to be fetched elsewhere."""
    return _NAMED.search(text) is not None


def read(text: str, start: int, end: int, *, graph: Graph, place: Place, refuse: Refuse) -> None:
    """Add what a script element says to a graph. What is broken, or of no known context, is refused with its place."""
    first, last = _bare(text, start, end)
    if first >= last:
        return
    try:
        found = parse(text, first, last)
    except JsonSyntaxError as error:
        at = min(error.at, last - 1)
        refuse(_BROKEN.format(error), at, min(at + 20, last))
        return
    _Reader(graph, place, refuse).top(found)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a script's content without the comment or CDATA marks around it."""
    opened = re.compile(r"\s*(?:(?:/\*|//)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*/)?)?\s*").match(text, start, end)
    first = opened.end() if opened else start
    rest = text[max(first, end - 60) : end]
    closed = re.search(r"\s*(?:(?://|/\*)?\s*(?:-->|\]\]>)\s*(?:\*/)?)?\s*$", rest)
    return first, end - (len(rest) - closed.start() if closed else 0)


@dataclass(slots=True)
class _Reader:
    graph: Graph
    place: Place
    refuse: Refuse

    def top(self, found: Located) -> None:
        """Read the value of a script: an object, or an array of objects."""
        for one in found.value if isinstance(found.value, list) else [found]:
            if not isinstance(one.value, dict):
                continue
            context = self._context(_Context(), one.value.get("@context"))
            if not context.knows and not any(TERM.fullmatch(key) for key in one.value):
                if "@context" not in one.value or not self._said:
                    self.refuse(_NO_CONTEXT, one.start, one.end)
                continue
            self._entry(one, context)

    _said: bool = False

    def _entry(self, one: Located, context: _Context) -> None:
        """Read an object that stands by itself, and the members of its `@graph`."""
        if any(key not in {"@context", "@graph", "@id"} for key in one.value):
            node = self._node(one, context, 0)
            if isinstance(node, Node):
                node.is_entry = True
        members = one.value.get("@graph")
        if members is None:
            return
        for member in members.value if isinstance(members.value, list) else [members]:
            if isinstance(member.value, dict):
                node = self._node(member, self._context(context, member.value.get("@context")), 0)
                if isinstance(node, Node):
                    node.is_entry = True

    def _context(self, known: _Context, found: Located | None) -> _Context:
        """Read a context: an address, an object, or an array of both."""
        if found is None:
            return known
        for one in found.value if isinstance(found.value, list) else [found]:
            if one.is_text:
                if SCHEMA.fullmatch(one.value):
                    known = replace(known, bare=True)
                else:
                    self._said = True
                    self.refuse(_CONTEXT_UNKNOWN.format(one.value[:100]), one.start, one.end)
            elif isinstance(one.value, dict):
                known = self._defined(known, one.value)
        return known

    def _defined(self, known: _Context, members: dict[str, Located]) -> _Context:
        """Read the definitions of a context; a bare term that means something else is schema.org's no more."""
        bare, language = known.bare, known.language
        prefixes, terms = set(known.prefixes), dict(known.terms)
        for key, one in members.items():
            meaning: Any = one.value.get("@id") if isinstance(one.value, dict) else one
            means = meaning.value if isinstance(meaning, Located) and meaning.is_text else None
            if key == "@vocab":
                bare = means is not None and SCHEMA.fullmatch(means) is not None
            elif key == "@language":
                language = means
            elif key.startswith("@") or (isinstance(one.value, dict) and meaning is None):
                continue
            elif means is not None and SCHEMA.fullmatch(means):
                prefixes.add(key)
            else:
                terms[key] = (means and _Context(bare=bare, prefixes=frozenset(prefixes)).name(means)) or ""
        return _Context(bare, frozenset(prefixes), terms, language)

    def _node(self, one: Located, context: _Context, depth: int) -> Node | Value | None:
        """Read an object as a node, a value object as a value."""
        members = one.value
        for key in ("@value", "@list", "@set"):
            if key in members:
                return self._literal(members, context) if key == "@value" else None
        at, quote = self.place(one.start, one.end)
        id_ = members.get("@id") or members.get("id")
        name = self._value(id_, iri=True) if id_ is not None and id_.is_text else None
        node = self.graph.node(at, quote, name)
        for key, found in members.items():
            if key == "@type" or (key == "type" and "@type" not in members):
                for kind in found.value if isinstance(found.value, list) else [found]:
                    local = context.name(kind.value) if kind.is_text else None
                    if local is not None and all(local != known.text for known in node.types):
                        node.types.append(replace(self._value(kind), text=local))
            elif key == "@reverse" and isinstance(found.value, dict):
                self._reverse(node, found.value, context, depth)
            elif (property_ := context.name(key)) is not None:
                for value in self._values(found, context, depth):
                    node.add(property_, value)
        return node

    def _reverse(self, node: Node, members: dict[str, Located], context: _Context, depth: int) -> None:
        """Read `@reverse`: others, of which this node is a value."""
        for key, found in members.items():
            property_ = context.name(key)
            for other in self._values(found, context, depth) if property_ is not None else ():
                if isinstance(other, Node) and property_ is not None:
                    other.add(property_, node)
                    other.is_entry = True

    def _values(self, found: Located, context: _Context, depth: int) -> list[Node | Value]:
        """Give the values of a member, lists and sets taken apart."""
        if depth > MAX_DEPTH or found.value is None:
            return []
        if isinstance(found.value, list):
            return [value for one in found.value for value in self._values(one, context, depth + 1)]
        if isinstance(found.value, dict):
            for key in ("@list", "@set"):
                if key in found.value:
                    return self._values(found.value[key], context, depth + 1)
            inner = self._context(context, found.value.get("@context"))
            node = self._node(found, inner, depth + 1)
            return [] if node is None else [node]
        if found.start >= found.end:
            return []
        value = self._value(found)
        return [value if context.language is None or not found.is_text else replace(value, language=context.language)]

    def _literal(self, members: dict[str, Located], context: _Context) -> Value | None:
        """Read a value object: words with their language."""
        found, language = members["@value"], members.get("@language")
        if not isinstance(found.value, str) or found.start >= found.end:
            return None
        tag = language.value if language is not None and language.is_text else context.language
        return replace(self._value(found), language=tag)

    def _value(self, found: Located, *, iri: bool = False) -> Value:
        at, quote = self.place(found.start, max(found.end, found.start + 1))
        return Value(found.value, at, quote, is_iri=iri)
