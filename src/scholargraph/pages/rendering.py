"""Templates and static files: every value is escaped, every link has passed `safe_href`, every file's name holds its digest.

It decides nothing about what a page shows.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scholargraph import __version__, codings
from scholargraph.bibliography.markup import safe
from scholargraph.pages import words

_HERE: Final = Path(__file__).parent
_TEMPLATES: Final = _HERE / "templates"
_STATIC: Final = _HERE / "static"
_MEDIA: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that never changes under its name."""

    name: str
    media: str
    data: bytes


def render(template: str, **values: object) -> str:
    """Fill a template; a value that a template needs and does not get is an error of ours."""
    return _environment().get_template(template).render(values)


@cache
def static_files() -> dict[str, StaticFile]:
    """Give the static files by the names under which they are served, such as `site-1f2e3d4c5b6a.css`."""
    found: dict[str, StaticFile] = {}
    for path in sorted(_STATIC.rglob("*")):
        if path.suffix in _MEDIA:
            data = path.read_bytes()
            name = f"{path.stem}-{hashlib.sha256(data).hexdigest()[:12]}{path.suffix}"
            found[name] = StaticFile(name, _MEDIA[path.suffix], data)
    return found


@cache
def packed(name: str, coding: str) -> bytes:
    """Give a static file packed with a coding of `codings.OFFERED`, as small as it gets; the same each time."""
    return codings.packed(static_files()[name].data, coding, quality=codings.BEST[coding])


@cache
def icon() -> bytes:
    """Give the icon of pages as a file of the kind that browsers look for by themselves."""
    return (_STATIC / "favicon.ico").read_bytes()


@cache
def look() -> str:
    """Give a digest of everything that pages are made with: this version, its templates and its static files."""
    found = hashlib.sha256(__version__.encode())
    for path in sorted(_TEMPLATES.iterdir()):
        found.update(path.read_bytes())
    for name in static_files():
        found.update(name.encode())
    return found.hexdigest()[:16]


def static_name(stem: str, suffix: str = "") -> str:
    """Give the served name of a static file, without its folder; the suffix tells those of one stem apart."""
    return next(name for name in static_files() if name.startswith(f"{stem}-") and name.endswith(suffix))


def paragraphs(text: str) -> list[str]:
    """Cut a text into its paragraphs; a line break begins one."""
    return [line.strip() for line in re.split(r"[\n\r\u2028\u2029]+", text) if line.strip()]


def marked(html: str) -> Markup:
    """Give words with markup to a template: the elements of the allow-list alone, everything else escaped."""
    return Markup(safe(html))  # noqa: S704 - `safe` escapes it


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["paragraphs"] = paragraphs
    made.filters["date"] = words.date
    made.filters["marked"] = marked
    made.globals["static_name"] = static_name
    return made
