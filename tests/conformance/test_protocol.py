"""The W3C's tests of the SPARQL 1.1 protocol, sent byte by byte to the real server.

Every test of a query has to pass, and every malformed request is refused with a status and a sentence of its own. Updates
are refused as a whole: the requests that expect one to be made are listed in exceptions.toml.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.term import Node

from tests.conformance.served import Answer, Served

MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT: Final = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT: Final = rdflib.Namespace("http://www.w3.org/2011/content#")
DATA: Final = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
"""What the suite calls its graphs."""
RESULTS: Final = frozenset({"application/sparql-results+json", "application/sparql-results+xml"})
FORMS: Final = {
    "boolean": RESULTS,
    "tabular": RESULTS | {"text/csv", "text/tab-separated-values"},
    "RDF": frozenset({"text/turtle", "application/rdf+xml", "application/n-triples"}),
}
"""What the suite calls the formats that may come."""

_HOW_TO_CHANGE: Final = "change a source and publish again"
_BY_TYPE: Final = "set Content-Type"
REFUSALS: Final = {
    "bad_query_method": (405, "method-not-allowed", "use GET or POST"),
    "bad_multiple_queries": (400, "bad-request", "give it once"),
    "bad_query_wrong_media_type": (415, "unsupported-media-type", _BY_TYPE),
    "bad_query_missing_form_type": (415, "unsupported-media-type", _BY_TYPE),
    "bad_query_missing_direct_type": (415, "unsupported-media-type", _BY_TYPE),
    "bad_query_non_utf8": (415, "unsupported-media-type", "always UTF-8, not UTF-16"),
    "bad_query_syntax": (400, "query-syntax", "check the brackets"),
    "bad_update_get": (403, "query-forbidden", _HOW_TO_CHANGE),
    "bad_multiple_updates": (400, "bad-request", "give it once"),
    "bad_update_wrong_media_type": (415, "unsupported-media-type", _BY_TYPE),
    "bad_update_missing_form_type": (415, "unsupported-media-type", _BY_TYPE),
    "bad_update_non_utf8": (403, "query-forbidden", _HOW_TO_CHANGE),
    "bad_update_syntax": (403, "query-forbidden", _HOW_TO_CHANGE),
    "bad_update_dataset_conflict": (403, "query-forbidden", _HOW_TO_CHANGE),
}
"""By malformed request: the status, the type of problem, and the words that say how to mend it."""


@dataclass(frozen=True)
class Request:
    """One request of a test, and what may come back."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    boolean: bool | None
    form: str | None


@pytest.fixture(scope="module")
def suite(sparql11: Path) -> dict[str, list[Request]]:
    manifest = rdflib.Graph().parse(sparql11 / "protocol" / "manifest.ttl", format="turtle")
    tests = members(manifest, next(manifest.objects(None, MF.entries)))
    return {str(test): list(requests_of(manifest, test)) for test in tests}


@pytest.fixture(scope="module", autouse=True)
def _published(served: Served, sparql11: Path) -> None:
    statements = []
    for number in (1, 2, 3):
        data = (sparql11 / "protocol" / f"data{number}.nt").read_text(encoding="utf-8")
        statements += [
            f"{line.strip().removesuffix('.').rstrip()} <{DATA.format(number)}> ."
            for line in data.splitlines()
            if line.strip() and not line.startswith("#")
        ]
    served.publish(sorted(statements))


def members(manifest: rdflib.Graph, head: Node | None) -> list[Node]:
    return [] if head is None else list(Collection(manifest, head))


def requests_of(manifest: rdflib.Graph, test: Node) -> Iterator[Request]:
    action = manifest.value(test, MF.action)
    for request in members(manifest, manifest.value(action, HT.requests)):
        headers = {
            str(manifest.value(header, HT.fieldName)): str(manifest.value(header, HT.fieldValue))
            for header in members(manifest, manifest.value(request, HT.headers))
        }
        body = manifest.value(request, HT.body)
        encoding = str(manifest.value(body, CNT.characterEncoding) or "utf-8")
        text = manifest.value(body, CNT.chars)
        response = manifest.value(request, HT.resp)
        boolean = manifest.value(response, MF.expectedBoolean)
        form = manifest.value(response, MF.expectedFormat)
        yield Request(
            method=str(manifest.value(request, HT.methodName)),
            path=str(manifest.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1),
            headers=headers,
            body=None if text is None else str(text).encode(encoding),
            statuses=frozenset(str(status)[-3:] for status in manifest.objects(response, MF.expectedStatus)),
            boolean=None if boolean is None else str(boolean) == "true",
            form=None if form is None else str(form),
        )


def fault(request: Request, answer: Answer) -> str | None:
    """Say what is wrong with an answer; None where it is as the test wants it."""
    if f"{answer.status // 100}xx" not in request.statuses:
        return f"{answer.status}, not {' or '.join(sorted(request.statuses))}"
    if request.form is not None and answer.media_type not in FORMS[request.form]:
        return f"{answer.media_type} is not {request.form}"
    if request.boolean is not None and truth(answer) is not request.boolean:
        return f"the answer is not {request.boolean}"
    return None


def truth(answer: Answer) -> bool:
    if answer.media_type.endswith("json"):
        return bool(json.loads(answer.body)["boolean"])
    found = ET.fromstring(answer.body).find("{http://www.w3.org/2005/sparql-results#}boolean")  # noqa: S314 - our own
    return found is not None and found.text == "true"


def test_every_request_is_answered_as_the_protocol_has_it(
    suite: dict[str, list[Request]],
    served: Served,
    exceptions: dict[str, Any],
    document: str,
    say: Callable[[str], None],
) -> None:
    faults: dict[str, str] = {}
    for iri, requests in suite.items():
        for request in requests:
            answer = served.request(request.method, request.path, body=request.body, headers=request.headers)
            found = fault(request, answer)
            if found is not None:
                faults.setdefault(iri, found)
            if "update" in iri:
                # Nothing is ever changed, and whoever tries is told so, whatever else is wrong with the request.
                assert answer.status in {200, 400, 403, 415}, iri
    queries = {iri for iri in suite if "update" not in iri.rpartition("#")[2]}
    assert (len(queries), len(suite)) == (20, 34)
    assert set(faults) == set(exceptions["protocol"]), faults
    assert not queries & set(faults)
    assert f"All {len(queries)} protocol tests of queries pass" in document
    say(
        f"W3C SPARQL 1.1 protocol: {len(queries)} of {len(queries)} tests of queries pass over HTTP, and "
        f"{len(suite) - len(queries) - len(faults)} of {len(suite) - len(queries)} of updates; the others want a change."
    )


def test_an_update_is_told_how_the_graph_is_changed(suite: dict[str, list[Request]], served: Served) -> None:
    tried = 0
    for requests in suite.values():
        request = requests[0]
        if "4xx" in request.statuses or "update" not in str(request.headers) + str(request.body):
            continue
        answer = served.request(request.method, request.path, body=request.body, headers=request.headers)
        assert answer.status == 403
        assert "change a source and publish again" in json.loads(answer.body)["detail"]
        tried += 1
    assert tried == 7


def test_a_malformed_request_is_told_what_to_mend(suite: dict[str, list[Request]], served: Served) -> None:
    malformed = {iri.rpartition("#")[2]: requests[-1] for iri, requests in suite.items() if "#bad_" in iri}
    assert set(malformed) == set(REFUSALS)
    for name, request in malformed.items():
        status, kind, remedy = REFUSALS[name]
        answer = served.request(request.method, request.path, body=request.body, headers=request.headers)
        assert answer.media_type == "application/problem+json", name
        told = json.loads(answer.body)
        assert (answer.status, told["status"], told["type"].rpartition("#problem-")[2]) == (status, status, kind), name
        assert remedy in told["detail"], name
        assert told["detail"].endswith("."), name
        assert ("line" in told) is (kind == "query-syntax"), name
        assert (answer.headers["Allow"] is not None) is (status == 405), name
