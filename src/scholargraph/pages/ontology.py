"""The words of our own ontology: what each of its terms is called and what it means.

It reads one file of ours, and no other vocabulary.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from scholargraph import assets, store
from scholargraph.ntriples import iri, iri_value
from scholargraph.pages.graph import Graph
from scholargraph.pages.site import Concept
from scholargraph.vocab import DCTERMS, OWL, RDFS, SG, SKOS

FILE: Final = "scholargraph.ttl"
_ONTOLOGY: Final = SG.base.removesuffix("#")


@cache
def text() -> bytes:
    """Give the ontology as Turtle. Raises InternalError where the installation lacks it."""
    return (assets.ontology_dir() / FILE).read_bytes()


@cache
def concepts() -> dict[str, Concept]:
    """Give the terms of the ontology by their IRIs, in the order of their names."""
    read = _graph()
    found: dict[str, Concept] = {}
    for subject in sorted(node for node in read.subjects() if node.startswith(f"<{SG.base}")):
        label = read.words(subject, RDFS.label)
        if label is not None:
            found[iri_value(subject)] = Concept(
                iri_value(subject),
                label,
                read.words(subject, RDFS.comment),
                deprecated=read.words(subject, OWL.deprecated) == "true",
                replaced_by=read.link(subject, DCTERMS.isReplacedBy),
            )
    return found


@cache
def policy() -> tuple[str, ...]:
    """Give what the ontology says of how its terms change."""
    return tuple(note.value for note in _graph().literals(iri(_ONTOLOGY), SKOS.editorialNote))


@cache
def _graph() -> Graph:
    return Graph(store.read_turtle(assets.ontology_dir() / FILE))
