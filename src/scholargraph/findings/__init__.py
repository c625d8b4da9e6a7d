"""Findings: what validation and the readers have to say about a site, as sentences with the places that they are about.

It judges nothing and reads no source.
"""

from __future__ import annotations

from scholargraph.findings.explain import explain
from scholargraph.findings.finding import Finding

__all__ = ["Finding", "explain"]
