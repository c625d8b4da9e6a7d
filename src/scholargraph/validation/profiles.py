"""Profiles: the shapes that a site is judged by, ours and its own, and how grave each result is for it.

It judges nothing: it gives an engine one graph of shapes, and weighs what the engine finds.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from scholargraph.errors import SettingsError, UsageError
from scholargraph.shape_settings import ShapeSettings
from scholargraph.validation.own_shapes import OwnShapes, read
from scholargraph.validation.report import Report, Result, Severity
from scholargraph.validation.rules import CORE, QUALITY, Component, Rule, components, rules_of
from scholargraph.validation.shapes import Shapes, read_shapes
from scholargraph.validation.terms import triples_of


@dataclass(frozen=True, slots=True)
class Profiles:
    """What a site is judged by.

    Attributes:
        rules: each shape in words, by its IRI, ours first.
        own: the site's own shapes, file by file.
        override: the severities of the site file, by the IRI of the shape.
    """

    rules: Mapping[str, Rule]
    own: tuple[OwnShapes, ...] = ()
    override: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all profiles: ours, then the site's own."""
        return (CORE, QUALITY, *(one.profile for one in self.own))

    def rule(self, result: Result) -> Rule | None:
        """Give the shape that a result is of, or None where it has no IRI."""
        return None if result.shape is None else self.rules.get(result.shape)

    def component(self, result: Result) -> Component | None:
        """Give the kind of constraint that a result is of, or None where it is none of SHACL Core or SPARQL."""
        return components().get(result.component)

    def weighed(self, report: Report) -> Report:
        """Give a report with the severities that the site file asks for."""
        if not self.override:
            return report
        results = (
            replace(result, severity=self.override.get(result.shape or "", result.severity))
            for result in report.results
        )
        return replace(report, results=tuple(sorted(results, key=lambda result: result.order)))

    def checked(self, chosen: Collection[str]) -> frozenset[str]:
        """Give the names of profiles that were asked for. Raises UsageError for one that there is not."""
        for name in chosen:
            if name not in self.names:
                raise UsageError(f"There is no profile “{name}”: choose of {', '.join(self.names)}.")
        return frozenset(chosen)

    def shapes(self) -> Shapes:
        """Give all shapes in one graph, for an engine."""
        ours = read_shapes()
        triples = {*ours.triples, *(triple for one in self.own for triple in triples_of(one.graph))}
        digests = (ours.digest, *(one.digest for one in self.own))
        return Shapes(tuple(sorted(triples)), hashlib.sha256("".join(digests).encode()).hexdigest())


def load(directory: Path | None = None, settings: ShapeSettings | None = None) -> Profiles:
    """Read what a site is judged by; without a folder our own shapes alone.

    Raises ShapesError for a file of its folder `shapes/` that cannot be used, SettingsError for a severity of the site
    file that names no shape, or would make less of what must be.
    """
    rules = {rule.iri: rule for rule in _our_rules(read_shapes())}
    own = () if directory is None else read(directory)
    for one in own:
        rules |= {rule.iri: rule for rule in rules_of(one.graph, profile=one.profile)}
    override = _override(rules, settings or ShapeSettings())
    rules = {iri: replace(rule, severity=override.get(iri, rule.severity)) for iri, rule in rules.items()}
    return Profiles(rules, own, override)


@lru_cache(maxsize=1)
def _our_rules(ours: Shapes) -> tuple[Rule, ...]:
    """The rules of our own shapes."""
    return tuple(rules_of(ours.graph))


def _override(rules: Mapping[str, Rule], settings: ShapeSettings) -> dict[str, Severity]:
    found = {}
    for name, words in settings.severity.items():
        severity, place = Severity(words), settings.places.get(name)
        named = [rule for rule in rules.values() if name in {rule.name, rule.iri}]
        if not named:
            near = difflib.get_close_matches(name, sorted({rule.name for rule in rules.values()}), n=1)
            hint = f"did you mean {near[0]}?" if near else "`scholargraph shapes` lists them."
            raise SettingsError(f"There is no shape “{name}”: {hint}", place)
        if len(named) > 1:
            raise SettingsError(f"Several shapes are called “{name}”: write the whole IRI of one.", place)
        if named[0].profile == CORE and severity is not Severity.VIOLATION:
            raise SettingsError(
                f"“{name}” is in the profile {CORE}, which every published graph meets: leave it a violation.", place
            )
        found[named[0].iri] = severity
    return found
