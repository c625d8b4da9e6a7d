"""The functions of SPARQL 1.1 (section 17) that the engine gets wrong, over its own terms.

A query does not name them: `sparql.mending` puts them in, and the casts (`xsd:integer(...)`) stand in for the engine's under
its own names. A wrong argument is an error of the expression, which is None here.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from scholargraph.errors import UnsupportedQueryError
from scholargraph.vocab import FUNCTIONS, RDF, XSD
from scholargraph.xpath import PatternError, UnsupportedPatternError, numbers, read_pattern, read_replacement
from scholargraph.xpath.moments import beginning, is_moment
from scholargraph.xpath.numbers import KINDS, Kind, Number
from scholargraph.xpath.patterns import Pattern


class Name(StrEnum):
    """The functions that a mended query calls."""

    BOOLEAN_VALUE = f"{FUNCTIONS}boolean-value"
    LESS = f"{FUNCTIONS}less-than"
    GREATER = f"{FUNCTIONS}greater-than"
    AT_MOST = f"{FUNCTIONS}at-most"
    AT_LEAST = f"{FUNCTIONS}at-least"
    MULTIPLY = f"{FUNCTIONS}numeric-multiply"
    DIVIDE = f"{FUNCTIONS}numeric-divide"
    SUBSTRING = f"{FUNCTIONS}substring"
    TYPED = f"{FUNCTIONS}strdt"
    PATTERN = f"{FUNCTIONS}pattern"
    PATTERN_TO_REPLACE = f"{FUNCTIONS}pattern-to-replace"
    REPLACEMENT = f"{FUNCTIONS}replacement"


_TRUTHS: Final = {"true": True, "1": True, "false": False, "0": False}
_SPACES: Final = " \t\r\n"
_TRIAL: Final = 'SELECT ?pattern ?told { BIND(REGEX("", ?pattern) AS ?told) }'


class StandardFunctions:
    """The functions, as the engine takes them: terms in; a term out, or None for an error."""

    def __init__(self) -> None:
        import pyoxigraph

        self._engine = pyoxigraph
        self._asked = threading.local()
        self._types = {iri: pyoxigraph.NamedNode(iri) for iri in (*XSD, RDF.langString)}
        self._numeric = {KINDS[iri]: self._types[iri] for iri in (XSD.integer, XSD.decimal, XSD.float, XSD.double)}
        self._truth = {value: pyoxigraph.Literal(value) for value in (True, False)}
        self._fits = lru_cache(maxsize=256)(self._is_small)
        named: dict[str, Callable[..., Any]] = {
            XSD.string: self._to_string,
            XSD.boolean: self._to_boolean,
            XSD.dateTime: self._to_moment,
            Name.BOOLEAN_VALUE: self._boolean_value,
            Name.LESS: lambda *given: self._compared(given, lambda one, other: one < other),
            Name.GREATER: lambda *given: self._compared(given, lambda one, other: one > other),
            Name.AT_MOST: lambda *given: self._compared(given, lambda one, other: one <= other),
            Name.AT_LEAST: lambda *given: self._compared(given, lambda one, other: one >= other),
            Name.MULTIPLY: lambda *given: self._computed(given, numbers.multiply),
            Name.DIVIDE: lambda *given: self._computed(given, numbers.divide),
            Name.SUBSTRING: self._substring,
            Name.TYPED: self._typed,
            Name.PATTERN: self._pattern,
            Name.PATTERN_TO_REPLACE: self._pattern_to_replace,
            Name.REPLACEMENT: self._replacement,
        }
        for iri in (XSD.integer, XSD.decimal, XSD.float, XSD.double):
            named[iri] = self._caster(KINDS[iri])
        self.table: dict[Any, Any] = {pyoxigraph.NamedNode(iri): function for iri, function in named.items()}

    def begin(self) -> None:
        """Forget what a query asked before in this thread could not be answered for."""
        self._asked.refusal = None

    def end(self) -> None:
        """Raise UnsupportedQueryError where a pattern of the data asked for what cannot be answered."""
        refusal = self._asked.refusal
        if refusal is not None:
            raise UnsupportedQueryError(refusal)

    def read_pattern(self, pattern: str, flags: str) -> Pattern:
        """Read a regular expression. Raises PatternError, also where the engine has no room for it."""
        found = read_pattern(pattern, flags)
        if not self._fits(found.text):
            raise UnsupportedPatternError("it grows too large when its classes of characters are counted out")
        return found

    def _is_small(self, text: str) -> bool:
        """Whether the engine takes a pattern that is right: it has a limit of its own."""
        if len(text) < 1000 and "{" not in text:
            return True
        pattern: dict[Any, Any] = {self._engine.Variable("pattern"): self._engine.Literal(text)}
        told: Any = self._engine.Store().query(_TRIAL, substitutions=pattern)
        return all(row["told"] is not None for row in told)

    # ------------------------------------------------------------------------------------------------------- terms

    def _text(self, term: Any) -> str | None:
        """Give a string without language."""
        literal = isinstance(term, self._engine.Literal)
        return term.value if literal and term.language is None and term.datatype.value == XSD.string else None

    def _number(self, term: Any) -> tuple[Number, Kind] | None:
        kind = KINDS.get(term.datatype.value) if isinstance(term, self._engine.Literal) else None
        value = None if kind is None else numbers.read_number(term.value, kind)
        return None if kind is None or value is None else (value, kind)

    def _bool(self, term: Any) -> bool | None:
        if not isinstance(term, self._engine.Literal) or term.datatype.value != XSD.boolean:
            return None
        return _TRUTHS.get(term.value)

    def _as_number(self, value: Number | None, kind: Kind) -> Any:
        if value is None:
            return None
        return self._engine.Literal(numbers.write_number(value, kind), datatype=self._numeric[kind])

    # ------------------------------------------------------------------------------------------------------- operators

    def _boolean_value(self, *given: Any) -> Any:
        """The effective boolean value (section 17.2.2), also of ill-formed numbers and strings with a language."""
        (term,) = given
        if not isinstance(term, self._engine.Literal):
            return None
        datatype = term.datatype.value
        if term.language is not None or datatype == XSD.string:
            return self._truth[term.value != ""]
        if datatype == XSD.boolean:
            return self._truth[_TRUTHS.get(term.value, False)]
        if datatype not in KINDS:
            return None
        if KINDS[datatype] is Kind.INTEGER:  # of any length
            digits = term.value.lstrip("+-")
            return self._truth[digits.isdigit() and digits.isascii() and digits.strip("0") != ""]
        found = self._number(term)
        return self._truth[found is not None and not math.isnan(found[0]) and found[0] != 0]

    def _compared(self, given: tuple[Any, ...], holds: Callable[[bool, bool], bool]) -> Any:
        """`op:less-than` and the others of its kind; and `op:numeric-less-than`, where a number is NaN."""
        one, other = (self._bool(term) for term in given)
        if one is not None and other is not None:
            return self._truth[holds(one, other)]
        numeric = [self._number(term) for term in given]
        if None not in numeric and any(math.isnan(number) for number, _ in filter(None, numeric)):
            return self._truth[False]
        return None

    def _computed(self, given: tuple[Any, ...], compute: Callable[[Number, Number, Kind], Number | None]) -> Any:
        one, other = (self._number(term) for term in given)
        if one is None or other is None:
            return None
        kind = max(one[1], other[1])
        left, right = (
            numbers.cast(value, source, kind) if kind >= Kind.FLOAT else value for value, source in (one, other)
        )
        if left is None or right is None:
            return None
        result = Kind.DECIMAL if compute is numbers.divide and kind is Kind.INTEGER else kind
        return self._as_number(compute(left, right, kind), result)

    # --------------------------------------------------------------------------------------------------------- strings

    def _substring(self, *given: Any) -> Any:
        """`fn:substring` (XPath Functions and Operators, section 7.4.3), whose numbers may be of any type."""
        if len(given) not in {2, 3} or not isinstance(given[0], self._engine.Literal):
            return None
        source = given[0]
        if source.language is None and source.datatype.value != XSD.string:
            return None
        found = [self._number(term) for term in given[1:]]
        if None in found:
            return None
        places = [numbers.round_half_up(one[0]) for one in found if one is not None]
        first = places[0]
        after = sum(places) if len(places) == 2 else None
        length = len(source.value)
        if math.isnan(first) or (after is not None and math.isnan(after)):
            cut = ""
        else:
            low = int(min(max(first, 1), length + 1))
            high = length + 1 if after is None else int(min(max(after, low), length + 1))
            cut = source.value[low - 1 : high - 1]
        return self._engine.Literal(cut, language=source.language) if source.language else self._engine.Literal(cut)

    def _typed(self, *given: Any) -> Any:
        """STRDT (section 17.4.2.9), which cannot make a string with a language without one."""
        text, datatype = given
        value = self._text(text)
        if value is None or not isinstance(datatype, self._engine.NamedNode) or datatype.value == RDF.langString:
            return None
        return self._engine.Literal(value, datatype=datatype)

    def _read(self, given: tuple[Any, ...], *, replacing: bool) -> Pattern | None:
        texts = [self._text(term) for term in given]
        if len(texts) not in {1, 2} or None in texts:
            return None
        try:
            found = self.read_pattern(texts[0] or "", (texts[1] or "") if len(texts) == 2 else "")
        except UnsupportedPatternError as error:
            self._asked.refusal = f"A regular expression of the data is not supported: {error}."
            return None
        except PatternError:
            return None
        return None if replacing and found.matches_empty else found

    def _pattern(self, *given: Any) -> Any:
        """Write a regular expression with its flags for the engine."""
        found = self._read(given, replacing=False)
        return None if found is None else self._engine.Literal(found.text)

    def _pattern_to_replace(self, *given: Any) -> Any:
        """Write a regular expression that `fn:replace` may take: none that matches the empty string (`FORX0003`)."""
        found = self._read(given, replacing=True)
        return None if found is None else self._engine.Literal(found.text)

    def _replacement(self, *given: Any) -> Any:
        """Write a replacement for the engine, from itself, the regular expression and the flags."""
        text = self._text(given[0]) if given else None
        found = None if text is None else self._read(given[1:], replacing=True)
        if text is None or found is None:
            return None
        try:
            return self._engine.Literal(read_replacement(text, found.groups, literal=found.literal))
        except PatternError:
            return None

    # ----------------------------------------------------------------------------------------------------------- casts

    def _to_string(self, *given: Any) -> Any:
        (term,) = given
        if isinstance(term, self._engine.NamedNode):
            return self._engine.Literal(term.value)
        if not isinstance(term, self._engine.Literal):
            return None
        binary = KINDS.get(term.datatype.value, Kind.INTEGER) >= Kind.FLOAT and self._number(term) is not None
        return self._engine.Literal(numbers.as_string(term.value) if binary else term.value)

    def _to_boolean(self, *given: Any) -> Any:
        (term,) = given
        text = self._text(term)
        found = _TRUTHS.get(text.strip(_SPACES)) if text is not None else self._bool(term)
        if found is None and (number := self._number(term)) is not None:
            found = not math.isnan(number[0]) and number[0] != 0
        return None if found is None else self._truth[found]

    def _caster(self, target: Kind) -> Callable[..., Any]:
        def to_number(*given: Any) -> Any:
            (term,) = given
            text = self._text(term)
            if text is not None:
                return self._as_number(numbers.read_number(text.strip(_SPACES), target), target)
            truth = self._bool(term)
            found = (Fraction(truth), Kind.INTEGER) if truth is not None else self._number(term)
            if found is None:
                return None
            return self._as_number(numbers.cast(found[0], found[1], target), target)

        return to_number

    def _to_moment(self, *given: Any) -> Any:
        (term,) = given
        if not isinstance(term, self._engine.Literal) or term.language is not None:
            return None
        datatype = term.datatype.value
        text: str | None = None
        if datatype == XSD.date:
            text = beginning(term.value)
        elif datatype in {XSD.string, XSD.dateTime}:
            text = term.value.strip(_SPACES)
        if text is None or not is_moment(text):
            return None
        return self._engine.Literal(text, datatype=self._types[XSD.dateTime])
