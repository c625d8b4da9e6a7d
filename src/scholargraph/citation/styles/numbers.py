"""Numbers of an item: whether they are numbers, how many, and the parts that a list or a range consists of.

It renders nothing. Specification: https://docs.citationstyles.org/en/stable/specification.html#number
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from scholargraph.citation.styles.page_ranges import page_range

NUMERIC: Final = frozenset(
    [
        "call-number",
        "chapter-number",
        "citation-number",
        "collection-number",
        "division",
        "edition",
        "issue",
        "locator",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "page",
        "page-first",
        "part-number",
        "printing-number",
        "section",
        "supplement",
        "supplement-number",
        "version",
        "volume",
    ]
)
"""Variables that `is-numeric` looks into."""
SPLIT: Final = frozenset(
    [
        "chapter-number",
        "collection-number",
        "edition",
        "issue",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "page",
        "page-first",
        "volume",
    ]
)
"""Variables whose text is rendered number by number."""
LABELS: Final = {
    "vrs.": "verse", "sv.": "sub-verbo", "subpara.": "subparagraph", "op.": "opus", "subch.": "subchapter",
    "add.": "addendum", "amend.": "amendment", "annot.": "annotation", "app.": "appendix", "art.": "article",
    "bibliog.": "bibliography", "bk.": "book", "ch.": "chapter", "cl.": "clause", "col.": "column", "cmt.": "comment",
    "dec.": "decision", "dept.": "department", "ex.": "example", "fig.": "figure", "fld.": "field", "fol.": "folio",
    "n.": "note", "hypo.": "hypothetical", "illus.": "illustration", "intro.": "introduction", "l.": "line",
    "no.": "issue", "p.": "page", "pp.": "page", "para.": "paragraph", "pt.": "part", "pmbl.": "preamble",
    "princ.": "principle", "pub.": "publication", "r.": "rule", "rn.": "randnummer", "sched.": "schedule",
    "sec.": "section", "ser.": "series", "subdiv.": "subdivision", "subsec.": "subsection", "supp.": "supplement",
    "tbl.": "table", "tit.": "title", "vol.": "volume",
}  # fmt: skip
"""Labels that authors write into a number ("12 no. 3"), and what they are labels of."""
_OWN: Final = {name: label for label, name in LABELS.items() if label != "pp."}
_JOINER: Final = r"\s*&\s*|,\s+and\s+|\s+and\s+|;\s+|,\s+"
_LABEL: Final = re.compile(
    r"((?:^| )(?:[a-z]{1,4}|subpara|subch|amend|bibliog|annot|illus|princ|intro|sched|subdiv|subsec)(?:\.| ) *)"
)
_PLAIN: Final = re.compile(r"[0-9]+[-;,:a-zA-Z]*")
_PARTICLE: Final = re.compile(r"([0-9]*[a-zA-Z]+0*)?([0-9]+(?:[a-zA-Z]*|[-,a-zA-Z]+))")
_NUMERAL: Final = re.compile(r"(?:[0-9]+|[ixv]+)([-,:a-zA-Z]*|-[-0-9]+)")
_ROMAN: Final = re.compile(r"[ivxlcmIVXLCM]+")
_FRACTION: Final = re.compile(r"[0-9]+(?:/[0-9]+)+")
_SUBSECTION: Final = re.compile(r"(?:[a-z]{1,4}\. *)*[0-9]+[,a-zA-Z]+")
_RANGED: Final = frozenset({"issue", "volume", "edition", "number", "page", "page-first"})
_SIMPLE: Final = re.compile(r"[0-9]+|[ivxlcmIVXLCM]+")


@dataclass(slots=True)
class Part:
    """One number of a value: the letters before its digits, the digits, and what joins it to the next."""

    particle: str
    value: str
    joiner: str
    label: str
    shown: str = ""
    """A label that the author wrote between two numbers, with the space behind it."""


@dataclass(slots=True)
class Number:
    """The value of a numeric variable."""

    parts: list[Part] = field(default_factory=list)
    numeric: bool = False
    plural: bool = False
    counted: bool = False
    """The first part begins with digits or is a Roman numeral: ranges are written as the style wants them."""
    label: str = ""
    """What the value is a number of, where it says so: `page` for pages."""


def parse(variable: str, text: str, *, whole: bool = False) -> Number:
    """Read the value of a numeric variable; with `whole`, a hyphen in it makes no range."""
    parts = _parts(variable, text, hyphens="" if whole else r"|\s*\\*[-–]+\s*")
    if not parts:
        return Number()
    number = Number(parts)
    master = parts[0]
    number.numeric = _NUMERAL.fullmatch(master.value) is not None
    number.counted = master.value[:1].isdigit() or _ROMAN.fullmatch(master.value) is not None
    several = number.counted and sum(part.label == master.label for part in parts) > 1
    number.plural = number.numeric and (several or _several(variable, text))
    if len(parts) == 1 and _FRACTION.fullmatch(master.value):
        number.numeric, number.plural, number.counted = True, False, False
    number.label = LABELS.get(master.label, "")
    if variable == "number" and number.label == "issue":
        number.label = "number"
    return number


def _several(variable: str, text: str) -> bool:
    found = re.match(r"[0-9]+", text)
    return variable.startswith("number-of-") and found is not None and int(found[0]) > 1


def _parts(variable: str, text: str, *, hyphens: str) -> list[Part]:
    text = text.strip()
    own = _OWN.get("page" if variable == "page-first" else variable, "")
    if own and text.split(" ", 1)[0] not in LABELS:
        text = f"{own} {text}"
    if variable in {"page", "page-first"}:
        text = text.replace("–", "-")
    pieces = re.split(f"({_JOINER}{hyphens})", text)
    _rejoin(pieces)
    parts: list[Part] = []
    label = own
    for place in range(0, len(pieces), 2):
        joiner = pieces[place + 1] if place + 1 < len(pieces) else ""
        found, label = _labelled(pieces[place], label, variable, first=place == 0)
        found[-1].joiner = _joiner(joiner, pieces[place])
        parts.extend(found)
    for before, after in pairwise(parts):
        if not before.joiner and after.label:
            before.joiner = " "
        if after.label != before.label:
            after.shown = after.label + " "
    return parts


def _joiner(joiner: str, before: str) -> str:
    if joiner.strip() == "&":
        return "&" if re.fullmatch(r"[a-zA-Z](.*[a-zA-Z])?", before) else " & "
    return re.sub(r"\s*-\s*", "-", joiner)


def _rejoin(pieces: list[str]) -> None:
    """Put sub-sections back together: "12a-c" is one number."""
    place = len(pieces) - 2
    while place > 0:
        ends = re.fullmatch(r"[,a-zA-Z]+", pieces[place + 1])
        if pieces[place] == "-" and ends and _SUBSECTION.fullmatch(pieces[place - 1]):
            pieces[place - 1 : place + 2] = ["".join(pieces[place - 1 : place + 2])]
        place -= 2


def _labelled(piece: str, label: str, variable: str, *, first: bool) -> tuple[list[Part], str]:
    """Return the numbers of a piece, each with the label before it, and the last label."""
    cut = _LABEL.split(piece)
    texts, labels = cut[0::2], cut[1::2]
    labelled = bool(labels)
    for place in range(len(texts) - 1, 0, -1):
        before = texts[place - 1]
        if before and not (_PLAIN.fullmatch(texts[place]) and _PLAIN.fullmatch(before)):
            texts[place - 1 : place + 1] = [before + labels[place - 1] + texts[place]]
            del labels[place - 1]
    if labels and first:
        slug = labels[0].strip()
        open_to_all = variable in {"locator", "number", "page", "page-first"}
        if slug not in LABELS or (not open_to_all and LABELS[slug] != variable):
            texts[0:2] = [f"{texts[0]} {slug} {texts[1]}"]
            del labels[0]
    parts = []
    for place, written in enumerate(texts):
        text = written.strip() if labelled else written
        if text or place == len(texts) - 1:
            label = labels[place - 1].strip() if place else label
            found = _PARTICLE.fullmatch(text)
            particle, value = (found[1] or "", found[2]) if found else ("", text)
            parts.append(Part(particle, value, "", label))
    return parts, label


def with_ranges(variable: str, number: Number, *, format_name: str | None, delimiter: str) -> list[Part]:
    """Return the parts with ranges written as a style wants them; `delimiter` is that of the language."""
    parts = [Part(one.particle, one.value, one.joiner, one.label, one.shown) for one in number.parts]
    if not number.counted:
        for part in parts:
            part.joiner = _delimited(variable, part.joiner, delimiter, numeric=number.numeric)
        return parts
    place = 1
    while place < len(parts):
        before, after = parts[place - 1], parts[place]
        if before.joiner == "-" and after.value and before.label == after.label and before.particle == after.particle:
            _write_range(variable, before, after, format_name, delimiter)
            place += 1
        place += 1
    return parts


def _delimited(variable: str, joiner: str, delimiter: str, *, numeric: bool) -> str:
    if joiner == "-" and numeric and (variable in _RANGED or variable == "collection-number"):
        return delimiter
    return joiner


def _write_range(variable: str, before: Part, after: Part, format_name: str | None, delimiter: str) -> None:
    if format_name is None and _value(before) > _value(after):
        before.joiner = _delimited(variable, "-", delimiter, numeric=True)
        return
    pages = variable in {"page", "page-first"} and before.value[:1].isdigit() and after.value[:1].isdigit()
    if pages:
        first, last = f"{before.particle}{before.value}", f"{after.particle}{after.value}"
        written = page_range(first, last, format_name=format_name, delimiter=delimiter)
        before.joiner = delimiter
        after.particle, after.value = "", written[len(first) + len(delimiter) :]
    elif _SIMPLE.fullmatch(before.value) and _SIMPLE.fullmatch(after.value):
        before.joiner = delimiter
    else:
        before.joiner = _delimited(variable, "-", delimiter, numeric=True)


def _value(part: Part) -> int:
    found = re.match(r"[0-9]+", part.value)
    return int(found[0]) if found else 0
