"""Researchers' pages of all layouts and thirteen languages, with what is right for each; measured as a whole.

Each page of `pages` was written, with its expectation, before or without looking at what the reader makes of it. A work is
right if its title, authors, year, venue and DOI are; it is false if the page has no work of that title.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.model import Organization, Person, Publication, SourceRecord, Venue
from tests.sources.profile_text.facts import read

PAGES: Final = sorted(Path(__file__).parent.glob("pages/*.toml"))
LEAST_RIGHT: Final = 0.95
"""So much of all works is right in every part; most of the rest has too much or too little in the name of its venue."""
YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass
class Score:
    """How the works of a page compare: expected, right, stated but of the page, stated and of no page."""

    works: int = 0
    right: int = 0
    false: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    named: bool = True
    roles: list[str] = field(default_factory=list)


@cache
def score(path: Path) -> Score:
    expected = tomllib.loads(path.read_text("utf-8"))
    found = read(path.with_suffix(".txt").read_text("utf-8"))
    records = [one.record for one in found if isinstance(one, SourceRecord)]
    person = next((one for one in records if isinstance(one, Person)), None)
    venues = {one.key: one.name for one in records if isinstance(one, Venue)}
    organizations = {one.key: one.name for one in records if isinstance(one, Organization)}
    name = person.name if person is not None else ""
    result = Score(named=_plain(name) == _plain(expected["name"]))
    if not result.named:
        result.wrong.append(f"name {name!r}, not {expected['name']!r}")
    printed = [
        _plain(f"{role.title.value if role.title else ''} @ {organizations[role.organization]}")
        for role in (person.roles if person else ())
    ]
    wanted = [_plain(role) for role in expected.get("roles", [])]
    result.roles = [role for role in printed if role not in wanted]
    works = [one for one in records if isinstance(one, Publication)]
    for entry in expected.get("work", []):
        result.works += 1
        titles = [_plain(title) for title in _either(entry["title"])]
        work = next((one for one in works if one.title is not None and _plain(one.title.value) in titles), None)
        if work is None:
            result.wrong.append(f"not stated: {_either(entry['title'])[0]}")
            continue
        works.remove(work)
        faults = [*_faults(entry, work, venues)]
        result.right += not faults
        result.wrong += [f"{_either(entry['title'])[0][:50]}: {fault}" for fault in faults]
    result.false = [one.title.value if one.title else "(no title)" for one in works]
    return result


def _faults(entry: dict[str, Any], work: Publication, venues: dict[Any, str]) -> list[str]:
    faults = []
    authors = [one.printed_name + (" *" if one.person else "") for one in work.contributions]
    if [_plain(one) for one in authors] != [_plain(one) for one in entry["authors"]]:
        faults.append(f"authors {authors}, not {entry['authors']}")
    year = str(work.issued.year) if work.issued else None
    if year != entry.get("year"):
        faults.append(f"year {year}, not {entry.get('year')}")
    venue = venues[work.venue] if work.venue else ""
    if _venue(venue) not in [_venue(one) for one in _either(entry.get("venue", ""))]:
        faults.append(f"venue {venue!r}, not {entry.get('venue')!r}")
    dois = [one.value for one in work.identifiers if one.scheme == "doi"]
    if entry.get("doi") and entry["doi"].casefold() not in dois:
        faults.append(f"DOI {dois}, not {entry['doi']}")
    return faults


def _either(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _plain(words: str) -> str:
    return re.sub(r"[\s.,;:*]+", " ", words).strip().casefold() + ("*" if words.endswith("*") else "")


def _venue(words: str) -> str:
    plain = re.sub(r"\s+", "", re.sub(r"^(?:the|in) ", "", _plain(YEAR.sub("", words))))
    return "" if plain == "arxiv" else plain  # a repository may be stated as the venue of its preprints, or not


def test_the_pages_are_of_all_layouts_and_languages() -> None:
    expected = [tomllib.loads(path.read_text("utf-8")) for path in PAGES]
    layouts = Counter(one["form"] for one in expected)
    assert len(PAGES) >= 60
    assert set(layouts) == {
        "google",
        "title-first",
        "authors-first",
        "citations",
        "scholar",
        "dblp",
        "orcid",
        "microsoft",
        "markdown",
        "none",
    }
    assert len({one["language"] for one in expected}) >= 12


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_states_no_false_work_and_no_false_name(path: Path) -> None:
    found = score(path)
    assert not found.false, [*found.false, *found.wrong]
    assert not found.roles, found.roles


def test_what_is_right_on_all_pages_together() -> None:
    scores = [score(path) for path in PAGES]
    works, right, named = (
        sum(one.works for one in scores),
        sum(one.right for one in scores),
        sum(one.named for one in scores),
    )
    figures = f"{len(PAGES)} pages: {right} of {works} works right, {named} names right"
    assert right >= LEAST_RIGHT * works, figures
    assert named >= 0.97 * len(PAGES), figures
