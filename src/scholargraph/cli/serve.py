"""The command that serves a site; it publishes first when sources changed, unless it is told to leave them alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scholargraph.cli.progress import say, stages
from scholargraph.errors import AddressInUseError, Place, ScholarGraphError, SettingsError

if TYPE_CHECKING:
    from scholargraph.config import Settings


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--base", help="The base IRI, in place of the configured one.")
@click.option(
    "--no-publish", is_flag=True, help="Serve what is published without looking at the sources: they need not be here."
)
@click.option(
    "--proxies",
    type=click.IntRange(0, 10),
    default=0,
    show_default=True,
    help="How many proxies of yours stand before it, whose X-Forwarded-For tells the client.",
)
def serve(*, site: Path, host: str, port: int, base: str | None, no_publish: bool, proxies: int) -> None:
    """Publish SITE if its sources changed, then serve its pages and its SPARQL endpoint."""
    from scholargraph import config
    from scholargraph.web import routing, server

    settings = config.load(site, base=base)
    if not server.is_free(host, port):
        raise AddressInUseError(f"Port {port} of {host} is in use: stop what uses it, or choose another with --port.")
    if no_publish:
        say(f"Serving {published(settings):,} statements.")
    else:
        publish_first(settings)
    here = f"http://{f'[{host}]' if ':' in host else host}:{port}{routing.prefix(settings)}/"
    server.run(
        settings,
        host=host,
        port=port,
        proxies=proxies,
        answering=lambda: say(f"ScholarGraph is at {here}  (stop with Ctrl-C)"),
    )


def publish_first(settings: Settings) -> None:
    """Publish if the sources changed, and say so; what cannot be published leaves the last good snapshot, if there is one.

    Raises:
        ScholarGraphError: there is nothing to serve instead; what there is was published for another base IRI.
    """
    from scholargraph import store
    from scholargraph.publish import publish

    try:
        with stages("publishing") as stage:
            done = publish(settings, stage)
        say(f"{'Published' if done.changed else 'Serving'} {done.statements:,} statements.")
    except ScholarGraphError as error:
        if store.Snapshots(settings.work).current() is None:
            raise
        say(f"scholargraph: {error}\nThe sources were not published.")
        published(settings)
        say("The last good snapshot is served.")


def published(settings: Settings) -> int:
    """Give how many statements the current snapshot has.

    Raises:
        SnapshotError: nothing is published, or the snapshot has lost files.
        SettingsError: it was published for another base IRI, so none of its IRIs would lead here.
    """
    from scholargraph import store

    info = store.Snapshots(settings.work).require()
    told = info.manifest.get("base")
    if told != settings.base:
        raise SettingsError(
            f"The snapshot was published for {told}, not for {settings.base}: publish it anew, or leave out --base.",
            Place(str(settings.file)),
        )
    return int(info.manifest["statements"])
