"""Files that are sent piece by piece: how many at a time, so that slow readers cannot hold all of the server's threads.

It reads no file, and a small one is simply sent whole: whoever reads that slowly holds no thread.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flask import Response, current_app, request, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from scholargraph.errors import OverloadedError, ThrottledError
from scholargraph.sparql.clients import client_of
from scholargraph.web.problems import problem
from scholargraph.web.ranges import UnsatisfiableError, part_of, pieces
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


def of_file(path: Path, *, media_type: str, tag: str) -> Response:
    """Send a file, or the part of it that is asked for; to who has it, 304, and 412 to who wanted another.

    RFC 9110, section 13.2.2: all that is decided before a part is looked for, and only GET asks for one (14.2); Werkzeug
    does the one the other way round, and answers HEAD with 206. Raises what Downloads.begin does.
    """
    made = _stopped(path, tag)
    if made is None:
        made = _part(path, media_type, tag) if request.method == "GET" else None
        made = sent(made or send_file(path, mimetype=media_type, conditional=False, etag=tag))
        made.accept_ranges = "bytes"
    made.headers["Cache-Control"] = REVALIDATE
    return made


def _stopped(path: Path, tag: str) -> Response | None:
    """Answer a request whose conditions the file does not meet."""
    fields, changed = request.headers, datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    before, since = request.if_unmodified_since, request.if_modified_since
    if "If-Match" in fields:
        wrong = not (request.if_match.star_tag or request.if_match.contains(tag))
    else:
        wrong = before is not None and changed > before
    if wrong:
        return problem(412, "The file is another one than you have: ask without If-Match and If-Unmodified-Since.")
    same = unchanged(tag) if "If-None-Match" in fields else since is not None and changed <= since
    if not same:
        return None
    made = Response(status=304)
    del made.headers["Content-Type"]
    made.set_etag(tag)
    return made


def _part(path: Path, media_type: str, tag: str) -> Response | None:
    """Make the answer with the part that is asked for; None where that is the whole."""
    size, if_range = path.stat().st_size, request.headers.get("If-Range")
    try:
        part = part_of(request.headers.get("Range"), size, if_range=if_range, tag=tag)
    except UnsatisfiableError:
        raise RequestedRangeNotSatisfiable(size) from None
    if part is None:
        return None
    made = Response(pieces(path.open("rb"), part), 206, mimetype=media_type)
    made.content_length = len(part)
    made.headers["Content-Range"] = part.of(size)
    made.last_modified = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
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
