"""Validation results in the librarian's words: which line of which source a result is about.

The mapping is read backwards: the focus node gives the record, the statement gives the value, and that gives the
evidence. It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scholargraph.errors import Place
from scholargraph.findings.finding import Finding
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper
from scholargraph.mapping.terms import GAPS
from scholargraph.model import Catalogue, Entry, Evidence, Rejected, TableCell
from scholargraph.ntriples import Term, Triple, iri, iri_value, is_iri, parse_literal
from scholargraph.validation import Report, Result, Severity
from scholargraph.vocab import compact

if TYPE_CHECKING:
    from scholargraph.validation.profiles import Profiles

MOST_WORDS: Final = 200
"""How many characters of a value, or of a quote, a finding keeps."""
_GAPS: Final = frozenset(iri(term) for term in GAPS.values())
_NUMBER: Final = re.compile(r"[1-9][0-9]*")


def explain(
    report: Report,
    catalogue: Catalogue,
    *,
    mapper: Mapper,
    rejected: Iterable[Rejected],
    profiles: Profiles | None = None,
) -> tuple[Finding, ...]:
    """Give every result and everything rejected as a finding, in the order of severity, file and line.

    The entries that results are about are looked up one at a time. Without `profiles`, results speak for themselves.
    """
    by_record: dict[Key | None, list[Result]] = {}
    for result in report.results:
        by_record.setdefault(mapper.iris.key(result.focus), []).append(result)
    findings: list[Finding] = []
    for key, results in by_record.items():
        entry = None if key is None else catalogue.get(key)
        proofs = [None] * len(results) if entry is None else _proofs(results, entry, mapper, profiles)
        for result, proof in zip(results, proofs, strict=True):
            bare = Finding(
                result.severity,
                result.message,
                None if proof is None else proof.place,
                key,
                None if result.path is None else compact(result.path),
                component=compact(result.component),
                found=_found(result),
                quote=None if proof is None else shortened(proof.quote),
                link=None if entry is None else mapper.iris.document(entry.key),
                cell=proof is not None and isinstance(proof.locator, TableCell),
            )
            findings.append(bare if profiles is None else _told(bare, result, profiles))
    files = {source.name: source.path for source in catalogue.sources}
    for one in rejected:
        file = files.get(one.source)
        place = one.place or (None if file is None else Place(file))
        findings.append(Finding(Severity.WARNING, one.reason, place, cell=isinstance(one.locator, TableCell)))
    return tuple(sorted(findings, key=lambda finding: finding.order))


def _told(finding: Finding, result: Result, profiles: Profiles) -> Finding:
    """Add what the shape says for people; what it does not say, its kind of constraint says.

    A shape without a name is nobody's rule: whatever the result says of it stays.
    """
    from scholargraph.validation.rules import remedy_of  # rdflib takes a while to load

    rule, kind = profiles.rule(result), profiles.component(result)
    message = finding.message
    if kind is not None and rule is not None and not rule.message:
        message = kind.message
    return replace(
        finding,
        message=message,
        rule=rule.name if rule else None,
        profile=rule.profile if rule else None,
        remedy=remedy_of(rule, kind) or None,
        wanted=(rule.wanted if rule else "") or None,
    )


def _found(result: Result) -> str | None:
    """What is there; None where that is a whole node, whose words in the source say it better, or a gap, which is nothing."""
    value = result.value
    if value is None or value == f"<{result.focus}>" or value in _GAPS:
        return None
    return words_of(value)


def words_of(term: Term) -> str:
    """Give a term as people read it: the text of a literal, an address as it is, one of a vocabulary by its short name."""
    return shortened(compact(iri_value(term)) if is_iri(term) else parse_literal(term).value)


def shortened(words: str) -> str:
    """Give words in one line, the end left out where there are many."""
    line = " ".join(words.split())
    return line if len(line) <= MOST_WORDS else f"{line[: MOST_WORDS - 1]}…"


def _proofs(
    results: Sequence[Result], entry: Entry, mapper: Mapper, profiles: Profiles | None
) -> list[Evidence | None]:
    """What each result about one entry rests on: what the most preferred source has to say of it."""
    rejecting = [other.evidence for conflict in entry.conflicts for other in conflict.others]
    backing = _Backing([_with_path(result, profiles) for result in results], entry, mapper)
    proofs: list[Evidence | None] = []
    for result in results:
        number = _conflict(result, entry.key, mapper.iris)
        if number is not None and number <= len(rejecting):
            # Conflicts are numbered within their record in the order in which they are said.
            proofs.append(rejecting[number - 1])
            continue
        found = backing.of(_with_path(result, profiles)) or entry.evidence_for()
        proofs.append(found[0] if found else None)
    return proofs


def _with_path(result: Result, profiles: Profiles | None) -> Result:
    """Give a result about a whole node with the predicate by which its shape chose the node: that is what it is about."""
    rule = None if profiles is None or result.path is not None else profiles.rule(result)
    return result if rule is None or rule.about is None else replace(result, path=rule.about)


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
