"""JSON Schemas of the files that people write, `curation.toml` and `scholargraph.toml`, so that editors complete and check them.

They follow from the field registry and the settings. After a change, `python -m scholargraph.schemas` writes the files anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from scholargraph.schemas.curation import curation_schema
from scholargraph.schemas.site import site_schema

__all__ = ["CURATION", "SITE", "curation_schema", "schema_files", "site_schema", "write"]

CURATION: Final = "curation.schema.json"
SITE: Final = "scholargraph.schema.json"


def schema_files() -> dict[str, str]:
    """Give the text of each schema file by its name."""
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in ((CURATION, curation_schema()), (SITE, site_schema()))
    }


def write(folder: Path) -> None:
    """Write the schema files into a folder."""
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
