"""A public record at ORCID: each work a title, what it stands in, “2020-05 | Journal article”, identifiers, contributors, a source.

Only what stands under “Works” is read, in any language of the interface. Talks, edited volumes and the like are left out;
so is an entry of which one line is left that could be its title or what it stands in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from scholargraph.bibliography.lines import Line
from scholargraph.sources.profile_text.drafts import Listing
from scholargraph.sources.profile_text.layouts import site_words as words
from scholargraph.sources.profile_text.layouts.orcid_entries import EntryReader, is_dated
from scholargraph.sources.profile_text.layouts.orcid_person import (
    ID,
    biography,
    keywords,
    name_of_record,
    roles,
    section_of,
)
from scholargraph.sources.profile_text.layouts.site_pages import READ_FOR_MARKS, SitePage, same_person

LAYOUT: Final = "orcid"

_FOOT: Final = re.compile(
    r"record last modified|last modified:?\s|about orcid$|the text of this website is", re.IGNORECASE
)


def recognises(lines: Sequence[Line]) -> bool:
    """Whether the lines are a record: sections with their numbers or dated kinds of work, and more of what records have."""
    marks = {mark for line in lines[:READ_FOR_MARKS] if len(line.text) < 200 and (mark := _mark(line)) is not None}
    return len(marks) >= 3 and (
        "dated" in marks or ("section" in marks and bool(marks & {"button", "activities", "preferred"}))
    )


def read(lines: Sequence[Line]) -> SitePage:
    """Read a record."""
    start, heading = _start(lines)
    sources, apart = _sources(lines)
    likely = name_of_record(lines[:start] if start else lines, [])
    own = frozenset() if likely is None else frozenset({likely.key})
    reader = EntryReader(sources | own, apart=apart, bounded=heading is not None)
    for at, line in enumerate(lines[start:], start=start):
        if (heading is not None and section_of(lines, at) not in {None, "works"}) or _FOOT.match(line.text[:80]):
            break
        reader.read(line)
    reader.finish()
    lists = [draft.authors for draft in reader.drafts if draft.authors]
    name = name_of_record(lines[:start] if start else lines, lists)
    for draft in reader.drafts:
        draft.drops_owner = name is None or not any(same_person(author.value, name.value) for author in draft.authors)
    doubts = tuple(sorted(reader.doubts, key=lambda doubt: doubt.line.start))
    listing = Listing(tuple(reader.drafts), doubts, LAYOUT)
    return SitePage(name, biography(lines), roles(lines), keywords(lines), heading, listing)


def _mark(line: Line) -> str | None:
    """Tell what of a record's own a line is."""
    key = line.key
    if ID.fullmatch(line.text):
        return "id"
    if section_of([line], 0) not in {None, "biography", "keywords", "activities"}:
        return "section"
    if key in words.ORCID_SHOW | words.ORCID_HIDE:
        return "button"
    if key in words.ORCID_ACTIVITIES:
        return "activities"
    if words.ORCID_PREFERRED.fullmatch(line.text) and line.text.rstrip("\u200e").endswith(")"):
        return "preferred"
    if words.ORCID_SOURCE.match(line.text):
        return "source"
    return "dated" if is_dated(line) else None


def _start(lines: Sequence[Line]) -> tuple[int, Line | None]:
    """Where the works begin: after their heading; without one after the last heading before the first dated kind of work."""
    last = 0
    for at, line in enumerate(lines):
        section = section_of(lines, at)
        if section == "works" or (
            line.key in words.ORCID_WORKS and any(is_dated(below) for below in lines[at + 1 : at + 6])
        ):
            return at + 1, line
        if section is not None:
            last = at + 1
        if is_dated(line):
            break
    return last, None


def _sources(lines: Sequence[Line]) -> tuple[frozenset[str], bool]:
    """The names that stand below a bare “Source:” more than once, as those of titles do not; and whether any do."""
    found: Counter[str] = Counter()
    bare = False
    for line in lines:
        if len(line.text) < 120 and line.key not in words.ORCID_WORDS:
            if bare:
                found[line.key] += 1
            label = words.ORCID_SOURCE.match(line.text)
            rest = line.part(label.end()) if label is not None else None
            bare = rest is not None and (not rest.text or rest.key in words.ORCID_WORDS)
    return words.ORCID_SOURCES | {key for key, times in found.items() if times > 1}, sum(found.values()) > 1
