"""How a value of each type of the model is written, as JSON Schema; enumerations list their own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scholargraph.identifiers import SCHEMES, Identifier, Url
from scholargraph.model import Pages, PartialDate, Text

Schema = dict[str, Any]


_DATE: Final = r"^(?!0000)[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$"
URL: Final = '^https?://[^/?#\\s<>"{}|\\\\^`][^\\s<>"{}|\\\\^`]*$'
_SCHEMES: Final = "|".join(sorted({*SCHEMES, *(name.upper() for name in SCHEMES), "https?", "urn"}))
DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
"""A date of TOML as what checks a file hands it over: as a text."""
STRING: Final = {
    "type": "string",
    "pattern": r"^(?=[\s\S]*\S)[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$",
}

VALUES: Final[Mapping[type, Schema]] = {
    str: STRING,
    Text: {
        "anyOf": [
            STRING,
            {
                "type": "object",
                "properties": {
                    "value": {**STRING, "description": "The words."},
                    "language": {
                        "type": "string",
                        "pattern": "^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$",
                        "description": "Their language: a tag (BCP 47), such as en or pt-BR.",
                    },
                },
                "required": ["value"],
                "additionalProperties": False,
            },
        ]
    },
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    PartialDate: {
        "anyOf": [{"type": "integer", "minimum": 1000, "maximum": 9999}, {"type": "string", "pattern": _DATE}],
    },
    Pages: {
        "type": "object",
        "properties": {
            "first": {"anyOf": [STRING, {"type": "integer"}], "description": "The first page, as printed."},
            "last": {"anyOf": [STRING, {"type": "integer"}], "description": "The last page, as printed."},
            "article": {"anyOf": [STRING, {"type": "integer"}], "description": "The article number."},
            "count": {"type": "integer", "minimum": 1, "description": "How many pages there are."},
        },
        "additionalProperties": False,
    },
    Url: {"type": "string", "pattern": URL},
    Identifier: {"type": "string", "pattern": rf"^\s*(?:{_SCHEMES}):\s*\S"},
}
"""How a value of each type is written; enumerations list their words."""
