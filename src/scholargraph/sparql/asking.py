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

_OF_THE_WEB: Final = ("http://", "https://")


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
    _look_at_graphs(reader, found, dataset)
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


def _look_at_graphs(reader: Reader, query: Mended, dataset: Dataset | None) -> None:
    """Refuse graphs that only somebody who fetches could have: `file:` and what else is neither of the web nor of the site.

    An unknown graph of the web is empty, as the tests of the protocol have it; nothing is fetched either way.
    """
    named: list[tuple[str, Place | None]] = [(iri, query.place(at)) for iri, at in query.parsed.graphs]
    if dataset:
        named += [(iri, None) for iri in (*dataset.default_graphs, *dataset.named_graphs)]
    for iri, place in named:
        if not iri.lower().startswith(_OF_THE_WEB) and ":" in iri and not reader.has_graph(iri):
            raise ForbiddenQueryError(f"<{iri}> {NOT_HERE}.", place)
