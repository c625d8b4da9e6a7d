"""Findings of one kind together: what one shape asks, or what readers say in the same words; the frequent first.

It drops none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scholargraph.findings.finding import Finding
from scholargraph.validation import Severity

READING: Final = "source"
"""The kind of what no shape says: what could not be read, what became of addresses, what is in doubt."""
_VALUES: Final = re.compile(r"“[^”]*”|\b[0-9][0-9,.]*\b")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind, in order.

    Attributes:
        rule: the name of the shape, or `source`.
        severity: how grave they are.
        message: what they say; where it differs, with “…” in the place of the values.
        findings: each of them with its number among all.
    """

    rule: str
    severity: Severity
    message: str
    findings: tuple[tuple[int, Finding], ...]


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Put findings of one kind together: the gravest kinds first, among them the most frequent."""
    found: dict[tuple[Severity, str, str], list[tuple[int, Finding]]] = {}
    for number, one in enumerate(findings):
        words = one.message if one.rule else _VALUES.sub("“…”", one.message)
        found.setdefault((one.severity, one.rule or READING, words), []).append((number, one))
    groups = [
        Group(
            rule,
            severity,
            members[0][1].message if len({one.message for _, one in members}) == 1 else words,
            tuple(members),
        )
        for (severity, rule, words), members in found.items()
    ]
    order = [*Severity]
    return sorted(groups, key=lambda group: (order.index(group.severity), -len(group.findings), group.findings[0][0]))
