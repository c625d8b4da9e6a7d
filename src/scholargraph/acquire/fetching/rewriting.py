"""Rewriting what was fetched: names that were withdrawn, persons who are left out go from all cached answers at once.

It does not know what is to go: whoever does gives a function that changes a body.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from scholargraph.acquire.fetching.cache import Cache
from scholargraph.acquire.fetching.index_rows import Answer, Harvest, Part

Row = TypeVar("Row", Answer, Part)


def rewrite(cache: Cache, change: Callable[[bytes, str], bytes]) -> int:
    """Change the bodies of all cached answers, current and staged; give how many were rewritten.

    `change` is given a body with its media type, and gives what is to stand in its place. What a rewritten answer had as
    validators goes: the service is asked for the whole. The caller holds `Cache.locked`. Raises OSError.
    """
    current, staged = cache.current(), cache.staged()
    bodies: dict[str, str] = {}
    for harvest in (*current.values(), *staged.values()):
        bodies |= {one.digest: one.media_type for one in harvest.answers}
        bodies |= {one.digest: one.media_type for one in harvest.parts}
    rewritten: dict[str, tuple[str, int]] = {}
    for digest, media_type in bodies.items():
        body = cache.body(digest)
        fresh = None if body is None else change(body, media_type)
        if fresh is not None and fresh != body:
            rewritten[digest] = cache.keep(fresh), len(fresh)
    if rewritten:
        cache.write(
            {key: _changed(one, rewritten) for key, one in current.items()},
            [_changed(one, rewritten) for one in staged.values()],
        )
    else:
        cache.collect()  # a kill may have come between the last rewriting and the end of the bodies it replaced
    return len(rewritten)


def _changed(harvest: Harvest, rewritten: dict[str, tuple[str, int]]) -> Harvest:
    """Give a harvest with the bodies that it has now."""
    answers = tuple(
        replace(made, etag=None, last_modified=None) if (made := _row(one, rewritten)) is not one else one
        for one in harvest.answers
    )
    return replace(harvest, answers=answers, parts=tuple(_row(one, rewritten) for one in harvest.parts))


def _row(one: Row, rewritten: dict[str, tuple[str, int]]) -> Row:
    if one.digest not in rewritten:
        return one
    digest, size = rewritten[one.digest]
    return replace(one, digest=digest, size=size)
