"""Where the title of a citation ends and the venue begins, and what at its ends is no part of it: numbers, links, notes.

It looks for what only venues have (volumes, pages, a year where it closes something, “In:”, the words of venues), and takes
the title for what stands before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from scholargraph.bibliography import venue_forms as forms
from scholargraph.bibliography import venue_words as places
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.references import references
from scholargraph.bibliography.words import LINK_LABELS, table

_NUMBER: Final = re.compile(
    r"\s*(?:\[[A-Za-z]{0,4}[-. ]?\d{1,4}\]|\(?\d{1,3}[.)]|[A-Z]{1,3}\d{1,3}[.:]|[•‣◦▪●○■∙·➤►*–—-](?=\s))\s*"
)
_TYPE_MARK: Final = re.compile(r"\[(?:J|C|D|M|P|R|N|S|A|G|EB|J/OL|C/OL|EB/OL)(?:/OL)?\]")
_BRACKETED: Final = re.compile(r"\s*[|·•,;/]?\s*[\[(<]([^\[\]()<>]{1,40})[\])>]\s*[.,;]?\s*$")
_NOTE: Final = re.compile(
    r"[.;,]?\s*[(\[–—*]?\s*(?:\*+\s*)?(?:[^.()\[\]]{0,40}\b)?(?<!\w)(?:[Aa]wards?|[Hh]onou?rable [Mm]ention|[Oo]ral(?: presentation)?|[Ss]potlight|[Rr]unner-up|[Nn]ominat\w+|"
    r"[Aa]cceptance rate|[Ii]mpact [Ff]actor|[Cc]itations?:|[Cc]ited by|[Ee]rratum:? ibid|[Ss]hortlisted)\b[^.()\[\]]{0,80}[)\]*]?\.?\s*$"
)
_ERRATUM: Final = re.compile(r"\s*\((?:[Ee]rratum|[Cc]orrigendum|[Cc]orrection)\b[^\n]{0,80}\)\s*$")
_BARE_LABEL: Final = re.compile(r"(?:\s*[|·•,;/]\s*|\s+)([^\s|·•,;/\[\]()]{1,20}(?:\s[^\s|·•,;/\[\]()]{1,12})?)\s*$")
_IDENTIFIERS: Final = re.compile(
    r"[.,;]?\s*\b(?:PMID|PMCID|ISBN(?:-1[03])?|ISSN|MR|Zbl|HAL|hal|SSRN|EPub|Epub|Available(?: online)?(?: at| from)?|Retrieved from|URL|DOI|doi|https?)\b\s?:?\s?[\w./-]{0,40}\s*[.,;]?\s*$"
)

_TOWN: Final = r"[^\W\d_a-z][\w’'-]{2,24}(?:[ /-][^\W\d_a-z][\w’'-]{1,20}){0,2}"
_BREAK: Final = re.compile(
    r"[.?!。．！？]+[”\"’]?(?=[\s\x1f]|(?<=[。．！？])\S)|\s*//\s*|[?!],(?=\s)|\s[-–—]\s(?=[Ii]n\b)"
    r"|,(?=\s(?:(?:erscheint|to appear|à paraître)\s)?(?:in|dans|en):\s)"
    rf"|,(?=\s{_TOWN}\s?:\s[^\W\d_][^:.,;]{{1,50}},?\s{YEAR})|,(?=\s{_TOWN}\s{YEAR}(?=\s*(?:[.(;]|$)))|,(?=\s[\uac00-\ud7af\u0590-\u06ff]{{2,12}}:\s)"
    r"|[:：]\s?(?=(?:ZL|CN|US)\s?\d{6})|:(?=\s?(?:дис\.|автореф|диссертация))"
    r"|\s[\[(](?=(?:Ph\.?\s?D|[Dd]octora\w*|[Tt]hèse|[Tt]esis|[Tt]hesis|[Dd]issertation|[Mm]aster|[Bb]achelor|[Uu]npublished|[Mm]anuscript|[Pp]reprint|[Pp]oster|[Cc]onference|[Pp]aper presentation)\b)"
)
_NO_BREAK: Final = table(
    "vs. | e.g. | i.e. | cf. | dr. | st. | mr. | mrs. | ms. | prof. | no. | nr. | vol. | fig. | ca. | c. | ed. | eds. | etc. | approx. | resp. | bzw. | z.b. | u.a. | d.h. | sp. | spp. | var. | subsp. | jr. | sr. | p. | pp. | n. | al. | bd. | hg. | hrsg. | s. | coll. | dir. | éd. | suppl. | op. | art. | v. | rez."
)
_IN: Final = re.compile(
    r"(?:בתוך|[Ii]n|[Dd]ans|[Ee]n|[Ee]m|[Nn]el|[Nn]ella|[Ii]n the)\s?:\s|In\s+(?=[A-Z\d“\"(\u00c0-\u1fff«])|(?:in|dans)\s+(?=(?:Proc|Proceedings|Actes|Advances|Lecture|Workshop|Companion|Journal|[1-9]\d?(?:st|nd|rd|th)\b|20\d\d\s))|(?:[Tt]o appear|[Aa]ccepted|[Pp]ublished|[Pp]resented|[Pp]aper presented|[Ff]orthcoming) (?:in|at|by|for)\b|[Ss]ubmitted to\b"
)
_IN_AFTER_COMMA: Final = re.compile(r"(?:in|dans|en|em|nel|su)\s+(?=[^\W\d_a-z]|[«“\"„])")
_DETAILS: Final = (
    rf"(?<![\w(])\d{{1,4}}\s?\((?!{YEAR}\))[\w–/-]{{1,12}}\)",  # 38 (1)
    r"\b(?:[Vv]ol(?:ume|\.)?|[Bb]d\.|[Jj]g\.|[Hh]\.|[Hh]eft|[Nn]r\.|[Nn]o\.|[Nn]úm\.|n[.°º]|N[°º]|v\.|[Tt]omo?\.?|[Tt]ome|т\.|Т\.|№)\s?\d",
    r"\b(?:pp?\.?|[Pp]ages?|[Ss]\.|[Сс]\.|стр\.|str\.|págs?\.|blz\.|pag\.)\s?[A-Za-z]?\d",
    rf"\(\s*(?:[^\W\d_]{{3,9}}\.?\s)?{YEAR}[a-z]?\)|（{YEAR}）",
    rf"(?<=[,.;:，]\s)(?:(?:\d{{1,2}}\.?\s)?(?:[^\W\d_]{{3,9}}\.?\s))?(?:\d{{1,2}},\s)?{YEAR}[a-z]?(?=\s*(?:[.,;:，。)(\x1f]|$))",
    rf"(?<=[,，]){YEAR}(?=[,，:;])|(?<=[.,]\s){YEAR}-\d\d-\d\d|\b{YEAR}(?:\s[^\W\d_]{{3,9}}\.?(?:\s\d{{1,2}})?)?;\s?\d",
    r"[第제]\s?\d+\s?[卷期巻号권호]|\d+[卷권]",
    rf"(?<=\s)\d{{1,4}}:\s?[A-Za-z]?\d{{1,6}}(?:\s?[-–]\s?\d+)?|(?<=\s)\d{{1,4}},?\s(?:\({YEAR}\)|\d{{1,5}}\s?[-–]\s?\d{{1,5}})",
    r"\barXiv\b|\b[Ii]n [Pp]ress\b|\b[Tt]o appear\b|\b[Ff]orthcoming\b|\b[Ii]m Druck\b|\b[Ee]n prensa\b|\bà paraître\b|\b[Ii]n preparation\b|\b[Ss]ubmitted\b|\b[Pp]reprint\b",
    r"\b(?:Ph\.?\s?D\.?|Doctoral|Master(?:[’']?s)?|Diploma|Bachelor(?:[’']?s)?|MSc|M\.Sc\.)\s(?:[Tt]hesis|[Dd]issertation)\b",
    r"\bDissertation\b|\b[Tt]hèse\b|\bдис\.|\bдиссертация|[Pp]roefschrift\b|\b[Hh]abilitation(?:sschrift)?\b|\b[Dd]oktorarbeit\b|\b[Tt]esis\b|\b[Tt]ese de\b",
    r"\b[Pp]atente?\b|\bTechnical [Rr]eport\b|\bTech\. [Rr]ep\.",
    r"\x1f+",  # an identifier or address, masked
)
"""What only the rest of a citation has: numbers of volumes and pages, a year where it closes something, kinds of work."""
_DETAIL: Final = re.compile("|".join(_DETAILS))
_HOUSED: Final = re.compile(
    rf"[^\W\d_a-z](?:[\w’'/ -]|\.(?=\S)){{2,40}}?\s?:\s[^\W\d_][^:.,;]{{1,50}},?\s{YEAR}\b|{_TOWN}\s{YEAR}\s*(?:[.(;]|$)|[\uac00-\ud7af\u0590-\u06ff]{{2,12}}:\s"
)
"""“Göttingen: Wallstein 2011”."""
_PATENT_NUMBER: Final = re.compile(rf"\s?[:：]\s?(?={forms.CHINESE_PATENT})")
"""“一种装置: CN202010055501.X[P]” (GB/T 7714-2015, section 4.5)."""
_IN_QUOTED: Final = re.compile(r"(?:in|dans|en|em|nel|su)\s+[«“„]", re.IGNORECASE)
_SERIES_PART: Final = re.compile(r"(?:coll\.|(?:collection|collana|reihe|serie|series)\b)", re.IGNORECASE)
_ENDING: Final = frozenset("?!？！/:")
_SHORT_NAME: Final = 8
_LEAST_OPENING: Final = 3
_YEAR_LATER: Final = re.compile(rf"{YEAR}\s*[-–/]\s*\d|\d\s*[-–/]\s*$")
_ABBREVIATED: Final = re.compile(
    r"(?:[A-Z]{2,6}\s)?(?:[^\W\d_a-z][^\s.]{0,11}|(?:of|for|de|and|der|on|the|i|e)\b)(?:\s(?:of|for|de|and|&|the|on|in|der)\b)?"
)


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the title ends, where the venue begins, how sure that is (0 to 1), and what lowers it."""

    title: int
    venue: int
    sureness: float = 1.0
    because: str = ""


def core(line: Line) -> str:
    """Give the text of a line, of the same length, in which numbers before and links and notes behind it are masked."""
    text = line.text.replace("\u2060", " ").translate(forms.DIGITS)
    number = _NUMBER.match(text)
    if number is not None and number.end() < len(text):
        text = " " * number.end() + text[number.end() :]
    for reference in references(line):
        start, end = reference.whole.start - line.start, reference.whole.end - line.start
        text = text[:start] + "\x1f" * (end - start) + text[end:]
    text = _TYPE_MARK.sub(lambda found: " " * len(found.group()), text)
    while True:
        bare = _without_tail(text)
        if bare == text:
            return text + " " * (len(line.text) - len(text))
        text = bare


def _without_tail(text: str) -> str:
    """Leave out one link, identifier or note at the end."""
    bare = text.rstrip(" \t\u00a0\x1f")
    tail = bare[-160:]
    at = len(bare) - len(tail)
    found = _BRACKETED.search(tail)
    if found is not None and found.group(1).strip().casefold().strip(" .:") in LINK_LABELS | {""}:
        return bare[: at + found.start()]
    for form in (_ERRATUM, _NOTE, _IDENTIFIERS):
        found = form.search(tail)
        if found is not None and at + found.start() > 20 and not re.search(YEAR, found.group()[:0]):
            return _stopped(bare[: at + found.start()], bare)
    label = _BARE_LABEL.search(tail)
    if label is not None and label.group(1).casefold().strip(" .:") in LINK_LABELS:
        return bare[: at + label.start()]
    return bare


def _stopped(kept: str, whole: str) -> str:
    """Keep the full stop behind what is kept."""
    return kept + "." if whole[len(kept) : len(kept) + 1] == "." else kept


class Break(NamedTuple):
    """Where a sentence ends, where the next begins, and the marks between."""

    start: int
    end: int
    mark: str


def venue_start(text: str, start: int, *, commas: bool, dated: bool = False) -> Ends | None:
    """Find where a title that begins at an offset ends; None where nothing tells.

    `commas` says that commas part the elements, as in “A. Author, Title, J. Number Theory 12 (2020), 1–20”; `dated` that
    the year stands before the title, so that a venue can do without one.
    """
    end = len(text.rstrip(" \t\u00a0\x1f"))
    patent = _PATENT_NUMBER.search(text, start + 1, end)
    if patent is not None:
        return Ends(patent.start(), patent.end())
    stops = list(breaks(text, start, end))
    if commas:
        return _by_commas(text, start, end, stops)
    told = _led(text, stops, end)
    if told is None and not stops:
        return _whole(text, start, end)
    inner = [stop for stop in stops if stop.end < end]
    if told is None and not inner:
        return Ends(end, end, 0.8, "nothing stands behind the title")
    return told or _before_details(text, inner, end, dated=dated)


def _before_details(text: str, inner: list[Break], end: int, *, dated: bool) -> Ends | None:
    """Find the break before the first volume, page or closing year."""
    detail = next((found.start() for found in _details(text, inner[0].end, len(text))), None)
    if detail is None:
        return _undetailed(text, inner, end, dated=dated)
    before = [stop for stop in inner if stop.end <= detail]
    if not before:
        return None
    last = before[-1]
    if len(before) > 1 and not re.search(r"[^\W\d_]{2}", text[last.end : detail].strip(' ("“')):
        before, last = before[:-1], before[-2]  # the details stand in a sentence of their own, behind the name
    for stop in before:
        pieces = [piece.strip() for piece in re.split(r"[.?!]\s", text[stop.end : last.end]) if piece.strip(" .")]
        if all(_ABBREVIATED.fullmatch(piece.rstrip(".")) for piece in pieces):
            return Ends(title_end(text, stop), stop.end, 1.0 if stop is before[0] else 0.93)
    return Ends(title_end(text, last), last.end, 0.9)


def _undetailed(text: str, inner: list[Break], end: int, *, dated: bool) -> Ends | None:
    """Find the break before a publisher, or before words that can only be a venue by their place."""
    house = next((stop for stop in inner if _is_house(text[stop.end : end].lstrip())), None)
    if house is not None:
        return Ends(title_end(text, house), house.end)
    last = inner[-1]
    rest = text[last.end : end].lstrip()
    if len(inner) == 1 or (dated and rest.count(" ") < _SHORT_NAME) or places.OPENINGS.match(rest):
        return Ends(title_end(text, last), last.end, 0.75, "no year, volume or page tells where the venue is")
    return None


def _is_house(rest: str) -> bool:
    """Whether the rest of a citation is a publisher, perhaps with its place, and nothing else."""
    words = rest.rstrip(" .")
    return bool(forms.PLACE_AND_PUBLISHER.fullmatch(words)) or (
        len(words) < 90
        and bool(places.PUBLISHER_WORDS.search(words) or forms.is_publisher(words))
        and ". " not in words
    )


def title_end(text: str, at: Break) -> int:
    """Give where a title ends that a break follows; a question or exclamation mark is kept."""
    marks = re.match(r"[?!？！]+[”\"’]?", text[at.start :])
    return at.start + marks.end() if marks is not None else at.start


def _whole(text: str, start: int, end: int) -> Ends | None:
    """A rest without any break is a title, and nothing more, if nothing of a venue stands in it."""
    if any(True for _ in _details(text, start, end)):
        return None
    return Ends(end, end, 0.8, "nothing stands behind the title")


def _led(text: str, stops: list[Break], end: int) -> Ends | None:
    """The break right before “In: …”, “In Proceedings …” or “Town: Publisher” ends the title, wherever others stand."""
    for stop in stops:
        rest = text[stop.end : end].lstrip()
        opening = places.OPENINGS.match(rest)
        if (
            stop.mark.strip() == "//"
            or _IN.match(rest)
            or rest.startswith(("erscheint in:", "to appear in:"))
            or (opening is not None and opening.end() > _LEAST_OPENING)
        ):
            return Ends(title_end(text, stop), stop.end)
    housed = next((stop for stop in stops if _HOUSED.match(text[stop.end : end].lstrip())), None)
    return Ends(title_end(text, housed), housed.end) if housed is not None else None


def breaks(text: str, start: int, end: int) -> Iterator[Break]:
    """Give the ends of sentences, not those of abbreviations and initials, nor those within parentheses."""
    depth, seen = 0, start
    for found in _BREAK.finditer(text, start + 1, end):
        depth += text.count("(", seen, found.start()) - text.count(")", seen, found.start())
        seen = found.start()
        if depth <= 0 and not _abbreviates(text, start, found):
            yield Break(found.start(), found.end(), found.group())


def _abbreviates(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a mark ends an abbreviation, an initial, an ordinal or a pause, and no sentence."""
    word = text[max(start, stop.end() - 40) : stop.end()].rsplit(None, 1)[-1].lstrip('(“"').casefold()
    following = text[stop.end() : stop.end() + 4].strip()
    if word in _NO_BREAK or (stop.group().startswith("..") and following[:1].islower()):
        return True
    if stop.group() != ".":
        return False
    if re.fullmatch(r"\d{1,2}\.", word) and following.startswith(("Jah", "Jh", "Cen", "Auf", "ed")):
        return True
    initial = re.fullmatch(r"(?:[^\W\d_]\.)+", word) is not None and not following.startswith("In")
    return initial or (re.fullmatch(r"\d{1,2}\.", word) is not None and following[:1].islower())


def _details(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Give what only the rest of a citation has: volumes, pages, closing years, words such as “to appear”."""
    for found in _DETAIL.finditer(text, start, end):
        if not _YEAR_LATER.match(found.group()) and not _YEAR_LATER.search(
            text[max(found.start() - 6, 0) : found.start()]
        ):
            yield found


def _by_commas(text: str, start: int, end: int, stops: list[Break]) -> Ends | None:
    """Divide at commas: the venue is the part with the first volume or year, or the one before it where that has no name."""
    parts = list(_comma_parts(text, start, end, stops))
    if len(parts) < 2:
        return None
    for here, (first, last) in enumerate(parts[1:], start=1):
        number = here
        words = text[first:last]
        lead = _IN.match(words) or _IN_AFTER_COMMA.match(words) or places.OPENINGS.match(words)
        detail = next(_details(text, max(first - 2, 0), last), None)
        if lead is None and detail is None:
            continue
        named = (
            lead is not None or re.search(r"[^\W\d_]{2}", text[first : detail.start() if detail else last]) is not None
        )
        while not named and number > 1 and _SERIES_PART.match(text[slice(*parts[number - 1])]):
            number -= 1
        alone = detail is not None and _alone(detail.group())
        # “Combinatorica, to appear”: words that are no name, after the part that is one
        said = detail is not None and detail.group()[0].isalpha() and detail.start() <= first + 1 and number > 1
        at = number if alone or (named and not said) else number - 1
        if at == 0:
            return Ends(parts[0][1], parts[here][0], 0.9)
        if at == number - 1 > 1 and _is_town(text[slice(*parts[at - 1])]):
            at -= 1  # “Bologna, il Mulino, 2018”
        sure = 1.0 if at == number and _IN_QUOTED.match(words) else 0.0  # “…, in «Quaderni storici»”
        return Ends(parts[at - 1][1], parts[at][0], max(sure, _sureness([text[slice(*part)] for part in parts[:at]])))
    return None


def _sureness(title: list[str]) -> float:
    """How sure a title of several parts is: one that goes on with a capital could be a title and the name of a book."""
    doubtful = any(part[:1].isupper() and " " in part.strip() and not part.startswith("Part ") for part in title[1:])
    return 1.0 if len(title) == 1 else 0.5 if doubtful else 0.93


def _is_town(words: str) -> bool:
    """Whether words can be the town of a publisher: one to three, each with a capital."""
    tokens = re.split(r"[\s/–-]+", words.strip())
    return (
        0 < len(tokens) <= 3
        and all(token[:1].isupper() and token[1:].islower() for token in tokens)
        and not places.VENUE_WORDS.search(words)
    )


def _alone(detail: str) -> bool:
    """Whether words say a kind of work that has no venue before it: a thesis, a patent, a report."""
    return (
        detail.startswith("\x1f")
        or detail.casefold() in {"in preparation", "submitted", "preprint"}
        or bool(forms.THESIS.search(detail) or re.match(r"(?i)dissertation|thèse|tesis|tese|patent|tech|arxiv", detail))
    )


def _comma_parts(text: str, start: int, end: int, stops: list[Break]) -> Iterator[tuple[int, int]]:
    """Give what commas and ends of sentences part, outside parentheses and braces."""
    depth, first = 0, start
    marked = {
        stop.end: stop
        for stop in stops
        if stop.mark.strip()[:1] in _ENDING or _HOUSED.match(text[stop.end : end].lstrip())
    }
    at = start
    while at < end:
        letter = text[at]
        depth += (letter in "([{") - (letter in ")]}" and depth > 0)
        if depth == 0 and letter in ",，":
            yield first, at
            first = at + 1
            while first < end and text[first].isspace():
                first += 1
            at = first
            continue
        if at in marked and depth == 0 and at > first:
            yield first, title_end(text, marked[at])
            first = at
            while first < end and text[first].isspace():
                first += 1
            at = max(at + 1, first)
            continue
        at += 1
    if first < end:
        yield first, end
