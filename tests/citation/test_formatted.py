"""Nothing that is known of a work is left out of its citation, and nothing is said twice: kinds of works, in five styles."""

from __future__ import annotations

from typing import Any, Final

import pytest

from scholargraph.citation import Citation, Container, Contributor, Label
from scholargraph.citation.formatted import format_citation
from scholargraph.citation.styles import STYLES
from scholargraph.identifiers import Identifier
from scholargraph.iris import Key
from scholargraph.model import EditorialStatus, PartialDate, PublicationStatus, PublicationType, VenueType

IDA: Final = Contributor(printed="Ida Probe", given="Ida", family="Probe")
JOURNAL: Final = Container(name=Label("Journal of Nowhere"), type=VenueType.JOURNAL)


def work(kind: PublicationType, title: str = "Why Do Maps Lie?", **more: Any) -> Citation:
    told: dict[str, Any] = {"authors": (IDA,), "authors_complete": True, "issued": PartialDate(2022), **more}
    return Citation(key=Key("publication/x"), iri="https://example.org/x#this", type=kind, title=Label(title), **told)


KNOWN: Final[dict[str, tuple[Citation, tuple[str, ...]]]] = {
    "article": (
        work(PublicationType.JOURNAL_ARTICLE, container=JOURNAL, volume="12", issue="3", first_page="1", last_page="9"),
        ("Lie?", "Journal of Nowhere", "12", "3", "1–9", "2022"),
    ),
    "article number": (
        work(PublicationType.JOURNAL_ARTICLE, container=JOURNAL, volume="12", article="e77"),
        ("Journal of Nowhere", "12", "e77"),
    ),
    "thesis": (
        work(PublicationType.THESIS, "On Dry Rain", degree="phd", institution="Example University"),
        ("PhD thesis", "Example University"),
    ),
    "report": (
        work(PublicationType.REPORT, "Report on Fog", institution="Example University", genre="Report", number="7"),
        ("Example University", "Report", "7"),
    ),
    "book": (
        work(PublicationType.BOOK, "Atlas of Fog", publisher="Example Press", edition="2"),
        ("Example Press", "2nd ed"),
    ),
    "chapter": (
        work(
            PublicationType.CHAPTER, "On Mist", container=Container(name=Label("Atlas of Fog"), type=VenueType.BOOK),
            editors=(Contributor(printed="Bo Marsh", given="Bo", family="Marsh"),), publisher="Example Press",
            first_page="12", last_page="19",
        ),
        ("Atlas of Fog", "Marsh", "Example Press"),
    ),
    "paper": (
        work(
            PublicationType.CONFERENCE_PAPER, "Seen!", first_page="7", last_page="8",
            container=Container(name=Label("Proceedings of Rain"), type=VenueType.PROCEEDINGS),
            identifiers=(Identifier("doi", "10.5555/rain"),),
        ),
        ("Seen!", "Proceedings of Rain", "7–8", "10.5555/rain"),
    ),
    "preprint": (
        work(
            PublicationType.PREPRINT, "Fast", container=Container(name=Label("arXiv"), type=VenueType.REPOSITORY),
            identifiers=(Identifier("arxiv", "2401.00001"),),
        ),
        ("arXiv", "2401.00001"),
    ),
}  # fmt: skip
"""A work of each kind, and the words that each style must show of it."""


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", KNOWN)
def test_what_is_known_is_said(kind: str, style: str) -> None:
    citation, words = KNOWN[kind]
    made = format_citation(citation, style).text
    assert [one for one in words if one not in made] == []
    for twice in ("?.", "!.", "..", ",,", "?,,"):
        assert twice not in made


@pytest.mark.parametrize("style", STYLES)
def test_a_cut_list_of_authors_is_no_complete_one(style: str) -> None:
    made = format_citation(work(PublicationType.BOOK, authors_cut=True, authors_complete=False), style).text
    assert "et al" in made


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("state", EditorialStatus)
def test_what_notices_say_stands_behind_the_citation(style: str, state: EditorialStatus) -> None:
    made = format_citation(work(PublicationType.JOURNAL_ARTICLE, container=JOURNAL, editorial=state), style)
    assert made.text.endswith("]")
    assert made.html.endswith("]")
    assert {"retracted": "[Retracted]"}.get(state.value, "[") in made.text


def test_how_far_a_work_has_come_is_said_only_where_it_has_no_date() -> None:
    published = work(PublicationType.JOURNAL_ARTICLE, container=JOURNAL, volume="1", status=PublicationStatus.PUBLISHED)
    assert "ublished" not in format_citation(published).text
    coming = work(PublicationType.JOURNAL_ARTICLE, container=JOURNAL, issued=None, status=PublicationStatus.FORTHCOMING)
    assert "(to appear)" in format_citation(coming).text
