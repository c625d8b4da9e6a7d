"""Sites made by hand for the tests of pages and web: records in, a published snapshot out, without any source or shape."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from scholargraph import store
from scholargraph.config import Settings, SourceSettings
from scholargraph.identifiers import parse_identifier, parse_url
from scholargraph.iris import Iris, Key
from scholargraph.mapping import dataset, statements
from scholargraph.model import (
    Contribution,
    ContributorRole,
    Evidence,
    Gap,
    Organization,
    OrganizationType,
    Pages,
    PartialDate,
    Person,
    Project,
    Publication,
    PublicationStatus,
    PublicationType,
    Record,
    Role,
    RoleKind,
    RoleStatus,
    Service,
    ServiceType,
    Software,
    SoftwareType,
    Span,
    Text,
    Venue,
    VenueType,
    Version,
)
from scholargraph.ntriples import Triple, iri, line
from scholargraph.pages import listings
from scholargraph.pages.listings import Listings
from scholargraph.pages.ontology import concepts
from scholargraph.pages.site import Site
from scholargraph.reconcile.catalogue import Alternative, Catalogue, Claim, Conflict, Source

BASE: Final = "http://127.0.0.1:8000/"
LICENSE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"

MIRA: Final = Key("person/mira-oduya")
PAPER: Final = Key("publication/a-theory-of-tides")
LOST: Final = Key("publication/we-ask-what-a-tide-would-do")
BOOK: Final = Key("publication/liber-de-aqua")
OLD_KEY: Final = Key("person/m-oduya")


def evidence(quote: str, *, source: str = "notes", line: int = 1, **more: Any) -> Evidence:
    """A place in a source; where it starts does not matter to a page."""
    return Evidence(source, Span(100 * line, 100 * line + len(quote), line, 5), quote, **more)


def person(key: Key = MIRA, **more: Any) -> Person:
    """The scholar of the tests; nobody of that name is meant."""
    given: dict[str, Any] = {
        "key": key,
        "name": "Mira Oduya",
        "given_name": "Mira",
        "family_name": "Oduya",
        "alternate_names": ("ミラ・オドゥヤ",),
        "biography": Text("Mira studies tides that never were.\n\nShe keeps bees & reads <old> maps.", "en"),
        "topics": (Text("tides"), Text("marées", "fr")),
        "roles": (
            Role(
                organization=Key("organization/institute"),
                kind=RoleKind.EMPLOYMENT,
                title=Text("professor"),
                status=RoleStatus.CURRENT,
                start=PartialDate(2015),
            ),
            Role(
                organization=Key("organization/tide-group"),
                kind=RoleKind.MEMBERSHIP,
                title=Text("co-lead"),
                status=RoleStatus.CURRENT,
            ),
            Role(
                organization=Key("organization/harbour"),
                kind=RoleKind.EMPLOYMENT,
                title=Text("pilot"),
                status=RoleStatus.FORMER,
            ),
            Role(organization=Key("organization/harbour"), kind=RoleKind.EMPLOYMENT),
            Role(
                organization=Key("organization/university"),
                kind=RoleKind.EDUCATION,
                title=Text("PhD"),
                status=RoleStatus.FORMER,
            ),
        ),
        "homepage": parse_url("https://oduya.example.org/"),
        "links": (parse_url("https://social.example.org/@mira"),),
        "identifiers": (parse_identifier("orcid:0000-0002-1825-0097"),),
    }
    return Person(**{**given, **more})


def paper(key: Key = PAPER, **more: Any) -> Publication:
    """A paper of which everything is known."""
    given: dict[str, Any] = {
        "key": key,
        "type": PublicationType.CONFERENCE_PAPER,
        "title": Text("A Theory of Tides: \\citep{x} & “Other” Waters", "en"),
        "alternate_titles": (Text("Eine Theorie der Gezeiten", "de"),),
        "abstract": Text("We show 15\\% more tides.\nAnd foam.", "en"),
        "abstract_cleaned": Text("We show 15% more tides.\nAnd foam.", "en"),
        "contributions": (
            Contribution(printed_name="Zhao Ångström", position=1),
            Contribution(printed_name="M. Oduya", position=2, person=MIRA, variants=("Mira O.",)),
            Contribution(printed_name="Bo Aalto", position=3),
            Contribution(printed_name="Ines Harrow", role=ContributorRole.EDITOR),
        ),
        "authors_complete": True,
        "issued": PartialDate(2024, 3, 15),
        "venue": Key("venue/tidal-24"),
        "volume": "12",
        "issue": "3",
        "pages": Pages("890", "896", count=7),
        "publisher": "Salt Press",
        "status": PublicationStatus.PUBLISHED,
        "language": "en",
        "keywords": (Text("tides", "en"),),
        "about": (Key("software/tide-table"),),
        "cites": (BOOK,),
        "homepage": parse_url("https://tidal.example.org/24/7"),
        "links": (parse_url("https://video.example.org/tides"),),
        "identifiers": (parse_identifier("doi:10.5555/tides.2024"), parse_identifier("arxiv:2403.00001")),
        "versions": (
            Version(
                label="v1",
                identifiers=(parse_identifier("arxiv:2401.00002"),),
                issued=PartialDate(2023, 11),
                status=PublicationStatus.PREPRINT,
                url=parse_url("https://tidal.example.org/v1"),
            ),
        ),
    }
    return Publication(**{**given, **more})


def lost(key: Key = LOST, **more: Any) -> Publication:
    """A work that has lost its title and most of its authors."""
    given: dict[str, Any] = {
        "key": key,
        "abstract": Text(
            "We ask what a tide would do if it were asked, and find that it would rather not say anything."
        ),
        "contributions": (Contribution(printed_name="Mira Oduya", person=MIRA), Contribution(printed_name="李 伟")),
        "gaps": (Gap.TITLE_LOST, Gap.AUTHORS_TRUNCATED, Gap.DATE_UNKNOWN, Gap.VENUE_UNKNOWN),
    }
    return Publication(**{**given, **more})


def book(key: Key = BOOK, **more: Any) -> Publication:
    """A book with a date that sources disagree on."""
    given: dict[str, Any] = {
        "key": key,
        "type": PublicationType.THESIS,
        "title": Text("Liber de aqua", "la"),
        "contributions": (
            Contribution(printed_name="Mira Oduya", position=1, person=MIRA),
            Contribution(printed_name="Ines Harrow", role=ContributorRole.SUPERVISOR),
        ),
        "authors_complete": True,
        "issued": PartialDate(2005),
        "degree": "phd",
        "institution": Key("organization/university"),
    }
    return Publication(**{**given, **more})


def records() -> list[Record]:
    """One record of every kind, and the works."""
    return [
        person(),
        paper(),
        lost(),
        book(),
        Organization(
            key=Key("organization/institute"),
            name="Institute of Salt",
            description=Text("It studies salt.", "en"),
            founders=(MIRA,),
            identifiers=(parse_identifier("ror:03yrm5c26"),),
            homepage=parse_url("https://salt.example.org/"),
        ),
        Organization(
            key=Key("organization/tide-group"),
            name="Tide Group",
            type=OrganizationType.TEAM,
            parent=Key("organization/institute"),
        ),
        Organization(key=Key("organization/harbour"), name="Harbour Office"),
        Organization(key=Key("organization/university"), name="Example University", type=OrganizationType.UNIVERSITY),
        Venue(
            key=Key("venue/tidal-24"),
            name="Tidal Conference '24",
            type=VenueType.PROCEEDINGS,
            part_of=Key("venue/tidal"),
            volume="24",
            issued=PartialDate(2024),
            publisher="Salt Press",
            identifiers=(parse_identifier("isbn:978-3-16-148410-0"),),
        ),
        Venue(key=Key("venue/tidal"), name="Tidal Conference", type=VenueType.SERIES),
        Software(
            key=Key("software/tide-table"),
            name="Tide Table",
            type=SoftwareType.SOURCE_CODE,
            description=Text("Prints tides."),
            makers=(MIRA,),
            issued=PartialDate(2020),
            repository=parse_url("https://code.example.org/tide"),
        ),
        Service(key=Key("service/tide-api"), name="Tide API", type=ServiceType.WEB_API, makers=(MIRA,)),
        Project(key=Key("project/atlas"), name="Atlas of Salt", founders=(MIRA,)),
    ]


def sources() -> tuple[Source, ...]:
    """The sources that the tests' evidence names."""
    return (
        Source("notes", "profile-text", "notes.txt", parse_url("https://oduya.example.org/cv"), date(2026, 1, 2)),
        Source("facts", "curation", "facts.toml"),
    )


def catalogue(made: Iterable[Record] | None = None, **more: Any) -> Catalogue:
    """Join records into a catalogue in which every value of every field has evidence."""
    from dataclasses import fields

    found = {
        record.key: record for record in sorted(made if made is not None else records(), key=lambda record: record.key)
    }
    proof: dict[Claim, tuple[Evidence, ...]] = {}
    number = 1
    for key, record in found.items():
        proof[Claim(key)] = (evidence(f"entry of {key}", line=number),)
        for field in fields(record):
            value: Hashable = getattr(record, field.name)
            for member in value if isinstance(value, tuple) else (value,):
                if field.name != "key" and member is not None:
                    number += 1
                    proof[Claim(key, field.name, member)] = (evidence(f"words for {field.name} {number}", line=number),)
    conflicts: tuple[Conflict, ...] = ()
    if BOOK in found:
        rests = parse_url("https://register.example.org/1")
        other = Alternative(PartialDate(2006), evidence("2006", source="facts", line=9, url=rests))
        conflicts = (
            Conflict(BOOK, "issued", PartialDate(2005), (other,), "The title page is stated, the register is not."),
        )
        issued = Claim(BOOK, "issued", PartialDate(2005))
        proof[issued] = (
            evidence(
                "MMV", source="facts", line=8, url=parse_url("https://press.example.org/liber"), basis="The title page."
            ),
        )
    given: dict[str, Any] = {
        "records": found,
        "evidence": proof,
        "conflicts": conflicts,
        "aliases": {OLD_KEY: MIRA} if MIRA in found else {},
        "sources": sources(),
    }
    return Catalogue(**{**given, **more})


def publish(
    directory: Path,
    made: Catalogue,
    *,
    base: str = BASE,
    title: str = "The Oduya Papers",
    license_iri: str | None = LICENSE,
) -> Settings:
    """Make a catalogue the current snapshot of a site in the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    named = tuple(SourceSettings(name=one.name, kind=one.kind, path=one.path) for one in made.sources)
    settings = Settings(directory=directory, title=title, base=base, license=license_iri, language="en", sources=named)
    iris = Iris(base)
    stated: list[Triple] = []
    proof: list[Triple] = []
    for one in statements(made, iris, license_iri=license_iri):
        stated += one.statements
        proof += one.evidence
    stated = list(dict.fromkeys(stated))
    properties, classes = dataset.count(stated)
    described = dataset.say(
        properties, classes, keys=list(made.records), iris=iris, title=title, license_iri=license_iri
    )
    lines = {line(triple) for triple in stated}
    lines |= {line(triple, iri(iris.graph("evidence"))) for triple in proof}
    lines |= {line(triple, iri(iris.graph("description"))) for triple in described}
    snapshots = store.Snapshots(settings.work)
    with snapshots.new() as folder:
        store.build(folder, sorted(lines))
        listings.write(folder, made, iris)
        digest = str(hash(frozenset(lines)))
        snapshots.commit(folder, {"inputs": digest, "base": base, "title": title, "statements": len(stated)})
    return settings


def opened(settings: Settings) -> Site:
    """Open the current snapshot for pages."""
    info = store.Snapshots(settings.work).require()
    return Site(
        settings=settings,
        reader=store.Reader(info),
        listings=Listings(info.path),
        concepts=concepts(),
        digest=info.digest,
    )
