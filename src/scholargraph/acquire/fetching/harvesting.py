"""One harvest: the requests that bring what a source fetches under one id, resumed, asked conditionally, noted one by one.

What is asked for, service by service, is `fetchers`' knowledge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit

from scholargraph.acquire.fetching.cache import Cache
from scholargraph.acquire.fetching.fetch_request import FetchRequest
from scholargraph.acquire.fetching.index_rows import Answer, Harvest, Part
from scholargraph.acquire.fetching.public_addresses import is_private_host
from scholargraph.acquire.fetching.service_table import Service, address_of, services
from scholargraph.acquire.fetching.subjects import Subject, note_of
from scholargraph.acquire.fetching.transport import Ask, Client, FailureError, LargeAnswerError, Reply

MOST_ANSWERS: Final = 5_000
"""The most requests of one harvest: a listing that goes on longer never ends, or is too long for its service."""


class CapError(FailureError):
    """A source has brought as much as it may: what came is no whole, and is gone on with once more is allowed."""


@dataclass(slots=True)
class Budget:
    """What one source may bring in one run, all its ids together, and what it has brought: bytes, unpacked, and records."""

    source: str
    most_bytes: int
    most_records: int
    bytes: int = 0
    records: int = 0

    def left(self) -> int:
        """Give the bytes that it may still bring. Raises CapError where there are none, or too many records came."""
        self._refuse_more()
        if self.bytes >= self.most_bytes:
            raise self.full()
        return self.most_bytes - self.bytes

    def full(self) -> CapError:
        """Say that it brings too many bytes."""
        return CapError(
            f"the source “{self.source}” brings more than {self.most_bytes >> 20:,} MiB, so it is not whole: ask for less, "
            "or raise `source_mib` of [fetch]"
        )

    def count(self, records: int) -> None:
        """Note that records came. Raises CapError where these are too many."""
        self.records += records
        self._refuse_more()

    def _refuse_more(self) -> None:
        if self.records > self.most_records:
            raise CapError(
                f"the source “{self.source}” brings more than {self.most_records:,} records, so it is not whole: ask for "
                "less, or raise `records` of [fetch]"
            )


@dataclass(slots=True)
class Session:
    """A harvest under way.

    Attributes:
        request: what is fetched.
        key: the harvest's key.
        cache: where it is noted.
        client: asks.
        before: the same harvest as it is current; None where there is none.
        begun: the answers that came before a kill, by address.
        options: the parameters of the source.
        secrets: the keys to services, by the service's name.
        told: is called after each answer.
        budget: what the source may still bring.
        notes: what people should know of what came.
        reused: whether something of it is what was there before.
    """

    request: FetchRequest
    key: str
    cache: Cache
    client: Client
    before: Harvest | None
    begun: Mapping[str, Answer]
    budget: Budget
    options: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    told: Callable[[Session], None] = lambda _: None
    answers: list[Answer] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    received: int = 0
    notes: list[str] = field(default_factory=list)
    reused: bool = False

    def address(self, service: str) -> str:
        """Give where a service is, for this site."""
        return address_of(service, self.client.settings)

    def get(self, service: str, url: str) -> bytes:
        """Give what an address answers: as it came before a kill, or as it is now. Raises FailureError, OSError."""
        row = services()[service]
        return self.asked(url, lambda known, most: self.client.get(self._ask(row, url, known, most=most)))

    def json(self, service: str, url: str) -> Any:
        """Give what an address answers, as Python has it. Raises FailureError, OSError."""
        return json.loads(self.get(service, url))

    def is_about(self, asked: str, found: Subject) -> None:
        """Hold what the last answer is about against what was asked for; note what is to be known of it.

        Raises WrongAnswerError.
        """
        note = note_of(asked, found, self.answers[-1].moved)
        if note:
            self.notes.append(note)

    def asked(self, url: str, send: Callable[[Answer | None, int], Reply]) -> bytes:
        """Give what came from an address; `send` asks, given what is there already and may still hold, and the most bytes.

        Raises FailureError, OSError.
        """
        if len(self.answers) >= MOST_ANSWERS:
            raise FailureError(f"it takes more than {MOST_ANSWERS:,} requests: ask for less")
        most = self.budget.left()
        resumed = self.begun.get(url)
        body = None if resumed is None else self.cache.body(resumed.digest)
        if resumed is not None and body is not None:
            answer, self.reused = resumed, True
        else:
            known = self._known(url)
            answer, body = self._noted(url, self._sent(send, known, most), known)
        if len(body) > most:
            raise self.budget.full()
        if answer is not resumed:
            self.cache.add(self.key, answer)
        self.budget.bytes += len(body)
        self.answers.append(answer)
        self.told(self)
        return body

    def _sent(self, send: Callable[[Answer | None, int], Reply], known: Answer | None, most: int) -> Reply:
        try:
            return send(known, most)
        except LargeAnswerError:
            if most < self.client.settings.mib << 20:  # it would not be too large for a single answer
                raise self.budget.full() from None
            raise

    def part(self, id_: str, reader: str, body: bytes | None = None, *, media_type: str = "") -> None:
        """Give a reader what came with the last answer, or what was put together of several. Raises OSError."""
        last = self.answers[-1]
        retrieved = last.retrieved if body is None else max(one.retrieved for one in self.answers)
        digest, size = (last.digest, last.size) if body is None else (self.cache.keep(body), len(body))
        made = Part(
            id=id_,
            reader=reader,
            media_type=media_type or last.media_type,
            digest=digest,
            size=size,
            retrieved=retrieved,
        )
        old = () if self.before is None else self.before.parts
        self.parts.append(next((one for one in old if one.content == made.content), made))

    def _ask(self, row: Service, url: str, known: Answer | None, *, most: int) -> Ask:
        ask = Ask(service=row, url=url, most=most)
        if known is not None:
            ask = replace(ask, etag=known.etag, last_modified=known.last_modified)
        secret = self.secrets.get(row.name)
        if row.key is not None and secret is not None and self._may_be_told(row, url):
            ask = replace(ask, secret=(row.key, secret))
        return ask

    def _may_be_told(self, row: Service, url: str) -> bool:
        """Whether a key goes to an address: to the service's own, over https, and to one of a private network that the site
        names. A site file may come from anybody, and could name another address to get at the key.
        """
        parts, own = urlsplit(url), urlsplit(row.address)
        return parts[:2] == own[:2] or is_private_host(parts.hostname or "", self.client.settings)

    def _known(self, url: str) -> Answer | None:
        """Give what is current of an address, where its body is there."""
        for one in () if self.before is None else self.before.answers:
            if one.url == url and self.cache.is_sound(one.digest):
                return one
        return None

    def _noted(self, url: str, reply: Reply, known: Answer | None) -> tuple[Answer, bytes]:
        now = self.client.world.now().isoformat(timespec="seconds")
        if reply.body is None:
            body = None if known is None else self.cache.body(known.digest)
            if known is None or body is None:
                raise FailureError("it says that nothing changed, but nothing is there: try again")
            self.reused = True
            return replace(known, checked=now), body
        self.received += len(reply.body)
        digest = self.cache.keep(reply.body)
        return Answer(
            url=url,
            status=reply.status,
            media_type=reply.media_type,
            digest=digest,
            size=len(reply.body),
            etag=reply.etag,
            last_modified=reply.last_modified,
            retrieved=known.retrieved if known is not None and known.digest == digest else now,
            checked=now,
            moved=None if reply.moved is None else urlsplit(reply.moved)._replace(query="").geturl(),
        ), reply.body
