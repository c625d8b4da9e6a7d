"""The command that says why entries are one thing, or why two of them are not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scholargraph.cli.output import results
from scholargraph.cli.progress import stages

if TYPE_CHECKING:
    from scholargraph.explaining import Comparison, Doubt, Explained, Site


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.argument("key")
@click.argument("other", metavar="[KEY]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with nothing cut.")
def explain(site: Path, key: str, other: str | None, *, as_json: bool) -> None:
    """Say what the thing KEY of SITE was made of, and why; or, of two, why they are one thing or two.

    A KEY is a key (collection/words), an address, or an entry of a source as it is listed here (source/id). The sources are
    read as they are now; nothing is changed.
    """
    from scholargraph import config
    from scholargraph.explaining import Site

    with stages("explaining") as stage:
        read = Site.of(config.load(site), stage)
    if other is None:
        found, _ = read.find(key)
        explained = read.explain(found)
        told = _explained_data(read, explained) if as_json else None
        lines = _explained_lines(read, explained)
    else:
        comparison = read.compare(key, other)
        told = _comparison_data(comparison) if as_json else None
        lines = _comparison_lines(comparison)
    with results() as out:
        if told is not None:
            out.write(json.dumps(told, ensure_ascii=False).encode("utf-8") + b"\n")
        else:
            out.write("".join(f"{one}\n" for one in lines).encode("utf-8", "replace"))


def _explained_lines(site: Site, found: Explained) -> Iterator[str]:
    from scholargraph.cli.pair_words import entry_line, joining_lines
    from scholargraph.cli.terminal import line

    label = site.label(found.key)
    yield f"{found.key}{f'  “{line(label)}”' if label else ''}"
    yield ""
    count = len(found.readings)
    yield f"Made of {count} entr{'y' if count == 1 else 'ies'}:"
    yield from (f"  {entry_line(one)}" for one in found.readings)
    if found.joinings:
        yield ""
        yield "Joined because of:"
        for joining in found.joinings:
            yield from (f"  {one}" for one in joining_lines(joining))
    if found.conflicts:
        yield ""
        yield "They disagree on:"
        for conflict in found.conflicts:
            for one in conflict.others:
                yield (
                    f"  {conflict.field}: {line(_value(site, conflict.stated))} is stated, "
                    f"{line(_value(site, one.value))} ({line(str(one.evidence.place))}) is not. {line(conflict.reason)}"
                )
    if found.doubts:
        yield ""
        yield "Nearly joined:"
        for doubt in found.doubts:
            there, entry = _across(site, found, doubt)
            yield f"  {there}{f'  “{line(entry)}”' if entry else ''}"
            yield from (f"    {one}" for one in joining_lines(doubt.joining))


def _value(site: Site, value: Any) -> str:
    """Say a value; what it refers to by its name."""
    from scholargraph.cli.value_words import words
    from scholargraph.iris import Key

    if isinstance(value, Key) and value in site.groups:
        return site.label(value) or value
    return words(value)


def _across(site: Site, found: Explained, doubt: Doubt) -> tuple[str, str | None]:
    """Give the key and the name of the other thing of a doubt."""
    there = doubt.other if doubt.one == found.key else doubt.one
    return there, site.label(there)


def _explained_data(site: Site, found: Explained) -> dict[str, Any]:
    from scholargraph.cli.pair_words import entry_data, joining_data
    from scholargraph.cli.value_words import data

    return {
        "key": found.key,
        "label": site.label(found.key),
        "entries": [entry_data(one, found.key) for one in found.readings],
        "joinings": [joining_data(one) for one in found.joinings],
        "conflicts": [
            {"field": conflict.field, "stated": data(conflict.stated), "reason": conflict.reason,
             "others": [{"value": data(one.value), "source": one.evidence.source, "place": str(one.evidence.place)}
                        for one in conflict.others]}
            for conflict in found.conflicts
        ],
        "doubtful": [
            {"key": _across(site, found, one)[0], "label": _across(site, found, one)[1], **joining_data(one.joining)}
            for one in found.doubts
        ],
    }  # fmt: skip


def _comparison_lines(found: Comparison) -> Iterator[str]:
    from scholargraph.cli.pair_words import bits, entry_line, joining_lines, reason_lines

    for reading, key in ((found.one, found.one_key), (found.other, found.other_key)):
        yield f"{key}"
        yield f"  {entry_line(reading)}"
    yield ""
    if found.joining is not None and found.one is not found.other:
        if found.limits is not None and found.limits.prior is not None:
            yield f"{bits(found.limits.prior):>7}  before anything is compared: most pairs are two things"
        yield from reason_lines(found.joining.reasons)
        if not found.joining.reasons:
            yield "They have nothing in common that is compared."
        if found.limits is not None:
            yield f"{bits(found.joining.score):>7}  in all; joined from {bits(found.limits.joined)} on, in doubt from {bits(found.limits.doubtful)} on"
        yield ""
    yield found.verdict
    if len(found.path) > 1 or (found.path and {found.path[0].one, found.path[0].other} != _pair(found)):
        for joining in found.path:
            yield from (f"  {one}" for one in joining_lines(joining))


def _pair(found: Comparison) -> set[str]:
    return {found.one.record.key, found.other.record.key}


def _comparison_data(found: Comparison) -> dict[str, Any]:
    from scholargraph.cli.pair_words import entry_data, joining_data, number, values_data

    limits = found.limits
    return {
        "one": {**entry_data(found.one, found.one_key), "says": values_data(found.one)},
        "other": {**entry_data(found.other, found.other_key), "says": values_data(found.other)},
        "same": found.one_key == found.other_key,
        "verdict": found.verdict,
        "comparison": None if found.joining is None else joining_data(found.joining),
        "apart": found.apart,
        "prior": None if limits is None or limits.prior is None else number(limits.prior),
        "joined_from": None if limits is None else number(limits.joined),
        "doubtful_from": None if limits is None else number(limits.doubtful),
        "decided": None if found.decided is None else {"words": found.decided[0], "place": str(found.decided[1])},
        "path": [joining_data(one) for one in found.path],
    }
