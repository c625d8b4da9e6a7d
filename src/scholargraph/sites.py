"""Making a site, and adding sources to one: files copied into its folder, tables appended to the text of its site file.

It reads no source and publishes nothing; what a source's kind is, its content tells, or who names it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from scholargraph import config, disk, toml_spans
from scholargraph.acquire.fetching import FetchRequest
from scholargraph.acquire.fetching.fetch_request import checked
from scholargraph.acquire.files import is_special
from scholargraph.assets import schemas_dir
from scholargraph.config import Settings, SourceSettings
from scholargraph.errors import Place, SourceError, UsageError
from scholargraph.iris import slug
from scholargraph.sources.file_plan import Wanted, of_file
from scholargraph.toml_spans import quoted

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

_FETCHED: Final = """
[[source]]
name = {name}
kind = {kind}
ids = {ids}
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
        _SOURCE.format(name=json.dumps(one.name), kind=json.dumps(one.kind), path=quoted(one.path)) for one in sources
    )


def create(directory: Path, *, title: str | None, person: str | None, base: str, sources: Sequence[NewSource]) -> Path:
    """Make a site of new sources; give its site file. Raises UsageError where there is a site already."""
    target = directory / config.SITE_FILE
    if target.exists():
        raise UsageError(f"There is a site already: edit {target}, or name another directory.")
    directory.mkdir(parents=True, exist_ok=True)
    named = _PERSON.format(name=quoted(person or "Your Name"))
    if person is None:
        named = "# " + "# ".join(named.splitlines(keepends=True))
    work = config.WORK_DIRECTORY
    curated = NewSource(directory / CURATION_FILE, "curation", "curation", CURATION_FILE)
    settings = _SITE.format(schemas=work, title=quoted(title or person or directory.resolve().name), base=quoted(base))
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


def with_tables(text: str, added: str) -> str:
    """Give the text of a site file with tables at its end."""
    return text + ("" if text.endswith("\n") or not text else "\n") + added if added else text


@dataclass(frozen=True, slots=True)
class Addition:
    """The text of a site file with more to be fetched.

    Attributes:
        text: the text.
        ids: the ids that are new, by the name of the source that fetches them.
        told: for people: what is new, source by source.
    """

    text: str
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    def new(self, sources: Iterable[SourceSettings]) -> tuple[SourceSettings, ...]:
        """Give, of sources, those that fetch what is new, with the new ids alone."""
        return tuple(replace(one, ids=self.ids[one.name]) for one in sources if one.name in self.ids)


def with_requests(text: str, requests: Sequence[FetchRequest], *, names: Iterable[str]) -> Addition:
    """Add what is to be fetched to the text of a site file: to the `ids` of the last source of the kind that has a list of
    them and no options, otherwise as a source of its own; all else of the text stays, its comments too.

    Raises UsageError where everything is fetched already.
    """  # fmt: skip
    taken, new = {*names}, list(requests)
    by_source: dict[str, tuple[str, ...]] = {}
    told: list[str] = []
    for kind in dict.fromkeys(one.kind for one in requests):
        data, spans = toml_spans.load(text)
        tables = [(at, one) for at, one in enumerate(data.get("source", ())) if one.get("kind") == kind]
        known = {_normalised(kind, words) for _, one in tables for words in (*one.get("ids", ()), one.get("id"))}
        ids = tuple(one.id for one in new if one.kind == kind and one.id not in known)
        if not ids:
            continue
        place = next((at for at, one in reversed(tables) if one.get("ids") and not one.get("options")), None)
        if place is None:
            name = _free(kind, taken)
            taken.add(name)
            text = with_tables(text, _FETCHED.format(name=json.dumps(name), kind=json.dumps(kind), ids=_listed(ids)))
        else:
            name = str(data["source"][place]["name"])
            start, _ = spans["source", place, "ids"]
            inside = "".join(f"{quoted(one)}, " for one in ids)
            text = f"{text[: start + 1]}{inside}{text[start + 1 :]}"
        by_source[name] = ids
        told.append(f"“{name}” ({kind} {', '.join(ids)})")
    if requests and not by_source:
        raise UsageError("This site fetches that already: `scholargraph refresh` fetches it again.")
    return Addition(text, by_source, tuple(told))


def replace_text(settings: Settings, known: str, fresh: str) -> None:
    """Replace a site file whose text is known, in one move, by who holds the site's lock.

    Raises UsageError where the file says something else by now: what was shown of it does not hold any more.
    """
    text = disk.read(settings.file).decode("utf-8-sig")
    if text != known:
        raise UsageError(f"{settings.file} was changed meanwhile, so nothing was added: do it again.")
    disk.replace(settings.file, fresh)


def _normalised(kind: str, words: str | None) -> str | None:
    """Give an id as fetching has it; one that is none as it stands."""
    if words is None:
        return None
    try:
        return checked(kind, words).id
    except UsageError:
        return words


def _listed(ids: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, ids))}]"


def _inside(file: Path, directory: Path) -> str | None:
    """Give the path from a site's folder to a file in it, None for one that lies elsewhere."""
    try:
        return file.resolve().relative_to(directory.resolve()).as_posix()
    except ValueError:
        return None


def _free(name: str, taken: set[str]) -> str:
    return next(one for one in (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)
