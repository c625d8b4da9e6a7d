"""Making a site, and adding sources to one: files copied into its folder, tables appended to the text of its site file.

It reads no source and publishes nothing; what a source's kind is, its content tells, or who names it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scholargraph import config, disk
from scholargraph.acquire.files import is_special
from scholargraph.assets import schemas_dir
from scholargraph.config import Settings
from scholargraph.errors import Place, SourceError, UsageError
from scholargraph.iris import slug
from scholargraph.sources.file_plan import Wanted, of_file

CURATION_FILE: Final = "curation.toml"

_SITE: Final = """\
#:schema {schemas}/scholargraph.schema.json
# A ScholarGraph site. `scholargraph publish` turns the sources below into its graph.

[site]
title = {title}
base = {base}   # where it will be served; every IRI starts with it, and it stands nowhere else
language = "en"

# Sources in order of preference: what stands first is stated where two disagree.
"""

_SOURCE: Final = """
[[source]]
name = {name}
kind = {kind}
path = {path}
"""

_CURATION: Final = """\
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

_PERSON: Final = """\
[[person]]
name = {name}
basis = "Stated by the editor of this site."
"""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A file that becomes a source: where it lies, the source's name and kind, its path in the site's folder."""

    file: Path
    name: str
    kind: str
    path: str


def planned(
    files: Iterable[tuple[Path, str | None]], directory: Path, *, names: Iterable[str] = ("curation",)
) -> tuple[NewSource, ...]:
    """Plan which source each file becomes; a kind of None is told from the file.

    `names` are those of the sources that the site has. Raises UsageError where nothing tells a kind, or the site has the file
    already; SourceError for one that cannot be read.
    """
    taken = {*names}
    made: list[NewSource] = []
    for file, kind in files:
        if is_special(str(file)):
            raise SourceError(
                "This cannot be read, it is no file but a pipe, a socket or a device: name a file.", Place(str(file))
            )
        chosen = kind or of_file(str(file), Wanted.of(None, ())).plans[0].reader.kind
        inside = _inside(file, directory)
        if inside is None and ((directory / file.name).exists() or any(one.path == file.name for one in made)):
            raise UsageError(f"{directory / file.name} is there already: rename {file}, or name the one that is there.")
        name = _free(slug(file.name.partition(".")[0]) or chosen, taken)
        taken.add(name)
        made.append(NewSource(file, name, chosen, inside or file.name))
    return tuple(made)


def tables(sources: Iterable[NewSource]) -> str:
    """Give the tables of sources as they stand in a site file."""
    return "".join(
        _SOURCE.format(name=json.dumps(one.name), kind=json.dumps(one.kind), path=_quoted(one.path)) for one in sources
    )


def create(directory: Path, *, title: str | None, person: str | None, base: str, sources: Sequence[NewSource]) -> Path:
    """Make a site of new sources; give its site file. Raises UsageError where there is a site already."""
    target = directory / config.SITE_FILE
    if target.exists():
        raise UsageError(f"There is a site already: edit {target}, or name another directory.")
    directory.mkdir(parents=True, exist_ok=True)
    named = _PERSON.format(name=_quoted(person or "Your Name"))
    if person is None:
        named = "# " + "# ".join(named.splitlines(keepends=True))
    work = config.WORK_DIRECTORY
    curated = NewSource(directory / CURATION_FILE, "curation", "curation", CURATION_FILE)
    settings = _SITE.format(
        schemas=work, title=_quoted(title or person or directory.resolve().name), base=_quoted(base)
    )
    copy(sources, directory)
    (directory / CURATION_FILE).write_text(_CURATION.format(schemas=work, person=named), encoding="utf-8")
    (directory / work).mkdir(exist_ok=True)
    for schema in schemas_dir().glob("*.json"):
        shutil.copyfile(schema, directory / work / schema.name)
    (directory / ".gitignore").write_text(f"{work}/\n", encoding="utf-8")
    target.write_text(settings + tables([curated, *sources]), encoding="utf-8")
    return target


def copy(sources: Iterable[NewSource], directory: Path) -> list[Path]:
    """Copy what does not lie in the folder yet, each in one move; give the copies."""
    made = []
    for one in sources:
        target = directory / one.path
        if not target.exists():
            fresh = disk.unfinished(target)
            try:
                shutil.copyfile(one.file, fresh)
                fresh.replace(target)
            finally:
                fresh.unlink(missing_ok=True)
            made.append(target)
    return made


def extend(settings: Settings, known: str, added: str) -> None:
    """Add tables to a site file whose text is known, in one move, by who holds the site's lock.

    Raises UsageError where the file says something else by now: what was shown of it does not hold any more.
    """
    text = disk.read(settings.file).decode("utf-8-sig")
    if text != known:
        raise UsageError(f"{settings.file} was changed meanwhile, so nothing was added: do it again.")
    disk.replace(settings.file, known + ("" if known.endswith("\n") else "\n") + added)


def _inside(file: Path, directory: Path) -> str | None:
    """Give the path from a site's folder to a file in it, None for one that lies elsewhere."""
    try:
        return file.resolve().relative_to(directory.resolve()).as_posix()
    except ValueError:
        return None


def _free(name: str, taken: set[str]) -> str:
    return next(one for one in (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)


def _quoted(words: str) -> str:
    """Write a text as a basic string of TOML, which escapes what JSON does."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
