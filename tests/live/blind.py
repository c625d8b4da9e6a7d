"""The start program of a server whose `/readyz` asks nothing: the benchmark of faults must find it green and broken."""

from __future__ import annotations

import sys
from typing import Any

from benchmarks.reliability import faulty


def tied(*given: Any, **named: Any) -> Any:
    from scholargraph.web import health

    health.Health._ask = lambda *_: None  # type: ignore[method-assign]
    return faulty.tied(*given, **named)


def main() -> None:
    from scholargraph import cli
    from scholargraph.web import lifeline

    lifeline.tied = tied
    cli.main(sys.argv[1:])
