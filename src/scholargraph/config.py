"""`scholargraph.toml` → one frozen `Settings`; unknown keys are errors with the nearest known one.

It reads no source and knows no kind of source: those are looked up when publishing.
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from scholargraph import disk, toml_spans
from scholargraph.errors import Place, SettingsError, UsageError
from scholargraph.web_addresses import checked_base

SITE_FILE: Final = "scholargraph.toml"
WORK_DIRECTORY: Final = ".scholargraph"
LEDGER_FILE: Final = "keys.txt"
SECRET_FILE: Final = "withdrawn.key"  # noqa: S105 - the name of a file

DEADLINE: Final = 60.0
"""Seconds that a reader may take for the next record, where a source does not say."""

LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAY_BE_NOTHING: Final = frozenset({"cache_mib"})
SHA256: Final = re.compile(r"[0-9a-f]{64}")
_NOT_IN_IRIS: Final = re.compile(r'[\s<>"{}|^`\\\x00-\x1f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """One `[[source]]`.

    Attributes:
        name: for people and IRIs.
        kind: which reader reads it.
        path: a file, a folder, a pattern of file names or an archive, from the site's folder.
        url: where it was fetched.
        retrieved: when it was fetched.
        options: what its reader is told, as written; the reader checks it.
        deadline: the seconds that its reader may take for the next record.
        places: where in the site file each of them stands.
    """

    name: str
    kind: str
    path: str
    url: str | None = None
    retrieved: date | None = None
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)
    deadline: float = DEADLINE
    places: Mapping[tuple[str, ...], Place] = field(default_factory=dict, compare=False, repr=False)

    def place(self, *path: str) -> Place | None:
        """Give where something of it stands (`"kind"`, or `"options", "mode"`), or where it begins; None if nobody knows."""
        return self.places.get(path) or self.places.get(())


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSettings:
    """`[endpoint]`: the limits of the public SPARQL endpoint. Seconds, rows, bytes, MiB, counts."""

    deadline: float = 10.0
    rows: int = 10_000
    result_mib: int = 16
    query_kib: int = 64
    depth: int = 256
    parallel: int = 2
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
    """One `[[token]]`: a client's name, the SHA-256 of its token in hexadecimal, the seconds that its queries may take."""

    name: str
    sha256: str
    deadline: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a site says of itself. `directory` is where its file stands, `base` ends with a slash."""

    directory: Path
    title: str
    base: str
    license: str | None = None
    language: str | None = None
    sources: tuple[SourceSettings, ...] = ()
    endpoint: EndpointSettings = field(default_factory=EndpointSettings)
    web: WebSettings = field(default_factory=WebSettings)
    tokens: tuple[TokenSettings, ...] = ()
    origin: tuple[str, str | None] | None = field(default=None, compare=False, repr=False)
    """The text of the file that it was loaded from, and the base IRI that was given in place of the configured one."""

    @property
    def file(self) -> Path:
        """The site file."""
        return self.directory / SITE_FILE

    @property
    def work(self) -> Path:
        """Where everything made lies: snapshots and caches."""
        return self.directory / WORK_DIRECTORY

    @property
    def secret(self) -> Path:
        """The key of the hashes by which withdrawn addresses are found: kept with the site, and from everybody else."""
        return self.directory / SECRET_FILE

    @property
    def ledger(self) -> Path:
        """The key ledger, kept beside the site file and in version control."""
        return self.directory / LEDGER_FILE


def load(site: Path, *, base: str | None = None) -> Settings:
    """Read the settings of a site from its directory or its file; `base` overrides the configured base IRI.

    Raises SettingsError with file, line and remedy.
    """
    file = site if site.name == SITE_FILE else site / SITE_FILE
    text = _text(file, site)
    return replace(parse(text, file, base=base), origin=(text, base))


def again(settings: Settings) -> Settings:
    """Give the settings as their file has them now; the same where it has not changed, or they come from no file.

    Raises SettingsError as `load`.
    """
    if settings.origin is None:
        return settings
    text, base = settings.origin
    return settings if _text(settings.file, settings.directory) == text else load(settings.directory, base=base)


def _text(file: Path, site: Path) -> str:
    try:
        return disk.read(file).decode("utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"There is no site here: `scholargraph init {site}` makes one, or name a directory with a {SITE_FILE}.",
            Place(str(file)),
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(
            f"The site file cannot be read ({reason}): make it a text that can.", Place(str(file))
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"The site file cannot be read ({error}): make it a UTF-8 text.", Place(str(file))
        ) from error


def parse(text: str, file: Path, *, base: str | None = None) -> Settings:
    """Read the settings of a site from the text of its file, which need not be there yet. Raises SettingsError as `load`."""
    try:
        data, spans = toml_spans.load(text)
    except tomllib.TOMLDecodeError as error:
        reason, line, column = toml_spans.fault(error, text)
        raise SettingsError(f"This is not TOML: {reason}; correct the line.", Place(str(file), line, column)) from error
    return _Reader(str(file), text, spans).settings(data, file.parent, base)


def checked_name(name: str) -> str:
    """Check the name of a client. Raises UsageError."""
    if not NAME.fullmatch(name):
        raise UsageError(f"“{name}” is no client's name: use a-z, 0-9 and hyphens.")
    return name


def _is_address(text: str) -> bool:
    """Whether a text is an absolute http(s) address that RDF can carry."""
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not _NOT_IN_IRIS.search(text)
    except ValueError:
        return False


class _Reader:
    """Checks the data of one site file; knows where each value stands."""

    def __init__(self, file: str, text: str, spans: Mapping[toml_spans.Path, tuple[int, int]]) -> None:
        self.file = file
        self.lines = toml_spans.Lines(text)
        self.spans = spans

    def settings(self, data: dict[str, Any], directory: Path, base: str | None) -> Settings:
        self.known(data, {"site", "source", "endpoint", "web", "token"}, ())
        site = self.table(data, "site")
        self.known(site, {"title", "base", "license", "language"}, ("site",))
        for key in ("title", "base"):
            if key not in site:
                raise self.error(f"[site] needs {key}: add it.", ("site",))
        values = {key: self.string(value, ("site", key)) for key, value in site.items()}
        if base is not None:
            values["base"] = base
        try:
            values["base"] = checked_base(values["base"])
        except ValueError as error:
            if base is not None:
                raise SettingsError(f"“{base}” is no base IRI: {error}.") from None
            raise self.error(f"“{values['base']}” is no base IRI: {error}.", ("site", "base")) from None
        if "language" in values and not LANGUAGE.fullmatch(values["language"]):
            raise self.error(
                f"“{values['language']}” is no language tag: write one such as en or pt-BR.", ("site", "language")
            )
        if "language" in values:
            values["language"] = values["language"].lower()
        if "license" in values and not _is_address(values["license"]):
            raise self.error("license is the address of a licence: write it in full.", ("site", "license"))
        return Settings(
            directory=directory,
            sources=self.sources(data),
            endpoint=self.endpoint(data),
            web=self.web(data),
            tokens=self.tokens(data),
            title=values["title"],
            base=values["base"],
            license=values.get("license"),
            language=values.get("language"),
        )

    def sources(self, data: dict[str, Any]) -> tuple[SourceSettings, ...]:
        tables = data.get("source", [])
        if not isinstance(tables, list) or not tables:
            raise self.error("A site needs at least one [[source]]: add one with name, kind and path.", ("source",))
        allowed = {part.name for part in fields(SourceSettings)} - {"places"}
        found: list[SourceSettings] = []
        names: set[str] = set()
        for index, table in enumerate(tables):
            path = ("source", index)
            self.known(table, allowed, path)
            for key in ("name", "kind", "path"):
                if key not in table:
                    raise self.error(f"This [[source]] needs {key}: add it.", path)
            retrieved = table.get("retrieved")
            if retrieved is not None and type(retrieved) is not date:
                raise self.error("retrieved is a date without quotation marks: YYYY-MM-DD.", (*path, "retrieved"))
            options = table.get("options", {})
            if not isinstance(options, dict):
                raise self.error("options is a table: write [source.options], or { } with names.", (*path, "options"))
            words = {
                key: self.string(table[key], (*path, key)) for key in ("name", "kind", "path", "url") if key in table
            }
            if not NAME.fullmatch(words["name"]):
                raise self.error(f"“{words['name']}” is no source name: use a-z, 0-9 and hyphens.", (*path, "name"))
            if words["name"] in names:
                raise self.error(f"Two sources are named {words['name']}: rename one.", (*path, "name"))
            names.add(words["name"])
            if "url" in words and not _is_address(words["url"]):
                raise self.error("url is a web address: write it in full.", (*path, "url"))
            found.append(
                SourceSettings(
                    name=words["name"],
                    kind=words["kind"],
                    path=words["path"],
                    url=words.get("url"),
                    retrieved=retrieved,
                    options=options,
                    deadline=self.seconds(table.get("deadline", DEADLINE), (*path, "deadline")),
                    places=self.places(table, path),
                )
            )
        return tuple(found)

    def places(self, table: dict[str, Any], path: toml_spans.Path) -> dict[tuple[str, ...], Place]:
        """Give the places of what a source is told, by its names."""
        names = [(), *((key,) for key in table), *(("options", key) for key in table.get("options", {}))]
        return {name: self.at((*path, *name)) for name in names}

    def seconds(self, value: object, path: toml_spans.Path) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < math.inf:
            raise self.error("deadline is a positive number of seconds, such as 60.", path)
        return float(value)

    def endpoint(self, data: dict[str, Any]) -> EndpointSettings:
        table = self.table(data, "endpoint")
        kinds = {part.name: type(part.default) for part in fields(EndpointSettings)}
        self.known(table, set(kinds), ("endpoint",))
        for key, value in table.items():
            right = isinstance(value, int | float) and not isinstance(value, bool)
            least = 0 if key in MAY_BE_NOTHING else math.nextafter(0, 1)
            if not right or not least <= value < math.inf or (kinds[key] is int and not isinstance(value, int)):
                raise self.error(
                    f"{key} is a positive number, such as {getattr(EndpointSettings(), key)}.", ("endpoint", key)
                )
        return EndpointSettings(**table)

    def web(self, data: dict[str, Any]) -> WebSettings:
        table = self.table(data, "web")
        self.known(table, {part.name for part in fields(WebSettings)}, ("web",))
        if not table:
            return WebSettings()
        try:
            return WebSettings(prefix=Prefix(self.string(table["prefix"], ("web", "prefix"))))
        except ValueError:
            raise self.error(
                f"“{table['prefix']}” is nothing that a proxy does with the path of the base: "
                "write kept, or stripped where it takes the path away.",
                ("web", "prefix"),
            ) from None

    def tokens(self, data: dict[str, Any]) -> tuple[TokenSettings, ...]:
        tables = data.get("token", [])
        if not isinstance(tables, list):
            raise self.error("token is a list of tables: write [[token]].", ("token",))
        found: list[TokenSettings] = []
        for index, table in enumerate(tables):
            path = ("token", index)
            self.known(table, {"name", "sha256", "deadline"}, path)
            for key in ("name", "sha256", "deadline"):
                if key not in table:
                    raise self.error(f"This [[token]] needs {key}: `scholargraph token NAME` makes one.", path)
            try:
                name = checked_name(self.string(table["name"], (*path, "name")))
            except UsageError as error:
                raise self.error(error.message, (*path, "name")) from None
            if any(name == other.name for other in found):
                raise self.error(f"Two tokens are named {name}: rename one.", (*path, "name"))
            if not SHA256.fullmatch(self.string(table["sha256"], (*path, "sha256"))):
                raise self.error("sha256 is 64 hexadecimal digits, never the token itself.", (*path, "sha256"))
            self.seconds(table["deadline"], (*path, "deadline"))
            found.append(TokenSettings(**table))
        return tuple(found)

    def table(self, data: dict[str, Any], name: str) -> dict[str, Any]:
        table = data.get(name, {})
        if not isinstance(table, dict):
            raise self.error(f"{name} is a table: write [{name}] on a line of its own.", (name,))
        return table

    def string(self, value: object, path: toml_spans.Path) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{path[-1]} is a text: write it in quotation marks.", path)
        return value

    def known(self, table: object, allowed: set[str], path: toml_spans.Path) -> None:
        """Refuse a key that nobody knows, naming the nearest known one."""
        if not isinstance(table, dict):
            raise self.error(f"{path[0]} is a list of tables: write [[{path[0]}]].", path[:1])
        for key in table:
            if key not in allowed:
                near = difflib.get_close_matches(key, sorted(allowed), n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(allowed))}."
                raise self.error(f"“{key}” is not known: {hint}", (*path, key))

    def error(self, message: str, path: toml_spans.Path) -> SettingsError:
        """Make the error for what stands at a path."""
        return SettingsError(message, self.at(path))

    def at(self, path: toml_spans.Path) -> Place:
        """Give the place of what stands at a path, or of the nearest enclosing table that the file has."""
        while path and path not in self.spans:
            inside = [span for known, span in self.spans.items() if known[: len(path)] == path]
            if inside:
                return Place(self.file, *self.lines.line_column(min(inside)[0]))
            path = path[:-1]
        offset = self.spans[path][0] if path else 0
        return Place(self.file, *self.lines.line_column(offset))
