"""The assets are found in a wheel and in a checkout, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scholargraph import assets
from scholargraph.errors import InternalError

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("find", "folder"),
    [
        (assets.shapes_dir, "shapes"),
        (assets.ontology_dir, "ontology"),
        (assets.schemas_dir, "schemas"),
        (assets.example_dir, "data/example-department"),
    ],
)
def test_the_checkout_has_them_all(find: Callable[[], Path], folder: str) -> None:
    assert find() == ROOT / folder


def test_the_wheel_comes_first(tmp_path: Path) -> None:
    package = _package(tmp_path / "src", checkout=True)
    installed = package / "_assets" / "shapes"
    installed.mkdir(parents=True)

    assert assets._find("shapes", "shapes", package=package) == installed


def test_an_editable_install_uses_the_checkout_around_it(tmp_path: Path) -> None:
    package = _package(tmp_path / "src", checkout=True)

    assert assets._find("shapes", "shapes", package=package) == tmp_path / "shapes"


def test_a_folder_of_that_name_elsewhere_is_not_taken(tmp_path: Path) -> None:
    package = _package(tmp_path / "site-packages", checkout=True)

    with pytest.raises(InternalError, match="shapes is missing; install the package again"):
        assets._find("shapes", "shapes", package=package)


def test_a_source_tree_without_them_is_an_error_of_ours(tmp_path: Path) -> None:
    package = _package(tmp_path / "src", checkout=False)

    with pytest.raises(InternalError) as raised:
        assets._find("shapes", "shapes", package=package)

    assert raised.value.exit_code == 5


def _package(parent: Path, *, checkout: bool) -> Path:
    package = parent / "scholargraph"
    package.mkdir(parents=True)
    if checkout:
        (parent.parent / "pyproject.toml").touch()
        (parent.parent / "shapes").mkdir()
    return package
