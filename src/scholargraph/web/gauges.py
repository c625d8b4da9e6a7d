"""What the server is doing now, as metrics: query processes, caches, the snapshot, the last publishing, the process itself.

It takes figures that others keep; none grows with the graph.
"""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from flask import Flask

from scholargraph import __version__, publish_record
from scholargraph.config import Settings
from scholargraph.errors import SnapshotError
from scholargraph.event_log import EventLog
from scholargraph.sparql.cache import Cache
from scholargraph.sparql.endpoint import Endpoint
from scholargraph.store import Info
from scholargraph.web.current import Current
from scholargraph.web.downloads import Downloads
from scholargraph.web.endpoint import EXTENSION
from scholargraph.web.metrics import Family, RequestCounts, Sample, counter, exposition, gauge

_PAGE: Final = resource.getpagesize()
_PROCESS: Final = Path("/proc/self")


def renderer(
    app: Flask, settings: Settings, *, counts: RequestCounts, log: EventLog | None = None
) -> Callable[[], str]:
    """Give what writes the metrics of an application."""

    def render() -> str:
        current: Current = app.extensions["scholargraph"]
        found = [
            gauge("scholargraph_build_info", "The version that runs.", Sample(1, {"version": __version__})),
            *counts.families(),
            *_queries(app.extensions[EXTENSION]),
            *_caches(
                {"answers": app.extensions[EXTENSION].figures()[1], "pages": app.extensions["scholargraph.pages"]}
            ),
            *_downloads(app.extensions["scholargraph.downloads"]),
            *_publishing(settings),
            *_process(),
        ]
        with suppress(SnapshotError):
            found += _snapshot(current.info())
        if log is not None:
            found.append(counter("scholargraph_log_events_lost_total", "Events that no log could take.", log.lost))
        return exposition(found)

    return render


def _queries(endpoint: Endpoint) -> Iterator[Family]:
    pool, _, waiting = endpoint.figures()
    states = (("idle", pool.idle), ("busy", pool.busy), ("long", pool.long))
    yield gauge(
        "scholargraph_query_workers",
        "Query workers by what they do; those with long queries go on behind the others.",
        *(Sample(count, {"state": state}) for state, count in states),
    )
    yield gauge(
        "scholargraph_queries_waiting",
        "Queries that wait: for another one of their client to end, or for a worker.",
        Sample(max(waiting - pool.waiting, 0), {"for": "turn"}),
        Sample(pool.waiting, {"for": "worker"}),
    )
    yield counter(
        "scholargraph_query_workers_ended_total",
        "Query workers that have ended, by how: asked to, with a status, or by a signal.",
        *(Sample(count, {"how": how}) for how, count in pool.ended.items()),
    )
    yield counter(
        "scholargraph_query_loader_restarts_total", "Loaders of the graph that ended and were replaced.", pool.restarts
    )
    yield gauge(
        "scholargraph_query_memory_bytes",
        "Memory of the query processes: the graph, which they share, and what workers take for themselves.",
        Sample(pool.graph_bytes, {"part": "graph"}),
        Sample(pool.worker_bytes, {"part": "workers"}),
    )


def _caches(caches: dict[str, Cache]) -> Iterator[Family]:
    results = [
        Sample(count, {"cache": name, "result": result})
        for name, cache in caches.items()
        for result, count in (("hit", cache.hits), ("miss", cache.misses))
    ]
    yield counter("scholargraph_cache_requests_total", "Looks for what may be kept.", *results)
    used = [Sample(cache.used, {"cache": name}) for name, cache in caches.items()]
    yield gauge("scholargraph_cache_bytes", "Bytes that are kept.", *used)


def _downloads(downloads: Downloads) -> Iterator[Family]:
    yield gauge("scholargraph_downloads", "Large files that are being sent.", downloads.running)


def _snapshot(info: Info) -> Iterator[Family]:
    yield gauge(
        "scholargraph_snapshot_info", "The snapshot that pages are read from.", Sample(1, {"digest": info.digest})
    )
    yield gauge("scholargraph_snapshot_statements", "Statements of the snapshot.", int(info.manifest["statements"]))
    with suppress(OSError):
        made = info.path.stat().st_mtime
        yield gauge("scholargraph_snapshot_timestamp_seconds", "When the snapshot was made.", made)


def _publishing(settings: Settings) -> Iterator[Family]:
    last = publish_record.last(settings.work)
    if last is None:
        return
    good = {"published", "unchanged"}
    name = "scholargraph_last_publish"
    yield gauge(f"{name}_success", "Whether the last publishing succeeded.", float(last.get("outcome") in good))
    outcome = Sample(1, {"outcome": str(last.get("outcome"))})
    yield gauge(f"{name}_info", "What came of the last publishing.", outcome)
    for key, suffix, help_ in (
        ("ended", "timestamp_seconds", "When the last publishing ended."),
        ("succeeded", "success_timestamp_seconds", "When publishing last succeeded."),
        ("seconds", "duration_seconds", "Seconds that the last publishing took."),
    ):
        value = last.get(key)
        if isinstance(value, int | float):
            yield gauge(f"{name}_{suffix}", help_, value)


def _process() -> Iterator[Family]:
    """The process that answers requests, by the names that other exporters use; what cannot be told is left out."""
    yield gauge("scholargraph_threads", "Threads of Python in the process that answers.", threading.active_count())
    with suppress(OSError, ValueError):
        pages = int((_PROCESS / "statm").read_text(encoding="ascii").split()[1])
        yield gauge("process_resident_memory_bytes", "Resident memory size in bytes.", pages * _PAGE)
    with suppress(OSError):
        yield gauge("process_open_fds", "Number of open file descriptors.", sum(1 for _ in (_PROCESS / "fd").iterdir()))
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        yield gauge("process_max_fds", "Maximum number of open file descriptors.", most)
    used = resource.getrusage(resource.RUSAGE_SELF)
    yield counter("process_cpu_seconds_total", "User and system CPU time in seconds.", used.ru_utime + used.ru_stime)
