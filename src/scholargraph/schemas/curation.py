"""The JSON Schema of `curation.toml`, from the field registry.

The reader stays the judge: a schema cannot see that a reference leads somewhere, or that a quote stands in its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Final

from scholargraph.identifiers import SCHEMES, Identifier, Url
from scholargraph.iris import KEY
from scholargraph.model import (
    Affiliation,
    Agent,
    AgentKind,
    Contribution,
    Field,
    Key,
    PartialDate,
    Person,
    Record,
    Text,
    fields_of,
    parsers,
)
from scholargraph.schemas.values import DAY, STRING, VALUES, Schema
from scholargraph.sources.curated_addresses import ADDRESS, VERDICTS
from scholargraph.sources.curated_agents import NAME_PARTS, agent_keys, may_be_person
from scholargraph.sources.curated_entries import BACKING, CONFLICT, MATCH, curated_fields
from scholargraph.sources.curated_matches import DIFFERENT, FEWEST, MATCH_KEYS, MOST, SAME, THING
from scholargraph.sources.curation import CLASSES
from scholargraph.vocab import JSON_SCHEMA

_FORMS: Final[Mapping[type, str]] = {
    Text: "A text, or { value = ..., language = ... }.",
    PartialDate: "YYYY, YYYY-MM or YYYY-MM-DD.",
    Url: "In full, with https:// or http://.",
    Identifier: f"scheme:value, with one of {', '.join(SCHEMES)}.",
}
BACKING_WORDS: Final[Mapping[str, tuple[str, Schema]]] = {
    "rests_on": ("The address of a page that says so.", VALUES[Url]),
    "basis": ("What it rests on, in words.", STRING),
    "quote": ("The exact words of another source that say so.", {"type": "string", "pattern": r"\S"}),
    "quoted_from": ("The name of the source that is quoted; without it, every other source is searched.", STRING),
}
_WITHDRAWAL: Final[Schema] = {
    "withdrawn": {
        "type": "array",
        "items": STRING,
        "description": "Former names that the person wants to be gone from all that is published and kept.",
    },
    "keep_printed": {"type": "boolean", "description": "Whether works may keep these names as they were printed."},
    "opted_out": {
        "type": "boolean",
        "description": "Whether the person wants to be left out of all that is published and kept. Beside it stand only what "
        "tells who it is (name, alternate_names, identifiers, match, affiliation) and what it rests on.",
    },
    "affiliation": {
        "anyOf": [STRING, {"type": "array", "items": STRING}],
        "description": "The organisation by which a person who is left out is told from others of that name.",
    },
}
MATCH_WORDS: Final[Mapping[str, str]] = {
    SAME: "Things that are one, however little their sources agree.",
    DIFFERENT: "Things of which no two are the same, however alike they look.",
}
AGENT_WORDS: Final[Mapping[str, str]] = {
    "name": "The name as printed on this work.",
    "person": "The id of a [[person]] of this file.",
    "organization": "The id of an [[organization]] or a [[project]] of this file.",
    "kind": "What stands behind the name, where it has no entry of its own; left out, the words of the name tell it.",
    "also": "Other printed forms of the name.",
    "given": "Given names, as printed.",
    "family": "The family name without its particle.",
    "particle": "What stands before the family name and is not sorted by, such as van der.",
    "suffix": "What stands after the family name, such as Jr.",
    "scripts": "The same name in other scripts, each a text or { value = ..., language = ... }.",
    "affiliations": "Organisations printed beside the name, each a text or { name = ..., organization = ... }.",
    "identifiers": "Identifiers printed beside the name.",
}


def curation_schema() -> Schema:
    """Give the schema of `curation.toml`."""
    return {
        "$schema": JSON_SCHEMA,
        "title": "A ScholarGraph curation file",
        "description": "Facts that complete or correct what other sources say, each with what it rests on.",
        "type": "object",
        "properties": {
            collection: {
                "type": "array",
                "title": record.__name__,
                "description": _summary(record),
                "items": {"$ref": f"#/$defs/{collection}"},
            }
            for collection, record in CLASSES.items()
        }
        | {
            ADDRESS: {
                "type": "array",
                "title": "Address",
                "description": "What became of things that no source has any more.",
                "items": {"$ref": f"#/$defs/{ADDRESS}"},
            }
        }
        | {
            name: {
                "type": "array",
                "title": name.capitalize(),
                "description": words,
                "items": {"$ref": "#/$defs/match"},
            }
            for name, words in MATCH_WORDS.items()
        },
        "additionalProperties": False,
        "$defs": {
            ADDRESS: _address(),
            "match": _match(),
            **{collection: _entry(record) for collection, record in CLASSES.items()},
            "backing": {"type": "object", "properties": _backing(), "additionalProperties": False},
            "agent": _agent(fields_of(Contribution)["agent"]),
        },
    }


def _address() -> Schema:
    """Give the schema of a decision on an old address."""
    old = {"type": "string", "pattern": f"(^|/){KEY.pattern}/?(#this)?$"}
    return {
        "type": "object",
        "title": "Address",
        "properties": {
            "key": {**old, "description": "The old address: collection/words, such as person/ada-quill."},
            "same": {**old, "description": "The address that the thing has now; the old one leads there."},
            "different": {
                "anyOf": [old, {"type": "array", "items": old}],
                "description": "Addresses of things that it is not, however alike they look.",
            },
            "gone": {"const": True, "description": "That the thing is removed."},
            "basis": BACKING_WORDS["basis"][1] | {"description": BACKING_WORDS["basis"][0]},
        },
        "required": ["key"],
        "oneOf": [{"required": [name]} for name in VERDICTS],
        "additionalProperties": False,
    }


def _match() -> Schema:
    """Give the schema of a decision on what is the same thing."""
    forms: dict[str, Schema] = {
        "things": {
            "type": "array",
            "items": {"type": "string", "pattern": f"^{THING.pattern}$"},
            "minItems": FEWEST,
            "maxItems": MOST,
            "uniqueItems": True,
            "description": "Keys (collection/words), or entries as `scholargraph explain` names them (source/id).",
        },
        "by": {"type": "string", "pattern": r"\S", "description": "Who decided."},
        "on": {"type": "string", "pattern": DAY, "description": "The day of the decision, as a date: 2026-11-27."},
        "reason": {"type": "string", "pattern": r"\S", "description": "Why, in words."},
    }
    return {
        "type": "object",
        "title": "Decision",
        "properties": {name: forms[name] for name in MATCH_KEYS},
        "required": [name for name in MATCH_KEYS if name != "reason"],
        "additionalProperties": False,
    }


def _entry(record: type[Record]) -> Schema:
    """Give the schema of one entry: the record's fields, and what only an entry has."""
    keys = curated_fields(record)
    rules: list[Schema] = [{"anyOf": [{"required": [key]} for key in BACKING if key != "quoted_from"]}]
    if "name" in keys:
        named = {"properties": {"match": {"required": ["name"]}}, "required": ["match"]}
        left_out = {"properties": {"opted_out": {"const": True}}, "required": ["opted_out"]}
        rules.append({"anyOf": [{"required": ["name"]}, named, *([left_out] if record is Person else [])]})
    if "authors_complete" in keys:
        rules.append({
            "if": {"properties": {"authors_complete": {"const": True}}, "required": ["authors_complete"]},
            "then": {"properties": {"authors": {"minItems": 1}}, "required": ["authors"]},
        })  # fmt: skip
    conflicting = [key for key, field in keys.items() if key == field.name]
    return {
        "type": "object",
        "title": record.__name__,
        "properties": {
            "id": {**STRING, "description": "What other entries of this file call it; part of no address."},
            "match": {
                "type": "object",
                "description": "Which record of the other sources the entry speaks of.",
                "properties": {key: VALUES[Identifier] if key == "identifier" else STRING for key in MATCH},
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": False,
            },
            **(_WITHDRAWAL if record is Person else {}),
            **{key: _of_key(key, field) for key, field in keys.items()},
            **_backing(),
            "evidence": {
                "type": "object",
                "description": "What single keys rest on, where it is not what the entry rests on.",
                "properties": {key: {"$ref": "#/$defs/backing"} for key in keys},
                "additionalProperties": False,
            },
            "conflict": {"type": "array", "items": _conflict(conflicting),
                         "description": "What is said elsewhere and not stated."},
        },
        "required": [key for key, field in keys.items() if field.required and key != "name"],
        "allOf": rules,
        "additionalProperties": False,
    }  # fmt: skip


def _conflict(keys: list[str]) -> Schema:
    own: Schema = {
        "field": {"enum": keys, "description": "The key on which the sources disagree."},
        "value": {"description": "The value that is not stated."},
        "why": {"type": "string", "description": "Why it is not stated."},
    }
    return {
        "type": "object",
        "properties": own | _backing(),
        "required": [key for key in CONFLICT if key not in BACKING],
        "additionalProperties": False,
    }


def _backing() -> Schema:
    return {key: {**schema, "description": words} for key, (words, schema) in BACKING_WORDS.items()}


def _of_key(key: str, field: Field) -> Schema:
    """Give the schema of what stands at a key, with the field's title and help."""
    spec = field.spec
    schema = _of_value(field)
    if field.many:
        schema = {"type": "array", "items": schema}
    several = key.capitalize() if field.type is Contribution else spec.plural
    words = [spec.help, _FORMS.get(field.type, ""), _refers_to(field), "Not shown." if spec.private else ""]
    return {"title": several if field.many else spec.singular, "description": " ".join(filter(None, words)), **schema}


def _of_value(field: Field) -> Schema:
    """Give the schema of one value of a field."""
    if field.choices:
        return {"enum": list(field.choices)}
    if issubclass(field.type, StrEnum):
        return {"enum": [str(member) for member in field.type]}
    if field.type is Key:
        return {"type": "string", "minLength": 1}
    if field.type is Agent:
        return _agent(field)
    if field.type is Contribution:
        return {"$ref": "#/$defs/agent"}
    if not parsers.has_parser(field):
        return _within(field.type)
    if field.spec.pattern is not None:
        return {"type": "string", "pattern": f"^(?:{field.spec.pattern})$"}
    return VALUES[field.type]


def _within(record: type) -> Schema:
    """Give the schema of a record within a record."""
    keys = curated_fields(record)
    return {
        "type": "object",
        "description": _summary(record),
        "properties": {key: _of_key(key, field) for key, field in keys.items()} | _backing(),
        "required": [key for key, field in keys.items() if field.required],
        "additionalProperties": False,
    }


def _agent(field: Field) -> Schema:
    """Give the schema of an agent: a bare text, or a table in which nothing contradicts another."""
    words: Schema = {"type": "array", "items": STRING}
    reference: Schema = {"type": "string", "minLength": 1}
    affiliation: Schema = {
        "type": "object",
        "properties": {part.name: reference if part.name == "organization" else STRING for part in fields(Affiliation)},
        "required": ["name"],
        "additionalProperties": False,
    }
    forms: dict[str, Schema] = {
        "person": reference, "organization": reference, "kind": {"enum": [str(kind) for kind in AgentKind]}, "also": words,
        "scripts": {"type": "array", "items": VALUES[Text]},
        "affiliations": {"type": "array", "items": {"anyOf": [STRING, affiliation]}},
        "identifiers": {"type": "array", "items": VALUES[Identifier]},
    }  # fmt: skip
    table: Schema = {
        "type": "object",
        "properties": {key: {"description": AGENT_WORDS[key], **forms.get(key, STRING)} for key in agent_keys(field)},
        "additionalProperties": False,
    }
    if may_be_person(field):
        no_parts: Schema = dict.fromkeys(NAME_PARTS, False)
        kind = AgentKind.ORGANIZATION, AgentKind.GROUP
        table |= {
            "required": ["name"],
            "dependentSchemas": {
                "person": {"properties": {"organization": False, "kind": {"const": AgentKind.PERSON.value}}},
                "organization": {"properties": {"kind": {"const": AgentKind.ORGANIZATION.value}, **no_parts}},
            },
            "if": {"properties": {"kind": {"enum": [str(one) for one in kind]}}, "required": ["kind"]},
            "then": {"properties": no_parts},
        }
    else:
        table |= {"anyOf": [{"required": ["name"]}, {"required": ["organization"]}]}
    return {"anyOf": [STRING if field.spec.printed else reference, table]}


def _refers_to(field: Field) -> str:
    """Say what a bare text refers to, if it does."""
    if field.type is Key or (field.type is Agent and not field.spec.printed):
        return f"The id of a {' or '.join(f'[[{name}]]' for name in field.spec.refers_to)} of this file."
    return ""


def _summary(record: type) -> str:
    return (record.__doc__ or "").split("\n\n", 1)[0].strip()
