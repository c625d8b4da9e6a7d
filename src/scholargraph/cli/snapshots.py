"""The command that shows what is kept of a site: its snapshots in their order, whether they are sound; and that rolls back.

It prints; `store` decides.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scholargraph.cli.progress import say, waited
from scholargraph.errors import SettingsError, SnapshotError, UsageError

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.store import Snapshots


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Read all files, and say what is not as it was published (exit code 1).")
@click.option(
    "--rollback", metavar="SNAPSHOT", help="Make a kept snapshot the current one; “previous” is the one before."
)
@click.option("--keep", type=click.IntRange(1, 999_999), help="Keep so many from now on, and remove the older ones.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def snapshots(
    context: click.Context, *, site: Path, verify: bool, rollback: str | None, keep: int | None, form: str
) -> None:
    """List the snapshots of SITE, the newest first; verify them, roll back to one, say how many are kept.

    After a rollback, serve with --no-publish: publishing makes the sources the current snapshot again.
    """
    from scholargraph import config, store

    if sum((verify, rollback is not None, keep is not None)) > 1:
        raise UsageError("One thing at a time: give one of --verify, --rollback and --keep.")
    settings = config.load(site)
    found = store.Snapshots(settings.work)
    if rollback is not None:
        _roll_back(settings, found, rollback)
    elif keep is not None:
        with found.lock(waited):
            removed = found.keep(keep)
        say(f"{keep} snapshot{'' if keep == 1 else 's'} will be kept; {len(removed)} removed.")
    else:
        context.exit(0 if _list(found, verify=verify, form=form) else 1)


def _roll_back(settings: Settings, found: Snapshots, wanted: str) -> None:
    """Make a kept snapshot the current one, if it is sound and of this site's base IRI."""
    from scholargraph import store

    with found.lock(waited):
        info = store.named(found, wanted)
        name = info.path.name
        damage = store.damage(info)
        if damage is not None:
            raise SnapshotError(f"The snapshot {name} is damaged ({damage}): choose another one.")
        if info.base not in {None, settings.base}:
            raise SettingsError(f"The snapshot was published for {info.base}, not for {settings.base}: publish anew.")
        found.point_to(name)
    say(f"{name} is current now. Serve it with --no-publish: `scholargraph publish` goes on from the sources.")


def _list(found: Snapshots, *, verify: bool, form: str) -> bool:
    """List what is kept; tell whether all of it is as it was published, as far as that was looked at."""
    told, current = found.history(), found.pointed_at()
    names = found.kept()
    if current is not None and current not in names:
        names.insert(0, current)
    sound = True
    for name in names:
        condition = _condition(found, name, verify=verify)
        sound = sound and condition in {"", "sound"}
        statements, version = _told(found, name)
        row = {
            "snapshot": name,
            "current": name == current,
            "published": told.time(name),
            "statements": statements,
            "version": version,
            "condition": condition or None,
        }
        if form == "json":
            click.echo(json.dumps(row, ensure_ascii=False))
            continue
        since = told.time(name) or "at an unknown time"
        words = f"{statements:,} statements" if statements is not None else "statements unknown"
        mark = "* " if name == current else "  "
        click.echo(f"{mark}{name}  {since}  {words}{f'  {condition}' if condition else ''}")
    say(f"{len(names)} kept, of {told.keep} at most; * is current.")
    return sound or not verify


def _condition(found: Snapshots, name: str, *, verify: bool) -> str:
    """Say in a word or a sentence whether a snapshot is sound; nothing where it is not asked and nothing shows."""
    from scholargraph import store

    try:
        info = found.complete(name)
    except SnapshotError as error:
        return error.message
    if not verify:
        return ""
    damage = store.damage(info)
    return "sound" if damage is None else f"damaged: {damage}"


def _told(found: Snapshots, name: str) -> tuple[int | None, str | None]:
    """Give what a manifest says, as far as it can be read: how many statements, by which version."""
    from scholargraph.store import manifests

    info = manifests.opened(found.folder / name)
    if info is None:
        return None, None
    statements, version = info.manifest.get("statements"), info.manifest.get("version")
    return (statements if isinstance(statements, int) else None), (str(version) if version else None)
