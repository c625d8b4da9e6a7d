"""The words of our own ontology: what each of its terms is called and what it means.

It reads one file of ours, and no other vocabulary.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from scholargraph import assets
from scholargraph.pages.site import Concept
from scholargraph.vocab import RDFS, SG

FILE: Final = "scholargraph.ttl"


@cache
def text() -> bytes:
    """Give the ontology as Turtle. Raises InternalError where the installation lacks it."""
    return (assets.ontology_dir() / FILE).read_bytes()


@cache
def concepts() -> dict[str, Concept]:
    """Give the terms of the ontology by their IRIs, in the order of their names."""
    from rdflib import Graph, Literal, URIRef

    read = Graph().parse(data=text(), format="turtle")
    found: dict[str, Concept] = {}
    for subject in sorted({node for node in read.subjects() if isinstance(node, URIRef) and node.startswith(SG.base)}):
        label, comment = read.value(subject, URIRef(RDFS.label)), read.value(subject, URIRef(RDFS.comment))
        if isinstance(label, Literal):
            found[str(subject)] = Concept(str(subject), str(label), None if comment is None else str(comment))
    return found
