"""Keys to services: from the environment, or from a file outside the site; never from the site file, never kept.

A key is told to its service alone; see `transport`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from scholargraph import disk
from scholargraph.config import Settings
from scholargraph.errors import Place, SettingsError

OPENALEX: Final = "OPENALEX_API_KEY"
_LONGEST: Final = 512


def openalex_key(settings: Settings, environment: Mapping[str, str] = os.environ) -> str | None:
    """Give the key to OpenAlex; None where there is none.

    Raises SettingsError for a file that lies inside the site's folder, cannot be read, or holds no key.
    """
    key = environment.get(OPENALEX, "").strip()
    named = settings.fetch.openalex_key_file
    if named is not None and not key:
        path = Path(named).expanduser()
        path = path if path.is_absolute() else settings.directory / path
        if path.resolve().is_relative_to(settings.directory.resolve()):
            raise SettingsError(
                "The file with the key to OpenAlex lies inside the site's folder, from which it could be published: "
                "move it out of it.",
                Place(str(settings.file)),
            )
        try:
            key = disk.read(path).decode("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsError(
                "The file with the key to OpenAlex cannot be read: correct openalex_key_file.", Place(str(path))
            ) from None
    if not key:
        return None
    if len(key) > _LONGEST or not key.isascii() or not key.isprintable() or " " in key:
        raise SettingsError(f"The key to OpenAlex is none: set {OPENALEX} to the key alone.", Place(str(settings.file)))
    return key
