"""Every example query runs, answers its question, and is offered and documented as it is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib.plugins.sparql import prepareQuery

from scholargraph import config, store
from scholargraph.errors import InternalError
from scholargraph.publish import publish
from scholargraph.sparql import examples as module
from scholargraph.sparql.examples import FOLDER, Example, examples
from scholargraph.store import Reader
from scholargraph.vocab import PREFIXES, SDO, SH
from tests.sparql import queries_document

BASE: Final = "http://127.0.0.1:8000/"
ALL: Final = {example.name: example for example in examples(BASE)}
HERE: Final = [example for example in ALL.values() if example.here]

DEPARTMENT: Final = "example-department"
PROFILE: Final = "lucas-dixon"
ALONE: Final = "profile-alone"
SITES: Final = (DEPARTMENT, PROFILE, ALONE)
"""The department; the first profile; the same with nothing but the text of its page, so that much is missing."""

NOTHING: Final = {
    (PROFILE, "co-authors-of-co-authors"): "one person has a page, so nobody's co-authors lead further",
    (PROFILE, "gaps"): "curation has filled them all",
    (PROFILE, "unknown-kinds"): "curation says what each work is",
    (ALONE, "co-authors-of-co-authors"): "one person has a page, so nobody's co-authors lead further",
    (ALONE, "builders"): "the page's prose is not read for what somebody built",
    (ALONE, "author-lists"): "a page never says that a list is complete",
    (ALONE, "dois"): "the page gives none",
    (ALONE, "versions"): "the page gives none",
    (ALONE, "conflicts"): "one source cannot disagree with itself",
    (ALONE, "pages-rested-on"): "only curated facts rest on pages",
}
"""Where a question has no answer, and why."""

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def readers(copy_site: Callable[[str], Path]) -> dict[str, Reader]:
    """Each site, published."""
    folders = {DEPARTMENT: copy_site(DEPARTMENT), PROFILE: copy_site(PROFILE)}
    alone = copy_site(PROFILE)
    file = alone / "scholargraph.toml"
    without, cut = re.subn(r'\[\[source\]\]\nname = "curation"[^\[]*', "", file.read_text(encoding="utf-8"))
    assert cut == 1
    file.write_text(without, encoding="utf-8")
    (alone / "curation.toml").unlink()
    folders[ALONE] = alone
    found = {}
    for name, folder in folders.items():
        settings = config.load(folder)
        publish(settings)
        found[name] = Reader(store.Snapshots(settings.work).require())
    return found


def rows(reader: Reader, name: str) -> Rows:
    """The rows of an example's answer, as plain values."""
    bindings = json.loads(reader.answer(ALL[name].query, "json"))["results"]["bindings"]
    return [{variable: term["value"] for variable, term in row.items()} for row in bindings]


each_site = pytest.mark.parametrize("site", SITES)
each_example = pytest.mark.parametrize("example", ALL.values(), ids=ALL.keys())


# ── They run and answer ───────────────────────────────────────────────────────────────────────────────────────────


@each_site
@pytest.mark.parametrize("example", HERE, ids=[example.name for example in HERE])
def test_an_example_answers(example: Example, site: str, readers: dict[str, Reader]) -> None:
    reader = readers[site]
    if example.kind == "ask":
        assert json.loads(reader.answer(example.query, "json"))["boolean"] in {True, False}
    elif example.kind == "construct":
        assert len(reader.answer(example.query, "nt").splitlines()) > 3
    else:
        assert bool(rows(reader, example.name)) is ((site, example.name) not in NOTHING)


def test_what_answers_nothing_is_there(readers: dict[str, Reader]) -> None:
    assert {name for _, name in NOTHING} <= ALL.keys()
    for name in ALL.keys() - {"newest-list-complete", "bibliography", "on-wikidata"}:
        assert any((site, name) not in NOTHING for site in SITES), name


def test_co_authors(readers: dict[str, Reader]) -> None:
    found = {(row["person"], row["coauthor"]): int(row["works"]) for row in rows(readers[DEPARTMENT], "co-authors")}
    assert found["Ada Quill", "Benoît Okafor"] == 1
    assert found["Ada Quill", "千代 棚部"] == found["千代 棚部", "Ada Quill"] == 1
    assert all(person != coauthor for person, coauthor in found)


def test_co_authors_of_co_authors_are_none_of_ones_own(readers: dict[str, Reader]) -> None:
    for row in rows(readers[DEPARTMENT], "co-authors-of-co-authors"):
        assert row["person"] not in {row["through"], row["reached"]}
    reached = {(row["person"], row["reached"]) for row in rows(readers[DEPARTMENT], "co-authors-of-co-authors")}
    assert ("Benoît Okafor", "R. M. Vale") in reached


def test_roles_are_former_or_current_and_say_what_is_known(readers: dict[str, Reader]) -> None:
    found = {(row["person"], row.get("role")): row for row in rows(readers[DEPARTMENT], "roles")}
    assert found["Ada Quill", "professor"]["status"] == "current"
    assert found["Ada Quill", "professor"]["start"] == "2012"
    assert found["Ada Quill", "cartographer"]["status"] == "former"
    assert "end" not in found["Ada Quill", "cartographer"]
    assert found["Ada Quill", "PhD"]["end"] == "2008"


def test_who_built_what(readers: dict[str, Reader]) -> None:
    found = {(row["person"], row["kind"], row["name"]) for row in rows(readers[DEPARTMENT], "builders")}
    assert {
        ("Benoît Okafor", "software", "Windmill"),
        ("Benoît Okafor", "service", "Cloud API"),
        ("千代 棚部", "software", "Tide Table"),
        ("Ada Quill", "project", "Atlas of Nowhere"),
        ("Benoît Okafor", "project", "Atlas of Nowhere"),
    } <= found
    assert ("organisation") in {row["kind"] for row in rows(readers[PROFILE], "builders")}


def test_works_per_year_counts_each_work_once(readers: dict[str, Reader]) -> None:
    for site in (DEPARTMENT, PROFILE):
        years = rows(readers[site], "works-per-year")
        assert [int(row["year"]) for row in years] == sorted(int(row["year"]) for row in years)
        asked = readers[site].rows("SELECT DISTINCT ?work WHERE { ?work <https://w3id.org/scholargraph#year> ?year }")
        assert sum(int(row["works"]) for row in years) == len(asked)


def test_author_lists_are_in_order_and_whole(readers: dict[str, Reader]) -> None:
    for site in (DEPARTMENT, PROFILE):
        works: dict[str, list[tuple[int, str]]] = {}
        for row in rows(readers[site], "author-lists"):
            works.setdefault(row["work"], []).append((int(row["position"]), row["author"]))
        for authors in works.values():
            assert [position for position, _ in authors] == list(range(1, len(authors) + 1))
    department = rows(readers[DEPARTMENT], "author-lists")
    survey = [row["author"] for row in department if row.get("title") == "Maps of Nowhere: A Survey"]
    assert survey == ["Ada Quill", "Benoît Okafor", "R. M. Vale"]


def test_whether_the_newest_list_is_complete(readers: dict[str, Reader]) -> None:
    asked = {
        site: json.loads(readers[site].answer(ALL["newest-list-complete"].query, "json"))["boolean"] for site in SITES
    }
    assert asked == {DEPARTMENT: True, PROFILE: True, ALONE: False}


def test_venues_are_counted(readers: dict[str, Reader]) -> None:
    found = rows(readers[DEPARTMENT], "venues")
    assert [int(row["works"]) for row in found] == sorted((int(row["works"]) for row in found), reverse=True)
    assert {"name": "Journal of Imaginary Geography", "works": "2"}.items() <= found[0].items()


def test_dois(readers: dict[str, Reader]) -> None:
    found = {row["doi"]: row for row in rows(readers[DEPARTMENT], "dois")}
    assert found["10.5555/nowhere.2021.11"]["title"] == "Maps of Nowhere: A Survey"
    assert all(row["link"] == f"https://doi.org/{doi}" for doi, row in found.items())


def test_versions(readers: dict[str, Reader]) -> None:
    (row,) = rows(readers[DEPARTMENT], "versions")
    assert (row["title"], row["label"], row["issued"]) == ("Clouds Without Water", "v2", "2023-09-01")
    assert any("arxiv" in row for row in rows(readers[PROFILE], "versions"))


def test_works_of_unknown_kind(readers: dict[str, Reader]) -> None:
    assert [row["title"] for row in rows(readers[DEPARTMENT], "unknown-kinds")] == ["Letters to a Lighthouse"]


def test_search_finds_by_the_beginning_of_a_word(readers: dict[str, Reader]) -> None:
    found = rows(readers[PROFILE], "search")
    assert [float(row["score"]) for row in found] == sorted((float(row["score"]) for row in found), reverse=True)
    assert found[0]["thing"].startswith(f"{BASE}organization/university")


def test_the_bibliography_is_schema_org_alone(readers: dict[str, Reader]) -> None:
    lines = readers[DEPARTMENT].answer(ALL["bibliography"].query, "nt").decode().splitlines()
    predicates = {line.split(" ", 2)[1] for line in lines}
    assert predicates == {f"<{SDO[name]}>" for name in ("name", "author", "datePublished", "isPartOf")} | {
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    }
    kinds = {line.split(" ", 2)[2] for line in lines if "rdf-syntax-ns#type" in line}
    assert all(kind.startswith(f"<{SDO.base}") for kind in kinds)
    assert any("Maps of Nowhere" in line for line in lines)


def test_gaps_lead_to_the_words_that_show_them(readers: dict[str, Reader]) -> None:
    (row,) = rows(readers[DEPARTMENT], "gaps")
    assert (row["missing"], row["file"], row["name"]) == ("VenueUnknown", "okafor.txt", "Talk to the Wind")
    missing = [row["missing"] for row in rows(readers[ALONE], "gaps")]
    assert {"TitleLost", "AuthorsLost", "DateUnknown", "VenueUnknown"} <= set(missing)
    assert missing.count("TitleLost") == 7


def test_what_nobody_says(readers: dict[str, Reader]) -> None:
    assert {"name": "cartographer", "missing": "when the role ended"}.items() <= rows(
        readers[DEPARTMENT], "not-stated"
    )[0].items()
    assert {row["missing"] for row in rows(readers[ALONE], "not-stated")} >= {
        "when it appeared",
        "whether all authors are named",
    }


def test_evidence_quotes_what_stands_in_the_file(readers: dict[str, Reader]) -> None:
    found = rows(readers[DEPARTMENT], "evidence")
    quoted = [row for row in found if row["file"] == "quill.txt"]
    assert quoted
    data = (Path(__file__).resolve().parents[2] / "data" / DEPARTMENT / "quill.txt").read_bytes()
    for row in quoted:
        assert data[int(row["start"]) :].startswith(row["words"].encode())


def test_conflicts_give_both_values_and_the_reason(readers: dict[str, Reader]) -> None:
    (row,) = rows(readers[DEPARTMENT], "conflicts")
    assert (row["field"], row["stated"], row["rejected"]) == ("issued", "2019", "2018")
    assert "title page" in row["reason"]


def test_facts_rest_on_web_pages(readers: dict[str, Reader]) -> None:
    found = {row["page"]: int(row["facts"]) for row in rows(readers[DEPARTMENT], "pages-rested-on")}
    assert found["https://doi.org/10.5555/nowhere.2021.11"] > 5


def test_sources(readers: dict[str, Reader]) -> None:
    found = {row["file"]: row for row in rows(readers[DEPARTMENT], "sources")}
    assert set(found) == {"curation.toml", "quill.txt", "okafor.txt", "tanabe.txt"}
    assert found["quill.txt"]["fetched"] == "2026-10-01"


def test_classes_are_counted_as_they_are(readers: dict[str, Reader]) -> None:
    found = {row["class"]: int(row["things"]) for row in rows(readers[DEPARTMENT], "classes")}
    asked = readers[DEPARTMENT].rows("SELECT ?thing WHERE { ?thing a <https://schema.org/SoftwareApplication> }")
    assert found["https://schema.org/SoftwareApplication"] == len(asked)


# ── They are what they say ────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_enough() -> None:
    assert len(HERE) >= 14
    assert {example.kind for example in HERE} == {"select", "ask", "construct"}


@each_example
def test_an_example_is_sparql_for_others_too(example: Example) -> None:
    prepareQuery(example.query)


@each_example
def test_an_example_is_told_in_full(example: Example) -> None:
    assert example.label
    assert example.question.endswith("?")
    assert example.keywords
    assert len({other.label for other in ALL.values()}) == len(ALL)


@each_example
def test_an_example_names_no_site(example: Example) -> None:
    text = (FOLDER / f"{example.name}.ttl").read_text(encoding="utf-8")
    assert "127.0.0.1" not in text
    assert "localhost" not in text
    if example.here:
        assert BASE not in example.query


def test_the_one_for_elsewhere_asks_this_site(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [example for example in examples("https://people.example.org/x/") if not example.here]
    assert [example.name for example in asked] == ["on-wikidata"]
    assert asked[0].query.startswith("BASE <https://people.example.org/x/>\n")
    assert "SERVICE <sparql>" in asked[0].query
    assert "SERVICE <https://people.example.org/x/sparql>" not in asked[0].query
    resolved = str(prepareQuery(asked[0].query).algebra)
    assert "https://people.example.org/x/sparql" in resolved


def test_a_base_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not an IRI"):
        examples("https://x.example.org/> } DROP ALL #")


def test_each_file_is_an_executable_with_declared_prefixes() -> None:
    for example in ALL.values():
        quads = list(
            parse(path=str(FOLDER / f"{example.name}.ttl"), format=RdfFormat.TURTLE, base_iri="http://a.example/")
        )
        subjects = {quad.subject.value for quad in quads}
        assert subjects == {f"http://a.example/#{example.name}"}
        kinds = {getattr(quad.object, "value", "") for quad in quads if quad.predicate.value.endswith("#type")}
        assert kinds == {SH.SPARQLExecutable, SH[f"SPARQL{example.kind.capitalize()}Executable"]}


def test_the_prefixes_are_those_of_the_project() -> None:
    assert module._prefixes(module._statements()) == dict(sorted(PREFIXES.items()))


def test_an_incomplete_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(FOLDER, tmp_path / "examples")
    (tmp_path / "examples" / "broken.ttl").write_text("<#broken> a <#something> .", encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path / "examples")
    module._statements.cache_clear()
    try:
        with pytest.raises(InternalError, match=r"broken\.ttl"):
            examples("http://other.example/")
    finally:
        module._statements.cache_clear()


def test_a_file_that_is_no_turtle_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(FOLDER, tmp_path / "examples")
    (tmp_path / "examples" / "broken.ttl").write_text("no turtle", encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path / "examples")
    module._statements.cache_clear()
    try:
        with pytest.raises(InternalError, match=r"broken\.ttl"):
            examples("http://another.example/")
    finally:
        module._statements.cache_clear()


def test_the_document_is_up_to_date() -> None:
    assert queries_document.FILE.read_text(encoding="utf-8") == queries_document.text(), (
        "python -m tests.sparql.queries_document"
    )
