"""The pipeline: sources are read, joined, said in RDF, judged, and become the current snapshot, or nothing changes.

It serves nothing. What is wrong with the data is a finding; what is wrong with us or the environment is an exception.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from scholargraph import __version__, cached_answers, config, faults, inputs, ledgers, pipeline, store
from scholargraph.config import Settings
from scholargraph.errors import (
    InvalidGraphError,
    Place,
    ScholarGraphError,
    SettingsError,
    SnapshotError,
    SourceError,
    UndecidedError,
    UsageError,
)
from scholargraph.findings import (
    Finding,
    explain,
    of_addresses,
    of_doubts,
    of_mentions,
    read_findings,
    undecided,
    write_findings,
)
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper, shards
from scholargraph.model import Decision, Rejected, Retired, Source, SourceRecord
from scholargraph.ntriples import Triple
from scholargraph.pages.listings import Listings
from scholargraph.reconcile import Joined, Ledger, Resolved, preferences, reconcile, resolve
from scholargraph.sources.reading import Plan, plans, read
from scholargraph.validation import Severity, validate

ATTEMPTS: Final = 3
"""How often sources are read that change while they are read."""

Stage = Callable[[str], None]
"""Is told, in a word or two, what is being done."""


Ask = Callable[[Mapping[Key, Retired]], bool]
"""Is asked whether to publish though it is not decided what became of some keys."""


class _ChangedMeanwhileError(Exception):
    """The sources or the ledger are not what they were when they were read."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a site was compared on: the digest of all that it would be made of, and the current snapshot."""

    inputs: str
    snapshot: str | None


Note = Callable[[Basis], None]
"""Is told what a site is made of, before any of it is read."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A site up to its graph: everything that publishing and checking share."""

    catalogue: Joined
    mapper: Mapper
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: whether anything changed, the snapshot, how many statements, the findings."""

    changed: bool
    snapshot: Path
    statements: int
    findings: tuple[Finding, ...]


def publish(
    settings: Settings,
    stage: Stage = lambda _: None,
    *,
    ask: Ask = lambda _: True,
    waiting: Stage = lambda _: None,
    patience: float | None = None,
    fetched: Basis | None = None,
) -> Published:
    """Make the site's sources its current snapshot; with unchanged sources, and a snapshot that is sound, nothing is done.

    One publishes at a time, from reading to committing: `waiting` is told, in a sentence, that another one is at it, which
    is waited for (for `patience` seconds, if that is given); site file, ledger and sources are read after that.

    `ask` is asked where, with this publishing, something may have lost its address; where it says no, UndecidedError is
    raised and nothing changes. `fetched` publishes with what was fetched and is staged, and makes that current; it is what
    was shown: UsageError is raised where something else would be published by now. The caller holds the cache then.

    Raises InvalidGraphError where a shape is violated; then, as after any other error, the old
    snapshot stays. Every error is a ScholarGraphError, also one of the system, of SQLite or of ours.
    """
    _refuse_unnameable(settings)
    snapshots = store.Snapshots(settings.work)
    with _every_error_named(settings), snapshots.lock(waiting, patience=patience):
        ledgers.clean(settings)
        settings = config.again(settings)
        for _ in range(ATTEMPTS):
            with suppress(_ChangedMeanwhileError):
                return _published(settings, snapshots, stage, ask, fetched=fetched)
    raise SourceError(
        "The sources, or the ledger, changed each time while they were read: publish once they are complete.",
        Place(str(settings.directory)),
    )


def _published(
    settings: Settings, snapshots: store.Snapshots, stage: Stage, ask: Ask, *, fetched: Basis | None
) -> Published:
    """Publish once, by the holder of the lock. Raises _ChangedMeanwhileError where what was read is not what is there now."""
    staged, damaged = fetched is not None, list[Finding]()
    current = _sound(snapshots, damaged)
    cached_answers.make_up(settings, {} if current is None else current.manifest, locked=staged)
    settings, told = cached_answers.without_left_out(settings)
    given, kept, stages = plans(settings, staged=staged), ledgers.text(settings), inputs.stages()
    before = inputs.digest(settings, given, ledger=kept, stages=stages)
    now = snapshots.current()
    if fetched is not None and fetched != Basis(before, now.digest if now else None):
        raise UsageError("The site was changed after this was shown, so nothing was published: do it again.")
    if current is not None and current.manifest.get("inputs") == before and not damaged:
        if staged:
            cached_answers.take_over(settings)
        return _unchanged(current)
    findings: list[Finding] = []
    with snapshots.new() as directory:
        with _read_again_where_changed(settings, before, stages, staged=staged):
            ledger = ledgers.parsed(settings, kept)
            known = {*ledger.retired}
            catalogue, mapper = _joined(settings, given, ledger, current=current, stage=stage, make=True, staged=staged)
            if cached_answers.clean(settings, catalogue, locked=staged):
                raise _ChangedMeanwhileError  # it is made of what is clean
            new = {key: one for key, one in undecided(catalogue).items() if key not in known}
            if new and not ask(new):
                raise UndecidedError(
                    "Nothing was published: say in the curation what became of the addresses above, or publish all the same."
                )

            def judge(triples: Iterator[Triple]) -> None:
                findings.extend((*told, *_judged(triples, catalogue, mapper, known=known, stage=stage)))
                stop_at_violations(findings)

            counts = pipeline.store_catalogue(
                directory, catalogue, mapper, title=settings.title, judge=judge, stage=stage
            )
            write_findings(directory, findings)
            text = ledger.text()
            manifest = {
                "inputs": inputs.digest(settings, given, ledger=text, stages=stages),
                "stages": stages,
                "answers": cached_answers.digest(settings, staged=staged),
                **_told_of(settings, catalogue),
                **counts,
            }
        if _inputs_now(settings, stages, staged=staged) != before:
            raise _ChangedMeanwhileError
        # The ledger first: a key that was never published does no harm, a published one that is lost changes an IRI.
        ledgers.replace(settings, text)
        snapshot = snapshots.commit(directory, manifest)
        if staged:
            cached_answers.take_over(settings)
        # What was published before a name was withdrawn holds it: nobody can roll back to that.
        if catalogue.names_withdrawn:
            snapshots.remove(lambda old: not catalogue.names_withdrawn <= old.withdrawn)
    return Published(changed=True, snapshot=snapshot, statements=counts["statements"], findings=(*damaged, *findings))


def _told_of(settings: Settings, catalogue: Joined) -> dict[str, object]:
    """Give what a manifest says of the site, and of who made the snapshot."""
    return {
        "layout": store.LAYOUT,
        "version": __version__,
        "base": settings.base,
        "withdrawn": sorted(catalogue.names_withdrawn),
    }


def _unchanged(current: store.Info) -> Published:
    return Published(
        changed=False,
        snapshot=current.path,
        statements=int(current.manifest["statements"]),
        findings=read_findings(current.path),
    )


@contextmanager
def _read_again_where_changed(
    settings: Settings, before: str, stages: Mapping[str, str], *, staged: bool
) -> Iterator[None]:
    """Raise _ChangedMeanwhileError where something went wrong with sources, or a ledger, that are others by now.

    Half of it may have been read from what was there before, and half from what is there now.
    """
    try:
        yield
    except ScholarGraphError as error:
        now = None
        with suppress(ScholarGraphError):
            now = _inputs_now(settings, stages, staged=staged)
        if now != before:
            raise _ChangedMeanwhileError from error
        raise


def _inputs_now(settings: Settings, stages: Mapping[str, str], *, staged: bool) -> str:
    """Give the digest of sources and ledger as they are now."""
    return inputs.digest(settings, plans(settings, staged=staged), ledger=ledgers.text(settings), stages=stages)


def _refuse_unnameable(settings: Settings) -> None:
    """Raise SettingsError for a folder whose name is no text: the engine opens no store in it."""
    try:
        str(settings.work).encode("utf-8")
    except UnicodeEncodeError:
        shown = str(settings.directory).encode("utf-8", "backslashreplace").decode("ascii", "replace")
        raise SettingsError("The name of the site's folder is not UTF-8: rename it.", Place(shown)) from None


@contextmanager
def _every_error_named(settings: Settings) -> Iterator[None]:
    """Let no error pass but those of the one tree: whoever publishes on behalf of a server goes on with what there is."""
    try:
        yield
    except (ScholarGraphError, _ChangedMeanwhileError):
        raise
    except Exception as error:
        raise faults.named(error, Place(str(settings.file))) from error


def _sound(snapshots: store.Snapshots, damaged: list[Finding]) -> store.Info | None:
    """Give the current snapshot if it is sound; one that is not is a finding, and no answer is taken from it."""
    current = snapshots.current()
    found = None if current is None else store.damage(current)
    if current is None or found is None:
        return current
    message = (
        f"The snapshot {current.digest} was damaged ({found}), so it is made anew: check the disk that it lies on."
    )
    damaged.append(Finding(Severity.WARNING, message, Place(str(current.path / found.file))))
    return None


def assemble(
    settings: Settings, stage: Stage = lambda _: None, *, staged: bool = False, note: Note | None = None
) -> Assembled:
    """Read, join, map and judge a site without changing anything; `staged` with what was fetched and is not current yet.

    `note` is told what it is made of; without it, nobody needs the digest of all sources, and it is not taken.
    """
    current = store.Snapshots(settings.work).current()
    settings, told = cached_answers.without_left_out(settings)
    given, text = plans(settings, staged=staged), ledgers.text(settings)
    if note is not None:
        found = inputs.digest(settings, given, ledger=text, stages=inputs.stages())
        note(Basis(found, current.digest if current else None))
    ledger = ledgers.parsed(settings, text)
    known = {*ledger.retired}
    catalogue, mapper = _joined(settings, given, ledger, current=current, stage=stage, make=staged, staged=staged)
    triples = (triple for shard in shards(catalogue, mapper) for triple in shard.statements())
    return Assembled(catalogue, mapper, (*told, *_judged(triples, catalogue, mapper, known=known, stage=stage)))


def _joined(
    settings: Settings,
    given: Sequence[Plan],
    ledger: Ledger,
    *,
    current: store.Info | None,
    stage: Stage,
    make: bool = False,
    staged: bool = False,
) -> tuple[Joined, Mapper]:
    """Read and join the sources, and make ready to map them; the ledger is changed, `current` is the snapshot so far."""
    prefer = preferences(settings.prefer)
    sources = cached_answers.sources(settings, staged=staged)
    secret = cache(partial(ledgers.secret, settings, ledger, make=make))
    catalogue = reconcile(
        _read(given, stage),
        sources=sources,
        ledger=ledger,
        last_in=_last_in(current),
        secret=secret,
        folder=settings.work,
        prefer=prefer,
    )
    if not catalogue.by_key:
        raise SourceError(_nothing(catalogue.rejected), Place(str(settings.file)))
    stage("mapping")
    return catalogue, Mapper(Iris(settings.base), sources, settings.license)


def _read(given: Sequence[Plan], stage: Stage) -> Iterator[SourceRecord | Decision | Rejected]:
    """Read the sources while they are asked for."""
    stage("reading")
    yield from read(given)
    stage("joining")  # only now: while they come, they are being read


def resolved(settings: Settings, stage: Stage = lambda _: None) -> tuple[Resolved, tuple[Source, ...], Ledger]:
    """Read a site and put together what is about one thing, without changing anything; merge no values, map nothing.

    Gives that, the sources in the order of preference, and the ledger as it is kept. Raises SourceError where the sources
    give nothing.
    """
    stage("reading")
    ledger = read_ledger(settings)
    found = list(read(plans(settings)))
    if not any(isinstance(one, SourceRecord) for one in found):
        raise SourceError(_nothing([one for one in found if isinstance(one, Rejected)]), Place(str(settings.file)))
    stage("joining")
    sources = cached_answers.sources(settings)
    secret = cache(partial(ledgers.secret, settings, ledger, make=False))
    made = resolve(found, sources=sources, ledger=ledger, secret=secret, folder=settings.work)
    return made, sources, read_ledger(settings)


def _last_in(current: store.Info | None) -> Callable[[Key], str | None]:
    """Tell of a key whether the current snapshot has it: the snapshot that has it last, if it is gone now."""
    if current is None:
        return lambda _: None
    listings, digest = Listings(current.path), current.digest

    def last_in(key: Key) -> str | None:
        try:
            return digest if listings.card(key) is not None else None
        except SnapshotError:
            return None  # it is to be made again, and tells nothing

    return last_in


def _judged(
    triples: Iterator[Triple], catalogue: Joined, mapper: Mapper, *, known: Collection[Key], stage: Stage
) -> tuple[Finding, ...]:
    """Hold what is mapped against the shapes, and say what became of old addresses; `known` were gone before."""

    def told() -> Iterator[Triple]:
        yield from triples
        stage("validating")  # only now: while they come, they are being mapped

    report = validate(told())
    found = explain(report, catalogue, mapper=mapper, rejected=catalogue.rejected)
    wrong = [Finding(Severity.WARNING, str(one)) for one in report.disagreements]
    more = (*of_addresses(catalogue, known=known), *of_doubts(catalogue.doubtful), *of_mentions(catalogue.mentions))
    return tuple(sorted((*found, *wrong, *more), key=lambda finding: finding.order))


def stop_at_violations(findings: Sequence[Finding]) -> None:
    """Raise InvalidGraphError for findings that keep a site from being published."""
    violations = [finding for finding in findings if finding.severity is Severity.VIOLATION]
    if violations:
        raise InvalidGraphError(
            f"{len(violations)} violation(s), so nothing was published: {violations[0].message} "
            "`scholargraph check` lists them all.",
            violations[0].place,
        )


def _nothing(rejected: Sequence[Rejected]) -> str:
    why = f" ({rejected[0].reason})" if rejected else ""
    return f"No source gives any record{why}: add a [[person]] to the curation."


def read_ledger(settings: Settings) -> Ledger:
    """Read the site's ledger. Raises LedgerError for one that cannot be read."""
    return ledgers.parsed(settings, ledgers.text(settings))


def change_ledger(settings: Settings, change: Callable[[Ledger], None], *, waiting: Stage = lambda _: None) -> None:
    """Change the site's ledger, or leave it as it is where the change raises; a publish that is under way is waited for."""
    with store.Snapshots(settings.work).lock(waiting):
        ledger = read_ledger(settings)
        change(ledger)
        ledgers.parsed(settings, ledger.text())  # aliases may not go round
        ledgers.replace(settings, ledger.text())
