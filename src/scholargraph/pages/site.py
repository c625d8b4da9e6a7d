"""Everything that pages of one snapshot are made from: settings, the open snapshot, listings, the words of our ontology.

It opens nothing; whoever serves the pages does. It is never changed, so any number of threads may share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scholargraph.config import Settings
from scholargraph.iris import Iris, keyed_hash
from scholargraph.ntriples import Term, iri, iri_value, is_iri, parse_literal
from scholargraph.pages.addresses import Addresses
from scholargraph.pages.cards import Card
from scholargraph.pages.graph import NAMES, Graph, Once, Statements
from scholargraph.pages.listings import Listings
from scholargraph.store import EvidenceIndex


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of our own ontology: its IRI, what it is called, what it means; whether it is deprecated, and for which term."""

    iri: str
    label: str
    comment: str | None = None
    deprecated: bool = False
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Ref:
    """Words that may lead somewhere: a thing's name, a web address, a plain value."""

    words: str
    href: str | None = None
    language: str | None = None
    lost: bool = False
    note: str | None = None
    mark: str | None = None
    """What is to be known of a work wherever it is named: that it is retracted, withdrawn, of concern or corrected."""
    html: str | None = None
    """The words with the markup of their source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site as one snapshot has it. `digest` changes whenever anything that a page shows could change."""

    settings: Settings
    reader: Statements
    listings: Listings
    concepts: Mapping[str, Concept]
    digest: str
    evidence: EvidenceIndex | None = None
    """The evidence of each field, where it stands beside the store."""

    @property
    def iris(self) -> Iris:
        """The IRIs of the site."""
        return Iris(self.settings.base)

    @property
    def addresses(self) -> Addresses:
        """What links within the site look like."""
        return Addresses(self.settings.base)

    def while_making(self) -> Site:
        """Give the site for the making of one page: what is asked twice is read once."""
        return replace(self, reader=Once(self.reader))

    def card(self, key: str) -> Card | None:
        """Give the card of a thing."""
        return self.listings.card(key)

    def is_withdrawn(self, key: str) -> bool:
        """Whether a key held a name that was withdrawn; nobody can tell without the site's own key of the hashes."""
        try:
            secret = self.settings.secret.read_bytes()
        except OSError:
            return False
        return self.listings.is_withdrawn(keyed_hash(secret, key))

    def ref(self, term: Term, graph: Graph) -> Ref:
        """Say what a term is called and where it leads: by its card, by a name on the page, or as it stands."""
        if not is_iri(term):
            literal = parse_literal(term)
            return Ref(literal.value, None, literal.language, html=graph.html(literal.value))
        address = iri_value(term)
        key = self.iris.key(address)
        if key is not None and address == self.iris.thing(key):
            card = self.card(key)
            if card is not None:
                return self.to(card)
        concept = self.concepts.get(address)
        if concept is not None:
            return Ref(concept.label, None, "en")
        for name in NAMES:
            for value in graph.values_of(term, name)[:1]:
                found = self.ref(value, graph)
                return Ref(found.words, None if key else self.addresses.href(address), found.language, html=found.html)
        return Ref(address, self.addresses.href(address))

    def to(self, card: Card) -> Ref:
        """Lead to the page of a card's thing."""
        href = self.addresses.local(card.key)
        return Ref(card.name, href, card.language, card.lost, card.kind, card.mark, card.html)

    def concept(self, address: str) -> Concept:
        """Give a term of the ontology; one that nobody described is called by its local name."""
        known = self.concepts.get(address)
        return known or Concept(address, address.rpartition("#")[2] or address)

    def thing(self, key: str) -> Term:
        """The term of a thing."""
        return iri(self.iris.thing(key))
