"""Numbers, labels and dates of a style, each compiled into a function that renders it.

Specification: https://docs.citationstyles.org/en/stable/specification.html#rendering-elements
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from scholargraph.citation.styles import dates
from scholargraph.citation.styles.context import Context, Format
from scholargraph.citation.styles.locales import NAMESPACE, DatePart, Locale
from scholargraph.citation.styles.numbers import LABELS, Part, with_ranges

Step = Callable[[Context], None]
"""Renders one element into the tree."""

_DECORATIONS: Final = ("font-style", "font-variant", "font-weight", "vertical-align", "quotes")
"""In the order in which they stand around the text, the innermost first."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all elements of a style share: the language, and the attributes of `cs:style` and `cs:bibliography`."""

    locale: Locale
    options: Mapping[str, str]


def format_of(element: Element) -> Format:
    """Return the formatting attributes of an element."""
    return format_of_attributes(element.attrib)


def format_of_attributes(attributes: Mapping[str, str]) -> Format:
    """Return the formatting among some attributes."""
    decorations = tuple(
        (name, attributes[name]) for name in _DECORATIONS if name in attributes and attributes[name] != "false"
    )
    return Format(
        prefix=attributes.get("prefix", ""),
        suffix=attributes.get("suffix", ""),
        delimiter=attributes.get("delimiter", ""),
        decorations=decorations,
        text_case=attributes.get("text-case", ""),
        strip_periods=attributes.get("strip-periods") == "true",
    )


def numeric(setting: Setting, variable: str, form: Format, *, written: str = "") -> Step:
    """Render a number part by part, as text or in the form `written`."""
    pages = setting.options.get("page-range-format")
    delimiter = setting.locale.term("page-range-delimiter") or "–"
    if variable == "collection-number":
        delimiter = setting.locale.term("year-range-delimiter") or "–"
    outer = replace(form, text_case="", strip_periods=False)
    inner = Format(text_case=form.text_case, strip_periods=form.strip_periods)
    gender = setting.locale.genders.get(variable)

    def render(context: Context) -> None:
        value = variable in context.item.texts and context.claim(variable)
        context.found(value=value)
        if not value:
            return
        number = context.number_of(variable)
        context.open(outer)
        for part in with_ranges(variable, number, format_name=pages, delimiter=delimiter):
            if part.shown:
                context.add(_shown(setting.locale, part))
            text = part.value
            whole = number.counted and text.isdigit() and not text.startswith("0")
            if whole and written in {"ordinal", "long-ordinal"} and not part.particle:
                text = _ordinal(setting.locale, int(text), gender, long=written == "long-ordinal")
            elif whole and written == "roman":
                text = _roman(int(text))
            blob = context.add(part.particle + text, replace(inner, suffix=part.joiner))
            blob.number = whole
        context.close()
        context.output = True

    return render


def _shown(locale: Locale, part: Part) -> str:
    label = part.label.strip()
    return (locale.term(LABELS.get(label, label), "short") or label) + " "


def _ordinal(locale: Locale, number: int, gender: str | None, *, long: bool) -> str:
    if long and (term := locale.term(f"long-ordinal-{number:02d}")):
        return term
    return locale.ordinal(number, gender)


def label(setting: Setting, element: Element) -> Step:
    """Render the label of a variable: "vol.", "pp."."""
    variable, form = element.attrib["variable"], format_of(element)
    kind = element.get("form", "long")
    fixed = {"always": True, "never": False}.get(element.get("plural", ""))

    def render(context: Context) -> None:
        name, plural = variable, bool(fixed)
        if fixed is None and variable in context.item.texts:
            number = context.number_of(variable)
            plural = number.plural
            if variable in {"number", "page"} and number.label:
                name = number.label
        text = setting.locale.term(name, kind, plural=plural) or ""
        if form.strip_periods:
            text = text.replace(".", "")
        if text:
            context.groups[-1].term = True
        context.add(text, form)

    return render


def date(setting: Setting, element: Element) -> Step:
    """Render a date in the form of the language or of the style."""
    own = {part.get("name", ""): dict(part.attrib) for part in element.iter(f"{NAMESPACE}date-part")}
    kept = dates.parts_of(element.attrib)
    form = format_of(element)
    if "form" in element.attrib:
        pattern = setting.locale.dates[element.attrib["form"]]
        form = replace(form, delimiter=pattern.delimiter or form.delimiter)
        listed: Iterable[DatePart] = [
            DatePart(part.name, {**part.attributes, **own.get(part.name, {})})
            for part in pattern.parts
            if part.name in kept
        ]
    else:
        listed = [DatePart(name, attributes) for name, attributes in own.items()]
    parts = tuple(
        dates.Part(
            part.name,
            part.attributes.get("form", "long"),
            format_of_attributes(part.attributes),
            part.attributes.get("range-delimiter"),
        )
        for part in listed
    )
    rendering = dates.Rendering(element.attrib["variable"], parts, form)
    return lambda context: dates.render(context, rendering)


def _roman(number: int) -> str:
    letters: tuple[tuple[int, str], ...] = (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
    )
    letters += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for value, letter in letters if number < 10_000 else ():
        written += letter * (number // value)
        number %= value
    return written or str(number)
