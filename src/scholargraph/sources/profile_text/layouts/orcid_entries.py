"""The works of a record at ORCID, one after the other: what belongs to which entry, and which lines belong to none.

It reads line after line, and knows which line of an entry was the last; what stands around the works is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line, is_rule
from scholargraph.bibliography.references import references
from scholargraph.bibliography.venue_forms import UNIVERSITY, Strength, is_publisher, strength
from scholargraph.bibliography.venue_words import PUBLISHER_WORDS
from scholargraph.sources.profile_text.drafts import Doubt, Draft
from scholargraph.sources.profile_text.layouts import site_words as words
from scholargraph.sources.profile_text.layouts.orcid_person import ID
from scholargraph.sources.profile_text.layouts.site_pages import (
    LONGEST_READ,
    NO_PLACE,
    TITLE_LOST,
    is_author,
    parts,
    title_fault,
)

TITLE_OR_HOST: Final = (
    "This line could be the title of the work or the journal or book that it stands in, so the entry is left out: put the title"
    " and what it stands in on a line each."
)
NO_WORK: Final = "The record calls this a talk, an edited volume or another thing that is no publication of the person, so it is left out."
NO_KIND: Final = (
    "What kind of work this is cannot be read, so it is left out: see that the line with date and kind is whole."
)
NO_NAME: Final = (
    "This stands among contributors and does not read as a name, so it is left out: see that it names a person."
)

_LONGEST_BEGINNING: Final = 3
_KINDS: Final = words.ORCID_HOSTED | words.ORCID_UNHOSTED | words.ORCID_NO_WORKS
_DATE: Final = rf"{YEAR}(?:-\d\d){{0,2}}"
_DATED: Final = re.compile(rf"({_DATE})\s?\|\s?(\S.{{1,80}})")
_DATE_ALONE: Final = re.compile(rf"({_DATE})\s?\|?")
_OWN: Final = frozenset({"doi", "arxiv", "uri", "url", "doi or url"})
_ET_AL: Final = re.compile(r"[;,]?\s*\bet al\.?$", re.IGNORECASE)
_PAGES: Final = re.compile(r"\d{1,5}\s?[-–]\s?\d{1,5}\s?\D{1,8}\s?\d{1,5}|\(\D{0,12}\d{1,5}\D{0,6}\)|\d{1,5}")
_LONG_LOWER: Final = re.compile(r"(?<!\S)[^\W\d_A-Z][^\W\d_A-Z]{4,}")


def is_dated(line: Line) -> bool:
    """Whether a line is date and kind of a work."""
    dated = _DATED.fullmatch(line.text) if len(line.text) < 200 else None
    return dated is not None and _kind(dated.group(2)) in _KINDS


def _kind(printed: str) -> str:
    """Give the kind of work before the part that the person had in it."""
    return printed.partition("|")[0].strip().casefold()


class _Stage(IntEnum):
    """What of an entry has been printed; each of these stands below the one before."""

    HEAD = 0
    IDENTIFIERS = 1
    CONTRIBUTORS = 2
    SOURCE = 3
    PREFERRED = 4


@dataclass(slots=True)
class _Entry:
    """A work as its lines."""

    title: Line
    host: Line | None
    date: Line | None
    kind: str | None
    references: list[Line] = field(default_factory=list)
    contributors: Line | None = None
    cut: bool = False


class EntryReader:
    """Goes through the works once; knows which line of an entry was the last."""

    def __init__(self, sources: Collection[str], *, apart: bool, bounded: bool) -> None:
        self.sources = sources
        self.apart = apart  # the names of sources stand on lines of their own
        self.bounded = bounded  # what goes before the first entry is known
        self.drafts: list[Draft] = []
        self.doubts: list[Doubt] = []
        self.above: list[Line] = []
        self.entry: _Entry | None = None
        self.stage: _Stage | None = None
        self.date: Line | None = None
        self.pending = ""  # the label whose value stands on the next line
        self.details = False
        self.shown = False  # the button of the entry has been printed
        self.unsure = False  # the first line above could be the name of a source

    def read(self, line: Line) -> None:
        """Read the next line."""
        source = words.ORCID_SOURCE.match(line.text[:200])
        if self.details and source is None:
            self.details = not is_dated(line)
            self.above = []
            return
        self.details = False
        if self.pending and self.value(line):
            return
        if line.key in words.ORCID_WORDS or is_rule(line) or _PAGES.fullmatch(line.text[:40]):
            return
        if self.head(line) or self.below(line, source):
            return
        if self.stage is not None:
            self.unsure = self.apart and self.stage < _Stage.SOURCE
            self.close()
            self.bounded = True
        self.above.append(line)

    def head(self, line: Line) -> bool:
        """Read the line of date and kind, or one of the two lines that it can be broken into."""
        text = line.text[:200]
        dated = _DATED.fullmatch(text)
        if dated is not None:
            self.begin(line, line.part(*dated.span(1)), _kind(dated.group(2)))
            self.beside(line, dated.start(2))
            return True
        kind = _kind(text.removeprefix("|"))
        if kind in _KINDS and (self.above or self.date is not None):
            self.begin(line, self.date, kind)
            return True
        alone = _DATE_ALONE.fullmatch(text)
        if alone is None or self.stage not in {None, _Stage.HEAD}:
            return False
        date = line.part(*alone.span(1))
        if self.stage is None:
            self.date = date
        elif self.entry is not None and self.entry.date is None:
            self.entry.date = date
        return True

    def beside(self, line: Line, start: int) -> None:
        """Read an identifier that stands beside date and kind."""
        for part in parts(line.part(start), "|"):
            identifier = words.ORCID_IDENTIFIER.fullmatch(part.text[:LONGEST_READ])
            if identifier is not None and self.entry is not None and identifier.group(1).casefold() in _OWN:
                self.entry.references.append(part)

    def begin(self, line: Line, date: Line | None, kind: str | None) -> None:
        """Begin an entry with the lines above."""
        if self.stage is not None:
            self.close()
        above, self.above, self.date, unsure = self.above, [], None, self.unsure
        self.unsure = False
        self.stage = _Stage.HEAD
        if len(above) > 1 and (above[0].key in self.sources or (unsure and len(above) == 3)):
            above = above[1:]
        elif unsure and len(above) < 3:
            self.leave(above or [line], TITLE_LOST if not above else TITLE_OR_HOST)
            return
        fault = self.fault(above, kind) if self.bounded else NO_PLACE
        if fault is not None:
            self.leave(above[-2:] or [line], fault)
            return
        self.entry = _Entry(above[0], above[1] if len(above) > 1 else None, date, kind)

    def fault(self, above: Sequence[Line], kind: str | None) -> str | None:
        """Say why lines above a date are no title, or no title and what it stands in."""
        if kind in words.ORCID_NO_WORKS:
            return NO_WORK
        if kind is not None and kind not in _KINDS:
            return NO_KIND
        if not above:
            return TITLE_LOST
        if len(above) > 2:
            return NO_PLACE
        if len(above) == 1 and (kind is None or not _is_title(above[0], hosted=kind in words.ORCID_HOSTED)):
            return TITLE_OR_HOST
        return title_fault(above[0])

    def below(self, line: Line, source: re.Match[str] | None) -> bool:
        """Read a line that stands below date and kind."""
        text = line.text[:200]
        part = words.ORCID_PART_OF.match(text)
        identifier = words.ORCID_IDENTIFIER.fullmatch(line.text[part.end() if part is not None else 0 :][:LONGEST_READ])
        contributors = words.ORCID_CONTRIBUTORS.match(text)
        if identifier is not None:
            self.move(_Stage.IDENTIFIERS, line)
            own = identifier.group(1).casefold() in _OWN and part is None
            self.pending = "" if identifier.group(2) else ("own" if own else "other")
            if own and identifier.group(2) and self.entry is not None:
                self.entry.references.append(line)
        elif contributors is not None:
            self.move(_Stage.CONTRIBUTORS, line)
            rest = line.part(contributors.end())
            self.pending = "" if rest.text else "contributors"
            if rest.text and self.entry is not None:
                self.entry.contributors = rest
        elif line.key in words.ORCID_SHOW | words.ORCID_HIDE:
            self.button(line)
            self.details = line.key in words.ORCID_HIDE
        elif source is not None:
            self.move(_Stage.SOURCE, line)
            rest = line.part(source.end())
            self.pending = "" if rest.text and rest.key not in words.ORCID_WORDS else "source"
        elif line.key in words.ORCID_VIA and (self.stage is _Stage.SOURCE or self.unsure):
            self.named()
            self.pending = "source"
        elif words.ORCID_PREFERRED.fullmatch(text):
            self.move(_Stage.PREFERRED, line)
        else:
            return False
        return True

    def button(self, line: Line) -> None:
        """Read the button of an entry, which stands over or under the source; each entry has one."""
        if self.unsure and len(self.above) == 1:
            self.named()
        elif self.stage is None or self.shown:
            self.move(_Stage.HEAD, line)
        self.shown = True

    def named(self) -> None:
        """Take the one line above, if it was not known for that, for the name of a source."""
        self.above, self.unsure, self.stage = [], False, _Stage.SOURCE

    def value(self, line: Line) -> bool:
        """Read the value of the label on the line before, where it can be one."""
        if line.key in words.ORCID_WORDS:
            return True
        label, self.pending = self.pending, ""
        if label == "source":
            known = line.key in self.sources or " via " in line.text or line.text.startswith("via ")
            if not known:
                self.close()
                self.above, self.unsure = [line], True
            return True
        if label == "contributors":
            if self.entry is not None and ";" in line.text:
                self.entry.contributors = line
            return ";" in line.text
        fits = " " not in line.text and len(line.text) < 300
        if fits and label == "own" and self.entry is not None:
            self.entry.references.append(line)
        return fits

    def move(self, stage: _Stage, line: Line) -> None:
        """Go on to a line further below in the entry; a line from further above belongs to an entry that lost its head."""
        passed = self.shown and stage <= _Stage.CONTRIBUTORS
        if self.stage is not None and not passed and (stage > self.stage or stage is self.stage is _Stage.IDENTIFIERS):
            self.stage = stage
            return
        if self.stage is not None:
            self.close()
            self.doubts.append(Doubt(line, TITLE_LOST))
        elif len(self.above) == 2 and not self.unsure and stage is _Stage.IDENTIFIERS:
            self.entry = _Entry(self.above[0], self.above[1], self.date, None)
        elif not (self.drafts and [above.key for above in self.above] == [self.drafts[-1].title[0].key]):
            # The other versions of a work show no more than its title and their source.
            self.leave(self.above or [line], NO_KIND)
        self.above, self.date, self.unsure = [], None, False
        self.stage = stage

    def close(self) -> None:
        """End the entry."""
        if self.above:
            self.leave(self.above, NO_PLACE)
        entry, self.entry, self.stage, self.above, self.date, self.shown = self.entry, None, None, [], None, False
        if entry is None:
            return
        if entry.kind is None and not any(found.work for line in entry.references for found in references(line)):
            self.leave([entry.title], NO_KIND)
            return
        draft = Draft(title=[entry.title], venue=entry.host, date=entry.date, references=entry.references)
        if entry.contributors is not None:
            draft.marks.append(entry.contributors)
            draft.truncated = self.authors(draft, entry.contributors) or entry.cut
        self.drafts.append(draft)

    def finish(self) -> None:
        """End the last entry; more lines than an entry begins with are the foot of the page."""
        if self.stage is None and len(self.above) > _LONGEST_BEGINNING:
            self.above = []
        if self.stage is _Stage.CONTRIBUTORS and self.entry is not None and self.entry.contributors is not None:
            cut = self.entry.contributors.text.rfind(";")  # the copy may break off within the last name
            self.entry.contributors = self.entry.contributors.part(0, cut + 1) if cut > 0 else None
            self.entry.cut = True
        self.close()

    def authors(self, draft: Draft, line: Line) -> bool:
        """Give a work its authors; tell whether more are meant than are printed."""
        others = _ET_AL.search(line.text, max(len(line.text) - 20, 0))
        bare = line.part(0, others.start()) if others is not None else line
        cut = others is not None
        if ";" not in bare.text and (several := names.split_names(bare)) is not None:
            draft.authors = several
            return cut
        for name in parts(bare, ";"):
            if is_author(name.text):
                draft.authors.append(name)
            else:
                cut = True
                if not ID.fullmatch(name.text):
                    self.doubts.append(Doubt(name, NO_NAME))
        return cut

    def leave(self, lines: Sequence[Line], reason: str) -> None:
        """Leave lines out, and say why."""
        self.doubts += [Doubt(line, reason) for line in lines]


def _is_title(line: Line, *, hosted: bool) -> bool:
    """Whether a line alone over date and kind is surely a title, and not what the work stands in."""
    text = line.text
    if (
        strength(line) is not Strength.NONE
        or is_publisher(text)
        or UNIVERSITY.search(text)
        or PUBLISHER_WORDS.search(text)
    ):
        return False
    count = text.count(" ") + 1
    sentence = len(_LONG_LOWER.findall(text[:500])) >= 2
    return (count >= 5 and sentence) or (not hosted and (count >= 4 or (count >= 3 and sentence)))
