"""Why entries were taken for the same thing, in the evidence graph: a node for each joining, and one for each of its reasons.

It decides nothing, and states nothing of the thing itself: what the graph says does not follow from a joining alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping.engine import TYPE
from scholargraph.model import Joining, entry_name
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import DCTERMS, PROV, SG, XSD

_DECIMALS: Final = 2
"""How exactly weights and scores are said: finer than any of them is known."""


def map_joinings(key: Key, joinings: Sequence[Joining], iris: Iris) -> Iterator[Triple]:
    """Say each joining of a record as a node `#joining-N`, and its reasons as `#joining-N-reason-M`, the weightiest first."""
    for number, one in enumerate(joinings, start=1):
        node = iri(iris.node(key, f"joining-{number}"))
        yield (iri(iris.thing(key)), iri(SG.joining), node)
        yield (node, TYPE, iri(SG.Joining))
        yield (node, iri(SG.score), _bits(one.score))
        for entry in (one.one, one.other):
            name = entry_name(entry)
            yield (node, iri(SG.joinedEntry), literal(name))
            yield (node, iri(PROV.wasDerivedFrom), iri(iris.thing(f"source/{name.partition('/')[0]}")))
        for place, reason in enumerate(one.reasons, start=1):
            because = iri(iris.node(key, f"joining-{number}-reason-{place}"))
            yield (node, iri(SG.joiningReason), because)
            yield (because, TYPE, iri(SG.JoiningReason))
            yield (because, iri(SG.comparison), literal(reason.comparison))
            yield (because, iri(SG.outcome), literal(reason.outcome))
            yield (because, iri(SG.weight), _bits(reason.weight))
            yield (because, iri(DCTERMS.description), literal(reason.words, language="en"))


def _bits(value: float) -> Term:
    """A number of bits; what the curation decides is infinite (XML Schema Datatypes, section 3.2.5)."""
    if math.isinf(value):
        return literal("INF" if value > 0 else "-INF", datatype=XSD.double)
    return literal(f"{round(value, _DECIMALS) + 0.0:.{_DECIMALS}f}", datatype=XSD.double)
