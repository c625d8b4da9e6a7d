"""Who is named in DataCite metadata: creators, contributors, funders, with their identifiers and affiliations."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from scholargraph.bibliography.agents import NoName, agents_of
from scholargraph.identifiers import Identifier, identifier_of
from scholargraph.model import Affiliation, Agent, ContributorRole, Key
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.parts import Fact, group_of, person_of
from scholargraph.sources.readers.datacite_tables import HOSTS, NAME_SCHEMES, ROLES, is_cut, is_unknown
from scholargraph.sources.readers.datacite_tree import Part

if TYPE_CHECKING:
    from scholargraph.sources.readers.datacite_works import Work

_ADDRESS: Final = re.compile(r"https?://\S+")


def contributors(work: Work) -> bool:
    """Give creators, and those contributors whose role the model has; tell whether the list of creators is cut."""
    lists = {role: NameList(role) for role in ContributorRole}
    named = [(part, lists[ContributorRole.AUTHOR]) for part in work.root.each("creators")]
    for part in work.root.each("contributors"):
        role = ROLES.get(part.words("contributorType"))
        if role is not None:
            named.append((part, lists[role]))
    for (part, listed), agent in zip(named, _agents([one for one, _ in named]), strict=True):
        found = listed.take(_with_more(work, part, agent) if isinstance(agent, Agent) else agent)
        if found is not None:
            work.give("contributions", found, part, whole=True)
        elif listed.role is not ContributorRole.AUTHOR or not isinstance(agent, NoName):
            work.refuse(listed.loss(part.value), part)
    authors = lists[ContributorRole.AUTHOR]
    twice = any(name == "creators" for name, _ in work.root.again)
    if authors.whole and not twice:
        work.give("authors_complete", True, work.root.parts["creators"], whole=True)  # noqa: FBT003 - a field's value
    return authors.goes_on or twice


def _agents(parts: list[Part]) -> list[Agent | NoName | None]:
    """Make the agents of names: what the source says of each, otherwise what its words say."""
    names = [(part.value or "").strip() for part in parts]
    bare = iter(agents_of([name for part, name in zip(parts, names, strict=True) if _is_bare(part, name)]))
    return [
        next(bare) if _is_bare(part, name) else _stated_agent(part, name)
        for part, name in zip(parts, names, strict=True)
    ]


def _is_bare(part: Part, name: str) -> bool:
    """Whether nothing but a name is said."""
    stated = (
        part.words("nameType") in {"Personal", "Organizational"} or part.words("familyName") or part.words("givenName")
    )
    return bool(name) and not (is_unknown(name) or is_cut(name) or stated)


def _stated_agent(part: Part, name: str) -> Agent | NoName | None:
    if is_cut(name):
        return NoName.CUT
    if is_unknown(name):
        return NoName.UNKNOWN
    if part.words("nameType") == "Organizational":
        return group_of(name) if any(letter.isalpha() for letter in name) else None
    given, family = (_known(part.words(one)) for one in ("givenName", "familyName"))
    if not (given or family) and name.count(",") == 1:
        family, given = (one.strip() for one in name.split(","))
    return person_of(given, family, printed=None if given or family else name)


def _known(words: str) -> str | None:
    return None if is_unknown(words) else words or None


def _with_more(work: Work, part: Part, agent: Agent) -> Agent:
    """Add identifiers and affiliations."""
    found = (name_identifier(work, one, "nameIdentifierScheme") for one in part.each("nameIdentifiers"))
    identifiers = tuple(dict.fromkeys(one for one in found if one is not None))
    affiliations = tuple(filter(None, (_affiliation(work, one) for one in part.each("affiliation"))))
    return replace(agent, identifiers=identifiers, affiliations=affiliations)


def _affiliation(work: Work, part: Part) -> Affiliation | None:
    name = part.value or ""
    if not name or is_unknown(name):
        return None
    if _ADDRESS.fullmatch(name):
        work.refuse(f"“{name}” is an address, where the name of an organisation is expected.", part)
        return None
    return Affiliation(name=name, organization=_organization(work, part, name))


def _organization(work: Work, part: Part, name: str) -> Key | None:
    """Note the organisation of an affiliation that has an identifier."""
    held = part.parts.get("affiliationIdentifier")
    identifier = None if held is None else name_identifier(work, held, "affiliationIdentifierScheme", holder=part)
    if held is None or identifier is None:
        return None
    facts = [Fact("name", name, part.at, part.quote), Fact("identifiers", identifier, held.at, held.quote)]
    return work.shared.neighbours.organization(facts, at=part.whole_at, quote=part.whole_quote)


def name_identifier(work: Work, part: Part, scheme_member: str, *, holder: Part | None = None) -> Identifier | None:
    """Read an identifier of a person or an organisation; one that fails its scheme's check is refused.

    The scheme is what the source names, or the registry whose address it is; a bare number without a scheme is none.
    """
    words = (part.value or "").strip()
    if not words or is_unknown(words):
        return None
    named = (holder or part).words(scheme_member).strip().lower()
    host = (urlsplit(words).hostname or "") if _ADDRESS.match(words) else ""
    scheme = NAME_SCHEMES.get(named) or HOSTS.get(host)
    if scheme is None:
        return None
    found = identifier_of(scheme, words)
    if found is None and HOSTS.get(host) == scheme:  # an older form of the registry's own addresses
        found = identifier_of(scheme, re.sub(r"^.*/", "", words.rstrip("/")))
    if found is None:
        work.refuse(f"“{words}” is no valid {Identifier(scheme, '').label}: compare it with its source.", part)
    return found


def with_identifier(work: Work, agent: Agent, part: Part, *, member: str, scheme: str) -> Agent:
    """Add the identifier of an organisation that stands beside its name."""
    held = part.parts.get(member)
    found = None if held is None else name_identifier(work, held, scheme, holder=part)
    return agent if found is None else replace(agent, identifiers=(found,))
