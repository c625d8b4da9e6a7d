"""Who is named on a work of an ORCID record, and the owner of the record among them.

A record says of each of its works that its owner “produced or contributed to” it (work-3.0.xsd). A full work has a list of
contributors; a summary has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from scholargraph.bibliography.agents import NoName, agents_of
from scholargraph.bibliography.name_forms import is_form_of
from scholargraph.model import Agent, AgentKind, Contribution, ContributorRole, Gap, Name
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.readers.orcid.person import Owner
from scholargraph.sources.readers.orcid.tables import ROLES, WorkKind
from scholargraph.sources.readers.orcid.tree import Leaf, Part
from scholargraph.sources.readers.orcid.values import Notes, orcid_of

_CREDIT: Final = re.compile(r"https?://credit\.niso\.org/contributor-roles/([a-z-]+)/?")
_FIRST: Final = "first"
_MOST: Final = 1_000
"""How many contributors are read: ORCID's own lists are cut before."""
_MOST_COMPARED: Final = 100
"""Contributors among whom the owner is looked for by name: of more, several have forms of one name."""


@dataclass(frozen=True, slots=True)
class _Named:
    """An entry of the list: who is named, in which role (None: none of ours), and what the list says of the place."""

    part: Part
    name: Leaf | None
    orcid: str | None
    agent: Agent | NoName | None
    role: ContributorRole | None
    sequence: str | None


def add_contributors(work: RecordBuilder, part: Part, kind: WorkKind, *, owner: Owner | None, notes: Notes) -> None:
    """Add the contributors of a work, and the owner of the record, who is one of them.

    Where no list has anybody, that is said as a gap; whether a list is whole, ORCID does not say.
    """
    entries = [one for holder in part.each("contributors") for one in holder.each("contributor")]
    for rest in entries[_MOST : _MOST + 1]:
        notes.wrong(f"This and the following are more than {_MOST:,} contributors: they are not read.", rest.at)
        leaf = rest.leaf("credit-name") or _orcid_leaf(rest)
        if leaf is not None:
            work.add("gaps", Gap.AUTHORS_TRUNCATED, at=leaf.at, quote=leaf.quote)
    named = _each_once(_named(entries[:_MOST], kind, owner, notes))
    own = _place_of_owner(named, owner)
    counts: dict[ContributorRole, int] = {}
    ordered = _is_ordered(named)
    for at, one in enumerate(named):
        agent = one.agent
        if agent is NoName.CUT and one.name is not None:
            work.add("gaps", Gap.AUTHORS_TRUNCATED, at=one.name.at, quote=one.name.quote)
        if one.role is None or (not isinstance(agent, Agent) and at != own):
            continue
        if at == own and owner is not None:
            known = agent if isinstance(agent, Agent) else Agent(name=Name(printed=owner.names[0]))
            agent = replace(known, record=owner.key, kind=AgentKind.PERSON, kind_stated=None)
        leaf = one.name or _orcid_leaf(one.part)
        if not isinstance(agent, Agent) or leaf is None:
            continue
        counts[one.role] = counts.get(one.role, 0) + 1
        value = Contribution(agent=agent, role=one.role, position=counts[one.role] if ordered else None)
        work.add("contributions", value, at=leaf.at, quote=leaf.quote)
    if not counts:
        _lost(work, part)
    if own is None and owner is not None and kind.role is not None:
        leaf = part.leaf("path") or owner.leaf
        # By no other name is the owner known here; the credit name is the one “to use when credited or cited”.
        claimed = Contribution(agent=Agent(name=Name(printed=owner.names[0]), record=owner.key), role=kind.role)
        work.add("contributions", claimed, at=leaf.at, quote=leaf.quote)


def _lost(work: RecordBuilder, part: Part) -> None:
    leaf = part.leaf("title", "title") or part.leaf("put-code") or part.leaf("type") or part.leaf("path")
    if leaf is not None:
        work.add("gaps", Gap.AUTHORS_LOST, at=leaf.at, quote=leaf.quote)


def _named(entries: Sequence[Part], kind: WorkKind, owner: Owner | None, notes: Notes) -> list[_Named]:
    """Read the entries of a list, whose names are printed in one manner."""
    names = [part.leaf("credit-name") for part in entries]
    agents = iter(agents_of([leaf.line for leaf in names if leaf is not None]))
    found = []
    for part, name in zip(entries, names, strict=True):
        agent = None if name is None else next(agents)
        stated = orcid_of(part.first("contributor-orcid"), notes)
        if stated is not None and isinstance(agent, Agent):
            # An ORCID iD is a person's.
            agent = replace(agent, identifiers=(stated[0],), kind=AgentKind.PERSON, kind_stated=True)
        written = _orcid_leaf(part)
        if name is None and written is not None and (owner is None or written.text != owner.written):
            notes.wrong(
                "The contributor has an ORCID iD and no name here, so the list of this work does not have them.",
                written.at,
            )
        if written is None and not isinstance(agent, Agent | NoName):
            notes.wrong("This contributor has no name here, so the list of this work does not have them.", part.at)
        found.append(
            _Named(
                part,
                name,
                None if written is None else written.text,
                agent,
                _role(part, kind, notes),
                _sequence(part),
            )
        )
    return found


def _role(part: Part, kind: WorkKind, notes: Notes) -> ContributorRole | None:
    """Give the role of a contributor; where none is given, that of those whose work it is."""
    leaf = part.leaf("contributor-attributes", "contributor-role")
    if leaf is None:
        return kind.role or ContributorRole.AUTHOR
    credit = _CREDIT.fullmatch(leaf.text)
    word = credit[1] if credit else leaf.text.lower().replace("_", "-")
    role = ROLES.get(word)
    if role is None:
        notes.wrong(f"The role “{leaf.line[:60]}” says nothing of authorship, so it is not stated.", leaf.at)
    return role


def _each_once(named: Sequence[_Named]) -> list[_Named]:
    """Leave out who is listed again with another role: ORCID lists somebody once for each role of CRediT's."""
    seen: dict[tuple[str | None, str | None, ContributorRole | None], None] = {}
    found = []
    for one in named:
        key = (one.orcid, None if one.name is None else one.name.line, one.role)
        if one.orcid is None or key not in seen:
            found.append(one)
        seen[key] = None
    return found


def _place_of_owner(named: Sequence[_Named], owner: Owner | None) -> int | None:
    """Find the owner of the record: by the iD, or as the only one printed with a form of the owner's name."""
    if owner is None:
        return None
    by_id = [at for at, one in enumerate(named) if one.orcid is not None and one.orcid == owner.written]
    if by_id:
        return by_id[0]
    if len(named) > _MOST_COMPARED:
        return None
    by_name = [
        at
        for at, one in enumerate(named)
        if one.orcid is None
        and one.name is not None
        and isinstance(one.agent, Agent)
        and any(is_form_of(one.name.line, name) for name in owner.names)
    ]
    return by_name[0] if len(by_name) == 1 else None


def _is_ordered(named: Sequence[_Named]) -> bool:
    """Whether the list is in the order of the work: one is the first, all others follow, and nobody is left out."""
    if not named or any(one.role is None or not isinstance(one.agent, Agent) for one in named):
        return False
    return named[0].sequence == _FIRST and all(one.sequence not in {_FIRST, None} for one in named[1:])


def _sequence(part: Part) -> str | None:
    leaf = part.leaf("contributor-attributes", "contributor-sequence")
    return None if leaf is None else leaf.text.lower()


def _orcid_leaf(part: Part) -> Leaf | None:
    return part.leaf("contributor-orcid", "path") or part.leaf("contributor-orcid", "uri")
