"""What is known while an item is rendered: the tree so far, which group has found a value, what was rendered already.

The names of the flags follow the rules that they implement: a group is shown when one of the variables called in it
has a value, or when it calls none; what stands in for missing names is not repeated.
Specification: https://docs.citationstyles.org/en/stable/specification.html#group
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from scholargraph.citation.styles import inline, text_case
from scholargraph.citation.styles.blobs import Blob, Decoration
from scholargraph.citation.styles.items import Item
from scholargraph.citation.styles.locales import Locale
from scholargraph.citation.styles.numbers import Number, parse

_LEADING: Final = ":.;!? "
_BEFORE_MARK: Final = re.compile(r" ([:;?!»])")
_PERIODS: Final = re.compile(r"\.([^a-z]|$)")
_LETTER: Final = re.compile(f"[{inline.LETTER}]")


@dataclass(frozen=True, slots=True)
class Format:
    """The formatting attributes of an element of a style."""

    prefix: str = ""
    suffix: str = ""
    delimiter: str = ""
    decorations: tuple[Decoration, ...] = ()
    text_case: str = ""
    strip_periods: bool = False


PLAIN: Final = Format()


@dataclass(slots=True)
class Group:
    """What a group has come to."""

    success: bool = False
    """A variable with a value was called."""
    attempt: bool = False
    """A variable without a value was called."""
    term: bool = False
    """A term or a text of the style itself was called."""
    had_output: bool = False
    """Something stood before the group."""


@dataclass(slots=True)
class Context:
    """The state of one rendering."""

    item: Item
    locale: Locale
    number: int | None = None
    root: Blob = field(default_factory=Blob)
    stack: list[Blob] = field(default_factory=list)
    groups: list[Group] = field(default_factory=lambda: [Group()])
    done: set[str] = field(default_factory=set)
    """Variables that stand in for missing names: they are not rendered again."""
    substituting: bool = False
    open_slots: list[bool] = field(default_factory=lambda: [False])
    """For each names element being rendered, the innermost last: whether nothing has filled it yet."""
    output: bool = False
    """Whether something stands before; the first term of a citation begins with a capital."""
    strip_periods: int = 0
    numbers: dict[str, Number] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stack.append(self.root)

    def open(self, layout: Format) -> Blob:
        """Begin a node that holds others."""
        parent = self.stack[-1]
        blob = Blob(
            prefix=layout.prefix,
            suffix=layout.suffix,
            delimiter=layout.delimiter,
            decorations=layout.decorations,
            inherited=(*parent.inherited, *parent.decorations),
        )
        parent.children.append(blob)
        self.stack.append(blob)
        return blob

    def close(self) -> Blob:
        """End the node that was begun last."""
        return self.stack.pop()

    def add(self, text: str, layout: Format = PLAIN, *, counts: bool = True) -> Blob:
        """Append text as a leaf; `counts` is false for text that is no output of its own."""
        blob = self.leaf(text, layout)
        self.stack[-1].children.append(blob)
        if text and counts:
            self.output = True
        return blob

    def leaf(self, text: str, layout: Format = PLAIN) -> Blob:
        """Make a leaf of a text, with its markup, in the case that the element asks for."""
        parent = self.stack[-1]
        prefix = layout.prefix
        if text:
            text = _BEFORE_MARK.sub("\u202f\\1", text).replace("« ", "«\u202f")
            text = re.sub(r"\s+'", " '", text)
            if text.startswith("'"):
                text = " " + text
        shown = text
        if text[:1] != " " and (rest := text.lstrip(_LEADING)) and rest != text:
            prefix += text[: len(text) - len(rest)]
            shown = rest
        if layout.text_case:
            shown = text_case.apply(layout.text_case, text)
        if self.strip_periods or layout.strip_periods:
            shown = _PERIODS.sub(r"\1", shown)
        decorations = layout.decorations
        if decorations and not _LETTER.search(shown):
            decorations = tuple(one for one in decorations if one[0] != "font-style")
        blob = Blob(
            text=shown,
            prefix=prefix,
            suffix=layout.suffix,
            delimiter=layout.delimiter,
            decorations=decorations,
            inherited=(*parent.inherited, *parent.decorations),
        )
        inline.split(blob, self.locale.quotes)
        return blob

    def found(self, *, value: bool) -> None:
        """Note that a variable was called, and whether it has a value."""
        if value:
            self.groups[-1].success = True
            self.open_slots[-1] = False
        else:
            self.groups[-1].attempt = True

    def claim(self, variable: str) -> bool:
        """Whether a variable may be rendered; while names are substituted, it may not be rendered after this."""
        free = variable not in self.done
        if self.substituting:
            self.done.add(variable)
        return free

    def number_of(self, variable: str) -> Number:
        """Return the value of a numeric variable, read once."""
        if variable not in self.numbers:
            text = self.item.texts.get(variable, "")
            whole = variable == "number" and self.item.kind == "legal_case"  # the docket number of a court
            self.numbers[variable] = parse(variable, text, whole=whole) if text else Number()
        return self.numbers[variable]
