"""The command that says in words what a site is judged by.

It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from scholargraph.validation.profiles import Profiles
    from scholargraph.validation.rules import Rule

_ABOUT: Final = {
    "core": "What must be: a site that does not meet it is not published.",
    "quality": "What should be: it is reported, and stops nothing.",
}
_OWN: Final = "The site's own shapes, out of {file}."


@click.command()
@click.argument("site", type=click.Path(path_type=Path), required=False)
@click.option(
    "--profile", "names", multiple=True, help="core, quality, or a file of the site's shapes; may be repeated."
)
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", show_default=True)
def shapes(site: Path | None, names: Sequence[str], form: str) -> None:
    """Say in words what SITE is judged by; without SITE, what every site is."""
    from scholargraph import config
    from scholargraph.cli.terminal import line
    from scholargraph.validation.profiles import load

    settings = None if site is None else config.load(site)
    profiles = load() if settings is None else load(settings.directory, settings.shapes)
    chosen = profiles.checked(names)
    for words in (_markdown if form == "markdown" else _text)(profiles, chosen):
        click.echo(
            "\n".join(part[: len(part) - len(part.lstrip())] + line(part.lstrip()) for part in words.split("\n"))
        )


def _parts(profiles: Profiles, chosen: frozenset[str]) -> Iterator[tuple[str, str, list[Rule]]]:
    """Give each profile with what it is about and its shapes, in the order of what they look at."""
    files = {one.profile: one.file for one in profiles.own}
    for name in profiles.names:
        if not chosen or name in chosen:
            about = _ABOUT.get(name) or _OWN.format(file=files[name])
            rules = [rule for rule in profiles.rules.values() if rule.profile == name]
            yield name, about, sorted(rules, key=lambda rule: (rule.targets, rule.name))


def _text(profiles: Profiles, chosen: frozenset[str]) -> Iterator[str]:
    for name, about, rules in _parts(profiles, chosen):
        yield f"{name}: {about}"
        for rule in rules:
            yield f"  {rule.name}  {rule.severity.value}"
            yield f"    {_says(rule)}"
            yield f"    wanted: {rule.wanted}{f' ({rule.path})' if rule.path else ''}"
            if rule.targets:
                yield f"    looked at: {', '.join(rule.targets)}"
        yield ""


def _markdown(profiles: Profiles, chosen: frozenset[str]) -> Iterator[str]:
    yield "# Shapes"
    for name, about, rules in _parts(profiles, chosen):
        yield f"\n## {name}\n\n{_cell(about)}\n"
        yield "| Shape | Severity | Looked at | Property | Wanted | What a result says |\n|---|---|---|---|---|---|"
        for rule in rules:
            cells = (
                f"`{rule.name}`",
                rule.severity.value,
                ", ".join(f"`{target}`" for target in rule.targets),
                f"`{rule.path}`" if rule.path else "–",
                _cell(rule.wanted),
                _cell(_says(rule)),
            )
            yield f"| {' | '.join(cells)} |"


def _says(rule: Rule) -> str:
    return " ".join(filter(None, (rule.message or "What is wrong follows from what is wanted.", rule.remedy)))


def _cell(words: str) -> str:
    return re.sub(r"([\\|`*_<>\[\]])", r"\\\1", words)
