"""What is asked of each service for an id, and what of it readers are given.

Each function is one kind of source. The services' own addresses, and the pages that document them, stand in `services.toml`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from scholargraph.acquire.fetching import oai_pages, remote_sparql, subjects
from scholargraph.acquire.fetching.fetch_request import ARXIV_DOIS
from scholargraph.acquire.fetching.harvesting import Session
from scholargraph.acquire.fetching.service_table import services
from scholargraph.acquire.fetching.transport import FailureError, WrongAnswerError

JSON_LINES: Final = "application/jsonl"
_AGENCIES: Final = {"Crossref": "crossref", "DataCite": "datacite"}


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How a kind of source is fetched.

    Attributes:
        fetch: asks for all of it. Raises FailureError, OSError.
        services: the services of the table that it asks; none where the source names the address.
        readers: the kinds of reader that read what comes.
    """

    fetch: Callable[[Session], None]
    services: tuple[str, ...]
    readers: tuple[str, ...]


def orcid(session: Session) -> None:
    """A record, and its works in batches: a record has summaries only, without contributors.

    The works are put in the places of their summaries, so that what ORCID groups as one work stays one.
    """
    id_, address = session.request.id, session.address("orcid")
    url = f"{address}/{id_}/record"
    record = session.json("orcid", url)
    found = subjects.orcid(record)
    session.is_about(id_, found)
    summaries = list(_summaries(record))
    codes = sorted({str(one["put-code"]) for one in summaries if isinstance(one.get("put-code"), int)}, key=int)
    session.budget.count(1 + len(codes))
    works: dict[str, Any] = {}
    for batch in _batches(codes, services()["orcid"].batch):
        answer = session.json("orcid", f"{address}/{found.id}/works/{','.join(batch)}")
        subjects.refuse_works_of_others(answer, found.id)
        for one in _listed(answer, "bulk"):
            work = one.get("work") if isinstance(one, dict) else None
            if isinstance(work, dict):
                works[str(work.get("put-code"))] = work
    if missing := {*codes} - works.keys():  # a summary alone has no contributors, and would take the place of the work
        raise WrongAnswerError(
            f"it gave {len(codes) - len(missing):,} of {len(codes):,} works in full: try again later"
        )
    for one in summaries:
        one.update(
            {name: value for name, value in works.get(str(one.get("put-code")), {}).items() if value is not None}
        )
    session.part(url, "orcid", _written(record), media_type="application/json")


def crossref(session: Session) -> None:
    """The metadata of a DOI of Crossref."""
    _crossref(session, session.request.id)


def datacite(session: Session) -> None:
    """The metadata of a DOI of DataCite."""
    _datacite(session, session.request.id)


def arxiv(session: Session) -> None:
    """The metadata that arXiv registers for a record with DataCite (https://info.arxiv.org/help/doi.html)."""
    _datacite(session, f"{ARXIV_DOIS}{session.request.id.lower()}", about=subjects.arxiv)


def doi(session: Session) -> None:
    """The metadata of a DOI, from whoever registered it."""
    id_ = session.request.id
    told = session.json("doi-agency", f"{session.address('doi-agency')}/{_in_path(id_)}")
    session.is_about(id_, subjects.agency(told))
    row = told[0] if isinstance(told, list) and told and isinstance(told[0], dict) else {}
    agency = row.get("RA")
    if not isinstance(agency, str):
        raise FailureError(f"it knows no such DOI ({str(row.get('status'))[:60]}): compare it with its source")
    service = _AGENCIES.get(agency)
    if service is None:
        raise FailureError(
            f"this DOI is registered with {agency[:60]}, which is not asked: save its metadata as a file"
        )
    (_crossref if service == "crossref" else _datacite)(session, id_)


def openalex(session: Session) -> None:
    """A work; or an author with all their works."""
    id_, address = session.request.id, session.address("openalex")
    if id_.startswith(("W", "doi:")):
        url = f"{address}/works/{_in_path(id_)}"
        session.is_about(id_, subjects.openalex(session.json("openalex", url), id_))
        session.budget.count(1)
        session.part(url, "openalex")
        return
    url = f"{address}/authors/{quote(id_, safe=':/')}"
    author = session.json("openalex", url)
    session.is_about(id_, subjects.openalex(author, id_))
    session.budget.count(1)
    session.part(url, "openalex")
    name = str(author.get("id") if isinstance(author, dict) else "").rpartition("/")[2]
    if not (name[:1] == "A" and name[1:].isdecimal()):
        raise WrongAnswerError("its answer is no author: compare the id with its source")
    works = _works_of(session, name)
    listed = f"{address}/works?filter=authorships.author.id:{name}"
    if works:
        session.part(listed, "openalex", b"".join(_written(one) + b"\n" for one in works), media_type=JSON_LINES)


def dblp(session: Session) -> None:
    """The page of a person with all their records, or one record."""
    url = f"{session.address('dblp')}/{session.request.id}.xml"
    body = session.get("dblp", url)
    session.is_about(session.request.id, subjects.dblp(body))
    session.budget.count(max(1, body.count(b"<r>")))
    session.part(url, "dblp")


def ror(session: Session) -> None:
    """An organisation."""
    url = f"{session.address('ror')}/organizations/{session.request.id}"
    session.is_about(session.request.id, subjects.ror(session.json("ror", url)))
    session.budget.count(1)
    session.part(url, "ror")


def _crossref(session: Session, id_: str) -> None:
    url = f"{session.address('crossref')}/works/{quote(id_, safe='')}"
    session.is_about(id_, subjects.crossref(session.json("crossref", url)))
    session.budget.count(1)
    session.part(url, "crossref")


def _datacite(session: Session, id_: str, *, about: Callable[[Any], subjects.Subject] = subjects.datacite) -> None:
    url = f"{session.address('datacite')}/dois/{quote(id_, safe='')}"
    session.is_about(id_, about(session.json("datacite", url)))
    session.budget.count(1)
    session.part(url, "datacite", media_type="application/json")


def _works_of(session: Session, author: str) -> list[Any]:
    """Give the works of an author, all pages. Raises FailureError where some are missing: a part would look like the whole."""
    found: dict[str, Any] = {}
    cursor, seen, count = "*", set[str](), 0
    while cursor:
        if cursor in seen:
            raise WrongAnswerError("its list of works goes in a circle: try again later")
        seen.add(cursor)
        words = {
            "filter": f"authorships.author.id:{author}",
            "per_page": services()["openalex"].batch,
            "cursor": cursor,
        }
        page = session.json("openalex", f"{session.address('openalex')}/works?{urlencode(words, safe=':*')}")
        meta = page.get("meta") if isinstance(page, dict) else None
        results = page.get("results") if isinstance(page, dict) else None
        if not isinstance(meta, dict) or not isinstance(results, list):
            raise WrongAnswerError("its answer is no list of works: try again later")
        subjects.refuse_listed_of_others(results, author)
        session.budget.count(len(results))
        count = max(count, meta["count"] if isinstance(meta.get("count"), int) else 0)
        for one in results:
            found[str(one.get("id")) if isinstance(one, dict) else str(len(found))] = one
        following = meta.get("next_cursor") if results else None
        cursor = following if isinstance(following, str) else ""
    if len(found) < count:
        raise WrongAnswerError(f"it gave {len(found):,} of {count:,} works: try again later")
    return [found[name] for name in sorted(found)]


def _in_path(id_: str) -> str:
    """Write an id into a path, with its slashes. Raises FailureError where parts of it would lead elsewhere in the service."""
    if not {".", "..", ""}.isdisjoint(id_.split("/")):
        raise FailureError("it has a part that no path can have (., .. or none): name it as crossref or datacite")
    return quote(id_, safe=":/")


def _summaries(record: Any) -> Iterator[dict[str, Any]]:
    """Give the summaries of works of a record of ORCID."""
    activities = record.get("activities-summary") if isinstance(record, dict) else None
    works = activities.get("works") if isinstance(activities, dict) else None
    for group in _listed(works, "group"):
        for one in _listed(group, "work-summary"):
            if isinstance(one, dict):
                yield one


def _listed(value: Any, name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _batches(codes: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(codes), size):
        yield codes[start : start + size]


def _written(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair stays the escape that it was
        return json.dumps(value, separators=(",", ":")).encode("ascii")


FETCHERS: Final[Mapping[str, Fetcher]] = {
    "arxiv": Fetcher(arxiv, ("datacite",), ("datacite",)),
    "crossref": Fetcher(crossref, ("crossref",), ("crossref",)),
    "datacite": Fetcher(datacite, ("datacite",), ("datacite",)),
    "dblp": Fetcher(dblp, ("dblp",), ("dblp",)),
    "doi": Fetcher(doi, ("doi-agency", "crossref", "datacite"), ("crossref", "datacite")),
    "oai-pmh": Fetcher(oai_pages.records, (), ("oai-dc",)),
    "openalex": Fetcher(openalex, ("openalex",), ("openalex",)),
    "orcid": Fetcher(orcid, ("orcid",), ("orcid",)),
    "ror": Fetcher(ror, ("ror",), ("ror",)),
    "sparql": Fetcher(remote_sparql.construct, (), ("rdf",)),
}
"""The kinds of source that are fetched."""
