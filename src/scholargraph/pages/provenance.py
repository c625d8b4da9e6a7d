"""“Where does this come from?”: for each field of a thing, where it was read and in which words, from the evidence graph.

It looks up one thing's evidence; it judges none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from scholargraph.ntriples import Term, iri, is_iri, parse_literal
from scholargraph.pages import words
from scholargraph.pages.cards import shortened
from scholargraph.pages.graph import Graph, natural
from scholargraph.pages.site import Ref, Site
from scholargraph.vocab import OA, PROV, RDF, SG

LIMIT: Final = 300
"""How many values of a page are shown with their evidence; the evidence graph holds all."""
VALUE: Final = 160
_LOOKED_AT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a source, and the words there."""

    source: Ref
    line: str | None
    column: str | None
    quote: str | None

    @property
    def position(self) -> str:
        """File, line and column, as editors write them."""
        return ":".join(part for part in (self.source.words, self.line, self.column) if part)


@dataclass(frozen=True, slots=True)
class Backed:
    """One value of a field, where it was read, and what a curated value rests on: addresses, or words."""

    value: Ref | None
    places: tuple[Place, ...]
    rests_on: tuple[Ref, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the thing with everything that is known of where its values were read."""

    name: str
    values: tuple[Backed, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The evidence of a page; `more` says that there is evidence that is not shown."""

    fields: tuple[Field, ...]
    more: bool = False


def of_thing(site: Site, key: str, page: Graph) -> Provenance:
    """Gather the evidence for what is stated of a thing, field by field."""
    graph = iri(site.iris.graph("evidence"))
    own = f"<{site.iris.document(key)}#"
    about = site.reader.pointing_at(iri(RDF.subject), site.thing(key), graph)
    # Others' evidence names this thing too, where their statements begin with it (foaf:made).
    nodes = sorted({node for node in islice(about, _LOOKED_AT) if node.startswith(own)}, key=natural)
    found: dict[str, list[Backed]] = {}
    for node in nodes[:LIMIT]:
        evidence = Graph(site.reader.about(node, graph))
        name = evidence.words(node, SG.field) or ""
        found.setdefault(name, []).append(_backed(site, evidence, node, page))
    order = sorted(found, key=lambda name: (name != "", words.field(name)))
    fields = tuple(Field(words.field(name), tuple(found[name])) for name in order)
    return Provenance(fields, more=len(nodes) > LIMIT)


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
    other = [value for subject in subjects for value in page.values(subject, SG.otherValue)] if of_other else []
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
        yield Place(source, place.words(target, SG.line), place.words(target, SG.column), quote)


def sources(site: Site, page: Graph, key: str) -> list[Ref]:
    """Give the sources that a page was derived from."""
    document = iri(site.iris.document(key))
    return [site.ref(iri(address), page) for address in page.links(document, PROV.wasDerivedFrom)]
