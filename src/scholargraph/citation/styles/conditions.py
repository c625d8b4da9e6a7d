"""`cs:choose`: the tests of an item that a style makes.

Specification: https://docs.citationstyles.org/en/stable/specification.html#choose
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from scholargraph.citation.styles.context import Context
from scholargraph.citation.styles.numbers import NUMERIC
from scholargraph.errors import InternalError

Test = Callable[[Context], bool]


def _type(value: str) -> list[Test]:
    kinds = frozenset(value.split())
    return [lambda context: context.item.kind in kinds]


def _variable(value: str) -> list[Test]:
    return [_has(name) for name in value.split()]


def _has(name: str) -> Test:
    return lambda context: context.item.has(name)


def _is_numeric(value: str) -> list[Test]:
    return [_numeric(name) for name in value.split()]


def _numeric(name: str) -> Test:
    if name not in NUMERIC:
        return _no
    return lambda context: name in context.item.texts and context.number_of(name).numeric


def _is_uncertain_date(value: str) -> list[Test]:
    return [_uncertain(name) for name in value.split()]


def _uncertain(name: str) -> Test:
    return lambda context: (date := context.item.dates.get(name)) is not None and date.circa


def _no(context: Context) -> bool:
    return False


def _never(value: str) -> list[Test]:
    """Places in a text, locators and ambiguous citations: a bibliography has none of them."""
    return [_no for _ in value.split()]


_TESTS: Final[Mapping[str, Callable[[str], list[Test]]]] = {
    "type": _type,
    "variable": _variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain_date,
    "position": _never,
    "locator": _never,
    "disambiguate": _never,
}


def compiled(attributes: Mapping[str, str]) -> Test:
    """Make one test of the attributes of `cs:if` or `cs:else-if`.

    Raises:
        InternalError: the style tests what this processor does not know.
    """
    tests: list[Test] = []
    for name, value in attributes.items():
        if name == "match":
            continue
        if name not in _TESTS:
            raise InternalError(f"A citation style tests “{name}”, which is not supported; choose another style.")
        tests.extend(_TESTS[name](value))
    match = attributes.get("match", "all")
    if match == "any":
        return lambda context: any(test(context) for test in tests)
    if match == "none":
        return lambda context: not any(test(context) for test in tests)
    return lambda context: all(test(context) for test in tests)
