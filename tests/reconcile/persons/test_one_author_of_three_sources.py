"""An ORCID record, a BibTeX file and an OpenAlex answer of one author, read and reconciled: one person, whose works are theirs."""

from __future__ import annotations

import json
from typing import Any, Final

from scholargraph.acquire import item_of, media_type
from scholargraph.iris import Key
from scholargraph.model import Entry, Person, Publication, Source, SourceRecord
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger, reconcile
from scholargraph.sources.readers import bibtex, openalex, orcid

ORCID_ID: Final = "0000-0002-1825-0097"
RECORD: Final = {
    "orcid-identifier": {"uri": f"https://orcid.org/{ORCID_ID}", "path": ORCID_ID, "host": "orcid.org"},
    "person": {"name": {"given-names": {"value": "Ada"}, "family-name": {"value": "Quillfeather"}, "visibility": "public"}},
    "activities-summary": {"works": {"group": [{"work-summary": [
        {"put-code": 1, "visibility": "public", "path": f"/{ORCID_ID}/work/1", "type": "journal-article",
         "title": {"title": {"value": "Tides of the inner estuary"}}, "publication-date": {"year": {"value": "2019"}},
         "external-ids": {"external-id": [{"external-id-type": "doi", "external-id-value": "10.5555/tides",
                                           "external-id-relationship": "self"}]}}]}]}},
}  # fmt: skip
BIBTEX: Final = """
@article{tides, author = {Okafor, Beno{\\^i}t and Quillfeather, A.}, title = {Tides of the inner estuary},
  year = 2019, doi = {10.5555/tides}}
@article{silt, author = {Quillfeather, Ada and Okafor, Beno{\\^i}t}, title = {Silt in the inner estuary}, year = 2020}
@article{soup, author = {Quillfeather, A.}, title = {Soups of the north}, year = 1988}
@article{anna, author = {Quillfeather, Anna and Okafor, Beno{\\^i}t}, title = {Silt and stars}, year = 2020}
"""
AUTHOR: Final = {
    "id": "https://openalex.org/A1",
    "orcid": f"https://orcid.org/{ORCID_ID}",
    "display_name": "Ada Quillfeather",
}
WORK: Final = {
    "id": "https://openalex.org/W1", "doi": "https://doi.org/10.5555/tides", "title": "Tides of the inner estuary",
    "display_name": "Tides of the inner estuary", "publication_year": 2019, "type": "article",
    "authorships": [
        {"author": {"id": "https://openalex.org/A2", "display_name": "Benoît Okafor", "orcid": None}, "institutions": []},
        {"author": {**AUTHOR}, "raw_author_name": "A. Quillfeather", "institutions": []}],
}  # fmt: skip


def found(source: str, reader: Any, name: str, data: str) -> list[SourceRecord]:
    item = item_of(data, source=source, id=name, media_type=media_type(name))
    return [one for one in reader.read(item, reader.checked({})) if isinstance(one, SourceRecord)]


def catalogue(*, backwards: bool = False) -> Joined:
    readings = [
        *found("orcid", orcid.SOURCE, "record.json", json.dumps(RECORD)),
        *found("bib", bibtex.SOURCE, "works.bib", BIBTEX),
        *found("openalex", openalex.SOURCE, "answers.jsonl", f"{json.dumps(AUTHOR)}\n{json.dumps(WORK)}\n"),
    ]
    sources = [Source(name, name, name) for name in ("orcid", "bib", "openalex")]
    if backwards:
        readings.reverse()
    return reconcile(readings, sources=sources, ledger=Ledger(schemes=IDENTIFYING))


def works(joined: Joined) -> dict[str, Publication]:
    records = [entry.record for entry in joined.entries()]
    return {str(one.title.value): one for one in records if isinstance(one, Publication) and one.title is not None}


def ada(joined: Joined) -> Entry:
    (entry,) = [entry for entry in joined.entries() if isinstance(entry.record, Person)]
    return entry


def test_the_person_is_one_and_says_why() -> None:
    entry = ada(catalogue())
    assert entry.key == Key("person/ada-quillfeather")
    assert {one.source for one in entry.evidence_for()} == {"orcid", "openalex"}
    reasons = [reason for joining in entry.joinings for reason in joining.reasons]
    assert "identifier" in {one.comparison for one in reasons}


def test_the_works_are_theirs_in_whatever_form_the_name_is_printed() -> None:
    joined = catalogue()
    who = {title: [one.person for one in work.contributions] for title, work in works(joined).items()}
    assert who["Tides of the inner estuary"].count(Key("person/ada-quillfeather")) == 1
    assert who["Silt in the inner estuary"] == [Key("person/ada-quillfeather"), None]


def test_what_only_the_name_speaks_for_is_not() -> None:
    joined = catalogue()
    for title in ("Soups of the north", "Silt and stars"):
        assert [one.person for one in works(joined)[title].contributions if one.person is not None] == []


def test_every_link_has_its_reasons() -> None:
    entry = ada(catalogue())
    told = {joining.other for joining in entry.joinings if joining.other.collection == "publication"}
    assert any("silt" in key for key in told)
    silt = next(joining for joining in entry.joinings if "silt" in joining.other)
    assert {one.comparison for one in silt.reasons} >= {"name", "coauthors"}


def test_the_order_of_the_entries_changes_nothing() -> None:
    forth, back = (
        {title: [one.person for one in work.contributions] for title, work in works(joined).items()}
        for joined in (catalogue(), catalogue(backwards=True))
    )
    assert forth == back
