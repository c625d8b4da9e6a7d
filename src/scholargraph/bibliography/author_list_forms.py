"""The forms that lists of authors are made of: what parts names, what stands for others, marks, initials, groups.

It reads nothing; that is for `author_lists`.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.words import table

TOKEN: Final = re.compile(
    r"\d{1,2}(?=[\s,;.*)])|[^\W\d_][\w.'’-]{1,40}?[^\W\d_](?=\d{1,2}(?:[\s,;.*]|$))|\.\.\.|[^\s,;:()\[\]“”\"„«»「『&|*†‡§¶∗／/^#+°…،؛]+|\S"
)


MARKS: Final = frozenset("*†‡§¶∗^#+°¹²³⁴⁵⁶⁷⁸⁹")


COMMAS: Final = frozenset(",;，、；|/／،؛")


MARK_RUN: Final = re.compile(r"[*†‡§¶∗¹²³⁴⁵⁶⁷⁸⁹]+$")


AND: Final = table(
    "and | und | et | e | y | i | en | & | och | og | ve | и | та | и | ו | 和 | 与 | 與 | 및 | 과 | und: | sowie"
)


OTHERS: Final = re.compile(
    r"(?:[,;]\s*)?(?:(?:and|&|und|et|y|e)\s+)?"
    r"(?:et\.?\s?al\b\.?|u\.\s?a\.|others\b|altri\b|otros\b|autres\b|outros\b|colleagues\b|\d{1,4}\s+(?:others|more|co-?authors)\b(?:\s+authors)?|(?:…|\.\.\.)(?!\s*[,&*^]?\s*[^\W\d_])|"
    r"и др\.|та ін\.|ואח['׳]|وآخرون|等|他)",
    re.IGNORECASE,
)


EDITORS: Final = re.compile(
    r",?\s*[(\[]?\b(?:[Ee]ds?|[Ee]ditor(?:e?s|i|en)?|[Hh]rsg|[Hh]g|[Dd]irs?|[Cc]oords?|[Oo]rgs?|[Rr]ed|[Éé]ds?|ред|compiladores|curatori|organizadores|a cura di(?=\.))\b(?!\.?\s(?:von|by|par|por)\b)\.?[)\]]?,?(?=\s|[:;,.(]|$)"
)


_LEAST_OF_PREFIXED: Final = 3


WITHIN: Final = frozenset({"e", "y", "i", "E", "Y"})


SHORTENED: Final = table(
    "st | ste | sta | fdez | hdez | gzlez | mtnez | rguez | ma | mª | ph | ch | th | chr | wm | jos | geo | yu | dz"
)


SUFFIX_AFTER_COMMA: Final = re.compile(r",\s*(?:Jr|Sr|II|III|IV)\b\.?")


BARE_INITIALS: Final = re.compile(r"[^\W\d_a-z]{1,3}|[^\W\d_a-z]-[^\W\d_a-z]")


DOTTED_INITIALS: Final = re.compile(r"(?:[^\W\d_]h?\.[-‐–]?){1,4}")


GROUP: Final = re.compile(
    r"(?!Program)(?:[Tt]he\s+|on behalf of\s+|for the\s+)?(?:(?:[^\W\d_a-z][\w.&/’'-]*|of|on|for|the|and|de|des|für)(?:\s+(?:[^\W\d_a-z][\w.&/’'-]*|of|on|for|the|and|in|de|des|für|[a-z]+)){0,9}?\s+"
    r"(?:Consortium|Collaborations?|Group|Team|Committee|Network|Investigators|Collaborators|Initiative|Society|Project|Force|Arbeitsgruppe|Konsortium)\b"
    r"|(?:Grupo|Groupe|Gruppo|Arbeitsgemeinschaft|Sociedad|Société|Comité|Comitato|Consorcio|Consorzio|Colaboración)\s[^,;:.()\d]{3,80}(?=\s?[;:.,]))"
)


def is_prefixed(token: str) -> bool:
    """Whether a word in Arabic or Hebrew begins with the letter that means “and”."""
    return token[:1] in {"و", "ו"} and len(token) > _LEAST_OF_PREFIXED
