"""Each folder of `cases` is a profile text and what it says; the same must be read however the text was copied."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.sources.profile_text.facts import facts, lines, read

CASES: Final = sorted(path.parent for path in Path(__file__).parent.glob("cases/*/profile.txt"))


def _indented(text: str, by: str) -> str:
    return "".join(by + line if line.strip() else line for line in text.splitlines(keepends=True))


def _unindented(text: str) -> str:
    return re.sub(r"(?m)^[ \t]+", "", text)


COPIES: Final[dict[str, Callable[[str], str]]] = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "line-separators": lambda text: text.replace("\n", "\u2028"),
    "byte-order-mark": lambda text: "\ufeff" + text,
    "not-indented": _unindented,
    "tabs": lambda text: _indented(text, "\t\t"),
    "no-break-spaces": lambda text: _indented(text, "\u00a0\u00a0"),
    "trailing-spaces": lambda text: text.replace("\n", " \u00a0\t\n"),
    "form-feeds": lambda text: text.replace("Sort By", "\f\fSort By\f"),
    "no-last-line-end": lambda text: text.rstrip("\n"),
    "many-blank-lines": lambda text: text.replace("\n\n", "\n\n\n \n\t\n"),
    "zero-width-spaces": lambda text: text.replace("\n", "\u200b\n\u200b"),
}


def test_there_are_cases() -> None:
    assert len(CASES) >= 25


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_is_read_as_its_case_says(case: Path) -> None:
    differences = _differences(_expected(case), facts(read(_text(case))))
    assert not differences, "\n".join(["", *differences])


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_layout_of_a_copy_changes_nothing(case: Path, copy: str) -> None:
    copied = facts(read(COPIES[copy](_text(case))))
    differences = _differences(_placeless(_expected(case)), _placeless(copied))
    assert not differences, "\n".join(["", *differences])


def _text(case: Path) -> str:
    return (case / "profile.txt").read_bytes().decode("utf-8")


def _expected(case: Path) -> dict[str, Any]:
    return tomllib.loads((case / "expected.toml").read_text("utf-8"))


def _placeless(tables: dict[str, Any]) -> dict[str, Any]:
    """Leave out the line numbers of what was rejected, which a copy with other line ends has elsewhere."""
    rejected = [{"reason": table["reason"]} for table in tables.get("rejected", [])]
    return {**tables, "rejected": rejected}


def _differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    wanted, got = Counter(lines(expected)), Counter(lines(found))
    return [
        *(f"LOST      {line}" for line in sorted((wanted - got).elements())),
        *(f"SPURIOUS  {line}" for line in sorted((got - wanted).elements())),
    ]
