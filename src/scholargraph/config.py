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
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from scholargraph import disk, toml_spans
from scholargraph.errors import Place, SettingsError
from scholargraph.evidence_settings import EvidenceSettings, evidence_of
from scholargraph.fetch_settings import FetchSettings, fetch_of, ids_of
from scholargraph.service_settings import (
    MAY_BE_NOTHING,
    NAME,
    SHA256,
    EndpointSettings,
    LogSettings,
    Prefix,
    TokenSettings,
    WebSettings,
    checked_name,
    endpoint_of,
    log_of,
    tokens_of,
    web_of,
)  # fmt: skip
from scholargraph.shape_settings import ShapeSettings, shapes_of
from scholargraph.web_addresses import checked_base

__all__ = [
    "DEADLINE",
    "LANGUAGE",
    "LEDGER_FILE",
    "MAY_BE_NOTHING",
    "NAME",
    "SECRET_FILE",
    "SHA256",
    "SITE_FILE",
    "WORK_DIRECTORY",
    "EndpointSettings",
    "EvidenceSettings",
    "FetchSettings",
    "LogSettings",
    "Prefix",
    "Settings",
    "ShapeSettings",
    "SourceSettings",
    "TokenSettings",
    "WebSettings",
    "again",
    "checked_base",
    "checked_name",
    "load",
    "load_tokens",
    "parse",
]

SITE_FILE: Final = "scholargraph.toml"
WORK_DIRECTORY: Final = ".scholargraph"
LEDGER_FILE: Final = "keys.txt"
SECRET_FILE: Final = "withdrawn.key"  # noqa: S105 - the name of a file

DEADLINE: Final = 60.0
"""Seconds that a reader may take for the next record, where a source does not say."""

LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_NOT_IN_IRIS: Final = re.compile(r'[\s<>"{}|^`\\\x00-\x1f]')


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSettings:
    """One `[[source]]`.

    Attributes:
        name: for people and IRIs.
        kind: which reader reads it.
        path: a file, a folder, a pattern of file names or an archive, from the site's folder; empty where it is fetched.
        ids: what is fetched, as written; empty where it lies in the site's folder.
        url: where it was fetched.
        retrieved: when it was fetched.
        options: what its reader is told, as written; the reader checks it.
        deadline: the seconds that its reader may take for the next record.
        places: where in the site file each of them stands.
    """

    name: str
    kind: str
    path: str = ""
    ids: tuple[str, ...] = ()
    url: str | None = None
    retrieved: date | None = None
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)
    deadline: float = DEADLINE
    places: Mapping[tuple[str, ...], Place] = field(default_factory=dict, compare=False, repr=False)

    def place(self, *path: str) -> Place | None:
        """Give where something of it stands (`"kind"`, or `"options", "mode"`), or where it begins; None if nobody knows."""
        return self.places.get(path) or self.places.get(())

    @property
    def title(self) -> str:
        """What it is called where people read it: its path, or what is fetched."""
        more = f" and {len(self.ids) - 1} more" if len(self.ids) > 1 else ""
        return f"{self.kind} {self.ids[0]}{more}" if self.ids else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceSettings:
    """One line of `[prefer]`: the order of sources for one field.

    Attributes:
        name: the field of the model, in every record that has it (`title`).
        sources: names of sources, the most preferred first; the others follow in the order of the site.
        place: where in the site file it stands.
    """

    name: str
    sources: tuple[str, ...]
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a site says of itself. `directory` is where its file stands, `base` ends with a slash."""

    directory: Path
    title: str
    base: str
    license: str | None = None
    language: str | None = None
    sources: tuple[SourceSettings, ...] = ()
    prefer: tuple[PreferenceSettings, ...] = ()
    endpoint: EndpointSettings = field(default_factory=EndpointSettings)
    web: WebSettings = field(default_factory=WebSettings)
    tokens: tuple[TokenSettings, ...] = ()
    log: LogSettings = field(default_factory=LogSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    shapes: ShapeSettings = field(default_factory=ShapeSettings)
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
    data, reader = _read(text, file)
    return reader.settings(data, file.parent, base)


def load_tokens(text: str, file: Path) -> tuple[TokenSettings, ...]:
    """Read the tokens alone: what else stands in the text may be wrong, as long as it is TOML. Raises SettingsError as `load`."""
    data, reader = _read(text, file)
    return tokens_of(reader, data)


def _read(text: str, file: Path) -> tuple[dict[str, Any], _Reader]:
    try:
        data, spans = toml_spans.load(text)
    except tomllib.TOMLDecodeError as error:
        reason, line, column = toml_spans.fault(error, text)
        raise SettingsError(f"This is not TOML: {reason}; correct the line.", Place(str(file), line, column)) from error
    return data, _Reader(str(file), text, spans)


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
        self.known(
            data, {"site", "source", "prefer", "endpoint", "web", "token", "log", "fetch", "evidence", "shapes"}, ()
        )
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
        sources = self.sources(data)
        return Settings(
            directory=directory,
            sources=sources,
            prefer=self.preferences(data, {one.name for one in sources}),
            endpoint=endpoint_of(self, data),
            web=web_of(self, data),
            tokens=tokens_of(self, data),
            log=log_of(self, data),
            fetch=fetch_of(self, data),
            evidence=evidence_of(self, data),
            shapes=shapes_of(self, data),
            title=values["title"],
            base=values["base"],
            license=values.get("license"),
            language=values.get("language"),
        )

    def sources(self, data: dict[str, Any]) -> tuple[SourceSettings, ...]:
        tables = data.get("source", [])
        if not isinstance(tables, list) or not tables:
            raise self.error("A site needs at least one [[source]]: add one with name, kind and path.", ("source",))
        allowed = {part.name for part in fields(SourceSettings)} - {"places"} | {"id"}
        found: list[SourceSettings] = []
        names: set[str] = set()
        for index, table in enumerate(tables):
            path = ("source", index)
            self.known(table, allowed, path)
            for key in ("name", "kind"):
                if key not in table:
                    raise self.error(f"This [[source]] needs {key}: add it.", path)
            ids = ids_of(self, table, path)
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
                    path=words.get("path", ""),
                    ids=ids,
                    url=words.get("url"),
                    retrieved=retrieved,
                    options=options,
                    deadline=self.seconds(table.get("deadline", DEADLINE), (*path, "deadline")),
                    places=self.places(table, path),
                )
            )
        return tuple(found)

    def preferences(self, data: dict[str, Any], known: set[str]) -> tuple[PreferenceSettings, ...]:
        """Read the orders of sources for single fields; which fields there are, `reconcile` knows."""
        found = []
        for name, listed in self.table(data, "prefer").items():
            path = ("prefer", name)
            if not isinstance(listed, list) or not listed or not all(isinstance(one, str) for one in listed):
                raise self.error(f'{name} is a list of names of sources: write {name} = ["first", "second"].', path)
            for one in listed:
                if one not in known:
                    raise self.error(f"No source is named “{one}”: name sources of this file.", path)
            if len(set(listed)) < len(listed):
                raise self.error("A source is named twice: leave out one of the two.", path)
            found.append(PreferenceSettings(name=name, sources=tuple(listed), place=self.at(path)))
        return tuple(found)

    def places(self, table: dict[str, Any], path: toml_spans.Path) -> dict[tuple[str, ...], Place]:
        """Give the places of what a source is told, by its names."""
        names = [(), *((key,) for key in table), *(("options", key) for key in table.get("options", {}))]
        return {name: self.at((*path, *name)) for name in names}

    def seconds(self, value: object, path: toml_spans.Path) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < math.inf:
            raise self.error("deadline is a positive number of seconds, such as 60.", path)
        return float(value)

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
