"""Which answer of ORCID's a document is: a whole record, the person, the activities, a section of them, or works.

It finds the parts that are read, and reads no value but those that tell whose record it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from scholargraph.identifiers import Identifier, identifier_of
from scholargraph.sources.readers.orcid.tables import AFFILIATIONS, SINGLE, UNREAD
from scholargraph.sources.readers.orcid.tree import Leaf, Part
from scholargraph.sources.readers.orcid.values import Notes, is_visible, orcid_in, orcid_of

Group = list[Part]
"""What several sources say of one thing."""

_SUMMARIES: Final = {name: section.summary for name, section in AFFILIATIONS.items()} | {
    "fundings": "funding-summary",
    "works": "work-summary",
}
_ACTIVITIES: Final = ("activities-summary", "activities")
_OF_PERSONS: Final = frozenset(
    {"other-names", "biography", "researcher-urls", "emails", "addresses", "keywords", "external-identifiers"}
)
_SOURCES: Final = (("source-orcid", "source-name"), ("assertion-origin-orcid", "assertion-origin-name"))


@dataclass(slots=True)
class Shape:
    """The parts of a document that are read.

    Attributes:
        root: the whole document.
        person: the part about the person, if there is one.
        sections: the groups of each section of activities but works.
        works: the groups of works.
        errors: what a bulk answer holds in the place of a work.
    """

    root: Part
    person: Part | None = None
    sections: dict[str, list[Group]] = field(default_factory=dict)
    works: list[Group] = field(default_factory=list)
    errors: list[Part] = field(default_factory=list)

    def items(self) -> Iterator[Part]:
        """Give everything that stands in groups."""
        for groups in (*self.sections.values(), self.works):
            for group in groups:
                yield from group

    def add(self, section: str, groups: list[Group]) -> None:
        """Add groups of a section."""
        if section == "works":
            self.works += groups
        else:
            self.sections.setdefault(section, []).extend(groups)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose record it is: the iD as written, where it stands, and the identifier where the iD is one."""

    written: str
    leaf: Leaf
    identifier: Identifier | None


def shape_of(root: Part) -> Shape | None:
    """Tell what a document is; None for what is no answer of ORCID's that is read."""
    shape = Shape(root)
    kind = _kind(root)
    if kind == "record":
        shape.person = root.first("person")
        for name in _ACTIVITIES:
            for activities in root.each(name):
                _sections(activities, shape)
    elif kind == "person":
        shape.person = root
    elif kind in _ACTIVITIES:
        _sections(root, shape)
    elif kind == "bulk":
        _bulk(root, shape)
    elif kind is not None and kind in _SUMMARIES:
        shape.add(kind, _groups(root, _SUMMARIES[kind]))
    elif kind is not None and kind in SINGLE:
        shape.add(SINGLE[kind], [[root]])
    else:
        return None
    return shape


def holder_of(shape: Shape, notes: Notes) -> Holder | None:
    """Tell whose record it is: by its iD, otherwise by the paths of what it holds."""
    stated = shape.root.first("orcid-identifier")
    if stated is not None:
        leaf = stated.leaf("path") or stated.leaf("uri")
        found = orcid_of(stated, notes)
        return None if leaf is None else Holder(leaf.text, leaf, None if found is None else found[0])
    paths = [shape.root.leaf("path")]
    if shape.person is not None:
        paths += [shape.person.leaf("path"), shape.person.leaf("name", "path")]
    first = next(shape.items(), None)
    if first is not None:
        paths.append(first.leaf("path"))
    for leaf in paths:
        written = orcid_in(leaf)
        if written is not None and leaf is not None:
            return Holder(written, leaf, _checked(written, leaf, first, notes))
    return None


def display_name(shape: Shape, written: str) -> Leaf | None:
    """Give the name of the holder where it stands as the source of something public: “Source: Peter Binfield”."""
    for part in shape.items():
        if not is_visible(part):
            continue
        for orcid, name in _SOURCES:
            by = part.leaf("source", orcid, "path")
            leaf = None if by is None or by.text != written else part.leaf("source", name)
            if leaf is not None:
                return leaf
    return None


def _checked(written: str, leaf: Leaf, first: Part | None, notes: Notes) -> Identifier | None:
    """Give the identifier of an iD in a path, unless its file is of the sandbox or its check digit is wrong."""
    for name in ("source-orcid", "source-client-id", "assertion-origin-orcid"):
        host = None if first is None else first.leaf("source", name, "host")
        if host is not None and host.text.lower() not in {"orcid.org", "www.orcid.org"}:
            notes.wrong(f"“{written}” is an iD of {host.line[:40]}, not of ORCID: it is not stated.", leaf.at)
            return None
    found = identifier_of("orcid", written)
    if found is None:
        notes.wrong(f"“{written}” is no valid ORCID iD: compare it with its source.", leaf.at)
    return found


def _kind(root: Part) -> str | None:
    """Tell what a document is called, by its root element or by its members."""
    if root.name == "personal-details":
        return "person"
    if root.name is not None:
        return root.name if root.name in _ACTIVITIES else root.name.removesuffix("-summary")
    names = set(root.names())
    if names & {"orcid-identifier", "person", *_ACTIVITIES}:
        return "record"
    if names & {*_SUMMARIES, *UNREAD}:
        return _ACTIVITIES[0]
    if "bulk" in names:
        return "bulk"
    if "name" in names and names & _OF_PERSONS:
        return "person"
    inside = _named_inside(root)
    if inside is not None:
        return inside
    path = root.leaf("path")
    steps = [] if path is None else path.text.strip("/").split("/")
    called = steps[1] if len(steps) > 1 else None
    if called in _SUMMARIES or called in SINGLE:
        return called
    return "work" if {"title", "type"} <= names and "organization" not in names else None


def _named_inside(root: Part) -> str | None:
    """Tell which section a document is by what its groups hold."""
    for section, summary in _SUMMARIES.items():
        if root.each(summary):
            return section
        for group in (*root.each("group")[:1], *root.each("affiliation-group")[:1]):
            if group.each(summary) or any(one.first(summary) for one in group.each("summaries")[:1]):
                return section
    return None


def _sections(activities: Part, shape: Shape) -> None:
    for section, summary in _SUMMARIES.items():
        for container in activities.each(section):
            shape.add(section, _groups(container, summary))


def _groups(container: Part, summary: str) -> list[Group]:
    """Give the groups of a section. In JSON affiliations stand in `summaries`; before 3.0 there were no groups of them."""
    found: list[Group] = []
    for group in (*container.each("affiliation-group"), *container.each("group")):
        wrapped = (one.first(summary) for one in group.each("summaries"))
        found.append([*group.each(summary), *(one for one in wrapped if one is not None)])
    return [*found, *([one] for one in container.each(summary))]


def _bulk(root: Part, shape: Shape) -> None:
    for holder in root.each("bulk") or [root]:
        shape.works += [[work] for work in holder.each("work")]
        shape.errors += holder.each("error")
