"""Serving what is published, on a machine that holds nothing else."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks.ports import free_port
from scholargraph import store
from scholargraph.cli import main
from scholargraph.cli.serve import _address
from scholargraph.errors import UsageError
from scholargraph.web import server

PATIENCE = 30
"""Seconds until the server must be ready."""


@pytest.fixture
def snapshot_only(example_site: Path, tmp_path: Path) -> Path:
    """A site of which only the site file and the snapshot are there."""
    code(["publish", str(example_site)])
    site = tmp_path / "elsewhere"
    site.mkdir()
    shutil.copy(example_site / "scholargraph.toml", site)
    shutil.copytree(example_site / ".scholargraph", site / ".scholargraph")
    return site


def code(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def test_the_snapshot_is_served_as_it_is(snapshot_only: Path) -> None:
    before = store.Snapshots(snapshot_only / ".scholargraph").require()
    port = free_port()
    command = [sys.executable, "-m", "scholargraph", "serve", str(snapshot_only), "--no-publish", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    try:
        found = None
        for _ in range(PATIENCE * 10):
            with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
                found = answer.headers["ScholarGraph-Snapshot"]
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
                break
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        _, printed = process.communicate(timeout=PATIENCE)
    assert found == before.digest
    assert printed.decode("utf-8").startswith(f"Serving {before.manifest['statements']:,} statements.")
    assert b"not published" not in printed
    assert sorted(path.name for path in snapshot_only.iterdir()) == [".scholargraph", "scholargraph.toml"]


def test_with_the_sources_gone_only_no_publish_is_silent(
    snapshot_only: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[str] = []
    monkeypatch.setattr(server, "run", lambda settings, **_: served.append(settings.base))
    port = str(free_port())
    assert code(["serve", str(snapshot_only), "--port", port]) == 0
    assert "The sources were not published" in capsys.readouterr().err
    assert code(["serve", str(snapshot_only), "--port", port, "--no-publish"]) == 0
    assert "The sources were not published" not in capsys.readouterr().err
    assert len(served) == 2


def test_nothing_published_says_what_to_do(example_site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["serve", str(example_site), "--port", str(free_port()), "--no-publish"]) == 5
    assert "scholargraph publish" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "read"),
    [("127.0.0.1:9100", ("127.0.0.1", 9100)), ("[::1]:9100", ("::1", 9100)), ("localhost:1", ("localhost", 1))],
)
def test_an_address_for_metrics(address: str, read: tuple[str, int]) -> None:
    assert _address(address) == read


@pytest.mark.parametrize("address", ["", "9100", ":9100", "::1:9100", "a:", "a:0", "a:65536", "a:-1", "a:1x", "a:١"])
def test_what_is_no_address_for_metrics(address: str) -> None:
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:9100"):
        _address(address)


def test_what_a_server_needs_beside_its_port_is_looked_at_first(
    snapshot_only: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["serve", str(snapshot_only), "--port", str(free_port()), "--no-publish"]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        assert code([*arguments, "--metrics", address]) == 2
    assert f"The address {address} is in use" in capsys.readouterr().err
    file = snapshot_only / "scholargraph.toml"
    file.write_text(file.read_text(encoding="utf-8") + '\n[log]\naccess = "scholargraph.toml/log"\n', encoding="utf-8")
    assert code(arguments) == 2
    assert "The access log scholargraph.toml/log cannot be written" in capsys.readouterr().err


def test_a_snapshot_for_another_base_is_refused(snapshot_only: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["serve", str(snapshot_only), "--port", str(free_port()), "--no-publish"]
    assert code([*arguments, "--base", "https://elsewhere.example.org/"]) == 2
    printed = capsys.readouterr().err
    assert "https://elsewhere.example.org/" in printed
    assert "--base" in printed


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.66, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.66, 192.0.2.1, 198.51.100.7", "192.0.2.1"),
        (2, "192.0.2.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "192.0.2.1:5678", "192.0.2.1"),
        (1, '"192.0.2.1:5678"', "192.0.2.1"),
        (1, "192.0.2.66, [2001:db8::1]:443", "2001:db8::1"),
        (1, '"[2001:db8::1]"', "2001:db8::1"),
        (1, "[2001:db8::1]", "2001:db8::1"),
        (1, "unknown", "unknown"),
        (1, "_hidden", "unknown"),
        (1, "192.0.2.1, _SEVKISEK", "unknown"),
        (1, "x" * 10_240, "unknown"),
        (1, "x" * 10_240 + ", 192.0.2.1", "192.0.2.1"),
        (2, "'; DROP TABLE, 192.0.2.1", "unknown"),
    ],
)
def test_a_client_is_whom_our_own_proxies_name(proxies: int, forwarded: str, client: str) -> None:
    seen: list[str] = []

    def application(environ: dict[str, str], start_response: object) -> list[bytes]:
        seen.extend((environ["REMOTE_ADDR"], environ["HTTP_HOST"]))
        return []

    environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "a.example", "HTTP_X_FORWARDED_FOR": forwarded}
    environ |= {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "evil", "wsgi.url_scheme": "http"}
    server.behind(application, proxies)(environ, lambda *_: lambda _: None)
    assert seen == [client, "a.example"]


@pytest.mark.parametrize("forwarded", ["   ", ",", " , ", '""', "\t"])
def test_nothing_that_a_proxy_names_is_one_client(forwarded: str) -> None:
    seen: set[str] = set()

    def application(environ: dict[str, str], start_response: object) -> list[bytes]:
        seen.add(environ["REMOTE_ADDR"])
        return []

    environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "a.example", "HTTP_X_FORWARDED_FOR": forwarded}
    server.behind(application, 1)(environ, lambda *_: lambda _: None)
    assert seen <= {"127.0.0.1", "unknown"}


def test_the_address_is_told_when_requests_are_answered(snapshot_only: Path) -> None:
    port = free_port()
    file = snapshot_only / "scholargraph.toml"
    text = file.read_text("utf-8").replace("http://127.0.0.1:8000/", f"http://127.0.0.1:{port}/people/")
    file.write_text(text, encoding="utf-8")
    manifest = store.Snapshots(snapshot_only / ".scholargraph").require().path / "manifest.json"
    told = manifest.read_text("utf-8").replace("http://127.0.0.1:8000/", f"http://127.0.0.1:{port}/people/")
    manifest.write_text(told, encoding="utf-8")
    command = [sys.executable, "-m", "scholargraph", "serve", str(snapshot_only), "--no-publish", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    assert process.stderr is not None
    try:
        line = b""
        while b"ScholarGraph is at" not in line:
            line = process.stderr.readline()
            assert line, "the server ended"
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            assert answer.status == 200
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.stderr.close()
        process.wait(timeout=PATIENCE)
    assert line.decode("utf-8") == f"ScholarGraph is at http://127.0.0.1:{port}/people/  (stop with Ctrl-C)\n"


def test_a_base_that_changed_is_not_served_from_the_last_good_snapshot(
    snapshot_only: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "run", lambda *_, **__: pytest.fail("it is served"))
    assert code(["serve", str(snapshot_only), "--port", str(free_port()), "--base", "https://other.example/"]) == 2
    told = capsys.readouterr().err
    assert "The sources were not published" in told
    assert "was published for http://127.0.0.1:8000/, not for https://other.example/" in told
