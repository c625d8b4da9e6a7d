"""The short form of two benchmarks: a server under attack, and one whose site is published again and again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from benchmarks.endpoint import graph, publishing
from benchmarks.endpoint.attackers import corpus
from benchmarks.endpoint.hostile import BASE, GENEROUS, attack, bombs, things
from benchmarks.endpoint.served import Server, serving
from benchmarks.ports import free_port
from scholargraph.sparql import guard
from tests.sparql.hostile_expensive import EXPENSIVE
from tests.waiting import until

SECONDS: Final = 10.0
BOMBS: Final = 36
MIB: Final = 1024 * 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph.publish(tmp_path_factory.mktemp("attacked"), 200, base=BASE, endpoint={"deadline": 3})


def test_the_corpus_is_of_many_kinds_and_the_expensive_ones_pass_the_scan() -> None:
    assert len(set(corpus("http://127.0.0.1:1/"))) >= 100
    assert len(EXPENSIVE) >= 50
    for query in EXPENSIVE.values():
        assert guard.check(query).form


def test_calm_clients_do_not_notice_an_attack(site: Path) -> None:
    with serving(site, free_port(), log=site / "server.log") as server:
        seen = attack(server, things(site), seconds=SECONDS)
    assert seen.lost == []
    assert set(seen.statuses) == {200}
    assert len(seen.pages) > SECONDS
    assert len(seen.queries) > SECONDS
    assert len(seen.web) == 1
    assert seen.canary == 0
    assert seen.most < 2560 * MIB
    answered = {what.split()[1] for what in seen.hostile}
    assert {"400", "403", "413", "429", "431"} <= answered
    assert "500" not in answered


def test_memory_bombs_leave_nothing_behind(site: Path) -> None:
    graph.publish(site, 200, base=BASE, endpoint=GENEROUS)
    with serving(site, free_port(), log=site / "server.log") as server:
        web = server.web()
        before, after, statuses = bombs(server, BOMBS)
        assert server.web() == web
        assert set(statuses) == {503}
        assert after - before < 50 * MIB
        until(lambda: server.ask("ASK {}").status == 200)  # the last worker that ended may still be on its way back


@pytest.fixture
def published(tmp_path: Path) -> Iterator[tuple[Server, Path, str]]:
    site, first = publishing.made(tmp_path)
    with serving(site, free_port(), log=tmp_path / "server.log") as server:
        yield server, site, first


def test_publishing_again_and_again_tears_no_answer_and_drops_none(published: tuple[Server, Path, str]) -> None:
    server, site, first = published
    found, digests = publishing.load(server, site, publishes=12, reads=200)
    digests[first] = 0
    assert len(digests) == 13
    assert found.failed == []
    assert len(found.answers) >= 200
    assert publishing.torn(found, digests) == []
    assert len({digest for digest, _ in found.answers}) > 2
    assert publishing.torn(publishing.Reads([(first, (0, 1)), (first, ()), ("other", (0,))]), digests) != []
