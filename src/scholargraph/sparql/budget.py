"""What each client may use: worker time and errors, each a bucket that fills again, and queries at a time, which wait their turn.

It knows no request; a client is whatever address the caller names, an IPv6 one counted with its neighbours in the /64.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final

from scholargraph.errors import OverloadedError, QueryError, ThrottledError
from scholargraph.sparql.clients import client_of
from scholargraph.sparql.limits import Limits
from scholargraph.sparql.waiting import Ticket, WaitingRoom

REQUEST_SECONDS: Final = 0.002
"""What every query is charged beside its worker time, so that many cheap ones are not free."""
CLIENTS: Final = 10_000
"""Clients that are remembered; who was not seen for longest is forgotten first."""
_MINUTE: Final = 60.0


@dataclass(slots=True, eq=False)
class _Account:
    """What a client has left. A balance may be negative: the last query is paid in full.

    Attributes:
        seconds: worker time.
        errors: queries that may fail.
        seen: when the balances were last brought up to date.
        again: when the client may come again, as it was told when it was last refused.
        under_way: requests that have begun.
        at_work: the queries among them that have had their turn.
        queue: those of them that wait for another one's end, the first first.
    """

    seconds: float
    errors: float
    seen: float
    again: float = 0.0
    under_way: int = 0
    at_work: set[Use] = field(default_factory=set)
    queue: deque[_Turn] = field(default_factory=deque)


class Use:
    """One query under way: for which client, what that one had spent before, and what this query costs in the end.

    Attributes:
        client: whom it is charged to.
        spent: the worker time that the client had spent before, in seconds.
        seconds: the worker time that it has cost by now.
        since: since when a worker is at it, on the clock of `time.monotonic`; None while none is.
        waited: the seconds that it has waited for other queries of its client.
        at_work: whether it has had its turn.
    """

    __slots__ = ("account", "at_work", "client", "seconds", "since", "spent", "waited")

    def __init__(self, client: str = "", spent: float = 0.0, account: _Account | None = None) -> None:
        self.client = client
        self.spent = spent
        self.seconds = 0.0
        self.since: float | None = None
        self.waited = 0.0
        self.at_work = False
        self.account = account

    def charge(self, seconds: float) -> None:
        """Add worker time."""
        self.since = None
        self.seconds += seconds

    def so_far(self) -> float:
        """Give the worker time that it has cost by now, that of the worker which is at it included."""
        since = self.since
        return self.seconds + (0.0 if since is None else time.monotonic() - since)


class _Turn(Ticket):
    """The place of a query that waits until another one of its client ends."""

    __slots__ = ("parallel", "use")

    def __init__(self, use: Use, parallel: int) -> None:
        super().__init__(use.client, use.spent)
        self.use = use
        self.parallel = parallel

    def crowded_out(self) -> ThrottledError:
        return ThrottledError(
            f"You have {self.parallel} queries running, which is the most, and too many wait for their turn: wait for some "
            "to end.",
            retry_after=1,
        )


class Budget:
    """The accounts of all clients; any number of threads may use it. Queries wait for their turn in a `room`."""

    def __init__(
        self, limits: Limits, *, room: WaitingRoom | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._room = WaitingRoom(limits.waiting) if room is None else room
        self._accounts: OrderedDict[str, _Account] = OrderedDict()
        self._turn = threading.Lock()

    def use(self, address: str) -> _Use:
        """Let a client's request begin where a `with` is entered, and charge it at its end; a QueryError that passes through
        is an error of the client.

        Entering raises ThrottledError with the seconds after which it may come again, and whether it was told so before.
        """
        return _Use(self, client_of(address))

    def begin(self, client: str) -> tuple[_Account, Use]:
        """Let a request begin. Raises ThrottledError."""
        limits = self._limits
        with self._turn:
            account = self._accounts.pop(client, None) or _Account(limits.burst, limits.errors, self._clock())
            self._accounts[client] = account
            self._refill(account)
            self._forget()
            refused = self._refusal(account)
            if refused is not None:
                refused.early = account.seen < account.again
                account.again = account.seen + (refused.retry_after or 0)
                raise refused
            account.under_way += 1
            return account, Use(client, limits.burst - account.seconds, account)

    def take_turn(self, use: Use) -> None:
        """Let a query work: at once, or, where its client has as many at work as it may, when one of these has ended.

        Raises:
            ThrottledError: that takes longer than the patience, too many wait, or the client has spent its budget meanwhile.
        """
        account, limits = use.account, self._limits
        if account is None or use.at_work:
            return
        with self._turn:
            if len(account.at_work) < limits.parallel:  # then nobody is in the queue
                account.at_work.add(use)
                use.at_work = True
                return
            place = _Turn(use, limits.parallel)
            self._room.enter(place)
            account.queue.append(place)
        began = time.monotonic()
        try:
            place.wait(limits.patience)
        finally:
            with self._turn:
                self._room.leave(place)
                if place in account.queue:
                    account.queue.remove(place)
        use.waited = time.monotonic() - began
        if not use.at_work:
            raise place.error or ThrottledError(
                f"You have {limits.parallel} queries running, which is the most, and this one has waited for "
                f"{limits.patience:g} seconds: wait for one to end.",
                retry_after=1,
            )

    def end(self, account: _Account, use: Use, *, failed: bool) -> None:
        """Charge a request that has ended, and give its turn to the next one of its client."""
        with self._turn:
            account.under_way -= 1
            account.seconds -= REQUEST_SECONDS + use.seconds
            account.errors -= failed
            if use.at_work:
                account.at_work.remove(use)
                self._call_next(account)

    def _call_next(self, account: _Account) -> None:
        """Call those that have waited for longest, as many as may work; if nothing is left to spend, all are sent away."""
        if not account.queue:
            return
        self._refill(account)
        while account.queue:
            # What is at work is not paid yet, and yet is spent.
            refused = self._refusal(account, unpaid=sum(use.so_far() for use in account.at_work))
            if refused is None and len(account.at_work) >= self._limits.parallel:
                break
            place = account.queue.popleft()
            if not self._room.leave(place):
                continue  # it has made room for another, and goes with an error
            if refused is not None:
                place.dismiss(refused)
                continue
            account.at_work.add(place.use)
            place.use.at_work = True
            place.use.spent = self._limits.burst - account.seconds
            place.call()

    def _refill(self, account: _Account) -> None:
        limits, now = self._limits, self._clock()
        gone = (now - account.seen) / _MINUTE
        account.seen = now
        account.seconds = min(limits.burst, account.seconds + gone * limits.worker_seconds)
        account.errors = min(limits.errors, account.errors + gone * limits.errors)

    def _refusal(self, account: _Account, *, unpaid: float = 0.0) -> ThrottledError | None:
        """Give the error for a client that has nothing left to spend."""
        limits, seconds = self._limits, account.seconds - unpaid
        if seconds <= 0:
            wait = -seconds * _MINUTE / limits.worker_seconds
            return ThrottledError(
                "Your queries have used up your worker time.", retry_after=_whole(wait), budget="worker_seconds"
            )
        if account.errors < 1:
            wait = (1 - account.errors) * _MINUTE / limits.errors
            return ThrottledError(
                "Too many of your queries were refused or failed.", retry_after=_whole(wait), budget="errors"
            )
        return None

    def _forget(self) -> None:
        while len(self._accounts) > CLIENTS:
            client, account = next(iter(self._accounts.items()))
            if account.under_way:
                break
            del self._accounts[client]


class _Use:
    """A request under way, as a `with` has it; a generator would take as long as all the rest of the accounts."""

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
