"""Sites whose services are a server on this machine, and a world in which nobody sleeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scholargraph import config
from scholargraph.acquire import SourceItem, fetching
from scholargraph.acquire.fetching import Cache, Outcome, World
from scholargraph.config import Settings
from tests.acquire.fetching.server import Service

SERVICES = {
    "orcid": "orcid",
    "crossref": "crossref",
    "datacite": "datacite",
    "doi-agency": "ra",
    "openalex": "openalex",
    "dblp": "dblp",
    "ror": "ror",
}


@dataclass
class Clock:
    """A clock that goes only while somebody sleeps."""

    start: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)
    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return 1000.0 + self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def world(self) -> World:
        return World(now=self.now, monotonic=self.monotonic, sleep=self.sleep)


def site(
    folder: Path,
    service: Service,
    sources: str,
    *,
    fetch: str = "",
    private: str = '["127.0.0.1/32"]',
    ports: Sequence[int] | None = None,
    others: Mapping[str, Service] | None = None,
) -> Settings:
    """Make a site whose services are a server of the test, but for `others`."""
    asked = {name: f"{(others or {}).get(name, service).address}/{path}" for name, path in SERVICES.items()}
    numbers = ports or [service.port, *(one.port for one in (others or {}).values())]
    text = '[site]\ntitle = "Maps"\nbase = "http://127.0.0.1/"\n\n' + sources
    text += f"\n[fetch]\nprivate = {private}\nports = {list(numbers)}\n"
    text += f'contact = "ada@maps.example"\n{fetch}\n\n[fetch.services]\n'
    text += "".join(f'{name} = "{address}"\n' for name, address in asked.items())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / config.SITE_FILE).write_text(text, encoding="utf-8")
    return config.load(folder)


def source(kind: str, *ids: str, name: str | None = None, options: str = "") -> str:
    """Write a source that is fetched."""
    told = f"id = '{ids[0]}'" if len(ids) == 1 else f"ids = [{', '.join(repr(one) for one in ids)}]"
    return f'[[source]]\nname = "{name or kind}"\nkind = "{kind}"\n{told}\n{options}\n\n'


def fetched(
    settings: Settings, *, clock: Clock | None = None, world: World | None = None, take: bool = True, **more: Any
) -> tuple[Outcome, ...]:
    """Fetch all sources of a site, and make current what came."""
    cache = Cache(settings)
    with cache.locked():
        outcomes = fetching.fetch(
            settings.sources, cache=cache, settings=settings, world=world or (clock or Clock()).world, **more
        )
        if take:
            cache.take_over(fetching.keys_of(settings))
    return outcomes


def bodies(settings: Settings, *, staged: bool = False) -> Mapping[str, bytes]:
    """Give what readers are given, by the ids of the items."""
    cache = Cache(settings)
    found = [part for one in settings.sources for part in fetching.fetched(one, cache=cache, staged=staged)]
    return {item.id: item.read() for part in found for item in part.items if isinstance(item, SourceItem)}
