"""A page's statements as Turtle (RDF 1.1 Turtle), for people to read: prefixes, the document as base, one block a subject.

It writes no blank node and no list in brackets: every node of ours has an IRI.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.ntriples import Term, iri, is_iri
from scholargraph.pages.graph import Graph
from scholargraph.vocab import PREFIXES, RDF, XSD

_LOCAL: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_TYPE: Final = iri(RDF.type)
_BARE: Final = {
    iri(XSD.integer): re.compile(r"[+-]?[0-9]+"),
    iri(XSD.boolean): re.compile(r"true|false"),
}
"""Datatypes whose literals Turtle writes without quotation marks (section 6.5, rules 16 and 133s)."""


def write(graph: Graph, document: str) -> str:
    """Write the statements; IRIs of the document are written relative to it."""
    writer = _Writer(document)
    blocks = [writer.block(graph, subject) for subject in _ordered(graph, document)]
    head = [f"@base <{document}> ."]
    head += [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in sorted(writer.used)]
    return "\n".join(head) + "\n\n" + "\n\n".join(blocks) + "\n"


def _ordered(graph: Graph, document: str) -> list[Term]:
    """The thing first, then what belongs to its document, then the neighbours."""
    thing, own = f"<{document}#this>", (f"<{document}>", f"<{document}#")
    subjects = graph.subjects()
    return sorted(subjects, key=lambda subject: (subject != thing, not subject.startswith(own)))


class _Writer:
    """Writes terms and remembers which prefixes they used."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.used: set[str] = set()

    def block(self, graph: Graph, subject: Term) -> str:
        predicates = sorted(graph.predicates(subject), key=lambda predicate: predicate != _TYPE)
        lines = []
        for predicate in predicates:
            name = "a" if predicate == _TYPE else self.term(predicate)
            values = [self.term(value) for value in graph.values_of(subject, predicate)]
            lines.append(f"    {name} " + ",\n        ".join(values))
        return f"{self.term(subject)}\n" + " ;\n".join(lines) + " ."

    def term(self, term: Term) -> str:
        if is_iri(term):
            return self._iri(term)
        words, caret, datatype = term.rpartition("^^")
        if not caret or not datatype.endswith(">") or not words.endswith('"'):
            return _escaped(term)
        bare = _BARE.get(Term(datatype))
        if bare is not None and bare.fullmatch(words[1:-1]):
            return words[1:-1]
        return f"{_escaped(words)}^^{self._iri(Term(datatype))}"

    def _iri(self, term: Term) -> str:
        value = term[1:-1]
        if value == self.document or value.startswith(f"{self.document}#"):
            return f"<{value[len(self.document) :]}>"
        for prefix, base in PREFIXES.items():
            if value.startswith(base) and _LOCAL.fullmatch(value, len(base)):
                self.used.add(prefix)
                return f"{prefix}:{value[len(base) :]}"
        return term


def _escaped(literal: str) -> str:
    """Controls that editors and terminals act on are escaped; N-Triples lets them stand (UCHAR, rule 26)."""
    return re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]",
        lambda found: f"\\u{ord(found.group()):04X}",
        literal,
    )
