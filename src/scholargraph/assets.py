"""Find the shapes, the ontology, the schemas and the example site: in the installed wheel, or in the checkout.

It reads none of them. The files are needed as paths (they are Turtle and TOML, read by others), so a package that is
imported from a zip archive is not supported.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from scholargraph.errors import InternalError

_PACKAGE: Final = Path(__file__).resolve().parent
_INSTALLED: Final = "_assets"
"""The folder of the wheel that holds the assets. An editable install has none: hatchling lays it only into wheels."""


def shapes_dir() -> Path:
    """Return the folder of the SHACL shapes, one Turtle file a class.

    Raises:
        InternalError: the installation holds no shapes.
    """
    return _find("shapes", "shapes")


def ontology_dir() -> Path:
    """Return the folder of `scholargraph.ttl`, our own terms and the alignments.

    Raises:
        InternalError: the installation holds no ontology.
    """
    return _find("ontology", "ontology")


def schemas_dir() -> Path:
    """Return the folder of the JSON Schemas of `scholargraph.toml` and `curation.toml`.

    Raises:
        InternalError: the installation holds no schemas.
    """
    return _find("schemas", "schemas")


def example_dir() -> Path:
    """Return the site of the example department: fabricated, small, to be copied and never written to.

    Raises:
        InternalError: the installation holds no example.
    """
    return _find("example", "data/example-department")


def _find(installed: str, checkout: str, *, package: Path = _PACKAGE) -> Path:
    """Return the folder `installed` of the wheel, or `checkout` of the source tree around `package`."""
    in_wheel = package / _INSTALLED / installed
    if in_wheel.is_dir():
        return in_wheel
    root = package.parent.parent
    in_checkout = root / checkout
    if package.parent.name == "src" and (root / "pyproject.toml").is_file() and in_checkout.is_dir():
        return in_checkout
    raise InternalError(
        f"ScholarGraph's own folder {checkout} is missing; install the package again, or clone the whole repository"
    )
