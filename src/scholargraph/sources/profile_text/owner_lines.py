"""One line of a page as the name of a person: how it is introduced, what stands beside it, names in running text.

It knows no page: whether the line is that of the page's person is for `owner` to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from scholargraph.bibliography.given_names import GIVEN_NAMES
from scholargraph.bibliography.lines import Line, is_prose, unbulleted
from scholargraph.bibliography.names import LONGEST, split_names
from scholargraph.bibliography.words import PARTICLES
from scholargraph.sources.profile_text import owner_words as words
from scholargraph.sources.profile_text.owner_names import (
    INNER,
    Named,
    Shape,
    Way,
    alone,
    is_nobody,
    says_what_it_is,
    script,
    shape,
    without_titles,
)
from scholargraph.sources.profile_text.role_clauses import english_title, other_title
from scholargraph.sources.profile_text.role_words import TONGUES

_LONGEST_LINE: Final = 400
_LONGEST_OPENING: Final = 600
_LONGEST_GREETING: Final = 60
_MOST_PARTS: Final = 12
_WORD: Final = re.compile(r"\S+")
_POSSESSIVE: Final = re.compile(r"['’]s$")
_WITH_STOP: Final = re.compile(r"(?:[^\W\d_]\.){1,3}|[JS]r\.")
_LINK: Final = re.compile(r"\[([^\[\]]{2,90})\]\([^()\s]{0,400}\)$")
_BARS: Final = re.compile(r"\s*(?:[|｜¦‖]|::|•|·(?=\s)|›|»|→)\s*|\s+[-–—~/>@]\s+|(?P<colon>:)\s+(?=\S)")
_TRAIL: Final = re.compile(r"\s*(?:›|»|→|>|▸|/)\s*")
_CITES: Final = re.compile(
    r"\((?:19|20)\d\d[a-z]?\)|,\s(?:[A-Z]\.[\s-]?){1,3},|\b(?:19|20)\d\d[).,;]|\bdoi\b|\(en prensa\)|\(ter perse\)",
    re.IGNORECASE,
)


def named(line: Line) -> Iterator[Named]:
    """Give the names that a line could hold, the likeliest first; the line may be running text."""
    bare = _unmarked(unbulleted(line))
    heading = line.text.startswith("#")
    if len(bare.text) <= _LONGEST_LINE:
        if is_nobody(bare.key) or words.PRONOUNS.fullmatch(bare.text):
            return
        said = next(_in_text(bare), None) if words.OPENERS.search(bare.text[:_LONGEST_GREETING]) else None
        if said is not None and said.way is Way.SAID and said.shape is not Shape.SINGLE:
            yield said
            return
        found = None
        if not _is_title(bare.text) and not _lists_names(bare):
            found = _introduced(bare) or alone(bare, heading=heading) or _beside(bare)
        if found is not None:
            yield found
            return
    yield from islice(_in_text(bare), 2)


def _is_title(text: str) -> bool:
    """Whether a line is the title of an office and nothing else: “Profesora Titular de Ingeniería Química”."""
    return english_title(text) is not None or any(other_title(text, tongue) is not None for tongue in TONGUES)


def _lists_names(line: Line) -> bool:
    """Whether a line is a list of names, or begins with one, as citations do."""
    if line.text.count(",") + line.text.count(";") < 2 and not _CITES.search(line.text):
        return False
    if _CITES.search(line.text):
        return True
    listed = split_names(line)
    return (
        listed is not None
        and len(listed) > 1
        and not all(name.text.casefold().strip(".") in words.MORE_DEGREES for name in listed[1:])
    )


def _introduced(line: Line) -> Named | None:
    """Read a line that says whose page it is."""
    label = words.LABELS.fullmatch(line.text)
    if label is not None:
        return _at(line, label, Way.SAID)
    for phrases, way in ((words.PHRASES, Way.SAID), (words.WEAK_PHRASES, Way.SHOWN)):
        for phrase in phrases:
            found = phrase.fullmatch(line.text)
            reading = _at(line, found, way) if found is not None else None
            if reading is not None:
                return reading
    return _at_end_of_trail(line)


def _at(line: Line, found: re.Match[str], way: Way) -> Named | None:
    stretch = line.part(*found.span("name"))
    reading = alone(stretch, heading=False) or _first_part(stretch)
    if reading is None or (
        reading.shape is Shape.RARE and way is Way.SHOWN and reading.name.text.casefold().startswith("us")
    ):
        return None
    return Named(reading.name, reading.alternates, way, reading.shape, reading.titled)


def _first_part(line: Line) -> Named | None:
    cut = _BARS.search(line.text)
    return alone(line.part(0, cut.start()), heading=False) if cut is not None else None


def _at_end_of_trail(line: Line) -> Named | None:
    """Read “Home › People › X”, where the steps before are words of menus or organisations."""
    cuts = list(islice(_TRAIL.finditer(line.text), _MOST_PARTS))
    if not cuts:
        return None
    first = line.part(0, cuts[0].start()).key
    menu = is_nobody(first) or first.startswith(
        ("sie sind hier", "you are here", "vous êtes ici", "home", "inicio", "início")
    )
    if not menu or not any(mark in line.text for mark in "›»→>▸/"):
        return None
    last = line.part(cuts[-1].end())
    reading = alone(last, heading=False) if last.text else None
    return Named(reading.name, reading.alternates, Way.SHOWN, reading.shape, reading.titled) if reading else None


def _beside(line: Line) -> Named | None:
    """Read “X | Home” and “University of Northmere - X”: one part is a name, what stands beside it is none."""
    cuts = list(islice(_BARS.finditer(line.text), _MOST_PARTS))
    if not cuts:
        return None
    parts, at = [], 0
    for cut in cuts:
        parts.append(line.part(at, cut.start()))
        at = cut.end()
    parts = [part for part in (*parts, line.part(at)) if part.text]
    if cuts[0]["colon"] and alone(parts[0], heading=False) is None:
        return None  # a label, and what is said under it
    readings = [(part, reading) for part in parts if (reading := alone(part, heading=False)) is not None]
    names = [one for one in readings if one[1].shape is not Shape.SINGLE]
    scripts = {script(reading.name.text) for _, reading in names}
    if not names or (len(names) > 1 and len(scripts) != len(names)):
        return None
    if len(names) == 1 and names[0][0] is not parts[0] and len(parts) > 3:
        return None  # an entry of a menu on one line, rather than a title
    first = names[0][1]
    alternates = (*first.alternates, *(reading.name for _, reading in names[1:]))
    others = [part for part in parts if all(part is not named_part for named_part, _ in names)]
    company = bool(others) and any(says_what_it_is(part.text) for part in others)
    if any(reading.shape is Shape.SINGLE for _, reading in readings) and not company:
        return None
    seen = first.shape
    if names[0][0] is not parts[0] and seen is Shape.NAME and not first.titled:
        seen = Shape.LOOSE  # after a bar it could as well be what a group is concerned with
    return Named(first.name, alternates, Way.BESIDE, seen, first.titled, company=company or len(names) > 1)


def _unmarked(line: Line) -> Line:
    """Give the line without the marks of Markdown around the whole of it."""
    while True:
        before = line
        link = _LINK.match(line.text)
        if link is not None:
            line = line.part(*link.span(1))
        for mark in ("**", "__", "*", "_", "`"):
            if line.text.startswith(mark) and line.text.endswith(mark) and len(line.text) > 2 * len(mark) + 1:
                line = line.part(len(mark), len(line.text) - len(mark))
        if line == before:
            return line


def _in_text(line: Line) -> Iterator[Named]:
    """Give the names in “Hi, I'm X and ...” and in “X is a ...”."""
    opening = line.text[:_LONGEST_OPENING]
    for found in islice(words.OPENERS.finditer(opening), 5):
        reading = _leading(line, found.end())
        if reading is not None:
            yield Named(reading.name, reading.alternates, Way.SAID, reading.shape, reading.titled)
    for found in islice(words.EAST_ASIAN_OPENERS.finditer(opening), 3):
        reading = alone(line.part(*found.span("name")), heading=False)
        if reading is not None:
            yield Named(reading.name, reading.alternates, Way.SAID, reading.shape, reading.titled)
    if is_prose(line):
        reading = _leading(line, 0)
        if reading is not None and reading.shape is not Shape.SINGLE:
            after = line.text[reading.name.end - line.start :][:120]
            after = re.sub(r"^\s*[(（][^()（）]{1,60}[)）]", "", after)
            after = re.sub(r"^,\s(?:Ph\.?D\.?|M\.?D\.?),?", "", after).lstrip()
            verb = re.match(r"[^\W\d_]+", after)
            if verb is not None and verb.group() in words.VERBS:
                yield Named(reading.name, reading.alternates, Way.SUBJECT, reading.shape, reading.titled)


def _leading(line: Line, at: int) -> Named | None:
    """Read the name that begins at an offset of running text and ends at a mark or at a word that no name holds."""
    stretch, titled = without_titles(_opened(line.part(at, at + 2 * LONGEST)))
    end = _end_of_name(stretch.text)
    if end == 0:
        return None
    name = stretch.part(0, end)
    seen = shape(name.text)
    first = name.text.split()[0].casefold()
    if seen is None or (seen in {Shape.SINGLE, Shape.RARE} and first not in GIVEN_NAMES):
        return None
    # “I am Associate Professor ...” and “I'm Head of ...” say no name.
    if any(token.casefold() in words.RANK_ENDS | words.RANK_BEGINNINGS for token in name.text.split()):
        return None
    bracket = INNER.match(stretch.text, end)
    other = stretch.part(*bracket.span(1)) if bracket is not None else None
    beside = other is not None and shape(other.text) is not None and script(other.text) != script(name.text)
    return Named(name, (other,) if other is not None and beside else (), Way.SAID, seen, titled)


def _end_of_name(text: str) -> int:
    """Give where the capitals and particles that a text begins with end; 0 where they are no name, or somebody's."""
    end = 0
    for count, word in enumerate(islice(_WORD.finditer(text), 6)):
        printed = word.group()
        bare = printed.rstrip(",.;:!?—–*_)\"”’'")
        if not bare or not bare[0].isalpha():
            break
        if _POSSESSIVE.search(bare):
            return 0
        small = not bare[0].isupper() and bare[0].lower() != bare[0].upper()
        if (small and bare not in PARTICLES) or (count and bare in {"A", "I"}):
            break
        stops = bare != printed and not _WITH_STOP.fullmatch(printed)
        if not small:
            end = word.start() + len(bare if stops else printed)
        if stops:
            break
    return end


def _opened(line: Line) -> Line:
    """Give a stretch without the marks of emphasis or quotation before it."""
    found = re.match(r"[*_“\"‘'\[]+", line.text)
    return line.part(found.end()) if found is not None else line
