"""Affiliations and fundings of an ORCID record: roles at organisations, distinctions, grants.

Organisations become records of their own, with the identifiers that ORCID has of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from scholargraph.identifiers import Identifier, Url, identifier_of
from scholargraph.model import Agent, AgentKind, Funding, Key, Name, Role, RoleKind, Text
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.parts import Fact
from scholargraph.sources.readers.orcid.context import Context
from scholargraph.sources.readers.orcid.shape import Group
from scholargraph.sources.readers.orcid.tables import AFFILIATIONS, FUNDER_PREFIX, ORGANIZATION_SCHEMES
from scholargraph.sources.readers.orcid.tree import Leaf, Part
from scholargraph.sources.readers.orcid.values import (
    Notes,
    address,
    date_of,
    identifier,
    is_dated,
    is_public,
    status_of,
)

_MOST: Final = 500
"""How much of a section is read: nobody has so many."""
_GRANT: Final = "grant_number"
_OWN: Final = "self"


def preferred(group: Group, notes: Notes) -> Group:
    """Give what of a group everybody may see, the preferred one first: that with the highest display index.

    “The preferred version has the highest display index” (info.orcid.org, integration guide, “ORCID record”).
    """
    return sorted((one for one in group if is_public(one, notes)), key=display_index, reverse=True)


def display_index(part: Part) -> int:
    """Give the place of an entry among those of its group; 0 where none is given."""
    leaf = part.leaf("display-index")
    written = "" if leaf is None else leaf.text
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else 0


def add_affiliations(
    person: RecordBuilder, sections: Mapping[str, Sequence[Group]], context: Context, *, clock: date
) -> None:
    """Add the roles of all sections, and distinctions as awards; of a group the preferred entry."""
    for name, section in AFFILIATIONS.items():
        groups = sections.get(name, ())
        _note_rest(groups, context.notes)
        for group in groups[:_MOST]:
            for part in preferred(group, context.notes)[:1]:
                if section.kind is None:
                    _add_award(person, part, context.notes)
                else:
                    _add_role(person, part, section.kind, context, clock)


def _note_rest(groups: Sequence[Group], notes: Notes) -> None:
    for group in groups[_MOST : _MOST + 1]:
        for part in group[:1]:
            notes.wrong(f"This and the following are more than {_MOST} of a section: they are not read.", part.at)


def _add_role(person: RecordBuilder, part: Part, kind: RoleKind, context: Context, clock: date) -> None:
    notes = context.notes
    organization = _organization(part, context)
    if organization is None:
        notes.wrong("The affiliation names no organisation, so it is not stated: add it at ORCID.", part.at)
        return
    key, named = organization
    title, department = part.leaf("role-title"), part.leaf("department-name")
    start, end = date_of(part.first("start-date"), notes), date_of(part.first("end-date"), notes)
    if title is None or kind is RoleKind.EDUCATION:
        department = None  # the title of an education is the degree, and nothing else
    words = None if title is None else title.line
    if title is not None and department is not None and department.line != title.line:
        words = f"{title.line} ({department.line})"  # as ORCID shows both
    # A date that is given and is none leaves open whether the role lasts.
    whole = all(dated or not is_dated(part.first(name)) for name, dated in (("start-date", start), ("end-date", end)))
    role = Role(
        organization=key,
        kind=kind,
        title=None if words is None else Text(words),
        status=status_of(start, end, clock) if whole else None,
        start=None if start is None else start.value,
        end=None if end is None else end.value,
    )
    leaves = [title, department, named]
    leaves += [leaf for dated in (start, end) if dated is not None for leaf in dated.leaves]
    for leaf in leaves:
        if leaf is not None:
            person.add("roles", role, at=leaf.at, quote=leaf.quote)


def _add_award(person: RecordBuilder, part: Part, notes: Notes) -> None:
    """Add a distinction in its own words: what it is called, who gave it, the year."""
    title = part.leaf("role-title")
    if title is None:
        notes.wrong("The distinction does not say what it is called, so it is not stated: add it at ORCID.", part.at)
        return
    given = date_of(part.first("start-date"), notes)
    leaves = [title, part.leaf("organization", "name")]
    words = [leaf.line for leaf in leaves if leaf is not None]
    if given is not None:
        leaves.append(given.leaves[0])
        words.append(f"{given.value.year}")
    for leaf in leaves:
        if leaf is not None:
            person.add("awards", Text(", ".join(words)), at=leaf.at, quote=leaf.quote)


def add_fundings(person: RecordBuilder, groups: Sequence[Group], context: Context) -> None:
    """Add the fundings, of a group the preferred entry."""
    _note_rest(groups, context.notes)
    for group in groups[:_MOST]:
        for part in preferred(group, context.notes)[:1]:
            _add_funding(person, part, context)


def _add_funding(person: RecordBuilder, part: Part, context: Context) -> None:
    notes = context.notes
    title = part.leaf("title", "title")
    funder = _organization(part, context)
    numbers, identifiers, url = _grant(part, notes)
    if title is None and funder is None and not numbers:
        notes.wrong("The funding names neither title, number nor funder, so it is not stated.", part.at)
        return
    start, end = date_of(part.first("start-date"), notes), date_of(part.first("end-date"), notes)
    agent = None
    if funder is not None:
        name = Name(printed=funder[1].line)
        agent = Agent(name=name, kind=AgentKind.ORGANIZATION, kind_stated=True, record=funder[0])
    value = Funding(
        funder=agent,
        number=numbers[0].line if numbers else None,
        name=None if title is None else Text(title.line),
        identifiers=tuple(found for found, _ in identifiers),
        url=url,
        start=None if start is None else start.value,
        end=None if end is None else end.value,
    )
    leaves = [title, funder[1] if funder is not None else None, *numbers[:1], *(leaf for _, leaf in identifiers)]
    leaves += [leaf for dated in (start, end) if dated is not None for leaf in dated.leaves]
    for leaf in leaves:
        if leaf is not None:
            person.add("funding", value, at=leaf.at, quote=leaf.quote)
    for number in numbers[1:]:
        notes.wrong(f"“{number.line[:80]}” is another number of a grant that has one, so it is not stated.", number.at)


def _grant(part: Part, notes: Notes) -> tuple[list[Leaf], list[tuple[Identifier, Leaf]], Url | None]:
    """Give numbers, identifiers and address of a grant; what it is only part of is not the grant."""
    numbers: list[Leaf] = []
    identifiers: list[tuple[Identifier, Leaf]] = []
    pages = [part.leaf("url")]
    for one in _external(part):
        kind, value = one.leaf("external-id-type"), one.leaf("external-id-value")
        relation = one.leaf("external-id-relationship")
        if kind is None or value is None or (relation is not None and relation.text.lower() != _OWN):
            continue
        pages.append(one.leaf("external-id-url"))
        called = kind.text.lower()
        if called == "doi" and (found := identifier("doi", value, notes)):
            identifiers.append((found, value))
        elif called == "uri":
            pages.append(value)
        elif called == _GRANT:
            numbers.append(value)
    return numbers, identifiers, next((url for leaf in pages if (url := address(leaf, notes))), None)


def _external(part: Part) -> list[Part]:
    return [one for holder in part.each("external-ids") for one in holder.each("external-id")]


def _organization(part: Part, context: Context) -> tuple[Key, Leaf] | None:
    """Note the organisation of an entry beside it, and give its key and where its name stands."""
    held = part.first("organization")
    name = None if held is None else held.leaf("name")
    if held is None or name is None or not any(letter.isalpha() for letter in name.line):
        return None
    facts = [Fact("name", name.line, name.at, name.quote)]
    found = _registered(held, context.notes)
    if found is not None:
        facts.append(Fact("identifiers", found[0], found[1].at, found[1].quote))
    else:
        # A registry tells better where an organisation is; without one it is what tells namesakes apart.
        towns = [held.leaf("address", step) for step in ("city", "region", "country")]
        where = ", ".join(leaf.line for leaf in towns if leaf is not None)
        facts += [Fact("location", where, leaf.at, leaf.quote) for leaf in towns if leaf is not None]
    return context.neighbours.organization(facts, at=name.at, quote=name.quote), name


def _registered(held: Part, notes: Notes) -> tuple[Identifier, Leaf] | None:
    """Give the identifier of an organisation, where its registry is a scheme of ours."""
    disambiguated = held.first("disambiguated-organization")
    if disambiguated is None:
        return None
    source, value = (
        disambiguated.leaf("disambiguation-source"),
        disambiguated.leaf("disambiguated-organization-identifier"),
    )
    scheme = None if source is None else ORGANIZATION_SCHEMES.get(source.text.lower())
    if scheme is None or value is None:
        return None
    if scheme == "doi" and value.text.isascii() and value.text.isdigit():
        found = identifier_of("doi", FUNDER_PREFIX + value.text)  # the number by which the registry of funders calls it
        return None if found is None else (found, value)
    found = identifier(scheme, value, notes)
    if found is not None and scheme == "doi" and not found.value.startswith(FUNDER_PREFIX):
        notes.wrong(f"“{value.line[:80]}” is no DOI of a funder: compare it with its source.", value.at)
        return None
    return None if found is None else (found, value)
