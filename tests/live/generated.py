"""What generated requests are made of, beside what any text is: words, names and queries that lead somewhere.

It makes no request.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

import schemathesis
from hypothesis import strategies as st

from scholargraph.sparql.examples import examples

T = TypeVar("T")

TEXT: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ASCII: Final = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=30)
ENDINGS: Final = ("", ".html", ".ttl", ".jsonld", ".nt", ".rdf", ".linkset.json", ".bib", ".")
FORMATS: Final = [
    "json",
    "xml",
    "csv",
    "tsv",
    "ttl",
    "turtle",
    "nt",
    "n-triples",
    "rdf",
    "rdf+xml",
    "jsonld",
    "json-ld",
    "nq",
    "trig",
    "html",
    "text/turtle",
    "application/rdf+xml",
    "application/sparql-results+json",
    "text/csv",
    "text/html",
]
NAMES: Final = (
    "ada-quill",
    "benoit-okafor",
    "department-of-imaginary-studies",
    "weather-notes",
    "curation",
    "nobody",
    "a--b",
)
ACCEPTS: Final = st.sampled_from(
    [
        "*/*",
        "",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "text/turtle",
        "application/ld+json",
        "application/n-triples;q=0.5, application/rdf+xml;q=0.4",
        "application/sparql-results+json",
        "application/sparql-results+xml;q=0.9, */*;q=0.1",
        "text/csv",
        "text/tab-separated-values",
        "application/trig, application/n-quads;q=0.3",
        "application/problem+json",
        "image/png",
        "image/*;q=1.5, ;;=, text/html;q=x",
        "*/*;q=0",
    ]
)
CODINGS: Final = st.sampled_from(["identity", "gzip", "gzip;q=0, identity", "br, *;q=0.1"])
KINDS: Final = st.sampled_from(
    [None] * 8
    + [
        "text/plain",
        "application/sparql-update",
        "application/sparql-query; charset=latin-1",
        "multipart/form-data",
        ";",
    ]
)
"""What a body is said to be, where it is not said to be what it is."""
TOKENS: Final = st.sampled_from([None] * 12 + ["Bearer unknown", "bearer ", "Basic eDp5"])

_QUERIES: Final = (
    "ASK {}",
    "SELECT * { ?s ?p ?o } LIMIT 20",
    "SELECT DISTINCT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n)",
    "SELECT ?s ?name { ?s a foaf:Person ; schema:name ?name . FILTER (REGEX(?name, 'q', 'i')) }",
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/> SELECT ?name { ?s a foaf:Person ; foaf:name ?name } ORDER BY ?name OFFSET 1",
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/> CONSTRUCT { ?s foaf:knows ?o } WHERE { ?s foaf:made/^foaf:made ?o } LIMIT 50",
    "DESCRIBE ?s { ?s a <http://xmlns.com/foaf/0.1/Person> } LIMIT 2",
    "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 100",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?s { ?s ?p ?o MINUS { ?s a ?c } } LIMIT 5",
    "SELECT (NOW() AS ?now) (STRUUID() AS ?id) (RAND() AS ?x) {}",
    "SELECT (1/0 AS ?x) (STRDT('a', <urn:t>) AS ?y) (CONCAT('\\u0000', 'ü') AS ?z) {}",
    "CONSTRUCT { <urn:s> <urn:p/1/> 'x\\u0001' } WHERE {}",
    "SELECT ?a ?b { ?a ?p ?x . ?b ?q ?y }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "INSERT DATA { <urn:s> <urn:p> <urn:o> }",
    "DROP ALL",
    "SELECT",
    "",
    f"ASK {'{' * 300}{'}' * 300}",
)
_PIECES: Final = (
    "?s ?p ?o .",
    "?s a ?c .",
    "OPTIONAL { ?s <https://schema.org/name> ?name }",
    "{ ?s ?p 1 } UNION { ?s ?q 'x'@en }",
    "FILTER (BOUND(?name) || !ISIRI(?o))",
    "BIND (STRLEN(STR(?o)) AS ?n)",
    "VALUES ?c { <http://xmlns.com/foaf/0.1/Person> UNDEF }",
    "GRAPH ?g { ?s ?p ?o }",
    "FILTER NOT EXISTS { ?s <urn:none> ?x }",
    "{ SELECT ?s { ?s ?p ?o } LIMIT 3 }",
    "?s (<urn:a>|<https://schema.org/author>)+ ?o .",
    "}",
    "(",
)


def register(base: str) -> None:
    """Say what the document's own kinds of strings are on a site."""
    graphs = st.sampled_from(
        [*(f"{base}graph/{name}" for name in ("evidence", "description", "ontology", "none")), base, "urn:x:ü"]
    )
    for name, strategy in {
        "sparql-query": queries([example.query for example in examples(base)]),
        "graph-iri": mostly(graphs, TEXT),
        "graph-name": mostly(st.sampled_from(["evidence", "description", "ontology", "none"]), TEXT.filter(bool)),
        "format-name": mostly(st.sampled_from(FORMATS), TEXT),
        "thing-name": st.builds("{}{}".format, st.sampled_from(NAMES), st.sampled_from(ENDINGS)) | TEXT.filter(bool),
        "thing-slug": st.sampled_from(NAMES) | TEXT.filter(bool),
        "words": words(),
        "byte-range": ranges(),
    }.items():
        schemathesis.openapi.format(name, strategy)


def mostly(strategy: st.SearchStrategy[T], other: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """Seven of the one to one of the other: Hypothesis would take a strategy that is named twice for one."""
    return st.integers(0, 7).flatmap(lambda drawn: strategy if drawn else other)


def queries(known: Sequence[str]) -> st.SearchStrategy[str]:
    """Queries that are known, queries put together, queries with a fault, and any text."""
    whole = st.sampled_from([*_QUERIES, *known])
    put_together = st.builds(
        lambda pieces, limit: f"SELECT * {{ {' '.join(pieces)} }} LIMIT {limit}",
        st.lists(st.sampled_from(_PIECES), min_size=1, max_size=3),
        st.integers(0, 60),
    )
    quoted = st.builds("ASK {{ ?s ?p '{}' }}".format, TEXT)
    cut = st.builds(
        lambda query, at, put: query[: at % (len(query) + 1)] + put + query[(at + 1) % (len(query) + 1) :],
        whole,
        st.integers(0, 2000),
        TEXT,
    )
    return mostly(whole | put_together | quoted, cut | TEXT)


def words() -> st.SearchStrategy[str]:
    """What people type, what the index would take for a command, and any text."""
    typed = st.sampled_from(["univers", "rivers end", "ada", "Ünïversity", "the", "imag*", "a b c d e f", ""])
    commands = st.sampled_from(
        ['"', '"a', "a OR", "NEAR(a b, 2)", "name:ada", "-ada", "^a", "a* AND (", "\0", "' --", "%"]
    )
    return st.one_of(typed, commands, TEXT, st.builds("{} {}".format, typed, TEXT))


def ranges() -> st.SearchStrategy[str]:
    """Parts of a file, possible and not."""
    first, last = st.integers(0, 200_000), st.integers(0, 200_000)
    return st.one_of(
        st.builds("bytes={}-{}".format, first, last),
        st.builds("bytes={}-".format, first),
        st.builds("bytes=-{}".format, last),
        st.sampled_from(
            ["bytes=0-0", "bytes=9999999-", "bytes=5-2", "bytes=", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6"]
        ),
        ASCII.map(str.strip),
    )
