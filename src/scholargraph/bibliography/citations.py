"""One citation on one line taken apart: authors, title, venue, date, references; each with its place.

It reads the styles in which reference lists are printed (APA, Chicago, MLA, IEEE, ACM, Vancouver, LNCS, GOST, GB/T 7714
and “Authors. Title. Venue, year.”) by what parts their elements, not by their names. What can be read in two ways with the
same right is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from scholargraph.bibliography.author_lists import Names, author_lists
from scholargraph.bibliography.citation_ends import core, venue_start
from scholargraph.bibliography.citation_parts import Citation, Cut, Style, made
from scholargraph.bibliography.citation_quotes import closing, quotes_all
from scholargraph.bibliography.citation_titles import LEADING, begins_title, title_first, title_only
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import REMEMBERED, Line
from scholargraph.bibliography.name_forms import is_form_of
from scholargraph.bibliography.venue_forms import PRINTING, UNPUBLISHED

LONGEST: Final = 3000

NO_AUTHORS: Final = "No list of authors begins this line, and no title in quotation marks: it cannot be taken apart."
NO_TITLE: Final = "Where the title ends in this line cannot be told."
TOO_LONG: Final = "This line is too long for one citation."


_MONTH: Final = r"[^\W\d_]{3,9}\.?"
_WHEN: Final = rf"(?P<year>{YEAR})(?:[a-z]|[/–-]\d\d)?(?:,\s(?:{_MONTH}|{_MONTH}\s\d{{1,2}}(?:[–-]\d{{1,2}})?|\d{{1,2}}\s{_MONTH}))?"
_YEAR_AFTER: Final = re.compile(
    rf"[.,]?\s*[(\[（](?:{_WHEN}|(?P<status>{UNPUBLISHED}))[)\]）]\s*(?:[.:,：．。،]|[-–—](?=\s))?\s*"
)
_BARE_YEAR_AFTER: Final = re.compile(rf"[.,]?\s+(?P<year>{YEAR})[a-z]?[.:]\s+")
_QUOTE_AFTER: Final = re.compile(r"\s*[.,:，、：]?\s*(?P<open>``|[“\"„«「『‘`'])(?=\S)|\s*[.,:]?\s*(?P<french>«)\s")
_PRINTED: Final = re.compile(rf"(?:[.,]\s|\s(?=\())({PRINTING.pattern})")
_UNCASED: Final = re.compile("[\u0590-\u06ff]")
_COLON_AFTER: Final = re.compile(r"\s*[:：]\s*")
_STOP_AFTER: Final = re.compile(r"\s*[.．。]\s*")
_COMMA_AFTER: Final = re.compile(r"\s*[,，]\s*")
_DASH_AFTER: Final = re.compile(r"\s+[-–—]\s+")


def parse_citation(line: Line, *, authorless: bool = False, commas: bool = False, owner: str = "") -> Citation | str:
    """Take a citation apart, or say in a sentence why it cannot be done.

    `authorless` lets a line be a title and a venue without authors, as in lists of works that are all by one person; `commas` tells
    that commas part the two there; a single author then counts only if it is the `owner` of the list.
    """
    if len(line.text) > LONGEST:
        return TOO_LONG
    found = _parsed(line.text, authorless=authorless, commas=commas, owner=owner)
    return found if isinstance(found, str) else found.moved(line.start)


@lru_cache(maxsize=8192)
def _parsed(words: str, *, authorless: bool, commas: bool, owner: str) -> Citation | str:
    line = Line(words, 0, len(words))
    text, found = _with_authors(words, owner)
    readings = list(found)
    if authorless:
        readings = [
            one
            for one in readings
            if one.coauthors_only or len(one.authors) > 1 or any(is_form_of(name.value, owner) for name in one.authors)
        ]
        alone = None if readings else title_only(line, text, commas=commas, owner=owner)
        readings += [] if alone is None else [alone]
    if not readings:
        return NO_TITLE if any(True for _ in author_lists(text)) else NO_AUTHORS
    return max(readings, key=lambda found: (found.confidence, len(found.authors), -len(found.title.text)))


@lru_cache(maxsize=REMEMBERED)
def _with_authors(words: str, owner: str) -> tuple[str, tuple[Citation, ...]]:
    """Give what is left of a line without its tail, and each way of reading it that finds authors."""
    line = Line(words, 0, len(words))
    text = core(line)
    return text, tuple(found for found in _readings(line, text, owner) if found is not None)


def _readings(line: Line, text: str, owner: str) -> Iterator[Citation | None]:
    found = [(names, one) for names in author_lists(text) for one in _after_names(line, text, names) if one is not None]
    for names, one in found:
        if not any(_goes_further(other, names) and _has(more, owner) >= _has(one, owner) for other, more in found):
            yield one
    yield from title_first(line, text, owner)


def _goes_further(one: Names, other: Names) -> bool:
    """Whether the first name of one list holds the whole of another: “Owen D. Kestrel” holds “Owen D.”."""
    return one.spans[0][0] == other.spans[0][0] and one.spans[0][1] > other.end


def _has(citation: Citation, owner: str) -> bool:
    return any(is_form_of(name.value, owner) for name in citation.authors)


def _after_names(line: Line, text: str, names: Names) -> Iterator[Citation | None]:
    """Read what follows a list of names, by whatever parts the two."""
    end = names.end
    implicit = text[:end].rstrip("*†‡§¶∗^#+°").endswith((".", ")", "…"))
    for form, style in (
        (_YEAR_AFTER, Style.YEAR), (_BARE_YEAR_AFTER, Style.BARE_YEAR), (_QUOTE_AFTER, Style.QUOTES), (_COLON_AFTER, Style.COLON),
        (_STOP_AFTER, Style.STOP), (_DASH_AFTER, Style.DASH), (_COMMA_AFTER, Style.COMMA),
    ):  # fmt: skip
        found = form.match(text, end)
        if found is None or (style is Style.COLON and _UNCASED.match(text[end - 1 : end])):
            continue  # in scripts without capitals the first half of a title looks like a name
        start, date = found.end(), None
        if style in {Style.YEAR, Style.BARE_YEAR}:
            date = line.part(*found.span("year")) if found["year"] else line.part(*found.span("status"))
            quote = _QUOTE_AFTER.match(text, start)
            if quote is not None and quotes_all(text, quote):
                yield _quoted(line, text, names, quote, style=style, date=date)
                return
        if style is Style.QUOTES:
            if quotes_all(text, found):
                yield _quoted(line, text, names, found, style=style, date=None)
                return
            continue
        yield _unquoted(line, text, names, start, style=style, date=date)
        return
    spaced = re.compile(r"\s+").match(text, end)
    if implicit and spaced is not None:
        yield _unquoted(line, text, names, spaced.end(), style=Style.STOP, date=None)


def _quoted(
    line: Line, text: str, names: Names, quote: re.Match[str], *, style: Style, date: Line | None
) -> Citation | None:
    """Read a title between quotation marks and the venue behind it."""
    mark = quote["open"] or "«"
    end = closing(text, quote.end(), mark)
    if end is None:
        return None
    title = line.part(quote.end(), end)
    rest = LEADING.match(text, end + len(mark))
    return made(line, text, names, cut=Cut(title, rest.end() if rest else end + len(mark), style, date=date))


def _unquoted(line: Line, text: str, names: Names, start: int, *, style: Style, date: Line | None) -> Citation | None:
    """Read a title that ends where the venue begins."""
    if start >= len(text) or not begins_title(text[start:]):
        return None
    ends = venue_start(text, start, commas=style is Style.COMMA, dated=date is not None)
    if ends is None:
        return None
    title = _without_editors(line.part(start, ends.title))
    printing = _PRINTED.search(title.text)
    if printing is not None:
        cut = Cut(title.part(0, printing.start()), title.start - line.start + printing.start(1), style, date=date)
        return made(line, text, names, cut=cut)
    return made(
        line, text, names, cut=Cut(title, ends.venue, style, date=date, sureness=ends.sureness, because=ends.because)
    )


def _without_editors(title: Line) -> Line:
    """Leave out a list of names behind a title: editors after a full stop, all authors after a slash (GOST R 7.0.100)."""
    for mark in (". ", " / "):
        head, stop, last = title.text.rpartition(mark)
        whole = len(last.rstrip(" ."))
        if stop and any(len(found.spans) > 1 and found.end >= whole for found in author_lists(last)):
            return title.part(0, len(head))
    return title
