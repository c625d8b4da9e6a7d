"""What the choice of `[evidence]` costs: `python -m benchmarks.evidence_store [PUBLICATIONS ...]`.

The same made-up library is published with the evidence of each field in the store, and with evidence by entries. For each:
bytes of the dump, of the engine's store and of the file beside it; processor time of publishing (nothing is read, joined or
judged), of loading the dump into a store on the disk and into memory, of a work's page; the memory that the loaded graph
takes. Times are processor time, so another load on the machine matters little; each stands beside the other choice's.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields, replace
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from benchmarks.endpoint.library import Library
from scholargraph import pipeline, store
from scholargraph.config import Settings
from scholargraph.evidence_settings import EvidenceStore
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper
from scholargraph.pages import ontology, representation
from scholargraph.pages.listings import Listings
from scholargraph.pages.site import Site

BASE: Final = "http://127.0.0.1:8000/"
PAGES: Final = 50

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Cost:
    """Sizes in bytes, times in seconds of the processor, of a whole library but for the page."""

    records: float
    dump: float
    store: float
    beside: float
    publishing: float
    loading: float
    loading_memory: float
    memory: float
    page: float


def measure(publications: int, choice: EvidenceStore) -> Cost:
    """Publish a library in a folder that is removed, and measure."""
    library = Library(publications, seed=1)
    mapper = Mapper(Iris(BASE), library.sources, by_entries=choice is EvidenceStore.ENTRIES)
    with tempfile.TemporaryDirectory() as folder:
        snapshots = store.Snapshots(Path(folder))
        with snapshots.new() as directory:
            publishing, counts = _timed(lambda: pipeline.store_catalogue(directory, library, mapper, title="Made up"))
            snapshots.commit(directory, dict(counts))
        info = snapshots.require()
        again = Path(folder, "again")
        again.mkdir()
        lines = (line.decode("utf-8").removesuffix("\n") for line in store.lines_of(store.dump(info.path)))
        loading, _ = _timed(lambda: store.build(again, lines))
        before = _resident()
        loading_memory, reader = _timed(lambda: store.Reader.in_memory(info))
        memory = _resident() - before
        page, _ = _timed(lambda: _pages(info, reader))
        return Cost(
            records=counts["records"],
            dump=info.size,
            store=sum(info.manifest["store"].values()),
            beside=sum(told["bytes"] for name, told in info.manifest["files"].items() if name.startswith("evidence.")),
            publishing=publishing,
            loading=loading,
            loading_memory=loading_memory,
            memory=memory,
            page=page / PAGES,
        )


def _pages(info: store.Info, reader: store.Reader) -> None:
    """Make the pages of some works."""
    settings = Settings(directory=info.path, title="Made up", base=BASE)
    evidence = store.EvidenceIndex.of_snapshot(info)
    listings = Listings(info.path)
    site = Site(
        settings=settings,
        reader=reader,
        listings=listings,
        concepts=ontology.concepts(),
        digest=info.digest,
        evidence=evidence,
    )
    for key in islice(listings.keys("publication"), PAGES):
        representation.of_thing(site, Key(key), representation.HTML)


def _timed(work: Callable[[], Value]) -> tuple[float, Value]:
    started = time.process_time()
    value = work()
    return time.process_time() - started, value


def _resident() -> int:
    """The memory that this process has, in bytes (proc(5), statm)."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()


def _apart(publications: int, choice: EvidenceStore) -> Cost:
    """Measure in a process of its own, whose memory nothing else has grown."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (publications, choice))


def main() -> None:
    """Print what each choice costs a record, and the ratio of the two."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.evidence_store", description=__doc__)
    parser.add_argument("publications", type=int, nargs="*", default=[2_000, 10_000])
    for publications in parser.parse_args().publications:
        one, other = (_apart(publications, choice) for choice in EvidenceStore)
        print(f"\n{publications:,} publications, {one.records:,.0f} records; bytes and microseconds a record")
        print(f"{'':16}{EvidenceStore.FIELDS:>12}{EvidenceStore.ENTRIES:>12}{'ratio':>8}")
        for part, left, right in zip(fields(one), astuple(_each(one)), astuple(_each(other)), strict=True):
            if part.name != "records":
                ratio = f"{right / left:8.2f}" if left else ""
                print(f"{part.name:16}{left:12,.0f}{right:12,.0f}{ratio}", flush=True)


def _each(cost: Cost) -> Cost:
    """The same for one record: bytes, microseconds; the page is one already."""
    sizes = {name: getattr(cost, name) / cost.records for name in ("dump", "store", "beside", "memory")}
    times = {name: getattr(cost, name) * 1e6 / cost.records for name in ("publishing", "loading", "loading_memory")}
    return replace(cost, **sizes, **times, page=cost.page * 1e6)


if __name__ == "__main__":
    main()
