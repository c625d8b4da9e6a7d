"""The commands that make a site out of files, and add files to one.

They print and ask; `sites` writes, `changes` compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from scholargraph.cli.change_lines import counted, show
from scholargraph.cli.progress import attended, say, stages, waited
from scholargraph.errors import ScholarGraphError, SourceError, UsageError
from scholargraph.sources.reader import kinds

if TYPE_CHECKING:
    from scholargraph.changes import Site
    from scholargraph.config import Settings
    from scholargraph.publish import Assembled
    from scholargraph.sites import NewSource

_PROFILE: Final = "profile-text"
_FILE: Final = click.Path(path_type=Path, exists=True, dir_okay=False)


def _source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each kind of source that is installed, which names files of that kind."""
    for kind in reversed([one for one in kinds() if one != "curation"]):
        names = ("--profile", f"--{kind}") if kind == _PROFILE else (f"--{kind}",)
        command = click.option(
            *names, kind.replace("-", "_"), type=_FILE, multiple=True, metavar="FILE", help=f"A file of kind {kind}."
        )(command)
    return command


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.argument("files", type=_FILE, nargs=-1, metavar="[FILE...]")
@click.option("--name", help="The scholar's name.")
@click.option("--title", help="What the site is called; without it by the scholar's name, or like its directory.")
@click.option("--base", default="http://127.0.0.1:8000/", show_default=True, help="Where the site will be served.")
@_source_options
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
    sources = sites.planned(_named(files, given), directory, names=("curation",))
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


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("files", type=_FILE, nargs=-1, metavar="[FILE...]")
@click.option("--yes", is_flag=True, help="Add them without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@_source_options
def add(*, site: Path, files: tuple[Path, ...], yes: bool, dry_run: bool, **given: tuple[Path, ...]) -> None:
    """Add files to SITE as sources, once it was shown what they would change.

    They are copied into the site's folder, and stand after its other sources: where they disagree, those are believed.
    """
    from scholargraph import changes, config, sites, store

    settings = config.load(site)
    sources = sites.planned(_named(files, given), settings.directory, names=tuple(one.name for one in settings.sources))
    if not sources:
        raise UsageError("Name the files to be added.")
    text = settings.origin[0] if settings.origin is not None else ""
    extended = text + ("" if text.endswith("\n") else "\n") + sites.tables(sources)
    copies: list[Path] = []
    added = False
    try:
        copies += sites.copy(sources, settings.directory)
        with stages("comparing") as stage:
            before = _assembled(settings, stage)
            after = _assembled(config.parse(extended, settings.file), stage)
        if after is None:
            raise SourceError("Nothing can be read of these files: `scholargraph read FILE` says why.")
        show(changes.between(None if before is None else _told(before), _told(after), aliases=after.catalogue.aliases))
        if dry_run or not _wanted(yes=yes):
            say("Nothing was changed.")
            return
        with store.Snapshots(settings.work).lock(waited):
            sites.extend(settings, text, sites.tables(sources))
        added = True
        names = ", ".join(f"“{one.name}” ({one.kind})" for one in sources)
        say(f"{settings.file} has {names}. Next: `scholargraph publish {site}`.")
    finally:
        for copied in () if added else copies:
            copied.unlink(missing_ok=True)


def _wanted(*, yes: bool) -> bool:
    if yes:
        return True
    if not attended():
        raise UsageError("Nobody can be asked here: say --yes to add them, or --dry-run to see what would change.")
    return click.confirm("Add them?", default=True, err=True)


def _told(made: Assembled) -> Site:
    from scholargraph.changes import Site

    return Site.of(made.catalogue, made.findings)


def _named(files: Sequence[Path], given: dict[str, tuple[Path, ...]]) -> list[tuple[Path, str | None]]:
    """Give the files, each with the kind that was said: those named by an option, then those without."""
    named = [(file, option.replace("_", "-")) for option, listed in given.items() for file in listed]
    return [*named, *((file, None) for file in files)]


def _assembled(settings: Settings, stage: Callable[[str], None]) -> Assembled | None:
    """Read, join and judge a site; None where it has no record yet."""
    from scholargraph.publish import assemble
    from scholargraph.sources.reading import plans, read

    if not any(True for _ in read(plans(settings))):
        return None
    return assemble(settings, stage)


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
