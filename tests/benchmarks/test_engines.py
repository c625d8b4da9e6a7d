"""An engine is served until the block ends; ours serves the made-up graph from memory, with its limits out of the way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.endpoint import questions
from benchmarks.endpoint.asking import Address, Connection, size
from benchmarks.endpoint.engines import BASE, ScholarGraph, write_default_graph
from benchmarks.endpoint.server import StartError, answers, running
from benchmarks.ports import free_port
from scholargraph import config
from scholargraph.store import Reader


def test_ours_serves_the_made_up_graph_from_memory(made_site: ScholarGraph) -> None:
    asked = questions.questions(Reader(made_site.info), variants=3)
    with made_site.serve() as address, Connection(address) as connection:
        for question in asked.values():
            for text in question.variants:
                assert size(connection.ask(text, question.accept), question.accept) >= 0
        assert connection.opened == 1
    assert not answers(address)
    endpoint = config.load(made_site.folder).endpoint
    assert endpoint.cache_mib == 0
    assert endpoint.rows == config.EndpointSettings().rows
    assert endpoint.result_mib == config.EndpointSettings().result_mib


def test_the_default_graph_is_what_is_stated(made_site: ScholarGraph, folder: Path) -> None:
    file = folder / "default.nt"
    write_default_graph(made_site.info, file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == made_site.info.manifest["statements"]
    assert not any(f"{BASE}graph/" in line for line in lines)


def test_a_server_that_ends_says_what_it_printed(folder: Path) -> None:
    command = [sys.executable, "-c", "print('no room in the harbour')"]
    address = Address(free_port(), "/")
    with (
        pytest.raises(StartError, match="no room in the harbour"),
        running(command, address, folder / "server.log", patience=30),
    ):
        pytest.fail("it cannot be ready")
