"""What stands for a page elsewhere says what the page says, and each state of a list has one address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as parser

from scholargraph.iris import Key
from scholargraph.model import Contribution, Text
from scholargraph.pages import front, previews, representation
from scholargraph.pages.cards import Card
from scholargraph.pages.listings import NEWEST, SORTS
from scholargraph.pages.parts import Turn
from scholargraph.pages.representation import HTML
from tests.pages import hostile, sites

if TYPE_CHECKING:
    from scholargraph.pages.site import Site


def properties(body: bytes) -> dict[str, str]:
    root = parser.fromstring(body)
    return {
        one.get("property") or one.get("name"): one.get("content") for one in root.xpath("//meta[@property or @name]")
    }


def test_a_work_is_an_article_with_its_abstract(site: Site) -> None:
    found = properties(representation.of_thing(site, sites.PAPER, HTML).body)
    assert found["og:title"] == "A Theory of Tides: \\citep{x} & “Other” Waters"
    assert (found["og:type"], found["article:published_time"]) == ("article", "2024-03-15")
    assert found["og:url"] == f"{sites.BASE}{sites.PAPER}"
    assert found["og:description"] == found["description"]
    assert found["description"].startswith("We show 15% more tides.")
    assert found["twitter:card"] == "summary"


def test_a_person_is_a_profile_with_a_biography(site: Site) -> None:
    found = properties(representation.of_thing(site, sites.MIRA, HTML).body)
    assert (found["og:type"], found["og:title"]) == ("profile", "Mira Oduya")
    assert found["description"].startswith("Mira studies tides that never were.")
    assert "article:published_time" not in found


def test_a_lost_title_is_not_made_up(site: Site) -> None:
    found = properties(representation.of_thing(site, sites.LOST, HTML).body)
    assert found["og:title"].startswith("Untitled work")


def test_the_front_page_and_lists_have_one_too(site: Site) -> None:
    assert properties(representation.of_front(site).body)["og:url"] == sites.BASE
    page = front.collection(site, "publication", sort=None, number=1)
    assert page is not None
    found = properties(representation.of_list(site, page).body)
    assert (found["og:type"], found["og:url"]) == ("website", f"{sites.BASE}publication")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"note": "pilot, Harbour"}, "pilot, Harbour"),
        ({"people": ("A", "B"), "date": "1999", "place": "Tides"}, "Report by A, B, Tides, 1999."),
        ({"people": ("A",), "more": 3}, "Report by A and 3 more."),
        ({"date": "1999"}, "Report, 1999."),
        ({}, ""),
    ],
)
def test_what_has_no_description_is_said_to_be_what_its_card_says(more: dict[str, object], words: str) -> None:
    card = Card(key=Key("publication/x"), kind="Report", label="X", **more)  # type: ignore[arg-type]
    made = previews.of_thing(card, address="http://x.test/", site="S", text=None)
    assert made.description == words
    assert ("description" in dict(made.tags)) is bool(words)


def test_no_words_leave_the_attributes_that_they_stand_in(tmp_path: Path) -> None:
    """The words of the hostile site come back from the parser as they are, so that no mark ended an attribute."""
    for number, payload in enumerate(hostile.PAYLOADS):
        card = Card(key=Key(f"publication/x-{number}"), kind="Report", label=payload, note=payload)
        made = previews.of_thing(card, address="http://x.test/", site=payload, text=payload)
        assert dict(made.properties)["og:title"] == payload
    work = sites.lost(
        Key("publication/x"), title=Text(hostile.PAYLOADS[0]), gaps=(), contributions=(Contribution.of("A"),)
    )
    site = sites.opened(sites.publish(tmp_path, sites.catalogue([sites.person(roles=()), work])))
    body = representation.of_thing(site, Key("publication/x"), HTML).body
    assert properties(body)["og:title"] == " ".join(hostile.PAYLOADS[0].split())


@pytest.mark.parametrize("usual", ["title", NEWEST])
@pytest.mark.parametrize("number", [1, 2])
def test_each_state_of_a_list_has_one_address(usual: str, number: int) -> None:
    turns = [Turn(sort, number, 9, usual) for sort in SORTS]
    assert len({one.query() for one in turns}) == len(SORTS)
    assert Turn(usual, 1, 9, usual).query() == ""
    assert Turn(usual, 2, 9, usual).query() == "?page=2"
    for one in turns:
        assert one.query() == turns[0].query(sort=one.sort)
        assert one.query(number=3).endswith("page=3")
