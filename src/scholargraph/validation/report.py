"""What validation found, as values: results in a fixed order, and the same as triples for machines.

It knows neither pySHACL nor the shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from scholargraph.ntriples import Term, Triple, iri, iri_value, is_iri, line, literal
from scholargraph.vocab import RDF, SH, XSD


class Severity(StrEnum):
    """How grave a result is; only a violation stops publishing."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


SEVERITIES: Final = {Severity.VIOLATION: SH.Violation, Severity.WARNING: SH.Warning, Severity.INFO: SH.Info}
"""Each severity, in the order of weight, and its term in SHACL (section 2.1.4)."""

_RANK: Final = {severity: rank for rank, severity in enumerate(SEVERITIES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result (SHACL, section 3.6.2): what is looked at, the value that is at fault if one is, and why.

    `focus` is an IRI, or a blank node (`_:label`) or a literal as N-Triples writes them.
    `path` is the predicate that leads there; of a longer path, or of alternatives, it is the first predicate, and
    `longer` is true.
    """

    focus: str
    path: str | None
    value: Term | None
    severity: Severity
    message: str
    shape: str | None
    component: str
    longer: bool = False

    @property
    def order(self) -> tuple[int, str, str, str, str, str, str]:
        """What results are sorted by: the gravest first, then by focus node, path and value."""
        return (
            _RANK[self.severity], self.focus, self.path or "", self.value or "", self.message, self.shape or "",
            self.component,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one engine judged: so many pairs of a node and a shape that targets it, and why it was this engine's."""

    engine: str
    pairs: int
    reason: str

    def __str__(self) -> str:
        return f"{self.engine} judged {self.pairs:,} pairs of node and shape ({self.reason})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A result that the scout has and pySHACL has not, or the other way round: the scout is wrong there."""

    focus: str
    shape: str
    component: str
    claimed: bool

    def __str__(self) -> str:
        claim = "found" if self.claimed else "missed"
        return (
            f"The fast engine {claim} a result of {self.shape} ({self.component}) at {self.focus}, and pySHACL says otherwise; "
            "all was judged again, and pySHACL's answer counts: please report it."
        )


@dataclass(frozen=True, slots=True)
class Report:
    """Every result, in order, each once.

    `judged` says which engine judged what, `disagreements` where the scout was wrong, `seed` what the samples were drawn
    with; two reports are equal where their results are.
    """

    results: tuple[Result, ...] = ()
    judged: tuple[Share, ...] = field(default=(), compare=False, kw_only=True)
    disagreements: tuple[Disagreement, ...] = field(default=(), compare=False, kw_only=True)
    seed: str | None = field(default=None, compare=False, kw_only=True)

    @classmethod
    def of_results(
        cls,
        results: Iterable[Result],
        *,
        judged: tuple[Share, ...] = (),
        disagreements: tuple[Disagreement, ...] = (),
        seed: str | None = None,
    ) -> Report:
        """Put results in order, each once."""
        ordered = tuple(sorted(set(results), key=lambda result: result.order))
        return cls(ordered, judged=judged, disagreements=disagreements, seed=seed)

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong; SHACL's own sh:conforms is false for a warning, too."""
        return not self.of(Severity.VIOLATION)

    def of(self, severity: Severity) -> tuple[Result, ...]:
        """Give the results of one severity."""
        return tuple(result for result in self.results if result.severity is severity)

    def triples(self, report: str) -> Iterator[Triple]:
        """Say the report in SHACL's vocabulary (section 3.6); `report` is the IRI to give it, without a fragment.

        There are no blank nodes: the results are `#result-1`, `#result-2`, ... A path of several steps is left out.
        """
        whole, kind = iri(report), iri(RDF.type)
        yield (whole, kind, iri(SH.ValidationReport))
        # Not `conforms`: SHACL counts results of every severity here.
        yield (whole, iri(SH.conforms), literal("false" if self.results else "true", datatype=XSD.boolean))
        for number, result in enumerate(self.results, start=1):
            node = iri(f"{report}#result-{number}")
            yield (whole, iri(SH.result), node)
            yield (node, kind, iri(SH.ValidationResult))
            yield (node, iri(SH.focusNode), term_of_focus(result.focus))
            if result.path is not None and not result.longer:
                yield (node, iri(SH.resultPath), term_of_focus(result.path))
            if result.value is not None:
                yield (node, iri(SH.value), result.value)
            yield (node, iri(SH.resultSeverity), iri(SEVERITIES[result.severity]))
            yield (node, iri(SH.resultMessage), literal(result.message))
            if result.shape is not None:
                yield (node, iri(SH.sourceShape), term_of_focus(result.shape))
            yield (node, iri(SH.sourceConstraintComponent), term_of_focus(result.component))

    def graph_lines(self, report: str) -> Iterator[str]:
        """Give the same as lines of N-Triples."""
        return (line(triple) for triple in self.triples(report))


def focus_of(term: Term) -> str:
    """Give a focus node as results name it: an IRI bare, another term as N-Triples writes it."""
    return iri_value(term) if is_iri(term) else term


def term_of_focus(focus: str) -> Term:
    """Give a focus node as a term again."""
    return Term(focus) if focus.startswith(("_:", '"')) else Term(f"<{focus}>")
