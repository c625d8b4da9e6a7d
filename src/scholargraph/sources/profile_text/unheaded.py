"""Lists of works that stand under no heading that is known: found by the owner's name in lists of authors.

It says where such a list may begin and end; the layouts say whether it is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scholargraph.bibliography.author_lists import author_lists
from scholargraph.bibliography.citation_parts import Citation
from scholargraph.bibliography.citations import parse_citation
from scholargraph.bibliography.lines import Line, is_prose
from scholargraph.bibliography.name_forms import is_form_of
from scholargraph.sources.profile_text.headings import Kind
from scholargraph.sources.profile_text.layouts.citations import LEAST
from scholargraph.sources.profile_text.sections import Region, Section

_FEWEST: Final = 2
_SHORTEST: Final = 12
_LONGEST_NAMES: Final = 600
_LONGEST_HEADING: Final = 70
_LINES_OF_AN_ENTRY: Final = 4


def find(sections: Sequence[Section], owner: Sequence[str], taken: Sequence[Region]) -> list[Region]:
    """Find the stretches of running text, or of what stands under an unknown heading, in which works seem to be listed."""
    used = {line.start for region in taken for line in region.lines}
    found: list[Region] = []
    for section in sections:
        if section.kind not in {None, Kind.BIOGRAPHY, Kind.MAYBE, Kind.INTERESTS}:
            continue
        lines = [line for line in section.lines if line.start not in used]
        marks = [at for at, line in enumerate(lines) if _lists_owner(line, owner)]
        if len(marks) < _FEWEST:
            continue
        first = marks[0]
        if first and not is_prose(lines[first - 1]) and not _is_citation(lines[first], owner):
            first -= 1  # a title above its authors
        before = lines[first - 1] if first else section.heading
        heading = before if before is not None and len(before.text) <= _LONGEST_HEADING else None
        found.append(Region(heading, tuple(lines[first : marks[-1] + _LINES_OF_AN_ENTRY]), sure=False))
    return found


def _lists_owner(line: Line, owner: Sequence[str]) -> bool:
    """Whether a line is a citation by the owner, or a list of several names with the owner's among them."""
    if len(line.text) < _SHORTEST:
        return False
    if _is_citation(line, owner):
        return True
    if len(line.text) > _LONGEST_NAMES:
        return False
    return any(
        len(names.spans) > 1
        and 10 * names.end >= 9 * len(line.text.rstrip(" ."))
        and any(is_form_of(line.text[slice(*span)], name) for span in names.spans for name in owner)
        for names in author_lists(line.text)
    )


def _is_citation(line: Line, owner: Sequence[str]) -> bool:
    citation = parse_citation(line, owner=owner[0] if owner else "")
    return (
        isinstance(citation, Citation)
        and citation.confidence >= LEAST
        and any(is_form_of(author.value, name) for author in citation.authors for name in owner)
    )
