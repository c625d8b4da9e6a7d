"""The wheel holds the package and its assets, and nothing of the tests, the vocabularies or a published site."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT: Final = Path(__file__).resolve().parents[2]
ASSETS: Final = {
    "shapes": "shapes/*.ttl",
    "ontology": "ontology/*.ttl",
    "deploy": "deploy/*",
    "example": "data/example-department/*",
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the names of all files in a freshly built wheel."""
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("dist")), versions=["standard"])
    with zipfile.ZipFile(built) as wheel:
        return set(wheel.namelist())


def test_every_module_is_in(names: set[str]) -> None:
    source = ROOT / "src"
    modules = {str(path.relative_to(source)) for path in source.rglob("*.py")}
    assert modules - names == set()
    assert "scholargraph/py.typed" in names


def test_queries_templates_and_static_files_are_in(names: set[str]) -> None:
    source = ROOT / "src"
    data = {
        str(path.relative_to(source))
        for path in source.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts
    }
    assert data - names == set()


@pytest.mark.parametrize("folder", ASSETS)
def test_the_assets_are_in(folder: str, names: set[str]) -> None:
    expected = {f"scholargraph/_assets/{folder}/{path.name}" for path in ROOT.glob(ASSETS[folder]) if path.is_file()}
    assert expected
    assert expected - names == set()


def test_nothing_else_is_in(names: set[str]) -> None:
    strangers = [
        name
        for name in names
        if not name.startswith(("scholargraph/", "scholargraph-"))
        or any(part in {"vendor", ".scholargraph", "__pycache__"} for part in name.split("/"))
    ]
    assert strangers == []
