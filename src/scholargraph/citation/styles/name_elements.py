"""`cs:names` of a style, compiled: the names of its variables, or what stands in for them.

Specification: https://docs.citationstyles.org/en/stable/specification.html#substitute
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from scholargraph.citation.styles import conditions, names
from scholargraph.citation.styles.context import PLAIN, Context
from scholargraph.citation.styles.elements import Setting, Step, format_of
from scholargraph.citation.styles.locales import NAMESPACE

StepOf = Callable[[Element], Step]
"""Compiles an element."""
Substitute = Callable[[Context], list[str] | None]
"""Renders what stands in for names, or returns the variables that the names around it show instead."""

_NAME_OPTIONS: Final[tuple[str, ...]] = (
    "and", "delimiter-precedes-last", "delimiter-precedes-et-al", "initialize", "initialize-with",
    "initialize-with-hyphen", "name-as-sort-order", "sort-separator", "et-al-min", "et-al-use-first", "et-al-use-last",
    "demote-non-dropping-particle",
)  # fmt: skip
"""Attributes of `cs:name` that are inherited from `cs:bibliography` and `cs:style`."""


def names_step(setting: Setting, element: Element, step_of: StepOf) -> Step:
    """Render names; where there are none, what the style substitutes for them."""
    style = _name_style(setting, element)
    variables = tuple(element.attrib["variable"].split())
    delimiter = element.get("delimiter", setting.options.get("names-delimiter", ""))
    rendering = names.Rendering(variables, style, format_of(element), delimiter)
    substitute = element.find(f"{NAMESPACE}substitute")
    others = [] if substitute is None else [_substitute(one, step_of) for one in substitute]

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


def _substitute(element: Element, step_of: StepOf) -> Substitute:
    """Return a step that stands in for missing names; one that gives variables has the names around it show them."""
    if element.tag == f"{NAMESPACE}choose":
        return _substitute_choose(element, step_of)
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
    step = step_of(element)

    def render(context: Context) -> list[str] | None:
        if context.open_slots[-1]:
            step(context)
        return None

    return render


def _substitute_choose(element: Element, step_of: StepOf) -> Substitute:
    branches = [
        (
            None if branch.tag == f"{NAMESPACE}else" else conditions.compiled(branch.attrib),
            [_substitute(one, step_of) for one in branch],
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


def _name_style(setting: Setting, element: Element) -> names.NameStyle:
    inherited = _inherited(setting.options)
    name = element.find(f"{NAMESPACE}name")
    attributes: Mapping[str, str] = {} if name is None else name.attrib
    et_al = element.find(f"{NAMESPACE}et-al")
    label = element.find(f"{NAMESPACE}label")
    layout = PLAIN if name is None else replace(format_of(name), delimiter="")
    children = list(element)
    made = None
    if label is not None:
        before = name is not None and children.index(label) < children.index(name)
        plural = {"always": True, "never": False}.get(label.get("plural", ""))
        made = names.Label(label.get("form", "long"), format_of(label), before, plural)
    return names.NameStyle(
        options={**inherited, **attributes},
        layout=layout,
        et_al=PLAIN if et_al is None else format_of(et_al),
        et_al_term="et-al" if et_al is None else et_al.get("term", "et-al"),
        label=made,
        before_group=inherited.get("delimiter-precedes-last", "contextual"),
    )


def _inherited(options: Mapping[str, str]) -> dict[str, str]:
    """Return the options of names that a style sets for all of them."""
    found = {name: options[name] for name in _NAME_OPTIONS if name in options}
    for own, ours in (("name-delimiter", "delimiter"), ("name-form", "form")):
        if own in options:
            found[ours] = options[own]
    return found
