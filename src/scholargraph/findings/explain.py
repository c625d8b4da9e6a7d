"""Validation results in the librarian's words: which line of which source a result is about.

The mapping is read backwards: the focus node gives the record, the statement gives the value, and that gives the
evidence. It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from scholargraph.errors import Place
from scholargraph.findings.finding import Finding
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper
from scholargraph.model import Catalogue, Entry, Evidence, Rejected
from scholargraph.ntriples import Term, Triple, iri
from scholargraph.validation import Report, Result, Severity
from scholargraph.vocab import compact

_NUMBER: Final = re.compile(r"[1-9][0-9]*")


def explain(
    report: Report, catalogue: Catalogue, *, mapper: Mapper, rejected: Iterable[Rejected]
) -> tuple[Finding, ...]:
    """Give every result and everything rejected as a finding, in the order of severity, file and line.

    The entries that results are about are looked up one at a time.
    """
    by_record: dict[Key | None, list[Result]] = {}
    for result in report.results:
        by_record.setdefault(mapper.iris.key(result.focus), []).append(result)
    findings: list[Finding] = []
    for key, results in by_record.items():
        entry = None if key is None else catalogue.get(key)
        places = [None] * len(results) if entry is None else _places(results, entry, mapper)
        for result, place in zip(results, places, strict=True):
            path = None if result.path is None else compact(result.path)
            findings.append(Finding(result.severity, result.message, place, key, path))
    files = {source.name: source.path for source in catalogue.sources}
    for one in rejected:
        file = files.get(one.source)
        place = one.place or (None if file is None else Place(file))
        findings.append(Finding(Severity.WARNING, one.reason, place))
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _places(results: Sequence[Result], entry: Entry, mapper: Mapper) -> list[Place | None]:
    """Where each result about one entry stands: what the most preferred source has to say of it."""
    rejecting = [other.evidence for conflict in entry.conflicts for other in conflict.others]
    backing = _Backing(results, entry, mapper)
    places: list[Place | None] = []
    for result in results:
        number = _conflict(result, entry.key, mapper.iris)
        if number is not None and number <= len(rejecting):
            # Conflicts are numbered within their record in the order in which they are said.
            places.append(rejecting[number - 1].place)
            continue
        found = backing.of(result) or entry.evidence_for()
        places.append(found[0].place if found else None)
    return places


def _conflict(result: Result, key: Key, iris: Iris) -> int | None:
    """The number of the conflict of this record that a result is about, as its value or as what is looked at."""
    start = iris.node(key, "conflict-")
    for node in (result.value, f"<{result.focus}>"):
        if node is not None and node.startswith(f"<{start}") and _NUMBER.fullmatch(number := node[len(start) + 1 : -1]):
            return int(number)
    return None


class _Backing:
    """What the statements that results are about rest on. Other statements of the entry are not kept."""

    def __init__(self, results: Sequence[Result], entry: Entry, mapper: Mapper) -> None:
        self._exact: dict[Triple, tuple[Evidence, ...]] = {}
        self._near: dict[tuple[Term, Term], tuple[Evidence, ...]] = {}
        self._parts: dict[Term, tuple[Evidence, ...]] = {}
        asked = {(iri(result.focus), iri(result.path)) for result in results if result.path is not None}
        parts = {iri(result.focus) for result in results} - {iri(mapper.iris.thing(entry.key))}
        for triple, _, evidence in mapper.claims(entry):
            if triple[0] in parts:
                self._parts.setdefault(triple[0], evidence)
            if triple[:2] in asked:
                self._exact.setdefault(triple, evidence)
                self._near.setdefault(triple[:2], evidence)

    def of(self, result: Result) -> tuple[Evidence, ...]:
        """Give what backs the statement at fault; where it is not stated, another of the same subject and predicate.

        What a part of the record (a version, a notice) lacks is missing where the part stands.
        """
        subject = iri(result.focus)
        part = self._parts.get(subject, ())
        if result.path is None:
            return part
        predicate = iri(result.path)
        exact = () if result.value is None else self._exact.get((subject, predicate, result.value), ())
        return exact or self._near.get((subject, predicate), ()) or part
