"""A made-up site that the tests of the benchmarks share."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from benchmarks.endpoint.engines import ScholarGraph

SIZE: Final = 60


@pytest.fixture(scope="session")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> ScholarGraph:
    """ScholarGraph with a published site of sixty works; no test changes its records."""
    engine = ScholarGraph(tmp_path_factory.mktemp("made"), SIZE)
    engine.prepare()
    return engine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for logs and lists."""
    return tmp_path
