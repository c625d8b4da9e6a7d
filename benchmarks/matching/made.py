"""A set that is made: works of the samples, and each once or twice again as other sources would write it.

Titles get misprints and are cut; given names become initials, accents are lost or broken, lists of authors are turned round or
cut; venues are abbreviated; a preprint stands beside the published work. Beside them stand siblings that are other works: the
next part, the next year, an erratum, a comment. The seed decides everything.
"""

from __future__ import annotations

import itertools
import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET  # our own samples

from benchmarks.matching.records import Row, year_in
from benchmarks.matching.sets import SHARED, Labelled, Pair, pair
from scholargraph.model import PublicationType

SAMPLES: Final = SHARED / "samples"
_SIBLINGS: Final = 0.25
_COPIES: Final = (0, 1, 1, 2, 3)
_MOST: Final = 1500
WHOLE: Final = False
"""That a list of authors is not cut."""


def made_set(seed: int) -> Labelled:
    """Make the set. Works of one title are taken once, so that the truth is certain."""
    chance = random.Random(seed)
    originals = list(_originals())
    chance.shuffle(originals)
    rows: list[Row] = []
    truth: set[Pair] = set()
    for number, row in enumerate(originals[:_MOST]):
        row.id = f"w{number}"
        group = [row]
        group += [_copy(row, f"w{number}c{copy}", chance) for copy in range(chance.choice(_COPIES))]
        truth |= {pair(one.id, other.id) for one, other in itertools.combinations(group, 2)}
        rows += group
        if chance.random() < _SIBLINGS:
            rows.append(_sibling(row, f"w{number}s", chance))
    chance.shuffle(rows)
    return Labelled("made", [rows[::2], rows[1::2]], truth)


# ── The samples ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _originals() -> Iterator[Row]:
    seen: set[str] = set()
    for row in itertools.chain(_anthology(), _csl(), _openalex()):
        letters = re.sub(r"\W+", "", row.title.casefold())
        if len(letters) > 12 and row.authors and row.year and letters not in seen:
            seen.add(letters)
            yield row


def _anthology() -> Iterator[Row]:
    for path in sorted((SAMPLES / "acl-anthology").rglob("*.xml")):
        for volume in ET.parse(path).getroot().iter("volume"):  # noqa: S314 - our own samples
            meta = volume.find("meta")
            venue = _text(meta.find("booktitle")) if meta is not None else ""
            year = year_in(_text(meta.find("year")) if meta is not None else "")
            for paper in volume.iter("paper"):
                names = tuple(
                    " ".join(_text(one.find(part)) for part in ("first", "last") if one.find(part) is not None).strip()
                    for one in paper.iter("author")
                )
                doi = _text(paper.find("doi"))
                yield Row(
                    "", _text(paper.find("title")), names, WHOLE, year, venue, "", "", _text(paper.find("pages")),
                    PublicationType.CONFERENCE_PAPER, (f"doi:{doi}",) if doi else (),
                    _text(paper.find("abstract")),
                )  # fmt: skip


def _text(element: Any) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _csl() -> Iterator[Row]:
    for path in sorted((SAMPLES / "csl-json").glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        for one in data if isinstance(data, list) else [data]:
            names = tuple(
                f"{name.get('given', '')} {name['family']}".strip()
                for name in one.get("author", ())
                if "family" in name
            )
            year = year_in(json.dumps(one.get("issued", "")))
            doi = str(one.get("DOI", ""))
            yield Row(
                "", str(one.get("title") or ""), names, WHOLE, year, str(one.get("container-title") or ""),
                str(one.get("volume", "")), str(one.get("issue", "")), str(one.get("page", "")),
                _TYPES.get(one.get("type", ""), PublicationType.OTHER), (f"doi:{doi}",) if doi else (),
            )  # fmt: skip


_TYPES: Final = {
    "article-journal": PublicationType.JOURNAL_ARTICLE, "paper-conference": PublicationType.CONFERENCE_PAPER,
    "book": PublicationType.BOOK, "chapter": PublicationType.CHAPTER, "thesis": PublicationType.THESIS,
    "report": PublicationType.REPORT, "dataset": PublicationType.DATASET,
}  # fmt: skip


def _openalex() -> Iterator[Row]:
    for path in sorted((SAMPLES / "openalex").glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        for one in data.get("results", [data]):
            if "authorships" not in one:
                continue
            biblio = one.get("biblio") or {}
            source = ((one.get("primary_location") or {}).get("source") or {}).get("display_name") or ""
            yield Row(
                "", one.get("title") or "", tuple(each["author"]["display_name"] for each in one["authorships"]),
                WHOLE, one.get("publication_year"), source, biblio.get("volume") or "", biblio.get("issue") or "",
                "-".join(filter(None, (biblio.get("first_page"), biblio.get("last_page")))),
                PublicationType.JOURNAL_ARTICLE, (one["doi"].replace("https://doi.org/", "doi:"),) if one.get("doi") else (),
            )  # fmt: skip


# ── Copies ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _copy(row: Row, name: str, chance: random.Random) -> Row:
    """Give a work as another source would write it."""
    made = Row(name, row.title, row.authors, WHOLE, row.year, row.venue, row.volume, row.issue, row.pages, row.type,
               row.identifiers if chance.random() < 0.3 else (), row.abstract if chance.random() < 0.3 else "")  # fmt: skip
    for change in chance.sample(_CHANGES, chance.randint(1, 3)):
        change(made, chance)
    if chance.random() < 0.3:
        made.pages = ""
    return made


def _misprint(row: Row, chance: random.Random) -> None:
    letters = list(row.title)
    for _ in range(chance.randint(1, 2)):
        places = [
            place for place in range(1, len(letters) - 1) if letters[place].isalpha() and letters[place - 1].isalpha()
        ]
        if not places:
            return
        place = chance.choice(places)
        kind = chance.randrange(3)
        if kind == 0:
            letters[place], letters[place - 1] = letters[place - 1], letters[place]
        elif kind == 1:
            letters[place] = ""
        else:
            letters[place] = chance.choice("aeinorst")
        letters = list("".join(letters))
    row.title = "".join(letters)


def _cut(row: Row, chance: random.Random) -> None:
    words = row.title.split()
    if len(words) > 6:
        row.title = " ".join(words[: chance.randint(5, len(words) - 1)]) + " …"


def _subtitle(row: Row, chance: random.Random) -> None:
    main = re.split(r": ", row.title)[0]
    row.title = main if len(main.split()) > 3 else row.title


def _initials(row: Row, chance: random.Random) -> None:
    row.authors = tuple(
        " ".join([*(f"{word[0]}." for word in name.split()[:-1]), *name.split()[-1:]]) for name in row.authors
    )


def _accents(row: Row, chance: random.Random) -> None:
    def bare(text: str) -> str:
        return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))

    row.title, row.authors = bare(row.title), tuple(map(bare, row.authors))


def _broken(row: Row, chance: random.Random) -> None:
    def broken(text: str) -> str:
        return text.encode("utf-8").decode("latin-1")

    row.title, row.authors = broken(row.title), tuple(map(broken, row.authors))


def _turned(row: Row, chance: random.Random) -> None:
    names = list(row.authors)
    chance.shuffle(names)
    row.authors = tuple(names)


def _family_first(row: Row, chance: random.Random) -> None:
    row.authors = tuple(
        f"{name.split()[-1]}, {' '.join(name.split()[:-1])}" if len(name.split()) > 1 else name for name in row.authors
    )


def _first_only(row: Row, chance: random.Random) -> None:
    row.authors, row.cut = row.authors[: chance.choice((1, 1, 3))], True


def _venue(row: Row, chance: random.Random) -> None:
    kind = chance.randrange(3)
    if kind == 0:
        row.venue = " ".join(f"{word[:4]}." if len(word) > 5 else word for word in row.venue.split())
    elif kind == 1:
        row.venue = "".join(word[0] for word in row.venue.split() if word[0].isupper())
    else:
        row.venue = ""


def _preprint(row: Row, chance: random.Random) -> None:
    number = f"2101.{int(re.findall(r'[0-9]+', row.id)[0]):05d}"  # the same of every copy of a work
    row.venue, row.volume, row.issue, row.pages, row.type = "arXiv", "", "", "", PublicationType.PREPRINT
    row.identifiers = (f"arxiv:{number}",)
    row.year = row.year - chance.randint(0, 1) if row.year else None


def _case(row: Row, chance: random.Random) -> None:
    row.title = row.title.upper()


_CHANGES: Final[tuple[Callable[[Row, random.Random], None], ...]] = (
    _misprint, _misprint, _cut, _subtitle, _initials, _accents, _broken, _turned, _family_first, _first_only, _venue,
    _preprint, _case,
)  # fmt: skip


def _sibling(row: Row, name: str, chance: random.Random) -> Row:
    """Give another work that looks like one."""
    made = Row(name, row.title, row.authors, WHOLE, row.year, row.venue, row.volume, row.issue, "", row.type)
    kind = chance.randrange(6)
    year = row.year or 2000
    if kind == 0:
        made.title = f"Erratum: {row.title}"
    elif kind == 1:
        made.title = f"{row.title}: Part II"
    elif kind == 2:
        made.title, made.year = f"{row.title} revisited", year + 2
    elif kind == 3:
        made.title, made.authors = f"Comment on “{row.title}”", tuple(reversed(row.authors))[:1]
    elif kind == 4:
        made.year, made.venue, made.volume, made.pages = year + 2, "Journal of Extended Results", "12", "301-340"
        made.type = PublicationType.JOURNAL_ARTICLE
        if row.type is PublicationType.JOURNAL_ARTICLE:
            made.type = PublicationType.CONFERENCE_PAPER
    else:
        words = row.title.split()
        made.title = (
            " ".join(["Without" if word.casefold() == "with" else word for word in words]) + " without training"
        )
    return made
