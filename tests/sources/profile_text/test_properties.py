"""What must hold of every text, however strange, and of every page that is put together from known entries."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.sources.profile_text import flood as distinct_lines
from benchmarks.sources.profile_text import records
from scholargraph.errors import SourceError
from scholargraph.model import Gap, Person, Rejected, SourceRecord, TextSpan
from scholargraph.sources.profile_text import LIMIT, SOURCE
from tests.growth import grows_in_proportion
from tests.sources.profile_text.facts import entries, item, read, span

CASES: Final = sorted(Path(__file__).parent.glob("cases/*/profile.txt"))
TEXTS: Final = [path.read_bytes().decode("utf-8") for path in CASES]

PIECES: Final = (
    "Ada Bright", "Preview abstract", "View details", "2024", "(2019)", "\n", "\n\n", " ", "\r\n", "\t", "\u00a0", "\u2028",
    "Publications", "Authored Publications", "Sort By", "Title", "Lamps at Night", "Proceedings of Lamps, ACM (2020), pp. 1-9",
    "Research Areas", "×", "Follow us", "[1, 2]", r"\citep{x}", "$x$", "doi:10.1234/x", "https://x.example/a)", "王小明",
    "Ada is a scientist at Lampworks.", "In ", ", ", "and ", "et al.", "----", "• ", "# ", "pp. 9", "vol. 3", "(to appear)",
    "We light lamps, and then we put them out again, and so on until the morning comes.", "\ufeff", "\f", "(", ")", "“", "é",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_page_is_read_without_fail_and_with_its_evidence(text: str) -> None:
    _check(text)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_fail_and_with_its_evidence(text: str) -> None:
    _check(text)


@given(st.sampled_from(TEXTS), st.integers(min_value=0), st.integers(min_value=1, max_value=12))
@settings(max_examples=300, deadline=None)
def test_a_damaged_page_is_read_without_fail_and_with_its_evidence(text: str, seed: int, times: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage, no secrets
    lines = text.splitlines(keepends=True)
    for _ in range(times):
        at = chance.randrange(len(lines))
        damage = chance.choice(("lose", "double", "cut", "join", "move"))
        if damage == "lose" and len(lines) > 1:
            lines.pop(at)
        elif damage == "double":
            lines.insert(at, lines[at])
        elif damage == "cut":
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
        elif damage == "join":
            lines[at] = lines[at].rstrip("\n") + " "
        elif len(lines) > 1:
            lines.insert(chance.randrange(len(lines)), lines.pop(at))
    _check("".join(lines))


def _check(text: str) -> None:
    """Read a text; what it says must be made of its words, at the place that is named."""
    try:
        found = read(text)
    except SourceError:
        return  # empty or binary: said before anything is read
    data = text.encode("utf-8")
    assert found, "a text says something, or why it says nothing"
    people = [one for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Person)]
    assert len(people) == 1 or (len(found) == 1 and isinstance(found[0], Rejected))
    for one in found:
        if isinstance(one, Rejected):
            assert isinstance(one.locator, TextSpan)
            assert one.locator.end <= len(data)
            continue
        for evidence in (one.whole, *(said.evidence for said in one.attributions)):
            assert evidence.quote == data[span(evidence).start : span(evidence).end].decode("utf-8") != ""
    for work in entries(found):
        assert sum(contribution.person is not None for contribution in work.contributions) <= 1
        assert not work.authors_complete
        assert work.title is not None or Gap.TITLE_LOST in work.gaps


# ── pages made of known entries ─────────────────────────────────────────────────────────────────────────────────────

GIVEN: Final = ("Ottoline", "Per Åke", "Ji-woo", "Zebulon", "Anna", "Kwame A.", "J. P.", "María José", "Ольга", "Yusra")
FAMILY: Final = (
    "Brack",
    "Lindqvist",
    "van der Meulen",
    "Okonkwo-Brandt",
    "D'Angelo",
    "de la Cruz",
    "Ó Briain",
    "Al-Masri",
    "Li",
)
TITLES: Final = (
    "Reading Rivers: A Study of Hydrological Maps", "Which Way Is Up?", "Threads", "On the Colour Blue", "LAMPS IN 2024",
    "“Counting” Birds by Ear", "Tiny Seeds", "Secretaries with Advice", "Towards a Theory of Tape, Part II", "BERT",
    "Overview of the Title Conference 2011", "草原の子守唄についての比較研究", "Колыбельные в степи", "This title ends in a full stop.",
    "Attention Is All You Need", "Deep Lamps", "C++ & Rust: 100% of $0?",
)  # fmt: skip
VENUES: Final = (
    ("2024", None, 2024),
    ("(2022) (to appear)", None, 2022),
    ("KDD 2024", "KDD 2024", 2024),
    ("SIGLAMP (2023)", "SIGLAMP", 2023),
    (
        "Proceedings of the Lamp Conference, ACM, New York, NY, USA(2019), pp. 4278 - 4289",
        "Proceedings of the Lamp Conference",
        2019,
    ),
    ("Journal of Lamps, 32(3) (2025), pp. 1-39", "Journal of Lamps", 2025),
    (
        "Workshop on Measurements, Attacks, and Defenses (MADW)",
        "Workshop on Measurements, Attacks, and Defenses (MADW)",
        None,
    ),
    ("Nature, vol. 529 (2016), pp. 484-489", "Nature", 2016),
    ("arXiv (2021)", "arXiv", 2021),
)
ABSTRACTS: Final = (
    "We light lamps. View them in 2024.",
    "Lamps?",
    "We measured 40 of them.\nThen we stopped, and that was all.",
)


@dataclass(frozen=True)
class Entry:
    """What an entry was made of; without a header only the abstract is printed."""

    title: str
    names: tuple[str, ...]
    venue: tuple[str, str | None, int | None]
    abstract: str | None
    header: bool


NAMES = st.builds(lambda given, family: f"{given} {family}", st.sampled_from(GIVEN), st.sampled_from(FAMILY))
ENTRIES = st.builds(
    Entry,
    title=st.sampled_from(TITLES),
    names=st.lists(NAMES, max_size=45, unique=True).map(tuple),
    venue=st.sampled_from(VENUES),
    abstract=st.sampled_from((*ABSTRACTS, None)),
    header=st.booleans(),
).filter(lambda entry: entry.header or entry.abstract is not None)


def _without_doubles(made: list[Entry]) -> list[Entry]:
    """Leave out an entry that prints nothing but the abstract of the one before: a line that stands twice is read once."""
    return [
        two for one, two in pairwise([None, *made]) if two and (two.header or not one or one.abstract != two.abstract)
    ]


@given(
    st.lists(ENTRIES, max_size=8).map(_without_doubles),
    st.sampled_from(("lines", "commas", "blocks")),
    st.sampled_from(("", "    ", "\t")),
    st.booleans(),
)
@settings(max_examples=250, deadline=None)
def test_a_page_says_what_it_was_made_of(made: list[Entry], layout: str, margin: str, twice: bool) -> None:  # noqa: FBT001
    text = "Wilhelmina Ashgrove\n" + ("\nWilhelmina Ashgrove\n" if twice else "")
    text += "\nWilhelmina reads lamps, and she has read them for years.\nAuthored Publications\nSort By\n  • Title\n  • Year\n"
    for entry in made:
        text += "".join(f"{margin}{line}\n" for line in _printed(entry, layout))
    works = entries(read(text + margin + "×\n"))
    assert [work.title.value if work.title else None for work in works] == [e.title if e.header else None for e in made]
    for work, entry in zip(works, made, strict=True):
        printed = [one.printed_name for one in work.contributions if one.person is None]
        assert printed == (list(entry.names) if entry.header else [])
        assert (work.abstract.value if work.abstract else None) == entry.abstract
        assert (work.issued.year if work.issued else None) == (entry.venue[2] if entry.header else None)
        assert (work.venue is not None) == (entry.header and entry.venue[1] is not None)


def _printed(entry: Entry, layout: str) -> list[str]:
    lines: list[str] = []
    if entry.header:
        names = [", ".join(entry.names)] if layout == "commas" and len(entry.names) > 1 else list(entry.names)
        lines += [entry.title, *names, entry.venue[0]]
    if entry.abstract is None:
        return [*lines, "Preview"]
    if layout == "blocks":
        return [*lines, "Preview abstract", *entry.abstract.split("\n"), "View details"]
    first, *rest = f"Preview abstract {entry.abstract} View details".split("\n")
    return [*lines, first, *rest]


# ── size ────────────────────────────────────────────────────────────────────────────────────────────────────────────

HEAD: Final = "Ada Bright\n\nAda Bright\n\nAda is a scientist at Lampworks.\nAuthored Publications\nSort By\n"
FLOODS: Final = {
    "spaces": " ", "no-break-spaces": "\u00a0", "one-word": "a", "words": "ab ", "name-lines": "Ada Chen\n",
    "entries": "A Study of Lamps\nBo Chen\n2020\n", "headings": "Publications\n", "openers": "Preview abstract ",
    "closers": "View details X ", "open-abstracts": "Preview abstract foo\n", "parentheses": "(", "brackets": "Preview abstract [1",
    "citations": "Preview abstract \\cite{", "options": "\\cite[", "dollars": "$ ", "styles": "\\emph{a ", "names": "Bo Chen, ",
    "addresses": "http://a.b/c ", "address-lines": "http://a.b/c\n", "digits": "T x\n" + "1" * 590 + "\n",
    "dashes": "T x\npp. " + "1-" * 290 + "\n", "full-stops": "T x\n" + "a. " * 190 + "2020\n", "menus": "Sort By\n",
    "quotes": "T x\n" + '"a" ' * 140 + "2020\n", "gaps": "T x\nBo" + " " * 550 + "Chen\n", "and": "T x\n" + "and " * 1400 + "\n",
    "et-al": "T x\n" + "et al. " * 80 + "\n", "numbers": "1 ", "form-feeds": "\f", "returns": "\r", "rules": "-----\n", "han": "王小明\n",
    "venues": "T x\nBo Chen\nProceedings of X, " + "ACM, " * 100 + "USA (2019)\n", "sentences": "Ada is a scientist. ",
    "tabs-in-abstract": "Preview abstract a" + "\t" * 4000 + "\\cite{a} View details\n",
}  # fmt: skip


@pytest.mark.parametrize("flood", FLOODS)
def test_no_flood_takes_longer_than_it_is_long(flood: str) -> None:
    """A hundred thousand characters of each: whoever goes over the rest again for each of them is not done by nightfall."""
    words = FLOODS[flood]
    text = HEAD + words * (100_000 // len(words))
    assert len(text) < LIMIT
    assert list(SOURCE.read(item(text), {}))


@pytest.mark.parametrize("layout", ["google", "any page"])
@pytest.mark.parametrize("kind", ["titles", "citations"])
def test_the_work_for_lines_of_which_none_stands_twice_grows_with_their_number_in_proportion(
    layout: str, kind: str
) -> None:
    """What is remembered of lines helps nothing here; how long 20,000 of each kind take, the benchmark tells."""
    records(distinct_lines(layout, kind, 20))
    assert grows_in_proportion(lambda lines: records(distinct_lines(layout, kind, lines)), 600)
