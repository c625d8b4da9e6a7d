"""The limits of the public endpoint: one frozen table, which the service description shows.

It enforces nothing; guard, pool and budget do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scholargraph.config import EndpointSettings

KIB: Final = 1024
MIB: Final = 1024 * KIB


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query, one client and the whole pool may use. Seconds, bytes and counts."""

    deadline: float = 10.0
    """Wall clock of one query; a client may ask for less."""
    rows: int = 10_000
    """Rows of a SELECT."""
    result_bytes: int = 16 * MIB
    """Bytes of any answer."""

    query_bytes: int = 64 * KIB
    """UTF-8 bytes of the query text."""
    depth: int = 256
    """Brackets within brackets of any kind. The engine's stack ends at about 500 nested function calls."""
    tokens: int = 20_000
    """Words and signs of a query."""
    operators: int = 2_000
    """Operators, and keywords that join patterns: each is a step down the engine's stack, which ends at about 4,000."""

    workers: int = 2
    """Queries that run at the same time, beside the long ones."""
    spare: int = 1
    """Workers beside these for clients that have none at the moment."""
    moment: float = 0.05
    """Seconds after which a query is a long one: it goes on, but makes way where another one waits."""
    waiting: int = 32
    """Queries that wait, for another one of their client to end or for a worker: all of them together, and of one client. The
    web's threads must be more than all queries, long and waiting, together."""
    patience: float = 5.0
    """Seconds that a query waits in all."""
    worker_bytes: int = 1024 * MIB
    """Memory that a worker may take for itself."""
    store_bytes: int = 1024 * MIB
    """Memory that the graph may take; a larger graph is read from the disk."""

    parallel: int = 2
    """Queries of one client that work at the same time; more of them wait their turn."""
    worker_seconds: float = 60.0
    """Worker time that a client gets back a minute."""
    burst: float = 120.0
    """Worker time that a client can save up."""
    errors: int = 30
    """Refused or failed queries of a client a minute."""

    cache_bytes: int = 64 * MIB
    """Answers that are kept; 0 keeps none."""

    @property
    def ready(self) -> int:
        """Workers that are to be there, idle or busy, beside those with long queries."""
        return self.workers + self.spare

    @property
    def long(self) -> int:
        """Long queries at the same time. Under load, the next one ends one of the client that has most."""
        return 2 * self.workers

    def pool_bytes(self, held: int) -> int:
        """Memory that all workers may take for themselves together: what one may take alone, and room for the others, which is
        a copy of the graph that is held in memory (in bytes) for as many as answer at the same time.
        """
        return self.worker_bytes + max(256 * MIB, self.workers * held)


def of_settings(settings: EndpointSettings) -> Limits:
    """Give the limits that a site's `[endpoint]` table sets; what it does not name keeps its default."""
    return Limits(
        deadline=settings.deadline,
        rows=settings.rows,
        result_bytes=settings.result_mib * MIB,
        query_bytes=settings.query_kib * KIB,
        depth=settings.depth,
        parallel=settings.parallel,
        waiting=settings.waiting,
        patience=settings.patience,
        workers=settings.workers,
        worker_bytes=settings.worker_mib * MIB,
        store_bytes=settings.store_mib * MIB,
        cache_bytes=settings.cache_mib * MIB,
        worker_seconds=settings.worker_seconds,
        burst=settings.burst,
        errors=settings.errors,
    )
