"""A site's own shapes: what is read out of them, and every kind of fault with its file, line and remedy."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from scholargraph.errors import Place, SettingsError, ShapesError, UsageError
from scholargraph.ntriples import Triple, iri, literal
from scholargraph.shape_settings import ShapeSettings
from scholargraph.validation import Severity, engine, validate
from scholargraph.validation.patterns import fault_of_pattern
from scholargraph.validation.profiles import load
from scholargraph.validation.report import Disagreement
from scholargraph.validation.shapes import read_shapes
from scholargraph.vocab import RDF, SDO

HEAD: Final = """@prefix my: <https://library.test/shapes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix sg: <https://w3id.org/scholargraph#> .
@prefix sgs: <https://w3id.org/scholargraph/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
WORK: Final = "https://site.test/publication/maps#this"
LANGUAGE: Final = """
my:Work a sh:NodeShape ;
    sh:targetClass schema:ScholarlyArticle ;
    sh:property [
        sh:path schema:inLanguage ;
        sh:minCount 1 ;
        sh:severity sh:Warning ;
        sh:message "This article does not say its language."@en ;
        sg:remedy "Add the language to the curation."@en ] ,
      [ sh:path schema:inLanguage ; sh:maxCount 1 ] .
"""


def site(folder: Path, text: str, *, name: str = "library.ttl") -> Path:
    (folder / "shapes").mkdir(exist_ok=True)
    (folder / "shapes" / name).write_text(HEAD + text, encoding="utf-8")
    return folder


def article(*more: Triple) -> list[Triple]:
    return [(iri(WORK), iri(RDF.type), iri(SDO.ScholarlyArticle)), *more]


def test_a_property_shape_in_brackets_is_named_after_its_shape_and_its_property(tmp_path: Path) -> None:
    profiles = load(site(tmp_path, LANGUAGE))
    assert profiles.names == ("core", "quality", "library")
    first, second = (rule for rule in profiles.rules.values() if rule.profile == "library")
    assert [first.name, second.name] == ["Work-inLanguage-maxCount", "Work-inLanguage-minCount"]
    told = {first.severity: first, second.severity: second}
    assert told[Severity.WARNING].message == "This article does not say its language."
    assert told[Severity.WARNING].remedy == "Add the language to the curation."
    assert told[Severity.WARNING].wanted == "at least 1"
    assert told[Severity.WARNING].targets == ("schema:ScholarlyArticle",)
    assert told[Severity.VIOLATION].message == ""


def test_they_are_judged_beside_ours_and_results_name_them(tmp_path: Path) -> None:
    profiles = load(site(tmp_path, LANGUAGE))
    report = validate(article(), shapes=profiles.shapes())
    names = {rule.name for result in report.results if (rule := profiles.rule(result)) is not None}
    assert {"work-title", "work-authors", "Work-inLanguage-minCount"} <= names


def test_names_are_the_same_in_every_reading(tmp_path: Path) -> None:
    folder = site(tmp_path, LANGUAGE)
    assert load(folder).rules == load(folder).rules


def test_without_own_shapes_there_are_ours(tmp_path: Path) -> None:
    assert load(tmp_path).shapes().triples == read_shapes().triples


def test_a_pattern_that_explodes_is_ended_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """my:Work a sh:NodeShape ; sh:targetClass schema:ScholarlyArticle ; sh:property [
        sh:path schema:name ; sh:pattern "^(a|a)*b$" ; sh:message "No." ] ."""
    monkeypatch.setattr(engine.judge, "__kwdefaults__", {**(engine.judge.__kwdefaults__ or {}), "seconds": 0.5})
    with pytest.raises(ShapesError, match="shapes#Work took more than"):
        validate(article((iri(WORK), iri(SDO.name), literal("a" * 40))), shapes=load(site(tmp_path, text)).shapes())


FAULTS: Final[dict[str, tuple[str, int | None, str]]] = {
    "no Turtle": ("my:Work a sh:NodeShape ;\n    sh:targetClass .\n", 8, "not Turtle"),
    "a prefix that is not declared": ("my:Work a no:Shape .\n", 7, "not Turtle"),
    "a misspelt term": ("my:W a sh:NodeShape ; sh:targetClass schema:Book ;\n sh:property [ sh:path schema:name ; sh:minCuont 1 ] .", 8, "did you mean sh:minCount?"),
    "a misspelt class": ("my:W a sh:NodeShap ; sh:targetClass schema:Book .", 7, "did you mean sh:NodeShape?"),
    "a severity that is none": ("my:W a sh:NodeShape ; sh:targetClass schema:Book ; sh:nodeKind sh:IRI ;\n sh:severity sh:Info2 .", 8, "sh:Info2"),
    "a severity of another vocabulary": ("my:W a sh:NodeShape ; sh:targetClass schema:Book ; sh:nodeKind sh:IRI ;\n sh:severity my:Grave .", 8, "is no severity"),
    "imports": ("my: owl:imports <https://elsewhere.test/shapes> .", 7, "copy what is needed"),
    "JavaScript": ('my:W a sh:NodeShape ; sh:targetClass schema:Book ;\n\n sh:js [ sh:jsFunctionName "f" ] .', 9, "no JavaScript is run"),
    "rules": ("my:W a sh:NodeShape ; sh:targetClass schema:Book ;\n sh:rule [ sh:order 1 ] .", 8, "add nothing"),
    "a shape of ours": ("sgs:work-date sh:severity sh:Info .", 7, "name your shapes in one of yours"),
    "no shape": ('my:W schema:name "x" .', None, "no shape in this file"),
    "a shape that looks at nothing": ("my:W a sh:NodeShape ; sh:nodeKind sh:IRI .", 7, "has no target"),
    "a shape without a name": ("\n[] a sh:NodeShape ; sh:targetClass schema:Book ; sh:nodeKind sh:IRI .", 8, "has no name"),
    "no path": ("my:W a sh:NodeShape ; sh:targetClass schema:Book ; sh:property my:p .\nmy:p sh:minCount 1 .", 7, "no sh:path"),
    "a circle": ("my:W a sh:NodeShape ; sh:targetClass schema:Book ; sh:node my:V .\nmy:V a sh:NodeShape ; sh:or ( my:W my:X ) .\nmy:X a sh:NodeShape .", 7, "break the circle"),
    "a pattern that cannot be read": ('my:W a sh:NodeShape ; sh:targetClass schema:Book ;\n sh:pattern "(" .', 8, "cannot be read"),
    "a pattern that explodes": ('my:W a sh:NodeShape ; sh:targetClass schema:Book ;\n sh:pattern "^(a+)+$" .', 8, "take for ever"),
    "a query that reaches out behind a string": ("my:W a sh:NodeShape ; sh:targetClass schema:Book ; sh:sparql [ sh:select '''SELECT $this WHERE { FILTER(?a = \"\"\"\n# \"\"\") SERVICE <https://x.test/> { $this ?p ?o } }''' ] .", 8, "SERVICE"),
    "a query that reaches out between comparisons": ('my:W a sh:NodeShape ; sh:targetClass schema:Book ; sh:sparql [ sh:select """SELECT $this WHERE { FILTER(?a<1)SERVICE?x{$this?p?o}FILTER(2>1) }""" ] .', 7, "SERVICE"),
    "a query that reaches out": ('my:W a sh:NodeShape ; sh:targetClass schema:Book ; sh:sparql [ sh:select """SELECT $this WHERE {\n SERVICE <https://x.test/> { $this ?p ?o } }""" ] .', 8, "SERVICE"),
    "a constraint without a query": ('my:W a sh:NodeShape ; sh:targetClass schema:Book ; sh:sparql [ sh:message "x" ] .', 7, "add sh:select"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    text, line, words = FAULTS[name]
    with pytest.raises(ShapesError) as caught:
        load(site(tmp_path, text))
    place = caught.value.place
    assert place is not None
    assert (place.file, place.line) == ("shapes/library.ttl", line)
    assert words in caught.value.message
    assert caught.value.message.endswith((".", "?"))


def test_a_query_may_speak_of_services_in_its_comments(tmp_path: Path) -> None:
    text = 'my:W a sh:NodeShape ; sh:targetClass schema:Book ; sh:sparql [ sh:select """# no SERVICE\nSELECT $this WHERE { $this ?p "FROM" }""" ] .'
    assert load(site(tmp_path, text)).names[-1] == "library"


@pytest.mark.parametrize("name", ["core.ttl", "quality.ttl", "My Shapes.ttl"])
def test_a_file_is_called_as_a_profile_is(name: str, tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="rename it"):
        load(site(tmp_path, LANGUAGE, name=name))


@pytest.mark.parametrize("name", ["office.nt", "office.TTL", "office.turtle", "more/office.ttl", "office.jsonld"])
def test_shapes_that_would_be_passed_over_are_told(name: str, tmp_path: Path) -> None:
    folder = site(tmp_path, LANGUAGE) / "shapes"
    (folder / "more").mkdir()
    (folder / "README.md").write_text("What these are.", encoding="utf-8")
    assert load(tmp_path).own
    (folder / name).write_text("", encoding="utf-8")
    with pytest.raises(ShapesError, match="Only files called") as caught:
        load(tmp_path)
    assert caught.value.place is not None
    assert caught.value.place.file == f"shapes/{name}"


def test_two_files_may_not_have_one_shape(tmp_path: Path) -> None:
    site(tmp_path, LANGUAGE)
    with pytest.raises(ShapesError, match=r"is a shape of shapes/library\.ttl as well"):
        load(site(tmp_path, LANGUAGE, name="office.ttl"))


def test_what_is_no_text_file_is_refused(tmp_path: Path) -> None:
    file = site(tmp_path, LANGUAGE) / "shapes" / "library.ttl"
    file.write_bytes(b"\n\xff")
    with pytest.raises(ShapesError, match="not UTF-8") as caught:
        load(tmp_path)
    assert caught.value.place == Place("shapes/library.ttl", 2)
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(ShapesError, match="pipe"):
        load(tmp_path)
    file.unlink()
    file.write_bytes(b"#" * (2 << 20))
    with pytest.raises(ShapesError, match="split it"):
        load(tmp_path)


# ── Severities of the site file ─────────────────────────────────────────────────────────────────────────────────────


def test_a_severity_of_the_site_file_holds(tmp_path: Path) -> None:
    settings = ShapeSettings(severity={"work-date": "info", "Work-inLanguage": "violation"})
    profiles = load(
        site(tmp_path, LANGUAGE.replace("] ,", "] .").split("[ sh:path schema:inLanguage ; sh:maxCount")[0]), settings
    )
    told = validate(article((iri(WORK), iri(SDO.name), literal("x"))), shapes=profiles.shapes())
    wrong = Disagreement(focus=WORK, shape="work-date", component="", claimed=True)
    report = profiles.weighed(replace(told, disagreements=(wrong,)))
    assert report.disagreements == (wrong,)
    found = {rule.name: result.severity for result in report.results if (rule := profiles.rule(result)) is not None}
    assert found["work-date"] is Severity.INFO
    assert found["Work-inLanguage"] is Severity.VIOLATION
    ranks = [list(Severity).index(result.severity) for result in report.results]
    assert ranks == sorted(ranks)
    assert {rule.name: rule.severity for rule in profiles.rules.values()}["work-date"] is Severity.INFO


@pytest.mark.parametrize(
    ("name", "severity", "words"),
    [
        ("work-dat", "info", "did you mean work-date?"),
        ("rain", "info", "scholargraph shapes"),
        ("work-title", "warning", "leave it a violation"),
    ],
)
def test_a_severity_that_cannot_be_is_refused_at_its_place(name: str, severity: str, *, words: str) -> None:
    place = Place("scholargraph.toml", 9, 13)
    with pytest.raises(SettingsError, match=words.replace("?", r"\?")) as caught:
        load(settings=ShapeSettings(severity={name: severity}, places={name: place}))
    assert caught.value.place == place


def test_a_name_that_two_shapes_have_is_written_in_full(tmp_path: Path) -> None:
    text = LANGUAGE + LANGUAGE.replace("my:Work", "<https://other.test/shapes#Work>")
    settings = ShapeSettings(severity={"Work-inLanguage-minCount": "info"})
    with pytest.raises(SettingsError, match="whole IRI"):
        load(site(tmp_path, text), settings)
    whole = "https://other.test/shapes#Work-inLanguage-minCount"
    assert load(tmp_path, ShapeSettings(severity={whole: "info"})).rules[whole].severity is Severity.INFO


def test_profiles_are_asked_for_by_name() -> None:
    profiles = load()
    assert profiles.checked(["core"]) == {"core"}
    with pytest.raises(UsageError, match="choose of core, quality"):
        profiles.checked(["rain"])


# ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_shape_of_ours_says_what_is_wrong_what_is_wanted_and_what_mends_it() -> None:
    rules = load().rules.values()
    assert len(rules) > 200
    for rule in rules:
        assert rule.message.endswith((".", "...")), rule.name
        assert rule.remedy.endswith((".", "...")), rule.name
        assert rule.remedy[0].isupper(), rule.name
        assert rule.wanted, rule.name
        assert not set(rule.wanted) & set("^$\\{"), rule.name  # no pattern is shown to people


def test_every_kind_of_constraint_has_its_words_and_is_named_in_shacl(shared: Path) -> None:
    from rdflib import RDF as RDF_TERMS
    from rdflib import SH, Graph

    from scholargraph.validation.rules import components

    vocabulary = Graph().parse(shared / "vocab" / "shacl.ttl")
    known = {str(node) for node in vocabulary.subjects(RDF_TERMS.type, SH.ConstraintComponent)} - {
        str(SH.JSConstraintComponent)
    }
    elsewhere = {
        SH.PropertyConstraintComponent,
        SH.ExpressionConstraintComponent,
    }  # its shapes say it; not of SHACL Core
    assert known - {str(one) for one in elsewhere} <= {*components()}
    for one in components().values():
        assert all((one.message, one.remedy, one.wanted)), one.iri


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a*)*b", "^([a-z]+)+$", "(?:(x+)|y)+", "((a+))*", "(a*b*)+", "x(?=(a+)+)"]
)
def test_a_pattern_that_explodes_is_refused(pattern: str) -> None:
    assert "take for ever" in (fault_of_pattern(pattern) or "")


@pytest.mark.parametrize("pattern", ["^[0-9]+(\\.[0-9]+)*$", "^([a-z]+-)*[a-z]+$", "(ab)+", "a{2,3}", "(a|b)+", "\\S"])
def test_a_pattern_that_does_not_is_not(pattern: str) -> None:
    assert fault_of_pattern(pattern) is None
