"""Places in sources as Web Annotation targets: a locator becomes a selector (Web Annotation Data Model, section 4.2).

Offsets are bytes, so a stretch of text has a data position selector (4.2.6), not a text position selector, which counts
characters. A selector also holds the quote (4.2.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from scholargraph.iris import Iris, Key, digest
from scholargraph.mapping.engine import TYPE
from scholargraph.model import EntryField, Evidence, JsonPointer, Locator, Source, TableCell, TextSpan, XPath
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import DCTERMS, OA, RDF, XSD

_SOURCE: Final = iri(OA.hasSource)
_SELECTOR: Final = iri(OA.hasSelector)
_EXACT: Final = iri(OA.exact)
_START: Final = iri(OA.start)
_END: Final = iri(OA.end)
_VALUE: Final = iri(RDF.value)


def place(found: Evidence, source: Source, iris: Iris) -> tuple[Term, list[Triple]]:
    """Give the node of a place and what is said of it: its source, its selector, the quote.

    An item that is not the whole of its source is a node of the source, named by a digest of its path.
    """
    key = Key(f"source/{source.name}")
    whole = iri(iris.thing(key))
    triples: list[Triple] = []
    prefix, within = "", whole
    if found.item != source.path:
        prefix = f"item-{digest(found.item)}"
        within = iri(iris.node(key, prefix))
        prefix += ";"
        triples += [(within, iri(DCTERMS.title), literal(found.item)), (within, iri(DCTERMS.isPartOf), whole)]
    fragment = prefix + _fragment(found.locator)
    node, selector = iri(iris.node(key, fragment)), iri(iris.node(key, f"{fragment};selector"))
    triples += [(node, _SOURCE, within), (node, _SELECTOR, selector), (selector, _EXACT, literal(found.quote))]
    triples += [(selector, predicate, value) for predicate, value in selector_of(found.locator)]
    return node, triples


def selector_of(locator: Locator) -> Iterator[tuple[Term, Term]]:
    """Give what a selector says of a locator: predicate and value."""
    if isinstance(locator, TextSpan | EntryField):
        yield _START, _number(locator.start)
        yield _END, _number(locator.end)
    elif isinstance(locator, XPath):
        yield TYPE, iri(OA.XPathSelector)
        yield _VALUE, literal(locator.path)
    else:
        yield TYPE, iri(OA.FragmentSelector)
        yield _VALUE, literal(locator.pointer if isinstance(locator, JsonPointer) else _cell(locator))


def _fragment(locator: Locator) -> str:
    """What tells the place from others of its item, as it can stand in an IRI."""
    if isinstance(locator, TextSpan | EntryField):
        return f"bytes={locator.start},{locator.end}"
    if isinstance(locator, JsonPointer):
        return f"json={quote(locator.pointer, safe='/')}"
    if isinstance(locator, XPath):
        return f"xml={quote(locator.path, safe='/@()')}"
    return quote(_cell(locator), safe="=,;")


def _cell(locator: TableCell) -> str:
    """The cell of a table (RFC 7111, section 2.3), in a workbook with the name of its sheet."""
    cell = f"cell={locator.row},{locator.column}"
    return cell if locator.sheet is None else f"{cell};sheet={locator.sheet}"


def _number(value: int) -> Term:
    return literal(str(value), datatype=XSD.nonNegativeInteger)
