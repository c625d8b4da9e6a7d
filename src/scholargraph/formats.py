"""Media types, file endings and content negotiation: the one table of what an answer can be written as.

It writes nothing: the store serialises RDF and results, the pages write the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

MAX_ACCEPT: Final = 4096
"""Characters of an Accept header that are read; what browsers send is shorter than 200."""
_TEXTS: Final = frozenset({"bib", "biblatex", "ris"})
"""Formats that are text in UTF-8, though their media types do not say so."""


class Kind(StrEnum):
    """What a format can carry."""

    RESULTS = "results"
    GRAPH = "graph"
    DATASET = "dataset"
    PAGE = "page"
    CITATION = "citation"


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer. `name` is unique; `suffix` has no dot; `aliases` are media types that mean the same."""

    name: str
    media_type: str
    suffix: str
    kind: Kind
    label: str
    aliases: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Nearly what the fields give together, and much sooner: answers are looked up by the formats they can be had in."""
        return hash(self.media_type)

    @property
    def content_type(self) -> str:
        """The value of Content-Type: text says that it is UTF-8."""
        text = self.media_type.startswith("text/") or self.name in _TEXTS
        return f"{self.media_type}; charset=utf-8" if text else self.media_type

    @property
    def packs(self) -> bool:
        """Whether it gets smaller when it is packed; a workbook is a ZIP archive already."""
        return self.name != "xlsx"


JSON: Final = Format("json", "application/sparql-results+json", "srj", Kind.RESULTS, "JSON", ("application/json",))
XML: Final = Format(
    "xml", "application/sparql-results+xml", "srx", Kind.RESULTS, "XML", ("application/xml", "text/xml")
)
CSV: Final = Format("csv", "text/csv", "csv", Kind.RESULTS, "CSV")
TSV: Final = Format("tsv", "text/tab-separated-values", "tsv", Kind.RESULTS, "TSV")
TURTLE: Final = Format(
    "ttl",
    "text/turtle",
    "ttl",
    Kind.GRAPH,
    "Turtle",
    ("application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3"),
)
NTRIPLES: Final = Format("nt", "application/n-triples", "nt", Kind.GRAPH, "N-Triples", ("text/plain",))
RDFXML: Final = Format("rdf", "application/rdf+xml", "rdf", Kind.GRAPH, "RDF/XML", ("application/xml", "text/xml"))
JSONLD: Final = Format("jsonld", "application/ld+json", "jsonld", Kind.GRAPH, "JSON-LD", ("application/json",))
NQUADS: Final = Format("nq", "application/n-quads", "nq", Kind.DATASET, "N-Quads", ("text/x-nquads",))
TRIG: Final = Format("trig", "application/trig", "trig", Kind.DATASET, "TriG", ("application/x-trig",))
HTML: Final = Format("html", "text/html", "html", Kind.PAGE, "HTML", ("application/xhtml+xml",))
BIBTEX: Final = Format("bib", "application/x-bibtex", "bib", Kind.CITATION, "BibTeX", ("text/x-bibtex",))
BIBLATEX: Final = Format("biblatex", "application/x-biblatex", "biblatex.bib", Kind.CITATION, "BibLaTeX")
RIS: Final = Format("ris", "application/x-research-info-systems", "ris", Kind.CITATION, "RIS")
CSL: Final = Format(
    "csl-json",
    "application/vnd.citationstyles.csl+json",
    "csl.json",
    Kind.CITATION,
    "CSL-JSON",
    ("application/citeproc+json",),
)
XLSX: Final = Format(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", Kind.CITATION, "XLSX"
)

FORMATS: Final = (
    JSON, XML, CSV, TSV, TURTLE, NTRIPLES, RDFXML, JSONLD, NQUADS, TRIG, HTML, BIBTEX, BIBLATEX, RIS, CSL, XLSX
)  # fmt: skip
RESULTS: Final = (JSON, XML, CSV, TSV)
"""Of SELECT and ASK, the preferred one first."""
GRAPHS: Final = (TURTLE, NTRIPLES, RDFXML, JSONLD, NQUADS, TRIG)
"""Of CONSTRUCT and DESCRIBE, the preferred one first."""
CITATIONS: Final = (BIBTEX, BIBLATEX, RIS, CSL, CSV, XLSX)
"""Of references to works, the preferred one first."""

_OTHER_NAMES: Final = {
    "turtle": "ttl",
    "n3": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "nquads": "nq",
    "n-quads": "nq",
    "rdf+xml": "rdf",
    "rdfxml": "rdf",
    "json-ld": "jsonld",
}
"""What clients call formats in a parameter; SPARQLWrapper's names are among them."""
_OF_GRAPHS: Final = {"xml": "rdf", "json": "jsonld"}
"""What they mean by the name of a format of results where the answer is a graph."""

_HINTS: Final = frozenset({"charset", "profile", "version", "header"})
"""Parameters of a media range that ask for something without excluding the rest (RFC 6906 for `profile`)."""

_ELEMENT: Final = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*+"?)++')
_PART: Final = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*+"?)++')
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_WEIGHT: Final = re.compile(r"[0-9]{0,9}\.?[0-9]{0,9}")


def named(name: str, offers: Sequence[Format]) -> Format | None:
    """Give the offer that a name, a suffix or a media type means, or None."""
    wanted = name.strip().lower().removeprefix(".")
    wanted = _OTHER_NAMES.get(wanted, wanted)
    for meant in (wanted, _OF_GRAPHS.get(wanted)):
        for offer in offers:
            if meant in {offer.name, offer.suffix, offer.media_type}:
                return offer
    for offer in offers:
        if wanted in offer.aliases:
            return replace(offer, media_type=wanted)
    return None


def by_suffix(suffix: str, offers: Sequence[Format] = FORMATS) -> Format | None:
    """Give the offer with a file ending (without its dot), or None."""
    return next((offer for offer in offers if offer.suffix == suffix), None)


def negotiate(accept: str | None, offers: Sequence[Format]) -> Format | None:
    """Choose the offer that an Accept header likes best, the earlier one of equals; None where it accepts none.

    RFC 9110, section 12.5.1: no header accepts anything, the most specific range decides, q=0 refuses. A part of the
    header that is malformed is not there; it never raises. A client that names an alias is given that media type.
    """
    if accept is None or not accept.strip():
        return offers[0] if offers else None
    return _negotiate(accept[:MAX_ACCEPT], tuple(offers))


def quality(accept: str, media_type: str, parameters: frozenset[tuple[str, str]] = frozenset()) -> float:
    """Give the weight, from 0 to 1, that an Accept header gives to a media type with its parameters."""
    return _match(_ranges(accept[:MAX_ACCEPT]), media_type.lower(), parameters)[1]


@lru_cache(maxsize=512)
def _negotiate(accept: str, offers: tuple[Format, ...]) -> Format | None:
    ranges = _ranges(accept)
    if not ranges:
        return offers[0] if offers else None
    best, chosen = 0.0, None
    for offer in offers:
        for media_type in (offer.media_type, *offer.aliases):
            specificity, weight = _match(ranges, media_type, frozenset())
            if media_type != offer.media_type and specificity < 2:
                continue  # a wildcard means the canonical type; an alias has to be asked for by name
            if weight > best:
                best = weight
                chosen = offer if media_type == offer.media_type else replace(offer, media_type=media_type)
    return chosen


@dataclass(frozen=True, slots=True)
class _Range:
    """One media range of an Accept header."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    weight: float

    def specificity(self, type_: str, subtype: str, parameters: frozenset[tuple[str, str]]) -> int:
        """How closely it names a media type, or -1 where it does not match."""
        if self.type == "*":
            return 0
        if self.type != type_:
            return -1
        if self.subtype == "*":
            return 1
        if self.subtype != subtype or not self.parameters <= parameters:
            return -1
        return 2 + len(self.parameters)


def _match(ranges: tuple[_Range, ...], media_type: str, parameters: frozenset[tuple[str, str]]) -> tuple[int, float]:
    """Give how closely the header names a media type (-1: not at all), and the weight."""
    type_, _, subtype = media_type.partition("/")
    best, weight = -1, 0.0
    for found in ranges:
        specificity = found.specificity(type_, subtype, parameters)
        if specificity > best:
            best, weight = specificity, found.weight
    return best, weight


@lru_cache(maxsize=512)
def _ranges(accept: str) -> tuple[_Range, ...]:
    return tuple(_parse(accept))


def _parse(accept: str) -> Iterator[_Range]:
    for element in _ELEMENT.findall(accept):
        media_range, *rest = _PART.findall(element) or [""]
        type_, slash, subtype = (part.strip().lower() for part in media_range.partition("/"))
        if type_ == "*" and not slash:
            subtype = "*"  # Java's HttpURLConnection sends a lone asterisk
        if not _TOKEN.fullmatch(type_) or not _TOKEN.fullmatch(subtype) or (type_ == "*" and subtype != "*"):
            continue
        weight: float | None = 1.0
        parameters: set[tuple[str, str]] = set()
        for part in rest:
            name, _, value = (text.strip() for text in part.partition("="))
            if name.lower() == "q":
                weight = _weight(value)
                break  # what follows the weight are extensions of Accept, not parameters
            if name and name.lower() not in _HINTS:
                parameters.add((name.lower(), value.strip('"').lower()))
        if weight is not None:
            yield _Range(type_, subtype, frozenset(parameters), weight)


def _weight(value: str) -> float | None:
    """Read a weight, leniently (`.5`, `1.0000`); None for what is no number."""
    if not _WEIGHT.fullmatch(value) or not any(map(str.isdigit, value)):
        return None
    return min(float(value), 1.0)
