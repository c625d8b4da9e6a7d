"""Works of all kinds with everything that is known of a work, for the programs that read what we write."""

from __future__ import annotations

from typing import Any, Final

from scholargraph.identifiers import parse_identifier, parse_url
from scholargraph.iris import Key
from scholargraph.model import (
    Agent,
    AgentKind,
    Contribution,
    ContributorRole,
    FullText,
    Funding,
    Gap,
    MarkedText,
    Name,
    Notice,
    NoticeKind,
    Pages,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Record,
    Text,
    Venue,
    VenueType,
    Version,
    organization,
)
from scholargraph.model.kinds import OpenAccess
from tests.pages import sites

JOURNAL: Final = Key("venue/journal-of-nowhere")
NASTY: Final = "50% of $10 & #1_a {b} ~c^2 \\d -- “e” `f' 'g'' <h> | a,, b"
"""A title with every sign that means something to TeX."""


def _people() -> tuple[Contribution, ...]:
    names = (
        Name(printed="Ada van der Quill", given="Ada", particle="van der", family="Quill"),
        Name(printed="Martin Quay Jr.", given="Martin", family="Quay", suffix="Jr."),
        Name(printed="José Ortega y Salt", given="José", family="Ortega y Salt"),
        Name(printed="棚部 千代"),
    )
    people = [Contribution(agent=Agent(name=name), position=n) for n, name in enumerate(names, 1)]
    group = Agent(name=Name(printed="Salt and Foam Group"), kind=AgentKind.GROUP)
    return (
        *people,
        Contribution(agent=group, position=5),
        Contribution.of("Ines Harrow", role=ContributorRole.EDITOR, position=1),
        Contribution.of("Bo Aalto", role=ContributorRole.TRANSLATOR, position=1),
        Contribution.of("Uma Oduya", role=ContributorRole.SUPERVISOR, position=1),
    )


def full(kind: PublicationType, slug: str, **more: Any) -> Publication:
    """A work of a kind, of which everything is known."""
    html = "On H<sub>2</sub>O and <i>C. elegans</i> &amp; DNA"
    plain = "On H₂O and C. elegans & DNA"
    given: dict[str, Any] = {
        "key": Key(f"publication/{slug}"),
        "type": kind,
        "title": Text(plain, "en"),
        "marked": (MarkedText(plain, html, html),),
        "alternate_titles": (Text("Über Wasser", "de"),),
        "abstract": Text("First {paragraph}, 100%.\n\nSecond & last."),
        "contributions": _people(),
        "authors_complete": True,
        "issued": PartialDate(2021, 6, 4),
        "venue": JOURNAL,
        "volume": "12",
        "issue": "3",
        "number": "TR-7",
        "pages": Pages("S1", "S9", article="e7", count=9),
        "edition": "2",
        "genre": Text("A kind of its own"),
        "event": Text("Conference on Nowhere, 2021"),
        "publisher": organization("Salt & Sons"),
        "institution": organization("Example University"),
        "place": "Nowhere",
        "status": PublicationStatus.PUBLISHED,
        "degree": "phd" if kind is PublicationType.THESIS else None,
        "language": "en",
        "keywords": (Text("salt"), Text("foam, dry")),
        "homepage": parse_url("https://nowhere.example.org/a_b?c=1&d=%20e#f"),
        "links": (parse_url("https://video.example.org/"),),
        "full_texts": (FullText(url=parse_url("https://nowhere.example.org/a.pdf"), media_type="application/pdf"),),
        "open_access": OpenAccess.GOLD,
        "license": parse_url("https://creativecommons.org/licenses/by/4.0/"),
        "funding": (Funding(funder=organization("Fund of Foam"), number="F-1"),),
        "identifiers": (
            parse_identifier(f"doi:10.5555/{slug}(1999)1:2<3::a>_b"),
            parse_identifier("pmid:123"),
            parse_identifier("arxiv:2401.00002"),
            parse_identifier("wikidata:Q5"),
        ),
        "versions": (Version(label="v1", issued=PartialDate(2020), url=parse_url("https://nowhere.example.org/v1")),),
        "notices": (Notice(kind=NoticeKind.CORRECTION, date=PartialDate(2022), reason=Text("A figure was wrong.")),),
    }
    return Publication(**{**given, **more})


def records() -> list[Record]:
    """A work of every kind in full, one of which nothing is known, one of which everything means something to TeX."""
    journal = Venue(
        key=JOURNAL,
        name="Journal of Nowhere & Salt",
        type=VenueType.JOURNAL,
        identifiers=(parse_identifier("issn:2049-3630"),),
    )
    lost = sites.lost(contributions=(Contribution.of("Mira Oduya", position=1),))
    nasty = full(PublicationType.JOURNAL_ARTICLE, "nasty", title=Text(NASTY), marked=(), abstract=Text(NASTY))
    soon = full(PublicationType.JOURNAL_ARTICLE, "soon", status=PublicationStatus.FORTHCOMING, issued=None,
                gaps=(Gap.DATE_UNKNOWN,))  # fmt: skip
    empty = Publication(key=Key("publication/empty"), gaps=(Gap.TITLE_LOST, Gap.AUTHORS_LOST))
    return [journal, lost, nasty, soon, empty, *(full(kind, f"full-{kind}") for kind in PublicationType)]
