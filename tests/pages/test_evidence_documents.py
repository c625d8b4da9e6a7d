"""The evidence document of a record, and pages, are the same whatever the store holds of the evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from scholargraph import store
from scholargraph.errors import ResultTooLargeError
from scholargraph.iris import Key
from scholargraph.ntriples import Term, Triple, iri, line
from scholargraph.pages import evidence_documents, record_evidence, representation
from scholargraph.pages.representation import HTML, STATEMENTS
from scholargraph.vocab import OA, PROV, RDF, RDFS, SG
from scholargraph.web.app import create_app
from tests.pages import sites
from tests.pages.test_provenance import joined_from

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.model import Entry
    from scholargraph.pages.site import Site


def joined(entry: Entry) -> Entry:
    return replace(entry, joinings=joined_from(4)) if entry.key == sites.PAPER else entry


@pytest.fixture(scope="module")
def by_fields(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return sites.publish(tmp_path_factory.mktemp("fields"), sites.catalogue(change=joined))


@pytest.fixture(scope="module")
def by_entries(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return sites.publish(tmp_path_factory.mktemp("entries"), sites.catalogue(change=joined), by_entries=True)


@pytest.fixture(scope="module")
def both(by_fields: Settings, by_entries: Settings) -> tuple[Site, Site]:
    return sites.opened(by_fields), sites.opened(by_entries)


def keys() -> list[Key]:
    return list(sites.catalogue().by_key)


def test_pages_are_the_same(both: tuple[Site, Site]) -> None:
    one, other = both
    assert one.evidence is None
    assert other.evidence is not None
    for key in keys():
        for form in (HTML, *STATEMENTS):
            made, again = (representation.of_thing(site, key, form) for site in both)
            assert made == again, (key, form.name)


def test_documents_are_the_same_in_every_format(both: tuple[Site, Site]) -> None:
    for key in keys():
        for form in STATEMENTS:
            made, again = (representation.of_evidence(site, key, form) for site in both)
            assert made == again, (key, form.name)
            assert made.body


def test_together_the_documents_hold_the_whole_evidence_graph(both: tuple[Site, Site]) -> None:
    one, _ = both
    graph = store.graphs(one.reader.info.path)[one.iris.graph("evidence")]
    whole = {
        (quad[0], quad[1]) for quad in (row.split(" ", 2) for row in b"".join(graph.unpacked()).decode().splitlines())
    }
    found = [set(evidence_documents.gather(one, key)) for key in keys()]
    told = {(subject, predicate) for document in found for subject, predicate, _ in document}
    assert told == whole
    assert len(set.union(*found)) == graph.statements


def test_the_store_holds_a_node_a_record_and_source_and_no_words(both: tuple[Site, Site]) -> None:
    one, other = both
    graph = iri(other.iris.graph("evidence"))
    sources = sites.catalogue().sources
    for key in keys():
        thing = other.thing(key)
        for source in sources:
            node = iri(other.iris.node(key, f"entries-{source.name}"))
            told = {(predicate, value) for _, predicate, value in other.reader.about(node, graph)}
            derived = iri(PROV.wasDerivedFrom)
            of_source = iri(other.iris.thing(f"source/{source.name}"))
            page = one.reader.about(iri(one.iris.document(key)))
            assert bool(told) == any(triple[1:] == (derived, of_source) for triple in page), (key, source.name)
            if told:
                assert {(iri(SG.record), thing), (derived, of_source), (iri(RDF.type), iri(SG.EntryEvidence))} <= told
                assert (iri(RDFS.seeAlso), iri(f"{other.iris.document(key)}/evidence")) in told
    asked = store.Reader(other.reader.info)
    assert not asked.select(f"SELECT ?s {{ GRAPH {graph} {{ ?s <{OA.exact}> ?words }} }}")
    assert not asked.select(f"SELECT ?s {{ GRAPH {graph} {{ ?s a <{SG.Evidence}> }} }}")
    places = asked.select(
        f"SELECT ?start {{ GRAPH {graph} {{ ?s a <{SG.EntryEvidence}> ; <{OA.hasTarget}>/<{OA.hasSelector}>/<{OA.start}> ?start }} }}"
    )
    assert len(places) >= len(keys())
    assert other.reader.info.manifest["evidence"] < one.reader.info.manifest["evidence"] / 3


def test_joinings_can_be_asked_for_all_the_same(both: tuple[Site, Site]) -> None:
    for site in both:
        graph = iri(site.iris.graph("evidence"))
        query = f"SELECT ?words {{ GRAPH {graph} {{ ?s <{SG.joining}>/<{SG.joiningReason}> ?why . ?why ?p ?words }} }}"
        assert len(store.Reader(site.reader.info).select(query)) > 4


def test_what_is_too_large_for_a_document_is_in_the_download(
    both: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_documents, "LIMIT", 20)
    for site, name in zip(both, ("dump", "evidence"), strict=True):
        with pytest.raises(ResultTooLargeError, match=rf"more than 20 statements.*/{name}\.nq\.gz"):
            evidence_documents.gather(site, sites.PAPER)


def test_no_more_is_read_than_a_document_holds(both: tuple[Site, Site], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_documents, "LIMIT", 20)
    for site in both:
        read: list[Triple] = []
        evidence = record_evidence.of_record(site, sites.PAPER)

        class Counting:
            pointing_at = staticmethod(evidence.pointing_at)

            @staticmethod
            def about(subject: Term, about: Callable[[Term], list[Triple]] = evidence.about) -> list[Triple]:
                read.extend(found := about(subject))  # noqa: B023 - asked before the next site is
                return found

        monkeypatch.setattr(evidence_documents, "of_record", lambda *_, one=Counting: one)
        with pytest.raises(ResultTooLargeError):
            evidence_documents.gather(site, sites.PAPER)
        assert 20 < len(read) < 40


def test_a_document_is_about_one_record(both: tuple[Site, Site]) -> None:
    for site in both:
        own = f"<{site.iris.document(sites.PAPER)}#"
        found = evidence_documents.gather(site, sites.PAPER)
        others = {subject for subject in found.subjects() if not subject.startswith(own)}
        assert others
        assert all("/source/" in subject for subject in others)


def test_over_http(by_fields: Settings, by_entries: Settings) -> None:
    for settings in (by_fields, by_entries):
        with create_app(settings).test_client() as client:
            address = f"/{sites.PAPER}/evidence"
            made = client.get(address, headers={"Accept": "application/n-triples"})
            assert made.status_code == 200
            assert made.headers["Content-Location"] == f"{address}.nt"
            assert "Accept" in made.headers["Vary"]
            assert client.get(f"{address}.nt").data == made.data
            assert client.get(f"{address}.nt", headers={"If-None-Match": made.headers["ETag"]}).status_code == 304
            lines = made.get_data(as_text=True).splitlines()
            document = f"{settings.base}{sites.PAPER}"
            assert line((iri(f"{document}#evidence"), iri(SG.record), iri(f"{document}#this"))) in lines
            assert client.get(address, headers={"Accept": "text/html"}).status_code == 406
            assert client.get(f"{address}.csv").status_code == 404
            assert client.get("/publication/nothing/evidence").status_code == 404
            assert client.get("/source/facts/evidence").status_code == 404
            moved = client.get(f"/{sites.OLD_KEY}/evidence.ttl")
            assert (moved.status_code, moved.headers["Location"]) == (308, f"/{sites.MIRA}/evidence.ttl")
            page = client.get(f"/{sites.PAPER}", headers={"Accept": "text/html"}).get_data(as_text=True)
            assert f'<a href="{address}">' in page


def test_what_names_the_choice(by_fields: Settings, by_entries: Settings) -> None:
    for settings, there in ((by_fields, False), (by_entries, True)):
        with create_app(settings).test_client() as client:
            made = client.get("/evidence.nq.gz", buffered=True)
            assert made.status_code == (200 if there else 404)
            assert ("dump.nq.gz" in made.get_data(as_text=True)) if not there else made.mimetype == "application/gzip"
            void = client.get("/.well-known/void", headers={"Accept": "application/n-triples"}).get_data(as_text=True)
            assert (f"<{settings.base}evidence.nq.gz>" in void) == there
            assert ("#field-evidence" in void) == there
            for address in ("/", "/sparql"):
                page = client.get(address, headers={"Accept": "text/html"}).get_data(as_text=True)
                assert ("evidence.nq.gz" in page) == there, address
