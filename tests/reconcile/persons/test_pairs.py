"""Any two records of persons compared: the score and the reasons by which they were joined or were not."""

from __future__ import annotations

import pytest

from scholargraph.model import SourceRecord
from scholargraph.reconcile.pairs import Comparer, thresholds
from tests.reconcile.persons.people import ORCID, OTHER, named, paper, person

ADA = person("curation", "ada", "Ada Quill")


def groups(other: SourceRecord, *shared: str) -> list[list[SourceRecord]]:
    """Two records, and a work of each with the same co-authors."""
    works = [
        [
            paper(
                who.whole.source,
                "1",
                f"Tides {who.whole.source}",
                named("Ada Quill", record=who.record.key),
                *map(named, shared),
            )
        ]
        for who in (ADA, other)
    ]
    return [[ADA], [other], *works]


def test_persons_have_a_score_and_its_reasons() -> None:
    other = person("page", "owner", "A. Quill")
    limits = thresholds("person")
    assert limits is not None
    scores = []
    for shared in ((), ("Ottoline Pfeffer",), ("Ottoline Pfeffer", "Zbigniew Quaestor")):
        found = Comparer(groups(other, *shared), []).compare(ADA, other)
        assert found is not None
        assert not found.apart
        assert ("coauthors" in {one.comparison for one in found.joining.reasons}) == bool(shared)
        scores.append(found.joining.score)
    assert scores == sorted(scores)
    assert scores[0] < limits.joined < scores[-1]


@pytest.mark.parametrize(
    ("one", "other", "comparison"),
    [
        (ADA, person("page", "owner", "Benoît Okafor"), "person"),
        (ADA, person("curation", "other", "Ada Quill"), "person"),
        (person("curation", "o", "Ada Quill", ORCID), person("page", "owner", "Ada Quill", OTHER), "orcid"),
    ],
)
def test_persons_who_cannot_be_one_are_apart_with_the_reason(
    one: SourceRecord, other: SourceRecord, comparison: str
) -> None:
    found = Comparer([[one], [other]], []).compare(one, other)
    assert found is not None
    assert found.apart
    assert [reason.comparison for reason in found.joining.reasons] == [comparison]
