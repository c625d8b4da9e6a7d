"""The forms that venue lines are made of, and how surely a line is one.

It takes nothing apart; that is for `venues`.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

from scholargraph.bibliography import venue_words as places
from scholargraph.bibliography.dates import YEAR, parse_date
from scholargraph.bibliography.lines import REMEMBERED, Line, tidy
from scholargraph.bibliography.references import references

LONGEST: Final = 600
_DIGIT: Final = re.compile(r"\d")
DIGITS: Final = {0x660 + value: str(value) for value in range(10)} | {0x6F0 + value: str(value) for value in range(10)}
"""Arabic-Indic digits, as those that years and volumes are looked for by."""
MOST_PAGES: Final = 100
"""“pp. 9” is a count of pages; a number above this is more likely a place that lost its other end."""

PAGE: Final = r"[A-Za-z]{0,2}\d{1,9}(?:[:.]\d{1,6})*[A-Za-z]?"
PAGES_LABEL: Final = r"(?:pp?\.?|[Pp]ages?:?|стр\.|[Сс]\.|S\.|[Pp]ág(?:s|inas?)?\.?|[Pp]ag\.|[Bb]lz\.|עמ['׳’]|ص\.?)"
RANGE: Final = re.compile(
    rf"(?:\b{PAGES_LABEL}\s*)({PAGE})\s*[-‐‑–—−]+\s*({PAGE})(?!\w)|(?<![\w-])(\d{{1,5}})\s?[-–]\s?(\d{{1,5}})\s?(?:쪽|页|頁|ページ)"
)
COUNT: Final = re.compile(r"\bpp\.\s*(\d{1,4})(?![\w:.-]*\d)|\b(\d{1,4})\s+(?:pages|pp\.?)(?!\w)")
PAGE_ONE: Final = re.compile(rf"\bp\.\s*({PAGE})(?!\w)")
ARTICLE: Final = re.compile(
    r"\b[Aa]rt(?:icle|\.)\s*(?:(?:[Nn]o\.?|[Nn]umber)\s*)?([A-Za-z]{0,2}\d[\w.]{0,11}\w|\d)(?!\w)"
    r"|\bPaper\s([A-Z]{2,6}\d{2,4}-\d[\w-]{0,12})(?!\w)"
)
VOLUME_ISSUE: Final = re.compile(
    rf"(?<![\w(./:-])(?:[Vv]ol(?:ume|\.)?\s*)?(\d{{1,4}}|[A-Z]\d{{1,3}}-[A-Z])\s?\((?!{YEAR}\))((?:[A-Z]+)?\d{{1,5}}(?:[-–/]\d{{1,4}})?)\)"
    rf"(?:\s?:\s?({PAGE})\s*[-–—]+\s*({PAGE}))?(?!\w)"
)
VOLUME_BEFORE_ISSUE: Final = re.compile(
    r"(?<=[^\W\d_]\s)(\d{1,4})(?=,\s?(?:no|n|nr|núm|num|issue|fasc|H|Heft|№)\b)|(?<=[^\W\d_]\s)(\d{1,4})(?=,\s?(?:n[°º.]|№))"
)
"""“Isis Notes 112, no. 4”: the number that stands before the number of the issue."""
VOLUME_COMMA_PAGES: Final = re.compile(
    rf"(?<![Nn]o\.\s)(?<![Nn]r\.\s)(?<![Hh]\.\s)(?<!úm\.\s)(?<!\bn\.\s)(?<!ue\s)(?:(?<=[,،]\s)|(?<=[^\W\d_]\s)|(?<=\.\s))(?!{YEAR}\b)(\d{{1,4}})[,،]\s(?:{PAGES_LABEL}\s?)?({PAGE})\s?[-–—]+\s?({PAGE})(?=\s*(?:[,،.;(\x1f]|$))"
)
"""“Group Research, 55, 560–594”."""
VOLUME_ISSUE_ARTICLE: Final = re.compile(
    r"(?:(?<=[^\W\d_]\s)|(?<=\.\s))(\d{1,4}),\s([A-Z]{0,6}\d{1,3})(?=,\s(?:Article|Art\.|\x1f)|,?\s\()"
)
"""“Transactions on Interaction 31, 2, Article 14 (April 2024)”."""
VOLUME_BEFORE_YEAR: Final = re.compile(rf"(?<=[^\W\d_]\s)(?!{YEAR}\b)(\d{{1,4}})(?=,\s{YEAR}\W*$|[.\s\x1f]*$)")
"""“Notes on Notation 12, 2018”."""
VOLUME_BEFORE_PAGES: Final = re.compile(rf"(?<=[^\W\d_]\s)(?!{YEAR}\b)(\d{{1,4}})(?=,?\s?\x1f)")
"""“Zeitschrift für Gruppenforschung 44, S. 20–30”, once the pages are masked."""
PAGES_BEHIND_YEAR: Final = re.compile(
    rf"(?<={YEAR.replace('(?:1[6-9]|20)', '[0-9][0-9]')}):\s?({PAGE})\s?[-–—]\s?({PAGE})"
)
"""“CLT 2019: 20-30”."""
VOLUME_ARTICLE: Final = re.compile(
    rf"(?:(?<=[^\W\d_]\s)|(?<=\.\s))(?!{YEAR}\b)(\d{{1,4}})[,:]\s(?!{YEAR}\b)([A-Za-z]?\d{{1,9}})(?=\s\({YEAR}\))"
    rf"|(?:(?<=[^\W\d_]\s)|(?<=\.\s))(?!{YEAR}\b)(\d{{1,4}}),\s(?!{YEAR}\b)([A-Za-z]?\d{{5,9}})(?=\s*$|,\s?{YEAR})"
)
"""“Phys. Rev. X 12, 021045 (2022)”."""
VOLUME_HEBREW: Final = re.compile(r"(?<=\s)(?:כרך\s)?([א-ת]{1,3}[\"״׳'][א-ת]?)(?:\((\d{1,3})\))?(?=[\s,])")
BLUEBOOK: Final = re.compile(
    rf"\s*(\d{{1,4}})\s((?:[^\W\d_a-z][\w.’'&]*\s?){{1,8}}?)\s(\d{{1,5}})?\s?\((?:[Ff]orthcoming\s)?({YEAR})\)"
)
"""“136 Harv. L. Rev. 1501 (2023)” (The Bluebook, rule 16)."""
NUMBER_BEFORE_YEAR: Final = re.compile(
    rf"(?<=[^\W\d_]\s)(?!{YEAR})\d{{1,4}}\s\((?:[^\W\d_]{{3,9}}\.?\s)?{YEAR}\)\s?[,:]\s"
)
VANCOUVER: Final = re.compile(
    rf"(?<!\w)({YEAR})(?:\s[^\W\d_]{{3,9}}\.?(?:\s\d{{1,2}})?)?;\s?(\d{{1,4}})(?:\s?\(([^()]{{1,14}})\))?(?::\s?({PAGE})(?:\s?[-–]\s?({PAGE}))?)?"
)
"""“2024;3(2):101-10”: year, volume, issue, pages."""
VOLUME_PAGES: Final = re.compile(rf"(?<![\w(./:-])(?!{YEAR}:)(\d{{1,4}}):\s?({PAGE})\s*[-–—]+\s*({PAGE})(?!\w)")
VOLUME_LOOSE: Final = re.compile(r"(?:(?<=[^\W\d_] )|(?<=[^\W\d_], ))(\d{1,4}):\d{1,4}(?=\s*(?:[,(]|$))")
PAGES_AFTER_YEAR: Final = re.compile(
    rf"\((?:[^\W\d_]{{3,9}}\.?\s)?{YEAR}\)\s?[,:]?\s({PAGE})\s?[-–—]+\s?({PAGE})(?=\s*(?:[,.;]|$))"
)
PAGES_LOOSE: Final = re.compile(
    rf"(?:(?<=[,\x1f]\s)|(?<=[,\x1f]))(?!{YEAR})({PAGE})\s?[-–—]+\s?({PAGE})(?=\s*(?:[,.;(\x1f]|$))"
)
VOLUME: Final = re.compile(
    r"\b(?:[Vv]ol(?:ume|\.)?|v\.|[Bb]d\.|[Bb]and|[Jj]g\.|[Jj]ahrgang|[Тт]\.|[Tt]om[eo]|[Jj]aargang)\s*(\d{1,5}[A-Za-z]?)(?!\w)"
    r"|(?:כרך|مج|المجلد)\s(\d{1,4}|[א-ת]{1,3}[\"״׳']?[א-ת]?)(?=[\s,(])|[第제]?\s?(?<!\d)(\d{1,4})\s?[卷巻권]"
)
ISSUE: Final = re.compile(
    r"(?:\b(?:[Nn]o\.?|[Nn]r\.?|[Ii]ssue|[Nn]umber|[Hh]eft|H\.|[Nn]úm(?:ero)?\.?|[Nn]uméro|[Nn]umero|[Ff]asc\.|[Nn][°º])|(?<![\w.])n\.|№)\s*(\d{1,5}(?:[-–/]\d{1,4})?)(?!\w)"
    r"|(?:גיליון|חוברת|العدد|ع)\s(\d{1,4})|[第제]?\s?(?<!\d)(\d{1,4})\s?[期号號호]"
)
UNPUBLISHED: Final = (
    r"(?i:in press|to appear|forthcoming|accepted|submitted|in preparation|under review|in revision|n\.?\s?d\.?|no date|"
    r"im druck|im erscheinen|in vorbereitung|eingereicht|i\.\s?d\.|i\.\s?e\.|o\.\s?j\.|à paraître|sous presse|en prensa|en preparación|aceptado|"
    r"no prelo|in corso di stampa|in stampa|ter perse|в печати|印刷中|출판 예정|s\.\s?f\.)"
)
"""What stands instead of a year."""
_COMING: Final = re.compile(r"\((?:to appear|in press|forthcoming)\)|\barXiv:\d", re.IGNORECASE)
_COMING_OUT: Final = "in press|forthcoming|im druck|im erscheinen|in corso di stampa|in stampa|en prensa|no prelo|à paraître|sous presse|ter perse|в печати|قيد النشر|בדפוס"
STATUS_WORDS: Final = re.compile(rf"to appear|{_COMING_OUT}", re.IGNORECASE)
"""One of these stands in whatever `STATUS` finds."""
STATUS: Final = re.compile(rf"\(?\b(?:to appear(?: in(?=\s+[A-Z\d]))?|{_COMING_OUT})\b\)?", re.IGNORECASE)
YEAR_IN_PARENTHESES: Final = re.compile(
    rf"[(（]\s*(?:[^\W\d_]{{3,9}}\.?(?:[-–/][^\W\d_]{{3,9}}\.?)?\s)?({YEAR})[a-z]?\s*[)）]"
)
ANY_YEAR: Final = re.compile(rf"(?<![\w.,/–—-])(?<!\d)({YEAR})(?![\w/–—]|-\d|\.\d)")
YEARS: Final = re.compile(rf"{YEAR}\s*[-–—/]\s*(?:{YEAR}|\d\d)(?!\d)")
NUMBER_BEFORE: Final = re.compile(rf"(?:^|[,;\x1f]\s*)(?!{YEAR})(\d{{1,4}})\s*$")
NUMBER_BEFORE_LOOSE: Final = re.compile(rf"(?:^|[,;\x1f]\s*|(?<=[^\W\d_]\s)|(?<=\.\s))(?!{YEAR})(\d{{1,4}})\s*$")
"""A volume before the year in parentheses: “31 (2013)”; without a comma before it only where pages follow."""
HONOURS: Final = re.compile(
    r"[(\[][^()\[\]]{0,60}\b(?:[Aa]ward|[Mm]ention|[Oo]ral|[Ss]potlight|[Pp]oster|[Rr]unner|[Ii]nvited|[Bb]est [Pp]aper|[Hh]ighlight|[Cc]over article|[Ii]mpact factor|[Ee]ds\.:|[Ff]eatured|[Ss]hort paper|[Ff]ull paper|[Aa]ccept)\b[^()\[\]]{0,60}[)\]]"
)
"""What a work was given or how it was presented, in brackets: no part of the venue."""
PRINTING: Final = re.compile(
    r"\(?\b(?:\d{1,2}(?:st|nd|rd|th|\.?[ªº]|\.|e|ème|re)?|[Ff]irst|[Ss]econd|[Tt]hird|[Rr]evised|[Rr]ev\.|[Ii]nternational)\s?"
    r"(?:(?:[Rr]evised|[Rr]ev\.|überarb\.|erw\.)\s)?(?:[Ee]ds?\.|[Ee]dn\.?|[Ee]d(?=\W)|[Ee]dition|Aufl(?:age|\.)|éd\.|[Ee]dición|[Ee]dizione|[Ee]dição|druk|изд\.)\)?[.,]?"
)
"""Which edition of a book it is: no part of its name."""
ISBN: Final = re.compile(r"[(\[]?\bISBN(?:-1[03])?\s?[:：]?\s?(?:\d[\s-]?){9,12}[\dX](?!\w)[)\]]?")
CARRIER: Final = re.compile(r"(?:^|(?<=[-–—.]\s))(?:ELETTRONICO|STAMPA|CD-ROM|DVD-ROM)(?=\W*(?:$|[-–—]\s))")
"""Whether a work was printed, as Italian repositories state it; no name."""
EDITED: Final = re.compile(
    r",?\s*(?:/\s*)?[(\[]?\b(?:[Ee]dited by|[Ee]ds?\. by|[Ee]ds?\.(?=\s[A-Z])|[Hh]rsg\. von|[Hh]g\. von|[Hh]erausgegeben von|sous la dir(?:ection|\.) d[e’']|dirigé par|[Aa] cura di|[Ee]d\. de|"
    r"[Oo]rg\. por|[Ee]ditado por|[Cc]oord\. por|[Pp]od red\.|[Пп]од ред\.|onder redactie van|o\.\s?r\.\s?v\.)\]?\s*(?=\S)"
)
"""What stands before the names of editors behind the name of a book."""
EDITORS_IN_PARENTHESES: Final = re.compile(
    r"\s*\([^()]{3,160}?(?:,\s[Ee]d|[,\s](?:[Ee]ds|Hrsg|Hg|editors?|dirs?|orgs?|coords?|ред))\.?\)"
    r"|\s*\([Ee]ds?\.:?\s[^()]{3,160}\)"
    rf"|\s*\([^()]{{3,160}}?[,\s][Ee]ds?\.,?\s(?={YEAR}\))"
)
PLACE_AND_PUBLISHER: Final = re.compile(
    r"(?!https?:)(?P<place>[^\W\d_a-z][^\W\d_]*(?:[\w ,/&’'-]|\.(?=\w)){0,50}?(?:\([\w ]{2,20}\))?)\s?:\s(?P<publisher>[^\W\d_][^:]{1,90})"
)
"""“Fenbridge: Fenbridge University Press”."""
HOUSE_LINE: Final = re.compile(
    rf"(?:{'|'.join(map(re.escape, places.TOWNS_WITHOUT_CAPITALS))})\s?:\s[^:,،]{{2,90}}[,،]\s{YEAR}\.?"
)
"""A line that holds nothing but the town, the publisher and the year of a book."""
EDITION: Final = re.compile(rf"(?:{YEAR}|['’‘]\d\d)\)?$")
ACRONYM_YEAR: Final = re.compile(rf"[A-Z][\w&@/-]{{1,24}}(?:\s|-|@|:)?\s?(?:{YEAR}|['’‘]\d\d)")
ACRONYM_COMMA_YEAR: Final = re.compile(rf"[A-Z]\w{{0,8}}[A-Z]\w{{0,8}},\s{YEAR}")
NAME_AND_YEAR: Final = re.compile(
    rf"[^\W\d_a-z][\w'’&/-]*(?:\s[\w'’&/-]+){{0,6}}\s(?:{YEAR}|['’‘]\d\d)(?:\s?\([^()]{{1,40}}\))?"
)
"""“Lamp Days 2011”: a venue where a venue is to stand; elsewhere it could be a title."""
BOOK_SERIES: Final = re.compile(r"Graduate Texts|Universitext|Springer Undergraduate")
"""Series of books, which hold no works of others."""
SERIES: Final = re.compile(
    r"(?:Lecture Notes|Graduate Texts|Contemp\. Math|Contemporary Mathematics|Progress in Math|ISSN\b|ISBN\b|ELETTRONICO|STAMPA|LNCS|LNAI|Springer Proceedings|coll\.|Collection\b|Collana\b|Reihe\b|\(?=\s)",
    re.IGNORECASE,
)
MET: Final = re.compile(
    r"\((?:Intervento presentato al|Paper presented at|[Tt]rabajo presentado en|Communication présentée (?:à|au)) (?:convegno )?"
    r"(?:the )?(?P<name>[^()]{4,200}?)(?:\s(?:tenutosi|tenuto|held|celebrado|tenu)\b[^()]{0,120})?\)"
)
"""The conference that a repository states behind a paper: “(Intervento presentato al convegno X tenutosi a Trieste …)”."""
UNFINISHED: Final = re.compile(
    r"(?:in|under) (?:submission|review|preparation|revision)|submitted(?: to .{2,80})?|unpublished(?: manuscript)?|manuscript"
    r"|work in progress|working paper|draft",
    re.IGNORECASE,
)
LEAD: Final = re.compile(
    r"(?=[IiAaTtBbDdEeNnPpWRVJCSב])(?:(?:(?:Appeared|Published|[Pp]reprint|(?:Paper |Poster |Talk )?[Pp]resented|Accepted|Proceedings published)\s+)?(?:[Ii]n|[Aa]t|[Tt]o|[Bb]y)\b:?\s+(?=[^\W\d_a-z]|[\d(“\"]|the [A-Za-z\d]|[a-z]{2,6}R?[Xx]iv\b)(?:the (?=[a-z]))?|(?:[Dd]ans|[Ee]n|[Ee]m|[Nn]el|[Ii]n)\s?:\s*|(?:[Dd]ans|[Ee]n|[Ee]m|[Nn]el|[Ii]n)\s+(?=[^\W\d_a-z]|[«„“\"])"
    r"|(?:[Ee]rscheint in|[Tt]o appear in|בתוך):?\s|(?:Themenheft der|Sonderheft der|Special issue of|Numéro spécial de)\s|(?:Published|Venue|Journal|Conference|Booktitle|Source|Appeared)\s?:\s*)"
)
THESIS: Final = re.compile(
    r"\b(?:(?P<phd>Ph\.?\s?D\.?|DPhil|[Dd]octoral)|(?P<ms>M\.?Sc\.?|M\.?S\.)|(?P<ma>M\.?A\.)|Master(?:[’']?s)?|Bachelor(?:[’']?s)?"
    r"|Diploma|Habilitation)\s*(?:[Tt]hesis|[Dd]iss(?:ertation\b|\.))"
    r"|\b(?:[Tt]hèse(?: de doctorat)?|[Tt]esis(?: doctoral| de (?:doctorado|maestría|licenciatura))?|[Tt]ese(?: de doutorado| de doutoramento)?|[Tt]esi di (?:dottorato|laurea)|[Dd]oktorarbeit|[Hh]abilitationsschrift"
    r"|[Dd]iplomarbeit|[Mm]asterarbeit|[Dd]issertação(?: de mestrado)?|[Dd]issertation\b(?=,|\.|$)|(?:[Dd]octoraats|[Mm]aster)?[Pp]roefschrift|[Дд]ис(?:сертация|\.)(?:\s?…\s?\w+\.\s?[\w.-]+\s?\w*\.?)?)(?!\w)|博士论文|博士論文|硕士论文|修士論文|박사학위논문|석사학위논문"
)
CHINESE_PATENT: Final = r"(?:CN|ZL)\s?\d{9}"
PATENT: Final = re.compile(
    r"\b(?:(?:U\.?\s?S\.?|European|EP|WO|German|Japanese|Chinese)\s*)?(?:Patente?|Brevet(?:to)?|Патент|特許|专利)\s*(?:App(?:lication|l?\.)?|No\.?|n\.|Number|Publication)?\s*"
    r"(?:[A-Z]{2})?\s?\d(?:[,/ ]?\d){5,}(?:\s?[A-Z]\d?)?\b|\bU\.?S\.? Patent\b"
    rf"|(?<![\w/.-]){CHINESE_PATENT}\d{{0,4}}(?:\.[\dX])?[A-Z]?(?!\w)"
)
REPORT: Final = re.compile(r"\bTech(?:nical|\.)\s+[Rr]ep(?:ort|\.)(?!\w)")
UNIVERSITY: Final = re.compile(
    r"Universi|Institut|Université|Universidad|Università|École|Ecole|\bETH\b|\bEPFL\b|\bMIT\b|Politecnico|College|大学|대학교?|Университет"
)


SCHOOL: Final = re.compile(
    r"(?:(?:[Tt]he )?[Uu]niversity (?:of|at)\b|Universit(?:é|ät|à|eit|y)\b|Universidade?\b|Uniwersytet\b|Technische Universität\b|École\b|Politecnico\b|(?:[^\W\d_a-z][\w.’'-]+\s){1,4}(?:University|Universiteit|Polytechnic|College|Institute of Technology)\b"
    r"|(?:אוניברסיטת|جامعة)\s|[\u4e00-\u9fff]{2,10}(?:大学|大學|学院)$|[\uac00-\ud7af]{2,10}대학교$)(?!\s?(?:Press|Verlag|Press))"
)
"""The name of a university, at the beginning of words."""


class Strength(IntEnum):
    """How surely a line is a venue line, going by its form alone."""

    NONE = 0
    WEAK = 1  # it holds a word that venues hold
    MEDIUM = 2  # it begins or ends as venue lines do
    STRONG = 3  # it has a year in parentheses, pages, a volume, ...
    DATE = 4  # it is a date and nothing else


def strength(line: Line) -> Strength:
    """Judge how surely a line is a venue line."""
    return Strength.NONE if len(line.text) > LONGEST else _strength_of(line.text)


def _is_strong(text: str) -> bool:
    """Whether a line has what hardly anything but a venue line has."""
    return (
        STATUS.fullmatch(text) is not None
        or UNFINISHED.fullmatch(text.strip("(). ")) is not None
        or any(form.search(text) for form in (THESIS, PATENT, _COMING))
        or ((not text.isascii() or _has_digit(text)) and VOLUME.search(text) is not None)
        or (_has_digit(text) and _is_numbered(text))
        or any(reference.work for reference in references(Line(text, 0, len(text))))
    )


def _is_numbered(text: str) -> bool:
    """Whether a line has the numbers that hardly anything but a venue line has."""
    strong = (YEAR_IN_PARENTHESES, RANGE, COUNT, VOLUME_ISSUE, VOLUME_PAGES, ARTICLE)
    numbered = VANCOUVER.search(text)
    return (
        (numbered is not None and bool(numbered[3] or numbered[4]))
        or any(form.search(text) for form in strong)
        or any(form.fullmatch(text) for form in (ACRONYM_YEAR, HOUSE_LINE))
        or ACRONYM_COMMA_YEAR.fullmatch(HONOURS.sub("", text).strip()) is not None
    )


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


@lru_cache(maxsize=REMEMBERED)
def _strength_of(text: str) -> Strength:
    return _strength(tidy(text).translate(DIGITS))


def _strength(text: str) -> Strength:
    if _has_digit(text) and parse_date(STATUS.sub("", text)) is not None:
        return Strength.DATE
    if _is_strong(text):
        return Strength.STRONG
    last = text.rpartition(",")[2].strip(" .").casefold()
    if places.OPENINGS.match(LEAD.sub("", text, count=1)) or is_publisher(last) or parse_date(last) is not None:
        return Strength.MEDIUM
    if re.match(
        r"(?:Accepted|Presented|Published|Appeared|To appear)\s(?:at|in|to|by)\s(?=[A-Z\d])", text
    ) or re.search(rf"\s\d{{1,4}}:\d{{1,4}},\s{YEAR}\b|,\s{YEAR},\s\d{{1,5}}\s?[-–—]\s?\d{{1,5}}$", text):
        return Strength.MEDIUM
    if re.match(rf"{ACRONYM_YEAR.pattern}\s?[,:(]", text) or (last in places.COUNTRIES and re.search(YEAR, text)):
        return Strength.MEDIUM
    if re.fullmatch(rf"['’\w\s&/-]{{2,60}}\s['’]?{YEAR}", text) and places.VENUE_WORDS.search(text):
        return Strength.MEDIUM
    if (
        " " not in text
        and text.casefold() not in places.MONTHS
        and sum(letter.isupper() for letter in text) >= 2
        and text.isalpha()
    ):
        return Strength.MEDIUM
    return Strength.WEAK if places.VENUE_WORDS.search(text) else Strength.NONE


def is_publisher(words: str) -> bool:
    """Whether words are the name of a publisher."""
    return words.casefold().strip(" .") in places.PUBLISHERS
