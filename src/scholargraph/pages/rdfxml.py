"""A page's statements as RDF/XML (RDF 1.1 XML Syntax): one rdf:Description a subject, typed, no nesting.

It reads nothing, and it writes no document type declaration and no entity.
"""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from scholargraph.errors import InternalError
from scholargraph.ntriples import LANG_STRING, XSD_STRING, Term, iri_value, is_iri, parse_literal
from scholargraph.pages.graph import Graph
from scholargraph.vocab import PREFIXES, RDF

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*\Z")
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold (production 2), not even as a reference."""


def write(graph: Graph) -> str:
    """Write the statements. A character that XML cannot carry becomes U+FFFD.

    Raises InternalError for a predicate that is no XML name; no table of ours has one.
    """
    prefixes = {"rdf": RDF.base}
    blocks: list[str] = []
    for subject in graph.subjects():
        blocks.append(f"  <rdf:Description rdf:about={_attribute(iri_value(subject))}>")
        for predicate in graph.predicates(subject):
            name = _name(iri_value(predicate), prefixes)
            blocks += (f"    {_property(name, value)}" for value in graph.values_of(subject, predicate))
        blocks.append("  </rdf:Description>")
    spaces = "".join(f"\n    xmlns:{prefix}={_attribute(base)}" for prefix, base in sorted(prefixes.items()))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n' + "\n".join(blocks) + "\n</rdf:RDF>\n"


def _property(name: str, value: Term) -> str:
    if is_iri(value):
        return f"<{name} rdf:resource={_attribute(iri_value(value))}/>"
    literal = parse_literal(value)
    more = ""
    if literal.language is not None:
        more = f" xml:lang={_attribute(literal.language)}"
    elif literal.datatype not in {XSD_STRING, LANG_STRING}:
        more = f" rdf:datatype={_attribute(literal.datatype)}"
    # Written raw, a carriage return would be read back as a line feed (XML 1.0, section 2.11).
    words = escape(_FORBIDDEN.sub("\ufffd", literal.value), {"\r": "&#xD;"})
    return f"<{name}{more}>{words}</{name}>"


def _name(predicate: str, prefixes: dict[str, str]) -> str:
    for prefix, base in PREFIXES.items():
        if predicate.startswith(base) and _NAME.match(predicate, len(base)):
            prefixes[prefix] = base
            return f"{prefix}:{predicate[len(base) :]}"
    cut = max(predicate.rfind(mark) for mark in "#/:") + 1
    if not _NAME.match(predicate, cut):
        raise InternalError(f"<{predicate}> is no XML name: RDF/XML cannot carry it; ask for another format.")
    prefix = next((known for known, base in prefixes.items() if base == predicate[:cut]), f"ns{len(prefixes)}")
    prefixes[prefix] = predicate[:cut]
    return f"{prefix}:{predicate[cut:]}"


def _attribute(value: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", value))
