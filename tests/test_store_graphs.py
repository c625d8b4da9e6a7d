"""The graphs of a snapshot one by one: each statement in its graph, the same bytes each time, damage never unnoticed."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Final

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.errors import InternalError, SnapshotError
from scholargraph.ntriples import Term, iri, line, literal
from scholargraph.store import DEFAULT, Info, Snapshots, build, graphs
from scholargraph.store.graphs import split
from scholargraph.store.segments import GRAPHS, INDEX

EVIDENCE: Final = "https://x.example/graph/evidence"
WORDS: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['"', '" <https://x.example/g> .', "a <b> .", "\\", '\\"', " .", "_:b"]
)
NODES: Final = st.sampled_from([iri("https://x.example/a"), iri("https://x.example/ünï"), Term("_:b0")])
OBJECTS: Final = st.one_of(
    NODES,
    st.builds(literal, WORDS),
    st.builds(literal, WORDS, language=st.just("en")),
    st.builds(literal, WORDS, datatype=st.just("https://x.example/type")),
)
NAMES: Final = st.sampled_from([None, iri(EVIDENCE), iri("https://x.example/graph/ünï"), Term("_:g")])


def publish(work: Path, lines: list[str]) -> Info:
    snapshots = Snapshots(work)
    with snapshots.new() as directory:
        build(directory, sorted(lines))
        snapshots.commit(directory, {})
    return snapshots.require()


LINES: Final = [
    '<https://x.example/a> <https://schema.org/name> "Zoë <b> .\\n \\"x\\" <c>"@sv .',
    '<https://x.example/a> <https://schema.org/name> "said" <https://x.example/graph/evidence> .',
    "<https://x.example/a> <https://schema.org/knows> <https://x.example/b> .",
    f"<https://x.example/a> <https://schema.org/knows> <https://x.example/b> <{EVIDENCE}> .",
]


@pytest.fixture
def info(tmp_path: Path) -> Info:
    return publish(tmp_path, LINES)


@given(st.tuples(NODES, st.just(iri("https://x.example/p")), OBJECTS), NAMES)
def test_a_line_is_taken_apart_as_the_engine_does(triple: tuple[Term, Term, Term], graph: Term | None) -> None:
    statement, name = split(line(triple, graph))
    (quad,) = pyoxigraph.parse(line(triple, graph), pyoxigraph.RdfFormat.N_QUADS)
    (alone,) = pyoxigraph.parse(f"{statement} .", pyoxigraph.RdfFormat.N_TRIPLES)
    assert f"{statement} ." == line(triple)
    assert str(alone.predicate) == str(quad.predicate)
    expected = quad.graph_name
    assert (name == DEFAULT) == isinstance(expected, pyoxigraph.DefaultGraph)
    if isinstance(expected, pyoxigraph.NamedNode):
        assert name == expected.value


def test_every_statement_is_in_its_graph(info: Info) -> None:
    found = graphs(info.path)
    assert list(found) == [DEFAULT, EVIDENCE]
    for name, graph in found.items():
        data = b"".join(graph.unpacked())
        assert gzip.decompress(b"".join(graph.packed())) == data
        assert (len(data), len(b"".join(graph.packed()))) == (graph.size, graph.packed_size)
        rows = data.decode().splitlines()
        assert rows == sorted(rows)
        assert (len(rows), graph.statements) == (2, 2)
        suffix = f" <{name}>" if name else ""
        assert {row.removesuffix(" .") + suffix + " ." for row in rows} <= set(LINES)


def test_the_same_statements_give_the_same_bytes(tmp_path: Path) -> None:
    def content(work: Path) -> dict[str, bytes]:
        folder = publish(work, LINES).path / GRAPHS
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_graph_that_a_blank_node_names_is_left_out(tmp_path: Path) -> None:
    lines = ['_:a <https://x.example/p> "1" _:g .', '_:a <https://x.example/p> "2" .']
    found = graphs(publish(tmp_path, lines).path)
    assert {name: graph.statements for name, graph in found.items()} == {DEFAULT: 1}


def test_the_default_graph_is_there_when_it_is_empty(tmp_path: Path) -> None:
    found = graphs(publish(tmp_path, []).path)
    assert {name: graph.statements for name, graph in found.items()} == {DEFAULT: 0}
    assert list(found[DEFAULT].unpacked()) == []


def test_a_large_graph_is_read_in_pieces(tmp_path: Path) -> None:
    lines = [f'<https://x.example/{number}> <https://x.example/p> "{number:0100}" .' for number in range(9000)]
    graph = graphs(publish(tmp_path, lines).path)[DEFAULT]
    pieces = list(graph.unpacked())
    assert len(pieces) > 3
    assert b"".join(pieces).decode().splitlines() == sorted(lines)


def test_a_damaged_graph_is_noticed_at_its_end_at_the_latest(info: Info) -> None:
    graph = graphs(info.path)[DEFAULT]
    path = graph.members.folder / graph.members.members[0].file
    whole = path.read_bytes()
    for damaged in (whole[:-9], whole[:40], whole[:12] + b"\0\0\0" + whole[15:], b"", gzip.compress(b"less\n")):
        path.write_bytes(damaged)
        with pytest.raises(SnapshotError, match="publish again"):
            list(graph.unpacked())
    path.write_bytes(whole[:-9])
    with pytest.raises(SnapshotError, match="than it was"):
        list(graph.packed())
    path.unlink()
    with pytest.raises(SnapshotError, match="publish again"):
        list(graph.packed())


def test_a_snapshot_of_before_says_what_to_do(info: Info) -> None:
    (info.path / INDEX).unlink()
    with pytest.raises(SnapshotError, match="run `scholargraph publish` again"):
        graphs(info.path)


def test_what_is_not_finished_has_no_index(tmp_path: Path) -> None:
    with pytest.raises(InternalError):
        build(tmp_path, [LINES[1], LINES[0]])
    assert not (tmp_path / INDEX).exists()
