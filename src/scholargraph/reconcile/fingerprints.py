"""What two records must share to be the same thing, as strings: identifiers first, then words in a normal form.

It joins nothing; a shared fingerprint is necessary, not sufficient.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from scholargraph.bibliography.markup import plain
from scholargraph.identifiers import SCHEMES
from scholargraph.iris import digest, slug
from scholargraph.model import ContributorRole, Identifier, Publication, Record
from scholargraph.reconcile.ledger import Facts

IDENTIFYING: Final = frozenset(SCHEMES)
"""Fingerprints that start with one of these schemes identify: two values are two things."""

_SHORT: Final = 256
"""The length in characters up to which words are names or titles, of which a site has many."""
_BETWEEN: Final = re.compile(r"[\W_]+")
_SIGNS: Final = frozenset("+#")
_DASHES: Final = frozenset("\u2212~|+")


def normal(words: str) -> str:
    """Give words without case, punctuation, width and compatibility variants: for comparing, never for showing.

    What makes another word stays: vowel signs and accents, mathematical signs, the signs of C++ and C#. Markup goes, and
    an index is a letter like any other: H2O, H₂O and H<sub>2</sub>O are one.
    """
    return _normal_short(words) if len(words) <= _SHORT else _normal_long(words)


@lru_cache(maxsize=1 << 16)
def _normal_short(words: str) -> str:
    """Give the normal form of a name or title, which comes again and again."""
    return _folded(plain(words))


@lru_cache(maxsize=1 << 8)
def _normal_long(words: str) -> str:
    """Give the normal form of an abstract; so few of them are kept that they take no memory to speak of."""
    return _folded(plain(words))


def _folded(words: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())
    return " ".join(_BETWEEN.sub(_kept, folded).split()) or words.strip()


def _kept(found: re.Match[str]) -> str:
    """What stays of the characters between letters and digits: a space, nothing where nobody sees one, or a sign."""
    between = found.group()
    if between in {" ", ", ", ". ", "-"}:  # nearly always
        return " "
    kept = ""
    for place, character in enumerate(between):
        kind = unicodedata.category(character)
        if kind[0] == "M" or (kind == "Sm" and character not in _DASHES):
            kept += character
        elif character in _SIGNS:
            # After a letter a plus belongs to the word; between words it is an “and”.
            attached = (kept or (" " if place or not found.start() else "x"))[-1] != " "
            kept += character if attached else " "
        elif kind != "Cf":
            kept += " "
    return kept


def identifiers(record: Record) -> tuple[Identifier, ...]:
    """The identifiers of a record itself, not those of its versions."""
    return getattr(record, "identifiers", ())


def names(record: Record) -> tuple[str, ...]:
    """Every name or title of a record."""
    if isinstance(record, Publication):
        return tuple(text.value for text in (record.title, *record.alternate_titles) if text is not None)
    return (record.name, *record.alternate_names)


def of_group(records: list[Record]) -> tuple[str, ...]:
    """The fingerprints of records that are the same thing, from the strongest to the weakest, without repetition."""
    found: list[str] = [str(identifier) for record in records for identifier in identifiers(record)]
    for record in records:
        if isinstance(record, Publication):
            found += [str(identifier) for version in record.versions for identifier in version.identifiers]
    for record in records:
        if isinstance(record, Publication):
            if record.title is not None and record.issued is not None:
                found.append(f"title-year:{normal(record.title.value)} {record.issued.year}")
            if record.title is not None:
                found.append(f"title:{normal(record.title.value)}")
        else:
            found.append(f"name:{normal(record.name)}")
    found += [f"abstract:{digest(normal(record.abstract.value))}" for record in records
              if isinstance(record, Publication) and record.abstract is not None]  # fmt: skip
    return tuple(dict.fromkeys(re.sub(r"\s+", " ", name) for name in found))


def former(records: list[Record]) -> tuple[str, ...]:
    """The fingerprints that records had when markup was taken for words: by these the ledger finds them again."""
    found: list[str] = []
    for record in records:
        raw = {one.plain: one.raw for one in record.marked}
        if not isinstance(record, Publication):
            found += [f"name:{_folded(raw[record.name])}"] if record.name in raw else []
            continue
        if record.title is not None and record.title.value in raw:
            words = _folded(raw[record.title.value])
            found += [f"title-year:{words} {record.issued.year}"] if record.issued is not None else []
            found.append(f"title:{words}")
        if record.abstract is not None and record.abstract.value in raw:
            found.append(f"abstract:{digest(_folded(raw[record.abstract.value]))}")
    return tuple(dict.fromkeys(re.sub(r"\s+", " ", name) for name in found))


def local_names(records: list[Record]) -> tuple[str, ...]:
    """What tells namesakes apart where nothing else does: the name or title, with the entry that it stands in."""
    found = []
    for record in records:
        entry = record.key.slug.removeprefix("~")
        words = normal(next(iter(names(record)), ""))
        found.append(re.sub(r"\s+", " ", f"entry:{words} {entry}"))
    return tuple(dict.fromkeys(found))


def label(records: list[Record]) -> str:
    """The name or title of a group in a normal form; "" where it has none."""
    return normal(next((name for record in records for name in names(record)), ""))


def other_names(records: list[Record]) -> tuple[str, ...]:
    """The other names or titles of a group in a normal form."""
    first = label(records)
    found = dict.fromkeys(normal(name) for record in records for name in names(record))
    return tuple(name for name in found if name != first)


def facts(records: list[Record], *, numbers: tuple[str, ...]) -> Facts:
    """What finds a group again whose name was corrected; `numbers` are those of its entries that have no id."""
    year = authors = ""
    for record in records:
        if isinstance(record, Publication):
            year = year or (str(record.issued.year) if record.issued is not None else "")
            printed = sorted(
                normal(one.printed_name) for one in record.contributions if one.role is ContributorRole.AUTHOR
            )
            authors = authors or (digest("\n".join(printed)) if any(printed) else "")
    return Facts(year, authors, numbers)


def slugs(records: list[Record]) -> tuple[str, ...]:
    """The slugs a group would like to have, the best first.

    An untitled work is named by a hash of its abstract, or of its entry's name: never of what the model looks like.
    """
    first = records[0]
    if not isinstance(first, Publication):
        return (slug(first.name),)
    works = [record for record in records if isinstance(record, Publication)]
    title = next((work.title.value for work in works if work.title is not None), None)
    if title is None:
        rest = next((work.abstract.value for work in works if work.abstract is not None), None)
        return (f"untitled-{digest(normal(rest) if rest is not None else first.key)}",)
    year = next((work.issued.year for work in works if work.issued is not None), None)
    return (slug(title), slug(title)[:74].rstrip("-") + f"-{year}") if year is not None else (slug(title),)
