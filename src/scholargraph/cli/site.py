"""The commands that make, publish and check a site, and list what it can read.

They print; the pipeline decides.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scholargraph.cli.progress import attended, say, stages
from scholargraph.errors import UsageError

if TYPE_CHECKING:
    from scholargraph.iris import Key
    from scholargraph.model import Retired

_SITE_FILE = """\
#:schema {schemas}/scholargraph.schema.json
# A ScholarGraph site. `scholargraph publish` turns the sources below into its graph.

[site]
title = "{title}"
base = "{base}"   # where it will be served; every IRI starts with it, and it stands nowhere else
language = "en"

# Sources in order of preference: what stands first is stated where two disagree.

[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"
"""

_PROFILE_SOURCE = """
[[source]]
name = "profile"
kind = "profile-text"
path = "profile.txt"
"""

_CURATION_FILE = """\
#:schema {schemas}/curation.schema.json
# Facts that you vouch for, each with what it rests on: rests_on (an address), quote (exact words of another source)
# or basis (in words). What is not known stays away: nothing here is ever guessed.

{person}
# [[publication]]
# title = "The title as printed"
# type = "conference-paper"
# authors = ["First Author", "Second Author"]      # complete, in order
# issued = 2024
# identifiers = ["doi:10.5555/12345678"]
# rests_on = "https://doi.org/10.5555/12345678"
"""

_PERSON = """\
[[person]]
name = "{name}"
basis = "Stated by the editor of this site."
"""


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="The scholar's name.")
@click.option(
    "--profile",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The text of a profile page, to be copied.",
)
@click.option("--base", default="http://127.0.0.1:8000/", show_default=True, help="Where the site will be served.")
def init(directory: Path, name: str | None, profile: Path | None, base: str) -> None:
    """Make a new site in DIRECTORY."""
    from scholargraph import config
    from scholargraph.assets import schemas_dir

    target = directory / config.SITE_FILE
    if target.exists():
        raise UsageError(f"There is a site already: edit {target}, or name another directory.")
    try:
        base = config.checked_base(base)
    except ValueError as error:
        raise UsageError(f"“{base}” is no base IRI: {error}.") from None
    if name is not None and (not name.strip() or not name.isprintable()):
        raise UsageError("The name is empty or holds control characters: write it as it is printed.")
    directory.mkdir(parents=True, exist_ok=True)
    quoted = (name or directory.resolve().name).strip().replace("\\", "\\\\").replace('"', '\\"')
    person = (
        _PERSON.format(name=quoted)
        if name
        else "# " + "# ".join(_PERSON.format(name="Your Name").splitlines(keepends=True))
    )
    settings = _SITE_FILE.format(schemas=config.WORK_DIRECTORY, title=quoted, base=base)
    if profile is not None:
        shutil.copyfile(profile, directory / "profile.txt")
        settings += _PROFILE_SOURCE
    target.write_text(settings, encoding="utf-8")
    curation = _CURATION_FILE.format(schemas=config.WORK_DIRECTORY, person=person)
    (directory / "curation.toml").write_text(curation, encoding="utf-8")
    (directory / config.WORK_DIRECTORY).mkdir(exist_ok=True)
    for schema in schemas_dir().glob("*.json"):
        shutil.copyfile(schema, directory / config.WORK_DIRECTORY / schema.name)
    (directory / ".gitignore").write_text(f"{config.WORK_DIRECTORY}/\n", encoding="utf-8")
    say(f"{target} is made. Next: edit curation.toml, then `scholargraph serve {directory}`.")


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--base", help="The base IRI, in place of the configured one.")
def publish(site: Path, base: str | None) -> None:
    """Turn the sources of SITE into its current graph."""
    from scholargraph import config
    from scholargraph.publish import publish as run

    with stages("publishing") as stage:
        done = run(config.load(site, base=base), stage, ask=_ask if attended() else lambda _: True)
    for finding in done.findings:
        say(f"{finding.severity.value}: {finding}")
    if done.changed:
        say(f"Published {done.statements:,} statements; {_count(finding.severity for finding in done.findings)}.")
    else:
        say(f"Nothing has changed: {done.statements:,} statements stay published.")


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


def _ask(undecided: Mapping[Key, Retired]) -> bool:
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
