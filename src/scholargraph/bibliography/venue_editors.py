"""What stands around the name of a book that holds a work, and is no part of it: editors, the edition, where sentences end.

It masks; what is left is for `venues`.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography import venue_forms as forms
from scholargraph.bibliography import venue_words as places
from scholargraph.bibliography.author_lists import author_lists
from scholargraph.bibliography.dates import YEAR

MASK: Final = "\x1f"

_LEAD: Final = re.compile(r"\s*(?:[Ii]n|[Dd]ans|[Ee]n|[Ee]m|[Nn]el)\s?:?\s+")
_EDITORS_NAMED: Final = re.compile(
    r"\s*(?:[Ii]n|[Dd]ans|[Ee]n|[Ee]m|בתוך)\s?:?\s+[^:()\[\]]{2,160}?[(\[](?:[Hh]g|[Hh]rsg|[Ee]ds?|[Éé]ds?|[Dd]irs?|[Oo]rgs?|[Cc]oords?|[Rr]ed|ред|עורכת|עורך|עורכים|עורכות)\.?[)\]][:,.]?\s+"
)
_AFTER_EDITORS: Final = re.compile(r"[\s.,:;]*")
_HOUSES: Final = re.compile(
    r"(?:Lecture Notes|LNCS|LNAI|LNBIP|CCIS|IFIP AICT|Springer|Elsevier|Wiley|Association for|ACM\b|IEEE\b|USENIX|AAAI|Curran|PMLR|MIT Press|CEUR|Routledge|Sage\b|SAGE\b|Brill|de Gruyter|De Gruyter)"
)
_ABBREVIATIONS: Final = re.compile(
    r"\b(?:Proc|Trans|J|Conf|Symp|Lect|Ann|Bull|Int|Intl|Adv|Am|Amer|Soc|Natl|Acad|Sci|Commun|Mag|Rev|Lett|Q)$"
)
_SENTENCE: Final = re.compile(r"\.\s+(?=\S)")
_TOWN_SHORT: Final = re.compile(r"(?:М|СПб|Л|Киев|К)\.?(?:\s?:|,\s|[\x1f]|$)")
"""Towns that Russian references shorten (GOST R 7.0.12, annex A)."""
_PUBLISHES: Final = re.compile(
    r"[^.,:;]{2,70}?\b(?:Press|Verlag|Publish\w*|Éditions|Editions|Ediciones|Editorial|Editora|Edizioni|Books|Uitgeverij)\b"
)


def without_editors(text: str) -> str:
    """Mask the editors before or behind the name of a book, with the words that say what they are."""
    lead = _LEAD.match(text)
    start = lead.end() if lead is not None else 0
    for names in author_lists(text, start):
        if names.editors:
            after = _AFTER_EDITORS.match(text, names.end)
            end = after.end() if after is not None else names.end
            return MASK * end + text[end:]
    named = _EDITORS_NAMED.match(text)
    if named is not None:
        return MASK * named.end() + text[named.end() :]
    edited = forms.EDITED.search(text)
    if edited is not None and edited.start() > 0:
        ends = [names.end for names in author_lists(text, edited.end())]
        if ends:
            end = max(ends)
            end += text[end : end + 1] in ")]"
            return text[: edited.start()] + MASK * (end - edited.start()) + text[end:]
    found = forms.EDITORS_IN_PARENTHESES.search(text)
    if found is not None and found.start() > 0:
        return text[: found.start()] + MASK * (found.end() - found.start()) + text[found.end() :]
    return text


def without_printing(text: str) -> str:
    """Mask which edition of a book it is, what it was printed on, and parentheses in which nothing is left."""
    text = forms.ISBN.sub(lambda number: MASK * len(number.group()), text)
    text = forms.CARRIER.sub(lambda carrier: MASK * len(carrier.group()), text)
    found = forms.PRINTING.search(text)
    if found is not None:
        text = text[: found.start()] + MASK * (found.end() - found.start()) + text[found.end() :]
    return re.sub(rf"\([{MASK}\s,.;:]*\)", lambda empty: MASK * len(empty.group()), text)


def sentence_ends(text: str) -> list[int]:
    """Give the full stops behind which something other than the name begins: a publisher, a series, a place.

    The stop of an abbreviation within a name (“Proc. Natl. Acad.”) is none.
    """
    found = []
    for stop in _SENTENCE.finditer(text):
        rest = text[stop.end() : stop.end() + 140]
        before = text[: stop.start()].rstrip()
        if _ABBREVIATIONS.search(before):
            continue
        ended = bool(re.search(r"(?:\d{4}|[)\]”\"])$", before)) or before.endswith(MASK)
        if (
            ended
            or re.match(rf"[–—-]\s|{YEAR}\b|[^\W\d_a-z][^\W\d_A-Z]{{2,24}}(?:[/-]\w+)?,?\s{YEAR}\b", rest)
            or rest.startswith(MASK)
            or _TOWN_SHORT.match(rest)
            or _HOUSES.match(rest)
            or _PUBLISHES.match(rest)
            or (forms.PLACE_AND_PUBLISHER.match(rest) and not places.VENUE_WORDS.match(rest))
        ):
            found.append(stop.start())
    return found
