"""The supervisor's rules, what it tells systemd, and the unit that is shipped."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import Final

import pytest

from benchmarks.ports import free_port
from scholargraph.errors import InternalError
from scholargraph.web import lifeline, supervisor
from scholargraph.web.supervisor import Restarts
from tests.waiting import PATIENCE

ROOT: Final = Path(__file__).resolve().parents[2]
UNIT: Final = ROOT / "deploy" / "scholargraph.service"


def test_each_restart_waits_longer_until_it_gives_up() -> None:
    restarts = Restarts()
    restarts.was_up = True
    pauses = [restarts.pause(float(second)) for second in range(supervisor.MOST_DEATHS)]
    assert pauses[:4] == [0.25, 0.5, 1.0, 2.0]
    assert pauses[-2] == supervisor.LONGEST_PAUSE
    assert pauses[-1] is None
    assert "10 times within 120 seconds" in restarts.reason()


def test_deaths_that_are_long_ago_do_not_count() -> None:
    restarts = Restarts()
    restarts.was_up = True
    for number in range(100):
        assert restarts.pause(number * supervisor.WITHIN_SECONDS) == supervisor.FIRST_PAUSE
    assert restarts.pause(99 * supervisor.WITHIN_SECONDS + 1) == 2 * supervisor.FIRST_PAUSE


def test_one_that_never_answered_is_given_up_soon() -> None:
    restarts = Restarts()
    assert [restarts.pause(float(second)) for second in range(3)][-1] is None
    assert "before it answered" in restarts.reason()


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, abstract: bool) -> None:
    name = f"@scholargraph-test-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name[1:]}" if abstract else name)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        supervisor.notify("READY=1")
        assert listening.recv(100) == b"READY=1"
    supervisor.notify("WATCHDOG=1")  # nobody listens any more
    monkeypatch.delenv("NOTIFY_SOCKET")
    supervisor.notify("STOPPING=1")


def test_a_process_says_that_it_runs_once_it_has_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    told, supervising = Pipe(duplex=False)
    os.set_blocking(told.fileno(), False)
    os.set_blocking(supervising.fileno(), False)
    with told, supervising:
        line = lifeline.Lifeline(supervising, host="0.0.0.0", port=free_port())  # noqa: S104 - nobody listens
        line.beat()
        assert not supervisor._drained(told)
        monkeypatch.setattr(lifeline.Lifeline, "_answers", lambda _: True)
        line.beat()
        assert supervisor._drained(told)
        assert not supervisor._drained(told)
        for _ in range(100_000):  # nobody reads
            line.beat()
        monkeypatch.setattr(lifeline.Lifeline, "_answers", lambda _: False)
        assert supervisor._drained(told)
        line.beat()
        assert supervisor._drained(told)


FAILING: Final = """
import os, sys
from pathlib import Path
from scholargraph.errors import ScholarGraphError
from scholargraph.web import server, supervisor
from tests.web.test_supervisor import FAULTS
from scholargraph.config import Settings
supervisor.FIRST_PAUSE = 0.01
server.load = FAULTS[sys.argv[3]]
try:
    server.run(Settings(directory=Path(sys.argv[1]), title="A Site", base="http://127.0.0.1/"),
               host="127.0.0.1", port=int(sys.argv[2]))
except ScholarGraphError as error:
    sys.stderr.write(f"{error}\\n")
    sys.exit(error.exit_code)
"""


def _raises(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def _dies(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


FAULTS: Final = {"raises": _raises, "dies": _dies}


@pytest.mark.parametrize(("fault", "told"), [("raises", "ended with status 1"), ("dies", "was ended by signal 9")])
def test_a_server_that_cannot_start_ends_with_the_reason(tmp_path: Path, fault: str, told: str) -> None:
    command = [sys.executable, "-c", FAILING, str(tmp_path), str(free_port()), fault]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=2 * PATIENCE, cwd=ROOT)
    assert done.returncode == InternalError.exit_code
    assert f"ended 3 times before it answered, the last time because it {told}" in done.stderr
    assert done.stderr.count("another one is started") == 2


# ---- the unit ----


def unit() -> configparser.ConfigParser:
    """The unit as systemd reads it, but for keys that stand several times, of which there are none."""
    read = configparser.ConfigParser(strict=True, interpolation=None, comment_prefixes=("#", ";"))
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(UNIT.read_text("utf-8"))
    return read


def test_the_unit_starts_the_command_and_says_what_it_says() -> None:
    service = unit()["Service"]
    program, command, *arguments = service["ExecStart"].split()
    assert Path(program).name == "scholargraph"
    assert Path(program).is_absolute()
    helped = subprocess.run(
        [sys.executable, "-m", "scholargraph", command, "--help"], capture_output=True, text=True, check=True
    )
    assert command == "serve"
    assert [option for option in arguments if option.startswith("--") and option not in helped.stdout] == []
    assert service["Type"] == "notify"
    assert service["Restart"] == "on-failure"
    assert service["OOMPolicy"] == "continue", "a query that takes too much memory must not end the service"
    assert service["RestartPreventExitStatus"] == "2"
    assert float(service["WatchdogSec"]) > 2 * supervisor.LONGEST_PAUSE
    assert {"user", "net"} <= set(service["RestrictNamespaces"].split()), "query processes leave the network"
    assert {"AF_UNIX", "AF_INET", "AF_INET6"} == set(service["RestrictAddressFamilies"].split())


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    (tmp_path / "scholargraph").write_text("#!/bin/sh\n")
    (tmp_path / "scholargraph").chmod(0o755)
    text = re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={tmp_path}/scholargraph", UNIT.read_text("utf-8"))
    file = tmp_path / UNIT.name
    file.write_text(re.sub(r"(?m)^User=.*$", "User=root", text))
    done = subprocess.run(["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
