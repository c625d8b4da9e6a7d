"""The command that formats references to works in a citation style, for people to paste."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from scholargraph.cli.output import results
from scholargraph.cli.progress import say
from scholargraph.errors import UsageError

STYLES: Final = ("apa", "chicago", "ieee", "mla", "vancouver")
LANGUAGES: Final = ("en-US", "de-DE", "fr-FR")


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("--style", type=click.Choice(STYLES), default="apa", show_default=True, help="The citation style.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en-US", show_default=True, help="Of the words that styles add."
)
@click.option("--html", "as_html", is_flag=True, help="With italics and the like, as HTML.")
def cite(site: Path, keys: tuple[str, ...], style: str, language: str, *, as_html: bool) -> None:
    """Write a formatted citation of each KEY of SITE, a line each; KEY is that of a work, or its address."""
    from scholargraph import config, store
    from scholargraph.citation import CitationReader
    from scholargraph.citation.formatted import format_citation
    from scholargraph.iris import Iris, Key

    settings = config.load(site)
    iris = Iris(settings.base)
    reader = CitationReader(store.Reader(store.sound(store.Snapshots(settings.work), settings.base, say)), iris)
    with results() as out:
        for words in keys:
            key = iris.key(words) or Key(words)
            citation = reader.of_work(key) if key.startswith("publication/") else None
            if citation is None:
                raise UsageError(f"“{words}” is no work of this site: `scholargraph keys SITE` lists the keys.")
            made = format_citation(citation, style, language=language)
            if not made.text:
                raise UsageError(f"The style {style} lists no works such as “{words}”; choose another one.")
            out.write(f"{made.html if as_html else made.text}\n".encode())
