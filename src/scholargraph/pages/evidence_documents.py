"""The evidence document of a record: all evidence of its fields, with places and words, and its joinings, as statements.

It writes no format, and is the same whether the store holds the evidence of each field or not.
"""

from __future__ import annotations

from typing import Final

from scholargraph.errors import ResultTooLargeError
from scholargraph.iris import THING, Key
from scholargraph.ntriples import Triple, iri, is_iri
from scholargraph.pages.graph import Graph
from scholargraph.pages.record_evidence import of_record
from scholargraph.pages.site import Site
from scholargraph.vocab import SG

LIMIT: Final = 50_000
"""The most statements of a document: what is larger is in a download."""

_RECORD: Final = iri(SG.record)
_THING: Final = f"#{THING}>"


def gather(site: Site, key: Key) -> Graph:
    """Gather the evidence of a record: a thing that has none has an empty graph.

    That is what is said about the evidence nodes that name the record or a part of it, about its joinings, and about the
    places that these point at; of another record nothing is asked, since its evidence is in its own document.

    Raises ResultTooLargeError where it has more than LIMIT statements.
    """
    evidence = of_record(site, key)
    base, own = f"<{site.iris.base}", f"<{site.iris.document(key)}#"
    found: list[Triple] = []
    waiting = [site.thing(key)]
    seen = set(waiting)
    while waiting:
        told: list[Triple] = []
        for subject in waiting:
            told += evidence.about(subject)
            if len(found) + len(told) > LIMIT:  # of a large record no more is read than a document holds
                raise _too_large(site, key)
        found += told
        naming = evidence.pointing_at(_RECORD, {subject for subject in waiting if subject.startswith(own)})
        met = {value for _, _, value in told if is_iri(value) and value.startswith(base) and not value.endswith(_THING)}
        met.update(node for node in naming if node.startswith(own))
        waiting = sorted(met - seen)
        seen |= met
    return Graph(found)


def _too_large(site: Site, key: Key) -> ResultTooLargeError:
    whole = "dump" if site.evidence is None else "evidence"
    return ResultTooLargeError(
        f"The evidence of {key} has more than {LIMIT:,} statements: take it from {site.settings.base}{whole}.nq.gz."
    )
