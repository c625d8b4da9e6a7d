"""Fetching on a terminal: bars while it goes on, and a line for what became of each source."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from scholargraph.cli.change_lines import counted
from scholargraph.cli.progress import say
from scholargraph.http_answers import span

if TYPE_CHECKING:
    from scholargraph.acquire.fetching import Outcome, Progress

_SHOWN: Final = 20
"""How many ids are named of those that came, and of those that did not."""


@contextmanager
def bars(title: str) -> Iterator[Callable[[Progress], None]]:
    """Show how far fetching is; elsewhere than on a terminal show nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # loaded only where it is seen
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}", markup=False),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(title, total=None, told="")

        def progress(one: Progress) -> None:
            told = f"{one.source}: {one.request} ({counted(one.answers, 'answer')}, {one.bytes:,} bytes)"
            shown.update(task, total=one.total, completed=one.number - 1, told=told)

        yield progress


def tell(outcomes: Sequence[Outcome]) -> None:
    """Say what became of each: what failed, why, and when to come back; what changed; what is to be known of it; how many
    did not change.
    """
    failed = [one for one in outcomes if one.state == "failed"]
    changed = [one for one in outcomes if one.state == "changed"]
    for one in failed[:_SHOWN]:
        again = f" Come back in {span(one.retry_after)}." if one.retry_after else ""
        say(f"{one.source}: failed: {one.reason}{again}")
    _more(failed)
    for one in changed[:_SHOWN]:
        say(f"{one.source}: {one.request} came anew ({one.bytes:,} bytes).")
    _more(changed)
    for one in outcomes:
        for note in one.notes:
            say(f"{one.source}: {one.request}: {note.rstrip('.')}.")
    same = len(outcomes) - len(failed) - len(changed)
    if same:
        say(f"{counted(same, 'answer')} unchanged.")


def _more(listed: Sequence[Outcome]) -> None:
    if len(listed) > _SHOWN:
        say(f"and {len(listed) - _SHOWN:,} more ({listed[0].state})")
