"""What is said between a process that judges and the one that started it; all of it can be pickled."""

from __future__ import annotations

from dataclasses import dataclass

from scholargraph.ntriples import Term, Triple
from scholargraph.validation.report import Result


@dataclass(frozen=True, slots=True)
class Task:
    """Statements, and which nodes to hold against which shapes (both as terms); `fast` asks the fast engine for all."""

    triples: tuple[Triple, ...]
    focus: dict[Term, tuple[Term, ...]]
    seconds: float
    fast: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """The step that is begun: the shape that it is about."""

    shape: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was found, and the processor time that it took, in seconds."""

    results: frozenset[Result]
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no result."""

    reason: str
