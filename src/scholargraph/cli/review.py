"""The command that walks through pairs of entries in doubt, and writes the answers into the curation file."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from scholargraph.cli.output import results
from scholargraph.cli.progress import attended, say, stages, waited
from scholargraph.errors import UsageError

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.explaining import Site
    from scholargraph.reviewing import Question

_ANSWERS: Final = {"s": "same", "d": "different", "k": "skip", "q": "quit"}
_GIT_SECONDS: Final = 5


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), help="How many pairs are asked about, or listed.")
@click.option("--list", "listed", is_flag=True, help="List the pairs, and ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="List them as JSON, one object a line.")
@click.option("--by", help="Who answers; without it the name that git knows, or that of the user.")
def review(*, site: Path, limit: int | None, listed: bool, as_json: bool, by: str | None) -> None:
    """Ask about the pairs of entries of SITE that may be about the same thing, the most useful first.

    Each answer is written into the curation file at once, as [[same]] or [[different]], with who gave it and when. It holds
    for ever, and is not asked for again.
    """
    from scholargraph import config
    from scholargraph.explaining import Site
    from scholargraph.reviewing import curation_file, questions

    settings = config.load(site)
    if not (listed or as_json):
        if not attended():
            raise UsageError("Nobody can be asked here: say --list to see the pairs.")
        curation_file(settings)
    with stages("comparing") as stage:
        read = Site.of(settings, stage)
        found = questions(read)
    if listed or as_json:
        _list(read, found[:limit], as_json=as_json)
        say(f"{len(found)} pair{'' if len(found) == 1 else 's'} in doubt.")
        return
    open_ = [one for one in found if one.names is not None]
    _ask(settings, read, open_[:limit], by=by or _name(site))
    if len(open_) < len(found):
        say(f"{len(found) - len(open_)} more have no address yet: publish the site, then review again.")


def _list(site: Site, found: Sequence[Question], *, as_json: bool) -> None:
    from scholargraph.cli.pair_words import entry_data, entry_line, joining_data, reason_lines

    with results() as out:
        for one in found:
            doubt = one.doubt
            sides = [
                (site.entry(entry), key)
                for entry, key in ((doubt.joining.one, doubt.one), (doubt.joining.other, doubt.other))
            ]
            if as_json:
                told: dict[str, Any] = joining_data(doubt.joining)
                told |= {"keys": [doubt.one, doubt.other], "things": one.names, "hanging": one.hanging}
                told |= {"usefulness": round(one.usefulness, 3)}
                told |= {"sides": [entry_data(reading, key) for reading, key in sides]}
                out.write(json.dumps(told, ensure_ascii=False).encode("utf-8") + b"\n")
                continue
            lines = [f"{doubt.one}  and  {doubt.other}: {_score(one)}"]
            lines += [f"  {entry_line(reading)}" for reading, _ in sides]
            lines += [f"  {line}" for line in reason_lines(doubt.joining.reasons)]
            out.write("".join(f"{line}\n" for line in (*lines, "")).encode("utf-8", "replace"))


def _score(one: Question) -> str:
    from scholargraph.cli.pair_words import bits

    return f"{bits(one.doubt.joining.score)} bits, {one.hanging} entries hang on it"


def _ask(settings: Settings, site: Site, found: Sequence[Question], *, by: str) -> None:
    """Ask about one pair after another, and write down each answer before the next."""
    from scholargraph.cli.pair_words import reason_lines, side_by_side
    from scholargraph.reviewing import decide

    written = 0
    file = None
    for at, one in enumerate(found, start=1):
        joining = one.doubt.joining
        say(f"\n{at} of {len(found)}: {one.doubt.one} and {one.doubt.other} ({_score(one)})\n")
        for line in side_by_side(
            site.entry(joining.one), site.entry(joining.other), shutil.get_terminal_size().columns
        ):
            say(line)
        say("")
        for line in reason_lines(joining.reasons):
            say(line)
        answer = _answer()
        if answer == "quit":
            break
        if answer != "skip" and one.names is not None:
            today = date.today()  # noqa: DTZ011 - the day where the answer is given
            file = decide(settings, one.names, same=answer == "same", by=by, on=today, waiting=waited)
            written += 1
    if not found:
        say("Nothing is in doubt.")
    elif written:
        say(
            f"{written} answer{'' if written == 1 else 's'} written into {file}. Next: scholargraph publish {settings.directory}"
        )
    else:
        say("Nothing was written.")


def _answer() -> str:
    """Ask until there is an answer; the end of the input is one, too."""
    while True:
        try:
            said = click.prompt("Are they the same? [s]ame, [d]ifferent, s[k]ip, [q]uit", err=True, prompt_suffix=": ")
        except click.Abort:
            return "quit"
        words = said.strip().casefold()
        if words in {*_ANSWERS, *_ANSWERS.values()}:
            return _ANSWERS.get(words, words)


def _name(site: Path) -> str:
    """Give who sits here: by the name that git knows, otherwise that of the user."""
    named = os.environ.get("GIT_AUTHOR_NAME", "").strip()
    git = shutil.which("git")
    if not named and git is not None:
        try:
            found = subprocess.run(  # noqa: S603 - git itself, of this system
                [git, "config", "user.name"],
                cwd=site,
                capture_output=True,
                text=True,
                timeout=_GIT_SECONDS,
                check=False,
            )
            named = found.stdout.strip()
        except (OSError, subprocess.SubprocessError):
            named = ""
    if not named:
        try:
            named = getpass.getuser()
        except (KeyError, OSError):
            raise UsageError("Nothing tells who you are: say --by with your name.") from None
    return " ".join(named.split())
