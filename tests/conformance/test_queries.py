"""The W3C's tests of SPARQL 1.1 queries and result formats, asked over HTTP of the real server, each on its own graphs.

Every evaluation, syntax, CSV, TSV and JSON test that the engine passes alone, in process, has to pass through the endpoint;
what does not is listed in exceptions.toml with its reason, and is a failure once it passes. Not run: entailment, which the
engine has none of; federation (service, syntax-fed), since the endpoint refuses SERVICE; updates, since it only reads.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.formats import CSV, JSON, TSV, TURTLE, XML
from tests.conformance.results import Likeness, compare, read
from tests.conformance.served import Answer, Served
from tests.conformance.suite import FOLDERS, Case, Kind, cases, included

ACCEPT: Final = {form.suffix: form.media_type for form in (JSON, XML, CSV, TSV)} | {
    TURTLE.suffix: f"{TURTLE.media_type}, {JSON.media_type}"  # a graph, or a table that is expected as a graph
}
"""By the ending of the expected result: what the query is asked for."""
FORMS: Final = {form.media_type: form.suffix for form in (JSON, XML, CSV, TSV, TURTLE)}
KINDS: Final = {Kind.EVALUATION: 235, Kind.POSITIVE: 63, Kind.NEGATIVE: 40}
ALONE_SECONDS: Final = 120


@dataclass(frozen=True)
class Run:
    """How each test went, by its IRI: with the engine alone, and through the endpoint; `remarks` say what came instead."""

    cases: list[Case]
    alone: dict[str, Likeness]
    endpoint: dict[str, Likeness]
    remarks: dict[str, str]

    def passed(self, how: dict[str, Likeness]) -> set[str]:
        return {iri for iri, likeness in how.items() if likeness is not Likeness.DIFFERENT}

    def failed(self, how: dict[str, Likeness]) -> set[str]:
        return set(how) - self.passed(how)

    def spelled_otherwise(self, how: dict[str, Likeness]) -> set[str]:
        return {iri for iri, likeness in how.items() if likeness is Likeness.SAME_VALUES}

    def told(self, iris: set[str]) -> str:
        return "\n".join(f"{iri}: {self.remarks.get(iri, '')}" for iri in sorted(iris))


@pytest.fixture(scope="module")
def run(sparql11: Path, served: Served) -> Run:
    tests = cases(sparql11)
    groups: dict[tuple[str, ...], list[Case]] = {}
    for case in tests:
        groups.setdefault(case.statements(served.base), []).append(case)
    remarks: dict[str, str] = {}
    endpoint = dict(through_the_endpoint(served, groups, remarks))
    return Run(tests, dict(with_the_engine(served, groups)), endpoint, remarks)


def through_the_endpoint(
    served: Served, groups: dict[tuple[str, ...], list[Case]], remarks: dict[str, str]
) -> Iterator[tuple[str, Likeness]]:
    for statements, members in groups.items():
        digest = served.publish(statements).digest
        for case in members:
            answer = served.ask(case.text, ACCEPT[case.form] if case.form else "*/*")
            assert answer.headers.get("ScholarGraph-Snapshot", digest) == digest
            likeness = verdict(case, answer, served)
            if likeness is Likeness.DIFFERENT:
                remarks[case.iri] = f"{answer.status} {answer.body.decode(errors='replace')[:2000]}"
            yield case.iri, likeness


def verdict(case: Case, answer: Answer, served: Served) -> Likeness:
    """Judge what came over HTTP."""
    if answer.media_type == "application/problem+json":
        problem = json.loads(answer.body)
        kind = problem["type"].rpartition("#problem-")[2]
        assert answer.status == problem["status"], case.iri
        # What cannot be evaluated (a function that nobody has) was read as a query all the same.
        right = kind == {Kind.NEGATIVE: "query-syntax", Kind.POSITIVE: "query"}.get(case.kind)
        assert kind != "query-syntax" or (answer.status == 400 and problem["detail"].endswith(".")), case.iri
        return Likeness.SAME_TERMS if right else Likeness.DIFFERENT
    assert answer.status == 200, (case.iri, answer.status, answer.body)
    if case.kind is not Kind.EVALUATION:
        return Likeness.SAME_TERMS if case.kind is Kind.POSITIVE else Likeness.DIFFERENT
    assert answer.media_type in ACCEPT[case.form], case.iri
    if case.form == CSV.suffix:
        assert answer.body.count(b"\n") == answer.body.count(b"\r\n"), f"{case.iri}: lines of CSV end with CR LF"
    return judge(case, answer.body, FORMS[answer.media_type], served.base)


def with_the_engine(served: Served, groups: dict[tuple[str, ...], list[Case]]) -> Iterator[tuple[str, Likeness]]:
    """Ask the engine itself the same of the same graphs, and judge by the same rules."""
    told = [
        {
            "statements": statements,
            "base": served.endpoint,
            "queries": [(case.iri, case.text, case.form) for case in members],
        }
        for statements, members in groups.items()
    ]
    command = [sys.executable, str(Path(__file__).parent / "alone.py")]
    asked = json.dumps(told)
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, text=True, timeout=ALONE_SECONDS)
    answers: dict[str, dict[str, str]] = json.loads(done.stdout)
    for case in (case for members in groups.values() for case in members):
        answer = answers[case.iri]
        is_query = not answer.get("error", "").startswith("SyntaxError")
        if case.kind is not Kind.EVALUATION:
            right = is_query is (case.kind is Kind.POSITIVE)
            yield case.iri, Likeness.SAME_TERMS if right else Likeness.DIFFERENT
        elif "error" in answer:
            yield case.iri, Likeness.DIFFERENT
        else:
            yield case.iri, judge(case, answer["text"].encode("utf-8"), answer["form"], served.base)


def judge(case: Case, body: bytes, form: str, base: str) -> Likeness:
    assert case.result is not None
    expected = read(case.result.read_bytes(), case.form, base + case.result.name)
    return compare(expected, read(body, form, base), ordered=case.ordered)


def test_the_suite_is_whole(run: Run, sparql11: Path) -> None:
    assert included(sparql11) == set(FOLDERS)
    assert Counter(case.kind for case in run.cases) == KINDS
    assert len({case.iri for case in run.cases}) == len(run.cases) == len(run.alone) == len(run.endpoint)


def test_what_the_engine_passes_passes_through_the_endpoint(
    run: Run, exceptions: dict[str, Any], say: Callable[[str], None]
) -> None:
    lost = run.passed(run.alone) - run.passed(run.endpoint)
    assert lost == set(exceptions["endpoint"]), run.told(lost)
    both = len(run.passed(run.alone) & run.passed(run.endpoint))
    say(
        f"W3C SPARQL 1.1 queries and results: the engine alone passes {len(run.passed(run.alone))} of {len(run.cases)} "
        f"tests, and of these {both} pass over HTTP, with {len(run.passed(run.endpoint)) - both} more that are mended."
    )


def test_every_test_that_is_not_passed_is_listed(
    run: Run, exceptions: dict[str, Any], say: Callable[[str], None]
) -> None:
    assert run.failed(run.alone) == set(exceptions["engine"]) | set(exceptions["mended"])
    failed = run.failed(run.endpoint)
    assert failed == set(exceptions["engine"]) | set(exceptions["endpoint"]), run.told(failed)
    for iri in sorted(failed):
        say(f"  not passed: {iri}: {(exceptions['engine'] | exceptions['endpoint'])[iri]}")


def test_values_in_other_letters_are_listed(run: Run, exceptions: dict[str, Any], say: Callable[[str], None]) -> None:
    listed = set(exceptions["spelling"]["iris"])
    assert run.spelled_otherwise(run.alone) == listed
    assert run.spelled_otherwise(run.endpoint) == listed
    say(f"  passed with every value right, but some written in other letters than expected: {len(listed)}")


def test_the_document_tells_the_numbers(run: Run, exceptions: dict[str, Any], document: str) -> None:
    for folder in FOLDERS:
        here = [case.iri for case in run.cases if case.folder == folder]
        passed = len(run.passed(run.endpoint).intersection(here))
        assert f"| {folder} | {len(here)} | {passed} |\n" in document
    assert f"| **together** | **{len(run.cases)}** | **{len(run.passed(run.endpoint))}** |\n" in document
    for table in ("engine", "endpoint"):
        for iri, reason in exceptions[table].items():
            assert f"| `{short(iri)}` | {reason} |\n" in document
    for iri in exceptions["spelling"]["iris"]:
        assert f"`{short(iri)}`" in document


def short(iri: str) -> str:
    return iri.partition("data-sparql11/")[2].replace("/manifest#", "#")
