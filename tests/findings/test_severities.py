"""How grave each shape's results are, frozen: only a violation stops publishing, so no severity changes by itself.

The shapes are read with rdflib alone, not through the code that runs them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from rdflib import SH, BNode, Graph, URIRef
from rdflib.term import Node

SHAPES: Final = Path(__file__).parents[2] / "shapes"
BASE: Final = "https://w3id.org/scholargraph/shapes#"

WARNINGS: Final = frozenset(["GoogleArticle", "PagesInFull", "Reinstatement", "abstract-citation-marks", "abstract-citation-needed", "abstract-filler", "abstract-latex", "abstract-letter-x", "abstract-to-do", "abstract-unresolved", "gap-abstract-cut", "gap-authors-lost", "gap-authors-truncated", "gap-date-unknown", "gap-name-unknown", "gap-position-unknown", "gap-title-lost", "gap-type-unknown", "gap-venue-unknown", "google-main-entity", "google-main-entity-kind", "google-main-entity-name", "link-same-as-example", "link-url-example", "notice-found", "page-source", "unknown-tag-abstract", "unknown-tag-alternate-name", "unknown-tag-description", "unknown-tag-name", "work-date", "work-title-latex", "work-title-placeholder"])  # fmt: skip
INFOS: Final = frozenset({"conflict-present", "google-date-modified", "marked-form"})
"""Every other shape's results are violations."""


def shapes() -> dict[str, tuple[str, str]]:
    """The name of every shape that says something, with its severity and its message."""
    graph = Graph()
    for file in sorted(SHAPES.glob("*.ttl")):
        graph.parse(file)
    found: dict[str, tuple[str, str]] = {}
    for node, message in graph.subject_objects(SH.message):
        # A constraint in SPARQL has the message, its shape the severity (SHACL, section 5.2.1).
        (shape,) = [*graph.subjects(SH.sparql, node)] if isinstance(node, BNode) else [node]
        severity: Node | None = graph.value(shape, SH.severity, any=False)
        assert isinstance(shape, URIRef)
        name = shape.removeprefix(BASE)
        assert name not in found, f"{name} has two messages"
        found[name] = (str(severity or SH.Violation).removeprefix(str(SH)), str(message))
    return found


SEVERITIES: Final = shapes()


@pytest.mark.parametrize("name", sorted({*SEVERITIES, *WARNINGS, *INFOS}))
def test_every_shape_is_as_grave_as_it_was(name: str) -> None:
    severity, message = SEVERITIES[name]
    assert severity == ("Warning" if name in WARNINGS else "Info" if name in INFOS else "Violation"), message


def test_every_shape_is_looked_at() -> None:
    text = "".join(file.read_text("utf-8") for file in SHAPES.glob("*.ttl"))
    assert text.count("sh:message") == len(SEVERITIES)
    assert text.count("sh:severity") == len(WARNINGS) + len(INFOS)
    assert text.count("a sh:PropertyShape") <= len(SEVERITIES)
