"""Agents in a curation file: who is named on a work, as a bare name or as a table of what is known of them.

Who is what stands in the file; where nothing of it does, the words of the name tell it (`bibliography.agents`).
"""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import Any, Final

from scholargraph import toml_spans
from scholargraph.bibliography.agents import NoName, agent_of, without_cut
from scholargraph.iris import Key
from scholargraph.model import Affiliation, Agent, AgentKind, Field, Identifier, Name, Text, parsers
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
    usual = None if may_be_person(field) else AgentKind.ORGANIZATION
    if not isinstance(raw, dict) and field.spec.printed:
        printed = file.parsed(parsers.string, raw, path)
        by_words = _by_words(file, printed, path)
        return by_words if usual is None else Agent(name=Name(printed=printed), kind=usual)
    if not isinstance(raw, dict):
        return Agent(kind=usual or AgentKind.PERSON, record=file.reference(raw, path, field.spec.refers_to))
    file.known(raw, agent_keys(field), path)
    if "name" not in raw and (usual is None or "organization" not in raw):
        raise file.error(f"Say who it is: add name{'' if usual is None else ' or organization'}.", path)
    kind, record = _kind(file, field, raw=raw, path=path)
    name = _name(file, kind, raw=raw, path=path) if "name" in raw else None
    identifiers: tuple[Identifier, ...] = _several(file, raw, path=(*path, "identifiers"), parser=parsers.identifier)
    # A person without a record is what anybody is taken for: that the file itself says so is kept.
    stated = True if kind is AgentKind.PERSON and record is None else None
    if name is not None:
        found = _by_words(file, name.printed, (*path, "name"), stated=kind is not None)
        if kind is None and usual is None:
            kind, stated = _by_parts(name, identifiers) or (found.kind, found.kind_stated)
    return Agent(
        name=name,
        kind=kind or usual or AgentKind.PERSON,
        kind_stated=stated,
        record=record,
        variants=_several(file, raw, path=(*path, "also"), parser=parsers.string),
        affiliations=tuple(
            _affiliation(file, member, where)
            for member, where in file.members(raw.get("affiliations", []), (*path, "affiliations"))
        ),
        identifiers=identifiers,
    )


def _by_words(file: CuratedFile, printed: str, path: toml_spans.Path, *, stated: bool = False) -> Agent:
    """Tell by the words of a name who it is; refuse what is none. A kind or record that is stated makes “Anonymous” a name."""
    found = agent_of(printed)
    if isinstance(found, Agent):
        return found
    if stated and found is NoName.UNKNOWN:
        return Agent(name=Name(printed=printed))
    authors = "authors" in path
    if found is NoName.UNKNOWN:
        remedy = "remove it, and leave authors out where nobody is known" if authors else "remove it"
        raise file.error(f"“{printed}” is no name, but says that the name is not known: {remedy}.", path)
    rest = without_cut(printed)
    remedy = f"keep “{rest}” alone" if rest else "remove it"
    authors_too = " and write authors_complete = false" if authors else ""
    raise file.error(
        f"“{printed}” {'holds more than a name: it' if rest else 'is no name, but'} says that further names are left out: "
        f"{remedy}{authors_too}.",
        path,
    )


def _by_parts(name: Name, identifiers: tuple[Identifier, ...]) -> tuple[AgentKind, bool] | None:
    """Tell who it is by what only persons or only organisations have: parts of a name, an ORCID iD, a ROR iD."""
    schemes = {one.scheme for one in identifiers}
    if "orcid" in schemes or any(getattr(name, part) for part in NAME_PARTS):
        return AgentKind.PERSON, True
    return (AgentKind.ORGANIZATION, True) if "ror" in schemes else None


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
