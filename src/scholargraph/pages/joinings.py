"""Why a thing was made of several entries: the joinings in its evidence, as its page shows them.

It judges none of them; a snapshot of an older release has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from scholargraph.ntriples import Term
from scholargraph.pages.graph import Graph, natural
from scholargraph.pages.record_evidence import RecordStatements
from scholargraph.vocab import DCTERMS, SG

LIMIT: Final = 50
"""How many joinings of a thing are shown; the evidence document holds all."""


@dataclass(frozen=True, slots=True)
class ShownReason:
    """One reason in words, and its weight as people read it (“+14.0”)."""

    words: str
    weight: str


@dataclass(frozen=True, slots=True)
class ShownJoining:
    """Two entries that were taken for the same thing; `score` is None where the curation decided."""

    entries: tuple[str, ...]
    score: str | None
    reasons: tuple[ShownReason, ...]


@dataclass(frozen=True, slots=True)
class ShownJoinings:
    """Why a thing was made of several entries: how many there are, and the joinings that are shown; `more` are not."""

    entries: int = 0
    shown: tuple[ShownJoining, ...] = ()
    more: bool = False


def of_thing(thing: Term, evidence: RecordStatements) -> ShownJoinings:
    """Gather the joinings of a thing from its evidence, in the order in which they are numbered."""
    named = Graph(evidence.about(thing)).values(thing, SG.joining)
    shown = tuple(_read(node, evidence) for node in islice(sorted(named, key=natural), LIMIT))
    return ShownJoinings(len(named) + 1 if named else 0, shown, more=len(named) > len(shown))


def _read(node: Term, evidence: RecordStatements) -> ShownJoining:
    said = Graph(evidence.about(node))
    reasons = []
    for one in said.values(node, SG.joiningReason):
        told = Graph(evidence.about(one))
        reasons.append(
            ShownReason(told.words(one, DCTERMS.description) or "", _signed(told.words(one, SG.weight)) or "")
        )
    entries = tuple(sorted(found.value for found in said.literals(node, SG.joinedEntry)))
    return ShownJoining(entries, _bits(said.words(node, SG.score)), tuple(reasons))


def _bits(written: str | None) -> str | None:
    """A number of bits as people read it: with one decimal; None where it is infinite, or not there."""
    return None if written is None or "INF" in written else f"{float(written):.1f}"


def _signed(written: str | None) -> str | None:
    return None if written is None or "INF" in written else f"{float(written):+.1f}"
