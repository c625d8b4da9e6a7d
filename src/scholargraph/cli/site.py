"""The commands that publish a site, and list what it can read.

They print; the pipeline decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scholargraph.cli.check_lines import counted
from scholargraph.cli.progress import attended, say, stages, waited

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.iris import Key
    from scholargraph.model import Retired
    from scholargraph.publish import Published
    from scholargraph.publish_record import Result


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--base", help="The base IRI, in place of the configured one.")
@click.option("--dry-run", is_flag=True, help="Show record by record what would change, and change nothing.")
def publish(site: Path, *, base: str | None, dry_run: bool) -> None:
    """Turn the sources of SITE into its current graph."""
    from scholargraph import config
    from scholargraph.publish import publish as run
    from scholargraph.publish_record import recorded

    settings = config.load(site, base=base)
    if dry_run:
        _would_change(settings)
        return
    with recorded(settings) as result, stages("publishing") as stage:
        done = run(settings, stage, ask=ask if attended() else lambda _: True, waiting=waited)
        note_published(result, done)
    for finding in done.findings:
        say(f"{finding.severity.value}: {finding}")
    if done.changed:
        say(f"Published {done.statements:,} statements; {counted(finding.severity for finding in done.findings)}.")
    else:
        say(f"Nothing has changed: {done.statements:,} statements stay published.")
    advise(done)


def _would_change(settings: Settings) -> None:
    """Show what publishing would change. Raises InvalidGraphError where it would publish nothing."""
    from scholargraph.cli.change_lines import show
    from scholargraph.publish import stop_at_violations
    from scholargraph.refreshing import compared

    with stages("comparing") as stage:
        found = compared(settings, stage, staged=False)
    if found.same:
        say("Nothing has changed.")
    else:
        show(found.changes)
        stop_at_violations(found.violations)
    say("Nothing was changed.")


@click.command()
def sources() -> None:
    """List the kinds of source that can be read, and the options that each takes."""
    from scholargraph.errors import SourceError
    from scholargraph.sources import kinds, reader

    for kind in kinds():
        try:
            found = reader(kind)
        except SourceError as error:  # a plug-in that is broken does not hide the others
            click.echo(f"{kind}  {error.message}")
            continue
        click.echo(f"{kind}  {found.description}")
        for option in found.options:
            click.echo(f"    {option.shown}")


def note_published(result: Result, done: Published) -> None:
    """Note for the record of publishing what came of it."""
    counts = Counter(finding.severity.value for finding in done.findings)
    result.done(
        changed=done.changed,
        statements=done.statements,
        snapshot=done.snapshot.name,
        findings={"violations": counts["violation"], "warnings": counts["warning"], "info": counts["info"]},
    )


def advise(done: Published) -> None:
    """Say that another choice of what the store holds of the evidence suits a site of this size better, where one does."""
    from scholargraph.evidence_settings import advice
    from scholargraph.store.manifests import opened

    found = opened(done.snapshot)
    sentence = None if found is None else advice(found.manifest)
    if sentence is not None:
        say(sentence)


def ask(undecided: Mapping[Key, Retired]) -> bool:
    """Show what the curation could say of old addresses, and ask whether to publish without it."""
    from scholargraph.findings import as_curation

    for key, one in undecided.items():
        say(f"\nNo source has {key} any more. It could be {one.candidate}, as alike as {one.score} of 100.")
        say("To decide, add to the curation, with one of the last three lines:\n\n" + as_curation(key, one))
    return click.confirm("Publish now? These addresses will answer 410 until it is decided.", default=False, err=True)
