"""What `import scholargraph` and the command offer, and what they must not load to do so."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

import scholargraph

ROOT: Final = Path(__file__).resolve().parents[2]
SLOW: Final = ("flask", "granian", "pyoxigraph", "pyshacl", "rdflib", "SPARQLWrapper")
"""What takes long to load. Asserting on this, not on seconds, holds on any machine."""

REPORT: Final = f"import sys; print(sorted(set({SLOW!r}) & set(sys.modules)))"
HELP: Final = """
import sys
from scholargraph.cli import main
sys.argv = ["scholargraph", "--help"]
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
"""


@pytest.fixture(scope="module")
def project() -> Mapping[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]  # type: ignore[no-any-return]


def test_the_package_loads_the_model_only() -> None:
    assert _python(f"import scholargraph; {REPORT}").splitlines() == ["[]"]


def test_help_loads_nothing_slow() -> None:
    printed = _python(f"{HELP}\n{REPORT}").splitlines()

    assert printed[-1] == "[]"
    assert any("publish" in line for line in printed)


def test_the_public_names_are_there_and_described() -> None:
    assert sorted(scholargraph.__all__) == sorted(set(scholargraph.__all__))
    undescribed = [
        name
        for name in scholargraph.__all__
        if name != "__version__" and not (getattr(scholargraph, name).__doc__ or "").strip()
    ]
    assert undescribed == []


def test_one_version_everywhere(project: Mapping[str, Any]) -> None:
    version = project["version"]

    assert scholargraph.__version__ == version
    assert f'version: "{version}"' in (ROOT / "CITATION.cff").read_text("utf-8").splitlines()
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("kind", ["curation", "profile-text"])
def test_every_source_that_we_ship_loads(kind: str, project: Mapping[str, Any]) -> None:
    declared = project["entry-points"]["scholargraph.sources"]
    points = {point.name: point for point in importlib.metadata.entry_points(group="scholargraph.sources")}

    assert points[kind].value == declared[kind]
    points[kind].load()


def test_each_source_has_a_test_above(project: Mapping[str, Any]) -> None:
    assert sorted(project["entry-points"]["scholargraph.sources"]) == ["curation", "profile-text"]


def test_the_command_is_installed_as_declared(project: Mapping[str, Any]) -> None:
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="scholargraph")

    assert command.value == project["scripts"]["scholargraph"]
    assert callable(command.load())


def _python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
