"""The command that takes a published site along: its graph, or the references to its works, streamed from the snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from scholargraph.cli.output import results
from scholargraph.cli.progress import say
from scholargraph.errors import UsageError

if TYPE_CHECKING:
    from scholargraph.citation import Citation
    from scholargraph.config import Settings
    from scholargraph.iris import Iris, Key
    from scholargraph.pages.listings import Listings
    from scholargraph.store import Info

GRAPHS: Final = ("nq", "nt", "ttl", "jsonld", "rdf")
REFERENCES: Final = ("bib", "biblatex", "ris", "csl-json", "csv", "xlsx")


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option(
    "--format", "form", type=click.Choice([*GRAPHS, *REFERENCES]), default="nq", show_default=True,
    help="nq holds every graph, nt to rdf the statements alone; bib to xlsx are references to works.",
)  # fmt: skip
def export(site: Path, keys: tuple[str, ...], form: str) -> None:
    """Write the published graph of SITE to standard output, or references to its works.

    A KEY is a work (publication/...), or a person, an organisation or a venue whose works are meant; its address will do,
    too. Without one, references are those to all works, in the order of their keys.
    """
    from scholargraph import config, store

    settings = config.load(site)
    snapshot = store.sound(store.Snapshots(settings.work), settings.base, say)
    if form in REFERENCES:
        _references(settings, snapshot, keys, form=form)
        return
    if keys:
        raise UsageError(
            f"The graph is exported as a whole: leave the keys out, or choose one of {', '.join(REFERENCES)}."
        )
    with results() as out:
        if form == "nq":
            for line in store.lines_of(store.dump(snapshot.path)):
                out.write(line)
        else:
            store.Reader(snapshot).write_statements(out, form)


def _references(settings: Settings, snapshot: Info, wanted: tuple[str, ...], *, form: str) -> None:
    from scholargraph import store
    from scholargraph.citation import WRITERS, CitationReader
    from scholargraph.iris import Iris
    from scholargraph.pages.listings import Listings

    iris, listings = Iris(settings.base), Listings(snapshot.path)
    keys = _all_works(listings) if not wanted else iter(dict.fromkeys(_works(listings, iris, wanted)))
    reader = CitationReader(store.Reader(snapshot), iris)
    made: Iterator[Citation] = (found for key in keys if (found := reader.of_work(key)) is not None)
    with results() as out:
        for piece in WRITERS[form](made):
            out.write(piece)


def _all_works(listings: Listings) -> Iterator[Key]:
    """The keys of all works, in their order, some hundreds at a time."""
    found = listings.keys("publication")
    while found:
        yield from found
        found = listings.keys("publication", after=found[-1])


def _works(listings: Listings, iris: Iris, wanted: Iterable[str]) -> Iterator[Key]:
    """The works that some keys mean, each key's in the order of its list. Raises UsageError for a key that means none."""
    from scholargraph.iris import Key
    from scholargraph.pages.references import RELATIONS, WORK

    for words in wanted:
        key = iris.key(words) or Key(words)
        if listings.card(key) is None or key.collection not in {WORK, *RELATIONS}:
            raise UsageError(
                f"“{words}” is no work, person, organisation or venue of this site: `scholargraph keys SITE` lists the keys."
            )
        if key.collection == WORK:
            yield key
        for relation in RELATIONS.get(key.collection, ()):
            size = listings.sizes(key).get(relation, 0)
            members = listings.members(key, relation, count=size) if size else []
            yield from (member for member in members if member.collection == WORK)
