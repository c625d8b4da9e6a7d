"""Leaving persons out: of readings, of the ledger. Who they are, and which contributions are theirs, `opting_out` says."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, Final

from scholargraph.errors import Place
from scholargraph.iris import Key, keyed_hash
from scholargraph.model import (
    Agent,
    Attribution,
    Contribution,
    Evidence,
    Gap,
    Person,
    Publication,
    SourceRecord,
    entry_name,
)
from scholargraph.reconcile.agents import printed_forms
from scholargraph.reconcile.blanking import WITHHELD, Blank
from scholargraph.reconcile.claims import ALSO, ENTRY
from scholargraph.reconcile.fingerprints import normal, of_group
from scholargraph.reconcile.join import Group
from scholargraph.reconcile.ledger import Ledger
from scholargraph.reconcile.opting_out import LeftOut, Memory, forms_of, is_theirs, same_on_work
from scholargraph.reconcile.spool import in_memory
from scholargraph.reconcile.withdrawal import OMITTED, Withdrawal, forget, linked_keys, redacted, words_without

_PERSON: Final = Person.collection


@dataclass(frozen=True, slots=True)
class Mention:
    """That an item still holds somebody who is left out: where first, and in how many of its entries."""

    source: str
    place: Place
    entries: int


def blanks(found: Iterable[LeftOut], withdrawn: Iterable[Withdrawal]) -> tuple[Blank, ...]:
    """Give what is to be blanked in answers of services; what works keep as it was printed stays."""
    nobody = [
        Blank(
            () if one.shared else tuple(one.names),
            tuple(sorted(known.value for known in one.identifiers)),
            tuple(one.printed),
        )
        for one in found
    ]
    others = [Blank(one.names, in_use=one.in_use) for one in withdrawn if not one.keep_printed and not one.shared]
    return (*nobody, *others)


@dataclass(frozen=True, slots=True)
class Without:
    """Readings without those who are left out.

    Attributes:
        groups: what is left of the groups.
        entries: the readings of the persons themselves, which are gone.
        mentions: the items in which somebody still stands.
        hashes: what they were known by, as keyed hashes.
    """

    groups: list[Group]
    entries: list[SourceRecord]
    mentions: tuple[Mention, ...]
    hashes: frozenset[str]


def left_in(found: Sequence[LeftOut], groups: Sequence[Group], memory: Memory) -> Without:
    """Leave persons out of groups of readings, and remember what they are known by; a reading that stays as it is stays
    where it lies.
    """
    if not found and not memory.hashes:
        return Without([*groups], [], (), frozenset())
    entries: list[SourceRecord] = []
    touched: list[SourceRecord] = []
    kept: list[Group] = []
    persons = {key for one in found for key in one.persons}
    for group in groups:
        if group[0].record.key in persons:
            entries += group
            continue
        loaded = changed = [in_memory(one) for one in group]
        for one in found:
            changed = _without_one(one, changed, memory)
        touched += [before for before, after in zip(loaded, changed, strict=True) if after is not before]
        if memory.hashes:
            changed = _without_blank(changed)
        lies = {id(one): reading for one, reading in zip(loaded, group, strict=True)}
        if changed:  # a record of somebody whose name was blanked in what was fetched is gone
            kept.append([lies.get(id(one), one) for one in changed])
    hashes: frozenset[str] = frozenset()
    for one in found:
        hashes |= memory.remember(one)
    return Without(kept, entries, tuple(_mentions([*entries, *touched])), hashes)


def names_of(found: Iterable[LeftOut]) -> list[Withdrawal]:
    """Give the names as if they were withdrawn, with nothing in their place; of one word, and of a namesake's, none."""
    made = []
    for one in found:
        names = tuple(name for name in one.names if len(normal(name).split()) > 1)
        if names and not one.shared:
            made.append(Withdrawal(frozenset(), names, OMITTED, keep_printed=True))
    return made


def purge(ledger: Ledger, found: Sequence[LeftOut], *, entries: Sequence[SourceRecord], memory: Memory) -> None:
    """Take the keys of persons who are left out from a ledger; their addresses are known by keyed hashes from then on."""
    for one in found:
        mine = [reading for reading in entries if reading.record.key in one.persons]
        told = {f"{_PERSON} {name}" for name in _fingerprints(one, mine, ledger, memory)}
        own = [name for name in told if name.partition(" ")[2].partition(":")[0] in ledger.schemes]
        known = ledger.names_by_key()
        keys = {
            ledger.resolve(key)
            for name in told
            if (key := ledger.keys.get(name)) is not None and not ledger.contradicts(known.get(key, ()), own)
        }
        if not keys:
            continue
        holding = sorted(key for key in ledger.issued() if ledger.resolve(key) in keys)
        ledger.withdrawn |= {keyed_hash(memory.secret(), key) for key in holding}
        forget(ledger, holding, {})


def _fingerprints(one: LeftOut, entries: Sequence[SourceRecord], ledger: Ledger, memory: Memory) -> Iterator[str]:
    """Give what a ledger may know a person by."""
    yield from map(str, one.identifiers)
    yield from of_group([reading.record for reading in entries]) if entries and not one.shared else ()
    for reading in entries:
        entry = entry_name(reading.record.key)
        yield f"{ENTRY}:{entry}"
        yield from (f"entry:{normal(name)} {entry}" for name in one.names)
    if one.shared:
        return
    forms = {normal(name) for name in one.names}
    for name in ledger.keys:
        kind, _, rest = name.partition(" ")
        scheme, _, words = rest.partition(":")
        if kind == _PERSON and scheme in {"name", ALSO} and (words in forms or memory.knows(one, words)):
            yield rest


def _without_one(one: LeftOut, group: Sequence[SourceRecord], memory: Memory) -> list[SourceRecord]:
    """Give the readings of one thing without one person."""
    theirs = any(is_theirs(one, member, memory) for reading in group for member in _contributions(reading))
    printed: dict[str, None] = {}
    gone: list[list[Contribution]] = []
    for reading in group:
        members = same_on_work(one, _contributions(reading), memory) if theirs else []
        gone.append(members)
        printed |= {form: None for member in members for form in forms_of(member)}
        for member in members:
            one.learn(member)
    made = []
    for reading, members in zip(group, gone, strict=True):
        linked = theirs or not one.persons.isdisjoint(linked_keys(reading.record))
        changed = _emptied(reading, members, one.persons, incomplete=any(gone)) if linked else reading
        names = [name for name in one.names if linked or (not one.shared and len(normal(name).split()) > 1)]
        if linked or names:
            changed = _unquoted(changed, (*names, *printed), one, linked=linked)
        if names:
            changed = redacted(Withdrawal(frozenset(), tuple(names), OMITTED, keep_printed=True), changed)
        made.append(reading if changed == reading else changed)
    return made


def _without_blank(group: Sequence[SourceRecord]) -> list[SourceRecord]:
    """Give the readings of one thing without persons whose names were blanked in what was fetched."""
    named = [one for one in group if not (isinstance(one.record, Person) and WITHHELD in one.record.name)]
    gone = [[member for member in _contributions(one) if WITHHELD in member.printed_name] for one in named]
    if any(gone):
        named = [_emptied(one, members, set(), incomplete=True) for one, members in zip(named, gone, strict=True)]
    cleaned = [redacted(Withdrawal(frozenset(), (WITHHELD,), OMITTED), one) for one in named]
    return [one if one == clean else clean for one, clean in zip(named, cleaned, strict=True)]


def _contributions(reading: SourceRecord) -> tuple[Contribution, ...]:
    return reading.record.contributions if isinstance(reading.record, Publication) else ()


def _emptied(
    reading: SourceRecord, gone: Sequence[Contribution], persons: set[Key], *, incomplete: bool
) -> SourceRecord:
    """Give a reading without contributions, and without references to persons; what is empty for it is said."""
    record: Any = reading.record
    values: dict[str, Any] = {}
    for part in fields(record):
        value = getattr(record, part.name)
        if part.name == "key":
            continue
        if isinstance(value, tuple):
            values[part.name] = tuple(one for one in value if not _goes(one, gone, persons))
        elif _goes(value, gone, persons) and part.default is not MISSING:
            values[part.name] = part.default
    attributions = [one for one in reading.attributions if not _goes(one.value, gone, persons)]
    if incomplete and isinstance(record, Publication):
        values["authors_complete"] = False
        attributions = [one for one in attributions if one.field != "authors_complete"]
    if gone:
        values["gaps"] = tuple(dict.fromkeys((*values["gaps"], Gap.AUTHOR_UNNAMED)))
        proofs = [one.evidence for one in reading.attributions if one.value in gone] or [reading.whole]
        attributions += [
            Attribution("gaps", Gap.AUTHOR_UNNAMED, one)
            for one in dict.fromkeys(replace(one, quote=OMITTED) for one in proofs)
        ]
    disputes = tuple(one for one in reading.disputes if not _goes(one.value, gone, persons))
    return replace(reading, record=replace(record, **values), attributions=tuple(attributions), disputes=disputes)


def _goes(value: Any, gone: Sequence[Contribution], persons: set[Key]) -> bool:
    """Whether a value is one of the contributions, or refers to one of the persons."""
    if isinstance(value, Contribution):
        return value in gone
    if isinstance(value, Agent):
        return value.record in persons
    if isinstance(value, tuple):
        return any(_goes(one, gone, persons) for one in value)
    return isinstance(value, Key) and value in persons


def _unquoted(reading: SourceRecord, names: Sequence[str], one: LeftOut, *, linked: bool) -> SourceRecord:
    """Give a reading whose quotes do not name a person; where it is linked to them, in parts neither.

    A part is `"family": "Probe", "given": "Ida"`. A contribution that has the name and stays is a namesake's, with its quote.
    """
    parts = [normal(name).split() for name in names if len(normal(name).split()) > 1]
    values = [known.value.casefold() for known in one.identifiers]

    def clean(evidence: Evidence) -> Evidence:
        quote = words_without(names, evidence.quote) if names else evidence.quote
        folded, words = quote.casefold(), {*normal(quote).split()}
        told = any(value in folded for value in values) or (linked and any(words.issuperset(part) for part in parts))
        basis = None if evidence.rests_on is None else evidence.rests_on.basis
        if basis is not None and evidence.rests_on is not None and names:
            evidence = replace(evidence, rests_on=replace(evidence.rests_on, basis=words_without(names, basis)))
        return replace(evidence, quote=OMITTED if told else quote)

    def of_namesake(value: object) -> bool:
        return isinstance(value, Contribution) and not one.forms.isdisjoint(printed_forms(value.agent))

    return replace(
        reading,
        whole=clean(reading.whole),
        attributions=tuple(
            told if of_namesake(told.value) else replace(told, evidence=clean(told.evidence))
            for told in reading.attributions
        ),
        disputes=tuple(replace(told, evidence=clean(told.evidence)) for told in reading.disputes),
    )


def _mentions(readings: Iterable[SourceRecord]) -> Iterator[Mention]:
    """Count the entries of each item that hold somebody, with the place of the first."""
    found: dict[Hashable, list[SourceRecord]] = {}
    for reading in readings:
        found.setdefault((reading.whole.source, reading.whole.item), []).append(reading)
    for several in found.values():
        first = min((one.whole.place for one in several), key=lambda place: (place.line or 0, place.column or 0))
        yield Mention(several[0].whole.source, first, len(several))
