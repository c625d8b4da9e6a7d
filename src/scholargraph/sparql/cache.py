"""Whole answers, kept while they fit into a number of bytes; the one that was not used for longest goes first.

It never holds a stale answer, because the snapshot is part of every key; what must not be kept is the caller's to know.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from scholargraph import codings

_OVERHEAD: Final = 512
"""Bytes that an entry takes beside body and key."""
_SHARE: Final = 8
"""One answer may take this fraction of the whole."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent; `packed` are its bytes by coding, for those codings that were asked for."""

    body: bytes
    content_type: str
    tag: str
    packed: Mapping[str, bytes] = field(default_factory=dict, kw_only=True)

    @property
    def size(self) -> int:
        """The bytes of its body and of all that it was packed as."""
        return len(self.body) + sum(map(len, self.packed.values()))


class Cache:
    """Keeps answers by key; any number of threads may use it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self.hits = 0
        self.misses = 0
        self._entries: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """Give an answer that was kept, or None."""
        with self._turn:
            found = self._entries.get(key)
            if found is None:
                self.misses += 1
                return None
            self.hits += 1
            self._entries.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, kept: Kept, *, key_size: int) -> None:
        """Keep an answer, unless it would take too much of the room."""
        cost = kept.size + key_size + _OVERHEAD
        if cost * _SHARE > self._size:
            return
        with self._turn:
            old = self._entries.pop(key, None)
            if old is not None:
                self._used -= old[1]
            self._entries[key] = (kept, cost)
            self._used += cost
            while self._used > self._size:
                _, (_, freed) = self._entries.popitem(last=False)
                self._used -= freed

    def in_coding(self, key: Hashable, kept: Kept, coding: str, *, key_size: int) -> bytes:
        """Give the body of an answer packed, and keep that beside it."""
        found = kept.packed.get(coding)
        if found is None:
            found = codings.packed(kept.body, coding)
            self.put(key, replace(kept, packed={**kept.packed, coding: found}), key_size=key_size)
        return found

    @property
    def used(self) -> int:
        """The bytes that are taken."""
        return self._used
