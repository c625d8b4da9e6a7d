"""When a server answers: a request is made until it is answered, and then whoever waits is told.

It listens on nothing itself, and gives no opinion on what is answered.
"""

from __future__ import annotations

import http.client
import ipaddress
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from scholargraph.threads import Supervised

ALIVE: Final = "/healthz"
"""An address that every site answers at, whatever its base: it looks at nothing."""
PAUSE: Final = 0.05
"""Seconds between two requests."""
PATIENCE: Final = 5.0
"""Seconds for one answer."""


def when_answering(host: str, port: int, call: Callable[[], None]) -> threading.Thread:
    """Call a function once, in a thread of its own, as soon as a request to an address is answered.

    The thread ends with the process, whether or not anything was ever answered.
    """
    there = reachable(host)

    def look() -> None:
        if answers(there, port):
            watch.stop()  # first, so that it is once, whatever comes of the call
            call()

    watch = Supervised("answer-watch", look, pause=PAUSE)
    watch.start()
    return watch


def answers(host: str, port: int) -> bool:
    """Whether a request to an address is answered, in whatever way."""
    asking = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        asking.request("GET", ALIVE, headers={"Connection": "close"})
        asking.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
    return True


def reachable(host: str) -> str:
    """Give the host to ask where a server listens on one: of all addresses of a machine, its loopback address."""
    with suppress(ValueError):
        address = ipaddress.ip_address(host)
        if address.is_unspecified:
            return "::1" if address.version == 6 else "127.0.0.1"
    return host
