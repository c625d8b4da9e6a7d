"""Whose page it is: the line among the first of a page that holds the name of the person the page is about.

All that speaks for a name is added up: how the line says it, where it stands, what follows it, where else the page says
it. Nobody is guessed: where no name has enough, or two have as much, or the page is a group's, there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.names import split_names
from scholargraph.bibliography.words import PARTICLES, SUFFIXES
from scholargraph.sources.profile_text.owner_evidence import (
    Weighed,
    is_of_a_group,
    listed,
    weight_elsewhere,
    weight_of_line,
    weight_of_text_below,
)
from scholargraph.sources.profile_text.owner_lines import named
from scholargraph.sources.profile_text.owner_names import Named, Shape, Way, script, shape
from scholargraph.sources.profile_text.owner_page import Page, plain_tokens

_MOST_LINES: Final = 1000
_MOST_NAMES: Final = 300
_CUT: Final = 1500
_LONGEST_NAME_LINE: Final = 140

_ENOUGH: Final = 2.5
"""So much must speak for a name of several words; more for one word, and for a name that holds common words."""
_ENOUGH_FOR_A_STRANGE_ONE: Final = 3.0
_MARGIN: Final = 1.0
_OFTEN: Final = 4
_MOST_LISTED: Final = 3.5
_PARTING: Final = ")）]],;:|｜·•–—-*_ \u3000"
_KANA: Final = re.compile("[\u3040-\u30ff\\s]+")
_ALONE: Final = frozenset({Way.PLAIN, Way.TITLED})


@dataclass(frozen=True, slots=True)
class Owner:
    """The name as printed, other names printed beside it, and the index of its line among the lines that were given.

    `within_text` is whether that line is running text, which belongs to the biography; otherwise `tail` is what stands
    after the names on it, such as a title.
    """

    name: Line
    alternates: tuple[Line, ...]
    at: int
    within_text: bool = False
    tail: Line | None = None


def find_owner(head: Sequence[Line], *, rest: Sequence[Line] = ()) -> Owner | None:
    """Find the person whose page it is in the lines above the list of works; `rest` are the lines of the list."""
    page = Page.of(head, rest)
    ranked = sorted(_people(page), key=lambda person: (-person.score, person.first))
    if not ranked:
        return None
    best = ranked[0]
    strange = best.shape in {Shape.SINGLE, Shape.RARE}
    if best.score < (_ENOUGH_FOR_A_STRANGE_ONE if strange else _ENOUGH):
        return None
    if any(_rivals(best, other) for other in ranked[1:]) or _is_a_groups(page, best, ranked):
        return None
    at, found = best.place(page)
    several = split_names(found.name)
    if several is not None and len(several) > 1 and all(" " in name.text for name in several):
        return None  # a list of authors
    others = (*best.other_names(at, found, page), *_in_order(found.name, head, rest))
    within = page.prose[at] and found.way in {Way.SAID, Way.SUBJECT}
    return Owner(found.name, others, at, within, None if within else _tail(page.head[at], found))


def _in_order(name: Line, head: Sequence[Line], rest: Sequence[Line]) -> Iterator[Line]:
    """Give where the page prints “KERBRAT Maëlle” as “Maëlle Kerbrat”, once."""
    tokens = name.text.split()
    if len(tokens) != 2 or not tokens[0].isupper() or tokens[1].isupper() or len(tokens[0]) < 3:
        return
    pattern = re.compile(rf"(?<!\w){re.escape(tokens[1])} {re.escape(tokens[0])}(?!\w)", re.IGNORECASE)
    for line in (*head[:_MOST_LINES], *rest[:_MOST_LINES]):
        found = pattern.search(line.text[:_CUT])
        if found is not None and not found.group().isupper():
            yield line.part(*found.span())
            return


def _tail(line: Line, found: Named) -> Line | None:
    """Give what stands after the names on a line, without the marks that part it from them."""
    end = max(name.end for name in (found.name, *found.alternates)) - line.start
    words = line.text[end:]
    tail = line.part(end + len(words) - len(words.lstrip(_PARTING)))
    return tail if tail.text.strip(_PARTING) else None


@dataclass(slots=True)
class _Person:
    """All lines that name one person, and how much speaks for each and for all."""

    places: list[tuple[int, Named, Weighed]] = field(default_factory=list)
    elsewhere: float = 0.0
    sure: bool = False
    """Whether more than the line, its place and what is below it speaks for the name."""

    @property
    def first(self) -> int:
        return self.places[0][0]

    @property
    def is_card(self) -> bool:
        """Whether a title stands right below the name."""
        return any(weighed.is_card for _, _, weighed in self.places)

    @property
    def is_of_others(self) -> bool:
        """Whether every line of the name stands in a section about others."""
        said = any(found.way is Way.SAID for _, found, _ in self.places)
        return not said and all(weighed.section == "people" for _, _, weighed in self.places)

    @property
    def name(self) -> Named:
        return max((found for _, found, _ in self.places), key=_fullness)

    @property
    def shape(self) -> Shape:
        return max((found.shape for _, found, _ in self.places), key=lambda one: one.value)

    @property
    def score(self) -> float:
        return max(weighed.weight for _, _, weighed in self.places) + self.elsewhere

    def place(self, page: Page) -> tuple[int, Named]:
        """Choose the line to take the name from: the heading rather than a menu, a photo's caption or running text."""
        fullest: dict[str, int] = defaultdict(int)
        for _, found, _ in self.places:
            kind = script(found.name.text)
            fullest[kind] = max(fullest[kind], _fullness(found))
        ranked = [
            (
                _fitness(at, found, weighed, page) - 2.5 * (fullest[script(found.name.text)] - _fullness(found)),
                -at,
                found,
            )
            for at, found, weighed in self.places
        ]
        _, before, found = max(ranked, key=lambda one: one[:2])
        at = -before
        # Of the name twice in a row, the first is the heading.
        by_line = {one: other for one, other, _ in self.places}
        while at - 1 in by_line and by_line[at - 1].name.value == found.name.value and by_line[at - 1].way in _ALONE:
            at, found = at - 1, by_line[at - 1]
        return at, found

    def other_names(self, at: int, found: Named, page: Page) -> tuple[Line, ...]:
        """Give the other names: those beside it, on its other lines, and in another script on the line below."""
        lines = [*found.alternates, *(other for _, one, _ in self.places for other in one.alternates)]
        if at + 1 < len(page.head) and not page.head[at + 1].gap and len(page.head[at + 1].text) < _LONGEST_NAME_LINE:
            one = next((one for one in named(page.head[at + 1]) if one.way in _ALONE), None)
            if (
                one is not None
                and one.shape in {Shape.NAME, Shape.KNOWN}
                and script(one.name.text) != script(found.name.text)
            ):
                lines.append(one.name)
        kept: dict[str, Line] = {}
        for line in lines:
            if line.value.casefold() != found.name.value.casefold():
                kept.setdefault(line.value.casefold(), line)
        return tuple(kept.values())


def _fullness(found: Named) -> int:
    """Tell how many words of a name are written out."""
    return sum(len(token) > 1 for token in plain_tokens(found.name.text))


def _fitness(at: int, found: Named, weighed: Weighed, page: Page) -> float:
    """Tell how well a line serves as the one of the name."""
    name = found.name.text
    fit = weighed.fitness - 0.02 * at
    if found.way in {Way.SAID, Way.SUBJECT} and page.prose[at]:
        fit -= 6
    elif found.way not in _ALONE:
        fit -= 3
    if "," in name or (name.isupper() and script(name) == "latin"):
        fit -= 2.5
    fit -= 1.5 * ("(" in name) + 0.5 * sum(len(token) == 1 for token in plain_tokens(name))
    fit -= 2 * (_KANA.fullmatch(name) is not None)  # how a name is read, beside how it is written
    return fit - 4 * (found.shape is Shape.SINGLE)


# ── the people on a page ────────────────────────────────────────────────────────────────────────────────────────────


def _people(page: Page) -> list[_Person]:
    """Gather the names of the first lines by person, with what speaks for each."""
    people: list[_Person] = []
    by_token: dict[str, list[_Person]] = defaultdict(list)
    for count, (at, found) in enumerate(_names(page)):
        if count == _MOST_NAMES:
            break
        tokens = {token for token in plain_tokens(found.name.text) if len(token) > 1 or script(token) != "latin"}
        near = (person for token in tokens for person in by_token[token])
        person = next((one for one in near if _are_same(one, found)), None)
        if person is None:
            person = _Person()
            people.append(person)
        for token in tokens:
            if not any(one is person for one in by_token[token]):
                by_token[token].append(person)
        person.places.append((at, found, weight_of_line(at, found, page)))
    people = _joined(people, page)
    for person in people:
        names = [person.name.name.value, *(other.value for _, one, _ in person.places for other in one.alternates)]
        places = [at for at, found, _ in person.places if found.way is not Way.SUBJECT]
        elsewhere = weight_elsewhere(names[:6], places, page)
        person.elsewhere = elsewhere.weight
        if person.shape is Shape.NAME:
            person.elsewhere += weight_of_text_below([one for _, _, one in person.places], elsewhere, page)
        ways = {found.way for _, found, _ in person.places}
        person.sure = elsewhere.sure or bool(ways & {Way.SAID, Way.BESIDE, Way.SHOWN})
    most = _credit_the_most_listed(people, page)
    # Who stands only below a heading such as “Co-authors” or “Secretariat” is somebody else, unless the works are theirs.
    return [one for one in people if one is most or not one.is_of_others]


def _credit_the_most_listed(people: Sequence[_Person], page: Page) -> _Person | None:
    """Give more weight to the one who is named in far more lines of the list than anybody else on the page."""
    counts = sorted(((listed(person.name.name.value, page), at) for at, person in enumerate(people)), reverse=True)
    if not counts or counts[0][0] < _OFTEN or (len(counts) > 1 and counts[0][0] < 1.5 * counts[1][0]):
        return None
    most = people[counts[0][1]]
    most.elsewhere += _MOST_LISTED
    return most


def _names(page: Page) -> Iterator[tuple[int, Named]]:
    for at, line in enumerate(page.head):
        cut = line if len(line.text) <= _CUT else line.part(0, _CUT)
        for found in named(cut):
            short = len(line.text) < _LONGEST_NAME_LINE and not any(letter.isdigit() for letter in line.text)
            if not page.prose[at] or found.way in {Way.SAID, Way.SUBJECT} or short:
                yield at, _in_script_of_page(found, line, page)


def _in_script_of_page(found: Named, line: Line, page: Page) -> Named:
    """Of two names in a row in two scripts, take the one in the script that the page is written in."""
    if not found.alternates or script(found.name.text) == page.script:
        return found
    other = found.alternates[-1]
    seen = shape(other.text)
    before = line.text[: other.start - line.start].rstrip()[-1:]
    # What stands in brackets is said beside the name, whatever the page is written in.
    if seen is None or script(other.text) != page.script or other.start < found.name.end or before in {"(", "（", "["}:
        return found
    alternates = (*found.alternates[:-1], found.name)
    return Named(other, alternates, found.way, seen, found.titled, found.heading, found.company)


def _are_same(person: _Person, found: Named) -> bool:
    """Whether a name is a person's: the same words, or some of them and initials of others."""
    mine, theirs = (
        [
            token
            for token in plain_tokens(one.name.text)
            if token not in SUFFIXES and (token not in PARTICLES or len(token) == 1)
        ]
        for one in (person.name, found)
    )
    if mine == theirs or (set(mine) == set(theirs) and len(mine) > 1):
        return True
    long, short = sorted((mine, theirs), key=lambda tokens: sum(len(token) > 1 for token in tokens), reverse=True)
    full = [token for token in short if len(token) > 1]
    if not full or not set(full) <= set(long) or len(long) < 2:
        return False
    left = [token for token in long if token not in full]
    initials = [token for token in short if len(token) == 1]
    # “Mendoza del Olmo” and “A. Etxeberria” are somebody whose other names are left out or cut; “Lee” could be anybody.
    return (bool(initials) and all(any(token[0] == one for token in left) for one in initials[:1])) or len(full) > 1


def _joined(people: list[_Person], page: Page) -> list[_Person]:
    """Join persons of whom one is printed as the other name of the other, or right below it in another script."""
    by_name = {person.name.name.value.casefold(): person for person in people}
    by_line = {at: person for person in people for at, found, _ in person.places if found.way in _ALONE}
    gone: set[int] = set()
    for person in people:
        for at, found, _ in tuple(person.places):
            twins = [by_name.get(other.value.casefold()) for other in found.alternates]
            below = by_line.get(at + 1)
            if below is not None and found.way in _ALONE and not page.head[at + 1].gap:
                name = next(one for one_at, one, _ in below.places if one_at == at + 1)
                read = _KANA.fullmatch(name.name.text) is not None and _KANA.fullmatch(found.name.text) is None
                other = script(name.name.text) != script(found.name.text) or read
                twins += [below] * (name.shape in {Shape.NAME, Shape.LOOSE} and other)
            for twin in twins:
                if twin is None or twin is person or {id(twin), id(person)} & gone:
                    continue
                person.places = sorted((*person.places, *twin.places), key=lambda one: one[0])
                gone.add(id(twin))
    return [person for person in people if id(person) not in gone]


# ── who else it could be ────────────────────────────────────────────────────────────────────────────────────────────


def _rivals(best: _Person, other: _Person) -> bool:
    """Whether as much speaks for another person."""
    if best.score - other.score >= _MARGIN:
        return False
    if other.shape in {Shape.SINGLE, Shape.RARE} and best.shape in {Shape.KNOWN, Shape.NAME}:
        return other.score >= _ENOUGH_FOR_A_STRANGE_ONE
    return other.score >= _ENOUGH - _MARGIN


def _is_a_groups(page: Page, best: _Person, ranked: Sequence[_Person]) -> bool:
    """Whether the page is a group's: several names with titles below them, or “we” under the name of a group."""
    if any(found.way is Way.SAID for _, found, _ in best.places) or (best.sure and page.first_person):
        return False
    cards = sum(person.is_card and person.shape in {Shape.KNOWN, Shape.NAME, Shape.LOOSE} for person in ranked)
    group = is_of_a_group(best.first, page)
    if cards > 1 and (not best.sure or group):
        return True
    return group and page.several and not page.first_person
