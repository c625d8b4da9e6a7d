"""Validation results in the librarian's words: which line of which source a result is about.

The mapping is read backwards: the focus node gives the record, the statement gives the field and its value, and those
give the evidence. It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scholargraph.errors import Place
from scholargraph.iris import Iris, Key
from scholargraph.mapping import TABLES
from scholargraph.mapping.engine import Node, describe
from scholargraph.model import Evidence
from scholargraph.ntriples import Term, iri
from scholargraph.reconcile.catalogue import Catalogue
from scholargraph.validation import Report, Result, Severity
from scholargraph.vocab import compact

_CONFLICT: Final = re.compile(r"#conflict-(\d+)>$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at: where, how grave, in which record and predicate, and the sentence."""

    severity: Severity
    message: str
    place: Place | None = None
    key: str | None = None
    path: str | None = None

    def __str__(self) -> str:
        where = str(self.place) if self.place is not None else self.key or "site"
        path = f" ({self.path})" if self.path else ""
        return f"{where}  {self.message}{path}"

    def as_data(self) -> dict[str, Any]:
        """Give the finding as JSON data."""
        place = self.place
        return {
            "severity": self.severity.value,
            "message": self.message,
            "file": place.file if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "key": self.key,
            "path": self.path,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Finding:
        """Read what `as_data` gave."""
        place = None if data["file"] is None else Place(data["file"], data["line"], data["column"])
        return cls(Severity(data["severity"]), data["message"], place, data["key"], data["path"])


def explain(report: Report, catalogue: Catalogue, iris: Iris) -> tuple[Finding, ...]:
    """Give every result and every rejected entry as a finding, in the order of severity, file and line."""
    others: dict[Key, list[Evidence]] = {}
    for conflict in catalogue.conflicts:
        others.setdefault(conflict.key, []).extend(other.evidence for other in conflict.others)
    findings = [_of_result(result, catalogue, others, iris=iris) for result in report.results]
    for rejected in catalogue.rejected:
        span = rejected.span
        path = catalogue.source(rejected.source).path
        place = Place(path, span.line, span.column) if span is not None else Place(path)
        findings.append(Finding(Severity.WARNING, rejected.reason, place))
    return tuple(sorted(findings, key=_rank))


def _rank(finding: Finding) -> tuple[Any, ...]:
    place = finding.place
    where = (place.file, place.line or 0, place.column or 0) if place is not None else ("~", 0, 0)
    return (list(Severity).index(finding.severity), *where, finding.key or "", finding.path or "", finding.message)


def _of_result(
    result: Result, catalogue: Catalogue, others: Mapping[Key, Sequence[Evidence]], *, iris: Iris
) -> Finding:
    key = iris.key(result.focus)
    found: tuple[Evidence, ...] = ()
    conflict = _CONFLICT.search(result.value or "")
    if key is not None and key in catalogue.records:
        # Conflicts are numbered within their record in the order in which they are said.
        numbered = (others[key][int(conflict.group(1)) - 1],) if conflict is not None else ()
        found = numbered or _evidence(key, result, catalogue, iris)
    place = None
    if found:
        source = catalogue.source(found[0].source)
        place = Place(source.path, found[0].span.line, found[0].span.column)
    path = compact(result.path) if result.path is not None else None
    return Finding(result.severity, result.message, place, key, path)


def _evidence(key: Key, result: Result, catalogue: Catalogue, iris: Iris) -> tuple[Evidence, ...]:
    """Where the statement that a result is about was read; without one, where its record was."""
    record = catalogue.records[key]
    node = Node(iris, key, record, iri(iris.thing(key)))
    focus = iri(result.focus)
    path: Term | None = None if result.path is None else iri(result.path)
    near: tuple[Evidence, ...] = ()
    for saying in describe(TABLES[type(record)], record, node):
        for subject, predicate, value in saying.triples:
            if subject == focus and predicate == path:
                if value == result.value:
                    return catalogue.why(key, saying.field, saying.value)
                near = near or catalogue.why(key, saying.field, saying.value)
    return near or catalogue.why(key)
