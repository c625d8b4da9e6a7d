"""Reads the JSON-LD of a page as a stranger would: PyLD finds it in the HTML, and schema.org's own context expands it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph
from pyld import jsonld

from scholargraph.vocab import SDO

VENDOR: Final = Path(__file__).parents[2] / "ontology" / "vendor" / "schemaorg-30.0-all-https.ttl"
HTTP: Final = "http://schema.org/"

Statement = tuple[str, str, str, str]
"""Subject, predicate, object (an IRI, or words), and the object's language."""


@cache
def context() -> dict[str, Any]:
    """The context that schema.org publishes, made from its vocabulary by its own rule: URLs are IRIs, dates are typed."""
    ranges: dict[str, set[str]] = {}
    for quad in pyoxigraph.parse(path=VENDOR, format=pyoxigraph.RdfFormat.TURTLE):
        if str(quad.predicate) == "<https://schema.org/rangeIncludes>":
            ranges.setdefault(str(quad.subject)[1:-1], set()).add(
                str(quad.object)[1:-1].removeprefix("https://schema.org/")
            )
    terms: dict[str, Any] = {"@vocab": HTTP, "type": "@type", "id": "@id"}
    for iri, kinds in ranges.items():
        name = iri.removeprefix("https://schema.org/")
        if SDO.base + name not in set(SDO):  # what is not said here needs no expansion, and PyLD its time
            continue
        terms[name] = {"@id": HTTP + name}
        if "URL" in kinds and "Text" not in kinds:
            terms[name]["@type"] = "@id"
        elif kinds & {"Date", "DateTime"}:
            terms[name]["@type"] = HTTP + ("Date" if "Date" in kinds else "DateTime")
    return terms


def _load(url: str, _options: object) -> dict[str, Any]:
    assert url.rstrip("/") in {"https://schema.org", "http://schema.org"}, f"a page needs {url}"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": context()},
    }


def extracted(html: bytes, url: str) -> Any:
    """Every JSON-LD block of a page."""
    return jsonld.load_html(html.decode(), url, None, {"extractAllScripts": True})


def statements(html: bytes, url: str) -> set[Statement]:
    """The statements of a page's JSON-LD, with https and without the datatypes that the context puts in."""
    read = jsonld.to_rdf(extracted(html, url), {"format": "application/n-quads", "documentLoader": _load, "base": url})
    return {_plain(quad) for quad in pyoxigraph.parse(read, format=pyoxigraph.RdfFormat.N_QUADS)}


def said(lines: Iterator[str] | list[str]) -> set[Statement]:
    """The same of N-Triples."""
    return {_plain(quad) for quad in pyoxigraph.parse("\n".join(lines), format=pyoxigraph.RdfFormat.N_TRIPLES)}


def _plain(quad: pyoxigraph.Quad) -> Statement:
    value = quad.object
    language = value.language or "" if isinstance(value, pyoxigraph.Literal) else "<>"
    terms = (quad.subject, quad.predicate, value)
    subject, predicate, words = (re.sub("^http://schema.org/", "https://schema.org/", term.value) for term in terms)  # type: ignore[union-attr]
    return subject, predicate, words, language
