"""A public query asked of a reader: mended first, its graphs looked at, its errors told by the places the client knows.

It runs in a query worker, or in the process of the command line; it sets no limits of time or memory.
"""

from __future__ import annotations

from typing import Final

from scholargraph.errors import ForbiddenQueryError, Place, QuerySyntaxError
from scholargraph.formats import Format
from scholargraph.sparql.mending import Mended, mend
from scholargraph.store import Caps, Dataset, Reader

NOT_HERE: Final = "is no graph of this site, and nothing is fetched: leave it out, or name one that /sparql describes"


def ask(
    reader: Reader,
    query: str,
    form: Format | None,
    *,
    base: str | None = None,
    dataset: Dataset | None = None,
    caps: Caps | None = None,
) -> bytes:
    """Answer a query; the arguments are those of `Reader.ask`, and so are the errors.

    Raises:
        ForbiddenQueryError: FROM, or the request, names a graph of elsewhere.
        UnsupportedQueryError: it has what would be answered wrongly.
        QueryTooComplexError: made right, it would be too deep or too long.
    """
    found = mend(query, reader.standard, base)
    _look_at_graphs(reader, found, base, dataset)
    if found.parsed.unreadable is not None:
        # Mostly it is no SPARQL, and the engine says so. Otherwise it reads what the grammar has not, unmended.
        reader.ask(found.original, form, base=base, dataset=dataset, caps=caps)
        raise QuerySyntaxError(
            "This can be read in two ways: separate keywords, names and signs with spaces.",
            found.place(found.parsed.unreadable),
        )
    try:
        return reader.ask(found.text, form, base=base, dataset=dataset, caps=caps)
    except QuerySyntaxError:
        if found.text != found.original:
            reader.ask(found.original, form, base=base, dataset=dataset, caps=caps)  # it tells the client's places
        raise


def _look_at_graphs(reader: Reader, query: Mended, base: str | None, dataset: Dataset | None) -> None:
    named: list[tuple[str, Place | None]] = [(iri, query.place(at)) for iri, at in query.parsed.graphs]
    if dataset:
        named += [(iri, None) for iri in (*dataset.default_graphs, *dataset.named_graphs)]
    if not named:
        return
    site = base.rpartition("/")[0] + "/" if base else None
    for iri, place in named:
        if not (site and iri.startswith(site)) and not reader.has_graph(iri):
            raise ForbiddenQueryError(f"<{iri}> {NOT_HERE}.", place)
