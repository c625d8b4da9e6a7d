"""What a page's statements are, and that every format says exactly them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from pyld.jsonld import to_rdf
from rdflib.compare import isomorphic

from scholargraph import formats
from scholargraph.errors import InternalError
from scholargraph.iris import Iris, Key
from scholargraph.ntriples import Term, iri, line, literal
from scholargraph.pages import graph, jsonld, rdfxml, representation, turtle
from scholargraph.pages.graph import Graph
from scholargraph.store import Snapshots
from tests import dumps
from tests.pages import sites

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.pages.site import Site

DOCUMENT = f"{sites.BASE}{sites.PAPER}"
RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}
KEYS = [record.key for record in sites.records()] + [Key("source/notes"), Key("source/facts")]
NAMES = {rdflib.URIRef(name) for name in (
    "https://schema.org/name", "http://xmlns.com/foaf/0.1/name", "http://purl.org/dc/terms/title",
)}  # fmt: skip


def read(body: bytes, suffix: str, base: str = DOCUMENT) -> rdflib.Graph:
    if suffix == "jsonld":  # rdflib warns of itself when it reads JSON-LD
        body, suffix = to_rdf(json.loads(body), {"format": "application/n-quads"}).encode(), "nt"
    return rdflib.Graph().parse(data=body, format=RDFLIB[suffix], publicID=base)


@pytest.fixture(scope="session")
def default_graph(settings: Settings) -> rdflib.Graph:
    """The default graph as the dump has it, read by somebody else's parser."""
    named = tuple(f"<{sites.BASE}graph/{name}> ." for name in ("evidence", "description", "ontology"))
    lines = [
        text for text in dumps.text(Snapshots(settings.work).require().path).splitlines() if not text.endswith(named)
    ]
    stated = rdflib.Graph().parse(data="\n".join(lines), format="nt")
    assert len(stated) > 300
    return stated


def expected(stated: rdflib.Graph, key: str) -> rdflib.Graph:
    """The thing, its document, hash nodes and list cells, names of neighbours: said once more, in rdflib."""
    document = sites.BASE + key
    waiting = [rdflib.URIRef(f"{document}#this"), rdflib.URIRef(document)]
    met, found, page = set(waiting), set(), rdflib.Graph()
    while waiting:
        subject = waiting.pop()
        for triple in stated.triples((subject, None, None)):
            page.add(triple)
            if isinstance(triple[2], rdflib.URIRef) and triple[2] not in met:
                if triple[2].startswith(f"{document}#"):
                    met.add(triple[2])
                    waiting.append(triple[2])
                else:
                    found.add(triple[2])
    for neighbour in found:
        for name in NAMES:
            for value in stated.objects(neighbour, name):
                page.add((neighbour, name, value))
    return page


@pytest.mark.parametrize("key", KEYS)
def test_the_four_formats_of_a_page_are_the_same_graph_without_blank_nodes(
    site: Site, default_graph: rdflib.Graph, key: Key
) -> None:
    wanted = expected(default_graph, key)
    assert len(wanted) > 2
    for form in representation.STATEMENTS:
        made = representation.of_thing(site, key, form)
        found = read(made.body, form.suffix)
        assert not [node for triple in found for node in triple if isinstance(node, rdflib.BNode)]
        assert isomorphic(found, wanted), form.label
        assert made.content_type.startswith(form.media_type)


def test_a_page_holds_neither_evidence_nor_other_pages(site: Site) -> None:
    body = representation.of_thing(site, sites.PAPER, formats.NTRIPLES).body.decode()
    assert "evidence" not in body
    assert "Mira studies tides" not in body, "of a neighbour the name is said, not the rest"
    assert '"Mira Oduya"' in body


def test_an_unknown_thing_has_no_page(site: Site) -> None:
    assert not representation.exists(site, "publication/nothing")
    assert not list(graph.of_page(site.reader, Iris(sites.BASE), "publication/nothing"))


def test_the_authors_of_a_page_come_in_the_order_of_the_list_beyond_ten(tmp_path: Path) -> None:
    from scholargraph.model import Contribution

    names = [f"Author {letter}" for letter in "QWERTZUIOPASDF"]
    crowd = tuple(Contribution.of(name, position=place) for place, name in enumerate(names, 1))
    work = sites.paper(contributions=crowd, venue=None, about=(), cites=())
    made = sites.opened(sites.publish(tmp_path, sites.catalogue([work])))
    page = graph.of_page(made.reader, made.iris, sites.PAPER)
    found = graph.authors(page, made.thing(sites.PAPER))
    assert [site_name(page, who) for who in found] == names


def site_name(page: Graph, who: Term) -> str | None:
    from scholargraph.vocab import SDO

    return page.words(who, SDO.name)


def test_a_list_that_goes_round_ends() -> None:
    from scholargraph.vocab import RDF

    cell = iri("http://e.example/#1")
    loop = Graph([(cell, iri(RDF.first), iri("http://e.example/a")), (cell, iri(RDF.rest), cell)])
    assert loop.sequence(cell) == ["<http://e.example/a>"]


# ---- every literal survives every format ----

NASTY = [
    "plain", 'quote " and \\ backslash', "line\nfeed", "carriage\rreturn\r\nboth", "tab\there", "'''\"\"\"", "<b>&amp;</b>]]>",
    "</script><!--", "ünïcödé 李伟 עברית \U0001f30a", "\u2028\u2029\u202e\u2066", "\u00a0", " leading and trailing ", '^^<x>"@en',
    "{'@id': 'x'}", "a" * 5000, "\x7f", "\u0085",
]  # fmt: skip


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("more", [{}, {"language": "ar-latn"}, {"datatype": "http://www.w3.org/2001/XMLSchema#token2"}])
def test_every_literal_reads_back_the_same_in_every_format(words: str, more: dict[str, str]) -> None:
    subject = iri(f"{DOCUMENT}#this")
    triple = (subject, iri("https://schema.org/name"), literal(words, **more))
    page = Graph([triple, (subject, iri("http://e.example/other#p"), iri("http://e.example/ü?a=b&c='d'"))])
    wanted = rdflib.Graph()
    wanted.add((
        rdflib.URIRef(f"{DOCUMENT}#this"),
        rdflib.URIRef("https://schema.org/name"),
        rdflib.Literal(words, lang=more.get("language"), datatype=more.get("datatype"), normalize=False),
    ))  # fmt: skip
    wanted.add((
        rdflib.URIRef(f"{DOCUMENT}#this"), rdflib.URIRef("http://e.example/other#p"),
        rdflib.URIRef("http://e.example/ü?a=b&c='d'"),
    ))  # fmt: skip
    for suffix, body in (
        ("ttl", turtle.write(page, DOCUMENT)),
        ("rdf", rdfxml.write(page)),
        ("jsonld", jsonld.write(page)),
        ("nt", "".join(line(one) + "\n" for one in page)),
    ):
        assert set(read(body.encode(), suffix)) == set(wanted), suffix


def test_rdfxml_replaces_what_xml_cannot_hold_and_stays_well_formed() -> None:
    from lxml import etree

    page = Graph([(iri("http://e.example/a"), iri("https://schema.org/name"), literal("form\x0cfeed \x00 \ufffe"))])
    body = rdfxml.write(page).encode()
    root = etree.fromstring(body)
    assert root.xpath("string()").strip() == "form\ufffdfeed \ufffd \ufffd"


def test_rdfxml_refuses_a_predicate_that_is_no_xml_name() -> None:
    page = Graph([(iri("http://e.example/a"), iri("http://e.example/1/"), literal("x"))])
    with pytest.raises(InternalError, match="no XML name"):
        rdfxml.write(page)


def test_rdfxml_names_namespaces_that_have_no_prefix() -> None:
    triples = [
        (iri("http://e.example/a"), iri(f"http://{host}.example/ns/{name}"), literal("x"))
        for host in ("one", "two") for name in ("p", "q")
    ]  # fmt: skip
    assert set(read(rdfxml.write(Graph(triples)).encode(), "rdf")) == set(
        read("".join(line(one) + "\n" for one in triples).encode(), "nt")
    )


def test_turtle_writes_numbers_and_truth_bare_only_where_they_are_canonical() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    subject = iri(f"{DOCUMENT}#this")
    values = [
        ("5", "integer"),
        ("05", "integer"),
        ("x", "integer"),
        ("true", "boolean"),
        ("1", "boolean"),
        ("2024", "gYear"),
    ]
    page = Graph(
        (subject, iri("https://schema.org/name"), literal(value, datatype=xsd + kind)) for value, kind in values
    )
    text = turtle.write(page, DOCUMENT)
    found = {
        (str(value), str(value.datatype))
        for value in read(text.encode(), "ttl").objects()
        if isinstance(value, rdflib.Literal)
    }
    assert {("5", f"{xsd}integer"), ("2024", f"{xsd}gYear"), ("true", f"{xsd}boolean")} <= found
    assert '"x"^^xsd:integer' in text
    assert '"1"^^xsd:boolean' in text


def test_turtle_is_short_for_people(site: Site) -> None:
    text = representation.of_thing(site, sites.PAPER, formats.TURTLE).body.decode()
    assert text.startswith(f"@base <{DOCUMENT}> .\n")
    assert "\n<#this>\n    a " in text
    assert "bibo:authorList <#authors-1>" in text
    assert text.index("<#this>\n    a ") < text.index("<#authors-1>\n") < text.index("<#authors-2>\n")
    assert "prefix oa:" not in text, "a prefix that is not used is not declared"


def test_jsonld_needs_no_other_document(site: Site) -> None:
    told = json.loads(representation.of_thing(site, sites.PAPER, formats.JSONLD).body)
    assert set(told) == {"@context", "@graph"}
    assert all(isinstance(value, str) and value.startswith("http") for value in told["@context"].values())
    assert "@list" not in json.dumps(told)


def test_bodies_are_the_same_each_time(site: Site, settings: Settings) -> None:
    again = sites.opened(settings)
    for form in (representation.HTML, *representation.STATEMENTS):
        first, second = (representation.of_thing(one, sites.PAPER, form).body for one in (site, again))
        assert first == second
