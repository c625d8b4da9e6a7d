"""The command that writes a whole graph to standard output, streamed from the snapshot."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from scholargraph.cli.output import results


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["nq", "nt", "ttl", "jsonld", "rdf"]), default="nq", show_default=True,
    help="nq holds every graph; the others hold the statements alone.",
)  # fmt: skip
def export(site: Path, form: str) -> None:
    """Write the published graph of SITE to standard output."""
    from scholargraph import config, store

    snapshot = store.Snapshots(config.load(site).work).require()
    with results() as out:
        if form == "nq":
            with (snapshot.path / store.DUMP).open("rb") as dump:
                shutil.copyfileobj(dump, out)
        else:
            store.Reader(snapshot).write_statements(out, form)
