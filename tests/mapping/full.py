"""One full record of each class: every field has a value other than its default, so that every row has something to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Final

from scholargraph.identifiers import parse_identifier, parse_url
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapped, statements
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
from scholargraph.reconcile.catalogue import Alternative, Catalogue, Claim, Conflict, Source

IRIS: Final = Iris("https://site.test/")
LICENSE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"

_LINKS: Final = (parse_url("https://pages.test/one"), parse_url("https://pages.test/two"))
_PERSON: Final = Key("person/zoe-quill")
_UNIVERSITY: Final = Key("organization/university")
_WORK: Final = Key("publication/maps-of-nowhere")

ROLES: Final = (
    Role(
        organization=_UNIVERSITY,
        kind=RoleKind.EMPLOYMENT,
        title=Text("professor", "en"),
        status=RoleStatus.CURRENT,
        start=PartialDate(2012),
        end=PartialDate(2030, 9),
    ),
    Role(
        organization=Key("organization/weather-group"),
        kind=RoleKind.MEMBERSHIP,
        title=Text("head"),
        status=RoleStatus.CURRENT,
        start=PartialDate(2015, 3, 1),
    ),
    Role(
        organization=Key("organization/harbour-office"),
        kind=RoleKind.EMPLOYMENT,
        title=Text("Kartografin", "de"),
        status=RoleStatus.FORMER,
    ),
    Role(
        organization=_UNIVERSITY,
        kind=RoleKind.EDUCATION,
        title=Text("PhD"),
        status=RoleStatus.FORMER,
        start=PartialDate(2004),
        end=PartialDate(2008),
    ),
)

CONTRIBUTIONS: Final = (
    Contribution(printed_name="Z. Quill", position=2, person=_PERSON, variants=("Zoë Quill",)),
    Contribution(printed_name="千代 棚部", position=1, variants=("C. Tanabe",)),
    Contribution(printed_name="R. M. Vale", position=3),
    Contribution(printed_name="Ines Harrow", role=ContributorRole.EDITOR),
    Contribution(printed_name="Otto Lang", role=ContributorRole.TRANSLATOR),
    Contribution(printed_name="Ada Müller", role=ContributorRole.SUPERVISOR),
)

VERSIONS: Final = (
    Version(
        label="arxiv",
        identifiers=(parse_identifier("arxiv:2101.00001v2"), parse_identifier("doi:10.48550/arXiv.2101.00001")),
        issued=PartialDate(2021, 1, 1),
        status=PublicationStatus.PREPRINT,
        url=parse_url("https://arxiv.org/abs/2101.00001v2"),
    ),
)

PERSON: Final = Person(
    key=_PERSON,
    name="Zoë Quill",
    given_name="Zoë",
    family_name="Quill",
    alternate_names=("Z. Quill", "Zoe Quill"),
    biography=Text('She draws maps.\nOf "nowhere".', "en"),
    topics=(Text("maps"), Text("Karten", "de")),
    roles=ROLES,
    homepage=parse_url("https://quill.test/"),
    links=_LINKS,
    identifiers=(parse_identifier("orcid:0000-0002-1825-0097"), parse_identifier("wikidata:Q42")),
    gaps=(Gap.NAME_UNKNOWN,),
)

ORGANIZATION: Final = Organization(
    key=_UNIVERSITY,
    name="Example University",
    type=OrganizationType.UNIVERSITY,
    alternate_names=("EU",),
    description=Text("A university.", "en"),
    parent=Key("organization/state"),
    founders=(_PERSON,),
    homepage=parse_url("https://university.test/"),
    links=_LINKS,
    identifiers=(parse_identifier("ror:01nrxwf90"),),
    gaps=(Gap.TYPE_UNKNOWN,),
)

PUBLICATION: Final = Publication(
    key=_WORK,
    type=PublicationType.CONFERENCE_PAPER,
    title=Text("Maps of Nowhere", "en"),
    alternate_titles=(Text("Karten von Nirgendwo", "de"),),
    abstract=Text("We draw 100\\% of it [1].", "en"),
    abstract_cleaned=Text("We draw 100% of it.", "en"),
    contributions=CONTRIBUTIONS,
    authors_complete=True,
    issued=PartialDate(2021, 6),
    venue=Key("venue/places"),
    volume="12",
    issue="3",
    pages=Pages(first="11", last="24", article="7", count=14),
    publisher="Example Press",
    status=PublicationStatus.PUBLISHED,
    degree="phd",
    institution=_UNIVERSITY,
    language="en",
    keywords=(Text("maps", "en"), Text("cartes", "fr")),
    about=(Key("software/atlas"),),
    cites=(Key("publication/a-grammar-of-coastlines"),),
    homepage=parse_url("https://press.test/maps"),
    links=_LINKS,
    identifiers=(
        parse_identifier("doi:10.5555/Nowhere.2021.11"),
        parse_identifier("isbn:978-3-16-148410-0"),
        parse_identifier("pmid:12345"),
        parse_identifier("arxiv:2101.00001"),
    ),
    versions=VERSIONS,
    gaps=(Gap.VENUE_UNKNOWN,),
)

VENUE: Final = Venue(
    key=Key("venue/places"),
    name="Proceedings of the Conference on Imaginary Places",
    type=VenueType.PROCEEDINGS,
    alternate_names=("CIP '21",),
    part_of=Key("venue/studies-in-nowhere"),
    volume="4",
    issued=PartialDate(2021, 6, 14),
    publisher="Example Press",
    homepage=parse_url("https://places.test/"),
    links=_LINKS,
    identifiers=(parse_identifier("issn:0317-8471"), parse_identifier("isbn:978-3-16-148410-0")),
    gaps=(Gap.DATE_UNKNOWN,),
)

SOFTWARE: Final = Software(
    key=Key("software/atlas"),
    name="Atlas",
    type=SoftwareType.SOURCE_CODE,
    alternate_names=("libatlas",),
    description=Text("It draws maps."),
    makers=(_PERSON,),
    issued=PartialDate(2019),
    homepage=parse_url("https://atlas.test/"),
    repository=parse_url("https://code.test/atlas"),
    links=_LINKS,
    identifiers=(parse_identifier("doi:10.5555/atlas"),),
    gaps=(Gap.TYPE_UNKNOWN,),
)

SERVICE: Final = Service(
    key=Key("service/map-api"),
    name="Map API",
    type=ServiceType.WEB_API,
    alternate_names=("MAPI",),
    description=Text("It serves maps.", "en"),
    makers=(_PERSON,),
    homepage=parse_url("https://api.test/"),
    links=_LINKS,
    gaps=(Gap.TYPE_UNKNOWN,),
)

PROJECT: Final = Project(
    key=Key("project/rivers"),
    name="Rivers",
    alternate_names=("The River Project",),
    description=Text("It invents rivers."),
    founders=(_PERSON,),
    homepage=parse_url("https://rivers.test/"),
    links=_LINKS,
    gaps=(Gap.TYPE_UNKNOWN,),
)

RECORDS: Final[tuple[Record, ...]] = (PERSON, ORGANIZATION, PUBLICATION, VENUE, SOFTWARE, SERVICE, PROJECT)

SOURCES: Final = (
    Source("register", "curation", "register.toml"),
    Source("page", "profile-text", "page.txt", parse_url("https://pages.test/quill"), date(2026, 11, 22)),
)


def members(record: Record) -> Iterator[tuple[str, object]]:
    """Give every field with each of its values, but for the key."""
    for part in fields(record):
        if part.name != "key":
            value = getattr(record, part.name)
            for member in value if isinstance(value, tuple) else (value,):
                yield part.name, member


def catalogue(record: Record) -> Catalogue:
    """A catalogue of one record: each value has evidence of its own, a publication also has a conflict, and a lost key."""
    evidence = {Claim(record.key): (_evidence(0),)}
    for number, (field, value) in enumerate(members(record), start=1):
        evidence.setdefault(Claim(record.key, field, value), (_evidence(number),))
    conflicts: tuple[Conflict, ...] = ()
    if isinstance(record, Publication):
        other = Alternative(PartialDate(2020), _evidence(500))
        conflicts = (Conflict(record.key, "issued", record.issued, (other,), "The title page says 2021."),)
    lost = Key(f"{record.collection}/lost")
    return Catalogue(
        records={record.key: record},
        evidence=evidence,
        conflicts=conflicts,
        aliases={lost: record.key},
        sources=SOURCES,
    )


def mapped(record: Record) -> tuple[Mapped, ...]:
    """The full record as it is said, then its sources and the lost key."""
    return tuple(statements(catalogue(record), IRIS, license_iri=LICENSE))


def _evidence(number: int) -> Evidence:
    """A quote of its own for each number; every third is a curated one."""
    span = Span(10 * number, 10 * number + 5, number + 1, 1)
    if number % 3 == 1:
        return Evidence("register", span, f"q{number}", url=parse_url("https://pages.test/proof"))
    if number % 3 == 2:
        return Evidence("register", span, f"q{number}", basis="The register.")
    return Evidence("page", span, f"q{number}")
