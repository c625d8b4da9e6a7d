"""An item of CSL-JSON as the styles see it: text as text, dates in parts, lists of names.

What a member holds that is none of these is left out: items may come from anywhere. It reads no file.
Specification: https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

NAMES: Final = frozenset(
    [
        "author",
        "chair",
        "collection-editor",
        "compiler",
        "composer",
        "container-author",
        "contributor",
        "curator",
        "director",
        "editor",
        "editor-translator",
        "editorial-director",
        "executive-producer",
        "guest",
        "host",
        "illustrator",
        "interviewer",
        "narrator",
        "organizer",
        "original-author",
        "performer",
        "producer",
        "recipient",
        "reviewed-author",
        "script-writer",
        "series-creator",
        "translator",
    ]
)
DATES: Final = frozenset(["issued", "event-date", "accessed", "original-date", "available-date", "submitted"])
_PARTS: Final = ("year", "month", "day")
_RAW: Final = re.compile(r"(-?\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?")
_LONGEST: Final = 20_000
"""Letters of one value, and twice the names of one list: what is longer is no citation but an attack."""
_MOST_NAMES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range of two: year, month and day of each, as far as they are known."""

    start: Mapping[str, int] = field(default_factory=dict)
    end: Mapping[str, int] | None = None
    season: str = ""
    circa: bool = False
    literal: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts, or a literal one: an institution, or a person whose name nobody has divided."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    dropping: str = ""
    non_dropping: str = ""
    literal: str = ""
    comma_suffix: bool = False
    static: bool = False
    parse: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its type, and its variables by name."""

    kind: str
    language: str
    texts: Mapping[str, str]
    names: Mapping[str, tuple[Name, ...]]
    dates: Mapping[str, Date]

    def has(self, variable: str) -> bool:
        """Whether the variable has a value."""
        return variable in self.texts or variable in self.names or variable in self.dates


def read(data: Mapping[str, Any]) -> Item:
    """Make an item of a CSL-JSON object; what cannot be read of it is left out."""
    texts: dict[str, str] = {}
    names: dict[str, tuple[Name, ...]] = {}
    dates: dict[str, Date] = {}
    for variable, value in data.items():
        if variable in NAMES:
            if found := _names(value):
                names[variable] = found
        elif variable in DATES:
            if (date := _date(value)) is not None:
                dates[variable] = date
        elif text := _text(value):
            texts[variable] = text
    for short, former in (("title-short", "shortTitle"), ("container-title-short", "journalAbbreviation")):
        if short not in texts and former in texts:
            texts[short] = texts[former]
    if page := texts.get("page"):
        texts["page-first"] = re.split(r"\s*(?:&|, |-|–)\s*", page)[0]
    kind = texts.pop("type", "")
    return Item(kind, texts.get("language", ""), texts, names, dates)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value)
    return value[:_LONGEST] if isinstance(value, str) else ""


def _names(value: object) -> tuple[Name, ...]:
    if isinstance(value, str | int | float):
        return (Name(literal=_text(value)),) if _text(value) else ()
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, list | tuple):
        return ()
    return tuple(name for one in value[:_MOST_NAMES] if (name := _name(one)) is not None)


def _name(value: object) -> Name | None:
    if not isinstance(value, Mapping):
        return None
    if literal := _text(value.get("literal")):
        return Name(literal=literal)
    family, given = _text(value.get("family")), _text(value.get("given"))
    if not family and not given:
        return None
    if value.get("isInstitution") and not given:
        return Name(literal=family)
    return Name(
        family=family,
        given=given,
        suffix=_text(value.get("suffix")),
        dropping=_text(value.get("dropping-particle")),
        non_dropping=_text(value.get("non-dropping-particle")),
        comma_suffix=bool(value.get("comma-suffix")),
        static=bool(value.get("static-ordering")),
        parse=bool(value.get("parse-names", True)),
    )


def _date(value: object) -> Date | None:
    if not isinstance(value, Mapping):
        return None
    given = value.get("date-parts")
    both = (
        [_parts(one) for one in given[:2] if isinstance(one, list | tuple)] if isinstance(given, list | tuple) else []
    )
    circa, literal, season = bool(value.get("circa")), _text(value.get("literal")), _text(value.get("season"))
    if not any(both) and (raw := _text(value.get("raw"))):
        both, literal = _raw(raw)
    start: Mapping[str, int] = both[0] if both else {}
    end = both[1] if len(both) > 1 else None
    if not start and not literal and not season and not circa:
        return None
    return Date(start, end, season, circa, literal)


def _parts(values: list[object] | tuple[object, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, value in zip(_PARTS, values, strict=False):
        text = _text(value).strip()
        if digits := re.match(r"-?\d{1,9}", text):
            found[name] = int(digits[0])
    return found


def _raw(text: str) -> tuple[list[dict[str, int]], str]:
    """Read a date in the form of ISO 8601, or a range of two; anything else is given as it is."""
    found = [_RAW.fullmatch(one.strip()) for one in text.split("/", 1)]
    if any(one is None for one in found):
        return [], text
    return [_parts([part for part in one.groups() if part is not None]) for one in found if one is not None], ""
