"""A preprint and what was published of it are one work: what a reading says of the preprint alone becomes a version of it.

Where a work has readings of both, its type, venue, date, pages and the like are those of what was published. Title and
abstract of the preprint say what they say of the work; nothing of it contradicts what was published. It joins nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any, Final

from scholargraph.model import (
    Attribution,
    Evidence,
    Identifier,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    SourceRecord,
    Text,
    Version,
    fields_of,
)
from scholargraph.reconcile.values import agree, finer

OF_THE_VERSION: Final = frozenset(one.name for one in fields_of(Publication).values() if one.spec.of_version)
"""Fields that a preprint has of its own."""
_PUBLISHED: Final = frozenset(
    [PublicationType.JOURNAL_ARTICLE, PublicationType.CONFERENCE_PAPER, PublicationType.CHAPTER, PublicationType.BOOK]
)
_UNCERTAIN: Final = frozenset([PublicationType.OTHER, PublicationType.JOURNAL_ARTICLE, PublicationType.REPORT])
"""Types that readers give to a preprint where the source has no better word."""
_EVIDENT: Final = frozenset({*fields_of(Publication)} & {*fields_of(Version)} | {"homepage", "type"})
"""The fields whose places show that there is such a version."""


@dataclass(frozen=True, slots=True)
class _Server:
    """A server of preprints: what its versions are called, and what identifies them."""

    label: str
    doi: re.Pattern[str]
    scheme: str | None = None

    def gave(self, one: Identifier) -> bool:
        """Whether an identifier is the server's."""
        return one.scheme == self.scheme or (one.scheme == "doi" and self.doi.fullmatch(one.value) is not None)


def set_apart(group: Sequence[SourceRecord]) -> tuple[list[SourceRecord], list[SourceRecord]]:
    """Give the readings of a work itself, and those of its preprint with what they say of it as a version.

    Where there is no reading of both, every reading is one of the work itself.
    """
    preprints = [one for one in group if one.selector is None and is_preprint(one.record)]
    own = [one for one in group if not any(one is other for other in preprints)]
    if not preprints or not any(isinstance(one.record, Publication) and _is_published(one.record) for one in own):
        return list(group), []
    works = [one.record for one in own if isinstance(one.record, Publication)]
    versions = _versions([one.record for one in preprints if isinstance(one.record, Publication)], works)
    return own, [_of_the_work(one, version, works) for one, version in zip(preprints, versions, strict=True)]


def is_preprint(work: object) -> bool:
    """Whether a record is of a preprint: it says so, or is known by its number on a server alone."""
    if not isinstance(work, Publication):
        return False
    if work.type is PublicationType.PREPRINT or work.status is PublicationStatus.PREPRINT:
        return True
    told = [one for one in work.identifiers if one.scheme in {"doi", "arxiv"}]
    placed = any(part is not None for part in (work.venue, work.volume, work.issue, work.pages))
    return work.type in _UNCERTAIN and not placed and bool(told) and all(_server(one) is not None for one in told)


def _is_published(work: Publication) -> bool:
    return work.type in _PUBLISHED


def _versions(preprints: Sequence[Publication], works: Sequence[Publication]) -> list[Version]:
    """Give the version that each preprint is: one label is one version, whoever tells of it."""
    stated = {one for work in works for one in work.identifiers}
    known = [version for work in works for version in work.versions]
    made: dict[str, Version] = {}
    labels: list[str] = []
    for preprint in preprints:
        own = tuple(one for one in preprint.identifiers if one not in stated or _server(one) is not None)
        label = _label(own, [*known, *made.values()])
        before = made.get(label) or next((one for one in known if one.label == label), None)
        found = Version(
            label=label,
            identifiers=own,
            issued=preprint.issued,
            status=PublicationStatus.PREPRINT,
            url=preprint.homepage,
        )
        made[label] = found if before is None else _both(before, found)
        labels.append(label)
    return [made[label] for label in labels]


def _both(one: Version, other: Version) -> Version:
    """Give a version with what another reading adds to it."""
    return Version(
        label=one.label,
        identifiers=tuple(dict.fromkeys((*one.identifiers, *other.identifiers))),
        issued=_date(one.issued, other.issued),
        status=one.status or other.status,
        url=one.url or other.url,
    )


def _date(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    """Give the first of two dates, made more precise by the other where they agree."""
    if one is None or other is None:
        return one or other
    found: PartialDate = finer(one, other) if agree(one, other) else one
    return found


def _label(identifiers: Sequence[Identifier], known: Sequence[Version]) -> str:
    """Give what a version is called: as it is called already, by its server, otherwise just a preprint."""
    for version in known:
        if not set(version.identifiers).isdisjoint(identifiers):
            return version.label
    stem = next((server.label for server in map(_server, identifiers) if server is not None), "preprint")
    taken = {version.label: version for version in known}
    for number in count(1):
        label = stem if number == 1 else f"{stem}{number}"
        if label not in taken or not _differ(taken[label].identifiers, identifiers):
            return label
    raise AssertionError("there is always another number")  # pragma: no cover


def _differ(some: Sequence[Identifier], others: Sequence[Identifier]) -> bool:
    """Whether two versions have different identifiers of one scheme: two preprints of one server, say."""
    return bool({one.scheme for one in some} & {one.scheme for one in others})


def _of_the_work(reading: SourceRecord, version: Version, works: Sequence[Publication]) -> SourceRecord:
    """Give what a reading of a preprint says of the work, with the preprint as a version of it."""
    work = reading.record
    assert isinstance(work, Publication)  # noqa: S101 - only works are preprints
    stated = {one for other in works for one in other.identifiers}
    # What a preprint knows as its published version is the work itself.
    versions = tuple(
        one
        for one in work.versions
        if one.label != version.label and not (one.identifiers and stated >= {*one.identifiers})
    )
    kept: dict[str, Any] = {
        "identifiers": (),
        "versions": (*versions, version),
        **{name: default for name, default in _defaults() if name in OF_THE_VERSION},
    }
    said = [one for one in reading.attributions if one.field not in {*kept} or one.value in versions]
    said += [Attribution("versions", version, found) for found in _evidence(reading)]
    others = {other.title for other in works if other.title is not None}
    if work.title is not None and others and not any(agree(work.title, other) for other in others):
        # Another title is one that the work had as a preprint.
        kept |= {"title": None, "alternate_titles": _with(work.alternate_titles, work.title)}
        said = [replace(one, field="alternate_titles") if one.field == "title" else one for one in said]
    disputes = tuple(one for one in reading.disputes if one.field not in kept)
    return replace(reading, record=replace(work, **kept), attributions=tuple(said), disputes=disputes)


def _with(titles: tuple[Text, ...], title: Text) -> tuple[Text, ...]:
    return titles if title in titles else (*titles, title)


def _evidence(reading: SourceRecord) -> tuple[Evidence, ...]:
    """Give where a reading shows that there is the preprint: each place once; where no value does, the entry."""
    found = dict.fromkeys(one.evidence for one in reading.attributions if one.field in _EVIDENT)
    return tuple(found) or (reading.whole,)


def _server(one: Identifier) -> _Server | None:
    """Give the server of preprints that gave an identifier."""
    return next((server for server in _servers() if server.gave(one)), None)


@cache
def _servers() -> tuple[_Server, ...]:
    text = files("scholargraph.reconcile").joinpath("preprint_servers.toml").read_text("utf-8")
    return tuple(
        _Server(one["label"], re.compile(one["doi"]), one.get("scheme")) for one in tomllib.loads(text)["server"]
    )


def _defaults() -> Iterator[tuple[str, Any]]:
    """Give what each field of a work is where nobody says anything."""
    return ((part.name, part.default) for part in fields(Publication) if part.default is not MISSING)
