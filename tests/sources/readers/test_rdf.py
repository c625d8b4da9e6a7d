"""RDF of others and our own, in every syntax: the same records, and nothing fetched."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse, serialize

from scholargraph.acquire import Resolver, item_of
from scholargraph.errors import SourceError
from scholargraph.model import (
    Organization,
    Person,
    Publication,
    PublicationType,
    Rejected,
    SourceRecord,
    TextSpan,
    Venue,
    VenueType,
)
from scholargraph.sources.readers.rdf import SOURCE
from scholargraph.sources.readers.rdf.predicates import ALIASES, local_name
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.growth import grows_in_proportion

ROOT: Final = Path(__file__).resolve().parents[3]

TURTLE: Final = """\
@prefix bibo: <http://purl.org/ontology/bibo/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://nowhere.example/id/> .

:tides a bibo:AcademicArticle ;
    dcterms:title "Marées de nulle part"@fr ;
    bibo:authorList ( :ada [ a foaf:Person ; foaf:name "Benoît Okafor" ] ) ;
    dcterms:creator :ada ;
    dcterms:issued "2021-03-04"^^xsd:date ;
    dcterms:isPartOf :journal ;
    bibo:volume "7" ; bibo:issue "2" ; bibo:pageStart "12" ; bibo:pageEnd "34" ;
    bibo:doi "10.5555/tides" .

:journal a bibo:Journal ; dcterms:title "Journal of Imaginary Geography" ; bibo:issn "2049-3630" .

:ada a foaf:Person ; foaf:name "Ada Quill" ; foaf:givenName "Ada" ; foaf:familyName "Quill" ;
    foaf:homepage <https://nowhere.example/ada> ; schema:sameAs <https://orcid.org/0000-0002-1825-0097> .

:thesis a schema:Thesis ; schema:name "On Tides" ; schema:author :ada ; schema:datePublished "2019"^^xsd:gYear .
"""
SYNTAXES: Final = {
    "ttl": "turtle",
    "nt": "n-triples",
    "nq": "n-quads",
    "trig": "trig",
    "rdf": "rdf-xml",
    "jsonld": "json-ld",
}


def read(text: str | bytes, name: str = "works.ttl", **options: Any) -> list[Any]:
    return list(SOURCE.read(item_of(text, id=name), SOURCE.checked(options)))


def written(suffix: str) -> str:
    """Give the statements of TURTLE in another syntax, by the engine and not by what reads it."""
    formats = {
        "ttl": RdfFormat.TURTLE,
        "nt": RdfFormat.N_TRIPLES,
        "nq": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
        "rdf": RdfFormat.RDF_XML,
        "jsonld": RdfFormat.JSON_LD,
    }
    quads = [Quad(one.subject, one.predicate, one.object) for one in parse(TURTLE, format=RdfFormat.TURTLE)]
    found = serialize(quads, format=formats[suffix])
    assert found is not None
    return found.decode("utf-8")


def records(found: list[Any], kind: type) -> list[Any]:
    return [one.record for one in found if isinstance(one, SourceRecord) and isinstance(one.record, kind)]


def said(found: list[Any]) -> set[str]:
    """Give what is said, without places and keys: these follow from the syntax."""
    lines = set()
    for one in found:
        assert isinstance(one, SourceRecord), one
        lines |= {
            f"{type(one.record).__name__} {each.field} {each.value!r}"
            for each in one.attributions
            if each.field != "gaps"
        }
    return lines


def places(text: str | bytes, name: str, found: list[Any]) -> None:
    with Resolver(item_of(text, id=name)) as resolver:
        for one in found:
            for each in one.attributions if isinstance(one, SourceRecord) else ():
                assert resolver.resolve(each.evidence.locator) == each.evidence.quote


class TestRdf(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(TURTLE, entries=2, record=Publication, id="works.ttl"),
        Sample(
            "".join(
                sorted(
                    rdflib.Graph().parse(data=TURTLE, format="turtle").serialize(format="nt").splitlines(keepends=True)
                )
            ),
            entries=2,
            record=Publication,
            id="works.nt",
        ),
        Sample(TURTLE, entries=1, record=Venue, id="works", options={"syntax": "turtle"}),
    )
    broken = (
        Broken("", says="empty", id="a.ttl"),
        Broken(b"\0", says="binary", id="a.ttl"),
        Broken(b"\xff\xfe", says="UTF-8", id="a.ttl"),
        Broken(TURTLE + "\n:x :y", says="breaks off", id="a.ttl", records=4),
        Broken(
            "<http://a.example/x> <http://a.example/y> <http://a.example/z> .",
            says="describes no work",
            id="a.nt",
            records=0,
        ),
        Broken('<!DOCTYPE x [<!ENTITY a "b">]><rdf:RDF/>', says="DOCTYPE", id="a.rdf"),
        Broken("[ " * 1000, says="brackets", id="a.ttl"),
        Broken('{"a":' * 1000, says="brackets", id="a.jsonld"),
        Broken(
            '{"@context": "https://nowhere.example/context", "@type": "Book"}',
            says="breaks off",
            id="a.jsonld",
            records=0,
        ),
    )


def test_what_turtle_says() -> None:
    found = read(TURTLE)
    tides, thesis = sorted(records(found, Publication), key=lambda one: one.type)
    (person,), (venue,) = records(found, Person), records(found, Venue)
    assert (tides.title.value, tides.title.language) == ("Marées de nulle part", "fr")
    assert [(one.printed_name, one.position, one.agent.record) for one in tides.contributions] == [
        ("Ada Quill", 1, person.key),
        ("Benoît Okafor", 2, None),
    ]
    assert not tides.authors_complete
    assert tides.type is PublicationType.JOURNAL_ARTICLE
    assert (str(tides.issued), tides.volume, tides.issue, tides.pages.first, tides.pages.last) == (
        "2021-03-04",
        "7",
        "2",
        "12",
        "34",
    )
    assert tides.venue == venue.key
    assert (venue.type, [str(one) for one in venue.identifiers]) == (VenueType.JOURNAL, ["issn:2049-3630"])
    assert (person.given_name, person.family_name, person.homepage) == ("Ada", "Quill", "https://nowhere.example/ada")
    assert [str(one) for one in person.identifiers] == ["orcid:0000-0002-1825-0097"]
    assert thesis.type is PublicationType.THESIS
    assert [one.position for one in thesis.contributions] == [None]  # statements have no order
    places(TURTLE, "works.ttl", found)


@pytest.mark.parametrize("suffix", SYNTAXES)
def test_every_syntax_says_the_same(suffix: str) -> None:
    text = written(suffix)
    found = read(text, f"works.{suffix}")
    assert said_without_keys(found) == said_without_keys(read(TURTLE))
    places(text, f"works.{suffix}", found)
    assert said_without_keys(read(text, "works", syntax=SYNTAXES[suffix])) == said_without_keys(found)


def said_without_keys(found: list[Any]) -> list[str]:
    return sorted(said(found))


def _stands(text: str, one: Rejected) -> str:
    assert isinstance(one.locator, TextSpan)
    return text.encode()[one.locator.start : one.locator.end].decode()


def test_a_broken_line_costs_itself_only() -> None:
    lines = rdflib.Graph().parse(data=TURTLE, format="turtle").serialize(format="nt").splitlines()
    whole = said(read("\n".join(lines), "a.nt"))
    spoilt = [*lines[:5], "<http://x y> broken", *lines[5:9], '"literal" <http://a.example/b> .', *lines[9:]]
    found = read("\n".join(spoilt), "a.nt")
    faults = [one for one in found if isinstance(one, Rejected) and isinstance(one.locator, TextSpan)]
    assert [_stands("\n".join(spoilt), one) for one in faults] == [
        spoilt[5],
        spoilt[10],
    ]
    assert said([one for one in found if isinstance(one, SourceRecord)]) == whole
    places("\n".join(spoilt), "a.nt", found)


def test_lines_have_the_places_of_their_values() -> None:
    text = rdflib.Graph().parse(data=TURTLE, format="turtle").serialize(format="nt")
    for one in read(text, "a.nt"):
        for each in one.attributions:
            if each.field in {"volume", "issue", "given_name", "family_name"}:
                begun = text.encode().rfind(b"\n", 0, each.evidence.locator.start) + 1
                line = text.encode()[begun:].split(b"\n", 1)[0].decode()
                assert line.split()[1].rsplit("/", 1)[-1].rstrip(">") in {"volume", "issue", "givenName", "familyName"}
                assert each.evidence.quote == each.value


@pytest.mark.parametrize(
    ("context", "name"),
    [
        ("https://schema.org", "works.jsonld"),
        (["https://schema.org", {"@language": "en"}], "works.json"),
        ("http://schema.org/", "works"),
    ],
)
def test_json_ld_of_schema_org_needs_no_fetching(context: Any, name: str) -> None:
    text = json.dumps(
        {"@context": context, "@type": "Book", "name": "Maps", "author": {"@type": "Person", "name": "Ada Quill"}}
    )
    (book,) = records(read(text, name), Publication)
    assert (book.title.value, book.type, book.contributions[0].printed_name) == (
        "Maps",
        PublicationType.BOOK,
        "Ada Quill",
    )


def test_named_graphs_count_only_without_a_default_graph() -> None:
    one = '<http://a.example/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Book> {0}.\n<http://a.example/b> <https://schema.org/name> "{1}" {0}.\n'
    inside = one.format("<http://a.example/g> ", "In a graph").replace("/b>", "/c>")
    assert [each.title.value for each in records(read(inside, "a.nq"), Publication)] == ["In a graph"]
    assert [each.title.value for each in records(read(one.format("", "Default") + inside, "a.nq"), Publication)] == [
        "Default"
    ]


def test_our_own_statements_come_back(shared: Path) -> None:
    """What the example site states (its golden statements) is read as the records that it was made of."""
    files = sorted((ROOT / "tests" / "mapping").rglob("*.nt"))
    assert files
    kinds = set()
    for path in files:
        found = read(path.read_bytes(), path.name)
        places(path.read_bytes(), path.name, found)
        kinds |= {type(one.record) for one in found if isinstance(one, SourceRecord)}
    assert {Person, Publication, Organization, Venue} <= kinds


def test_a_site_comes_back_from_what_it_exports(example_site: Path, tmp_path: Path) -> None:
    """The example site, exported and published anew, states the same but for what the syntax has no place for."""
    first = _statements(example_site)
    (tmp_path / "site.nt").write_text("".join(f"{line}\n" for line in sorted(first)), "utf-8")
    (tmp_path / "scholargraph.toml").write_text(
        '[site]\ntitle = "Back"\nbase = "http://127.0.0.1:8000/"\nlanguage = "en"\n'
        '[[source]]\nname = "rdf"\nkind = "rdf"\npath = "site.nt"\n',
        "utf-8",
    )
    again = _statements(tmp_path)
    # Where it comes from, conflicts, gaps and when a page was changed are of the sources, not of the statements.
    own = re.compile(r"prov#|/source/|[cC]onflict|#gap>|modified>|dateModified>|license>|LearningResource>")
    assert sorted(line for line in first - again if not own.search(line)) == []
    assert sorted(line for line in again - first if not own.search(line)) == []
    assert len(first & again) > 900


def _statements(site: Path) -> set[str]:
    command = [sys.executable, "-m", "scholargraph"]
    subprocess.run([*command, "publish", str(site)], capture_output=True, check=True)
    done = subprocess.run([*command, "export", str(site), "--format", "nt"], capture_output=True, check=True, text=True)
    return set(done.stdout.splitlines())


def test_every_alias_is_a_term_that_is_known() -> None:
    assert all(
        local_name(f"http://purl.org/dc/terms/{name.split(':')[1]}") == name
        for name in ALIASES
        if name.startswith("dcterms:")
    )
    assert local_name("http://schema.org/name") == local_name("https://schema.org/name") == "name"
    assert local_name("https://nowhere.example/name") is None


def test_mutants_raise_nothing() -> None:
    draw = random.Random(5)  # noqa: S311 - the same each time
    originals = [(suffix, written(suffix).encode()) for suffix in SYNTAXES]
    for _ in range(300):
        suffix, data = draw.choice(originals)
        spoilt = bytearray(data)
        for _ in range(draw.randrange(1, 6)):
            at = draw.randrange(len(spoilt))
            spoilt[at : at + draw.choice([0, 1, 20])] = draw.choice(
                [b"<", b">", b'"', b".", b"[", b")", b"\\", b"", b"\xff", b"@"]
            )
        with suppress(SourceError):
            found = read(bytes(spoilt), f"a.{suffix}")
            places(bytes(spoilt), f"a.{suffix}", found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<a:b> <c:d> " + "[ <e:f> " * 100_000, "a.ttl"),
        ("(" * 1_000_000, "a.ttl"),
        ('"' * 1_000_000, "a.ttl"),
        ("[" * 1_000_000, "a.jsonld"),
        ("<a>" * 300_000, "a.rdf"),
        ("<a " * 500_000, "a.rdf"),
        ("x\n" * 500_000, "a.nt"),
        ('<http://a.example/s> <http://xmlns.com/foaf/0.1/name> "a" .\n' * 250_000, "a.nt"),
    ],
    ids=lambda text: text[:20],
)
def test_no_document_takes_longer_than_it_is_long(text: str, name: str) -> None:
    def take(size: int) -> None:
        with suppress(SourceError):
            read(text[:size], name)

    assert grows_in_proportion(take, len(text))
