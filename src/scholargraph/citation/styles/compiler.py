"""A style of the Citation Style Language, compiled once into functions that render an item.

It knows bibliographies: one entry, by itself. What only citations in a text need (positions, locators, ambiguous names)
is read and never true. Specification: https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from scholargraph.citation.styles import conditions, dates, names
from scholargraph.citation.styles.blobs import Blob
from scholargraph.citation.styles.context import PLAIN, Context, Format, Group
from scholargraph.citation.styles.locales import NAMESPACE, DatePart, Locale
from scholargraph.citation.styles.numbers import SPLIT, Part, with_ranges
from scholargraph.errors import InternalError

Step = Callable[[Context], None]

_DECORATIONS: Final = ("font-style", "font-variant", "font-weight", "vertical-align", "quotes")
"""In the order in which they stand around the text, the innermost first."""
_NAME_OPTIONS: Final = (
    "and", "delimiter-precedes-last", "delimiter-precedes-et-al", "initialize", "initialize-with",
    "initialize-with-hyphen", "name-as-sort-order", "sort-separator", "et-al-min", "et-al-use-first", "et-al-use-last",
    "demote-non-dropping-particle",
)  # fmt: skip
"""Attributes of `cs:name` that are inherited from `cs:bibliography` and `cs:style`."""
_TITLE_CASED: Final = frozenset(
    """archive archive-place authority collection-title container-title event event-place genre medium publisher
    publisher-place title title-short""".split()
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
        self.name_options = {name: self.options[name] for name in _NAME_OPTIONS if name in self.options}
        if "name-delimiter" in self.options:
            self.name_options["delimiter"] = self.options["name-delimiter"]
        if "name-form" in self.options:
            self.name_options["form"] = self.options["name-form"]

    def layout(self) -> Callable[[Context], None]:
        """Return the function that renders an entry.

        Raises:
            InternalError: the style uses an element that this processor does not know.
        """
        layout = self.bibliography.find(f"{NAMESPACE}layout")
        if layout is None:
            raise InternalError("A citation style has no layout; choose another style.")
        form = _format(layout)
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
            "date": self._date,
            "names": self._names,
            "label": self._label,
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
        return _grouped(_format(element), self._steps(element))

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
        name, form = element.attrib["macro"], _format(element)
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
            return _fixed(element.attrib["value"], _format(element))
        return self._variable(element)

    def _term(self, element: Element) -> Step:
        form = _format(element)
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
        variable, form = element.attrib["variable"], _format(element)
        if variable == "citation-number":
            return _citation_number(form)
        if variable == "year-suffix":
            return lambda context: context.found(value=True)
        if variable in SPLIT:
            return self._numeric(variable, form, "")
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
            periods, context.strip_periods = context.strip_periods, 0 if variable in _VERBATIM else context.strip_periods
            context.add(text, as_written if plain else form)
            context.strip_periods = periods

        return render

    # -------------------------------------------------------------------------------------------------- numbers

    def _number(self, element: Element) -> Step:
        return self._numeric(element.attrib["variable"], _format(element), element.get("form", "numeric"))

    def _numeric(self, variable: str, form: Format, written: str) -> Step:
        pages = self.options.get("page-range-format")
        delimiter = self.locale.term("page-range-delimiter") or "–"
        if variable == "collection-number":
            delimiter = self.locale.term("year-range-delimiter") or "–"
        outer = replace(form, text_case="", strip_periods=False)
        inner = Format(text_case=form.text_case, strip_periods=form.strip_periods)
        gender = self.locale.genders.get(variable)

        def render(context: Context) -> None:
            value = variable in context.item.texts and context.claim(variable)
            context.found(value=value)
            if not value:
                return
            number = context.number_of(variable)
            context.open(outer)
            for part in with_ranges(variable, number, pages, delimiter):
                if part.shown:
                    context.add(self._shown(part))
                text = part.value
                whole = number.counted and text.isdigit() and not text.startswith("0")
                if whole and written in {"ordinal", "long-ordinal"} and not part.particle:
                    text = self._ordinal(int(text), gender, long=written == "long-ordinal")
                elif whole and written == "roman":
                    text = _roman(int(text))
                blob = context.add(part.particle + text, replace(inner, suffix=part.joiner))
                blob.number = whole
            context.close()
            context.output = True

        return render

    def _shown(self, part: Part) -> str:
        from scholargraph.citation.styles.numbers import LABELS

        label = part.label.strip()
        return (self.locale.term(LABELS.get(label, label), "short") or label) + " "

    def _ordinal(self, number: int, gender: str | None, *, long: bool) -> str:
        if long and (term := self.locale.term(f"long-ordinal-{number:02d}")):
            return term
        return self.locale.ordinal(number, gender)

    def _label(self, element: Element) -> Step:
        variable, form = element.attrib["variable"], _format(element)
        kind = element.get("form", "long")
        fixed = {"always": True, "never": False}.get(element.get("plural", ""))

        def render(context: Context) -> None:
            name, plural = variable, bool(fixed)
            if fixed is None and variable in context.item.texts:
                number = context.number_of(variable)
                plural = number.plural
                if variable in {"number", "page"} and number.label:
                    name = number.label
            text = self.locale.term(name, kind, plural=plural) or ""
            if form.strip_periods:
                text = text.replace(".", "")
            if text:
                context.groups[-1].term = True
            context.add(text, form)

        return render

    # ---------------------------------------------------------------------------------------------- dates, names

    def _date(self, element: Element) -> Step:
        own = {part.get("name", ""): dict(part.attrib) for part in element.iter(f"{NAMESPACE}date-part")}
        kept = dates.parts_of(element.attrib)
        form = _format(element)
        if "form" in element.attrib:
            pattern = self.locale.dates[element.attrib["form"]]
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
                _format_of(part.attributes),
                part.attributes.get("range-delimiter"),
            )
            for part in listed
        )
        rendering = dates.Rendering(element.attrib["variable"], parts, form)
        return lambda context: dates.render(context, rendering)

    def _names(self, element: Element) -> Step:
        style = self._name_style(element)
        variables = tuple(element.attrib["variable"].split())
        delimiter = element.get("delimiter", self.options.get("names-delimiter", ""))
        rendering = names.Rendering(variables, style, _format(element), delimiter)
        substitute = element.find(f"{NAMESPACE}substitute")
        others = [] if substitute is None else [self._substitute(one) for one in substitute]

        def render(context: Context) -> None:
            shown = [name for name in variables if context.claim(name)]
            context.found(value=False)
            context.open_slots.append(True)
            outer = context.substituting
            if others and not any(name in context.item.names for name in shown):
                context.substituting = True
                for step in others:
                    found = step(context)
                    if found is not None:
                        shown = found
            elif any(name in context.item.names for name in shown):
                context.open_slots[-1] = False
            names.render(context, rendering, shown)
            if not context.open_slots.pop():
                context.open_slots[-1] = False
            context.substituting = outer if len(context.open_slots) > 1 else False

        return render

    def _substitute(self, element: Element) -> Callable[[Context], list[str] | None]:
        """Return a step that stands in for missing names; one that gives variables has the names around it show them."""
        if element.tag == f"{NAMESPACE}choose":
            return self._substitute_choose(element)
        if element.tag == f"{NAMESPACE}names" and len(element) == 0:
            variables = element.attrib["variable"].split()

            def show(context: Context) -> list[str] | None:
                if not context.open_slots[-1]:
                    return None
                shown = [name for name in variables if context.claim(name)]
                context.found(value=False)
                if any(name in context.item.names for name in shown):
                    context.open_slots[-1] = False
                return shown

            return show
        step = self._step(element)

        def render(context: Context) -> list[str] | None:
            if context.open_slots[-1]:
                step(context)
            return None

        return render

    def _substitute_choose(self, element: Element) -> Callable[[Context], list[str] | None]:
        branches = [
            (
                None if branch.tag == f"{NAMESPACE}else" else conditions.compiled(branch.attrib),
                [self._substitute(one) for one in branch],
            )
            for branch in element
        ]

        def render(context: Context) -> list[str] | None:
            shown: list[str] | None = None
            for test, steps in branches:
                if test is None or test(context):
                    for step in steps:
                        found = step(context)
                        shown = shown if found is None else found
                    break
            return shown

        return render

    def _name_style(self, element: Element) -> names.NameStyle:
        name = element.find(f"{NAMESPACE}name")
        attributes: Mapping[str, str] = {} if name is None else name.attrib
        et_al = element.find(f"{NAMESPACE}et-al")
        label = element.find(f"{NAMESPACE}label")
        layout = PLAIN if name is None else replace(_format(name), delimiter="")
        children = list(element)
        made = None
        if label is not None:
            before = name is not None and children.index(label) < children.index(name)
            plural = {"always": True, "never": False}.get(label.get("plural", ""))
            made = names.Label(label.get("form", "long"), _format(label), before, plural)
        return names.NameStyle(
            options={**self.name_options, **attributes},
            layout=layout,
            et_al=PLAIN if et_al is None else _format(et_al),
            et_al_term="et-al" if et_al is None else et_al.get("term", "et-al"),
            label=made,
            before_group=self.name_options.get("delimiter-precedes-last", "contextual"),
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


def _roman(number: int) -> str:
    letters = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    letters += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for value, letter in letters if number < 10_000 else ():
        written += letter * (number // value)
        number %= value
    return written or str(number)


def _format(element: Element) -> Format:
    return _format_of(element.attrib)


def _format_of(attributes: Mapping[str, str]) -> Format:
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
