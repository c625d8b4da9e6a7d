"""The console examples of the documents are really run, and a wrong one is found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.terminal import Step, Terminal, difference, steps

SERVER = f"{sys.executable} -m http.server --bind 127.0.0.1 8000 &"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with Terminal(tmp_path) as opened:
        yield opened


def test_a_block_is_split_into_commands_and_their_output() -> None:
    block = "$ echo one\none\n$ cat <<END\n> two\n> END\ntwo\n\nthree\n"

    assert steps(block) == [Step("echo one", "one\n"), Step("cat <<END\ntwo\nEND", "two\n\nthree\n")]


def test_a_block_without_a_prompt_is_an_error() -> None:
    with pytest.raises(ValueError, match="begins with '\\$ '"):
        steps("echo one")


def test_a_command_runs_among_copies_of_the_sites(terminal: Terminal) -> None:
    assert terminal.run("ls -d data") == "data\n"


def test_a_command_that_fails_is_reported_with_what_it_printed(terminal: Terminal) -> None:
    with pytest.raises(AssertionError, match="exit code 3 and printed:\nwhy"):
        terminal.run("echo why >&2; exit 3")


@pytest.mark.parametrize(("written", "same"), [("a b\n", True), ("a ...\n", True), ("", True), ("a c\n", False)])
def test_output_is_compared(written: str, *, same: bool) -> None:
    assert (difference(Step("x", written), "a  b\n") is None) is same


def test_a_server_answers_before_the_next_command_and_ends_with_the_document(tmp_path: Path) -> None:
    fetch = (
        f"""{sys.executable} -c 'from urllib.request import urlopen as u; print(u("http://127.0.0.1:8000/").status)'"""
    )

    with Terminal(tmp_path) as terminal:
        assert terminal.run(SERVER) == ""
        assert terminal.run(fetch) == "200\n"
        assert terminal.run("echo 8000") == "8000\n"
        assert terminal.run(f"echo :{terminal.port}") == ":8000\n"
    assert [server.poll() is None for server in terminal.servers] == [False]


def test_a_server_that_ends_at_once_is_reported(terminal: Terminal) -> None:
    with pytest.raises(AssertionError, match="does not answer"):
        terminal.run("false &")
