"""`scholargraph query` in trouble: it can always be stopped, and says in one sentence what an endpoint did."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from scholargraph import config
from scholargraph.publish import publish
from tests.cli.running import run
from tests.cli.test_commands import Output
from tests.remote import sends, server

ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6)) + " }"
TABLE: Final = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "one"}}]}}'
COMMAND: Final = (sys.executable, "-m", "scholargraph", "query")


@pytest.fixture
def site(example_site: Path) -> Path:
    publish(config.load(example_site))
    return example_site


def test_ctrl_c_stops_a_query_that_never_ends(site: Path, tmp_path: Path) -> None:
    """The engine cannot be interrupted. The query is read from a pipe, so that it is known when it begins."""
    command = [*COMMAND, str(site), "-"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdin is not None
        process.stdin.write(ENDLESS.encode())
        process.stdin.close()
        process.stdin = None
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (out, process.returncode) == (b"", 130)
    assert told.strip() == b"scholargraph: stopped."


def test_a_timeout_ends_a_query_to_a_site(site: Path) -> None:
    done = subprocess.run(
        [*COMMAND, str(site), ENDLESS, "--timeout", "0.5"], capture_output=True, timeout=60, check=False
    )
    assert (done.stdout, done.returncode) == (b"", 3)
    assert (
        done.stderr == b"scholargraph: The query took longer than 0.5 seconds: ask for less, or give --timeout more.\n"
    )


@pytest.mark.parametrize("timeout", ["0", "-1", "nan", "inf", "1e9", "soon"])
def test_a_timeout_that_is_none_is_usage(timeout: str, capsys: Output) -> None:
    assert run("query", "http://127.0.0.1:9/", "ASK {}", "--timeout", timeout) == 2
    assert "timeout" in capsys.readouterr().err


def test_a_table_of_an_endpoint_is_shown_as_one_and_as_it_came(capsys: Output) -> None:
    with server(sends(TABLE)) as url:
        assert run("query", url.replace("http://", "HTTP://"), "SELECT ?x {}") == 0
        assert "1 row" in capsys.readouterr().out
        assert run("query", url, "SELECT ?x {}", "--format", "json") == 0
        assert capsys.readouterr().out == TABLE.decode()


@pytest.mark.parametrize("body", [b"{", TABLE[:-1], b"[]", b'{"head": {}}', b'{"@id": "x"}'])
def test_what_is_no_table_is_the_endpoints_fault(body: bytes, capsys: Output) -> None:
    with server(sends(body)) as url:
        assert run("query", url, "SELECT ?x {}") == 4
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"scholargraph: The endpoint {url} failed: its answer is")


def test_a_cut_answer_prints_nothing(capsys: Output) -> None:
    with server(sends(b"x\r\n1\r\n", kind="text/csv", length=100)) as url:
        assert run("query", url, "SELECT ?x {}", "--format", "csv") == 4
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "6 of 100 bytes came" in printed.err


def test_who_is_throttled_is_told_for_how_long(capsys: Output) -> None:
    body = json.dumps({"detail": "Your queries have used up your worker time."}).encode()
    with server(sends(body, status=429, more={"Retry-After": "12"})) as url:
        assert run("query", url, "SELECT ?x {}") == 4
    assert capsys.readouterr().err.endswith("used up your worker time; it can be asked again in 12 seconds.\n")


def test_on_a_terminal_the_next_prompt_begins_on_a_line_of_its_own(site: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        subprocess.run([*COMMAND, str(site), "ASK {}", "--format", "json"], stdout=theirs, timeout=60, check=True)
        os.close(theirs)
        printed = b""
        with suppress(OSError):  # a terminal that nobody writes to any more
            while part := os.read(ours, 1024):
                printed += part
    finally:
        os.close(ours)
    assert printed == b'{"head":{},"boolean":true}\r\n'


def test_queries_are_mended_or_refused_as_the_endpoint_does_it(site: Path, tmp_path: Path, capsys: Output) -> None:
    file = tmp_path / "swap.rq"
    file.write_text('\ufeffSELECT (REPLACE("Quill, Ada", "^(.*), (.*)$", "$2_$1") AS ?x) {}', encoding="utf-8")
    assert run("query", str(site), str(file), "--format", "csv") == 0
    assert "Ada_Quill" in capsys.readouterr().out
    assert run("query", str(site), 'ASK { FILTER(REGEX("aa", "(a)\\\\1")) }') == 3
    assert "looks back" in capsys.readouterr().err
    assert run("query", str(site), "ASK FROM <file:///etc/passwd> {}") == 3
    assert "no graph of this site" in capsys.readouterr().err
