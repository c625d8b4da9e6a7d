"""What each client may use: queries at a time, worker time and errors, each a bucket that fills again.

It knows no request; a client is whatever address the caller names, an IPv6 one counted with its neighbours in the /64.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from scholargraph.errors import OverloadedError, QueryError, ThrottledError
from scholargraph.sparql.clients import client_of
from scholargraph.sparql.limits import Limits

REQUEST_SECONDS: Final = 0.002
"""What every query is charged beside its worker time, so that many cheap ones are not free."""
CLIENTS: Final = 10_000
"""Clients that are remembered; who was not seen for longest is forgotten first."""
_MINUTE: Final = 60.0


@dataclass(slots=True)
class _Account:
    """What a client has left. A balance may be negative: the last query is paid in full."""

    seconds: float
    errors: float
    seen: float
    running: int = 0


class Use:
    """One query under way: for which client, what that one had spent before, and what this query costs in the end."""

    __slots__ = ("client", "seconds", "spent")

    def __init__(self, client: str = "", spent: float = 0.0) -> None:
        self.client = client
        self.spent = spent
        self.seconds = 0.0

    def charge(self, seconds: float) -> None:
        """Add worker time."""
        self.seconds += seconds


class Budget:
    """The accounts of all clients; any number of threads may use it."""

    def __init__(self, limits: Limits, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._accounts: OrderedDict[str, _Account] = OrderedDict()
        self._turn = threading.Lock()

    def use(self, address: str) -> _Use:
        """Let a client's query begin where a `with` is entered, and charge it at its end; a QueryError that passes through
        is an error of the client.

        Entering raises ThrottledError with the seconds after which it may come again.
        """
        return _Use(self, client_of(address))

    def begin(self, client: str) -> tuple[_Account, Use]:
        """Let a query begin. Raises ThrottledError."""
        limits, now = self._limits, self._clock()
        with self._turn:
            account = self._accounts.pop(client, None) or _Account(limits.burst, limits.errors, now)
            self._accounts[client] = account
            gone = (now - account.seen) / _MINUTE
            account.seen = now
            account.seconds = min(limits.burst, account.seconds + gone * limits.worker_seconds)
            account.errors = min(limits.errors, account.errors + gone * limits.errors)
            self._forget()
            if account.running >= limits.parallel:
                raise ThrottledError(
                    f"You have {account.running} queries running, and may have {limits.parallel}: wait for one to end.",
                    retry_after=1,
                )
            if account.seconds <= 0:
                wait = -account.seconds * _MINUTE / limits.worker_seconds
                raise ThrottledError("Your queries have used up your worker time.", retry_after=_whole(wait))
            if account.errors < 1:
                wait = (1 - account.errors) * _MINUTE / limits.errors
                raise ThrottledError("Too many of your queries were refused or failed.", retry_after=_whole(wait))
            account.running += 1
            return account, Use(client, limits.burst - account.seconds)

    def end(self, account: _Account, use: Use, *, failed: bool) -> None:
        """Charge a query that has ended."""
        with self._turn:
            account.running -= 1
            account.seconds -= REQUEST_SECONDS + use.seconds
            account.errors -= failed

    def _forget(self) -> None:
        while len(self._accounts) > CLIENTS:
            client, account = next(iter(self._accounts.items()))
            if account.running:
                break
            del self._accounts[client]


class _Use:
    """A query under way, as a `with` has it; a generator would take as long as all the rest of the accounts."""

    __slots__ = ("_account", "_budget", "_client", "_use")

    def __init__(self, budget: Budget, client: str) -> None:
        self._budget = budget
        self._client = client

    def __enter__(self) -> Use:
        self._account, self._use = self._budget.begin(self._client)
        return self._use

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        failed = isinstance(error, QueryError) and not isinstance(error, OverloadedError)
        self._budget.end(self._account, self._use, failed=failed)


def _whole(seconds: float) -> int:
    return max(1, math.ceil(seconds))
