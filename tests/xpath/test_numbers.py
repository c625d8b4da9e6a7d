"""Numbers of XML Schema, held against Python's exact ones."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.vocab import XSD
from scholargraph.xpath import numbers
from scholargraph.xpath.moments import beginning, is_moment
from scholargraph.xpath.numbers import Kind

DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=15)
UNIT = Fraction(1, 10**18)


def written(value: Decimal) -> str:
    return f"{value:f}"


@given(DECIMALS, DECIMALS)
def test_products_and_quotients_of_decimals_are_exact_to_the_last_digit(one: Decimal, other: Decimal) -> None:
    left, right = (numbers.read_number(written(value), Kind.DECIMAL) for value in (one, other))
    assert left is not None
    assert right is not None
    exact = Fraction(one) * Fraction(other)
    product = numbers.multiply(left, right, Kind.DECIMAL)
    if product is None:
        assert abs(exact) > 17 * 10**19
    else:
        told = Fraction(numbers.write_number(product, Kind.DECIMAL))
        assert abs(told - exact) < UNIT
        assert abs(told) <= abs(exact), "cut, as the engine does"
    quotient = numbers.divide(left, right, Kind.DECIMAL)
    assert (quotient is None) == (other == 0 or abs(Fraction(one) / Fraction(other)) > 17 * 10**19 or quotient is None)
    if quotient is not None:
        assert abs(Fraction(numbers.write_number(quotient, Kind.DECIMAL)) - Fraction(one) / Fraction(other)) < UNIT


@given(st.floats())
def test_a_double_is_written_so_that_it_is_read_again(value: float) -> None:
    told = numbers.write_number(value, Kind.DOUBLE)
    again = numbers.read_number(told, Kind.DOUBLE)
    assert again == value or (again is not None and math.isnan(again) and math.isnan(value))
    text = numbers.as_string(told)
    if math.isfinite(value):
        assert float(text) == value
        assert ("E" in text) == (value != 0 and not 1e-6 <= abs(value) < 1e6)


@given(st.floats(width=32, allow_nan=False))
def test_a_float_is_written_in_few_digits(value: float) -> None:
    told = numbers.write_number(value, Kind.FLOAT)
    assert numbers.read_number(told, Kind.FLOAT) == value
    assert len(told) < 20


@given(st.floats(min_value=-1e18, max_value=1e18))
def test_a_double_becomes_the_nearest_decimal(value: float) -> None:
    found = numbers.cast(value, Kind.DOUBLE, Kind.DECIMAL)
    assert found is not None
    assert abs(Fraction(found) - Fraction(value)) <= UNIT / 2


@pytest.mark.parametrize(
    "text", ["", ".", "1.2.3", "1e", "e1", "inf", "nan", "Infinity", "1_0", "１", " 1", "0x1", "--1", "1" * 5000]
)
def test_what_is_no_number(text: str) -> None:
    assert numbers.read_number(text, Kind.DOUBLE) is None
    assert numbers.read_number(text, Kind.DECIMAL) is None


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("127", "byte", True), ("128", "byte", False), ("-129", "byte", False), ("255", "unsignedByte", True),
        ("256", "unsignedByte", False), ("0", "positiveInteger", False), ("-1", "negativeInteger", True),
        ("0", "nonPositiveInteger", True), ("18446744073709551615", "unsignedLong", True), ("x", "int", False),
        ("1.0", "integer", False), ("1.0", "decimal", True), ("INF", "float", True), ("1", "string", False),
    ],
)  # fmt: skip
def test_limits_of_derived_types(text: str, datatype: str, *, expected: bool) -> None:
    assert numbers.is_number(text, XSD.string.replace("string", datatype)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2010-01-01T00:00:00Z", True), ("2012-02-29T24:00:00+14:00", True), ("-0044-03-15T12:00:00.5", True),
        ("12010-01-01T00:00:00", True), ("2011-02-29T00:00:00", False), ("2010-01-01T24:00:01Z", False),
        ("2010-01-01T00:60:00Z", False), ("2010-01-01T00:00:00+14:01", False), ("2010-01-01", False), ("02010-01-01T00:00:00", False),
        ("2010-13-01T00:00:00", False), ("2010-01-01t00:00:00", False), ("10-01-01T00:00:00", False),
    ],
)  # fmt: skip
def test_moments(text: str, *, expected: bool) -> None:
    assert is_moment(text) is expected


def test_a_date_begins_at_midnight() -> None:
    assert beginning("2010-01-01+02:00") == "2010-01-01T00:00:00+02:00"
    assert beginning("2010") is None
