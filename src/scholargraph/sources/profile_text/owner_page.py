"""A page as the search for its person needs it: menus, sections and running text told apart, its words looked up once.

Each page is read through once, to its first few thousand lines and its foot. It weighs nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final

from scholargraph.bibliography.lines import Line, is_prose, is_rule, tidy, unbulleted, without_accents
from scholargraph.bibliography.words import HONORIFICS
from scholargraph.sources.profile_text import interface, owner_words, role_words, words
from scholargraph.sources.profile_text.owner_lines import named
from scholargraph.sources.profile_text.owner_names import Shape, is_nobody, script
from scholargraph.sources.profile_text.role_clauses import english_title

FURTHEST: Final = 400
"""The name stands among the first so many lines, or there is none."""
_MOST_READ: Final = 2500
_FOOT: Final = 60
_CUT: Final = 1500
_EMAIL: Final = re.compile(
    r"([\w.+-]{2,64})\s?(?:@|[\[({<]\s?(?:at|@|ät)\s?[\])}>]|\sat\s(?=[\w-]+(?:\.|\sdot\s)))\s?[\w-]", re.IGNORECASE
)
_DOMAIN: Final = re.compile(r"[\w.-]{0,100}")
_CONTACT: Final = re.compile(
    r"@|[\[({]\s?at\s?[\])}]|https?://|www\.|orcid|(?<!\w)(?:e-?mail|tel|phone|telefon|office|room|büro|raum|bureau|fax|address|anschrift|contact"
    r"|correo|despacho|sala|电子邮箱|办公室|이메일|전화|телефон)(?!\w)\s*[:：.]|\+\d{2}",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(
    r"©|\(c\)\s|copyright|last (?:updated|modified)|webmaster|maintained by|zuletzt geändert", re.IGNORECASE
)
_FIRST_PERSON: Final = re.compile(
    r"(?:^|[.!?,]\s)(?:I|I['’]m|My|Ich|Meine?|Je|J['’]\w+|Mes|Mon|Ma|Soy|Sou|Sono|Ik|Mijn|Jag|Jeg|Я|Мои|我|私)(?:\s|['’]|(?<=[我私]))"
)
_WE: Final = re.compile(
    r"(?:^|[.!?]\s)(?:We|Our|Wir|Unsere?|Nous|Notre|Nos|Nosotros|Somos|Nuestr[oa]s?|Noi|Siamo|Nós|Nossa|Wij|Onze|Vi|Vår|Мы|Наша|我们"
    r"|The (?:[A-Z]\w+ ){0,3}(?:[Gg]roup|[Ll]ab|[Ll]aboratory|[Tt]eam))(?:\s|(?<=们))"
)
_NOTICE: Final = re.compile(r"cookie|privacy|datenschutz", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """What is looked up of a page again and again, worked out once.

    `menu` and `prose` say of each line whether it is menu or running text, `below` in what kind of section it stands.
    """

    head: Sequence[Line]
    prose: list[bool]
    menu: list[bool]
    below: list[str]
    top: int
    first_prose: int
    openings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    emails: list[str] = field(default_factory=list)
    domains: set[str] = field(default_factory=set)
    foot: list[str] = field(default_factory=list)
    tokens: Counter[str] = field(default_factory=Counter)
    listed: Counter[str] = field(default_factory=Counter)
    first_person: bool = False
    several: bool = False
    script: str = "latin"

    @classmethod
    def of(cls, head: Sequence[Line], rest: Sequence[Line]) -> Page:
        """Read through a page: the lines above its list, and the list."""
        near = head[:FURTHEST]
        prose = [is_prose(line) and not (interface.is_navigation(line) and len(line.text) < 200) for line in near]
        menu = [_is_menu(line) for line in near]
        top = next((at for at, line in enumerate(near) if not menu[at] and not is_rule(line)), len(near))
        first_prose = next((at for at, is_text in enumerate(prose) if is_text), len(near))
        page = cls(near, prose, menu, _sections(near, menu, prose), top, first_prose)
        for line in _read(head):
            page._note(line)
        for line in _read(rest):
            text = line.text[:_CUT]
            page.listed.update(set(plain_tokens(text)))
            page._note_marks(text)
        page.script = script(" ".join(line.text[:200] for line in (*near, *rest[:100])))
        return page

    def _note(self, line: Line) -> None:
        text = line.text[:_CUT]
        self.tokens.update(set(plain_tokens(text)))
        self._note_marks(text)
        if not is_prose(line):
            return
        self.first_person = self.first_person or _FIRST_PERSON.search(text) is not None
        self.several = self.several or (_WE.search(text) is not None and _NOTICE.search(text) is None)
        for token in _opening_words(text):
            if len(self.openings[token]) < 8:
                self.openings[token].append(tidy(text[:200]))

    def _note_marks(self, text: str) -> None:
        for found in islice(_EMAIL.finditer(text), 3):
            self.emails.append(found.group(1).casefold())
            self.domains.update(plain_tokens(_DOMAIN.match(text, found.end() - 1).group()))  # type: ignore[union-attr]
        if len(text) < 200 and _COPYRIGHT.search(text):
            self.foot.append(plain(text))


def _read(lines: Sequence[Line]) -> Sequence[Line]:
    """Give the lines that are read: the first, and those of the foot."""
    return lines if len(lines) <= _MOST_READ else (*lines[: _MOST_READ - _FOOT], *lines[-_FOOT:])


def _is_menu(line: Line) -> bool:
    """Whether a line is nothing but menu, button or heading."""
    bare = unbulleted(line)
    key = bare.key
    known = (
        words.NAVIGATION
        | words.BUTTONS
        | words.END_WORDS
        | words.LIST_HEADINGS
        | words.AREA_HEADINGS
        | words.GROUP_HEADINGS
    )
    if key in known or interface.is_button(line):
        return True
    if is_nobody(key):
        return english_title(bare.text) is None
    if len(key) > 14 or owner_words.HAN_MENU.search(key) is None or next(named(line), None) is not None:
        return False
    return kind_of_line(bare, prose=False) == "other"


def _sections(head: Sequence[Line], menu: Sequence[bool], prose: Sequence[bool]) -> list[str]:
    """Tell for each line what kind of section it stands in; a heading among menu entries begins none."""
    found, kind = [], ""
    for at, line in enumerate(head):
        key = unbulleted(line).key
        works = interface.is_list_heading(line)
        if key in owner_words.PEOPLE_HEADINGS or owner_words.PEOPLE_AT_END.search(key):
            others = key in owner_words.OTHERS_HEADINGS and has_names(head[at + 1 : at + 2])
            kind = "people" if others or _has_several_names(head[at + 1 : at + 10]) else kind
        elif at > 0 and (key in owner_words.SECTIONS or works):
            alone = not (menu[at - 1] and not line.gap and at > 1 and menu[at - 2])
            followed = at + 1 < len(head) and menu[at + 1] and not head[at + 1].gap
            if alone and not followed and (not works or line.gap or prose[at - 1]):
                kind = "works" if works else "other"
        found.append(kind)
    return found


def _has_several_names(lines: Sequence[Line]) -> bool:
    """Whether one of the first two lines that are no button is a name, and another name follows."""
    said = [line for line in lines if not interface.is_button(line)]
    found = {
        tuple(plain_tokens(one.name.text))
        for line in said
        if len(line.text) < 100
        for one in islice(named(line), 1)
        if one.shape in {Shape.KNOWN, Shape.NAME, Shape.LOOSE}
    }
    return len(found) > 1 and has_names(said[:2])


def has_names(lines: Sequence[Line]) -> bool:
    """Whether one of some short lines is plainly a name."""
    return any(
        one.shape in {Shape.KNOWN, Shape.NAME}
        for line in lines
        if len(line.text) < 100
        for one in islice(named(line), 1)
    )


def _opening_words(text: str) -> list[str]:
    """Give the first word of a text that could be somebody's, titles of address left out."""
    tokens = [token.strip(',.*_“"(').casefold() for token in text.split(maxsplit=6)[:5]]
    while tokens and (f"{tokens[0]}." in HONORIFICS or tokens[0] in HONORIFICS or tokens[0] in {"frau", "herr", "mme"}):
        tokens.pop(0)
    return plain_tokens(tokens[0])[:1] if tokens else []


def kind_of_line(line: Line, *, prose: bool) -> str:
    """Tell what a line below a name is, going by its words."""
    text = unbulleted(line).text[:200]
    tokens = [token.strip(".,;:()").casefold() for token in text.split()[:14]]
    first = re.split(r",|\s[|–—-]\s|\sat\s", text, maxsplit=1)[0]
    head = [token.strip(".,;:()").casefold() for token in first.split()]
    titled = any(token in role_words.NOUNS for token in head[:4]) or any(
        re.match(tongue.title, first) for tongue in role_words.TONGUES
    )
    if head and len(head) <= 8 and (titled or head[-1] in role_words.NOUNS):
        return "title"
    if any(piece in role_words.EAST_ASIAN_TITLES for piece in re.split(r"[\s,，、：:]+", text)):
        return "title"
    if _CONTACT.search(text):
        return "contact"
    if prose:
        return "text"
    if any(token in owner_words.ORGANISATIONS for token in tokens) or role_words.EAST_ASIAN_PLACE.search(text):
        return "affiliation"
    return "other"


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Give the letters without accents, in small letters, with single spaces."""
    folded = tidy(text).casefold().replace("ø", "o").replace("ł", "l")
    return without_accents(folded)


def plain_tokens(text: str) -> list[str]:
    """Give the words of a text in plain letters."""
    return re.findall(r"[^\W\d_]+", plain(text))
