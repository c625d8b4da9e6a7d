"""The dump in segments and the store that is gone on with: what is shared with the snapshot before changes nothing."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from io import BufferedReader
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scholargraph import disk
from scholargraph.store import (
    DEFAULT,
    STORE,
    STORE_CHANGES,
    Info,
    Previous,
    Reader,
    Sharing,
    Sizes,
    Snapshots,
    build,
    graphs,
    segments,
)
from scholargraph.store import delta as deltas
from scholargraph.store.cutting import Cutter
from scholargraph.store.segments import GRAPHS, SEGMENTS, Member, Members, lines_of
from tests import dumps

SMALL: Final = Sizes(least=400, documents=2, often=3_000, statements=16, most=6_000)
ALWAYS: Final = Sharing(least_bytes=0, share=10.0)
EVIDENCE: Final = "https://x.example/graph/evidence"
INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"

Documents = dict[str, list[str]]


def document(number: int, word: str = "") -> list[str]:
    subject = f"<https://x.example/work/w{number:04d}#this>"
    return [
        f'{subject} <https://schema.org/name> "Work {number} {word}" .',
        f"{subject} <https://schema.org/author> <https://x.example/person/p{number % 7}#this> .",
        f'{subject} <https://schema.org/name> "read {word}" <{EVIDENCE}> .',
        f"<https://x.example/person/p{number % 7}#this> <http://xmlns.com/foaf/0.1/made> {subject} .",
    ]


def made(documents: Iterable[list[str]]) -> list[str]:
    return sorted({line for one in documents for line in one})


def publish(work: Path, lines: list[str], *, sharing: Sharing = ALWAYS, same_store: bool = True) -> Info:
    """Publish some lines after what is there."""
    snapshots = Snapshots(work)
    with snapshots.new() as directory:
        current = snapshots.current()
        previous = None if current is None else Previous(current, same_store, sharing)
        built = build(directory, lines, previous=previous, sizes=SMALL)
        snapshots.commit(directory, {"layout": 4, STORE_CHANGES: built.store_changes})
    return snapshots.require()


def files(info: Info) -> dict[str, bytes]:
    """The bytes of all files but the engine's and the manifest."""
    found = [*(info.path / SEGMENTS).iterdir(), *(info.path / GRAPHS).iterdir()]
    return {path.relative_to(info.path).as_posix(): path.read_bytes() for path in found}


def stored(info: Info) -> Counter[str]:
    """All statements as the store holds them, and its named graphs."""
    reader = Reader(info)
    told = reader.ask("SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }").decode()
    named = reader.ask("SELECT ?g { GRAPH ?g {} }").decode()
    return Counter(part for text in (told, named) for part in text.split("},{"))


def linked(info: Info, folder: str) -> list[str]:
    return [path.name for path in (info.path / folder).iterdir() if path.stat().st_nlink > 1]


LINES: Final = made(document(number) for number in range(60))


# ── cuts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def cuts(lines: Iterable[str], sizes: Sizes = SMALL) -> set[str]:
    cutter = Cutter(sizes)
    return {line for line in lines if cutter.begins(line.encode() + b"\n")}


def test_a_change_moves_no_cut_but_those_beside_it() -> None:
    before = made(document(number) for number in range(400))
    rng = random.Random(1)  # noqa: S311 - the same changes each time
    moved = []
    for number in rng.sample(range(400), 30):
        after = made(document(one, "changed" * (one == number)) for one in range(400))
        moved.append(len(cuts(before) ^ cuts(after)))
    assert len(cuts(before)) > 40
    assert sum(moved) / len(moved) < 2
    assert max(moved) < 12


def test_segments_are_neither_small_nor_large() -> None:
    lines = [text for number in range(3000) for text in document(number)[:2]]
    parts: list[int] = [0]
    cutter = Cutter(SMALL)
    for line in sorted(lines):
        data = line.encode() + b"\n"
        if cutter.begins(data):
            parts.append(0)
        parts[-1] += len(data)
    assert min(parts[:-1]) >= SMALL.least
    assert max(parts) < SMALL.most + 200


def test_a_long_document_is_cut_within_but_never_between_literals_of_one_predicate() -> None:
    subject = "<https://x.example/venue/v#this>"
    lines = sorted(
        [f"{subject} <https://schema.org/hasPart> <https://x.example/work/{number}#this> ." for number in range(900)]
        + [f'{subject} <https://schema.org/name> "name {number}" .' for number in range(900)]
    )
    found = cuts(lines)
    assert len(found) > 10
    assert not any('"' in line for line in found)
    without = [line for line in lines if line not in set(lines[5:8])]
    assert len(cuts(without) ^ found) < 12, "what follows is cut as it was"


# ── the files ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_segments_one_after_another_are_the_dump(tmp_path: Path) -> None:
    info = publish(tmp_path, LINES)
    assert len(segments.segments(info.path) or ()) > 3
    assert dumps.text(info.path).splitlines() == LINES
    assert gzip.decompress(dumps.packed(info.path)) == dumps.content(info.path)
    assert info.size == len(dumps.content(info.path))
    found = graphs(info.path)
    assert {name: graph.statements for name, graph in found.items()} == {
        DEFAULT: sum(EVIDENCE not in line for line in LINES),
        EVIDENCE: 60,
    }
    assert b"".join(found[DEFAULT].unpacked()).decode().splitlines() == [x for x in LINES if EVIDENCE not in x]
    assert gzip.decompress(b"".join(found[EVIDENCE].packed())) == b"".join(found[EVIDENCE].unpacked())


def test_any_part_of_the_packed_dump_can_be_read(tmp_path: Path) -> None:
    info = publish(tmp_path, LINES)
    whole = dumps.packed(info.path)
    with segments.dump(info.path).packed() as opened:
        for start in range(0, len(whole), 97):
            opened.seek(start)
            assert opened.read(50) == whole[start : start + 50]
        assert opened.seek(-3, os.SEEK_END) == len(whole) - 3
        assert opened.read() == whole[-3:]


def test_a_download_outlives_the_snapshot(tmp_path: Path) -> None:
    info = publish(tmp_path, LINES)
    whole = dumps.packed(info.path)
    with segments.dump(info.path).packed() as opened:
        shutil.rmtree(info.path)
        assert opened.read() == whole


def test_more_files_than_are_opened_at_once_are_read_one_by_one(tmp_path: Path) -> None:
    members = []
    for number in range(100):
        data = gzip.compress(b"<a> <b> <c> .\n", mtime=0)
        (tmp_path / str(number)).write_bytes(data)
        members.append(Member(str(number), 1, 14, len(data)))
    found = Members(tmp_path, tuple(members))
    assert b"".join(lines_of(found)) == b"<a> <b> <c> .\n" * 100
    (tmp_path / "70").write_bytes(b"")
    with found.packed() as opened, pytest.raises(OSError, match="shorter"):
        opened.read()


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"packing": 1, "segments": 7}', b'{"packing": 1, "segments": [[]]}'])
def test_an_index_that_is_none_is_said(tmp_path: Path, damage: bytes) -> None:
    info = publish(tmp_path, LINES)
    (info.path / segments.INDEX).write_bytes(damage)
    with pytest.raises(Exception, match="publish again"):
        segments.dump(info.path)


def test_a_snapshot_of_the_layout_before_is_read(tmp_path: Path) -> None:
    text = "".join(f"{line}\n" for line in LINES).encode()
    (tmp_path / "dump.nq.gz").write_bytes(gzip.compress(text))
    (tmp_path / "manifest.json").write_text(f'{{"files": {{"dump.nq": {{"bytes": {len(text)}}}}}}}', encoding="utf-8")
    found = segments.dump(tmp_path)
    assert b"".join(lines_of(found)) == text
    assert found.size == len(text)


# ── what is shared ───────────────────────────────────────────────────────────────────────────────────────────────────


@st.composite
def histories(draw: st.DrawFn) -> list[list[str]]:
    """A few states of a site, each edited from the one before."""
    words = st.sampled_from(["", "other", "ä", "07"])
    documents: Documents = {str(number): document(number) for number in range(40)}
    states = [made(documents.values())]
    for _ in range(draw(st.integers(1, 3))):
        for number in draw(st.sets(st.integers(0, 45), max_size=6)):
            if draw(st.booleans()):
                documents[str(number)] = document(number, draw(words))
            else:
                documents.pop(str(number), None)
        states.append(made(documents.values()))
    return states


@settings(max_examples=12, deadline=None)
@given(history=histories())
def test_what_is_shared_changes_nothing(tmp_path_factory: pytest.TempPathFactory, history: list[list[str]]) -> None:
    going_on = tmp_path_factory.mktemp("on")
    last = [publish(going_on, state) for state in history][-1]
    fresh = publish(tmp_path_factory.mktemp("fresh"), history[-1])
    assert files(last) == files(fresh)
    assert stored(last) == stored(fresh)
    assert last.path.name == fresh.path.name


def test_unchanged_files_are_linked_and_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(tmp_path, LINES)
    whole = sum(path.stat().st_size for path in first.path.rglob("*.gz"))
    digested: list[str] = []
    digest = hashlib.file_digest

    def noted(file: BufferedReader, name: str) -> object:
        digested.append(file.name)
        return digest(file, name)

    monkeypatch.setattr(hashlib, "file_digest", noted)
    second = publish(tmp_path, made(document(number, "new" * (number == 30)) for number in range(60)))
    shared = linked(second, SEGMENTS)
    assert len(shared) > 2
    assert set(linked(first, SEGMENTS)) == set(shared)
    assert any(name.endswith(".sst") for name in linked(second, STORE))
    read = {Path(name).name for name in digested}
    assert not read & set(shared)
    assert sum(path.stat().st_size for path in second.path.rglob("*.gz") if path.stat().st_nlink == 1) < whole / 2
    told = {name: one["sha256"] for name, one in second.manifest["files"].items()}
    assert told == {
        name: hashlib.sha256((second.path / name).read_bytes()).hexdigest() for name in second.manifest["files"]
    }
    assert second.manifest[STORE_CHANGES] == 4


def test_a_small_site_shares_nothing(tmp_path: Path) -> None:
    publish(tmp_path, LINES, sharing=Sharing())
    second = publish(tmp_path, made(document(number) for number in range(59)), sharing=Sharing())
    assert not [name for folder in (SEGMENTS, GRAPHS, STORE) for name in linked(second, folder)]


def test_where_no_links_are_made_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    publish(tmp_path, LINES)
    monkeypatch.setattr(os, "link", refused)
    after = made(document(number) for number in range(1, 60))
    second = publish(tmp_path, after)
    assert second.manifest[STORE_CHANGES]
    assert not linked(second, SEGMENTS)
    assert stored(second) == stored(publish(tmp_path / "fresh", after))


def test_what_another_version_packed_is_packed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, LINES)
    monkeypatch.setattr(segments, "PACKING", "zlib 9.9 6")
    second = publish(tmp_path, made(document(number) for number in range(1, 60)))
    assert not linked(second, SEGMENTS)
    assert second.manifest[STORE_CHANGES], "what the lines are says what differs, whoever packed them"


# ── the store ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_literals_that_the_engine_holds_as_one_are_not_lost_together(tmp_path: Path) -> None:
    def ages(*values: str) -> list[str]:
        more = [f'<https://x.example/a#this> <https://schema.org/age> "{one}"^^<{INTEGER}> .' for one in values]
        return sorted([*LINES, *more])

    publish(tmp_path, ages("07", "7", "8"))
    second = publish(tmp_path, ages("7", "8"))
    assert second.manifest[STORE_CHANGES]
    assert stored(second) == stored(publish(tmp_path / "fresh", ages("7", "8")))


def test_a_graph_that_lost_all_its_statements_is_gone(tmp_path: Path) -> None:
    publish(tmp_path, LINES)
    second = publish(tmp_path, [line for line in LINES if EVIDENCE not in line])
    assert second.manifest[STORE_CHANGES]
    assert not Reader(second).has_graph(EVIDENCE)


def test_a_store_that_changed_too_much_is_loaded_anew(tmp_path: Path) -> None:
    sharing = Sharing(least_bytes=0, share=0.05)
    publish(tmp_path, LINES, sharing=sharing)
    told = []
    for word in ("a", "b", "c", "d"):
        changed = made(document(number, word * (number == 3)) for number in range(60))
        told.append(publish(tmp_path, changed, sharing=sharing).manifest[STORE_CHANGES])
    assert told == [4, 8, 12, 0]
    assert (
        publish(tmp_path, made(document(number) for number in range(90)), sharing=sharing).manifest[STORE_CHANGES] == 0
    )


def test_a_store_in_too_many_files_is_loaded_anew(tmp_path: Path) -> None:
    first = publish(tmp_path, LINES)
    files = deltas.sorted_files(first.path / STORE)
    after = made(document(number, "changed" * (number == 3)) for number in range(60))
    assert publish(tmp_path, after, sharing=replace(ALWAYS, files=files)).manifest[STORE_CHANGES]
    assert deltas.sorted_files(Snapshots(tmp_path).require().path / STORE) > files
    third = publish(tmp_path, LINES[1:], sharing=replace(ALWAYS, files=files))
    assert third.manifest[STORE_CHANGES] == 0
    assert deltas.sorted_files(third.path / STORE) <= files


def test_words_that_may_not_stay_do_not_stay_in_the_engines_files(tmp_path: Path) -> None:
    word = "Forgotten-Person-Name"
    publish(tmp_path, made([*(document(number) for number in range(40)), document(3, word)]))
    after = made(document(number) for number in range(40))
    second = publish(tmp_path, after, same_store=False)
    assert second.manifest[STORE_CHANGES] == 0
    assert not any(word.encode() in path.read_bytes() for path in second.path.rglob("*") if path.is_file())
    assert not linked(second, STORE)


@pytest.mark.parametrize("harm", ["other", "lost", "raises"])
def test_a_store_that_cannot_be_gone_on_with_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    first = publish(tmp_path, LINES)
    if harm == "other":  # the store of other statements
        other = publish(tmp_path / "other", LINES[:9])
        shutil.rmtree(first.path / STORE)
        shutil.copytree(other.path / STORE, first.path / STORE)
        monkeypatch.setattr(Snapshots, "current", lambda _: first)
    elif harm == "lost":
        monkeypatch.setattr(disk, "link", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "gone")))
        monkeypatch.setattr(segments, "PACKING", "none is linked")
    else:
        monkeypatch.setattr(deltas, "apply", lambda *_, **__: (_ for _ in ()).throw(RuntimeError("Corruption")))
    after = made(document(number) for number in range(1, 60))
    snapshots = Snapshots(tmp_path)
    with snapshots.new() as directory:
        built = build(directory, after, previous=Previous(first, sharing=ALWAYS), sizes=SMALL)
        second = Info(snapshots.commit(directory, {"layout": 4}), {})
    assert built.store_changes == 0
    monkeypatch.undo()
    assert stored(second) == stored(publish(tmp_path / "fresh", after))


def test_a_blank_node_that_goes_has_the_store_loaded_anew(tmp_path: Path) -> None:
    blank = '_:a <https://x.example/p> "1" .'
    publish(tmp_path, sorted([*LINES, blank]))
    assert publish(tmp_path, LINES).manifest[STORE_CHANGES] == 0
