"""The addresses of whole graphs (SPARQL 1.1 Graph Store HTTP Protocol), for reading: `/store` and `/graph/NAME`.

Line formats are sent as the snapshot holds them; the others are written by the query workers. It changes no graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request

from scholargraph import codings, store
from scholargraph.errors import ResultTooLargeError
from scholargraph.formats import GRAPHS, HTML, TURTLE, Format, Kind, negotiate
from scholargraph.iris import Iris
from scholargraph.pages.head import Link, header, services
from scholargraph.pages.site import Ref
from scholargraph.sparql import graph_store as requests
from scholargraph.sparql import protocol
from scholargraph.sparql.budget import Use
from scholargraph.sparql.endpoint import SNAPSHOT
from scholargraph.sparql.graph_store import Named
from scholargraph.store import DEFAULT, Dataset, GraphFile, Info
from scholargraph.web import endpoint
from scholargraph.web.downloads import sent
from scholargraph.web.problems import of_query, problem
from scholargraph.web.responses import CODED, REVALIDATE, addresses, current, unchanged

graph_store: Final = Blueprint("graph_store", __name__)

PATH: Final = "store"
READING: Final = ("GET", "HEAD", "OPTIONS")
WRITING: Final = ("PUT", "POST", "DELETE", "PATCH")
LINES: Final = frozenset({"ttl", "nt", "nq", "trig"})
"""The formats that lines of N-Triples are written in as they stand; Turtle so has no prefixes, whatever its size."""
UNPACKED_A_SECOND: Final = 200 * 1024 * 1024
"""Bytes that are unpacked and sent in a second (160 to 430 MiB were measured over loopback): what a client is charged."""
MOST_CHOICES: Final = 20
VARY: Final = "Accept, Accept-Encoding"


@graph_store.route(f"/{PATH}", methods=[*READING, *WRITING], provide_automatic_options=False)
def indirect() -> Response:
    """Give the graph that the query string names (section 4.2)."""
    return _other_method() or _given(requests.indirect, _indirect_path)


@graph_store.route("/graph/<name>", methods=[*READING, *WRITING], provide_automatic_options=False)
def direct(name: str) -> Response:
    """Give the graph whose IRI is this address (section 4.1)."""
    graph = Iris(addresses().base).graph(name)
    return _other_method() or _given(partial(requests.direct, graph), lambda _: f"graph/{quote(name)}?")


def _other_method() -> Response | None:
    """Say what may be done, and refuse what writes (section 5): 403 as for an update, with the way to change the graph."""
    if request.method in {"GET", "HEAD"}:
        return None
    made = _empty(204) if request.method == "OPTIONS" else of_query(requests.read_only())
    made.headers["Allow"] = ", ".join(READING)
    return made


def _given(named: Callable[[bytes], Named], path: Callable[[str], str]) -> Response:
    here = endpoint.of_app(current_app)
    with here.use(request.remote_addr or "") as use:
        asked = named(request.query_string)
        info = current().info()
        graph = _graphs(info.path).get(asked.graph)
        if graph is None:
            return _nothing(info)
        form = _form(asked)
        if form.name in LINES:
            made = _as_it_lies(graph, form, tag=(info.digest, asked.graph), use=use)
        else:
            made = _by_worker(asked.graph, form, info, use=use)
    fields = made.headers
    fields["Cache-Control"] = REVALIDATE
    fields["Vary"] = VARY
    base = addresses().base
    links = [Link(f"{base}.well-known/void", "describedby"), *services(base)]
    fields["Link"] = header(links)
    if not asked.formats:
        fields["Content-Location"] = f"{addresses().local(path(asked.graph))}format={form.suffix}"
    return made


def _form(asked: Named) -> Format:
    """Choose a format; a browser, which likes pages best and any XML next, is given Turtle if it takes everything.

    Raises NotAcceptableError.
    """
    accept = request.headers.get("Accept")
    likes = None if asked.formats else negotiate(accept, (*GRAPHS, HTML))
    offers = (TURTLE,) if likes is not None and likes.kind is Kind.PAGE and negotiate(accept, (TURTLE,)) else GRAPHS
    return protocol.choose_of(offers, formats=asked.formats, accept=accept)


def _as_it_lies(graph: GraphFile, form: Format, *, tag: tuple[str, str], use: Use) -> Response:
    """Send the file: packed to who can unpack it, otherwise unpacked on the way, and never more of it in memory than a piece.

    The length is that of the whole, so that an answer which breaks off cannot be taken for one.
    """
    packed = request.accept_encodings["gzip"] > 0
    validator = _validator(*tag, form.media_type, "gzip" if packed else "")
    if unchanged(validator):
        made = _empty(304)
    else:
        made = Response(content_type=form.content_type)
        if request.method != "HEAD":
            made.response = graph.packed() if packed else graph.unpacked()
            use.seconds += 0 if packed else graph.size / UNPACKED_A_SECOND
        made.content_length = graph.packed_size if packed else graph.size
        if packed:
            made.content_encoding = "gzip"
        made = sent(made)
    made.set_etag(validator)
    made.headers[SNAPSHOT] = tag[0]
    return made


def _by_worker(graph: str, form: Format, info: Info, *, use: Use) -> Response:
    """Have a graph written by a query worker, within the limits of a query."""
    here = endpoint.of_app(current_app)
    pool = here.pool(info)
    digest, coding = pool.digest, codings.accepted(request.headers.get(CODED))
    if unchanged(_validator(digest, graph, form.media_type, coding or "")):
        made = _empty(304)
    else:
        here.take_turn(use)
        dataset = Dataset(default_graphs=() if graph == DEFAULT else (graph,))
        try:
            told = pool.ask(requests.WHOLE, form, dataset=dataset, use=use)
        except ResultTooLargeError as error:
            raise ResultTooLargeError(
                f"The graph is larger as {form.label} than an answer may be: take it as N-Triples or Turtle "
                "(format=nt), or the whole dataset from the dump."
            ) from error
        digest = told.digest
        made = Response(told.body, content_type=form.content_type)
        if coding:
            use.seconds += len(told.body) / codings.PACKED_A_SECOND
            made.set_data(codings.packed(told.body, coding))
            made.content_encoding = coding
    # The statements may come in another order each time.
    made.set_etag(_validator(digest, graph, form.media_type, coding or ""), weak=True)
    made.headers[SNAPSHOT] = digest
    return made


def _empty(status: int) -> Response:
    made = Response(status=status)
    del made.headers["Content-Type"]
    return made


def _nothing(info: Info) -> Response:
    """Say which graphs there are."""
    local = addresses().local
    choices = [
        Ref(name or "the default graph", local(_indirect_path(name).removesuffix("&")))
        for name in list(_graphs(info.path))[:MOST_CHOICES]
    ]
    return problem(404, "No graph has this name: ask for one of those that are named below.", choices=choices)


def _indirect_path(graph: str) -> str:
    return f"{PATH}?default&" if graph == DEFAULT else f"{PATH}?graph={quote(graph, safe='')}&"


def _validator(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:32]


@lru_cache(maxsize=2)
def _graphs(snapshot: Path) -> Mapping[str, GraphFile]:
    """The graphs of the current snapshot and, for requests that are still at it, of the one before."""
    return store.graphs(snapshot)
