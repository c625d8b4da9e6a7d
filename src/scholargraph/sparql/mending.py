"""Queries made right before the engine sees them: where it would compute a wrong value, one of our functions, or other text.

Only the text of an expression changes, at the places that `expressions` read; patterns are the client's, letter by letter.
What cannot be made right is refused with the reason. docs/conformance.md tells what the standard leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scholargraph.errors import Place, QueryTooComplexError, UnsupportedQueryError
from scholargraph.sparql.expressions import parse
from scholargraph.sparql.guard import MARK, TOKEN
from scholargraph.sparql.nodes import Kind, Node, Parsed
from scholargraph.store import Name, StandardFunctions
from scholargraph.vocab import XSD
from scholargraph.xpath import Pattern, PatternError, numbers, read_replacement

DEEPEST: Final = 400
"""Brackets within brackets of a mended query. The engine's stack ends at about 500 nested function calls."""
LARGEST: Final = 4
"""How many times as long a mended query may be, beside what patterns take."""

_BOOLEAN: Final = frozenset(
    [
        "BOUND",
        "SAMETERM",
        "ISIRI",
        "ISURI",
        "ISBLANK",
        "ISLITERAL",
        "ISNUMERIC",
        "LANGMATCHES",
        "STRSTARTS",
        "STRENDS",
        "CONTAINS",
        "REGEX",
    ]
)
_COUNTING: Final = frozenset(["COUNT", "STRLEN", "YEAR", "MONTH", "DAY", "HOURS", "MINUTES"])
_NUMERIC: Final = _COUNTING | {"ABS", "CEIL", "FLOOR", "ROUND", "RAND", "SECONDS", "SUM", "AVG"}
_ANYTHING: Final = frozenset(["IF", "COALESCE", "STRDT", "MIN", "MAX", "SAMPLE"])
"""Functions whose value may be a truth value."""
_COMPARISONS: Final[Mapping[str, Name]] = {
    "<": Name.LESS,
    ">": Name.GREATER,
    "<=": Name.AT_MOST,
    ">=": Name.AT_LEAST,
}
_ALWAYS_TRUE_OR_FALSE: Final = frozenset(
    {Kind.OR, Kind.AND, Kind.NOT, Kind.COMPARISON, Kind.IN, Kind.EXISTS, Kind.TRUTH}
)
_HAS_ITS_TRUTH: Final = _ALWAYS_TRUE_OR_FALSE | {Kind.SUM, Kind.PRODUCT, Kind.NUMBER, Kind.STRING}
_ABSOLUTE: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|^`\\]*')
_QUOTED: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_SMALL: Final = 9
"""Digits of a number that the engine never reckons wrongly with."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A query as the engine is to see it; `parsed` is what was read of it, with places in `original`."""

    original: str
    text: str
    parsed: Parsed

    def place(self, at: int) -> Place:
        """Line and column of a character of the original, both from 1."""
        line = self.original.count("\n", 0, at) + 1
        return Place("query", line, at - (self.original.rfind("\n", 0, at) + 1) + 1)


@lru_cache(maxsize=64)
def mend(query: str, functions: StandardFunctions, base: str | None = None) -> Mended:
    """Make a query right.

    Raises:
        UnsupportedQueryError: it has a pattern or replacement that XPath does not know, or that cannot be answered.
        QueryTooComplexError: it would be too deep or too long.
    """
    text = query.removeprefix(MARK)
    if "(" not in text and "from" not in text.lower():  # no expression, and no graph
        return Mended(text, text, Parsed([], []))
    try:
        parsed = parse(text, base)
        if parsed.unreadable is not None:
            return Mended(text, text, parsed)
        mender = _Mender(Mended(text, text, parsed), functions)
        mended = mender.joined(0, len(text), parsed.nodes)
    except RecursionError:
        raise QueryTooComplexError("The query has too many brackets within brackets: make it flatter.") from None
    if mended != text and _depth(mended) > DEEPEST:
        raise QueryTooComplexError(
            f"The query has expressions more than {DEEPEST} deep, or as many products in a row: make it flatter."
        )
    return Mended(text, mended, parsed)


def _depth(text: str) -> int:
    depth = deepest = 0
    for found in TOKEN.finditer(text):
        if found.lastgroup == "open":
            depth += 1
            deepest = max(deepest, depth)
        elif found.lastgroup == "close":
            depth -= 1
    return deepest


def _quoted(text: str) -> str:
    """Write a string as SPARQL does (section 19.7)."""
    return f'"{"".join(_QUOTED.get(char, char) for char in text)}"'


def _inner(node: Node) -> Node:
    while node.kind is Kind.BRACKETS:
        node = node.parts[0]
    return node


def _is_truth(node: Node) -> bool:
    """Whether its value, if it has one, is true or false."""
    node = _inner(node)
    return node.kind in _ALWAYS_TRUE_OR_FALSE or (node.kind is Kind.CALL and node.name in _BOOLEAN)


def _may_be_truth(node: Node) -> bool:
    node = _inner(node)
    if node.kind is Kind.CALL:
        return node.name in _ANYTHING
    return node.kind in {Kind.VARIABLE, Kind.FUNCTION} or (node.kind is Kind.LITERAL and bool(node.name))


def _may_have_nan(one: Node, other: Node) -> bool:
    """Whether both may be numbers, and one of them of a binary type."""
    both = (_inner(one), _inner(other))
    return all(_may_be_number(node) for node in both) and any(
        node.kind is not Kind.NUMBER and not (node.kind is Kind.CALL and node.name in _COUNTING) for node in both
    )


def _may_be_number(node: Node) -> bool:
    arithmetic = node.kind in {Kind.NUMBER, Kind.SUM, Kind.PRODUCT, Kind.SIGN}
    return arithmetic or (node.kind is Kind.CALL and node.name in _NUMERIC) or _may_be_truth(node)


def constant(node: Node) -> tuple[str, str] | None:
    """Give the letters and the datatype of a constant literal without language; None of all else."""
    sign = ""
    if node.kind is Kind.SIGN and node.parts[0].kind is Kind.NUMBER and node.parts[0].start == node.start + 1:
        sign, node = node.name, node.parts[0]
    if node.kind is Kind.NUMBER:
        text = node.value
        binary = "e" in text.lower()
        return sign + text, XSD.double if binary else XSD.decimal if "." in text else XSD.integer
    if node.kind is Kind.TRUTH:
        return node.value, XSD.boolean
    if node.kind is Kind.STRING:
        return node.value, XSD.string
    return (node.value, node.name) if node.kind is Kind.LITERAL and node.name else None


def _is_small_integer(node: Node) -> bool:
    """Whether it is a whole number of few digits, with or without a sign."""
    node = _inner(node)
    while node.kind is Kind.SIGN:
        node = _inner(node.parts[0])
    return node.kind is Kind.NUMBER and node.name == "integer" and len(node.value) <= _SMALL


class _Mender:
    """Writes the expressions of one query anew. The methods are given nodes and give their text."""

    def __init__(self, query: Mended, functions: StandardFunctions) -> None:
        self.query = query
        self.source = query.original
        self.functions = functions
        self.left = LARGEST * len(self.source) + 4096
        """Characters that may still be written twice."""
        self.writers: Mapping[Kind, Callable[[Node], str]] = {
            Kind.CONDITION: lambda node: self.condition(node.parts[0]),
            Kind.OR: self.of_truths,
            Kind.AND: self.of_truths,
            Kind.NOT: self.of_truths,
            Kind.COMPARISON: self.comparison,
            Kind.IN: self.membership,
            Kind.PRODUCT: self.product,
            Kind.CALL: self.call,
        }
        self.calls: Mapping[str, Callable[[Node], str]] = {
            "IF": self.choice,
            "REGEX": self.regex,
            "REPLACE": self.replace,
            "SUBSTR": self.substring,
            "STRDT": self.typed,
            "GROUP_CONCAT": lambda node: f"STR({self.same(node)})",
            "STR": self.of_constants,
            "DATATYPE": self.of_constants,
            "ISNUMERIC": self.of_constants,
            "SAMETERM": self.of_constants,
        }

    def write(self, node: Node) -> str:
        return self.writers.get(node.kind, self.same)(node)

    def same(self, node: Node) -> str:
        """Write a node as it stands, with its parts anew."""
        return self.joined(node.start, node.end, node.parts)

    def joined(self, start: int, end: int, parts: list[Node], write: Callable[[Node], str] | None = None) -> str:
        """Write a stretch of the query with some parts anew."""
        pieces: list[str] = []
        for part in parts:
            pieces += [self.source[start : part.start], (write or self.write)(part)]
            start = part.end
        return "".join([*pieces, self.source[start:end]])

    def truth(self, node: Node) -> str:
        """Write an operand that is taken as true or false: the engine knows that of some values only (section 17.2.2)."""
        text = self.write(node)
        inner = _inner(node)
        known = inner.kind in _HAS_ITS_TRUTH or (inner.kind is Kind.CALL and inner.name in _BOOLEAN | _NUMERIC)
        return text if known else f"<{Name.BOOLEAN_VALUE}>({text})"

    def condition(self, node: Node) -> str:
        """Write what FILTER asks, where an error and false are one: for an order, NaN makes no difference."""
        if node.kind in {Kind.BRACKETS, Kind.AND, Kind.OR}:
            return self.joined(node.start, node.end, node.parts, self.condition)
        return self.comparison(node, needs_false=False) if node.kind is Kind.COMPARISON else self.truth(node)

    def of_truths(self, node: Node) -> str:
        return self.joined(node.start, node.end, node.parts, self.truth)

    def choice(self, node: Node) -> str:
        if not node.parts:
            return self.same(node)
        condition, *others = node.parts
        head = f"{self.source[node.start : condition.start]}{self.truth(condition)}"
        return head + self.joined(condition.end, node.end, others)

    def comparison(self, node: Node, *, needs_false: bool = True) -> str:
        """Truth values have an order, too, and NaN is neither less nor greater (section 17.3); the engine has errors there."""
        name = _COMPARISONS.get(node.name)
        one, other = node.parts
        if name is None:
            return self.same(node)
        if _is_truth(one) or _is_truth(other):
            return f"<{name}>({self.write(one)}, {self.write(other)})"
        if (_may_be_truth(one) and _may_be_truth(other)) or (needs_false and _may_have_nan(one, other)):
            left, right = self.write(one), self.write(other)
            self.twice(left, right)
            return f"COALESCE({left} {node.name} {right}, <{name}>({left}, {right}))"
        return self.same(node)

    def membership(self, node: Node) -> str:
        """Nothing is in an empty list (section 17.4.1.9); the engine has that of some values only."""
        if len(node.parts) > 1:
            return self.same(node)
        return f"(isIRI({self.write(node.parts[0])}) {'|| true' if node.name else '&& false'})"

    def of_constants(self, node: Node) -> str:
        """What depends on how a constant is written is known here; the engine keeps its value alone (section 17.4.2)."""
        terms = [constant(part) for part in node.parts]
        known = [term for term in terms if term is not None]
        if len(known) < len(terms) or len(terms) != (2 if node.name == "SAMETERM" else 1):
            return self.same(node)
        text, datatype = known[0]
        if node.name == "SAMETERM":
            return "true" if known[0] == known[1] else "false"
        if node.name == "STR":
            return _quoted(text)
        if node.name == "DATATYPE":
            return f"<{datatype}>" if _ABSOLUTE.fullmatch(datatype) else self.same(node)
        return "true" if numbers.is_number(text, datatype) else "false"

    def product(self, node: Node) -> str:
        """Decimals are multiplied and divided exactly; the engine fails where it finds no room for all digits."""
        factors: list[Node] = []
        while node.kind is Kind.PRODUCT:  # a chain is deep on its left
            factors.append(node)
            node = node.parts[0]
        text = self.write(node)
        for factor in reversed(factors):
            one, other = factor.parts
            small = [_is_small_integer(part) for part in factor.parts]
            if all(small) or (factor.name == "*" and any(small)):
                text += f"{self.source[one.end : other.start]}{self.write(other)}"
            else:
                text = f"<{Name.MULTIPLY if factor.name == '*' else Name.DIVIDE}>({text}, {self.write(other)})"
        return text

    def call(self, node: Node) -> str:
        return self.calls.get(node.name, self.same)(node)

    def substring(self, node: Node) -> str:
        places = node.parts[1:]
        if len(places) not in {1, 2} or all(_is_small_integer(place) for place in places):
            return self.same(node)
        return self.own(Name.SUBSTRING, node.parts)

    def typed(self, node: Node) -> str:
        if len(node.parts) != 2:
            return self.same(node)
        datatype = node.parts[1]
        if datatype.kind is Kind.IRI and "langString" not in datatype.value:
            return self.same(node)
        return self.own(Name.TYPED, node.parts)

    def own(self, name: Name, parts: list[Node]) -> str:
        return f"<{name}>({', '.join(map(self.write, parts))})"

    # ----------------------------------------------------------------------------------------- regular expressions

    def regex(self, node: Node) -> str:
        if len(node.parts) not in {2, 3}:
            return self.same(node)
        text, pattern, *flags = node.parts
        found = self.known(pattern, flags)
        if found is not None:
            return f"REGEX({self.write(text)}, {_quoted(found.text)})"
        return f"REGEX({self.write(text)}, {self.own(Name.PATTERN, [pattern, *flags])})"

    def replace(self, node: Node) -> str:
        if len(node.parts) not in {3, 4}:
            return self.same(node)
        text, pattern, replacement, *flags = node.parts
        found = self.known(pattern, flags)
        if found is not None and found.matches_empty:
            raise self.unsupported(
                "REPLACE has no value for a pattern that matches the empty string (FORX0003)", pattern
            )
        if found is not None and replacement.kind is Kind.STRING:
            try:
                new = _quoted(read_replacement(replacement.value, found.groups, literal=found.literal))
            except PatternError as error:
                raise self.unsupported(f"The replacement is none of XPath: {error} (FORX0004)", replacement) from None
        else:
            new = self.own(Name.REPLACEMENT, [replacement, pattern, *flags])
            self.twice(*map(self.write, (pattern, *flags)))
        first = self.own(Name.PATTERN_TO_REPLACE, [pattern, *flags]) if found is None else _quoted(found.text)
        return f"REPLACE({self.write(text)}, {first}, {new})"

    def known(self, pattern: Node, flags: list[Node]) -> Pattern | None:
        """Read a regular expression that stands in the query; None where only its rows tell it."""
        if any(one.kind is not Kind.STRING for one in (pattern, *flags)):
            return None
        try:
            return self.functions.read_pattern(pattern.value, flags[0].value if flags else "")
        except PatternError as error:
            raise self.unsupported(f"The pattern cannot be matched as XPath has it: {error}", pattern) from None

    def unsupported(self, reason: str, node: Node) -> UnsupportedQueryError:
        return UnsupportedQueryError(f"{reason}.", self.query.place(node.start))

    def twice(self, *texts: str) -> None:
        """Count what is written twice: within itself, it would grow without end. Raises QueryTooComplexError."""
        self.left -= sum(map(len, texts))
        if self.left < 0:
            raise QueryTooComplexError("The query has comparisons or patterns within each other: make it flatter.")
