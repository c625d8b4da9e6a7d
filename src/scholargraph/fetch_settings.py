"""The table `[fetch]` of `scholargraph.toml`: who asks other services, where they are, and within what limits.

It resolves no name, opens no file and holds no key: a key stands in the environment, or in a file outside the site.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from scholargraph.service_settings import MAY_BE_NOTHING, Path, Tables

FETCHED: Final[Mapping[str, str]] = {
    "arxiv": "arXiv ids, such as 2401.06102",
    "crossref": "DOIs of Crossref",
    "datacite": "DOIs of DataCite",
    "dblp": "ids of dblp: a person (65/9612) or a record (journals/x/Y20), or its address",
    "doi": "DOIs, whoever registers them",
    "oai-pmh": "the address of an OAI-PMH repository",
    "openalex": "OpenAlex ids of works or authors, ORCID iDs or DOIs",
    "orcid": "ORCID iDs",
    "ror": "ROR ids",
    "sparql": "the address of a SPARQL endpoint",
}
"""The kinds of source that can be fetched, each with what its `id` is."""

CONTACT: Final = re.compile(r"[^\s@<>,;:\"()\\]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|https?://[^\s()<>\\]+")
SERVICES: Final = frozenset({*FETCHED, "doi-agency"} - {"doi", "arxiv", "oai-pmh", "sparql"})
"""What has an address of its own: an arXiv id is a DOI of DataCite, repositories and endpoints are named by address."""
MOST: Final[Mapping[str, float]] = {
    "connect": 1e3,
    "idle": 1e4,
    "total": 86_400,
    "patience": 1e5,
    "attempts": 20,
    "mib": 1024,
    "source_mib": 1_048_576,
    "records": 1e8,
}
"""Each limit with its largest value; seconds, but for a count and MiB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """`[fetch]`.

    Attributes:
        contact: an e-mail address, or the address of a page, by which whoever runs a service can reach who asks.
        services: the addresses of services, by name, where they are not the ones that ScholarGraph knows.
        private: networks that may be asked though they are not public.
        ports: further ports that may be asked, besides 80 and 443.
        openalex_key_file: a file outside the site that holds the key to OpenAlex.
        connect: the most seconds until a host takes a connection.
        idle: the most seconds of one wait for a host that is connected.
        total: the most seconds of one request with its answer.
        patience: the most seconds that are waited where a service asks to come back later; beyond, it is left for later.
        attempts: how often a request is sent that fails for a while.
        mib: the largest answer, packed and unpacked, in MiB.
        source_mib: the most that one source brings in one run, unpacked, in MiB.
        records: the most records that one source brings in one run.
        authorities: a file of certificates (PEM) of authorities that are trusted besides those of the system.
    """

    contact: str | None = None
    services: Mapping[str, str] = field(default_factory=dict, hash=False)
    private: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    openalex_key_file: str | None = None
    connect: float = 10.0
    idle: float = 30.0
    total: float = 300.0
    patience: float = 120.0
    attempts: int = 4
    mib: int = 64
    source_mib: int = 1024
    records: int = 200_000
    authorities: str | None = None


def fetch_of(tables: Tables, data: dict[str, Any]) -> FetchSettings:
    """Read `[fetch]`. Raises SettingsError."""
    table = tables.table(data, "fetch")
    tables.known(table, set(FetchSettings.__dataclass_fields__), ("fetch",))
    found: dict[str, Any] = {}
    for key, value in table.items():
        path = ("fetch", key)
        if key == "services":
            found[key] = _services(tables, value)
        elif key == "private":
            found[key] = _networks(tables, value)
        elif key == "ports":
            found[key] = _ports(tables, value)
        elif key in MOST:
            found[key] = _number(tables, key, value)
        else:
            found[key] = tables.string(value, path)
    if not CONTACT.fullmatch(found.get("contact", "a@b.org")):
        raise tables.error(
            "contact is an e-mail address or the address of a page: write one of them.", ("fetch", "contact")
        )
    return FetchSettings(**found)


def ids_of(tables: Tables, table: dict[str, Any], path: Path) -> tuple[str, ...]:
    """Give what a `[[source]]` at a path fetches; nothing of one that lies in the site's folder. Raises SettingsError."""
    given = [key for key in ("path", "id", "ids") if key in table]
    if not given:
        raise tables.error("This [[source]] needs path, or an id that is fetched: add it.", path)
    if len(given) > 1:
        raise tables.error(f"{given[0]} and {given[1]} exclude each other: leave one out.", (*path, given[1]))
    if given == ["path"]:
        return ()
    kind = tables.string(table["kind"], (*path, "kind"))
    if kind not in FETCHED:
        raise tables.error(
            f"A source of this kind is not fetched, it needs a path; fetched are {', '.join(FETCHED)}.",
            (*path, given[0]),
        )
    listed = table[given[0]] if given == ["ids"] else [table[given[0]]]
    if not isinstance(listed, list) or not listed:
        raise tables.error(f"ids is a list of {FETCHED[kind]}.", (*path, given[0]))
    found = tuple(tables.string(one, (*path, given[0])).strip() for one in listed)
    if not all(one.isprintable() for one in found):
        raise tables.error(f"{given[0]} holds characters that no id has: correct it.", (*path, given[0]))
    if "retrieved" in table:
        raise tables.error("retrieved is kept with what is fetched: leave it out.", (*path, "retrieved"))
    return tuple(dict.fromkeys(found))


def is_service_address(text: str) -> bool:
    """Whether a text is an address that can be asked: http(s), a host, no user, no password, no fragment."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return sound and "@" not in parts.netloc and not parts.fragment and text.isprintable() and " " not in text


def _services(tables: Tables, value: object) -> dict[str, str]:
    path = ("fetch", "services")
    if not isinstance(value, dict):
        raise tables.error("services is a table: write [fetch.services], with names and addresses.", path)
    tables.known(value, set(SERVICES), path)
    for name, address in value.items():
        if not is_service_address(tables.string(address, (*path, name))) or "?" in address:
            raise tables.error(
                f"{name} is the address of a service: write it in full, without user, password and ?.", (*path, name)
            )
    return {name: address.rstrip("/") for name, address in value.items()}


def _networks(tables: Tables, value: object) -> tuple[str, ...]:
    try:
        if isinstance(value, list):
            return tuple(str(ipaddress.ip_network(tables.string(one, ("fetch", "private")))) for one in value)
    except ValueError:
        pass
    raise tables.error('private is a list of networks, such as ["127.0.0.1/32"].', ("fetch", "private"))


def _ports(tables: Tables, value: object) -> tuple[int, ...]:
    if isinstance(value, list) and all(type(one) is int and 0 < one < 65_536 for one in value):
        return tuple(value)
    raise tables.error("ports is a list of numbers, such as [8080].", ("fetch", "ports"))


def _number(tables: Tables, key: str, value: object) -> float | int:
    whole = key in {"attempts", "mib", "source_mib", "records"}
    if isinstance(value, int if whole else int | float) and not isinstance(value, bool):
        least_is_met = value >= 0 if key in MAY_BE_NOTHING else value > 0
        if least_is_met and value <= MOST[key]:
            return int(value) if whole else float(value)
    raise tables.error(
        f"{key} is a positive number, at most {MOST[key]:g}, such as {getattr(FetchSettings(), key):g}.",
        ("fetch", key),
    )
