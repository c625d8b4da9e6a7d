"""What kind of line a line in a list of works is: names, venue, date, links, heading, running text, or something else.

It looks at one line at a time and takes titles for nothing yet: “something else” is what could be one. What stands before
and after a line is for `line_groups`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from scholargraph.bibliography.dates import YEAR, parse_date
from scholargraph.bibliography.lines import REMEMBERED, WIDE, Line, is_rule, unbulleted
from scholargraph.bibliography.references import is_reference, references
from scholargraph.bibliography.venue_forms import Strength, is_publisher, strength
from scholargraph.bibliography.venue_words import OPENINGS, VENUE_WORDS
from scholargraph.bibliography.venues import parse_venue
from scholargraph.bibliography.words import LINK_LABELS
from scholargraph.sources.profile_text import headings, interface
from scholargraph.sources.profile_text.layouts.list_words import (
    HEADING_FILLERS,
    HEADING_NOUNS,
    LINK_WORDS,
    OTHER_HEADINGS,
    WIDE_HEADING,
)
from scholargraph.sources.profile_text.layouts.name_lines import (
    NameList,
    Surety,
    read_names,
    read_names_and_rest,
    read_venue_and_others,
)
from scholargraph.sources.profile_text.layouts.title_lines import is_no_title

LONGEST: Final = 4000
LONGEST_TITLE: Final = 400
_LONGEST_NOTE: Final = 400

_NUMBER: Final = re.compile(
    r"(?:\[[A-Za-z]{0,3}-?(\d{1,3})\]|[(（](\d{1,3})[)）]|(\d{1,3})[.)．])[ \t\u00a0]+(?=\S)|([A-Z]{1,2}\d{1,3})[.:)][ \t\u00a0]+(?=\S)"
)
_YEAR_HEADING: Final = re.compile(
    rf"[\W_]*(?:(?:Year|Jahr|Année|In|Año|Anno|Ano)\s?:?\s)?({YEAR})(?:\s?[年년])?[\W_]*(?:\(?\d{{1,3}}(?:\s(?:papers|publications|items|articles))?\)?)?[\W_]*", re.IGNORECASE
)  # fmt: skip
_YEARS_HEADING: Final = re.compile(
    rf"[\W_]*(?:{YEAR}\s?[-–—/]\s?(?:{YEAR}|\d\d|present|today|now)|(?:before|until|bis|avant|older than)\s{YEAR})[\W_]*",
    re.IGNORECASE,
)
_LABEL_BEFORE: Final = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})?)[.)]?\s+(?=\S)")
_WIDE_HEADING: Final = re.compile(rf"[\s・、/（(]*(?:(?:{WIDE_HEADING})[\s・、/()（）]*){{1,8}}[:：]?")
_BRACKETS: Final = re.compile(r"(?:\[[^\[\]]{1,40}\][\s,;|/·]*){1,12}")
_TRAILING: Final = re.compile(r"[\s|·•,;/–—-]*[\[(<{]\s*([^\[\](){}<>]{1,40}?)\s*[\])>}]\s*[.,;]?$")
_LEADING: Final = re.compile(r"[\[(]\s*([^\[\]()]{1,30}?)\s*[\])]\s*[|:·-]?\s*(?=\S)")
_MARKDOWN_LINK: Final = re.compile(r"\[\[?[^\[\]]{0,80}\]?\]\([^()\s]{0,300}\)")
_APART: Final = re.compile(r"[\[\](){}<>⟨⟩|·•/,;:：、]+|\s{2,}|\s[-–—]\s|\t")
_NOTE: Final = re.compile(
    r"[\W_]*(?:🏆|(?:winner of |awarded |received |recipient of )?(?:the )?(?:\w+ )?(?:best|outstanding|distinguished|most influential|test of time|exemplary)\b.{0,60}\b(?:award|prize|paper|talk|candidate|nominee|nomination|finalist)"
    r"|(?:finalist|nominee|nominated|runner-up|shortlisted|honou?rable mention|spotlight|oral(?: presentation| paper)?|highlight(?:ed)? paper|selected (?:as|for)|acceptance rate|accept rate|cited by|citations?\s?:|"
    r"impact factor|media coverage|press coverage|featured (?:in|on|by)|covered (?:in|by)|coverage\s?:|press\s?:|media\s?:|awards?\s?:|note\s?:|keywords?\s?:|tags?\s?:|isbn|issn|code\s?:|video\s?:|slides\s?:|"
    r"website\s?:|project page\s?:|equal contribution|\(?\*? ?equal|all authors contributed|authors (?:are )?(?:listed |in )?alphabetical|bester beitrag|prix du meilleur)\b)",
    re.IGNORECASE,
)  # fmt: skip
_AWARD_NOTE: Final = re.compile(
    r"[\W_]*[^.:?()]{0,60}\b(?:[Aa]ward|[Pp]rize|[Pp]reis|[Pp]rix|[Pp]remio|賞|奖|상)(?:\s(?:[Ww]inner|[Ff]inalist|[Nn]ominee|[Nn]omination|[Rr]unner-up|[Cc]andidate|at [A-Z]\S*|\(?\d{4}\)?)){0,2}[\W_]*"
)
_STATUS: Final = re.compile(
    r"\W*(?:(?:revise (?:and|&) resubmit|r&r|under (?:review|revision|submission)|in (?:review|preparation|revision|progress|submission)|submitted|revision requested|invited to revise|working paper|"
    r"manuscript|unpublished|draft|job market paper|conditionally accepted|accepted|im druck|eingereicht|soumis|en préparation|en preparación|en revisión|投稿中|审稿中|심사중)\b|reject (?:and|&) resubmit).{0,120}",
    re.IGNORECASE,
)  # fmt: skip
_CLOSING_STATUS: Final = re.compile(
    r"[,(]\s*(?:forthcoming|in press|to appear|accepted|im erscheinen|im druck|à paraître|sous presse|en prensa|no prelo|in corso di stampa|印刷中)\s*\)?\W*$",
    re.IGNORECASE,
)
_NUMBERS_LAST: Final = re.compile(r",\s?\d{1,4}(?:\s?\(\d{1,4}\))?\s?[,:]\s?[A-Za-z]?\d{1,7}(?:\s?[-–]\s?\d{1,7})?\W*$")
_YEAR_PART: Final = re.compile(
    rf",\s*(?:[^\W\d_]{{3,9}}\.?\s)?{YEAR}\s*(?:[,.;)]|$)|[,、，(（\s]{YEAR}\s?[年년](?:\s?\d{{1,2}}[月월])?\W*$"
)
_KIND_BEHIND: Final = re.compile(
    r"\s*[(\[][^()\[\]\d]{0,30}(?:thesis|dissertation|thèse|tesis|Dissertation|Masterarbeit|Diplomarbeit)[)\]]\W*$"
)
_DETAIL: Final = re.compile(
    r"\b(?:n[°º]|no\.|nr\.|núm\.|№|p\.|pp\.|S\.|vol\.|tome|Bd\.)\s?\d|\d{1,4}\s?\(\d{1,4}\)", re.IGNORECASE
)
_PERIODICAL: Final = re.compile(
    r"\b(?:Journal|Transactions|Letters|Magazine|Annals|Bulletin|Quarterly|Reviews?|Acta|Communications|Revue|Revista|Zeitschrift|Rivista|Proceedings|Proc\.)(?!\w)"
)
_YEAR_BEHIND: Final = re.compile(rf"\s[(\[]{YEAR}[)\]]\W*$")
_ACRONYM: Final = re.compile(rf"[^\W\d_a-z][\w&/+-]*[A-Z][\w&/+-]*(?:\s?['’]\d\d|\s{YEAR})\b")
_THESIS: Final = re.compile(
    r"\b(?:thesis|dissertation|habilitation\w*|thèse|tesis|tese|tesi|диссертация|masterarbeit|diplomarbeit|bachelorarbeit)\b|博士論文|修士論文|博士论文|학위논문",
    re.IGNORECASE,
)
_NO_VENUE: Final = re.compile(
    rf"\b(?:Fall|Spring|Summer|Winter|Autumn|WS|SS|WiSe|SoSe|Herbst|Sommer)\s?'?(?:{YEAR}|\d\d)\b|{YEAR}\s?[-–—]\s?(?:{YEAR}|\d\d|present|today|now|heute|$)|[€$£¥]\s?\d|\d\s?[€$£¥]"
    r"|\b(?:EUR|USD|GBP|SWS|ECTS|credits)\b|@|\b(?:since|seit|depuis|desde)\s\d{4}"
)
_OTHERS_BEFORE: Final = re.compile(r"[(（]?(?:with|avec|mit|con|joint(?:ly)? with)\s+[^\W\d_a-z]")
_FUNDER: Final = re.compile(
    r"\b(?:Council|Foundation|Stiftung|Fonds|Funding|Agency|Ministry|Ministerium|Förderung|DFG|NSF|ERC|EPSRC|BMBF|ANR|Horizon|Grant|grant)\b"
)
_TERMS: Final = re.compile(
    rf"{_FUNDER.pattern}.{{0,60}}\b{YEAR}\b|[,|–—]\s?(?:199|20)\d\d\s?[-–—]\s?(?:(?:199|20)\d\d|\d\d|present|today|now|heute)?\W*$|[€$£]\s?\d{{1,3}}[,.]\d{{3}}|\d\s?[€$£](?!\w)"
    r"|^\W*(?:Fall|Spring|Summer|Winter|Autumn|WS|SS|WiSe|SoSe)\s?'?\d{2,4}(?:/\d\d)?\W*$"
)
_QUOTED: Final = re.compile(r"\s*[“\"„«「『‘'].{6,}[”\"“»」』’'][.,]?\s*")
_SENTENCE: Final = re.compile(r"[.!?]\s+[^\W\d_a-z]")
_ABSTRACT: Final = re.compile(r"\W{0,3}(?:Abstract|Summary|TL;?DR|Zusammenfassung|Résumé|Resumen|Riassunto|Resumo|Аннотация|摘要|概要|要旨|초록)\W{0,3}\s?[:.：—–-]\s*(?=\S)", re.IGNORECASE)  # fmt: skip


_HEADS_WORKS: Final = frozenset({headings.Kind.WORKS, headings.Kind.GROUP})


class Kind(Enum):
    """What a line of a list of works is, going by its words alone."""

    HEADING = "heading"  # among works
    OTHER_HEADING = "other heading"  # over something that is no work
    YEAR = "year"  # a year and nothing else: it can head works
    DATE = "date"  # a month or a day
    NAMES = "names"
    WITH = "with"  # “with Saga Lindqvist”
    BOTH = "names and venue"
    VENUE = "venue"
    STATUS = "status"  # how far a work has come
    TERMS = "terms"  # who paid, from when to when: of a grant, a course, an office
    LINKS = "links"  # buttons, addresses, notes on awards
    PROSE = "prose"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line holds; places are counted from the beginning of its text, so that the same words have the same shape.

    `body` is the line without the mark before it and the links around it. `venue_like` tells that a text could as well be
    a venue.
    """

    kind: Kind
    body: Line
    links: tuple[Line, ...] = ()
    marked: bool = False
    names: NameList | None = None
    venue_like: bool = False
    no_title: bool = False  # it says what no title does


@lru_cache(maxsize=REMEMBERED)
def shape_of(text: str) -> Shape:
    """Say what kind of line some words are."""
    whole, bare, marked = _unmarked(text)
    if _YEAR_HEADING.fullmatch(bare.text):
        return Shape(Kind.YEAR, bare)
    if is_other_heading(bare):
        return Shape(Kind.OTHER_HEADING, bare, marked=marked)
    if headings.heading(whole) in _HEADS_WORKS or is_heading(whole.text) or is_heading(bare.text):
        return Shape(Kind.HEADING, bare, marked=marked)
    if whole.text.startswith("#"):
        year = _YEAR_HEADING.fullmatch(bare.text)
        return Shape(Kind.YEAR if year else Kind.HEADING, bare)
    if is_links(bare):
        return Shape(Kind.LINKS, bare, (bare,), marked=marked)
    body, links = _without_links(bare)
    kind, found, like = _kind(body)
    bare_title = kind in (Kind.TEXT, Kind.NAMES, Kind.VENUE)
    return Shape(kind, body, links, marked, found, like, no_title=not bare_title or is_no_title(body))


def _unmarked(text: str) -> tuple[Line, Line, bool]:
    """Give the line of some words, the same without the mark or number before it, and whether there is one."""
    whole = Line(text[:LONGEST], 0, min(len(text), LONGEST))
    bare = unbulleted(whole)
    marked = bare.start > 0 and not whole.text.startswith("#")
    number = _NUMBER.match(bare.text)
    if number is not None and parse_date(bare.text) is None:
        return whole, bare.part(number.end()), True
    return whole, bare, marked


def is_text_of_no_title(text: str) -> bool:
    """Whether words are of no kind that can be told, and say what no title does."""
    if not is_no_title(_without_links(_unmarked(text)[1])[0]):
        return False  # so much for most lines, without a look at what kind they are
    shape = shape_of(text)
    return shape.kind is Kind.TEXT and shape.no_title


def is_heading(text: str) -> bool:
    """Whether words are nothing but those of a heading among works: “Refereed journal articles (12)”, “国際会議”."""
    if len(text) > 90 or text.startswith("["):
        return False
    label = _LABEL_BEFORE.match(text)
    words = re.sub(r"[(\[]?\d{0,4}[)\]]?[\s:.–—-]*$", "", text[label.end() :] if label else text).strip("#*_ \t:.")
    if _YEARS_HEADING.fullmatch(text):
        return True
    if WIDE.search(words):
        return bool(_WIDE_HEADING.fullmatch(words))
    tokens = [
        token.strip("'’-").casefold() for token in re.split(r"[\s/,()\[\]+]+|[dlD L]['’]", words) if token.strip("'’-")
    ]
    if not 1 <= len(tokens) <= 10:
        return False
    known = all(token in HEADING_NOUNS or token in HEADING_FILLERS for token in tokens)
    return (known and any(token in HEADING_NOUNS for token in tokens)) or interface.is_group_heading(
        Line(words, 0, len(words))
    )


def is_other_heading(line: Line) -> bool:
    """Whether a line heads a section that holds no works: talks, awards, courses."""
    return len(line.text) < 60 and re.sub(r"[\s:.]*(?:\(.{0,30}\))?[\s:.]*$", "", line.key) in OTHER_HEADINGS


def is_status(line: Line) -> bool:
    """Whether a line says how far a work has come; such words also head groups of works."""
    return _STATUS.fullmatch(line.text) is not None


def is_links(line: Line) -> bool:
    """Whether a line is nothing but links, buttons, identifiers, or a note on an award, a rate, a count of citations."""
    return _is_links(line) if references(line) else _is_links_by_words(line.text)


@lru_cache(maxsize=REMEMBERED)
def _is_links_by_words(text: str) -> bool:
    return _is_links(Line(text, 0, len(text)))


def _is_links(line: Line) -> bool:
    text = line.text
    if len(text) > _LONGEST_NOTE and not is_reference(line):
        return False
    if re.match("arxiv", text, re.IGNORECASE) and parse_venue(line).type is not None:
        return False
    if is_rule(line) or interface.is_button(line) or interface.is_preview(line) or is_reference(line):
        return True
    if interface.is_opener(line) or interface.is_closer(line) or _BRACKETS.fullmatch(text):
        return True
    if (_NOTE.match(text) and text.count(" ") < 25) or _AWARD_NOTE.fullmatch(text):
        return True
    masked = list(text)
    for reference in references(line):
        masked[reference.whole.start : reference.whole.end] = " " * (reference.whole.end - reference.whole.start)
    rest = _MARKDOWN_LINK.sub(" ", "".join(masked))
    parts = [part.strip(" .*_\"'↓⬇→»✉📄💻🎥").casefold() for part in _APART.split(rest)]
    parts = [part for part in parts if re.search(r"\w", part)]
    if all(_is_label(part) for part in parts):
        return True
    return len(parts) > 1 and _is_label(parts[0]) and "|" in text and sum(map(_is_label, parts)) * 2 >= len(parts)


def _is_label(part: str) -> bool:
    if part in LINK_LABELS or part in LINK_WORDS or re.fullmatch(r"[\d.,]{1,6}\s?[mk]b", part):
        return True
    return part.count(" ") < 5 and all(
        word in LINK_LABELS or word in LINK_WORDS for word in re.split(r"[\s,/&]+", part) if word
    )


def _without_links(line: Line) -> tuple[Line, tuple[Line, ...]]:
    """Part a line from the links before and behind it: “Title [pdf] [code]”."""
    links: list[Line] = []
    for _ in range(8):
        found = _TRAILING.search(line.text, max(len(line.text) - 60, 0))
        if found is None or found.start() < 4 or not _is_label(found.group(1).strip(" .:").casefold()):
            break
        links.append(line.part(found.start()))
        line = line.part(0, found.start())
    for _ in range(4):
        found = _LEADING.match(line.text)
        if found is None or not _is_label(found.group(1).strip(" .:").casefold()):
            break
        links.append(line.part(0, found.end()))
        line = line.part(found.end())
    return line, tuple(links)


def _kind(line: Line) -> tuple[Kind, NameList | None, bool]:
    text = line.text
    if strength(line) is Strength.DATE and not _NO_VENUE.search(text):
        return Kind.DATE, None, False
    if _ABSTRACT.match(text):
        return Kind.PROSE, None, False
    found = read_names(line)
    if found is not None and (found.without_owner or found.surety >= Surety.LIST):
        return (Kind.WITH if found.without_owner else Kind.NAMES), found, False
    force = venue_force(line)
    if found is None:
        both = read_names_and_rest(line) or read_venue_and_others(line)
        if both is not None and both.rest is not None and venue_force(both.rest) > 0:
            return Kind.BOTH, both, force == 2
    if _STATUS.fullmatch(text) and force < 2:
        return Kind.STATUS, None, False
    if force == 2:
        return Kind.VENUE, found, True
    if is_running_text(line):
        return Kind.PROSE, None, False
    return _other_kind(text, found), found, force == 1


def _other_kind(text: str, found: NameList | None) -> Kind:
    """Say what a line is that is no venue by its form."""
    if re.match("arxiv", text, re.IGNORECASE) and len(text) < 60:
        return Kind.VENUE
    if found is None and _TERMS.search(text) and not VENUE_WORDS.search(text):
        return Kind.TERMS
    return Kind.TEXT


def venue_force(line: Line) -> int:
    """How surely a line is a venue: 2 surely, 1 perhaps, 0 not by its words."""
    behind = _KIND_BEHIND.search(line.text, max(len(line.text) - 60, 0))
    line = line.part(0, behind.start()) if behind is not None and behind.start() > 0 else line
    text = line.text
    if _OTHERS_BEFORE.match(text):
        return 0  # “with Saga Lindqvist Journal of Graphs, 2020” has lost the end of a line
    if len(text) > 600 or _NO_VENUE.search(text) or text.rstrip().endswith("?") or _QUOTED.fullmatch(text):
        return 0
    if _FUNDER.search(text) and not VENUE_WORDS.search(text) and not _DETAIL.search(text):
        return 0  # who paid for a project, and when
    behind = _YEAR_BEHIND.search(text)
    if behind is not None and text.count(" ") > 3 and venue_force(line.part(0, behind.start())) == 0:
        return 1  # a year in parentheses stands behind titles, too
    force = strength(line)
    words = text.count(" ") + 1
    dated = re.search(YEAR, text) is not None
    last = text.rpartition(",")[2].strip(" .").casefold()
    sure = (
        force >= Strength.STRONG
        or (force is Strength.MEDIUM and (dated or is_publisher(last)))
        or _CLOSING_STATUS.search(text)
        or _NUMBERS_LAST.search(text)
        or (dated and (_DETAIL.search(text) or (_YEAR_PART.search(text) and words <= 40)))
        or (_ACRONYM.match(text) and words <= 10)
        or (_THESIS.search(text) and words <= 12 and (dated or "," in text))
        or (dated and re.match(r"(?:In|Dans|En|Em|Presented at|Published in|Appeared in):?\s", text))
        or (dated and force is Strength.WEAK and re.search(rf"{YEAR}\)?\W*$", text))
    )
    if sure:
        return 2
    closes = re.search(rf"\s{YEAR}\W*$", text) is not None and words <= 8
    return int(force >= Strength.WEAK or closes or bool(re.match(r"[Ii]n:?\s", text) and VENUE_WORDS.search(text)))


def is_published(line: Line) -> bool:
    """Whether a venue is one where works are printed, and no meeting, office or course: it has volumes, pages, a journal."""
    if strength(line) is Strength.STRONG or (VENUE_WORDS.search(line.text) and _DETAIL.search(line.text)):
        return True
    return bool(OPENINGS.match(line.text) or _PERIODICAL.search(line.text)) and not re.search(r"[Mm]eeting", line.text)


def is_running_text(line: Line) -> bool:
    """Whether a line is sentences: an abstract, a remark."""
    text, words = line.text, line.text.count(" ") + 1
    if WIDE.search(text):
        return text.endswith("。") and len(text) >= 40
    if len(text) > LONGEST_TITLE or (words >= 25 and text.endswith(".")):
        return True
    return words >= 12 and text.endswith((".", "!")) and len(_SENTENCE.findall(text)) >= 1


def abstract_of(line: Line) -> Line | None:
    """Give what stands behind the word “Abstract”; None where a line does not begin with it."""
    found = _ABSTRACT.match(line.text)
    return line.part(found.end()) if found is not None else None
