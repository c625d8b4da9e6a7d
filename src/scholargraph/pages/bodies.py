"""What an address answers with: a body, and what is said beside it. It makes none."""

from __future__ import annotations

from dataclasses import dataclass

from scholargraph.pages.head import Link


@dataclass(frozen=True, slots=True)
class Representation:
    """A body and what is said beside it: the full content type, the typed links."""

    body: bytes
    content_type: str
    links: tuple[Link, ...] = ()
