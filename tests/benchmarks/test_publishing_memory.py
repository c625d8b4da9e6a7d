"""What publishing takes is measured in a process of its own, and a library that takes too much is a failure."""

from __future__ import annotations

import sys

import pytest

from benchmarks import publishing_memory
from benchmarks.publishing_memory import Peak, measured, row


def test_a_library_is_published_and_what_it_took_is_told() -> None:
    found = measured(600, 0.5)
    assert found.entries == 600
    assert found.lines > 20 * found.entries
    assert 30_000 < found.kib < 4_000_000
    assert f"{found.entries} entries" in row(found)


@pytest.mark.parametrize(("second", "fails"), [(130_000, False), (131_000, True)])
def test_more_than_a_third_more_memory_is_a_failure(
    second: int,
    fails: bool,  # noqa: FBT001 - a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    peaks = iter([Peak(10, 100_000, 1.0, 100), Peak(50, second, 5.0, 500)])
    monkeypatch.setattr(publishing_memory, "measured", lambda *_: next(peaks))
    monkeypatch.setattr(sys, "argv", ["publishing_memory", "--sizes", "10", "50"])
    if fails:
        with pytest.raises(SystemExit) as raised:
            publishing_memory.main()
        assert raised.value.code == 1
    else:
        publishing_memory.main()
    assert f"5.0 times the entries take {second / 100_000:.2f} times the memory" in capsys.readouterr().out
