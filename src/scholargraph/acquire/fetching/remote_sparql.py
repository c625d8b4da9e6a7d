"""A remote SPARQL endpoint as a source: a CONSTRUCT query of the site is the mapping, and what it gives is read as RDF.

The query is sent by the project's one client (`scholargraph.client`), with the manners of `transport`.
"""

from __future__ import annotations

import re
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from ssl import SSLError
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from scholargraph import disk
from scholargraph.acquire.fetching import rdf_ends
from scholargraph.acquire.fetching.harvesting import Session
from scholargraph.acquire.fetching.public_addresses import RefusedError
from scholargraph.acquire.fetching.rdf_ends import SUFFIXES
from scholargraph.acquire.fetching.service_table import services
from scholargraph.acquire.fetching.transport import (
    TRANSIENT,
    FailureError,
    LargeAnswerError,
    PassingError,
    Reply,
    WrongAnswerError,
)
from scholargraph.errors import IdentifierError, RemoteError, UsageError
from scholargraph.http_answers import BodyError, TooLargeError, printable

_ROUND: Final = 1_000
"""Limits of endpoints are multiples of it."""
_ACCEPT: Final = ", text/turtle;q=0.7, application/rdf+xml;q=0.5"
_FORM: Final = re.compile(r"\b(?:CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*")


def query_of(directory: Path, name: str | None) -> str:
    """Read the query of a source. Raises UsageError where there is none, or it gives no RDF."""
    if not name:
        raise UsageError("A SPARQL endpoint is asked with a query: name its file in options, query = “works.sparql”.")
    path = directory / name
    if not path.resolve().is_relative_to(directory.resolve()):
        raise UsageError(f"{name} lies outside the site's folder: copy the query there.")
    try:
        text = disk.read(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"The query {name} cannot be read: add it, or correct its name.") from None
    if not _FORM.search(_COMMENT.sub("", text)):
        raise UsageError(
            f"The query {name} constructs nothing, so it gives no RDF that could be read: write one that does."
        )
    return text


def construct(session: Session) -> None:
    """What the query gives."""
    address, name = session.request.id, session.options.get("query", "")
    try:
        query = query_of(session.cache.settings.directory, name)
    except UsageError as error:
        raise FailureError(error.message) from None
    body = session.asked(address, lambda _, most: _asked(session, query, most=most))
    media_type = session.answers[-1].media_type
    suffix = SUFFIXES.get(media_type)
    if suffix is None:
        raise WrongAnswerError(f"its answer is no RDF that is read, but {media_type[:60]}: check the query")
    fault = rdf_ends.fault(body, media_type)
    if fault is not None:
        raise WrongAnswerError(f"its answer is cut, or no {suffix[1:]} ({printable(fault)[:100]}): ask for less")
    count = rdf_ends.statements(body, media_type)
    session.budget.count(count or 1)
    if count and count % _ROUND == 0:
        session.notes.append(
            f"exactly {count:,} statements came: an endpoint that cuts its answers does so at such a number; compare with "
            "a COUNT"
        )
    session.part(f"{address}#{PurePosixPath(name).stem}{suffix}", "rdf")


def _asked(session: Session, query: str, *, most: int) -> Reply:
    row = services()["sparql"]
    client = session.client
    return client.tried(urlsplit(session.request.id).netloc, row.interval, lambda: _once(session, query, most=most))


def _once(session: Session, query: str, *, most: int) -> Reply:
    from scholargraph.client import Endpoint, Way

    client, limits = session.client, session.client.settings
    way = Way(connect=client.connect, idle=limits.idle, agent=client.agent, proxies=False, trust=client.trust)
    try:
        endpoint = Endpoint(session.request.id, timeout=limits.total, max_bytes=min(most, limits.mib << 20), way=way)
        answer = endpoint.answer(query, services()["sparql"].accept + _ACCEPT)
    except RemoteError as error:
        raise _failure(error, session.request.id) from None
    except (IdentifierError, UsageError) as error:
        raise FailureError(error.message) from None
    if answer.cut:
        raise FailureError(f"its answer is not all, {answer.cut}")
    return Reply(200, answer.body, answer.media_type, None, None)


def _failure(error: RemoteError, address: str) -> FailureError:
    """Say what went wrong as `transport` does, so that it is tried again where it may pass."""
    cause = error.__cause__.reason if isinstance(error.__cause__, URLError) else error.__cause__
    if isinstance(cause, RefusedError):
        return FailureError(str(cause))
    reason = error.message.removeprefix(f"The endpoint {address} failed: ").rstrip(".")
    if isinstance(cause, TooLargeError):
        return LargeAnswerError(reason)
    told = {"retry_after": error.retry_after, "status": error.status}
    cut = isinstance(cause, BodyError) and cause.is_cut
    broken = isinstance(cause, OSError | HTTPException) and not isinstance(cause, SSLError | HTTPError)
    if error.status not in TRANSIENT and not cut and not broken:
        return FailureError(reason, **told)
    found = PassingError(reason, **told)
    found.slow = isinstance(cause, TimeoutError)
    return found
