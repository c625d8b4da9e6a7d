"""A check as lines of text: kinds of findings, the frequent first, each with its line, what is there, and what mends it.

It prints nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from scholargraph.cli.terminal import columns, line

if TYPE_CHECKING:
    from scholargraph.findings import Completeness, Excerpt, Finding, Group
    from scholargraph.findings.check_report import CheckReport

SHOWN: Final = 3
"""How many findings of one kind are shown in full."""
_NAMED: Final = 3
"""How many of the others are named by their places."""
_RAISES: Final = 5
_INDENT: Final = " " * 10


def report_lines(report: CheckReport, *, shown: int | None = SHOWN) -> Iterator[str]:
    """Give the lines of a check; `shown` findings of each kind in full, all of them where it is None."""
    for group in report.groups:
        members = group.findings if shown is None else group.findings[:shown]
        for number, finding in members:
            yield from _finding(finding, report.lines[number])
        rest = [finding for _, finding in group.findings[len(members) :]]
        if rest:
            yield _more(group, rest)
    yield from _completeness(report.completeness)


def counted(severities: Iterable[str]) -> str:
    """Give how many findings there are of each severity, in words."""
    counts = Counter(severities)
    named = ((counts["violation"], "violation"), (counts["warning"], "warning"))
    words = [f"{number} {name}{'' if number == 1 else 's'}" for number, name in named]
    return ", ".join((*words, f"{counts['info']} info"))


def _finding(finding: Finding, excerpt: Excerpt | None) -> Iterator[str]:
    where, _, words = str(finding).partition("  ")
    yield f"{finding.severity.value}: {line(where)}  {line(words)}"
    if excerpt is not None:
        yield f"{excerpt.line:>7} | {excerpt.text}"  # plain already, and its spaces count
        if excerpt.start is not None:
            before = " " * columns(excerpt.text[: excerpt.start])
            marked = columns(excerpt.text[excerpt.start : excerpt.start + excerpt.width])
            yield f"{' ' * 7} | {before}{'^' * max(1, marked)}"
    if finding.found and (finding.quote is None or finding.found != finding.quote):
        yield f"{_INDENT}there is: {line(finding.found)}"
    if finding.wanted:
        yield f"{_INDENT}wanted:   {line(finding.wanted)}"
    if finding.link:
        yield f"{_INDENT}page:     {line(finding.link)}"


def _more(group: Group, rest: Sequence[Finding]) -> str:
    places = [str(one.place or one.key or "site") for one in rest[:_NAMED]]
    more = ", ..." if len(rest) > _NAMED else ""
    words = line(f"and {len(rest):,} more like it ({group.rule}): {', '.join(places)}{more}")
    return f"  {words}"


def _completeness(scores: Sequence[Completeness]) -> Iterator[str]:
    for one in scores:
        kind = "site" if one.of is None else "profile"
        many = "" if one.records == 1 else "s"
        yield line(f"completeness: {one.score:.0f} %  {one.label} ({kind}, {one.records:,} record{many})")
        for raised in one.raises[: _RAISES if one.of is None else 1]:
            records = f"{raised.records:,} {raised.asked.collection} record{'' if raised.records == 1 else 's'}"
            yield f"  +{raised.points:.1f}  {line(f'{raised.asked.label} of {records}, such as {raised.keys[0]}')}"
