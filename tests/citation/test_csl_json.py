"""CSL-JSON: items that the schema of CSL takes, in which nothing is left out that it has a variable for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from scholargraph.citation import csl_json
from scholargraph.model import Agent, AgentKind, Contribution, Gap, MarkedText, Name, PublicationType, Text
from tests.citation.graphs import citation, citations, work
from tests.pages import sites


@pytest.fixture(scope="module")
def schema(shared: Path) -> Any:
    return jsonschema_rs.validator_for(json.loads((shared / "specs/csl/schema/csl-data.json").read_text("utf-8")))


def _items() -> dict[str, dict[str, Any]]:
    written = b"".join(csl_json.write(citations([*sites.records(), sites.report()])))
    return {one["id"]: one for one in json.loads(written)}


def test_the_schema_takes_what_is_written(schema: Any) -> None:
    schema.validate(list(_items().values()))


@pytest.mark.parametrize("kind", PublicationType)
def test_every_kind_of_work_has_a_type_of_csl(kind: PublicationType, schema: Any) -> None:
    schema.validate([{"id": "x", "type": csl_json.TYPES[kind]}])


def test_a_file_of_no_citations_is_an_empty_array() -> None:
    assert json.loads(b"".join(csl_json.write([]))) == []


def test_a_paper() -> None:
    item = _items()["a-theory-of-tides"]
    assert item["author"] == [
        {"family": "Ångström", "given": "Zhao"},
        {"family": "Oduya", "given": "M."},
        {"family": "Aalto", "given": "Bo"},
    ]
    assert item["custom"]["names-as-printed"] == ["Bo Aalto"]
    assert item["issued"] == {"date-parts": [[2024, 3, 15]]}
    expected = {
        "container-title": "Tidal Conference '24",
        "collection-title": "Tidal Conference",
        "volume": "12",
        "issue": "3",
        "page": "890-896",
        "publisher": "Salt Press",
        "DOI": "10.5555/tides.2024",
        "ISBN": "9783161484100",
        "URL": "https://tidal.example.org/24/7",
        "keyword": "tides",
        "language": "en",
        "status": "published",
    }
    assert {name: item[name] for name in expected} == expected


def test_a_thesis_has_its_university_and_kind() -> None:
    item = _items()["liber-de-aqua"]
    assert (item["type"], item["genre"], item["publisher"]) == ("thesis", "PhD thesis", "Example University")


def test_who_is_no_person_is_a_literal() -> None:
    assert _items()["salt-measured"]["author"][:4] == [
        {"literal": "The Institute of Salt"},
        {"literal": "Tidewater"},
        {"literal": "Bureau of Foam"},
        {"literal": "Foam Study Group"},
    ]


def test_a_lost_title_is_said_and_a_cut_list_ends_in_others() -> None:
    item = _items()["we-ask-what-a-tide-would-do"]
    assert "title" not in item
    assert item["author"] == [{"family": "Oduya", "given": "Mira"}, {"literal": "李 伟"}, {"literal": "others"}]
    assert item["note"].startswith("Title not known; List of authors cut")


def test_an_institution_beside_a_publisher_is_the_authority() -> None:
    made = work(
        type=PublicationType.REPORT,
        publisher=Agent(name=Name(printed="Salt Press"), kind=AgentKind.ORGANIZATION),
        institution=Agent(name=Name(printed="Institute"), kind=AgentKind.ORGANIZATION),
    )
    item = csl_json.item(citation(made))
    assert (item["publisher"], item["authority"]) == ("Salt Press", "Institute")


@pytest.mark.parametrize(
    ("html", "plain", "rich"),
    [
        ("H<sub>2</sub>O &amp; a &lt; b", "H₂O & a < b", "H<sub>2</sub>O & a < b"),
        ("<i>C. elegans</i>", "C. elegans", "<i>C. elegans</i>"),
        ("the <code>map</code> of", "the map of", "the map of"),
    ],
)
def test_markup_is_that_of_processors(html: str, plain: str, rich: str) -> None:
    made = work(title=Text(plain), marked=(MarkedText(plain, html, html),))
    assert csl_json.item(citation(made))["title"] == rich


def test_keywords_with_commas_are_kept_apart() -> None:
    made = work(keywords=(Text("a, b"), Text("c")))
    assert csl_json.item(citation(made))["keyword"] == "a, b; c"


def test_two_exports_are_the_same_bytes() -> None:
    made = citations([*sites.records(), sites.report()])
    assert b"".join(csl_json.write(made)) == b"".join(csl_json.write(made))


def test_a_person_of_unknown_parts_is_said_to_be_printed_so() -> None:
    made = work(contributions=(Contribution.of("Zong Hua", position=1),), gaps=(Gap.DATE_UNKNOWN,))
    item = csl_json.item(citation(made))
    assert item["author"] == [{"family": "Hua", "given": "Zong"}]
    assert item["custom"]["names-as-printed"] == ["Zong Hua"]
