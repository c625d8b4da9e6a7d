"""A venue line taken apart: name, publisher, date, volume, issue, pages, status, kind of work; each with its place.

It says only what the form of the line shows; what it cannot place (a town, a series) it leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, Generic, Literal, TypeVar

from scholargraph.bibliography import venue_forms as forms
from scholargraph.bibliography import venue_words as places
from scholargraph.bibliography.dates import YEAR, parse_date
from scholargraph.bibliography.lines import Line, tidy
from scholargraph.bibliography.references import Reference, references
from scholargraph.identifiers import Identifier
from scholargraph.model import Pages, PartialDate, PublicationStatus, PublicationType, VenueType

_WITHOUT_VENUE: Final = frozenset({PublicationType.THESIS, PublicationType.PATENT, PublicationType.REPORT})

_SAID_KINDS: Final = (
    (forms.THESIS, PublicationType.THESIS),
    (forms.PATENT, PublicationType.PATENT),
    (forms.REPORT, PublicationType.REPORT),
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """A value and the words that say it."""

    value: T
    line: Line


@dataclass(slots=True)
class VenueLine:
    """What a venue line says. `edition` tells that the name is one year's (“KDD 2024”), not that of a series."""

    line: Line
    name: Line | None = None
    edition: bool = False
    kind: VenueType = VenueType.OTHER
    publisher: Line | None = None
    issued: Said[PartialDate] | None = None
    volume: Line | None = None
    issue: Line | None = None
    pages: Said[Pages] | None = None
    status: Said[PublicationStatus] | None = None
    type: Said[PublicationType] | None = None
    degree: Said[Literal["phd", "ms", "ma"]] | None = None
    institution: Line | None = None
    references: list[Reference] = field(default_factory=list)


def parse_venue(line: Line) -> VenueLine:
    """Take a venue line apart."""
    return _Parser(line).parsed()


class _Parser:
    """Takes one part after the other out of a line; what is taken is masked, so that offsets stay."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.text = line.text
        self.found = VenueLine(line)

    def parsed(self) -> VenueLine:
        found = self.found
        if forms.UNFINISHED.fullmatch(tidy(self.text).strip("(). ")):
            return found
        found.references = references(self.line)
        for reference in found.references:
            self.mask(reference.whole.start - self.line.start, reference.whole.end - self.line.start)
        self.take(forms.HONOURS)
        status = self.take(forms.STATUS)
        if status is not None:
            found.status = Said(PublicationStatus.FORTHCOMING, self.line.part(*status.span()))
        self.kind_of_work()
        self.pages()
        self.volume()
        self.date()
        self.names()
        return found

    def mask(self, start: int, end: int) -> None:
        self.text = self.text[:start] + "\x1f" * (end - start) + self.text[end:]

    def take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        found = form.search(self.text)
        if found is not None:
            self.mask(*found.span())
        return found

    def said(self, value: Any, found: re.Match[str]) -> Said[Any]:
        return Said(value, self.line.part(*found.span()))

    def kind_of_work(self) -> None:
        """Thesis, patent, report, preprint, paper, article: only where a word says it, and no other contradicts."""
        for form, kind in _SAID_KINDS:
            match = self.take(form)
            if match is not None:
                self.found.type = self.said(kind, match)
                if match.lastgroup is not None:
                    self.found.degree = self.said(match.lastgroup, match)
                return
        conference = places.CONFERENCE.search(self.line.text)
        journal = places.JOURNAL.search(self.text) or forms.VOLUME_ISSUE.search(self.text)
        if not places.PERIODICAL_PROCEEDINGS.search(self.line.text) and not (conference and journal):
            self.kind_of_venue(conference, journal)

    def kind_of_venue(self, conference: re.Match[str] | None, journal: re.Match[str] | None) -> None:
        """A repository by its first word, proceedings or a journal by a word of theirs; arXiv by an identifier alone."""
        found = self.found
        first = re.search(r"[^\W\d_]+", self.text)
        if first is not None and first.group().casefold() in places.REPOSITORIES and not conference:
            found.type, found.kind = self.said(PublicationType.PREPRINT, first), VenueType.REPOSITORY
        elif conference is not None:
            found.type, found.kind = self.said(PublicationType.CONFERENCE_PAPER, conference), VenueType.PROCEEDINGS
        elif journal is not None:
            found.type, found.kind = self.said(PublicationType.JOURNAL_ARTICLE, journal), VenueType.JOURNAL
        elif first is None:
            for reference in found.references:
                if isinstance(reference.value, Identifier) and reference.value.scheme == "arxiv":
                    word = reference.line.part(0, len("arXiv"))
                    found.type = Said(PublicationType.PREPRINT, word)
                    if word.text.casefold() == "arxiv":
                        found.name, found.kind = word, VenueType.REPOSITORY
                    return

    def pages(self) -> None:
        """First and last, an article number, a count: “pp. 9” counts, “pp. 1-9” places."""
        parts: dict[str, Any] = {}
        spans: list[tuple[int, int]] = []
        both = self.take(forms.RANGE)
        if both is not None:
            parts["first"], parts["last"] = both.groups()
            spans.append(both.span())
        else:
            both = forms.PAGES_AFTER_YEAR.search(self.text)
            if both is None and self.found.kind is VenueType.JOURNAL:
                both = forms.PAGES_LOOSE.search(self.text)
            if both is not None:
                parts["first"], parts["last"] = both.groups()
                spans.append((both.start(1), both.end(2)))
                self.mask(*spans[0])
        for name, form in (("article", forms.ARTICLE), ("count", forms.COUNT), ("first", forms.PAGE_ONE)):
            match = self.take(form)
            value = match.group(match.lastindex or 0) if match is not None else ""
            if match is None or name in parts or (name == "count" and not 0 < int(value) <= forms.MOST_PAGES):
                continue
            parts[name] = int(value) if name == "count" else value
            spans.append(match.span())
        if spans:
            place = self.line.part(min(start for start, _ in spans), max(end for _, end in spans))
            self.found.pages = Said(Pages(**parts), place)

    def volume(self) -> None:
        """“32(3)”, “vol. 12, no. 4”, “235:15466-15490”."""
        found = self.found
        both = self.take(forms.VOLUME_ISSUE)
        pages = None if both is not None else self.take(forms.VOLUME_PAGES)
        if both is not None:
            found.volume, found.issue = self.line.part(*both.span(1)), self.line.part(*both.span(2))
            if both.group(3) and found.pages is None:
                found.pages = Said(
                    Pages(first=both.group(3), last=both.group(4)), self.line.part(both.start(3), both.end(4))
                )
        elif pages is not None:
            found.volume = self.line.part(*pages.span(1))
            if found.pages is None:
                found.pages = Said(
                    Pages(first=pages.group(2), last=pages.group(3)), self.line.part(pages.start(2), pages.end(3))
                )
        volume = None if found.volume is not None else self.take(forms.VOLUME)
        if volume is not None:
            found.volume = self.line.part(*volume.span(volume.lastindex or 0))
        if found.volume is None:
            loose = self.take(forms.VOLUME_LOOSE)
            if loose is not None:
                found.volume = self.line.part(*loose.span(1))
        issue = None if found.issue is not None else self.take(forms.ISSUE)
        if issue is not None:
            found.issue = self.line.part(*issue.span(issue.lastindex or 0))

    def date(self) -> None:
        """The year in parentheses; otherwise a part that is a date; otherwise the one year in the line."""
        bare = list(forms.YEAR_IN_PARENTHESES.finditer(self.text))
        for match in bare:
            loose = self.found.pages is not None and self.found.pages.value.first is not None
            before = (forms.NUMBER_BEFORE_LOOSE if loose else forms.NUMBER_BEFORE).search(self.text[: match.start()])
            if before is not None and self.found.volume is None:
                self.found.volume = self.line.part(*before.span(1))
                self.mask(*before.span(1))
            self.mask(*match.span())
        years = {match.group(1) for match in bare}
        if len(years) == 1:
            self.found.issued = Said(PartialDate(int(years.pop())), self.line.part(*bare[-1].span(1)))
        if not bare:
            self.printed_date()

    def printed_date(self) -> None:
        dates = []
        for start, end in self.parts():
            date = parse_date(self.text[start:end])
            if date is not None:
                dates.append((date, self.line.part(start, end)))
                self.mask(start, end)
        if len(dates) == 1:
            date, place = dates[0]
            # The month of a conference is when it met, not when its papers appeared.
            exact = self.found.kind is not VenueType.PROCEEDINGS
            self.found.issued = Said(date if exact else PartialDate(date.year), place)
            return
        all_years = list(forms.ANY_YEAR.finditer(self.text))
        if not dates and len({match.group(1) for match in all_years}) == 1 and not forms.YEARS.search(self.text):
            last = all_years[-1]
            self.found.issued = Said(PartialDate(int(last.group(1))), self.line.part(*last.span(1)))

    def parts(self) -> list[tuple[int, int]]:
        """What commas, semicolons and masked words part, outside parentheses, without margins and end marks."""
        found, start, depth = [], 0, 0
        for at, letter in enumerate(self.text + ","):
            depth += (letter == "(") - (letter == ")" and depth > 0)
            if letter in "\x1f—" or (letter in ",;，、" and (depth == 0 or at == len(self.text))):
                words = self.text[start:at]
                bare = words.lstrip(" \t\u00a0.:-–()[]")
                begin = start + len(words) - len(bare)
                bare = bare.rstrip(" \t\u00a0:-–([")
                if bare.endswith(".") and not re.search(r"\b[^\W\d_]{1,7}\.$", bare):
                    bare = bare.rstrip(".")
                if re.search(r"\w", bare):
                    found.append((begin, begin + len(bare)))
                start = at + 1
        return found

    def names(self) -> None:
        """What is left over: the name, a publisher, and places that are passed over."""
        found = self.found
        parts = [part for part in self.parts() if not re.fullmatch(r"[\d\s'’().]+", self.text[slice(*part)])]
        if not parts or (found.type is not None and found.type.value in _WITHOUT_VENUE):
            self.institution(parts)
            return
        lead = forms.LEAD.match(self.text, parts[0][0])
        if lead is not None and lead.end() < parts[0][1]:
            parts[0] = (lead.end(), parts[0][1])
        name, rest = self.head(parts)
        for part in rest:
            words = self.text[slice(*part)]
            if found.publisher is None and (forms.is_publisher(words) or places.PUBLISHER_WORDS.search(words)):
                found.publisher = self.line.part(*part)
        if name is not None:
            if found.kind is VenueType.REPOSITORY:
                word = re.match(r"[^\W\d_]+", self.text[slice(*name)])
                name = (name[0], name[0] + word.end()) if word else name
            found.name = self.line.part(*name)
            found.edition = bool(forms.EDITION.search(found.name.text) or re.search(rf"\b{YEAR}\b", found.name.text))

    def head(self, parts: list[tuple[int, int]]) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
        """Divide the parts into the name, as far as it goes, and the rest."""
        words = [tidy(self.text[slice(*part)]) for part in parts]
        end = len(parts)
        for at, part in enumerate(words):
            if (re.search(r"[)）]$", part) and re.search(r"\([^()]*[A-Z][^()]*\)$", part)) or forms.EDITION.search(
                part
            ):
                end = at + 1
                break
            if at + 1 < len(parts) and "\x1f" in self.text[parts[at][1] : parts[at + 1][0]]:
                end = at + 1
                break
        while end > 0 and (
            forms.is_publisher(words[end - 1]) or self.is_place(words, end - 1) or _outside(words[end - 1], end - 1)
        ):
            end -= 1
        rest = parts[end:]
        return ((parts[0][0], parts[end - 1][1]) if end else None), rest

    def is_place(self, words: list[str], at: int) -> bool:
        """Whether a part is a country, a state, or the town before one; the first part never is a town."""
        part = words[at].casefold().strip(" .")
        if part in places.COUNTRIES or part in places.CITIES:
            return True
        if at == 0:
            return False
        if places.REGION.fullmatch(words[at]):
            return True
        follows = at + 1 < len(words) and (
            words[at + 1].casefold().strip(" .") in places.COUNTRIES or bool(places.REGION.fullmatch(words[at + 1]))
        )
        return (
            follows
            and len(words[at].split()) <= 3
            and words[at][:1].isupper()
            and not places.VENUE_WORDS.search(words[at])
        )

    def institution(self, parts: list[tuple[int, int]]) -> None:
        for part in parts:
            if forms.UNIVERSITY.search(self.text[slice(*part)]) and self.found.type is not None:
                if self.found.type.value is PublicationType.THESIS:
                    self.found.institution = self.line.part(*part)
                return


def _outside(words: str, at: int) -> bool:
    """Whether a part after the first is a publisher's house by its words, or the days of a meeting."""
    days = re.fullmatch(
        r"[^\W\d_]{3,9}\.? \d{1,2}(?:\s?[-–]\s?(?:[^\W\d_]{3,9} )?\d{1,2})?|\d{1,2}(?:\s?[-–]\s?\d{1,2})? [^\W\d_]{3,9}",
        words,
    )
    return at > 0 and bool(days or places.PUBLISHER_WORDS.search(words))
