"""Findings: what validation and the readers have to say about a site, as sentences with the places that they are about.

It judges nothing and reads no source.
"""

from __future__ import annotations

from scholargraph.findings.addresses import as_curation, of_addresses, undecided
from scholargraph.findings.completeness import Completeness, completeness
from scholargraph.findings.doubts import of_joining
from scholargraph.findings.explain import explain
from scholargraph.findings.finding import Finding
from scholargraph.findings.groups import Group, grouped
from scholargraph.findings.kept import read_findings, write_findings
from scholargraph.findings.opted_out import of_mentions
from scholargraph.findings.source_lines import Excerpt, excerpts, located

__all__ = [
    "Completeness",
    "Excerpt",
    "Finding",
    "Group",
    "as_curation",
    "completeness",
    "excerpts",
    "explain",
    "grouped",
    "located",
    "of_addresses",
    "of_joining",
    "of_mentions",
    "read_findings",
    "undecided",
    "write_findings",
]
