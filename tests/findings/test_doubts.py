"""What joining was not sure of is told: pairs that nobody compared, identifiers beside names that cannot be theirs."""

from __future__ import annotations

import pytest

from scholargraph.findings.doubts import of_joining
from scholargraph.identifiers import parse_identifier
from scholargraph.model import PartialDate, SourceRecord
from scholargraph.reconcile import Joined
from scholargraph.validation import Severity
from tests.reconcile.persons.people import ORCID, OTHER, named, paper, person
from tests.reconcile.records import joined, reading, work

ADA = person("curation", "ada", "Ada Quill", ORCID, parse_identifier("scopus-author:36455008000"))


def told(*readings: SourceRecord) -> list[str]:
    """The findings of a site, each with where it is."""
    return [str(one) for one in of_joining(joined(*readings))]


@pytest.mark.parametrize("beside", [ORCID, parse_identifier("scopus-author:36455008000")])
@pytest.mark.parametrize("printed", ["Benoît Okafor", "Okafor, B.", "Bea Quill"])
def test_an_identifier_beside_a_colleagues_name_is_told(beside: object, printed: str) -> None:
    works = [paper("page", str(at), f"Tides {at}", named("Ada Quill"), named(printed, beside)) for at in range(2)]
    (finding,) = of_joining(joined(ADA, *works))
    assert finding.severity is Severity.WARNING
    assert finding.place is not None
    assert finding.key == "person/ada-quill"
    assert str(beside) in finding.message
    assert printed in finding.message
    assert "1 more" in finding.message


@pytest.mark.parametrize("printed", ["Ada Quill", "Quill, A.", "A. Quill", "Ада Квилл"])
def test_an_identifier_beside_the_persons_name_is_not(printed: str) -> None:
    assert told(ADA, paper("page", "1", "Tides", named(printed, ORCID), named("Benoît Okafor", OTHER))) == []


def test_works_that_are_too_many_to_be_compared_are_told_without_their_titles() -> None:
    def many(size: int) -> Joined:
        return joined(*(
            reading("page", work("page", str(at), title="Editorial", issued=PartialDate(1900 + at % 7)), number=at)
            for at in range(size)
        ))  # fmt: skip

    assert [*of_joining(many(10))] == []
    (finding,) = of_joining(many(200))
    assert finding.severity is Severity.INFO
    assert finding.place is not None
    assert "200 entries" in finding.message
    assert "a title" in finding.message
    assert "Editorial" not in finding.message


def test_persons_that_are_too_many_to_be_compared_are_told_without_their_names() -> None:
    people = [person("page", str(at), "Wei Wang") for at in range(40)]
    works = [paper("page", f"w{at}", f"Tides {at}", named("Wei Wang", record=one.record.key), named("Ottoline Pfeffer"))
             for at, one in enumerate(people)]  # fmt: skip
    found = [one for one in told(*people, *works) if "not compared" in one and "person" in one]
    assert len(found) == 1
    assert "Wang" not in found[0]
