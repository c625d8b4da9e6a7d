"""Requests to other services, with manners: who asks, how seldom, how long, how much, where to, and when to come back.

It keeps nothing: what came is the cache's. No cookie is kept, no proxy of the environment is used, TLS is always verified.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.client import HTTPException, HTTPResponse
from ssl import SSLContext, SSLError
from typing import Final
from urllib.parse import SplitResult, quote, quote_plus, urlencode, urljoin, urlsplit

from scholargraph import __version__
from scholargraph.acquire.fetching.public_addresses import LookUp, RefusedError, connector
from scholargraph.acquire.fetching.service_table import Service
from scholargraph.deadlines import Connect, Deadline, connection
from scholargraph.fetch_settings import FetchSettings, is_service_address
from scholargraph.http_answers import (
    BodyError,
    TooLargeError,
    is_page,
    json_fault,
    printable,
    reason_of,
    retry_seconds,
    span,
    whole_body,
    xml_fault,
)
from scholargraph.web_addresses import ascii_uri

REDIRECTS: Final = 5
"""How often one request is sent on."""
LONGEST_BACKOFF: Final = 30.0
TRANSIENT: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses of what may pass (RFC 9110, section 15; RFC 6585, section 4)."""

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_UNTYPED: Final = frozenset({"text/plain", "application/octet-stream"})
_LONGEST_FIELD: Final = 1024
_HIDDEN: Final = "…"


class FailureError(Exception):
    """A request failed for good: the reason, a clause that follows upon the service's name; seconds until it may be sent again."""

    def __init__(self, reason: str, *, retry_after: int | None = None, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = printable(reason)
        self.retry_after = retry_after
        self.status = status


class WrongAnswerError(FailureError):
    """What came is not what was asked for: nothing of it is kept, or used again."""


class LargeAnswerError(FailureError):
    """An answer is larger than it may be."""


class PassingError(FailureError):
    """A request failed, and may succeed when it is sent again. `slow` is whether it took all the time it was given."""

    slow = False


@dataclass(frozen=True, slots=True)
class World:
    """What requests need of the world: the clock, sleep, and the look-up of names."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    look_up: LookUp = socket.getaddrinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request: the service, the address without any secret, the validators of what is there already, a secret parameter,
    the most bytes of the answer where these are fewer than the settings allow.
    """

    service: Service
    url: str
    etag: str | None = None
    last_modified: str | None = None
    secret: tuple[str, str] | None = field(default=None, repr=False)
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came: the body, unpacked; None where nothing changed (304). `moved` is where the request was sent on to."""

    status: int
    body: bytes | None
    media_type: str
    etag: str | None
    last_modified: str | None
    moved: str | None = None


class Client:
    """Sends requests one after the other. Whoever asked to be left alone for long is not asked again by this client."""

    def __init__(self, settings: FetchSettings, world: World, *, trust: SSLContext | None = None) -> None:
        self.settings = settings
        self.world = world
        self.trust = trust
        self.connect: Connect = connector(settings, look_up=world.look_up)
        self._public: Connect = connector(replace(settings, private=()), look_up=world.look_up)
        self._next: dict[str, float] = {}
        self._closed: dict[str, datetime] = {}

    @property
    def agent(self) -> str:
        """What is said of who asks (RFC 9110, section 10.1.5)."""
        contact = self.settings.contact
        told = "" if contact is None else f" ({contact if '://' in contact else f'mailto:{contact}'})"
        return f"ScholarGraph/{__version__}{told}"

    def get(self, ask: Ask) -> Reply:
        """Send a request, again where it fails for a while. Raises FailureError."""
        return self.tried(urlsplit(ask.url).netloc, ask.service.interval, lambda: self._once(ask))

    def tried(self, host: str, interval: float, send: Callable[[], Reply]) -> Reply:
        """Do what asks a host, with its rate, and again as often as the settings say. Raises FailureError."""
        waited, slow = 0.0, 0
        for attempt in range(1, self.settings.attempts + 1):
            self._refuse_closed(host)
            self._take_turn(host, interval)
            try:
                return send()
            except PassingError as error:
                pause = (
                    min(2.0 ** (attempt - 1), LONGEST_BACKOFF)
                    if error.retry_after is None
                    else max(error.retry_after, 1)
                )
                slow += error.slow
                if waited + pause > self.settings.patience and error.retry_after is not None:
                    raise self._close(host, error) from None
                if attempt == self.settings.attempts or slow > 1 or waited + pause > self.settings.patience:
                    raise FailureError(error.reason, retry_after=error.retry_after, status=error.status) from None
                waited += pause
                self.world.sleep(pause)
        raise FailureError("it was not asked")

    def _take_turn(self, host: str, interval: float) -> None:
        wait = self._next.get(host, 0.0) - self.world.monotonic()
        if wait > 0:
            self.world.sleep(wait)
        self._next[host] = self.world.monotonic() + interval

    def _close(self, host: str, error: PassingError) -> FailureError:
        """Leave a host alone for as long as it asked for, and say so."""
        seconds = error.retry_after or 0
        self._closed[host] = datetime.fromtimestamp(self.world.now().timestamp() + seconds, UTC)
        return FailureError(
            f"{error.reason}; it asks to be left alone for {span(seconds)}", retry_after=seconds, status=error.status
        )

    def _refuse_closed(self, host: str) -> None:
        until = self._closed.get(host)
        left = 0 if until is None else round((until - self.world.now()).total_seconds())
        if left > 0:
            raise FailureError(f"it asked to be left alone, for {span(left)} from now", retry_after=left)

    def _once(self, ask: Ask) -> Reply:
        """Send a request once, and follow where it is sent on to."""
        url = first = ascii_uri(ask.url)
        for _ in range(REDIRECTS + 1):
            reply = self._sent(url, ask, trusted=_origin(url) == _origin(first))
            if isinstance(reply, Reply):
                return reply if url == first else replace(reply, moved=url)
            url = self._next_address(url, reply, ask)
        raise FailureError(f"it sends on more than {REDIRECTS} times")

    def _next_address(self, url: str, location: str, ask: Ask) -> str:
        """Give where a request is sent on to. Raises FailureError for an address that is not asked."""
        target = ""
        with suppress(ValueError):  # what cannot be parted is no address
            target = ascii_uri(urljoin(url, location)).partition("#")[0]
        if not is_service_address(target):
            raise FailureError("it sends on to what is no address of the web, or holds a password")
        parts = urlsplit(target)
        if urlsplit(url).scheme == "https" and parts.scheme != "https":
            raise FailureError(f"it sends on from https to http ({parts.hostname}): this is not followed")
        kept = [one for one in parts.query.split("&") if one.partition("=")[0] not in _own_names(ask)]
        return parts._replace(query="&".join(kept)).geturl()

    def _sent(self, url: str, ask: Ask, *, trusted: bool) -> Reply | str:
        """Send a request to one address; give the answer, or where it sends on to."""
        deadline = Deadline(self.settings.total, idle=self.settings.idle)
        parts = urlsplit(url)
        connect = self.connect if trusted else self._public
        try:
            trust = self.trust if trusted else None
            conn = connection(parts.scheme, parts.netloc, deadline, connect=connect, trust=trust)
            try:
                conn.request("GET", _target(parts, self._parameters(ask, trusted=trusted)), headers=self._fields(ask))
                with conn.getresponse() as response:
                    return self._answer(response, ask, deadline)
            finally:
                conn.close()
        except RefusedError as error:
            raise FailureError(str(error)) from None
        except BodyError as error:
            raise _of_body(error) from None
        except SSLError as error:
            raise FailureError(reason_of(error)) from None
        except TimeoutError as error:
            passing = PassingError(reason_of(error))
            passing.slow = True
            raise passing from None
        except (HTTPException, OSError, ValueError) as error:
            raise PassingError(_without(reason_of(error), ask)) from None

    def _answer(self, response: HTTPResponse, ask: Ask, deadline: Deadline) -> Reply | str:
        status, fields = response.status, response.headers
        location = fields.get("Location")
        if status in _REDIRECTS and location:
            return location
        media_type = fields.get_content_type()
        reply = Reply(
            status, None, media_type, _field(fields.get("ETag"), ask), _field(fields.get("Last-Modified"), ask)
        )
        if status == 304 and (ask.etag or ask.last_modified):
            return reply
        if status == 200:
            body = whole_body(
                response, deadline, most=min(self.settings.mib << 20, ask.most or self.settings.mib << 20)
            )
            if ask.secret is not None:  # a service that repeats a key must not bring it into the cache
                for form in _forms(ask.secret[1]):
                    body = body.replace(form.encode("utf-8"), _HIDDEN.encode("utf-8"))
            refuse_other_kind(body, media_type, ask.service)
            return replace(reply, body=body)
        reason = f"it answers {printable(_without(f'{status} {response.reason}', ask)).strip()[:100]}"
        if status in TRANSIENT:
            raise PassingError(
                reason, retry_after=retry_seconds(fields.get("Retry-After"), now=self.world.now()), status=status
            )
        raise FailureError(reason, status=status)

    def _parameters(self, ask: Ask, *, trusted: bool) -> dict[str, str]:
        """Give what is told besides what is asked; nothing of it is kept, and a secret goes to the service alone."""
        found = {}
        contact = self.settings.contact
        if ask.service.mailto and contact is not None and "://" not in contact:
            found["mailto"] = contact
        if ask.secret is not None and trusted:
            found[ask.secret[0]] = ask.secret[1]
        return found

    def _fields(self, ask: Ask) -> dict[str, str]:
        found = {
            "User-Agent": self.agent,
            "Accept": ask.service.accept,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        if ask.etag is not None:
            found["If-None-Match"] = ask.etag
        if ask.last_modified is not None:
            found["If-Modified-Since"] = ask.last_modified
        return found


def refuse_other_kind(body: bytes, media_type: str, service: Service) -> None:
    """Raise BodyError for a body that is not of the kind that was asked for."""
    if is_page(body, media_type):
        raise BodyError("is a web page (HTML), no data: check the address")
    kind = "JSON" if service.is_json else "XML" if service.is_xml else None
    if kind is not None and kind.lower() not in media_type and media_type not in _UNTYPED:
        raise BodyError(f"is of another type, {printable(media_type)[:60]}, and no {kind}: check the address")
    fault = json_fault(body) if service.is_json else xml_fault(body) if service.is_xml else None
    if fault is not None:
        raise BodyError(f"is no {kind} ({printable(fault)[:100]}): try again later")


def _of_body(error: BodyError) -> FailureError:
    words = f"its answer {error}"
    if isinstance(error, TooLargeError):
        return LargeAnswerError(words)
    return PassingError(words) if error.is_cut else FailureError(words)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)


def _own_names(ask: Ask) -> set[str]:
    return {"mailto"} | ({ask.secret[0]} if ask.secret is not None else set())


def _target(parts: SplitResult, more: dict[str, str]) -> str:
    query = "&".join(filter(None, (parts.query, urlencode(more))))
    return (parts.path or "/") + (f"?{query}" if query else "")


def _without(words: str, ask: Ask) -> str:
    """Take a secret out of the words of others."""
    for form in () if ask.secret is None else _forms(ask.secret[1]):
        words = words.replace(form, _HIDDEN)
    return words


def _field(value: str | None, ask: Ask) -> str | None:
    """Give a validator as it came, unless it is too long, holds a secret, or could not be sent back."""
    if value is None or len(value) > _LONGEST_FIELD or not (value.isascii() and value.isprintable()):
        return None
    return value if _without(value, ask) == value else None


def _forms(secret: str) -> tuple[str, ...]:
    """Give a secret as it is, and as it stands in addresses."""
    return tuple(dict.fromkeys((secret, quote(secret, safe=""), quote_plus(secret))))
