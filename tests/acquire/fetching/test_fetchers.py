"""Every kind of source that is fetched, against a server that replays answers: what is asked, and what readers make of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scholargraph.config import Settings
from scholargraph.model import Publication, Rejected, SourceRecord
from scholargraph.sources import reading
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import Service, sends, serving
from tests.acquire.fetching.sites import bodies, fetched, site, source


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with serving(answers.everything()) as running:
        yield running


QUERY = """PREFIX schema: <https://schema.org/>
# SELECT is no form that is read
CONSTRUCT { ?work a schema:ScholarlyArticle ; schema:name ?name } WHERE { ?work schema:name ?name }
"""


SECOND_PAGE = "/oai?verb=ListRecords&resumptionToken="


def titles(settings: Settings) -> list[str]:
    found = []
    for one in reading.read(reading.plans(settings)):
        assert not isinstance(one, Rejected), one
        if isinstance(one, SourceRecord) and isinstance(one.record, Publication):
            assert one.record.title is not None
            found.append(one.record.title.value)
    return sorted(found)


@pytest.mark.parametrize(
    ("kind", "id_", "found"),
    [
        ("orcid", answers.ORCID, ["A Second Map", "Maps of Nowhere"]),
        ("crossref", answers.DOI, ["Maps of Nowhere"]),
        ("datacite", answers.DATA, ["A Table of Tides"]),
        ("doi", f"https://doi.org/{answers.DOI.upper()}", ["Maps of Nowhere"]),
        ("doi", answers.DATA, ["A Table of Tides"]),
        ("arxiv", "arXiv:2401.06102v2", ["Scopes"]),
        ("openalex", "W1", ["Maps of Nowhere"]),
        ("openalex", f"doi:{answers.DOI}", ["Maps of Nowhere"]),
        ("openalex", "A5", ["A Second Map", "A Third Map", "Maps of Nowhere"]),
        ("openalex", answers.ORCID, ["A Second Map", "A Third Map", "Maps of Nowhere"]),
        ("dblp", "65/9612", ["Maps of Nowhere"]),
        ("dblp", "https://dblp.org/rec/journals/jig/Quill21.html", ["Maps of Nowhere"]),
        ("ror", answers.ROR, []),
    ],
)
def test_what_is_fetched_is_read(kind: str, id_: str, found: list[str], service: Service, tmp_path: Path) -> None:
    settings = site(tmp_path, service, source(kind, id_))

    (outcome,) = fetched(settings)

    assert (outcome.state, outcome.reason) == ("changed", "")
    assert outcome.bytes > 0
    assert titles(settings) == found


def test_a_repository_is_harvested_page_by_page(service: Service, tmp_path: Path) -> None:
    settings = site(tmp_path, service, source("oai-pmh", f"{service.address}/oai"))

    (outcome,) = fetched(settings)

    assert (outcome.state, outcome.reason) == ("changed", "")
    assert titles(settings) == ["A Second Map", "Maps of Nowhere"]
    assert service.paths[-1] == "/oai?verb=ListRecords&resumptionToken=t%2F2+x"


def test_a_set_and_a_first_day_are_asked_for(service: Service, tmp_path: Path) -> None:
    options = 'options = { set = "maps:old", from = 2020-01-02, prefix = "oai_dc" }'
    settings = site(tmp_path, service, source("oai-pmh", f"{service.address}/oai", options=options))

    fetched(settings)

    assert "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=maps%3Aold&from=2020-01-02" in service.paths
    assert titles(settings)


def test_a_list_without_records_is_one(service: Service, tmp_path: Path) -> None:
    with serving({"/": sends(answers.oai_error("noRecordsMatch", "none"), kind="text/xml")}) as empty:
        settings = site(tmp_path, empty, source("oai-pmh", f"{empty.address}/oai"))
        assert [one.state for one in fetched(settings)] == ["changed"]
    assert titles(settings) == []


def test_what_a_repository_says_is_told(tmp_path: Path) -> None:
    with serving({"/": sends(answers.oai_error("badArgument", "no such set"), kind="text/xml")}) as wrong:
        settings = site(tmp_path, wrong, source("oai-pmh", f"{wrong.address}/oai"))
        (outcome,) = fetched(settings)
    assert outcome.state == "failed"
    assert "badArgument (no such set)" in outcome.reason


@pytest.mark.parametrize(
    "second",
    [answers.oai_error("noRecordsMatch", "none"), "<OAI-PMH/>"],
    ids=["it says that there are none", "no list"],
)
def test_a_page_without_records_is_no_end_of_a_list(second: str, service: Service, tmp_path: Path) -> None:
    """Three records of five would take the place of all."""
    with serving({**service.answers, SECOND_PAGE: sends(second, kind="text/xml")}) as cut:
        settings = site(tmp_path, cut, source("oai-pmh", f"{cut.address}/oai"))
        (outcome,) = fetched(settings)
    assert outcome.state == "failed"
    assert bodies(settings) == {}


def test_an_endpoint_is_asked_with_the_query_of_the_site(service: Service, tmp_path: Path) -> None:
    settings = site(
        tmp_path, service, source("sparql", f"{service.address}/sparql", options='options = { query = "w.sparql" }')
    )
    (tmp_path / "w.sparql").write_text(QUERY, encoding="utf-8")

    (outcome,) = fetched(settings)

    assert (outcome.state, outcome.reason) == ("changed", "")
    assert titles(settings) == ["Maps of Nowhere"]
    assert service.asked[-1].method == "POST"
    assert service.asked[-1].fields["User-Agent"].endswith("(mailto:ada@maps.example)")


@pytest.mark.parametrize(
    ("query", "says"), [("SELECT * WHERE { ?s ?p ?o } # CONSTRUCT", "constructs nothing"), (None, "cannot be read")]
)
def test_a_query_that_gives_no_rdf_is_refused(query: str | None, says: str, service: Service, tmp_path: Path) -> None:
    settings = site(
        tmp_path, service, source("sparql", f"{service.address}/sparql", options='options = { query = "w.sparql" }')
    )
    if query is not None:
        (tmp_path / "w.sparql").write_text(query, encoding="utf-8")
    before = len(service.asked)

    (outcome,) = fetched(settings)

    assert says in outcome.reason
    assert len(service.asked) == before


def test_works_of_orcid_come_in_batches_of_a_hundred(tmp_path: Path) -> None:
    codes = range(1, 204)
    pages = {
        f"/orcid/{answers.ORCID}/works/{','.join(map(str, codes[start : start + 100]))}": sends(
            answers.dumped(answers.orcid_works(codes[start : start + 100]))
        )
        for start in range(0, 203, 100)
    }
    record = {f"/orcid/{answers.ORCID}/record": sends(answers.dumped(answers.orcid_record(codes)))}
    with serving(pages | record) as many:
        settings = site(tmp_path, many, source("orcid", answers.ORCID))
        (outcome,) = fetched(settings)
        assert (outcome.reason, len(many.asked)) == ("", 4)
    (body,) = bodies(settings).values()
    assert body.count("Benoît Okafor".encode()) == 203


def test_a_work_of_orcid_that_comes_not_in_full_is_told(tmp_path: Path) -> None:
    """Its summary has no contributors."""
    works = answers.orcid_works((11,))
    works["bulk"].append({"error": {"response-code": 500}})
    record = sends(answers.dumped(answers.orcid_record((11, 12))))
    pages = {f"/orcid/{answers.ORCID}/record": record, f"/orcid/{answers.ORCID}/works/": sends(answers.dumped(works))}
    with serving(pages) as some:
        settings = site(tmp_path, some, source("orcid", answers.ORCID))
        (outcome,) = fetched(settings)
    assert "it gave 1 of 2 works in full" in outcome.reason
    assert bodies(settings) == {}


@pytest.mark.parametrize(("kind", "id_"), [("doi", "10.5555/../x?y#z"), ("openalex", "doi:10.5555/a/../../authors/A1")])
def test_no_id_leads_elsewhere_in_a_service(kind: str, id_: str, service: Service, tmp_path: Path) -> None:
    settings = site(tmp_path, service, source(kind, id_))
    before = len(service.asked)
    (outcome,) = fetched(settings)
    assert "no path can have" in outcome.reason
    assert len(service.asked) == before


def test_an_id_stays_one_part_of_a_path(service: Service, tmp_path: Path) -> None:
    settings = site(tmp_path, service, source("crossref", "10.5555/../x?y#z"))
    fetched(settings)
    assert service.paths[-1].startswith("/crossref/works/10.5555%2F..%2Fx%3Fy%23z?mailto=")


def test_a_doi_of_another_agency_is_told(tmp_path: Path) -> None:
    with serving({"/ra/": sends('[{"DOI": "10.5555/a", "RA": "mEDRA"}]')}) as agency:
        settings = site(tmp_path, agency, source("doi", "10.5555/a"))
        (outcome,) = fetched(settings)
    assert "registered with mEDRA" in outcome.reason


def test_one_id_that_is_none_leaves_the_others(service: Service, tmp_path: Path) -> None:
    settings = site(tmp_path, service, source("crossref", answers.DOI, "not a DOI", "10.5555/absent"))

    states = [(one.state, one.request.id) for one in fetched(settings)]

    assert states == [("changed", answers.DOI), ("failed", "not a DOI"), ("failed", "10.5555/absent")]
    assert list(bodies(settings)) == [f"{service.address}/crossref/works/10.5555%2Fmaps.1"]
