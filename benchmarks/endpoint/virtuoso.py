"""Virtuoso as one of the engines that are compared, where Debian's package `virtuoso-opensource` is installed.

It gets a database of its own below the benchmark's folder; one that the machine serves already is not touched.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.endpoint.asking import Address, Connection
from benchmarks.endpoint.engines import QUICK_START, SLOW_START, write_default_graph
from benchmarks.endpoint.server import running
from benchmarks.ports import free_port
from scholargraph.store import Info

GRAPH: Final = "urn:scholargraph:default"
"""The graph that the statements are loaded into and that each query names: Virtuoso's default graph is all of them."""
BUFFERS: Final = 340_000
"""Pages of 8 KiB that are kept in memory: what its manual advises for 4 GiB. The package's own 10,000 would be unfair."""
DIRTY_BUFFERS: Final = 250_000

_SETTINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "Database": {
        "DatabaseFile": "{home}/virtuoso.db",
        "ErrorLogFile": "{home}/virtuoso.log",
        "LockFile": "{home}/virtuoso.lck",
        "TransactionFile": "{home}/virtuoso.trx",
        "xa_persistent_file": "{home}/virtuoso.pxa",
    },
    "Parameters": {
        "ServerPort": "127.0.0.1:{sql}",
        "DirsAllowed": "{home}",
        "NumberOfBuffers": str(BUFFERS),
        "MaxDirtyBuffers": str(DIRTY_BUFFERS),
        "MaxQueryMem": "2G",
        "MaxClientConnections": "64",
        "ServerThreads": "64",
    },
    "HTTPServer": {
        "ServerPort": "127.0.0.1:{http}",
        "ServerRoot": "{home}",
        "ServerThreads": "64",
        "MaxClientConnections": "64",
        "MaxKeepAlives": "64",
        "KeepAliveTimeout": "60",
    },
    "SPARQL": {
        "ResultSetMaxRows": "10000",
        "MaxQueryCostEstimationTime": "0",
        "MaxQueryExecutionTime": "300",
    },
}


class Virtuoso:
    """The server `virtuoso-t` on a database of its own, with the default graph loaded."""

    name = "virtuoso"

    def __init__(self, folder: Path, info: Info) -> None:
        self.info = info
        self.home = folder / f"virtuoso-{info.digest}"

    @staticmethod
    def installed() -> bool:
        """Whether the package is there."""
        return all(shutil.which(command) for command in ("virtuoso-t", "isql-vt"))

    def version(self) -> str:
        """Say the version that the command names."""
        told = subprocess.run(["virtuoso-t", "--version"], check=False, capture_output=True, text=True)  # noqa: S607
        lines = [line for line in (told.stdout + told.stderr).splitlines() if line.startswith("Version")]
        return lines[0].removeprefix("Version ").split(" as of")[0] if lines else "of no known version"

    def prepare(self) -> None:
        """Load the default graph with its bulk loader, and put all of it on the disk."""
        if (self.home / "loaded").exists():
            return
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        write_default_graph(self.info, self.home / "default.nt")
        with self._started(SLOW_START) as (sql, address):
            command = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=STDOUT", "VERBOSE=OFF"]
            for statement in (
                f"ld_dir('{self.home}', 'default.nt', '{GRAPH}')",
                "rdf_loader_run()",
                "checkpoint",
            ):
                subprocess.run([*command, f"EXEC={statement}"], check=True, stdout=subprocess.DEVNULL)
            found = _count(address)
        if found != self.info.manifest["statements"]:
            raise RuntimeError(f"Virtuoso has loaded {found} of the statements: its log is in {self.home}.")
        (self.home / "loaded").touch()

    @contextmanager
    def serve(self) -> Iterator[Address]:
        """Serve the database."""
        with self._started(QUICK_START) as (_, address):
            yield address

    @contextmanager
    def _started(self, patience: float) -> Iterator[tuple[int, Address]]:
        sql, address = free_port(), Address(free_port(), "/sparql", graph=GRAPH)
        file = self.home / "virtuoso.ini"
        told = {"home": self.home, "sql": sql, "http": address.port}
        sections = (
            "\n".join([f"[{name}]", *(f"{key} = {value.format_map(told)}" for key, value in section.items())])
            for name, section in _SETTINGS.items()
        )
        file.write_text("\n\n".join(sections) + "\n", encoding="utf-8")
        command = ["virtuoso-t", "+foreground", "+configfile", str(file)]
        with running(command, address, self.home / "server.log", patience=patience):
            yield sql, address


def _count(address: Address) -> int:
    with Connection(address) as connection:
        answer = connection.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "application/sparql-results+json")
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])
