"""The command that compares two snapshots of a site, record by record and field by field.

It prints; `snapshot_changes` compares.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scholargraph.cli.output import results

if TYPE_CHECKING:
    from scholargraph.snapshot_changes import Difference


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("before")
@click.argument("after")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def diff(site: Path, *, before: str, after: str, form: str) -> None:
    """Say what the snapshot AFTER of SITE says otherwise than BEFORE, by record and field.

    A snapshot is named by the beginning of its name (`scholargraph snapshots SITE` lists them), “current” or “previous”.
    In JSON, each record that differs is a line.
    """
    from scholargraph import config, store
    from scholargraph.snapshot_changes import differences

    snapshots = store.Snapshots(config.load(site).work)
    old, new = store.named(snapshots, before), store.named(snapshots, after)
    with results() as out:
        lines = (_as_json if form == "json" else _as_text)(differences(old, new))
        for line in lines:
            out.write(f"{line}\n".encode("utf-8", "surrogateescape"))


def _as_json(found: Iterable[Difference]) -> Iterable[str]:
    for one in found:
        yield json.dumps(one.as_data(), ensure_ascii=False)


def _as_text(found: Iterable[Difference]) -> Iterable[str]:
    from scholargraph.cli.change_lines import of_record
    from scholargraph.cli.terminal import line as on_one_line

    counts: Counter[str] = Counter()
    for one in found:
        counts[one.what] += 1
        if one.change is None:
            yield f"{one.what}: {on_one_line(one.label)} ({one.key})"
        else:
            yield from (f"changed: {line}" if not number else line for number, line in enumerate(of_record(one.change)))
    yield ", ".join(f"{counts[what]:,} {what}" for what in ("new", "gone", "changed"))
