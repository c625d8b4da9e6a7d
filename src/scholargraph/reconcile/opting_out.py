"""Persons who want to be left out: their records go, and from works, quotes and other records what names them.

A work stays, with a place in its list of contributors that nobody fills (`Gap.AUTHOR_UNNAMED`): a list that is said to be
complete without them would be false. By what they are known is remembered by keyed hashes alone, so that they are left out
again when a source brings them back. Who is left out, an entry of the curation says (`SourceRecord.opted_out`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from scholargraph.errors import MatchError
from scholargraph.iris import Key, keyed_hash
from scholargraph.model import (
    Agent,
    AgentKind,
    Contribution,
    Evidence,
    Identifier,
    Organization,
    Person,
    SourceRecord,
)
from scholargraph.reconcile.agents import printed_forms
from scholargraph.reconcile.features import contradict
from scholargraph.reconcile.fingerprints import normal
from scholargraph.reconcile.join import Group
from scholargraph.reconcile.withdrawal import OMITTED

_BOUND: Final = "opted-out"
_GIVEN_TO_ONE: Final = "orcid"
"""The scheme of which persons ask for an id themselves."""


@dataclass(slots=True)
class LeftOut:
    """One person who is left out: by what they are known, and the keys that sources gave to their entries.

    Attributes:
        tokens: what the curation calls the person by: identifiers, otherwise names in a normal form.
        whole: where the curation says so.
        identifiers: all identifiers that are known to be the person's.
        names: the names, as they are printed; of those that are only remembered, nobody knows the letters.
        affiliations: organisations by which the person is told from others, in a normal form.
        printed: other forms in which works name the person (“I. Probe”); not enough to know them by.
        persons: the keys that sources gave.
        shared: whether somebody else of the site has one of the names.
    """

    tokens: tuple[str, ...]
    whole: Evidence
    identifiers: set[Identifier] = field(default_factory=set)
    names: dict[str, None] = field(default_factory=dict)
    affiliations: frozenset[str] = frozenset()
    printed: dict[str, None] = field(default_factory=dict)
    persons: set[Key] = field(default_factory=set)
    shared: bool = False
    _forms: tuple[int, frozenset[str]] = (0, frozenset())

    @property
    def forms(self) -> frozenset[str]:
        """The names in a normal form, also with the family name first."""
        if self._forms[0] != len(self.names):  # names only come, and every contributor of a site is held against them
            found = {normal(name) for name in self.names}
            turned = {" ".join((words[-1], *words[:-1])) for words in map(str.split, found) if len(words) > 1}
            self._forms = len(self.names), frozenset(found | turned)
        return self._forms[1]

    def learn(self, contribution: Contribution) -> None:
        """Note what a contribution of the person's tells of them: identifiers, and names in full or with initials."""
        self.identifiers |= {*contribution.agent.identifiers}
        for name in forms_of(contribution):
            words = normal(name).split()
            in_full = len(words) > 1 and all(len(word) > 1 for word in words)
            (self.names if in_full else self.printed).setdefault(name)

    def known_by(self) -> Iterator[str]:
        """Give what the person is known by: identifiers as written, names in a normal form."""
        yield from sorted(map(str, self.identifiers))
        yield from sorted({normal(name) for name in self.names})


class Memory:
    """What persons who are left out were known by, as keyed hashes; bound to what the curation calls them by."""

    def __init__(self, hashes: set[str], secret: Callable[[], bytes]) -> None:
        self.hashes, self.secret = hashes, secret

    def knows(self, one: LeftOut, words: str) -> bool:
        """Whether a person was known by these words."""
        return any(digest in self.hashes for digest in self._digests(one.tokens, words))

    def remember(self, one: LeftOut) -> frozenset[str]:
        """Remember what a person is known by; give the hashes.

        It is bound to every identifier as well, so that the curation can call the person by another one from then on.
        """
        tokens = {*one.tokens, *map(str, one.identifiers)}
        found = frozenset(digest for words in one.known_by() for digest in self._digests(tokens, words))
        self.hashes |= found
        return found

    def _digests(self, tokens: Iterable[str], words: str) -> Iterator[str]:
        return (keyed_hash(self.secret(), f"{_BOUND} {token} {words}") for token in tokens)


def left_out(asked: Sequence[SourceRecord], groups: Sequence[Group], memory: Memory) -> list[LeftOut]:
    """Find who is left out, with all that the groups tell of them.

    Raises MatchError where a name alone fits several persons, or is also said to be somebody else's.
    """
    if not asked:
        return []
    found = [_named(one) for one in asked]
    organizations = _organizations(groups)
    people = [group for group in groups if isinstance(group[0].record, Person)]
    for one in found:
        said = one.forms
        for group in groups:
            _recall(one, group, memory)
        for group in people:
            if _is_identified(one, _identifiers(group), memory):
                _take(one, group)
        _learn(one, groups, memory)
        by_name = [
            group
            for group in people
            if group[0].record.key not in one.persons and _fits_by_name(one, group, organizations)
        ]
        if len(by_name) > 1 and any(not said.isdisjoint(map(normal, _names(group))) for group in by_name):
            raise MatchError(
                f"{len(by_name)} persons have the name of this one who is left out: add identifiers, or an affiliation.",
                one.whole.place,
            )
        for group in by_name if len(by_name) == 1 else ():
            _take(one, group)
            _learn(one, groups, memory)
        one.shared = any(
            not one.forms.isdisjoint(map(normal, _names(group)))
            for group in people
            if group[0].record.key not in one.persons
        )
    return found


def forms_of(contribution: Contribution) -> Iterator[str]:
    """Give every form in which a contribution prints the name; of an agent without a name none."""
    return filter(None, (contribution.printed_name, *contribution.variants))


def is_theirs(one: LeftOut, contribution: Contribution, memory: Memory) -> bool:
    """Whether a contribution is the person's, by its record, an identifier, or a name that nothing speaks against."""
    agent = contribution.agent
    if agent.record is not None:
        return agent.record in one.persons
    if _is_identified(one, agent.identifiers, memory):
        return True
    if agent.kind not in {AgentKind.PERSON, AgentKind.UNDECIDED} or _contradicts(one.identifiers, agent.identifiers):
        return False
    forms = set(printed_forms(agent))
    if one.forms.isdisjoint(forms) and not any(memory.knows(one, form) for form in forms):
        return False
    placed = {normal(other.name) for other in agent.affiliations}
    fits = any(_alike(mine, theirs) for mine in one.affiliations for theirs in placed)
    return fits or (not one.shared and not (one.affiliations and placed))


def same_on_work(one: LeftOut, contributions: Sequence[Contribution], memory: Memory) -> list[Contribution]:
    """Give the contributions of a reading that are the person's, once it is known that the work has one of theirs.

    Where none is by its own, a name that shortens one of theirs (“I. Probe”) is; two of these are none.
    """
    found = [member for member in contributions if is_theirs(one, member, memory)]
    if found:
        return found
    short = [
        member
        for member in contributions
        if member.agent.record is None
        and not _contradicts(one.identifiers, member.agent.identifiers)
        and any(_shortens(form, name) for form in printed_forms(member.agent) for name in one.forms)
    ]
    return short if len(short) == 1 else []


def _named(reading: SourceRecord) -> LeftOut:
    """Give who is left out, as the curation says it."""
    record, said, chosen = reading.record, reading.opted_out, reading.selector
    if not isinstance(record, Person) or said is None:
        raise MatchError("Only a person can be left out: remove opted_out.", reading.whole.place)
    identifiers = {*record.identifiers, *((chosen.identifier,) if chosen and chosen.identifier else ())}
    names = [name for name in (record.name, *record.alternate_names) if name != OMITTED]
    tokens = sorted(map(str, identifiers)) or [normal(name) for name in names]
    return LeftOut(
        tuple(tokens),
        reading.whole,
        set(identifiers),
        dict.fromkeys(names),
        frozenset(normal(name) for name in said.affiliations),
    )


def _recall(one: LeftOut, group: Group, memory: Memory) -> None:
    """Learn again, from what sources say, the letters of names and identifiers that are only remembered."""
    for reading in group:
        record = reading.record
        if isinstance(record, Person):
            one.identifiers |= {known for known in record.identifiers if memory.knows(one, str(known))}
            one.names |= {name: None for name in _names([reading]) if memory.knows(one, normal(name))}
        for contribution in getattr(record, "contributions", ()):
            agent: Agent = contribution.agent
            one.identifiers |= {known for known in agent.identifiers if memory.knows(one, str(known))}
            for form in forms_of(contribution):
                if memory.knows(one, normal(form)):
                    one.names[form] = None


def _learn(one: LeftOut, groups: Sequence[Group], memory: Memory) -> None:
    """Learn names and identifiers from the works that name a person, until no work tells more."""
    known = -1
    while known != (known := len(one.names) + len(one.identifiers) + len(one.printed)):
        for group in groups:
            for reading in group:
                for member in getattr(reading.record, "contributions", ()):
                    if is_theirs(one, member, memory):
                        one.learn(member)


def _take(one: LeftOut, group: Group) -> None:
    """Take the entries of a person, and what they tell of them."""
    for reading in group:
        one.persons.add(reading.record.key)
    one.names |= dict.fromkeys(_names(group))
    one.identifiers |= _identifiers(group)


def _fits_by_name(one: LeftOut, group: Group, organizations: Mapping[Key, frozenset[str]]) -> bool:
    """Whether a person has the name, and neither identifiers nor all that is known of their roles speak against it."""
    if one.forms.isdisjoint(map(normal, _names(group))) or _contradicts(one.identifiers, _identifiers(group)):
        return False
    roles = [role for reading in group if isinstance(reading.record, Person) for role in reading.record.roles]
    held = {name for role in roles for name in organizations.get(role.organization, frozenset())}
    return not one.affiliations or not held or any(_alike(mine, name) for mine in one.affiliations for name in held)


def _organizations(groups: Sequence[Group]) -> dict[Key, frozenset[str]]:
    """Give the names of every organisation, in a normal form, by the keys that sources gave."""
    found: dict[Key, frozenset[str]] = {}
    for group in groups:
        if isinstance(group[0].record, Organization):
            names = frozenset(map(normal, _names(group)))
            found |= {reading.record.key: names for reading in group}
    return found


def _names(group: Iterable[SourceRecord]) -> list[str]:
    records = [reading.record for reading in group if isinstance(reading.record, Person | Organization)]
    return [name for record in records for name in (record.name, *record.alternate_names)]


def _identifiers(group: Iterable[SourceRecord]) -> set[Identifier]:
    return {one for reading in group for one in getattr(reading.record, "identifiers", ())}


def _is_identified(one: LeftOut, identifiers: Iterable[Identifier], memory: Memory) -> bool:
    """Whether an identifier is the person's: one by which the curation calls them, or one that no other contradicts.

    What sources put beside an identifier may be wrong; what the owner of the site wrote is not doubted.
    """
    given = [*identifiers]
    known = [other for other in given if other in one.identifiers or memory.knows(one, str(other))]
    return any(str(other) in one.tokens for other in known) or (
        bool(known) and not _contradicts(one.identifiers, given)
    )


def _contradicts(mine: Iterable[Identifier], theirs: Iterable[Identifier]) -> bool:
    """Whether an identifier of one scheme says that they are two, whatever another scheme says, but for a shared ORCID iD.

    Other registries find their persons by programs, and give one person two ids: beside the same iD these part nobody.
    """
    some, others = _by_scheme(mine), _by_scheme(theirs)
    same = not some.get(_GIVEN_TO_ONE, set()).isdisjoint(others.get(_GIVEN_TO_ONE, ()))
    return not same and contradict(some, others)


def _by_scheme(some: Iterable[Identifier]) -> dict[str, set[Hashable]]:
    found: dict[str, set[Hashable]] = {}
    for one in some:
        found.setdefault(one.scheme, set()).add(one.value)
    return found


def _alike(one: str, other: str) -> bool:
    """Whether one of two names of organisations stands in the other, word for word."""
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _shortens(short: str, full: str) -> bool:
    """Whether a name in a normal form is another one with given names as initials, or left out (“i probe”, “probe i”)."""
    words, whole = short.split(), full.split()
    if len(words) < 2 or len(whole) < 2 or words == whole:
        return len(words) > 1 and words == whole
    for ordered in (words, [*words[1:], words[0]]):
        if ordered[-1] == whole[-1] and all(
            any(name == word or (len(word) == 1 and name.startswith(word)) for name in whole[:-1])
            for word in ordered[:-1]
        ):
            return True
    return False
