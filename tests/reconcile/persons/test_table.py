"""The table of comparisons: whole, with its reasons; and signatures clustered by it in time in proportion."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from scholargraph.reconcile.persons.evidence import KINDS
from scholargraph.reconcile.persons.memberships import Standing
from scholargraph.reconcile.persons.names import Likeness, person_name
from scholargraph.reconcile.persons.signatures import PrintedWork, cluster_signatures, signatures_of
from scholargraph.reconcile.persons.table import shipped
from tests.growth import grows_in_proportion

SAID: dict[str, Any] = tomllib.loads(
    (files("scholargraph.reconcile.persons") / "persons.toml").read_text(encoding="utf-8")
)


def test_every_weight_has_its_reason() -> None:
    groups = [*SAID["name"]["levels"].values(), *SAID["groups"].values(), *SAID["shared"].values(), *SAID["years"], SAID["work"], SAID["identifier"],
              SAID["decision"], SAID["common_families"], SAID["common_givens"], SAID["words"]]  # fmt: skip
    assert [one for one in groups if not one.get("reason")] == []


def test_every_comparison_is_there() -> None:
    table = shipped()
    assert set(table.likeness) == set(Likeness)
    assert set(table.groups) == set(Standing)
    assert set(table.comparisons) == set(KINDS)
    assert table.doubtful < table.joined
    assert table.rounds[-1] == 0


COMPANIES = (("Zbigniew Quaestor", "Ottoline Pfeffer"), ("Carla Imbrenda", "Dmitri Voznesensky"))


def a_work(key: int, names: list[str], **more: Any) -> PrintedWork:
    return PrintedWork(
        key=f"{key:06}", names=tuple(map(person_name, names)), affiliations=((),) * len(names), titles=(f"Learning {key}",),
        venues=(), year=2000, printed=tuple(names), **more,
    )  # fmt: skip


def test_namesakes_with_other_co_authors_are_two_clusters() -> None:
    works = [a_work(at, ["Wei Wang", *COMPANIES[at % 2]]) for at in range(6)]
    signatures = [one for one in signatures_of(works) if one[1] == 0]
    groups = cluster_signatures(works, signatures).groups
    assert sorted(sorted(group) for group in groups) == [[0, 2, 4], [1, 3, 5]]


def test_many_signatures_of_one_name_take_time_in_proportion() -> None:
    def clusters(size: int) -> int:
        works = [a_work(at, ["Wei Wang", f"Zbigniew Quaestor{at // 4}"]) for at in range(size)]
        return len(cluster_signatures(works, [(at, 0) for at in range(size)]).groups)

    assert grows_in_proportion(clusters, 1200)


def test_one_evidence_for_all_takes_time_in_proportion() -> None:
    def clusters(size: int) -> int:
        works = [a_work(at, [f"A. Nameless{at % 7}", "Zbigniew Quaestor", f"B. Other{at}"]) for at in range(size)]
        return len(cluster_signatures(works, signatures_of(works)).groups)

    assert grows_in_proportion(clusters, 800)
