"""The commands that publish and check a site, and list what it can read.

They print; the pipeline decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
        say(f"Published {done.statements:,} statements; {_count(finding.severity for finding in done.findings)}.")
    else:
        say(f"Nothing has changed: {done.statements:,} statements stay published.")


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
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--fail-on", type=click.Choice(["violation", "warning"]), default="violation", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def check(context: click.Context, site: Path, fail_on: str, form: str) -> None:
    """Say what is wrong or missing in SITE, at its source line; change nothing."""
    import json

    from scholargraph import config
    from scholargraph.publish import assemble

    with stages("checking") as stage:
        findings = assemble(config.load(site), stage).findings
    if form == "json":
        click.echo(json.dumps([finding.as_data() for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{finding.severity.value}: {finding}")
        say(f"{_count(finding.severity for finding in findings)}.")
    grave = {"violation", "warning"} if fail_on == "warning" else {"violation"}
    context.exit(1 if any(finding.severity in grave for finding in findings) else 0)


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


def ask(undecided: Mapping[Key, Retired]) -> bool:
    """Show what the curation could say of old addresses, and ask whether to publish without it."""
    from scholargraph.findings import as_curation

    for key, one in undecided.items():
        say(f"\nNo source has {key} any more. It could be {one.candidate}, as alike as {one.score} of 100.")
        say("To decide, add to the curation, with one of the last three lines:\n\n" + as_curation(key, one))
    return click.confirm("Publish now? These addresses will answer 410 until it is decided.", default=False, err=True)


def _count(severities: Iterable[str]) -> str:
    counts = Counter(severities)
    named = ((counts["violation"], "violation"), (counts["warning"], "warning"))
    words = [f"{number} {name}{'' if number == 1 else 's'}" for number, name in named]
    return ", ".join((*words, f"{counts['info']} info"))
