"""The command that serves a site; it publishes first when sources changed."""

from __future__ import annotations

from pathlib import Path

import click

from scholargraph.cli.progress import say, stages
from scholargraph.errors import AddressInUseError, ScholarGraphError


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--base", help="The base IRI, in place of the configured one.")
def serve(site: Path, host: str, port: int, base: str | None) -> None:
    """Publish SITE if its sources changed, then serve its pages and its SPARQL endpoint."""
    from scholargraph import config, store
    from scholargraph.publish import publish
    from scholargraph.web import server

    settings = config.load(site, base=base)
    if not server.is_free(host, port):
        raise AddressInUseError(f"Port {port} of {host} is in use: stop what uses it, or choose another with --port.")
    try:
        with stages("publishing") as stage:
            done = publish(settings, stage)
        say(f"{'Published' if done.changed else 'Serving'} {done.statements:,} statements.")
    except ScholarGraphError as error:
        if store.Snapshots(settings.work).current() is None:
            raise
        say(f"scholargraph: {error}\nThe sources were not published; the last good snapshot is served.")
    say(f"ScholarGraph is at http://{f'[{host}]' if ':' in host else host}:{port}/  (stop with Ctrl-C)")
    server.run(settings, host=host, port=port)
