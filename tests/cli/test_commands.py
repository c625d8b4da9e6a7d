"""The command line as a person types it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.ports import free_port
from scholargraph import __version__, config, store
from scholargraph.cli.tables import show
from scholargraph.sparql import tokens
from tests.cli.running import run

Output = pytest.CaptureFixture[str]


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    """A small site with curation alone."""
    assert run("init", tmp_path / "site", "--name", "Ada Example") == 0
    return tmp_path / "site"


def test_version_and_help(capsys: Output) -> None:
    assert run("--version") == 0
    assert __version__ in capsys.readouterr().out
    assert run("--help") == 0
    assert "Exit codes" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", ["init", "publish", "check", "shapes", "serve", "query", "export", "token", "sources"]
)
def test_every_command_has_help(command: str, capsys: Output) -> None:
    assert run(command, "--help") == 0
    assert "Usage: scholargraph" in capsys.readouterr().out


def test_a_token_is_shown_once_and_the_site_file_gets_its_digest(curated: Path, capsys: Output) -> None:
    capsys.readouterr()
    assert run("token", "harvester", "--deadline", "90") == 0
    told = capsys.readouterr()
    token = told.out.strip()
    assert token not in told.err
    file = curated / "scholargraph.toml"
    file.write_text(file.read_text(encoding="utf-8") + told.err[told.err.index("[[token]]") :], encoding="utf-8")
    assert config.load(curated).tokens == (config.TokenSettings("harvester", tokens.digest(token), 90),)
    assert run("token", "The Harvester") == 2


@pytest.mark.parametrize("arguments", [["nonsense"], ["publish"], ["check", ".", "--fail-on", "rain"]])
def test_usage_is_two(arguments: list[str], capsys: Output) -> None:
    assert run(*arguments) == 2
    assert "Usage" in capsys.readouterr().err


def test_a_new_site_can_be_published_asked_and_exported(curated: Path, capsys: Output) -> None:
    capsys.readouterr()
    assert run("publish", curated) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Published" in printed.err
    assert run("publish", curated) == 0
    assert "Nothing has changed" in capsys.readouterr().err
    assert run("query", curated, "SELECT ?name { ?p <https://schema.org/name> ?name }", "--format", "csv") == 0
    assert capsys.readouterr().out.splitlines() == ["name", "Ada Example"]
    for form, words in {
        "nq": "graph/evidence", "nt": "Ada Example", "ttl": "schema:name", "jsonld": "Ada Example", "rdf": "rdf:RDF",
    }.items():  # fmt: skip
        assert run("export", curated, "--format", form) == 0
        assert words in capsys.readouterr().out


def test_a_table_a_boolean_and_a_graph(curated: Path, capsys: Output, tmp_path: Path) -> None:
    run("publish", curated)
    capsys.readouterr()
    file = tmp_path / "names.rq"
    file.write_text("SELECT ?p ?name { ?p <https://schema.org/name> ?name }", encoding="utf-8")
    assert run("query", curated, file) == 0
    printed = capsys.readouterr().out
    assert "Ada Example" in printed
    assert "1 row" in printed
    assert run("query", curated, "ASK { ?s ?p ?o }") == 0
    assert capsys.readouterr().out == "yes\n"
    assert run("query", curated, "CONSTRUCT { ?p a ?t } { ?p a ?t }", "--format", "nt") == 0
    assert "<https://schema.org/Person>" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("query", "code"),
    [("SELECT", 3), ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 3), ("missing.rq", 2)],
)
def test_a_query_that_cannot_be_asked(curated: Path, capsys: Output, query: str, code: int) -> None:
    run("publish", curated)
    capsys.readouterr()
    assert run("query", curated, query) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("scholargraph: ")


def test_an_unpublished_site_says_what_to_do(curated: Path, capsys: Output) -> None:
    assert run("export", curated) == 5
    assert "publish" in capsys.readouterr().err


def test_an_endpoint_that_is_not_there_is_four(capsys: Output) -> None:
    assert run("query", f"http://127.0.0.1:{free_port()}/sparql", "ASK {}") == 4
    assert "refused" in capsys.readouterr().err


def test_init_refuses_what_would_break(curated: Path, capsys: Output, tmp_path: Path) -> None:
    assert run("init", curated) == 2
    assert "There is a site already" in capsys.readouterr().err
    assert run("init", tmp_path / "x", "--base", "nowhere") == 2
    assert run("init", tmp_path / "x", "--name", "a\nb") == 2
    assert not (tmp_path / "x").exists()


def test_init_without_a_name_writes_a_site_that_says_what_is_missing(capsys: Output, tmp_path: Path) -> None:
    assert run("init", tmp_path / 'a "quoted" one') == 0
    capsys.readouterr()
    assert run("publish", tmp_path / 'a "quoted" one') == 3
    assert "add a [[person]]" in capsys.readouterr().err


def test_init_takes_a_profile(example_site: Path, tmp_path: Path, capsys: Output) -> None:
    assert run("init", tmp_path / "new", "--profile", example_site / "quill.txt") == 0
    assert run("publish", tmp_path / "new") == 0
    capsys.readouterr()
    run(
        "query",
        tmp_path / "new",
        "SELECT ?name { ?p a <https://schema.org/Person>; <https://schema.org/description> ?d; <https://schema.org/name> ?name }",
        "--format",
        "csv",
    )
    assert "Ada Quill" in capsys.readouterr().out


def test_sources_are_listed(capsys: Output) -> None:
    assert run("sources") == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} >= {"curation", "profile-text"}


def test_check_changes_nothing_and_its_exit_code_follows_what_is_asked(lucas_site: Path, capsys: Output) -> None:
    before = sorted(path.name for path in lucas_site.iterdir())
    assert run("check", lucas_site) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")]
    assert all(line.startswith(("warning: ", "info: ", "completeness: ")) for line in lines)
    assert any(line.startswith("warning: profile.txt:") for line in lines)
    assert run("check", lucas_site, "--fail-on", "warning") == 1
    capsys.readouterr()
    assert run("check", lucas_site, "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["findings"]) == sum(data["counts"].values()) == sum(": " in line for line in lines) - 2
    assert data["completeness"][0]["label"] == "Lucas Dixon"
    assert sorted(path.name for path in lucas_site.iterdir()) == before


def test_a_violation_stops_publishing_and_the_old_snapshot_stays(lucas_site: Path, capsys: Output) -> None:
    run("publish", lucas_site)
    old = store.Snapshots(config.load(lucas_site).work).current()
    ledger = (lucas_site / "keys.txt").read_bytes()
    curation = lucas_site / "curation.toml"
    text = curation.read_text(encoding="utf-8")
    broken = text.replace('pages = { first = "890", last = "896" }', 'pages = { first = "896", last = "890" }')
    assert broken != text
    curation.write_text(broken, encoding="utf-8")
    capsys.readouterr()
    assert run("check", lucas_site) == 1
    assert "violation: curation.toml:" in capsys.readouterr().out
    assert run("publish", lucas_site) == 1
    assert "nothing was published" in capsys.readouterr().err
    new = store.Snapshots(config.load(lucas_site).work).current()
    assert old is not None
    assert new is not None
    assert new.path == old.path
    assert (lucas_site / "keys.txt").read_bytes() == ledger


BAD: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "a missing site file": (lambda site: (site / "scholargraph.toml").unlink(), 2, "scholargraph init"),
    "a malformed site file": (lambda site: (site / "scholargraph.toml").write_text("[site"), 2, "scholargraph.toml:1:"),
    "an unknown key": (lambda site: edit(site / "scholargraph.toml", "title =", "titel ="), 2, "did you mean title?"),
    "an unknown kind": (lambda site: edit(site / "scholargraph.toml", '"profile-text"', '"profil-text"'), 2, "did you mean profile-text?"),
    "a quote that does not occur": (lambda site: edit(site / "curation.toml", 'quote = "Before Google"', 'quote = "Before Gogle"'), 3, "curation.toml:78:"),
    "an empty profile": (lambda site: (site / "profile.txt").write_text(" \n"), 3, "profile.txt"),
    "a binary profile": (lambda site: (site / "profile.txt").write_bytes(b"\x00\x01PNG" * 99), 3, "binary"),
    "a profile that is not UTF-8": (lambda site: (site / "profile.txt").write_bytes(b"Jos\xe9\n"), 3, "UTF-8"),
    "a profile of 10 MB": (lambda site: edit(site / "profile.txt", "Authored Publications", "word " * 2_000_000), 3, "profile.txt"),
    "an absent source": (lambda site: (site / "profile.txt").unlink(), 3, "no such file"),
    "a source outside the site": (lambda site: edit(site / "scholargraph.toml", '"profile.txt"', '"../../etc/passwd"'), 3, "inside the site"),
    "a broken ledger": (lambda site: (site / "keys.txt").write_text("nonsense\n"), 3, "keys.txt:1:"),
}  # fmt: skip


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_sentence_with_its_place_and_the_snapshot_stays(
    name: str, lucas_site: Path, capsys: Output
) -> None:
    assert run("publish", lucas_site) == 0
    work = lucas_site / ".scholargraph"
    before = store.Snapshots(work).current()
    spoil, code, words = BAD[name]
    spoil(lucas_site)
    capsys.readouterr()
    assert run("publish", lucas_site) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert words in printed.err
    assert printed.err.count("\n") == 1
    assert "Traceback" not in printed.err
    after = store.Snapshots(work).current()
    assert before is not None
    assert after is not None
    assert after.path == before.path


def test_a_port_in_use_is_said(lucas_site: Path, capsys: Output) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert run("serve", lucas_site, "--port", taken.getsockname()[1]) == 2
    printed = capsys.readouterr().err
    assert "is in use" in printed
    assert "--port" in printed


@pytest.mark.parametrize("form", ["nq", "nt"])
def test_a_reader_that_has_had_enough_is_no_error(form: str, lucas_site: Path) -> None:
    run("publish", lucas_site)
    command = f"set -o pipefail; {sys.executable} -m scholargraph export {lucas_site} --format {form} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True, env={**os.environ, "LC_ALL": "C"})
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_markup_and_control_characters_in_a_value_are_shown_not_obeyed(capsys: Output) -> None:
    term = {"type": "literal", "value": "[red]x[/red]\x1b[2J"}
    show({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": term}, {}]}, "truncated": True})
    printed = capsys.readouterr().out
    assert "[red]x[/red]" in printed
    assert "\x1b[2J" not in printed
    assert "2 rows, cut by the limit" in printed


def test_the_installed_command_is_the_same(tmp_path: Path) -> None:
    command = shutil.which("scholargraph", path=str(Path(sys.executable).parent))
    assert command is not None
    done = subprocess.run([command, "publish", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "scholargraph init" in done.stderr
