"""The first profile, published: what the graph says is what the verified facts say, and nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph
import pyshacl
import pytest
from rdflib import OWL, RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from scholargraph import assets, config, store, vocab
from scholargraph.publish import Published, assemble, publish
from scholargraph.validation import Severity
from tests import dumps

ROOT: Final = Path(__file__).resolve().parents[1]
BASE: Final = "http://127.0.0.1:8000/"
SDO = Namespace("https://schema.org/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
BIBO = Namespace("http://purl.org/ontology/bibo/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
VIVO = Namespace("http://vivoweb.org/ontology/core#")
FABIO = Namespace("http://purl.org/spar/fabio/")
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")
SG = Namespace("https://w3id.org/scholargraph#")
OWNER: Final = URIRef(f"{BASE}person/lucas-dixon#this")


@dataclass(frozen=True)
class Site:
    directory: Path
    published: Published
    graph: Graph  # the default graph
    evidence: Graph
    description: Graph
    ontology: Graph

    def triples(self) -> Iterator[tuple[Node, Node, Node]]:
        """What is said of this site; the ontology is the same for every site."""
        yield from self.graph
        yield from self.evidence
        yield from self.description


@dataclass(frozen=True)
class Fact:
    """A row of the table of publications: entries, title, authors, the rest as words."""

    entries: str
    title: str
    authors: tuple[str, ...]
    venue: str
    identifiers: str


def published(directory: Path) -> Site:
    done = publish(config.load(directory))
    graphs = by_graph(dumps.quads(done.snapshot))
    names = [f"<{BASE}graph/{name}>" for name in ("evidence", "description", "ontology")]
    assert sorted(graphs) == sorted(["", *names])
    return Site(directory, done, graphs[""], *(graphs[name] for name in names))


def by_graph(quads: Iterable[pyoxigraph.Quad]) -> dict[str, Graph]:
    """Put quads into an rdflib graph for each graph, the default one under "" (rdflib's own reader warns of itself)."""
    lines: dict[str, list[str]] = {}
    for quad in quads:
        name = "" if quad.graph_name == pyoxigraph.DefaultGraph() else str(quad.graph_name)
        lines.setdefault(name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .\n")
    return {name: Graph().parse(data="".join(found), format="nt") for name, found in lines.items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return published(copied(tmp_path_factory.mktemp("first")))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The profile text alone: neither curation nor ledger."""
    directory = copied(tmp_path_factory.mktemp("bare"))
    (directory / "curation.toml").unlink()
    (directory / config.LEDGER_FILE).unlink(missing_ok=True)
    settings = (directory / config.SITE_FILE).read_text(encoding="utf-8")
    block = re.search(r'\[\[source\]\]\nname = "curation".*?(?=\[\[source\]\])', settings, re.DOTALL)
    assert block is not None
    (directory / config.SITE_FILE).write_text(settings.replace(block.group(), ""), encoding="utf-8")
    return published(directory)


def copied(folder: Path) -> Path:
    directory = folder / "lucas-dixon"
    shutil.copytree(ROOT / "data" / "lucas-dixon", directory, ignore=shutil.ignore_patterns(".scholargraph"))
    return directory


@pytest.fixture(scope="module")
def facts(shared: Path) -> str:
    return (shared / "seed" / "facts.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def works(facts: str) -> list[Fact]:
    """The rows of the facts' table of publications."""
    table = facts[facts.index("## The publications") : facts.index("The thesis is a work too")]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("| ")
    ]
    found = []
    for entries, title, authors, venue, identifiers in rows[1:]:
        names = tuple(re.sub(r" \(text: .*\)", "", name).strip() for name in authors.split(";"))
        found.append(Fact(entries, re.sub(r" \(arXiv v2.*", "", title), names, venue, identifiers))
    assert [len(fact.authors) for fact in found] == [6, 19, 7, 10, 5, 5, 7, 6, 5]
    return found


def named(graph: Graph, subject: URIRef) -> str:
    return str(graph.value(subject, SDO.name))


def listed(graph: Graph) -> list[URIRef]:
    """The works of the owner but the thesis."""
    return [work for work in made(graph) if (work, RDF.type, BIBO.Thesis) not in graph]


def made(graph: Graph) -> list[URIRef]:
    found = {thing for thing in graph.objects(OWNER, FOAF.made) if (thing, RDF.type, FOAF.Document) in graph}
    return sorted(thing for thing in found if isinstance(thing, URIRef))


def by_title(graph: Graph, title: str) -> URIRef:
    (work,) = [work for work in made(graph) if named(graph, work) == title]
    return work


# ── with curation ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_nine_works_and_the_thesis_seven_of_them_articles(site: Site, works: list[Fact]) -> None:
    graph = site.graph
    assert {named(graph, work) for work in listed(graph)} == {fact.title for fact in works}
    assert len(made(graph)) == 10
    articles = {work for work in listed(graph) if (work, RDF.type, SDO.ScholarlyArticle) in graph}
    assert len(articles) == 7
    explorables = set(listed(graph)) - articles
    assert {named(graph, work) for work in explorables} == {
        fact.title for fact in works if "/explorables/" in fact.identifiers
    }
    assert not any((work, RDF.type, BIBO.AcademicArticle) in graph for work in explorables)


def test_every_author_list_is_complete_and_in_order(site: Site, works: list[Fact]) -> None:
    graph = site.graph
    for fact in works:
        work = by_title(graph, fact.title)
        (head,) = graph.objects(work, BIBO.authorList)
        names = tuple(named(graph, author) for author in Collection(graph, head))  # type: ignore[arg-type]
        assert names == fact.authors
        assert (
            set(graph.objects(work, SDO.author))
            == set(Collection(graph, head))
            == set(graph.objects(work, DCTERMS.creator))
        )
        ranks = {
            (str(name), int(str(graph.value(one, VIVO["rank"]))))
            for one in graph.objects(work, VIVO.relatedBy)
            for name in graph.objects(one, SG.printedName)
        }
        assert set(zip(fact.authors, range(1, len(fact.authors) + 1), strict=True)) <= ranks
        assert {place for _, place in ranks} == set(range(1, len(fact.authors) + 1))
        assert len(list(graph.objects(work, VIVO.relatedBy))) == len(fact.authors)
        assert OWNER in set(Collection(graph, head))


def test_dates_venues_pages_and_identifiers(site: Site, works: list[Fact]) -> None:
    graph = site.graph
    for fact in works:
        work = by_title(graph, fact.title)
        issued = str(graph.value(work, DCTERMS.issued))
        months = {"July 2024": "2024-07", "August 2023": "2023-08"}
        expected = next((iso for words, iso in months.items() if words in fact.venue), None)
        expected = expected or re.search(r"20\d\d(?:-\d\d-\d\d)?", fact.venue).group()  # type: ignore[union-attr]
        assert issued == expected, fact.title
        for doi in re.findall(r"doi:(10\.\d+/[\d.]+)", fact.identifiers):
            assert (work, BIBO.doi, Literal(doi)) in graph
        (arxiv,) = re.findall(r"arXiv:(\d{4}\.\d{5})", fact.identifiers) or [None]
        if arxiv is not None:
            carrier = work if fact.venue.startswith("arXiv") else URIRef(work.removesuffix("#this") + "#arxiv")
            assert (carrier, FABIO.hasArXivId, Literal(arxiv)) in graph
            if carrier != work:
                assert (carrier, DCTERMS.isVersionOf, work) in graph
                assert not set(graph.predicates(carrier)) & {SDO.name, DCTERMS.title, SDO.author, BIBO.authorList}
        pages = re.search(r"(?:235:|pp\. )(\d+)-(\d+)", fact.venue)
        found = (graph.value(work, BIBO.pageStart), graph.value(work, BIBO.pageEnd))
        assert tuple(map(str, found)) == (pages.groups() if pages else ("None", "None"))
        venue = graph.value(work, DCTERMS.isPartOf)
        names = {str(name) for predicate in (SDO.name, SDO.alternateName) for name in graph.objects(venue, predicate)}
        assert any(name in fact.venue for name in names), names
    output = by_title(graph, next(fact.title for fact in works if "Structured Output" in fact.title))
    assert str(graph.value(output, BIBO.numPages)) == "9"
    assert str(graph.value(output, BIBO.locator)) == "10"
    preprint = by_title(graph, next(fact.title for fact in works if fact.venue.startswith("arXiv")))
    versions = {str(graph.value(version, DCTERMS.issued)) for version in graph.objects(preprint, DCTERMS.hasVersion)}
    assert versions == {"2024-03-15", "2024-09-12"}


def test_the_systems_and_organisations(site: Site) -> None:
    graph = site.graph
    things = {str(name): thing for thing, name in graph.subject_objects(SDO.name)}
    expected = {
        "uProxy": SDO.SoftwareApplication,
        "Outline": SDO.SoftwareApplication,
        "Project Shield": SDO.Service,
        "DigitalAttackMap": SDO.WebApplication,
        "Syria Defection Tracker": SDO.WebApplication,
        "unfiltered.news": SDO.WebApplication,
        "Conversation AI": SDO.ResearchProject,
        "Perspective API": SDO.WebAPI,
    }
    for name, kind in expected.items():
        thing = things[name]
        assert (thing, RDF.type, kind) in graph
        assert (thing, FOAF.maker, OWNER) in graph
        assert (OWNER, FOAF.made, thing) in graph
        assert (thing, PROV.wasAttributedTo, OWNER) in graph
        creative = kind in {SDO.SoftwareApplication, SDO.WebApplication}
        assert ((thing, SDO.creator, OWNER) in graph) is creative
        assert ((thing, SDO.founder, OWNER) in graph) is (kind == SDO.ResearchProject)
        assert ((thing, DCTERMS.creator, OWNER) in graph) is (kind != SDO.ResearchProject)
    others = set(graph.objects(OWNER, FOAF.made)) - set(made(graph))
    assert others == {things[name] for name in expected}
    assert (things["TheoryMine"], SDO.founder, OWNER) in graph
    assert (things["TheoryMine"], RDF.type, SDO.Organization) in graph
    assert (things["University of Edinburgh"], RDF.type, SDO.CollegeOrUniversity) in graph
    assert (OWNER, SDO.alumniOf, things["University of Edinburgh"]) in graph
    assert (OWNER, SDO.worksFor, things["Google DeepMind"]) in graph
    assert (OWNER, SDO.memberOf, things["PAIR"]) in graph
    assert (things["PAIR"], FOAF.member, OWNER) in graph
    assert (things["PAIR"], RDF.type, FOAF.Group) in graph
    assert (things["PAIR"], SDO.parentOrganization, things["Google"]) in graph
    for former in ("Jigsaw", "University of Edinburgh"):
        assert (OWNER, SDO.worksFor, things[former]) not in graph
        roles = [role for role in graph.objects(OWNER, SDO.worksFor) if (role, SDO.worksFor, things[former]) in graph]
        assert [graph.value(role, SG.roleStatus) for role in roles] == [SG.Former]
        assert all(graph.value(role, SDO.endDate) is None for role in roles)
    assert (things["Jigsaw"], SDO.founder, OWNER) not in graph


def test_the_thesis_has_both_dates_and_says_why(site: Site) -> None:
    graph = site.graph
    (thesis,) = graph.subjects(RDF.type, BIBO.Thesis)
    assert [str(date) for date in graph.objects(thesis, DCTERMS.issued)] == ["2005"]
    (conflict,) = graph.objects(thesis, SG.conflict)
    assert (str(graph.value(conflict, SG.stated)), str(graph.value(conflict, SG.rejectedValue))) == ("2005", "2006")
    assert "register" in str(graph.value(conflict, SG.reason))
    (supervisor,) = graph.objects(thesis, SG.supervisor)
    assert named(graph, supervisor) == "Jacques Fleuriot"  # type: ignore[arg-type]


def test_no_identifier_and_no_link_is_invented(site: Site, facts: str) -> None:
    known = facts + (site.directory / "profile.txt").read_text(encoding="utf-8")
    ours = re.compile(r"http://127\.0\.0\.1:8000/")
    fields = {str(field) for field in site.ontology.subjects(RDF.type, SG.Field)}

    def is_term(iri: str) -> bool:
        return (
            any(iri in set(namespace) or iri == namespace.base for namespace in vocab.NAMESPACES)
            or iri.startswith(vocab.XSD.base)
            or iri in fields
        )

    seen = set()
    for subject, predicate, value in site.triples():
        for term in (subject, predicate, value):
            if isinstance(term, URIRef) and not ours.match(term) and not is_term(str(term)):
                seen.add(str(term))
    for iri in seen:
        bare_value = re.sub(r"^https?://(?:doi\.org|arxiv\.org/abs)/", "", iri)
        assert iri in known or bare_value in known, iri
    assert any("doi.org" in iri for iri in seen)


def test_no_entity_for_private_details(site: Site) -> None:
    words = [str(value) for value in site.graph.objects(None, None) if isinstance(value, Literal)]
    private = [text for text in words if re.search(r"martial|Paris|non-profit", text)]
    biographies = {str(text) for text in site.graph.objects(OWNER, SDO.description)}
    assert {str(text) for text in private} == biographies
    assert len(biographies) == 1


def test_what_is_published_is_complete_in_the_biography(site: Site) -> None:
    (biography,) = site.graph.objects(OWNER, SDO.description)
    assert str(biography).startswith("Lucas is a principal research scientist")
    assert str(biography).endswith("martial arts instructor in Paris.")
    assert "Authored Publications" not in str(biography)


def test_interface_words_are_nowhere_in_the_graph(site: Site) -> None:
    for value in site.graph.objects(None, None):
        if isinstance(value, Literal):
            assert not re.search(r"Preview abstract|View details|Sort By|×", str(value)), value


PLACES: Final = f"""
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX sg: <https://w3id.org/scholargraph#>
SELECT ?s ?p ?o ?words ?start ?end ?source {{
    GRAPH <{BASE}graph/ontology> {{
        ?pattern rdf:predicate ?p ; sg:recordField ?field ; sg:subjectFrom ?from ; sg:objectFrom ?to
    }}
    GRAPH <{BASE}graph/evidence> {{
        ?evidence a sg:Evidence ; sg:recordField ?field ; ?from ?s ; ?to ?o ; oa:hasTarget ?target .
        ?target oa:hasSource ?source ; oa:hasSelector ?place .
        ?place oa:exact ?words ; oa:start ?start ; oa:end ?end
    }}
}}
"""
"""The documented pattern, with the places that it leads to."""


def test_every_statement_of_works_and_person_has_its_words(site: Site) -> None:
    graph = site.graph
    texts = {name: (site.directory / name).read_bytes() for name in ("profile.txt", "curation.toml")}
    proof = pyoxigraph.Store()
    for quad in pyoxigraph.parse(dumps.content(site.published.snapshot), format=pyoxigraph.RdfFormat.N_QUADS):
        if quad.graph_name != pyoxigraph.DefaultGraph():
            proof.add(quad)
    rows = proof.query(PLACES)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    backed: dict[tuple[str, str, str], set[tuple[str, int, int, str]]] = {}
    for row in rows:
        file = str(graph.value(URIRef(row["source"].value), DCTERMS.title))
        place = (file, int(row["start"].value), int(row["end"].value), row["words"].value)
        statement = Graph().parse(data=f"{row['s']} {row['p']} {row['o']} .", format="nt")
        ((subject, predicate, value),) = statement
        backed.setdefault((str(subject), str(predicate), value.n3()), set()).add(place)
    pages = {str(OWNER).partition("#")[0], *(str(work).partition("#")[0] for work in made(graph))}
    checked = 0
    for subject, predicate, value in graph:
        document, mark, _ = str(subject).partition("#")
        if document not in pages or not mark:
            continue
        if predicate == RDF.type or (predicate == PROV.wasDerivedFrom and (subject, RDF.type, SG.Conflict) in graph):
            # No source says it: it follows from the entry, whose evidence is there as a whole.
            assert (URIRef(f"{document}#evidence"), OA.hasTarget, None) in site.evidence
            continue
        places = backed.get((str(subject), str(predicate), value.n3()))
        assert places, (subject, predicate, value)
        for file, start, end, words in places:
            assert words
            assert texts[file][start:end].decode("utf-8") == words
        checked += 1
    assert checked > 500


def test_findings_point_at_their_lines(site: Site) -> None:
    text = (site.directory / "profile.txt").read_text(encoding="utf-8").splitlines()
    assert not [finding for finding in site.published.findings if finding.severity is Severity.VIOLATION]
    lines: dict[int, list[str]] = {}
    for finding in site.published.findings:
        if finding.place is not None and finding.place.file == "profile.txt" and finding.place.line is not None:
            lines.setdefault(finding.place.line, []).append(finding.message)
    (entry_2,) = [number for number, line in enumerate(text, start=1) if "citep{hu2021lora}" in line]
    (entry_9,) = [number for number, line in enumerate(text, start=1) if "toy tasks [1]" in line]
    assert any("LaTeX" in message for message in lines[entry_2])
    assert any("draft" in message.lower() for message in lines[entry_2])
    assert any("citation" in message.lower() for message in lines[entry_9])


def test_pyshacl_run_independently_gives_the_same_results(site: Site) -> None:
    shapes = Graph()
    for file in sorted(assets.shapes_dir().glob("*.ttl")):
        shapes.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    data = Graph()
    for triple in site.graph:
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    assert isinstance(report, Graph)
    sh = Namespace("http://www.w3.org/ns/shacl#")
    severities = [str(severity).rpartition("#")[2].lower() for severity in report.objects(None, sh.resultSeverity)]
    assert "violation" not in severities
    ours = [finding.severity.value for finding in assemble(config.load(site.directory)).findings]
    assert sorted(severities) == sorted(ours)


def test_every_class_and_property_is_declared(site: Site, shared: Path) -> None:
    declared = set()
    for file in [*sorted((shared / "vocab").glob("*")), assets.ontology_dir() / "scholargraph.ttl"]:
        if file.suffix in {".ttl", ".owl", ".nq", ".rdf"}:
            if file.suffix == ".nq":
                graphs = list(by_graph(pyoxigraph.parse(file.read_bytes(), pyoxigraph.RdfFormat.N_QUADS)).values())
            else:
                form = "turtle" if file.suffix == ".ttl" else "xml"
                graphs = [Graph().parse(data=file.read_text(encoding="utf-8"), format=form)]
            declared |= {str(subject) for graph in graphs for subject in graph.subjects()}
    used = {str(predicate) for _, predicate, _ in site.triples()}
    used |= {str(kind) for _, predicate, kind in site.triples() if predicate == RDF.type}
    # The ontology's own words are OWL's, which is not among the vocabularies.
    said = {str(predicate) for _, predicate, _ in site.ontology} | set(map(str, site.ontology.objects(None, RDF.type)))
    used |= {term for term in said if not term.startswith(str(OWL))}
    assert used <= declared, sorted(used - declared)


# ── without curation ────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_curation_nine_works_of_which_six_have_lost_their_title(bare: Site) -> None:
    graph = bare.graph
    found = made(graph)
    assert len(found) == 9
    lost = [work for work in found if (work, SG.gap, SG.TitleLost) in graph]
    assert len(lost) == 6
    assert all(graph.value(work, SDO.name) is None and graph.value(work, DCTERMS.title) is None for work in lost)
    cut = [work for work in found if (work, SG.gap, SG.AuthorsTruncated) in graph]
    assert len(cut) == 3
    assert not list(graph.subject_objects(BIBO.authorList))
    for work in found:
        assert (work, SDO.author, OWNER) in graph
        assert (work, SG.gap, SG.PositionUnknown) in graph
        ranks = [graph.value(one, VIVO["rank"]) for one in graph.objects(work, VIVO.relatedBy)]
        assert ranks
        assert set(ranks) == {None}


def test_without_curation_every_gap_is_a_warning_at_its_line(bare: Site) -> None:
    text = (bare.directory / "profile.txt").read_text(encoding="utf-8").splitlines()
    warnings = [finding for finding in bare.published.findings if finding.severity is Severity.WARNING]
    for gap, number in (("title", 6), ("author", 3)):
        found = [
            finding for finding in warnings
            if finding.path == "sg:gap" and re.search(rf"\b{gap}", finding.message, re.IGNORECASE)
        ]  # fmt: skip
        assert len({finding.key for finding in found}) >= number
        for finding in found:
            assert finding.place is not None
            assert finding.place.file == "profile.txt"
            assert finding.place.line is not None
            assert finding.place.column is not None
            assert text[finding.place.line - 1][finding.place.column - 1 :].strip()
    assert not [finding for finding in bare.published.findings if finding.severity is Severity.VIOLATION]


# ── again and elsewhere ─────────────────────────────────────────────────────────────────────────────────────────────


def test_publishing_unchanged_input_is_a_no_op(site: Site) -> None:
    before = store.Snapshots(config.load(site.directory).work).current()
    again = publish(config.load(site.directory))
    after = store.Snapshots(config.load(site.directory).work).current()
    assert not again.changed
    assert before is not None
    assert after is not None
    assert before.path == after.path
    assert again.findings == site.published.findings


def test_two_copies_give_byte_identical_exports(tmp_path: Path) -> None:
    exports: list[bytes] = []
    for number, (seed, zone, locale) in enumerate((("0", "UTC", "C.UTF-8"), ("12345", "Asia/Tokyo", "C"))):
        directory = copied(tmp_path / str(number))
        (directory / config.LEDGER_FILE).unlink(missing_ok=True)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        printed = [
            subprocess.run(
                [sys.executable, "-m", "scholargraph", command, str(directory)],
                env=environment, capture_output=True, check=True,
            ).stdout
            for command in ("publish", "export")
        ]  # fmt: skip
        exports.append(printed[1])
    assert exports[0] == exports[1]
    assert exports[0].count(b"\n") > 1000


def test_the_shipped_ledger_is_what_publishing_writes(site: Site) -> None:
    shipped = (ROOT / "data" / "lucas-dixon" / config.LEDGER_FILE).read_text(encoding="utf-8")
    assert (site.directory / config.LEDGER_FILE).read_text(encoding="utf-8") == shipped


def test_findings_are_kept_beside_the_snapshot(site: Site) -> None:
    data = json.loads((site.published.snapshot / "findings.json").read_text(encoding="utf-8"))
    assert len(data) == len(site.published.findings)
