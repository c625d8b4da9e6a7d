"""Query results as a table on the terminal: markup in a value is shown, never obeyed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scholargraph.vocab import compact


def show(data: Mapping[str, Any], console: Console | None = None) -> None:
    """Print a result in SPARQL 1.1 JSON form as a table, or a boolean as yes or no."""
    console = console or Console()
    if "boolean" in data:
        console.print("yes" if data["boolean"] else "no")
        return
    variables = data["head"]["vars"]
    table = Table(show_header=True, header_style="bold")
    for name in variables:
        table.add_column(Text(name), overflow="fold")
    rows = data["results"]["bindings"]
    for row in rows:
        table.add_row(*(Text(_words(row.get(name))) for name in variables))
    console.print(table)
    console.print(
        Text(f"{len(rows)} row{'' if len(rows) == 1 else 's'}{', cut by the limit' if data.get('truncated') else ''}")
    )


def _words(term: Mapping[str, str] | None) -> str:
    if term is None:
        return ""
    if term["type"] == "uri":
        return compact(term["value"])
    return _shown(term["value"])


def _shown(words: str) -> str:
    """Words without control characters, which could steer the terminal."""
    return "".join(character if character.isprintable() or character == "\n" else "\ufffd" for character in words)
