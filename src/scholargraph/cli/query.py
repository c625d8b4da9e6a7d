"""The command that asks: a published site in this process, or an endpoint anywhere through `scholargraph.client`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

import click

from scholargraph.cli.output import results
from scholargraph.errors import UsageError

_MEDIA_TYPES: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
_FORMATS: Final = ("table", *_MEDIA_TYPES)
_EITHER: Final = "application/sparql-results+json, text/turtle;q=0.9"


@click.command()
@click.argument("target")
@click.argument("query")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), help="How to print; the default is a table, or Turtle for graphs."
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=3600),
    default=30,
    show_default=True,
    help="Seconds to wait for an endpoint.",
)
def query(target: str, query: str, form: str | None, timeout: float) -> None:
    """Ask TARGET (a site's directory, or the address of an endpoint) the QUERY (its text, or a file)."""
    text = _text(query)
    remote = target.startswith(("http://", "https://"))
    answer = _of_endpoint(target, text, form, timeout=timeout) if remote else _of_site(Path(target), text, form)
    if form in {None, "table"} and answer.lstrip()[:1] == b"{":
        from scholargraph.cli.tables import show

        show(json.loads(answer))
    else:
        with results() as out:
            out.write(answer)


def _of_endpoint(url: str, text: str, form: str | None, *, timeout: float) -> bytes:
    """Ask an endpoint anywhere. Raises RemoteError where it fails."""
    from scholargraph import client

    accept = _MEDIA_TYPES.get(form or "table", _EITHER)
    return client.Endpoint(url, timeout=timeout).raw(text, accept)


def _of_site(site: Path, text: str, form: str | None) -> bytes:
    """Ask a published site in this process. Raises QueryError where the query cannot be asked."""
    from scholargraph import config, store
    from scholargraph.sparql import guard

    settings = config.load(site)
    guard.check(text)
    reader = store.Reader(store.Snapshots(settings.work).require())
    try:
        return reader.answer(text, None if form == "table" else form)
    except ValueError as error:
        raise UsageError(f"The answer cannot be printed so: {error}; choose another --format.") from error


def _text(query: str) -> str:
    """The query itself, or what stands in the file of that name. Raises UsageError for a file that cannot be read."""
    looks_like_a_file = query.endswith((".rq", ".sparql")) or query == "-"
    if not looks_like_a_file and not (len(query) < 1000 and "\n" not in query and Path(query).is_file()):
        return query
    try:
        return sys.stdin.read() if query == "-" else Path(query).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The query file {query} cannot be read ({error}): name another, or write the query itself."
        ) from error
