"""The command that shows what a reader reads out of files, before anything is published, along the way that publishing takes.

It changes nothing, joins nothing, and judges nothing but whether all could be read.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from scholargraph.cli.output import results
from scholargraph.cli.progress import say
from scholargraph.errors import ScholarGraphError

if TYPE_CHECKING:
    from scholargraph.sources.file_plan import FilePlan, Wanted

_FINDINGS: Final = 1
"""The exit code where all could be read, and what was found in it is not what was asked for."""


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--kind", help="The kind of source that it is; the default is what its site says, or what its name tells."
)
@click.option(
    "--option", "options", metavar="NAME=VALUE", multiple=True, help="An option of the reader; of a list, one member."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line, with nothing cut.")
@click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
    help="Whether to print in colours; auto does on a terminal, unless NO_COLOR is set.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "rejected"]), default="error", show_default=True,
    help="What is no success: a file that cannot be read, or already an entry that is rejected.",
)  # fmt: skip
@click.option("--stdin-name", help="What to call standard input; the ending tells what it is.")
def read(
    *,
    files: tuple[str, ...],
    kind: str | None,
    options: tuple[str, ...],
    as_json: bool,
    color: str,
    fail_on: str,
    stdin_name: str | None,
) -> None:
    """Show what is read out of each FILE (- is standard input): records, their values and places, what is rejected.

    Nothing is published. A file that is a source of a site is read as that site reads it.
    """
    from scholargraph.cli.read_lines import TextReport
    from scholargraph.cli.read_report import JsonReport, Report
    from scholargraph.cli.terminal import line, surface
    from scholargraph.sources.file_plan import Wanted
    from scholargraph.sources.reading import read as read_plans

    wanted = Wanted.of(kind, options)
    code = 0
    with results() as out:
        report: Report = JsonReport(out) if as_json else TextReport(out, *surface(color))
        for file in files:
            plan = None
            try:
                plan = _plan(file, wanted, stdin_name)
                report.begin(plan)
                for found in read_plans(plan.plans):
                    report.add(plan, found)
            except ScholarGraphError as error:
                place = error.place if plan is None or error.place is None else plan.placed(error.place)
                report.fail(file, error.message, place)
                out.flush()
                say(f"scholargraph: {line(f'{place}: {error.message}' if place else error.message)}")
                code = max(code, error.exit_code)
        report.end()
    click.get_current_context().exit(code or (_FINDINGS if report.rejected and fail_on == "rejected" else 0))


def _plan(file: str, wanted: Wanted, stdin_name: str | None) -> FilePlan:
    from scholargraph.acquire import MAX_BYTES
    from scholargraph.sources.file_plan import STDIN, of_file, of_stream

    if file != "-":
        return of_file(file, wanted)
    return of_stream(sys.stdin.buffer.read(MAX_BYTES + 1), stdin_name or STDIN, wanted)
