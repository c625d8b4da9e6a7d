"""The table `[shapes]` of `scholargraph.toml`: how grave the results of single shapes are for this site.

It knows no shape: whether there is one of a name, validation says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from scholargraph.errors import Place
from scholargraph.service_settings import Tables

FOLDER: Final = "shapes"
"""The folder of a site that holds its own shapes."""
SEVERITIES: Final = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeSettings:
    """`[shapes]`.

    Attributes:
        severity: how grave the results of a shape are, by its name (`work-date`) or its whole IRI.
        places: where in the site file each of them stands.
    """

    severity: Mapping[str, str] = field(default_factory=dict, hash=False)
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)


def files_of(directory: Path) -> list[Path]:
    """Give the files of a site's own shapes, in the order of their names."""
    return sorted((directory / FOLDER).glob("*.ttl"))


def shapes_of(tables: Tables, data: dict[str, Any]) -> ShapeSettings:
    """Read `[shapes]`. Raises SettingsError."""
    table = tables.table(data, "shapes")
    tables.known(table, {"severity"}, ("shapes",))
    given = table.get("severity", {})
    if not isinstance(given, dict):
        raise tables.error("severity is a table: write [shapes.severity].", ("shapes", "severity"))
    for name, severity in given.items():
        if severity not in SEVERITIES:
            raise tables.error(
                f"“{severity}” is no severity: write violation, warning or info.", ("shapes", "severity", name)
            )
    return ShapeSettings(severity=given, places={name: tables.at(("shapes", "severity", name)) for name in given})
