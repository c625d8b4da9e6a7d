"""Budgets: what one client uses up is its own, comes back with time, and is never another's."""

from __future__ import annotations

import threading
from contextlib import ExitStack, suppress

import pytest

from scholargraph.errors import OverloadedError, QueryMemoryError, QueryTimeoutError, ThrottledError
from scholargraph.sparql import budget as module
from scholargraph.sparql.budget import REQUEST_SECONDS, Budget
from scholargraph.sparql.clients import client_of
from scholargraph.sparql.limits import Limits

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


def test_two_at_a_time(budget: Budget) -> None:
    with ExitStack() as running:
        running.enter_context(budget.use("a"))
        running.enter_context(budget.use("a"))
        with pytest.raises(ThrottledError, match="2 queries") as caught, budget.use("a"):
            pass
        assert caught.value.status == 429
        assert caught.value.retry_after == 1
        with budget.use("b"):
            pass
    with budget.use("a"):
        pass


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
            with suppress(ThrottledError):
                spend(budget, client, 0.001)

    threads = [threading.Thread(target=work, args=(client,)) for client in "aabbcc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(account.running == 0 for account in budget._accounts.values())


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
