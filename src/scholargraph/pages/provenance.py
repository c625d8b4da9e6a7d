"""“Where does this come from?”: for each field of a thing, where it was read and in which words.

It looks up one thing's evidence; it judges none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import JsonPointer, Locator, TableCell, XPath, place
from scholargraph.ntriples import Literal, Term, iri, is_iri, parse_literal
from scholargraph.pages import first_release, joinings, words
from scholargraph.pages.cards import shortened
from scholargraph.pages.evidence import LIMIT, VALUE, Backed, FieldName, Place, Provenance, in_order, nodes
from scholargraph.pages.graph import Graph, natural
from scholargraph.pages.record_evidence import RecordStatements, of_record
from scholargraph.pages.site import Ref, Site
from scholargraph.vocab import DCTERMS, FIELDS, OA, PROV, RDF, SG, XSD

_CONFLICT: Final = "conflict"
_STATED: Final = "stated"
_NOT_SHOWN: Final = frozenset(
    iri(term) for term in (SG.recordField, SG.basis, OA.hasTarget, PROV.hadPrimarySource, RDF.type)
)
"""What an evidence node says beside the slots that its value fills."""
_NAMES: Final = (RDF.value, SG.nameAsPrinted, SG.title)
"""The slots that say best in words what a value is."""
_CELL: Final = re.compile(r"cell=([1-9][0-9]*),([1-9][0-9]*)(?:;sheet=(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Node:
    """An evidence node with what is said of it."""

    term: Term
    said: Graph
    evidence: RecordStatements
    """Where more can be asked."""

    @property
    def field(self) -> str:
        """The name of its field, as evidence gives it."""
        return (self.said.link(self.term, SG.recordField) or "").removeprefix(FIELDS).partition(".")[2]

    def slots(self) -> Iterator[Term]:
        """The terms that the value fills."""
        for predicate in self.said.predicates(self.term):
            if predicate not in _NOT_SHOWN:
                yield from self.said.values_of(self.term, predicate)


def of_thing(site: Site, key: Key, page: Graph) -> Provenance:
    """Gather the evidence for what is stated of a thing, field by field."""
    if site.listings.of_first_release:
        return first_release.of_thing(site, key, page)
    thing, evidence = site.thing(key), of_record(site, key)
    named = nodes(site, key, SG.record, records=[thing], evidence=evidence)
    shown = [_read(evidence, node) for node in named[:LIMIT]]
    # Parts of the record (a version) have fields of their own, which are shown with the field that the part belongs to.
    own = f"<{site.iris.document(key)}#"
    parts = {term for node in shown for term in node.slots() if term.startswith(own)} - {thing}
    within = nodes(site, key, SG.record, records=sorted(parts, key=natural), evidence=evidence)
    shown += [_read(evidence, node) for node in within[: LIMIT - len(shown)]]
    found: dict[FieldName, list[Backed]] = {}
    for node in shown:
        if node.field != _STATED:  # what a conflict states is shown, with the same words, as a value of its field
            found.setdefault(_field(node), []).append(_backed(site, node, thing, page))
    return Provenance(
        in_order(key.collection, found),
        more=len(named) + len(within) > len(shown),
        joinings=joinings.of_thing(thing, evidence),
        document=site.addresses.local(f"{key}/evidence"),
    )


def _read(evidence: RecordStatements, node: Term) -> _Node:
    return _Node(node, Graph(evidence.about(node)), evidence)


def _field(node: _Node) -> FieldName:
    if node.field == _CONFLICT:
        return FieldName(node.said.words(node.term, SG.fieldName) or "", rejected=True)
    return FieldName(node.field.partition(".")[0])


def _backed(site: Site, node: _Node, thing: Term, page: Graph) -> Backed:
    addresses = node.said.links(node.term, PROV.hadPrimarySource)
    return Backed(
        value=_value(site, node, thing, page) if node.field else None,
        places=tuple(_places(site, node)),
        rests_on=tuple(Ref(address, site.addresses.href(address)) for address in addresses),
        basis=tuple(literal.value for literal in node.said.literals(node.term, SG.basis)),
        part="." in node.field,
    )


def _value(site: Site, node: _Node, thing: Term, page: Graph) -> Ref | None:
    """The value in words: its name, otherwise what it points at, otherwise the fullest of its literals."""
    terms = [term for term in node.slots() if term != thing]
    for slot in _NAMES:
        named = node.said.literals(node.term, slot)
        if named:
            return _in_words(named)
    of_value = node.said.values(node.term, RDF.value)
    refs = [site.ref(term, page) for term in of_value or terms if is_iri(term)]
    literals = [parse_literal(term) for term in terms if not is_iri(term)]
    if literals and not of_value:
        return _in_words([max(literals, key=lambda literal: (len(literal.value), literal.value))])
    return min(refs, key=lambda ref: (ref.href is None, ref.words), default=None)


def _in_words(found: list[Literal]) -> Ref:
    if found[0].datatype == XSD.boolean:
        return Ref("yes" if found[0].value == "true" else "no")
    text = ", ".join(words.date(literal.value) for literal in found)
    return Ref(shortened(text, VALUE), None, found[0].language)


def _places(site: Site, node: _Node) -> Iterator[Place]:
    for target in node.said.values(node.term, OA.hasTarget):
        said = Graph(node.evidence.about(target))
        source, item = _item(site, said.value(target, OA.hasSource), node.evidence)
        selector = said.value(target, OA.hasSelector)
        selected = Graph(node.evidence.about(selector) if selector is not None else ())
        position, quote = item, None
        if selector is not None:
            quote = selected.words(selector, OA.exact)
            position = _position(site, item, selected, selector)
        yield Place(source, position, quote)


def _item(site: Site, term: Term | None, evidence: RecordStatements) -> tuple[Ref, str]:
    """The source that a place is in, and the item of it, by their names: one of several items leads to its source."""
    if term is None:
        return Ref("unknown source"), "unknown source"
    said = Graph(evidence.about(term))
    title, source = said.words(term, DCTERMS.title), said.value(term, DCTERMS.isPartOf)
    ref = site.ref(source or term, said)
    return ref, title or ref.words


def _position(site: Site, item: str, selected: Graph, selector: Term) -> str:
    """Where it stands in the item, for people: line and column in a text, otherwise the path within."""
    start, path = selected.words(selector, OA.start), selected.words(selector, RDF.value)
    if start is not None and start.isdecimal():
        return str(place(item, None, site.listings.position(item, int(start))))
    return item if path is None else str(place(item, _locator(selected, selector, path)))


def _locator(selected: Graph, selector: Term, path: str) -> Locator | None:
    """Read the path of a selector; None where it is none of ours."""
    cell = _CELL.fullmatch(path)
    try:
        if OA.XPathSelector in selected.types(selector):
            return XPath(path)
        return TableCell(int(cell[1]), int(cell[2]), cell[3]) if cell else JsonPointer(path)
    except ValueError:
        return None


def sources(site: Site, page: Graph, key: str) -> list[Ref]:
    """Give the sources that a page was derived from."""
    document = iri(site.iris.document(key))
    return [site.ref(iri(address), page) for address in page.links(document, PROV.wasDerivedFrom)]
