"""References to works, as reference managers, word processors and catalogues take them, made from a published graph.

`model` is the one citation that every format is written from; `from_graph` reads it out of statements. It knows no page and
no request, and states nothing that the graph does not.
"""

from scholargraph.citation.from_graph import CitationReader, Statements
from scholargraph.citation.model import Citation, CitedVersion, Container, Contributor, Label, Notice
from scholargraph.citation.writers import WRITERS, Writer

__all__ = [
    "WRITERS",
    "Citation",
    "CitationReader",
    "CitedVersion",
    "Container",
    "Contributor",
    "Label",
    "Notice",
    "Statements",
    "Writer",
]
