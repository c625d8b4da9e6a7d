"""The command that checks a site: in words, or as JSON, SARIF, HTML or SHACL's report; once, or whenever a file changes.

It changes nothing, but for `--fix`, which writes what was shown and agreed to into the curation.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from scholargraph.cli.output import results
from scholargraph.cli.progress import attended, say, stages, waited
from scholargraph.errors import ScholarGraphError, UsageError

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.findings.check_report import CheckReport
    from scholargraph.publish import Assembled

FORMATS: Final = ("text", "json", "sarif", "html", "turtle")
SEVERITIES: Final = ("violation", "warning", "info")


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--profile", "profiles", multiple=True, help="core, quality, or a file of the site's shapes; may be repeated."
)
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="violation", show_default=True)
@click.option("--all", "everything", is_flag=True, help="Show each finding in full, also of the frequent kinds.")
@click.option("--fix", is_flag=True, help="Show what can be mended safely, ask, and write it into the curation.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--watch", is_flag=True, help="Check again whenever a file of the site changes, until Ctrl-C.")
@click.pass_context
def check(context: click.Context, /, site: Path, **options: Any) -> None:
    """Say what is wrong or missing in SITE, at its source line, and how it is mended.

    Exits with 1 where something is as grave as --fail-on.
    """
    form, chosen = options["form"], options["profiles"]
    if options["yes"] and not options["fix"]:
        raise UsageError("--yes answers what --fix asks: say --fix as well.")
    if options["watch"] and (options["fix"] or form != "text"):
        raise UsageError("--watch shows text and changes nothing: leave out --fix and --format.")

    def again() -> tuple[Assembled, CheckReport]:
        settings, assembled = _assembled(site)
        return assembled, _report(settings, assembled, chosen)

    def once() -> CheckReport:
        settings, assembled = _assembled(site)
        report = _report(settings, assembled, chosen)
        if options["fix"]:
            report = _fixed(settings, assembled, report, again, yes=options["yes"])
        _write(report, form, settings, everything=options["everything"])
        return report

    if options["watch"]:
        _watch(site, once)
        return
    from scholargraph.validation import Severity

    context.exit(1 if once().fails(Severity(options["fail_on"])) else 0)


def _assembled(site: Path) -> tuple[Settings, Assembled]:
    from scholargraph import config
    from scholargraph.publish import assemble

    settings = config.load(site)
    with stages("checking") as stage:
        return settings, assemble(settings, stage)


def _report(settings: Settings, assembled: Assembled, chosen: Sequence[str]) -> CheckReport:
    from scholargraph.findings import completeness
    from scholargraph.findings.check_report import CheckReport

    judged = assembled.judged
    return CheckReport.of(
        settings.title,
        assembled.findings,
        judged.report,
        profiles=judged.profiles,
        chosen=judged.profiles.checked(chosen),
        items=assembled.items,
        completeness=completeness(assembled.catalogue, title=settings.title),
    )


def _write(report: CheckReport, form: str, settings: Settings, *, everything: bool) -> None:
    from scholargraph.cli.check_lines import counted, report_lines

    if form == "text":
        for line in report_lines(report, **({"shown": None} if everything else {})):
            click.echo(line)
        say(f"{counted(one.severity for one in report.findings)}.")
        return
    with results() as out:
        out.write(_TEXTS[form](report, settings).encode("utf-8"))


def _json(report: CheckReport, _settings: Settings) -> str:
    return json.dumps(report.as_data(), ensure_ascii=False, indent=1) + "\n"


def _sarif(report: CheckReport, settings: Settings) -> str:
    from scholargraph.findings.sarif import sarif

    return json.dumps(sarif(report, settings.directory), ensure_ascii=False, indent=1) + "\n"


def _html(report: CheckReport, _settings: Settings) -> str:
    from scholargraph.findings.report_html import report_html

    return report_html(report)


def _turtle(report: CheckReport, _settings: Settings) -> str:
    from scholargraph.findings.report_turtle import report_turtle

    return report_turtle(report.report, {rule.iri: rule for rule in report.rules.values()})


_TEXTS: Final[dict[str, Callable[[CheckReport, Settings], str]]] = {
    "json": _json, "sarif": _sarif, "html": _html, "turtle": _turtle,
}  # fmt: skip


def _fixed(
    settings: Settings,
    assembled: Assembled,
    report: CheckReport,
    again: Callable[[], tuple[Assembled, CheckReport]],
    *,
    yes: bool,
) -> CheckReport:
    """Show what can be mended, ask, write it, and check again; what makes things worse is taken back."""
    from scholargraph import disk
    from scholargraph.cli.terminal import line
    from scholargraph.mending import mends, written
    from scholargraph.reviewing import curation_file

    found = mends(assembled.catalogue, assembled.items)
    if not found:
        say("Nothing can be mended without a decision.")
        return report
    for one in found:
        say(line(f"{one.place}: {one.before} → {one.field} = {one.after}  ({one.key})"))
    many = "1 mend" if len(found) == 1 else f"{len(found):,} mends"
    if not yes and not attended():
        raise UsageError("--fix asks before it writes: say --yes where nobody sits at a terminal.")
    if not yes and not click.confirm(f"Write {many} into the curation?", default=False, err=True):
        say("Nothing was written.")
        return report
    before = disk.read(curation_file(settings))
    file = written(settings, found, waiting=waited)
    after = disk.read(file)

    def taken_back() -> str:
        if disk.read(file) != after:
            return f"was edited meanwhile: take the {many} out of it by hand"
        disk.replace_bytes(file, before)
        return "is as it was"

    try:
        assembled_again, fresh = again()
    except ScholarGraphError:
        say(f"{file} {taken_back()}.")
        raise
    if _violations(assembled_again) > _violations(assembled):
        say(f"With {many} more would be wrong than without. {file} {taken_back()}.")
        return report
    say(f"{many} written into {file}.")
    return fresh


def _violations(assembled: Assembled) -> int:
    """How many there are, whichever profiles are shown."""
    return sum(one.severity.value == "violation" for one in assembled.findings)


def _watch(site: Path, once: Callable[[], object]) -> None:
    """Check whenever a file changed; what cannot be read now may be by the next time."""
    from scholargraph.cli.watching import changes

    try:
        for _ in changes(site):
            try:
                once()
            except ScholarGraphError as error:
                say(f"scholargraph: {error}")
            say("Watching for changes; Ctrl-C ends it.")
    except KeyboardInterrupt:
        say("Stopped.")
