"""Sites made by hand for the tests of pages and web: records in, a published snapshot out, without any source or shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from scholargraph import pipeline, store
from scholargraph.config import Settings, SourceSettings
from scholargraph.identifiers import parse_identifier, parse_url
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper, shards
from scholargraph.model import (
    WHOLE,
    Agent,
    AgentKind,
    Alternative,
    Claim,
    Conflict,
    Contribution,
    ContributorRole,
    Entry,
    Evidence,
    Gap,
    Name,
    Organization,
    OrganizationType,
    Pages,
    PartialDate,
    Person,
    Position,
    Project,
    Publication,
    PublicationStatus,
    PublicationType,
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
    Venue,
    VenueType,
    Version,
    organization,
    stated,
)
from scholargraph.pages.listings import Listings
from scholargraph.pages.ontology import concepts
from scholargraph.pages.site import Site
from scholargraph.reconcile import Joined

BASE: Final = "http://127.0.0.1:8000/"
LICENSE: Final = "https://creativecommons.org/publicdomain/zero/1.0/"

MIRA: Final = Key("person/mira-oduya")
PAPER: Final = Key("publication/a-theory-of-tides")
LOST: Final = Key("publication/we-ask-what-a-tide-would-do")
BOOK: Final = Key("publication/liber-de-aqua")
REPORT: Final = Key("publication/salt-measured")
OLD_KEY: Final = Key("person/m-oduya")


def evidence(quote: str, *, source: str = "notes", line: int = 1, **more: Any) -> Evidence:
    """A place in a source, on a line of its own."""
    item = {"notes": "notes.txt", "facts": "facts.toml"}[source]
    start = 1000 * line
    locator = TextSpan(start, start + len(quote.encode()))
    return Evidence(source, item, locator, quote, **{"position": Position(line, 5), **more})


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
            Contribution.of("Zhao Ångström", position=1),
            Contribution.of("M. Oduya", position=2, person=MIRA, variants=("Mira O.",)),
            Contribution.of("Bo Aalto", position=3),
            Contribution.of("Ines Harrow", role=ContributorRole.EDITOR),
        ),
        "authors_complete": True,
        "issued": PartialDate(2024, 3, 15),
        "venue": Key("venue/tidal-24"),
        "volume": "12",
        "issue": "3",
        "pages": Pages("890", "896", count=7),
        "publisher": organization("Salt Press"),
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
        "contributions": (Contribution.of("Mira Oduya", person=MIRA), Contribution.of("李 伟")),
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
            Contribution.of("Mira Oduya", position=1, person=MIRA),
            Contribution.of("Ines Harrow", role=ContributorRole.SUPERVISOR),
        ),
        "authors_complete": True,
        "issued": PartialDate(2005),
        "degree": "phd",
        "institution": organization("Example University", record=Key("organization/university")),
    }
    return Publication(**{**given, **more})


def report(key: Key = REPORT, **more: Any) -> Publication:
    """A report of which not every author is a person, published by an organisation that has a page."""
    given: dict[str, Any] = {
        "key": key,
        "type": PublicationType.REPORT,
        "title": Text("Salt, Measured"),
        "contributions": (
            Contribution(agent=organization("The Institute of Salt", record=Key("organization/institute")), position=1),
            Contribution(agent=Agent(name=Name(printed="Tidewater"), kind=AgentKind.UNDECIDED), position=2),
            Contribution(agent=organization("Bureau of Foam"), position=3),
            Contribution(agent=Agent(name=Name(printed="Foam Study Group"), kind=AgentKind.GROUP), position=4),
            Contribution.of("Mira Oduya", position=5, person=MIRA),
        ),
        "authors_complete": True,
        "issued": PartialDate(2021),
        "publisher": organization("Inst. of Salt", record=Key("organization/institute")),
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
            publisher=organization("Salt Press"),
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


def entry(record: Record, line: int = 1) -> Entry:
    """The entry of a record: every value of every field has evidence, from the given line on."""
    proof: dict[Claim, tuple[Evidence, ...]] = {WHOLE: (evidence(f"entry of {record.key}", line=line),)}
    for number, claim in enumerate(stated(record), start=line + 1):
        proof[claim] = (evidence(f"words for {claim[0]} {number}", line=number),)
    return Entry(record, proof)


def with_conflict(made: Entry) -> Entry:
    """The book's entry, with a date that the sources disagree on."""
    issued = evidence(
        "MMV", source="facts", line=8, rests_on=RestsOn(parse_url("https://press.example.org/liber"), "The title page.")
    )
    rests = RestsOn(parse_url("https://register.example.org/1"))
    other = Alternative(PartialDate(2006), evidence("2006", source="facts", line=9, rests_on=rests))
    reason = "The title page is stated, the register is not."
    conflict = Conflict("issued", PartialDate(2005), (other,), reason)
    return Entry(made.record, {**made.evidence, ("issued", PartialDate(2005)): (issued,)}, (conflict,))


def catalogue(
    made: Iterable[Record] | None = None, *, change: Callable[[Entry], Entry] = lambda made: made, **more: Any
) -> Joined:
    """Join records into a catalogue in which every value of every field has evidence; `change` is made to each entry."""
    entries: dict[Key, Entry] = {}
    line = 1
    for record in sorted(made if made is not None else records(), key=lambda record: record.key):
        one = entry(record, line)
        line += len(one.evidence)
        entries[record.key] = change(with_conflict(one) if record.key == BOOK else one)
    aliases = {OLD_KEY: MIRA} if MIRA in entries else {}
    return Joined(**{"by_key": entries, "aliases": aliases, "sources": sources(), **more})


def publish(
    directory: Path,
    made: Joined,
    *,
    base: str = BASE,
    title: str = "The Oduya Papers",
    license_iri: str | None = LICENSE,
    by_entries: bool = False,
) -> Settings:
    """Make a catalogue the current snapshot of a site in the directory."""
    directory.mkdir(parents=True, exist_ok=True)
    named = tuple(SourceSettings(name=one.name, kind=one.kind, path=one.path) for one in made.sources)
    settings = Settings(directory=directory, title=title, base=base, license=license_iri, language="en", sources=named)
    snapshots = store.Snapshots(settings.work)
    with snapshots.new() as folder:
        mapper = Mapper(Iris(base), made.sources, license_iri, by_entries)
        counts = pipeline.store_catalogue(folder, made, mapper, title=title)
        snapshots.commit(folder, {"inputs": _digest(made, base), "base": base, "title": title, **counts})
    return settings


def _digest(made: Joined, base: str) -> str:
    return str(hash((base, *(shard.digest for shard in shards(made, Mapper(Iris(base), made.sources))))))


def opened(settings: Settings) -> Site:
    """Open the current snapshot for pages."""
    info = store.Snapshots(settings.work).require()
    return Site(
        settings=settings,
        reader=store.Reader(info),
        listings=Listings(info.path),
        concepts=concepts(),
        digest=info.digest,
        evidence=store.EvidenceIndex.of_snapshot(info),
    )
