"""A page's statements as JSON-LD 1.1: our prefixes as context, one node object a subject, every value in an array.

Lists stand as their cells: an `@list` would make them blank nodes, and ours have IRIs.
"""

from __future__ import annotations

import json
from typing import Any, Final

from scholargraph.ntriples import LANG_STRING, XSD_STRING, Term, iri, iri_value, is_iri, parse_literal
from scholargraph.pages.graph import Graph
from scholargraph.vocab import PREFIXES, RDF

_TYPE: Final = iri(RDF.type)


def write(graph: Graph) -> str:
    """Write the statements; no other document is needed to read them."""
    used: set[str] = set()
    nodes = []
    for subject in graph.subjects():
        node: dict[str, Any] = {"@id": iri_value(subject)}
        for predicate in graph.predicates(subject):
            values = graph.values_of(subject, predicate)
            if predicate == _TYPE:
                node["@type"] = [_compact(iri_value(value), used) for value in values]
            else:
                node[_compact(iri_value(predicate), used)] = [_value(value, used) for value in values]
        nodes.append(node)
    context = {prefix: PREFIXES[prefix] for prefix in sorted(used)}
    return json.dumps({"@context": context, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n"


def _value(term: Term, used: set[str]) -> Any:
    if is_iri(term):
        return {"@id": iri_value(term)}
    literal = parse_literal(term)
    if literal.language is not None:
        return {"@value": literal.value, "@language": literal.language}
    if literal.datatype in {XSD_STRING, LANG_STRING}:
        return literal.value
    return {"@value": literal.value, "@type": _compact(literal.datatype, used)}


def _compact(iri_: str, used: set[str]) -> str:
    """A term as `prefix:local`; JSON-LD takes any local part that does not begin with `//` (section 4.1.5)."""
    for prefix, base in PREFIXES.items():
        if iri_.startswith(base) and not iri_.startswith("//", len(base)):
            used.add(prefix)
            return f"{prefix}:{iri_[len(base) :]}"
    return iri_
