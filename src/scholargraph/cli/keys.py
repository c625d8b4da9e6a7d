"""The command that shows the keys of a site, what became of old ones, and changes them with redirects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scholargraph.cli.progress import say, waited
from scholargraph.errors import UsageError

if TYPE_CHECKING:
    from scholargraph.iris import Key
    from scholargraph.reconcile import Ledger


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--find", "wanted", metavar="WORDS", help="List only keys that hold these words, or are known by them.")
@click.option("--rename", nargs=2, metavar="OLD NEW", help="Give a thing another key; the old address leads to it.")
@click.option("--merge", nargs=2, metavar="OLD KEY", help="Let the address of something gone lead to another.")
@click.option("--split", metavar="KEY", help="Let a key that leads to another stand for itself again.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def keys(
    site: Path,
    wanted: str | None,
    rename: tuple[str, str] | None,
    merge: tuple[str, str] | None,
    split: str | None,
    form: str,
) -> None:
    """List the keys of SITE with their history; find, rename, merge and split them.

    What is changed shows once the site is published again.
    """
    from scholargraph import config
    from scholargraph.publish import change_ledger, read_ledger

    settings = config.load(site)
    changes = [rename, merge, split]
    if sum(one is not None for one in changes) > 1:
        raise UsageError("Change one thing at a time: give one of --rename, --merge and --split.")
    if rename is not None:
        change_ledger(settings, lambda ledger: ledger.rename(_key(rename[0]), _key(rename[1])), waiting=waited)
        say(f"{rename[0]} is {rename[1]} now. Next: scholargraph publish {site}")
    elif merge is not None:
        change_ledger(settings, lambda ledger: ledger.merge(_key(merge[0]), _key(merge[1])), waiting=waited)
        say(f"{merge[0]} leads to {merge[1]} now. Next: scholargraph publish {site}")
    elif split is not None:
        change_ledger(settings, lambda ledger: ledger.split(_key(split)), waiting=waited)
        say(f"{split} stands for itself now. Next: scholargraph publish {site}")
    else:
        _list(read_ledger(settings), wanted, form)


def _key(words: str) -> Key:
    from scholargraph.iris import KEY, Key

    if not KEY.fullmatch(words):
        raise UsageError(f"“{words}” is no key: write collection/words, such as person/ada-quill.")
    return Key(words)


def _list(ledger: Ledger, wanted: str | None, form: str) -> None:
    known = ledger.names_by_key()
    led = ledger.former()
    shown = [key for key in sorted(ledger.issued() - ledger.aliases.keys()) if _fits(key, wanted, known, led)]
    for key in shown:
        former = sorted(led.get(key, ()))
        retired = ledger.retired.get(key)
        if form == "json":
            told = {
                "key": key,
                "known_by": sorted(name.partition(" ")[2] for name in known.get(key, ())),
                "former": former,
                "gone": retired is not None,
                "snapshot": retired.snapshot if retired else None,
                "candidate": retired.candidate if retired else None,
                "score": retired.score if retired else None,
            }
            click.echo(json.dumps(told, ensure_ascii=False))
            continue
        click.echo(key)
        for line in _history(ledger, key, known=known, former=former):
            click.echo(f"    {line}")
    say(f"{len(shown)} key{'' if len(shown) == 1 else 's'}.")


def _history(ledger: Ledger, key: Key, *, known: Mapping[Key, Sequence[str]], former: Sequence[Key]) -> Iterator[str]:
    retired = ledger.retired.get(key)
    if retired is not None:
        last = f", last in the snapshot {retired.snapshot}" if retired.snapshot else ""
        guess = f"; it could be {retired.candidate} ({retired.score} of 100)" if retired.candidate else ""
        yield f"gone{last}{guess}"
    yield from (name.partition(" ")[2] for name in sorted(known.get(key, ())))
    for alias in former:
        yield f"← {alias}"
        yield from (f"   {name.partition(' ')[2]}" for name in sorted(known.get(alias, ())))


def _fits(key: Key, wanted: str | None, known: Mapping[Key, Sequence[str]], led: Mapping[Key, Sequence[Key]]) -> bool:
    if wanted is None:
        return True
    told = [key, *known.get(key, ()), *led.get(key, ())]
    told += [name for alias in led.get(key, ()) for name in known.get(alias, ())]
    words = wanted.casefold().replace("-", " ").split()
    return any(all(word in one.casefold().replace("-", " ") for word in words) for one in told)
