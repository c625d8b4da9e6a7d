"""Read RDF in any syntax that describes works and people in the vocabularies of ScholarGraph.

The default graph is read; named graphs only where it is empty. Nothing is fetched: no context, no import, no link is followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from scholargraph.acquire import SourceItem, TextContent
from scholargraph.errors import Place, SourceError
from scholargraph.iris import digest, slug
from scholargraph.model import Record, Rejected, SourceRecord
from scholargraph.sources.reader import Option, Options, Reader
from scholargraph.sources.readers.linked.document import Document, records
from scholargraph.sources.readers.linked.nodes import Graph, Node
from scholargraph.sources.readers.rdf.graph import GraphBuilder
from scholargraph.sources.readers.rdf.places import LINES, Places
from scholargraph.sources.readers.web_page import json_ld
from scholargraph.store.rdf_text import SYNTAXES, RdfSyntaxError, Statement, statements

MAX_BYTES: Final = 16 * 1024 * 1024
"""The largest document that is read."""

NOTHING: Final = (
    "This RDF describes no work, person, organisation or venue in a vocabulary that is read, so nothing of it is kept."
)
_SUFFIXES: Final = {
    ".ttl": "turtle",
    ".turtle": "turtle",
    ".n3": "turtle",
    ".nt": "n-triples",
    ".nq": "n-quads",
    ".trig": "trig",
    ".rdf": "rdf-xml",
    ".owl": "rdf-xml",
    ".xml": "rdf-xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
_MOST_BROKEN: Final = 100
_BROKEN_LINE: Final = "This line is no statement ({}): correct it."
_BROKEN: Final = "This RDF breaks off here ({}): correct it; what stands before is read."


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give the records of a document. Raises SourceError where it is empty, binary, too large or not UTF-8."""
    content = TextContent(item, limit=MAX_BYTES)
    syntax = options["syntax"] or _SUFFIXES.get(PurePosixPath(item.id).suffix.lower()) or _told(content.text)
    rejected: list[Rejected] = []
    try:
        way, graph = _graph(content, syntax, rejected)
    except SourceError as error:
        raise SourceError(error.message, error.place or Place(item.id)) from error
    yield from rejected
    found = False
    for one in records(Document(item, content, [(way, graph)], name=_name, numbered=False)):
        found = True
        yield one
    if not found and not rejected:
        yield Rejected(item.source, NOTHING, item.id)


def _graph(content: TextContent, syntax: str, rejected: list[Rejected]) -> tuple[str, Graph]:
    """Read a document as a graph of nodes, and note where it breaks off."""
    item = content.item
    if syntax == "json-ld" and json_ld.names_schema_org(content.text):
        graph = Graph()
        json_ld.read(
            content.text,
            0,
            len(content.text),
            graph=graph,
            place=lambda start, end: (content.span(start, end), content.quote(content.span(start, end))),
            refuse=lambda reason, start, end: rejected.append(
                Rejected(item.source, reason, item.id, content.span(start, max(end, start + 1)))
            ),
        )
        return "JSON-LD", graph
    places = Places(content, syntax)
    builder = GraphBuilder(places)
    for statement in _all(content, syntax, places, rejected):
        builder.take(statement)
    return "RDF", builder.graph()


def _all(content: TextContent, syntax: str, places: Places, rejected: list[Rejected]) -> Iterator[Statement]:
    """Give statements until the document breaks off; where each line is a statement, the others go on after a broken one."""
    text, begun = content.text, 0
    while begun < len(text):
        try:
            yield from statements(text[begun:].encode("utf-8"), syntax)
            begun = len(text)
        except RdfSyntaxError as error:
            start = min(_line_start(text, begun, error.line or 1), len(text) - 1)
            end = text.find("\n", start)
            end = max(start + 1, len(text) if end < 0 else end)
            goes_on = syntax in LINES and error.line is not None and len(rejected) < _MOST_BROKEN and start >= begun
            reason = (_BROKEN_LINE if goes_on else _BROKEN).format(error)
            at = content.span(start, min(end, start + 200))
            rejected.append(Rejected(content.item.source, reason, content.item.id, at))
            if not goes_on:
                return
            places.skip(start)
            begun = end + 1


def _line_start(text: str, at: int, line: int) -> int:
    """Give the beginning of a line, counted from 1 at a place."""
    for _ in range(line - 1):
        found = text.find("\n", at)
        if found < 0:
            break
        at = found + 1
    return at


def _told(text: str) -> str:
    """Tell the syntax from the first words."""
    first = text.lstrip("\ufeff \t\r\n")[:200]
    if first.startswith(("{", "[")) and not first.startswith("[]"):
        return "json-ld"
    return "rdf-xml" if first.startswith(("<?xml", "<rdf:RDF", "<!--")) else "turtle"


def _name(kind: type[Record], number: int, node: Node | None) -> str:
    """Call a record by its IRI; one without IRI by its number."""
    if node is None or node.id is None or node.id.text.startswith("_:"):
        return f"{kind.__name__.lower()}-{number}"
    iri = node.id.text
    words = slug(iri.removesuffix("#this").rstrip("/#").rsplit("/", 1)[-1].replace("#", "-"))
    return f"{words[:60]}-{digest(iri)}"


SOURCE: Final = Reader(
    kind="rdf",
    description="RDF in any syntax that describes works and people with schema.org, FOAF, BIBO, DCTERMS, VIVO, FaBiO or ORG.",
    read=read,
    options=(
        Option("syntax", str, "", "The syntax, where the file's name does not tell it.", choices=("", *SYNTAXES)),
    ),
    max_bytes=MAX_BYTES,
)
