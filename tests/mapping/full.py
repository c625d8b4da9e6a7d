"""One full record of each class: every field has a value other than its default, so that every row has something to say.

A field that is not written out here gets a value by its type, so that a new one needs no line in this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from scholargraph.identifiers import Identifier, Url, parse_identifier, parse_url
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper, Shard
from scholargraph.model import (
    Affiliation,
    Agent,
    AgentKind,
    Alternative,
    Claim,
    Conflict,
    Contribution,
    ContributorRole,
    Entry,
    Evidence,
    Field,
    FullText,
    Funding,
    Gap,
    Joining,
    MarkedText,
    Name,
    Notice,
    NoticeKind,
    OpenAccess,
    Organization,
    OrganizationType,
    Pages,
    PartialDate,
    Person,
    Project,
    Publication,
    PublicationStatus,
    PublicationType,
    Reason,
    Record,
    RestsOn,
    Role,
    RoleKind,
    RoleStatus,
    Service,
    ServiceType,
    Software,
    SoftwareType,
    Source,
    Text,
    TextSpan,
    TextVersion,
    Venue,
    VenueType,
    Version,
    fields_of,
    organization,
)

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
    Role(
        organization=Key("organization/weather-group"),
        kind=RoleKind.INVITED,
        title=Text("Visiting fellow", "en"),
        status=RoleStatus.CURRENT,
        start=PartialDate(2024),
    ),
)

CONTRIBUTIONS: Final = (
    Contribution.of("Z. Quill", position=2, person=_PERSON, variants=("Zoë Quill",)),
    Contribution.of("千代 棚部", position=1, variants=("C. Tanabe",)),
    Contribution.of("R. M. Vale", position=3),
    Contribution.of("Ines Harrow", role=ContributorRole.EDITOR),
    Contribution.of("Otto Lang", role=ContributorRole.TRANSLATOR),
    Contribution.of("Ada Müller", role=ContributorRole.SUPERVISOR),
    Contribution(
        agent=Agent(
            name=Name(printed="van der Berg, Jan, Jr.", given="Jan", family="Berg", particle="van der", suffix="Jr.",
                      scripts=(Text("Ян ван дер Берг", "ru"),)),
            affiliations=(Affiliation(name="Harbour Office, Quay 1", organization=Key("organization/harbour-office")),
                          Affiliation(name="Somewhere Else")),
            identifiers=(parse_identifier("orcid:0000-0001-5109-3700"),),
        ),
        position=4,
    ),
    Contribution(agent=Agent(name=Name(printed="The Coastline Collaboration"), kind=AgentKind.GROUP), position=5),
    Contribution(
        agent=Agent(name=Name(printed="Example U."), kind=AgentKind.ORGANIZATION, record=_UNIVERSITY), position=6
    ),
    Contribution(agent=Agent(name=Name(printed="Argus"), kind=AgentKind.UNDECIDED), position=7),
)  # fmt: skip

VERSIONS: Final = (
    Version(
        label="arxiv",
        identifiers=(parse_identifier("arxiv:2101.00001v2"), parse_identifier("doi:10.48550/arXiv.2101.00001")),
        issued=PartialDate(2021, 1, 1),
        status=PublicationStatus.PREPRINT,
        url=parse_url("https://arxiv.org/abs/2101.00001v2"),
    ),
)

NOTICES: Final = (
    Notice(
        kind=NoticeKind.CORRECTION,
        date=PartialDate(2022, 3),
        identifiers=(parse_identifier("doi:10.5555/Nowhere.2021.11.corr"),),
        url=parse_url("https://press.test/maps/correction"),
        reason=Text("A coast was missing.", "en"),
    ),
    Notice(kind=NoticeKind.RETRACTION, date=PartialDate(2023, 5, 1), work=Key("publication/retraction-of-maps")),
)

FUNDING: Final = (
    Funding(
        funder=Agent(
            name=Name(printed="Example Fund"),
            kind=AgentKind.ORGANIZATION,
            identifiers=(parse_identifier("doi:10.13039/5555"),),
        ),
        number="EF-12/3",
        name=Text("Maps for all", "en"),
        identifiers=(parse_identifier("doi:10.5555/grant.12.3"),),
        url=parse_url("https://fund.test/12/3"),
        start=PartialDate(2020),
        end=PartialDate(2023, 6),
    ),
    Funding(funder=organization("Example University", record=_UNIVERSITY)),
)

FULL_TEXTS: Final = (
    FullText(
        url=parse_url("https://press.test/maps.pdf"),
        media_type="application/pdf",
        version=TextVersion.PUBLISHED,
        license=parse_url("https://creativecommons.org/licenses/by/4.0/"),
    ),
)

PERSON: Final = Person(
    key=_PERSON,
    name="Zoë Quill",
    given_name="Zoë",
    family_name="Quill",
    alternate_names=("Z. Quill", "Zoe Quill"),
    awards=(Text("Golden Compass", "en"),),
    funding=FUNDING,
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
    founded=PartialDate(1583),
    location="Atlantis, Nowhere",
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
    edition="2",
    number="TR-7",
    genre=Text("Research paper", "en"),
    event=Text("Conference on Imaginary Places", "en"),
    place="Atlantis",
    full_texts=FULL_TEXTS,
    open_access=OpenAccess.GOLD,
    license=parse_url("https://creativecommons.org/licenses/by/4.0/"),
    rights=Text("Free to use with the authors' names.", "en"),
    funding=FUNDING,
    publisher=organization("Example Press"),
    status=PublicationStatus.PUBLISHED,
    degree="phd",
    institution=organization("Example University, Atlantis", record=_UNIVERSITY),
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
    notices=NOTICES,
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
    publisher=organization("Example Press"),
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


def sample(field: Field) -> Any:
    """A value of a field by its type, other than its default."""
    if field.choices:
        value: Any = field.choices[0]
    elif issubclass(field.type, StrEnum):
        value = list(field.type)[-1]
    elif field.type is bool:
        value = not field.default
    else:
        value = _SAMPLES[field.type]
    return (value,) if field.many else value


_SAMPLES: Final[dict[type, Any]] = {
    str: "words", int: 17, Text: Text("words", "en"), Url: parse_url("https://sample.test/"), PartialDate: PartialDate(2020),
    Key: Key("organization/sample"), Identifier: parse_identifier("doi:10.5555/sample"), Pages: Pages(first="1"),
    Funding: Funding(number="17"), FullText: FullText(url=parse_url("https://sample.test/text")),
    Agent: organization("Sample"), Gap: Gap.NAME_UNKNOWN, MarkedText: MarkedText("H₂O", "H<sub>2</sub>O", "$H_2O$"),
}  # fmt: skip


def filled(record: Record) -> Record:
    """The record with a value for each field that has none yet."""
    bare = {
        name: sample(field)
        for name, field in fields_of(type(record)).items()
        if not field.required and not field.spec.private and getattr(record, name) in (field.default, (), None)
    }
    return replace(record, **bare)


RECORDS: Final[tuple[Record, ...]] = tuple(
    filled(record) for record in (PERSON, ORGANIZATION, PUBLICATION, VENUE, SOFTWARE, SERVICE, PROJECT)
)

SOURCES: Final = (
    Source("register", "curation", "register.toml"),
    Source("page", "profile-text", "page.txt", parse_url("https://pages.test/quill"), date(2026, 11, 22)),
)

MAPPER: Final = Mapper(IRIS, SOURCES, LICENSE)


def members(record: Record) -> Iterator[tuple[str, object]]:
    """Give every field with each of its values, but for the key."""
    for part in fields(record):
        if part.name != "key":
            value = getattr(record, part.name)
            for member in value if isinstance(value, tuple) else (value,):
                yield part.name, member


JOININGS: Final = (
    Joining(Key("service/~page/3"), Key("service/~register/chair"), 12.346, (
        Reason("name", "equal", 14.0, "Both are called “Chair”."),
        Reason("year", "differs", -1.654, "One is of 2019, the other of 2020."),
    )),
    Joining(Key("service/~register/chair"), Key("service/~register/old chair"), float("inf"), (
        Reason("curation", "same", float("inf"), "The curation says that they are the same."),
    )),
)  # fmt: skip


def entry(record: Record) -> Entry:
    """An entry of which each value has evidence of its own; a publication also has a conflict, a service joinings."""
    evidence: dict[Claim, tuple[Evidence, ...]] = {("", None): (proof(0),)}
    for number, (field, value) in enumerate(members(record), start=1):
        evidence.setdefault((field, value), (proof(number),))
    conflicts: tuple[Conflict, ...] = ()
    if isinstance(record, Publication):
        other = Alternative(PartialDate(2020), proof(500))
        conflicts = (Conflict("issued", record.issued, (other,), "The title page says 2021."),)
    return Entry(record, evidence, conflicts, JOININGS if isinstance(record, Service) else ())


def mapped(record: Record) -> Shard:
    """The full record as it is said."""
    return MAPPER.map_entry(entry(record))


def evidence_lines(shard: Shard) -> list[str]:
    """The lines of a shard that stand in the evidence graph, without its name."""
    ending = f" <{IRIS.graph('evidence')}> ."
    return [f"{row.removesuffix(ending)} ." for row in shard.lines if row.endswith(ending)]


def proof(number: int) -> Evidence:
    """A quote of its own for each number; every third is a curated one."""
    span = TextSpan(10 * number, 10 * number + 5)
    if number % 3 == 1:
        address = RestsOn(address=parse_url("https://pages.test/proof"))
        return Evidence("register", "register.toml", span, f"q{number}", address)
    if number % 3 == 2:
        return Evidence("register", "register.toml", span, f"q{number}", RestsOn(basis="The register."))
    return Evidence("page", "page.txt", span, f"q{number}")
