"""The command that asks: a published site in this process, or an endpoint anywhere through `scholargraph.client`."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from scholargraph.cli.output import results
from scholargraph.cli.progress import say
from scholargraph.errors import QueryTimeoutError, RemoteError, UsageError

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
_REFERENCES: Final = ("bib", "biblatex", "ris", "csl-json", "xlsx")
"""Formats of references to the works that an answer names; csv is the answer itself."""
_FORMATS: Final = ("table", *_MEDIA_TYPES, *_REFERENCES)
_EITHER: Final = "application/sparql-results+json, text/turtle;q=0.9"


@click.command()
@click.argument("target")
@click.argument("query")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS),
    help="How to print; the default is a table, or Turtle for graphs. bib to xlsx are references to the works in a site's answer.",
)  # fmt: skip
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=3600),
    help="Seconds to wait for the answer. For an endpoint 30, if not given; for a site there is no limit.",
)
def query(target: str, query: str, form: str | None, timeout: float | None) -> None:
    """Ask TARGET (a site's directory, or the address of an endpoint) the QUERY (its text, a file, or - to read it)."""
    text = _text(query)
    if form in _REFERENCES:
        _references(target, text, form, timeout=timeout)
        return
    answer: bytes | dict[str, Any]
    if target.lower().startswith(("http://", "https://")):
        answer = _of_endpoint(target, text, form, timeout=timeout)
    else:
        answer = _waited(lambda: _of_site(Path(target), text, form), timeout)
    if isinstance(answer, dict):
        from scholargraph.cli.tables import show

        show(answer)
        return
    with results() as out:
        out.write(answer)
        if sys.stdout.isatty() and not answer.endswith(b"\n"):
            out.write(b"\n")  # the next prompt begins on a line of its own


def _references(target: str, text: str, form: str, *, timeout: float | None) -> None:
    """Write the references to the works that the answer of a site names, in its order. Raises UsageError for an endpoint."""
    from scholargraph import client, config, store
    from scholargraph.citation import WRITERS, CitationReader
    from scholargraph.iris import Iris

    if target.lower().startswith(("http://", "https://")):
        raise UsageError("References are made from a site's directory: name it, or choose another --format.")
    answer = _waited(lambda: _of_site(Path(target), text, "json"), timeout)
    table = client.results(answer) if isinstance(answer, bytes) else answer
    settings = config.load(Path(target))
    iris = Iris(settings.base)
    reader = CitationReader(store.Reader(store.sound(store.Snapshots(settings.work), settings.base, say)), iris)
    cells = (cell for row in table.get("results", {}).get("bindings", ()) for cell in row.values())
    things = dict.fromkeys(str(cell["value"]) for cell in cells if cell["type"] == "uri")
    keys = [
        key
        for one in things
        if (key := iris.key(one)) is not None and key.collection == "publication" and one == iris.thing(key)
    ]
    if not keys:
        raise UsageError("The answer names no work: select one, such as ?work in { ?person foaf:made ?work }.")
    with results() as out:
        for piece in WRITERS[form](found for key in keys if (found := reader.of_work(key)) is not None):
            out.write(piece)


def _of_endpoint(url: str, text: str, form: str | None, *, timeout: float | None) -> bytes | dict[str, Any]:
    """Ask an endpoint anywhere; a table or a boolean comes as data. Raises RemoteError where it fails."""
    from scholargraph import client

    endpoint = client.Endpoint(url, timeout=client.DEFAULT_TIMEOUT if timeout is None else timeout)
    answer = endpoint.raw(text, _MEDIA_TYPES.get(form or "table", _EITHER))
    if form not in {None, "table"} or answer.lstrip()[:1] not in {b"{", b"["}:
        return answer
    try:
        return client.results(answer)
    except ValueError as error:
        raise RemoteError(f"The endpoint {url} failed: {error}; see it as it is with --format.") from None


def _waited(ask: Callable[[], bytes | dict[str, Any]], timeout: float | None) -> bytes | dict[str, Any]:
    """Ask in a thread of its own: the engine cannot be interrupted, but Ctrl-C and a timeout must end the command.

    Raises QueryTimeoutError where the time is over, and whatever the asking raises.
    """
    told: list[bytes | dict[str, Any] | BaseException] = []

    def work() -> None:
        try:
            told.append(ask())
        except BaseException as error:  # noqa: BLE001 - it is raised again, in the thread that waits
            told.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(timeout)
    if not told:
        raise QueryTimeoutError(
            f"The query took longer than {timeout:g} seconds: ask for less, or give --timeout more."
        )
    if isinstance(told[0], BaseException):
        raise told[0]
    return told[0]


def _of_site(site: Path, text: str, form: str | None) -> bytes | dict[str, Any]:
    """Ask a published site in this process. Raises QueryError where the query cannot be asked."""
    from scholargraph import config, store
    from scholargraph.sparql import asking, guard

    settings = config.load(site)
    guard.check(text)
    reader = store.Reader(store.sound(store.Snapshots(settings.work), settings.base, say))
    try:
        answer = reader.answer(text, None if form == "table" else form, ask=asking.ask)
    except ValueError as error:
        raise UsageError(f"{str(error).rstrip('.')}: choose another --format.") from error
    return json.loads(answer) if form in {None, "table"} and answer.startswith(b"{") else answer


def _text(query: str) -> str:
    """The query itself, or what stands in the file of that name. Raises UsageError for a file that cannot be read."""
    looks_like_a_file = query.endswith((".rq", ".sparql")) or query == "-"
    if not looks_like_a_file and not (len(query) < 1000 and "\n" not in query and Path(query).is_file()):
        return query
    try:
        text = sys.stdin.read() if query == "-" else Path(query).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The query file {query} cannot be read ({error}): name another, or write the query itself."
        ) from error
    return text.removeprefix("\ufeff")  # a byte order mark
