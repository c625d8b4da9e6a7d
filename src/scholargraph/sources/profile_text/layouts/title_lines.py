"""Which lines are no title of a work, whatever stands around them, and a title without the marks around it.

It knows no list: it looks at one line at a time.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.references import is_reference
from scholargraph.bibliography.venue_forms import HONOURS
from scholargraph.bibliography.words import table
from scholargraph.sources.profile_text import interface

LONGEST: Final = 400

_AWARD: Final = re.compile(
    r"^(?:[^:?]{0,90}\s)?(?:[Aa]wards?|[Pp]rizes?|[Mm]edal|[Ff]ellowships?|[Ss]cholarships?|[Hh]onou?rs|[Ss]tipend(?:ium)?|\w{0,20}[Pp]reis|[Pp]rix|[Pp]remio|[Bb]eca|[Ss]tipendium)\b(?:[\s,(].{0,60})?$"
    r"|^(?:Best|Outstanding|Winner|Finalist|Runner-up|Honou?rable|First|Second|Third|Top)\s(?:\w+\s){0,3}(?:Paper|Poster|Reviewer|Teacher|Teaching|Advisor|Thesis|Student|Prize|Place|Award|Mention|Demo|Presentation)\b"
    r"|(?:賞|奖|賞受賞|수상)[)）]?$"
)
_DEGREE: Final = re.compile(
    r"^(?:Ph\.?\s?D\.?|D\.?Phil\.?|M\.\s?Sc\.?|MSc|M\.?S\.|B\.\s?Sc\.?|BSc|B\.?S\.|M\.A\.|MA|B\.A\.|BA|MBA|MPhil|M\.?Eng\.?|B\.?Eng\.?|B\.?Tech\.?|M\.?Tech\.?|Dr\.[\s-]\S+|Diplom(?:a|-\S+)?|Licence|Laurea|Promotion|Abitur|Habilitation|"
    r"Doctor(?:ate)?|Doctorat|Doctorado|Master(?:’s|'s)?|Bachelor(?:’s|'s)?|Maîtrise|Licenciatura|Postdoc\S*)(?:\s(?:in|of|en|em|der|de|für|at|degree|student|candidate|Informatik|Computer|Science)\b|,|\s?\(|\s?$|\s?:|\s(?:Computer|Computing|Mathematics|Physics|Economics|Biology|History))"
)
_OFFICE: Final = re.compile(
    r"^(?:(?:Assistant|Associate|Adjunct|Full|Visiting|Senior|Junior|Principal|Staff|Research|Teaching|Post-?doctoral|Distinguished|Honorary|Lead|Chief|Deputy|Co-?|Graduate|Software|Data|Head of|Wiss\.|Wissenschaftlicher?|Maître\S*|Ma[iî]tresse)\s)*"
    r"(?:Professor(?:in)?|Lecturer|Reader|Scientist|Engineer|Researcher|Fellow|Intern|Instructor|Postdoc\S*|Mitarbeiter(?:in)?|Oberrat|Dozent(?:in)?|Director|Dean|Chair|Manager|Consultant|Assistant|Privatdozent(?:in)?|Professeure?|(?:de )?[Cc]onférences|chercheu\S+|Profesora?|Docent)"
    r"(?:\b(?:\s(?:of|in|at|for|für|an|de|en|\||@).{0,80}|,.{0,80}|\s?\(.{0,40}\))?$)"
)
_SERVICE: Final = re.compile(
    r"^(?:PC [Mm]ember|Program(?:me)? [Cc]ommittee|Reviewer|Area [Cc]hair|Senior [Aa]rea|Organi[sz]er|Co-?[Oo]rgani[sz]er|Editor\b|Guest [Ee]ditor|Associate [Ee]ditor|Editorial [Bb]oard|Session [Cc]hair|Member(?:ship)? of|Mitglied|Gutachter|"
    r"Workshop [Cc]hair|General [Cc]hair|Publicity|Track [Cc]hair|Referee|Jury|Panel(?:ist)?\b|Keynote|(?:[Tt]utorial|[Ww]orkshop|[Ss]ymposium|Dagstuhl|Summer [Ss]chool|Special [Ss]ession) (?:on|at|for|Seminar)\b|Invited (?:[Tt]alk|[Ll]ecture|[Ss]peaker)|Plenary|Seminar(?:vortrag)?\b|Guest [Ll]ecture|Teaching [Aa]ssistant|Vorlesung|Übung|Tutor\b)"
)
_COURSE: Final = re.compile(
    r"^[A-Z]{2,5}[\s-]?\d{3,4}[A-Z]?\b[\s:.,–-]|\b(?:Fall|Spring|Summer|Winter|Autumn|WS|SS|WiSe|SoSe|Wintersemester|Sommersemester)\s?'?(?:\d{4}|\d\d)\b|\((?:Vorlesung|Übung|Seminar|CM|TD|TP|Lecture|undergraduate|graduate)\b|\b\d\s?SWS\b"
)
_CONTACT: Final = re.compile(
    r"\[at\]|\(at\)|^(?:E-?mail|Phone|Tel|Telefon|Fax|Office|Room|Address|Raum|Büro|Bureau|Contact|Webpage|Website|Homepage|Twitter|LinkedIn|ORCID)\b\s?[:.]|\S@\S+\.\w|^https?:|^www\.|©|[Ll]ast (?:updated|modified)|Copyright"
)
_NEWS: Final = re.compile(
    rf"^(?:(?:\d{{1,2}}\.?\s)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?(?:\s\d{{1,2}},?)?\s(?:{YEAR})?|{YEAR}[-/.]\d\d?(?:[-/.]\d\d?)?|\[?{YEAR}[-/.]\d\d?\]?)(?:\s?[:–—-]|\s{{2,}})|^(?:Our (?:paper|work|new)|We (?:are|have|will|won)|I (?:am|will|have|gave|was)|I['’]m|Congratulations|Welcome|Check out|New (?:paper|grant|preprint|blog))\b"
    rf"|^(?:seit|since|depuis|desde|ab)\s{YEAR}\b|^{YEAR}\s?[–—-]\s?(?:{YEAR}|\d\d|heute|present|today|now|aujourd)?\b(?!:)|^{YEAR}\s{{2,}}"
)
_MONEY: Final = re.compile(r"[€$£¥]\s?\d{1,3}[,.]?\d{3}|\b(?:EUR|USD|GBP|CHF)\s?\d|\bPI:|\bCo-PI\b")
_VENUE_BEHIND: Final = re.compile(rf"\S\s[^\W\d_a-z][\w&/-]*[A-Z][\w&/-]*\s{YEAR}\)?$")
_JOINED: Final = re.compile(
    rf"{YEAR}\)?\s+{YEAR}\s|(?:[,(]\s?|\w\s){YEAR}\)?[.,]?\s+(?:[\[•(]|\d{{1,3}}\.\s)|,\s?{YEAR}\)?\s+[^\W\d_a-z]|\s\[(?:pdf|PDF|code|slides|bib|BibTeX|doi|DOI|link|paper|video|arXiv|preprint)\]"
)
_OPENERS: Final = re.compile(r"^(?:PDF|BibTeX|Bibtex|Bib|DOI|doi|arXiv|Slides)\b(?!-)")
_EMPHASIS: Final = re.compile(r"^[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}$")
_QUOTES: Final = {
    "“": "”",
    "„": "“”",
    '"': '"',
    "«": "»",
    "»": "«",
    "‘": "’",
    "'": "'",
    "「": "」",
    "『": "』",
    "`": "'",
    "‚": "‘",
    "《": "》",
}
_YEAR_BEHIND: Final = re.compile(rf"\s*[(\[]({YEAR})[)\]]\s*\.?$")
_STOP: Final = re.compile(r"(?<![.\s])[.,]\s*$")
_ABBREVIATED: Final = re.compile(r"(?:\b[^\W\d_]|\bvs|\betc|\bal|\bJr|\bInc)\.$")


_PEOPLE: Final = table(
    "current | former | past | present | alumni | graduated | doctoral | postdocs | visitors | interns | phd | msc | bsc | master | bachelor | ongoing | completed | aktuell | ehemalige | abgeschlossen | actuels | anciens"
)
"""Headings of one word over people."""


def is_no_title(line: Line) -> bool:
    """Whether a line says something else than a title does: an award, an office, a degree, a course, news, a button."""
    text = line.text
    if not 2 <= len(text) <= LONGEST or sum(letter.isalpha() for letter in text) < 2:
        return True
    if line.key in _PEOPLE or interface.is_navigation(line) or interface.is_end_word(line) or is_reference(line):
        return True
    if text.startswith(("with ", "(with ")):
        return True
    words = text.count(" ") + 1
    if words <= 14 and (_AWARD.search(text) or _OFFICE.match(text)):
        return True
    return any(
        form.search(text)
        for form in (_DEGREE, _SERVICE, _COURSE, _CONTACT, _NEWS, _MONEY, _OPENERS, _VENUE_BEHIND, _JOINED)
    ) or (text.endswith((":", "|", "…", ">>")) or "|" in text or " › " in text)


def title_part(line: Line) -> tuple[Line, Line | None]:
    """Give the title without quotes, emphasis, full stop, an award in brackets; and the year in parentheses behind it."""
    date = None
    for _ in range(4):
        before = line
        awards = list(HONOURS.finditer(line.text))
        award = awards[-1] if awards else None
        if award is not None and award.start() > 5 and award.end() >= len(line.text.rstrip(" .")):
            line = line.part(0, award.start())
        year = _YEAR_BEHIND.search(line.text, max(len(line.text) - 12, 0))
        if date is None and year is not None and year.start() > 5:
            date, line = line.part(*year.span(1)), line.part(0, year.start())
        line = _unquoted(line)
        for mark in _EMPHASIS.finditer(line.text):
            line = line.part(mark.end()) if mark.start() == 0 else line.part(0, mark.start() - len(line.text))
            break
        stop = _STOP.search(line.text)
        if stop is not None and not _ABBREVIATED.search(line.text):
            line = line.part(0, stop.start())
        if line == before:
            break
    return line, date


def _unquoted(line: Line) -> Line:
    """Leave out quotes that stand around the whole, and a comma or full stop behind them."""
    text = line.text.rstrip(" .,")
    ends = _QUOTES.get(text[:1])
    if ends is None or len(text) < 5 or text[-1] not in ends:
        return line
    start, end = 1, len(text) - 1
    if text.startswith("``") and text.endswith("''"):
        start, end = 2, len(text) - 2
    inside = text[start:end]
    if text[0] in inside or (text[-1] not in "'’" and text[-1] in inside):
        return line  # “Small” and “large”: two quotes, not one around the whole
    return line.part(start, end)
