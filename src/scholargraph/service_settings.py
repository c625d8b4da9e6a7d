"""The tables of `scholargraph.toml` that are about the running service: `[endpoint]`, `[web]`, `[[token]]` and `[log]`.

It opens no file: `config` reads the site file, and tells where in it a value stands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final, Protocol

from scholargraph.errors import Place, SettingsError, UsageError

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
MAY_BE_NOTHING: Final = frozenset({"cache_mib", "waiting", "patience"})
MOST: Final[Mapping[str, int]] = {"waiting": 32}
"""Settings of the endpoint that have a largest value: who waits holds a thread of the server, which has 64."""

STANDARD_ERROR: Final = "stderr"
"""What names the standard error where a log could be a file."""

Path = tuple[str | int, ...]


class Tables(Protocol):
    """The tables of a site file, with what checks their values; each error names the place of what stands at a path."""

    def table(self, data: dict[str, Any], name: str) -> dict[str, Any]:
        """Give a table, which may be absent. Raises SettingsError where there is something else."""
        ...

    def known(self, table: object, allowed: set[str], path: Path) -> None:
        """Refuse a key that is not allowed. Raises SettingsError."""
        ...

    def string(self, value: object, path: Path) -> str:
        """Check a text. Raises SettingsError."""
        ...

    def seconds(self, value: object, path: Path) -> float:
        """Check a number of seconds. Raises SettingsError."""
        ...

    def error(self, message: str, path: Path) -> SettingsError:
        """Make the error for what stands at a path."""
        ...

    def at(self, path: Path) -> Place:
        """Give the place of what stands at a path."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSettings:
    """`[endpoint]`: the limits of the public SPARQL endpoint. Seconds, rows, bytes, MiB, counts."""

    deadline: float = 10.0
    rows: int = 10_000
    result_mib: int = 16
    query_kib: int = 64
    depth: int = 256
    parallel: int = 2
    waiting: int = 32
    patience: float = 5.0
    workers: int = 2
    worker_mib: int = 1024
    store_mib: int = 1024
    cache_mib: int = 64
    worker_seconds: float = 60.0
    burst: float = 120.0
    errors: int = 30


class Prefix(StrEnum):
    """What a proxy does with the path of the base before it hands a request on."""

    KEPT = "kept"
    STRIPPED = "stripped"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """`[web]`: how requests arrive. `prefix` says whether with the path of the base, or with it taken away by a proxy."""

    prefix: Prefix = Prefix.KEPT


@dataclass(frozen=True, slots=True)
class TokenSettings:
    """One `[[token]]`.

    Attributes:
        name: the client's name.
        sha256: the SHA-256 of its token, in hexadecimal.
        deadline: the seconds that its queries may take.
        expires: its last day (in UTC), or the moment from which on it is refused; None if it does not expire.
    """

    name: str
    sha256: str
    deadline: float
    expires: date | datetime | None = None

    def has_expired(self, now: datetime) -> bool:
        """Whether it is refused at a moment. A date holds until its end, a time without an offset is one of UTC."""
        match self.expires:
            case None:
                return False
            case datetime() as moment:
                return now >= (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC))
            case day:
                # Compared as days: the last day that there is has no day after it.
                return now.astimezone(UTC).date() > day


class LogFormat(StrEnum):
    """How an event is written down: as a line of `name=value`, or as a JSON object on a line."""

    LINES = "lines"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """`[log]`: what is written down of requests and of publishing, and how.

    `access` and `publish` are files, from the site's folder, or `stderr`; None writes nothing.
    """

    format: LogFormat = LogFormat.LINES
    access: str | None = None
    publish: str | None = None


def endpoint_of(tables: Tables, data: dict[str, Any]) -> EndpointSettings:
    """Read `[endpoint]`. Raises SettingsError."""
    table = tables.table(data, "endpoint")
    kinds = {part.name: type(part.default) for part in fields(EndpointSettings)}
    tables.known(table, set(kinds), ("endpoint",))
    for key, value in table.items():
        right = isinstance(value, int | float) and not isinstance(value, bool)
        least = 0 if key in MAY_BE_NOTHING else math.nextafter(0, 1)
        if not right or not least <= value < math.inf or (kinds[key] is int and not isinstance(value, int)):
            raise tables.error(
                f"{key} is a positive number, such as {getattr(EndpointSettings(), key)}.", ("endpoint", key)
            )
        if value > MOST.get(key, math.inf):
            raise tables.error(f"{key} is at most {MOST[key]}: each holds a thread of the server.", ("endpoint", key))
    return EndpointSettings(**table)


def web_of(tables: Tables, data: dict[str, Any]) -> WebSettings:
    """Read `[web]`. Raises SettingsError."""
    table = tables.table(data, "web")
    tables.known(table, {part.name for part in fields(WebSettings)}, ("web",))
    if not table:
        return WebSettings()
    try:
        return WebSettings(prefix=Prefix(tables.string(table["prefix"], ("web", "prefix"))))
    except ValueError:
        raise tables.error(
            f"“{table['prefix']}” is nothing that a proxy does with the path of the base: "
            "write kept, or stripped where it takes the path away.",
            ("web", "prefix"),
        ) from None


def tokens_of(tables: Tables, data: dict[str, Any]) -> tuple[TokenSettings, ...]:
    """Read all `[[token]]`. Raises SettingsError."""
    listed = data.get("token", [])
    if not isinstance(listed, list):
        raise tables.error("token is a list of tables: write [[token]].", ("token",))
    found: list[TokenSettings] = []
    for index, table in enumerate(listed):
        path = ("token", index)
        tables.known(table, {part.name for part in fields(TokenSettings)}, path)
        for key in ("name", "sha256", "deadline"):
            if key not in table:
                raise tables.error(f"This [[token]] needs {key}: `scholargraph token NAME` makes one.", path)
        try:
            name = checked_name(tables.string(table["name"], (*path, "name")))
        except UsageError as error:
            raise tables.error(error.message, (*path, "name")) from None
        if any(name == other.name for other in found):
            raise tables.error(f"Two tokens are named {name}: rename one.", (*path, "name"))
        if not SHA256.fullmatch(tables.string(table["sha256"], (*path, "sha256"))):
            raise tables.error("sha256 is 64 hexadecimal digits, never the token itself.", (*path, "sha256"))
        if any(table["sha256"] == other.sha256 for other in found):
            raise tables.error("Two clients have the same token: make one for each.", (*path, "sha256"))
        tables.seconds(table["deadline"], (*path, "deadline"))
        if not isinstance(table.get("expires", date.max), date):  # a datetime is one, too
            raise tables.error(
                "expires is a date or a date with a time, without quotation marks: 2026-12-31 or 2026-12-31T12:00:00Z.",
                (*path, "expires"),
            )
        found.append(TokenSettings(**table))
    return tuple(found)


def log_of(tables: Tables, data: dict[str, Any]) -> LogSettings:
    """Read `[log]`. Raises SettingsError."""
    table = tables.table(data, "log")
    tables.known(table, {part.name for part in fields(LogSettings)}, ("log",))
    words = {key: tables.string(value, ("log", key)) for key, value in table.items()}
    form = words.pop("format", LogFormat.LINES)
    if form not in set(LogFormat):
        raise tables.error(f"“{form}” is no format of a log: write lines or json.", ("log", "format"))
    for key, name in words.items():
        if "\0" in name:
            raise tables.error(f"{key} is the name of a file, or {STANDARD_ERROR}.", ("log", key))
    return LogSettings(format=LogFormat(form), **words)


def checked_name(name: str) -> str:
    """Check the name of a client. Raises UsageError."""
    if not NAME.fullmatch(name):
        raise UsageError(f"“{name}” is no client's name: use a-z, 0-9 and hyphens.")
    return name
