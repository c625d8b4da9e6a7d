"""The pipeline: sources are read, joined, said in RDF, judged, and become the current snapshot, or nothing changes.

It serves nothing. What is wrong with the data is a finding; what is wrong with us or the environment is an exception.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scholargraph import __version__, assets, explanation, search, store
from scholargraph.config import Settings, SourceSettings
from scholargraph.errors import InvalidGraphError, LedgerError, Place, SettingsError, SourceError
from scholargraph.explanation import Finding
from scholargraph.identifiers import parse_url
from scholargraph.iris import Iris, Ledger
from scholargraph.mapping import Mapped, dataset, statements
from scholargraph.model import Reading, Rejected
from scholargraph.ntriples import Triple, iri, line
from scholargraph.pages import listings
from scholargraph.reconcile import IDENTIFYING, Catalogue, Source, reconcile
from scholargraph.sources import Document, SourceReader, reader
from scholargraph.validation import Severity, validate

MAX_SOURCE_BYTES: Final = 64 * 1024 * 1024
FINDINGS_FILE: Final = "findings.json"

Stage = Callable[[str], None]
"""Is told, in a word or two, what is being done."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A site up to its graph: everything that publishing and checking share."""

    catalogue: Catalogue
    ledger: Ledger
    mapped: tuple[Mapped, ...]
    findings: tuple[Finding, ...]

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What stops publishing."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.VIOLATION)


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: whether anything changed, the snapshot, how many statements, the findings."""

    changed: bool
    snapshot: Path
    statements: int
    findings: tuple[Finding, ...]


def publish(settings: Settings, stage: Stage = lambda _: None) -> Published:
    """Make the site's sources its current snapshot; with unchanged sources, and a snapshot that is sound, nothing is done.

    Raises InvalidGraphError where a shape is violated; then, as after any other error, the old snapshot stays.
    """
    snapshots = store.Snapshots(settings.work)
    documents = _documents(settings)
    before = _digest(settings, documents, _ledger_text(settings))
    current = snapshots.current()
    if current is not None and current.manifest.get("inputs") == before and store.is_sound(current):
        return Published(
            changed=False,
            snapshot=current.path,
            statements=int(current.manifest["statements"]),
            findings=_read_findings(current.path),
        )
    site = assemble(settings, stage, documents=documents)
    if site.violations:
        first = site.violations[0]
        raise InvalidGraphError(
            f"{len(site.violations)} violation(s), so nothing was published: {first.message} "
            "`scholargraph check` lists them all.",
            first.place,
        )
    stage("storing")
    ledger = site.ledger.text()
    lines, counts = _quads(site, settings)
    manifest = {"inputs": _digest(settings, documents, ledger), "version": __version__, "base": settings.base, **counts}
    with snapshots.new() as directory:
        store.build(directory, lines)
        (directory / FINDINGS_FILE).write_text(_findings_text(site.findings), encoding="utf-8")
        listings.write(directory, site.catalogue, Iris(settings.base))
        search.write(directory, site.catalogue, Iris(settings.base))
        # The ledger first: a key that was never published does no harm, a published one that is lost changes an IRI.
        _replace(settings.ledger, ledger)
        snapshot = snapshots.commit(directory, manifest)
    return Published(changed=True, snapshot=snapshot, statements=counts["statements"], findings=site.findings)


def assemble(settings: Settings, stage: Stage = lambda _: None, *, documents: tuple[Document, ...] = ()) -> Assembled:
    """Read, join, map and judge a site without changing anything."""
    documents = documents or _documents(settings)
    stage("reading")
    readers = [_reader(settings, source) for source in settings.sources]
    items = [item for document, one in zip(documents, readers, strict=True) for item in one.parse(document)]
    stage("joining")
    sources = tuple(_source(settings, source) for source in settings.sources)
    ledger = Ledger.parse(_ledger_text(settings), str(settings.ledger), schemes=IDENTIFYING)
    catalogue = reconcile(items, sources=sources, ledger=ledger)
    if not catalogue.records:
        raise SourceError(_nothing(items), Place(str(settings.file)))
    stage("mapping")
    iris = Iris(settings.base)
    mapped = tuple(statements(catalogue, iris, license_iri=settings.license))
    stage("validating")
    report = validate(triple for one in mapped for triple in one.statements)
    return Assembled(catalogue, ledger, mapped, explanation.explain(report, catalogue, iris))


def _nothing(items: list[Reading | Rejected]) -> str:
    reasons = [item.reason for item in items if isinstance(item, Rejected)]
    return f"No source gives any record{f' ({reasons[0]})' if reasons else ''}: add a [[person]] to the curation."


def _quads(site: Assembled, settings: Settings) -> tuple[list[str], dict[str, int]]:
    """Every statement as a line of N-Quads, sorted by code point, each once; and how many there are of each graph."""
    iris = Iris(settings.base)
    stated: dict[Triple, None] = {}
    proof: dict[Triple, None] = {}
    for one in site.mapped:
        stated.update(dict.fromkeys(one.statements))
        proof.update(dict.fromkeys(one.evidence))
    properties, classes = dataset.count(iter(stated))
    keys = list(site.catalogue.records)
    described = list(
        dataset.say(properties, classes, keys=keys, iris=iris, title=settings.title, license_iri=settings.license)
    )
    evidence, description = iri(iris.graph("evidence")), iri(iris.graph("description"))
    lines = [line(triple) for triple in stated]
    lines += [line(triple, evidence) for triple in proof]
    lines += [line(triple, description) for triple in dict.fromkeys(described)]
    lines.sort()
    return lines, {"statements": len(stated), "evidence": len(proof), "records": len(keys)}


def _documents(settings: Settings) -> tuple[Document, ...]:
    """Read every source's file, in the order of preference."""
    texts = {source.name: _text(settings, source) for source in settings.sources}
    return tuple(
        Document(
            name=source.name,
            path=source.path,
            text=texts[source.name],
            url=None if source.url is None else parse_url(source.url),
            retrieved=source.retrieved,
            texts=texts,
        )
        for source in settings.sources
    )


def _text(settings: Settings, source: SourceSettings) -> str:
    """Read one source's file as it stands. Raises SourceError where it is absent, outside the site, binary or too large."""
    path = settings.directory / source.path
    place = Place(str(path))
    if not path.resolve().is_relative_to(settings.directory.resolve()):
        raise SourceError("A source lies inside the site's directory: copy the file there.", place)
    try:
        size = path.stat().st_size
        if size > MAX_SOURCE_BYTES:
            raise SourceError(f"The file has {size:,} bytes, more than {MAX_SOURCE_BYTES:,}: split it.", place)
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"There is no such file: add it, or correct the path of “{source.name}”.", place) from None
    except OSError as error:
        raise SourceError(f"The file cannot be read ({error.strerror}): make it readable.", place) from error
    if not data.strip():
        raise SourceError("The file is empty: put the source's text into it.", place)
    if b"\0" in data:
        raise SourceError("The file is binary, not text: save the page as plain text.", place)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise SourceError("The file is not UTF-8 text: save it as UTF-8.", Place(str(path), number)) from error


def _reader(settings: Settings, source: SourceSettings) -> SourceReader:
    """Give the reader of a source. Raises SettingsError for an unknown kind, with the nearest known one."""
    try:
        return reader(source.kind)
    except SourceError as error:
        raise SettingsError(error.message, Place(str(settings.file))) from error


def _source(settings: Settings, source: SourceSettings) -> Source:
    url = None if source.url is None else parse_url(source.url)
    return Source(source.name, source.kind, source.path, url, source.retrieved)


def _ledger_text(settings: Settings) -> str:
    try:
        return settings.ledger.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(
            f"The ledger cannot be read ({error}): restore it from git.", Place(str(settings.ledger))
        ) from error


def _digest(settings: Settings, documents: tuple[Document, ...], ledger: str) -> str:
    """A digest of everything that the snapshot follows from: sources, settings, ledger, shapes, this version and layout."""
    found = hashlib.sha256()
    told = (settings.title, settings.base, settings.license, settings.language, settings.sources)
    rules = [path.read_text(encoding="utf-8") for path in sorted(assets.shapes_dir().glob("*.ttl"))]
    for part in (
        __version__,
        str(store.LAYOUT),
        repr(told),
        ledger,
        *(document.text for document in documents),
        *rules,
    ):
        data = part.encode("utf-8")
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


def _findings_text(findings: tuple[Finding, ...]) -> str:
    return json.dumps([finding.as_data() for finding in findings], ensure_ascii=False, indent=1) + "\n"


def _read_findings(snapshot: Path) -> tuple[Finding, ...]:
    data = json.loads((snapshot / FINDINGS_FILE).read_text(encoding="utf-8"))
    return tuple(Finding.from_data(entry) for entry in data)


def _replace(path: Path, text: str) -> None:
    """Write a file in one move, so that a reader sees the old or the new text; an unchanged one is left alone."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
