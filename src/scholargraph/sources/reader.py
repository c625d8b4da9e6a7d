"""Readers: one a format, found by their entry points, with the options that they declare.

It reads nothing itself; `sources.reading` runs a reader over the items of a source.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any, Final

from scholargraph.acquire.items import SourceItem
from scholargraph.errors import SourceError, UsageError
from scholargraph.model import Decision, Rejected, SourceRecord

ENTRY_POINTS: Final = "scholargraph.sources"

Options = Mapping[str, Any]
"""The options of a source, every one that its reader declares, with its value."""

_WORDS: Final = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list of texts",
}


@dataclass(frozen=True, slots=True)
class Option:
    """An option that a reader declares: its name in the site file, its type, what it is without a word, and what it does.

    `type` is str, int, float, bool, or list (of texts); `choices` are the only values that are taken, if there are any.
    """

    name: str
    type: type
    default: Any
    help: str
    choices: tuple[Any, ...] = ()

    @property
    def shown(self) -> str:
        """The option in a line for people.

        >>> Option("mode", str, "strict", "What becomes of a bad line.", choices=("strict", "lenient")).shown
        'mode = "strict"  What becomes of a bad line. (a text: "strict" or "lenient")'
        """
        choices = " or ".join(json.dumps(one, ensure_ascii=False) for one in self.choices)
        kind = f"{_WORDS[self.type]}: {choices}" if choices else _WORDS[self.type]
        return f"{self.name} = {json.dumps(self.default, ensure_ascii=False)}  {self.help} ({kind})"


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of source.

    Attributes:
        kind: its name in `scholargraph.toml`.
        description: what it reads, in a sentence for people.
        read: gives the records of one item, and what of it is rejected. It raises SourceError where the whole item is
            useless, and only then; one bad entry is a Rejected.
        options: the options it takes.
        version: changes whenever the same item would be read otherwise: then sites are published anew.
        max_bytes: the largest item that it reads; None where it streams, so that an item's size does not matter.
    """

    kind: str
    description: str
    read: Callable[[SourceItem, Options], Iterator[SourceRecord | Decision | Rejected]]
    options: tuple[Option, ...] = ()
    version: str = "1"
    max_bytes: int | None = None

    def checked(self, given: Mapping[str, Any]) -> Options:
        """Give every option its value. Raises UsageError for one that is unknown, or of another type."""
        known = {option.name: option for option in self.options}
        for name, value in given.items():
            option = known.get(name)
            if option is None:
                near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"it takes {', '.join(sorted(known)) or 'none'}."
                raise UsageError(f"“{name}” is no option of {self.kind}: {hint}")
            if not _is_of(value, option.type):
                raise UsageError(f"{name} is {_WORDS[option.type]}, such as {option.default!r}: correct it.")
            if option.choices and value not in option.choices:
                near = difflib.get_close_matches(str(value), [str(one) for one in option.choices], n=1, cutoff=0.4)
                hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(map(str, option.choices))}."
                raise UsageError(f"“{value}” is no {name} that {self.kind} knows: {hint}")
        return {name: given.get(name, option.default) for name, option in known.items()}


def kinds() -> list[str]:
    """Give the kinds of source that are installed, sorted; nothing is loaded."""
    return sorted({point.name for point in entry_points(group=ENTRY_POINTS)})


def reader(kind: str) -> Reader:
    """Load the reader of a kind. Raises SourceError where nobody brings one, or what is brought is none."""
    points = list(entry_points(group=ENTRY_POINTS, name=kind))
    if not points:
        near = difflib.get_close_matches(kind, kinds(), n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}?" if near else f"installed are {', '.join(kinds())}."
        raise SourceError(f"“{kind}” is no kind of source: {hint}")
    try:
        found = points[0].load()
    except Exception as error:  # whatever foreign code raises while it is loaded
        raise SourceError(
            f"The plug-in of “{kind}” ({points[0].value}) cannot be loaded ({error}): install it again."
        ) from error
    if not isinstance(found, Reader):
        raise SourceError(f"The plug-in of “{kind}” ({points[0].value}) is no Reader: correct its entry point.")
    return found


def _is_of(value: object, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
