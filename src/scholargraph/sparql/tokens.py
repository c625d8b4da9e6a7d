"""Tokens that raise a client's deadline: made, presented (RFC 6750), and known by their digests, as the site file has them now.

It decides nothing about who has which, and never writes the text of a token anywhere. A site keeps a token's SHA-256 only. A token is no password: it holds 256 random bits, so that nothing slower is needed.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scholargraph import disk
from scholargraph.config import TokenSettings, load_tokens
from scholargraph.errors import SettingsError, UnauthorizedError

CHALLENGE: Final = 'Bearer error="invalid_token"'
"""The value of WWW-Authenticate for a token that is not one of the site's (RFC 6750, section 3)."""

LOOK_SECONDS: Final = 1.0
"""How often it is looked whether the site file has changed, at most: whenever a token is presented."""
SETTLED_SECONDS: Final = 2.0
"""A file that was written more recently may be written again without a trace in its time."""

_SCHEME: Final = "bearer "
_Mark = tuple[int, int, int]

_log: Final = logging.getLogger(__name__)


def new() -> tuple[str, str]:
    """Make a token; give it and its digest, in hexadecimal."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """Give what a site keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def presented(authorization: str | None) -> str | None:
    """Give the token of an Authorization field, or None.

    Other schemes are not looked at: a proxy before the site may have asked for them.
    """
    if authorization is None or authorization[: len(_SCHEME)].lower() != _SCHEME:
        return None
    return authorization[len(_SCHEME) :].strip()


def _now() -> datetime:
    return datetime.now(UTC)


class Tokens:
    """The tokens of a site, any number of threads may ask for. Where there is a site file, what it says holds: it is read again
    when it has changed. One that cannot be read adds no token, but those end whose digest does not stand in it any more.
    """

    def __init__(
        self, known: Iterable[TokenSettings] = (), *, file: Path | None = None, now: Callable[[], datetime] = _now
    ) -> None:
        self._known = {token.sha256: token for token in known}
        self._file = file
        self._now = now
        self._seen: _Mark | None = None
        """What the file was when it was read; None where that is to be done anew."""
        self._looked: float | None = None
        self._turn = threading.Lock()

    def find(self, text: str) -> TokenSettings:
        """Give what the site says of a token.

        Raises:
            UnauthorizedError: it is not known, or has expired.
        """
        self.look()
        found = self._known.get(digest(text))
        if found is None:
            raise UnauthorizedError("This token is not known here: leave it out, or ask the site for one.")
        if found.has_expired(self._now()):
            raise UnauthorizedError(
                f"This token was good until {found.expires}: leave it out, or ask the site for a new one.",
                token=found.name,
            )
        return found

    def longest(self) -> float:
        """Give the seconds of the longest deadline; 0 where there is no token."""
        return max((token.deadline for token in self._known.values()), default=0.0)

    def look(self, *, at_once: bool = False) -> None:
        """Read the file again if it has changed, or `at_once` in any case. While one thread reads, others go on with what was."""
        if self._file is None:
            return
        now = time.monotonic()
        if not at_once and self._looked is not None and now - self._looked < LOOK_SECONDS:
            return
        if not self._turn.acquire(blocking=at_once):
            return
        try:
            self._looked = now
            mark, settled = _mark(self._file)
            if at_once or mark is None or mark != self._seen:
                self._read(self._file)
                self._seen = mark if settled else None
        finally:
            self._turn.release()

    def _read(self, file: Path) -> None:
        text: str | None = None
        try:
            text = disk.read(file).decode("utf-8-sig")
            known = load_tokens(text, file)
        except (OSError, UnicodeDecodeError, SettingsError) as error:
            kept = [token for token in self._known.values() if text is None or token.sha256 in text]
            if self._seen is not None or len(kept) < len(self._known):
                _log.error("The tokens cannot be read anew, those that stand in the site file stay: %s", error)
        else:
            kept = list(known)
        names, before = {token.name for token in kept}, {token.name for token in self._known.values()}
        if names != before:
            _log.warning("Tokens that came: %s; that ended: %s.", sorted(names - before), sorted(before - names))
        self._known = {token.sha256: token for token in kept}


def _mark(file: Path) -> tuple[_Mark | None, bool]:
    """Give what changes whenever a file is written or replaced, and whether it has stood for long enough to tell."""
    try:
        found = file.stat()
    except OSError:
        return None, False
    settled = abs(time.time() - found.st_mtime) > SETTLED_SECONDS
    return (found.st_ino, found.st_mtime_ns, found.st_size), settled
