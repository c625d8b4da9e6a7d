"""Title lines: “Assistant Professor”, “School of Engineering, University of Northmere”, between a name and the biography.

A title without an organisation, or with one that is not surely one, is none; so is one with a year, a past or a future.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from scholargraph.bibliography.lines import Line, is_prose, unbulleted
from scholargraph.bibliography.name_forms import same_name
from scholargraph.bibliography.names import bare_name
from scholargraph.bibliography.words import CONNECTORS, DEGREES, table
from scholargraph.model import RoleKind
from scholargraph.sources.profile_text import role_words as words
from scholargraph.sources.profile_text.owner_words import SECTIONS
from scholargraph.sources.profile_text.role_clauses import (
    Clause,
    Office,
    Passage,
    english,
    english_title,
    other,
    other_title,
)
from scholargraph.sources.profile_text.role_places import (
    beginning_of_whole,
    end_of_whole,
    is_organization,
    is_part_only,
    is_place,
    is_university,
)
from scholargraph.sources.profile_text.role_words import TONGUES

_MOST_LINES: Final = 14
_LONGEST: Final = 220

_PARTING: Final = re.compile(r",\s+|،\s*|\s+[|·•–—‑-]\s+|\s*[|@]\s*|;\s+|，|、|｜")
_DATE: Final = re.compile(r"(?<!\w)(?:18|19|20)\d\d(?!\d)")
_SINCE: Final = re.compile(
    r"[,(]?\s*(?:since|seit|depuis|desde|dal|sinds)\s+(?:\w+\s+)?(?:19|20)\d\d\)?(?:\s*[-–]\s*(?:present|heute|now))?\s*$",
    re.IGNORECASE,
)
_HONOUR: Final = re.compile(r"(?:(?:Senior|Honorary|Elected|Life|Distinguished)\s)?(?:Fellow|Member) of\b")
_ENDOWED: Final = re.compile(
    r"(?:[A-Z][\w.’'-]*\s){1,3}and\s(?:[A-Z][\w.’'-]*\s){1,5}(?:Professor|Chair|Lecturer|Reader)\s(?:of|in)\s[^,.;]{2,60}"
)
_UNIT_LABEL: Final = re.compile(
    r"(?:department|dept|departamento|département|dipartimento|fachbereich|fakultät|facultad|faculty|faculdade|vakgroep|institut|área|area|school|кафедра|факультет)\s?:\s",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"[^\W\d_][^:：]{0,40}[:：]")
_CONTACT: Final = re.compile(r"@|\(at\)|\[at\]|https?://|www\.|\+\d|\d{3,}|orcid", re.IGNORECASE)
_OTHER_THAN_ORGANISATION: Final = re.compile(
    r"\b(?:alumn\w+|graduate|former\w*|visiting|member|founder|from|at|with|joint|previously|education|honou?rs|thesis|award|prize|scholarship|fellowship"
    r"|degree|Absolvent\w*|Mitglied|membre|miembro|membro|lid|ancienne?|diplômée?|licenciad[oa]|laureat[oa]|supervisor|adviso?e?r)\b",
    re.IGNORECASE,
)
_HEADINGS: Final = table("""
    about | about me | bio | biography | education | research | research interests | interests | contact | contact information | news
    publications | teaching | awards | short bio | experience | employment | students | group | team | people | members
    collaborators | advisor | advisors | supervisor | references | former | alumni | vita | lebenslauf | kontakt | forschung
    werdegang | lehre | ausbildung | parcours | coordonnées | formation | thèmes de recherche | formación | contacto | docencia
    investigación | formazione | didattica | contatti | formação | contato | contacto | opleiding | onderzoek | onderwijs | プロフィール
    経歴 | 学歴 | 研究テーマ | 个人简介 | 教育经历 | 研究方向 | 학력 | 경력 | previous positions | past positions | career | service
    projects | current projects | visitors | visiting | history | past | earlier positions | professional experience | academic positions | memberships
""")
"""Headings: what stands below one is not what the person is."""


@dataclass(slots=True)
class _Titles:
    """The titles that still want an organisation, the parts of organisations met since, and the lines just before."""

    waiting: list[tuple[Line, RoleKind]] = field(default_factory=list)
    parts: list[Line] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)
    spaced: bool = False

    def close(self, page: str | None) -> Iterator[Office]:
        """Give the titles their organisation, which stands after them, or else right before them."""
        chosen = _chosen(self.parts)
        if chosen is None and not self.parts and len(self.waiting) == 1:
            chosen = _chosen(self.before)
            if chosen is not None and not words.HIGHEST.search(chosen.text):
                chosen = None
        if chosen is not None:
            for title, kind in self.waiting:
                yield Office(_spanning(title, chosen, page), title, chosen, kind, None, is_university(chosen.text))
        self.waiting, self.before, self.parts = [], self.parts, []


def title_lines(head: Sequence[Line], *, name: str, page: str | None) -> Iterator[Office]:
    """Give the offices in the lines below a name, down to the first running text or heading."""
    titles = _Titles()
    near = _down_to_text(head)
    for line in near:
        found = _read(line) if len(line.text) <= _LONGEST else None
        if found is None:
            if not _is_aside(line, name) and not _UNIT_LABEL.match(line.text):
                yield from titles.close(page)
                titles.before = []
            continue
        offices, waiting, parts = found
        if parts and line.gap and titles.waiting and not titles.spaced:
            yield from titles.close(page)  # a title, then room, then an organisation: it could be the next thing's
        if (waiting or offices) and titles.parts:
            yield from titles.close(page)
        yield from offices
        titles.spaced = line.gap if waiting else titles.spaced
        titles.waiting += waiting
        titles.parts += parts
    yield from titles.close(page)
    yield from _labelled(near, page)


def _down_to_text(head: Sequence[Line]) -> list[Line]:
    """Give the lines before the first heading or running text, without the marks before them."""
    found: list[Line] = []
    for line in head[:_MOST_LINES]:
        bare = unbulleted(line)
        text = bare.text.lstrip(",-–—|·: ")
        if text and text != bare.text:  # what stands after a name on its line
            bare = bare.part(len(bare.text) - len(text))
        if bare.key in _HEADINGS | SECTIONS or (is_prose(bare) and (len(bare.text) > _LONGEST or _read(bare) is None)):
            break
        found.append(bare)
    return found


def _labelled(near: Sequence[Line], page: str | None) -> Iterator[Office]:
    """Read “Position: Lecturer”, “Affiliation: University of Northmere”, where each stands once."""
    titles = [found for line in near if (found := _after(words.TITLE_LABELS, line)) is not None]
    places = [found for line in near if (found := _after(words.PLACE_LABELS, line)) is not None]
    if len(titles) != 1 or len(places) != 1 or _is_of_another_time(titles[0].text + places[0].text):
        return
    start, end = _pieces(titles[0].text)[0]
    title = titles[0].part(start, end)
    kind = (
        RoleKind.EMPLOYMENT
        if title.text in words.EAST_ASIAN_TITLES
        else _title_kind(title.text[:1].upper() + title.text[1:])
    )
    place = places[0]
    asian = words.EAST_ASIAN_PLACE.match(place.text)
    parts = [place.part(*piece) for piece in _pieces(place.text)]
    organization = place.part(*asian.span()) if asian is not None else _chosen(parts)
    if kind is not None and organization is not None:
        stretch = _spanning(title, organization, page)
        yield Office(stretch, title, organization, kind, None, is_university(organization.text))


def _after(label: re.Pattern[str], line: Line) -> Line | None:
    found = label.match(line.text) if len(line.text) <= _LONGEST else None
    value = line.part(found.end()) if found is not None else None
    return value if value is not None and value.text else None


def _is_aside(line: Line, name: str) -> bool:
    """Whether a line says nothing between a title and its organisation: the pronouns, the name once more."""
    return bool(
        re.fullmatch(r"[(]?[a-z]{1,6}\s?/\s?[a-z]{1,6}(?:\s?/\s?[a-z]{1,6})?[)]?", line.text, re.IGNORECASE)
    ) or (len(line.text) < 90 and same_name(bare_name(line).text, name))


_Found = tuple[list[Office], list[tuple[Line, RoleKind]], list[Line]]
"""What a line holds: whole offices, titles that want an organisation, parts of the name of one."""


def _read(line: Line) -> _Found | None:
    """Read one title line; None where it is none."""
    since = _SINCE.search(line.text)
    passage = Passage.of(line)
    text = passage.text[: since.start()] if since is not None else passage.text
    if not text or _is_of_another_time(text) or _CONTACT.search(re.sub(r"\s@\s", " ", text)) or _LABEL.match(text):
        return None
    east_asian = _east_asian(passage, text)
    if east_asian is not None:
        return east_asian
    clause = _sentence_like(text)
    if clause is not None and (office := clause.office(passage)) is not None:
        return [office], [], []
    return _read_pieces(passage, text)


def _read_pieces(passage: Passage, text: str) -> _Found | None:
    """Read a line as a title and parts of an organisation between commas, or as either."""
    pieces = _pieces(text)
    kind = _title_kind(text[slice(*pieces[0])])
    if kind is None:
        parts = _organisation_parts(passage, text, pieces)
        return ([], [], parts) if parts else None
    title = passage.part(*pieces[0])
    if title is None:
        return None
    if len(pieces) == 1:
        return [], [(title, kind)], []
    parts = _organisation_parts(passage, text, pieces[1:])
    chosen = _chosen(parts)
    if not parts:
        return None
    if chosen is None:
        return [], [(title, kind)], parts
    stretch = passage.line.part(title.start - passage.line.start, chosen.end - passage.line.start)
    return [Office(stretch, title, chosen, kind, None, is_university(chosen.text))], [], []


def _is_of_another_time(text: str) -> bool:
    """Whether a year or a word says that a title is of the past, or to come."""
    return any(pattern.search(text) for pattern in (_DATE, words.PAST, words.EARLIER, words.TO_COME))


def _pieces(text: str) -> list[tuple[int, int]]:
    """Give where the parts of a line between commas, bars and dashes stand."""
    found, at = [], 0
    for mark in _PARTING.finditer(text):
        found.append((at, mark.start()))
        at = mark.end()
    found.append((at, len(text.rstrip())))
    return [(start, end) for start, end in found if end > start] or [(0, len(text))]


def _title_kind(text: str) -> RoleKind | None:
    """Whether a piece is a title: a noun of one with what goes before it, and the field; memberships are none here."""
    bare = text.strip()
    if not bare or (bare[0].islower() and bare.split()[0].casefold() not in {"postdoc", "phd"}):
        return None
    kind = english_title(bare)
    if kind is None and _ENDOWED.fullmatch(bare) and english_title(bare[bare.index(" and ") + 5 :]) is not None:
        kind = RoleKind.EMPLOYMENT  # “William and Dora Kemp Professor of Mechanical Engineering”
    if kind is not None:
        return None if _is_honour(bare.split()) else kind
    tongues = (*TONGUES, *words.LINE_TONGUES)
    return next((kind for tongue in tongues if (kind := other_title(bare, tongue)) is not None), None)


def _is_honour(tokens: Sequence[str]) -> bool:
    """Whether a title says that somebody belongs to a society, or too little: “IEEE Fellow”, “Member”, “Associate”."""
    last = tokens[-1].casefold()
    if "member" in {token.casefold() for token in tokens}:
        return True
    if len(tokens) == 1:
        return last in {"fellow", "associate", "assistant", "head", "lead", "chair", "leader"}
    return last == "fellow" and (
        tokens[-2].isupper() or tokens[-2].casefold() in {"elected", "life", "honorary", "senior"}
    )


def _sentence_like(text: str) -> Clause | None:
    """Read “Lecturer in Computer Science at Marlpit University”, where the organisation ends the line, or a place does."""
    if not text[:1].isupper():
        return None
    clause = english(text, 0)
    if clause is None:
        clause = next((found for tongue in TONGUES if (found := other(text, 0, tongue)) is not None), None)
    if clause is None or clause.title[0] != 0 or _HONOUR.match(text):
        return None
    rest = text[clause.end :].strip(" .")
    if rest and not (rest.startswith(",") and all(_is_plain_name(part) for part in rest[1:].split(","))):
        return None
    return clause


def _organisation_parts(passage: Passage, text: str, pieces: Sequence[tuple[int, int]]) -> list[Line]:
    """Give the parts of a line that name an organisation, units of it and places; none where one is anything else."""
    found: list[Line] = []
    named = False
    for start, end in pieces:
        piece = text[start:end].strip()
        part = passage.part(start, end)
        tokens = piece.split()
        if part is None or not tokens or _OTHER_THAN_ORGANISATION.search(piece):
            return []
        if any(token.casefold().strip(".,") in DEGREES - {"ma", "pe", "ms"} for token in tokens):
            return []
        organisation = words.ORGANISATIONS.search(piece) or words.HIGHEST.search(piece) or is_part_only(piece)
        if not organisation and not is_organization(piece, strong=False) and not _is_plain_name(piece):
            return []
        if piece[0].islower() or len(tokens) > 12 or _title_kind(piece) is not None:
            return []
        named = named or bool(organisation) or is_organization(piece, strong=False)
        found.append(part)
    return found if named else []


def _is_plain_name(piece: str) -> bool:
    """Whether a piece between commas can be a place or a field: up to five words, each with a capital or joining two."""
    tokens = piece.split()
    return 0 < len(tokens) <= 5 and all(
        token[:1].isupper() or token in words.JOINING or token.casefold() in CONNECTORS | {"&"} for token in tokens
    )


def _chosen(parts: Sequence[Line]) -> Line | None:
    """Choose among the parts of an address the organisation: a university, or else the last that is no part of one."""
    highest = [part for part in parts if words.HIGHEST.search(part.text)]
    if highest:
        best = [part for part in highest if words.UNIVERSITY.search(part.text)] or highest
        return _within(best[0]) if len(best) == 1 or not _rivals(best) else None
    others = [
        part
        for part in parts
        if is_organization(part.text, strong=False)
        and not is_part_only(part.text)
        and not is_place(part.text)
        and (words.ORGANISATIONS.search(part.text) or " " not in part.text)
    ]
    if not others:
        return None
    largest = [part for part in others if not re.match(r"(?:Lab|Institut|Cent|Zentr)", part.text)] or others
    return largest[-1]


def _rivals(parts: Sequence[Line]) -> bool:
    """Whether two universities are named, so that the one meant is not plain; a college of one is a part of it."""
    return sum(words.UNIVERSITY.search(part.text) is not None for part in parts) > 1


def _within(part: Line) -> Line:
    """Give the university within “Institut für Informatik der Universität Nordheim”."""
    return part.part(beginning_of_whole(part.text), end_of_whole(part.text))


def _spanning(one: Line, other: Line, page: str | None) -> Line:
    """Give the stretch of the page from the first to the last of two lines."""
    first, last = sorted((one, other), key=lambda line: line.start)
    start, end = first.start, last.end
    words_between = page[start:end] if page is not None else f"{first.text}\n{last.text}"
    return Line(words_between, start, end, first.gap)


def _east_asian(passage: Passage, text: str) -> _Found | None:
    """Read “北都工科大学 准教授”, “教授，星河大学”, or either half of it alone."""
    tokens = [(found.start(), found.end()) for found in re.finditer(r"[^\s,，、|｜/／]+", text)]
    if not tokens or len(tokens) > 4 or not re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text):
        return None
    titles = [span for span in tokens if text[slice(*span)] in words.EAST_ASIAN_TITLES]
    places = [found for span in tokens if (found := words.EAST_ASIAN_PLACE.match(text, span[0], span[1]))]
    if len(titles) > 1 or len(places) > 1 or not (titles or places):
        return None
    title = passage.part(*titles[0]) if titles else None
    organization = passage.part(*places[0].span()) if places else None
    if title is not None and organization is not None:
        clause = passage.whole(min(titles[0][0], places[0].start()), max(titles[0][1], places[0].end()))
        kind = RoleKind.EMPLOYMENT
        return [Office(clause, title, organization, kind, None, is_university(organization.text))], [], []
    if title is not None:
        return ([], [(title, RoleKind.EMPLOYMENT)], []) if len(tokens) == 1 else None
    return ([], [], [organization]) if organization is not None else None
