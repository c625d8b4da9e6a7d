"""How the C library shares its memory among threads: with few arenas, so that a server of many threads gives memory back.

glibc gives threads arenas of their own, up to eight times as many as there are processors, and each keeps what its threads
once took. Python's own small objects do not come from them.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import Final

ARENAS: Final = 2
"""As many as threads can want at a time: nearly all of ours hold Python's lock when they ask for memory."""
_M_ARENA_MAX: Final = -8
"""The parameter of mallopt(3), as glibc's malloc.h has it."""


def share() -> None:
    """Let all threads of this process share few arenas, from now on. Another C library than glibc is left as it is."""
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        if hasattr(library, "gnu_get_libc_version"):
            library.mallopt(_M_ARENA_MAX, ARENAS)
