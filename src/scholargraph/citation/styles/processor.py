"""Format an item of CSL-JSON in a style: the one function of this package, and the table of styles.

It makes one citation at a time: nothing is numbered, sorted or told apart from other works.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final
from xml.etree.ElementTree import Element, fromstring

from scholargraph.citation.styles import blobs, compiler, items, locales, punctuation
from scholargraph.citation.styles.context import Context
from scholargraph.citation.styles.locales import NAMESPACE, Locale
from scholargraph.errors import UsageError

_FOLDER: Final = "csl"
_TAG: Final = re.compile("<[^>]*>")
LICENCE: Final = "CC-BY-SA-3.0"
"""The licence of every style and locale in the package."""


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style: its name here and in words, and the file of the CSL project."""

    name: str
    label: str
    file: str
    licence: str = LICENCE


STYLES: Final[Mapping[str, Style]] = {
    style.name: style
    for style in (
        Style("apa", "APA", "apa.csl"),
        Style("chicago", "Chicago", "chicago-author-date.csl"),
        Style("ieee", "IEEE", "ieee.csl"),
        Style("mla", "MLA", "modern-language-association.csl"),
        Style("vancouver", "Vancouver", "nlm-citation-sequence.csl"),
    )
}
DEFAULT: Final = "apa"
LANGUAGES: Final = ("en-US", "de-DE", "fr-FR")
"""The languages of the words that a style adds: "and", "edited by", names of months."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A citation: as plain text, and as HTML of `i`, `b`, `sub`, `sup` and `span` (classes small-caps and normal)."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A style, ready to render items in a language."""

    locale: Locale
    options: Mapping[str, str]
    render: Callable[[Context], None]


def formatted(
    item: Mapping[str, Any], style: str = DEFAULT, *, language: str = "en-US", number: int | None = None
) -> Formatted:
    """Format an item of CSL-JSON in one of `STYLES`; both forms are empty where the style shows nothing of the item.

    `language` is that of the words that the style adds. `number` is the place of the item in a numbered list; without it
    a numeric style leaves the number out. The item may come from anywhere: what is not CSL-JSON in it is left out, and
    the HTML is escaped.

    Raises:
        UsageError: there is no such style or language.
    """
    entry = _entry(items.read(item), compiled(style, language), number)
    return Formatted(_text(entry), entry)


@cache
def compiled(style: str, language: str) -> _Compiled:
    """Compile a style for a language, once.

    Raises:
        UsageError: there is no such style or language.
    """
    if style not in STYLES:
        raise UsageError(f"There is no citation style “{style}”; choose one of {', '.join(STYLES)}.")
    if language not in LANGUAGES:
        raise UsageError(f"Citations are not written in “{language}”; choose one of {', '.join(LANGUAGES)}.")
    root = _read(f"styles/{STYLES[style].file}")
    locale = locales.read(_read(f"locales/locales-{language}.xml"), root.findall(f"{NAMESPACE}locale"), language)
    made = compiler.Compiler(root, locale)
    return _Compiled(locale, made.options, made.layout())


def _read(name: str) -> Element:
    """Parse a file of the package: trusted, without entities."""
    folder = resources.files("scholargraph.citation") / _FOLDER
    return fromstring((folder / name).read_bytes())  # noqa: S314  (a file of the package)


def _entry(item: items.Item, style: _Compiled, number: int | None) -> str:
    context = Context(item, style.locale, number=number)
    style.render(context)
    root = context.root
    blobs.drop_empty(root)
    punctuation.tidy(root, in_quotes=style.locale.in_quotes)
    return blobs.html(root, style.locale.quotes).strip()


def _text(markup: str) -> str:
    return entities.unescape(_TAG.sub("", markup))
