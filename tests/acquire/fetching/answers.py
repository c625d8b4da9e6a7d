"""Answers of services, made up in their formats: one author with two works, and who knows of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tests.acquire.fetching.server import Answer, sends

ORCID: Final = "0000-0002-1825-0097"
DOI: Final = "10.5555/maps.1"
DATA: Final = "10.5072/data.7"
ROR: Final = "05dxps055"
TITLES: Final = ("Maps of Nowhere", "A Second Map")


def dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def summary(code: int, title: str) -> dict[str, Any]:
    return {
        "put-code": code,
        "title": {"title": {"value": title}},
        "external-ids": {"external-id": []},
        "type": "journal-article",
        "publication-date": {"year": {"value": "2021"}},
        "visibility": "public",
        "path": f"/{ORCID}/work/{code}",
        "display-index": "1",
    }


def orcid_record(codes: Sequence[int] = (11, 12)) -> dict[str, Any]:
    return {
        "orcid-identifier": {"uri": f"https://orcid.org/{ORCID}", "path": ORCID, "host": "orcid.org"},
        "person": {
            "name": {
                "given-names": {"value": "Ada"},
                "family-name": {"value": "Quill"},
                "visibility": "public",
                "path": ORCID,
            },
            "path": f"/{ORCID}/person",
        },
        "activities-summary": {
            "works": {
                "group": [
                    {"work-summary": [summary(code, TITLES[place % 2] + (f" {place}" if place > 1 else ""))]}
                    for place, code in enumerate(codes)
                ],
                "path": f"/{ORCID}/works",
            },
            "path": f"/{ORCID}/activities",
        },
    }


def orcid_works(codes: Sequence[int]) -> dict[str, Any]:
    return {
        "bulk": [
            {
                "work": {
                    "put-code": code,
                    "path": f"/{ORCID}/work/{code}",
                    "title": {"title": {"value": TITLES[code % 2 == 0]}},
                    "type": "journal-article",
                    "publication-date": {"year": {"value": "2021"}},
                    "visibility": "public",
                    "contributors": {
                        "contributor": [
                            {
                                "credit-name": {"value": "Benoît Okafor"},
                                "contributor-attributes": {"contributor-sequence": None, "contributor-role": "author"},
                            }
                        ]
                    },
                }
            }
            for code in codes
        ]
    }


def crossref_work(doi: str = DOI, title: str = TITLES[0]) -> dict[str, Any]:
    return {
        "status": "ok",
        "message-type": "work",
        "message": {
            "DOI": doi,
            "type": "journal-article",
            "title": [title],
            "author": [{"given": "Ada", "family": "Quill", "sequence": "first", "affiliation": []}],
            "issued": {"date-parts": [[2021, 4]]},
            "container-title": ["Journal of Imaginary Geography"],
        },
    }


def datacite_doi(doi: str = DATA, title: str = "A Table of Tides") -> dict[str, Any]:
    return {
        "data": {
            "id": doi,
            "type": "dois",
            "attributes": {
                "doi": doi,
                "creators": [{"name": "Quill, Ada", "givenName": "Ada", "familyName": "Quill"}],
                "titles": [{"title": title}],
                "publisher": "An Archive",
                "publicationYear": 2020,
                "types": {"resourceTypeGeneral": "Dataset"},
            },
        }
    }


def openalex_work(number: int, title: str, *, doi: str | None = None) -> dict[str, Any]:
    return {
        "id": f"https://openalex.org/W{number}",
        "doi": None if doi is None else f"https://doi.org/{doi}",
        "title": title,
        "display_name": title,
        "publication_year": 2021,
        "type": "article",
        "authorships": [
            {
                "author_position": "first",
                "author": {"id": "https://openalex.org/A5", "display_name": "Ada Quill", "orcid": None},
                "institutions": [],
                "raw_author_name": "Ada Quill",
            }
        ],
    }


def openalex_author() -> dict[str, Any]:
    return {
        "id": "https://openalex.org/A5",
        "orcid": f"https://orcid.org/{ORCID}",
        "display_name": "Ada Quill",
        "works_count": 3,
    }


def openalex_page(
    works: Sequence[Mapping[str, Any]], *, count: int, cursor: str | None, took: int = 7
) -> dict[str, Any]:
    return {
        "meta": {"count": count, "db_response_time_ms": took, "page": None, "per_page": 2, "next_cursor": cursor},
        "results": list(works),
        "group_by": [],
    }


DBLP_PERSON: Final = f"""<?xml version="1.0" encoding="US-ASCII"?>
<dblpperson name="Ada Quill" pid="65/9612" n="1">
<person key="homepages/65/9612" mdate="2021-01-01"><author pid="65/9612">Ada Quill</author></person>
<r><article key="journals/jig/Quill21" mdate="2021-05-01">
<author pid="65/9612">Ada Quill</author><author pid="66/1">Beno&#238;t Okafor</author>
<title>{TITLES[0]}.</title><year>2021</year><journal>J. Imag. Geogr.</journal>
</article></r>
</dblpperson>
"""
DBLP_RECORD: Final = f"""<?xml version="1.0" encoding="US-ASCII"?>
<dblp><article key="journals/jig/Quill21" mdate="2021-05-01">
<author pid="65/9612">Ada Quill</author><title>{TITLES[0]}.</title><year>2021</year><journal>J. Imag. Geogr.</journal>
</article></dblp>
"""


def ror_record() -> dict[str, Any]:
    return {
        "id": f"https://ror.org/{ROR}",
        "status": "active",
        "types": ["education"],
        "established": 1901,
        "names": [{"value": "University of Nowhere", "types": ["label", "ror_display"], "lang": "en"}],
        "locations": [],
        "links": [],
        "external_ids": [],
        "relationships": [],
    }


def oai_record(number: int, title: str, *, deleted: bool = False) -> str:
    status = ' status="deleted"' if deleted else ""
    header = f"<header{status}><identifier>oai:archive.example:{number}</identifier>"
    header += "<datestamp>2021-01-01</datestamp></header>"
    if deleted:
        return f"<record>{header}</record>"
    return (
        f"<record>{header}<metadata>"
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>Quill, Ada</dc:creator><dc:date>2021-04-02</dc:date>"
        f"<dc:type>article</dc:type><dc:identifier>https://archive.example/{number}</dc:identifier>"
        "<dc:language>en</dc:language></oai_dc:dc></metadata></record>"
    )


def oai_page(records: Sequence[str], token: str | None = None) -> str:
    end = "" if token is None else f"<resumptionToken>{token}</resumptionToken>"
    return _oai(f"<ListRecords>{''.join(records)}{end}</ListRecords>")


def oai_error(code: str, words: str) -> str:
    return _oai(f'<error code="{code}">{words}</error>')


def _oai(inner: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        "<responseDate>2026-01-01T00:00:00Z</responseDate>"
        f'<request verb="ListRecords">http://archive.example/oai</request>{inner}</OAI-PMH>'
    )


TRIPLES: Final = (
    "<https://data.example/w/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/ScholarlyArticle> .\n"
    f'<https://data.example/w/1> <https://schema.org/name> "{TITLES[0]}" .\n'
)


def everything() -> dict[str, Answer]:
    """All services as one server, each under a path of its own."""
    three = [openalex_work(number, title) for number, title in enumerate((*TITLES, "A Third Map"), 1)]
    return {
        f"/orcid/{ORCID}/record": sends(dumped(orcid_record())),
        f"/orcid/{ORCID}/works/11,12": sends(dumped(orcid_works((11, 12)))),
        f"/crossref/works/{DOI}": sends(dumped(crossref_work())),
        f"/datacite/dois/{DATA}": sends(dumped(datacite_doi()), kind="application/vnd.api+json; charset=utf-8"),
        "/datacite/dois/10.48550/arxiv.2401.06102": sends(dumped(datacite_doi("10.48550/arxiv.2401.06102", "Scopes"))),
        f"/ra/{DOI}": sends(dumped([{"DOI": DOI, "RA": "Crossref"}])),
        f"/ra/{DATA}": sends(dumped([{"DOI": DATA, "RA": "DataCite"}])),
        "/openalex/works/W1": sends(dumped(three[0])),
        f"/openalex/works/doi:{DOI}": sends(dumped(openalex_work(1, TITLES[0], doi=DOI))),
        "/openalex/authors/A5": sends(dumped(openalex_author())),
        f"/openalex/authors/orcid:{ORCID}": sends(dumped(openalex_author())),
        "/openalex/works?filter=authorships.author.id:A5&per_page=100&cursor=*": sends(
            dumped(openalex_page(three[:2], count=3, cursor="Mg=="))
        ),
        "/openalex/works?filter=authorships.author.id:A5&per_page=100&cursor=Mg": sends(
            dumped(openalex_page(three[2:], count=3, cursor="Mw=="))
        ),
        "/openalex/works?filter=authorships.author.id:A5&per_page=100&cursor=Mw": sends(
            dumped(openalex_page([], count=3, cursor=None))
        ),
        "/dblp/pid/65/9612.xml": sends(DBLP_PERSON, kind="text/xml"),
        "/dblp/rec/journals/jig/Quill21.xml": sends(DBLP_RECORD, kind="text/xml"),
        f"/ror/organizations/{ROR}": sends(dumped(ror_record())),
        "/oai?verb=ListRecords&metadataPrefix=oai_dc": sends(
            oai_page([oai_record(1, TITLES[0]), oai_record(2, "Gone", deleted=True)], "t/2 x"), kind="text/xml"
        ),
        "/oai?verb=ListRecords&resumptionToken=": sends(oai_page([oai_record(3, TITLES[1])], ""), kind="text/xml"),
        "/sparql": sends(TRIPLES, kind="application/n-triples"),
    }
