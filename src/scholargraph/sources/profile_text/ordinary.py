"""Pages as people write them: whose page it is, what it says of them, and the lists of works under its headings.

Each list is read by every layout, and the layout that explains most of it is taken; where none explains the better part of
a list, nothing is stated and the heading is reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from scholargraph.bibliography import name_forms
from scholargraph.bibliography.citation_parts import Citation
from scholargraph.bibliography.citations import parse_citation
from scholargraph.bibliography.lines import Line, is_prose, is_rule, unbulleted
from scholargraph.bibliography.names import LONGEST, bare_name, is_name
from scholargraph.bibliography.venues import is_solid
from scholargraph.sources.profile_text import headings, interface, unheaded
from scholargraph.sources.profile_text.drafts import Doubt, Listing
from scholargraph.sources.profile_text.headings import Kind
from scholargraph.sources.profile_text.layouts import authors_first, citations, title_first
from scholargraph.sources.profile_text.layouts.site_pages import SitePage
from scholargraph.sources.profile_text.owner import Owner, find_owner
from scholargraph.sources.profile_text.sections import Region, Section, divide, is_content, regions

LAYOUTS: Final = (citations.read, title_first.read, authors_first.read)
_LEAST_SHARE: Final = 0.5
"""So much of the lines of a list a layout has to explain."""
_LEAST_OF_MAYBE: Final = 0.66
_LEAST_OF_NAMED: Final = 0.3
"""So much where the owner stands in most lists of authors."""
_WORDS_OF_MENUS: Final = 3
_FEWEST_LINES: Final = 3
_OFTEN: Final = 0.6
_NEARLY_ALL: Final = 0.8
_FEWEST_NAMED: Final = 3
_FEWEST_OF_MAYBE: Final = 2
_LONGEST_AREA: Final = 80

_REMARK_ON_TITLE: Final = re.compile(
    r"\s*\((?:Job Market Paper|JMP|slides|video|with slides|draft|revised|updated|new!?|in \w+|code)\b[^()]{0,60}\)$",
    re.IGNORECASE,
)
_REMARK_ON_NAME: Final = re.compile(r"\s*[(\[][^\W\d_A-Z][^()\[\]]{3,60}[)\]]$")

NOT_READ: Final = "What stands under this heading could be a list of works, but most of it cannot be told apart, so none of it is stated: add the works to curation.toml, or bring them as BibTeX."
SECOND_PERSON: Final = "Here the page of another person seems to begin, so what follows is not read: keep the text of one person in a file."
NO_HEADING: Final = "These lines look like citations of works by the person of the page, but no heading says that a list of works begins here: put a line “Publications” above them."


@dataclass(frozen=True, slots=True)
class _Read:
    region: Region
    listing: Listing
    share: float


def read(every: Sequence[Line]) -> SitePage:
    """Read the lines of a page that is of no known site, to where that of another person begins."""
    page = _read(every)
    other = _next_person(every, page)
    if other is None:
        return page
    page = _read(every[:other])
    doubts = (*page.listing.doubts, Doubt(every[other], SECOND_PERSON))
    return replace(page, listing=replace(page.listing, doubts=doubts))


def _next_person(every: Sequence[Line], page: SitePage) -> int | None:
    """Find the name of somebody else right above a heading that has stood above works before: two pages in one text."""
    owner = page.name
    if owner is None or not page.listing.drafts:
        return None
    first = page.listing.drafts[0].span()[0]
    above = {line.key for line in every if line.start < first and headings.heading(line) is Kind.WORKS}
    for at, (line, following) in enumerate(pairwise(every)):
        if line.start < first or following.key not in above:
            continue
        name = bare_name(unbulleted(line)).text
        if len(name) <= LONGEST and is_name(name) and not name_forms.is_form_of(name, owner.value):
            return at
    return None


def _read(every: Sequence[Line]) -> SitePage:
    sections = divide(every)
    lists = regions(sections)
    content = [
        region for region in lists if region.lines and (region.sure or any(is_content(line) for line in region.lines))
    ]
    # Which parts are lists shows in a first reading, and whose page it is stands above them; then they are read knowing that.
    sure = len(content) == 1 and content[0].sure
    owner = _owner(every, content if sure else [region for region in content if _best(region, "").listing.drafts])
    name = owner.name.value if owner is not None else ""
    reads = [_best(region, name) for region in content]
    stated = [one for one in reads if one.listing.drafts]
    called = () if owner is None else (name, *(other.value for other in owner.alternates))
    hidden = [_best(region, name) for region in unheaded.find(sections, called, [one.region for one in stated])]
    stated = sorted(
        [*stated, *(one for one in hidden if _is_evident(one, name))], key=lambda one: one.region.lines[0].start
    )
    doubts = [doubt for one in stated for doubt in one.listing.doubts]
    unread = [
        one.region
        for one in reads
        if not one.listing.drafts and one.region.sure and _is_list(one.region, alone=not stated)
    ]
    doubts += [Doubt(region.heading, NOT_READ) for region in unread if region.heading is not None]
    used = [one.region for one in stated]
    doubts += [Doubt(one.region.lines[0], NO_HEADING) for one in hidden if not _is_evident(one, name)]
    listing = Listing(
        tuple(draft for one in stated for draft in one.listing.drafts), tuple(sorted(doubts, key=lambda doubt: doubt.line.start)),
        stated[0].listing.layout if stated else "",
    )  # fmt: skip
    head, biography = _about(every, sections, owner, used)
    return SitePage(
        name=owner.name if owner is not None else None, biography=biography, head=head, areas=_areas(sections),
        heading=used[0].heading if used else next((region.heading for region in lists if region.sure), None), listing=listing,
        alternates=owner.alternates if owner is not None else (),
    )  # fmt: skip


def _owner(every: Sequence[Line], lists: Sequence[Region]) -> Owner | None:
    """Find whose page it is: above the first list, otherwise anywhere on it."""
    first = next((region.heading or region.lines[0] for region in lists), None)
    if first is None:
        return find_owner(every)
    head = [line for line in every if line.start < first.start]
    return find_owner(head, rest=[line for line in every if line.start >= first.start]) or find_owner(every)


def _best(region: Region, owner: str) -> _Read:
    """Read a list by every layout, and keep what explains most of it."""
    lines = [
        line
        for line in region.lines
        if headings.heading(line) is None and not headings.is_years(line) and not _is_trivial(line)
    ]
    total = sum(len(line.text) for line in lines) or 1
    found: list[_Read] = []
    for layout in LAYOUTS:
        listing = _bare(layout(region.lines, owner))
        found.append(_Read(region, listing, _covered(lines, listing) / total))
    best = max(found, key=lambda one: one.share * _fullness(one.listing))
    named = _share_of_owner(best.listing, owner)
    if named >= _OFTEN and len(best.listing.drafts) >= _FEWEST_NAMED:
        least = _LEAST_OF_NAMED  # the rest is what somebody says of each work
    else:
        least = _LEAST_SHARE if region.sure else _LEAST_OF_MAYBE
    if best.share < least or (not region.sure and len(best.listing.drafts) < _FEWEST_OF_MAYBE and named == 0):
        return replace(best, listing=Listing())
    return best


def _bare(listing: Listing) -> Listing:
    """Leave out remarks in parentheses behind titles and names: “(Job Market Paper)”, “(shared last authorship)”."""
    for draft in listing.drafts:
        draft.title = [_without(line, _REMARK_ON_TITLE) for line in draft.title]
        draft.authors = [_without(line, _REMARK_ON_NAME) for line in draft.authors]
    return listing


def _without(line: Line, remark: re.Pattern[str]) -> Line:
    found = remark.search(line.text)
    return line.part(0, found.start()) if found is not None and found.start() > 0 else line


def _is_evident(one: _Read, owner: str) -> bool:
    """Whether what stands under no heading of works is a list of them all the same: the owner's, with what only works have."""
    drafts = one.listing.drafts
    solid = sum(draft.venue is not None and is_solid(draft.venue) for draft in drafts)
    return (
        bool(drafts)
        and one.share >= _LEAST_OF_MAYBE
        and _share_of_owner(one.listing, owner) >= _NEARLY_ALL
        and 2 * solid >= len(drafts)
    )


def _fullness(listing: Listing) -> float:
    """How much a listing tells of its entries, on average: their authors and venues, and how sure it is."""
    each = [
        draft.confidence * (1.0 if draft.authors else 0.7) * (1.0 if draft.venue or draft.date or draft.year else 0.8)
        for draft in listing.drafts
    ]
    return sum(each) / len(each) if each else 0.0


def _is_trivial(line: Line) -> bool:
    return interface.is_button(unbulleted(line)) or is_rule(line) or len(line.text) < 3


def _share_of_owner(listing: Listing, owner: str) -> float:
    """In which part of the entries the owner stands among the authors."""
    named = [
        any(name_forms.is_form_of(author.value, owner) for author in draft.authors) for draft in listing.drafts if owner
    ]
    return sum(named) / len(named) if named else 0.0


def _covered(lines: Sequence[Line], listing: Listing) -> int:
    """How many characters of some lines stand within entries."""
    spans = sorted(draft.span() for draft in listing.drafts)
    covered, at = 0, 0
    for line in lines:
        while at < len(spans) and spans[at][1] <= line.start:
            at += 1
        if at < len(spans) and spans[at][0] < line.end:
            covered += len(line.text)
    return covered


def _is_list(region: Region, *, alone: bool) -> bool:
    """Whether a part of a page is more than a menu or a sentence that says where the works are.

    Where the page has no other list (`alone`), a few lines are enough: better to say too much than to lose a list in silence.
    """
    long = sum(is_content(line) or line.text.count(" ") > _WORDS_OF_MENUS for line in region.lines)
    return long > 1 or (long == 1 and len(region.lines) > 1) or (alone and len(region.lines) >= _FEWEST_LINES)


def _about(
    every: Sequence[Line], sections: Sequence[Section], owner: Owner | None, used: Sequence[Region]
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Give the lines below the name that tell what the person is, and the running text about them."""
    if owner is None:
        return (), ()
    taken = {line.start for region in used for line in region.lines}
    after = [
        line
        for section in sections
        if section.kind in {None, Kind.BIOGRAPHY}
        for line in section.lines
        if line.start > owner.name.end and line.start not in taken
    ]
    first = min((line.start for region in used for line in region.lines), default=None)
    below = [line for line in every if line.start > owner.name.end and (first is None or line.start < first)]
    head = [*([owner.tail] if owner.tail is not None else []), *below]
    text = [line for line in after if is_prose(line) and not _is_contact(line) and not _is_citation(line)]
    if owner.within_text:
        text.insert(0, every[owner.at])
    return tuple(head), tuple(text)


def _is_citation(line: Line) -> bool:
    """Whether a line is a citation, by whomever: no part of a biography."""
    citation = parse_citation(line)
    return (
        isinstance(citation, Citation)
        and citation.confidence >= citations.LEAST
        and bool(citation.venue or citation.publisher)
    )


def _is_contact(line: Line) -> bool:
    return (
        bool(re.search(r"@|\b(?:tel|phone|fax|office|room|e-?mail)\b[.:]", line.text, re.IGNORECASE))
        and line.text.count(" ") < 12
    )


def _areas(sections: Sequence[Section]) -> tuple[Line, ...]:
    """Give the topics under a heading of research interests; running text there names none."""
    found: list[Line] = []
    for section in sections:
        if section.kind is not Kind.INTERESTS or any(is_prose(line) for line in section.lines):
            continue
        for line in section.lines:
            area = unbulleted(line)
            if len(area.text) > _LONGEST_AREA or interface.is_button(area) or line.text == "•":
                break
            found.append(area)
    return tuple(found)
