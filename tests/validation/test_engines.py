"""The engines: each gives pySHACL's own rows, batch for batch, and finds the planted defects and nothing else."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyshacl
import pytest
from rdflib import Graph, URIRef

from benchmarks.endpoint.library import Library
from benchmarks.validation.defects import KINDS, Planted, planted
from scholargraph.errors import ShapesError, UsageError
from scholargraph.iris import Iris
from scholargraph.mapping import Mapper, shards
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.validation import Report, Result, Severity, fast, plan, workers
from scholargraph.validation.engine import Choice, Engine, PyShacl, engine, judge
from scholargraph.validation.index import GraphIndex
from scholargraph.validation.nodes import cache_key, judge_nodes, neighbourhood
from scholargraph.validation.scout import Scouted
from scholargraph.validation.shacl import _result
from scholargraph.validation.shapes import OWL_IMPORTS, Shapes, read_shapes
from scholargraph.validation.tasks import Done, Task
from scholargraph.validation.terms import graph_of
from scholargraph.vocab import RDF, SDO, SH

SIZE: Final = 60
needs_fast = pytest.mark.skipif(
    importlib.util.find_spec("shacl") is None, reason="the fast engine is not installed: the dev requirements have it"
)
PREFIXES: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix ex: <https://shapes.test/> .
"""


def made(size: int = SIZE) -> Planted:
    library = Library(size, 1)
    mapper = Mapper(Iris("https://site.test/"), library.sources)
    stated = (triple for shard in shards(library, mapper) for triple in shard.statements())
    return planted(stated, share=len(KINDS) / size)


@pytest.fixture(scope="module")
def graph() -> Planted:
    """Sixty works, of which ten have a defect, each of another kind."""
    return made()


@pytest.fixture(scope="module")
def own() -> Shapes:
    return read_shapes()


@pytest.fixture(scope="module")
def theirs(graph: Planted, own: Shapes) -> set[Result]:
    """What pySHACL finds by itself, in one run over the whole graph."""
    return by_itself(graph.triples, own)


def by_itself(triples: tuple[Triple, ...], shapes: Shapes) -> set[Result]:
    rules = Graph(bind_namespaces="none")
    rules += shapes.graph
    _, found, _ = pyshacl.validate(graph_of(triples), shacl_graph=rules)
    assert isinstance(found, Graph)
    return {_result(node, found, rules) for node in found.objects(None, URIRef(SH.result))}


def shapes_of(folder: Path, text: str) -> Shapes:
    (folder / "own.ttl").write_text(PREFIXES + text, encoding="utf-8")
    return read_shapes((folder,))


@pytest.mark.parametrize("name", ["pyshacl", pytest.param("fast", marks=needs_fast)])
def test_each_engine_gives_the_rows_of_pyshacl_and_finds_each_defect(
    name: str, graph: Planted, own: Shapes, theirs: set[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "BATCH", 40)  # many small batches, each on its neighbourhood
    chosen: Engine = Scouted(processes=0) if name == "fast" else PyShacl(processes=0)
    report = chosen.judge(GraphIndex(graph.triples), own)
    assert set(report.results) == theirs
    assert {(one.focus, one.shape) for one in report.of(Severity.VIOLATION)} == graph.expected
    assert {defect.kind for defect in graph.defects} == set(KINDS)
    assert report.disagreements == ()
    assert sum(share.pairs for share in report.judged) > 0


def test_batches_are_judged_by_several_processes(graph: Planted, own: Shapes, theirs: set[Result]) -> None:
    report = PyShacl(processes=2).judge(GraphIndex(graph.triples), own)
    assert set(report.results) == theirs
    assert "neighbourhood" in str(report.judged[0])


def test_all_our_shapes_have_a_proven_reach(graph: Planted, own: Shapes) -> None:
    assert plan.Plan.of(GraphIndex(graph.triples), own).whole == {}


def test_a_neighbourhood_is_less_than_the_graph_and_enough(graph: Planted, own: Shapes, theirs: set[Result]) -> None:
    index = GraphIndex(graph.triples)
    for defect in graph.defects:
        node = iri(defect.focus)
        near = neighbourhood(own, [node], index)
        assert len(near) < len(graph.triples) / 10
        rows = judge_nodes(own, [node], near)
        assert set(rows) == {one for one in theirs if one.focus == defect.focus}
        assert rows == judge_nodes(own, [node], graph.triples)


def test_the_key_of_a_cached_result_changes_with_what_it_depends_on(own: Shapes, tmp_path: Path) -> None:
    node, triples = iri("https://x.test/a"), [(iri("https://x.test/a"), iri(SDO.name), literal("A"))]
    key = cache_key(own, [node], triples)
    assert key == cache_key(own, [node], list(triples))
    others = [
        cache_key(shapes_of(tmp_path, "ex:a a sh:NodeShape ."), [node], triples),
        cache_key(own, [], triples),
        cache_key(own, [node], []),
    ]
    assert len({key, *others}) == 4


# ── What is never asked ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this { $this a ?c SERVICE# x\n<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT $this { $this a ?c FILTER EXISTS { service<http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "SELECT $this { { SELECT $this { $this a ?c SERVICE SILENT ?c { ?s ?p ?o } } } }",
        "SELECT $this FROM <file:///etc/passwd> { $this a ?c }",
        "SELECT $this FROM NAMED# x\n<http://127.0.0.1:9/> { $this a ?c }",
    ],
)
def test_a_query_of_a_shape_asks_nobody_else(query: str, tmp_path: Path) -> None:
    words = query.replace("\n", "\\n")
    shapes = shapes_of(
        tmp_path, f'ex:a a sh:NodeShape ; sh:targetSubjectsOf schema:name ; sh:sparql [ sh:select "{words}" ] .'
    )
    with pytest.raises(ShapesError):
        judge([(iri("https://x.test/s"), iri(SDO.name), literal("S"))], shapes)


# ── What is never skipped ─────────────────────────────────────────────────────────────────────────────────────────

FAR: Final = """ex:a a sh:NodeShape ; sh:targetSubjectsOf schema:name ; sh:sparql ex:q .
    ex:q sh:message "Far." ; sh:select "SELECT $this WHERE { $this <https://schema.org/name> ?n . ?x <https://schema.org/url> ?n }" ."""


def far_and_near() -> list[Triple]:
    name = literal("A")
    return [
        (iri("https://x.test/a"), iri(SDO.name), name),
        (iri("https://x.test/b"), iri(SDO.url), name),
        (iri("https://x.test/c"), iri(SDO.name), literal("C")),
    ]


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("$this <u:a> ?x . ?x <u:b> ?y . FILTER NOT EXISTS { ?z <u:c> ?y }", True),
        ("$this <u:a> ?x . OPTIONAL { ?y <u:b> ?x }", True),
        ("$this <u:a> ?x . ?y <u:b> ?z", False),
        ("$this ?p ?x", False),
        ("$this <u:a>* ?x", False),
        ("{ SELECT $this { $this <u:a> ?x } }", False),
        ("GRAPH ?g { $this <u:a> ?x }", False),
        ("FILTER EXISTS { <u:s> <u:a> <u:o> }", False),
        ("FILTER NOT EXISTS { $this <u:a>/<u:b> ?x }", False),
        ("$this <u:a> ?x . FILTER NOT EXISTS { ?y <u:b> ?z }", False),
        ("$this <u:a> ?x . FILTER (?x > 1 && EXISTS { ?y <u:b> ?z })", False),
    ],
)
def test_a_query_has_a_reach_only_where_its_patterns_hang_together(query: str, *, bound: bool, tmp_path: Path) -> None:
    shapes = shapes_of(
        tmp_path,
        f'ex:a a sh:NodeShape ; sh:targetSubjectsOf <u:a> ; sh:sparql [ sh:select "SELECT $this WHERE {{ {query} }}" ] .',
    )
    whole = plan.Plan.of(GraphIndex([(iri("u:x"), iri("u:a"), iri("u:y"))]), shapes).whole
    assert (not whole) is bound


@pytest.mark.parametrize("name", ["pyshacl", pytest.param("fast", marks=needs_fast)])
def test_a_query_that_looks_anywhere_is_judged_on_the_whole_graph(name: str, tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, FAR.replace("?x <https://schema.org/url> ?n", "?x <https://schema.org/url> ?m"))
    chosen: Engine = Scouted(processes=0) if name == "fast" else PyShacl(processes=0)
    report = chosen.judge(GraphIndex(far_and_near()), shapes)
    assert {one.focus for one in report.results} == {"https://x.test/a", "https://x.test/c"}
    assert any("whole graph" in str(share) or "hang together" in str(share) for share in report.judged)
    with pytest.raises(ShapesError, match="whole graph"):
        judge_nodes(shapes, [iri("https://x.test/a")], far_and_near())


def test_a_pattern_that_is_followed_backwards_is_in_the_neighbourhood(tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, FAR)
    report = PyShacl(processes=0).judge(GraphIndex(far_and_near()), shapes)
    assert {one.focus for one in report.results} == {"https://x.test/a"}
    near = neighbourhood(shapes, [iri("https://x.test/a")], GraphIndex(far_and_near()))
    assert set(near) == set(far_and_near()[:2])


PATHS: Final = (
    "schema:a", "[ sh:inversePath schema:a ]", "( schema:a schema:b )", "( schema:a [ sh:inversePath schema:b ] )",
    "[ sh:inversePath ( schema:a schema:b ) ]", "[ sh:alternativePath ( schema:a schema:b ) ]",
    "[ sh:zeroOrMorePath schema:a ]", "[ sh:oneOrMorePath ( schema:a schema:b ) ]", "[ sh:zeroOrOnePath schema:a ]",
    "[ sh:zeroOrMorePath [ sh:inversePath schema:a ] ]",
)  # fmt: skip

CONSTRAINTS: Final = (
    "sh:class schema:Thing",
    "sh:node [ sh:closed true ]",
    "sh:node ex:n",
    "sh:not ex:n",
    "sh:maxCount 0",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_every_path_reaches_what_its_values_are_judged_by(path: str, constraint: str, tmp_path: Path) -> None:
    shapes = shapes_of(
        tmp_path,
        f"""ex:s a sh:NodeShape ; sh:targetSubjectsOf schema:start ; sh:property ex:p . ex:p sh:path {path} ; {constraint} .
        ex:n a sh:NodeShape ; sh:property [ sh:path schema:b ; sh:minCount 1 ] .""",
    )
    triples = tuple(chain())
    everything = by_itself(triples, shapes)
    index = GraphIndex(triples)
    starts = [one for one, predicate, _ in triples if predicate == iri(SDO.base + "start")]
    for node in starts:
        rows = judge_nodes(shapes, [node], neighbourhood(shapes, [node], index))
        assert {unworded(one) for one in rows} == {unworded(one) for one in everything if one.focus == node[1:-1]}


def chain() -> Iterator[Triple]:
    """Four nodes in a ring of a and b, two of them things by a subclass, one start at each."""
    yield iri("https://x.test/Kind"), iri("http://www.w3.org/2000/01/rdf-schema#subClassOf"), iri(SDO.base + "Thing")
    for number in range(4):
        node, after = iri(f"https://x.test/{number}"), iri(f"https://x.test/{(number + 1) % 4}")
        yield node, iri(SDO.base + "start"), literal("x")
        yield node, iri(SDO.base + "a"), after
        if number != 2:
            yield node, iri(SDO.base + "b"), iri(f"https://x.test/{(number + 2) % 4}")
        if number < 2:
            yield node, iri(RDF.type), iri("https://x.test/Kind")


def unworded(result: Result) -> tuple[Any, ...]:
    return result.focus, result.path, result.value, result.shape, result.component


# ── The scout is not believed ─────────────────────────────────────────────────────────────────────────────────────


def lying(monkeypatch: pytest.MonkeyPatch, lie: set[Result]) -> None:
    """Let the scout say this, whatever is asked."""
    run = workers.run

    def told(shapes: Shapes, tasks: list[Task], *, processes: int) -> list[Done]:
        if tasks and tasks[0].fast:
            return [Done(frozenset(lie), 0)]
        return run(shapes, tasks, processes=processes)

    monkeypatch.setattr(workers, "run", told)


def test_a_scout_that_misses_everything_is_found_out(
    graph: Planted, own: Shapes, theirs: set[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    lying(monkeypatch, set())
    report = Scouted(processes=0).judge(GraphIndex(graph.triples), own)
    assert report.disagreements
    assert not any(one.claimed for one in report.disagreements)
    assert set(report.results) == theirs
    assert "the scout was wrong" in str(report.judged[-1])


def test_a_violation_that_is_none_is_not_reported(
    graph: Planted, own: Shapes, theirs: set[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = next(result for result in theirs if result.severity is Severity.VIOLATION)
    work = next(iter({result.focus for result in theirs} - {one.focus}))
    false = Result(
        focus=work, path=one.path, value=one.value, severity=one.severity, message=one.message, shape=one.shape,
        component=one.component, longer=one.longer,
    )  # fmt: skip
    lying(monkeypatch, theirs | {false})
    report = Scouted(processes=0).judge(GraphIndex(graph.triples), own)
    assert [(each.focus, each.claimed) for each in report.disagreements] == [(work, True)]
    assert set(report.results) == theirs
    assert f"{one.shape}" in str(report.disagreements[0])
    assert work in str(report.disagreements[0])


def test_the_samples_are_those_of_the_seed(graph: Planted, own: Shapes, monkeypatch: pytest.MonkeyPatch) -> None:
    lying(monkeypatch, set())
    index = GraphIndex(graph.triples)
    first, again, other = (Scouted(processes=0, seed=seed).judge(index, own) for seed in ("1", "1", "2"))
    assert first.disagreements == again.disagreements
    assert (first.seed, other.seed) == ("1", "2")
    assert Scouted(processes=0).judge(index, own).seed == Scouted(processes=0).judge(index, own).seed


@pytest.mark.parametrize(
    ("constraint", "reason"),
    [
        ('sh:pattern "^(?=a)"', "regular expressions"),
        ('sh:pattern "(a)\\\\1"', "regular expressions"),
        ('sh:pattern "^(?:a|b)"', None),
        ("sh:property [ sh:path schema:b ; sh:minCount 1 ]", "other nodes"),
        ("sh:severity ex:Grave ; sh:minCount 1", "severities"),
        ("sh:minCount 1", None),
    ],
)
def test_what_the_fast_engine_does_otherwise_is_left_to_pyshacl(
    constraint: str, reason: str | None, tmp_path: Path
) -> None:
    shapes = shapes_of(tmp_path, f"ex:a a sh:NodeShape ; sh:property ex:p . ex:p sh:path schema:name ; {constraint} .")
    found = fast.unfit(shapes.graph, URIRef("https://shapes.test/a"), ())
    assert (found is None) if reason is None else (reason in str(found))


@pytest.mark.parametrize(
    ("value", "pattern", "trait"),
    [
        (literal("ends\n"), "^a$", fast.Trait.FINAL_NEWLINE),
        (literal("a\x1fb"), "\\\\S", fast.Trait.SEPARATORS),
        (literal("H₂O"), "\\\\w", fast.Trait.MARKS),
        (Term("_:b0"), "a", fast.Trait.BLANK),
    ],
)
def test_patterns_are_left_to_pyshacl_where_the_graph_has_what_python_and_rust_take_otherwise(
    value: Term, pattern: str, trait: fast.Trait, tmp_path: Path
) -> None:
    text = f'ex:a a sh:NodeShape ; sh:property ex:p . ex:p sh:path schema:name ; sh:pattern "{pattern}" .'
    shapes, node = shapes_of(tmp_path, text), URIRef("https://shapes.test/a")
    having = fast.traits(GraphIndex([(iri("https://x.test/a"), iri(SDO.name), value)]))
    assert having == {trait}
    assert fast.unfit(shapes.graph, node, having) == str(trait)
    plain = fast.traits(GraphIndex([(iri("https://x.test/a"), iri(SDO.name), literal("Zoë"))]))
    assert fast.unfit(shapes.graph, node, plain) is None


def test_the_fast_engine_is_chosen_for_large_graphs_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "is_installed", lambda: True)
    assert isinstance(engine(Choice.AUTO, statements=10**6), Scouted)
    assert isinstance(engine(Choice.AUTO, statements=10), PyShacl)
    monkeypatch.setattr(fast, "is_installed", lambda: False)
    assert isinstance(engine(Choice.AUTO, statements=10**6), PyShacl)
    with pytest.raises(UsageError, match="fast"):
        engine(Choice.FAST, statements=10)


def test_a_report_is_equal_to_one_with_the_same_results() -> None:
    assert judge([], read_shapes(), trusted=True) == Report()


# ── Shapes that do harm ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_regular_expression_that_explodes_is_stopped_and_told(tmp_path: Path) -> None:
    shapes = shapes_of(
        tmp_path,
        "ex:bomb a sh:NodeShape ; sh:targetSubjectsOf schema:name ; sh:property ex:p . "
        'ex:p sh:path schema:name ; sh:pattern "^(a+)+$" .',
    )
    graph = [(iri("https://x.test/a"), iri(SDO.name), literal("a" * 60 + "!"))]
    with pytest.raises(ShapesError, match=r"https://shapes.test/bomb took more than 0.2 s"):
        PyShacl(seconds=0.2, processes=1).judge(GraphIndex(graph), shapes)


@pytest.mark.parametrize(
    "text",
    [
        "ex:a a sh:NodeShape ; sh:node ex:a .",
        "ex:a sh:property ex:b . ex:b sh:path schema:name ; sh:node ex:a .",
        "ex:a sh:or ( [ sh:not ex:b ] ) . ex:b sh:xone ( ex:a ) .",
    ],
)
def test_shapes_that_go_round_in_a_circle_are_refused_with_their_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="leads back to itself") as caught:
        shapes_of(tmp_path, text)
    assert caught.value.place is not None
    assert caught.value.place.line == 6


def test_a_list_of_shapes_that_goes_round_in_a_circle_is_refused(tmp_path: Path) -> None:
    rdf = f"@prefix rdf: <{RDF.base}> ."
    with pytest.raises(ShapesError, match="leads back to itself"):
        shapes_of(tmp_path, f"{rdf} ex:a a sh:NodeShape ; sh:or _:l . _:l rdf:first ex:b ; rdf:rest _:l .")


def test_a_byte_order_mark_before_shapes_is_none_of_them(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_bytes(b"\xef\xbb\xbf<https://x.test/a> a <https://x.test/B> .")
    assert len(read_shapes((tmp_path,)).triples) == 1


def test_modules_of_the_folder_that_one_is_in_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: Shapes
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(workers.__file__).parents[2]))
    (done,) = workers.run(own, [Task((), {}, 60)], processes=1)
    assert done.results == frozenset()


def test_malformed_shapes_are_told_with_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="cannot be read") as caught:
        shapes_of(tmp_path, "ex:a a sh:NodeShape ;\n sh:path schema: name .")
    assert caught.value.place is not None
    assert caught.value.place.line in {6, 7}


def test_nothing_is_imported_and_no_script_is_run_and_that_is_said(tmp_path: Path) -> None:
    text = """<https://shapes.test/> a owl:Ontology ; owl:imports <http://127.0.0.1:9/never> .
        ex:a a sh:NodeShape ; sh:targetSubjectsOf schema:name ; sh:js [ sh:jsFunctionName "bad" ] ;
        sh:property [ sh:path schema:name ; sh:maxCount 0 ; sh:message "None." ] ."""
    shapes = shapes_of(tmp_path, text)
    assert len(shapes.notes) == 2
    assert "owl:imports is never followed" in shapes.notes[0]
    report = PyShacl(processes=0).judge(GraphIndex([(iri("https://x.test/a"), iri(SDO.name), literal("A"))]), shapes)
    assert [one.message for one in report.results] == ["None."]


def test_shapes_among_the_data_do_not_become_shapes(tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, "ex:a a sh:NodeShape ; sh:targetClass schema:Thing .")
    trap = [
        (iri("https://x.test/s"), iri(RDF.type), iri(SH.NodeShape)),
        (iri("https://x.test/s"), iri(SH.targetSubjectsOf), iri(RDF.type)),
        (iri("https://x.test/s"), iri(SH.nodeKind), iri(SH.base + "Literal")),
        (iri("https://x.test/s"), iri(OWL_IMPORTS), iri("http://127.0.0.1:9/never")),
    ]
    assert PyShacl(processes=0).judge(GraphIndex(trap), shapes).results == ()


def test_a_process_that_ends_by_itself_is_told(monkeypatch: pytest.MonkeyPatch, own: Shapes) -> None:
    monkeypatch.setattr(workers, "COMMAND", ("/bin/sh", "-c", "exit 3"))
    with pytest.raises(ShapesError, match="status 3"):
        workers.run(own, [Task((), {}, 1.0)], processes=1)
