"""A report of results as Turtle: the validation report of SHACL (section 3.6), each result with what mends it.

It knows the results of shapes alone: what a reader rejected is no result of SHACL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

from scholargraph.ntriples import Term, Triple, iri, iri_value, is_iri, literal
from scholargraph.validation import Report
from scholargraph.vocab import PREFIXES, RDF, SG, SH, compact

if TYPE_CHECKING:
    from scholargraph.validation.rules import Rule

_HERE: Final = "urn:x-scholargraph:report"
"""What the report is called until it is written: there it is the document itself, whatever whoever keeps it calls that."""
_LOCAL: Final = re.compile(r"[a-z]+:[A-Za-z][A-Za-z0-9_-]*")


def report_turtle(report: Report, rules: Mapping[str, Rule]) -> str:
    """Write a report; `rules` are the shapes by their IRIs."""
    used = ("rdf", "sg", "sh", *sorted({*PREFIXES} - {"rdf", "sg", "sh"}))
    head = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used))
    return head + "".join(f"\n{block}\n" for block in _blocks(_with_remedies(report, rules)))


def _with_remedies(report: Report, rules: Mapping[str, Rule]) -> Iterator[Triple]:
    for triple in report.triples(_HERE):
        yield triple
        if triple[1] == iri(SH.sourceShape):
            rule = rules.get(iri_value(triple[2]))
            if rule is not None and rule.remedy:
                yield (triple[0], iri(SG.remedy), literal(rule.remedy, language="en"))


def _blocks(triples: Iterable[Triple]) -> Iterator[str]:
    whole: list[Triple] = []
    results: list[Triple] = []
    for triple in triples:
        (whole if triple[0] == iri(_HERE) else results).append(triple)
    for part in (whole, results):
        for subject, statements in groupby(part, key=lambda triple: triple[0]):
            lines = [f"    {_term(predicate)} {_term(value)}" for _, predicate, value in statements]
            yield f"{_term(subject)}\n" + " ;\n".join(lines) + " ."


def _term(term: Term) -> str:
    if term == iri(RDF.type):
        return "a"
    if not is_iri(term):
        return term
    if iri_value(term).startswith(_HERE):
        return f"<{iri_value(term).removeprefix(_HERE)}>"
    short = compact(iri_value(term))
    return short if _LOCAL.fullmatch(short) else term
