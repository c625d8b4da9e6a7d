"""Made-up sites that are corrected again and again, with the truth about which thing every entry is about."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    Contribution,
    Organization,
    PartialDate,
    Person,
    Publication,
    Source,
    SourceRecord,
    Text,
)
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger, reconcile
from tests.reconcile.records import reading

WORDS: Final = [
    "rivers",
    "islands",
    "tides",
    "harbours",
    "glass",
    "maps",
    "clouds",
    "weather",
    "bridges",
    "letters",
    "stones",
    "gardens",
    "windows",
    "towers",
    "lanterns",
    "ropes",
    "mirrors",
    "forests",
    "deserts",
    "valleys",
    "engines",
    "proofs",
    "numbers",
    "graphs",
    "signals",
    "voices",
    "colours",
    "dreams",
    "habits",
    "markets",
    "courts",
    "schools",
]
FIRST: Final = [
    "Ada",
    "Ida",
    "Benoît",
    "Chiyo",
    "Omar",
    "Lena",
    "Igor",
    "Sana",
    "Tomás",
    "Yuki",
    "Noor",
    "Eva",
    "Karl",
    "Mina",
    "Juan",
    "Zoë",
    "Ravi",
    "Olga",
    "Hugo",
    "Lia",
]
LAST: Final = [
    "Quill",
    "Probe",
    "Okafor",
    "Tanabe",
    "Vale",
    "Brink",
    "Stern",
    "Moreau",
    "Silva",
    "Kaya",
    "Novak",
    "Berg",
    "Hale",
    "Iyer",
    "Costa",
    "Lund",
    "Reyes",
    "Wolf",
]


@dataclass
class Thing:
    """A thing and how its one entry speaks of it."""

    number: int
    kind: str
    name: str
    year: int = 2020
    authors: tuple[str, ...] = ()
    others: list[str] = field(default_factory=list)
    identifier: str | None = None
    id: str | None = None
    removed: bool = False
    merged: Thing | None = None

    def final(self) -> Thing:
        """The thing that it was found to be."""
        return self if self.merged is None else self.merged.final()


class Chain:
    """One site under correction. `right` tells of each key that ever was what it stands for."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made-up sites, no secrets
        self.source = "curation"
        self.things = [self._thing(number) for number in range(self.chance.randint(5, 9))]
        self.ledger = Ledger(schemes=IDENTIFYING)
        self.owner: dict[Key, Thing] = {}
        self.now: dict[Key, Thing] = {}
        self.catalogue = Joined()
        self.told: list[str] = []

    def _title(self) -> str:
        chosen = self.chance.sample(WORDS, self.chance.randint(3, 6))
        return " ".join(("On", *chosen)).capitalize()

    def _thing(self, number: int) -> Thing:
        kind = self.chance.choice(("publication", "publication", "publication", "person", "organization"))
        thing = Thing(number, kind, "")
        thing.id = f"e{number}" if self.chance.random() < 0.8 or kind != "publication" else None
        if kind == "publication":
            thing.name, thing.year = self._title(), self.chance.randint(1990, 2026)
            thing.authors = tuple(self._person() for _ in range(self.chance.randint(1, 4)))
            if self.chance.random() < 0.3:
                thing.identifier = f"doi:10.5555/{self.chance.randrange(10**9)}"
        elif kind == "person":
            thing.name = self._person()
        else:
            thing.name = " ".join(("Institute of", *self.chance.sample(WORDS, 3)))
        return thing

    def _person(self) -> str:
        return f"{self.chance.choice(FIRST)} {self.chance.choice('ABCDEFGH')}. {self.chance.choice(LAST)}"

    def publish(self) -> None:
        """Publish what stands in the source now, and note whose key every key is."""
        readings = [self._reading(at, one) for at, one in enumerate(self.things, 1) if not (one.removed or one.merged)]
        sources = (Source(self.source, "curation", "curation.toml"),)
        ledger = Ledger.parse(self.ledger.text(), "keys.txt", schemes=IDENTIFYING)
        self.catalogue = reconcile(readings, sources=sources, ledger=ledger)
        self.ledger = ledger
        by_name = {(one.kind, one.name): one for one in self.things if not (one.removed or one.merged)}
        for entry in self.catalogue.entries():
            record = entry.record
            if isinstance(record, Publication):
                assert record.title is not None
                name = record.title.value
            else:
                name = record.name
            self.owner.setdefault(entry.key, by_name[type(record).collection, name])
            self.now[entry.key] = by_name[type(record).collection, name]

    def _reading(self, at: int, thing: Thing) -> SourceRecord:
        local = thing.id or f"/{at}"
        key = Key(f"{thing.kind}/~{self.source}/{local}")
        identifiers = (parse_identifier(thing.identifier),) if thing.identifier else ()
        if thing.kind == "publication":
            record: Publication | Person | Organization = Publication(
                key=key,
                title=Text(thing.name),
                alternate_titles=tuple(map(Text, thing.others)),
                issued=PartialDate(thing.year),
                contributions=tuple(Contribution.of(name, position=n) for n, name in enumerate(thing.authors, 1)),
                identifiers=identifiers,
            )
        elif thing.kind == "person":
            record = Person(key=key, name=thing.name, alternate_names=tuple(thing.others))
        else:
            record = Organization(key=key, name=thing.name, alternate_names=tuple(thing.others))
        made = reading("curation", record, numbered=thing.id is None)
        return made if self.source == "curation" else _from(made, self.source)

    # ── corrections ─────────────────────────────────────────────────────────────────────────────────────────────────

    def correct(self) -> None:
        """Make one random correction."""
        step: Callable[[], str | None] = self.chance.choice((
            self.retitle, self.retitle, self.rename, self.rename, self.merge, self.split, self.remove, self.back,
            self.rename_source, self.reorder, self.add,
        ))  # fmt: skip
        self.told.append(step() or "nothing")

    def _live(self, *kinds: str) -> list[Thing]:
        return [one for one in self.things if not (one.removed or one.merged) and (not kinds or one.kind in kinds)]

    def retitle(self) -> str | None:
        """Correct a title: a letter, a subtitle, or, where the entry has an id, all of it."""
        found = self._live("publication")
        if not found:
            return None
        thing = self.chance.choice(found)
        before, how = thing.name, self.chance.random()
        if how < 0.4:
            at = self.chance.randrange(1, len(before) - 1)
            thing.name = before[:at] + before[at + 1] + before[at] + before[at + 2 :]
        elif how < 0.6:
            thing.name = f"{before}: a study"
        elif thing.id is not None or thing.identifier is not None:
            thing.name = self._title()
            if self.chance.random() < 0.5:
                thing.others.append(before)
        return f"retitle {thing.number}: {before} -> {thing.name}"

    def rename(self) -> str | None:
        """Give a person or an organisation another name; the old one often stays as another name."""
        found = self._live("person", "organization")
        if not found:
            return None
        thing = self.chance.choice(found)
        before = thing.name
        thing.name = (
            self._person() if thing.kind == "person" else f"Centre for {' '.join(self.chance.sample(WORDS, 3))}"
        )
        if self.chance.random() < 0.7:
            thing.others.append(before)
        return f"rename {thing.number}: {before} -> {thing.name}"

    def merge(self) -> str | None:
        """Find that two works or organisations are one: one entry goes, its name becomes another name of the other."""
        kind = self.chance.choice(("publication", "organization"))
        found = self._live(kind)
        if len(found) < 2:
            return None
        loser, winner = self.chance.sample(found, 2)
        if loser.identifier and winner.identifier:
            return None  # two identifiers are two works
        loser.merged = winner
        winner.others.append(loser.name)
        return f"merge {loser.number} into {winner.number}"

    def split(self) -> str | None:
        """Find that they are two after all."""
        found = [
            one for one in self.things if one.merged is not None and not one.merged.removed and not one.merged.merged
        ]
        if not found:
            return None
        thing = self.chance.choice(found)
        winner = thing.final()
        thing.merged = None
        winner.others = [name for name in winner.others if name != thing.name]
        return f"split {thing.number} from {winner.number}"

    def remove(self) -> str | None:
        """Remove an entry."""
        found = self._live()
        if len(found) < 3:
            return None
        thing = self.chance.choice(found)
        thing.removed = True
        return f"remove {thing.number}"

    def back(self) -> str | None:
        """Put an entry back."""
        found = [one for one in self.things if one.removed and one.merged is None]
        if not found:
            return None
        thing = self.chance.choice(found)
        thing.removed = False
        return f"back {thing.number}"

    def rename_source(self) -> str:
        """Call the source something else."""
        self.source = self.chance.choice(("curation", "facts", "editor"))
        return f"source {self.source}"

    def reorder(self) -> str:
        """Let the entries change places."""
        self.chance.shuffle(self.things)
        return "reorder"

    def add(self) -> str:
        """Add a new thing."""
        thing = self._thing(len(self.things) + 100)
        self.things.append(thing)
        return f"add {thing.number}"


def _from(made: SourceRecord, source: str) -> SourceRecord:
    """The same reading from a source of another name."""
    return replace(
        made,
        whole=replace(made.whole, source=source),
        attributions=tuple(replace(one, evidence=replace(one.evidence, source=source)) for one in made.attributions),
    )
