"""The tests cannot leave this machine, whatever library tries."""

from __future__ import annotations

import socket
from urllib.request import urlopen

import pytest


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_another_host_is_refused_before_anything_is_sent(host: str) -> None:
    with pytest.raises(RuntimeError, match=r"tests talk to 127\.0\.0\.1 only"):
        socket.create_connection((host, 80), timeout=1)


def test_a_library_is_refused_too() -> None:
    with pytest.raises(RuntimeError, match="tests talk to"):
        urlopen("http://example.org/", timeout=1)


def test_loopback_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), timeout=1):
        assert server.getsockname()[0] == "127.0.0.1"
