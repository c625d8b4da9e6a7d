"""Which snapshot is read: the current one if it is sound, otherwise the newest sound one that is kept, and that is said.

It changes nothing: a damaged snapshot is made anew by publishing.
"""

from __future__ import annotations

from collections.abc import Callable

from scholargraph.errors import SnapshotError, UsageError
from scholargraph.store.manifests import Info, complete
from scholargraph.store.snapshots import Snapshots, too_new
from scholargraph.store.soundness import checked_in_time

REMEDY = "run `scholargraph publish` to make it again"


def sound(snapshots: Snapshots, base: str, tell: Callable[[str], None] = lambda _: None) -> Info:
    """Give the snapshot to answer from, checked as far as that is quick; `tell` is told where it is not the current one.

    Raises SnapshotError where there is none, or no sound one, or the current one is of a newer version.
    """
    refuse_newer(snapshots)
    reason = ""
    for info in snapshots.candidates(base):
        damage = checked_in_time(info).damage
        if damage is None:
            if info.path.name != snapshots.pointed_at():
                tell(instead(snapshots, reason or lost(snapshots), info))
            return info
        reason = reason or f"The snapshot {info.path.name} is damaged ({damage})"
    if not reason:
        snapshots.require()
    raise SnapshotError(f"{reason or lost(snapshots)}, and no other one is sound: {REMEDY}.")


def named(snapshots: Snapshots, name: str) -> Info:
    """Give a kept snapshot by the beginning of its name, `current`, or `previous`: the one before the current one.

    Raises UsageError where none or several are meant, SnapshotError where it has lost files or there is none before.
    """
    kept, current = snapshots.kept(), snapshots.pointed_at()
    if name == "current":
        return snapshots.require()
    if name == "previous":
        older = kept[kept.index(current) + 1 :] if current in kept else kept
        if not older:
            raise SnapshotError("There is no snapshot before the current one: publish again.")
        return snapshots.complete(older[0])
    matching = [one for one in kept if one.startswith(name)] if name else []
    if len(matching) != 1:
        raise UsageError(f"There is no one snapshot {name}: kept are {', '.join(kept) or 'none'}.")
    return snapshots.complete(matching[0])


def refuse_newer(snapshots: Snapshots) -> None:
    """Raise SnapshotError where the current snapshot was laid out by a newer version."""
    name = snapshots.pointed_at()
    current = None if name is None else complete(snapshots.folder / name)
    if current is not None and current.newer:
        raise too_new(current)


def other_base(snapshots: Snapshots, base: str) -> str:
    """Say that the current snapshot was published for another base, if it was: none of its IRIs would lead here."""
    name = snapshots.pointed_at()
    current = None if name is None else complete(snapshots.folder / name)
    if current is None or current.base in {None, base}:
        return ""
    return (
        f"The snapshot was published for {current.base}, and this server is for {base}: "
        "start the server again, or publish the site for its base."
    )


def lost(snapshots: Snapshots) -> str:
    """Say what became of the current snapshot where it cannot even be checked."""
    name = snapshots.pointed_at()
    return "The pointer to the current snapshot is lost" if name is None else f"The snapshot {name} has lost files"


def instead(snapshots: Snapshots, reason: str, info: Info) -> str:
    """Say which snapshot is served in the place of another one, and how that one is had back."""
    since = snapshots.history().time(info.path.name)
    published = f", published {since}," if since else ""
    return f"{reason}; the snapshot {info.path.name}{published} is served instead: {REMEDY}."
