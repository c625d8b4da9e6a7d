"""Lists of works as groups of lines, put together from known entries in many forms, and ways to damage them.

It is shared by the tests of this folder and decides nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography.lines import Line, lines
from scholargraph.sources.profile_text.drafts import Draft

OWNER: Final = "Mira Kovalenko"

PEOPLE: Final = (
    "Tunde Adeyemi", "Saga Lindqvist", "Oskar Brandt", "Lubor Kestrin", "Vesna Odrin", "Ines de la Vega", "Jean-Luc d'Amboise",
    "Chia-Hao Wu", "Aroha Ngata", "Safwan bin Yusof", "Lena Fjeld-Hansen", "Tomasz Żurek", "Emeka Nwosu", "Ana Silva",
    "Malin Östberg", "Hyun-Ju Seo", "Pieter van der Berg", "Orla Ní Bhriain",
)  # fmt: skip
TITLES: Final = (
    "Record Linkage with Sparse Graph Kernels", "Blocking for very large knowledge bases", "What We Know About Remote Work",
    "Minimum Wages and Hours, Not Heads", "Do Query Optimizers Need Statistics?", "Learning to Slip", "Small Databases",
    "Contact-Rich Planning in 10 Milliseconds", "The Price of a Missed Bus: Commuting Reliability and Job Search",
    "Who Trains the Trainers? Evidence from Apprenticeship Reform", "Monopsony at the Harbour", "On Ladders",
    "Joins in the Browser: Worst-Case Optimal and Under 200 Kilobytes", "SQLess: Declarative Queries on Microcontrollers",
    "Tether Management for Vineyard Robots", "Stable Marriages, Unstable Markets and the Ladders between Them",
    "A Benchmark for Embedded Key-Value Stores, Revisited", "Incremental view maintenance over lossy links",
    "Flood Extent Estimation from Short Messages after the Storms of 1987", "Legged Locomotion on Pumice: Models and Experiments",
    "Wiedervernässung von Niedermooren: Was bleibt nach zehn Jahren?", "Tides", "When Is a Lamp a Light Source",
    "Qui paie le guet ? Fiscalité et défense au XIVe siècle", "Local Cultures of Advice in Large Teams", "Mean Field Lanterns",
    "Sorting without Comparing: Lower Bounds for Lazy Algorithms", "State Estimation under Mud", "iTask: a language for chores",
    "A note on the conjecture of Odrin",
)  # fmt: skip
VENUES: Final = (
    "Journal of Graphs, vol. 3, no. 2, pp. 10-21, {year}", "29th International Conference on Data Mining (ICDM), {year}", "VLDB {year}",
    "Labour Economics, {year}", "Proceedings of the Conference on Large Tables, pp. 100–110, {year}", "SIGMOD {year}",
    "IEEE Robotics and Automation Letters, {year}", "Transactions on Tables 40 (2), 1546–1565 ({year})", "Nature Lanterns, {year}",
    "In Proc. of the 12th Workshop on Lamps, Torbay, {year}", "Annals of Improbable Statistics, {year}", "arXiv:2405.01234, {year}",
    "Journal of Economic History, vol. 79, no. 4, December {year}", "PhD thesis, University of Northmere, {year}",
    "Robotics: Science and Systems (RSS), {year}", "Zeitschrift für Bodenkunde, 31 (2), S. 88–104, {year}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One work as it is printed."""

    title: str
    names: tuple[str, ...]
    venue: str
    year: int


@dataclass(frozen=True, slots=True)
class Page:
    """The lines under the heading of a list, blank ones among them, and the works that they list."""

    lines: tuple[str, ...]
    entries: tuple[Entry, ...]

    def section(self) -> tuple[Line, ...]:
        return section("\n".join(self.lines))


def section(text: str) -> tuple[Line, ...]:
    """Give the lines of a text, as a layout is handed them."""
    return tuple(lines(text))


def some_entries(chance: random.Random, count: int) -> tuple[Entry, ...]:
    """Make up works, no two with the same title."""
    found = []
    for title in chance.sample(TITLES, count):
        others = chance.sample(PEOPLE, chance.randint(0, 4))
        names = [*others]
        names.insert(chance.randint(0, len(names)), OWNER)
        year = chance.randint(2008, 2025)
        found.append(Entry(title, tuple(names), chance.choice(VENUES).format(year=year), year))
    return tuple(sorted(found, key=lambda entry: -entry.year))


def short(name: str) -> str:
    given, _, family = name.partition(" ")
    return f"{given[0]}. {family}"


def inverted(name: str) -> str:
    given, _, family = name.partition(" ")
    return f"{family}, {given[0]}."


def joined(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]


def _title_first(entry: Entry) -> list[str]:
    return [entry.title, ", ".join(entry.names), entry.venue]


def _with_links(entry: Entry) -> list[str]:
    return [entry.title, joined(entry.names), entry.venue, "[pdf] [code] [slides]"]


def _with_abstract(entry: Entry) -> list[str]:
    text = "Abstract: We study an old question again. It turns out that nothing is as we thought, and we say why at some length."
    return [entry.title, joined(entry.names), entry.venue, text]


def _names_and_venue(entry: Entry) -> list[str]:
    return [entry.title + ".", f"{', '.join(entry.names)}. {entry.venue}."]


def _without_owner(entry: Entry) -> list[str]:
    others = [name for name in entry.names if name != OWNER]
    return [entry.title, *([f"with {joined(others)}"] if others else []), entry.venue]


def _with_last(entry: Entry) -> list[str]:
    others = [name for name in entry.names if name != OWNER]
    return [entry.title, entry.venue, *([f"(with {joined(others)})"] if others else [])]


def _year_last(entry: Entry) -> list[str]:
    return [entry.title, ", ".join(map(short, entry.names)), str(entry.year)]


def _quoted(entry: Entry) -> list[str]:
    return [f"“{entry.title},”", "; ".join(map(inverted, entry.names)) + ".", entry.venue, "PDF | BibTeX"]


def _no_names(entry: Entry) -> list[str]:
    return [entry.title, entry.venue]


def _authors_first(entry: Entry) -> list[str]:
    return [joined([short(name) for name in entry.names]), f'"{entry.title}"', entry.venue]


def _authors_and_year(entry: Entry) -> list[str]:
    return [f"{', '.join(map(inverted, entry.names))} ({entry.year})", entry.title, entry.venue, "(DOI: 10.5555/aaa.1)"]


@dataclass(frozen=True, slots=True)
class Form:
    """How entries are printed: their lines, what stands before each, whether blank lines part them, whether years head them."""

    layout: str
    entry: Callable[[Entry], list[str]]
    blanks: bool = True
    years: bool = False
    mark: str = ""

    @property
    def parted(self) -> bool:
        """Whether something shows where each entry begins."""
        return self.blanks or bool(self.mark)

    def page(self, entries: Sequence[Entry]) -> Page:
        """Print works in this form."""
        found: list[str] = []
        year = 0
        for number, entry in enumerate(entries, start=1):
            if found and self.blanks:
                found.append("")
            if self.years and entry.year != year:
                year = entry.year
                found.append(str(year))
            first, *rest = self.entry(entry)
            found += [self.mark.format(number) + first, *rest]
        return Page(tuple(found), tuple(entries))


FORMS: Final = {
    "title-names-venue": Form("title-first", _title_first),
    "title-names-venue, no blank lines": Form("title-first", _title_first, blanks=False),
    "title-names-venue under years": Form("title-first", _title_first, blanks=False, years=True),
    "title-names-venue under years, blank lines": Form("title-first", _title_first, years=True),
    "title-names-venue-links": Form("title-first", _with_links),
    "title-names-venue-links, no blank lines": Form("title-first", _with_links, blanks=False),
    "title-names-venue-abstract": Form("title-first", _with_abstract),
    "numbered": Form("title-first", _title_first, blanks=False, mark="{}. "),
    "bulleted": Form("title-first", _title_first, blanks=False, mark="• "),
    "title, names and venue": Form("title-first", _names_and_venue),
    "title, names and venue, no blank lines": Form("title-first", _names_and_venue, blanks=False),
    "with others": Form("title-first", _without_owner),
    "with others, no blank lines": Form("title-first", _without_owner, blanks=False),
    "with others last": Form("title-first", _with_last),
    "title-names-year": Form("title-first", _year_last),
    "quoted": Form("title-first", _quoted),
    "title-venue": Form("title-first", _no_names),
    "names-title-venue": Form("authors-first", _authors_first),
    "names-title-venue, no blank lines": Form("authors-first", _authors_first, blanks=False),
    "names-year-title-venue": Form("authors-first", _authors_and_year),
    "names-year-title-venue, numbered": Form("authors-first", _authors_and_year, blanks=False, mark="[{}] "),
}  # fmt: skip


def with_lines_lost(chance: random.Random, page: Page, share: float = 0.1) -> Page:
    """Lose lines that say something; blank ones stay."""
    return Page(tuple(line for line in page.lines if not line or chance.random() >= share), page.entries)


def with_any_lines_lost(chance: random.Random, page: Page, share: float = 0.1) -> Page:
    """Lose lines, blank ones as well."""
    return Page(tuple(line for line in page.lines if chance.random() >= share), page.entries)


def with_lines_doubled(chance: random.Random, page: Page) -> Page:
    return Page(tuple(line for each in page.lines for line in [each] * (1 + (chance.random() < 0.1))), page.entries)


def with_lines_swapped(chance: random.Random, page: Page) -> Page:
    """Swap a line here and there with the next."""
    found = list(page.lines)
    for at in range(len(found) - 1):
        if chance.random() < 0.08:
            found[at], found[at + 1] = found[at + 1], found[at]
    return Page(tuple(found), page.entries)


def with_lines_joined(chance: random.Random, page: Page) -> Page:
    """Lose the end of a line here and there."""
    found: list[str] = []
    for line in page.lines:
        if found and found[-1] and line and chance.random() < 0.08:
            found[-1] += " " + line
        else:
            found.append(line)
    return Page(tuple(found), page.entries)


def shuffled(chance: random.Random, page: Page) -> Page:
    found = list(page.lines)
    chance.shuffle(found)
    return Page(tuple(found), page.entries)


def two_in_one(chance: random.Random, page: Page) -> Page:
    """Add a page of another form below."""
    other = FORMS[chance.choice(sorted(FORMS))].page(some_entries(chance, 6))
    return Page((*page.lines, *other.lines), (*page.entries, *other.entries))


_OWN_RESTS: Final = frozenset({"", "(DOI: 10.5555/aaa.1)", "PDF | BibTeX", "[pdf] [code] [slides]"})
"""What of an entry's own lines is no harm behind its venue."""

DAMAGES: Final = {
    "lines lost": with_lines_lost,
    "lines lost, blank ones as well": with_any_lines_lost,
    "lines doubled": with_lines_doubled,
    "lines swapped": with_lines_swapped,
    "lines joined": with_lines_joined,
    "shuffled": shuffled,
    "two pages in one": two_in_one,
}


def fault_of(draft: Draft, entries: Sequence[Entry]) -> str:
    """Say what is false about a stated work: its title is none, or its parts are not those of the work of that title."""
    title = _plain(" ".join(line.value for line in draft.title))
    own = [entry for entry in entries if _plain(entry.title) == title]
    if not own:
        return f"no title: {title!r}"
    names = [_plain(line.value) for line in draft.authors]
    venue = _plain(draft.venue.value) if draft.venue is not None else ""
    for entry in own:
        printed = {_plain(form) for name in entry.names for form in (name, short(name), inverted(name))}
        rest = venue.removeprefix(_plain(entry.venue)).strip(" .")
        if all(name in printed for name in names) and (not venue or rest in _OWN_RESTS):
            return ""
    return f"parts of others: {title!r} {names} {venue!r}"


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(' .,“”"')
