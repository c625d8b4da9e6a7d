"""Authors of a profile text that are no persons, and what stands in a list of authors and is no name."""

from __future__ import annotations

from typing import Final

import pytest

from scholargraph.bibliography.lines import Line
from scholargraph.model import AgentKind, Gap, Publication, SourceRecord
from scholargraph.sources.profile_text import SOURCE
from scholargraph.sources.profile_text.drafts import Draft
from scholargraph.sources.profile_text.records import set_aside_no_names
from tests.sources.profile_text.facts import item

PERSON, ORGANIZATION, GROUP, UNDECIDED = AgentKind

PAGE: Final = """Ida Probe

Publications

{0}. Tides of the northern harbours. Journal of Tides, 12(3), 1–9, 2021.

Ida Probe and Bo Chen. Salt in the wells of small islands. Journal of Salt, 4(1), 20–31, 2019.

Ida Probe, Ana Silva, and Jan de Vries. A map of currents under winter ice. Journal of Ice, 7(2), 3–17, 2018.

Ida Probe and Ruth Okafor. Wind on long dikes and its measurement. Journal of Dikes, 2(2), 50–61, 2017.
"""


def work(authors: str) -> Publication:
    """Read the work that these authors are printed on."""
    found = [one.record for one in SOURCE.read(item(PAGE.format(authors)), {}) if isinstance(one, SourceRecord)]
    (made,) = [
        one for one in found if isinstance(one, Publication) and "Tides of" in (one.title.value if one.title else "")
    ]
    return made


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("The Tidal Consortium", GROUP),
        ("the Harbour Study Group", GROUP),
        ("Arbeitsgruppe Küstenschutz", GROUP),
        ("the ATLAS Collaboration", GROUP),
        ("North Sea Network", GROUP),
        ("Bo Chen", PERSON),
        ("Guy Press", PERSON),
    ],
)
def test_an_author_is_what_its_name_says(printed: str, kind: AgentKind) -> None:
    made = work(f"Ida Probe, Ana Silva, and {printed}")
    kinds = {one.printed_name: one.agent.kind for one in made.contributions}
    assert kinds["Ida Probe"] is kinds["Ana Silva"] is PERSON
    name = next(
        name for name in kinds if name.removeprefix("The ") == printed.removeprefix("the ").removeprefix("The ")
    )
    assert kinds[name] is kind
    assert [one.person is not None for one in made.contributions] == [True, False, False]


@pytest.mark.parametrize("mark", ["et al.", "and 12 others", "u. a.", "et al", "and others"])
def test_a_cut_list_is_a_gap_and_no_author(mark: str) -> None:
    made = work(f"Ida Probe, Ana Silva, {mark}" if not mark.startswith("and") else f"Ida Probe, Ana Silva {mark}")
    assert [one.printed_name for one in made.contributions] == ["Ida Probe", "Ana Silva"]
    assert Gap.AUTHORS_TRUNCATED in made.gaps
    assert not made.authors_complete


def test_what_is_no_name_is_set_aside_and_the_list_is_not_whole() -> None:
    text = "Ida Probe, Anonymous, N.N., Bo Chen et al., The Tidal Team, …"
    names = ["Ida Probe", "Anonymous", "N.N.", "Bo Chen et al.", "The Tidal Team", "…"]
    lines = [Line(name, text.index(name), text.index(name) + len(name)) for name in names]
    draft = Draft(authors=list(lines))
    before = draft.span()
    set_aside_no_names(draft)
    assert [line.text for line in draft.authors] == ["Ida Probe", "Bo Chen", "The Tidal Team"]
    assert all(text[line.start : line.end] == line.text for line in draft.authors)
    assert draft.truncated
    assert draft.marks == [lines[1], lines[2], lines[5]]
    assert draft.span() == before


def test_a_whole_list_stays_as_it_is() -> None:
    lines = [Line("Ida Probe", 0, 9), Line("Al Others", 11, 20)]
    draft = Draft(authors=list(lines))
    set_aside_no_names(draft)
    assert (draft.authors, draft.marks, draft.truncated) == (lines, [], False)
