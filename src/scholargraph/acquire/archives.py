"""Archives: gzip and zip files as streams of unpacked bytes, with bounds on what they unpack to.

Nothing is extracted to disk, no archive is held in memory, and whatever is wrong with one is a SourceError.
"""

from __future__ import annotations

import gzip
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import SEEK_END, BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from scholargraph.errors import Place, SourceError

MAX_UNPACKED_BYTES: Final = 1 << 30
"""The most bytes that one packed item unpacks to."""
MAX_RATIO: Final = 200
"""How many times its size a packed item unpacks to; metadata does not reach 50."""
UNSUSPICIOUS_BYTES: Final = 10 << 20
"""Up to here the ratio does not matter."""
MAX_MEMBERS: Final = 100_000

_TOO_LARGE: Final = f"It unpacks to more than {MAX_RATIO} times its size, or than {MAX_UNPACKED_BYTES:,} bytes: unpack it yourself, or split it."
_MAX_DIRECTORY_BYTES: Final = 32 << 20
_BROKEN: Final = (zlib.error, EOFError, zipfile.BadZipFile, gzip.BadGzipFile, lzma.LZMAError, struct.error)
_ENCRYPTED: Final = 0x1
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_END: Final = struct.Struct("<4s6xHLL2x")
_END_64: Final = struct.Struct("<4s28xQQ8x")
_END_64_LOCATOR: Final = struct.Struct("<4s4xQ4x")
_MAX_COMMENT: Final = 0xFFFF


def is_zip(name: str) -> bool:
    """Whether a file is a zip file, by its name."""
    return name.lower().endswith(".zip")


def without_gzip(name: str) -> str:
    """Give the name of what a gzip file holds; any other name as it is.

    >>> without_gzip("works/a.bib.gz")
    'works/a.bib'
    """
    return name[: -len(".gz")] if name.lower().endswith(".gz") else name


def can_be_named(name: str) -> bool:
    """Whether a file's name can stand in evidence: text without control characters."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return not any(ord(one) < 0x20 or 0x7F <= ord(one) < 0xA0 for one in name)


def gunzip(packed: BinaryIO, name: str, *, size: int | None = None) -> BinaryIO:
    """Unpack a gzip file of so many bytes while it is read; the result closes it.

    Reading raises SourceError where it is broken or too much.
    """
    size = _size(packed) if size is None else size
    return BufferedReader(_Bounded(gzip.GzipFile(fileobj=packed), name, packed=packed, size=size))


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip file, by its path there."""

    name: str
    archive: str
    info: zipfile.ZipInfo
    opener: Callable[[], BinaryIO]

    def open(self) -> BinaryIO:
        """Unpack it while it is read. Raises SourceError where it is broken or too much; OSError where the archive is gone."""
        place = f"{self.archive}/{self.name}"
        packed = self.opener()
        try:
            packed.seek(self.info.header_offset)
            head, name_size, extra_size = _LOCAL_HEADER.unpack(packed.read(_LOCAL_HEADER.size))
            _check_head(head)
            packed.seek(name_size + extra_size, 1)
            unpacked = zipfile.ZipExtFile(packed, "r", self.info)
        except (*_BROKEN, NotImplementedError) as error:
            packed.close()
            raise _broken(error, place) from error
        except BaseException:
            packed.close()
            raise
        return BufferedReader(_Bounded(unpacked, place, packed=packed, size=self.info.compress_size))

    def open_gzip(self) -> BinaryIO:
        """Unpack it twice: a gzip file in a zip file."""
        return gunzip(self.open(), f"{self.archive}/{self.name}", size=self.info.file_size)


@dataclass(frozen=True, slots=True)
class Refused:
    """A member that is not read, and why."""

    name: str
    reason: str


def members(opener: Callable[[], BinaryIO], archive: str) -> Iterator[Member | Refused]:
    """Give the files in a zip file, sorted by name, hidden ones left out.

    Raises SourceError where it is no zip file, is broken, or holds or unpacks to too much; OSError where it is gone.
    """
    with opener() as packed:
        try:
            _check_directory(packed, archive)
            with zipfile.ZipFile(packed) as opened:
                infos = sorted(opened.infolist(), key=lambda info: info.orig_filename)
            size = _size(packed)
        except (*_BROKEN, NotImplementedError, ValueError, RuntimeError) as error:
            raise _broken(error, archive) from error
    if len(infos) > MAX_MEMBERS:
        raise SourceError(f"The archive has more than {MAX_MEMBERS:,} members: split it.", Place(archive))
    fitting = [info.file_size for info in infos if not _too_much(info, size)]
    if sum(fitting) > max(UNSUSPICIOUS_BYTES, MAX_RATIO * size):  # members that share bytes, each of them harmless
        raise SourceError(_TOO_LARGE, Place(archive))
    seen: set[str] = set()
    for info in infos:
        if info.orig_filename.endswith("/"):
            continue
        reason = _refusal(info) or (_TOO_LARGE if _too_much(info, size) else None)
        name = info.orig_filename if reason else PurePosixPath(info.filename).as_posix()
        if reason is None and name in seen:
            reason = "The archive has two members of this name: rename one."
        if reason is not None:
            yield Refused(name, reason)
        elif not any(part.startswith(".") for part in PurePosixPath(name).parts):
            seen.add(name)
            yield Member(name, archive, info, opener)


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Say why a member is not read, if it is not."""
    name = info.orig_filename
    parts = name.replace("\\", "/").split("/")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if not name:
        return "The member has no name: pack it again."
    if ".." in parts or not parts[0] or parts[0].endswith(":"):
        return "The member's path leads out of the archive: pack it again with paths inside of it."
    if not can_be_named(name):
        return "The member's name is not UTF-8, or holds control characters: rename it."
    if kind not in {0, stat.S_IFREG}:
        return "The member is a link or a device, not a file: pack the file itself."
    if info.flag_bits & _ENCRYPTED:
        return "The member is encrypted: pack it again without a password."
    if is_zip(name):
        return "An archive within an archive is not opened: unpack it."
    return None


def _too_much(info: zipfile.ZipInfo, archive: int) -> bool:
    """Whether a member says that it unpacks to more than is read; no more than it says is ever unpacked."""
    packed = min(info.compress_size, archive)
    return info.file_size > min(MAX_UNPACKED_BYTES, max(UNSUSPICIOUS_BYTES, MAX_RATIO * packed))


def _check_head(head: bytes) -> None:
    if head != b"PK\x03\x04":
        raise zipfile.BadZipFile("the archive has changed, or no member begins where it says")


def _check_directory(packed: BinaryIO, archive: str) -> None:
    """Refuse an archive whose directory alone would fill the memory, before it is read."""
    end = packed.seek(0, SEEK_END)
    start = max(0, end - _END.size - _MAX_COMMENT)
    packed.seek(start)
    tail = packed.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + _END.size:
        raise zipfile.BadZipFile("it is no zip file, or its end is missing")
    _, count, size, _ = _END.unpack_from(tail, at)
    if at >= _END_64_LOCATOR.size and tail[at - _END_64_LOCATOR.size :][:4] == b"PK\x06\x07":
        _, place = _END_64_LOCATOR.unpack_from(tail, at - _END_64_LOCATOR.size)
        packed.seek(min(place, end))
        _, count_64, size_64 = _END_64.unpack(packed.read(_END_64.size).ljust(_END_64.size, b"\0"))
        count, size = max(count, count_64), max(size, size_64)
    packed.seek(0)
    if count > MAX_MEMBERS:
        raise SourceError(f"The archive has more than {MAX_MEMBERS:,} members: split it.", Place(archive))
    if min(size, end) > _MAX_DIRECTORY_BYTES:
        raise SourceError("The archive's directory is too large to be read: split the archive.", Place(archive))


def _size(packed: BinaryIO) -> int:
    """How many bytes a packed file has; it is read from its beginning afterwards."""
    size = packed.seek(0, SEEK_END)
    packed.seek(0)
    return size


def _broken(error: Exception, place: str) -> SourceError:
    reason = str(error).strip().rstrip(".") or type(error).__name__
    return SourceError(f"The archive is broken or of a kind that is not read ({reason}): pack it again.", Place(place))


class _Bounded(RawIOBase):
    """Unpacked bytes, counted: what exceeds the bounds, or breaks, raises SourceError."""

    def __init__(
        self, unpacked: gzip.GzipFile | zipfile.ZipExtFile, place: str, *, packed: BinaryIO, size: int
    ) -> None:
        super().__init__()
        self._unpacked = unpacked
        self._packed = packed
        self._place = place
        self._size = size
        self._given = 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, into: object) -> int:
        """Unpack the next bytes."""
        view = memoryview(into)  # type: ignore[arg-type]
        try:
            data = self._unpacked.read(len(view))
        except (*_BROKEN, NotImplementedError, RuntimeError) as error:
            raise _broken(error, self._place) from error
        self._given += len(data)
        if self._given > min(MAX_UNPACKED_BYTES, max(UNSUSPICIOUS_BYTES, MAX_RATIO * self._size)):
            raise SourceError(_TOO_LARGE, Place(self._place))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the packed file too."""
        if not self.closed:
            self._unpacked.close()
            self._packed.close()
        super().close()
