"""Identifiers and web addresses printed in a line: DOI, arXiv, URL.

It makes none up: what fails its scheme's check is named as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography.lines import Line
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import Identifier, Url, parse_identifier, parse_url

OF_WORKS: Final = frozenset({"doi", "arxiv", "pmid", "pmcid", "openalex"})

_ADDRESS: Final = r"""https?://[^\s<>"“”]{1,1500}"""
_REFERENCE: Final = re.compile(
    rf"(?P<url>{_ADDRESS})"
    r"|(?:\b(?:doi|DOI)\s?[:=]?\s?)(?P<doi>10\.[^\s,;]{1,300})"
    r"|(?<![\w./])(?P<bare>10\.\d{4,9}/[^\s,;]{1,300})"
    r"|\b[aA]r[xX]iv(?:\s+e-?prints?|\s+preprint)?\s?(?:arXiv)?"
    r"(?::\s?(?P<arxiv>[a-z-]{0,12}(?:\.[A-Z]{2}/|/)?\d[\w.]{1,20})|\s(?P<id>\d{4}\.\d{4,5}(?:v\d+)?))(?:\s?\[[a-zA-Z.-]{2,12}\])?"
    r"|(?P<www>\bwww\.[^\s<>\"“”]{1,300})"
)
_MARKS: Final = ("://", "10.", "rXiv", "rxiv", "www.")
"""One of these stands in whatever `_REFERENCE` finds."""
_RESOLVER: Final = re.compile(r"https?://(?:(?:dx\.)?doi\.org|arxiv\.org/abs)/")
_DOI_WITHIN: Final = re.compile(
    r"https?://[\w.-]+/(?:doi(?:/(?:abs|full|pdf|epdf|book|ref))?|article|chapter|book)/(10\.\d{4,9}/[^\s?#]+)$"
)
"""Publishers' addresses that are made of the DOI."""
_SCHEMES: Final = {"doi": "doi", "bare": "doi", "arxiv": "arxiv", "id": "arxiv"}
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What stands at `line`: an identifier, a web address, or None for something that is neither, and why.

    `whole` is the line with what belongs to it: “[cs.CL]” after an arXiv identifier. `work` tells that works have such.
    """

    line: Line
    whole: Line
    value: Identifier | Url | None
    reason: str = ""
    work: bool = False

    def moved(self, by: int) -> Reference:
        """Give the same so many characters further on."""
        return Reference(self.line.moved(by), self.whole.moved(by), self.value, self.reason, self.work)


def references(line: Line) -> list[Reference]:
    """Find what is printed as an identifier or an address in a line, in order."""
    found: list[Reference] = []
    if not any(mark in line.text for mark in _MARKS):
        return found
    for match in _REFERENCE.finditer(line.text):
        kind = match.lastgroup or ""
        words = _without_end(match.group(kind))
        end = match.start(kind) + len(words)
        place = line.part(match.start(), end)
        whole = line.part(
            match.start(), match.end() if match.group().endswith("]") and kind in {"arxiv", "id"} else end
        )
        if kind == "www":
            found.append(Reference(place, whole, None))
            continue
        text = words if kind == "url" else f"{_SCHEMES[kind]}:{words}"
        value, reason = _parsed(text)
        work = value is not None and (not isinstance(value, Identifier) or value.scheme in OF_WORKS)
        found.append(Reference(place, whole, value, reason, work))
    return found


def is_reference(line: Line) -> bool:
    """Whether a line holds nothing but identifiers, addresses and their labels."""
    if len(line.text) > 2000:
        return False
    found = references(line)
    if not found:
        return False
    rest = list(line.text)
    for reference in found:
        rest[reference.whole.start - line.start : reference.whole.end - line.start] = " " * len(reference.whole.text)
    words = re.sub(
        r"(?i)\b(?:doi|arxiv|url|link|available|online|at|preprint|pdf|code|paper|see|html|isbn|issn)\b",
        "",
        "".join(rest),
    )
    return not re.search(r"\w", words)


def _parsed(text: str) -> tuple[Identifier | Url | None, str]:
    """Read an identifier or an address; where it is neither, say why."""
    within = _DOI_WITHIN.match(text)
    if within is not None:
        text = f"doi:{within[1]}"
    try:
        return parse_identifier(text), ""
    except IdentifierError as error:
        reason = str(error)
    if not text.startswith("http") or _RESOLVER.match(text):
        return None, reason
    try:
        return parse_url(text), ""
    except IdentifierError as error:
        return None, str(error)


def _without_end(words: str) -> str:
    """Leave out the punctuation of the sentence that an address stands in."""
    while words:
        last = words[-1]
        if last in ".,;:!?'’\"*_⟩〉>" or (last in _CLOSING and words.count(last) > words.count(_CLOSING[last])):
            words = words[:-1]
        else:
            break
    return words
