"""Notices of several sources: those that are one unite, those that contradict are conflicts, all others stay apart."""

from __future__ import annotations

from typing import Any, Final

import pytest

from scholargraph.identifiers import parse_identifier, parse_url
from scholargraph.iris import Key
from scholargraph.model import Entry, Notice, NoticeKind, PartialDate, Text
from tests.reconcile.records import joined, proof, reading, work

RETRACTION, CORRECTION = NoticeKind.RETRACTION, NoticeKind.CORRECTION
DOI: Final = parse_identifier("doi:10.5555/notice")
OTHER: Final = parse_identifier("doi:10.5555/other")
PMID: Final = parse_identifier("pmid:31")
WORK: Final = parse_identifier("doi:10.5555/work")
ADDRESS: Final = parse_url("https://press.test/notice")


def notice(kind: NoticeKind = RETRACTION, date: str | None = None, **values: Any) -> Notice:
    return Notice(kind=kind, date=None if date is None else PartialDate.parse(date), **values)


def merged(*given: tuple[Notice, ...]) -> Entry:
    """The entry of one work, of which each source in turn gives notices."""
    sources = ("curation", "page", "other")
    found = joined(
        *(reading(source, work(source, "w", title="Tides", identifiers=(WORK,), notices=notices))
          for source, notices in zip(sources, given, strict=False))
    )  # fmt: skip
    (entry,) = found.entries()
    return entry


def notices(entry: Entry) -> tuple[Notice, ...]:
    return entry.record.notices  # type: ignore[union-attr]


ONE: Final = {
    "the DOI, and DOI and date": ((notice(identifiers=(DOI,)), notice(date="2023-05-01", identifiers=(DOI,)))),
    "a date, and a finer one": (notice(date="2023"), notice(date="2023-05-01", identifiers=(DOI,))),
    "an address and its DOI": (notice(url=ADDRESS), notice(url=ADDRESS, identifiers=(DOI,))),
    "a DOI with a PubMed identifier": (notice(identifiers=(DOI, PMID)), notice(identifiers=(DOI,), date="2023")),
    "nothing but the kind": (notice(), notice(identifiers=(DOI,), date="2023")),
    "a reason": (notice(identifiers=(DOI,)), notice(identifiers=(DOI,), reason=Text("It is made up."))),
}


@pytest.mark.parametrize("name", ONE)
def test_two_sources_tell_of_one_notice_and_each_adds_what_the_other_lacks(name: str) -> None:
    for given in (ONE[name], ONE[name][::-1]):
        entry = merged(*((one,) for one in given))
        (found,) = notices(entry)
        assert entry.conflicts == ()
        assert set(found.identifiers) == {one for part in given for one in part.identifiers}
        assert str(found.date) == max((str(one.date) for one in given if one.date), default="None", key=len)
        assert {found.url, found.reason} >= {
            part for one in given for part in (one.url, one.reason) if part is not None
        }
        assert entry.evidence["notices", found] == (proof("curation"), proof("page"))


APART: Final = {
    "two kinds": (notice(identifiers=(DOI,)), notice(CORRECTION, identifiers=(OTHER,))),
    "two DOIs": (notice(CORRECTION, identifiers=(DOI,)), notice(CORRECTION, identifiers=(OTHER,))),
    "two DOIs of one year": (
        notice(CORRECTION, "2023", identifiers=(DOI,)),
        notice(CORRECTION, "2023-05", identifiers=(OTHER,)),
    ),
    "two years": (notice(CORRECTION, "2022"), notice(CORRECTION, "2023")),
    "a DOI and a date": (notice(CORRECTION, identifiers=(DOI,)), notice(CORRECTION, "2023")),
    "two records": (notice(work=Key("publication/one")), notice(work=Key("publication/two"))),
}


@pytest.mark.parametrize("name", APART)
def test_what_nothing_ties_together_stays_apart(name: str) -> None:
    one, other = APART[name]
    entry = merged((one,), (other,))
    assert notices(entry) == (one, other)
    assert entry.conflicts == ()
    assert entry.evidence["notices", one] == (proof("curation"),)
    assert entry.evidence["notices", other] == (proof("page"),)


@pytest.mark.parametrize(
    "other",
    [
        notice(date="2024", identifiers=(DOI,)),
        notice(date="2023", identifiers=(DOI,), reason=Text("Another reason.")),
        notice(date="2023", identifiers=(DOI,), url=parse_url("https://elsewhere.test/")),
    ],
    ids=["date", "reason", "address"],
)
def test_what_contradicts_a_notice_is_a_conflict(other: Notice) -> None:
    first = notice(date="2023", identifiers=(DOI,), reason=Text("A reason."), url=ADDRESS)
    entry = merged((first,), (other,))
    assert notices(entry) == (first,)
    (conflict,) = entry.conflicts
    assert (conflict.field, conflict.stated, conflict.others[0].value) == ("notices", first, other)
    assert conflict.others[0].evidence == proof("page")
    assert conflict.reason == "This notice is stated as another source describes it."


def test_a_notice_that_may_be_any_of_several_is_none_of_them() -> None:
    first, second = notice(CORRECTION, "2023-01", identifiers=(DOI,)), notice(CORRECTION, "2023-09")
    entry = merged((first, second), (notice(CORRECTION, "2023"),))
    assert notices(entry) == (first, second, notice(CORRECTION, "2023"))


def test_two_notices_of_one_source_are_two() -> None:
    given = (notice(CORRECTION, "2023"), notice(CORRECTION, "2023-05", identifiers=(DOI,)))
    assert notices(merged(given)) == given


def test_a_source_that_says_nothing_contradicts_nothing() -> None:
    entry = merged((), (notice(identifiers=(DOI,)),), ())
    assert notices(entry) == (notice(identifiers=(DOI,)),)
    assert entry.conflicts == ()
