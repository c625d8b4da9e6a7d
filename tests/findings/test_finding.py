"""A finding as it is shown, written to findings.json and read back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scholargraph.errors import Place
from scholargraph.findings import Finding
from scholargraph.validation import Severity

FINDINGS = [
    Finding(Severity.VIOLATION, "A.", Place("page.txt", 3, 5), "publication/rivers", "schema:name"),
    Finding(Severity.WARNING, "B.", Place("works.json", inside="/items/7/title"), "publication/rivers"),
    Finding(Severity.WARNING, "C.", Place("table.xlsx", 4, 2, "Works"), path="schema:name"),
    Finding(Severity.WARNING, "Ç.", Place("page.txt", 3)),
    Finding(Severity.INFO, "D."),
    Finding(Severity.INFO, "E.", rule="work-date", remedy="Give it.", found="x", cell=True),
]


@pytest.mark.parametrize("finding", FINDINGS)
def test_a_finding_is_read_back_from_json(finding: Finding) -> None:
    assert Finding.from_data(json.loads(json.dumps(finding.as_data()))) == finding


def test_the_data_is_flat() -> None:
    assert FINDINGS[1].as_data() == {
        "severity": "warning", "message": "B.", "file": "works.json", "line": None, "column": None,
        "inside": "/items/7/title", "key": "publication/rivers", "path": None,
        "rule": None, "profile": None, "component": None, "remedy": None, "wanted": None, "found": None, "quote": None,
        "link": None, "cell": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        ({"severity": "warning", "message": "This work has no date.", "file": "profile.txt", "line": 35, "column": 1,
          "key": "publication/maps", "path": "schema:datePublished"},
         Finding(Severity.WARNING, "This work has no date.", Place("profile.txt", 35, 1), "publication/maps",
                 "schema:datePublished")),
        ({"severity": "info", "message": "M.", "file": None, "line": None, "column": None, "key": None, "path": None},
         Finding(Severity.INFO, "M.")),
    ],
)  # fmt: skip
def test_findings_of_an_older_snapshot_are_read(data: dict[str, Any], finding: Finding) -> None:
    assert Finding.from_data(data) == finding


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (FINDINGS[0], "page.txt:3:5  A. (schema:name)"),
        (FINDINGS[1], "works.json /items/7/title  B."),
        (FINDINGS[2], "table.xlsx:4:2 Works  C. (schema:name)"),
        (FINDINGS[3], "page.txt:3  Ç."),
        (FINDINGS[4], "site  D."),
        (Finding(Severity.INFO, "E.", key="publication/rivers"), "publication/rivers  E."),
        (FINDINGS[5], "site  E. Give it."),
    ],
)
def test_a_finding_is_one_line_for_people(finding: Finding, words: str) -> None:
    assert str(finding) == words


def test_findings_of_one_line_are_in_the_order_of_column_path_within_record_predicate_and_words() -> None:
    def at(column: int, inside: str | None = None, *, key: str = "a", path: str = "a", message: str = "a") -> Finding:
        return Finding(Severity.INFO, message, Place("f", 1, column, inside), key, path)

    wanted = [
        at(1, key="b"), at(2), at(2, message="b"), at(2, path="b"), at(2, key="b"), at(2, "/a"), at(10),
        Finding(Severity.INFO, "a"),
    ]  # fmt: skip
    mixed = wanted[::-1]
    assert sorted(mixed, key=lambda finding: finding.order) == wanted
    assert at(1).order < Finding(Severity.INFO, "a", Place("f", 2)).order < Finding(Severity.INFO, "a").order
    assert Finding(Severity.WARNING, "z").order < at(1).order
