"""The evidence of each field beside the store: one gzip file for everybody, read record by record."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import RdfFormat, Store

from scholargraph.errors import InternalError, SnapshotError
from scholargraph.ntriples import Term, Triple
from scholargraph.store import EVIDENCE_GZ, EvidenceIndex, EvidenceWriter
from scholargraph.store.evidence import INDEX, MEMBER

GRAPH: Final = "<https://x.example/graph/evidence>"
NAMES: Final = Term("<https://w3id.org/scholargraph#record>")


def node(key: str, number: int) -> Term:
    return Term(f"<https://x.example/{key}#evidence-{number}>")


def lines(key: str, nodes: int, *, words: str = "tides ☾") -> list[str]:
    """The sorted evidence of a record: nodes that name it, each with a number and a quote; a place that others name, too."""
    made = [
        f'<https://x.example/source/s#bytes=1,2> <urn:start> "01"^^<http://www.w3.org/2001/XMLSchema#integer> {GRAPH} .'
    ]
    for number in range(nodes):
        made.append(f"{node(key, number)} {NAMES} <https://x.example/{key}#this> {GRAPH} .")
        made.append(f'{node(key, number)} <urn:exact> "{words} # {number}\\n# {key}"@en-GB {GRAPH} .')
    return sorted(made)


RECORDS: Final = {
    **{f"person/p{number:03d}": lines(f"person/p{number:03d}", 1 + number % 3) for number in range(40)},
    "publication/large": lines("publication/large", 3000, words="a word and another " * 20),
    "publication/largest": lines("publication/largest", 3000, words="a word and another " * 20),
    "publication/small": lines("publication/small", 2),
}


def written(directory: Path, records: dict[str, list[str]]) -> Path:
    directory.mkdir(exist_ok=True)
    with EvidenceWriter(directory) as writer:
        for key, told in records.items():
            writer.add(key, told)
    assert writer.lines == sum(map(len, records.values()))
    return directory


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("evidence"), RECORDS)


def of_store(told: list[str]) -> set[Triple]:
    """The statements as a store gives them that holds nothing else."""
    store = Store()
    store.load("\n".join(told).encode(), RdfFormat.N_QUADS)
    return {(Term(str(quad.subject)), Term(str(quad.predicate)), Term(str(quad.object))) for quad in store}


def test_every_tool_reads_the_file(snapshot: Path) -> None:
    text = gzip.decompress((snapshot / EVIDENCE_GZ).read_bytes()).decode("utf-8")
    assert [line for line in text.splitlines() if not line.startswith("# ")] == [
        line for told in RECORDS.values() for line in told
    ]
    store = Store()
    store.load(text.encode(), RdfFormat.N_QUADS)
    assert len(store) == len({line for told in RECORDS.values() for line in told})


@pytest.mark.parametrize("key", [*list(RECORDS)[:8], "publication/large", "publication/largest", "publication/small"])
def test_a_record_is_read_as_a_store_gives_it(snapshot: Path, key: str) -> None:
    found = EvidenceIndex(snapshot).record(key)
    wanted = of_store(RECORDS[key])
    subjects = {subject for subject, _, _ in wanted}
    asked = (
        subjects if len(subjects) < 100 else {*sorted(subjects)[::97], *sorted(subjects)[:2], *sorted(subjects)[-2:]}
    )
    assert {triple for subject in asked for triple in found.about(subject)} == {
        triple for triple in wanted if triple[0] in asked
    }
    thing = Term(f"<https://x.example/{key}#this>")
    assert sorted(found.pointing_at(NAMES, {thing})) == sorted(s for s, p, _ in wanted if p == NAMES)
    assert list(found.pointing_at(NAMES, {Term("<https://x.example/else>")})) == []


def test_what_is_about_another_record_is_not_found(snapshot: Path) -> None:
    found = EvidenceIndex(snapshot).record("person/p003")
    assert found.about(node("person/p002", 0)) == []
    assert found.about(node("person/p003", 9)) == []
    for nobody in ("person/p0", "person/p0031", "aaa", "venue/v"):
        assert EvidenceIndex(snapshot).record(nobody).about(node("person/p003", 0)) == []


def test_a_large_record_lies_in_members_of_bounded_size(snapshot: Path) -> None:
    with closing(sqlite3.connect(snapshot / INDEX)) as base:
        rows = base.execute("SELECT key, first, size FROM member ORDER BY offset").fetchall()
    assert max(size for _, _, size in rows) < MEMBER + 2000
    assert sum(key == "publication/largest" for key, _, _ in rows) > 3
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)
    assert len(rows) < len(RECORDS)  # small records share members


def test_members_of_other_records_stay_when_one_changes(tmp_path: Path, snapshot: Path) -> None:
    changed = written(tmp_path / "changed", {**RECORDS, "person/p020": lines("person/p020", 30)})
    same = written(tmp_path / "same", RECORDS)
    assert (same / EVIDENCE_GZ).read_bytes() == (snapshot / EVIDENCE_GZ).read_bytes()
    assert (same / INDEX).read_bytes() == (snapshot / INDEX).read_bytes()
    one, other = (set(members(directory)) for directory in (snapshot, changed))
    assert len(one - other) == len(other - one) == 1


def members(directory: Path) -> list[bytes]:
    data = (directory / EVIDENCE_GZ).read_bytes()
    with closing(sqlite3.connect(directory / INDEX)) as base:
        return [data[at : at + size] for at, size in base.execute("SELECT offset, packed FROM member")]


def test_keys_come_in_their_order(tmp_path: Path) -> None:
    with EvidenceWriter(tmp_path) as writer:
        writer.add("person/b", lines("person/b", 1))
        with pytest.raises(InternalError, match="does not come after"):
            writer.add("person/a", lines("person/a", 1))


def test_of_nothing_there_is_a_file_that_can_be_read(tmp_path: Path) -> None:
    written(tmp_path, {})
    assert gzip.decompress((tmp_path / EVIDENCE_GZ).read_bytes()) == b""
    assert EvidenceIndex(tmp_path).record("person/p").about(node("person/p", 0)) == []


@pytest.mark.parametrize("damage", ["bit", "cut", "size", "index"])
def test_damage_is_an_error_and_no_answer(tmp_path: Path, damage: str) -> None:
    written(tmp_path, {"person/p": lines("person/p", 3)})
    file = tmp_path / EVIDENCE_GZ
    data = bytearray(file.read_bytes())
    index = EvidenceIndex(tmp_path)
    if damage == "bit":
        data[len(data) // 2] ^= 1
    elif damage == "cut":
        data = data[:-20]
    elif damage == "index":
        (tmp_path / INDEX).write_bytes(b"garbage" * 1000)
        index = EvidenceIndex(tmp_path)
    else:
        with closing(sqlite3.connect(tmp_path / INDEX)) as base:
            base.execute("UPDATE member SET size = size - 1")
            base.commit()
        index = EvidenceIndex(tmp_path)
    file.write_bytes(data)
    with pytest.raises(SnapshotError, match="publish the site again"):
        index.record("person/p").about(node("person/p", 0))


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="publish the site again"):
        EvidenceIndex(tmp_path)
