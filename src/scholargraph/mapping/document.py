"""How pages and sources are said: what a page is about, what it was derived from, when its sources were fetched.

It states no dates but those the site gives: no clock, no file times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from scholargraph.iris import Iris
from scholargraph.mapping.engine import TYPE
from scholargraph.model import Publication, Source
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import BIBO, DCTERMS, FOAF, PROV, SDO, SG, VOID, XSD

DATASET = "dataset"
"""The fragment of the dataset's IRI at the site's base."""

_PRIMARY_TOPIC: Final = iri(FOAF.primaryTopic)
_MAIN_ENTITY: Final = iri(SDO.mainEntity)


def page_lines(page: Term, thing: Term, ends: Iterable[str]) -> list[str]:
    """Say the document about a record; `ends` are what `page_line_ends` gives for its collection and sources."""
    return [
        f"{page} {_PRIMARY_TOPIC} {thing} .",
        f"{page} {_MAIN_ENTITY} {thing} .",
        *[f"{page}{end}" for end in ends],
    ]


def page_line_ends(
    collection: str, sources: Sequence[Source], *, iris: Iris, license_iri: str | None
) -> tuple[str, ...]:
    """What follows a page in the lines that all pages of a collection have that were read from the same sources.

    A person's is a profile page.
    """
    person = (FOAF.PersonalProfileDocument, SDO.ProfilePage)
    kinds = (FOAF.Document, BIBO.Webpage, *(person if collection == "person" else (SDO.WebPage,)))
    found = [(TYPE, iri(kind)) for kind in kinds]
    found.append((iri(VOID.inDataset), iri(f"{iris.base}#{DATASET}")))
    if license_iri is not None:
        found.append((iri(DCTERMS.license), iri(license_iri)))
    found += [(iri(PROV.wasDerivedFrom), iri(iris.thing(f"source/{source.name}"))) for source in sources]
    fetched = [source.retrieved for source in sources if source.retrieved is not None]
    if fetched:
        newest = literal(max(fetched).isoformat(), datatype=XSD.date)
        found += [(iri(DCTERMS.modified), newest), (iri(SDO.dateModified), newest)]
    return tuple(f" {predicate} {value} ." for predicate, value in found)


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
