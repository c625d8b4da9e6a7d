"""The server as a process: it starts, drains when told to stop, and leaves nothing behind when it is killed."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from benchmarks.ports import free_port
from scholargraph import store
from scholargraph.store import segments
from scholargraph.web import downloads, server
from tests import dumps
from tests.pages import sites
from tests.waiting import PATIENCE, until

if TYPE_CHECKING:
    from scholargraph.config import Settings

PROGRAM = """
import sys
from pathlib import Path
from scholargraph.config import Settings
from scholargraph.web import server
server.run(Settings(directory=Path(sys.argv[1]), title="A Site", base=sys.argv[2]), host="127.0.0.1", port=int(sys.argv[3]))
"""

BIG = 16 * 1024 * 1024
"""More bytes than sockets hold on the way, so that a slow reader's answer is unfinished."""


@contextmanager
def serving(settings: Settings, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", PROGRAM, str(settings.directory), settings.base, str(port)]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        for _ in range(int(PATIENCE * 20)):
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/readyz", timeout=PATIENCE) as answer:
                if answer.status == 200:
                    break
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.05)
                pytest.fail("the server ended before it was ready")
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def below(parent: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    try:
        listed = [path.read_text() for path in Path(f"/proc/{parent}/task").glob("*/children")]
    except OSError:
        return []
    started = [int(pid) for text in listed for pid in text.split()]
    return [*started, *(pid for one in started for pid in below(one))]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_an_address_is_free_or_not() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not server.is_free("127.0.0.1", port)
    assert server.is_free("127.0.0.1", port)
    assert server.is_free("192.0.2.1", 80), "an address that is not ours is not in use; the server says what is wrong"


@pytest.mark.parametrize(
    ("limits", "connections", "wanted"),
    [
        ((20_000, 20_000), 4096, 20_000),
        ((1024, 1_000_000), 4096, 4096 + server.DESCRIPTORS),
        ((1024, resource.RLIM_INFINITY), 4096, 4096 + server.DESCRIPTORS),
        ((resource.RLIM_INFINITY, resource.RLIM_INFINITY), 4096, resource.RLIM_INFINITY),
        ((1024, 4096), 4096 - server.DESCRIPTORS, 4096),
        ((1024, 2048), 1024, 2048),
        ((256, 256), 128, 256),
    ],
)
def test_there_are_as_many_connections_as_descriptors_allow(
    limits: tuple[int, int], connections: int, wanted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [limits]
    monkeypatch.setattr(resource, "getrlimit", lambda _: now[0])
    monkeypatch.setattr(resource, "setrlimit", lambda _, given: now.__setitem__(0, given))
    assert server.connections_at_once() == connections
    assert now[0] == (wanted, limits[1])


def test_downloads_and_stores_take_no_descriptors_of_connections() -> None:
    of_downloads = downloads.AT_ONCE * segments._OPEN_AT_ONCE
    of_stores = 2 * store.SHARING.files  # the snapshot that is served, and the next one
    assert of_downloads + of_stores < server.DESCRIPTORS


def test_pages_are_served_by_one_child_over_http(settings: Settings) -> None:
    port = free_port()
    with serving(settings, port) as process:
        request = Request(f"http://127.0.0.1:{port}/{sites.MIRA}", headers={"Accept": "text/html"})
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            assert b"Mira Oduya" in answer.read()
            assert answer.headers["Vary"] == "Accept, Accept-Encoding"
        with urlopen(f"http://127.0.0.1:{port}/dump.nq.gz", timeout=PATIENCE) as answer:
            assert answer.read() == dumps.packed(store.Snapshots(settings.work).require().path)
        with pytest.raises(HTTPError) as error:
            urlopen(f"http://127.0.0.1:{port}/person/nobody", timeout=PATIENCE)
        assert error.value.code == 404
        error.value.close()
        status = [
            line
            for pid in [process.pid, *below(process.pid)]
            for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        ]
        assert sum(line.startswith("Threads:") for line in status) >= 2, "the application runs in a process of its own"


def test_sigterm_finishes_what_has_begun(tmp_path: Path) -> None:
    settings = sites.publish(tmp_path, sites.catalogue())
    snapshot = store.Snapshots(settings.work).require().path
    port = free_port()
    with serving(settings, port) as process, socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as client:
        dumps.become(snapshot, bytes(range(256)) * (BIG // 256))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        client.sendall(b"GET /dump.nq.gz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        body = client.recv(65536).partition(b"\r\n\r\n")[2]
        started = below(process.pid)
        process.send_signal(signal.SIGTERM)
        count = len(body)
        while chunk := client.recv(1 << 20):
            count += len(chunk)
        assert count == BIG
        assert process.wait(timeout=server.DRAIN_SECONDS + 5) == 0
        until(lambda: all(gone(pid) for pid in started))
    assert server.is_free("127.0.0.1", port)


def test_a_server_that_is_killed_leaves_no_child_and_a_new_one_starts(settings: Settings) -> None:
    port = free_port()
    with serving(settings, port) as process:
        until(lambda: len(below(process.pid)) >= 4)  # the application, a loader and its query workers
        left = below(process.pid)
        process.kill()
        process.wait()
        until(lambda: all(gone(pid) for pid in left))
        until(lambda: server.is_free("127.0.0.1", port))
    with serving(settings, port) as process:
        assert process.poll() is None


def web(server: subprocess.Popen[bytes]) -> list[int]:
    """The processes that answer requests, but for those that have ended."""
    found = []
    for pid in below(server.pid):
        with suppress(OSError):
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes() and not gone(pid):
                found.append(pid)
    return found


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_the_web_process_is_replaced_however_often_it_is_killed(settings: Settings) -> None:
    port = free_port()
    with serving(settings, port) as process:
        for _ in range(2):
            (before,) = web(process)
            os.kill(before, signal.SIGKILL)
            until(lambda before=before: gone(before))  # type: ignore[misc]
            until(lambda: answers(port))
        assert process.poll() is None


def hear(listening: socket.socket, heard: list[bytes]) -> None:
    """Take what a server tells systemd, until the socket is closed."""
    with suppress(OSError):
        while True:
            heard.append(listening.recv(1000))


def test_a_web_process_that_was_stopped_is_replaced_and_systemd_hears_of_the_server(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        heard: list[bytes] = []
        threading.Thread(target=hear, args=(listening, heard), daemon=True).start()
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        with serving(settings, port) as process:
            until(lambda: any(told.startswith(b"READY=1") for told in heard))
            assert all(told.startswith((b"READY=1", b"WATCHDOG=1")) for told in heard)
            (before,) = web(process)
            os.kill(before, signal.SIGSTOP)
            until(lambda: any(told.startswith(b"STATUS=The web process did not answer") for told in heard))
            until(lambda: gone(before))
            until(lambda: answers(port))
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
            until(lambda: b"STOPPING=1" in heard)
