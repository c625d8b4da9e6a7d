"""The authors of one work whom sources print otherwise are as many as each source says, and nobody is made up."""

from __future__ import annotations

from itertools import permutations

import pytest

from scholargraph.model import Contribution
from tests.reconcile.persons.people import ORCID, OTHER, named, paper
from tests.reconcile.records import conflicts, joined, works

TITLE = "Sediment transport in braided rivers of the northern plain"


def authors(*lists: tuple[Contribution, ...], complete: bool = False) -> list[str]:
    """The names on a work of which sources have these lists."""
    readings = [
        paper(("curation", "page", "other")[place], "1", TITLE, *some, authors_complete=complete)
        for place, some in enumerate(lists)
    ]
    (only,) = works(joined(*readings))
    return [one.printed_name for one in only.contributions]


FULL = (named("Ada Quill"), named("Benoît Okafor"), named("Mira Kovalenko"))
SHORT = (named("A. Quill"), named("B. Okafor"), named("M. Kovalenko"))
TURNED = (named("Quill, Ada"), named("Okafor B"), named("Kovalenko, M."))


@pytest.mark.parametrize("lists", [*permutations((FULL, SHORT, TURNED))])
@pytest.mark.parametrize("how", ["complete", "open"])
def test_names_written_otherwise_are_no_more_authors(lists: tuple[tuple[Contribution, ...], ...], how: str) -> None:
    assert authors(*lists, complete=how == "complete") == [one.printed_name for one in lists[0]]


def test_another_form_of_the_name_is_kept() -> None:
    catalogue = joined(paper("page", "1", TITLE, *SHORT), paper("other", "1", TITLE, *FULL))
    (only,) = works(catalogue)
    assert [one.variants for one in only.contributions] == [("Ada Quill",), ("Benoît Okafor",), ("Mira Kovalenko",)]
    assert conflicts(catalogue) == []


def test_two_who_differ_in_the_given_name_are_two() -> None:
    assert authors((named("Wei Wang"), named("Mira Kovalenko")), (named("Wen Wang"), named("M. Kovalenko"))) == [
        "Wei Wang", "Mira Kovalenko", "Wen Wang",
    ]  # fmt: skip


TWICE = (named("Wei Wang"), named("Wei Wang"), named("Mira Kovalenko"))
ONCE = (named("Wei Wang"), named("Mira Kovalenko"))


@pytest.mark.parametrize("lists", [(TWICE, ONCE), (ONCE, TWICE), (TWICE, TWICE), (TWICE, ONCE, TWICE)])
def test_a_name_that_one_source_prints_twice_is_that_of_two(lists: tuple[tuple[Contribution, ...], ...]) -> None:
    assert sorted(authors(*lists)) == ["Mira Kovalenko", "Wei Wang", "Wei Wang"]


def test_of_two_namesakes_nobody_knows_which_one_another_source_means_and_that_is_said() -> None:
    known = paper("other", "1", TITLE, named("W. Wang", ORCID), named("Mira Kovalenko"))
    catalogue = joined(paper("page", "1", TITLE, *TWICE), known)
    (only,) = works(catalogue)
    assert [one.agent.identifiers for one in only.contributions] == [(), (), ()]
    (conflict,) = conflicts(catalogue)
    assert "several" in conflict.reason


def test_lists_in_one_order_tell_namesakes_apart() -> None:
    short = (named("W. Wang", ORCID), named("W. Wang", OTHER), named("M. Kovalenko"))
    (only,) = works(joined(
        paper("page", "1", TITLE, named("Wei Wang"), named("Wen Wang"), named("Mira Kovalenko")),
        paper("other", "1", TITLE, *short),
    ))  # fmt: skip
    assert [(one.printed_name, one.agent.identifiers) for one in only.contributions] == [
        ("Wei Wang", (ORCID,)), ("Wen Wang", (OTHER,)), ("Mira Kovalenko", ()),
    ]  # fmt: skip


def test_the_one_with_the_identifier_is_who_has_it() -> None:
    both = (named("Wei Wang", OTHER), named("Wei Wang", ORCID))
    (only,) = works(joined(paper("page", "1", TITLE, named("Wei Wang", ORCID)), paper("other", "1", TITLE, *both)))
    assert [one.agent.identifiers for one in only.contributions] == [(ORCID,), (OTHER,)]
