"""Judging a site: what is mapped is held against the shapes of its profiles, and each result becomes a finding at its line.

It reads no source but for the lines that findings are about, and stops nothing: the pipeline decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scholargraph.acquire import SourceItem
from scholargraph.config import Settings
from scholargraph.findings import Finding, explain, located, of_addresses, of_joining, of_mentions
from scholargraph.iris import Key
from scholargraph.mapping import Mapper
from scholargraph.ntriples import Triple
from scholargraph.reconcile import Joined
from scholargraph.sources.reading import Plan
from scholargraph.validation import Report, Severity, validate

if TYPE_CHECKING:
    from scholargraph.validation.profiles import Profiles


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found.

    Attributes:
        report: the results of the shapes, as grave as the site file says.
        findings: these and all else that is to be looked at, in order.
        profiles: what was judged by.
    """

    report: Report
    findings: tuple[Finding, ...]
    profiles: Profiles


def items_of(plans: Iterable[Plan]) -> dict[str, SourceItem]:
    """Give the items of sources by the names under which findings speak of them."""
    return {item.id: item for plan in plans for item in plan.items if isinstance(item, SourceItem)}


def judge(
    triples: Iterator[Triple],
    catalogue: Joined,
    mapper: Mapper,
    *,
    settings: Settings,
    plans: Sequence[Plan],
    known: Collection[Key],
    stage: Callable[[str], None] = lambda _: None,
) -> Judged:
    """Hold what is mapped against the shapes, and say what became of old addresses; `known` were gone before.

    Raises ShapesError and SettingsError as `profiles.load`, before anything is mapped.
    """
    # rdflib takes a while to load: publishing unchanged sources does without.
    from scholargraph.validation import profiles

    chosen = profiles.load(settings.directory, settings.shapes)

    def told() -> Iterator[Triple]:
        yield from triples
        stage("validating")  # only now: while they come, they are being mapped

    report = chosen.weighed(validate(told(), shapes=chosen.shapes() if chosen.own else None))
    found = explain(report, catalogue, mapper=mapper, rejected=catalogue.rejected, profiles=chosen)
    items: Mapping[str, SourceItem] = items_of(plans)
    wrong = [Finding(Severity.WARNING, str(one)) for one in report.disagreements]
    more = (*wrong, *of_addresses(catalogue, known=known), *of_joining(catalogue), *of_mentions(catalogue.mentions))
    return Judged(report, tuple(located((*found, *more), items)), chosen)
