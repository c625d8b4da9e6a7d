"""What entries take from others: crossref and xdata, before or behind, chains, circles, and what is never taken."""

from __future__ import annotations

import pytest

from scholargraph.model import EntryField, PartialDate, Publication
from scholargraph.sources.readers.bibtex import inheritance
from tests.sources.readers.bibtex.reading import Read, read

PARENT = """@proceedings{proc, title={Proceedings of Tides}, subtitle={Revised}, editor={Okafor, Benoît}, year=2019,
  month=jun, publisher={Example Press}, doi={10.5555/book}, isbn={978-3-16-148410-0}, abstract={Of the book}}
"""
CHILD = "@inproceedings{paper, title={Ebb}, author={Quill, Ada}, crossref={PROC}, pages={1--2}}\n"


def child(found: Read, key: str = "paper") -> Publication:
    (one,) = [work for work in found.works if work.record.key.endswith(f"/{key}")]
    assert isinstance(one.record, Publication)
    return one.record


@pytest.mark.parametrize("text", [PARENT + CHILD, CHILD + PARENT])
def test_the_whole_stands_before_or_behind(text: str) -> None:
    found = read(text)
    work = child(found)
    assert not found.rejected
    assert work.issued == PartialDate(2019, 6)
    assert [one.printed_name for one in work.contributions] == ["Ada Quill", "Benoît Okafor"]
    assert [one.name for one in found.venues if one.key == work.venue] == ["Proceedings of Tides: Revised"]
    assert work.publisher is not None
    assert (work.identifiers, work.abstract, work.alternate_titles) == ((), None, ())


def test_an_inherited_value_stands_where_the_parent_has_it() -> None:
    found = read(CHILD + PARENT)
    (work,) = [one for one in found.works if one.record.key.endswith("/paper")]
    (place,) = {one.evidence.locator for one in work.attributions if one.field == "publisher"}
    assert isinstance(place, EntryField)
    assert (place.entry, place.field) == ("proc", "publisher")
    assert place.start > len(CHILD)


def test_own_fields_come_first_and_dates_are_not_mixed() -> None:
    found = read(PARENT + CHILD.replace("pages", "year=2021, publisher={Own}, pages"))
    work = child(found)
    assert work.issued == PartialDate(2021)
    assert work.publisher is not None
    assert work.publisher.printed == "Own"


def test_a_journal_issue_gives_its_title_to_the_article() -> None:
    found = read(
        "@article{paper, title={T}, crossref={issue}}\n@periodical{issue, title={Annals}, volume=3, year=1999}"
    )
    assert [one.name for one in found.venues] == ["Annals"]
    assert (child(found).volume, child(found).issued) == ("3", PartialDate(1999))


def test_a_book_gives_its_author_to_its_chapters_and_a_collection_does_not() -> None:
    found = read("@inbook{paper, title={T}, crossref={b}}\n@incollection{other, title={U}, crossref={c}}\n"
                 "@book{b, title={B}, author={Quill, Ada}}\n@collection{c, title={C}, author={Xu, Jun}}")  # fmt: skip
    assert [one.printed_name for one in child(found).contributions] == ["Ada Quill"]
    assert child(found, "other").contributions == ()


def test_a_chain() -> None:
    found = read("@inproceedings{paper, title={T}, crossref={p}}\n@proceedings{p, title={P}, crossref={mv}}\n"
                 "@mvproceedings{mv, title={All Tides}, publisher={Example Press}, year=2001}")  # fmt: skip
    work = child(found)
    assert work.issued == PartialDate(2001)
    names = {one.key: one for one in found.venues}
    assert work.venue is not None
    assert names[work.venue].name == "P"
    assert names[names[work.venue].part_of].name == "All Tides"  # type: ignore[index]


def test_xdata_gives_all_its_fields_and_is_no_work() -> None:
    found = read("@book{paper, title={T}, xdata={one, two}}\n@xdata{one, publisher={P}, location={Bergen}}\n"
                 "@xdata{two, location={Oslo}, year=2003}")  # fmt: skip
    assert len(found.works) == 1
    assert (child(found).place, child(found).issued) == ("Bergen", PartialDate(2003))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CHILD, "“PROC” is the key of no entry of this file"),
        ("@book{paper, title={T}, crossref={paper}}", "“paper” leads back to this entry"),
        ("@book{paper, title={T}, crossref={q}}\n@book{q, title={U}, crossref={paper}}", "leads back to this entry"),
        ("@book{paper, title={T}, xdata={nothing}}", "“nothing” is the key of no entry of this file"),
    ],
)
def test_what_leads_nowhere_is_said_and_the_entry_is_read(text: str, reason: str) -> None:
    found = read(text)
    assert child(found).title is not None
    assert any(reason in one for one in found.reasons)
    assert not found.entries


def test_a_long_chain_ends() -> None:
    text = "".join(f"@book{{b{at}, title={{T}}, crossref={{b{at + 1}}}}}\n" for at in range(30))
    assert any("over more than 8 others" in one for one in read(text).reasons)


def test_the_cap_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inheritance, "MAX_HELD", 100)
    (reason,) = read(CHILD + PARENT).reasons
    assert reason.startswith("The entries that others refer to have more than 100 characters: “PROC” is not looked up")
