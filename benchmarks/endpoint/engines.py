"""The engines that are compared: how each is given the graph, and how it is started on it.

They answer from the same snapshot: the dump that publishing has written. None is a dependency of the project; what is
not installed is left out. It measures nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, Protocol

from benchmarks.endpoint import graph
from benchmarks.endpoint.asking import Address
from benchmarks.endpoint.server import running, started
from benchmarks.ports import free_port
from scholargraph import __version__, store
from scholargraph.sparql.keeper import MEMORY_PER_BYTE
from scholargraph.store import Info

BASE: Final = "http://127.0.0.1:8000/"
"""The base of the made-up graph's IRIs; the servers listen elsewhere."""
REQUIREMENTS: Final = Path(__file__).with_name("requirements.txt")
MIB: Final = 1 << 20
QUICK_START: Final = 120.0
SLOW_START: Final = 3600.0
DEADLINE: Final = 120
"""Seconds that a question may take here; a site allows 10. The other engines have no limit, and a question that is slow
is to be measured, not refused."""
CACHE_MIB: Final = 64
"""The room for whole answers that a site has unless it says otherwise."""


class Engine(Protocol):
    """An engine that serves one graph."""

    name: str

    def version(self) -> str:
        """Say which version it is."""

    def prepare(self) -> None:
        """Give it the graph, unless it has it already."""

    def serve(self) -> AbstractContextManager[Address]:
        """Serve the graph until the end of the block."""


class ScholarGraph:
    """This project, serving a made-up site with the limits that the comparison needs.

    `evidence` is the share of the records whose evidence is in the graph; `cache_mib` 0 keeps no answers.
    """

    name = "scholargraph"

    def __init__(self, folder: Path, publications: int, *, evidence: float = 1, cache_mib: int = 0) -> None:
        self.home = folder
        self.folder = folder / (f"site-{publications}" if evidence == 1 else f"site-{publications}-{evidence:g}")
        self.publications = publications
        self.evidence = evidence
        self.cache_mib = cache_mib

    def caching(self, cache_mib: int) -> ScholarGraph:
        """Give the same with another room for whole answers."""
        return ScholarGraph(self.home, self.publications, evidence=self.evidence, cache_mib=cache_mib)

    @property
    def info(self) -> Info:
        """The snapshot that all engines answer from."""
        return store.Snapshots(self.folder / ".scholargraph").require()

    @property
    def store_mib(self) -> int:
        """The memory that the graph may take: as much as the endpoint reckons it needs, at least the default."""
        return max(1024, self.info.size * MEMORY_PER_BYTE // MIB + 1)

    def version(self) -> str:
        """Say the version of the package and of the engine within."""
        import pyoxigraph

        return f"{__version__} (pyoxigraph {pyoxigraph.__version__})"

    def prepare(self) -> None:
        """Publish the site; then write its limits, which depend on its size."""
        self._publish({})

    def serve(self) -> AbstractContextManager[Address]:
        """Serve without publishing, and wait until the graph is in memory."""
        cores = os.cpu_count() or 1
        self._publish({
            "cache_mib": self.cache_mib,
            "store_mib": self.store_mib,
            "workers": cores,
            "deadline": DEADLINE,
            # One client asks all there is to ask here: its budget must not be what is measured.
            "parallel": 1000,
            "worker_seconds": 1_000_000,
            "burst": 1_000_000,
            "errors": 1_000_000,
        })  # fmt: skip
        address = Address(free_port(), "/sparql")
        command = [sys.executable, "-m", "scholargraph", "serve", str(self.folder), "--no-publish"]
        command += ["--port", str(address.port)]
        return running(command, address, self.folder / "server.log", patience=SLOW_START, settled=in_memory)

    def _publish(self, endpoint: dict[str, float]) -> None:
        graph.publish(self.folder, self.publications, base=BASE, evidence=self.evidence, endpoint=endpoint)


class Oxigraph:
    """The server `oxigraph serve` on a store on the disk, loaded from the dump and compacted."""

    name = "oxigraph"

    def __init__(self, folder: Path, info: Info) -> None:
        self.commands = folder / "peers" / "bin"
        self.info = info
        self.location = folder / f"oxigraph-{info.digest}"

    def version(self) -> str:
        """Say what the command says."""
        return _said([str(self.commands / "oxigraph"), "--version"])

    def prepare(self) -> None:
        """Load the dump into a store of its own."""
        if self.location.exists():
            return
        new = self.location.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        oxigraph = str(self.commands / "oxigraph")
        dump = self.location.with_suffix(".nq")
        with dump.open("wb") as out:
            out.writelines(store.lines_of(store.dump(self.info.path)))
        _done([oxigraph, "load", "--location", str(new), "--file", str(dump)])
        dump.unlink()
        _done([oxigraph, "optimize", "--location", str(new)])
        new.rename(self.location)

    def serve(self) -> AbstractContextManager[Address]:
        """Serve the store."""
        address = Address(free_port(), "/query")
        command = [str(self.commands / "oxigraph"), "serve", "--location", str(self.location)]
        command += ["--bind", f"{address.host}:{address.port}"]
        return running(command, address, self.location.with_suffix(".log"), patience=QUICK_START)


class RdflibEndpoint:
    """The server `rdflib-endpoint serve` on the default graph, in memory; it reads the graph anew at each start."""

    name = "rdflib-endpoint"

    def __init__(self, folder: Path, info: Info) -> None:
        self.commands = folder / "peers" / "bin"
        self.info = info
        self.file = folder / f"default-{info.digest}.nt"

    def version(self) -> str:
        """Say the versions of the package and of rdflib."""
        program = (
            "from importlib.metadata import version as v; print(v('rdflib-endpoint'), '(rdflib', v('rdflib') + ')')"
        )
        return _said([str(self.commands / "python"), "-c", program])

    def prepare(self) -> None:
        """Write the default graph to a file."""
        write_default_graph(self.info, self.file)

    def serve(self) -> AbstractContextManager[Address]:
        """Serve the file."""
        address = Address(free_port(), "/")
        command = [str(self.commands / "rdflib-endpoint"), "serve", str(self.file)]
        command += ["--host", address.host, "--port", str(address.port)]
        return running(command, address, self.file.with_suffix(".log"), patience=SLOW_START)


def write_default_graph(info: Info, file: Path) -> None:
    """Write what is stated, without the named graphs, as N-Triples; a file that is there is left."""
    if file.exists():
        return
    new = file.with_suffix(".new")
    with new.open("wb") as chosen:
        chosen.writelines(store.graphs(info.path)[store.DEFAULT].unpacked())
    new.rename(file)


def in_memory(server: int) -> bool:
    """Whether the endpoint's loader of a server process is one that holds the graph in memory, and the only one."""
    lines = [_command_line(process) for process in started(server)]
    loaders = [line for line in lines if '"in_memory"' in line]
    return bool(loaders) and all('"in_memory": true' in line for line in loaders)


def install_peers(folder: Path) -> None:
    """Install the engines that come from the package index, as they are locked, into an environment of their own."""
    home = folder / "peers"
    mark = home / "installed"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return
    venv.create(home, with_pip=True, clear=True)
    options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    _done([str(home / "bin" / "python"), "-m", "pip", "install", *options, "-r", str(REQUIREMENTS)])
    mark.write_text(wanted, encoding="utf-8")


def _command_line(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""


def _said(command: Iterable[str]) -> str:
    return subprocess.run(list(command), check=True, capture_output=True, text=True).stdout.strip()


def _done(command: Iterable[str]) -> None:
    subprocess.run(list(command), check=True, stdout=subprocess.DEVNULL)
