"""The command that serves a site; it publishes first when sources changed, unless it is told to leave them alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from scholargraph.cli.progress import say, stages, waited
from scholargraph.errors import AddressInUseError, Place, ScholarGraphError, SettingsError, SnapshotError, UsageError

if TYPE_CHECKING:
    from scholargraph.config import Settings

PATIENCE: Final = 60.0
"""Seconds for which another one who publishes is waited for, where there is something to serve meanwhile."""


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
@click.option("--metrics", metavar="HOST:PORT", help="Where to give metrics for Prometheus; nowhere without it.")
def serve(
    *, site: Path, host: str, port: int, base: str | None, no_publish: bool, proxies: int, metrics: str | None
) -> None:
    """Publish SITE if its sources changed, then serve its pages and its SPARQL endpoint."""
    from scholargraph import config
    from scholargraph.web import routing, server

    settings = config.load(site, base=base)
    if not server.is_free(host, port):
        raise AddressInUseError(f"Port {port} of {host} is in use: stop what uses it, or choose another with --port.")
    measured = None if metrics is None else _address(metrics)
    if measured is not None and not server.is_free(*measured):
        raise AddressInUseError(
            f"The address {metrics} is in use: stop what uses it, or choose another with --metrics."
        )
    _check_logs(settings)
    if no_publish:
        from scholargraph import store

        store.Snapshots(settings.work).clean()
        say(f"Serving {published(settings):,} statements.")
    else:
        publish_first(settings)
    here = f"http://{f'[{host}]' if ':' in host else host}:{port}{routing.prefix(settings)}/"
    server.run(
        settings,
        host=host,
        port=port,
        proxies=proxies,
        metrics=measured,
        answering=lambda: say(f"ScholarGraph is at {here}  (stop with Ctrl-C)"),
    )


def _address(text: str) -> tuple[str, int]:
    """Read HOST:PORT, an IPv6 address in brackets. Raises UsageError."""
    host, _, port = text.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        host = ""
    if not host or not re.fullmatch("[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise UsageError(f"“{text}” is no address to give metrics at: write one such as 127.0.0.1:9100 or [::1]:9100.")
    return host, int(port)


def _check_logs(settings: Settings) -> None:
    """Open the logs once. Raises SettingsError where one cannot be written."""
    from scholargraph.event_log import log_of

    for key, name in (("access", settings.log.access), ("publish", settings.log.publish)):
        log = log_of(name, settings.log.format, folder=settings.directory)
        try:
            if log is not None:
                log.open()
        except OSError as error:
            raise SettingsError(
                f"The {key} log {name} cannot be written ({error.strerror}): see to its folder, or name another one.",
                Place(str(settings.file)),
            ) from error


def publish_first(settings: Settings) -> None:
    """Publish if the sources changed, and say so; whatever goes wrong, the last good snapshot stays, if there is one.

    Another one who publishes is waited for, but not for ever where there is something to serve.

    Raises:
        ScholarGraphError: there is nothing to serve instead; what there is was published for another base IRI.
    """
    from scholargraph import faults, store
    from scholargraph.cli.site import note_published
    from scholargraph.publish import publish
    from scholargraph.publish_record import recorded

    snapshots = store.Snapshots(settings.work)
    patience = None if snapshots.current() is None else PATIENCE
    try:
        with recorded(settings) as result, stages("publishing") as stage:
            done = publish(settings, stage, waiting=waited, patience=patience)
            note_published(result, done)
    except Exception as error:  # noqa: BLE001 - whatever it is, a server that has a graph serves it
        found = faults.named(error, Place(str(settings.file)))
        try:
            statements = published(settings, found=found)
        except SettingsError:
            say(f"scholargraph: {found}\nThe sources were not published.")
            raise
        except ScholarGraphError:
            raise found from error
        say(f"scholargraph: {found}\nThe sources were not published; the last good snapshot is served.")
        say(f"Serving {statements:,} statements.")
        return
    for finding in done.findings:
        if str(finding.place).startswith(
            str(snapshots.folder)
        ):  # not of the sources, which `publish` and `check` tell of
            say(f"{finding.severity.value}: {finding}")
    say(f"{'Published' if done.changed else 'Serving'} {done.statements:,} statements.")


def published(settings: Settings, *, found: ScholarGraphError | None = None) -> int:
    """Give how many statements the snapshot has that is served; where that is not the current one, it is said why.

    A snapshot of which all files are there, but which is damaged, is no reason not to start: it answers nothing until it
    is published again, which a server that runs takes up by itself. `found` is why it could not be published just now.

    Raises:
        SnapshotError: nothing is published, or the snapshot has lost files, or was published by a newer version.
        SettingsError: it was published for another base IRI, so none of its IRIs would lead here.
    """
    from scholargraph import store

    snapshots = store.Snapshots(settings.work)
    try:
        info = store.sound(snapshots, settings.base, say)
    except SnapshotError as error:
        info = snapshots.require()
        if found is not None:
            raise
        say(f"scholargraph: {error}")
    if info.base != settings.base:
        raise SettingsError(
            f"The snapshot was published for {info.base}, not for {settings.base}: publish it anew, or leave out --base.",
            Place(str(settings.file)),
        )
    return int(info.manifest["statements"])
