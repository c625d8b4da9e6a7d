"""The values of a curation file: what TOML gives, as a value of the model.

It knows no entry and no place in the file: what is wrong is a ValueError, and the reader of the file says where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any, Final

from scholargraph.identifiers import Url, parse_identifier, parse_url
from scholargraph.model import RECORD_CLASSES, Pages, PartialDate, PublicationStatus, Text

_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def text(raw: Any) -> Text:
    """Read words, or a table of words and their language. Raises ValueError."""
    if isinstance(raw, dict) and set(raw) <= {"value", "language"}:
        return Text(string(raw.get("value")), _language(raw["language"]) if "language" in raw else None)
    return Text(string(raw))


def string(raw: Any) -> str:
    """Read a text that every RDF syntax can carry, without the space around it. Raises ValueError."""
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError("a text in quotation marks is needed")
    if _CONTROL.search(raw):
        raise ValueError("it holds a control character, which not every RDF syntax can carry")
    return raw.strip()


def _language(raw: Any) -> str:
    if not re.fullmatch(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", string(raw)):
        raise ValueError(f"“{raw}” is no language tag, such as en or pt-BR")
    return string(raw)


def _date(raw: Any) -> PartialDate:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return PartialDate(raw.year, raw.month, raw.day)
    return PartialDate.parse(str(raw) if type(raw) is int else string(raw))


def _pages(raw: Any) -> Pages:
    if not isinstance(raw, dict) or not set(raw) <= {part.name for part in fields(Pages)}:
        raise ValueError("pages is a table of first, last, article, count")
    words = {
        name: str(value) if type(value) is int else string(value) for name, value in raw.items() if name != "count"
    }
    if type(raw.get("count", 1)) is not int or raw.get("count", 1) < 1:
        raise ValueError("count is a whole number of pages")
    return Pages(**words, count=raw.get("count"))


def _url(raw: Any) -> Url:
    return parse_url(string(raw))


VALUES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "topics": text, "keywords": text, "biography": text, "description": text, "title": text, "abstract": text,
    "alternate_titles": text, "issued": _date, "start": _date, "end": _date, "pages": _pages, "homepage": _url,
    "repository": _url, "links": _url, "url": _url, "identifiers": lambda raw: parse_identifier(string(raw)),
    "language": _language, "status": lambda raw: PublicationStatus(string(raw)),
    "degree": lambda raw: {"phd": "phd", "ms": "ms", "ma": "ma"}[string(raw)],
}  # fmt: skip
"""How a field is read; what is not listed is a plain string, a reference or a nested table."""

_AGENTS: Final = ("person", "organization", "project")
REFERENCES: Final[Mapping[str, tuple[str, ...]]] = {
    "parent": ("organization",), "founders": _AGENTS, "makers": _AGENTS, "venue": ("venue",), "part_of": ("venue",),
    "institution": ("organization",), "about": tuple(kind.collection for kind in RECORD_CLASSES), "cites": ("publication",),
    "organization": ("organization", "project"), "person": ("person",),
}  # fmt: skip
"""What a reference may lead to."""

FRAGMENTS: Final = ("this", "evidence", "publisher")
"""Nodes that a work may have beside its versions."""
