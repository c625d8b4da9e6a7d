"""Publishing: all or nothing, whatever dies on the way; and what it writes is the same everywhere."""

from __future__ import annotations

import gzip
import json
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from scholargraph import config, judging, store
from scholargraph import publish as publishing
from scholargraph.errors import InvalidGraphError, LedgerError, Place, SettingsError, SnapshotError, SourceError
from scholargraph.findings import Finding
from scholargraph.model import Rejected, SourceRecord
from scholargraph.ntriples import Triple
from scholargraph.publish import assemble, publish
from scholargraph.sources import Options, SourceItem, reader, reading
from scholargraph.validation import Report, Result, Severity
from scholargraph.vocab import SG
from tests import dumps

KILLER: Final = """
import sys
from pathlib import Path
from benchmarks.reliability.killing import Counted
from scholargraph import config
from scholargraph.publish import publish

steps = Counted(int(sys.argv[2]))
publish(config.load(Path(sys.argv[1])))
print(steps.count)
"""
"""Publishes, but is killed at the Nth step that touches the disk for good; otherwise prints how many there were."""

POINTS: Final = 8
"""At how many of the steps it is killed, the first and the last among them."""


def dump(site: Path) -> bytes:
    current = store.Snapshots(config.load(site).work).require()
    return dumps.content(current.path)


def change(site: Path, title: str) -> None:
    """Change what the sources say (the ledger does not depend on it)."""
    file = site / "curation.toml"
    text = re.sub(r"(?:\w+ )*[Mm]easures clouds", f"{title} measures clouds", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")


def test_a_snapshot_holds_the_dump_its_gzip_the_manifest_and_the_findings(example_site: Path) -> None:
    done = publish(config.load(example_site))
    lines = dumps.content(done.snapshot).splitlines()
    assert lines == sorted(set(lines))
    assert gzip.decompress(dumps.packed(done.snapshot)) == dumps.content(done.snapshot)
    manifest = json.loads((done.snapshot / store.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["statements"] == done.statements
    assert manifest["base"] == "http://127.0.0.1:8000/"
    graphs = {
        line.rsplit(b" ", 2)[1]
        for line in lines
        if line.rsplit(b" ", 2)[1].startswith(b"<http://127.0.0.1:8000/graph/")
    }
    assert graphs == {
        f"<http://127.0.0.1:8000/graph/{name}>".encode() for name in ("evidence", "description", "ontology")
    }
    assert not [line for line in lines if line.startswith(b"_:")]


def test_the_manifest_counts_what_is_in_each_graph(example_site: Path) -> None:
    done = publish(config.load(example_site))
    manifest = json.loads((done.snapshot / store.MANIFEST).read_text(encoding="utf-8"))
    lines = dumps.text(done.snapshot).splitlines()
    found = Counter(store.split(line)[1] for line in lines)
    named = {name: manifest[name] for name in ("evidence", "description", "ontology")}
    assert found == {store.DEFAULT: done.statements} | {
        f"http://127.0.0.1:8000/graph/{name}": number for name, number in named.items()
    }
    assert min(named.values()) > 100
    assert manifest["records"] == len(list(assemble(config.load(example_site)).catalogue.entries()))
    assert manifest["layout"] == store.LAYOUT


def test_the_ontology_graph_holds_our_terms_and_which_predicates_carry_a_field(example_site: Path) -> None:
    done = publish(config.load(example_site))
    text = dumps.text(done.snapshot)
    end = " <http://127.0.0.1:8000/graph/ontology> ."
    said = {line.removesuffix(end) for line in text.splitlines() if line.endswith(end)}
    assert (
        f"<{SG.Evidence}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#Class>"
        in said
    )
    carries = [line for line in said if line.endswith(f"<{SG.StatementPattern}>")]
    assert len(carries) > 100
    title = "https://w3id.org/scholargraph/fields#publication.title"
    patterns = [line.split()[0] for line in said if line.endswith(f"<{SG.recordField}> <{title}>")]
    predicates = {line.split()[2] for line in said if line.split()[0] in patterns and "#predicate> " in line}
    assert predicates == {
        "<https://schema.org/name>",
        "<https://schema.org/headline>",
        "<http://purl.org/dc/terms/title>",
    }


def test_every_record_has_the_evidence_of_the_whole_of_it(example_site: Path) -> None:
    done = publish(config.load(example_site))
    text = dumps.text(done.snapshot)
    keys = [entry.key for entry in assemble(config.load(example_site)).catalogue.entries()]
    for key in keys:
        node = f"<http://127.0.0.1:8000/{key}#evidence>"
        field = f"<https://w3id.org/scholargraph/fields#{key.collection}>"
        assert f"{node} <{SG.recordField}> {field} <http://127.0.0.1:8000/graph/evidence> ." in text
        assert f"{node} <http://www.w3.org/ns/oa#hasTarget> <http://127.0.0.1:8000/source/" in text


def test_the_base_iri_is_the_configured_one_and_nothing_else(example_site: Path) -> None:
    done = publish(config.load(example_site, base="https://people.example.org/x/"))
    text = dumps.text(done.snapshot)
    assert "127.0.0.1" not in text
    assert "<https://people.example.org/x/person/ada-quill#this>" in text


def killed(site: Path, step: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", KILLER, str(site), str(step)], capture_output=True, check=False)


@pytest.fixture(scope="module")
def steps(copy_site: Callable[[str], Path]) -> int:
    """How many steps a second publish takes."""
    site = copy_site("example-department")
    publish(config.load(site))
    change(site, "Always")
    return int(killed(site, 1_000_000).stdout)


@pytest.mark.parametrize("point", range(POINTS))
def test_killed_anywhere_readers_see_the_old_or_the_new_and_the_next_publish_cleans_up(
    point: int, steps: int, example_site: Path
) -> None:
    assert steps >= POINTS
    publish(config.load(example_site))
    old = dump(example_site)
    change(example_site, "Always")
    done = killed(example_site, point * (steps - 1) // (POINTS - 1))
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    seen = dump(example_site)
    assert seen == old or b"Always" in seen
    again = publish(config.load(example_site))
    assert again.changed is (seen == old)
    assert b"Always" in dump(example_site)
    left = [path.name for path in (example_site / ".scholargraph" / "snapshots").iterdir()]
    assert not [name for name in left if name.startswith(".new-")]


def test_old_snapshots_are_kept_for_rolling_back_but_not_all(example_site: Path) -> None:
    first = publish(config.load(example_site)).snapshot
    before = dump(example_site)
    for word in ("A", "B"):
        change(example_site, word)
        publish(config.load(example_site))
    snapshots = store.Snapshots(config.load(example_site).work)
    snapshots.point_to(first.name)
    assert dump(example_site) == before
    for word in ("C", "D", "E"):
        change(example_site, word)
        publish(config.load(example_site))
    kept = [path for path in snapshots.folder.iterdir() if path.is_dir()]
    assert len(kept) == store.KEPT
    with pytest.raises(SnapshotError, match="kept are"):
        snapshots.point_to("0" * 32)


def test_a_snapshot_that_has_lost_its_pointer_or_manifest_is_published_again(example_site: Path) -> None:
    done = publish(config.load(example_site))
    before = dump(example_site)
    (done.snapshot / store.MANIFEST).unlink()
    assert store.Snapshots(config.load(example_site).work).current() is None
    with pytest.raises(SnapshotError, match="scholargraph publish"):
        store.Snapshots(config.load(example_site).work).require()
    assert publish(config.load(example_site)).changed
    assert dump(example_site) == before


def test_stages_are_told(example_site: Path) -> None:
    told: list[str] = []
    publish(config.load(example_site), told.append)
    assert told == ["reading", "joining", "mapping", "validating", "storing"]


def test_the_ledger_is_written_and_gives_the_same_keys_again(example_site: Path) -> None:
    publish(config.load(example_site))
    ledger = (example_site / "keys.txt").read_text(encoding="utf-8")
    assert ledger.splitlines() == sorted(ledger.splitlines())
    change(example_site, "Once more")
    publish(config.load(example_site))
    assert (example_site / "keys.txt").read_text(encoding="utf-8") == ledger


def test_a_snapshot_is_never_current_before_its_keys_are_kept(
    example_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (example_site / "keys.txt").unlink()

    def stop(*_: object) -> Path:
        raise SnapshotError("no room")

    monkeypatch.setattr(store.Snapshots, "commit", stop)
    with pytest.raises(SnapshotError):
        publish(config.load(example_site))
    assert "person/ada-quill" in (example_site / "keys.txt").read_text(encoding="utf-8")


def test_a_ledger_that_is_no_text_is_an_error_with_its_file(example_site: Path) -> None:
    (example_site / "keys.txt").write_bytes(b"person name:ada \xff\tperson/ada\n")
    with pytest.raises(LedgerError, match=r"keys\.txt: .*restore it from git"):
        publish(config.load(example_site))


def test_a_renamed_work_keeps_its_address_and_a_lost_ledger_would_have_changed_it(example_site: Path) -> None:
    publish(config.load(example_site))
    for file in ("curation.toml", "quill.txt"):
        path = example_site / file
        path.write_text(
            path.read_text(encoding="utf-8").replace("A Grammar of Coastlines", "The Grammar of Coasts"),
            encoding="utf-8",
        )
    publish(config.load(example_site))
    text = dump(example_site).decode()
    assert 'publication/a-grammar-of-coastlines#this> <https://schema.org/name> "The Grammar of Coasts"' in text
    assert "publication/the-grammar-of-coasts" not in text


def test_a_source_that_is_a_link_out_of_the_site_is_not_followed(example_site: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    (example_site / "quill.txt").unlink()
    (example_site / "quill.txt").symlink_to(secret)
    with pytest.raises(SourceError, match="inside the site"):
        publish(config.load(example_site))


def test_an_option_that_no_reader_has_is_an_error_at_its_line(example_site: Path) -> None:
    file = example_site / "scholargraph.toml"
    rows = file.read_text(encoding="utf-8").replace('path = "quill.txt"\n', 'path = "quill.txt"\noptions = { x = 1 }\n')
    file.write_text(rows, encoding="utf-8")
    line = rows.splitlines().index("options = { x = 1 }") + 1
    with pytest.raises(SettingsError, match="“x” is no option of profile-text") as raised:
        publish(config.load(example_site))
    assert raised.value.place is not None
    assert (raised.value.place.file, raised.value.place.line) == (str(file), line)


# ── nothing half published ──────────────────────────────────────────────────────────────────────────────────────────


def raises(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    yield Rejected(item.source, "This is one that is wrong.", item.id)
    raise RuntimeError("the reader is wrong")


def dies(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    yield Rejected(item.source, "This is one that is wrong.", item.id)
    signal.raise_signal(signal.SIGKILL)


def vanishes(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    (Path.cwd() / "quill.txt").unlink()
    item.read()
    yield Rejected(item.source, "It was read, though it is not there.", item.id)


@pytest.mark.parametrize(
    ("read", "reason"),
    [(raises, "the reader is wrong"), (dies, "ended its process"), (vanishes, "no such file")],
)
def test_a_reader_that_fails_leaves_the_old_snapshot_and_the_ledger(
    read: Callable[[SourceItem, Options], Iterator[SourceRecord | Rejected]],
    reason: str,
    example_site: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(config.load(example_site))
    old, ledger = dump(example_site), (example_site / "keys.txt").read_bytes()
    monkeypatch.chdir(example_site)
    given = reader("profile-text")
    monkeypatch.setattr(
        reading, "reader", lambda kind: replace(given, read=read) if kind == given.kind else reader(kind)
    )
    with pytest.raises(SourceError, match=reason) as raised:
        publish(config.load(example_site))
    assert raised.value.place is not None
    # With its whole path where it is the publishing that finds it gone, when it reads again what changed meanwhile.
    assert Path(raised.value.place.file).name == "quill.txt"
    assert_unchanged(example_site, old, ledger)


def assert_unchanged(site: Path, old: bytes, ledger: bytes) -> None:
    assert dump(site) == old
    assert (site / "keys.txt").read_bytes() == ledger
    names = {path.name for path in (site / ".scholargraph" / "snapshots").iterdir()}
    assert names == {".lock", store.Snapshots(config.load(site).work).require().path.name}


def test_a_violation_leaves_the_old_snapshot_and_the_ledger_and_says_where(
    example_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(config.load(example_site))
    old, ledger = dump(example_site), (example_site / "keys.txt").read_bytes()
    focus = "http://127.0.0.1:8000/person/ada-quill#this"

    def wrong(triples: Iterator[Triple], **_: object) -> Report:
        assert any(subject == f"<{focus}>" for subject, _, _ in triples)
        told = {"focus": focus, "value": None, "shape": None, "component": "http://www.w3.org/ns/shacl#x"}
        path = "https://schema.org/name"
        return Report(
            tuple(
                Result(**told, path=path, severity=severity, message=f"This is a {severity}.")  # type: ignore[arg-type]
                for severity in (Severity.WARNING, Severity.VIOLATION)
            )
        )

    monkeypatch.setattr(judging, "validate", wrong)
    change(example_site, "Always")
    with pytest.raises(InvalidGraphError, match=r"^quill\.txt:1:1: 1 violation.* This is a violation\.") as raised:
        publish(config.load(example_site))
    assert raised.value.exit_code == 1
    assert_unchanged(example_site, old, ledger)
    assert {finding.severity for finding in assemble(config.load(example_site)).findings} >= {Severity.VIOLATION}


def test_what_has_not_changed_is_not_published_again_and_says_what_is(example_site: Path) -> None:
    first = publish(config.load(example_site))
    again = publish(config.load(example_site))
    assert first.changed is True
    assert again == replace(first, changed=False)
    assert first.findings


def test_where_no_source_gives_a_record_the_first_reason_is_named() -> None:
    remedy = "add a [[person]] to the curation."
    found = [Rejected("a", "It is a menu."), Rejected("b", "It is a cookie notice.")]
    assert publishing._nothing(found) == f"No source gives any record (It is a menu.): {remedy}"
    assert publishing._nothing([]) == f"No source gives any record: {remedy}"


def test_of_several_violations_the_first_is_named() -> None:
    found = [
        Finding(Severity.VIOLATION, "One.", Place("a.txt", 1)),
        Finding(Severity.VIOLATION, "Two.", Place("b.txt", 2)),
        Finding(Severity.WARNING, "Three.", Place("c.txt", 3)),
    ]
    with pytest.raises(InvalidGraphError) as raised:
        publishing.stop_at_violations(found)
    assert str(raised.value) == (
        "a.txt:1: 2 violation(s), so nothing was published: One. `scholargraph check` lists them all."
    )
    publishing.stop_at_violations(found[2:])


def test_an_unknown_kind_of_source_names_what_is_installed(example_site: Path) -> None:
    file = example_site / "scholargraph.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"curation"\npath', '"zzz"\npath'), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"installed are acl-anthology, .*curation"):
        publish(config.load(example_site))
