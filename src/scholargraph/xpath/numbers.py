"""Numbers of XML Schema: their lexical forms, casts between them, and the arithmetic of decimals.

XPath and XQuery Functions and Operators, sections 6.2 and 17.1 (casting); XML Schema 2, section 3.2. A decimal has 18 digits
after the point and 21 before it, because that is what the engine keeps: more than XML Schema asks for. None is an error of
the expression, as `FOAR0001` (division by zero) and `FOAR0002` (overflow) are.
"""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Final

from scholargraph.vocab import XSD


class Kind(IntEnum):
    """The numeric types, in the order of promotion (XPath 2.0, section B.1)."""

    INTEGER = 0
    DECIMAL = 1
    FLOAT = 2
    DOUBLE = 3


_BITS: Final = {"long": 64, "int": 32, "short": 16, "byte": 8}
_BASE: Final = XSD.string[: -len("string")]
LIMITS: Final[Mapping[str, tuple[int | None, int | None]]] = {
    f"{_BASE}{name}": limits
    for name, limits in {
        "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1),
        "nonNegativeInteger": (0, None),
        "positiveInteger": (1, None),
        **{name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for name, bits in _BITS.items()},
        **{f"unsigned{name.capitalize()}": (0, 2**bits - 1) for name, bits in _BITS.items()},
    }.items()
}
"""The types derived from xsd:integer, with their least and greatest value (XML Schema 2, section 3.3)."""
KINDS: Final[Mapping[str, Kind]] = {
    XSD.integer: Kind.INTEGER,
    XSD.decimal: Kind.DECIMAL,
    XSD.float: Kind.FLOAT,
    XSD.double: Kind.DOUBLE,
    **dict.fromkeys(LIMITS, Kind.INTEGER),
}
"""The numeric datatypes, by their IRIs."""

Number = Fraction | float
"""A value: exact of integers and decimals, binary of floats and doubles."""

LARGEST_INTEGER: Final = 2**63 - 1
_UNIT: Final = 10**18
_LARGEST_DECIMAL: Final = Fraction(2**127 - 1, _UNIT)
_CONTEXT: Final = Context(prec=800)
"""Enough for every double, written out."""

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NAMED: Final = {"INF": math.inf, "+INF": math.inf, "-INF": -math.inf, "NaN": math.nan}
_LONGEST: Final = 4000
"""Characters of a number that is read; Python takes its time with more."""


def read_number(text: str, kind: Kind) -> Number | None:
    """Read the lexical form of a number, without white space around it; None where it is none, or too large."""
    if len(text) > _LONGEST:
        return None
    if kind >= Kind.FLOAT:
        if text in _NAMED:
            return _NAMED[text]
        return _rounded(float(text), kind) if _DOUBLE.fullmatch(text) else None
    form = _INTEGER if kind is Kind.INTEGER else _DECIMAL
    return _within(Fraction(text.rstrip(".")), kind) if form.fullmatch(text) else None


def is_number(text: str, datatype: str) -> bool:
    """Whether a literal is a number: of a numeric datatype, well-formed, and within its limits."""
    kind = KINDS.get(datatype)
    if kind is not Kind.INTEGER:
        return kind is not None and read_number(text, kind) is not None
    least, most = LIMITS.get(datatype, (None, None))
    if not _INTEGER.fullmatch(text) or len(text) > _LONGEST:
        return False
    return (least is None or least <= int(text)) and (most is None or int(text) <= most)


def write_number(value: Number, kind: Kind) -> str:
    """Write a number so that it reads as the same value; a decimal is cut behind 18 digits."""
    if kind is Kind.INTEGER:
        return str(int(value))
    if kind is Kind.DECIMAL:
        return _plain(_shortened(Fraction(value), ROUND_DOWN))
    value = float(value)
    if math.isnan(value) or math.isinf(value):
        return "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    return repr(value) if kind is Kind.DOUBLE else _single(value)


def as_string(text: str) -> str:
    """Cast a float or double to a string (section 17.1.2), from the shortest digits that tell it."""
    if text in _NAMED:
        return text.lstrip("+")
    value = Decimal(text)
    if value == 0:
        return "-0" if value.is_signed() else "0"
    if Decimal("0.000001") <= abs(value) < Decimal(1_000_000):
        return _plain(value)
    sign, digits, _ = value.as_tuple()
    shown = "".join(map(str, digits)).rstrip("0")
    return f"{'-' if sign else ''}{shown[0]}.{shown[1:] or '0'}E{value.adjusted()}"


def cast(value: Number, source: Kind, target: Kind) -> Number | None:
    """Cast a number to another type (section 17.1.3): to decimal the nearest, to integer what stands before the point."""
    if target >= Kind.FLOAT:
        try:
            return _rounded(float(value), target)
        except OverflowError:
            return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    exact = Fraction(value)
    if target is Kind.INTEGER:
        return _within(Fraction(math.trunc(exact)), target)
    return _within(Fraction(_shortened(exact, ROUND_HALF_EVEN)) if source >= Kind.FLOAT else exact, target)


def multiply(one: Number, other: Number, kind: Kind) -> Number | None:
    """Multiply two numbers of the same type (`op:numeric-multiply`)."""
    if kind >= Kind.FLOAT:
        return _rounded(float(one) * float(other), kind)
    return _within(Fraction(one) * Fraction(other), kind)


def divide(one: Number, other: Number, kind: Kind) -> Number | None:
    """Divide two numbers of the same type (`op:numeric-divide`); integers give a decimal."""
    if kind < Kind.FLOAT:
        return _within(Fraction(one) / Fraction(other), Kind.DECIMAL) if other else None
    one, other = float(one), float(other)
    if other:
        return _rounded(one / other, kind)
    return math.nan if not one or math.isnan(one) else math.copysign(math.inf, one) * math.copysign(1, other)


def round_half_up(value: Number) -> Number:
    """Round as `fn:round` does (section 6.4.4): to the nearest, and of two to the greater."""
    if isinstance(value, float) and not math.isfinite(value):
        return value
    return Fraction(math.floor(Fraction(value) + Fraction(1, 2)))


def _within(value: Fraction, kind: Kind) -> Fraction | None:
    largest = LARGEST_INTEGER if kind is Kind.INTEGER else _LARGEST_DECIMAL
    return value if -largest - (kind is Kind.INTEGER) <= value <= largest else None


def _rounded(value: float, kind: Kind) -> float:
    """Give the nearest number of a type."""
    if kind is Kind.DOUBLE or not math.isfinite(value):
        return value
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def _shortened(value: Fraction, rounding: str) -> Decimal:
    units = value * _UNIT
    whole = Decimal(math.trunc(units)) if rounding == ROUND_DOWN else Decimal(round(units))
    return whole.scaleb(-18, _CONTEXT)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _single(value: float) -> str:
    """Give the shortest digits that tell a single-precision number."""
    for digits in range(1, 10):
        text = f"{value:.{digits}g}"
        if _rounded(float(text), Kind.FLOAT) == value:
            break
    else:
        text = repr(value)
    return text
