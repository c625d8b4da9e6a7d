"""Validation: a graph held against the shapes, giving a report of what is wrong, what is missing, what is worth a look.

It changes nothing and knows no record; it is the only place that knows pySHACL.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scholargraph.ntriples import Triple
from scholargraph.validation.report import Report, Result, Severity

if TYPE_CHECKING:
    from scholargraph.validation.shapes import Shapes

__all__ = ["Report", "Result", "Severity", "validate"]


def validate(triples: Iterable[Triple], *, shapes: Shapes | None = None) -> Report:
    """Hold the triples of one graph (the default graph) against shapes, by default our own.

    SHACL Core and SPARQL-based constraints (W3C Recommendation of 2017), without inference, imports and extensions. A large
    graph is judged by all cores, and scouted by the fast engine if that is installed. Of shapes that are not our own each step
    has bounded processor time.

    Raises:
        ShapesError: the shapes cannot be read, make no sense, or take too long.
    """
    # pySHACL and rdflib take half a second to load: publishing unchanged sources needs neither.
    from scholargraph.validation.engine import judge
    from scholargraph.validation.shapes import read_shapes

    return judge(triples, read_shapes() if shapes is None else shapes, trusted=shapes is None)
