"""The order of sources, files and lines decides whose word is stated, and nothing else."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import permutations
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    Agent,
    Contribution,
    Entry,
    Evidence,
    Name,
    Organization,
    Pages,
    PartialDate,
    Person,
    PublicationType,
    Source,
    SourceRecord,
    Text,
    Venue,
)
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger, reconcile
from tests.reconcile.records import FILES, SOURCES, reading, work

TITLES: Final = ("Maps of nowhere", "Maps of Nowhere", "A grammar of coastlines", "Editorial", "Rivers, part 1")
DOIS: Final = tuple(parse_identifier(f"doi:10.5555/{number}") for number in range(3))
ORCIDS: Final = (parse_identifier("orcid:0000-0002-1825-0097"), parse_identifier("orcid:0000-0001-5109-3700"))
NAMES: Final = ("Ada Quill", "ada quill", "Wei Wang", "R. M. Vale")
VENUES: Final = ("Journal of Studies", "Journal of studies", "Weather Notes")

AUTHORS: Final = st.builds(
    lambda name, iris, place: Contribution(agent=Agent(name=Name(printed=name), identifiers=iris), position=place),
    st.sampled_from(NAMES),
    st.sampled_from([(), (), (ORCIDS[0],), (ORCIDS[1],)]),
    st.sampled_from([None, 1, 2]),
)
WORKS: Final = st.fixed_dictionaries({
    "title": st.sampled_from(TITLES),
    "issued": st.sampled_from([None, PartialDate(2020), PartialDate(2020, 5), PartialDate(2021)]),
    "type": st.sampled_from([PublicationType.OTHER, PublicationType.JOURNAL_ARTICLE, PublicationType.PREPRINT]),
    "identifiers": st.sampled_from([(), (), *((one,) for one in DOIS)]),
    "volume": st.sampled_from([None, "1", "2"]),
    "pages": st.sampled_from([None, Pages(first="1"), Pages(first="1", last="9")]),
    "keywords": st.sampled_from([(), (Text("maps"),), (Text("Maps", "en"), Text("rivers"))]),
    "contributions": st.lists(AUTHORS, max_size=2, unique_by=lambda one: one.printed_name.casefold()).map(tuple),
})  # fmt: skip
SAID: Final = st.lists(
    st.tuples(
        st.sampled_from([*FILES]),
        st.one_of(
            st.tuples(st.just("publication"), WORKS),
            st.tuples(st.just("venue"), st.fixed_dictionaries({"name": st.sampled_from(VENUES)})),
            st.tuples(st.just("organization"), st.fixed_dictionaries({"name": st.sampled_from(("Office", "OFFICE"))})),
            st.tuples(
                st.just("person"),
                st.fixed_dictionaries(
                    {"name": st.sampled_from(NAMES), "identifiers": st.sampled_from([(), ORCIDS[:1]])}
                ),
            ),
        ),
    ),
    min_size=2,
    max_size=7,
)


def readings(said: list[tuple[str, tuple[str, dict[str, Any]]]]) -> list[SourceRecord]:
    """Records of which each has evidence of its own, so that it can be told from the others in any catalogue."""
    made = []
    for number, (source, (kind, values)) in enumerate(said):
        key = Key(f"{kind}/~{source}/e{number}")
        if kind == "publication":
            made.append(reading(source, work(source, f"e{number}", **values), number=number))
        else:
            record = {"venue": Venue, "organization": Organization, "person": Person}[kind]
            made.append(reading(source, record(key=key, **values), number=number))
    return made


def content(catalogue: Joined) -> dict[frozenset[Evidence], dict[str, Hashable]]:
    """What is said of each thing, stated or not: the values of each field with where they were read.

    Values of several sources that agree are one, in the spelling and with the precision of the one that is stated: only where
    they were read is compared.
    """
    return {frozenset(entry.evidence_for()): _of_entry(entry) for entry in catalogue.entries()}


def _of_entry(entry: Entry) -> dict[str, Hashable]:
    found: dict[str, set[Evidence]] = {}
    for (field, _), places in entry.evidence.items():
        found.setdefault(field, set()).update(places)
    for conflict in entry.conflicts:
        found.setdefault(conflict.field, set()).update(other.evidence for other in conflict.others)
    return {field: frozenset(places) for field, places in found.items()}


def joined(said: list[SourceRecord], sources: tuple[Source, ...] = SOURCES) -> Joined:
    return reconcile(said, sources=sources, ledger=Ledger(schemes=IDENTIFYING))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=SAID, data=st.data())
def test_any_order_of_entries_and_sources_gives_the_same_things(said: list[Any], data: st.DataObject) -> None:
    made = readings(said)
    shuffled = data.draw(st.permutations(made))
    sources = tuple(data.draw(st.permutations(SOURCES)))
    before, after = content(joined(made)), content(joined(shuffled, sources))
    assert before.keys() == after.keys()
    assert before == after


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=SAID, data=st.data())
def test_the_order_of_sources_in_the_input_changes_nothing_at_all(said: list[Any], data: st.DataObject) -> None:
    made = readings(said)
    # Within a source the entries keep their order: which of two values stands first there is a preference.
    order = data.draw(st.permutations([*FILES]))
    other = sorted(made, key=lambda one: order.index(one.whole.source))
    before, after = joined(made), joined(other)
    stated = {frozenset(entry.evidence_for()): entry.conflicts for entry in before.entries()}
    assert stated == {frozenset(entry.evidence_for()): entry.conflicts for entry in after.entries()}


NAMESAKES: Final = {
    "works of several DOIs": [
        reading("page", work("page", str(at), title="Editorial", identifiers=(doi,))) for at, doi in enumerate(DOIS)
    ],
    "works of several volumes": [
        reading(source, work(source, "e", title="Editorial", issued=PartialDate(2001 + at), volume=str(at)))
        for at, source in enumerate(FILES)
    ],
    "works of several authors": [
        reading("page", work("page", str(at), title="Editorial", contributions=(Contribution.of(name, position=1),)))
        for at, name in enumerate(("Ada Quill", "Benoît Okafor", "Mira Kovalenko"))
    ],
    "persons": [
        reading(source, Person(key=Key(f"person/~{source}/p"), name="Wei Wang", identifiers=iris))
        for source, iris in zip(FILES, ((), ORCIDS[:1], ORCIDS[1:]), strict=True)
    ],
    "persons with places of work": [
        reading("page", Person(key=Key(f"person/~page/{at}"), name="Wei Wang", alternate_names=(name,)))
        for at, name in enumerate(("Wei-Ming Wang", "Weihua Wang", "Weijun Wang"))
    ],
    "organisations": [
        reading("page", Organization(key=Key(f"organization/~page/{at}"), name="City Hospital", location=place))
        for at, place in enumerate(("Northmoor", "Southport", "Eastvale"))
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", NAMESAKES)
def test_the_numbers_of_namesakes_follow_what_they_say(name: str) -> None:
    """Nothing of the ids, the lines and the order of sources decides who is the second of a name."""
    made = NAMESAKES[name]
    seen = set()
    for order in permutations(made):
        for sources in permutations(SOURCES):
            found = joined([*order], sources)
            seen.add(frozenset((entry.key, frozenset(entry.evidence_for())) for entry in found.entries()))
    assert len(seen) == 1
    assert len(next(iter(seen))) == len(made)
