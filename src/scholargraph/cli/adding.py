"""The command that adds to a site: files, and what services know of an identifier; it shows what that would change, and asks.

It prints and asks; `sites` writes, `acquire.fetching` fetches, `changes` compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scholargraph.cli.change_lines import show
from scholargraph.cli.create import named_files, source_options
from scholargraph.cli.fetch_lines import bars, tell
from scholargraph.cli.progress import agreed, say, stages, waited
from scholargraph.errors import RemoteError, SourceError, UsageError

if TYPE_CHECKING:
    from scholargraph.acquire.fetching import FetchRequest
    from scholargraph.changes import Site
    from scholargraph.config import Settings, SourceSettings
    from scholargraph.publish import Assembled
    from scholargraph.sites import Addition


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, metavar="[FILE|ID...]")
@click.option("--yes", is_flag=True, help="Add them without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@source_options
def add(*, site: Path, words: tuple[str, ...], yes: bool, dry_run: bool, **given: tuple[Path, ...]) -> None:
    """Add files to SITE as sources, or what is known of an ID, once it was shown what they would change.

    A file is copied into the site's folder. An ID (a DOI, an ORCID iD, an OpenAlex id, an arXiv id, the address of a page of
    dblp, a ROR id) is fetched, and again with every `scholargraph refresh`. New sources stand after the others: where they
    disagree, those are believed.
    """
    from scholargraph import changes, config, sites, store
    from scholargraph.acquire.fetching import Cache

    settings = config.load(site)
    files, requests = _parted(words)
    names = tuple(one.name for one in settings.sources)
    sources = sites.planned(named_files(files, given), settings.directory, names=names)
    if not sources and not requests:
        raise UsageError("Name the files to be added, or identifiers.")
    text = settings.origin[0] if settings.origin is not None else ""
    addition = sites.with_requests(text, requests, names=(*names, *(one.name for one in sources)))
    extended = sites.with_tables(addition.text, sites.tables(sources))
    copies: list[Path] = []
    added = False
    try:
        with _fetched(settings, addition, requests, text=extended):
            copies += sites.copy(sources, settings.directory)
            with stages("comparing") as stage:
                before = _assembled(settings, stage)
                after = _assembled(config.parse(extended, settings.file), stage, staged=bool(requests))
            if after is None:
                raise SourceError("Nothing can be read of this: `scholargraph read FILE` says why of a file.")
            old = None if before is None else _told(before)
            show(changes.between(old, _told(after), aliases=after.catalogue.aliases))
            if dry_run or not agreed("Add them?", yes=yes, doing="add them"):
                say("Nothing was changed.")
                return
            with store.Snapshots(settings.work).lock(waited):
                if requests:
                    Cache(settings).take_over()
                sites.replace_text(settings, text, extended)
            added = True
        told = [*(f"“{one.name}” ({one.kind})" for one in sources), *addition.told]
        say(f"{settings.file} has {', '.join(told)}. Next: `scholargraph publish {site}`.")
    finally:
        for copied in () if added else copies:
            copied.unlink(missing_ok=True)


def _parted(words: Sequence[str]) -> tuple[list[Path], list[FetchRequest]]:
    """Tell files from identifiers: what lies there as a file is one. Raises UsageError for what is neither."""
    from scholargraph.acquire.fetching import request_for

    files: list[Path] = []
    requests: dict[FetchRequest, None] = {}
    for one in words:
        if Path(one).is_dir():
            raise UsageError(f"{one} is a folder: name its files, or write a [[source]] with its path.")
        if Path(one).exists():
            files.append(Path(one))
            continue
        try:
            requests[request_for(one)] = None
        except UsageError as error:
            raise UsageError(f"There is no file {one}, and {error.message[:1].lower()}{error.message[1:]}") from None
    return files, [*requests]


@contextmanager
def _fetched(settings: Settings, addition: Addition, requests: Sequence[FetchRequest], *, text: str) -> Iterator[None]:
    """Fetch what is new into the staging index, which is dropped at the end but for what was taken over."""
    from scholargraph import config
    from scholargraph.acquire.fetching import Cache, fetch
    from scholargraph.cached_answers import drop
    from scholargraph.refreshing import prepared

    if not requests:
        yield
        return
    extended = config.parse(text, settings.file)
    cache = Cache(extended)
    with cache.locked(waited):
        prepared(settings, waiting=waited)  # what a refresh published that was killed then is current
        drop(settings)  # what it left otherwise was shown to nobody
        _refuse_left_out(addition.new(extended.sources), settings)
        under_way = cache.staged().keys()
        try:
            with bars("fetching") as progress:
                outcomes = fetch(addition.new(extended.sources), cache=cache, settings=extended, progress=progress)
            tell(outcomes)
            failed = [one for one in outcomes if one.state == "failed"]
            if failed:
                raise RemoteError(f"Nothing was added: {failed[0].reason}", retry_after=failed[0].retry_after)
            yield
        finally:
            cache.forget(cache.staged().keys() - under_way)
            cache.collect()


def _refuse_left_out(sources: Sequence[SourceSettings], settings: Settings) -> None:
    """Raise UsageError for the id of somebody who is left out: nothing of them is fetched, not even to be shown."""
    from scholargraph.cached_answers import without_left_out

    kept, _told = without_left_out(replace(settings, sources=(*settings.sources, *sources)))
    asked = {(one.name, id_) for one in kept.sources for id_ in one.ids}
    if any((one.name, id_) not in asked for one in sources for id_ in one.ids):
        raise UsageError("Nothing was added: an id is that of somebody who is left out (opted_out in the curation).")


def _assembled(settings: Settings, stage: Callable[[str], None], *, staged: bool = False) -> Assembled | None:
    """Read, join and judge a site; None where it has no record yet.

    With what is staged, answers are cleaned of who is left out before anything is shown, and whatever is said then.
    """
    from scholargraph.model import SourceRecord
    from scholargraph.publish import assemble
    from scholargraph.refreshing import assembled_clean
    from scholargraph.sources.reading import plans, read

    if not any(isinstance(one, SourceRecord) for one in read(plans(settings, staged=staged))):
        return None
    return assembled_clean(settings, stage) if staged else assemble(settings, stage)


def _told(made: Assembled) -> Site:
    from scholargraph.changes import Site

    return Site.of(made.catalogue, made.findings)
