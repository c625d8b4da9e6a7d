"""Waiting for changes of the files of a site, by looking at their times and sizes again and again.

It reads none of them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from scholargraph.config import SITE_FILE, WORK_DIRECTORY

SECONDS: Final = 1.0
"""How long it is between two looks."""
MOST_FILES: Final = 50_000
"""How many files are looked at; of a site with more, changes of the others are not noticed."""

Sight = dict[str, tuple[int, int]]


def changes(site: Path, *, wait: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Give a signal at once, then whenever files of a site have changed and have not changed again until the next look."""
    folder = site.parent if site.name == SITE_FILE else site
    seen = sight(folder)
    yield
    while True:
        wait(SECONDS)
        now = sight(folder)
        if now == seen:
            continue
        wait(SECONDS)  # whoever writes a file may not be done with it
        while (later := sight(folder)) != now:
            now = later
            wait(SECONDS)
        seen = now
        yield


def sight(folder: Path) -> Sight:
    """Give time and size of each file below a folder, but for what is made of the site, and what is hidden."""
    found: Sight = {}
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != WORK_DIRECTORY and not name.startswith("."))
        for name in sorted(files):
            if len(found) >= MOST_FILES:
                return found
            try:
                status = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 - thousands of them
            except OSError:
                continue  # it was there a moment ago
            found[os.path.join(place, name)] = (status.st_mtime_ns, status.st_size)  # noqa: PTH118
    return found
