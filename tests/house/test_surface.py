"""What `import scholargraph` and the command offer, and what they must not load to do so."""

from __future__ import annotations

import ast
import importlib
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


PACKAGES: Final = tuple(
    ".".join(("scholargraph", *file.parent.relative_to(ROOT / "src" / "scholargraph").parts))
    for file in sorted((ROOT / "src" / "scholargraph").rglob("__init__.py"))
    if "__all__" in file.read_text("utf-8")
)
"""Every package that says what it offers. One that says nothing is no door: its modules are imported by name."""


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


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_offers_what_it_lists(name: str) -> None:
    package = importlib.import_module(name)
    listed = list(package.__all__)

    assert len(listed) == len(set(listed))
    assert [one for one in listed if not hasattr(package, one)] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_lists_what_it_offers(name: str) -> None:
    """All it defines, and all it takes from elsewhere without need for it; what it needs itself may be listed."""
    package = importlib.import_module(name)
    offered, needed = _names(Path(str(package.__file__)))

    assert offered - set(package.__all__) == set()
    assert set(package.__all__) - offered - needed == set()


def test_there_are_packages() -> None:
    assert {"scholargraph", "scholargraph.model", "scholargraph.sources", "scholargraph.mapping"} <= set(PACKAGES)


def test_one_version_everywhere(project: Mapping[str, Any]) -> None:
    version = project["version"]

    assert scholargraph.__version__ == version
    assert f'version: "{version}"' in (ROOT / "CITATION.cff").read_text("utf-8").splitlines()
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


SOURCES = (
    "acl-anthology", "bibtex", "crossref", "csl-json", "curation", "datacite", "dblp", "oai-dc", "openalex", "orcid", "profile-text", "rdf",
    "ris", "ror", "roster", "table", "web-page",
)  # fmt: skip


@pytest.mark.parametrize("kind", SOURCES)
def test_every_source_that_we_ship_loads(kind: str, project: Mapping[str, Any]) -> None:
    declared = project["entry-points"]["scholargraph.sources"]
    points = {point.name: point for point in importlib.metadata.entry_points(group="scholargraph.sources")}

    assert points[kind].value == declared[kind]
    points[kind].load()


def test_each_source_has_a_test_above(project: Mapping[str, Any]) -> None:
    assert sorted(project["entry-points"]["scholargraph.sources"]) == sorted(SOURCES)


def test_the_command_is_installed_as_declared(project: Mapping[str, Any]) -> None:
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="scholargraph")

    assert command.value == project["scripts"]["scholargraph"]
    assert callable(command.load())


def _names(file: Path) -> tuple[set[str], set[str]]:
    """Give the public names that a package offers: those it defines or only passes on; and those it takes for itself."""
    tree = ast.parse(file.read_text("utf-8"))
    taken: set[str] = set()
    defined: set[str] = set()
    for node in tree.body:
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("scholargraph"):
                taken.update(one.asname or one.name for one in names)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                defined.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                defined.add(name)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    offered = {name for name in defined | (taken - used) if not name.startswith("_")}
    return offered, (taken & used) | {"__version__"}


def _python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True, timeout=60, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
