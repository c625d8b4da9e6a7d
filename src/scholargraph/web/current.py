"""Which snapshot is served: the current one, noticed by a look at its pointer, opened once and shared by all threads.

It never publishes, and it lets an old snapshot go only when the last request that reads it is done.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from scholargraph.config import Settings
from scholargraph.errors import OtherBaseError, ScholarGraphError, SnapshotError
from scholargraph.ntriples import iri
from scholargraph.pages import ontology
from scholargraph.pages.listings import Listings
from scholargraph.pages.rendering import look
from scholargraph.pages.site import Site
from scholargraph.store import Info, Reader, Snapshots

PROBE_SECONDS: Final = 1.0
"""For how long the answer to “is the store readable?” is kept: opening it costs a few milliseconds."""

LOOK_SECONDS: Final = 0.01
"""How long a look at the pointer holds: each look lets go of Python's lock, for which all other threads wait."""

_log: Final = logging.getLogger(__name__)


class Current:
    """Gives the site as the current snapshot has it; with a broken new snapshot it goes on giving the old one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._snapshots = Snapshots(settings.work)
        self._turn = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._looked = 0.0
        self._held: tuple[Info, Site] | None = None
        self._made = 0
        """What tells the files that are held from others of the same digest."""
        self._probed: tuple[float, bool] = (0.0, False)
        self.fault: str | None = None
        """Why the current snapshot was not readable when it was looked at last, where that is for others to know."""

    def site(self) -> Site:
        """Give the site. Raises SnapshotError where nothing was ever published."""
        return self._now()[1]

    def info(self) -> Info:
        """Give the snapshot that the site is read from. Raises SnapshotError where nothing was ever published."""
        return self._now()[0]

    def readable(self) -> bool:
        """Whether the current snapshot can be opened and read from its files now."""
        with self._turn:
            at, answer = self._probed
            if time.monotonic() - at >= PROBE_SECONDS or at == 0.0:
                answer = self._probe()
                self._probed = (time.monotonic(), answer)
            return answer

    def _now(self) -> tuple[Info, Site]:
        held = self._held
        now = time.monotonic()
        if held is not None and now - self._looked < LOOK_SECONDS:
            return held
        mark = self._mark()
        self._looked = now
        if held is not None and mark == self._seen:
            return held
        # While one thread opens a new snapshot the others go on with the old one.
        if not self._turn.acquire(blocking=held is None):
            assert held is not None  # noqa: S101 - for the type checker: only then is the lock not waited for
            return held
        try:
            if self._held is None or mark != self._seen:
                self._held = self._open()
                self._seen = mark
            return self._held
        finally:
            self._turn.release()

    def _open(self) -> tuple[Info, Site]:
        try:
            info = self._snapshots.require()
            require_base(info, self._settings.base)
            made = info.path.stat().st_ino  # a damaged snapshot that is published anew has the same digest
            if self._held is not None and (self._held[0].digest, self._made) == (info.digest, made):
                return self._held
            site = _site(self._settings, info)
        except (ScholarGraphError, OSError) as error:
            if self._held is None:
                raise
            _log.error("The new snapshot cannot be served, the old one stays: %s", error)
            return self._held
        self._made = made
        return info, site

    def _mark(self) -> tuple[int, int] | None:
        """What changes whenever the pointer is replaced."""
        try:
            found = self._snapshots.pointer.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def _probe(self) -> bool:
        self.fault = None
        try:
            info = self._snapshots.require()
            require_base(info, self._settings.base)
            reader = Reader(info)
            base = self._settings.base
            described = reader.about(iri(f"{base}#dataset"), iri(f"{base}graph/description"))
            return bool(described) and bool(Listings(info.path).sizes("source"))
        except OtherBaseError as error:
            self.fault = error.message
            _log.error("%s", error)
            return False
        except (SnapshotError, OSError) as error:
            _log.error("The store is not readable: %s", error)
            return False


def require_base(info: Info, base: str) -> None:
    """Refuse a snapshot that was published for another base: none of its IRIs would lead here. Raises OtherBaseError."""
    told = info.manifest.get("base", base)
    if told != base:
        raise OtherBaseError(
            f"The snapshot was published for {told}, and this server is for {base}: "
            "start the server again, or publish the site for its base."
        )


def _site(settings: Settings, info: Info) -> Site:
    return Site(
        settings=settings,
        reader=Reader(info),
        listings=Listings(info.path),
        concepts=ontology.concepts(),
        digest=f"{info.digest}-{look()}",
    )
