"""How pages and sources are said: what a page is about, what it was derived from, when its sources were fetched.

It states no dates but those the site gives: no clock, no file times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scholargraph.iris import Iris, Key
from scholargraph.mapping.engine import TYPE
from scholargraph.model import Publication, Source
from scholargraph.ntriples import Triple, iri, literal
from scholargraph.vocab import BIBO, DCTERMS, FOAF, PROV, SDO, SG, VOID, XSD

DATASET = "dataset"
"""The fragment of the dataset's IRI at the site's base."""


def say_page(key: Key, sources: Iterable[Source], *, iris: Iris, license_iri: str | None) -> Iterator[Triple]:
    """Say the document about a record; a person's is a profile page."""
    page, thing = iri(iris.document(key)), iri(iris.thing(key))
    yield (page, TYPE, iri(FOAF.Document))
    yield (page, TYPE, iri(BIBO.Webpage))
    if key.collection == "person":
        yield (page, TYPE, iri(FOAF.PersonalProfileDocument))
        yield (page, TYPE, iri(SDO.ProfilePage))
    else:
        yield (page, TYPE, iri(SDO.WebPage))
    yield (page, iri(FOAF.primaryTopic), thing)
    yield (page, iri(SDO.mainEntity), thing)
    yield (page, iri(VOID.inDataset), iri(f"{iris.base}#{DATASET}"))
    if license_iri is not None:
        yield (page, iri(DCTERMS.license), iri(license_iri))
    used = list(sources)
    for source in used:
        yield (page, iri(PROV.wasDerivedFrom), iri(iris.thing(f"source/{source.name}")))
    fetched = [source.retrieved for source in used if source.retrieved is not None]
    if fetched:
        newest = literal(max(fetched).isoformat(), datatype=XSD.date)
        yield (page, iri(DCTERMS.modified), newest)
        yield (page, iri(SDO.dateModified), newest)


def say_parts(work: Publication, *, iris: Iris) -> Iterator[Triple]:
    """Say on which profile pages a work is listed: those of the persons who contributed to it."""
    for contribution in work.contributions:
        if contribution.person is not None:
            yield (iri(iris.document(contribution.person)), iri(SDO.hasPart), iri(iris.thing(work.key)))


def say_source(source: Source, *, iris: Iris) -> Iterator[Triple]:
    """Say a source: the name of its file, what kind it is, where and when it was fetched."""
    thing = iri(iris.thing(f"source/{source.name}"))
    yield (thing, TYPE, iri(SG.Source))
    yield (thing, TYPE, iri(PROV.Entity))
    yield (thing, iri(DCTERMS.title), literal(source.path))
    yield (thing, iri(DCTERMS.description), literal(source.kind))
    if source.url is not None:
        yield (thing, iri(PROV.hadPrimarySource), iri(source.url))
    if source.retrieved is not None:
        yield (thing, iri(DCTERMS.modified), literal(source.retrieved.isoformat(), datatype=XSD.date))
