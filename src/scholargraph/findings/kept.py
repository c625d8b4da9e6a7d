"""The findings that are kept beside a snapshot, as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from scholargraph.findings.finding import Finding

FILE: Final = "findings.json"


def write_findings(snapshot: Path, findings: Sequence[Finding]) -> None:
    """Keep findings in the folder of a snapshot that is being made. Raises OSError."""
    text = json.dumps([finding.as_data() for finding in findings], ensure_ascii=False, indent=1) + "\n"
    (snapshot / FILE).write_text(text, encoding="utf-8")


def read_findings(snapshot: Path) -> tuple[Finding, ...]:
    """Give the findings that were kept beside a snapshot. Raises OSError, ValueError for a file that is damaged."""
    data = json.loads((snapshot / FILE).read_text(encoding="utf-8"))
    return tuple(Finding.from_data(entry) for entry in data)
