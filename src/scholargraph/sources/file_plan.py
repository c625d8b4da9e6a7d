"""The plan for one file that somebody names: which reader reads it, with which options, as which item of which source.

A file that a site's sources name is read as the site reads it. It reads nothing: `sources.reading` runs the plans.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from scholargraph import config
from scholargraph.acquire import MAX_BYTES, Siblings, SourceItem, items, media_type
from scholargraph.config import SourceSettings
from scholargraph.errors import Place, SourceError, UsageError
from scholargraph.model import Rejected
from scholargraph.sources.reader import Reader, kinds, reader
from scholargraph.sources.reading import Plan, plans
from scholargraph.sources.recognition import kind_of

STDIN: Final = "stdin"
"""What standard input is called where nobody names it."""

_TRUTH: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """How one file is read.

    Attributes:
        file: the file as it was named.
        plans: what is read of it: one plan, or one for each source of a site that names it.
        site: the folder of the site that it belongs to, if there is one.
        names: what items and files are called where they are shown.
    """

    file: str
    plans: tuple[Plan, ...]
    site: Path | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def shown(self, file: str) -> str:
        """Give the name by which whoever named this file finds another one that a place is in, from where they are."""
        if file in self.names or self.site is None:
            return self.names.get(file, file)
        return str(self.site / file)

    def placed(self, place: Place) -> Place:
        """Give a place with the name of its file as it is shown."""
        return replace(place, file=self.shown(place.file))

    def items(self) -> dict[str, SourceItem]:
        """Give the items by their names."""
        return {one.id: one for plan in self.plans for one in plan.items if isinstance(one, SourceItem)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the reading: the reader of a kind (None leaves it to the file), and options as `NAME=VALUE`."""

    reader: Reader | None = None
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, kind: str | None, options: Sequence[str]) -> Wanted:
        """Check what was typed.

        Raises UsageError for a kind that nobody brings or an option that it does not take, SourceError for a kind that
        cannot be loaded.
        """
        pairs = []
        for option in options:
            name, equals, value = option.partition("=")
            if not equals or not name.strip():
                raise UsageError(f"“{option}” is no option: write NAME=VALUE, as `scholargraph sources` lists them.")
            pairs.append((name.strip(), value))
        chosen = None if kind is None else _reader(kind)
        if chosen is not None:
            chosen.checked(_typed(chosen, pairs))
        return cls(chosen, tuple(pairs))

    def plan(self, name: str, items: tuple[SourceItem | Rejected, ...], chosen: Reader) -> Plan:
        """Make a plan of our own. Raises UsageError for an option that the reader does not take."""
        return Plan(name, chosen, chosen.checked(_typed(chosen, self.options)), items)

    def changed(self, plan: Plan) -> Plan:
        """Give a site's plan with what is asked for here: options in place of its own, or another reader."""
        chosen = self.reader or plan.reader
        kept = plan.options if chosen.kind == plan.reader.kind else {}
        return replace(plan, reader=chosen, options=chosen.checked({**kept, **_typed(chosen, self.options)}))


def of_file(file: str, wanted: Wanted) -> FilePlan:
    """Plan the reading of a file or an archive.

    Raises:
        UsageError: nobody says how such a file is read, or an option does not fit; SettingsError where its site is broken.
        SourceError: the file is absent, a folder, or nothing in it can be read; a source of its site is.
    """
    real = os.path.abspath(file)  # noqa: PTH100 - links are not followed: an item is called as it was named
    if os.path.isdir(real):  # noqa: PTH112
        raise SourceError("This is a folder: name the files in it.", Place(file))
    if not os.path.exists(real):  # noqa: PTH110
        raise SourceError("There is no such file: correct the path.", Place(file))
    site = _site(real)
    everything = () if site is None else plans(config.load(site))
    if site is not None:
        own = os.path.relpath(real, site)
        held = [replace(plan, items=tuple(_within(plan, own))) for plan in everything]
        found = tuple(wanted.changed(plan) for plan in held if plan.items)
        if found:
            listed = [_id(one) for plan in found for one in plan.items]
            names = {one: file + os.path.normpath(one).removeprefix(own) for one in listed}
            return FilePlan(file=file, plans=found, site=site, names=names)
    siblings: dict[str, tuple[SourceItem, ...]] = {}
    for plan in everything:  # what is fetched may have several plans
        items_of = tuple(one for one in plan.items if isinstance(one, SourceItem))
        siblings[plan.name] = (*siblings.get(plan.name, ()), *items_of)
    return _by_itself(file, real, wanted, site=site, siblings=siblings)


def of_stream(data: bytes, name: str, wanted: Wanted) -> FilePlan:
    """Plan the reading of bytes that came from elsewhere; their name tells what they are.

    Raises UsageError as `of_file`, SourceError where there are more bytes than are read at once.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"This is more than {MAX_BYTES:,} bytes: write it into a file, and name that.", Place(name))
    kind = media_type(name) if Path(name).suffix else "text/plain"
    item = SourceItem("", name, kind, opener=lambda: BytesIO(data))
    chosen = wanted.reader or _told((item,), name)
    item = replace(item, source=chosen.kind)
    return FilePlan(file=name, plans=(wanted.plan(chosen.kind, (item,), chosen),))


def _by_itself(file: str, real: str, wanted: Wanted, *, site: Path | None, siblings: Siblings) -> FilePlan:
    """Plan the reading of a file that is no source of any site: the source is called like its kind, the item like the file."""
    own = Path(real).name
    source = SourceSettings(name=own, kind="", path=real)
    try:
        listed = tuple(items(source, Path(Path(real).anchor), siblings=lambda: siblings))
    except SourceError as error:
        raise type(error)(error.message, Place(file)) from error
    chosen = wanted.reader or _told(listed, file)
    names = {real: file, own: file}
    renamed: list[SourceItem | Rejected] = []
    for one in listed:
        rest = _id(one).removeprefix(real)
        names |= {_id(one): file + rest, own + rest: file + rest}
        if isinstance(one, SourceItem):
            renamed.append(replace(one, source=chosen.kind, id=own + rest))
        else:
            renamed.append(replace(one, source=chosen.kind, item=own + rest))
    return FilePlan(file=file, plans=(wanted.plan(chosen.kind, tuple(renamed), chosen),), site=site, names=names)


def _site(real: str) -> Path | None:
    """Find the folder of the site that a file lies in: the nearest with a site file."""
    for folder in Path(real).parents:
        if os.path.isfile(folder / config.SITE_FILE):  # noqa: PTH113 - one that may not be looked into has none
            near = os.path.relpath(folder)
            return folder if near.startswith(os.pardir) else Path(near)
    return None


def _within(plan: Plan, own: str) -> Iterator[SourceItem | Rejected]:
    """Give the items of a plan that a file of the site is, or holds."""
    for one in plan.items:
        path = os.path.normpath(_id(one))
        if path == own or path.startswith(f"{own}/"):
            yield one


def _id(one: SourceItem | Rejected) -> str:
    return one.id if isinstance(one, SourceItem) else one.item or ""


def _told(listed: Sequence[SourceItem | Rejected], file: str) -> Reader:
    """Load the reader of the kind that the first item shows itself to be. Raises UsageError where nothing tells it."""
    first = next((one for one in listed if isinstance(one, SourceItem)), None)
    try:
        kind = None if first is None else kind_of(first)
    except SourceError as error:
        raise type(error)(error.message, Place(file)) from error
    if kind is None:
        raise UsageError(
            f"Nothing says how such a file is read: give --kind, one of {', '.join(kinds())}.", Place(file)
        )
    return reader(kind)


def _reader(kind: str) -> Reader:
    """Load the reader of a kind. Raises UsageError where nobody brings it, SourceError where it cannot be loaded."""
    known = kinds()
    if kind not in known:
        near = difflib.get_close_matches(kind, known, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]}? Installed" if near else "installed"
        raise UsageError(f"“{kind}” is no kind of source: {hint} are {', '.join(known)}.")
    return reader(kind)


def _typed(reader: Reader, given: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Turn what was typed into values of the types that a reader declares; of a list each is a member.

    What cannot be turned stays a text: `Reader.checked` refuses it, with the words for it.
    """
    types = {option.name: option.type for option in reader.options}
    found: dict[str, Any] = {}
    for name, text in given:
        value: Any = text
        with suppress(ValueError, KeyError):
            if types.get(name) in {int, float}:
                value = types[name](text)
            elif types.get(name) is bool:
                value = _TRUTH[text]
            elif types.get(name) is list:
                value = [*found.get(name, []), text]
        found[name] = value
    return found
