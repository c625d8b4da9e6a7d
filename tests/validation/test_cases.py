"""Each constraint of the shapes, broken by one case of cases/ and met by the sound graph.

A case is named after the shape that it breaks (what follows `--` tells cases of one shape apart). It says what it drops
from the sound graph, what it adds, at which node the fault is seen and, where one is at fault, which value. rdfs:seeAlso names
other shapes that the same fault breaks.

A plain property shape, which asks of a predicate only that its words are not empty or that its value is a number, has its
case made here, and its statement in the sound graph too: a new field needs no more than its shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pyshacl
import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from scholargraph.ntriples import Term, Triple, iri, iri_value, literal
from scholargraph.validation import Report, Result, Severity
from scholargraph.validation.shacl import run
from scholargraph.validation.shapes import read_shapes
from scholargraph.validation.terms import graph_of
from scholargraph.vocab import SDO, SG

HERE: Final = Path(__file__).parent
SHAPES: Final = HERE.parents[1] / "shapes"
SITE: Final = "https://site.test/"
BASE: Final = "https://w3id.org/scholargraph/shapes#"
SEE_ALSO: Final = str(RDFS.seeAlso)
TYPE: Final = iri(str(RDF.type))
ABOUT_SHAPES: Final = {
    SH.path,
    SH.message,
    SH.severity,
    URIRef(SG.remedy),
    URIRef(SG.wanted),
    SH.property,
    SH.targetClass,
    SH.targetSubjectsOf,
    SH.flags,
    RDF.type,
}


@dataclass(frozen=True)
class Case:
    """What a case changes, and what is to be found."""

    name: str
    focus: str
    value: Term | None
    also: frozenset[str]
    drops: frozenset[Triple]
    adds: frozenset[Triple]

    @property
    def shape(self) -> str:
        return BASE + self.name.partition("--")[0]

    def at_home(self, term: Term) -> Term:
        """The name that a node has in the copy that belongs to this case."""
        return Term(term.replace(SITE, f"{SITE}{self.name}/", 1))

    def touched(self) -> set[Term]:
        """What the case changes; where the fault is seen elsewhere, that and what leads from there to the change."""
        changed = {subject for subject, _, _ in self.drops | self.adds}
        focus = Term(f"<{self.focus}>")
        if focus in changed:
            return changed
        return changed | {focus} | (reached({focus}, links()) & reached(changed, backlinks()))

    def copy(self) -> Iterator[Triple]:
        """The nodes that are touched, changed, under names of their own; they refer to the sound graph otherwise."""
        assert self.drops <= sound(), f"{self.name} drops what is not there"
        touched = self.touched()
        for triple in (sound() - self.drops) | self.adds:
            if triple[0] in touched:
                subject, predicate, value = triple
                yield self.at_home(subject), predicate, self.at_home(value) if value in touched else value


def reached(start: set[Term], step: dict[Term, set[Term]]) -> set[Term]:
    found: set[Term] = set()
    ahead = set(start)
    while ahead:
        found |= ahead
        ahead = {term for node in ahead for term in step.get(node, ())} - found
    return found


@cache
def links() -> dict[Term, set[Term]]:
    found: dict[Term, set[Term]] = {}
    for subject, _, value in sound():
        if value.startswith(f"<{SITE}"):
            found.setdefault(subject, set()).add(value)
    return found


@cache
def backlinks() -> dict[Term, set[Term]]:
    found: dict[Term, set[Term]] = {}
    for subject, values in links().items():
        for value in values:
            found.setdefault(value, set()).add(subject)
    return found


def triple_of(quad: Quad) -> Triple:
    terms = (Term(str(term)) for term in (quad.subject, quad.predicate, quad.object))
    return next(terms), next(terms), next(terms)


@cache
def written() -> frozenset[Triple]:
    """The sound graph as it is written."""
    return frozenset(triple_of(quad) for quad in parse(path=str(HERE / "sound.ttl"), format=RdfFormat.TURTLE))


@cache
def sound() -> frozenset[Triple]:
    """The sound graph with a good value for each plain shape."""
    return written() | {(plain.subject, plain.path, plain.good) for plain in plain_shapes()}


@dataclass(frozen=True)
class Plain:
    """A plain property shape, a node that it looks at, a value that it takes and one that it refuses."""

    name: str
    subject: Term
    path: Term
    good: Term
    bad: Term


PLAIN_VALUES: Final = {
    (SH.pattern, "\\S"): (literal("words"), literal(" ")),
    (SH.datatype, str(XSD.integer)): (literal("7", datatype=str(XSD.integer)), literal("seven")),
    (SH.datatype, str(XSD.decimal)): (literal("7.5", datatype=str(XSD.decimal)), literal("seven")),
}
"""Of each plain constraint a value that meets it, and one that does not."""


@cache
def plain_shapes() -> tuple[Plain, ...]:
    """Every property shape that states one of PLAIN_VALUES and nothing else, and has no case of its own."""
    told = {
        file_case.partition("--")[0]
        for file in sorted((HERE / "cases").glob("*.trig"))
        for file_case in case_names(file)
    }
    found = []
    for shape in sorted(rules().subjects(RDF.type, SH.PropertyShape), key=str):
        stated = [(kind, str(value)) for kind, value in rules().predicate_objects(shape) if kind not in ABOUT_SHAPES]
        name = str(shape).removeprefix(BASE)
        if len(stated) == 1 and stated[0] in PLAIN_VALUES and name not in told:
            good, bad = PLAIN_VALUES[stated[0]]
            found.append(Plain(name, looked_at(shape), iri(str(rules().value(shape, SH.path))), good, bad))
    return tuple(found)


def case_names(file: Path) -> set[str]:
    quads = parse(path=str(file), format=RdfFormat.TRIG)
    return {quad.subject.value.removeprefix("urn:case:") for quad in quads if isinstance(quad.graph_name, DefaultGraph)}


def looked_at(shape: Node) -> Term:
    """A node of the sound graph that the shape looks at: of a class, or with a predicate, that its node shape targets."""
    owners = list(rules().subjects(SH.property, shape))
    kinds = {iri(str(kind)) for owner in owners for kind in rules().objects(owner, SH.targetClass)}
    carried = {iri(str(term)) for owner in owners for term in rules().objects(owner, SH.targetSubjectsOf)}
    return min(
        subject
        for subject, predicate, value in written()
        if (predicate == TYPE and value in kinds and not subject.endswith("-page>")) or predicate in carried
    )


@cache
def cases() -> tuple[Case, ...]:
    found = []
    for file in sorted((HERE / "cases").glob("*.trig")):
        quads = list(parse(path=str(file), format=RdfFormat.TRIG))
        told = [quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)]
        for name in dict.fromkeys(quad.subject.value for quad in told):
            said = [(quad.predicate.value, quad.object) for quad in told if quad.subject.value == name]
            (focus,) = [term.value for predicate, term in said if predicate == str(SH.focusNode)]
            values = [Term(str(term)) for predicate, term in said if predicate == str(SH.value)]
            bare = name.removeprefix("urn:case:")
            changes = {kind: frozenset(triple_of(quad) for quad in quads if str(quad.graph_name) == f"<urn:{kind}:{bare}>")
                       for kind in ("drop", "add")}  # fmt: skip
            found.append(
                Case(
                    name=bare,
                    focus=focus,
                    value=values[0] if values else None,
                    also=frozenset(term.value for predicate, term in said if predicate == SEE_ALSO),
                    drops=changes["drop"],
                    adds=changes["add"],
                )
            )
    found += [
        Case(
            name=plain.name,
            focus=iri_value(plain.subject),
            value=plain.bad,
            also=frozenset(),
            drops=frozenset({(plain.subject, plain.path, plain.good)}),
            adds=frozenset({(plain.subject, plain.path, plain.bad)}),
        )
        for plain in plain_shapes()
    ]
    return tuple(found)


@cache
def rules() -> Graph:
    return read_shapes((SHAPES,)).graph


@cache
def broken() -> Graph:
    """The sound graph and, beside it, the copy of each case: judged in one run, since every run takes its time."""
    return graph_of({*sound(), *(triple for case in cases() for triple in case.copy())})


@cache
def report() -> Report:
    return run(broken(), rules())


@cache
def results_by_case() -> dict[str, list[Result]]:
    """The results at the nodes of each case; "" are those at the nodes of the sound graph."""
    names = {case.name for case in cases()}
    found: dict[str, list[Result]] = {name: [] for name in names}
    for result in report().results:
        name = result.focus.removeprefix(SITE).partition("/")[0]
        found.setdefault(name if name in names else "", []).append(result)
    return found


each_case = pytest.mark.parametrize("case", cases(), ids=[case.name for case in cases()])


def test_no_two_cases_have_one_name() -> None:
    assert [name for name, count in Counter(case.name for case in cases()).items() if count > 1] == []


def test_nothing_is_found_in_the_sound_graph() -> None:
    assert run(graph_of(sound()), rules()).results == ()
    assert "" not in results_by_case()


@each_case
def test_a_case_breaks_its_shape_and_nothing_else(case: Case) -> None:
    assert case.drops or case.adds
    results = results_by_case()[case.name]
    assert {result.shape for result in results} == {case.shape, *case.also}
    own = [result for result in results if result.shape == case.shape]
    touched = case.touched()
    value = case.at_home(case.value) if case.value is not None and case.value in touched else case.value
    focus = iri_value(case.at_home(Term(f"<{case.focus}>")))
    assert {(result.focus, result.value) for result in own} == {(focus, value)}
    assert len({result.message for result in own}) == 1


def test_pyshacl_by_itself_finds_the_same() -> None:
    _, found, _ = pyshacl.validate(broken(), shacl_graph=rules())
    assert isinstance(found, Graph)
    assert set(independent(found)) == {
        (result.focus, result.value or "", result.severity.value, result.message, result.shape or "", result.component)
        for result in report().results
    }


def independent(found: Graph) -> Iterator[tuple[str, ...]]:
    """What pySHACL's report says, read without our reader."""
    for node in found.objects(None, SH.result):
        value = found.value(node, SH.value)
        yield (
            str(found.value(node, SH.focusNode)),
            "" if value is None else n_triples(value),
            str(found.value(node, SH.resultSeverity)).rpartition("#")[2].lower(),
            str(found.value(node, SH.resultMessage)),
            str(found.value(node, SH.sourceShape)),
            str(found.value(node, SH.sourceConstraintComponent)),
        )


def n_triples(node: Node) -> str:
    """A term as rdflib writes it."""
    graph = Graph(bind_namespaces="none").add((URIRef("urn:s"), URIRef("urn:p"), node))
    (row,) = graph.serialize(format="nt", encoding="utf-8").decode().splitlines()
    return row.removeprefix("<urn:s> <urn:p> ").removesuffix(" .")


# ── Every constraint has a case ───────────────────────────────────────────────────────────────────────────────────

COMPONENTS: Final = {
    "qualifiedValueShape": "qualifiedMinCount",
    "node": "Node",
    "sparql": "SPARQL",
}


def constraints() -> Iterator[tuple[str, str]]:
    """Each shape with an IRI and each kind of constraint that it states itself."""
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in rules().subjects(RDF.type, kind):
            for predicate in rules().predicates(shape, None):
                if predicate not in ABOUT_SHAPES:
                    name = str(predicate).removeprefix(str(SH))
                    name = COMPONENTS.get(name, name)
                    yield str(shape), f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"


def test_every_constraint_has_a_case() -> None:
    met = {(result.shape, result.component) for result in report().results}
    assert set(constraints()) - met == set()


def test_every_result_names_a_shape_that_has_an_iri() -> None:
    assert all(result.shape for result in report().results)


SAY_THAT_SOMETHING_IS_AMISS: Final = ("gap-", "conflict-", "marked-")


def test_the_sound_graph_has_something_to_look_at_for_every_property() -> None:
    """What passes because there is nothing to look at would prove nothing."""
    stated = {predicate[1:-1] for _, predicate, _ in sound()}
    forbidding = set(rules().subjects(SH.maxCount, Literal(0)))
    for shape in rules().subjects(RDF.type, SH.PropertyShape):
        path = rules().value(shape, SH.path)
        if (
            isinstance(path, BNode)
            or shape in forbidding
            or str(shape)[len(BASE) :].startswith(SAY_THAT_SOMETHING_IS_AMISS)
        ):
            continue
        if str(shape) != f"{BASE}author-list-gap":
            assert str(path) in stated, shape


# ── The shapes themselves ─────────────────────────────────────────────────────────────────────────────────────────


def test_every_constraint_has_a_message_that_says_what_to_do() -> None:
    for shape in {shape for shape, _ in constraints()}:
        messages = [*rules().objects(URIRef(shape), SH.message)]
        messages += [
            words for query in rules().objects(URIRef(shape), SH.sparql) for words in rules().objects(query, SH.message)
        ]
        assert len(messages) == 1, shape
        (message,) = messages
        assert isinstance(message, Literal)
        assert message.language == "en"
        assert message.endswith(".")
        assert len(message) < 200, shape


def test_every_property_shape_belongs_to_a_node_shape_with_a_target() -> None:
    used = set(rules().objects(None, SH.property))
    targeted = {*rules().subjects(SH.targetClass, None), *rules().subjects(SH.targetSubjectsOf, None)}
    for shape in rules().subjects(RDF.type, SH.PropertyShape):
        assert shape in used
    for owner in rules().subjects(SH.property, None):
        if isinstance(owner, URIRef):
            assert owner in targeted or owner == URIRef(f"{BASE}Described")


def test_core_does_what_core_can() -> None:
    queried = {str(shape)[len(BASE) :] for shape in rules().subjects(SH.sparql, None)}
    assert queried == {"DatesInOrder", "FormerRole", "SameSite"}


def test_the_shapes_load_nothing_and_run_nothing() -> None:
    predicates = {str(predicate) for predicate in rules().predicates(None, None)}
    assert "http://www.w3.org/2002/07/owl#imports" not in predicates
    assert not [predicate for predicate in predicates if predicate.startswith(str(SH.js))]
    assert not predicates & {
        str(SH[name]) for name in ("js", "jsLibrary", "rule", "target", "entailment", "shapesGraph")
    }


def test_every_schema_org_term_is_refused_with_http() -> None:
    named = {str(term) for predicate in (SH.targetClass, SH.targetSubjectsOf)
             for shape in ("OldSchemaClass", "OldSchemaProperty")
             for term in rules().objects(URIRef(BASE + shape), predicate)}  # fmt: skip
    assert named == {term.replace("https://", "http://") for term in SDO}


def test_severities_are_those_of_shacl() -> None:
    assert set(rules().objects(None, SH.severity)) <= {SH.Violation, SH.Warning, SH.Info}


def test_a_gap_has_one_warning_each_and_gives_the_gap_as_value() -> None:
    found: dict[Any, list[Severity]] = {}
    for case in cases():
        if case.name.startswith("gap-") and case.name != "gap-known":
            (result,) = results_by_case()[case.name]
            found.setdefault(result.value, []).append(result.severity)
    assert len(found) == 9
    assert all(severities == [Severity.WARNING] for severities in found.values())
