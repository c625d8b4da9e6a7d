"""The rows of the cache's index: what was asked, what came, and what of it readers are given; each with its own digest.

A row whose digest does not fit is none: it was cut, or damaged on the disk.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

_DIGEST: Final = "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one request brought.

    Attributes:
        url: what was asked, without any secret.
        status: the status of HTTP.
        media_type: as the service told it.
        digest: the SHA-256 of the body, in hexadecimal.
        size: the bytes of the body.
        etag: the validators that the service told.
        last_modified: see `etag`.
        retrieved: when the body came, in UTC.
        checked: when the service last said that it still holds.
        moved: where the service sent the request on to, if it did.
    """

    url: str
    status: int
    media_type: str
    digest: str
    size: int
    etag: str | None = None
    last_modified: str | None = None
    retrieved: str
    checked: str
    moved: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a reader is given: its id, the kind of reader, the body, when that came."""

    id: str
    reader: str
    media_type: str
    digest: str
    size: int
    retrieved: str

    @property
    def day(self) -> date:
        """When it came."""
        return datetime.fromisoformat(self.retrieved).date()

    @property
    def content(self) -> tuple[str, str, str]:
        """What of it decides what is read."""
        return self.id, self.reader, self.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What is fetched of one request of a source: whole, or under way.

    Attributes:
        key: tells what was asked from everything else: kind, id, address of the service, parameters.
        kind: the kind of source.
        id: what was fetched.
        begun: when.
        answers: what came, in the order in which it was asked for.
        parts: what readers are given; empty while it is under way.
        whole: whether all of it came.
        notes: what people should know of it: an id that is another one by now, what a service says of its answer.
    """

    key: str
    kind: str
    id: str
    begun: str
    answers: tuple[Answer, ...] = ()
    parts: tuple[Part, ...] = ()
    whole: bool = False
    notes: tuple[str, ...] = ()

    @property
    def content(self) -> list[tuple[str, str, str]]:
        """What decides what is read; equal where nothing changed."""
        return [part.content for part in self.parts]

    @property
    def digests(self) -> set[str]:
        """The bodies that it needs."""
        return {*(one.digest for one in self.answers), *(one.digest for one in self.parts)}


@dataclass(frozen=True, slots=True)
class Begun:
    """A row of the staging index: a harvest begins, anew where it had begun before."""

    harvest: Harvest


@dataclass(frozen=True, slots=True)
class Came:
    """A row of the staging index: an answer came for a harvest that is under way."""

    key: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Ended:
    """A row of the staging index: a harvest is whole."""

    key: str
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """A row of the staging index: a snapshot is about to be published that is made of these harvests; their digest."""

    answers: str
    keys: tuple[str, ...]


Row = Harvest | Begun | Came | Ended | Agreed
_KINDS: Final[dict[str, type]] = {
    "harvest": Harvest,
    "begun": Begun,
    "came": Came,
    "ended": Ended,
    "agreed": Agreed,
}


def line(row: Row) -> bytes:
    """Write a row as a line."""
    name = next(name for name, kind in _KINDS.items() if isinstance(row, kind))
    data = {"row": name, **asdict(row)}
    return _dump({**data, _DIGEST: _digest(data)}) + b"\n"


def row(text: bytes) -> Row | None:
    """Read a line; None where it is cut or damaged."""
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop(_DIGEST, None) != _digest(data):
            return None
        return _made(data.pop("row"), data)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _made(name: str, data: dict[str, Any]) -> Row:
    if name == "begun":
        return Begun(_harvest(data["harvest"]))
    if name == "came":
        return Came(data["key"], Answer(**data["answer"]))
    if name == "ended":
        parts = tuple(Part(**one) for one in data["parts"])
        return Ended(data["key"], parts, tuple(data.get("notes", ())))
    if name == "agreed":
        return Agreed(data["answers"], tuple(data["keys"]))
    return _harvest(data)


def _harvest(data: dict[str, Any]) -> Harvest:
    answers = tuple(Answer(**one) for one in data.pop("answers"))
    parts, notes = tuple(Part(**one) for one in data["parts"]), tuple(data.get("notes", ()))
    return Harvest(**data | {"answers": answers, "parts": parts, "notes": notes})


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(_dump(data)).hexdigest()


def _dump(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")
