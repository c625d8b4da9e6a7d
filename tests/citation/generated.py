"""Items of CSL-JSON made from a seed: all types, with names, titles, dates and numbers of many forms put together at random."""

from __future__ import annotations

import random
from typing import Any, Final

TYPES: Final = [
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]
FAMILIES: Final = (
    "Smith", "Müller", "O’Connor", "van den Heuvel", "García Márquez", "de Souza", "Nguyễn", "Ó Briain", "al-Khwarizmi",
    "von Neumann", "Łukasiewicz", "Åström", "Çelik", "St. John", "MacDonald", "d’Arcy", "Œuvray", "李", "Петров", "Ng",
)  # fmt: skip
GIVENS: Final = (
    "Anna", "Jean-Luc", "M.", "K. R.", "José María", "Li-Wei", "T.J.", "Øyvind", "Mary Ann Q.", "Ludwig von", "É. B.",
    "William, III", "J", "Xiao Ming", "Wm.", "Ch.-P.", "Hans de", "明", "Иван",
)  # fmt: skip
GROUPS: Final = ("World Rain Society", "R&D Office", "ACME, Inc.", "The Fog Consortium", "UNESCO", "Team “Rain”")
OPENINGS: Final = (
    "A study of", "What is", "On the", "rethinking the", "<i>Ursus arctos</i> and", "“Seeing” the", "toward a theory of",
    "The 3rd", "E. coli in", '"Hard" cases of', "an", "iPads for", "CO<sub>2</sub> and", "Über die", "Notes from the",
)  # fmt: skip
MIDDLES: Final = (
    "rain", "well-being", "in-vivo x-ray", "river's edge", "DNA", "the fog: an atlas", "state/nation", "sea (and shore)",
    "clouds, winds & tides", "cities—or villages", "the “inner ‘sea’”", '<span class="nocase">pH</span> values', "7",
    "we don’t know", "to be or not to be", "Vol. 2", "α-helices", "what we are made of", "<b>bold</b> moves",
)  # fmt: skip
ENDINGS: Final = (
    "",
    "",
    "",
    "?",
    "!",
    ".",
    "...",
    ": part two",
    "? a reply",
    "; or, the end",
    " vs. the rest",
    "?!",
    "”",
)
CONTAINERS: Final = (
    "Journal of Rain", "Rain & Fog", "Proceedings of the 3rd Conference on Rain", "Who cares?", "Zeitschrift für Regen",
    "The Annals of the Sea", "Nature", "arXiv.org", "<i>E. coli</i> Letters", "J. Rain",
)  # fmt: skip
PUBLISHERS: Final = (
    "Example Press",
    "University of Nowhere",
    "Smith & Sons",
    "Rain Inc.",
    "Éditions de l’Eau",
    "W.W.W.",
)
PLACES: Final = ("London", "New York, NY", "São Paulo", "Graz; Wien", "Washington, D.C.")
VOLUMES: Final = ("1", "12", "XIV", "ix", "3A", "new ser. 4", "12-13", "2 & 3", "2019", "0", "7.1", "Suppl")
ISSUES: Final = ("1", "2-3", "4/5", "Suppl. 1", "S2", "Spring", "1, 3", "12th", "Special Issue", "ii")
PAGES: Final = (
    "1", "1-2", "11–19", "101-105", "100-109", "1003-1010", "1496-504", "321-28", "e5", "e100-e110", "S1-S12", "A1, A4",
    "12-15, 20", "xii-xv", "123a-125b", "42+", "7 & 9", "10001-10012", "600-613", "1-1", "55-", "e0123456", "B2-B3",
)  # fmt: skip
EDITIONS: Final = ("1", "2", "3rd", "21", "112", "Second", "rev. ed.", "2nd ed.", "International", "4 & 5")
GENRES: Final = ("PhD thesis", "Technical Report", "data set", "Oil painting", "Master’s thesis", "working paper")
LANGUAGES: Final = ("en", "en-GB", "de", "fr-FR", "es", "zh", "ja-JP", "English")
TEXTS: Final[dict[str, tuple[float, tuple[str, ...]]]] = {
    "container-title": (0.65, CONTAINERS),
    "container-title-short": (0.15, ("J. Rain", "R. & F.", "Proc. Rain")),
    "collection-title": (0.15, ("Studies in Rain", "Lecture Notes")),
    "collection-number": (0.15, ("3", "12-13", "N.S. 4")),
    "volume": (0.5, VOLUMES),
    "issue": (0.4, ISSUES),
    "page": (0.55, PAGES),
    "number": (0.25, ("7", "TR-12", "US 1,234 B2", "e123", "arXiv:2401.1", "No. 5", "12-14")),
    "edition": (0.2, EDITIONS),
    "number-of-volumes": (0.08, ("2", "1", "12", "several")),
    "number-of-pages": (0.1, ("96", "1", "xii, 200")),
    "chapter-number": (0.1, ("4", "IV", "two")),
    "part-number": (0.08, ("2", "B", "II")),
    "part-title": (0.05, ("The second part",)),
    "publisher": (0.55, PUBLISHERS),
    "publisher-place": (0.4, PLACES),
    "event-title": (0.15, ("3rd Conference on Rain", "Rain Days")),
    "event-place": (0.12, PLACES),
    "genre": (0.25, GENRES),
    "medium": (0.1, ("CD", "Film", "video")),
    "version": (0.12, ("1.0", "v2", "3")),
    "status": (0.1, ("in press", "forthcoming", "Retracted")),
    "DOI": (0.4, ("10.1000/xyz(1)2", "10.5555/a_b<c>")),
    "URL": (0.4, ("https://example.org/a?b=1&c=2", "http://example.org/~x")),
    "archive": (0.07, ("Example Archive",)),
    "archive_location": (0.07, ("Box 4",)),
    "authority": (0.1, ("Supreme Court", "Patent Office")),
    "language": (0.25, LANGUAGES),
    "section": (0.07, ("12", "IV")),
    "original-title": (0.05, ("La pluie",)),
    "original-publisher": (0.05, PUBLISHERS),
    "reviewed-title": (0.05, ("Atlas of Rain",)),
    "PMID": (0.05, ("123",)),
    "dimensions": (0.04, ("90 min.",)),
    "scale": (0.03, ("1:100",)),
    "title-short": (0.1, ("Rain",)),
    "volume-title": (0.04, ("The early rain",)),
    "supplement-number": (0.04, ("2",)),
    "references": (0.02, ("see also rain",)),
    "ISBN": (0.05, ("9780000000000",)),
}
ROLES: Final = {
    "author": 0.85, "editor": 0.3, "translator": 0.12, "container-author": 0.06, "collection-editor": 0.06,
    "director": 0.06, "composer": 0.04, "performer": 0.04, "illustrator": 0.04, "interviewer": 0.05, "recipient": 0.05,
    "reviewed-author": 0.04, "editorial-director": 0.03, "compiler": 0.03, "producer": 0.03, "host": 0.02, "guest": 0.02,
    "script-writer": 0.02, "chair": 0.02, "organizer": 0.02, "curator": 0.02, "narrator": 0.02, "series-creator": 0.02,
    "executive-producer": 0.02, "contributor": 0.02, "original-author": 0.02, "editor-translator": 0.02,
}  # fmt: skip
COUNTS: Final = (1, 1, 1, 2, 2, 3, 4, 6, 7, 8, 20, 21, 25)


def items(seed: int, count: int) -> list[dict[str, Any]]:
    """Make so many items from a seed."""
    chance = random.Random(seed)  # noqa: S311  (nothing secret is made)
    return [_item(chance, f"generated-{seed}-{place}") for place in range(count)]


def _item(chance: random.Random, name: str) -> dict[str, Any]:
    item: dict[str, Any] = {"id": name, "type": chance.choice(TYPES)}
    if chance.random() < 0.95:
        item["title"] = " ".join((chance.choice(OPENINGS), chance.choice(MIDDLES))) + chance.choice(ENDINGS)
    for role, share in ROLES.items():
        if chance.random() < share:
            item[role] = [
                _name(chance) for _ in range(chance.choice(COUNTS) if role == "author" else chance.choice((1, 1, 2, 3)))
            ]
    for variable, (share, values) in TEXTS.items():
        if chance.random() < share:
            item[variable] = chance.choice(values)
    for variable, share in (
        ("issued", 0.9),
        ("accessed", 0.3),
        ("original-date", 0.1),
        ("event-date", 0.1),
        ("submitted", 0.03),
    ):
        if chance.random() < share:
            item[variable] = _date(chance)
    return item


def _name(chance: random.Random) -> dict[str, str]:
    if chance.random() < 0.12:
        return {"literal": chance.choice(GROUPS)}
    name = {"family": chance.choice(FAMILIES)}
    if chance.random() < 0.96:
        name["given"] = chance.choice(GIVENS)
    if chance.random() < 0.05:
        name["suffix"] = chance.choice(("Jr.", "III", "Sr"))
    if chance.random() < 0.05:
        name["non-dropping-particle"] = chance.choice(("van", "de la", "al-"))
    if chance.random() < 0.04:
        name["dropping-particle"] = chance.choice(("von", "d'"))
    return name


def _date(chance: random.Random) -> dict[str, Any]:
    year = chance.choice((1999, 2004, 2021, 2024, 1850, 476, -44, 1066))
    forms: tuple[dict[str, Any], ...] = (
        {"date-parts": [[year]]},
        {"date-parts": [[year]]},
        {"date-parts": [[year, 3]]},
        {"date-parts": [[year, 9, 5]]},
        {"date-parts": [[str(year), "12", "24"]]},
        {"date-parts": [[year]], "circa": True},
        {"date-parts": [[year]], "season": "3"},
        {"date-parts": [[year, 16]]},
        {"date-parts": [[2001], [2003]]},
        {"date-parts": [[2001, 5, 2], [2001, 5, 9]]},
        {"literal": "sometime in spring"},
    )
    return dict(chance.choice(forms))
