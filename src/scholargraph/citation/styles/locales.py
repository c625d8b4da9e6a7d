"""Terms, dates and options of a language: the locale file, and over it what a style says of the language.

Specification: https://docs.citationstyles.org/en/stable/specification.html#locale-files-structure
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from scholargraph.citation.styles.blobs import Quotes

NAMESPACE: Final = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FALLBACKS: Final[Mapping[str, tuple[str, ...]]] = {
    "symbol": ("symbol", "short", "long"),
    "verb-short": ("verb-short", "verb", "long"),
    "short": ("short", "long"),
    "verb": ("verb", "long"),
}
"""The forms of a term that stand in for one another, the wanted one first."""


@dataclass(frozen=True, slots=True)
class DatePart:
    """A part of a date in a localised or a style's own format."""

    name: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A localised date: its parts in order, and what stands between them."""

    parts: tuple[DatePart, ...]
    delimiter: str = ""


@dataclass(slots=True)
class Locale:
    """What a language says, for one style."""

    language: str
    terms: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Singular and plural by name and form; an ordinal of a gender has the name `ordinal-01 feminine`."""
    genders: dict[str, str] = field(default_factory=dict)
    dates: dict[str, DateFormat] = field(default_factory=dict)
    in_quotes: bool = False
    """Whether full stops and commas go inside of quotation marks."""
    whole: dict[str, str] = field(default_factory=dict)
    """How much of a number the term of an ordinal matches, where it says so."""
    quotes: Quotes = field(init=False, default=Quotes("“", "”", "‘", "’"))

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str | None:
        """Return a term in a form or the one that stands in for it, None where the language has no such term."""
        for one in _FALLBACKS.get(form, (form, "long")):
            found = self.terms.get((name, one))
            if found is not None:
                return found[1 if plural else 0]
        return None

    def ordinal(self, number: int, gender: str | None = None) -> str:
        """Return a number with its ordinal suffix."""
        digits = str(number)
        two, one = f"ordinal-{digits[-2:].zfill(2)}", f"ordinal-0{digits[-1]}"
        for kind in (f" {gender}" if gender else "", ""):
            for name in (f"{two}", f"{one}"):
                found = self.terms.get((f"{name}{kind}", "long"))
                if found is not None and self._matches(f"{name}{kind}", number):
                    return digits + found[0]
        return digits + (self.term("ordinal") or "")

    def _matches(self, name: str, number: int) -> bool:
        code = int(name.partition(" ")[0].removeprefix("ordinal-"))
        scope = self.whole.get(name, "last-digit" if code < 10 else "last-two-digits")
        if scope == "whole-number":
            return number == code
        return number % (100 if scope == "last-two-digits" else 10) == code % (100 if code >= 10 else 10)


def read(root: Element, overrides: Iterable[Element], language: str) -> Locale:
    """Make the locale of a language from a locale file and the `cs:locale` elements of a style."""
    locale = Locale(language)
    _add(locale, root)
    ranked = sorted(overrides, key=lambda one: len(one.get(_LANGUAGE, "")))
    for override in ranked:
        if override.get(_LANGUAGE, "") in {"", language, language.partition("-")[0]}:
            _add(locale, override)
    marks = [locale.term(f"{name}-quote") or "" for name in ("open", "close", "open-inner", "close-inner")]
    locale.quotes = Quotes(*marks)
    return locale


def _add(locale: Locale, element: Element) -> None:
    for options in element.iter(f"{NAMESPACE}style-options"):
        if "punctuation-in-quote" in options.attrib:
            locale.in_quotes = options.get("punctuation-in-quote") == "true"
    for date in element.iter(f"{NAMESPACE}date"):
        parts = tuple(DatePart(part.get("name", ""), dict(part.attrib)) for part in date.iter(f"{NAMESPACE}date-part"))
        locale.dates[date.get("form", "text")] = DateFormat(parts, date.get("delimiter", ""))
    for term in element.iter(f"{NAMESPACE}term"):
        _add_term(locale, term)


def _add_term(locale: Locale, term: Element) -> None:
    name = term.get("name", "")
    gender = term.get("gender-form")
    single = term.find(f"{NAMESPACE}single")
    multiple = term.find(f"{NAMESPACE}multiple")
    singular = (term.text or "") if single is None else (single.text or "")
    plural = singular if multiple is None else (multiple.text or "")
    key = f"{name} {gender}" if gender else name
    locale.terms[key, term.get("form", "long")] = (singular, plural)
    if "gender" in term.attrib:
        locale.genders[name] = term.attrib["gender"]
    if "match" in term.attrib:
        locale.whole[key] = term.attrib["match"]
