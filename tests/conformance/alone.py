"""What the engine alone answers, in a process of its own: questions as JSON on stdin, answers as JSON on stdout.

It imports nothing of ScholarGraph: this is the yardstick that the endpoint is held against.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store


def main() -> None:
    """Answer each group of queries from a store with the group's statements; an answer is a text or an error."""
    answers: dict[str, dict[str, str]] = {}
    for group in json.load(sys.stdin):
        store = Store()
        store.load("".join(f"{line}\n" for line in group["statements"]).encode(), RdfFormat.N_QUADS)
        for iri, query, form in group["queries"]:
            answers[iri] = answer(store, query, base=group["base"], form=form)
    json.dump(answers, sys.stdout)


def answer(store: Store, query: str, *, base: str, form: str) -> dict[str, str]:
    """Ask one query; without a format it is only parsed and begun."""
    try:
        found: Any = store.query(query, base_iri=base)
        if not form:
            return {"text": ""}
        if isinstance(found, QueryTriples):
            data: Any = found.serialize(format=RdfFormat.from_extension(form))
            return {"text": data.decode(), "form": form}
        if form == "ttl" and isinstance(found, QuerySolutions):  # a table that is expected as a graph
            form = "srj"
        return {"text": found.serialize(format=QueryResultsFormat.from_extension(form)).decode(), "form": form}
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    main()
