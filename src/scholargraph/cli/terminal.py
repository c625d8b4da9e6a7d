"""Words of a source on a terminal: one line, no longer than there is room, no character that steers, colours if wanted.

It knows no record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import click

_JOINERS: Final = frozenset("\u200c\u200d")
"""They are no letters, and Persian, Hindi and some pictures are misspelt without them."""
_UNKNOWN: Final = "\ufffd"
_MOST: Final = 20_000
"""How many characters are looked at for one line; no terminal shows as many."""
_MARKS: Final = 4
"""How many characters a column of a terminal may hold: a letter, and the marks above and below it."""

Paint = Callable[..., str]
"""Gives words in a style: `paint("words", fg="red", bold=True)`."""


def line(text: str) -> str:
    r"""Put words on one line: white space is one blank, what cannot be printed a replacement character.

    >>> line("a\nb\x1b[2Jc")
    'a b�[2Jc'
    """
    kept = " ".join(text.split())
    return kept if kept.isprintable() else "".join(map(_printable, kept))


def cut(text: str, width: int) -> str:
    """Put words on one line of so many columns; “…” stands for what has no room.

    >>> cut("A Grammar of Coastlines", 12)
    'A Grammar o…'
    """
    from rich.cells import cell_len, set_cell_size  # loaded only where something is shown

    shown = line(text[:_MOST])
    whole = len(text) <= _MOST and len(shown) <= _MARKS * width and cell_len(shown) <= width
    return shown if whole else set_cell_size(shown[: _MARKS * width], width - 1).rstrip() + "…"


def padded(text: str, width: int) -> str:
    """Fill words up to so many columns, or cut them."""
    shown = cut(text, width)
    return shown + " " * (width - columns(shown))


def columns(text: str) -> int:
    """Give how many columns words take; some letters take two."""
    from rich.cells import cell_len

    return cell_len(text)


def surface(color: str) -> tuple[int, Paint]:
    """Give the width of standard output, and what paints there: `auto` is a terminal that wants colours (NO_COLOR)."""
    from rich.console import Console

    console = Console()
    wanted = console.is_terminal and not console.is_dumb_terminal and not console.no_color
    coloured = color == "always" or (color == "auto" and wanted)
    return console.width, click.style if coloured else _plain


def _plain(text: str, **style: Any) -> str:
    return text


def _printable(character: str) -> str:
    return character if character.isprintable() or character in _JOINERS else _UNKNOWN
