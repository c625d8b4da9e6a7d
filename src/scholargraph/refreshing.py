"""Refreshing: what is published now, held against what would be with what was fetched; then published as it was shown.

It fetches nothing (`acquire.fetching` does) and asks nobody. The caller holds the cache, from fetching to publishing; the site
itself is held while it is published, and then everything must be as it was when it was shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scholargraph import cached_answers, changes, config, pipeline, record_values, store
from scholargraph.changes import Changes
from scholargraph.config import Settings
from scholargraph.findings import Finding, read_findings
from scholargraph.publish import Ask, Assembled, Basis, Note, Published, Stage, assemble, publish
from scholargraph.validation import Severity


@dataclass(frozen=True, slots=True)
class Compared:
    """What publishing would change.

    Attributes:
        changes: record by record, value by value.
        violations: what keeps it from being published.
        basis: what it was compared on.
        same: whether the current snapshot was made of the very same.
    """

    changes: Changes
    violations: tuple[Finding, ...]
    basis: Basis
    same: bool


def prepared(settings: Settings, *, waiting: Callable[[str], None] = lambda _: None) -> Settings:
    """Make ready to fetch: make up for a kill of the last refresh; give the settings without who is left out.

    The caller holds the cache. Raises as `publish`.
    """
    snapshots = store.Snapshots(settings.work)
    with snapshots.lock(waiting):
        current = snapshots.current()
        if current is not None:
            cached_answers.make_up(settings, current.manifest, locked=True)
        return cached_answers.without_left_out(config.again(settings))[0]


def settle(settings: Settings) -> None:
    """After a publishing that did not come to its end: take over what was fetched if it is published, otherwise drop it."""
    current = store.Snapshots(settings.work).current()
    if current is not None:
        cached_answers.make_up(settings, current.manifest, locked=True)
    cached_answers.drop(settings)


def assembled_clean(settings: Settings, stage: Stage = lambda _: None, *, note: Note | None = None) -> Assembled:
    """Read, join and judge a site with what was fetched and is staged, after that was cleaned of who is left out.

    The caller holds the cache. `note` is called as in `publish.assemble`; what it is told last holds. Raises as that.
    """
    made = assemble(settings, stage, staged=True, note=note)
    if cached_answers.clean(settings, made.catalogue, locked=True):
        made = assemble(settings, stage, staged=True, note=note)
    return made


def compared(settings: Settings, stage: Callable[[str], None] = lambda _: None, *, staged: bool = True) -> Compared:
    """Compare what is published with what would be, with what was fetched and is staged; clean that first.

    Without `staged` it is what `publish` would make now, and nothing is changed.

    Raises SnapshotError where what is published cannot be compared with, and as `publish.assemble`.
    """
    settings = config.again(settings)
    noted: list[Basis] = []
    if staged:
        made = assembled_clean(settings, stage, note=noted.append)
    else:
        made = assemble(settings, stage, note=noted.append)
    basis = noted[-1]
    snapshots = store.Snapshots(settings.work)
    current = snapshots.current()
    before = None
    if current is not None:
        before = changes.Site(record_values.read(current.path), read_findings(current.path))
    # As a snapshot will tell it; what is rejected stands among its findings.
    after = changes.Site(tuple(pipeline.values(made.catalogue, made.mapper, title=settings.title)), made.findings)
    return Compared(
        changes.between(before, after, aliases=made.catalogue.aliases),
        tuple(one for one in made.findings if one.severity is Severity.VIOLATION),
        basis,
        current is not None and current.manifest.get("inputs") == basis.inputs,
    )


def publish_as_shown(
    settings: Settings,
    shown: Compared,
    stage: Callable[[str], None] = lambda _: None,
    *,
    ask: Ask = lambda _: True,
    waiting: Callable[[str], None] = lambda _: None,
) -> Published:
    """Publish what was shown, and make current what it was fetched from. Raises UsageError where it is something else by now."""
    return publish(settings, stage, ask=ask, waiting=waiting, fetched=shown.basis)
