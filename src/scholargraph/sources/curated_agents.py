"""Agents in a curation file: who is named on a work, as a bare name or as a table of what is known of them.

It decides nothing: a name is a person's unless the file says otherwise.
"""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any, Final

from scholargraph import toml_spans
from scholargraph.iris import Key
from scholargraph.model import Affiliation, Agent, AgentKind, Field, Name, Text, parsers
from scholargraph.sources.curated_file import CuratedFile

ORGANIZATIONS: Final = ("organization", "project")
"""The collections of what counts as an organisation."""
NAME_PARTS: Final = tuple(part.name for part in fields(Name) if part.name not in {"printed", "scripts"})
"""The parts of a person's name."""
ORGANIZATION_KEYS: Final = ("name", "organization", "also", "scripts", "identifiers")
PERSON_KEYS: Final = (
    "name",
    "person",
    "organization",
    "kind",
    "also",
    *NAME_PARTS,
    "scripts",
    "affiliations",
    "identifiers",
)
"""The keys of the table of an agent: of one that cannot be a person, and of one that can."""


def may_be_person(field: Field) -> bool:
    """Whether the agent that a field holds can be a person."""
    return "person" in field.spec.refers_to


def agent_keys(field: Field) -> tuple[str, ...]:
    """Give the keys of the table of the agent that a field holds."""
    return PERSON_KEYS if may_be_person(field) else ORGANIZATION_KEYS


def read_agent(file: CuratedFile, field: Field, *, raw: Any, path: toml_spans.Path) -> Agent:
    """Read the agent that a field holds: a bare text is its name, or its entry's id, as the field says."""
    usual = AgentKind.PERSON if may_be_person(field) else AgentKind.ORGANIZATION
    if not isinstance(raw, dict) and field.spec.printed:
        return Agent(name=Name(printed=file.parsed(parsers.string, raw, path)), kind=usual)
    if not isinstance(raw, dict):
        return Agent(kind=usual, record=file.reference(raw, path, field.spec.refers_to))
    file.known(raw, agent_keys(field), path)
    if "name" not in raw and (usual is AgentKind.PERSON or "organization" not in raw):
        raise file.error(f"Say who it is: add name{'' if usual is AgentKind.PERSON else ' or organization'}.", path)
    kind, record = _kind(file, field, raw=raw, path=path)
    return Agent(
        name=_name(file, kind, raw=raw, path=path) if "name" in raw else None,
        kind=kind or usual,
        record=record,
        variants=_several(file, raw, path=(*path, "also"), parser=parsers.string),
        affiliations=tuple(
            _affiliation(file, member, where)
            for member, where in file.members(raw.get("affiliations", []), (*path, "affiliations"))
        ),
        identifiers=_several(file, raw, path=(*path, "identifiers"), parser=parsers.identifier),
    )


def _kind(
    file: CuratedFile, field: Field, *, raw: dict[str, Any], path: toml_spans.Path
) -> tuple[AgentKind | None, Key | None]:
    """Read what stands behind a name, and its record; None for a kind that nothing tells."""
    said = None
    if "kind" in raw:
        read = partial(parsers.choice, choices=tuple(AgentKind), what="kind of agent")
        said = AgentKind(file.parsed(read, raw["kind"], (*path, "kind")))
    if "person" in raw and "organization" in raw:
        raise file.error("Nobody is a person and an organization: leave out one of them.", (*path, "organization"))
    for name, kind, collections in (
        ("person", AgentKind.PERSON, ("person",)),
        ("organization", AgentKind.ORGANIZATION, tuple(one for one in field.spec.refers_to if one in ORGANIZATIONS)),
    ):
        if name in raw:
            if said not in {None, kind}:
                raise file.error(f"kind = “{said}” contradicts {name}: leave out one of them.", (*path, "kind"))
            return kind, file.reference(raw[name], (*path, name), collections)
    return said, None


def _name(file: CuratedFile, kind: AgentKind | None, *, raw: dict[str, Any], path: toml_spans.Path) -> Name:
    parts = {part: file.parsed(parsers.string, raw[part], (*path, part)) for part in NAME_PARTS if part in raw}
    if parts and kind in {AgentKind.ORGANIZATION, AgentKind.GROUP}:
        part = next(iter(parts))
        raise file.error(f"{part} is part of a person's name, and this is none: leave it out.", (*path, part))
    scripts: tuple[Text, ...] = _several(file, raw, path=(*path, "scripts"), parser=parsers.text)
    return Name(printed=file.parsed(parsers.string, raw["name"], (*path, "name")), scripts=scripts, **parts)


def _affiliation(file: CuratedFile, raw: Any, path: toml_spans.Path) -> Affiliation:
    if not isinstance(raw, dict):
        return Affiliation(name=file.parsed(parsers.string, raw, path))
    file.known(raw, tuple(part.name for part in fields(Affiliation)), path)
    if "name" not in raw:
        raise file.error("An affiliation needs its name as printed: add name.", path)
    key = file.reference(raw["organization"], (*path, "organization"), ORGANIZATIONS) if "organization" in raw else None
    return Affiliation(name=file.parsed(parsers.string, raw["name"], (*path, "name")), organization=key)


def _several(file: CuratedFile, raw: dict[str, Any], *, path: toml_spans.Path, parser: Any) -> tuple[Any, ...]:
    """Read the list that stands at the last key of a path, if it is there."""
    return tuple(file.parsed(parser, member, where) for member, where in file.members(raw.get(str(path[-1]), []), path))
