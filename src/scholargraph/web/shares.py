"""Something scarce, shared out: while there is enough, everybody gets some; then nobody gets more than an equal part.

It knows neither what is shared nor who waits for it.
"""

from __future__ import annotations

import threading
from collections import Counter
from typing import Final

from scholargraph.sparql.clients import WIDER

Networks = tuple[str, ...]
"""All that a client is counted in: itself, and the networks that it is in (`sparql.clients.networks_of`)."""


class Shares:
    """So many of something, and how many each client has of it. Whoever uses it from several threads has a lock.

    From two thirds of it on, a client has at most its equal part: all there is, by the clients that have some. It is never
    less than one, and never more than `usual`. A wider network has so many times as much as `WIDER` says. Where it is
    `strict`, there is never more than all there is, however many clients have none.
    """

    def __init__(self, most: int, *, usual: int, strict: bool = False) -> None:
        self.most: Final = most
        self.strict: Final = strict
        self.usual: Final = usual
        self.scarce: Final = most * 2 // 3
        self.busy = 0
        self.held: Counter[str] = Counter()
        self.clients = 0

    def take(self, networks: Networks) -> bool:
        """Take one for a client, unless it has its part already."""
        held = self.held
        client = networks[0]
        if self.strict and self.busy >= self.most:
            return False
        if self.busy >= self.scarce:
            share = max(1, min(self.usual, self.most // (self.clients + (client not in held))))
            for network, times in zip(networks, WIDER, strict=False):
                if held[network] >= share * times:
                    return False
        self.busy += 1
        self.clients += client not in held
        for network in networks:
            held[network] += 1
        return True

    def give(self, networks: Networks) -> None:
        """Give one back."""
        held = self.held
        self.busy -= 1
        for network in networks:
            held[network] -= 1
            if not held[network]:
                del held[network]
        self.clients -= networks[0] not in held


class LockedShares(Shares):
    """Shares of something of which there is never more than all, with a lock of their own: for any thread."""

    def __init__(self, most: int, *, usual: int) -> None:
        super().__init__(most, usual=usual, strict=True)
        self._turn = threading.Lock()

    def take(self, networks: Networks) -> bool:
        """Take one for a client, unless it has its part already."""
        with self._turn:
            return super().take(networks)

    def give(self, networks: Networks) -> None:
        """Give one back."""
        with self._turn:
            super().give(networks)
