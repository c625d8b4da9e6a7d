"""Works joined at length: floods, order, what is lost and found again, and that the documentation has the weights."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

from scholargraph import config
from scholargraph.model import Contribution, Gap, PartialDate, Publication, SourceRecord
from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.join import join
from scholargraph.sources.reading import plans, read
from tests.growth import grows_in_proportion
from tests.reconcile.records import reading, work

ROOT: Final = Path(__file__).resolve().parents[2]


def editorials(count: int) -> list[SourceRecord]:
    """Works that say little, and nearly the same."""
    return [
        reading("page", work("page", str(number), title="Editorial", issued=PartialDate(1900 + number % 120)))
        for number in range(count)
    ]


def test_editorials_are_no_one_work_and_take_no_time() -> None:
    assert len(join(editorials(400)).groups) == 400
    assert grows_in_proportion(lambda size: join(editorials(size)), 3000)


def test_one_entry_many_times_is_one_work_and_takes_no_time() -> None:
    def copies(count: int) -> list[SourceRecord]:
        return [
            reading("page", work("page", str(number), title="Braided rivers of the plain", issued=PartialDate(2001)))
            for number in range(count)
        ]

    assert len(join(copies(400)).groups) == 1
    assert grows_in_proportion(lambda size: join(copies(size)), 3000)


def test_works_with_very_many_authors_are_joined() -> None:
    def crowd(source: str) -> SourceRecord:
        names = tuple(Contribution.of(f"Ada Quill{number}", position=number + 1) for number in range(5000))
        return reading(source, work(source, "1", title="Search for a river in the plain", contributions=names))

    assert len(join([crowd("page"), crowd("other")]).groups) == 1


def test_in_another_order_the_same_is_joined() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    words = ["rivers", "weirs", "otters", "floods", "gravel", "locks", "canals", "silt"]
    readings = []
    for number in range(150):
        title = " ".join(chance.sample(words, 4))
        for source in ("page", "other")[: chance.randint(1, 2)]:
            year = PartialDate(chance.choice((2001, 2002)))
            readings.append(reading(source, work(source, str(number), title=title, issued=year)))
    expected = {frozenset(one.record.key for one in group) for group in join(readings).groups}
    for _ in range(3):
        chance.shuffle(readings)
        assert {frozenset(one.record.key for one in group) for group in join(readings).groups} == expected


def test_a_lost_title_of_the_first_profile_is_found_by_its_abstract() -> None:
    profile = [
        one
        for one in read(plans(config.load(ROOT / "data" / "lucas-dixon")))
        if isinstance(one, SourceRecord) and one.selector is None and one.whole.item.endswith(".txt")
    ]
    lost = {
        one.record.key: one.record
        for one in profile
        if isinstance(one.record, Publication) and one.record.title is None and one.record.abstract is not None
    }
    assert lost
    assert all(Gap.TITLE_LOST in record.gaps for record in lost.values())
    found = [
        reading(
            "other", work("other", str(number), title=f"A found title of number {number}", abstract=record.abstract)
        )
        for number, record in enumerate(lost.values())
    ]
    clusters = join([*profile, *found])
    why = {one.one: one for one in clusters.joinings} | {one.other: one for one in clusters.joinings}
    for group in clusters.groups:
        if group[0].record.key in lost:
            assert [one.whole.source for one in group][-1] == "other"
            assert why[group[0].record.key].reasons[0].comparison == "abstract"


def test_every_weight_stands_in_the_documentation() -> None:
    text = (ROOT / "docs" / "joining.md").read_text("utf-8")
    rows = {tuple(cell.strip() for cell in line.strip("|").split("|")) for line in text.splitlines() if "|" in line}
    known = {
        (level.comparison, level.outcome, f"{level.weight:+g}{' (apart)' if level.apart else ''}", level.reason)
        for level in table("works").levels.values()
    }
    assert known <= rows


def test_weights_are_in_their_order() -> None:
    weights = table("works")
    assert weights.doubtful < weights.joined
    of = {(level.comparison, level.outcome): level.weight for level in weights.levels.values()}
    assert of["title", "equal"] > of["title", "misspelt"] > of["title", "cut"] > of["title", "partly"]
    assert of["authors", "equal"] > of["authors", "most"] > 0 > of["authors", "none"]
