"""Who is named in an entry: authors, editors, translators, supervisors, each name with its place in the list.

A name in braces as a whole is in no parts, which is how BibTeX is told of organisations; “and others” says that a list is cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from scholargraph.bibliography.agents import NoName, kind_of, without_cut
from scholargraph.bibliography.words import SUFFIXES
from scholargraph.identifiers import Identifier, identifier_of
from scholargraph.model import Agent, AgentKind, Contribution, ContributorRole, Name
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.parts import group_of, person_of
from scholargraph.sources.readers.bibtex.entry import Value
from scholargraph.sources.readers.bibtex.kinds import EDITORS
from scholargraph.sources.readers.bibtex.names import MAX_NAMES, Printed, names, parse
from scholargraph.sources.readers.bibtex.words import Draft, plain

ROLES: Final[Mapping[str, ContributorRole]] = {
    "author": ContributorRole.AUTHOR,
    "editor": ContributorRole.EDITOR,
    "editora": ContributorRole.EDITOR,
    "editorb": ContributorRole.EDITOR,
    "editorc": ContributorRole.EDITOR,
    "translator": ContributorRole.TRANSLATOR,
    "supervisor": ContributorRole.SUPERVISOR,
    "advisor": ContributorRole.SUPERVISOR,
    "promotor": ContributorRole.SUPERVISOR,
}
"""The fields that hold lists of names, and what those named did."""
_ANNOTATED: Final = re.compile(r'(\d{1,5})\s*=\s*"?([^";]+)"?')
_CUT: Final = re.compile(r"\b(?:et\.?\s?al|others|u\.\s?a\.|etc)\b|\.\.\.|…", re.IGNORECASE)
"""What may say that a list is cut; whether it does, `kind_of` decides."""
_NO_PERSONS: Final = frozenset({AgentKind.ORGANIZATION, AgentKind.GROUP, NoName.CUT})


def contributors(draft: Draft) -> bool:
    """Give a record all that are named; tell whether the list of authors is known to be cut."""
    cut = False
    for field, role in ROLES.items():
        value = draft.fields.get(field)
        if value is None:
            continue
        meant = _role(draft, field, role)
        if meant is None:
            continue
        whole, is_cut = _list(draft, value, meant, _orcids(draft, field))
        if field == "author":
            cut = is_cut
            if whole:
                draft.work.set("authors_complete", whole, at=value.at, quote=value.quote)
    return cut


def _role(draft: Draft, field: str, role: ContributorRole) -> ContributorRole | None:
    """What those of a field did; None where its type says that it is something of which we have no word."""
    kind = draft.fields.get(f"{field}type")
    if role is not ContributorRole.EDITOR or kind is None:
        return role
    meant = EDITORS.get(kind.text.strip().lower())
    if meant is None:
        draft.say(f"There is no role of a “{plain(kind.text)}”: those named in {field} are left out.", kind)
    return None if meant is None else ContributorRole(meant)


def _list(
    draft: Draft, value: Value, role: ContributorRole, orcids: Mapping[int, tuple[Identifier, Value]]
) -> tuple[bool, bool]:
    """Give a record the names of one list; tell whether it is whole, and whether it is known to be cut."""
    listed = NameList(role)
    printed = list(islice(names(value.text), MAX_NAMES + 1))
    for number, name in enumerate(printed[:MAX_NAMES], start=1):
        agent = _agent(name) if name.text else None
        marked = agent is NoName.CUT and _without_cut(name)
        if marked and marked.text:
            name, agent = marked, _agent(marked)  # noqa: PLW2901 - what stands before “et al.” is a name
        found = listed.take(agent)
        listed.cut = listed.cut or bool(marked)
        if found is not None:
            _contribution(draft, value, name, found, orcids.get(number))
        elif not name.text:
            draft.say("A name is missing beside “and”: add it, or remove the “and”.", value)
        elif listed.is_told(agent, name.text):
            draft.say(listed.loss(plain(name.text)), value)
    if len(printed) > MAX_NAMES:
        listed.cut = True
        draft.say(f"The list has more than {MAX_NAMES:,} names: the others are left out.", value)
    return listed.whole, listed.goes_on


def _contribution(
    draft: Draft, value: Value, name: Printed, found: Contribution, orcid: tuple[Identifier, Value] | None
) -> None:
    if orcid is not None:
        found = replace(found, agent=replace(found.agent, identifiers=(orcid[0],)))
    at, quote = value.part(name.start, name.end)
    draft.work.add("contributions", found, at=at, quote=quote, as_is=True)
    for place in filter(None, (value.macro, orcid and orcid[1])):
        draft.work.back("contributions", found, draft.work.evidence(place.at, place.quote))


def _agent(name: Printed) -> Agent | NoName | None:
    """Make the agent of a name, as TeX; None where it has no letters."""
    if name.text == "others":
        return NoName.CUT
    literal = name.literal
    if literal is not None:
        return _literal(literal)
    parts = parse(name)
    given, family, particle = plain_part(parts.given), plain_part(parts.family), plain_part(parts.particle)
    agent = person_of(given, family, particle=particle, suffix=plain_part(parts.suffix))
    if agent is None or agent.name is None:
        return None
    if _CUT.search(name.text) is not None and kind_of(plain(name.text)) is NoName.CUT:
        return NoName.CUT
    inverted = len(name.parts) > 1
    if inverted and kind_of(family or "") not in _NO_PERSONS:
        return agent  # what stands as “Family, Given” is a person's name, unless the first part is no family's: a collaboration
    printed = agent.name.printed
    kind = kind_of(printed)
    if isinstance(kind, NoName):
        return kind
    if kind in _NO_PERSONS or (kind is AgentKind.UNDECIDED and not inverted):
        # BibTeX takes anything for a name in parts; that it is a person's, nobody has said.
        return Agent(name=Name(printed=printed), kind=kind, kind_stated=False)
    if not inverted and given and family and family.casefold() in SUFFIXES:
        return _with_suffix(given, family) or agent
    return agent


def plain_part(words: str | None) -> str | None:
    """Give a part of a name in plain letters."""
    return None if words is None else plain(words)


def _with_suffix(before: str, suffix: str) -> Agent | None:
    """A name whose suffix stands behind it without a comma, which BibTeX takes for the family name."""
    given, _, family = before.rpartition(" ")
    return person_of(given, family, suffix=suffix, printed=f"{before} {suffix}") if given else None


def _literal(words: str) -> Agent | NoName:
    """Make the agent of a name in braces: an organisation or a group, unless its words may be a person's."""
    printed = plain(words)
    kind = kind_of(printed)
    if isinstance(kind, NoName):
        return kind
    capitals = sum(letter.isupper() for letter in printed)
    if kind is AgentKind.PERSON or (kind is AgentKind.UNDECIDED and " " not in printed and capitals < 2):
        return Agent(name=Name(printed=printed), kind=AgentKind.UNDECIDED, kind_stated=False)
    return group_of(printed)


def _without_cut(name: Printed) -> Printed:
    """What stands before “et al.” in a name: all of one that is in the form “Last, First”, else the words before."""
    kept = without_cut(name.text)
    if name.text == "others" or not kept or not name.text.startswith(kept):
        return Printed("", name.start, name.start, ())
    return next(iter(names(kept)), name) if not name.start else _moved(next(iter(names(kept))), name.start)


def _moved(name: Printed, by: int) -> Printed:
    return replace(name, start=name.start + by, end=name.end + by)


def _orcids(draft: Draft, field: str) -> dict[int, tuple[Identifier, Value]]:
    """The ORCID iDs that data annotations give the names of a list (biblatex manual 3.20, section 3.7)."""
    found: dict[int, tuple[Identifier, Value]] = {}
    value = draft.fields.get(f"{field}+an:orcid")
    if value is None:
        return found
    for number, words in _ANNOTATED.findall(value.text):
        orcid = identifier_of("orcid", words)
        if orcid is None:
            draft.say(f"“{words.strip()}” is no ORCID iD: compare it with the person's page.", value)
        else:
            found[int(number)] = (orcid, value)
    return found
