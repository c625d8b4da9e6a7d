"""From the catalogue to a snapshot's files: as a stream, whatever is judged, with as much evidence as is wanted."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from scholargraph import pipeline, record_values, search, store
from scholargraph.errors import InternalError, InvalidGraphError
from scholargraph.identifiers import parse_url
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper, Shard, shards
from scholargraph.model import WHOLE, Catalogue, Entry, Evidence, Person, Source, TextSpan, stated
from scholargraph.ntriples import Triple
from scholargraph.pages import listings
from scholargraph.reconcile import Joined
from tests import dumps

BASE: Final = "http://127.0.0.1:8000/"
EVIDENCE: Final = f"{BASE}graph/evidence"
SOURCES: Final = (Source("notes", "curation", "notes.toml"),)
MAPPER: Final = Mapper(Iris(BASE), SOURCES)


def entry(number: int) -> Entry:
    key = Key(f"person/p{number:03d}")
    homepage = parse_url(f"https://people.example.org/{number}")
    record = Person(key=key, name=f"Person {number:03d}", homepage=homepage)
    found = {
        claim: (Evidence("notes", "notes.toml", TextSpan(100 * number, 100 * number + 9), str(claim)),)
        for claim in (WHOLE, *stated(record))
    }
    return Entry(record, found)


def catalogue(count: int = 12) -> Joined:
    entries = [entry(number) for number in range(count)]
    return Joined({one.key: one for one in entries}, SOURCES, {Key("person/old"): Key("person/p003")})


def lines(directory: Path) -> list[str]:
    return dumps.text(directory).splitlines()


def test_everything_that_the_entries_say_is_stored_each_once(tmp_path: Path) -> None:
    told: list[str] = []
    counts = pipeline.store_catalogue(tmp_path, catalogue(), MAPPER, title="A Site", stage=told.append)
    wanted = {line for shard in shards(catalogue(), MAPPER) for line in shard.lines}
    named = {line for line in lines(tmp_path) if store.split(line)[1] in {store.DEFAULT, EVIDENCE}}
    assert named == wanted
    found = Counter(store.split(line)[1] for line in lines(tmp_path))
    assert counts == {
        "statements": found[store.DEFAULT],
        "records": 12,
        store.STORE_CHANGES: 0,
        **{name: found[f"{BASE}graph/{name}"] for name in ("evidence", "description", "ontology")},
    }
    assert told == ["storing"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [
            *("segments", "graphs", store.STORE),
            *(listings.FILE, search.FILE, record_values.FILE),
            *sitemaps(tmp_path),
        ]
    )


def sitemaps(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir() if path.name.startswith("sitemap")]


def test_the_dataset_tells_how_many_there_are_and_one_of_each_kind(tmp_path: Path) -> None:
    counts = pipeline.store_catalogue(tmp_path, catalogue(), MAPPER, title="A Site")
    said = [line for line in lines(tmp_path) if line.startswith(f"<{BASE}#dataset>")]
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    end = f"<{BASE}graph/description> ."
    assert f'<{BASE}#dataset> <http://rdfs.org/ns/void#entities> "12"{integer} {end}' in said
    assert f'<{BASE}#dataset> <http://rdfs.org/ns/void#triples> "{counts["statements"]}"{integer} {end}' in said
    examples = [line for line in said if "exampleResource" in line]
    assert examples == [f"<{BASE}#dataset> <http://rdfs.org/ns/void#exampleResource> <{BASE}person/p000#this> {end}"]


def test_shards_are_let_go_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    most = 0

    def counted(given: Catalogue, mapper: Mapper) -> Iterator[Shard]:
        nonlocal most
        held: weakref.WeakValueDictionary[int, Shard] = weakref.WeakValueDictionary()
        for number, shard in enumerate(shards(given, mapper)):
            held[number] = shard
            most = max(most, len(held))
            yield shard

    monkeypatch.setattr(pipeline, "shards", counted)
    pipeline.store_catalogue(tmp_path, catalogue(40), MAPPER, title="A Site")
    assert 1 <= most <= 3


def test_a_judge_gets_every_statement_once_and_none_of_the_evidence(tmp_path: Path) -> None:
    judged: list[Triple] = []
    pipeline.store_catalogue(tmp_path, catalogue(), MAPPER, title="A Site", judge=judged.extend)
    stored = {store.split(line)[0] for line in lines(tmp_path) if store.split(line)[1] == store.DEFAULT}
    assert {" ".join(triple) for triple in judged} == stored
    assert len(judged) == len(stored)


def test_what_a_judge_does_not_ask_for_is_stored_all_the_same(tmp_path: Path) -> None:
    first: list[Triple] = []
    whole, partly = tmp_path / "whole", tmp_path / "partly"
    for directory in (whole, partly):
        directory.mkdir()
    pipeline.store_catalogue(whole, catalogue(), MAPPER, title="A Site")
    pipeline.store_catalogue(
        partly, catalogue(), MAPPER, title="A Site", judge=lambda triples: first.append(next(triples))
    )
    assert len(first) == 1
    assert lines(partly) == lines(whole)


def test_what_a_judge_raises_stops_before_anything_is_stored(tmp_path: Path) -> None:
    def judge(triples: Iterator[Triple]) -> None:
        raise InvalidGraphError(f"{sum(1 for _ in triples)} statements, all of them wrong")

    with pytest.raises(InvalidGraphError, match=r"^\d\d+ statements"):
        pipeline.store_catalogue(tmp_path, catalogue(), MAPPER, title="A Site", judge=judge)
    assert list(tmp_path.iterdir()) == []


def test_evidence_is_stored_of_those_who_are_chosen(tmp_path: Path) -> None:
    counts = pipeline.store_catalogue(
        tmp_path, catalogue(), MAPPER, title="A Site", with_evidence=lambda key: key == "person/p007"
    )
    proof = [line for line in lines(tmp_path) if store.split(line)[1] == EVIDENCE]
    assert len(proof) == counts["evidence"] > 0
    assert {line.partition("#")[0] for line in proof if "#evidence" in line} == {f"<{BASE}person/p007"}
    assert counts["statements"] == sum(shard.counts.statements for shard in shards(catalogue(), MAPPER))


def test_a_turtle_file_of_ours_has_no_blank_node_and_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "terms.ttl"
    file.write_text('<urn:x:a> <urn:x:b> "x\\ty"@EN, 1 .\n', encoding="utf-8")
    assert list(store.read_turtle(file)) == [
        ("<urn:x:a>", "<urn:x:b>", '"x\ty"@en'),
        ("<urn:x:a>", "<urn:x:b>", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ]
    file.write_text("[] <urn:x:b> 1 .\n", encoding="utf-8")
    with pytest.raises(InternalError, match=r"terms\.ttl has a node without an IRI"):
        list(store.read_turtle(file))
    file.write_text("<urn:x:a> <urn:x:b>\n", encoding="utf-8")
    with pytest.raises(InternalError, match="is no Turtle"):
        list(store.read_turtle(file))
