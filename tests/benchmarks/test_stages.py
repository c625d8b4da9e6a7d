"""What publishing costs is measured in stages, and mapping against another checkout that must say the same."""

from __future__ import annotations

from benchmarks.publishing import stages


def test_every_stage_is_measured() -> None:
    costs = stages.published(12, judge=True)
    assert set(costs.seconds) == {"reading", "joining", "fusing", "mapping", "judging", "storing", "bulk load"}
    assert all(seconds >= 0 for seconds in costs.seconds.values())
    assert costs.counts["entries"] > 0
    assert costs.counts["lines"] > 1000
    assert costs.kib > 0


def test_a_mapping_is_told_from_another_by_its_lines() -> None:
    one, same, other = stages.mapped(3), stages.mapped(3), stages.mapped(4)
    assert one["digest"] == same["digest"] != other["digest"]
    assert one["seconds"] > 0
