"""The waiting room of the endpoint: whoever waits, in whichever queue, so many in all, and nobody fills it alone.

It gives nobody a turn: the queues do, that of a client's own queries (`budget`) and that of the workers (`turns`). Every
ticket in it holds a thread of the server, which is why all queues share one room.
"""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import suppress

from scholargraph.errors import OverloadedError


class Ticket:
    """A place in a queue, from which one is called, or sent away with an error.

    Attributes:
        client: whose it is.
        spent: the worker time that the client had spent when it came, in seconds.
        error: why it was sent away.
        thread: the thread that waits with it.
        told: held until there is something to tell; who waits takes it.
    """

    __slots__ = ("client", "error", "spent", "thread", "told")

    def __init__(self, client: str, spent: float) -> None:
        self.client = client
        self.spent = spent
        self.error: OverloadedError | None = None
        self.thread = threading.get_ident()
        self.told = threading.Lock()
        self.told.acquire()

    def call(self) -> None:
        """End the waiting; once is enough."""
        with suppress(RuntimeError):  # it was called before
            self.told.release()

    def dismiss(self, error: OverloadedError) -> None:
        """Send it away."""
        self.error = error
        self.call()

    def wait(self, seconds: float) -> bool:
        """Wait to be called, for at most so long; tell whether that was so."""
        return self.told.acquire(timeout=max(seconds, 0.0))

    def crowded_out(self) -> OverloadedError:
        """Make the error for who must make room for another."""
        return crowded_out()


class WaitingRoom:
    """All tickets of which nobody was called yet, at most `most`; any number of threads may use it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._tickets: dict[Ticket, None] = {}
        self._turn = threading.Lock()

    def enter(self, ticket: Ticket) -> None:
        """Let a ticket in. Where all places are taken, the client that has most of them loses the one that came last.

        Of clients with as many, it is the one that has spent more, or else came later.

        Raises:
            OverloadedError: that is this one.
        """
        with self._turn:
            self._tickets[ticket] = None
            if len(self._tickets) <= self._most:
                return
            have = Counter(each.client for each in self._tickets)
            places = {each: number for number, each in enumerate(self._tickets)}
            last = max(self._tickets, key=lambda each: (have[each.client], each.spent, places[each]))
            del self._tickets[last]
        if last is ticket:
            raise ticket.crowded_out()
        last.dismiss(last.crowded_out())

    def leave(self, ticket: Ticket) -> bool:
        """Let a ticket out; tell whether it was still there, and so was not sent away by others."""
        with self._turn:
            if ticket not in self._tickets:
                return False
            del self._tickets[ticket]
            return True

    def threads(self) -> frozenset[int]:
        """Give the threads that wait."""
        with self._turn:
            return frozenset(each.thread for each in self._tickets)

    def __len__(self) -> int:
        return len(self._tickets)


def crowded_out() -> OverloadedError:
    """Make the error for a query that must make room for another."""
    return OverloadedError("All workers are busy and others wait for them: come again soon.", retry_after=1)
