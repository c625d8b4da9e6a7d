"""The command that makes a site out of files, and what it shares with the one that adds to a site.

It prints; `sites` writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from scholargraph.cli.change_lines import counted
from scholargraph.cli.progress import say
from scholargraph.errors import ScholarGraphError, UsageError
from scholargraph.sources.reader import kinds

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.sites import NewSource

_PROFILE: Final = "profile-text"
FILE: Final = click.Path(path_type=Path, exists=True, dir_okay=False)


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each kind of source that is installed, which names files of that kind."""
    for kind in reversed([one for one in kinds() if one != "curation"]):
        names = ("--profile", f"--{kind}") if kind == _PROFILE else (f"--{kind}",)
        command = click.option(
            *names, kind.replace("-", "_"), type=FILE, multiple=True, metavar="FILE", help=f"A file of kind {kind}."
        )(command)
    return command


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.argument("files", type=FILE, nargs=-1, metavar="[FILE...]")
@click.option("--name", help="The scholar's name.")
@click.option("--title", help="What the site is called; without it by the scholar's name, or like its directory.")
@click.option("--base", default="http://127.0.0.1:8000/", show_default=True, help="Where the site will be served.")
@source_options
def init(
    *,
    directory: Path,
    files: tuple[Path, ...],
    name: str | None,
    title: str | None,
    base: str,
    **given: tuple[Path, ...],
) -> None:
    """Make a new site in DIRECTORY out of files, which are copied into it.

    The kind of each FILE is told from what stands in it; an option names files of a kind.
    """
    from scholargraph import config, sites
    from scholargraph.web_addresses import checked_base

    try:
        base = checked_base(base)
    except ValueError as error:
        raise UsageError(f"“{base}” is no base IRI: {error}.") from None
    for words in (name, title):
        if words is not None and (not words.strip() or not words.isprintable()):
            raise UsageError("The name is empty or holds control characters: write it as it is printed.")
    sources = sites.planned(named_files(files, given), directory, names=("curation",))
    target = sites.create(
        directory, title=title and title.strip(), person=name and name.strip(), base=base, sources=sources
    )
    read = _told_of(config.load(directory), sources)
    say(f"{target} is made.")
    if read:
        say(f"Next: `scholargraph serve {directory}` publishes it and serves it; `scholargraph check {directory}` says")
        say(f"what is missing; what you know better belongs into {directory / sites.CURATION_FILE}.")
    else:
        say(f"Next: edit {directory / sites.CURATION_FILE}, then `scholargraph serve {directory}`.")


def named_files(files: Sequence[Path], given: dict[str, tuple[Path, ...]]) -> list[tuple[Path, str | None]]:
    """Give the files, each with the kind that was said: those named by an option, then those without."""
    named = [(file, option.replace("_", "-")) for option, listed in given.items() for file in listed]
    return [*named, *((file, None) for file in files)]


def _told_of(settings: Settings, sources: Sequence[NewSource]) -> bool:
    """Say of each new source what is read out of it; give whether anything is."""
    from scholargraph.model import SourceRecord
    from scholargraph.sources.reading import plans, read

    any_read = False
    kinds_by_name = {one.name: one.kind for one in sources}
    for plan in plans(settings):
        if plan.name not in kinds_by_name:
            continue
        counts: Counter[str] = Counter()
        try:
            for found in read([plan]):
                counts[found.record.collection if isinstance(found, SourceRecord) else "rejected"] += 1
        except ScholarGraphError as error:
            say(f"{plan.name} ({kinds_by_name[plan.name]}): {error}")
            continue
        rejected = counts.pop("rejected", 0)
        any_read = any_read or bool(counts)
        told = ", ".join(counted(number, name) for name, number in sorted(counts.items())) or "nothing"
        more = f"; {rejected} rejected, which `scholargraph check` lists" if rejected else ""
        say(f"{plan.name} ({kinds_by_name[plan.name]}): {told}{more}.")
    return any_read
