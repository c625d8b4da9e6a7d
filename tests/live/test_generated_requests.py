"""Requests made from the OpenAPI document, sensible ones and others, against the real server: nothing that it does not say.

Each run makes the same requests. What the endpoint answers to hostile queries is tested elsewhere; these are mild.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from scholargraph.pages.rendering import static_files
from tests.conftest import CopySite
from tests.live.conftest import Live, serving
from tests.live.generated import ACCEPTS, CODINGS, KINDS, TOKENS, mostly, register

REQUESTS: Final = 5000
USUAL: Final = 30
OPTIONS: Final = 10
MANY: Final = {
    "GET /sparql": 800,
    "POST /sparql": 700,
    "HEAD /sparql": 150,
    "GET /search": 400,
    "GET /store": 400,
    "GET /graph/{name}": 250,
    "GET /{collection}/{name}": 500,
    "GET /{collection}/{name}/{relation}": 150,
    "GET /{collection}": 150,
    "GET /dump.nq.gz": 100,
    "GET /sitemap.xml": 60,
    "GET /sitemap-{number}.xml": 60,
    "GET /": 100,
    "GET /index.{ending}": 80,
}
"""How many requests of an operation are made, where it is not the usual number."""
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
GENEROUS: Final = "deadline = 10\nerrors = 1000000\nburst = 1000000\nworker_seconds = 1000000\nparallel = 8\n"
MEAN: Final = "deadline = 10\nerrors = 3\n"
Things = st.SearchStrategy[dict[str, str] | None]


@dataclass
class Run:
    """What was asked and answered."""

    statuses: Counter[int] = field(default_factory=Counter)
    of: dict[str, Counter[int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def told(self) -> str:
        parts = ", ".join(f"{count} × {status}" for status, count in sorted(self.statuses.items()))
        return f"{self.statuses.total()} generated requests: {parts}"


def run(live: Live, number: Callable[[str], int]) -> Run:
    """Make so many requests of each operation."""
    register(live.base)
    document = mild(json.loads(live.get("openapi.json").body))
    things = st.none() | st.sampled_from(known(live))
    made = Run()
    with requests.Session() as session:
        schema: Any = schemathesis.openapi.from_dict(document)
        for found in schema.get_all_operations():
            operation = found.ok()
            if count := number(operation.label):
                ask(operation, live, made, session=session, count=count, things=things)
    return made


def mild(document: dict[str, Any]) -> dict[str, Any]:
    """Ask for no more haste than the machine has (a query that is given 1 ms is answered with 503, rightly), and for few
    graphs at a time, most of which there are.
    """
    parameters = document["components"]["parameters"]
    form = document["paths"]["/sparql"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]
    properties = form["schema"]["properties"]
    for lists in (
        parameters["DefaultGraph"]["schema"],
        parameters["NamedGraph"]["schema"],
        properties["default-graph-uri"],
    ):
        lists["maxItems"] = 2
    for holder in (parameters["Timeout"], properties["timeout"]):
        found = holder.get("schema", holder)
        assert found.pop("exclusiveMinimum") == 0
        found["minimum"] = 10
    return document


def known(live: Live) -> list[dict[str, str]]:
    """The things that there are, as variables of addresses; some of the files of pages, too."""
    places = re.findall(r"<loc>(.*?)</loc>", live.get("sitemap.xml").body.decode())
    keys = [place.removeprefix(live.base).split("/") for place in places]
    return [{"collection": key[0], "name": key[1]} for key in keys if len(key) == 2]


def ask(operation: Any, live: Live, made: Run, *, session: requests.Session, count: int, things: Things) -> None:
    cases = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if operation.query or operation.path_parameters or operation.body:
        cases = mostly(cases, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    kinds = KINDS if operation.body else st.none()
    variables = {parameter.name for parameter in operation.path_parameters}

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases, st.tuples(ACCEPTS, CODINGS, kinds, TOKENS), things, st.integers(0, 3))
    def one(
        case: Any, fields: tuple[str, str, str | None, str | None], thing: dict[str, str] | None, again: int
    ) -> None:
        names = ("Accept", "Accept-Encoding", "Content-Type", "Authorization")
        headers = {name: value for name, value in zip(names, fields, strict=True) if value is not None}
        if thing and {"collection", "name"} <= variables:
            case.path_parameters.update(thing)
        elif thing and operation.path == "/static/{name}":
            case.path_parameters["name"] = next(iter(static_files()))
        answer = call(case, headers)
        if again == 0 and answer.headers.get("etag") and case.method in {"GET", "HEAD"}:
            tag = answer.headers["etag"][0]
            confirmed = call(case, {**headers, "If-None-Match": tag})
            if (confirmed.status_code, confirmed.headers["etag"][0]) != (304, tag):
                made.faults.append(f"{confirmed.status_code} {case.as_curl_command()} is not confirmed by {tag}")

    def call(case: Any, headers: dict[str, str]) -> Any:
        base = live.base.rstrip("/")
        answer = case.call(base_url=base, session=session, headers=headers, timeout=60, allow_redirects=False)
        made.statuses[answer.status_code] += 1
        made.of.setdefault(operation.label, Counter())[answer.status_code] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except (Failure, FailureGroup) as wrong:
            faults = wrong.exceptions if isinstance(wrong, FailureGroup) else [wrong]
            told = "; ".join(f"{type(fault).__name__}: {fault}" for fault in faults)
            made.faults.append(f"{answer.status_code} {case.as_curl_command()} {told}")
        return answer

    one()


def how_many(label: str) -> int:
    return MANY.get(label, OPTIONS if label.startswith("OPTIONS") else USUAL)


@pytest.fixture(scope="module")
def generous(copy_site: CopySite) -> Iterator[Live]:
    with serving(copy_site("example-department"), GENEROUS) as live:
        yield live


@pytest.fixture(scope="module")
def mean(copy_site: CopySite) -> Iterator[Live]:
    with serving(copy_site("example-department"), MEAN) as live:
        yield live


def test_what_the_document_allows_is_answered_as_it_says(generous: Live) -> None:
    made = run(generous, how_many)
    print(made.told())  # noqa: T201
    assert made.faults == []
    assert [status for status in made.statuses if status >= 500] == []
    assert made.statuses.total() >= REQUESTS
    # They reach further than the first check of a parameter.
    for label, statuses in {
        "GET /sparql": {200, 304, 400, 401, 406},
        "POST /sparql": {200, 400, 401, 403, 406, 415},
        "GET /store": {200, 304, 400, 406},
        "GET /graph/{name}": {200, 404, 406},
        "GET /search": {200, 404, 406},
        "GET /{collection}/{name}": {200, 304, 404, 406},
        "GET /dump.nq.gz": {200, 206, 304},
    }.items():
        assert statuses <= set(made.of[label]), (label, made.of[label])
    assert generous.process.poll() is None
    assert generous.get("readyz").status == 200


def test_a_client_that_errs_too_often_is_told_so_as_the_document_says(mean: Live) -> None:
    made = run(mean, lambda label: 40 if label in {"GET /sparql", "POST /sparql", "GET /store"} else 0)
    print(made.told())  # noqa: T201
    assert made.faults == []
    assert made.statuses[429] > 60
