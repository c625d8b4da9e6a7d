"""The short form of `benchmarks.reliability.slow_clients`, and many clients who mean no harm: all of them are answered."""

from __future__ import annotations

import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import pytest

from benchmarks.endpoint import graph
from benchmarks.endpoint.hostile import BASE, things
from benchmarks.endpoint.served import Server, serving
from benchmarks.ports import free_port
from benchmarks.reliability.sloths import KINDS, made
from benchmarks.reliability.slow_clients import (
    ASKERS,
    READERS,
    Calm,
    Seen,
    addresses,
    beside,
    everything,
    group,
    heads,
    posts,
)

CALM: Final = Calm(seconds=120, rounds=4, patience=20)
"""The attack lasts until all have asked so often; without a defence, the first of them would wait longer than they do."""
LIMITS: Final = {"worker_seconds": 6000, "burst": 6000, "errors": 100_000, "parallel": 60, "workers": 2}
CLIENTS: Final = 300
OFFICE: Final = 60
QUERY: Final = "SELECT ?s { ?s a <https://schema.org/Person> } LIMIT 5"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph.publish(tmp_path_factory.mktemp("slow"), 100, base=BASE, endpoint=LIMITS)


@pytest.fixture(scope="module")
def known(site: Path) -> list[str]:
    return things(site)


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    with serving(site, free_port(), log=site / "server.log") as started:
        yield started


def all_well(seen: Seen) -> None:
    assert seen.lost == []
    assert set(seen.statuses) == {200}
    assert len(seen.pages) == len(READERS) * CALM.rounds
    assert len(seen.queries) == len(ASKERS) * CALM.rounds
    assert seen.attacked
    assert len(seen.web) == 1


@pytest.mark.parametrize(
    "groups",
    [everything(450, 20), posts(), heads(), [group(300, ["body-in-chunks", "body-drips"], addresses(75))]],
    ids=["all kinds", "66 bodies of seven addresses", "1,100 heads of ten addresses", "bodies of many addresses"],
)
def test_calm_clients_do_not_notice_slow_ones(groups: list[str], server: Server, known: list[str]) -> None:
    all_well(beside(server, known, groups, CALM))


def test_three_hundred_clients_at_once_are_all_answered(server: Server) -> None:
    """They are connected at the same time, and have all asked before the first answer is read."""
    request = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(QUERY)}\r\n"
    page = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    statuses = Counter[bytes]()
    with ExitStack() as opened:
        ends = []
        for place, client in enumerate(addresses(CLIENTS, network=40)):
            end = socket.create_connection(("127.0.0.1", server.port), timeout=60, source_address=(client, 0))
            ends.append(opened.enter_context(end))
            end.sendall(page if place % 10 else f"{request}Connection: close\r\n\r\n{QUERY}".encode())
        for end in ends:
            with end.makefile("rb") as answer:
                statuses[answer.read()[9:12]] += 1
    assert statuses == {b"200": CLIENTS}


def test_an_office_behind_one_address_works(server: Server, known: list[str]) -> None:
    """Sixty people, each with a connection that is kept, all from one address, read pages and ask."""

    def person(number: int) -> Counter[int]:
        seen = Counter[int]()
        for turn in range(3):
            path = "/" + known[(number * 7 + turn) % len(known)].partition("#")[0].split("/", 3)[3]
            seen[server.get(path, client="127.0.50.1", timeout=60, Accept="text/html").status] += 1
        seen[server.ask(QUERY, client="127.0.50.1", timeout=60).status] += 1
        return seen

    with ThreadPoolExecutor(OFFICE) as people:
        total = sum(people.map(person, range(OFFICE)), Counter[int]())
    assert total == {200: OFFICE * 4}


def test_all_kinds_of_slow_connections_are_there_from_all_addresses() -> None:
    sloths = made(90, addresses(10), list(KINDS))
    assert Counter(sloth.kind.name for sloth in sloths) == dict.fromkeys(KINDS, 10)
    assert Counter(sloth.address for sloth in sloths) == dict.fromkeys(addresses(10), 9)
