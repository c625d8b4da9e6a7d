"""One thing told again and again is made one entry in time that is in proportion to what is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    Affiliation,
    Agent,
    Contribution,
    Name,
    Notice,
    NoticeKind,
    Organization,
    Person,
    Role,
    RoleKind,
    SourceRecord,
    Text,
    Venue,
)
from scholargraph.reconcile.fusion import fuse
from scholargraph.reconcile.preference import Preference
from tests.growth import grows_in_proportion
from tests.reconcile.records import SOURCES, reading, work

RANKS: Final = Preference.of(source.name for source in SOURCES)
WANG: Final = Contribution.of("Wei Wang")
OFFICE: Final = Key("organization/office")


def of_works(values: Callable[[int], dict[str, Any]]) -> Callable[[int], list[SourceRecord]]:
    return lambda size: [
        reading("page", work("page", str(at), title="T", **values(at)), number=at) for at in range(size)
    ]


def twice(
    values: Callable[[int], dict[str, Any]], record: Callable[..., Any] = work
) -> Callable[[int], list[SourceRecord]]:
    """Two readings of one work, each with so many members of a field."""
    return lambda size: [
        reading(source, record(source, "1", title="T", **values(size))) for source in ("page", "other")
    ]


def person(source: str, name: str, *, title: str, **values: Any) -> Person:
    return Person(key=Key(f"person/~{source}/{name}"), name=title, **values)


def author(**values: Any) -> dict[str, Any]:
    return {"contributions": (Contribution(agent=Agent(name=Name(printed="Ada"), **values)),)}


def notice(at: int, **values: Any) -> Notice:
    return Notice(kind=NoticeKind.CORRECTION, reason=Text(f"Fault {at}."), **values)


FLOODS: Final[dict[str, tuple[Callable[[int], list[SourceRecord]], int]]] = {
    "one line of names": (of_works(lambda _: {"contributions": (WANG, Contribution.of("Ada"))}), 2000),
    "one venue": (
        lambda size: [
            reading("page", Venue(key=Key(f"venue/~page/{at}"), name="Journal"), number=at) for at in range(size)
        ],
        4000,
    ),
    "organisations": (
        lambda size: [
            reading("page", Organization(key=Key(f"organization/~page/{at}"), name=f"O {at}"), number=at)
            for at in range(size)
        ],
        4000,
    ),
    "affiliations": (of_works(lambda at: author(affiliations=(Affiliation(name=f"Institute {at}"),))), 2000),
    "scripts": (
        of_works(
            lambda at: {
                "contributions": (Contribution(agent=Agent(name=Name(printed="Ada", scripts=(Text(f"A {at}"),)))),)
            }
        ),
        2000,
    ),
    "authors": (of_works(lambda at: {"contributions": (Contribution.of(f"Ada {at}"),)}), 2000),
    "a crowd of namesakes": (
        twice(
            lambda size: {
                "contributions": tuple(
                    Contribution(
                        agent=Agent(
                            name=Name(printed="Wei Wang"),
                            identifiers=(parse_identifier(f"scopus-author:{10**9 + at}"),),
                        )
                    )
                    for at in range(size)
                )
            }
        ),
        1600,
    ),
    "notices": (twice(lambda size: {"notices": tuple(notice(at) for at in range(size))}), 1600),
    "a notice of many identifiers": (
        of_works(
            lambda at: {
                "notices": (
                    Notice(
                        kind=NoticeKind.CORRECTION,
                        identifiers=(parse_identifier("doi:10.5555/n"), parse_identifier(f"doi:10.5555/n.{at}")),
                    ),
                )
            }
        ),
        2000,
    ),
    "keywords in many languages": (
        twice(lambda size: {"keywords": tuple(Text("maps", f"en-x-a{at}") for at in range(size))}),
        2000,
    ),
    "roles": (
        twice(
            lambda size: {
                "roles": tuple(
                    Role(organization=OFFICE, kind=RoleKind.EMPLOYMENT, title=Text(f"Post {at}")) for at in range(size)
                )
            },
            person,
        ),
        1600,
    ),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_the_time_is_in_proportion_to_what_is_told(flood: str) -> None:
    made, size = FLOODS[flood]
    groups = {count: made(count) for count in (size, size // 4)}
    assert grows_in_proportion(lambda count: fuse(Key("publication/t"), groups[count], preference=RANKS), size)
