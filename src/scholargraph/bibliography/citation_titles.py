"""Citations that begin with their title: in quotation marks, before “with A and B”, before the authors, or without any.

Those that begin with their authors are read by `citations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from scholargraph.bibliography.author_lists import Names, author_lists
from scholargraph.bibliography.citation_ends import Break, breaks, core, title_end, venue_start
from scholargraph.bibliography.citation_parts import Citation, Cut, Style, made
from scholargraph.bibliography.citation_quotes import LONGEST_TITLE, closing, quotes_all
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.name_forms import is_form_of
from scholargraph.bibliography.venue_forms import is_publisher
from scholargraph.bibliography.venue_words import PUBLISHER_WORDS

_QUOTE: Final = re.compile(r"(?P<open>[“\"„«「『‘]|``)(?=\S)|(?P<french>«)\s")
_WITH_BEFORE: Final = re.compile(r"[(\[](?:[^()]{0,20}[,.]\s)?(?:con|with|avec|mit|com|met)\s", re.IGNORECASE)
_INITIALED: Final = re.compile(r",\s(?:[^\W\d_]\.|[^\W\d_a-z]$)|\s[^\W\d_a-z]{1,3}$")


_ABBREVIATES: Final = re.compile(r",\s(?:in\s)?[^\W\d_a-z][\w.]{0,12}(?:\s[^\W\d_a-z][\w.]{0,12})?$")
"""A title that ends so has the beginning of an abbreviated venue in it: “On a question of Mumford, Bull”."""


_TAGGED: Final = re.compile(
    rf"\s*\[(?P<venue>(?:[A-Z]|ar(?=Xiv)|(?:bio|med)(?=Rxiv))[\w&+./ -]{{1,24}}?\s?['’]?(?:{YEAR}|\d\d)(?:\s[A-Z]\w+)?)\]\s+"
)
"""“[ICML'24] Title. Authors.”"""


_BOOK_IN_PARENTHESES: Final = re.compile(
    rf"\s\((?:\d{{1,2}}(?:st|nd|rd|th)\sed\.,\s)?(?P<house>[^\W\d_][^()]{{2,60}}?),?\s(?P<year>{YEAR})\)\.?\s*$"
)


_MOST_WITHS: Final = 6


_WITH: Final = re.compile(
    r"[.,]?\s*(?P<paren>[(\[])?(?:(?:dir\.|éd\.|eds?\.|hg\.|hrsg\.|edited|co-?dirigé|codir\.)\s)?(?P<word>with|joint with|joint work with|jointly with|mit|gemeinsam mit|avec|en collaboration avec|con|com|met|w/)\s+",
    re.IGNORECASE,
)


LEADING: Final = re.compile(r"[\s.,:;]+")


def begins_title(rest: str) -> bool:
    """Whether words can begin a title: with a capital, a figure or a script without capitals; a small letter seldom does."""
    first = next((letter for letter in rest if letter.isalnum()), "")
    if re.match(r"\s*(?:&|(?:and|und|et|y|e)\s)", rest):
        return False
    return bool(first) and not (first.islower() and not re.match(r"[^\w]*[a-z]{1,3}[A-Z\d-]", rest))


def title_first(line: Line, text: str, owner: str) -> Iterator[Citation | None]:
    """Read a line that begins with its title: in quotation marks, or before “with A and B”."""
    quote = _QUOTE.match(text, len(text) - len(text.lstrip()))
    if quote is not None:
        mark = quote["open"] or "«"
        end = closing(text, quote.end(), mark)
        if end is None:
            return
        if not quotes_all(text, quote):
            return
        title, after = line.part(quote.end(), end), end + len(mark)
    else:
        for found in islice(_WITH.finditer(text), _MOST_WITHS):
            if found.start() > 0 and (found["paren"] is not None or text[found.start()] in ",."):
                title = line.part(len(text) - len(text.lstrip()), found.start())
                yield _with_coauthors(line, text, title, found.start())
        yield from _title_then_names(line, text, owner)
        return
    yield _with_coauthors(line, text, title, after)
    lead = LEADING.match(text, after)
    start = lead.end() if lead else after
    for names in author_lists(text, start):
        rest = LEADING.match(text, names.end)
        if (rest is not None and len(names.spans) > 1) or names.closed:
            end = rest.end() if rest else names.end
            yield made(line, text, names, cut=Cut(title, end, Style.TITLE_FIRST))


def _with_coauthors(line: Line, text: str, title: Line, after: int) -> Citation | None:
    """Read “(with A and B), Venue, year” behind a title."""
    found = _WITH.match(text, after)
    if found is None:
        return None
    for names in author_lists(text, found.end()):
        close = re.compile(
            r"(?:,?\s(?:with|and) an appendix by [^()]{2,60})?\s*[)\]][.,:;]?\s*"
            if found["paren"]
            else r"\s*[.,:;]\s*|\s*$"
        ).match(text, names.end)
        if close is not None:
            if close.end() >= len(text.rstrip()) and found.start() > 0:
                return _names_last(line.part(0, found.start()), line, names)
            reading = made(line, text, names, cut=Cut(title, close.end(), Style.TITLE_FIRST))
            if reading is not None:
                return replace(reading, coauthors_only=True, confidence=min(1.0, reading.confidence * 1.1))
    return None


def title_only(line: Line, text: str, *, commas: bool, owner: str) -> Citation | None:
    """Read a title and what follows it, where no author is printed; co-authors can stand before it: “(con A. Rossi) …”."""
    start = len(text) - len(text.lstrip())
    names: Names | None = None
    before = _WITH_BEFORE.match(text, start)
    if before is not None:
        every = author_lists(text, before.end())
        names = next((one for one in every if re.match(r":?[)\]]", text[one.end : one.end + 2])), None)
        if names is None:
            return None
        start = _skipped(text, names.end + 1 + (text[names.end] == ":"))
    cut = _book(line, text, start) or _cut(line, text, start, commas=commas, owner=owner)
    reading = made(line, text, names, cut=cut) if cut is not None else None
    if reading is None or cut is None:
        return None
    book = _BOOK_IN_PARENTHESES.search(text, start) if cut.rest == len(text) else None
    publisher = line.part(*book.span("house")) if book is not None else reading.publisher
    return replace(reading, publisher=publisher, coauthors_only=names is not None)


def _book(line: Line, text: str, start: int) -> Cut | None:
    """Cut “THE QUIET AGENCY (Oxford University Press 2020)”."""
    book = _BOOK_IN_PARENTHESES.search(text, start)
    if book is None:
        return None
    house = book["house"]
    if not (is_publisher(house) or PUBLISHER_WORDS.search(house) or text[start : book.start()].isupper()):
        return None
    title, year = line.part(start, book.start()), line.part(*book.span("year"))
    return Cut(title, len(text), Style.TITLE_ONLY, date=year, sureness=1.2)


def _cut(line: Line, text: str, start: int, *, commas: bool, owner: str) -> Cut | None:
    """Cut a line at the end of its title: at the quotation mark that closes it, or where a venue begins."""
    quote = _QUOTE.match(text, start)
    if quote is not None and quotes_all(text, quote):
        mark = quote["open"] or "«"
        end = closing(text, quote.end(), mark)
        if end is None:
            return None
        rest = LEADING.match(text, end + len(mark))
        return Cut(line.part(quote.end(), end), rest.end() if rest else end + len(mark), Style.TITLE_ONLY, sureness=1.2)
    if not begins_title(text[start:]) or any(_are_authors(text, found, owner) for found in author_lists(text, start)):
        return None  # where authors stand, where they end cannot be told
    ends = venue_start(text, start, commas=commas)
    if ends is None or ends.venue >= len(text.rstrip()):
        return None
    title = line.part(start, ends.title)
    sureness = 0.5 if _is_cut(title.text, text[ends.venue :], commas=commas) else ends.sureness
    return Cut(title, ends.venue, Style.TITLE_ONLY, sureness=sureness, because=ends.because)


def _are_authors(text: str, found: Names, owner: str) -> bool:
    """Whether names at the beginning of a line are its authors: initials say so, the owner, or several names before a stop."""
    first = text[slice(*found.spans[0])]
    if _INITIALED.search(first) or is_form_of(first, owner):
        return True
    return len(found.spans) > 1 and re.match(r"\s*[.:(]", text[found.end : found.end + 2]) is not None


def _is_cut(title: str, rest: str, *, commas: bool) -> bool:
    """Whether a title that ends at a full stop has the first word of an abbreviated venue in it."""
    return not commas and _ABBREVIATES.search(title) is not None and not re.match(r"\s*(?:[Ii]n|[Dd]ans)\b", rest)


def _names_last(before: Line, line: Line, names: Names) -> Citation | None:
    """Read “Title, 121 Mich. L. Rev. 877 (2022) (with A. Name)”: what stands before the names is title and venue."""
    text = core(before)
    found = [title_only(before, text, commas=commas, owner="") for commas in (True, False)]
    best = max((one for one in found if one is not None), key=lambda one: one.confidence, default=None)
    if best is None:
        return None
    authors = tuple(line.part(*span) for span in names.spans)
    return replace(
        best, authors=authors, style=Style.TITLE_FIRST, coauthors_only=True, confidence=min(1.0, best.confidence * 1.2)
    )


def _title_then_names(line: Line, text: str, owner: str) -> Iterator[Citation | None]:
    """Read “Title. A. Author, B. Author. Venue, year.”, and a venue in brackets before it."""
    tag = _TAGGED.match(text)
    start = tag.end() if tag is not None else len(text) - len(text.lstrip())
    if not begins_title(text[start:]) or any(
        len(found.spans) > 1 or is_form_of(text[slice(*found.spans[0])], owner) for found in author_lists(text, start)
    ):
        return
    slashes = [
        Break(found.start(), found.end(), found.group())
        for found in re.finditer(r"\s/\s", text[: start + LONGEST_TITLE])
        if found.start() > start
    ]
    for at in islice(chain(slashes, breaks(text, start, len(text))), 4):
        for names in author_lists(text, _skipped(text, at.end)):
            rest = re.compile(r"\s*(?:[.;,]+\s*(?:-\s)?|\(|$)").match(text, names.end)
            alone = len(names.spans) == 1 and not is_form_of(text[slice(*names.spans[0])], owner)
            if rest is None or alone or names.spans[0][0] < at.end:
                continue
            title = line.part(start, title_end(text, at))
            reading = made(line, text, names, cut=Cut(title, rest.end(), Style.TITLE_FIRST))
            if reading is None:
                continue
            if tag is not None:
                venue = line.part(*tag.span("venue"))
                reading = replace(reading, venue=venue, confidence=max(reading.confidence, 0.85), because="")
            if reading.venue is not None:
                yield reading


def _skipped(text: str, at: int) -> int:
    """Pass over space."""
    return at + len(text[at:]) - len(text[at:].lstrip())
