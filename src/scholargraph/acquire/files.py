"""Files: the items of a source that is a file, a folder, a pattern of file names, or an archive, inside the site's folder.

It reads nothing in them and knows no format of records; what lies inside an archive is `acquire.archives`' business.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from datetime import date
from fnmatch import fnmatchcase
from mimetypes import MimeTypes
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, Protocol

from scholargraph.acquire import archives
from scholargraph.acquire.items import Siblings, SourceItem
from scholargraph.errors import Place, SourceError
from scholargraph.model.evidence import Rejected

_SPECIAL: Final = "This cannot be read, it is no file but a pipe, a socket or a device: name a file."
_OUTSIDE: Final = "A source lies inside the site's directory: copy the file there."
_UNNAMEABLE: Final = "The file's name is not UTF-8, or holds control characters: rename it."
_MAGIC: Final = re.compile(r"[*?\[]")
_ANY_DEPTH: Final = "**"
_EVERYTHING: Final = (_ANY_DEPTH, "*")
_UNKNOWN: Final = "application/octet-stream"
_MEDIA_TYPES: Final = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".enw": "application/x-endnote-refer",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".mrc": "application/marc",
    ".nbib": "application/nbib",
    ".ndjson": "application/x-ndjson",
    ".nt": "application/n-triples",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".rdf": "application/rdf+xml",
    ".ris": "application/x-research-info-systems",
    ".tex": "application/x-tex",
    ".toml": "application/toml",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
_KNOWN: Final = MimeTypes()
"""What Python itself knows; what the machine's own files say would make one site two things on two machines."""


class Located(Protocol):
    """What is told of a source: the settings of one are this."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def path(self) -> str:
        """Where it lies, from the site's folder: a file, a folder or a pattern."""
        ...

    @property
    def retrieved(self) -> date | None:
        """When it was fetched."""
        ...


def items(
    source: Located, directory: Path, *, siblings: Callable[[], Siblings] = dict
) -> Iterator[SourceItem | Rejected]:
    """Give the items of a source, sorted by path, and what looks like one but cannot be one.

    `path` is a file, a folder (read with all folders in it; hidden files left out), a pattern (`works/*.bib`, `**` stands
    for folders of any depth), or a gzip or zip file, here or among the others. Raises SourceError where there is nothing.
    """
    return _Listing(source, directory, siblings).items()


def is_special(path: str) -> bool:
    """Whether something is neither a file nor a folder; it is not opened to find out."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a path of the system's
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def media_type(name: str) -> str:
    """Give the media type of a file by its name; of one that is unknown `application/octet-stream`.

    >>> media_type("works/a.bib")
    'application/x-bibtex'
    """
    suffix = PurePosixPath(name).suffix.lower()
    return _MEDIA_TYPES.get(suffix) or _KNOWN.guess_type(f"x{suffix}")[0] or _UNKNOWN


class _Listing:
    """Finds the items of one source."""

    def __init__(self, source: Located, directory: Path, siblings: Callable[[], Siblings]) -> None:
        self.source = source
        self.directory = directory
        self.root = os.path.realpath(directory)
        self.siblings = siblings

    def items(self) -> Iterator[SourceItem | Rejected]:
        if not self.source.path:
            raise self.error(f"“{self.source.name}” has no path: nothing of it lies in the site's folder.")
        if "\0" in self.source.path:
            raise self.error("A path holds no NUL character: correct it.")
        path = self.directory / self.source.path
        parts = PurePosixPath(self.source.path).parts
        magic = next((place for place, part in enumerate(parts) if _MAGIC.search(part)), None)
        if magic is not None and not path.exists():
            pattern = parts[magic:]
            if ".." in pattern:
                raise self.error("A pattern does not lead upwards: leave out “..”.")
            start = PurePosixPath(*parts[:magic])
            yield from self.several(start, (*pattern, "*") if pattern[-1] == _ANY_DEPTH else pattern)
            return
        real = self.real(path)
        if os.path.isdir(real):  # noqa: PTH112 - a path of the system's
            yield from self.several(PurePosixPath(self.source.path), _EVERYTHING)
        elif archives.is_zip(self.source.path):
            self.refuse_special(real)
            yield from self.one_archive(real)
        else:
            self.refuse_special(real)
            yield self.item(real, self.source.path, alone=True)

    def real(self, path: Path) -> str:
        """Follow all links. Raises SourceError where there is nothing, or where it leads out of the site's folder."""
        try:
            real = os.path.realpath(path, strict=True)
        except FileNotFoundError:
            if not self.inside(os.path.realpath(path)):
                raise self.error(_OUTSIDE) from None
            raise self.error(f"There is no such file: add it, or correct the path of “{self.source.name}”.") from None
        except OSError as error:
            raise self.error(f"The file cannot be read ({error.strerror}): correct the path.") from error
        if not self.inside(real):
            raise self.error(_OUTSIDE)
        return real

    def refuse_special(self, real: str) -> None:
        """Raise SourceError at once for what is no file: opening it could wait for ever."""
        if is_special(real):
            raise self.error(_SPECIAL)

    def inside(self, real: str) -> bool:
        return Path(real).is_relative_to(self.root)

    def several(self, start: PurePosixPath, pattern: tuple[str, ...]) -> Iterator[SourceItem | Rejected]:
        """Give what of a folder matches a pattern. Raises SourceError where nothing does."""
        folder = self.real(self.directory / start)
        empty = True
        for real, inner in self.walk(folder, (), (pattern, frozenset({folder}))):
            empty = False
            name = (start / inner).as_posix()
            if isinstance(real, Rejected):
                yield Rejected(self.source.name, real.reason, name)
            elif archives.is_zip(name):
                yield from self.members(real, name)
            else:
                yield self.item(real, name, alone=False)
        if empty:
            raise self.error(f"No file is there to be read: add one, or correct the path of “{self.source.name}”.")

    def walk(
        self, folder: str, inner: tuple[str, ...], way: tuple[tuple[str, ...], frozenset[str]]
    ) -> Iterator[tuple[str | Rejected, str]]:
        """Give the files of a folder that match, sorted, by real path; and the links that cannot be followed."""
        pattern, above = way
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - a path of the system's
        except OSError as error:
            yield self.no_item(f"The folder cannot be read ({error.strerror}): make it readable.", inner)
            return
        for name in names:
            parts = (*inner, name)
            wanted, below = _matches(parts, pattern), _may_match_below(parts, pattern)
            if name.startswith(".") or not (wanted or below):
                continue
            path = os.path.join(folder, name)  # noqa: PTH118 - a path of the system's
            found = self.followed(path, above)
            if isinstance(found, Rejected):
                if wanted or os.path.isdir(path):  # noqa: PTH112
                    yield self.no_item(found.reason, parts)
            elif os.path.isdir(found):  # noqa: PTH112
                if below:
                    yield from self.walk(found, parts, (pattern, above | {found}))
            elif wanted:
                yield (found, "/".join(parts)) if archives.can_be_named(name) else self.no_item(_UNNAMEABLE, parts)

    def followed(self, path: str, above: frozenset[str]) -> str | Rejected:
        """Give where a path leads to, or say why it leads nowhere that can be read."""
        try:
            real = os.path.realpath(path, strict=True)
        except OSError as error:
            return Rejected(self.source.name, f"The link leads nowhere ({error.strerror}): correct or remove it.")
        if not self.inside(real):
            return Rejected(self.source.name, f"This is a link out of the site. {_OUTSIDE}")
        if real in above:
            return Rejected(self.source.name, "The link leads back to a folder that it lies in: remove it.")
        return real

    def no_item(self, reason: str, parts: tuple[str, ...]) -> tuple[Rejected, str]:
        return Rejected(self.source.name, reason), _printable("/".join(parts))

    def item(self, real: str, name: str, *, alone: bool) -> SourceItem:
        unpacked = archives.without_gzip(name)

        def opener() -> BinaryIO:
            opened = self.opened(real, name)
            return opened if unpacked == name else archives.gunzip(opened, name)

        return SourceItem(
            source=self.source.name,
            id=name,
            media_type=media_type(unpacked),
            opener=opener,
            retrieved=self.source.retrieved,
            alone=alone,
            siblings=self.siblings,
        )

    def opened(self, real: str, name: str) -> BinaryIO:
        """Open a file anew. Raises OSError, or SourceError where it is a file no more or was moved out of the site."""
        if not self.inside(os.path.realpath(real, strict=True)):
            raise SourceError(_OUTSIDE, Place(name))
        if is_special(real):
            raise SourceError(_SPECIAL, Place(name))
        # It may be another one by now: a pipe that nobody writes to would never open otherwise.
        opened = open(real, "rb", opener=lambda path, flags: os.open(path, flags | os.O_NONBLOCK))  # noqa: SIM115
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            opened.close()
            raise SourceError(_SPECIAL, Place(name))
        return opened

    def one_archive(self, real: str) -> Iterator[SourceItem | Rejected]:
        """Give the members of a source that is one archive. Raises SourceError where it cannot be read or holds none."""
        found = False
        for member in self.members(real, self.source.path):
            if isinstance(member, Rejected) and member.item == self.source.path:
                raise self.error(member.reason)
            found = True
            yield member
        if not found:
            raise self.error("The archive holds no file: add one.")

    def members(self, real: str, name: str) -> Iterator[SourceItem | Rejected]:
        """Give the members of a zip file as items; where it cannot be read, itself as rejected."""
        try:
            for member in archives.members(lambda: self.opened(real, name), name):
                if isinstance(member, archives.Refused):
                    yield Rejected(self.source.name, member.reason, f"{name}/{_printable(member.name)}")
                else:
                    yield self.member(member, f"{name}/{member.name}")
        except SourceError as error:
            yield Rejected(self.source.name, error.message, name)
        except OSError as error:
            yield Rejected(self.source.name, f"The file cannot be read ({error.strerror or error}).", name)

    def member(self, member: archives.Member, name: str) -> SourceItem:
        unpacked = archives.without_gzip(name)
        return SourceItem(
            source=self.source.name,
            id=name,
            media_type=media_type(unpacked),
            opener=member.open if unpacked == name else member.open_gzip,
            retrieved=self.source.retrieved,
            alone=False,
            siblings=self.siblings,
        )

    def error(self, message: str) -> SourceError:
        return SourceError(message, Place(str(self.directory / self.source.path)))


def _printable(name: str) -> str:
    """Make a name one that can be shown: what no text can hold is written as an escape."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in name)


def _matches(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether a path matches a pattern."""
    if not pattern or not parts:
        return not pattern and not parts
    if pattern[0] == _ANY_DEPTH:
        return any(_matches(parts[skipped:], pattern[1:]) for skipped in range(len(parts) + 1))
    return fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _may_match_below(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether something in a folder may match a pattern."""
    if not pattern:
        return False
    if not parts or pattern[0] == _ANY_DEPTH:
        return True
    return fnmatchcase(parts[0], pattern[0]) and _may_match_below(parts[1:], pattern[1:])
