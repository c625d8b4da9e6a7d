"""The numbers of a venue line: volume, issue, pages, article, date, in the ways in which styles print them.

What is taken is masked, so that what is left over can be the name; that is for `venues`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from scholargraph.bibliography import venue_forms as forms
from scholargraph.bibliography.dates import parse_date
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.venue_editors import sentence_ends
from scholargraph.bibliography.venue_lines import Said, VenueLine
from scholargraph.model import Pages, PartialDate, PublicationStatus, PublicationType, VenueType

_LONGEST_PAGE: Final = 4
"""A number of more digits behind a volume is that of an article."""


class Numbers:
    """Takes one part after the other out of a line; what is taken is masked, so that offsets stay."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.text = line.text.translate(forms.DIGITS)
        self.found = VenueLine(line)

    def bluebook(self) -> bool:
        """Read “136 Harv. L. Rev. 1501 (2023)”: volume, name, first page, year."""
        both = forms.BLUEBOOK.match(self.text)
        if both is None:
            return False
        found = self.found
        found.volume, found.name = self.line.part(*both.span(1)), self.line.part(*both.span(2))
        found.issued = Said(PartialDate(int(both[4])), self.line.part(*both.span(4)))
        found.kind, found.type = VenueType.JOURNAL, self.said(PublicationType.JOURNAL_ARTICLE, both)
        if both[3]:
            found.pages = Said(Pages(first=both[3]), self.line.part(*both.span(3)))
        status = forms.STATUS.search(both.group())
        if status is not None:
            found.status = Said(PublicationStatus.FORTHCOMING, self.line.part(*status.span()))
        return True

    def mask(self, start: int, end: int) -> None:
        """Mask a stretch."""
        self.text = self.text[:start] + "\x1f" * (end - start) + self.text[end:]

    def take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """Find a form, and mask it."""
        found = form.search(self.text)
        if found is not None:
            self.mask(*found.span())
        return found

    def said(self, value: Any, found: re.Match[str]) -> Said[Any]:
        """Give a value with the words that were found."""
        return Said(value, self.line.part(*found.span()))

    def pages(self) -> None:
        """First and last, an article number, a count: “pp. 9” counts, “pp. 1-9” places."""
        parts: dict[str, Any] = {}
        spans: list[tuple[int, int]] = []
        both = self.take(forms.RANGE)
        if both is not None:
            parts["first"], parts["last"] = (both[1], both[2]) if both[1] else (both[3], both[4])
            spans.append(both.span())
        else:
            both = (
                forms.PAGES_AFTER_YEAR.search(self.text)
                or forms.PAGES_BEHIND_YEAR.search(self.text)
                or self.volume_and_pages()
            )
            if both is None and self.found.kind in {VenueType.JOURNAL, VenueType.PROCEEDINGS}:
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
        if "last" in parts:
            parts["last"] = _whole_page(parts["first"], parts["last"])
        if spans:
            place = self.line.part(min(start for start, _ in spans), max(end for _, end in spans))
            self.found.pages = Said(Pages(**parts), place)

    def volume_and_pages(self) -> re.Match[str] | None:
        """Take the volume of “Theor. Lett. 870, 14–29”; give the pages behind it."""
        found = forms.VOLUME_COMMA_PAGES.search(self.text)
        if found is None or self.found.kind is VenueType.PROCEEDINGS:
            return None
        self.found.volume = self.line.part(*found.span(1))
        self.mask(*found.span(1))
        return re.compile(rf"({forms.PAGE})\s?[-–—]+\s?({forms.PAGE})").match(self.text, found.start(2))

    def volume(self) -> None:
        """“32(3)”, “vol. 12, no. 4”, “235:15466-15490”, “2024;3(2):101-10”, “12, 021045 (2022)”."""
        found = self.found
        self.vancouver()
        hebrew = self.take(forms.VOLUME_HEBREW)
        if hebrew is not None:
            found.volume = self.line.part(*hebrew.span(1))
            found.issue = self.line.part(*hebrew.span(2)) if hebrew[2] else None
        for numbers in (self.volume_article, self.volume_issue, self.volume_pages):
            if found.volume is None:
                numbers()
        loose = () if found.kind is VenueType.PROCEEDINGS else (forms.VOLUME_BEFORE_PAGES, forms.VOLUME_BEFORE_YEAR)
        for form in (forms.VOLUME, forms.VOLUME_BEFORE_ISSUE, forms.VOLUME_LOOSE, *loose):
            match = None if found.volume is not None else self.take(form)
            if match is not None:
                found.volume = self.line.part(*match.span(match.lastindex or 0))
        issue = None if found.issue is not None else self.take(forms.ISSUE)
        if issue is not None:
            found.issue = self.line.part(*issue.span(issue.lastindex or 0))

    def volume_article(self) -> None:
        """Read “Phys. Rev. X 12, 021045 (2022)”."""
        numbers = self.take(forms.VOLUME_ARTICLE)
        if numbers is None:
            return
        first = 1 if numbers[1] else 3
        self.found.volume, place = self.line.part(*numbers.span(first)), self.line.part(*numbers.span(first + 1))
        number = numbers[first + 1]
        plain = number.isdigit() and len(number) <= _LONGEST_PAGE
        where = Pages(first=number) if plain else Pages(article=number)
        self.found.pages = self.found.pages or Said(where, place)

    def volume_issue(self) -> None:
        """Read “Transactions 31, 2, Article 14” and “38 (1)”, perhaps with pages behind it."""
        numbers = self.take(forms.VOLUME_ISSUE_ARTICLE) or self.take(forms.VOLUME_ISSUE)
        if numbers is None:
            return
        self.found.volume, self.found.issue = self.line.part(*numbers.span(1)), self.line.part(*numbers.span(2))
        if len(numbers.groups()) > 2 and numbers[3] and self.found.pages is None:
            self.paged(numbers, 3)

    def volume_pages(self) -> None:
        """Read “235:15466-15490”."""
        numbers = self.take(forms.VOLUME_PAGES)
        if numbers is None:
            return
        self.found.volume = self.line.part(*numbers.span(1))
        if self.found.pages is None:
            self.paged(numbers, 2)

    def paged(self, numbers: re.Match[str], first: int) -> None:
        """Note first and last page from two groups of what was found."""
        where = Pages(first=numbers[first], last=_whole_page(numbers[first], numbers[first + 1]))
        self.found.pages = Said(where, self.line.part(numbers.start(first), numbers.end(first + 1)))

    def vancouver(self) -> None:
        """Read “2024;3(2):101-10”: year, volume, issue and pages in one."""
        found, both = self.found, forms.VANCOUVER.search(self.text)
        if both is None:
            return
        found.issued = Said(PartialDate(int(both[1])), self.line.part(*both.span(1)))
        found.volume = self.line.part(*both.span(2))
        if both[3] and re.fullmatch(r"[\w/–-]+", both[3]):
            found.issue = self.line.part(*both.span(3))
        if both[4] and found.pages is None:
            whole = self.line.part(both.start(4), both.end(5) if both[5] else both.end(4))
            last = _whole_page(both[4], both[5]) if both[5] else None
            single = Pages(article=both[4]) if last is None else Pages(first=both[4], last=last)
            found.pages = Said(single, whole)
        self.mask(*both.span())

    def date(self) -> None:
        """The year in parentheses; otherwise a part that is a date; otherwise the one year in the line."""
        if self.found.issued is not None:
            return
        bare = list(forms.YEAR_IN_PARENTHESES.finditer(self.text))
        for match in bare:
            pages = self.found.pages
            goes_on = re.match(r"[,:]\s?[A-Za-z]?\d", self.text[match.end() : match.end() + 4]) is not None
            loose = (
                goes_on
                or self.found.issue is not None
                or (pages is not None and bool(pages.value.first or pages.value.count))
            )
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
        """A part that is a date; otherwise the one year in the line."""
        dates = []
        for start, end in self.parts():
            date = parse_date(self.text[start:end])
            if date is not None:
                dates.append((date, self.line.part(start, end)))
                self.mask(start, end)
        if dates and len({date for date, _ in dates}) == 1:
            date, place = dates[-1]
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
        stops = set(sentence_ends(self.text))
        for at, letter in enumerate(self.text + ","):
            depth += (letter == "(") - (letter == ")" and depth > 0)
            if at in stops or letter in "\x1f—" or (letter in ",;，、،؛" and (depth == 0 or at == len(self.text))):
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


def _whole_page(first: str, last: str) -> str:
    """Give the last page in full: “101-10” ends at 110 (Citing Medicine, chapter 1, Location (Pagination))."""
    short = first.isdigit() and last.isdigit() and len(last) < len(first)
    return first[: len(first) - len(last)] + last if short else last
