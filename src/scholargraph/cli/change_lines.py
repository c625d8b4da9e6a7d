"""Changes as lines on a terminal: what is new, gone, said otherwise, with the values before and after.

Of each sort the first few are named, and the rest is counted: a catalogue of thousands of changes is a screen, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from scholargraph.cli.progress import say
from scholargraph.cli.terminal import cut

if TYPE_CHECKING:
    from scholargraph.changes import Change, Changes, FieldChange
    from scholargraph.record_values import Disagreement, Held

SHOWN: Final = 5
"""How many of each sort are named."""
_RECORDS: Final = 20
"""How many records are shown value by value."""
_WIDTH: Final = 100
"""How many columns a value may take."""


def show(found: Changes) -> None:
    """Say what would change, the first of each sort by name."""
    for collection, named in found.new.items():
        _list(f"{counted(len(named), collection)} new", [one.label for one in named])
    _list(
        f"{counted(len(found.changed), 'record')} changed",
        ["\n".join(of_record(one)) for one in found.changed[:_RECORDS]],
        number=len(found.changed),
        most=_RECORDS,
    )
    if found.confirmed:
        say(f"{counted(found.confirmed, 'record')} confirmed: the same is read once more.")
    if found.replaced:
        say(f"{counted(found.replaced, 'record')} read at other places or in other words, saying the same.")
    _list(
        f"{counted(len(found.moved), 'record')} with another address; the old one leads there",
        [f"{one.label}: {one.key} → {one.to}" for one in found.moved],
    )
    _list(f"{len(found.gone)} would lose their address", [_gone(one.label, one.key) for one in found.gone])
    _list(
        f"{len(found.rejected)} rejected",
        [f"{one.place}: {one.reason}" if one.place else one.reason for one in found.rejected],
    )
    told = {one.reason for one in found.rejected}
    findings = [one for one in found.findings if one.message not in told]
    _list(f"{counted(len(findings), 'finding')} more", [f"{one.severity.value}: {one}" for one in findings])
    if not (found.anything or found.confirmed or found.replaced):
        say("Nothing would change.")


def counted(number: int, name: str) -> str:
    """Count things of a name.

    >>> counted(2, "record")
    '2 records'
    """
    return f"{number:,} {name}{'' if number == 1 or name == 'software' else 's'}"


def of_record(change: Change) -> Iterator[str]:
    """Give the lines of one record: its name, then what becomes of each field."""
    yield cut(change.label, _WIDTH)
    for part in change.fields:
        yield from _of_field(change.key, part)
    for one in change.disagreements:
        yield f"    disagreement: {_disagreement(change.key, one)}"
    for one in change.settled:
        yield f"    no longer disagreed on: {_disagreement(change.key, one)}"
    if change.lost:
        yield f"    no longer in {', '.join(change.lost)}"


def _of_field(key: str, part: FieldChange) -> Iterator[str]:
    from scholargraph.changes import words_of

    name = words_of(key, part.field)
    if len(part.before) <= 1 and len(part.after) <= 1 and not part.reordered:
        yield f"    {name}: {_side(part.before)} → {_side(part.after)}"
        return
    yield f"    {name}:" + (" in another order" if part.reordered else "")
    for mark, members in (("-", part.before), ("+", part.after)):
        yield from (f"      {mark} {_held(one)}" for one in members[:SHOWN])
        if len(members) > SHOWN:
            yield f"      {mark} and {len(members) - SHOWN:,} more"


def _side(members: Sequence[Held]) -> str:
    return _held(members[0]) if members else "nothing"


def _held(one: Held) -> str:
    from scholargraph.changes import shown

    sources = f" [{', '.join(one.sources)}]" if one.sources else ""
    return f"{cut(shown(one.value), _WIDTH)}{sources}"


def _disagreement(key: str, one: Disagreement) -> str:
    import json

    from scholargraph.changes import shown, words_of

    stated = json.loads(one.stated)
    words = "several" if isinstance(stated, list) and len(stated) > 1 else cut(shown(stated), _WIDTH)
    others = ", ".join(_held(other) for other in one.others[:SHOWN])
    return f"{words_of(key, one.field)}: {words} is stated, {others} is not"


def _gone(label: str, key: str) -> str:
    return key if label == key else f"{cut(label, _WIDTH)} ({key})"


def _list(heading: str, members: Iterable[str], *, number: int | None = None, most: int = SHOWN) -> None:
    """Say a heading and the first members; `number` is how many there are, where they are not all given."""
    given = [*members]
    if not given:
        return
    say(f"{heading}:")
    for member in given[:most]:
        say("\n".join(f"  {line}" for line in member.split("\n")))
    rest = (len(given) if number is None else number) - most
    if rest > 0:
        say(f"  and {rest:,} more")
