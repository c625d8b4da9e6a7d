"""Canonical JSON (RFC 8785): one text for each value, so that two that are the same are written the same.

It parses nothing. Whole numbers keep all their digits, where RFC 8785 would round those beyond 2^53.
"""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal
from typing import Any, Final

import orjson

_OPTIONS: Final = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)
_CERTAIN: Final = frozenset({str, int, bool, type(None)})
"""Classes of values that orjson writes as canonical JSON does."""
_DEPTH: Final = 16
"""Levels that are looked through; what is nested deeper is written level by level, each of which looks no further than this."""
_RARE: Final = re.compile(rb"[\xee-\xff]")
_RARE_NAME: Final = re.compile(rb'"[^"]*[\xee-\xff][^"]*":')
"""What canonical JSON may write otherwise than orjson: names with characters beyond U+D7FF."""
_PLAIN_DIGITS: Final = 21
"""Numbers of up to so many digits before the point are written without an exponent (ECMAScript, Number::toString)."""


def canonical(value: Any) -> str:
    """Write what a JSON parser gives as canonical JSON. Raises ValueError for what is no JSON.

    >>> canonical({"b": [1.0, 2.50, 1e-7], "a": "ä"})
    '{"a":"ä","b":[1,2.5,1e-7]}'
    """
    if isinstance(value, dict | list) and (quick := _quickly(value)) is not None:
        return quick
    match value:
        case str():
            return json.dumps(value, ensure_ascii=False)
        case None | bool():
            return json.dumps(value)
        case int():
            return str(value)
        case float():
            return _number(value)
        case list() | tuple():
            return f"[{','.join(map(canonical, value))}]"
        case dict():
            members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be", "surrogatepass"))
            return f"{{{','.join(f'{canonical(name)}:{canonical(one)}' for name, one in members)}}}"
        case _:
            raise ValueError(f"{type(value).__name__} is no value of JSON")


def json_quote(value: Any) -> str:
    """Give a value of JSON as evidence quotes it: a text as it is, everything else as canonical JSON.

    >>> json_quote("Graphs"), json_quote(2024), json_quote({"a": [0, 7]})
    ('Graphs', '2024', '{"a":[0,7]}')
    """
    return value if isinstance(value, str) else canonical(value)


def _quickly(value: dict[str, Any] | list[Any]) -> str | None:
    """Write a value as orjson does, where it is certain to write the same: no numbers but whole ones, no rare names.

    orjson sorts names by their characters, RFC 8785 by UTF-16: they differ where a name has one beyond U+D7FF.
    """
    try:
        if not _is_certain(value):
            return None
        written = orjson.dumps(value, option=_OPTIONS)
    except (TypeError, ValueError, RecursionError):
        return None
    rare = not written.isascii() and _RARE.search(written) and _RARE_NAME.search(written)
    return None if rare else written.decode()


def _is_certain(value: Any, depth: int = _DEPTH) -> bool:
    """Whether nothing within a value is a number with a fraction, nor of a class that orjson writes in a way of its own."""
    kind = type(value)
    if kind is dict:
        value = value.values()
    elif kind is not list and kind is not tuple:
        return kind in _CERTAIN
    for one in value:  # noqa: SIM110 - each author of each work is looked through, and `all` takes twice as long
        if type(one) not in _CERTAIN and (not depth or not _is_certain(one, depth - 1)):
            return False
    return True


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number of JSON")
    if value == 0:
        return "0"
    parts = Decimal(repr(abs(value))).normalize().as_tuple()
    digits = "".join(map(str, parts.digits))
    point = len(digits) + int(parts.exponent)  # where the decimal point stands in the digits
    sign = "-" if value < 0 else ""
    if len(digits) <= point <= _PLAIN_DIGITS:
        return f"{sign}{digits}{'0' * (point - len(digits))}"
    if 0 < point <= _PLAIN_DIGITS:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{fraction}e{point - 1:+d}"
