"""A cut answer is never taken for a whole one: cut on the way, by a killed worker, by a cap, by the server's own end.

Four things are counted apart: a thousand answers that a link cuts, and the smaller numbers of what costs a process.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Final, Literal

import pytest

from scholargraph.client import Endpoint
from scholargraph.errors import RemoteError
from scholargraph.formats import GRAPHS, RESULTS
from tests.conftest import CopySite
from tests.live.conftest import GENEROUS, PATIENCE, Live, serving
from tests.live.cutting import READERS, FlaggedError, fetch, link, received
from tests.sparql.test_live import descendants

ROWS: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 200"
GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 200"
QUERIES: Final = {form.media_type: ROWS for form in RESULTS} | {form.media_type: GRAPH for form in GRAPHS}
ALL: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o"
LABOUR: Final = "{ SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f } }"
LONG: Final = '{ ?s ?p ?o BIND (CONCAT("' + "x" * 6000 + '", STR(?s), STR(?p), STR(?o)) AS ?long) }'
LONG_ROWS: Final = f"SELECT ?s ?p ?long WHERE {LONG}"
LONG_GRAPH: Final = f"CONSTRUCT {{ ?s ?p ?long }} WHERE {LONG}"
QUERY: Final = "application/sparql-query"
PROBLEM: Final = "application/problem+json"
CUTS: Final = 100
"""In each of ten formats."""
KILLS: Final = 40
MIB: Final = 1024 * 1024

Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Return what prints a figure, whether the test passes or not."""

    def printed(words: str) -> None:
        with capsys.disabled():
            print(f"\n{words}", end=" ")  # noqa: T201 - the figure is asked for

    return printed


def readable(body: bytes, media_type: str) -> bool:
    try:
        READERS[media_type](body)
    except (ValueError, KeyError):
        return False
    return True


def strict(port: int, media_type: str) -> bool:
    """Whether a client that heeds HTTP and the format takes what comes for the answer."""
    try:
        got = fetch(port, QUERIES[media_type], media_type)
    except FlaggedError:
        return False
    return got.status == 200 and got.media_type == media_type and readable(got.body, media_type)


def ours(port: int, media_type: str) -> bool:
    """Whether our own client does."""
    try:
        Endpoint(f"http://127.0.0.1:{port}/sparql").raw(QUERIES[media_type], media_type)
    except RemoteError:
        return False
    return True


def places(chance: random.Random, head: int, body: bytes) -> Iterator[int]:
    """Where to cut: anywhere, in the head, a byte or two before the end, and where a line of the body ends."""
    ends = [place + 1 for place, byte in enumerate(body[:-1]) if byte == ord("\n")] or [0]
    for number in range(CUTS):
        kind = number % 4
        if kind == 0:
            yield head + chance.choice(ends)
        elif kind == 1 and number % 8 == 1:
            yield chance.randrange(head + 1)
        elif kind == 1:
            yield head + len(body) - chance.randint(1, 4)
        else:
            yield chance.randrange(head + len(body))


def test_a_thousand_answers_cut_on_the_way(department: Live, say: Say) -> None:
    chance = random.Random(20261125)  # noqa: S311 - the same cuts each time
    accepted: Counter[str] = Counter()
    by_parsers: Counter[str] = Counter()
    number = 0
    with link(department.port) as broken:
        for media_type, query in QUERIES.items():
            broken.allowed = None
            body = fetch(broken.port, query, media_type).body
            head = broken.passed - len(body)
            assert strict(broken.port, media_type), "uncut, it is an answer"
            assert ours(broken.port, media_type)
            packed = broken.passed  # ours asks for it packed, and is sent fewer bytes
            for place in places(chance, head, body):
                number += 1
                broken.allowed, broken.resets = place, chance.random() < 0.3
                accepted["strict"] += strict(broken.port, media_type)
                broken.allowed = place * packed // (head + len(body))
                accepted["ours"] += ours(broken.port, media_type)
                by_parsers[media_type] += place > head and readable(body[: place - head], media_type)
    say(
        f"{accepted['strict']} of {number:,} cut answers accepted by strict clients, {accepted['ours']} by ours "
        f"({by_parsers.total()} are documents that a parser alone accepts: their length is the flag)"
    )
    assert number == 1_000
    assert accepted.total() == 0
    assert by_parsers["text/csv"] > 0, "the hard case was tried: rows that end where they are cut"
    assert by_parsers["application/n-triples"] > 0


# ---- processes that end ----


@pytest.fixture
def victim(copy_site: CopySite) -> Iterator[Live]:
    """A server of which tests kill parts."""
    with serving(copy_site("example-department"), GENEROUS) as served:
        yield served


def parent(number: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{number}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[1])
    return 0


def kill(live: Live, part: Literal["workers", "server", "all"]) -> None:
    """Kill the query workers, the process that answers, or that and the one which would start another."""
    if part == "all":
        live.process.kill()
    below = descendants(live.process.pid)
    loaders = {number for number, command in below.items() if "scholargraph.sparql.loader" in command}
    workers = {number for number in loaders if parent(number) in loaders}
    for number in workers if part == "workers" else below.keys() - loaders:
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def test_a_killed_worker_leaves_a_whole_answer_or_an_error(victim: Live, say: Say) -> None:
    chance = random.Random(8)  # noqa: S311 - the same moments each time, as far as machines allow
    pause, seen = threading.Event(), Counter[str]()
    whole = sorted(fetch(victim.port, f"{ALL} }}", "text/csv").body.splitlines())
    assert len(whole) > 1_000
    with ThreadPoolExecutor(1) as asking:
        for number in range(KILLS):
            answer = asking.submit(fetch, victim.port, f"{ALL} {LABOUR} }} # {number}", "text/csv")
            pause.wait(chance.uniform(0, 0.3))
            kill(victim, "workers")
            got = answer.result(PATIENCE)
            if got.status == 200:
                assert sorted(got.body.splitlines()) == whole
            else:
                assert (got.status, got.media_type) == (503, PROBLEM)
                assert json.loads(got.body)["status"] == 503
            seen["whole" if got.status == 200 else "503"] += 1
    say(f"{KILLS} workers killed while they answered: {seen['whole']} whole answers, {seen['503']} times 503, 0 cut")
    assert seen["503"] > 0, "some were killed while they worked"


@contextmanager
def begun(live: Live) -> Iterator[Iterator[tuple[str, http.client.HTTPResponse]]]:
    """Begin an answer in each format, of which the sockets on the way hold no more than a part; give them to be read on."""
    answers = []
    with ExitStack() as stack:
        for media_type, query in QUERIES.items():
            connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=PATIENCE)
            stack.enter_context(closing(connection))
            connection.connect()
            connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 * 1024)
            body = LONG_ROWS if query == ROWS else LONG_GRAPH
            connection.request("POST", "/sparql", body.encode(), {"Content-Type": QUERY, "Accept": media_type})
            answers.append((media_type, connection.sock, connection.getresponse()))

        def read_on() -> Iterator[tuple[str, http.client.HTTPResponse]]:
            for media_type, end, answer in answers:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 * MIB)
                yield media_type, answer

        yield read_on()


def again(live: Live) -> None:
    """Wait until a process answers, another one if need be."""
    pause = threading.Event()
    for _ in range(PATIENCE * 10):
        with suppress(OSError, http.client.HTTPException):
            if live.get("readyz").status == 200:
                return
        pause.wait(0.1)
    pytest.fail("the server does not answer again")


def test_a_killed_server_cuts_answers_that_nobody_takes(victim: Live, say: Say) -> None:
    seen = Counter[str]()
    parts: tuple[Literal["server", "all"], ...] = ("server", "all")
    for part in parts:
        again(victim)
        with begun(victim) as answers:
            kill(victim, part)
            for media_type, answer in answers:
                assert answer.status == 200
                assert int(answer.getheader("Content-Length") or 0) > 6 * MIB
                try:
                    got = received(answer)
                except (FlaggedError, OSError, http.client.HTTPException):
                    seen["flagged"] += 1
                else:
                    seen["whole" if readable(got.body, media_type) else "accepted"] += 1
    say(
        f"The server killed with {seen.total()} answers on the way: {seen['flagged']} flagged, {seen['whole']} whole, "
        f"{seen['accepted']} accepted though cut"
    )
    assert seen["accepted"] == 0
    assert seen["flagged"] > seen["whole"]


# ---- caps ----


@pytest.fixture(scope="module")
def narrow(copy_site: CopySite) -> Iterator[Live]:
    with serving(copy_site("example-department"), GENEROUS + "rows = 900\nresult_mib = 1\n") as served:
        yield served


@pytest.mark.parametrize("media_type", QUERIES)
def test_a_cap_is_an_error_and_never_fewer_rows(media_type: str, narrow: Live) -> None:
    """Rows are capped where there are rows; bytes always."""
    rows = QUERIES[media_type] == ROWS
    form = "SELECT ?s ?p ?long" if rows else "CONSTRUCT { ?s ?p ?long }"
    for number, text, status in ((900, 100, 200), (901, 100, 413 if rows else 200), (900, 2000, 413), (300, 2000, 200)):
        long = 'BIND (CONCAT("' + "x" * text + '", STR(?s), STR(?p), STR(?o)) AS ?long)'
        query = f"{form} WHERE {{ {{ SELECT DISTINCT ?s ?p ?o {{ ?s ?p ?o }} LIMIT {number} }} {long} }}"
        got = fetch(narrow.port, query, media_type)
        assert (got.status, got.media_type) == (status, media_type if status == 200 else PROBLEM), number
        if status == 200:
            READERS[media_type](got.body)
            assert got.body.count(b"x" * text) == number
        else:
            assert json.loads(got.body)["type"].endswith("result-too-large")
            with pytest.raises(RemoteError, match="413"):
                Endpoint(narrow.endpoint).raw(query, media_type)
