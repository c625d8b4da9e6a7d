"""A preprint and what was published of it: one work with a version, and nothing of the preprint against the publication."""

from __future__ import annotations

from typing import Any, Final

import pytest

from scholargraph.identifiers import Identifier, parse_identifier, parse_url
from scholargraph.iris import Key
from scholargraph.model import (
    Contribution,
    Dispute,
    Entry,
    Pages,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    SourceRecord,
    Text,
    Venue,
    Version,
    organization,
)
from scholargraph.reconcile.fusion import fuse
from scholargraph.reconcile.preference import Preference
from scholargraph.reconcile.preprints import is_preprint
from tests.reconcile.records import SOURCES, conflicts, joined, proof, reading, work, works

KEY: Final = Key("publication/w")
RANKS: Final = Preference.of(source.name for source in SOURCES)
ARXIV: Final = parse_identifier("arxiv:1706.03762")
SERVERS: Final = parse_identifier("doi:10.48550/arxiv.1706.03762")
DOI: Final = parse_identifier("doi:10.5555/3295222.3295349")
PLACE: Final = parse_url("https://arxiv.org/abs/1706.03762")
PUBLISHED: Final[dict[str, Any]] = {
    "title": "Attention is all you need",
    "type": PublicationType.CONFERENCE_PAPER,
    "venue": Key("venue/nips"),
    "issued": PartialDate(2018, 1),
    "pages": Pages(first="6000", last="6010"),
    "identifiers": (DOI,),
}
PREPRINT: Final[dict[str, Any]] = {
    "title": "Attention is all you need",
    "type": PublicationType.PREPRINT,
    "venue": Key("venue/arxiv"),
    "issued": PartialDate(2017, 6, 12),
    "volume": "abs/1706.03762",
    "publisher": organization("Cornell"),
    "identifiers": (ARXIV, SERVERS),
    "homepage": PLACE,
    "license": parse_url("https://creativecommons.org/licenses/by/4.0/"),
}


def fused(*said: SourceRecord) -> Entry:
    return fuse(KEY, said, preference=RANKS)


def the_work(entry: Entry) -> Publication:
    assert isinstance(entry.record, Publication)
    return entry.record


@pytest.mark.parametrize("preferred", ["curation", "other"])
def test_the_published_one_says_what_the_work_is_and_the_preprint_is_a_version(preferred: str) -> None:
    entry = fused(
        reading(preferred, work(preferred, "1", **PREPRINT), number=1),
        reading("page", work("page", "1", **PUBLISHED), number=2),
    )
    version = Version(
        label="arxiv",
        identifiers=(ARXIV, SERVERS),
        issued=PartialDate(2017, 6, 12),
        status=PublicationStatus.PREPRINT,
        url=PLACE,
    )
    expected = {**PUBLISHED, "title": Text("Attention is all you need"), "versions": (version,)}
    assert the_work(entry) == Publication(key=KEY, **expected)
    assert entry.conflicts == ()
    assert entry.evidence["versions", version] == (proof(preferred, 1),)
    assert set(entry.evidence["title", Text("Attention is all you need")]) == {proof(preferred, 1), proof("page", 2)}


def test_another_title_and_other_authors_of_the_preprint_are_no_conflict() -> None:
    names = (Contribution.of("Ada Quill", position=1),)
    entry = fused(
        reading("curation", work("curation", "1", **PREPRINT | {"title": "You need attention", "abstract": "Old."})),
        reading("page", work("page", "1", **PUBLISHED, abstract="New.", contributions=names, authors_complete=True)),
        reading("other", work("other", "1", **PREPRINT | {"contributions": (Contribution.of("B. Two"),)}), number=3),
    )
    found = the_work(entry)
    assert found.title == Text("Attention is all you need")
    assert found.alternate_titles == (Text("You need attention"),)
    assert entry.evidence["alternate_titles", Text("You need attention")] == (proof("curation"),)
    assert (found.abstract, found.contributions) == (Text("New."), names)
    assert entry.conflicts == ()


def test_what_only_the_preprint_says_of_the_work_fills_its_gaps() -> None:
    entry = fused(
        reading("page", work("page", "1", **PUBLISHED)),
        reading("curation", work("curation", "1", **PREPRINT, abstract="A.", contributions=(Contribution.of("Ada"),))),
    )
    assert (the_work(entry).abstract, the_work(entry).contributions) == (Text("A."), (Contribution.of("Ada"),))
    assert the_work(entry).license is None  # it is the preprint's


def test_two_readings_of_a_preprint_are_one_version() -> None:
    other = PREPRINT | {"identifiers": (ARXIV,), "issued": PartialDate(2017), "homepage": None}
    entry = fused(
        reading("other", work("other", "1", **other), number=1),
        reading("curation", work("curation", "1", **PREPRINT), number=2),
        reading("page", work("page", "1", **PUBLISHED)),
    )
    (version,) = the_work(entry).versions
    assert set(version.identifiers) == {ARXIV, SERVERS}
    assert version.issued == PartialDate(2017, 6, 12)
    assert set(entry.evidence["versions", version]) == {proof("other", 1), proof("curation", 2)}
    assert entry.conflicts == ()


def test_a_version_that_the_published_one_names_keeps_its_label() -> None:
    named = Version(label="preprint", identifiers=(SERVERS,), status=PublicationStatus.PREPRINT)
    entry = fused(
        reading("page", work("page", "1", **PUBLISHED, versions=(named,))),
        reading("curation", work("curation", "1", **PREPRINT)),
    )
    (version,) = the_work(entry).versions
    assert (version.label, set(version.identifiers)) == ("preprint", {ARXIV, SERVERS})
    assert entry.conflicts == ()


def test_what_a_preprint_knows_as_published_is_the_work_itself() -> None:
    published = Version(label="published", identifiers=(DOI,), status=PublicationStatus.PUBLISHED)
    entry = fused(
        reading("page", work("page", "1", **PUBLISHED)),
        reading("curation", work("curation", "1", **PREPRINT, versions=(published,))),
    )
    assert [one.label for one in the_work(entry).versions] == ["arxiv"]


def test_two_preprints_of_one_server_are_two_versions() -> None:
    other = PREPRINT | {"identifiers": (parse_identifier("arxiv:1801.00001"),)}
    entry = fused(
        reading("page", work("page", "1", **PUBLISHED)),
        reading("curation", work("curation", "1", **PREPRINT)),
        reading("curation", work("curation", "2", **other)),
    )
    assert [one.label for one in the_work(entry).versions] == ["arxiv", "arxiv2"]


def test_a_preprint_alone_stays_what_it_is() -> None:
    entry = fused(reading("page", work("page", "1", **PREPRINT)), reading("other", work("other", "1", **PREPRINT)))
    assert the_work(entry) == Publication(key=KEY, **PREPRINT | {"title": Text(PREPRINT["title"])})


def test_a_dispute_about_the_preprint_goes_with_it() -> None:
    dispute = Dispute("issued", PartialDate(1999), proof("curation", 9), "The register is later.")
    entry = fused(
        reading("curation", work("curation", "1", **PREPRINT), disputes=(dispute,)),
        reading("page", work("page", "1", **PUBLISHED)),
    )
    assert entry.conflicts == ()


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"type": PublicationType.PREPRINT}, True),
        ({"status": PublicationStatus.PREPRINT, "type": PublicationType.JOURNAL_ARTICLE}, True),
        ({"identifiers": (ARXIV,)}, True),
        ({"identifiers": (parse_identifier("doi:10.1101/2020.03.22.002386"),)}, True),
        ({"identifiers": (parse_identifier("doi:10.1101/339747"),)}, True),
        ({"identifiers": (parse_identifier("doi:10.2139/ssrn.3550274"),)}, True),
        ({"identifiers": (parse_identifier("doi:10.1101/gr.123456.120"),)}, False),  # Genome Research
        ({"identifiers": (ARXIV, DOI)}, False),
        ({"identifiers": (ARXIV,), "venue": Key("venue/v")}, False),
        ({"identifiers": (ARXIV,), "type": PublicationType.CONFERENCE_PAPER}, False),
        ({"identifiers": ()}, False),
    ],
)
def test_what_is_a_preprint(values: dict[str, Any], *, found: bool) -> None:
    assert is_preprint(work("page", "1", title="T", **values)) is found


def test_a_thing_that_is_no_work_is_no_preprint() -> None:
    assert not is_preprint(Venue(key=Key("venue/~page/v"), name="arXiv"))


def test_a_preprint_is_found_again_through_the_whole_of_joining() -> None:
    said = PUBLISHED | {"venue": None, "identifiers": ()}
    preprint = PREPRINT | {"venue": None, "type": PublicationType.OTHER, "volume": None}
    catalogue = joined(
        reading("page", work("page", "1", **said | {"issued": PartialDate(2017)})),
        reading("other", work("other", "1", **preprint)),
    )
    (only,) = works(catalogue)
    assert only.type is PublicationType.CONFERENCE_PAPER
    assert [one.label for one in only.versions] == ["arxiv"]
    identifiers: tuple[Identifier, ...] = only.identifiers
    assert identifiers == ()
    assert conflicts(catalogue) == []
