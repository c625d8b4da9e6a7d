"""A page divided at its headings, and which of the parts can hold works.

It reads no entry: it says where lists may stand, and the layouts say whether they do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line, is_prose
from scholargraph.sources.profile_text import interface
from scholargraph.sources.profile_text.headings import Kind, heading

_FOOT: Final = re.compile(
    r"(?:©|\(c\)|copyright\b|last (?:update|modified|change|edited|revised)|this page (?:was|has been|does|is)|page last|updated?:?\s|powered by|site by|built with|stand:|zuletzt (?:geändert|aktualisiert)"
    r"|letzte (?:änderung|aktualisierung)|dernière (?:mise|modification)|mis à jour|mise à jour|última (?:actualización|atualização|modificación)|atualizado em|actualizado|ultimo aggiornamento"
    r"|aggiornato|laatst (?:gewijzigd|bijgewerkt)|обновлено|последнее обновление|最終更新|更新日|最后更新|更新时间|impressum|datenschutz|privacy policy|politique de confidentialité|aviso legal|mentions légales"
    r"|note legali|all rights reserved|tous droits)",
    re.IGNORECASE,
)
_BIBTEX: Final = re.compile(r"@[A-Za-z]{4,15}\{")
_LABEL: Final = re.compile(r"\[[A-Z][\w .'’&+-]{0,18}\]|[A-Z]{1,3}\d{1,3}\.?")
_FULL_STOP: Final = re.compile(rf"{YEAR}|[.?!]$")


@dataclass(frozen=True, slots=True)
class Section:
    """The lines below a heading, up to the next; `kind` is None for what stands above the first one."""

    kind: Kind | None
    heading: Line | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """Sections that follow each other and can hold works: the first heading, and all lines, further headings among them."""

    heading: Line | None
    lines: tuple[Line, ...]
    sure: bool


def divide(every: Sequence[Line]) -> list[Section]:
    """Divide the lines of a page at all headings that are known, and at the foot."""
    found: list[Section] = []
    kind: Kind | None = None
    head: Line | None = None
    lines: list[Line] = []
    for line in every:
        here = _kind(line)
        if here is None:
            lines.append(line)
            continue
        found.append(Section(kind, head, tuple(lines)))
        kind, head, lines = here, line, []
    found.append(Section(kind, head, tuple(lines)))
    return found


def _kind(line: Line) -> Kind | None:
    here = heading(line)
    if here is not None:
        return here
    if len(line.text) < 200 and _FOOT.match(line.text):
        return Kind.OTHER
    return Kind.OTHER if interface.is_end(line) else None


def regions(sections: Sequence[Section]) -> list[Region]:
    """Put the sections that can hold works together: a list, the groups in it, and further lists right behind it."""
    found: list[Region] = []
    open_: list[Section] = []
    for section in sections:
        starts = section.kind in {Kind.WORKS, Kind.MAYBE}
        goes_on = section.kind is Kind.GROUP and bool(open_)
        if starts and open_ and section.kind is not open_[0].kind:
            found.append(_region(open_))
            open_ = []
        if starts or goes_on:
            open_.append(section)
        elif open_:
            found.append(_region(open_))
            open_ = []
    if open_:
        found.append(_region(open_))
    return [region for region in found if region.lines]


def _region(sections: Sequence[Section]) -> Region:
    lines: list[Line] = []
    for number, section in enumerate(sections):
        if number and section.heading is not None:
            lines.append(section.heading)
        lines += section.lines
    first = sections[0]
    content = [line for section in sections for line in section.lines]
    return Region(first.heading, bare(lines) if content else (), first.kind is not Kind.MAYBE)


def bare(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give the lines of a list without labels on lines of their own (“[J9]”, “[NeurIPS]”) and without BibTeX that was opened.

    The line below a label begins what the label began.
    """
    kept: list[Line] = []
    gap, bibtex = False, False
    for line in lines:
        bibtex = bibtex or _BIBTEX.match(line.text) is not None
        if bibtex:
            bibtex = not line.text.endswith("}") or line.text.endswith("},")
            continue
        if _LABEL.fullmatch(line.text):
            gap = True
            continue
        kept.append(Line(line.text, line.start, line.end, line.gap or gap))
        gap = False
    return tuple(kept)


def is_content(line: Line) -> bool:
    """Whether a line is long enough, or looks enough like a sentence or an entry, to be more than a word of a menu."""
    return len(line.text) >= 40 or is_prose(line) or (len(line.text) >= 20 and bool(_FULL_STOP.search(line.text)))
