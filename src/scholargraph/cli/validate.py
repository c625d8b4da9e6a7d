"""The command that holds any graph against shapes, by default our own.

It prints; the engines judge. Nothing is fetched and nothing is changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from scholargraph.cli.output import results
from scholargraph.cli.progress import say, stages

if TYPE_CHECKING:
    from scholargraph.errors import Place
    from scholargraph.validation import Report, Result
    from scholargraph.validation.data import Data
    from scholargraph.validation.shapes import Shapes

_FINDINGS: Final = 1
_REPORT: Final = "urn:scholargraph:report"


@click.command()
@click.argument("data", metavar="DATA")
@click.option(
    "--shapes", "shapes", multiple=True, type=click.Path(path_type=Path),
    help="A Turtle file of shapes, or a folder of them; may be given several times. The default are our own.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(["auto", "pyshacl", "fast"]), default="auto", show_default=True,
    help="Who judges: pySHACL alone, or a fast scout whose findings pySHACL confirms; auto scouts large graphs.",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json", "turtle"]), default="text", show_default=True)
@click.option("--fail-on", type=click.Choice(["violation", "warning"]), default="violation", show_default=True)
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60, show_default=True,
              help="How much processor time a step may take: one shape and at most 500 nodes.")  # fmt: skip
@click.option("--seed", help="Draw the scout's samples with this; the default is made of the data, and printed.")
def validate(
    *,
    data: str,
    shapes: tuple[Path, ...],
    engine: str,
    form: str,
    fail_on: str,
    seconds: float,
    seed: str | None,
) -> None:
    """Hold the RDF in DATA (a file in any syntax; - is standard input) against SHACL shapes."""
    from scholargraph.validation import Severity
    from scholargraph.validation.data import read_data
    from scholargraph.validation.engine import Choice, judge
    from scholargraph.validation.shapes import read_shapes

    with stages("validating") as stage:
        stage("reading")
        rules = read_shapes(shapes)
        given = read_data(_bytes(data), "<stdin>" if data == "-" else data)
        stage(f"judging {len(given.triples):,} statements")
        report = judge(given.triples, rules, choice=Choice(engine), seconds=seconds, seed=seed)
    places = given.places(report.results)
    remedies = _remedies(rules, report)
    with results() as out:
        for line in _lines(form, given, report, places, remedies):
            out.write(f"{line}\n".encode())
    _tell(given, report, rules.notes)
    grave = {Severity.VIOLATION, Severity.WARNING} if fail_on == "warning" else {Severity.VIOLATION}
    found = any(one.severity in grave for one in report.results)
    click.get_current_context().exit(5 if report.disagreements else _FINDINGS if found else 0)


def _bytes(data: str) -> bytes:
    from scholargraph.errors import Place, SourceError
    from scholargraph.validation.data import MAX_BYTES

    if data == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(data).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"The data cannot be read ({reason}): name a file.", Place(data)) from error


def _remedies(shapes: Shapes, report: Report) -> Mapping[Result, str]:
    """What mends each result, where its shape or its kind of constraint says it."""
    from scholargraph.validation.rules import components, remedy_of, rules_of

    rules = {rule.iri: rule for rule in rules_of(shapes.graph)} if report.results else {}
    return {one: remedy_of(rules.get(one.shape or ""), components().get(one.component)) for one in report.results}


def _lines(
    form: str, given: Data, report: Report, places: Mapping[Result, Place], remedies: Mapping[Result, str]
) -> Iterator[str]:
    if form == "turtle":
        yield from report.graph_lines(_REPORT)
    elif form == "json":
        import json

        yield json.dumps(
            {
                "conforms": report.conforms,
                "statements": len(given.triples),
                "graphs": given.graphs,
                "judged": [{"engine": one.engine, "pairs": one.pairs, "reason": one.reason} for one in report.judged],
                "seed": report.seed,
                "disagreements": [str(one) for one in report.disagreements],
                "results": [_as_data(one, places.get(one), remedies[one]) for one in report.results],
            },
            ensure_ascii=False,
            indent=1,
        )
    else:
        yield from (_as_text(one, places.get(one), remedies[one]) for one in report.results)


def _as_data(result: Result, place: Place | None, remedy: str) -> dict[str, object]:
    return {
        "severity": result.severity.value,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "focus": result.focus,
        "path": result.path,
        "value": result.value,
        "message": result.message,
        "remedy": remedy or None,
        "shape": result.shape,
        "component": result.component,
    }


def _as_text(result: Result, place: Place | None, remedy: str) -> str:
    from scholargraph.cli.terminal import line

    about = " ".join(part for part in (result.focus, result.path, result.value) if part)
    where = f"{place}: " if place else ""
    words = f"{result.message} {remedy}" if remedy else result.message
    shape = f" [{result.shape}]" if result.shape else ""
    return f"{result.severity.value}: {line(f'{where}{words} ({about}){shape}')}"


def _tell(given: Data, report: Report, notes: Iterable[str]) -> None:
    """Say what was judged, by whom, and what was left alone."""
    for note in notes:
        say(f"note: {note}")
    if given.graphs:
        say(f"note: {given.graphs}.")
    for share in report.judged:
        say(f"{share}.")
    if report.seed is not None:
        say(f"The samples were drawn with the seed {report.seed}.")
    for one in report.disagreements:
        say(f"ERROR OF OURS: {one}")
    count = len(report.results)
    say(f"{len(given.triples):,} statements: {count:,} result{'' if count == 1 else 's'}.")
