"""Whether the site can be served: a table of named probes, each of which asks a part of it for something real.

It mends nothing. What a probe finds is kept for a second, so that asking often costs nothing; one that hangs keeps one
thread, and everybody else is told so.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final, NamedTuple

from scholargraph import threads
from scholargraph.errors import ScholarGraphError
from scholargraph.pages.listings import Listings
from scholargraph.search import Search
from scholargraph.web.current import Current

KEPT_SECONDS: Final = 1.0
"""For how long what was found is kept."""
PATIENCE_SECONDS: Final = 2.0
"""How long one who asks waits for the probes that another one's question has begun."""

Probe = Callable[[], str | None]
"""Asks for something real; gives what is wrong, for the public to read, or None. An error that it raises is one, too."""

_log: Final = logging.getLogger(__name__)


class Trouble(NamedTuple):
    """What is wrong: the name of a probe, and a sentence."""

    name: str
    detail: str


class Health:
    """The probes of an application, in the order in which they were added."""

    def __init__(self) -> None:
        self._probes: dict[str, Probe] = {}
        self._turn = threading.Lock()
        self._found: tuple[Trouble, ...] = ()
        self._looked: float | None = None
        self._under_way: tuple[str, float] | None = None
        self._logged: tuple[Trouble, ...] = ()

    def add(self, name: str, probe: Probe) -> None:
        """Add a probe, or put another one in the place of the one that has this name."""
        self._probes[name] = probe

    def look(self) -> tuple[Trouble, ...]:
        """Tell what is wrong; nothing, if all is well."""
        if self._is_fresh():
            return self._found
        if not self._turn.acquire(timeout=PATIENCE_SECONDS):
            name, since = self._under_way or ("health", time.monotonic())
            return (Trouble(name, f"It has not answered for {time.monotonic() - since:.0f} seconds."),)
        try:
            if not self._is_fresh():
                self._found = tuple(filter(None, (self._ask(name, probe) for name, probe in self._probes.items())))
                self._looked = time.monotonic()
                self._log(self._found)
            return self._found
        finally:
            self._under_way = None
            self._turn.release()

    def _is_fresh(self) -> bool:
        return self._looked is not None and time.monotonic() - self._looked < KEPT_SECONDS

    def _ask(self, name: str, probe: Probe) -> Trouble | None:
        self._under_way = name, time.monotonic()
        try:
            detail = probe()
        except ScholarGraphError as error:
            _log.error("%s: %s", name, error)  # it may name paths, which are not public
            detail = "It cannot be read or asked: look at the log, then publish the site again."
        except OSError as error:
            _log.error("%s: %s", name, error)
            detail = f"It cannot be read or asked: {error.strerror or type(error).__name__}."
        except Exception as error:  # noqa: BLE001 - a probe that fails is an answer, and never an error of who asks
            _log.error("%s", name, exc_info=error)
            detail = f"It cannot be asked: {type(error).__name__}."
        return None if detail is None else Trouble(name, detail)

    def _log(self, found: tuple[Trouble, ...]) -> None:
        if found and found != self._logged:
            _log.warning("Not ready: %s", "; ".join(f"{name}: {detail}" for name, detail in found))
        elif self._logged and not found:
            _log.warning("Ready again.")
        self._logged = found


def of_site(current: Current) -> Health:
    """Make the health of a site: its store, its listings, its search, its pages, and the threads that look after it."""
    made = Health()
    made.add("store", lambda: _store(current))
    made.add("listings", lambda: _listings(current))
    made.add("search", lambda: Search(current.info().path).check())
    made.add("pages", lambda: _pages(current))
    made.add("threads", _threads)
    return made


def _store(current: Current) -> str | None:
    readable, state = current.readable(), current.state()
    if readable:
        return None
    return "The store cannot be read: look at the log, then publish the site again." if state.sound else state.sentence


def _listings(current: Current) -> str | None:
    listings = Listings(current.info().path)
    listings.sizes("source")
    listings.keys("person", count=1)
    return None


def _pages(current: Current) -> str | None:
    """Ask what pages are made of, through the files that are open: these may be other ones than a new opening finds."""
    site = current.site()
    if not site.listings.sizes("source"):
        return "Its listings name no source: look at the log, then publish the site again."
    return None


def _threads() -> str | None:
    troubles = threads.troubles()
    return f"{'; '.join(troubles)}." if troubles else None
