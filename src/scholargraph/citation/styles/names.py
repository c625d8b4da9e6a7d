"""Names: lists of authors and others, in full, in initials, inverted, cut with "et al.", with the label of their role.

Specification: https://docs.citationstyles.org/en/stable/specification.html#names
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scholargraph.citation.styles import name_parts
from scholargraph.citation.styles.blobs import Blob
from scholargraph.citation.styles.context import PLAIN, Context, Format
from scholargraph.citation.styles.items import Name
from scholargraph.citation.styles.name_parts import ALPHABETIC, STARTS_IN_LETTERS

_HARD_SPACE: Final = frozenset({"fr", "ru", "cs"})
"""Languages that do not break between a particle and the name."""
_FAMILY_FIRST: Final = frozenset({"vi", "hu"})
_LETTERS_FAMILY_FIRST: Final = ("ja", "zh")
_ELLIPSIS: Final = "…"
OTHERS: Final = frozenset({"others", "et al"})
"""Literal names that stand for those who are missing in a list: pandoc writes BibTeX's "and others" so."""
_ET_AL: Final = re.compile(r",?\s+et\.? al\.?$")
_JOINING: Final = ("’", "'", "-", " ")


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a role beside names."""

    form: str
    layout: Format
    before: bool
    plural: bool | None = None


@dataclass(frozen=True, slots=True)
class NameStyle:
    """How names are written: the attributes of `cs:name` with what they inherit, and the parts around them."""

    options: Mapping[str, str]
    layout: Format = PLAIN
    et_al: Format = PLAIN
    et_al_term: str = "et-al"
    label: Label | None = None
    before_group: str = "contextual"
    """`delimiter-precedes-last` before the name of an institution: that of the style, not of its `cs:name`."""

    def number(self, name: str) -> int:
        """Return an option that is a number, 0 where it is not set."""
        return int(self.options.get(name, "0"))

    @property
    def delimiter(self) -> str:
        """What stands between two names."""
        return self.options.get("delimiter", ", ")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A `cs:names` element: its variables, its style, and what stands between the lists of two variables."""

    variables: tuple[str, ...]
    style: NameStyle
    layout: Format
    delimiter: str = ""


def render(context: Context, rendering: Rendering, variables: Sequence[str]) -> None:
    """Render the names of some variables into the node that is open."""
    lists = [(variable, context.item.names.get(variable, ())) for variable in variables]
    writer = _Writer(context, rendering.style)
    common = _common_term(context, rendering.style, lists)
    context.open(rendering.layout)
    group = context.open(Format(delimiter=rendering.delimiter))
    for variable, names in lists:
        if names:
            group.children.append(writer.labelled(names, common or variable))
            context.found(value=True)
            if common:
                break
    context.close()
    context.close()
    context.output = True


def _common_term(context: Context, style: NameStyle, lists: Sequence[tuple[str, tuple[Name, ...]]]) -> str:
    """Return the term for two roles that the same people have: `editortranslator`."""
    if len(lists) < 2 or style.label is None:
        return ""
    name = "".join(sorted(variable for variable, _ in lists))
    if context.locale.term(name, style.label.form) is None:
        return ""
    first = lists[0][1]
    return name if all(names == first for _, names in lists[1:]) else ""


class _Writer:
    """Writes lists of names in one style."""

    def __init__(self, context: Context, style: NameStyle) -> None:
        self.context, self.style = context, style
        self.space = "\u00a0" if context.locale.language[:2] in _HARD_SPACE else " "

    def labelled(self, names: tuple[Name, ...], term: str) -> Blob:
        """Return the names of a role with its label."""
        joined = _join([self._list(names)], "")
        label = self.style.label
        if label is None:
            return joined
        plural = len(names) > 1 if label.plural is None else label.plural
        text = self.context.locale.term(term, label.form, plural=plural) or ""
        if label.layout.strip_periods:
            text = text.replace(".", "")
        leaf = self.context.leaf(text, label.layout)
        if label.before:
            return Blob(children=[leaf, joined])
        return Blob(children=[Blob(children=[joined, leaf])])

    def _list(self, names: tuple[Name, ...]) -> Blob:
        style = self.style
        names, others = _without_others(names)
        least, first = style.number("et-al-min"), style.number("et-al-use-first")
        last = style.options.get("et-al-use-last") == "true"
        shown = names
        cut = 0 < least <= len(names) and least >= first
        if cut and last:
            first = min(first, least - 2)
        if cut and first < len(names):
            shown = (*names[:first], names[-1]) if last else names[:first]
        blobs = [self._one(name, place) for place, name in enumerate(shown)]
        if others or (len(shown) < len(names) and not last):
            return self._et_al(blobs)
        if len(shown) < len(names):
            return self._ellipsis(blobs)
        return _join(blobs, style.delimiter, self._and(blobs, group=bool(shown[-1].literal)))

    def _one(self, name: Name, place: int) -> Blob:
        if name.literal:
            parts = [self.context.leaf(part) for part in re.split(r"\s*\|\s*", name.literal)]
            return _join([_join(parts, self.style.delimiter)], " ")
        blob = self._person(name, place)
        layout = self.style.layout
        return Blob(prefix=layout.prefix, suffix=layout.suffix, decorations=layout.decorations, children=[blob])

    def _et_al(self, blobs: list[Blob]) -> Blob:
        style = self.style
        term = self.context.locale.term(style.et_al_term) or ""
        single, multiple = " ", style.delimiter
        rule = style.options.get("delimiter-precedes-et-al", "contextual")
        if rule == "always":
            single = style.delimiter
        elif rule == "never":
            multiple = " "
        elif rule == "after-inverted-name":
            single, multiple = style.delimiter, " "
        if not STARTS_IN_LETTERS.match(term):
            single, multiple = ("" if one == " " else one for one in (single, multiple))
        leaf = self.context.leaf(term, style.et_al)
        leaf.prefix, leaf.suffix = (multiple if len(blobs) > 1 else single), ""
        joined = _join(blobs, style.delimiter)
        layout = style.layout
        return Blob(prefix=layout.prefix, suffix=layout.suffix, decorations=layout.decorations, children=[joined, leaf])

    def _ellipsis(self, blobs: list[Blob]) -> Blob:
        before = self.style.delimiter if len(blobs) > 2 else " "
        final = Blob(text=_ELLIPSIS, prefix=before, suffix=" ")
        return _join(blobs, self.style.delimiter, self._after_inverted(blobs, final))

    def _and(self, blobs: list[Blob], *, group: bool) -> Blob | None:
        if len(blobs) < 2:
            return None
        style, kind = self.style, self.style.options.get("and")
        if kind is None:
            return Blob(text=style.delimiter) if style.delimiter else None
        word = "&" if kind == "symbol" else self.context.locale.term("and") or ""
        letters = STARTS_IN_LETTERS.match(word) is not None
        single, multiple, after = (" ", style.delimiter, " ") if letters else ("", "", "")
        rule = style.before_group if group else style.options.get("delimiter-precedes-last", "contextual")
        if rule == "always":
            single = style.delimiter
        elif rule == "never":
            multiple = " " if multiple else ""
        elif rule == "after-inverted-name":
            single = style.delimiter if single else ""
            multiple = " " if multiple else ""
        final = self.context.leaf(word)
        final.prefix, final.suffix = (multiple if len(blobs) > 2 else single), after
        return self._after_inverted(blobs, final)

    def _after_inverted(self, blobs: list[Blob], final: Blob) -> Blob:
        if self.style.options.get("delimiter-precedes-last") == "after-inverted-name" and len(blobs) > 1:
            before = blobs[-2].children
            if before and before[0].inverted:
                final.prefix = self.style.delimiter
        return final

    def _person(self, name: Name, place: int) -> Blob:
        name = name_parts.divided(name)
        family = self._leaf(name.family)
        particle = self._leaf(name.non_dropping)
        given = self._given(name)
        short = self.style.options.get("form", "long") == "short"
        dropping = None if short else self._leaf(name.dropping)
        suffix = None if short else self._suffix(name)
        alphabetic = self._alphabetic(name)
        if alphabetic == 0 or (name.static and not ALPHABETIC.search(name.family)):
            return _join([particle, family, given], "")
        static = name.static or self.context.item.language in _FAMILY_FIRST
        if alphabetic == 1 or static:
            return _join([_join([particle, family], self.space), given], " ")
        order = self.style.options.get("name-as-sort-order")
        hyphenated = name.non_dropping.endswith(_JOINING)
        if order == "all" or (order == "first" and place == 0):
            return self._inverted(name, (family, particle, given, dropping, suffix), hyphenated=hyphenated)
        elided = dropping and family and not particle and name.dropping.endswith(("'", "ʼ", "’", "-"))
        if elided and name.dropping[:-1] != "de":
            family, dropping = _join([dropping, family], ""), None
        if hyphenated:
            second = _join([dropping, _join([particle, family], "")], self.space)
        else:
            second = _join([dropping, particle, family], self.space)
        second = _join([second, suffix], ", " if name.comma_suffix else " ")
        return _join([given, second], " ")

    def _inverted(
        self,
        name: Name,
        parts: tuple[Blob | None, Blob | None, Blob | None, Blob | None, Blob | None],
        *,
        hyphenated: bool,
    ) -> Blob:
        family, particle, given, dropping, suffix = parts
        separator = ", " if name.given in {"Lord", "Lady"} else self.style.options.get("sort-separator", ", ")
        second = _join([given, dropping], " ")
        if self.style.options.get("demote-non-dropping-particle", "display-and-sort") == "display-and-sort":
            first: Blob | None = family
            second = _join([second, particle], " ")
        else:
            first = _join([particle, family], "" if hyphenated else self.space)
        blob = _join([_join([first, second], separator), suffix], separator)
        blob.inverted = True
        return blob

    def _leaf(self, text: str) -> Blob | None:
        return self.context.leaf(text) if text else None

    def _given(self, name: Name) -> Blob | None:
        options = self.style.options
        given, mark = name.given, options.get("initialize-with")
        if options.get("form", "long") == "short":
            return None
        if name.family and mark is not None:
            given = name_parts.initials(
                given, mark, normalise=options.get("initialize") == "false", hyphens=self._hyphens
            )
        return self._leaf(given)

    @property
    def _hyphens(self) -> bool:
        return self.style.options.get("initialize-with-hyphen") != "false"

    def _suffix(self, name: Name) -> Blob | None:
        text, mark = name.suffix, self.style.options.get("initialize-with")
        if text and mark is not None:
            text = name_parts.initials(text, mark, normalise=True, hyphens=self._hyphens)
        blob = self._leaf(text.removesuffix("."))
        if blob is not None and text.endswith("."):
            blob.suffix = "." + blob.suffix
        return blob

    def _alphabetic(self, name: Name) -> int:
        """Return 0 for names in a script without letters, 1 for mixed ones, 2 for names in an alphabet."""
        if not ALPHABETIC.search(name.family.replace('"', "")):
            return 1 if name.given and STARTS_IN_LETTERS.match(name.given) else 0
        return 1 if self.context.item.language.startswith(_LETTERS_FAMILY_FIRST) else 2


def _join(blobs: Sequence[Blob | None], delimiter: str, final: Blob | None = None) -> Blob:
    """Return a node that holds the blobs that are there, with what stands between them, and before the last one."""
    found = [blob for blob in blobs if blob is not None and (blob.text or blob.children)]
    if len(found) > 1:
        *others, last = found
        between = others if final is None else others[:-1]
        for blob in between:
            blob.suffix += delimiter
        found = [*others, *([final] if final is not None else []), last]
    return Blob(children=[Blob(children=[blob]) for blob in found])


def _without_others(names: tuple[Name, ...]) -> tuple[tuple[Name, ...], bool]:
    """Return the names without a last one that says that there are others; and whether there was such a one."""
    *before, last = names
    if last.literal.lower().rstrip(".") in OTHERS:
        return tuple(before), True
    if found := _ET_AL.search(last.given):
        return (*before, replace(last, given=last.given[: found.start()])), True
    return names, False
