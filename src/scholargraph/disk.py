"""Files of a site on the disk: read where they are files, and replaced in one move that a kill cannot break.

It knows no file of a site. What is no regular file (a pipe, a socket, a device) is refused before it is opened: opening it
could wait for ever, or set a device going.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path
from typing import Final

_LONGEST_NAME: Final = 255
"""Bytes of a name that file systems take."""


def read(path: Path) -> bytes:
    """Give the bytes of a regular file. Raises OSError where it is absent, unreadable, or anything but a file."""
    refuse_special(path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as opened:  # noqa: PTH123 - a descriptor
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise _special(path)
        return opened.read()


def refuse_special(path: Path | str) -> None:
    """Raise OSError for what is neither a regular file nor a folder, without opening it; for a folder where it is read."""
    mode = os.stat(path).st_mode  # noqa: PTH116 - paths of the system's, too
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise _special(path)


def replace(path: Path, text: str, *, mode: int | None = None) -> None:
    """Write a text file in one move: who reads it sees the old or the new text. A symbolic link stays one.

    `mode` are the permissions of the new file. Raises OSError; then the old file stays.
    """
    replace_bytes(path, text.encode("utf-8"), mode=mode)


def replace_bytes(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file in one move, as `replace`."""
    path = path.resolve()
    fresh = unfinished(path)
    fresh.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        with open(os.open(fresh, flags, 0o666 if mode is None else mode), "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync(path.parent)


def unfinished(path: Path) -> Path:
    """Give the file that `replace` writes before it takes the place of another; a kill can leave it behind."""
    name = f"{path.name}.new"
    return path.with_name(name if len(os.fsencode(name)) <= _LONGEST_NAME else ".scholargraph.new")


def sync(path: Path) -> None:
    """Put a file's content, or a folder's names, on the disk. Raises OSError."""
    number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def link(source: Path, target: Path) -> None:
    """Give a file that nobody writes to another name: a hard link, or a copy where the file system has, or allows, none.

    Raises OSError, also where the target is there.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno == errno.ENOENT:
            raise
        shutil.copyfile(source, target)


def is_same(one: Path, other: Path) -> bool:
    """Whether two names are of one file; not where one of them is of none."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - it is asked for thousands of files
    except OSError:
        return False


def _special(path: Path | str) -> OSError:
    return OSError(errno.EINVAL, "it is a pipe, a socket or a device, and no file", os.fspath(path))
