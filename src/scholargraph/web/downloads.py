"""Files that are sent piece by piece: how many at a time, so that slow readers cannot hold all of the server's threads.

It reads no file, and a small one is simply sent whole: whoever reads that slowly holds no thread.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from flask import Response, current_app, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from scholargraph.errors import OverloadedError, ThrottledError
from scholargraph.sparql.clients import client_of
from scholargraph.web.problems import problem
from scholargraph.web.ranges import Part, Pieces, UnsatisfiableError, part_of
from scholargraph.web.responses import REVALIDATE, unchanged

AT_ONCE: Final = 12
"""Downloads at a time: with the queries that run and wait, fewer than the server's threads."""
OF_A_CLIENT: Final = 2
SMALL: Final = 1024 * 1024
"""Bytes that are sent whole."""
AGAIN: Final = 10
"""Seconds after which to come again."""


class Downloads:
    """The downloads under way; any number of threads may use it."""

    def __init__(self) -> None:
        self._running: Counter[str] = Counter()
        self._turn = threading.Lock()

    def begin(self, address: str) -> Callable[[], None]:
        """Count a download of a client, and give what is to be called, once, at its end.

        Raises:
            ThrottledError: the client has OF_A_CLIENT already.
            OverloadedError: there are AT_ONCE already.
        """
        client = client_of(address)
        with self._turn:
            if self._running[client] >= OF_A_CLIENT:
                raise ThrottledError(
                    f"You have {OF_A_CLIENT} downloads running, which is the most: wait for one to end.",
                    retry_after=AGAIN,
                    budget="downloads",
                )
            if self._running.total() >= AT_ONCE:
                raise OverloadedError("Too many are downloading at the moment: come again soon.", retry_after=AGAIN)
            self._running[client] += 1

        def end() -> None:
            with self._turn:
                self._running[client] -= 1
                if not self._running[client]:
                    del self._running[client]

        return end

    @property
    def running(self) -> int:
        """How many there are."""
        with self._turn:
            return self._running.total()


@dataclass(frozen=True)
class Download:
    """Bytes that can be read from any place: how they are opened, how many, and when they were written (Unix time)."""

    open: Callable[[], BinaryIO]
    size: int
    changed: float

    @property
    def modified(self) -> datetime:
        """When they were written, in whole seconds as HTTP has it."""
        return datetime.fromtimestamp(int(self.changed), UTC)


def of_file(path: Path, *, media_type: str, tag: str) -> Response:
    """Send a file, as `of_download`."""
    told = path.stat()
    found = Download(lambda: path.open("rb"), told.st_size, told.st_mtime)
    return of_download(found, media_type=media_type, tag=tag)


def of_download(found: Download, *, media_type: str, tag: str) -> Response:
    """Send bytes, or the part of them that is asked for; to who has them, 304, and 412 to who wanted others.

    RFC 9110, section 13.2.2: all that is decided before a part is looked for, and only GET asks for one (14.2). Raises what
    Downloads.begin does, and OSError where they cannot be opened.
    """
    made = _stopped(found, tag)
    if made is None:
        made = sent(_made(found, media_type, tag))
        made.accept_ranges = "bytes"
    made.headers["Cache-Control"] = REVALIDATE
    return made


def _stopped(found: Download, tag: str) -> Response | None:
    """Answer a request whose conditions the bytes do not meet."""
    fields, changed = request.headers, found.modified
    before, since = request.if_unmodified_since, request.if_modified_since
    if "If-Match" in fields:
        wrong = not (request.if_match.star_tag or request.if_match.contains(tag))
    else:
        wrong = before is not None and changed > before
    if wrong:
        return problem(412, "The file is another one than you have: ask without If-Match and If-Unmodified-Since.")
    # A date is compared as nginx does it: after a rollback the older snapshot is not what was had with the newer date.
    same = unchanged(tag) if "If-None-Match" in fields else changed == since
    if not same:
        return None
    made = Response(status=304)
    del made.headers["Content-Type"]
    made.set_etag(tag)
    return made


def _made(found: Download, media_type: str, tag: str) -> Response:
    """Make the answer with the part that is asked for, or with the whole; to HEAD, without a body."""
    part = None
    if request.method == "GET":
        asked, if_range = request.headers.get("Range"), request.headers.get("If-Range")
        try:
            part = part_of(asked, found.size, if_range=if_range, tag=tag)
        except UnsatisfiableError:
            raise RequestedRangeNotSatisfiable(found.size) from None
    wanted = part or Part(0, found.size)
    made = Response(status=200 if part is None else 206, mimetype=media_type)
    if request.method == "GET":
        made.response = Pieces(found.open(), wanted)
    made.content_length = len(wanted)
    if part is not None:
        made.headers["Content-Range"] = part.of(found.size)
    made.last_modified = found.modified
    made.set_etag(tag)
    return made


def sent(made: Response) -> Response:
    """Let an answer whose body is a file, or pieces of one, be sent: a small one whole, a large one as a download.

    Raises what Downloads.begin does.
    """
    if request.method == "HEAD" or made.status_code not in {200, 206}:
        return made
    made.direct_passthrough = False  # otherwise the server closes the file alone, and nothing tells that it is done
    if (made.content_length or 0) <= SMALL:
        made.set_data(made.get_data())
        return made
    downloads: Downloads = current_app.extensions["scholargraph.downloads"]
    try:
        end = downloads.begin(request.remote_addr or "")
    except OverloadedError:
        made.close()
        raise
    made.call_on_close(end)
    return made
