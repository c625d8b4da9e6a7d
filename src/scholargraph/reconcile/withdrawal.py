"""Former names that a person withdraws: out of every value and quote that is published, and out of the ledger.

A name is found in any case, width and normal form, with its words in order or the family name first. Addresses that hold
it are known from then on by a keyed hash alone (HMAC, RFC 2104).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, Final

from scholargraph.errors import SourceError
from scholargraph.iris import Key, keyed_hash, slug
from scholargraph.model import (
    Agent,
    Attribution,
    Contribution,
    Evidence,
    Joining,
    Person,
    Publication,
    Rejected,
    SourceRecord,
)
from scholargraph.reconcile.fingerprints import normal
from scholargraph.reconcile.join import Group
from scholargraph.reconcile.ledger import Facts, Ledger, free_key
from scholargraph.reconcile.name_patterns import name_pattern

OMITTED: Final = "[…]"
"""What stands in a quote where the name was."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What one person withdraws.

    Attributes:
        persons: the keys that the sources gave to the person's entries.
        names: the names that go, with the forms in which works print them beside the person (“I. Probe”).
        in_use: the name in use, which takes their place.
        keep_printed: whether works keep the name as it was printed on them.
        shared: whether somebody else of the site has one of the names: then only what is linked to the person changes.
    """

    persons: frozenset[Key]
    names: tuple[str, ...]
    in_use: str
    keep_printed: bool = False
    shared: bool = False


def withdrawals(groups: Sequence[Group]) -> list[Withdrawal]:
    """Find what is withdrawn. Raises SourceError where a person has no other name, or goes by the name that is withdrawn."""
    found = []
    called, printed = _by_name(groups), _by_person(groups)
    for at, group in enumerate(groups):
        names = tuple(dict.fromkeys(name for reading in group for name in reading.withdrawn))
        if not names:
            continue
        gone = {normal(name) for name in names}
        place = next(reading.whole.place for reading in group if reading.withdrawn)
        in_use = next(
            (
                one.record.name
                for one in group
                if isinstance(one.record, Person) and normal(one.record.name) not in gone
            ),
            None,
        )
        if in_use is None:
            raise SourceError("The name that is withdrawn is the only one: add the name in use as `name`.", place)
        shared = any(called[name] - {at} for name in gone if name in called)
        keep = any(reading.keep_printed for reading in group)
        persons = frozenset(one.record.key for one in group)
        forms = _printed_forms(
            sorted({one for key in persons for one in printed.get(key, ())}), _telling(names, in_use)
        )
        found.append(Withdrawal(persons, tuple(dict.fromkeys((*names, *forms))), in_use, keep, shared))
    return found


def _by_name(groups: Sequence[Group]) -> dict[str, set[int]]:
    """Give the places of the groups that have a name, by its normal form: persons, by their names and other names."""
    found: dict[str, set[int]] = {}
    for at, group in enumerate(groups):
        for one in group:
            if isinstance(one.record, Person):
                for name in (one.record.name, *one.record.alternate_names):
                    found.setdefault(normal(name), set()).add(at)
    return found


def _by_person(groups: Sequence[Group]) -> dict[Key, list[tuple[int, tuple[str, ...]]]]:
    """Give the forms in which works print the name of a person to whom they are linked, each with its number."""
    found: dict[Key, list[tuple[int, tuple[str, ...]]]] = {}
    number = 0
    for group in groups:
        for one in group:
            for contribution in one.record.contributions if isinstance(one.record, Publication) else ():
                if contribution.agent.record is not None:
                    number += 1
                    forms = (contribution.printed_name, *contribution.variants)
                    found.setdefault(contribution.agent.record, []).append((number, forms))
    return found


@cache
def _telling(names: tuple[str, ...], in_use: str) -> frozenset[str]:
    """Give the words of former names that the name in use has not."""
    return frozenset(word for name in names for word in normal(name).split()) - set(normal(in_use).split())


def _printed_forms(printed: Iterable[tuple[int, tuple[str, ...]]], telling: frozenset[str]) -> Iterator[str]:
    """Give the printed forms that tell a former name."""
    for _, forms in printed:
        yield from (form for form in forms if not telling.isdisjoint(normal(form).split()))


def without(withdrawn: Sequence[Withdrawal], reading: SourceRecord) -> SourceRecord:
    """Give a reading in which no withdrawn name is left, but what works keep and what is somebody else's."""
    for one in withdrawn:
        own = reading.record.key in one.persons
        linked = own or not one.persons.isdisjoint(linked_keys(reading.record))
        if linked or not one.shared:
            reading = _Redactor(one, own=own).reading(reading)
    return reading


def redacted(one: Withdrawal, reading: SourceRecord) -> SourceRecord:
    """Give a reading without the names of one withdrawal, whoever else has them."""
    return replace(_Redactor(one, own=False).reading(reading), withdrawn=reading.withdrawn)


def words_without(names: Sequence[str], text: str) -> str:
    """Give a text without names."""
    return _Redactor(Withdrawal(frozenset(), tuple(names), OMITTED), own=False).words(text, OMITTED)


def without_in(withdrawn: Sequence[Withdrawal], rejected: Rejected) -> Rejected:
    """Give what was rejected, without withdrawn names in the reason."""
    for one in withdrawn:
        rejected = replace(rejected, reason=_Redactor(one, own=False).words(rejected.reason, OMITTED))
    return rejected


def without_in_joining(withdrawn: Sequence[Withdrawal], joining: Joining) -> Joining:
    """Give why two entries were joined, without withdrawn names in the words or in what the entries are called."""
    for one in withdrawn:
        if one.shared and one.persons.isdisjoint((joining.one, joining.other)):
            continue
        redactor = _Redactor(one, own=False)
        gone = [slug(name) for name in one.names]
        first, second = (_unnamed(key, gone) for key in (joining.one, joining.other))
        reasons = tuple(replace(reason, words=redactor.words(reason.words, OMITTED)) for reason in joining.reasons)
        joining = replace(joining, one=first, other=second, reasons=reasons)
    return joining


def _unnamed(key: Key, gone: Sequence[str]) -> Key:
    """Give the key of an entry; of one that is called by a withdrawn name, the source alone."""
    source, _, name = key.slug.partition("/")
    return Key(f"{key.collection}/{source}/{OMITTED}") if any(f"-{one}-" in f"-{slug(name)}-" for one in gone) else key


def linked_keys(value: Any) -> Iterator[Key]:
    """Give every key that a record holds, however deep."""
    if isinstance(value, Key):
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from linked_keys(member)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from linked_keys(getattr(value, part.name))


class _Redactor:
    """Takes the names of one withdrawal out of a reading."""

    def __init__(self, one: Withdrawal, *, own: bool) -> None:
        self.one, self.own = one, own
        self.forms = _forms(one.names)

    def reading(self, reading: SourceRecord) -> SourceRecord:
        """Give the reading without the names, its evidence in step with its values."""
        changed = replace(
            reading,
            record=self._record(reading.record),
            whole=self._evidence(reading.whole),
            attributions=tuple(self._attribution(one) for one in reading.attributions),
            disputes=tuple(
                replace(one, value=self.value(one.value), evidence=self._evidence(one.evidence))
                for one in reading.disputes
            ),
            withdrawn=(),
        )
        if not self.own or not isinstance(changed.record, Person):
            return changed
        kept = tuple(name for name in changed.record.alternate_names if name != self.one.in_use)
        return replace(
            changed,
            record=replace(changed.record, alternate_names=kept),
            attributions=tuple(
                one for one in changed.attributions if one.field != "alternate_names" or one.value != self.one.in_use
            ),
        )

    def _record(self, record: Any) -> Any:
        return replace(record, **{
            part.name: self.value(getattr(record, part.name)) for part in fields(record) if part.name != "key"
        })  # fmt: skip

    def _attribution(self, one: Attribution) -> Attribution:
        kept = self.one.keep_printed and isinstance(one.value, Contribution)
        evidence = one.evidence if kept else self._evidence(one.evidence)
        return replace(one, value=self.value(one.value), evidence=evidence)

    def _evidence(self, evidence: Evidence) -> Evidence:
        rests_on = None if evidence.rests_on is None else self.value(evidence.rests_on)
        return replace(evidence, quote=self.words(evidence.quote, OMITTED), rests_on=rests_on)

    def value(self, value: Any) -> Any:
        """Give a value without the names; keys, addresses and identifiers are no words."""
        if isinstance(value, Contribution) and self.one.keep_printed:
            return value
        if isinstance(value, Agent) and value.record in self.one.persons and value.name is not None:
            return self._agent(value)
        if type(value) is str:
            return self.words(value, self.one.in_use)
        if isinstance(value, tuple):
            return tuple(self.value(member) for member in value)
        if is_dataclass(value) and not isinstance(value, type):
            changed = {part.name: self.value(getattr(value, part.name)) for part in fields(value) if part.init}
            same = all(changed[name] == getattr(value, name) for name in changed)
            return value if same else replace(value, **changed)
        return value

    def _agent(self, agent: Agent) -> Agent:
        """Give the person on a work under the name in use: another form of a former name (“I. Probe”) tells it as well."""
        if agent.name is None or normal(agent.name.printed) == normal(self.one.in_use):
            return agent
        gone = _telling(self.one.names, self.one.in_use)
        if gone.isdisjoint(normal(agent.name.printed).split()):
            return agent
        kept = tuple(form for form in agent.variants if gone.isdisjoint(normal(form).split()))
        return replace(agent, name=type(agent.name)(printed=self.one.in_use), variants=kept)

    def words(self, text: str, instead: str) -> str:
        """Give a text without the names."""
        composed = unicodedata.normalize("NFC", text)
        changed = self.forms.sub(lambda _: instead, composed)
        return text if changed == composed else changed


@cache
def _forms(names: tuple[str, ...]) -> re.Pattern[str]:
    """Give an expression for several names; each reading of a site is searched with it."""
    return re.compile("|".join(map(name_pattern, names)), re.IGNORECASE)


# ── the ledger ──────────────────────────────────────────────────────────────────────────────────────────────────────


def purge(
    ledger: Ledger, withdrawn: Sequence[Withdrawal], keys: dict[Key, Key], *, secret: Callable[[], bytes]
) -> None:
    """Take withdrawn names out of a ledger and of the final `keys`: what had one in its key gets another."""
    for one in withdrawn:
        mine = {keys[key] for key in one.persons}
        gone = [slug(name) for name in one.names]
        phrases = [normal(name) for name in one.names]

        holding = [key for key in sorted(ledger.issued()) if _concerns(ledger, key, mine, one) and _holds(key, gone)]
        for name in [
            name for name, key in ledger.keys.items() if _concerns(ledger, key, mine, one) and _names(name, phrases)
        ]:
            del ledger.keys[name]
        renamed = {}
        for key in holding:
            ledger.withdrawn.add(keyed_hash(secret(), key))
            if key not in ledger.aliases and key not in ledger.retired:
                renamed[key] = _another(ledger, key, gone, "" if one.in_use == OMITTED else slug(one.in_use))
        forget(ledger, holding, renamed)
        for made, key in keys.items():
            keys[made] = renamed.get(key, key)


def _concerns(ledger: Ledger, key: Key, mine: set[Key], one: Withdrawal) -> bool:
    """Whether a key is the person's, or nobody else of the site has the name."""
    return not one.shared or ledger.resolve(key) in mine


def _holds(key: Key, gone: Sequence[str]) -> bool:
    return any(f"-{name}-" in f"-{key.slug}-" for name in gone)


def _names(fingerprint: str, phrases: Sequence[str]) -> bool:
    words = f" {re.sub(r'[:/]', ' ', fingerprint)} "
    return any(f" {phrase} " in words for phrase in phrases)


def _another(ledger: Ledger, key: Key, gone: Sequence[str], in_use: str) -> Key:
    """Give a key that was never used: with the name in use where the other was."""
    stem = f"-{key.slug}-"
    for name in gone:
        stem = stem.replace(f"-{name}-", f"-{in_use}-" if in_use else "-")
    stem, issued = slug(stem), ledger.issued()
    found = Key(f"{key.collection}/{stem}")
    if found in issued:
        found, _ = free_key(key.collection, stem, issued)
    ledger.facts.setdefault(found, ledger.facts.get(key, Facts()))
    return found


def forget(ledger: Ledger, holding: Sequence[Key], renamed: Mapping[Key, Key]) -> None:
    """Take keys out of every line of a ledger, or put others in their place."""
    lost = {*holding} - renamed.keys()
    for name, key in [*ledger.keys.items()]:
        if key in renamed:
            ledger.keys[name] = renamed[key]
        elif key in lost:
            final = ledger.resolve(key)
            if final in lost:
                del ledger.keys[name]
            else:
                ledger.keys[name] = renamed.get(final, final)
    targets = {loser: ledger.resolve(loser) for loser in ledger.aliases}
    ledger.aliases = {
        loser: renamed.get(final, final)
        for loser, final in targets.items()
        if loser not in holding and final not in lost
    }
    for key in holding:
        ledger.retired.pop(key, None)
        ledger.facts.pop(key, None)
    for key, one in [*ledger.retired.items()]:
        if one.candidate in holding:
            other = renamed.get(one.candidate) if one.candidate is not None else None
            ledger.retired[key] = replace(one, candidate=other, score=one.score if other else None)
