"""Changes and outcomes of fetching as lines: values with their sources, no more than a screen, a no that changes nothing."""

from __future__ import annotations

import json
import sys
from typing import Final

import pytest

from scholargraph.acquire.fetching import FetchRequest, Outcome, Progress
from scholargraph.changes import Change, Changes, FieldChange, Moved, Named
from scholargraph.cli.change_lines import SHOWN, show
from scholargraph.cli.fetch_lines import bars, tell
from scholargraph.http_answers import span
from scholargraph.record_values import Disagreement, Held

MANY: Final = 30

Output = pytest.CaptureFixture[str]


def held(value: object, *sources: str) -> Held:
    return Held(json.dumps(value), sources)


def test_every_sort_of_change_is_told(capsys: Output) -> None:
    one = Disagreement("issued", '"2020"', (held("2019", "b"),), "why")
    change = Change(
        "publication/p",
        "Tides\nand Ladders",
        fields=(
            FieldChange("volume", (held("3", "a"),), ()),
            FieldChange("keywords", (), tuple(held({"value": f"k{at}"}, "b") for at in range(7))),
            FieldChange("contributions", (), (), reordered=True),
        ),
        settled=(one,),
        disagreements=(one,),
        lost=("c",),
    )
    found = Changes(
        new={"person": (Named("person/p", "Ada"),)},
        gone=(Named("venue/v", "venue/v"), Named("person/q", "Q")),
        moved=(Moved("publication/a", "A", "publication/b"),),
        changed=(change,),
        confirmed=2,
        replaced=1,
    )
    show(found)
    assert capsys.readouterr().err == (
        "1 person new:\n  Ada\n"
        "1 record changed:\n"
        "  Tides and Ladders\n"
        "      volume: 3 [a] → nothing\n"
        "      keyword:\n"
        "        + k0 [b]\n        + k1 [b]\n        + k2 [b]\n        + k3 [b]\n        + k4 [b]\n"
        "        + and 2 more\n"
        "      contributor: in another order\n"
        "      disagreement: date: 2020 is stated, 2019 [b] is not\n"
        "      no longer disagreed on: date: 2020 is stated, 2019 [b] is not\n"
        "      no longer in c\n"
        "2 records confirmed: the same is read once more.\n"
        "1 record read at other places or in other words, saying the same.\n"
        "1 record with another address; the old one leads there:\n  A: publication/a → publication/b\n"
        "2 would lose their address:\n  venue/v\n  Q (person/q)\n"
    )


def test_thousands_of_changes_are_a_screen(capsys: Output) -> None:
    long = "word " * 500
    changed = tuple(
        Change(f"publication/p{at}", long, fields=(FieldChange("volume", (), (held(long, "a"),)),))
        for at in range(2000)
    )
    gone = tuple(Named(f"person/p{at}", f"P{at}") for at in range(MANY))
    show(Changes(new={}, changed=changed, gone=gone))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) < 100
    assert max(map(len, lines)) < 150
    assert "  and 1,980 more" in lines
    assert f"  and {MANY - SHOWN} more" in lines


def test_what_steers_a_terminal_is_not_passed_on(capsys: Output) -> None:
    show(
        Changes(new={}, changed=(Change("person/p", "A\x1b[2J", (FieldChange("name", (), (held("\x1b]0;x\x07"),)),)),))
    )
    assert "\x1b" not in capsys.readouterr().err


def test_outcomes_are_told_and_counted(capsys: Output) -> None:
    request = FetchRequest("crossref", "10.5555/1")
    tell([
        Outcome("works", request, "failed", "crossref 10.5555/1: it is away.", 7200),
        *(Outcome("works", request, "changed", bytes=10) for _ in range(MANY)),
        Outcome("works", request, "unchanged", notes=("10.5555/1 is 10.5555/2 by now",)),
    ])  # fmt: skip
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "works: failed: crossref 10.5555/1: it is away. Come back in 2 hours."
    assert lines[1] == "works: crossref 10.5555/1 came anew (10 bytes)."
    assert lines[-3:] == [
        "and 10 more (changed)",
        "works: crossref 10.5555/1: 10.5555/1 is 10.5555/2 by now.",
        "1 answer unchanged.",
    ]


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second"), (61, "2 minutes"), (3600, "1 hour"), (100_000, "2 days")]
)
def test_spans_are_rounded_up(seconds: int, words: str) -> None:
    assert span(seconds) == words


@pytest.mark.parametrize("terminal", [False, True])
def test_bars_are_shown_on_a_terminal_alone(*, terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setenv("TERM", "xterm")
    with bars("fetching") as progress:
        progress(Progress("works", FetchRequest("crossref", "10.5555/1"), 1, 2, answers=3, bytes=4096))
    told = capsys.readouterr().err
    assert bool(told) is terminal
