"""The files of a site that publishing writes beside its sources: the key ledger, and the key of the hashes of withdrawn names.

What the ledger says is `reconcile`'s business. Whoever reads it to write it holds the site's lock (`Snapshots.lock`).
"""

from __future__ import annotations

import secrets
from contextlib import suppress

from scholargraph import disk
from scholargraph.config import Settings
from scholargraph.errors import LedgerError, Place, SnapshotError
from scholargraph.reconcile import IDENTIFYING, Ledger


def text(settings: Settings) -> str:
    """Give the text of the site's ledger, an empty one where there is none. Raises LedgerError where it cannot be read."""
    try:
        return disk.read(settings.ledger).decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(
            f"The ledger cannot be read ({error}): restore it from git.", Place(str(settings.ledger))
        ) from error


def parsed(settings: Settings, words: str) -> Ledger:
    """Read a ledger from its text. Raises LedgerError for what is malformed or contradicts itself."""
    return Ledger.parse(words, str(settings.ledger), schemes=IDENTIFYING)


def replace(settings: Settings, words: str) -> None:
    """Write the site's ledger in one move; an unchanged one is left alone. Raises SnapshotError where it cannot be written."""
    try:
        if settings.ledger.exists() and disk.read(settings.ledger).decode("utf-8") == words:
            return
        disk.replace(settings.ledger, words)
    except OSError as error:
        raise SnapshotError(
            f"The ledger cannot be written ({error.strerror or error}): make room, or make its folder writable.",
            Place(str(settings.ledger)),
        ) from error


def clean(settings: Settings) -> None:
    """Remove what a kill has left beside the ledger and its key; only the holder of the lock may."""
    for file in (settings.ledger, settings.secret, settings.file):
        with suppress(OSError):
            disk.unfinished(file.resolve()).unlink(missing_ok=True)


def secret(settings: Settings, ledger: Ledger, *, make: bool) -> bytes:
    """Give the key of the hashes of withdrawn names; made where there is none yet, and kept where `make` says so.

    Raises LedgerError where the ledger has such hashes and the key is lost, SnapshotError where it cannot be written.
    """
    try:
        found = disk.read(settings.secret)
    except FileNotFoundError:
        found = b""
    except OSError as error:
        raise LedgerError(
            f"The key cannot be read ({error}): make it readable.", Place(str(settings.secret))
        ) from error
    if found:
        return found
    if ledger.withdrawn:
        raise LedgerError(
            "This key of the hashes in the ledger is lost, so withdrawn addresses would not be found: restore it.",
            Place(str(settings.secret)),
        )
    made = secrets.token_hex(32)
    if make:
        try:
            disk.replace(settings.secret, made, mode=0o600)
        except OSError as error:
            raise SnapshotError(
                f"The key cannot be written ({error.strerror or error}): make its folder writable.",
                Place(str(settings.secret)),
            ) from error
    return made.encode("ascii")
