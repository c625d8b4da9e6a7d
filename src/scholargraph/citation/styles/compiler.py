"""A style of the Citation Style Language, compiled once into functions that render an item.

It knows bibliographies: one entry, by itself. What only citations in a text need (positions, locators, ambiguous names)
is read and never true. Specification: https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from scholargraph.citation.styles import conditions
from scholargraph.citation.styles.blobs import Blob
from scholargraph.citation.styles.context import PLAIN, Context, Format, Group
from scholargraph.citation.styles.elements import Setting, Step, date, format_of, label, numeric
from scholargraph.citation.styles.locales import NAMESPACE, Locale
from scholargraph.citation.styles.name_elements import names_step
from scholargraph.citation.styles.numbers import SPLIT
from scholargraph.errors import InternalError

_TITLE_CASED: Final = frozenset(
    [
        "archive",
        "archive-place",
        "authority",
        "collection-title",
        "container-title",
        "event",
        "event-place",
        "genre",
        "medium",
        "publisher",
        "publisher-place",
        "title",
        "title-short",
    ]
)
"""Variables that are put into title case only where the item is in English."""
_SHORT: Final = {"title": "title-short", "container-title": "container-title-short"}
_VERBATIM: Final = frozenset({"URL", "DOI"})


class Compiler:
    """Compiles the macros and the bibliography of one style for one language."""

    def __init__(self, root: Element, locale: Locale) -> None:
        self.locale = locale
        bibliography = root.find(f"{NAMESPACE}bibliography")
        if bibliography is None:
            raise InternalError("A citation style has no bibliography; choose another style.")
        self.bibliography = bibliography
        self.options = {**root.attrib, **bibliography.attrib}
        self.macros = {one.get("name", ""): one for one in root.iter(f"{NAMESPACE}macro")}
        self._compiled: dict[str, Step] = {}
        self.setting = Setting(locale, self.options)

    def layout(self) -> Callable[[Context], None]:
        """Return the function that renders an entry.

        Raises:
            InternalError: the style uses an element that this processor does not know.
        """
        layout = self.bibliography.find(f"{NAMESPACE}layout")
        if layout is None:
            raise InternalError("A citation style has no layout; choose another style.")
        form = format_of(layout)
        steps = [self._step(child) for child in layout]
        apart = "second-field-align" in self.options

        def render(context: Context) -> None:
            entry = context.open(replace(form, suffix=""))
            rest = steps
            if apart:
                context.open(PLAIN)
                steps[0](context)
                context.close()
                entry = context.open(PLAIN)
                rest = steps[1:]
            for step in rest:
                step(context)
            entry.suffix = form.suffix
            if apart:
                context.close()
            context.close()

        return render

    def _step(self, element: Element) -> Step:
        kind = element.tag.removeprefix(NAMESPACE)
        make = {
            "text": self._text,
            "number": self._number,
            "date": lambda one: date(self.setting, one),
            "names": lambda one: names_step(self.setting, one, self._step),
            "label": lambda one: label(self.setting, one),
            "group": self._group,
            "choose": self._choose,
        }.get(kind)
        if make is None:
            raise InternalError(f"A citation style uses “{kind}”, which is not supported; choose another style.")
        return make(element)

    def _steps(self, elements: Iterable[Element]) -> list[Step]:
        return [self._step(element) for element in elements]

    # ------------------------------------------------------------------------------------------------ structure

    def _group(self, element: Element) -> Step:
        return _grouped(format_of(element), self._steps(element))

    def _choose(self, element: Element) -> Step:
        branches: list[tuple[conditions.Test | None, list[Step]]] = []
        for branch in element:
            test = None if branch.tag == f"{NAMESPACE}else" else conditions.compiled(branch.attrib)
            branches.append((test, self._steps(branch)))

        def render(context: Context) -> None:
            for test, steps in branches:
                if test is None or test(context):
                    for step in steps:
                        step(context)
                    return

        return render

    def _macro(self, element: Element) -> Step:
        name, form = element.attrib["macro"], format_of(element)
        if name not in self._compiled:
            if name not in self.macros:
                raise InternalError(f"A citation style lacks its macro “{name}”; choose another style.")
            self._compiled[name] = _grouped(PLAIN, self._steps(self.macros[name]))
        inner = self._compiled[name]

        def render(context: Context) -> None:
            context.open(form)
            inner(context)
            context.close()

        return render

    # ----------------------------------------------------------------------------------------------------- text

    def _text(self, element: Element) -> Step:
        if "macro" in element.attrib:
            return self._macro(element)
        if "term" in element.attrib:
            return self._term(element)
        if "value" in element.attrib:
            return _fixed(element.attrib["value"], format_of(element))
        return self._variable(element)

    def _term(self, element: Element) -> Step:
        form = format_of(element)
        plural = element.get("plural") == "true"
        found = self.locale.term(element.attrib["term"], element.get("form", "long"), plural=plural) or ""
        text = found.replace(".", "") if form.strip_periods else found
        capital = replace(form, text_case=form.text_case or "capitalize-first")

        def render(context: Context) -> None:
            if text:
                context.groups[-1].term = True
            context.add(text, form if context.output else capital)
            if context.substituting:
                context.open_slots[-1] = False

        return render

    def _variable(self, element: Element) -> Step:
        variable, form = element.attrib["variable"], format_of(element)
        if variable == "citation-number":
            return _citation_number(form)
        if variable == "year-suffix":
            return lambda context: context.found(value=True)
        if variable in SPLIT:
            return numeric(self.setting, variable, form)
        short = _SHORT.get(variable) if element.get("form") == "short" else None
        english = variable in _TITLE_CASED and form.text_case == "title"
        as_written = replace(form, text_case="")

        def render(context: Context) -> None:
            texts = context.item.texts
            free = context.claim(variable)
            text = (texts.get(short, "") if short else "") or texts.get(variable, "")
            context.found(value=bool(text) and free)
            if not text or not free:
                return
            if variable not in _VERBATIM and variable not in _TITLE_CASED:
                text = text.replace("\\", "")
            plain = english and not _in_english(context)
            periods, context.strip_periods = (
                context.strip_periods,
                0 if variable in _VERBATIM else context.strip_periods,
            )
            context.add(text, as_written if plain else form)
            context.strip_periods = periods

        return render

    def _number(self, element: Element) -> Step:
        return numeric(
            self.setting, element.attrib["variable"], format_of(element), written=element.get("form", "numeric")
        )


def _grouped(form: Format, steps: list[Step]) -> Step:
    """Return a group: it is shown if a variable in it has a value, or if it calls none and holds a term."""

    def render(context: Context) -> None:
        blob = context.open(form)
        group = Group(had_output=context.output)
        context.groups.append(group)
        for step in steps:
            step(context)
        context.close()
        context.groups.pop()
        outer = context.groups[-1]
        if group.success or (group.term and not group.attempt):
            outer.success = True
            return
        context.output = group.had_output
        outer.attempt = group.attempt
        _remove(context.stack[-1], blob)

    return render


def _remove(parent: Blob, blob: Blob) -> None:
    if parent.children and parent.children[-1] is blob:
        parent.children.pop()


def _fixed(text: str, form: Format) -> Step:
    def render(context: Context) -> None:
        context.groups[-1].term = True
        context.add(text, form)
        if context.substituting:
            context.open_slots[-1] = False

    return render


def _citation_number(form: Format) -> Step:
    def render(context: Context) -> None:
        context.found(value=True)
        if context.number is not None:
            context.add(str(context.number), form, counts=False).number = True

    return render


def _in_english(context: Context) -> bool:
    language = context.item.language or context.locale.language
    return language[:2].lower() == "en"
