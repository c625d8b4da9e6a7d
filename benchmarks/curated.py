"""Sites of one curation, which is written anew again and again while others read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from scholargraph import config

CURATION: Final = "curation.toml"
SITE: Final = """[site]
title = "{title}"
base = "http://127.0.0.1/"

[[source]]
name = "curation"
kind = "curation"
path = "{curation}"
"""


def begin(site: Path, title: str) -> None:
    """Make a site, whose curation is to be written yet."""
    site.mkdir(parents=True, exist_ok=True)
    (site / config.SITE_FILE).write_text(SITE.format(title=title, curation=CURATION), encoding="utf-8")


def write(site: Path, text: str, name: str = CURATION) -> None:
    """Write the curation, in one move."""
    fresh = site / "curation.fresh"
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(site / name)
