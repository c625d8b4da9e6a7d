"""Progress on standard error, only on a terminal; messages for people in one place.

It prints nothing to standard output: that belongs to results.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from scholargraph.errors import UsageError


@contextmanager
def stages(title: str) -> Iterator[Callable[[str], None]]:
    """Show which stage is running; elsewhere than on a terminal show nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # loaded only where it is seen

    console = Console(stderr=True)
    with console.status(title) as status:
        yield lambda stage: status.update(f"{title}: {stage} …")


def attended() -> bool:
    """Whether somebody sits at the terminal who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str, *, yes: bool, doing: str) -> bool:
    """Ask whether to go on, unless it was said already with `yes`; `doing` is what is done then (“publish”).

    Raises UsageError where nobody can be asked.
    """
    if yes:
        return True
    if not attended():
        raise UsageError(f"Nobody can be asked here: say --yes to {doing}, or --dry-run to see what would change.")
    return click.confirm(question, default=True, err=True)


def say(message: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def waited(reason: str) -> None:
    """Say that another command is waited for, and why."""
    say(f"{reason} Waiting for it to end ...")
