"""Ports of the loopback address for servers that are started for a benchmark or a test."""

from __future__ import annotations

import random
import socket
from contextlib import suppress
from typing import Final

_PORTS: Final = range(10_000, 32_000)
"""Below the ports that a system gives its own connections (RFC 6056, section 3.2; Linux: from 32768). A client that asks
until a server is up can otherwise be given the server's port as its own, and then it is connected to itself."""


def free_port() -> int:
    """Give a port of the loopback address that nobody listens on, another one each time.

    Raises:
        OSError: a hundred ports in a row are taken.
    """
    for port in random.SystemRandom().sample(_PORTS, 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError(f"no free port among a hundred from {_PORTS.start} to {_PORTS.stop}; end servers that are left")
