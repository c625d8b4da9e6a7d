"""Gzip and zip files as nobody should make them."""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

MIB = 1 << 20


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip file with these members, deflated."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def linked(name: str, target: str, **members: bytes) -> bytes:
    """A zip file with a symbolic link, beside other members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        info = zipfile.ZipInfo(name)
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(info, target)
        for other, data in members.items():
            opened.writestr(other, data)
    return file.getvalue()


def encrypted(data: bytes) -> bytes:
    """A zip file of one member, marked as encrypted in both of its headers."""
    marked = bytearray(data)
    local, central = marked.index(b"PK\x03\x04"), marked.index(b"PK\x01\x02")
    marked[local + 6] |= 1
    marked[central + 8] |= 1
    return bytes(marked)


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """A zip file with a member by another name of the same length: one that no tool would write."""
    assert len(old) == len(new)
    return data.replace(old, new)


def gzip_bomb(path: Path, size: int) -> None:
    """A gzip file of zeros; it is written as a stream."""
    with gzip.open(path, "wb") as file:
        for _ in range(size // MIB):
            file.write(bytes(MIB))
