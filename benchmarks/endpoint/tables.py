"""What was measured, as plain tables: the ratios first, then what they are made of.

It measures nothing and rounds only what it prints.
"""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.endpoint.latency import Timing, summary
from benchmarks.endpoint.load import Pairs


def machine() -> Iterator[str]:
    """Say what the machine is, and how busy it was before anything began."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    memory = next((int(line.split()[1]) >> 20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    yield f"machine   {os.cpu_count()} cores ({model}), {memory} GiB, {platform.system()} {platform.release()}"
    yield f"busy      {', '.join(f'{load:.1f}' for load in os.getloadavg())} (load of the last 1, 5 and 15 minutes)"
    yield f"python    {platform.python_version()}"


def latencies(timings: Sequence[Timing], names: tuple[str, str]) -> Iterator[str]:
    """Show the latency of each question, in milliseconds."""
    ours, theirs = names
    yield f"{'latency, 1 connection':22}{'ratio':>7}{ours:>15}{theirs:>17}{'p90':>9}{'p90':>9}{'rounds':>8}  size"
    for timing in timings:
        if timing.ratio is None:
            yield f"{timing.question:22}      -  {'; '.join(timing.remarks)}"
            continue
        medians = (statistics.median(times) * 1000 for times in (timing.ours, timing.theirs))
        tails = (_ninth(times) * 1000 for times in (timing.ours, timing.theirs))
        row = f"{timing.question:22}{timing.ratio:7.2f}{next(medians):12.2f} ms{next(medians):14.2f} ms"
        row += f"{next(tails):9.2f}{next(tails):9.2f}{len(timing.ours):8}  {_sizes(timing.sizes)}"
        yield row
        yield from (f"    they differ: {remark}" for remark in timing.remarks)
    found = summary(timings)
    if found is not None:
        mean, worst = found
        timed = sum(timing.ratio is not None for timing in timings)
        yield f"{'geometric mean':22}{mean:7.2f}  over {timed} of {len(timings)} questions"
        yield f"{'largest':22}{worst.ratio or 0:7.2f}  {worst.question}"


def throughputs(pairs: Pairs, names: tuple[str, str]) -> Iterator[str]:
    """Show the throughput of one load at one number of connections, in requests a second."""
    each = "  ".join(f"{ratio:.2f}" for ratio in pairs.ratios)
    ours, theirs = (statistics.median(run.rate for run in runs) for runs in (pairs.ours, pairs.theirs))
    mine, other = (statistics.median(run.mib for run in runs) for runs in (pairs.ours, pairs.theirs))
    ratio = f"{pairs.ratio:7.2f}" if pairs.ratio is not None else f"{'-':>7}"
    row = (
        f"{pairs.name:34}{pairs.connections:4}{ratio}{ours:11.0f} /s{theirs:13.0f} /s{mine:8.1f}{other:8.1f}  [{each}]"
    )
    yield row
    for name, runs in zip(names, (pairs.ours, pairs.theirs), strict=True):
        refused, broken = sum(run.refused for run in runs), sum(run.broken for run in runs)
        if refused or broken:
            yield f"    {name}: {refused} requests refused, {broken} broken; they are no part of its rate"


def throughput_head(names: tuple[str, str]) -> str:
    """Give the line above `throughputs`."""
    ours, theirs = names
    return f"{'throughput, connections':38}{'ratio':>7}{ours:>14}{theirs:>16}{'MiB/s':>8}{'MiB/s':>8}  pairs"


def _ninth(times: Sequence[float]) -> float:
    """What nine of ten take at most."""
    return sorted(times)[len(times) * 9 // 10]


def _sizes(sizes: Sequence[int]) -> str:
    least, most = min(sizes), max(sizes)
    return str(least) if least == most else f"{least}-{most}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
