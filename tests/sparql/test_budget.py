"""Budgets: what one client uses up is its own, comes back with time, and is never another's."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, suppress
from dataclasses import replace

import pytest

from scholargraph.errors import OverloadedError, QueryMemoryError, QueryTimeoutError, ThrottledError
from scholargraph.sparql import budget as module
from scholargraph.sparql.budget import REQUEST_SECONDS, Budget, Use
from scholargraph.sparql.clients import client_of
from scholargraph.sparql.limits import Limits
from scholargraph.sparql.waiting import WaitingRoom
from tests.waiting import PATIENCE, until

LIMITS = Limits(parallel=2, worker_seconds=60.0, burst=120.0, errors=30)


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def budget(clock: Clock) -> Budget:
    return Budget(LIMITS, clock=clock)


def spend(budget: Budget, client: str, seconds: float) -> None:
    with budget.use(client) as use:
        use.seconds += seconds


def fail(budget: Budget, client: str) -> None:
    with suppress(QueryTimeoutError), budget.use(client):
        raise QueryTimeoutError("slow")


class Asking:
    """A client's query in a thread of its own: it takes its turn, and ends when it is told to."""

    def __init__(self, budget: Budget, client: str, seconds: float = 0.0) -> None:
        self.error: ThrottledError | None = None
        self.waited = 0.0
        self.at_work = threading.Event()
        self.done = threading.Event()
        self.seconds = seconds
        self.thread = threading.Thread(target=self._ask, args=(budget, client))
        self.thread.start()

    def _ask(self, budget: Budget, client: str) -> None:
        try:
            with budget.use(client) as use:
                budget.take_turn(use)
                self.waited = use.waited
                self.at_work.set()
                assert self.done.wait(PATIENCE)
                use.charge(self.seconds)
        except ThrottledError as error:
            self.error = error

    def end(self) -> None:
        self.done.set()
        self.thread.join()


def waiting(budget: Budget, client: str) -> int:
    account = budget._accounts.get(client)
    return len(account.queue) if account else 0


def test_more_than_two_at_a_time_wait_their_turn_in_order(budget: Budget) -> None:
    asked: list[Asking] = []
    for count in range(5):
        asked.append(Asking(budget, "a"))
        until(lambda count=count: asked[-1].at_work.is_set() if count < 2 else waiting(budget, "a") == count - 1)  # type: ignore[misc]
    other = Asking(budget, "b")
    assert other.at_work.wait(PATIENCE), "another client waits for nobody"
    for count in range(3):
        assert [one.at_work.is_set() for one in asked] == [True] * (2 + count) + [False] * (3 - count)
        asked[count].end()
        assert asked[2 + count].at_work.wait(PATIENCE)
    for one in (*asked, other):
        one.end()
        assert one.error is None
    assert asked[0].waited == 0.0 < asked[4].waited
    assert (budget._accounts["a"].at_work, budget._accounts["a"].under_way) == (set(), 0)


def test_who_waits_too_long_is_told_to_come_again(clock: Clock) -> None:
    budget = Budget(replace(LIMITS, patience=0.05), clock=clock)
    working = [Asking(budget, "a") for _ in range(2)]
    for one in working:
        assert one.at_work.wait(PATIENCE)
    with (
        pytest.raises(ThrottledError, match=r"2 queries running.*waited for 0\.05 seconds") as caught,
        budget.use("a") as use,
    ):
        budget.take_turn(use)
    assert (caught.value.status, caught.value.retry_after) == (429, 1)
    assert waiting(budget, "a") == 0
    assert len(budget._room) == 0
    for one in working:
        one.end()
    assert budget._accounts["a"].errors == LIMITS.errors, "to have waited is no error"


def test_only_so_many_wait_and_nobody_fills_the_room_alone(clock: Clock) -> None:
    room = WaitingRoom(3)
    budget = Budget(LIMITS, room=room, clock=clock)
    greedy = [Asking(budget, "greedy") for _ in range(5)]
    until(lambda: len(room) == 3)
    with pytest.raises(ThrottledError, match="too many wait") as caught, budget.use("greedy") as use:
        budget.take_turn(use)
    assert caught.value.retry_after == 1
    calm = [Asking(budget, "calm") for _ in range(3)]
    until(lambda: waiting(budget, "calm") == 1)
    until(lambda: [one.error for one in greedy].count(None) == 4)
    assert len(room) == 3
    for one in (*greedy, *calm):
        one.end()
    assert [one.error for one in calm] == [None] * 3


def test_who_has_spent_its_budget_while_it_waited_does_not_get_its_turn(budget: Budget) -> None:
    working = [Asking(budget, "a", seconds=LIMITS.burst) for _ in range(2)]
    for one in working:
        assert one.at_work.wait(PATIENCE)
    late = [Asking(budget, "a") for _ in range(3)]
    until(lambda: waiting(budget, "a") == 3)
    working[0].end()
    for one in late:
        one.thread.join()
    assert [one.error is not None and one.error.budget for one in late] == ["worker_seconds"] * 3
    assert len({id(one.error) for one in late}) == 3
    working[1].end()


def test_what_is_at_work_is_spent_though_it_is_not_paid(budget: Budget) -> None:
    working = [Asking(budget, "a") for _ in range(2)]
    for one in working:
        assert one.at_work.wait(PATIENCE)
    late = Asking(budget, "a")
    until(lambda: waiting(budget, "a") == 1)
    for use in budget._accounts["a"].at_work:
        use.since = time.monotonic() - LIMITS.burst
    working[0].end()
    late.thread.join()
    assert late.error is not None
    assert late.error.budget == "worker_seconds"
    working[1].end()


def test_nothing_to_wait_for_and_nobody_to_wait(budget: Budget) -> None:
    budget.take_turn(Use("of no account"))
    with ExitStack() as running:
        for _ in range(9):
            running.enter_context(budget.use("a"))  # what needs no worker takes no turn
        with budget.use("a") as use:
            for _ in range(9):
                budget.take_turn(use)  # once is enough
        with budget.use("a") as use:
            budget.take_turn(use)
            assert use.waited == 0.0


def test_worker_time_is_charged_and_comes_back(budget: Budget, clock: Clock) -> None:
    for _ in range(12):
        spend(budget, "slow", 10.0)
    with pytest.raises(ThrottledError, match="worker time") as caught, budget.use("slow"):
        pass
    assert caught.value.retry_after == 1
    spend(budget, "other", 10.0)
    clock.now += 1
    spend(budget, "slow", 30.0)
    with pytest.raises(ThrottledError) as caught, budget.use("slow"):
        pass
    assert caught.value.retry_after == 30
    clock.now += 29
    with pytest.raises(ThrottledError), budget.use("slow"):
        pass
    clock.now += 1.1
    spend(budget, "slow", 0.0)
    clock.now += 3600
    for _ in range(12):
        spend(budget, "slow", 10.0)
    with pytest.raises(ThrottledError), budget.use("slow"):
        pass


def test_many_cheap_queries_are_not_free(budget: Budget) -> None:
    for _ in range(int(LIMITS.burst / REQUEST_SECONDS) + 1):
        spend(budget, "busy", 0.0)
    with pytest.raises(ThrottledError), budget.use("busy"):
        pass


def test_errors_are_counted_and_forgiven(budget: Budget, clock: Clock) -> None:
    for _ in range(30):
        fail(budget, "bad")
    with pytest.raises(ThrottledError, match="refused or failed") as caught, budget.use("bad"):
        pass
    assert caught.value.retry_after == 2
    spend(budget, "good", 0.1)
    clock.now += 2
    fail(budget, "bad")
    with pytest.raises(ThrottledError), budget.use("bad"):
        pass


def test_who_comes_again_sooner_than_told_is_early(budget: Budget, clock: Clock) -> None:
    for _ in range(30):
        fail(budget, "bad")
    early = []
    for gone in (0, 1, 1, 0, 0.5):
        clock.now += gone
        with suppress(QueryTimeoutError):
            try:
                with budget.use("bad"):
                    raise QueryTimeoutError("slow")
            except ThrottledError as error:
                early.append((clock.now - 1000, error.retry_after, error.early))
    # At first nobody has told it anything; at 2 it comes as it was told to, and fails; what comes then was not told yet.
    assert early == [(0, 2, False), (1, 1, True), (2, 2, False), (2.5, 2, True)]
    with budget.use("good"):
        pass


def test_an_overload_of_ours_is_no_error_of_theirs(budget: Budget) -> None:
    for _ in range(100):
        with suppress(OverloadedError), budget.use("patient"):
            raise OverloadedError("busy")
    spend(budget, "patient", 0.1)


def test_what_breaks_in_between_is_given_back(budget: Budget) -> None:
    for _ in range(5):
        with suppress(KeyError), budget.use("a"):
            raise KeyError
        with suppress(QueryMemoryError), budget.use("a"):
            raise QueryMemoryError("much")
    with budget.use("a"), budget.use("a"):
        pass


def test_only_so_many_clients_are_remembered(budget: Budget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CLIENTS", 3)
    with budget.use("running"):
        for client in "abcdefg":
            spend(budget, client, 1.0)
        assert "running" in budget._accounts
    for client in "abcdefg":
        spend(budget, client, 1.0)
    assert len(budget._accounts) == 3


def test_many_threads_lose_no_count(budget: Budget) -> None:
    def work(client: str) -> None:
        for _ in range(200):
            with suppress(ThrottledError), budget.use(client) as use:
                budget.take_turn(use)
                use.charge(0.001)

    threads = [threading.Thread(target=work, args=(client,)) for client in "aabbcc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(account.under_way == len(account.at_work) == 0 for account in budget._accounts.values())


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("somebody", "somebody"),
    ],
)
def test_who_a_client_is(address: str, client: str) -> None:
    assert client_of(address) == client
