"""A person's page on dblp: works under marks like “[j12]”, each a line of authors, a colon, and “Title. Venue 12(3): 20-30 (2020)”.

What the menus of an entry say is passed over. An entry is read where authors and citation stand right under each other;
volumes that the person edited are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line, is_rule, unbulleted
from scholargraph.bibliography.references import is_reference
from scholargraph.sources.profile_text.drafts import Doubt, Draft, Listing
from scholargraph.sources.profile_text.layouts import site_words as words
from scholargraph.sources.profile_text.layouts.site_pages import (
    LONGEST_READ,
    READ_FOR_MARKS,
    SitePage,
    candidates,
    has_twice,
    is_author,
    owner_among,
    parts,
    same_person,
    title_fault,
)  # fmt: skip

LAYOUT: Final = "dblp"

EDITED: Final = "The person edited this volume and did not write it, so it is left out of the works."
WITHDRAWN: Final = "This work was withdrawn, so it is left out."
NO_CITATION: Final = "Authors or title of this entry are missing or stand apart, so it is left out: copy the whole list again from the page."
NO_PARTING: Final = "Where the title ends and the venue begins is not certain in this line, so it is left out: put the venue on its own line."
NO_NAME: Final = "This stands among authors and does not read as a name, so it is left out: see that it names a person."

_PERSONAL: Final = frozenset({"home", "coauthor index", "person information"})
_BELOW_NAME: Final = frozenset({"person information", "refine list", "other persons with the same name"})
_LONGEST_NAMES: Final = 60_000

_MARK: Final = re.compile(r"\[([a-z])\d{1,4}\]|([bcdefijnprw])\d{1,3}$")
_PERSONS: Final = re.compile(r"(?:\[[-–+]\]\s*)?(?:>\s*)?Home\s*>\s*Persons\b.{0,100}")
_OTHER_HOMES: Final = re.compile(r"(?:\[[-–+]\]\s*)?(?:>\s*)?Home\s*>\s*(?!Persons)\w.{0,100}")
_PAGE_TITLE: Final = re.compile(r"dblp:\s+(.{2,90})")
_ALIASES: Final = re.compile(r"\s*\(?\baka:?\s", re.IGNORECASE)
_AFFILIATION: Final = re.compile(r"affiliation:\s*(?=\S)")
_FOOT: Final = re.compile(
    r"(?:last updated on .{4,60}|all metadata released as open data under CC0.{0,40}|.{0,80}by the dblp team.{0,20})"
)
_DECADE: Final = re.compile(rf"{YEAR} ?[-–] ?(?:{YEAR}|today)")
_TODAY: Final = re.compile(rf"{YEAR} ?[-–] ?today", re.IGNORECASE)
_RECORDS: Final = re.compile(r"(?:showing all|zoomed in on) (?:\d+|\?\?)(?: of (?:\d+|\?\?))? records")
_MENU: Final = re.compile(
    r"(?:(?:view|electronic edition(?: via DOI| @ \S{3,80})?(?: \(open access\))?|unpaywalled version|no references & citations"
    r"|references & citations|details & citations(?: @ \S{3,40})?|authority control:|export record|BibTeX|RIS|RDF N-Triples"
    r"|RDF Turtle|RDF/XML|XML|plain text|dblp key:(?:\s*\S{3,200})?|ask others|Google Scholar|Google|Semantic Scholar"
    r"|Internet Archive Scholar|CiteSeerX|PubPeer|share record|share bibliography|Twitter|Bluesky|Reddit|BibSonomy|LinkedIn"
    r"|Facebook|Mastodon|persistent URL:(?:\s*https?://\S{3,200})?|[|•·]|X)(?:\s|$)\s*){1,40}"
)
_KEY: Final = re.compile(
    r"(?:journals|conf|books|phd|series|reference|homepages|data|tr|persons|dblpnote|ms)/\S{2,120}"
)
_RUN_TOGETHER: Final = re.compile(
    r"view.{0,1500}?persistent URL:\s?https?://\S{3,40}?/rec/[\w./-]{3,80}?\d{2,5}[a-z]{0,2}(?=[^\W\d_a-z])"
)
_SENTENCES: Final = re.compile(r"(?<=\S)([.?!])\s+(?=[\w(“\"])")
_LAST_WORD: Final = re.compile(r"\S{1,40}$")
_DOTTED: Final = re.compile(r"(?<!\S)\S{1,40}?[.?!](?=\s)")
_LOWER: Final = re.compile(r"(?<!\S)(?!(?:de|des|du|la|le|e|y|et|&)\s)(?:[a-zß-ÿ]{2,}|A|An|The)(?=\s)")
_VENUE: Final = re.compile(
    rf"(?=.*[^\W\d_]{{2}})(?=[\w(“\"]).{{2,300}}?(?:\({YEAR}\)|(?<![\d/.]){YEAR}(?::\s?[\w:.,\s()-]{{1,60}}|,\sISBN\s.{{9,60}})?)"
)
_CONTENTS: Final = re.compile(r"\s*(?:\[(?:contents|data set|software)\]\s*)+$")
_BOOK_PAGES: Final = re.compile(r",\spp\.\s.{1,30}$")
_VERSION: Final = re.compile(r"(?<=[.?!])\s+(?:Version|Release)\s\S{1,12}$")
_PROCEEDINGS: Final = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th) |Joint |Companion |Adjunct )?Proceedings of |.{5,300}\b(?:Proceedings|Revised Selected Papers|Post-Proceedings"
    r"|Selected Papers)(?:, Part [IVX]+)?$"
)


def recognises(lines: Sequence[Line]) -> bool:
    """Whether the lines are a person's page: something that only these have, and something else of dblp's."""
    marks: set[str] = set()
    for line in lines[:READ_FOR_MARKS]:
        if _OTHER_HOMES.fullmatch(line.text[:200]):
            return False
        mark = _mark(line) if len(line.text) < 200 else None
        if mark is not None:
            marks.add(mark)
    return bool(marks & _PERSONAL) and len(marks) >= 3 and bool(marks - _PERSONAL - {"mark", "decade"})


def _mark(line: Line) -> str | None:
    """Tell what of the site's own a line is."""
    key = line.key
    if key in _PERSONAL or key in {"export record", "export bibliography", "persistent url", "dblp key"}:
        return key if key in _PERSONAL else "export"
    if key.startswith(("electronic edition ", "viewelectronic edition ")):
        return "export"
    if line.text.startswith("dblp: ") or key == "search dblp":
        return "dblp"
    forms = (("home", _PERSONS), ("foot", _FOOT), ("decade", _TODAY), ("records", _RECORDS))
    found = next((name for name, form in forms if form.fullmatch(line.text)), None)
    return "mark" if found is None and _MARK.match(line.text) else found


def read(lines: Sequence[Line]) -> SitePage:
    """Read a person's page."""
    texts = [unbulleted(line).text for line in lines]
    start = next((at for at, text in enumerate(texts) if _MARK.match(text) or _is_time(text)), len(lines))
    head = lines[:start]
    regions = list(_regions(lines[start:]))
    lists = [
        authors for region in regions for line in region.lines if (authors := _authors(line, whole=True)) is not None
    ]
    name = _name(head, lists)
    reader = _Reader(name, _aliases(head))
    for region in regions:
        reader.read(region)
    doubts = tuple(sorted(reader.doubts, key=lambda doubt: doubt.line.start))
    heading = next((line for line in lines[start:] if _DECADE.fullmatch(line.text[:20])), None)
    return SitePage(name, (), _affiliations(head), (), heading, Listing(tuple(reader.drafts), doubts, LAYOUT))


def _name(head: Sequence[Line], lists: Sequence[Sequence[Line]]) -> Line | None:
    """Find whose page it is: a name at the head of the page that stands in nearly all lists of authors."""
    found: list[Line] = []
    for at, line in enumerate(head):
        titled = _PAGE_TITLE.fullmatch(line.text) if len(line.text) < 120 else None
        near = any(_PERSONS.fullmatch(other.text[:140]) for other in head[max(at - 2, 0) : at + 2])
        if titled is not None or near:
            found.append(_without_suffix(line.part(titled.start(1)) if titled is not None else line))
    named = candidates(found)
    chosen = owner_among(named, lists, least=0.3)
    if chosen is None and not lists:
        chosen = next(iter(named), None)
    above = next((at for at, line in enumerate(head) if line.key in _BELOW_NAME), len(head))
    return chosen or owner_among(candidates([_without_suffix(line) for line in head[:above][-80:]]), lists, least=0.5)


def _without_suffix(line: Line) -> Line:
    """Give a name without other names after it and without the number that tells it from the same name of others."""
    other = _ALIASES.search(line.text[:200])
    name = line.part(0, other.start()) if other is not None else line
    number = names.HOMONYM_NUMBER.search(name.text)
    return name.part(0, number.start()) if number is not None else name


def _aliases(head: Sequence[Line]) -> list[str]:
    """The other names of the person, as in “(aka: A. Bright)”."""
    found: list[str] = []
    for line in head:
        other = _ALIASES.search(line.text[:200])
        if other is not None:
            found += [name.value for name in parts(line.part(other.end(), 400))]
    return [names.HOMONYM_NUMBER.sub("", name.strip(" ()")) for name in found]


def _affiliations(head: Sequence[Line]) -> tuple[Line, ...]:
    """What the page gives as affiliation today; those with a remark (“former”, “PhD 2010”) are not."""
    found = []
    for line in (unbulleted(line) for line in head):
        label = _AFFILIATION.match(line.text)
        if label is not None and len(line.text) < 300:
            found.append(line.part(label.end()))
    return tuple(found)


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Region:
    """A mark, and the lines after it that are no interface; `together` tells which of them stand right under the one before."""

    mark: Line
    kind: str
    lines: list[Line] = field(default_factory=list)
    together: list[bool] = field(default_factory=list)


def _regions(lines: Sequence[Line]) -> Iterator[_Region]:
    """Part the list at its marks, up to the index of co-authors."""
    current: _Region | None = None
    seen: set[str] = set()
    together = False
    for raw in lines:
        line = unbulleted(raw)
        if line.key == "coauthor index" or _FOOT.fullmatch(line.text[:200]):
            break
        mark = _MARK.match(line.text)
        if mark is not None:
            if current is not None and (current.kind or current.lines):
                yield current
            # In the index of co-authors each mark stands again.
            name = mark.group().strip("[]")
            current = None if name in seen else _Region(line.part(0, mark.end()), name[0])
            seen.add(name)
            line = line.part(mark.end())
            together = False
        elif current is None and _is_time(line.text) and not seen:
            current = _Region(line, "")  # where the marks were not copied, works begin under the first year
        line = _without_menu(line)
        if not line.text or current is None or _is_interface(line):
            together = together and not line.text
            continue
        current.lines.append(line)
        current.together.append(together)
        together = True
    if current is not None and (current.kind or current.lines):
        yield current


def _is_time(text: str) -> bool:
    """Whether a line is a year or a decade over works."""
    return len(text) < 20 and bool(re.fullmatch(YEAR, text) or _DECADE.fullmatch(text))


def _without_menu(line: Line) -> Line:
    """Give what follows the menus of an entry on its line."""
    run = _RUN_TOGETHER.match(line.text[:LONGEST_READ])
    if run is not None:
        return line.part(run.end())
    menu = _MENU.match(line.text[:LONGEST_READ])
    if menu is None:
        return line
    rest = line.part(menu.end())
    return rest if not rest.text or any(_authors(rest, whole=whole) is not None for whole in (True, False)) else line


def _is_interface(line: Line) -> bool:
    text = line.text[:300]
    return bool(
        line.key in words.DBLP_WORDS
        or _is_time(text)
        or _KEY.fullmatch(text)
        or _RECORDS.fullmatch(text)
        or text.startswith(("electronic edition", "Image:"))
        or "://dblp." in text[:16]
        or is_rule(line)
    )


class _Reader:
    """Makes entries of regions."""

    def __init__(self, owner: Line | None, aliases: Sequence[str]) -> None:
        self.owner = owner
        self.known = [*aliases, *([owner.value] if owner is not None else [])]
        self.drafts: list[Draft] = []
        self.doubts: list[Doubt] = []
        self.printed: list[Line] = []  # addresses since the last citation: they stand in the menus over the next

    def read(self, region: _Region) -> None:
        """Read the citation of a region; where a mark was lost, there are several, and only the first is of its kind."""
        found, at, rest = 0, 0, []
        self.printed = []
        lines = region.lines
        while at < len(lines):
            line = lines[at]
            authors = self.leading(line, whole=True)
            below = lines[at + 1] if at + 1 < len(lines) and region.together[at + 1] else None
            if is_reference(line):
                self.printed.append(line)
                at += 1
            elif authors is not None and below is not None and self.leading(below, whole=True) is None:
                below2 = lines[at + 2] if at + 2 < len(lines) and region.together[at + 2] else None
                at += 2 + self.citation(region, authors, [below, *([below2] if below2 else [])], first=not found)
                found += 1
            elif authors is None and (split := self.leading(line, whole=False)) is not None:
                after = line.part(_colon(line) + 1)
                at += 1 + self.citation(region, split, [after, *([below] if below else [])], first=not found)
                found += 1
            else:
                rest.append(line)
                at += 1
        for line in rest:
            if not found and len(rest) == 1 and not _authors(line, whole=False) and _venue_start(line) is not None:
                self.citation(region, [], [line], first=True)
                found += 1
            elif self.leading(line, whole=True) is not None or re.search(YEAR, line.text[-300:]):
                self.doubts.append(Doubt(line, NO_CITATION))
                found += 1
        if not found:
            self.doubts.append(Doubt(region.mark, EDITED if region.kind == "e" else NO_CITATION))

    def leading(self, line: Line, *, whole: bool) -> list[Line] | None:
        """Give the authors before a colon: the person is among them, or they are several and nothing but names."""
        authors = _authors(line, whole=whole)
        if authors is None or not self.known or self.is_known(authors):
            return authors
        named = [names.can_be_name(author.text) for author in authors]
        return authors if (all(named) and (whole or len(authors) > 1)) or (whole and len(authors) > 1) else None

    def is_known(self, authors: Sequence[Line]) -> bool:
        return any(same_person(author.value, name) for author in authors for name in self.known)

    def citation(self, region: _Region, people: Sequence[Line], below: list[Line], *, first: bool) -> int:
        """Read one citation; give how many further lines it took."""
        printed, self.printed = self.printed, []
        line = below[0]
        start = _venue_start(line)
        title, venue, taken = line, None, 0
        if start is not None:
            title, venue = line.part(0, start), line.part(start)
        elif len(below) > 1 and line.text.endswith((".", "?", "!")) and _is_venue(below[1].text):
            venue, taken = below[1], 1
        contents = _CONTENTS.search(venue.text[-60:]) if venue is not None else None
        if venue is not None and contents is not None:
            venue = venue.part(0, max(len(venue.text) - 60, 0) + contents.start())
        title = _bare_title(title)
        fault = self.fault(region, title, first=first) or (NO_PARTING if venue is None else title_fault(title))
        if fault is None and self.owner is not None and has_twice(self.owner, people):
            fault = NO_CITATION
        if fault is not None:
            self.doubts.append(Doubt(line, fault))
            return taken
        draft = Draft(title=[title], venue=venue, marks=[region.mark] if first and region.kind else [])
        draft.references = printed if len(printed) == 1 else []  # of several, some are those of works that were lost
        for person in people:
            if is_author(person.text):
                draft.authors.append(person)
            else:
                draft.truncated = True
                self.doubts.append(Doubt(person, NO_NAME))
        self.drafts.append(draft)
        return taken

    def fault(self, region: _Region, title: Line, *, first: bool) -> str | None:
        """Say why a work is none of the person's own; its kind is that of the mark, or shows in its title."""
        if (first and region.kind == "e") or _PROCEEDINGS.match(title.text[:LONGEST_READ]):
            return EDITED
        return WITHDRAWN if first and region.kind == "w" else None


def _colon(line: Line) -> int:
    """Where the colon after the authors stands; -1 where there is none."""
    return line.text.find(":", 0, _LONGEST_NAMES)


def _authors(line: Line, *, whole: bool) -> list[Line] | None:
    """Give the names before the colon that ends a line, or that stands in it; None where it is no such line."""
    colon = _colon(line)
    if colon < 2 or whole != (colon == len(line.text) - 1):
        return None
    found = [_without_suffix(name) for name in parts(line.part(0, colon))]
    fits = sum(names.can_be_name(name.text[:120]) for name in found)
    odd = any(len(name.text) > 80 or name.text.count(" ") > 6 for name in found)
    return found if found and not odd and 2 * fits >= len(found) else None


def _bare_title(line: Line) -> Line:
    """Give a title without the full stop after it, and without the number of a version."""
    version = _VERSION.search(line.text.rstrip("."))
    title = line.part(0, version.start()) if version is not None else line
    return title.part(0, len(title.text) - 1) if title.text.endswith(".") and not title.text.endswith("..") else title


def _venue_start(line: Line) -> int | None:
    """Where the venue begins on a line, after the title; None where that is not certain."""
    text = line.text
    if len(text) > LONGEST_READ:
        return None
    found: list[int] = []
    for sentence in _SENTENCES.finditer(text):
        last = _LAST_WORD.search(text[: sentence.end(1)][-41:])
        shortened = last is not None and last.group().casefold() in words.DBLP_ABBREVIATIONS
        if not shortened and _is_venue(text[sentence.end() :]):
            found.append(sentence.end())
        if len(found) > 1:
            break
    return found[0] if found else None


def _is_venue(text: str) -> bool:
    """Whether words are a venue with its year: no sentence ends in it, but names of journals are shortened."""
    text = _BOOK_PAGES.sub("", _CONTENTS.sub("", text))
    if len(text) > 400 or not _VENUE.fullmatch(text):
        return False
    dotted = [word.group().casefold() for word in _DOTTED.finditer(text)]
    if not dotted:
        return True
    known = words.DBLP_ABBREVIATIONS | words.DBLP_SHORT_OR_WHOLE
    return all(word in known for word in dotted) and not _LOWER.search(text.partition(" ")[2])
