"""An answer is about the id that was asked for, or about what the service says that it is by now; otherwise it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph import cached_answers
from scholargraph.acquire.fetching import Cache
from tests.acquire.fetching import answers
from tests.acquire.fetching.server import Answer, in_turn, sends, serving, to, with_etag
from tests.acquire.fetching.sites import Clock, bodies, fetched, site, source

OTHER: Final = "0000-0001-5109-3700"
CROSSREF: Final = f"/crossref/works/{answers.DOI}"


def told(value: Any) -> Answer:
    return sends(answers.dumped(value))


def orcid(id_: str) -> dict[str, Any]:
    """A record of somebody, with the works of that record."""
    return {**answers.orcid_record(()), "orcid-identifier": {"path": id_}}


def ror(id_: str, **more: Any) -> dict[str, Any]:
    return {**answers.ror_record(), "id": f"https://ror.org/{id_}", **more}


def author(id_: str, **more: Any) -> dict[str, Any]:
    return {**answers.openalex_author(), "id": f"https://openalex.org/{id_}", **more}


WORKS: Final = "/openalex/works?filter=authorships.author.id:"
NONE: Final = told(answers.openalex_page([], count=0, cursor=None))
RECORD: Final = answers.DBLP_RECORD.replace("journals/jig/Quill21", "journals/jig/Other20")
PERSON: Final = answers.DBLP_PERSON.replace('pid="65/9612" n', 'pid="70/1" n').replace(
    "homepages/65/9612", "homepages/70/1"
)
XML: Final = "text/xml"


@pytest.mark.parametrize(
    ("kind", "id_", "path", "answer"),
    [
        ("orcid", answers.ORCID, f"/orcid/{answers.ORCID}/record", told(orcid(OTHER))),
        ("orcid", answers.ORCID, f"/orcid/{answers.ORCID}/record", told({"error-code": 0})),
        ("crossref", answers.DOI, CROSSREF, told(answers.crossref_work("10.5555/other"))),
        ("crossref", answers.DOI, CROSSREF, told({"status": "ok", "message": {}})),
        ("datacite", answers.DATA, f"/datacite/dois/{answers.DATA}", told(answers.datacite_doi("10.5072/data.71"))),
        ("arxiv", "2401.06102", "/datacite/dois/", told(answers.datacite_doi("10.48550/arxiv.2401.06103"))),
        ("arxiv", "1401.0610", "/datacite/dois/", told(answers.datacite_doi("10.48550/arxiv.1401.06102v1"))),
        ("doi", answers.DOI, "/ra/", told([{"DOI": "10.5555/other", "RA": "Crossref"}])),
        ("openalex", "W1", "/openalex/works/W1", told(answers.openalex_work(2, "B"))),
        ("openalex", "W1", "/openalex/works/W1", told(answers.openalex_work(11, "B"))),
        ("openalex", f"doi:{answers.DOI}", "/openalex/works/", told(answers.openalex_work(1, "B", doi="10.5555/maps.11"))),
        ("openalex", f"doi:{answers.DOI}", "/openalex/works/", told(answers.openalex_work(1, "B"))),
        ("openalex", "A5", "/openalex/authors/A5", told(author("A6"))),
        ("openalex", answers.ORCID, "/openalex/authors/", told(author("A5", orcid=f"https://orcid.org/{OTHER}"))),
        ("dblp", "65/9612", "/dblp/pid/65/9612.xml", sends(PERSON, kind=XML)),
        ("dblp", "rec/journals/jig/Quill21", "/dblp/rec/", sends(RECORD, kind=XML)),
        ("dblp", "rec/journals/jig/Quill21", "/dblp/rec/", sends("<dblp/>", kind=XML)),
        ("ror", answers.ROR, f"/ror/organizations/{answers.ROR}", told(ror("03yrm5c26"))),
    ],
)  # fmt: skip
def test_an_answer_about_something_else_is_refused(
    kind: str, id_: str, path: str, answer: Answer, tmp_path: Path
) -> None:
    """It is not kept, not even to be gone on with: the next run asks anew, and takes the right one."""
    good = answers.everything()
    with serving({name: one for name, one in good.items() if not name.startswith(path)} | {path: answer}) as service:
        settings = site(tmp_path, service, source(kind, id_))
        (outcome,) = fetched(settings)
        assert outcome.state == "failed"
        assert "its answer is about " in outcome.reason
        assert (bodies(settings), Cache(settings).staged()) == ({}, {})
        if id_ != "1401.0610":
            service.answers = good
            assert fetched(settings)[0].state == "changed"


@pytest.mark.parametrize(
    ("kind", "id_", "pages", "says"),
    [
        ("orcid", answers.ORCID, {
            f"/orcid/{answers.ORCID}/record": to(f"../{OTHER}/record", status=301),
            f"/orcid/{OTHER}/record": told(orcid(OTHER)),
        }, f"{answers.ORCID} is {OTHER} by now"),
        ("crossref", answers.DOI, {CROSSREF: told(answers.crossref_work(answers.DOI.upper()))}, ""),
        ("crossref", answers.DOI, {
            CROSSREF: to("10.5555/Prime", status=301),
            "/crossref/works/10.5555/Prime": told(answers.crossref_work("10.5555/prime")),
        }, f"{answers.DOI} is 10.5555/prime by now"),
        ("crossref", answers.DOI, {
            CROSSREF: told({"message": {**answers.crossref_work("10.5555/prime")["message"], "aliases": [answers.DOI.upper()]}}),
        }, f"{answers.DOI} is another id of 10.5555/prime"),
        ("datacite", answers.DATA, {f"/datacite/dois/{answers.DATA}": told(answers.datacite_doi(answers.DATA.upper()))}, ""),
        ("arxiv", "2401.06102", {
            "/datacite/dois/": told(answers.datacite_doi("10.48550/arXiv.2401.06102v3")),
        }, "10.48550/arxiv.2401.06102 is another id of 10.48550/arXiv.2401.06102v3"),
        ("openalex", "W1", {
            "/openalex/works/W1": to("W2", status=301), "/openalex/works/W2": told(answers.openalex_work(2, "B")),
        }, "W1 is W2 by now"),
        ("openalex", "A5", {
            "/openalex/authors/A5": to("A6"), "/openalex/authors/A6": told(author("A6")), f"{WORKS}A6": NONE,
        }, "A5 is A6 by now"),
        ("openalex", f"doi:{answers.DOI}", {
            "/openalex/works/doi:": told(
                answers.openalex_work(1, "B", doi="10.5555/prime")
                | {"locations": [{"landing_page_url": f"https://doi.org/{answers.DOI}"}, {"landing_page_url": None}]}
            ),
        }, f"doi:{answers.DOI} is another id of W1"),
        ("openalex", answers.ORCID, {
            "/openalex/authors/": told(author("A5", orcid=f"https://orcid.org/{answers.ORCID}")), f"{WORKS}A5": NONE,
        }, ""),
        ("dblp", "65/9612", {
            "/dblp/pid/65/9612.xml": to("../70/1.xml", status=301), "/dblp/pid/70/1.xml": sends(PERSON, kind=XML),
        }, "pid/65/9612 is pid/70/1 by now"),
        ("ror", answers.ROR, {
            f"/ror/organizations/{answers.ROR}": told(ror(
                answers.ROR, status="withdrawn",
                relationships=[{"type": "successor", "id": "https://ror.org/03yrm5c26", "label": "Another"}],
            )),
        }, f"ROR says that {answers.ROR} is withdrawn, and what came after it: 03yrm5c26"),
        ("ror", answers.ROR, {
            f"/ror/organizations/{answers.ROR}": told(ror(
                "03yrm5c26", relationships=[{"type": "predecessor", "id": f"https://ror.org/{answers.ROR}", "label": "B"}],
            )),
        }, f"{answers.ROR} is another id of 03yrm5c26"),
    ],
)  # fmt: skip
def test_what_a_service_says_of_an_id_is_followed_and_told(
    kind: str, id_: str, pages: Mapping[str, Answer], says: str, tmp_path: Path
) -> None:
    """Where it is fetched, and again with every publishing: what stands in the cache says so, too."""
    with serving(pages) as service:
        settings = site(tmp_path, service, source(kind, id_))
        first = fetched(settings)
        again = fetched(settings, clock=Clock(seconds=90_000))
    for outcome in (*first, *again):
        assert (outcome.state, outcome.reason) in {("changed", ""), ("unchanged", "")}
        assert says in "; ".join(outcome.notes)
        assert bool(outcome.notes) is bool(says)
    assert bodies(settings)
    found = [one.message for one in cached_answers.findings(settings)]
    assert [says in one for one in found] == ([True] if says else [])


def test_sent_on_to_an_id_that_is_not_the_one_of_the_answer_is_refused(tmp_path: Path) -> None:
    pages = {"/openalex/works/W1": to("W2"), "/openalex/works/W2": told(answers.openalex_work(3, "C"))}
    with serving(pages) as service:
        (outcome,) = fetched(site(tmp_path, service, source("openalex", "W1")))
    assert "its answer is about W3, not W1" in outcome.reason


@pytest.mark.parametrize(("kind", "id_"), [("works", "W1"), ("authors", "A5")])
def test_what_openalex_has_deleted_is_no_record(kind: str, id_: str, tmp_path: Path) -> None:
    other = {"id": f"https://openalex.org/{id_[0]}99", "display_name": f"Deleted {kind[:-1].title()}"}
    pages = {f"/openalex/{kind}/{id_}": to(f"{id_[0]}99"), f"/openalex/{kind}/{id_[0]}99": told(other)}
    with serving(pages) as service:
        (outcome,) = fetched(site(tmp_path, service, source("openalex", id_)))
    assert f"it has deleted {id_}" in outcome.reason


def test_a_list_of_works_of_somebody_else_is_refused(tmp_path: Path) -> None:
    """But for works whose authors are cut: of these the list tells not all."""
    cut = answers.openalex_work(2, "B") | {"is_authors_truncated": True, "authorships": []}
    for work, state in ((answers.openalex_work(1, "A") | {"authorships": []}, "failed"), (cut, "changed")):
        pages = {
            "/openalex/authors/A5": told(answers.openalex_author()),
            f"{WORKS}A5": told(answers.openalex_page([work], count=1, cursor=None)),
        }
        with serving(pages) as service:
            (outcome,) = fetched(site(tmp_path / state, service, source("openalex", "A5")))
        assert outcome.state == state
        assert state == "changed" or "W1, on which A5 does not stand" in outcome.reason


def test_works_of_another_record_of_orcid_are_refused(tmp_path: Path) -> None:
    works = answers.orcid_works((11, 12))
    works["bulk"][1]["work"]["path"] = f"/{OTHER}/work/12"
    pages = answers.everything() | {f"/orcid/{answers.ORCID}/works/11,12": told(works)}
    with serving(pages) as service:
        (outcome,) = fetched(site(tmp_path, service, source("orcid", answers.ORCID)))
    assert "its works are those of another record" in outcome.reason


def test_a_wrong_answer_that_is_current_is_not_held_on_to(tmp_path: Path) -> None:
    """“Nothing changed” of what is about something else, from before this was checked, would keep it for ever."""
    wrong = with_etag(answers.dumped(answers.crossref_work("10.5555/other")), '"1"')
    with serving({CROSSREF: wrong}) as service:
        settings = site(tmp_path, service, source("crossref", answers.DOI))
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("scholargraph.acquire.fetching.harvesting.note_of", lambda *_: "")
            assert fetched(settings)[0].state == "changed"
        assert fetched(settings, clock=Clock(seconds=9_000))[0].state == "failed"
        service.answers[CROSSREF] = in_turn(wrong, told(answers.crossref_work()))
        assert fetched(settings, clock=Clock(seconds=18_000))[0].state == "changed"
    assert "If-None-Match" not in service.asked[-1].fields
    assert answers.DOI.encode() in b"".join(bodies(settings).values())


def test_what_came_not_in_full_is_asked_for_anew(tmp_path: Path) -> None:
    """It is no list that broke off, which is gone on with: all that came may be wrong."""
    short = told(answers.openalex_page([answers.openalex_work(1, "A")], count=2, cursor=None))
    both = [answers.openalex_work(number, str(number)) for number in (1, 2)]
    whole = told(answers.openalex_page(both, count=2, cursor=None))
    pages = {"/openalex/authors/A5": told(answers.openalex_author()), f"{WORKS}A5": in_turn(short, whole)}
    with serving(pages) as service:
        settings = site(tmp_path, service, source("openalex", "A5"))
        assert "it gave 1 of 2 works" in fetched(settings)[0].reason
        assert fetched(settings)[0].state == "changed"
