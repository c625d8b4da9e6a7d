"""Which snapshot is served: the current one, or the newest sound one in the place of a damaged one, shared by all threads.

It never publishes, and it lets an old snapshot go only when the last request that reads it is done. `watching` looks after
it between requests.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from scholargraph.config import Settings
from scholargraph.errors import OtherBaseError, ScholarGraphError, SnapshotError
from scholargraph.ntriples import iri
from scholargraph.pages import ontology
from scholargraph.pages.listings import Listings
from scholargraph.pages.rendering import look
from scholargraph.pages.site import Site
from scholargraph.store import Check, Damage, EvidenceIndex, Info, Reader, Snapshots, checked_in_time, choosing
from scholargraph.store.soundness import QUICK_SECONDS, Stamp, stamps
from scholargraph.store.soundness import seconds as check_seconds

PROBE_SECONDS: Final = 1.0
"""For how long the answer to “is the store readable?” is kept: opening it costs a few milliseconds."""

LOOK_SECONDS: Final = 0.01
"""How long a look at the pointer holds: each look lets go of Python's lock, for which all other threads wait."""

_log: Final = logging.getLogger(__name__)


class Condition(StrEnum):
    """What is known of the snapshot that is served."""

    SOUND = "sound"
    CHECKING = "checking"
    """It is served, and the check of its files, which takes long, is not at its end."""
    REPLACED = "replaced"
    """The current one is damaged; an older one, which is sound, is served in its place."""
    DAMAGED = "damaged"
    """It is damaged and no other is sound: what of it cannot be wrong is served, or nothing."""
    OTHER_BASE = "other base"
    """The current one was published for another base IRI; the last one of this base is served, or nothing."""
    ABSENT = "absent"
    """There is none."""


@dataclass(frozen=True, slots=True)
class State:
    """The condition of what is served, and a sentence about it."""

    condition: Condition
    sentence: str

    @property
    def sound(self) -> bool:
        """Whether all that is served is right, as far as it is known."""
        return self.condition in {Condition.SOUND, Condition.CHECKING, Condition.REPLACED}


@dataclass(slots=True)
class _Held:
    """What is served: the snapshot, the site made of it, its latest check, and the damage that was found, if any."""

    info: Info
    site: Site
    made: int
    """The inode of its folder: what tells its files from others of the same digest."""
    check: Check
    checked: float
    """When the check began."""
    damage: Damage | None = None
    reason: str = ""
    """Why it is served in the place of another."""


class Current:
    """Gives the site as the current snapshot has it; with a broken new snapshot it goes on giving the old one.

    No answer comes from a snapshot once it was found damaged, unless nothing that is read of it can be wrong.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._snapshots = Snapshots(settings.work)
        self._turn = threading.RLock()
        self._seen: tuple[int, int] | None = None
        self._looked = 0.0
        self._held: _Held | None = None
        self._attending = threading.Lock()
        self._bad: dict[str, tuple[Mapping[Path, Stamp], Damage]] = {}
        """Snapshots that were found damaged, each with the marks of its files: those that were made anew have others."""
        self._made: dict[str, int] = {}
        self._remade: Counter[str] = Counter()
        self._discard: list[Callable[[str], None]] = []
        self._reason = ""
        """Why nothing could be chosen, or not the current snapshot."""
        self._other = ""
        """That the current snapshot was published for another base, if it was."""
        self._said = ""
        """What was logged last: a fault that stays is told once."""
        self._probed: tuple[float, bool] = (0.0, False)

    # -------------------------------------------------------------------------------------------------- for requests

    def site(self) -> Site:
        """Give the site. Raises SnapshotError where nothing was ever published, or nothing that is there is sound."""
        return self._now().site

    def info(self) -> Info:
        """Give the snapshot that the site is read from. Raises SnapshotError as `site`."""
        return self._now().info

    def state(self) -> State:
        """Say what is known of the snapshot that is served; this reads nothing of it."""
        held, pointed = self._held, self._snapshots.pointed_at()
        if self._other:
            return State(Condition.OTHER_BASE, self._other)
        if held is None:
            if self._reason:
                return State(Condition.DAMAGED, f"{self._reason}.")
            return State(Condition.ABSENT, "There is no published graph that can be read: publish the site.")
        name = held.info.path.name
        if held.damage is not None:
            words = f"The snapshot {name} is damaged ({held.damage}), and no other one is sound: {choosing.REMEDY}."
            return State(Condition.DAMAGED, words)
        if pointed is None:
            return State(Condition.DAMAGED, f"The pointer to the current snapshot is lost: {choosing.REMEDY}.")
        if held.reason:
            return State(Condition.REPLACED, held.reason)
        if not held.check.done:
            part = 100 * held.check.read // max(1, sum(held.info.sizes().values()))
            return State(Condition.CHECKING, f"The snapshot {name} is served, and is being checked ({part} %).")
        return State(Condition.SOUND, f"The snapshot {name} is served; its files are what was published.")

    def readable(self) -> bool:
        """Whether the snapshot that is served is sound, and can be opened and read from its files now."""
        with self._turn:
            at, answer = self._probed
            if time.monotonic() - at >= PROBE_SECONDS or at == 0.0:
                answer = self._probe()
                self._probed = (time.monotonic(), answer)
            return answer

    # --------------------------------------------------------------------------------------------- for who looks after

    def when_damaged(self, discard: Callable[[str], None]) -> None:
        """Have somebody told the digest of each snapshot from which no answer may come any more."""
        self._discard.append(discard)

    def attend(self, every: float, seconds: float) -> bool:
        """Look at the pointer and the files, and check them for so many seconds; tell whether a check is under way.

        Files are checked when they were touched, which nobody has a reason to do, and `every` so many seconds.

        Raises SnapshotError as `site`.
        """
        if not self._attending.acquire(blocking=False):
            return True
        try:
            held = self._fresh()
            if held.check.done and (held.check.stamps != stamps(held.info) or time.monotonic() - held.checked >= every):
                held.check, held.checked = Check(held.info), time.monotonic()
            if not held.check.done and held.check.run(seconds):
                self._settle(held)
            return not held.check.done
        finally:
            self._attending.release()

    def _fresh(self) -> _Held:
        """Give what is held after a look at the pointer, also where it is not what it should be: then that is tried again."""
        with self._turn:
            held = self._held
            if held is None or held.reason or held.damage is not None:
                self._seen = None
            self._looked = 0.0
        return self._now()

    def _settle(self, held: _Held) -> None:
        """Take note of what a check found; a damaged snapshot gives way to the newest sound one, if there is one."""
        found = held.check.damage
        with self._turn:
            if found is None or held.damage == found or self._held is not held:
                held.damage = found
                return
            held.damage = found
            self._condemn(held.check, found)
            self._held = self._chosen(held)
            if self._held is not held:
                for discard in self._discard:
                    discard(held.info.digest)

    # ------------------------------------------------------------------------------------------------------- choosing

    def _now(self) -> _Held:
        held = self._held
        now = time.monotonic()
        if held is not None and now - self._looked < LOOK_SECONDS:
            return held
        mark = self._mark()
        self._looked = now
        if held is not None and mark == self._seen:
            return held
        # While one thread opens a new snapshot the others go on with the old one.
        if not self._turn.acquire(blocking=held is None):
            assert held is not None  # noqa: S101 - for the type checker: only then is the lock not waited for
            return held
        try:
            if self._held is None or mark != self._seen:
                self._held = self._chosen(self._held)
                self._seen = mark
            if self._held is None:
                choosing.refuse_newer(self._snapshots)
                if self._other:
                    raise OtherBaseError(self._other)
                if not self._reason:
                    self._snapshots.require()
                raise SnapshotError(f"{self._reason or choosing.lost(self._snapshots)}: {choosing.REMEDY}.")
            return self._held
        finally:
            self._turn.release()

    def _chosen(self, held: _Held | None) -> _Held | None:
        """Give the first of the snapshots that are wanted which is sound and can be opened; otherwise what was held."""
        self._reason = ""
        pointed = self._snapshots.pointed_at()
        usable = held if held is not None and (held.damage is None or held.damage.harmless) else None
        if pointed is None and usable is not None:
            return usable
        found = self._first(held, pointed) or usable
        if found is None:
            if self._reason:
                self._say(f"{self._reason}, and no other one is sound: {choosing.REMEDY}.")
            return None
        found.reason = ""
        if found.info.path.name != pointed and found.damage is None:
            found.reason = choosing.instead(self._snapshots, self._reason or choosing.lost(self._snapshots), found.info)
        self._say(found.reason)
        return found

    def _first(self, held: _Held | None, pointed: str | None) -> _Held | None:
        """Give the first sound snapshot that can be opened; none that takes the place of what is held and sound."""
        try:
            choosing.refuse_newer(self._snapshots)
            self._other = choosing.other_base(self._snapshots, self._settings.base)
            if self._other:
                self._reason = self._other.rstrip(".")
                return None
            for info in self._snapshots.candidates(self._settings.base):
                if info.path.name != pointed and held is not None and held.damage is None:
                    return None
                found = self._opened(info, held)
                if found is not None:
                    return found
        except ScholarGraphError as error:
            self._reason = error.message.rstrip(".")
        return None

    def _opened(self, info: Info, held: _Held | None) -> _Held | None:
        """Open a snapshot, checked; None for one that is damaged or cannot be opened. What is held stays what it is."""
        name = info.path.name
        try:
            made = info.path.stat().st_ino
            if held is not None and (held.info.path.name, held.made) == (name, made) and held.damage is None:
                return held
            bad = self._bad.get(name)
            damage = bad[1] if bad is not None and bad[0] == stamps(info) else None
            check = Check(info) if damage is not None else checked_in_time(info)
            if damage is None and check.damage is not None:
                damage = check.damage
                self._condemn(check, damage)
            if damage is not None:
                self._reason = self._reason or f"The snapshot {name} is damaged ({damage})"
                return None
            if bad is not None or self._made.get(name, made) != made:
                self._remade[name] += 1  # what was found in the files before may not be confirmed by these
            info = Info(info.path, info.manifest, self._remade[name])
            site = _site(self._settings, info)
        except (ScholarGraphError, OSError) as error:
            self._reason = self._reason or f"The snapshot {name} cannot be opened ({error})"
            return None
        self._made[name] = made
        self._bad.pop(name, None)
        return _Held(info, site, made, check, time.monotonic())

    def _condemn(self, check: Check, damage: Damage) -> None:
        name = check.info.path.name
        self._bad[name] = (check.stamps, damage)
        _log.error("The snapshot %s is damaged: %s.", name, damage)

    def _say(self, words: str) -> None:
        if words and words != self._said:
            _log.error("%s", words)
        self._said = words

    def _mark(self) -> tuple[int, int] | None:
        """What changes whenever the pointer is replaced."""
        try:
            found = self._snapshots.pointer.stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns

    def _probe(self) -> bool:
        try:
            info = self.info()
            self.attend(every=math.inf, seconds=QUICK_SECONDS if check_seconds(info) <= QUICK_SECONDS else 0.0)
            info = self.info()
            reader = Reader(info)
            base = self._settings.base
            described = reader.about(iri(f"{base}#dataset"), iri(f"{base}graph/description"))
            readable = bool(described) and bool(Listings(info.path).sizes("source"))
            state = self.state()
        except (ScholarGraphError, OSError) as error:
            _log.error("The store is not readable: %s", error)
            return False
        if not state.sound:
            _log.error("The store is not readable: %s", state.sentence)
        return readable and state.sound


def _site(settings: Settings, info: Info) -> Site:
    return Site(
        settings=settings,
        reader=Reader(info),
        listings=Listings(info.path),
        concepts=ontology.concepts(),
        digest=f"{info.digest}-{look()}",
        evidence=EvidenceIndex.of_snapshot(info),
    )
