"""A check as one value: the findings of the profiles that were asked for, each with its line, ready to be written in any form.

It writes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scholargraph.acquire import SourceItem
from scholargraph.findings.completeness import Completeness
from scholargraph.findings.finding import Finding
from scholargraph.findings.groups import Group, grouped
from scholargraph.findings.source_lines import Excerpt, excerpts
from scholargraph.validation import Report, Severity

if TYPE_CHECKING:
    from scholargraph.validation.profiles import Profiles
    from scholargraph.validation.rules import Rule


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        title: what the site is called.
        findings: in order.
        lines: the line of the source of each of them.
        report: the results of the shapes, of the same profiles.
        rules: the shapes of these profiles, by their names.
        completeness: of the site, then of persons.
    """

    title: str
    findings: tuple[Finding, ...]
    lines: tuple[Excerpt | None, ...]
    report: Report
    rules: Mapping[str, Rule]
    completeness: tuple[Completeness, ...]

    @classmethod
    def of(
        cls,
        title: str,
        findings: Collection[Finding],
        report: Report,
        *,
        profiles: Profiles,
        chosen: frozenset[str],
        items: Mapping[str, SourceItem],
        completeness: tuple[Completeness, ...] = (),
    ) -> CheckReport:
        """Put together what was found of some profiles, of all where none is chosen; what no shape says is always there."""
        kept = tuple(one for one in findings if not chosen or one.profile is None or one.profile in chosen)
        results = tuple(
            result
            for result in report.results
            if not chosen or (rule := profiles.rule(result)) is None or rule.profile in chosen
        )
        rules = {rule.name: rule for rule in profiles.rules.values() if not chosen or rule.profile in chosen}
        return cls(title, kept, tuple(excerpts(kept, items)), Report(results), rules, completeness)

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        found = Counter(one.severity.value for one in self.findings)
        return {severity.value: found[severity.value] for severity in Severity}

    @property
    def groups(self) -> list[Group]:
        """The findings by kind, the gravest and most frequent first."""
        return grouped(self.findings)

    def fails(self, severity: Severity) -> bool:
        """Whether something is as grave as this, or graver."""
        order = [*Severity]
        return any(order.index(one.severity) <= order.index(severity) for one in self.findings)

    def as_data(self) -> dict[str, Any]:
        """Give it as JSON data."""
        return {
            "title": self.title,
            "conforms": not self.fails(Severity.VIOLATION),
            "counts": self.counts,
            "completeness": [one.as_data() for one in self.completeness],
            "findings": [
                one.as_data() | {"excerpt": None if line is None else line.as_data()}
                for one, line in zip(self.findings, self.lines, strict=True)
            ],
        }
