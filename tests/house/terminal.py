"""Execute the console examples of a document: what stands after `$ ` is run, what follows must be what it prints.

It is no shell: bash runs the commands, each in a process of its own, so `cd` and variables do not outlive their line.
A line that begins with `> ` continues the command, `...` in the output stands for anything, and a command that ends
with ` &` is a server: it stays until the document ends, and the next command waits until it answers.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from doctest import ELLIPSIS, NORMALIZE_WHITESPACE, Example, OutputChecker
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pytest
import sybil

from benchmarks.ports import free_port

ROOT: Final = Path(__file__).resolve().parents[2]
WRITTEN_PORT: Final = "8000"
"""The port that documents speak of. The examples run on a free one, so that they never meet a server of the reader."""

_FLAGS: Final = ELLIPSIS | NORMALIZE_WHITESPACE
_PATIENCE: Final = 120
"""Seconds a command may take, and a server until it answers."""


@dataclass(frozen=True)
class Step:
    """A command and the output that is written below it."""

    command: str
    expected: str


@dataclass
class Terminal:
    """A folder with copies of the sites and the servers that were started there."""

    folder: Path
    servers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    port: str = ""

    def __enter__(self) -> Self:
        self.port = str(free_port())
        ignored = shutil.ignore_patterns(".scholargraph")
        shutil.copytree(ROOT / "data", self.folder / "data", ignore=ignored, dirs_exist_ok=True)
        for settings in self.folder.glob("data/*/scholargraph.toml"):
            settings.write_text(self._to_real(settings.read_text("utf-8")), "utf-8")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for server in self.servers:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
        for server in self.servers:
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()

    def run(self, command: str) -> str:
        """Run one command and return what it printed on both outputs.

        Raises:
            AssertionError: the command failed, or the server did not answer in time.
        """
        if re.search(r"\bcurl\b", command) and shutil.which("curl") is None:
            pytest.skip("the example speaks to a server with curl, which is not installed")
        real = self._to_real(command)
        if real.endswith("&"):
            return self._start(real.removesuffix("&").rstrip())
        done = subprocess.run(
            ["bash", "-c", real],
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_PATIENCE,
            check=False,
        )
        printed = self._to_written(done.stdout.decode("utf-8"))
        assert done.returncode == 0, f"{command} ended with exit code {done.returncode} and printed:\n{printed}"
        return printed

    def _start(self, command: str) -> str:
        if command.startswith("scholargraph serve") and "--port" not in command:
            command += f" --port {self.port}"
        log = self.folder / f"server-{len(self.servers)}.log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                ["bash", "-c", f"exec {command}"],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.servers.append(server)
        for _ in range(_PATIENCE * 10):
            with suppress(OSError), socket.create_connection(("127.0.0.1", int(self.port)), timeout=1):
                return ""
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=0.1)
                break
        raise AssertionError(f"{command} does not answer on port {self.port} and printed:\n{log.read_text('utf-8')}")

    def _environment(self) -> dict[str, str]:
        commands = Path(sys.executable).parent
        fixed = {"COLUMNS": "120", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "dumb"}
        return os.environ | fixed | {"PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}

    def _to_real(self, text: str) -> str:
        return re.sub(rf"\b{WRITTEN_PORT}\b", self.port, text)

    def _to_written(self, text: str) -> str:
        return re.sub(rf"\b{self.port}\b", WRITTEN_PORT, text)


def steps(source: str) -> list[Step]:
    """Split a console block into its commands, each with the output written below it.

    Raises:
        ValueError: the block begins with something that is not a command.
    """
    commands: list[list[str]] = []
    outputs: list[list[str]] = []
    for line in source.splitlines():
        if line.startswith("$ "):
            commands.append([line.removeprefix("$ ")])
            outputs.append([])
        elif not commands:
            raise ValueError(f"a console example begins with '$ ', not with {line!r}")
        elif line.startswith("> ") and not outputs[-1]:
            commands[-1].append(line.removeprefix("> "))
        else:
            outputs[-1].append(line)
    pairs = zip(commands, outputs, strict=True)
    return [Step("\n".join(command), "".join(f"{line}\n" for line in output)) for command, output in pairs]


def difference(step: Step, printed: str) -> str | None:
    """Return how the output differs from what is written, or None. A step without written output prints what it likes."""
    checker = OutputChecker()
    if not step.expected.strip() or checker.check_output(step.expected, printed, _FLAGS):
        return None
    return f"$ {step.command}\n{checker.output_difference(Example('', step.expected), printed, _FLAGS)}"


def run_example(example: sybil.Example) -> str | None:
    """Run the commands of one console block in the document's terminal; the evaluator that Sybil calls."""
    terminal: Terminal = example.namespace["terminal"]
    for step in steps(str(example.parsed)):
        wrong = difference(step, terminal.run(step.command))
        if wrong:
            return wrong
    return None
