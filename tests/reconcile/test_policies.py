"""Merge policies come from the field registry: a class of record that nobody has seen before merges by what it declares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    RECORD_CLASSES,
    Alternative,
    Attribution,
    Contribution,
    Dispute,
    Entry,
    Gap,
    Merge,
    PartialDate,
    SourceRecord,
    Text,
    fields_of,
    organization,
)
from scholargraph.model.fields import declared
from scholargraph.reconcile.derive import DERIVATIONS
from scholargraph.reconcile.fusion import _POLICIES, fuse
from scholargraph.reconcile.preference import Preference
from tests.reconcile.records import SOURCES, conflicts, joined, proof, reading, work, works

DOI = (parse_identifier("doi:10.5555/t"),)
"""What makes two entries one work, though everything else that they say differs."""
OTHER = (parse_identifier("doi:10.5555/u"),)

KEY: Final = Key("instrument/lens")
RANKS: Final = Preference.of(source.name for source in SOURCES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A class of record of this test's own; no other module knows a field of it."""

    collection: ClassVar[str] = "instrument"

    key: Annotated[Key, declared("Key", "Keys", "The key.", merge=Merge.KEY)]
    label: Annotated[str, declared("Label", "Labels", "What it is called.", others="other_labels")]
    other_labels: Annotated[tuple[str, ...], declared("Other label", "Other labels", "Other labels.")] = ()
    maker: Annotated[str | None, declared("Maker", "Makers", "Who made it.")] = None
    built: Annotated[PartialDate | None, declared("Date", "Dates", "When it was built.")] = None
    uses: Annotated[tuple[Text, ...], declared("Use", "Uses", "What it is for.")] = ()
    users: Annotated[tuple[Contribution, ...], declared("User", "Users", "Who uses it.", merge=Merge.CONTRIBUTORS)] = ()
    weight: Annotated[int | None, declared("Weight", "Weights", "Its weight in grams.")] = None
    gaps: Annotated[tuple[Gap, ...], declared("Gap", "Gaps", "What is not known.", merge=Merge.DERIVE)] = ()


def instrument(source: str, label: str = "Lens", **values: Any) -> SourceRecord:
    return reading(source, Instrument(key=Key(f"instrument/~{source}/1"), label=label, **values))  # type: ignore[arg-type]


def merged(*said: SourceRecord) -> Entry:
    return fuse(KEY, said, preference=RANKS)


def value(entry: Entry, name: str) -> Any:
    return getattr(entry.record, name)


def test_one_value_is_the_preferred_sources_and_the_other_a_conflict() -> None:
    entry = merged(instrument("page", maker="Two", weight=3), instrument("curation", maker="One"))
    record: Any = entry.record
    assert record == Instrument(key=KEY, label="Lens", maker="One", weight=3)
    (conflict,) = entry.conflicts
    assert (conflict.field, conflict.stated) == ("maker", "One")
    assert conflict.others == (Alternative("Two", proof("page")),)
    assert entry.evidence[("maker", "One")] == (proof("curation"),)
    assert entry.evidence[("weight", 3)] == (proof("page"),)
    assert entry.evidence[("label", "Lens")] == (proof("curation"), proof("page"))


def test_the_more_precise_value_is_stated() -> None:
    entry = merged(instrument("curation", built=PartialDate(1931)), instrument("page", built=PartialDate(1931, 5)))
    assert value(entry, "built") == PartialDate(1931, 5)
    assert entry.conflicts == ()


def test_several_values_are_united_each_once() -> None:
    entry = merged(
        instrument("page", uses=(Text("Reading"), Text("Fire"))), instrument("curation", uses=(Text("Fire", "en"),))
    )
    assert value(entry, "uses") == (Text("Fire", "en"), Text("Reading"))
    assert entry.evidence[("uses", Text("Fire", "en"))] == (proof("curation"), proof("page"))
    assert entry.evidence[("uses", Text("Reading"))] == (proof("page"),)


def test_contributors_are_joined_by_their_names() -> None:
    entry = merged(
        instrument("curation", users=(Contribution.of("Ada Quill"),)),
        instrument("page", users=(Contribution.of("ada quill", position=2), Contribution.of("B. Two"))),
    )
    users = (Contribution.of("Ada Quill", position=2), Contribution.of("B. Two"))
    assert value(entry, "users") == users
    assert entry.evidence[("users", users[0])] == (proof("curation"), proof("page"))


def test_a_name_that_the_registry_knows_as_another_one_is_no_conflict() -> None:
    entry = merged(instrument("curation", other_labels=("Burning glass",)), instrument("page", "burning glass"))
    assert value(entry, "label") == "Lens"
    assert entry.conflicts == ()
    assert set(entry.evidence[("other_labels", "Burning glass")]) == {proof("curation"), proof("page")}
    assert entry.evidence[("label", "Lens")] == (proof("curation"),)
    assert [one.field for one in merged(instrument("curation"), instrument("page", "Other")).conflicts] == ["label"]


def test_gaps_follow_from_what_no_source_fills() -> None:
    entry = merged(instrument("curation"), instrument("page", gaps=(Gap.DATE_UNKNOWN,)))
    assert value(entry, "gaps") == (Gap.DATE_UNKNOWN,)


def test_zero_is_a_number_like_any_other() -> None:
    entry = merged(instrument("curation", weight=0), instrument("page", weight=5))
    assert value(entry, "weight") == 0
    assert [one.others[0].value for one in entry.conflicts] == [5]


def test_a_flag_that_is_false_is_no_word_against_one_that_is_true() -> None:
    silent = reading("curation", work("curation", "1", title="T"))
    denied = Attribution("authors_complete", False, proof("curation"))  # noqa: FBT003 - a value
    silent = SourceRecord(silent.record, silent.whole, (*silent.attributions, denied))
    (only,) = works(joined(silent))
    assert only.authors_complete is False
    catalogue = joined(silent, reading("page", work("page", "1", title="T", authors_complete=True)))
    (only,) = works(catalogue)
    assert only.authors_complete is True
    assert conflicts(catalogue) == []


@pytest.mark.parametrize("record", RECORD_CLASSES)
def test_every_policy_and_every_field_that_is_derived_is_known(record: type) -> None:
    for name, field in fields_of(record).items():
        assert field.merge in {*_POLICIES, Merge.KEY, Merge.DERIVE}, name
        assert (name in DERIVATIONS) is (field.merge is Merge.DERIVE), name


# ── The order of conflicts ──────────────────────────────────────────────────────────────────────────────────────────


def test_conflicts_stand_in_the_order_of_the_fields_then_of_the_sources_then_disputes() -> None:
    dispute = Dispute("issued", PartialDate(1999), proof("curation", 9), "The register is later.")
    catalogue = joined(
        reading(
            "other",
            work("other", "1", title="T", identifiers=DOI, publisher=organization("Three"), volume="3"),
            number=3,
        ),
        reading(
            "page", work("page", "1", title="T", identifiers=DOI, publisher=organization("Two"), volume="2"), number=2
        ),
        reading(
            "curation",
            work(
                "curation",
                "1",
                title="T",
                identifiers=DOI,
                publisher=organization("One"),
                volume="1",
                issued=PartialDate(2001),
            ),
            number=1,
            disputes=(dispute,),
        ),
        reading("page", work("page", "2", title="U", identifiers=OTHER, volume="5")),
        reading("other", work("other", "2", title="U", identifiers=OTHER, volume="6")),
    )
    first, second = works(catalogue)
    entry = catalogue.get(first.key)
    assert entry is not None
    assert [(one.field, other.evidence.place.line) for one in entry.conflicts for other in one.others] == [
        ("volume", 3), ("volume", 4), ("publisher", 3), ("publisher", 4), ("issued", 10),
    ]  # fmt: skip
    assert entry.conflicts[-1].reason == "The register is later."
    # Each entry has its own: those of another are not counted.
    other = catalogue.get(second.key)
    assert other is not None
    assert [one.field for one in other.conflicts] == ["volume"]
    assert len(conflicts(catalogue)) == 6


def test_two_places_of_a_value_that_is_not_stated_are_two_alternatives_in_their_order() -> None:
    lost = reading("page", work("page", "1", title="T", identifiers=DOI, volume="2"), number=4)
    again = Attribution("volume", "2", proof("page", 7))
    twice = SourceRecord(lost.record, lost.whole, (*lost.attributions, again))
    (conflict,) = conflicts(
        joined(reading("curation", work("curation", "1", title="T", identifiers=DOI, volume="1")), twice)
    )
    assert [other.evidence.place.line for other in conflict.others] == [5, 8]
