"""Lists with one citation a line, in the styles of reference lists; a citation can be broken into two or three lines.

The list as a whole is read twice: once to learn how its entries look, and once more knowing that. What does not look like
the others and is not sure by itself is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Final

from scholargraph.bibliography import name_forms
from scholargraph.bibliography.citation_parts import Citation, Style
from scholargraph.bibliography.citations import parse_citation
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line, unbulleted
from scholargraph.bibliography.references import is_reference, references
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.bibliography.venues import is_solid
from scholargraph.bibliography.words import LINK_LABELS
from scholargraph.sources.profile_text import headings, interface
from scholargraph.sources.profile_text.drafts import Doubt, Draft, Listing

LAYOUT: Final = "citations"
LEAST: Final = 0.6
"""An entry whose confidence is below this is not stated."""
LEAST_OF_AUTHORLESS: Final = 0.66
"""One that prints no authors has to be sure in another way: by its venue, and by being printed as most others are."""

_MOST_LINES: Final = 3
_FAIR: Final = 0.5
_WEAK: Final = frozenset({Style.STOP, Style.COLON, Style.DASH, Style.COMMA})
_LONGEST_CLASSED: Final = 2000
_LONGEST_ROW: Final = 160
_SHORT: Final = 30
_LONGEST_HEADING: Final = 60
_COMPLETE: Final = re.compile(rf"(?:{YEAR}[a-z]?|\d[-–]\d{{1,6}}|\bpp?\.\s?\d+)\)?[.]?\s*$")
_AWARDED: Final = re.compile(
    r"(?i)\b(?:awards?|honou?rable mention|runner-up|nominee|nominated|shortlisted|best (?:student )?paper|spotlight|oral presentation|acceptance rate|impact factor)\b"
)
_MONTH: Final = re.compile(
    r"(?i)\b(?:jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar|rero|braio)?|février|fevereiro|mar(?:ch|s|zo|ço)?|märz|maart|apr(?:il|ile)?|avril|abril|may|mai|mayo|maggio|maio|mei|june?|juni|juin|junio|giugno|junho"
    rf"|july?|juli|juillet|julio|luglio|julho|aug(?:ust|ustus)?|août|agosto|sept?(?:ember|embre|iembre|iembro)?|setembro|settembre|oct(?:ober|obre)?|oktober|ottobre|outubro|nov(?:ember|embre|iembre|embro)?|dec(?:ember|embre)?"
    rf"|dez(?:ember|embro)?|dicembre|diciembre|décembre)\.?,?\s{YEAR}\b"
)
_MARKED: Final = re.compile(
    r"\s*(?:\[[A-Za-z]{0,4}[-. ]?\d{1,4}\]|\(?\d{1,3}[.)]\s|[A-Z]{1,3}\d{1,3}[.:]\s|[•‣◦▪●○■∙·➤►*–—-]\s)"
)
_SAME_AUTHORS: Final = re.compile(r"\s*(?:[•*-]\s)?(?:[—–―_-]{2,8})[.,:]?\s*")
_DAY: Final = re.compile(
    rf"\b\d{{1,2}}[./]\s?\d{{1,2}}[./]\s?{YEAR}\b|\b\d{{1,2}}\.?\s?(?:[-–]\s?\d{{1,2}}\.?\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\s{YEAR}"
)
_ART: Final = re.compile(
    r"(?i)\b(?:oil|acrylic|ink|pencil|watercolou?r|mixed media|tempera) on \w+|\b(?:bronze|marble|steel|installation|video installation)\b.*\bcm\b|\b\d+\s?[x×]\s?\d+\s?cm\b|\bfor (?:\w+ )?(?:orchestra|string quartet|piano|choir|violin|cello|ensemble|soprano|flute)\b"
)
"""Works of art and music, which are no publications."""
_FUNDER: Final = re.compile(
    r"\b(?:Research Council|Science Foundation|Foundation\b(?! and)|Ministry of|Ministerio|Ministère|Bundesministerium|Fonds\b|Stiftung\b|Agence [Nn]ationale|Horizon (?:2020|Europe)|National Institutes of Health|Grant [Nn]o)"
)
_TALK: Final = re.compile(
    r"(?i)\b(?:invited (?:talk|lecture)|tutorial (?:on|at)|panel:|talk:|keynote|public lecture|guest lecture|plenary|seminar talk|colloquium talk|vortrag\b|ringvorlesung|conférence invitée|apresentação de trabalho|comunicaç(?:ão|ões) ora|comunicación oral|conferência ou palestra|communication orale|ponencia invitada)"
)

BELOW: Final = "This could be a citation, but {because}: if it is one, add it to curation.toml."
ANOTHER_FORM: Final = "This line is not printed as the other entries of the list are, and what its parts are cannot be told for sure: add it to curation.toml if it is a work."
NO_ENTRY: Final = "This line stands among the works and is not read as one: {reason}"
TALK: Final = "This entry tells the day or kind of a talk, so it is not stated as a publication."
STRANGE: Final = "This entry stands under a line that could be the heading of something other than works, so it is left out: add it to curation.toml if it is a work."
SAME: Final = "A dash stands for the authors of the entry before, which cannot be told here."


@dataclass(slots=True)
class _Entry:
    """Lines that may be one citation, what they were read as, and what belongs to it."""

    lines: list[Line]
    citation: Citation | str
    references: list[Line]
    year: Line | None = None
    strange: bool = False  # it stands under a line that could be a heading which nobody knows


def read(section: Sequence[Line], owner: str) -> Listing:
    """Read the lines under the heading of a list of works as citations."""
    best = _Reading(section, owner)
    best.read()
    named = sum(
        isinstance(one.citation, Citation) and bool(one.citation.authors) and not one.citation.coauthors_only
        for one in best.entries
    )
    if 2 * named < len(best.entries):
        for commas in (False, True):
            other = _Reading(section, owner, authorless=True, commas=commas)
            other.read()
            if other.read_well() > best.read_well() and 3 * other.read_well() >= 2 * len(other.entries):
                best = other
    return _listing(best, owner)


class _Reading:
    """One way of reading the lines of a list: with authors, or without and with what parts titles from venues."""

    def __init__(self, section: Sequence[Line], owner: str, *, authorless: bool = False, commas: bool = False) -> None:
        self.section = section
        self.owner = owner
        self.authorless = authorless
        self.commas = commas
        self.entries: list[_Entry] = []
        marked = sum(_MARKED.match(line.text) is not None for line in section)
        self.marked = 2 * marked > sum(len(line.text) > _SHORT for line in section)

    def read_well(self) -> int:
        """How many entries could be taken apart."""
        return sum(isinstance(one.citation, Citation) and one.citation.confidence >= _FAIR for one in self.entries)

    def parse(self, line: Line) -> Citation | str:
        """Take a line apart in this way."""
        return parse_citation(line, authorless=self.authorless, commas=self.commas, owner=self.owner)

    def read(self) -> None:
        """Read the lines from first to last."""
        year: Line | None = None
        strange = False
        at = 0
        while at < len(self.section):
            line = self.section[at]
            kind = _kind(line)
            if kind is _Kind.YEARS:
                year, strange = headings.year_of(line), False
            elif kind is _Kind.HEADING:
                strange = False
            elif kind is not _Kind.OTHER or (
                self.entries and _AWARDED.search(line.text) and isinstance(self.parse(line), str)
            ):
                if self.entries and kind is _Kind.ADDRESS:
                    self.entries[-1].references.append(line)
            else:
                entry, at = self.entry(at)
                strange = strange or (isinstance(entry.citation, str) and self.is_strange(line))
                entry.year, entry.strange = year, strange
                _inherit(entry, self.entries)
                self.entries.append(entry)
                continue
            at += 1

    def is_strange(self, line: Line) -> bool:
        """Whether a line can be a heading that nobody knows: short, with a capital, without figures and end marks."""
        words = line.text.strip(" :")
        return (
            len(words) <= _LONGEST_HEADING
            and not re.search(r"[\d.?!;]", words)
            and words.count(" ") < 6
            and not words[:1].islower()
        )

    def entry(self, at: int) -> tuple[_Entry, int]:
        """Read the citation that begins on a line; give it and where the next line is."""
        first = self.section[at]
        best = self.parse(first)
        taken = 1
        if self.authorless or (isinstance(best, Citation) and _is_whole(best)) or _COMPLETE.search(first.text):
            return _Entry([first], best, []), at + 1
        joined = first
        for more in range(1, _MOST_LINES):
            if at + more >= len(self.section) or not _goes_on(self.section[at + more], marked=self.marked):
                break
            joined = _joined(joined, self.section[at + more])
            read_on = self.parse(joined)
            if isinstance(read_on, Citation) and (isinstance(best, str) or read_on.confidence > best.confidence):
                best, taken = read_on, more + 1
                if _is_whole(read_on):
                    break
        return _Entry(list(self.section[at : at + taken]), best, []), at + taken


class _Kind(Enum):
    """What a line is, going by its words alone."""

    YEARS = "years"
    HEADING = "heading"
    ADDRESS = "address"
    NOISE = "noise"
    OTHER = "other"


def _kind(line: Line) -> _Kind:
    return _kind_of(line.text) if len(line.text) <= _LONGEST_CLASSED else _Kind.OTHER


@lru_cache(maxsize=8192)
def _kind_of(words: str) -> _Kind:
    line = Line(words, 0, len(words))
    if headings.is_years(line):
        return _Kind.YEARS
    if headings.heading(line) is not None:
        return _Kind.HEADING
    bare = unbulleted(line)
    if is_reference(bare):
        return _Kind.ADDRESS
    if interface.is_button(bare):
        return _Kind.NOISE
    if len(bare.text) > _LONGEST_ROW:
        return _Kind.OTHER
    parts = [part.strip(" .:") for part in re.split(r"[\[\]()|·•/,;]+|\s{2,}|\s[-–]\s", bare.key) if part.strip(" .:")]
    return _Kind.NOISE if parts and all(part in LINK_LABELS for part in parts) else _Kind.OTHER


def _is_whole(citation: Citation) -> bool:
    """Whether a citation has a venue or a date, so that it needs no further line."""
    return citation.confidence >= LEAST and (
        citation.venue is not None
        and (
            citation.date is not None
            or strength(citation.venue) is not Strength.NONE
            or bool(re.search(YEAR, citation.venue.text))
        )
    )


def _goes_on(line: Line, *, marked: bool) -> bool:
    """Whether a line can be the rest of a citation that began above: no entry by itself, no heading."""
    if line.gap or _kind(line) is not _Kind.OTHER:
        return False
    if marked and _MARKED.match(line.text):
        return False
    alone = parse_citation(line)
    return isinstance(alone, str) or not alone.authors or alone.confidence < LEAST


def _joined(one: Line, other: Line) -> Line:
    """Put two lines into one of the same length as the stretch they stand in."""
    space = "\n" + " " * (other.start - one.end - 1) if other.start > one.end else ""
    return Line(one.text + space + other.text, one.start, other.end, one.gap)


def _inherit(entry: _Entry, before: Sequence[_Entry]) -> None:
    """Give an entry that begins with a dash the authors of the one before, where that has just one."""
    dash = _SAME_AUTHORS.match(entry.lines[0].text)
    if dash is None or (isinstance(entry.citation, Citation) and entry.citation.authors):
        return
    previous = before[-1].citation if before else ""
    if isinstance(previous, str) or len(previous.authors) != 1:
        entry.citation = SAME
        return
    whole = entry.lines[0] if len(entry.lines) == 1 else _joined(entry.lines[0], entry.lines[-1])
    name = previous.authors[0]
    held = f"{'X' * 4}, Y.".ljust(dash.end())[: dash.end()]
    rest = parse_citation(
        Line(
            (held if dash.end() >= 8 else "") + whole.text[dash.end() if dash.end() >= 8 else 0 :],
            whole.start,
            whole.end,
        ),
        authorless=True,
    )
    bare = parse_citation(whole.part(dash.end()), authorless=True)
    found = bare if isinstance(bare, Citation) else rest
    if isinstance(found, Citation):
        entry.citation = replace(found, authors=(name,), confidence=min(found.confidence * 1.4, 0.9))


def _listing(reading: _Reading, owner: str) -> Listing:
    entries = reading.entries
    read_well = [one.citation for one in entries if isinstance(one.citation, Citation)]
    usual = _usual(read_well)
    prints_owner = any(_is_owner(citation, owner) for citation in read_well if not citation.coauthors_only)
    undotted = sum(bool(re.search(r"\s[^\W\d_a-z]{1,3}$", name.text)) for one in read_well for name in one.authors)
    drafts: list[Draft] = []
    doubts: list[Doubt] = []
    for entry in entries:
        whole = entry.lines[0]
        if isinstance(entry.citation, str):
            doubts.append(Doubt(whole, NO_ENTRY.format(reason=entry.citation)))
            continue
        citation = _settled(entry.citation, usual, owner, prints_owner=prints_owner)
        if _is_talk(citation, whole):
            doubts.append(Doubt(whole, TALK))
        elif entry.strange and not _fits_strange(citation, owner, usual, prints_owner=prints_owner):
            doubts.append(Doubt(whole, STRANGE))
        elif citation.confidence < (LEAST if citation.authors else LEAST_OF_AUTHORLESS):
            because = citation.because
            doubts.append(Doubt(whole, BELOW.format(because=because) if because else ANOTHER_FORM))
        else:
            drafts.append(_draft(entry, citation, prints_owner=prints_owner, undotted=undotted > 1))
    return Listing(tuple(drafts), tuple(doubts), LAYOUT)


def _usual(citations: Sequence[Citation]) -> set[Style]:
    """The styles that a good part of the entries has."""
    counts = {style: sum(one.style is style for one in citations) for style in Style}
    return {style for style, count in counts.items() if count and 4 * count >= len(citations)}


def _is_owner(citation: Citation, owner: str) -> bool:
    return bool(owner) and any(name_forms.is_form_of(author.value, owner) for author in citation.authors)


def _settled(citation: Citation, usual: set[Style], owner: str, *, prints_owner: bool) -> Citation:
    """Weigh an entry by what the list as a whole tells: that its form is usual there, and that the owner is an author."""
    confidence = citation.confidence
    if citation.style in usual:
        confidence = min(0.99, confidence + 0.1)
    elif citation.style in {Style.COMMA, Style.DASH, Style.TITLE_ONLY}:
        confidence *= 0.8
    because = citation.because
    if _is_owner(citation, owner):
        confidence = min(0.99, confidence + 0.1)
    elif len(citation.authors) == 1 and citation.style in _WEAK and not citation.truncated and not prints_owner:
        confidence *= 0.6
        because = because or "its only author is not the person of the page"
    elif prints_owner and citation.authors and not citation.coauthors_only and not citation.truncated:
        confidence *= 0.6 if len(citation.authors) == 1 and citation.style in _WEAK else 0.75
        because = because or "it does not name the person of the page"
    return replace(citation, confidence=confidence, because=because)


def _is_solid(citation: Citation) -> bool:
    """Whether an entry has what only publications have."""
    return citation.publisher is not None or (citation.venue is not None and is_solid(citation.venue))


def _fits_strange(citation: Citation, owner: str, usual: set[Style], *, prints_owner: bool) -> bool:
    """Whether an entry under a heading that nobody knows is surely a work, and no talk, course or thesis of a student."""
    if prints_owner and not _is_owner(citation, owner):
        return False
    if _is_solid(citation):
        return True
    venue = citation.venue.text if citation.venue is not None else ""
    return (
        bool(citation.authors)
        and citation.style in usual
        and bool(venue)
        and not _MONTH.search(venue)
        and not re.search(r"\d\s?[月월]", venue)
    )


def _is_talk(citation: Citation, whole: Line) -> bool:
    """Whether an entry says that it is a talk, or gives the day or month of an event and nothing that only publications have."""
    venue = citation.venue.text if citation.venue is not None else ""
    if _TALK.search(venue) or _TALK.match(citation.title.text):
        return True
    if _ART.search(whole.text):
        return True
    if citation.venue is not None and _FUNDER.search(venue) and not _is_solid(citation):
        return True
    if _is_solid(citation) or references(whole):
        return False
    return bool(_DAY.search(venue)) or (not citation.authors and bool(_MONTH.search(venue)))


def _draft(entry: _Entry, citation: Citation, *, prints_owner: bool, undotted: bool) -> Draft:
    whole = entry.lines[0] if len(entry.lines) == 1 else _stretch(entry.lines)
    authors = [_undotted(name) if undotted else name for name in citation.authors]
    return Draft(
        title=[citation.title], authors=authors, venue=citation.venue, date=citation.date, year=entry.year, publisher=citation.publisher,
        references=[whole, *entry.references] if citation.venue is None else _outside(whole, citation.venue) + entry.references,
        marks=[whole], truncated=citation.truncated, editors=citation.editors,
        drops_owner=citation.coauthors_only or (not authors and not prints_owner) or (not authors and citation.style is Style.TITLE_ONLY),
        confidence=round(citation.confidence, 2), because=citation.because,
    )  # fmt: skip


def _outside(whole: Line, venue: Line) -> list[Line]:
    """Give what stands behind the venue, where links and identifiers are."""
    rest = whole.part(venue.end - whole.start)
    return [rest] if rest.text else []


def _stretch(lines: Sequence[Line]) -> Line:
    whole = lines[0]
    for line in lines[1:]:
        whole = _joined(whole, line)
    return whole


def _undotted(name: Line) -> Line:
    """“Brannigan A.” at the end of names such as “Keane S” has the stop of the sentence."""
    return (
        name.part(0, len(name.text) - 1)
        if re.search(r"[^\W\d_]\s[^\W\d_a-z]\.$", name.text) and name.text.count(".") == 1
        else name
    )
