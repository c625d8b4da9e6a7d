"""The command that fetches a site's sources again, shows what changes value by value, asks, and publishes it.

It prints and asks; `acquire.fetching` fetches, `refreshing` compares and publishes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scholargraph.cli.change_lines import show
from scholargraph.cli.fetch_lines import bars, tell
from scholargraph.cli.progress import agreed, attended, say, stages, waited
from scholargraph.errors import InvalidGraphError, RemoteError, UsageError

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.refreshing import Compared


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--source", "names", multiple=True, metavar="NAME", help="Fetch only this source; can be given again.")
@click.option("--yes", is_flag=True, help="Publish without asking.")
@click.option("--dry-run", is_flag=True, help="Fetch and show what would change, and change nothing.")
@click.pass_context
def refresh(context: click.Context, *, site: Path, names: tuple[str, ...], yes: bool, dry_run: bool) -> None:
    """Fetch what SITE fetches again, show what would change, and publish it.

    It is compared with what is published now, so edits that were not published yet are shown, too. A source that cannot be
    reached changes nothing, and the exit code is 4.
    """
    from scholargraph import config
    from scholargraph.acquire.fetching import Cache, fetch
    from scholargraph.cached_answers import drop
    from scholargraph.refreshing import compared, prepared

    settings = config.load(site)
    _require(settings, names)
    cache = Cache(settings)
    with cache.locked(waited):
        taken = False
        try:
            asked = prepared(settings, waiting=waited)
            with bars("fetching") as progress:
                outcomes = fetch(asked.sources, cache=cache, settings=asked, progress=progress, only=names or None)
            tell(outcomes)
            with stages("comparing") as stage:
                found = compared(settings, stage)
            if found.same:
                say("Nothing has changed.")
            else:
                show(found.changes)
                _refuse(found)
            if dry_run or not agreed(
                "Publish this?", yes=yes or found.same or not _says_anything(found), doing="publish"
            ):
                say("Nothing was changed.")
            else:
                taken = True
                _publish(settings, found)
        finally:
            if not taken:
                drop(settings)
    if any(one.state == "failed" for one in outcomes):
        context.exit(RemoteError.exit_code)


def _publish(settings: Settings, found: Compared) -> None:
    """Publish what was shown; where that fails, what was fetched is dropped, and all stays as it was."""
    from scholargraph.cli.site import ask, note_published
    from scholargraph.publish_record import recorded
    from scholargraph.refreshing import publish_as_shown, settle

    try:
        with recorded(settings) as result, stages("publishing") as stage:
            done = publish_as_shown(settings, found, stage, ask=ask if attended() else lambda _: True, waiting=waited)
            note_published(result, done)
    except BaseException:
        settle(settings)
        raise
    if done.changed:
        say(f"Published {done.statements:,} statements.")


def _require(settings: Settings, names: tuple[str, ...]) -> None:
    """Raise UsageError where nothing is fetched, or nothing under one of the names."""
    from scholargraph.acquire.fetching import is_fetched

    fetched = [one.name for one in settings.sources if is_fetched(one)]
    if not fetched:
        raise UsageError(
            f"This site fetches nothing: `scholargraph add {settings.directory} ID` adds what is known of an identifier."
        )
    for name in names:
        if name not in fetched:
            raise UsageError(f"No source “{name}” is fetched: there are {', '.join(fetched)}.")


def _refuse(found: Compared) -> None:
    if found.violations:
        first = found.violations[0]
        raise InvalidGraphError(
            f"{len(found.violations)} violation(s), so nothing is published, and what was fetched is dropped: {first.message}",
            first.place,
        )


def _says_anything(found: Compared) -> bool:
    """Whether publishing changes anything that is stated: otherwise nobody needs to be asked."""
    return bool(found.changes.anything or found.changes.replaced or found.changes.confirmed)
