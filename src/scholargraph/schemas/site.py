"""The JSON Schema of `scholargraph.toml`, from the dataclasses of the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from dataclasses import Field as Setting
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, get_args, get_type_hints

from scholargraph import config
from scholargraph.fetch_settings import CONTACT, SERVICES
from scholargraph.fetch_settings import MOST as MOST_FETCHED
from scholargraph.schemas.values import DAY, STRING, URL, Schema
from scholargraph.service_settings import MOST
from scholargraph.vocab import JSON_SCHEMA

_BASE: Final = r"^https?://[^/?#@\s]+(?:/(?!/|\.{1,2}(?:/|$))(?:[^/?#%\s]|%[0-9A-Fa-f]{2})*)*$"
"""What tells most bases that `web_addresses.checked_base` refuses: a user, `..`, `//`, a query, a `%` alone."""
_MOMENT: Final = DAY[:-1] + r"(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?$"
"""A day, or a date with a time as TOML has it; what checks a file hands it over as a text."""
_TABLES: Final[Mapping[str, type]] = {
    "site": config.Settings,
    "source": config.SourceSettings,
    "endpoint": config.EndpointSettings,
    "web": config.WebSettings,
    "token": config.TokenSettings,
    "log": config.LogSettings,
    "fetch": config.FetchSettings,
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "site": {
        "title": "What the site is called.",
        "base": "Where it is served; every IRI begins with it, and it stands nowhere else.",
        "license": "The address of the licence of the statements.",
        "language": "The language of the site: a tag (BCP 47), such as en.",
    },
    "source": {
        "name": "What the source is called, in small letters, digits and hyphens.",
        "kind": "Which reader reads it; `scholargraph sources` lists them.",
        "path": "A file, a folder, a pattern of file names or an archive, from the site's folder.",
        "ids": "What is fetched, in the place of path: identifiers of the kind.",
        "url": "Where it was fetched.",
        "retrieved": "When it was fetched: YYYY-MM-DD, without quotation marks.",
        "options": "What the reader is told; `scholargraph sources` lists the options of each kind.",
        "deadline": "The seconds that its reader may take for the next record.",
    },
    "endpoint": {
        "deadline": "The seconds that a query may take.",
        "rows": "The most rows of an answer.",
        "result_mib": "The most MiB of an answer.",
        "query_kib": "The most KiB of a query.",
        "depth": "How deep a query may be nested.",
        "parallel": "How many queries of one client run at once; more of them wait their turn.",
        "waiting": "How many queries wait their turn at once; 0 to let none wait.",
        "patience": "The seconds that a query waits for its turn.",
        "workers": "How many queries run at once.",
        "worker_mib": "The MiB of memory of each worker.",
        "store_mib": "The largest graph, in MiB of memory, that workers keep in memory.",
        "cache_mib": "The MiB of answers that are kept; 0 for none.",
        "worker_seconds": "The worker seconds that a client gets each minute.",
        "burst": "The worker seconds that a client can save up.",
        "errors": "The failing queries that a client may ask each minute.",
    },
    "web": {
        "prefix": "Whether requests arrive with the path of the base (kept), or a proxy takes it away (stripped).",
    },
    "token": {
        "name": "The client's name.",
        "sha256": "The SHA-256 of the token, in hexadecimal; never the token itself.",
        "deadline": "The seconds that the client's queries may take.",
        "expires": "The last day (in UTC) on which the token holds, or the moment at which it ends; without quotation marks.",
    },
    "log": {
        "format": "How events are written: as lines of name=value, or as JSON objects.",
        "access": "The file, from the site's folder, that requests are written to, or stderr; absent: none.",
        "publish": "The file, from the site's folder, that each publishing is written to, or stderr; absent: none.",
    },
    "fetch": {
        "contact": "An e-mail address, or the address of a page, by which services can reach who asks them.",
        "services": "The addresses of services, by name, where they are others than those that are known.",
        "private": "Networks that may be asked though they are not public.",
        "ports": "Ports that may be asked besides 80 and 443.",
        "openalex_key_file": "A file outside the site's folder that holds the key to OpenAlex.",
        "connect": "The most seconds until a host takes a connection.",
        "idle": "The most seconds of one wait for a host.",
        "total": "The most seconds of one request with its answer.",
        "patience": "The most seconds that are waited where a service asks to come back later; beyond, it is left for later.",
        "attempts": "How often a request is sent that fails for a while.",
        "source_mib": "The most that one source brings in one run, unpacked, in MiB.",
        "records": "The most records that one source brings in one run.",
        "authorities": "A file of certificates (PEM) of authorities that are trusted besides those of the system.",
        "mib": "The largest answer, packed and unpacked, in MiB.",
    },
}
_PREFER: Final[Schema] = {
    "description": "For single fields, whose word is stated: the sources that stand before the others, by their names.",
    "type": "object",
    "propertyNames": {"pattern": "^[a-z]+(_[a-z]+)*$"},
    "additionalProperties": {"type": "array", "minItems": 1, "uniqueItems": True, "items": dict(STRING)},
}


def site_schema() -> Schema:
    """Give the schema of `scholargraph.toml`."""
    patterns = {
        ("site", "license"): URL, ("site", "language"): f"^(?:{config.LANGUAGE.pattern})$",
        ("site", "base"): _BASE, ("source", "url"): URL,
        ("source", "name"): f"^(?:{config.NAME.pattern})$", ("token", "name"): f"^(?:{config.NAME.pattern})$",
        ("token", "sha256"): f"^(?:{config.SHA256.pattern})$",
    }  # fmt: skip
    schemas = {name: _settings(name, kind, patterns) for name, kind in _TABLES.items()}
    _add_fetching(schemas)
    return {
        "$schema": JSON_SCHEMA,
        "title": "A ScholarGraph site",
        "description": "What a site is called, where it is served, and the sources it is made of, in order of preference.",
        "type": "object",
        "properties": {
            "site": schemas["site"],
            "source": {"type": "array", "minItems": 1, "items": schemas["source"]},
            "prefer": _PREFER,
            "endpoint": schemas["endpoint"],
            "web": schemas["web"],
            "token": {"type": "array", "items": schemas["token"]},
            "log": schemas["log"],
            "fetch": schemas["fetch"],
        },
        "required": ["site", "source"],
        "additionalProperties": False,
    }


def _add_fetching(schemas: dict[str, Schema]) -> None:
    """Say what the types of the settings do not: a path or ids, lists, and the largest values."""
    source, fetch = schemas["source"]["properties"], schemas["fetch"]["properties"]
    del source["path"]["default"]
    about = source["ids"]["description"]
    source["id"] = {"description": about.replace("identifiers", "an identifier"), **STRING}
    source["ids"] = {"description": about, "type": "array", "minItems": 1, "items": dict(STRING)}
    schemas["source"]["oneOf"] = [{"required": [name]} for name in ("path", "id", "ids")]
    address = {"type": "string", "pattern": r"^https?://[^/?#@\s]+[^?#@\s]*$"}
    fetch["services"] = {
        "description": fetch["services"]["description"],
        "type": "object",
        "properties": dict.fromkeys(sorted(SERVICES), address),
        "additionalProperties": False,
    }
    fetch["private"] |= {"type": "array", "items": dict(STRING)}
    fetch["ports"] |= {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 65_535}}
    fetch["contact"]["pattern"] = f"^(?:{CONTACT.pattern})$"
    for name, most in MOST_FETCHED.items():
        fetch[name]["maximum"] = int(most)


def _settings(name: str, kind: type, patterns: Mapping[tuple[str, str], str]) -> Schema:
    """Give the schema of a table of the site file."""
    hints = get_type_hints(kind)
    parts = {part.name: part for part in fields(kind) if part.name in WORDS[name]}
    properties: Schema = {}
    for key, part in parts.items():
        schema: Schema = {"description": WORDS[name][key], **_of_setting(hints[key], key)}
        if (name, key) in patterns:
            schema["pattern"] = patterns[name, key]
        if isinstance(part.default, int | float | str):
            schema["default"] = part.default
        properties[key] = schema
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key, part in parts.items() if _is_required(part)],
        "additionalProperties": False,
    }


def _is_required(part: Setting[Any]) -> bool:
    return part.default is MISSING and part.default_factory is MISSING


def _of_setting(hint: Any, key: str) -> Schema:
    kinds = {kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)}
    if datetime in kinds:
        return {"type": "string", "pattern": _MOMENT}
    if date in kinds:
        return {"type": "string", "pattern": DAY}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [str(member) for member in hint]}
    if str in kinds and hint not in {float, int}:
        return dict(STRING) if kinds == {str} else {"type": "object"}
    least = "minimum" if key in config.MAY_BE_NOTHING else "exclusiveMinimum"
    most = {"maximum": MOST[key]} if key in MOST else {}
    return {"type": "integer" if kinds == {int} else "number", least: 0, **most}
