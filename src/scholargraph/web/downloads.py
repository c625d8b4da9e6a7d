"""Files that are sent piece by piece: how many at a time, so that slow readers cannot hold all of the server's threads.

It reads no file, and a small one is simply sent whole: whoever reads that slowly holds no thread.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from flask import Response, current_app, request, send_file

from scholargraph.errors import OverloadedError, ThrottledError
from scholargraph.sparql.budget import client_of
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
    """Send a file, or the part of it that is asked for; to who has it, 304.

    RFC 9110, section 13.2.2: whether a client has it is decided before a part of it is looked for, which Werkzeug does
    the other way round. Raises what Downloads.begin does.
    """
    if unchanged(tag):
        made = Response(status=304)
        del made.headers["Content-Type"]
        made.set_etag(tag)
    else:
        made = sent(send_file(path, mimetype=media_type, conditional=True, etag=tag))
    made.headers["Cache-Control"] = REVALIDATE
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
