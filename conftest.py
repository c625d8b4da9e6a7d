"""Collect the examples of the documents and of docstrings as tests.

The fixtures of the tests stand in tests/conftest.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from doctest import ELLIPSIS
from pathlib import Path
from typing import Final

import pytest
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

from tests.house.terminal import Terminal, run_example

_FORMATS: Final = sorted(path.name for path in (Path(__file__).parent / "docs" / "formats").glob("*.md"))
_DOCUMENTS: Final = Sybil(
    parsers=[
        CodeBlockParser(language="console", evaluator=run_example),
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        SkipParser(),
    ],
    filenames=["README.md", "CONTRIBUTING.md", "evidence.md", "readers.md", "reviewing.md", *_FORMATS],
    fixtures=["terminal"],
)
_DOCSTRINGS: Final = Sybil(parsers=[DocTestParser(optionflags=ELLIPSIS)], pattern="src/scholargraph/**/*.py")

pytest_collect_file = (_DOCUMENTS + _DOCSTRINGS).pytest()


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """Give each document a terminal of its own, in a folder that holds copies of the sites."""
    with Terminal(tmp_path_factory.mktemp("terminal")) as opened:
        yield opened
