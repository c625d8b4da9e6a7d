"""Snapshots: all or nothing on disk whatever dies, and answers that are whole, right, or refused."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from scholargraph.errors import (
    InternalError,
    NotAcceptableError,
    NotRepresentableError,
    QueryError,
    QuerySyntaxError,
    ResultTooLargeError,
    SnapshotError,
)
from scholargraph.formats import CSV, GRAPHS, JSON, JSONLD, NTRIPLES, RDFXML, RESULTS, TSV, TURTLE, XML, Format
from scholargraph.ntriples import Term, iri, literal
from scholargraph.store import KEPT, MANIFEST, STORE, Dataset, Info, Previous, Reader, Sharing, Sizes, Snapshots, build
from scholargraph.store.answers import Caps, count_rows
from tests import dumps

LINES: Final = sorted(
    [
        '<https://x.example/a#this> <https://schema.org/name> "Zoë \\"Z\\" Ångström"@sv .',
        "<https://x.example/a#this> <https://schema.org/knows> <https://x.example/b#this> .",
        '<https://x.example/b#this> <https://schema.org/name> "line\\nfeed" .',
        '<https://x.example/b#this> <https://schema.org/age> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        '<https://x.example/a#this> <https://schema.org/name> "said" <https://x.example/graph/evidence> .',
    ]
)
NAMES: Final = "SELECT ?s ?name WHERE { ?s <https://schema.org/name> ?name }"


EACH: Final = Sizes(least=1, documents=1, often=1, statements=1, most=1)
"""Every document is a segment."""


def publish(snapshots: Snapshots, word: str, *, going_on: bool = False) -> Path:
    """Publish; `going_on` from the current snapshot, with which all that does not change is shared."""
    lines = sorted([*LINES, f'<https://x.example/w> <https://schema.org/name> "{word}" .'])
    with snapshots.new() as directory:
        current = snapshots.current() if going_on else None
        previous = None if current is None else Previous(current, sharing=Sharing(least_bytes=0, share=9))
        build(directory, lines, previous=previous, sizes=EACH if going_on else None)
        (directory / "more").mkdir()
        (directory / "more" / "words.txt").write_text(word, encoding="utf-8")
        return snapshots.commit(directory, {"word": word})


def words(info: Info | None) -> str:
    """The word that a snapshot says in each of its parts; they must agree."""
    assert info is not None
    told = {str(info.manifest["word"]), (info.path / "more" / "words.txt").read_text(encoding="utf-8")}
    dump = dumps.text(info.path)
    assert gzip.decompress(dumps.packed(info.path)).decode() == dump
    told |= {line.split('"')[1] for line in dump.splitlines() if line.startswith("<https://x.example/w>")}
    told |= {value[1:-1] for _, _, value in Reader(info).about(iri("https://x.example/w"))}
    assert len(told) == 1
    return told.pop()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    snapshots = Snapshots(tmp_path_factory.mktemp("work"))
    publish(snapshots, "one")
    return Reader(snapshots.require())


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a process that is killed loses nothing that it wrote to either."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    if not memory.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def test_a_site_without_a_snapshot_says_what_to_do(quick_path: Path) -> None:
    snapshots = Snapshots(quick_path / "none")
    assert snapshots.current() is None
    with pytest.raises(SnapshotError, match="scholargraph publish"):
        snapshots.require()
    assert not (quick_path / "none").exists()


def test_publishing_the_same_twice_gives_the_same_snapshot_and_bytes(quick_path: Path) -> None:
    first, second = Snapshots(quick_path / "1"), Snapshots(quick_path / "2")
    one, two = publish(first, "same"), publish(second, "same")
    assert one.name == two.name
    assert (dumps.content(one), dumps.packed(one)) == (dumps.content(two), dumps.packed(two))
    assert publish(first, "same") == one
    assert len([path for path in first.folder.iterdir() if path.is_dir()]) == 1
    assert publish(first, "other").name != one.name


def test_what_is_not_sorted_or_not_n_quads_is_refused(quick_path: Path) -> None:
    snapshots = Snapshots(quick_path)
    for lines in (list(reversed(LINES)), [LINES[0], LINES[0]], ["<a> <b> <c> ."], ["nonsense"]):
        with pytest.raises(InternalError), snapshots.new() as directory:
            build(directory, lines)
    assert snapshots.current() is None
    assert [path.name for path in snapshots.folder.iterdir()] == [".lock"]


def test_the_last_few_are_kept_and_can_be_gone_back_to(quick_path: Path) -> None:
    snapshots = Snapshots(quick_path)
    made = [publish(snapshots, word) for word in ("a", "b", "c", "d")]
    assert len([path for path in snapshots.folder.iterdir() if path.is_dir()]) == KEPT
    assert not made[0].exists()
    snapshots.point_to(made[1].name)
    assert words(snapshots.current()) == "b"
    publish(snapshots, "e")
    assert words(snapshots.current()) == "e"
    for digest in (made[0].name, "../snapshots", "", "0" * 32):
        with pytest.raises(SnapshotError, match="kept are"):
            snapshots.point_to(digest)
    assert words(snapshots.current()) == "e"


def test_a_reader_outlives_the_files_it_reads(quick_path: Path) -> None:
    snapshots = Snapshots(quick_path)
    publish(snapshots, "old")
    reader = Reader(snapshots.require())
    for number in range(KEPT + 1):
        publish(snapshots, str(number))
    assert not reader.info.path.exists()
    assert "old" in reader.answer(NAMES, "csv").decode()


@pytest.mark.parametrize("lost", ["segments/index.json", MANIFEST, f"{STORE}/CURRENT", "more/words.txt"])
def test_a_snapshot_that_lost_a_file_is_none_and_is_made_again(quick_path: Path, lost: str) -> None:
    snapshots = Snapshots(quick_path)
    made = publish(snapshots, "x")
    (made / lost).unlink()
    assert snapshots.current() is None
    with pytest.raises(SnapshotError, match="lost files"):
        snapshots.require()
    assert publish(snapshots, "x") == made
    assert words(snapshots.current()) == "x"


def test_a_cut_file_and_a_mangled_pointer_are_noticed(quick_path: Path) -> None:
    snapshots = Snapshots(quick_path)
    made = publish(snapshots, "x")
    largest = max((made / STORE).iterdir(), key=lambda path: path.stat().st_size)
    os.truncate(largest, largest.stat().st_size - 1)
    assert snapshots.current() is None
    publish(snapshots, "x")
    for pointer in (b"", b"../../etc", b"\xff\xfe", b"0" * 32):
        snapshots.pointer.write_bytes(pointer)
        assert snapshots.current() is None
    publish(snapshots, "x")
    assert words(snapshots.current()) == "x"


def test_a_store_that_cannot_be_opened_is_a_clear_error(quick_path: Path) -> None:
    snapshots = Snapshots(quick_path)
    made = publish(snapshots, "x")
    info = snapshots.require()
    (made / STORE / "CURRENT").write_bytes(b"garbage")
    with pytest.raises(SnapshotError, match="publish again"):
        Reader(info)
    dumps.file(made).write_text("garbage\n", encoding="utf-8")
    with pytest.raises(SnapshotError, match="dump"):
        Reader.in_memory(info)


def test_a_full_disk_is_one_clear_error(quick_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshots = Snapshots(quick_path)
    publish(snapshots, "old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(SnapshotError, match="No space left"):
            publish(snapshots, "new")
    assert words(snapshots.current()) == "old"
    publish(snapshots, "new")
    assert words(snapshots.current()) == "new"


def digests(snapshot: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in snapshot.rglob("*") if path.is_file()}


KILLED: Final = """
# Publishes in a child that is killed at its Nth step, for every N until one child ends by itself; says which N.
import os, shutil, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import test_store
from benchmarks.reliability.killing import STEPS, Counted
from scholargraph import store

work = Path(sys.argv[2])
test = test_store.Snapshots(work)

number, ended = int(sys.argv[3]), False
while not ended:
    child = os.fork()
    if child == 0:
        more = [(Path, "open"), (os, "link"), (shutil, "copyfile"), (shutil, "rmtree"), (store.snapshots, "_files")]
        Counted(number, steps=[*STEPS, *more])
        test_store.publish(test, "new", going_on=sys.argv[5] == "True")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status) == 0
    child = os.fork()  # a store opened here would have threads, and nothing may be forked after that
    if child == 0:
        told = test_store.words(test.current())
        print(number, told, ended, flush=True)
        if told == "new":
            test.point_to(sys.argv[4])
        for path in test.folder.glob("[!.]*"):
            if path.name != sys.argv[4]:
                shutil.rmtree(path)
        os._exit(0)
    os.waitpid(child, 0)
    number += 1
"""


@pytest.mark.parametrize("going_on", [False, True])
def test_killed_at_any_step_there_is_the_old_or_the_new_snapshot_and_the_next_one_cleans_up(
    quick_path: Path, *, going_on: bool
) -> None:
    snapshots = Snapshots(quick_path)
    old = publish(snapshots, "old", going_on=going_on)
    before = digests(old)
    command = [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(quick_path), "0", old.name, str(going_on)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = [line.split() for line in done.stdout.splitlines()]
    assert len(told) > 40
    assert [int(number) for number, _, _ in told] == list(range(len(told)))
    assert told[-1][1:] == ["new", "True"]
    said = [word for _, word, _ in told]
    assert {*said} == {"old", "new"}
    if not going_on:  # the store that is gone on with has now more files of the engine's, now fewer
        assert said == sorted(said, key=["old", "new"].index), "from one step on it is the new one"
    assert said.count("new") > 1, "it was killed after the switch, too"
    assert digests(old) == before, "what is shared was not written to"
    publish(snapshots, "newest", going_on=going_on)
    assert words(snapshots.current()) == "newest"
    assert not list(snapshots.folder.glob(".new-*"))


def test_statements_are_read_by_pattern(reader: Reader) -> None:
    a, b = iri("https://x.example/a#this"), iri("https://x.example/b#this")
    name, knows, graph = (
        iri("https://schema.org/name"),
        iri("https://schema.org/knows"),
        iri("https://x.example/graph/evidence"),
    )
    assert set(reader.about(a)) == {(a, name, literal('Zoë "Z" Ångström', language="sv")), (a, knows, b)}
    assert reader.about(a, graph) == [(a, name, literal("said"))]
    assert reader.about(graph) == []
    assert reader.pointing_at(knows, b) == [a]
    assert reader.pointing_at(knows, b, graph) == []


def test_our_own_queries_take_values_never_text(reader: Reader) -> None:
    query = "SELECT ?s ?name ?none WHERE { ?s <https://schema.org/name> ?name OPTIONAL { ?s <https://x.example/no> ?none } }"
    assert reader.rows(query, s="https://x.example/b#this") == [
        {"s": "<https://x.example/b#this>", "name": '"line\\nfeed"'}
    ]
    for hostile in ('x> . ?a ?b ?c } #"', "https://x.example/ } UNION { ?s ?p ?o"):
        with pytest.raises(ValueError, match="IRI"):
            reader.rows(query, s=hostile)
    value = literal('Zoë "Z" Ångström', language="sv")
    assert [row["s"] for row in reader.select(query, {"name": value})] == ["<https://x.example/a#this>"]
    seven = literal("7", datatype="http://www.w3.org/2001/XMLSchema#integer")
    found = reader.select("SELECT ?s ?age WHERE { ?s <https://schema.org/age> ?age }", {"age": seven})
    assert found == [{"s": "<https://x.example/b#this>", "age": seven}]


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=200)
def test_any_text_stays_a_value(reader: Reader, text: str) -> None:
    query = "SELECT ?s ?name WHERE { ?s <https://schema.org/name> ?name }"
    assert all(row["name"] == literal(text) for row in reader.select(query, {"name": literal(text)}))


def rows_of(data: bytes, form: Format) -> list[list[str]]:
    """Read a table with somebody else's reader, as the lexical forms."""
    if form is JSON:
        told = json.loads(data)
        return [[row[name]["value"] for name in told["head"]["vars"]] for row in told["results"]["bindings"]]
    if form is XML:
        found = ET.fromstring(data)  # noqa: S314 - our own answer
        space = "{http://www.w3.org/2005/sparql-results#}"
        return [["".join(cell.itertext()) for cell in row] for row in found.iter(f"{space}result")]
    if form is CSV:
        return list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
    lines = data.decode().split("\n")[1:-1]
    cells = [[rdflib.util.from_n3(cell) for cell in line.split("\t")] for line in lines]
    return [[str(cell) for cell in line] for line in cells]


@pytest.mark.parametrize("form", RESULTS, ids=lambda form: form.name)
def test_a_table_in_every_format(reader: Reader, form: Format) -> None:
    found = rows_of(reader.ask(NAMES, form), form)
    assert sorted(found) == [
        ["https://x.example/a#this", 'Zoë "Z" Ångström'],
        ["https://x.example/b#this", "line\nfeed"],
        ["https://x.example/w", "one"],
    ]


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader of JSON-LD
def test_a_graph_in_every_format(reader: Reader, form: Format) -> None:
    data = reader.ask("CONSTRUCT WHERE { ?s ?p ?o }", form)
    names = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld", "nq": "nt", "trig": "turtle"}
    expected = rdflib.Graph().parse(data="\n".join(line for line in LINES if "evidence" not in line), format="nt")
    expected.add((rdflib.URIRef("https://x.example/w"), rdflib.SDO.name, rdflib.Literal("one")))
    assert set(rdflib.Graph().parse(data=data, format=names[form.name])) == set(expected)


@pytest.mark.parametrize("form", RESULTS, ids=lambda form: form.name)
def test_a_truth_value_in_every_format(reader: Reader, form: Format) -> None:
    assert b"true" in reader.ask("ASK {}", form)
    assert b"false" in reader.ask("ASK { FILTER(false) }", form)


def test_the_first_format_that_suits_is_taken(reader: Reader) -> None:
    assert json.loads(reader.answer("ASK {}", None)) == {"head": {}, "boolean": True}
    assert reader.answer("CONSTRUCT { <a:a> <a:b> 1 } {}", None) == b"<a:a> <a:b> 1 .\n"
    assert reader.ask("CONSTRUCT { <a:a> <a:b> 1 } {}", NTRIPLES).startswith(b"<a:a> <a:b>")


def test_a_format_that_does_not_suit_is_refused(reader: Reader) -> None:
    with pytest.raises(NotAcceptableError, match="a table"):
        reader.ask("SELECT * {}", TURTLE)
    with pytest.raises(NotAcceptableError, match="a graph"):
        reader.ask("DESCRIBE <a:a>", JSON)
    with pytest.raises(ValueError, match="a graph"):
        reader.answer("DESCRIBE <a:a>", "csv")
    with pytest.raises(ValueError, match="written as html"):
        reader.answer("ASK {}", "html")


@pytest.mark.parametrize(
    ("query", "words", "place"),
    [
        ("SELECT * {\n ?s foo:bar ?o }", "PREFIX", (2, 12)),
        ("SELECT * { ?s <relative> ?o }", "in full", (1, 25)),
        ("SELECT ?x ?x {}", "twice", (1, 16)),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", "group by it", (1, 35)),
        ("SELECT * { ?s ?p ?o", "ends with “SELECT . { .s .p .o”.*brackets", (1, 20)),
        ("SELECT *\nWHERE { ?subject ?predicate  ?object }}", r"“…\* WHERE { .subject .predicate .object }}”", (2, 40)),
        ("INSERT DATA { <a:a> <a:b> 1 }", "keywords", (1, 10)),
    ],
)
def test_a_syntax_error_has_its_place_and_plain_words(
    reader: Reader, query: str, words: str, place: tuple[int, int]
) -> None:
    with pytest.raises(QuerySyntaxError, match=words) as caught:
        reader.ask(query, JSON)
    assert caught.value.place is not None
    assert (caught.value.place.line, caught.value.place.column) == place
    assert "\n" not in caught.value.message


def test_what_the_engine_cannot_evaluate_is_an_error_of_the_query(reader: Reader) -> None:
    with pytest.raises(QueryError, match="cannot be evaluated"):
        reader.ask("SELECT * { SERVICE ?nowhere {} }", JSON)


def test_the_dataset_of_the_request_replaces_the_one_of_the_query(reader: Reader) -> None:
    graph = "https://x.example/graph/evidence"
    name = "SELECT ?o { <https://x.example/a#this> <https://schema.org/name> ?o }"
    named = "SELECT ?o { GRAPH ?g { <https://x.example/a#this> <https://schema.org/name> ?o } }"
    said, spoken = [["said"]], [['Zoë "Z" Ångström']]
    nothing: list[list[str]] = []

    def ask(query: str, dataset: Dataset | None) -> list[list[str]]:
        return rows_of(reader.ask(query, JSON, dataset=dataset), JSON)

    assert ask(name, None) == ask(name, Dataset()) == spoken
    assert ask(named, None) == said
    assert ask(name, Dataset((graph,))) == said
    assert ask(named, Dataset((graph,))) == nothing
    assert ask(name, Dataset((), (graph,))) == nothing
    assert ask(named, Dataset((), (graph,))) == said
    assert ask(name.replace("{", f"FROM <{graph}> {{", 1), Dataset(("https://x.example/none",))) == nothing


@pytest.mark.parametrize("form", RESULTS, ids=lambda form: form.name)
@pytest.mark.parametrize("value", ['"{\\"}}{}"', '"a\\r\\n\\"b\\""', '""', "UNDEF", '"<result>\\n"', "<a:b>"])
def test_rows_are_counted_whatever_their_values_look_like(reader: Reader, form: Format, value: str) -> None:
    query = f"SELECT ?x {{ VALUES ?x {{ {f'{value} ' * 7} }} }}"
    assert count_rows(reader.ask(query, form), form) == 7
    assert reader.ask(query, form, caps=Caps(7, 10_000)) == reader.ask(query, form)
    with pytest.raises(ResultTooLargeError, match="more than 6 rows"):
        reader.ask(query, form, caps=Caps(6, 10_000))


def test_triple_terms_are_rows_like_others(reader: Reader) -> None:
    query = f"SELECT ?x ?y {{ VALUES (?x ?y) {{ {'(<<( <a:a> <a:b> 1 )>> 2) ' * 5} }} }}"
    for form in RESULTS:
        assert count_rows(reader.ask(query, form), form) == 5


@pytest.mark.parametrize("form", [*RESULTS, *GRAPHS], ids=lambda form: form.name)
def test_too_many_bytes_are_an_error_not_a_cut(reader: Reader, form: Format) -> None:
    query = NAMES if form in RESULTS else "CONSTRUCT WHERE { ?s ?p ?o }"
    size = len(reader.ask(query, form))
    assert len(reader.ask(query, form, caps=Caps(3, size))) == size
    with pytest.raises(ResultTooLargeError, match=f"more than {size - 1} bytes"):
        reader.ask(query, form, caps=Caps(3, size - 1))


def test_what_xml_cannot_carry_is_refused_and_what_it_would_change_is_escaped(reader: Reader) -> None:
    for bad in (r"\u0001", r"\u000C", r"\uFFFE"):
        with pytest.raises(NotRepresentableError, match="another format"):
            reader.ask(f'SELECT ("{bad}" AS ?x) {{}}', XML)
        with pytest.raises(NotRepresentableError, match="another format"):
            reader.ask(f'CONSTRUCT {{ <a:a> <a:b> "{bad}" }} {{}}', RDFXML)
        assert reader.ask(f'SELECT ("{bad}" AS ?x) {{}}', JSON)
    for predicate in ("http://x.example/1/", "http://x.example/"):
        with pytest.raises(NotRepresentableError, match="predicate"):
            reader.ask(f"CONSTRUCT {{ <a:a> <{predicate}> 1 }} {{}}", RDFXML)
    assert rows_of(reader.ask(r'SELECT ("a\r\nb\rc" AS ?x) {}', XML), XML) == [["a\r\nb\rc"]]
    graph = rdflib.Graph().parse(data=reader.ask(r'CONSTRUCT { <a:a> <a:b> "a\rb" } {}', RDFXML), format="xml")
    assert [str(value) for value in graph.objects()] == ["a\rb"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4), st.sampled_from(RESULTS))
@settings(max_examples=200, deadline=None)
def test_any_values_come_through_every_format_or_are_refused(reader: Reader, values: list[str], form: Format) -> None:
    terms = " ".join(literal(value) for value in values)
    try:
        data = reader.ask(f"SELECT ?x {{ VALUES ?x {{ {terms} }} }}", form)
    except NotRepresentableError:
        assert form is XML
        return
    assert count_rows(data, form) == len(values)
    if form is not TSV:  # rdflib does not read the escapes of SPARQL's TSV in full
        assert [row[0] if row else "" for row in rows_of(data, form)] == values


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader of JSON-LD
def test_the_statements_are_exported_sorted_and_alone(reader: Reader) -> None:
    def written(form: str) -> bytes:
        out = io.BytesIO()
        reader.write_statements(out, form)
        return out.getvalue()

    plain = [line for line in dumps.content(reader.info.path).splitlines() if b"graph/evidence" not in line]
    assert written("nt").splitlines() == plain
    assert b"@prefix schema: <https://schema.org/>" in written("ttl")
    expected = rdflib.Graph().parse(data=written("nt"), format="nt")
    for form, name in (("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")):
        assert isomorphic(rdflib.Graph().parse(data=written(form), format=name), expected)
    with pytest.raises(ValueError, match="written as csv"):
        written("csv")


def test_memory_and_disk_say_the_same(reader: Reader) -> None:
    copy = Reader.in_memory(reader.info)
    everything = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?p ?o"
    assert copy.ask(everything, CSV) == reader.ask(everything, CSV)
    assert JSONLD.suffix == "jsonld"


def test_opening_needs_no_right_to_write(quick_path: Path) -> None:
    snapshots = Snapshots(quick_path)
    made = publish(snapshots, "x")
    before = {path: path.stat().st_mtime_ns for path in made.rglob("*")}
    reader = Reader(snapshots.require())
    assert reader.about(Term("<https://x.example/w>"))
    assert {path: path.stat().st_mtime_ns for path in made.rglob("*")} == before


def test_nothing_of_the_engine_is_loaded_before_it_is_needed() -> None:
    program = "import sys, scholargraph.store; sys.exit('pyoxigraph' in sys.modules or 'rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
