"""The dataset's own description: every figure and every address of it, counted from what was mapped."""

from __future__ import annotations

from collections import Counter
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping import dataset
from scholargraph.mapping.engine import TYPE
from scholargraph.ntriples import Triple, iri, literal
from scholargraph.vocab import DCAT, DCTERMS, FOAF, SDO, VOID, XSD
from tests.mapping import full

IRIS: Final = Iris("https://site.test/")
SET: Final = iri("https://site.test/#dataset")


def number(value: int) -> str:
    return literal(str(value), datatype=XSD.integer)


def said(summary: dataset.Summary, *, license_iri: str | None = None) -> set[Triple]:
    found = list(dataset.say(summary, iris=IRIS, title="A “site”", license_iri=license_iri))
    assert len(found) == len(set(found))
    return set(found)


def test_the_description_is_this_and_nothing_else() -> None:
    summary = dataset.Summary(
        Counter({iri(SDO.name): 3, TYPE: 2}), Counter({iri(FOAF.Person): 2}), 5, {"person": Key("person/ada")}
    )
    kind, name = iri("https://site.test/#class-foaf-Person"), iri("https://site.test/#property-schema-name")
    typed = iri("https://site.test/#property-rdf-type")
    assert said(summary) == {
        (SET, TYPE, iri(VOID.Dataset)),
        (SET, TYPE, iri(DCAT.Dataset)),
        (SET, iri(DCTERMS.title), literal("A “site”")),
        (SET, iri(VOID.sparqlEndpoint), iri("https://site.test/sparql")),
        (SET, iri(VOID.dataDump), iri("https://site.test/dump.nq.gz")),
        (SET, iri(VOID.uriSpace), literal("https://site.test/")),
        *((SET, iri(VOID.vocabulary), iri(one.base)) for one in dataset.VOCABULARIES),
        (SET, iri(VOID.exampleResource), iri("https://site.test/person/ada#this")),
        (SET, iri(VOID.triples), number(5)),
        (SET, iri(VOID.entities), number(5)),
        (SET, iri(VOID.documents), number(5)),
        (SET, iri(VOID.classes), number(1)),
        (SET, iri(VOID.properties), number(2)),
        (SET, iri(VOID.classPartition), kind),
        (kind, TYPE, iri(VOID.Dataset)),
        (kind, iri(VOID["class"]), iri(FOAF.Person)),
        (kind, iri(VOID.entities), number(2)),
        (SET, iri(VOID.propertyPartition), name),
        (name, TYPE, iri(VOID.Dataset)),
        (name, iri(VOID.property), iri(SDO.name)),
        (name, iri(VOID.triples), number(3)),
        (SET, iri(VOID.propertyPartition), typed),
        (typed, TYPE, iri(VOID.Dataset)),
        (typed, iri(VOID.property), TYPE),
        (typed, iri(VOID.triples), number(2)),
    }


def test_a_licence_is_stated_only_where_the_site_gives_one() -> None:
    with_licence = said(dataset.Summary(), license_iri=full.LICENSE)
    assert with_licence - said(dataset.Summary()) == {(SET, iri(DCTERMS.license), iri(full.LICENSE))}


def test_a_summary_adds_up_shards_and_keeps_the_first_key_of_each_collection() -> None:
    summary = dataset.Summary()
    shards = [full.mapped(record) for record in (full.PERSON, full.SERVICE)]
    for shard in shards:
        summary.add(shard)
    assert summary.properties == shards[0].counts.properties + shards[1].counts.properties
    assert summary.classes == shards[0].counts.classes + shards[1].counts.classes
    for key in ("person/a", "person/b", "venue/c"):
        summary.add_record(Key(key))
    assert (summary.records, summary.examples) == (3, {"person": "person/a", "venue": "venue/c"})
