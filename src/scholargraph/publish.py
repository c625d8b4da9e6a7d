"""The pipeline: sources are read, joined, said in RDF, judged, and become the current snapshot, or nothing changes.

It serves nothing. What is wrong with the data is a finding; what is wrong with us or the environment is an exception.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from scholargraph import __version__, inputs, pipeline, store
from scholargraph.config import Settings, SourceSettings
from scholargraph.errors import InvalidGraphError, LedgerError, Place, SnapshotError, SourceError, UndecidedError
from scholargraph.findings import Finding, explain, of_addresses, undecided
from scholargraph.identifiers import parse_url
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper, shards
from scholargraph.model import Decision, Rejected, Retired, Source, SourceRecord
from scholargraph.ntriples import Triple
from scholargraph.pages.listings import Listings
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger, reconcile
from scholargraph.sources.reading import Plan, plans, read
from scholargraph.validation import Severity, validate

FINDINGS_FILE: Final = "findings.json"

Stage = Callable[[str], None]
"""Is told, in a word or two, what is being done."""


Ask = Callable[[Mapping[Key, Retired]], bool]
"""Is asked whether to publish though it is not decided what became of some keys."""


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


def publish(settings: Settings, stage: Stage = lambda _: None, *, ask: Ask = lambda _: True) -> Published:
    """Make the site's sources its current snapshot; with unchanged sources, and a snapshot that is sound, nothing is done.

    `ask` is asked where, with this publishing, something may have lost its address; where it says no, UndecidedError is
    raised and nothing changes. Raises InvalidGraphError where a shape is violated; then, as after any other error, the old snapshot stays.
    """
    snapshots = store.Snapshots(settings.work)
    given, kept, stages = plans(settings), _ledger_text(settings), inputs.stages()
    current = snapshots.current()
    before = inputs.digest(settings, given, ledger=kept, stages=stages)
    if current is not None and current.manifest.get("inputs") == before and store.is_sound(current):
        return Published(
            changed=False,
            snapshot=current.path,
            statements=int(current.manifest["statements"]),
            findings=_read_findings(current.path),
        )
    ledger = _parsed(settings, kept)
    known = {*ledger.retired}
    catalogue, mapper = _joined(settings, given, ledger, current=current, stage=stage, make=True)
    new = {key: one for key, one in undecided(catalogue).items() if key not in known}
    if new and not ask(new):
        raise UndecidedError(
            "Nothing was published: say in the curation what became of the addresses above, or publish all the same."
        )
    findings: list[Finding] = []

    def judge(triples: Iterator[Triple]) -> None:
        findings.extend(_judged(triples, catalogue, mapper, known=known, stage=stage))
        _stop_at_violations(findings)

    with snapshots.new() as directory:
        counts = pipeline.store_catalogue(directory, catalogue, mapper, title=settings.title, judge=judge, stage=stage)
        (directory / FINDINGS_FILE).write_text(_findings_text(findings), encoding="utf-8")
        text = ledger.text()
        manifest = {
            "inputs": inputs.digest(settings, given, ledger=text, stages=stages),
            "stages": stages,
            "layout": store.LAYOUT,
            "version": __version__,
            "base": settings.base,
            "withdrawn": sorted(catalogue.names_withdrawn),
            **counts,
        }
        # The ledger first: a key that was never published does no harm, a published one that is lost changes an IRI.
        _replace(settings.ledger, text)
        snapshot = snapshots.commit(directory, manifest)
        # What was published before a name was withdrawn holds it: nobody can roll back to that.
        if catalogue.names_withdrawn:
            snapshots.remove(lambda old: not catalogue.names_withdrawn <= {*old.manifest.get("withdrawn", ())})
    return Published(changed=True, snapshot=snapshot, statements=counts["statements"], findings=tuple(findings))


def assemble(settings: Settings, stage: Stage = lambda _: None) -> Assembled:
    """Read, join, map and judge a site without changing anything."""
    current = store.Snapshots(settings.work).current()
    given, ledger = plans(settings), read_ledger(settings)
    known = {*ledger.retired}
    catalogue, mapper = _joined(settings, given, ledger, current=current, stage=stage)
    triples = (triple for shard in shards(catalogue, mapper) for triple in shard.statements())
    return Assembled(catalogue, mapper, _judged(triples, catalogue, mapper, known=known, stage=stage))


def _joined(
    settings: Settings,
    given: Sequence[Plan],
    ledger: Ledger,
    *,
    current: store.Info | None,
    stage: Stage,
    make: bool = False,
) -> tuple[Joined, Mapper]:
    """Read and join the sources, and make ready to map them; the ledger is changed, `current` is the snapshot so far."""
    stage("reading")
    found = list(read(given))
    stage("joining")
    sources = tuple(_source(source) for source in settings.sources)
    secret = cache(partial(_secret, settings, ledger, make=make))
    catalogue = reconcile(found, sources=sources, ledger=ledger, last_in=_last_in(current), secret=secret)
    if not any(True for _ in catalogue.entries()):
        raise SourceError(_nothing(found), Place(str(settings.file)))
    stage("mapping")
    return catalogue, Mapper(Iris(settings.base), sources, settings.license)


def _secret(settings: Settings, ledger: Ledger, *, make: bool) -> bytes:
    """Give the key of the hashes of withdrawn names; made where there is none yet, and kept where `make` says so.

    Raises LedgerError where the ledger has such hashes and the key is lost.
    """
    try:
        return settings.secret.read_bytes()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise LedgerError(
            f"The key cannot be read ({error}): make it readable.", Place(str(settings.secret))
        ) from error
    if ledger.withdrawn:
        raise LedgerError(
            "This key of the hashes in the ledger is lost, so withdrawn addresses would not be found: restore it.",
            Place(str(settings.secret)),
        )
    made = secrets.token_hex(32).encode("ascii")
    if make:
        with os.fdopen(os.open(settings.secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(made)
    return made


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

    found = explain(validate(told()), catalogue, mapper=mapper, rejected=catalogue.rejected)
    return tuple(sorted((*found, *of_addresses(catalogue, known=known)), key=lambda finding: finding.order))


def _stop_at_violations(findings: Sequence[Finding]) -> None:
    violations = [finding for finding in findings if finding.severity is Severity.VIOLATION]
    if violations:
        raise InvalidGraphError(
            f"{len(violations)} violation(s), so nothing was published: {violations[0].message} "
            "`scholargraph check` lists them all.",
            violations[0].place,
        )


def _nothing(items: Sequence[SourceRecord | Decision | Rejected]) -> str:
    reasons = [item.reason for item in items if isinstance(item, Rejected)]
    return f"No source gives any record{f' ({reasons[0]})' if reasons else ''}: add a [[person]] to the curation."


def _source(source: SourceSettings) -> Source:
    url = None if source.url is None else parse_url(source.url)
    return Source(source.name, source.kind, source.path, url, source.retrieved)


def read_ledger(settings: Settings) -> Ledger:
    """Read the site's ledger. Raises LedgerError for one that cannot be read."""
    return _parsed(settings, _ledger_text(settings))


def _parsed(settings: Settings, text: str) -> Ledger:
    return Ledger.parse(text, str(settings.ledger), schemes=IDENTIFYING)


def change_ledger(settings: Settings, change: Callable[[Ledger], None]) -> None:
    """Change the site's ledger, or leave it as it is where the change raises."""
    ledger = read_ledger(settings)
    change(ledger)
    _parsed(settings, ledger.text())  # aliases may not go round
    _replace(settings.ledger, ledger.text())


def _ledger_text(settings: Settings) -> str:
    try:
        return settings.ledger.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(
            f"The ledger cannot be read ({error}): restore it from git.", Place(str(settings.ledger))
        ) from error


def _findings_text(findings: Sequence[Finding]) -> str:
    return json.dumps([finding.as_data() for finding in findings], ensure_ascii=False, indent=1) + "\n"


def _read_findings(snapshot: Path) -> tuple[Finding, ...]:
    data = json.loads((snapshot / FINDINGS_FILE).read_text(encoding="utf-8"))
    return tuple(Finding.from_data(entry) for entry in data)


def _replace(path: Path, text: str) -> None:
    """Write a file in one move, so that a reader sees the old or the new text; an unchanged one is left alone."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path = path.resolve()  # a symbolic link stays one, and leads to the new text
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
