"""Fetching the sources of a site into the staging index: one harvest for each id; what fails leaves what is there.

It publishes nothing, and makes nothing current: `Cache.take_over` does, once it is agreed to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from ssl import SSLContext
from typing import Final, Literal

from scholargraph import faults
from scholargraph.acquire.fetching import keys
from scholargraph.acquire.fetching.cache import Cache
from scholargraph.acquire.fetching.fetch_request import FetchRequest, checked
from scholargraph.acquire.fetching.fetched import is_fetched, key_of, parameters
from scholargraph.acquire.fetching.fetchers import FETCHERS
from scholargraph.acquire.fetching.harvesting import Budget, Session
from scholargraph.acquire.fetching.index_rows import Harvest
from scholargraph.acquire.fetching.transport import Client, FailureError, World, WrongAnswerError
from scholargraph.config import Settings, SourceSettings
from scholargraph.deadlines import trusting
from scholargraph.errors import Place, SettingsError, UsageError

RECENT: Final = timedelta(hours=1)
"""How long what was fetched whole, and not taken over, is used after a kill, instead of being fetched again."""
RESUMED: Final = timedelta(days=3)
"""How long the answers of a harvest that broke off are used: a spent quota is another one on the next day."""

State = Literal["changed", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one id of a source.

    Attributes:
        source: the source's name.
        request: what was asked for.
        state: whether what came differs from what is current, or nothing came.
        reason: why nothing came, in a sentence; empty otherwise.
        retry_after: the seconds after which the service wants to be asked again, where it told them.
        bytes: how many bytes came.
        notes: what people should know of what came: an id that is another one by now, what a service says of its answer.
    """

    source: str
    request: FetchRequest
    state: State
    reason: str = ""
    retry_after: int | None = None
    bytes: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far fetching is: of which source, what, the how-manieth of how many, with how many answers and bytes so far."""

    source: str
    request: FetchRequest
    number: int
    total: int
    answers: int = 0
    bytes: int = 0


def fetch(
    sources: Iterable[SourceSettings],
    *,
    cache: Cache,
    settings: Settings,
    progress: Callable[[Progress], None] = lambda _: None,
    only: Collection[str] | None = None,
    world: World | None = None,
) -> tuple[Outcome, ...]:
    """Fetch sources into the staging index, all of them or those named in `only`; the caller holds `Cache.locked`.

    What fails is an outcome, and what is current of it stays. Raises SettingsError for a key that cannot be used, and a
    ScholarGraphError where the cache cannot be written.
    """
    client = Client(settings.fetch, world or World(), trust=_trust(settings))
    key = keys.openalex_key(settings)
    run = _Run(cache, settings, client, {} if key is None else {"openalex": key}, progress)
    wanted = [one for one in sources if is_fetched(one) and (only is None or one.name in only)]
    try:
        return tuple(run.outcomes(wanted))
    except OSError as error:
        raise faults.named(error, Place(str(cache.folder))) from error


class _Run:
    """One run over several sources, with one client, so that its rates and refusals hold for all."""

    def __init__(
        self,
        cache: Cache,
        settings: Settings,
        client: Client,
        secrets: dict[str, str],
        progress: Callable[[Progress], None],
    ) -> None:
        self.cache = cache
        self.settings = settings
        self.client = client
        self.secrets = secrets
        self.progress = progress
        self.current = cache.current()
        self.staged = cache.staged()
        self.done: dict[str, Outcome] = {}
        self.budgets: dict[str, Budget] = {}

    def outcomes(self, sources: list[SourceSettings]) -> Iterator[Outcome]:
        """Fetch all ids of all sources."""
        total, number = sum(len(one.ids) for one in sources), 0
        for source in sources:
            for words in source.ids:
                number += 1
                yield self.outcome(source, words, (number, total))

    def outcome(self, source: SourceSettings, words: str, place: tuple[int, int]) -> Outcome:
        """Fetch one id of a source."""
        request = FetchRequest(source.kind, words)
        try:
            request = checked(source.kind, words)
            key = key_of(request, source, self.settings)
        except UsageError as error:
            return Outcome(source.name, request, "failed", error.message)
        if key not in self.done:
            self.done[key] = self.harvested(source, request, key, place)
            return self.done[key]
        return replace(self.done[key], source=source.name, bytes=0)

    def harvested(self, source: SourceSettings, request: FetchRequest, key: str, place: tuple[int, int]) -> Outcome:
        """Fetch what no other source asked for in this run."""
        told = _told(source.name, request, place, self.progress)
        session = self.session(source, request, key, told)
        told(session)
        before = session.before
        sound = before is not None and all(self.cache.is_sound(part.digest) for part in before.parts)
        try:
            self.harvest(session)
        except FailureError as error:
            if isinstance(error, WrongAnswerError):
                self.cache.forget({key})
            reason = f"{request}: {error.reason.rstrip('.')}."
            return Outcome(source.name, request, "failed", reason, error.retry_after, session.received)
        except (ValueError, RecursionError):
            self.cache.forget({key})
            reason = f"{request}: its answer is nested too deeply, or no text: tell whoever runs the service."
            return Outcome(source.name, request, "failed", reason, bytes=session.received)
        changed = before is None or not sound or before.content != [part.content for part in session.parts]
        state: State = "changed" if changed else "unchanged"
        return Outcome(source.name, request, state, bytes=session.received, notes=tuple(session.notes))

    def session(
        self, source: SourceSettings, request: FetchRequest, key: str, told: Callable[[Session], None]
    ) -> Session:
        """Make the session of a harvest, with what came of it before a kill."""
        begun = self.staged.get(key)
        if begun is not None and not self.is_fresh(begun):
            begun = None
        if begun is None:
            self.begin(request, key)
        return Session(
            request=request,
            key=key,
            cache=self.cache,
            client=self.client,
            before=self.current.get(key),
            begun={} if begun is None else {one.url: one for one in begun.answers},
            budget=self.budget(source.name),
            options=parameters(source),
            secrets=self.secrets,
            told=told,
        )

    def harvest(self, session: Session) -> None:
        """Ask for all, once more from the beginning where what is there already does not fit. Raises FailureError, OSError."""
        fetch, budget = FETCHERS[session.request.kind].fetch, session.budget
        spent = budget.bytes, budget.records
        try:
            fetch(session)
        except WrongAnswerError:
            if not session.reused:
                raise
            self.begin(session.request, session.key)
            budget.bytes, budget.records = spent
            session.begun, session.before = {}, None
            for listed in (session.answers, session.parts, session.notes):
                listed.clear()
            fetch(session)
        self.cache.end(session.key, session.parts, session.notes)

    def begin(self, request: FetchRequest, key: str) -> None:
        """Note that a harvest begins, or begins anew."""
        now = self.client.world.now().isoformat(timespec="seconds")
        self.cache.begin(Harvest(key=key, kind=request.kind, id=request.id, begun=now))

    def budget(self, source: str) -> Budget:
        """Give what a source may still bring in this run."""
        limits = self.settings.fetch
        return self.budgets.setdefault(source, Budget(source, limits.source_mib << 20, limits.records))

    def is_fresh(self, harvest: Harvest) -> bool:
        """Whether what came of a harvest before a kill may still be used."""
        age = self.client.world.now() - datetime.fromisoformat(harvest.begun)
        return timedelta(0) <= age <= (RECENT if harvest.whole else RESUMED)


def _trust(settings: Settings) -> SSLContext | None:
    """Give what trusts the authorities that a site names, too. Raises SettingsError where their file cannot be used."""
    named = settings.fetch.authorities
    if named is None:
        return None
    path = settings.directory / Path(named).expanduser()
    try:
        return trusting(path)
    except (OSError, ValueError):
        raise SettingsError(
            "The certificates of authorities cannot be read: correct authorities of [fetch], a file in PEM.",
            Place(str(path)),
        ) from None


def _told(
    source: str, request: FetchRequest, place: tuple[int, int], progress: Callable[[Progress], None]
) -> Callable[[Session], None]:
    def told(session: Session) -> None:
        progress(Progress(source, request, *place, answers=len(session.answers), bytes=session.received))

    return told
