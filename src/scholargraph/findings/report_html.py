"""A check as one HTML file that needs nothing else: no script, no style sheet, no font, no network.

Every value is escaped; a link leads to a page of the site alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from scholargraph.findings.check_report import CheckReport

SHOWN: Final = 20
"""How many findings of one kind are shown one by one."""
_TEMPLATE: Final = "report.html"


def report_html(report: CheckReport) -> str:
    """Write a check as a page."""
    return _template().render(report=report, groups=report.groups, shown=SHOWN, words=counted)


def counted(number: int, severity: str) -> str:
    """Give the word for a number of findings: `warnings`, `info`."""
    return severity if number == 1 or severity == "info" else f"{severity}s"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template(_TEMPLATE)
