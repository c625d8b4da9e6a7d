"""Kinds of faults that were seen in the reader, members of each kind in many languages, and pages that are damaged.

Each file of `faults` is a kind; each `[[case]]` in it is a text, or names one of the shared material, and says what is right:
the person's name, the roles, that there is no biography, every work with title, authors, venue, year and DOI, and what
must be rejected. A case allows a work to be lost only with something said of it (`or_rejected`). What lists no works of the
person states none (`none.toml`).
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.model import Organization, Person, Publication, Rejected, SourceRecord, Venue
from tests.sources.profile_text.facts import authors, read

FOLDER: Final = Path(__file__).parent
KINDS: Final = sorted((FOLDER / "faults").glob("*.toml"))
CASES: Final = [
    pytest.param(case, id=f"{path.stem}-{case['id']}")
    for path in KINDS
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
PAGES: Final = sorted(FOLDER.glob("pages/*.toml"))
SEED: Final = 20261126
VARIANTS: Final = 600
MOST_FALSE: Final = 0.002
"""How many of the works that damaged pages state may be none of the page."""
MOST_WRONG: Final = 0.02
"""How many of them may have somebody as an author who is none of that work."""


def test_there_are_many_members_of_each_kind() -> None:
    members = Counter(path.stem[:2] for path in KINDS for _ in tomllib.loads(path.read_text("utf-8"))["case"])
    assert all(count >= 6 for count in members.values()), members


LIMITS: Final = frozenset({
    # the name of the person is not found; the page is rejected, and says so
    "menu-in-spanish-with-bars", "choice-of-languages-written-out", "line-email", "name-thai", "courses-japanese",
    "author-line-of-projects-as-person", "grants-under-research",
    # too much or too little is read of an entry; nothing of it is false but the venue
    "gost", "dblp", "heading-el", "hebrew-apa", "two-citations-on-a-line", "talks-among-works", "publications-and-talks",
    # a line of a CV stands in the biography
    "cv-french", "reviewed-journals-french",
})  # fmt: skip
"""Members of a kind that are not read as they should be yet; each fails its test, and is to be taken out when it no longer does."""


@pytest.mark.parametrize("case", CASES)
def test_a_fault_that_was_seen_is_not_seen_again(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case["id"] in LIMITS:
        request.applymarker(pytest.mark.xfail(reason="a limit that is known"))
    text = case.get("text")
    if text is None:
        path = request.getfixturevalue("shared") / "faults" / case["shared"]
        if not path.is_file():
            pytest.skip(f"the given material has no {case['shared']}")
        text = path.read_text("utf-8")
    faults = list(_faults(case, read(text)))
    assert not faults, "\n".join(["", *faults])


def _faults(case: dict[str, Any], found: list[SourceRecord | Rejected]) -> Iterator[str]:
    records = [one.record for one in found if isinstance(one, SourceRecord)]
    rejected = [one for one in found if isinstance(one, Rejected)]
    names = {one.key: one.name for one in records if isinstance(one, Organization | Venue)}
    yield from _person_faults(case, next((one for one in records if isinstance(one, Person)), None), names)
    works = [one for one in records if isinstance(one, Publication)]
    for entry in case.get("works", []):
        work = next(
            (one for one in works if (one.title.value if one.title is not None else "") == entry["title"]), None
        )
        if work is not None:
            works.remove(work)
            yield from (f"{entry['title'][:50]}: {fault}" for fault in _entry_faults(entry, work, names))
        elif not entry.get("or_rejected") or not rejected:
            yield f"not stated: {entry['title']}"
    yield from (f"false work: {work.title.value if work.title else None!r} by {authors(work)}" for work in works)
    if not case.get("rejected", 0) <= len(rejected):
        yield f"nothing is said of what cannot be read: {len(rejected)} rejected"
    if "most_rejected" in case and len(rejected) > case["most_rejected"]:
        yield f"rejected: {[(one.position.line if one.position else 0, one.reason) for one in rejected]}"
    for line in case.get("rejected_lines", []):
        if line not in {one.position.line for one in rejected if one.position}:
            yield f"nothing is said of line {line}"


def _person_faults(case: dict[str, Any], person: Person | None, names: dict[Any, str]) -> Iterator[str]:
    name = person.name if person else ""
    if "name" in case and name not in _either(case["name"]):
        yield f"name {name!r}, not {case['name']!r}"
    held = person.roles if person else ()
    roles = [f"{role.title.value if role.title else ''} @ {names[role.organization]}" for role in held]
    if "roles" in case and roles != case["roles"]:
        yield f"roles {roles}, not {case['roles']}"
    if case.get("biography") == "none" and person is not None and person.biography is not None:
        yield f"a list as biography: {person.biography.value!r}"


def _either(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _entry_faults(entry: dict[str, Any], work: Publication, names: dict[Any, str]) -> Iterator[str]:
    printed = authors(work)
    if printed not in (entry["authors"], entry.get("or_authors")):
        yield f"authors {printed}, not {entry['authors']}"
    year = str(work.issued.year) if work.issued else None
    if year != entry.get("year"):
        yield f"year {year}, not {entry.get('year')}"
    venue = names[work.venue] if work.venue else ""
    venues = entry.get("venue", "")
    if venue.rstrip(".") not in [one.rstrip(".") for one in _either(venues)]:
        yield f"venue {venue!r}, not {venues!r}"
    dois = [one.value for one in work.identifiers if one.scheme == "doi"]
    if dois != ([entry["doi"]] if "doi" in entry else []):
        yield f"DOI {dois}, not {entry.get('doi')}"


FOREIGN_LINES: Final = (
    "Vesna Odrin, Professor of Computing, University of Northmere", "First Prize, Northmere Teaching Award, 2026",
    "Ph.D. in Computing, University of Northmere, 2014", "12 Harbour Street, Northmere, NM1 2AB, 2024", "Honors and Awards",
    "Program Committee, International Conference on Data Mining (ICDM), 2023", "Associate Editor, Journal of Graphs, 2019–2023",
    "© 2024 University of Northmere. All rights reserved.", "Last updated: November 13, 2024.", "* equal contribution",
    "CS 301 Databases, T. Adeyemi, Fall 2024, Room 114", "Oskar Brandt, PhD 2021, now at Nimbus Labs", "Photo: Saga Lindqvist, 2021",
    "Supervisor: L. Kestrin. Second reader: V. Odrin. Defended 12 May 2021.", "Best Paper Award (with T. Adeyemi), ICDM 2021",
    "Best Paper Award", "Download PDF", "Read more", "Back to top", "Show all 24 publications", "Sort by: year | title", "Under review",
    "Students' names are underlined.", "Home | Research | Contact", "[Abstract] [PDF] [BibTeX] [Slides]", "Invited Talks",
    "Oral presentation, acceptance rate 12%", "Featured in the Northmere Gazette", "Cited by 112", "Teaching", "Next page", "1 2 3 4 5 Next",
    "Keynote at the Open Day, University of Northmere, 2023", "Liste complète sur HAL", "Wir verwenden Cookies.", "获奖情况",
    "Media coverage: Northmere Gazette, Torbay Times", "Posted by admin on 3 May 2022", "Impact factor: 3.2", "Lab retreat in Torbay, 2019",
    "@article{kestrin2021, title={Asking in large teams}, year={2021}}", "Code available at https://code.example/x", "Tunde Adeyemi",
)  # fmt: skip
"""What stands on pages beside their works; none is one, wherever in a list it stands."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A page that was damaged, what was done to it, and the works of the page."""

    page: str
    damage: str
    text: str
    works: tuple[dict[str, Any], ...]


@cache
def _of_whole_page(page: str) -> frozenset[str]:
    """Give what is wrong of a page that is not damaged: other tests tell of it."""
    path = FOLDER / "pages" / f"{page}.toml"
    works = tuple(tomllib.loads(path.read_text("utf-8")).get("work", []))
    found = offences(Damaged(page, "none", path.with_suffix(".txt").read_text("utf-8"), works))
    return frozenset(work for kind in found[1:] for work in kind)


def damaged(seed: int = SEED, variants: int = VARIANTS) -> Iterator[Damaged]:
    """Give pages with lines lost, doubled, shuffled, joined and cut, and two pages in one text."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secrets
    pages = [
        (path.stem, path.with_suffix(".txt").read_text("utf-8"), tomllib.loads(path.read_text("utf-8")))
        for path in PAGES
    ]
    for _ in range(variants):
        name, text, expected = chance.choice(pages)
        works = tuple(expected.get("work", []))
        lines = text.splitlines(keepends=True)
        damage = chance.choice(
            ("lose", "double", "shuffle", "join", "cut", "swap", "two pages", "blank", "unblank", "foreign line")
        )
        if damage == "two pages":
            other, more, others = chance.choice(pages)
            yield Damaged(f"{name}+{other}", damage, f"{text}\n{more}", (*works, *others.get("work", [])))
            continue
        if damage == "unblank":
            lines = [line for line in lines if line.strip()]
        for _ in range(chance.choice((1, 1, 2, 4))):
            _damage(lines, damage, chance)
        yield Damaged(name, damage, "".join(lines), works)


def _damage(lines: list[str], damage: str, chance: random.Random) -> None:
    filled = [at for at, line in enumerate(lines) if line.strip()]
    at = chance.choice(filled)
    if damage == "lose" and len(filled) > 1:
        lines.pop(at)
    elif damage == "double":
        lines.insert(at, lines[at])
    elif damage == "shuffle":
        part = lines[at : at + 6]
        chance.shuffle(part)
        lines[at : at + 6] = part
    elif damage == "join":
        lines[at] = lines[at].rstrip("\n") + " "
    elif damage == "cut":
        lines[at] = lines[at][: chance.randrange(len(lines[at]))] + "\n"
    elif damage == "swap" and at + 1 < len(lines):
        lines[at : at + 2] = reversed(lines[at : at + 2])
    elif damage == "blank":
        lines.insert(at, "\n")
    elif damage == "foreign line":
        lines.insert(at, chance.choice(FOREIGN_LINES) + "\n")


def plain(words: str) -> str:
    """Give words to compare: letters and figures only, in lower case."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


Offences = tuple[int, list[str], list[str], list[str]]


def offences(one: Damaged) -> Offences:
    """Give how many works a damaged page states; which are false; which have foreign authors; which lack some in silence."""
    titles: dict[str, list[dict[str, Any]]] = {}
    for entry in one.works:
        for title in _either(entry["title"]):
            titles.setdefault(plain(title), []).append(entry)
    stated = [found.record for found in read(one.text) if isinstance(found, SourceRecord)]
    works = [record for record in stated if isinstance(record, Publication) and record.title is not None]
    false, foreign, fewer = [], [], []
    for work in works:
        title = work.title.value if work.title else ""
        entries = titles.get(plain(title))
        printed = Counter(plain(name) for name in authors(work))
        if entries is None and one.damage == "cut" and any(known.startswith(plain(title)) for known in titles):
            continue  # the rest of the title is lost without a trace
        if entries is None:
            false.append(f"{title!r} by {authors(work)}")
        elif not any(printed <= Counter(map(plain, entry["authors"])) for entry in entries):
            foreign.append(f"{title!r} by {authors(work)}, not {entries[0]['authors']}")
        elif not any(printed == Counter(map(plain, entry["authors"])) for entry in entries) and not work.gaps:
            fewer.append(f"{title!r} by {authors(work)}, not {entries[0]['authors']}")
    return len(works), false, foreign, fewer


def test_no_damage_makes_a_false_work() -> None:
    stated, false, foreign, fewer = 0, 0, 0, 0
    said = [f"seed {SEED}, {VARIANTS} damaged pages"]
    for one in damaged():
        known = frozenset[str]().union(*map(_of_whole_page, one.page.split("+")))
        count, *kinds = offences(one)
        of_damage = [[work for work in kind if work not in known] for kind in kinds]
        stated += count
        false, foreign, fewer = (
            sum_ + len(works) for sum_, works in zip((false, foreign, fewer), of_damage, strict=True)
        )
        for kind, works in zip(("false", "authors", "fewer"), of_damage, strict=True):
            said += [f"{kind}: {one.page} ({one.damage}): {work}" for work in works]
    said.insert(
        1, f"{stated} works, {false} false, {foreign} with an author of none, {fewer} with fewer authors and no gap"
    )
    print("", *said, sep="\n")  # noqa: T201 - what was measured
    assert false <= MOST_FALSE * stated, said
    assert foreign <= MOST_WRONG * stated, said


UNKNOWN_HEADINGS: Final = (
    "What I wrote", "Papers & more", "Stuff", "Scientific contributions", "Science", "Some of my favourite articles", "Featured papers",
    "Wybrane publikacje", "Yayınlar", "Δημοσιεύσεις", "प्रकाशन", "Các công bố khoa học", "مقالات", "Publikationer i urval",
    "Bibliography of the author", "Артыкулы", "ნაშრომები", "",
)  # fmt: skip
LISTS: Final = {
    "title first": (
        "Record linkage with sparse graph kernels\nTunde Adeyemi, Mira Kovalenko\n"
        "Proceedings of the Conference on Data Mining, 2021\n\n"
        "Blocking for very large knowledge bases\nMira Kovalenko, Oskar Brandt\nJournal of Graphs, vol. 3, 2020\n"
    ),
    "authors first": (
        "Tunde Adeyemi, Mira Kovalenko\nRecord linkage with sparse graph kernels\n"
        "Proceedings of the Conference on Data Mining, 2021\n\n"
        "Mira Kovalenko, Oskar Brandt\nBlocking for very large knowledge bases\nJournal of Graphs, vol. 3, 2020\n"
    ),
    "one line": (
        "T. Adeyemi, M. Kovalenko. Record linkage with sparse graph kernels. In Proceedings of the Conference on Data Mining, 2021.\n"
        "M. Kovalenko, O. Brandt. Blocking for very large knowledge bases. Journal of Graphs 13(2), 20-30, 2020.\n"
    ),
    "year in parentheses": (
        "Adeyemi, T., & Kovalenko, M. (2021). Record linkage with sparse graph kernels. Journal of Graphs, 3(1), 1–9.\n"
        "Kovalenko, M. (2020). Blocking for very large knowledge bases. Journal of Graphs, 2(2), 20–30.\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("heading", UNKNOWN_HEADINGS)
@pytest.mark.parametrize("form", LISTS)
def test_a_list_under_a_heading_that_is_not_known_is_not_lost_in_silence(form: str, heading: str) -> None:
    found = read(f"Mira Kovalenko\n\nI am a research scientist at Nimbus Labs.\n\n{heading}\n\n{LISTS[form]}")
    stated = [
        one.record.title for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Publication)
    ]
    titles = {title.value if title else "" for title in stated}
    right = {"Record linkage with sparse graph kernels", "Blocking for very large knowledge bases"}
    assert titles <= right
    assert titles == right or any(isinstance(one, Rejected) for one in found)
    biography = next(
        one.record.biography for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Person)
    )
    assert biography is None or "Record linkage" not in biography.value
