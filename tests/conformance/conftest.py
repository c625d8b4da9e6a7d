"""One server for all the suites, and their numbers in the summary of the run."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.conformance.served import Served
from tests.conftest import ROOT, CopySite

NUMBERS: Final = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def sparql11(shared: Path) -> Path:
    """Return the folder of the W3C's SPARQL 1.1 tests."""
    return (shared / "conformance" / "sparql11").resolve()


@pytest.fixture(scope="session")
def served(sparql11: Path, copy_site: CopySite) -> Iterator[Served]:
    """Return a server; each module publishes what it asks."""
    with Served(copy_site("example-department")) as running:
        yield running


@pytest.fixture(scope="session")
def exceptions() -> dict[str, Any]:
    """Return what is not passed: by its table, IRI → reason."""
    return tomllib.loads((Path(__file__).parent / "exceptions.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def document() -> str:
    """Return the page that tells users the numbers."""
    return (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def say(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Return a function that adds a line to the summary of the run."""
    return pytestconfig.stash.setdefault(NUMBERS, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the numbers of the suites."""
    numbers = config.stash.get(NUMBERS, [])
    if numbers:
        terminalreporter.section("conformance")
    for line in numbers:
        terminalreporter.line(line)
