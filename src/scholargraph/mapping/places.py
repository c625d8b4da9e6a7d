"""Places in sources as Web Annotation targets: a locator becomes a selector (Web Annotation Data Model, section 4.2).

Offsets are bytes, so a stretch of text has a data position selector (4.2.6), not a text position selector, which counts
characters. A selector also holds the quote (4.2.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from scholargraph.iris import Iris, Key, digest
from scholargraph.mapping.engine import TYPE
from scholargraph.model import EntryField, JsonPointer, Locator, Source, TableCell, TextSpan, XPath
from scholargraph.ntriples import Term, iri, literal
from scholargraph.vocab import DCTERMS, OA, RDF, XSD

_SELECTOR: Final = iri(OA.hasSelector)
_EXACT: Final = iri(OA.exact)
_START: Final = iri(OA.start)
_END: Final = iri(OA.end)
_VALUE: Final = iri(RDF.value)
_NUMBER: Final = f"^^{iri(XSD.nonNegativeInteger)}"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a source, as places in it are said: what is the same for all of them is written once.

    Attributes:
        prefix: what the IRIs of its places begin with.
        source_line: what follows a place in the line that says where it is.
        end: what a line of the evidence graph ends in.
        lines: what is said of the item itself; nothing of one that is the whole of its source.
    """

    prefix: str
    source_line: str
    end: str
    lines: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: Source, item: str, *, iris: Iris, end: str) -> Item:
        """Give an item by its path. One that is not the whole of its source is a node of it, named by a digest of the path."""
        key = Key(f"source/{source.name}")
        whole = iri(iris.thing(key))
        if item == source.path:
            return cls(iri(iris.node(key, ""))[:-1], _within(whole, end), end)
        own = iri(iris.node(key, f"item-{digest(item)}"))
        lines = (
            f"{own} {iri(DCTERMS.title)} {literal(item)}{end}",
            f"{own} {iri(DCTERMS.isPartOf)} {whole}{end}",
        )
        return cls(f"{own[:-1]};", _within(own, end), end, lines)

    def place(self, locator: Locator, quoted: str | None, lines: list[str]) -> Term:
        """Give the node of a place, and add what is said of it: its item, its selector, the quote where one is given."""
        end = self.end
        if isinstance(locator, TextSpan | EntryField):
            first, last = locator.start, locator.end
            node = f"{self.prefix}bytes={first},{last}>"
            selector = f"{node[:-1]};selector>"
            lines += (
                f'{selector} {_START} "{first}"{_NUMBER}{end}',
                f'{selector} {_END} "{last}"{_NUMBER}{end}',
            )
        else:
            node = f"{self.prefix}{_fragment(locator)}>"
            selector = f"{node[:-1]};selector>"
            lines += [f"{selector} {predicate} {value}{end}" for predicate, value in selector_of(locator)]
        lines += (f"{node}{self.source_line}", f"{node} {_SELECTOR} {selector}{end}")
        if quoted is not None:
            lines.append(f"{selector} {_EXACT} {literal(quoted)}{end}")
        return Term(node)


def _within(item: Term, end: str) -> str:
    return f" {iri(OA.hasSource)} {item}{end}"


def selector_of(locator: JsonPointer | XPath | TableCell) -> Iterator[tuple[Term, Term]]:
    """Give what a selector says of a place in what is no text: predicate and value."""
    if isinstance(locator, XPath):
        yield TYPE, iri(OA.XPathSelector)
        yield _VALUE, literal(locator.path)
    else:
        yield TYPE, iri(OA.FragmentSelector)
        yield _VALUE, literal(locator.pointer if isinstance(locator, JsonPointer) else _cell(locator))


def _fragment(locator: JsonPointer | XPath | TableCell) -> str:
    """What tells the place from others of its item, as it can stand in an IRI."""
    if isinstance(locator, JsonPointer):
        return f"json={quote(locator.pointer, safe='/')}"
    if isinstance(locator, XPath):
        return f"xml={quote(locator.path, safe='/@()')}"
    return quote(_cell(locator), safe="=,;")


def _cell(locator: TableCell) -> str:
    """The cell of a table (RFC 7111, section 2.3), in a workbook with the name of its sheet."""
    cell = f"cell={locator.row},{locator.column}"
    return cell if locator.sheet is None else f"{cell};sheet={locator.sheet}"
