"""Parsers: raw values, as TOML and JSON give them, become values of the model; driven by the field registry.

A parser knows no file, no place and no other record: what is wrong is a ValueError, and whoever reads the file says where.
Keys and records within a record have no parser here, since what they mean depends on the other entries of the file.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from scholargraph.identifiers import Identifier, Url, parse_identifier, parse_url
from scholargraph.model.fields import Field
from scholargraph.model.values import Pages, PartialDate, Text

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_PAGE_PARTS: Final = tuple(part.name for part in fields(Pages))


def has_parser(field: Field) -> bool:
    """Whether a value of a field is written as one value: neither a key, nor an agent, nor a record within the record."""
    return field.type in PARSERS or issubclass(field.type, StrEnum)


def parse(field: Field, raw: Any) -> Any:
    """Read one value of a field that has a parser. Raises ValueError, which says what is wrong."""
    what = f"{field.name} of {field.record.__name__.lower()}"
    if field.choices:
        return choice(raw, field.choices, what=what)
    if issubclass(field.type, StrEnum):
        return field.type(choice(raw, tuple(field.type), what=what))
    value = PARSERS[field.type](raw)
    if field.spec.pattern is not None and not re.fullmatch(field.spec.pattern, value):
        wanted = field.spec.help.rstrip(".")
        raise ValueError(f"“{value}” does not fit; write {wanted[0].lower()}{wanted[1:]}")
    return value.lower() if field.spec.lower else value


def string(raw: Any) -> str:
    """Read a text that every RDF syntax can carry, without the space around it. Raises ValueError."""
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError("a text in quotation marks is needed")
    if _CONTROL.search(raw):
        raise ValueError("it holds a control character, which not every RDF syntax can carry")
    return raw.strip()


def choice(raw: Any, choices: tuple[str, ...], *, what: str) -> str:
    """Read one of a few words. Raises ValueError, which names the nearest."""
    if isinstance(raw, str) and raw in choices:
        return raw
    near = difflib.get_close_matches(str(raw), choices, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(choices)}"
    raise ValueError(f"“{raw}” is no {what}: {hint}")


def text(raw: Any) -> Text:
    """Read words, or a table of words (`value`) and their `language`. Raises ValueError."""
    if isinstance(raw, dict) and set(raw) <= {"value", "language"}:
        return Text(string(raw.get("value")), string(raw["language"]) if "language" in raw else None)
    return Text(string(raw))


def flag(raw: Any) -> bool:
    """Read true or false. Raises ValueError."""
    if not isinstance(raw, bool):
        raise ValueError("true or false is needed, without quotation marks")  # noqa: TRY004 - a fault of the data
    return raw


def whole_number(raw: Any) -> int:
    """Read a whole number. Raises ValueError."""
    if type(raw) is not int:
        raise ValueError("a whole number is needed, without quotation marks")
    return raw


def number(raw: Any) -> float:
    """Read a number. Raises ValueError."""
    if type(raw) not in {int, float} or not math.isfinite(raw):
        raise ValueError("a number is needed, without quotation marks")
    return float(raw)


def partial_date(raw: Any) -> PartialDate:
    """Read a year, a month of a year, or a day, as text, number or date. Raises ValueError."""
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return PartialDate(raw.year, raw.month, raw.day)
    return PartialDate.parse(str(raw) if type(raw) is int else string(raw))


def pages(raw: Any) -> Pages:
    """Read a table of `first`, `last` and `article`, as text or whole number, and `count`. Raises ValueError."""
    if not isinstance(raw, dict) or not set(raw) <= set(_PAGE_PARTS):
        raise ValueError(f"pages is a table of {', '.join(_PAGE_PARTS)}")
    words = {
        name: str(value) if type(value) is int else string(value) for name, value in raw.items() if name != "count"
    }
    count = raw.get("count")
    if count is not None and (type(count) is not int or count < 1):
        raise ValueError("count is a whole number of pages")
    return Pages(**words, count=count)


def url(raw: Any) -> Url:
    """Read an absolute http(s) address. Raises ValueError (IdentifierError)."""
    return parse_url(string(raw))


def identifier(raw: Any) -> Identifier:
    """Read an identifier, `scheme:value` or its address. Raises ValueError (IdentifierError)."""
    return parse_identifier(string(raw))


PARSERS: Final[Mapping[type, Callable[[Any], Any]]] = {
    str: string,
    Text: text,
    bool: flag,
    int: whole_number,
    float: number,
    PartialDate: partial_date,
    Pages: pages,
    Url: url,
    Identifier: identifier,
}
"""The parser of each type of value; enumerations need none of their own."""
