"""What of a page speaks for a name being that of its person: where its line stands, what is below it, where else it is said.

Which name wins is for `owner` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography.lines import Line, is_rule
from scholargraph.bibliography.words import DEGREES, PARTICLES, SUFFIXES
from scholargraph.sources.profile_text import owner_words
from scholargraph.sources.profile_text.owner_lines import named
from scholargraph.sources.profile_text.owner_names import Named, Shape, Way, script
from scholargraph.sources.profile_text.owner_page import Page, has_names, kind_of_line, plain, plain_tokens

_WAYS: Final = {Way.SAID: 4.0, Way.TITLED: 2.5, Way.PLAIN: 0.0, Way.BESIDE: 0.5, Way.SHOWN: 1.5, Way.SUBJECT: 2.0}
_DOMAIN: Final = -1.5
_STRANGE_TEXT: Final = -0.5
_ONE_WORD_SAID: Final = 1.5
_BELOW: Final = {"title": 2.0, "affiliation": 1.5, "contact": 1.5}
_SECTIONS: Final = {"": 0.0, "other": -1.0, "people": -3.0, "works": -3.0}
_IN_MENU: Final = -2.0
_LATE: Final = 40
_IN_LIST: Final = -2.0
_BESIDE_ANOTHER: Final = -0.75
_UNEXPLAINED: Final = -1.5
"""A line of the shape of a name, with lines below it of which nobody knows what they are: it could be a menu."""
_GROUP: Final = re.compile(
    r"^(?!(?:the|our|my|le|la|les|el|die|das|unsere|il|de|het)\s|l['’])(?:\S+\s){1,5}(?:group|lab|laboratory|team|arbeitsgruppe|forschungsgruppe|gruppe)(?:\s*$|\s*[|:–—(-])"
    r"|^(?:lehrstuhl|professur|arbeitsgruppe|forschungsgruppe|chair of|laboratoire|équipe|grupo|gruppo|laboratorio)\s+\S+"
    r"|\S(?:研究室|实验室|课题组|연구실)$",
    re.IGNORECASE,
)
_LABEL_ALONE: Final = re.compile(
    r"(?:full )?name|nom(?: et prénom)?|nombre|nome|naam|姓名|氏名|이름|성명|фио|vor- und nachname|curriculum vitae|cv|lebenslauf|curriculum vitae of|resume|résumé"
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks for one line, what kind of line is below it, and the kind of section that it stands in."""

    weight: float
    below: str
    section: str

    @property
    def is_card(self) -> bool:
        """Whether a title, a place or an address stands below the name, and no heading over others above it."""
        return self.below in _BELOW and not self.section

    @property
    def fitness(self) -> float:
        """How well the line would do as the heading of the page, were it sure whose name it is."""
        return min(self.weight - _SECTIONS[self.section], 4.0)


def weight_of_line(at: int, found: Named, page: Page) -> Weighed:
    """Weigh one line: how it says the name, where it stands, and what is below it."""
    line = page.head[at]
    below = _below(at, found, page)
    way = _WAYS[found.way] if found.shape is not Shape.SINGLE else min(_WAYS[found.way], _ONE_WORD_SAID)
    weight = way + found.shape.value + _BELOW.get(below, 0.0) + _SECTIONS[page.below[at]]
    weight += 1.5 * found.heading + 1.5 * found.company
    weight += 1.0 * (at == page.top) + 0.5 * (at <= page.first_prose)
    alone = found.way in {Way.PLAIN, Way.TITLED}
    if below == "other" and found.shape is not Shape.KNOWN:
        weight += _UNEXPLAINED
    if found.way in {Way.PLAIN, Way.BESIDE} and _is_in_menu(at, page):
        weight += _IN_MENU
    if at > page.first_prose and found.way not in {Way.SAID, Way.SHOWN, Way.SUBJECT}:
        weight -= 0.5
    if alone and at > page.top:
        weight += 0.25 * line.gap
    weight -= 0.5 * (at > _LATE)
    if found.way in {Way.PLAIN, Way.BESIDE}:
        weight += _in_list(at, found, page)
    if alone and at > 0 and _LABEL_ALONE.fullmatch(page.head[at - 1].key):
        weight += 2.0
    return Weighed(weight, below, page.below[at])


def _in_list(at: int, found: Named, page: Page) -> float:
    """Tell how much it says against a name that names of others stand right above or below it."""

    def other(near: int) -> bool:
        if not 0 <= near < len(page.head):
            return False
        return has_names([page.head[near]]) and not repeats(page.head[near], found)

    above, below = other(at - 1), other(at + 1)
    if (above and below) or (below and other(at + 2)) or (above and other(at - 2)):
        return _IN_LIST
    return _BESIDE_ANOTHER if (below and not page.head[at + 1].gap) or (above and not page.head[at].gap) else 0.0


def _below(at: int, found: Named, page: Page) -> str:
    """Tell the kind of the line below a name: title, affiliation, contact, text, menu, apart, other, or none."""
    skipped = 0
    for near in range(at + 1, min(at + 5, len(page.head))):
        line = page.head[near]
        if owner_words.PRONOUNS.fullmatch(line.text) or is_rule(line) or repeats(line, found):
            continue
        if page.menu[near]:
            return "other" if skipped or not line.gap else "apart"
        kind = kind_of_line(line, prose=page.prose[near])
        if kind == "contact" or (kind != "other" and skipped < 2):
            return kind
        if line.gap and skipped == 0:
            return "apart"
        skipped += 1
    return "other" if skipped else ""


def repeats(line: Line, found: Named) -> bool:
    """Whether a line is the name once more, or the name in another script."""
    if len(line.text) > 160:
        return False
    other = next(named(line), None)
    if other is None or other.way not in {Way.PLAIN, Way.TITLED}:
        return False
    return script(other.name.text) != script(found.name.text) or plain_tokens(other.name.text) == plain_tokens(
        found.name.text
    )


def _is_in_menu(at: int, page: Page) -> bool:
    """Whether a line stands among menu entries, with no room before and after it."""
    before = at > 0 and page.menu[at - 1] and not page.head[at].gap
    after = at + 1 < len(page.head) and page.menu[at + 1] and not page.head[at + 1].gap
    further = at + 2 < len(page.head) and page.menu[at + 2] and not page.head[at + 2].gap
    return (before and after) or (after and further and at > page.top)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the rest of a page says for a name, and whether any of it is more than the name being there."""

    weight: float
    sure: bool


def weight_elsewhere(names: Sequence[str], places: Sequence[int], page: Page) -> Elsewhere:
    """Weigh what the rest of the page says for the names of one person, whose lines stand at `places`."""
    if _is_a_domain(names[0], page):
        return Elsewhere(_DOMAIN, sure=False)
    said = max((_said_of(name, page) for name in names), default=0.0)
    addressed = max((_addressed(_full_tokens(name), page) for name in names), default=0.0)
    own = said + addressed + _repeated(places, page)
    tokens = _full_tokens(names[0])
    if not tokens:
        return Elsewhere(0.0, sure=False)
    if len(tokens) > 1 and any(all(token in note for token in tokens) for note in page.foot):
        own += 2.0
    family, _ = family_and_given(names[0], tokens)
    if len(tokens) > 1 and page.listed[family]:
        own += 1.5
    if len(tokens) > 1 and len(family) > 3 and page.tokens[family] > len(places):
        own += 0.5
    sure = own >= 1.5
    if page.first_person and places and places[0] == page.top and page.below[places[0]] == "":
        own += 1.0
    return Elsewhere(own, sure)


def _is_a_domain(name: str, page: Page) -> bool:
    """Whether the addresses on the page are at what the name ends in, and nobody's of the name: “Ollscoil Northmere”."""
    tokens = _full_tokens(name)
    return len(tokens) > 1 and any(tokens[-1] == part for part in page.domains) and not _addressed(tokens, page)


def listed(name: str, page: Page) -> int:
    """Count the lines of the list that hold the family name of a name of several words."""
    tokens = _full_tokens(name)
    return page.listed[family_and_given(name, tokens)[0]] if len(tokens) > 1 else 0


def weight_of_text_below(weighed: Sequence[Weighed], elsewhere: Elsewhere, page: Page) -> float:
    """Tell how much it says against a name that the text below it speaks of nobody: “Blue Lantern”, “A free theme ...”."""
    speaks = (
        page.first_person
        or elsewhere.weight > 0
        or any(one in page.openings for one in ("she", "he", "they", "sie", "er"))
    )
    return _STRANGE_TEXT if not speaks and all(one.below == "text" for one in weighed) else 0.0


def _full_tokens(name: str) -> list[str]:
    return [token for token in plain_tokens(name) if token not in PARTICLES | SUFFIXES | DEGREES]


def _repeated(places: Sequence[int], page: Page) -> float:
    """Tell how much it says that the name stands on several lines: most where these follow each other."""
    own = {at for at in places if page.below[at] != "works"}
    if len(own) < 2 or all(page.below[at] == "people" for at in own):
        return 0.0
    return 3.0 if any(one + 1 in own for one in own) else 2.0


def _said_of(name: str, page: Page) -> float:
    """Tell how much running text that begins with the name, or with a part of it, says for it."""
    tokens = _full_tokens(name)
    if not tokens:
        return 0.0
    family, given = family_and_given(name, tokens)
    best = 0.0
    if script(name) == "east-asian":
        bare = re.sub(r"\s", "", name)
        begun = (opening for openings in page.openings.values() for opening in openings)
        return 3.0 if any(re.sub(r"\s", "", opening[:20]).startswith(bare) for opening in begun) else 0.0
    for opening in page.openings.get(plain_tokens(name)[0], ()):
        said = _goes_on(opening)
        if said is not None and len(tokens) > 1 and {given, family} <= set(said):
            best = max(best, 3.0)
        elif said is not None and said == [given]:
            best = max(best, 2.0)
    for opening in page.openings.get(family, ()):
        said = _goes_on(opening)
        if said is not None and said[-1:] == [family]:
            best = max(best, 2.0)
    return best


def _goes_on(opening: str) -> list[str] | None:
    """Give the words of the name that begins a text where a small word follows it; None where a list of names does."""
    found: list[str] = []
    for token in opening.split()[:9]:
        bare = token.strip('*_“"(),.')
        if not bare or token.startswith("("):
            continue
        if bare.casefold().rstrip(".") in {"dr", "prof", "professor", "frau", "herr", "mme", "mr", "ms", "mrs"}:
            continue
        if bare[0].lower() == bare[0] and bare[0].isalpha() and bare[0].upper() != bare[0]:
            if bare in PARTICLES and bare not in owner_words.VERBS:
                continue
            return found if bare not in {"and", "y", "et", "und", "e", "en", "og", "och", "i"} or not found else None
        found += plain_tokens(bare)
        if token.endswith((",", ";", ":")) and not re.search(r"[,;:]$", opening[:0]) and len(found) > 4:
            return None
    # In scripts without capitals nothing tells a name from the next word: its own words are compared.
    return found if found and script(opening) in {"arabic", "hebrew", "indic"} else None


def family_and_given(name: str, tokens: Sequence[str]) -> tuple[str, str]:
    """Give the family name and the first given name, wherever the family name stands."""
    first = name.split(maxsplit=1)[0]
    inverted = "," in name or (len(first) > 2 and first.isupper() and not name.isupper())
    return (tokens[0], tokens[-1]) if inverted else (tokens[-1], tokens[0])


def _addressed(tokens: Sequence[str], page: Page) -> float:
    """Tell how much the e-mail addresses on the page say for a name."""
    if not tokens:
        return 0.0
    best = 0.0
    family, given = tokens[-1], tokens[0]
    for local in page.emails[:40]:
        address = plain(local)
        parts = set(re.split(r"[._+-]", address))
        joined = re.sub(r"[._+-]", "", address)
        full = {given, family} <= parts or joined in {given + family, family + given}
        firsts = "".join(token[0] for token in tokens[:-1])
        initials = {given[0] + family, family + given[0], firsts + family, given + family[0], family + firsts}
        if len(tokens) > 1 and (full or (joined in initials and len(joined) > 3)):
            best = max(best, 2.0)
        elif family in parts and len(family) > 3:
            best = max(best, 1.5)
        elif given in parts and len(given) > 3:
            best = max(best, 1.0)
    return best


def is_of_a_group(at: int, page: Page) -> bool:
    """Whether the name of a group stands above a line, outside of menus."""
    return any(
        _GROUP.search(line.text) is not None and len(line.text) < 80 and not page.prose[near] and not page.menu[near]
        for near, line in enumerate(page.head[:at])
    )
