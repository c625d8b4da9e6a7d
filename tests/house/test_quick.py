"""What `make quick` leaves out is there to be left out, and is the part that the Makefile names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import LONG, LONG_FIXTURES, LONG_WORDS

ROOT: Final = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("beginning", LONG)
def test_every_entry_leaves_something_out(beginning: str) -> None:
    path, _, test = beginning.partition("::")
    assert (ROOT / path).exists()
    if test:
        assert re.search(rf"^def {test}", (ROOT / path).read_text("utf-8"), re.MULTILINE)


def test_every_fixture_is_defined() -> None:
    defined = "".join(path.read_text("utf-8") for path in (ROOT / "conftest.py", ROOT / "tests" / "conftest.py"))
    assert [name for name in LONG_FIXTURES if f"def {name}(" not in defined] == []


@pytest.mark.parametrize("words", LONG_WORDS)
def test_every_word_leaves_something_out(words: str) -> None:
    modules = [*(ROOT / "tests").rglob("test_*.py"), ROOT / "src" / "scholargraph" / "testing.py"]
    assert any(re.search(rf"def test\w*{words}", path.read_text("utf-8")) for path in modules)


def test_make_quick_leaves_the_long_ones_out() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r'^quick: .*\n\t\$\(BIN\)/python -m pytest \$\(WORKERS\) -m "not long"', makefile, re.MULTILINE)


def test_the_mark_is_set(request: pytest.FixtureRequest) -> None:
    """This test is quick; one of the console examples is not."""
    assert request.node.get_closest_marker("long") is None
    long = [item.nodeid for item in request.session.items if item.get_closest_marker("long") is not None]
    assert all(not name.startswith("tests/house/test_quick.py") for name in long)
