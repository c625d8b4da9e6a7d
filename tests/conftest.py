"""What all tests share: the sites of data/ as copies, the material beside the checkout, and no network but loopback.

It publishes nothing; tests that need a snapshot make one of the copy they are given.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

# Machines are noisy and measuring coverage is slow: no test asserts a time, and each run tries the same examples.
settings.register_profile("project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

ROOT: Final = Path(__file__).resolve().parents[1]

CopySite = Callable[[str], Path]
"""The name of a folder of data/ → a fresh copy of that site, never published."""


class NetworkError(RuntimeError):
    """A test reached for the network. No OSError: code that expects those must not swallow it."""


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> None:
    """Refuse every connection and every look-up that leaves the loopback address, in this process.

    An audit hook sees those of all libraries written in Python; it stays until the process ends.
    """
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, args: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # the address of a Unix socket is a path
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        host = args[0]
    else:
        return
    if host is not None and not is_loopback(host):
        raise NetworkError(f"{event} to {host}: tests talk to 127.0.0.1 only")


def is_loopback(host: str | bytes) -> bool:
    """Tell whether a host is this machine by itself: a loopback address, `localhost`, or none."""
    name = host.decode("ascii") if isinstance(host, bytes) else host
    if name in {"", "localhost", "0.0.0.0", "::"}:  # noqa: S104 - names to bind to; nothing is reached by them
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of given material; it stands beside the checkout and is no part of the project."""
    folder = Path(os.environ.get("SCHOLARGRAPH_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        do_without(f"the given material is not at {folder}; SCHOLARGRAPH_SHARED can name it")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium, headless; ask it for a `new_page(viewport={"width": 360, "height": 800})`."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        do_without("no Chromium is installed to look at the pages with")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])  # it sees our pages only
        yield started
        started.close()


def do_without(reason: str) -> NoReturn:
    """Skip what cannot be tested here; where the project is judged as a whole, that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def copy_site(tmp_path_factory: pytest.TempPathFactory) -> CopySite:
    """Return the function that copies a site of data/ into a folder of its own."""

    def copy(name: str) -> Path:
        copied = tmp_path_factory.mktemp("site") / name
        shutil.copytree(ROOT / "data" / name, copied, ignore=shutil.ignore_patterns(".scholargraph"))
        return copied

    return copy


@pytest.fixture
def example_site(copy_site: CopySite) -> Path:
    """Return a fresh copy of the fabricated department, not published."""
    return copy_site("example-department")


@pytest.fixture
def lucas_site(copy_site: CopySite) -> Path:
    """Return a fresh copy of the first profile's site, not published."""
    return copy_site("lucas-dixon")
