"""Authors and publishers that are no persons, or of which nobody knows what they are: on pages, as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import sites
from tests.pages.test_views import fact, page, section, text

if TYPE_CHECKING:
    from scholargraph.pages.site import Site


@pytest.fixture(scope="module")
def with_report(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a report of which not every author is a person."""
    made = sites.catalogue([*sites.records(), sites.report()])
    return sites.opened(sites.publish(tmp_path_factory.mktemp("report"), made))


def test_authors_that_are_no_persons_stand_in_the_list_as_printed(with_report: Site) -> None:
    root = page(with_report, sites.REPORT)
    names = [text(one) for one in root.xpath("//ol[@class='authors complete']/li")]
    assert names == [
        "The Institute of Salt", "Tidewater", "Bureau of Foam", "Foam Study Group", "Mira Oduya",
    ]  # fmt: skip
    links = root.xpath("//ol[@class='authors complete']//a/@href")
    assert links == ["/organization/institute", f"/{sites.MIRA}"], "who has no page is led to nowhere"
    cited = text(section(root, "Cite"), "details/p")
    assert cited.startswith("The Institute of Salt, Tidewater, Bureau of Foam, Foam Study Group, & Oduya, M. (2021).")


def test_a_publisher_with_a_page_is_led_to_and_shows_what_it_published(with_report: Site) -> None:
    root = page(with_report, sites.REPORT)
    assert fact(root, "Publisher") == "Institute of Salt"
    assert root.xpath("//dt[text()='Publisher']/..//a/@href") == ["/organization/institute"]
    institute = page(with_report, "organization/institute")
    for heading in ("Publications", "Works and venues published"):
        assert section(institute, heading).xpath(".//h3/a/@href") == [f"/{sites.REPORT}"]


def test_a_publisher_without_a_page_is_a_name(site: Site) -> None:
    root = page(site, sites.PAPER)
    assert fact(root, "Publisher") == "Salt Press"
    assert not root.xpath("//dt[text()='Publisher']/..//a")


def test_the_evidence_of_an_author_names_the_author_as_printed(with_report: Site) -> None:
    root = section(page(with_report, sites.REPORT), "Where does this come from?")
    (details,) = [one for one in root.xpath("./details") if text(one, ".//span[@class='field']") == "Contributors"]
    assert [text(one) for one in details.xpath(".//p[@class='value']")] == [
        "The Institute of Salt", "Tidewater", "Bureau of Foam", "Foam Study Group", "Mira Oduya",
    ]  # fmt: skip
