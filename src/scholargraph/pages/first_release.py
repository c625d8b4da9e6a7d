"""Snapshots of the first release: their evidence names statements (rdf:subject ...), their conflicts have older terms.

It reads what a first release published; nothing publishes it any more, so it goes once such snapshots are not served.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scholargraph.iris import Key
from scholargraph.ntriples import Term, iri, is_iri, parse_literal
from scholargraph.pages import words
from scholargraph.pages.cards import shortened
from scholargraph.pages.evidence import LIMIT, VALUE, Backed, FieldName, Place, Provenance, in_order, nodes
from scholargraph.pages.graph import Graph
from scholargraph.pages.record_evidence import EvidenceGraph
from scholargraph.pages.site import Ref, Site
from scholargraph.vocab import OA, PROV, RDF, SG

REPLACED: Final[Mapping[Term, Term]] = {
    iri(old): iri(new) for old, new in ((SG.otherValue, SG.rejectedValue), (SG.why, SG.reason))
}
"""Terms that pages read, by those that the first release said instead."""

_CONFLICT: Final = "-conflict"


def with_new_terms(page: Graph) -> Graph:
    """Give a page's statements with today's terms in place of deprecated ones."""
    return Graph((subject, REPLACED.get(predicate, predicate), value) for subject, predicate, value in page)


def of_thing(site: Site, key: Key, page: Graph) -> Provenance:
    """Gather the evidence for what is stated of a thing, field by field."""
    graph = iri(site.iris.graph("evidence"))
    named = nodes(site, key, RDF.subject, records=[site.thing(key)], evidence=EvidenceGraph(site))
    found: dict[FieldName, list[Backed]] = {}
    for node in named[:LIMIT]:
        evidence = Graph(site.reader.about(node, graph))
        name = evidence.words(node, SG.field) or ""
        field = FieldName(name.removesuffix(_CONFLICT), rejected=name.endswith(_CONFLICT))
        found.setdefault(field, []).append(_backed(site, evidence, node, page))
    return Provenance(in_order(key.collection, found), more=len(named) > LIMIT)


def _backed(site: Site, evidence: Graph, node: Term, page: Graph) -> Backed:
    addresses = evidence.links(node, PROV.hadPrimarySource)
    return Backed(
        value=_value(site, evidence, node, page),
        places=tuple(_places(site, evidence, node)),
        rests_on=tuple(Ref(address, site.addresses.href(address)) for address in addresses),
        basis=tuple(literal.value for literal in evidence.literals(node, SG.basis)),
    )


def _value(site: Site, evidence: Graph, node: Term, page: Graph) -> Ref | None:
    """The value in words: the fullest literal of its statements, otherwise what its statements point at."""
    if evidence.value(node, SG.field) is None:
        return None
    subjects = set(evidence.values(node, RDF.subject))
    # A node may back statements about a conflict; only that of the other value is shown by it.
    of_other = iri(SG.otherValue) in evidence.values(node, RDF.predicate)
    other = [value for subject in subjects for value in page.values(subject, SG.rejectedValue)] if of_other else []
    objects = other or evidence.values(node, RDF.object)
    literals = [parse_literal(term) for term in objects if not is_iri(term)]
    if literals:
        fullest = max(literals, key=lambda literal: (len(literal.value), literal.value))
        return Ref(words.date(shortened(fullest.value, VALUE)), None, fullest.language)
    refs = [site.ref(term, page) for term in objects if term not in subjects]
    return min(refs, key=lambda ref: (ref.href is None, ref.words), default=None)


def _places(site: Site, evidence: Graph, node: Term) -> Iterator[Place]:
    graph = iri(site.iris.graph("evidence"))
    for target in evidence.values(node, OA.hasTarget):
        place = Graph(site.reader.about(target, graph))
        quote = None
        for selector in place.values(target, OA.hasSelector):
            quote = Graph(site.reader.about(selector, graph)).words(selector, OA.exact)
        source = next((site.ref(term, place) for term in place.values(target, OA.hasSource)), Ref("unknown source"))
        parts = (source.words, place.words(target, SG.line), place.words(target, SG.column))
        yield Place(source, ":".join(part for part in parts if part), quote)
