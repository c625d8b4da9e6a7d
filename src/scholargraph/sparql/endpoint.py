"""The endpoint between HTTP and the pool: a request's parts in, an answer's parts out, whatever the web framework.

It opens no socket and knows no framework: `web` translates, with Flask or without. Errors of queries become answers here.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from scholargraph import codings
from scholargraph.config import TokenSettings
from scholargraph.errors import MethodError, QueryError, ThrottledError, UnauthorizedError
from scholargraph.formats import GRAPHS, HTML, Format, Kind, negotiate
from scholargraph.sparql import guard, problems, protocol, tokens
from scholargraph.sparql.budget import Budget, Use
from scholargraph.sparql.cache import Cache, Kept
from scholargraph.sparql.description import Service, describe
from scholargraph.sparql.pool_figures import PoolFigures
from scholargraph.sparql.waiting import WaitingRoom
from scholargraph.sparql.workers import Pool
from scholargraph.store import Info, written

REVALIDATE: Final = "no-cache"
"""Caches may keep an answer but ask before they use it; asking costs next to nothing."""
PROBLEM: Final = Format("problem", problems.MEDIA_TYPE, "json", Kind.PAGE, "Problem details", ("application/json",))

SNAPSHOT: Final = "ScholarGraph-Snapshot"
"""The header field with the digest of the snapshot that an answer was found in."""
REQUEST_ID: Final = "X-Request-ID"
"""The header field by which a request is found again in logs: the client's own, or one that it is given."""

Headers = tuple[tuple[str, str], ...]

CORS: Final[Headers] = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", f"Allow, ETag, Link, Retry-After, {SNAPSHOT}, {REQUEST_ID}"),
)
MAY_BE_SENT: Final = f"Accept, Authorization, Content-Type, If-None-Match, {REQUEST_ID}"
"""The fields that a script of another site may send."""
_PREFLIGHT: Final[Headers] = (
    ("Allow", ", ".join(protocol.METHODS)),
    ("Access-Control-Allow-Methods", ", ".join(protocol.METHODS)),
    ("Access-Control-Allow-Headers", MAY_BE_SENT),
    ("Access-Control-Max-Age", "86400"),
)
_HIT: Final[Headers] = (("cache", "hit"),)
_TAGS: Final = re.compile(r'(?:W/)?"([^"]*)"')


class Asked(NamedTuple):
    """The parts of an HTTP request that matter here. `client` is the address that its budget is counted for."""

    method: str
    query_string: bytes = b""
    content_type: str | None = None
    body: bytes = b""
    accept: str | None = None
    accept_encoding: str | None = None
    if_none_match: str | None = None
    authorization: str | None = None
    client: str = ""
    request_id: str = ""

    @property
    def size(self) -> int:
        """The bytes that it takes where it is kept, nearly."""
        return len(self.query_string) + len(self.body) + len(self.content_type or "") + len(self.accept or "")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; to HEAD, its body is not sent. `notes` are for logs: `token` (its name), `cache`, `error`, `budget`."""

    status: int
    body: bytes = b""
    headers: Headers = ()
    notes: Headers = ()


class Pages(Protocol):
    """What is shown to people. An error page may be None, where none can be made."""

    def front(self) -> Answer:
        """Make the page to write queries on."""
        ...

    def error(self, error: QueryError) -> bytes | None:
        """Make a page for an error, in UTF-8."""
        ...


class Endpoint:
    """One endpoint, on whatever snapshot is current; any number of threads may use it."""

    def __init__(self, service: Service, known: Iterable[TokenSettings] = (), *, site_file: Path | None = None) -> None:
        """`known` are the tokens of the site; where `site_file` is given, those are good that stand in it at the time."""
        self.service = service
        self.tokens = tokens.Tokens(known, file=site_file)
        self.limits = service.limits
        self._room = WaitingRoom(service.limits.waiting)
        self._budget = Budget(service.limits, room=self._room)
        self._cache = Cache(service.limits.cache_bytes)
        self._pool: Pool | None = None
        self._turn = threading.Lock()

    def pool(self, info: Info) -> Pool:
        """Give the pool, on its way to this snapshot. No process runs before the first query, or `start`."""
        with self._turn:
            if self._pool is None:
                self._pool = Pool(info, self.limits, base=self.service.endpoint, room=self._room)
        self._pool.switch(info)
        return self._pool

    def discard(self, digest: str, instead: Info | None) -> None:
        """Answer no more from a snapshot that was found damaged; from another one, if there is one, as soon as it is loaded."""
        with self._turn:
            pool = self._pool
        if pool is not None:
            if instead is not None:
                pool.switch(instead)
            pool.discard(digest)

    def start(self, info: Info) -> None:
        """Start the query processes now, so that the first query does not wait for them."""
        self.pool(info).start()

    def trouble(self, info: Info) -> str | None:
        """Have a query answered, and say why none is; None where all is well."""
        return self.pool(info).trouble()

    def figures(self) -> tuple[PoolFigures, Cache, int]:
        """Give what the query processes are doing, the answers that are kept, and how many queries wait in all."""
        with self._turn:
            pool = self._pool
        return (PoolFigures() if pool is None else pool.figures()), self._cache, len(self._room)

    def close(self) -> None:
        """End all query processes."""
        with self._turn:
            if self._pool is not None:
                self._pool.close()

    def use(self, client: str) -> AbstractContextManager[Use]:
        """Count something else that a client asks for as one of its queries. Raises ThrottledError, as for a query."""
        return self._budget.use(client)

    def take_turn(self, use: Use) -> None:
        """Wait until the client's query may work, which no more than `parallel` of its queries do. Raises ThrottledError."""
        self._budget.take_turn(use)

    def waiting(self) -> frozenset[int]:
        """Give the threads in which a query waits for its turn."""
        return self._room.threads()

    def answer(self, asked: Asked, info: Info, *, pages: Pages) -> Answer:
        """Answer a request; a QueryError is an answer, too."""
        if asked.method == "OPTIONS":
            return Answer(204, b"", (*_PREFLIGHT, *CORS))
        presented = tokens.presented(asked.authorization)
        token, unknown = self._token(presented) if presented else (None, None)
        try:
            with self._budget.use(f"token {token.name}" if token else asked.client) as use:
                if unknown is not None:
                    raise unknown  # who guesses is counted by the address
                most = token.deadline if token else self.limits.deadline
                answer = self._answer(asked, info, pages=pages, use=use, most=most)
                return answer if token is None else replace(answer, notes=(*answer.notes, ("token", token.name)))
        except QueryError as error:
            return refusal(error, asked, pages=pages)

    def _token(self, presented: str) -> tuple[TokenSettings | None, UnauthorizedError | None]:
        try:
            return self.tokens.find(presented), None
        except UnauthorizedError as error:
            return None, error

    def _answer(self, asked: Asked, info: Info, *, pages: Pages, use: Use, most: float) -> Answer:
        """Answer a request that may be made; `most` are the seconds that its query may take."""
        pool = self.pool(info)
        key = _key(asked, pool.digest)
        kept = self._cache.get(key)
        if kept is not None:
            return self._sent(kept, asked, pool.digest, key=key, use=use, notes=_HIT)
        request = protocol.parse(
            asked.method,
            asked.query_string,
            content_type=asked.content_type,
            body=asked.body,
            limits=self.limits,
        )
        if request.query is None:
            return self._about(request, asked, info, pages=pages, use=use)
        self.take_turn(use)  # before the scan, which takes time of the process that all share
        scanned = guard.check(request.query, self.limits)
        form = protocol.choose(scanned.form, formats=request.formats, accept=asked.accept)
        if asked.if_none_match and not scanned.volatile:
            has = _has(asked, _tag(request, pool.digest, form))
            if has is not None:
                return _unchanged(has, pool.digest)
        told = pool.ask(
            request.query,
            form,
            dataset=request.dataset,
            deadline=min(request.timeout or most, most),
            use=use,
        )
        if scanned.volatile:
            body, coded = _packed(told.body, asked, use=use)
            fields = (("Content-Type", form.content_type), *coded, (SNAPSHOT, told.digest), *_common("no-store"))
            return Answer(200, body, fields)
        kept, key = Kept(told.body, form.content_type, _tag(request, told.digest, form)), _key(asked, told.digest)
        self._cache.put(key, kept, key_size=asked.size)
        return self._sent(kept, asked, told.digest, key=key, use=use)

    def _sent(
        self, kept: Kept, asked: Asked, digest: str, *, key: tuple[object, ...], use: Use, notes: Headers = ()
    ) -> Answer:
        """Send an answer that is kept, packed where that saves a packet and the client takes it; the client is charged."""
        has = _has(asked, kept.tag)
        if has is not None:
            return _unchanged(has, digest, notes=notes)
        fields: Headers = (("Content-Type", kept.content_type),)
        body = kept.body
        coding = codings.accepted(asked.accept_encoding) if len(body) >= codings.SMALLEST else None
        if coding is not None:
            if coding not in kept.packed:
                use.seconds += len(body) / codings.PACKED_A_SECOND
            body = self._cache.in_coding(key, kept, coding, key_size=asked.size)
            fields = (*fields, ("Content-Encoding", coding))
        tag = ("ETag", f'W/"{codings.tag_of(kept.tag, coding)}"')
        return Answer(200, body, (*fields, tag, *_snapshot(digest), *_common(REVALIDATE)), notes)

    def _about(self, request: protocol.Request, asked: Asked, info: Info, *, pages: Pages, use: Use) -> Answer:
        """Without a query: the service description, or the page to write queries on."""
        form = protocol.choose_of((*GRAPHS, HTML), formats=request.formats, accept=asked.accept)
        if form.kind is Kind.PAGE:
            page = pages.front()
            body, coded = _packed(page.body, asked)
            return Answer(page.status, body, (*page.headers, *coded, *_common(REVALIDATE)))
        key = ("description", info.digest, form)
        kept = self._cache.get(key)
        if kept is None:
            body = written(describe(self.service, info), form)
            kept = Kept(body, form.content_type, hashlib.sha256(body).hexdigest()[:32])
            self._cache.put(key, kept, key_size=len(info.digest))
        answer = self._sent(kept, asked, info.digest, key=key, use=use)
        links = self.service.links
        return answer if links is None else replace(answer, headers=(*answer.headers, ("Link", links)))


def _key(asked: Asked, digest: str) -> tuple[object, ...]:
    """What an answer depends on, as it was asked and before it is read: two spellings of one question are two keys."""
    method = "GET" if asked.method == "HEAD" else asked.method
    return (digest, method, asked.query_string, asked.content_type, asked.body, asked.accept)


def _tag(request: protocol.Request, digest: str, form: Format) -> str:
    """Give the validator of a query's answer in a format."""
    text = (request.query or "").encode("utf-8")
    # BLAKE2 (RFC 7693), which Python brings itself: OpenSSL's SHA-256 takes longer to begin than to hash a query.
    told = hashlib.blake2b(b"%d %s" % (len(text), text), digest_size=16)
    told.update(f"{digest} {form.media_type}".encode())
    if request.dataset:
        told.update(repr(request.dataset).encode("utf-8"))
    return told.hexdigest()


def _common(caching: str) -> Headers:
    return (("Cache-Control", caching), ("Vary", "Accept, Accept-Encoding"), *CORS)


def _unchanged(tag: str, digest: str | None = None, *, notes: Headers = ()) -> Answer:
    return Answer(304, b"", (("ETag", f'W/"{tag}"'), *_snapshot(digest), *_common(REVALIDATE)), notes)


def _snapshot(digest: str | None) -> Headers:
    return () if digest is None else ((SNAPSHOT, digest),)


def _has(asked: Asked, tag: str) -> str | None:
    """Give the validator under which the client has this answer already, if it does (RFC 9110, section 13.1.2).

    The validators are weak: rows may change places, and the same answer in any coding that the client takes will do.
    """
    if not asked.if_none_match or asked.method == "POST":
        return None
    given = _TAGS.findall(asked.if_none_match)
    coded = codings.tag_of(tag, codings.accepted(asked.accept_encoding))
    return next((one for one in (coded, tag) if one in given), None)


def _packed(body: bytes, asked: Asked, *, use: Use | None = None) -> tuple[bytes, Headers]:
    """Pack what is not kept, at the cost of a client's use, and give the field that says so."""
    coding = codings.accepted(asked.accept_encoding) if len(body) >= codings.SMALLEST else None
    if coding is None:
        return body, ()
    if use is not None:
        use.seconds += len(body) / codings.PACKED_A_SECOND
    return codings.packed(body, coding), (("Content-Encoding", coding),)


def refusal(error: QueryError, asked: Asked, *, pages: Pages) -> Answer:
    """Make the answer for an error: problem details, or a page for who likes HTML better."""
    form = negotiate(asked.accept, (PROBLEM, HTML)) or PROBLEM
    body = pages.error(error) if form.name == HTML.name else None
    content_type = HTML.content_type
    if body is None:
        body, content_type = problems.document(error, request_id=asked.request_id), PROBLEM.media_type
    more: list[tuple[str, str]] = []
    if error.retry_after is not None:
        more.append(("Retry-After", str(error.retry_after)))
    if isinstance(error, MethodError):
        more.append(("Allow", ", ".join(protocol.METHODS)))
    if isinstance(error, UnauthorizedError):
        more.append(("WWW-Authenticate", tokens.CHALLENGE))
    body, coded = _packed(body, asked)
    fields = (("Content-Type", content_type), *coded, *more, *_common("no-store"))
    return Answer(error.status, body, fields, tuple(notes(error).items()))


def notes(error: QueryError) -> dict[str, str]:
    """Give what a log says of an error: its type, the budget that was met and whether by one who was told to wait, the name
    of a token that has expired.
    """
    told = {"error": error.kind}
    if isinstance(error, ThrottledError):
        told["budget"] = error.budget
        if error.early:
            told["early"] = "yes"
    if isinstance(error, UnauthorizedError) and error.token is not None:
        told["token"] = error.token
    return told
