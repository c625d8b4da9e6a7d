"""The values of ORCID's records: dates, identifiers, addresses, visibility; what is wrong is noted, and not stated.

It knows no record of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final

from scholargraph.acquire.items import SourceItem
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import SCHEMES, Identifier, Url, identifier_of, parse_url
from scholargraph.model import Locator, PartialDate, Rejected, RoleStatus, Text
from scholargraph.sources.readers.orcid.tree import Leaf, Part

OPENED: Final = date(2012, 10, 16)
"""The day on which ORCID's registry opened: no record is older."""

_ID: Final = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9Xx]")
_HOST: Final = re.compile(r"(?:https?://)?([^/]*)(?:/.*)?", re.DOTALL)
_HOSTS: Final = frozenset({"orcid.org", "www.orcid.org"})
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_STAMP: Final = re.compile(r"[0-9]{12,14}")
_PUBLIC: Final = "public"
_STEPS: Final = ("year", "month", "day")
_LOOKED_BACK: Final = 20
"""A value that is asked for twice is noted once; both times lie near each other."""


@dataclass(slots=True)
class Notes:
    """What of an item is not stated, and why: given after the record that it belongs to."""

    item: SourceItem
    _noted: list[Rejected] = field(default_factory=list)

    def wrong(self, reason: str, at: Locator) -> None:
        """Note that the value at a place is not stated."""
        noted = Rejected(self.item.source, reason, self.item.id, at)
        if noted not in self._noted[-_LOOKED_BACK:]:
            self._noted.append(noted)

    def taken(self) -> Iterator[Rejected]:
        """Give what was noted since the last call."""
        noted, self._noted = self._noted, []
        yield from noted


@dataclass(frozen=True, slots=True)
class Dated:
    """A date, with the places of its year, month and day."""

    value: PartialDate
    leaves: tuple[Leaf, ...]


def is_visible(part: Part) -> bool:
    """Whether everybody may see a part (common-3.0.xsd, visibility). What says nothing of it stands in a public answer."""
    seen = part.leaf("visibility")
    return seen is None or seen.text.lower() == _PUBLIC


def is_public(part: Part, notes: Notes) -> bool:
    """Whether everybody may see a part; one that is not for everybody is noted."""
    if is_visible(part):
        return True
    seen = part.leaf("visibility")
    word = "" if seen is None else seen.line[:20]
    notes.wrong(f"ORCID marks this as “{word}”, which is not public: read the public record.", part.at)
    return False


def is_dated(part: Part | None) -> bool:
    """Whether a date says anything, right or wrong."""
    return part is not None and any(part.leaf(name) is not None for name in _STEPS)


def date_of(part: Part | None, notes: Notes) -> Dated | None:
    """Read a date of which month and day may be missing (common-3.0.xsd, fuzzy-date)."""
    if part is None:
        return None
    leaves = [part.leaf(name) for name in _STEPS]
    given = tuple(leaf for leaf in leaves if leaf is not None)
    if not given:
        return None
    words = "-".join("?" if leaf is None else leaf.line[:10] for leaf in leaves).rstrip("?-")
    numbers = [int(leaf.text) if leaf and re.fullmatch(r"[0-9]{1,4}", leaf.text) else None for leaf in leaves]
    year, month, day = numbers
    if year is not None and all(
        (leaf is None) is (number is None) for leaf, number in zip(leaves, numbers, strict=True)
    ):
        try:
            return Dated(PartialDate(year, month, day), given)
        except ValueError:
            pass
    notes.wrong(f"“{words}” is no date: correct it at ORCID.", part.at)
    return None


def status_of(start: Dated | None, end: Dated | None, clock: date) -> RoleStatus | None:
    """Tell whether what lasted from one date to another lasts on a day.

    ORCID shows what has begun and has no end as “to present”, and asks for no end of what goes on. An end that is planned,
    or that may lie on either side of the day, tells nothing for certain.
    """
    if end is not None and _last(end.value) <= clock:
        return RoleStatus.FORMER
    begun = start is not None and _last(start.value) <= clock
    if begun and (end is None or _first(end.value) > clock):
        return RoleStatus.CURRENT
    return None


def _first(when: PartialDate) -> date:
    return date(when.year, when.month or 1, when.day or 1)


def _last(when: PartialDate) -> date:
    if when.day is not None and when.month is not None:
        return date(when.year, when.month, when.day)
    if when.month is not None and when.month < 12:
        return date.fromordinal(date(when.year, when.month + 1, 1).toordinal() - 1)
    return date(when.year, 12, 31)


def latest(leaves: Sequence[Leaf | None], item: SourceItem) -> date:
    """Give the last day of which the file is known to be: fetched, or changed at ORCID (milliseconds, or xs:dateTime)."""
    days = [OPENED] if item.retrieved is None else [OPENED, item.retrieved]
    for leaf in leaves:
        if leaf is None:
            continue
        try:
            if _STAMP.fullmatch(leaf.text):
                days.append(datetime.fromtimestamp(int(leaf.text) / 1000, UTC).date())
            elif found := _DAY.match(leaf.text):
                days.append(date(*map(int, found.groups())))
        except (ValueError, OverflowError, OSError):
            continue  # a date of the registry's own that is none tells nothing
    return max(days)


def orcid_of(part: Part | None, notes: Notes) -> tuple[Identifier, Leaf] | None:
    """Read an ORCID iD (common-3.0.xsd, orcid-id); one of the sandbox, or with a wrong check digit, is none."""
    if part is None:
        return None
    leaf = part.leaf("path") or part.leaf("uri")
    if leaf is None:
        return None
    for where in (part.leaf("host"), part.leaf("uri")):
        if where is not None and (host := _HOST.fullmatch(where.text)) and host[1].lower() not in _HOSTS:
            notes.wrong(f"“{leaf.line[:40]}” is an iD of {host[1][:40]}, not of ORCID: it is not stated.", leaf.at)
            return None
    found = identifier_of("orcid", leaf.text)
    if found is None:
        notes.wrong(f"“{leaf.line[:40]}” is no valid ORCID iD: compare it with its source.", leaf.at)
        return None
    return found, leaf


def orcid_in(leaf: Leaf | None) -> str | None:
    """Give the iD that a path of ORCID's begins with: `/0000-0002-9341-7985/work/15536015`; it may be invalid."""
    found = None if leaf is None else _ID.match(leaf.text.lstrip("/"))
    return None if found is None else found.group().upper()


def identifier(scheme: str, leaf: Leaf, notes: Notes) -> Identifier | None:
    """Read an identifier of a scheme; what fails the scheme's check is noted."""
    found = identifier_of(scheme, leaf.text)
    if found is None:
        notes.wrong(f"“{leaf.line[:80]}” is no valid {SCHEMES[scheme].label}: compare it with its source.", leaf.at)
    return found


def address(leaf: Leaf | None, notes: Notes) -> Url | None:
    """Read a web address; what is none is noted."""
    if leaf is None:
        return None
    try:
        return parse_url(leaf.text)
    except IdentifierError as error:
        notes.wrong(error.message, leaf.at)
        return None


def language_of(leaf: Leaf | None) -> str | None:
    """Read a code of a language (common-3.0.xsd, language-code: `en`, `zh_CN`) as a language tag."""
    if leaf is None:
        return None
    tag = leaf.text.replace("_", "-")
    try:
        return Text("", tag).language
    except ValueError:
        return None
