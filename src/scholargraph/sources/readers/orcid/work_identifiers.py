"""Identifiers of works at ORCID, by what they are to the work: its own, of another version, of what it is part of, of a grant.

“Self”: the work itself; “version-of”: an alternate version of it; “part-of”: what it stands in; “funded-by”: its funding
(info.orcid.org, “How are items grouped together in an ORCID record?”).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from scholargraph.identifiers import Identifier, Url, identifier_of
from scholargraph.model import Funding, Version
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.parts import Fact
from scholargraph.sources.readers.orcid.tables import WITHIN_BOOKS, WORK_SCHEMES, WorkKind
from scholargraph.sources.readers.orcid.tree import Leaf, Part
from scholargraph.sources.readers.orcid.values import Notes, address, date_of, identifier

_SELF, _VERSION, _WITHIN, _FUNDED = "self", "version-of", "part-of", "funded-by"
_MOST: Final = 500
_GRANTS: Final = frozenset({"grant_number", "proposal-id", "doi", "uri", "other-id"})


@dataclass(slots=True)
class _OtherVersion:
    """What is said of another version of a work."""

    identifiers: dict[Identifier, Leaf] = field(default_factory=dict)
    part: Part | None = None


class WorkIdentifiers:
    """Collects the identifiers that all sources of one work give, then states them."""

    def __init__(self, kind: WorkKind, notes: Notes) -> None:
        self.kind = kind
        self.notes = notes
        self._venue: dict[Identifier, Leaf] = {}
        self._own: dict[Identifier, list[Leaf]] = {}
        self._links: list[tuple[Url, Leaf]] = []
        self._versions: list[_OtherVersion] = []
        self._fundings: dict[Funding, Leaf] = {}

    @property
    def venue(self) -> list[Fact]:
        """The identifiers of what the work stands in."""
        return [Fact("identifiers", found, leaf.at, leaf.quote) for found, leaf in self._venue.items()]

    def add_preferred(self, part: Part) -> None:
        """Take what the preferred source gives."""
        self._take(part)

    def add_other(self, part: Part) -> bool:
        """Take what another source of the group gives; tell whether it speaks of the same version of the work."""
        values = _own_values(part, self.notes)
        own = {found for leaf, scheme in values if (found := identifier_of(scheme, leaf.text))}
        if not own or not self._own or own & set(self._own):
            self._take(part)
            return True
        version = _OtherVersion(part=part)
        for leaf, scheme in values:
            found = identifier(scheme, leaf, self.notes)
            if found is not None and scheme not in {"issn", "isbn"}:
                version.identifiers[found] = leaf
        self._versions.append(version)
        return False

    def give(self, work: RecordBuilder) -> None:
        """State everything that was taken."""
        for found, leaves in self._own.items():
            for leaf in leaves:
                work.add("identifiers", found, at=leaf.at, quote=leaf.quote)
        schemes = {one.scheme for one in self._own}
        for url, leaf in self._links:
            read = (identifier_of(scheme, url) for scheme in schemes)
            known = next((one for one in read if one in self._own), None)
            if known is not None:
                work.add("identifiers", known, at=leaf.at, quote=leaf.quote)
            else:
                work.add("links", url, at=leaf.at, quote=leaf.quote)
        self._give_versions(work)
        for funding, leaf in self._fundings.items():
            work.add("funding", funding, at=leaf.at, quote=leaf.quote)

    def _give_versions(self, work: RecordBuilder) -> None:
        labels: Counter[str] = Counter()
        stated = set(self._own)
        for version in self._versions:
            new = [found for found in version.identifiers if found not in stated]
            stated |= set(new)
            if not new:
                continue
            label = _label(new[0].scheme, labels)
            issued = None if version.part is None else date_of(version.part.first("publication-date"), self.notes)
            value = Version(label=label, identifiers=tuple(new), issued=None if issued is None else issued.value)
            leaves = [version.identifiers[found] for found in new]
            for leaf in (*leaves, *(() if issued is None else issued.leaves)):
                work.add("versions", value, at=leaf.at, quote=leaf.quote)

    def _take(self, part: Part) -> None:
        url = part.leaf("url")
        found = address(url, self.notes)
        if found is not None and url is not None:
            self._links.append((found, url))
        for one in external_ids(part, self.notes):
            self._take_one(one)

    def _take_one(self, one: Part) -> None:
        kind, value = one.leaf("external-id-type"), one.leaf("external-id-value")
        if kind is None or value is None:
            return
        relation = _relation(one)
        called = kind.text.lower()
        scheme = WORK_SCHEMES.get(called)
        if scheme is not None:
            value = _written(one, scheme, value)
        if relation == _FUNDED:
            self._take_funding(one, called, value)
        elif scheme == "issn" or (scheme == "isbn" and (relation == _WITHIN or self.kind.host in WITHIN_BOOKS)):
            self._take_venue(scheme, value)
        elif relation == _WITHIN:
            if scheme is not None:
                self._take_venue(scheme, value)
        elif relation == _VERSION:
            if scheme is not None and (found := identifier(scheme, value, self.notes)) is not None:
                self._versions.append(_OtherVersion({found: value}))
        elif relation == _SELF:
            self._take_own(one, called, scheme, value)

    def _take_own(self, one: Part, called: str, scheme: str | None, value: Leaf) -> None:
        """Take an identifier of the work itself; of a type that is no scheme of ours, the page that it leads to."""
        if scheme is not None:
            found = identifier(scheme, value, self.notes)
            if found is not None:
                self._own.setdefault(found, []).append(value)
            return
        page = value if called == "uri" else one.leaf("external-id-url")
        url = address(page, self.notes)
        if url is not None and page is not None:
            self._links.append((url, page))

    def _take_venue(self, scheme: str, value: Leaf) -> None:
        found = identifier(scheme, value, self.notes)
        if found is not None:
            self._venue.setdefault(found, value)

    def _take_funding(self, one: Part, called: str, value: Leaf) -> None:
        if called not in _GRANTS:
            return
        doi = identifier_of("doi", value.text) if called == "doi" else None
        page = address(one.leaf("external-id-url"), self.notes)
        identifiers = () if doi is None else (doi,)
        self._fundings.setdefault(Funding(number=value.line, identifiers=identifiers, url=page), value)


def _relation(one: Part) -> str:
    """Give the relation of an identifier; what has none is the work's own (members.orcid.org, “Updates to identifiers”)."""
    leaf = one.leaf("external-id-relationship")
    return _SELF if leaf is None else leaf.text.lower().replace("_", "-")


def external_ids(part: Part, notes: Notes) -> list[Part]:
    """Give the identifiers of an entry, of which nobody has more than some."""
    found = [one for holder in part.each("external-ids") for one in holder.each("external-id")]
    for one in found[_MOST : _MOST + 1]:
        notes.wrong(f"This and the following are more than {_MOST} identifiers: they are not read.", one.at)
    return found[:_MOST]


def _written(one: Part, scheme: str, value: Leaf) -> Leaf:
    """Give the value of an identifier; where it is not one as written, what ORCID normalises it to (`PMC` before digits)."""
    normalized = one.leaf("external-id-normalized")
    if normalized is None or identifier_of(scheme, value.text) is not None:
        return value
    return value if identifier_of(scheme, normalized.text) is None else normalized


def _own_values(part: Part, notes: Notes) -> list[tuple[Leaf, str]]:
    """Give the identifiers of the work itself that are of schemes of ours, but for those of venues."""
    found = []
    for one in external_ids(part, notes):
        kind, value = one.leaf("external-id-type"), one.leaf("external-id-value")
        scheme = None if kind is None else WORK_SCHEMES.get(kind.text.lower())
        if value is not None and scheme is not None and scheme != "issn" and _relation(one) == _SELF:
            found.append((_written(one, scheme, value), scheme))
    return found


def _label(scheme: str, given: Counter[str]) -> str:
    """Give a label that no other version of the work has: doi, doi2."""
    name = re.sub(r"[^a-z0-9]", "", scheme)
    given[name] += 1
    return name if given[name] == 1 else f"{name}{given[name]}"
