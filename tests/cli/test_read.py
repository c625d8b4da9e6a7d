"""What a reader reads out of a file, shown before anything is published: to people in lines, to programs as JSON Lines."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.acquire import SourceItem, TextContent, item_of
from scholargraph.cli import main
from scholargraph.cli.terminal import cut, line, padded
from scholargraph.cli.value_words import data, words
from scholargraph.model import (
    Affiliation,
    Agent,
    AgentKind,
    Contribution,
    ContributorRole,
    Identifier,
    Key,
    Name,
    Pages,
    PartialDate,
    Publication,
    Reading,
    Rejected,
    Role,
    RoleKind,
    RoleStatus,
    Source,
    SourceRecord,
    Text,
    Version,
)
from scholargraph.reconcile import Ledger, reconcile
from scholargraph.sources import Options, Reader, RecordBuilder

ESCAPE: Final = "\x1b"
Output = pytest.CaptureFixture[str]


def _unsure(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read a title a line, and say how: the longer, the surer."""
    content = TextContent(item)
    start = 0
    for number, title in enumerate(content.text.splitlines(), 1):
        at = content.span(start, start + len(title))
        start += len(title) + 1
        if not title:
            continue
        made = RecordBuilder(item, Publication, f"line-{number}", at=at, content=content)
        made.set("title", Text(title), at=at)
        made.reading = Reading("titles", min(len(title) / 10, 1.0), "" if len(title) > 9 else f"it is {title}")
        yield made.build()


def _strange(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give a reading of no kind, which only a plug-in without the builder can."""
    for found in _unsure(item, options):
        object.__setattr__(found, "reading", "sure")
        yield found


UNSURE: Final = Reader("unsure", "Titles, with doubts.", _unsure)
STRANGE: Final = Reader("strange", "Titles, with a reading that is none.", _strange)


@pytest.fixture(autouse=True)
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install the toy readers beside our own."""
    ours = {
        "curation": "scholargraph.sources.curation:SOURCE",
        "profile-text": "scholargraph.sources.profile_text:SOURCE",
    }
    toys = {
        "toy-lines": "LINES",
        "toy-json": "JSON",
        "toy-json-lines": "JSON_LINES",
        "toy-csv": "CSV",
        "toy-bibtex": "BIBTEX",
    }
    points = ours | {kind: f"tests.sources.toys:{name}" for kind, name in toys.items()}
    points |= {
        "unsure": "tests.cli.test_read:UNSURE",
        "strange": "tests.cli.test_read:STRANGE",
        "broken": "absent:SOURCE",
    }
    made = [EntryPoint(name, value, "scholargraph.sources") for name, value in points.items()]

    def entry_points(*, group: str, name: str | None = None) -> list[EntryPoint]:
        return [point for point in made if name in {None, point.name}]

    monkeypatch.setattr(sys.modules["scholargraph.sources.reader"], "entry_points", entry_points)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str | bytes], str]:
    """Return what writes a file into the folder that commands run in."""
    monkeypatch.chdir(tmp_path)

    def put(name: str, text: str | bytes) -> str:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
        return name

    return put


Write = Callable[[str, str | bytes], str]


def run(*arguments: object, code: int = 0) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["read", *map(str, arguments)])
    assert stopped.value.code == code


def told(capsys: Output, *arguments: object, code: int = 0) -> list[dict[str, Any]]:
    """Give the objects that are printed as JSON."""
    capsys.readouterr()
    run(*arguments, "--json", code=code)
    return [json.loads(one) for one in capsys.readouterr().out.splitlines()]


def printed(capsys: Output, *arguments: object, code: int = 0) -> str:
    capsys.readouterr()
    run(*arguments, code=code)
    return capsys.readouterr().out


# ── What is shown ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_profile_is_shown_with_its_places(lucas_site: Path, capsys: Output) -> None:
    file = lucas_site / "profile.txt"
    lines = printed(capsys, file).splitlines()
    assert lines[0] == f"{file} is read by profile-text, as the source “profile” of its site."
    assert f"publication entry-4  {file}:36:5" in lines
    assert "    37:5  Contributor        Minsuk Kahng" in lines
    assert any(re.fullmatch(r"   41:22  Abstract           Automatic side-by-side .*…", one) for one in lines)
    assert lines[-1] == "15 records (2 organizations, 1 person, 10 publications, 2 venues), 0 rejected."
    assert all(len(one) <= 100 for one in lines if str(file) not in one)
    assert list(lucas_site.glob(".scholargraph/*")) == []


def test_what_is_lost_is_never_cut(lucas_site: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = printed(capsys, lucas_site / "profile.txt")
    for gap in ("title-lost", "authors-lost", "position-unknown", "date-unknown", "venue-unknown", "type-unknown"):
        assert gap in shown
    assert all(len(one) <= 40 for one in shown.splitlines() if one.startswith(" "))


def test_a_profile_as_json_is_whole(lucas_site: Path, capsys: Output) -> None:
    file = lucas_site / "profile.txt"
    objects = told(capsys, file)
    text = file.read_bytes()
    records = [one for one in objects if one["type"] == "record"]
    assert [one["type"] for one in objects] == ["record"] * 15 + ["summary"]
    assert objects[-1]["records"] == {"organization": 2, "person": 1, "publication": 10, "venue": 2}
    comparator = next(one for one in records if one["key"] == "publication/~profile/entry-4")
    (title,) = comparator["fields"]["title"]
    assert title["value"] == {"value": title["text"]}
    assert title["place"]["line"], title["place"]["column"] == (36, 5)
    assert comparator["kind"] == "publication"
    assert [one["text"] for one in comparator["fields"]["contributions"]][:2] == ["Minsuk Kahng", "Michael Xieyang Liu"]
    for record in records:
        for values in record["fields"].values():
            for one in values:
                at = one["place"]["locator"]
                assert at["type"] == "TextSpan"
                assert text[at["start"] : at["end"]].decode() == one["quote"]


def test_it_is_what_publishing_reads(lucas_site: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Curated facts quote other files: read as the site reads it, the quotes are found, in its other files."""
    file = lucas_site / "curation.toml"
    objects = told(capsys, file)
    assert objects[-1]["rejected"] == objects[-1]["unreadable"] == 0
    person = objects[0]
    assert person["match"] == {"name": "Lucas Dixon"}
    own, quoted = person["fields"]["given_name"]
    assert (own["place"]["file"], own["quote"]) == (str(file), "Lucas")
    assert (quoted["place"]["file"], quoted["place"]["line"]) == (str(lucas_site / "profile.txt"), 1)
    thesis = next(one for one in objects if one.get("not_stated"))
    assert thesis["not_stated"][0]["reason"].startswith("The thesis's own page says 2005")
    assert thesis["rests_on"]["basis"].startswith("Verified by")
    monkeypatch.setenv("COLUMNS", "400")  # no path is broken, however long it is
    shown = printed(capsys, file)
    assert f"↑ {lucas_site / 'profile.txt'}:1:1" in shown
    monkeypatch.chdir(lucas_site)
    assert "↑ profile.txt:1:1  “Lucas Dixon”\n" in printed(capsys, "curation.toml")
    assert re.search(r"Speaks of +name Lucas Dixon", shown)
    assert re.search(r"Not stated: Date +2006", shown)


def test_a_file_beside_the_sources_of_a_site_can_quote_them(lucas_site: Path, capsys: Output) -> None:
    draft = lucas_site / "draft.toml"
    draft.write_text('[[organization]]\nname = "Google"\nquote = "Before Google"\n', encoding="utf-8")
    (record, _) = told(capsys, draft)
    assert record["key"] == "organization/~curation//1"
    assert record["fields"]["name"][1]["place"]["file"] == str(lucas_site / "profile.txt")


def test_what_is_rejected_is_shown_with_its_words(write: Write, capsys: Output) -> None:
    file = write("titles.txt", b"Maps of Nowhere\nJos\xe9\n \nClouds\n")
    shown = printed(capsys, file, "--kind", "toy-lines")
    assert "\nrejected  titles.txt:2:1\n  The line is not UTF-8: save it as UTF-8.\n" in shown
    assert "\nrejected  titles.txt:3:1\n  The line is empty: give it a title, or remove it.\n" in shown
    assert shown.endswith("\n2 records (2 publications), 2 rejected.\n")
    printed(capsys, file, "--kind", "toy-lines", "--fail-on", "rejected", code=1)
    entries = write("works.bib", "@article{a,\n  year = {2001}\n}\n@article{b,\n  title = {On {I}slands}\n}\n")
    rejected, work, numbers = told(capsys, entries, "--kind", "toy-bibtex")
    assert rejected["reason"] == "The entry has no title: add one."
    assert (rejected["place"]["line"], rejected["quote"]) == (1, "@article{a,\n  year = {2001}\n}")
    assert work["fields"]["title"][0]["place"]["locator"]["type"] == "EntryField"
    assert numbers == {"type": "summary", "records": {"publication": 1}, "rejected": 1, "unreadable": 0}
    assert "“@article{a, year = {2001} }”" in printed(capsys, entries, "--kind", "toy-bibtex")
    assert "“On {I}slands”" in printed(capsys, entries, "--kind", "toy-bibtex")


def test_places_in_other_formats(write: Write, capsys: Output) -> None:
    file = write("works.json", '[{"title": "Maps", "keywords": ["land", "sea"]}, {}]')
    shown = printed(capsys, file, "--kind", "toy-json")
    assert "publication 0  works.json /0" in shown
    assert re.search(r"/0/keywords/0  Keyword  land\n  /0/keywords/1 +sea\n", shown)
    assert "rejected  works.json /1" in shown
    table = write("works.csv", "title,volume\nMaps,4\n")
    (record, _) = told(capsys, table, "--kind", "toy-csv")
    assert record["fields"]["volume"][0]["place"] == {
        "file": "works.csv", "line": 2, "column": 2, "inside": None, "locator": {"type": "TableCell", "row": 2, "column": 2},
    }  # fmt: skip


def test_how_it_was_read_survives_the_readers_process(write: Write, capsys: Output) -> None:
    file = write("titles.txt", "A Grammar of Coastlines\nClouds\nSea\n")
    sure, unsure, least, _ = told(capsys, file, "--kind", "unsure")
    assert sure["reading"] == {"layout": "titles", "confidence": 1.0, "because": ""}
    assert unsure["reading"] == {"layout": "titles", "confidence": 0.6, "because": "it is Clouds"}
    assert "reading" not in unsure["fields"]
    shown = printed(capsys, file, "--kind", "unsure", "--color", "always")
    for confidence, colour in (("1", 32), ("0.6", 33), ("0.3", 31)):
        assert f"{ESCAPE}[{colour}mconfidence {confidence}{ESCAPE}[0m" in shown
    assert "  layout titles, confidence 0.6: it is Clouds\n" in printed(capsys, file, "--kind", "unsure")
    assert least["reading"]["confidence"] == 0.3
    assert told(capsys, file, "--kind", "toy-lines")[0]["reading"] is None


def test_a_reading_that_is_none_is_the_readers_fault(write: Write, capsys: Output) -> None:
    (rejected, _) = told(capsys, write("titles.txt", "Maps of Nowhere\n"), "--kind", "strange")
    assert "a reading that is none: report it to the author of the reader" in rejected["reason"]


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_is_between_nothing_and_all(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Reading("titles", confidence)


# ── Which reader ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["page.txt", "page.md", "page.TXT"])
def test_a_text_is_a_profile(name: str, write: Write, example_site: Path, capsys: Output) -> None:
    text = (example_site / "quill.txt").read_bytes()
    assert told(capsys, write(name, text))[0]["key"] == "person/~profile-text/owner"


def test_toml_is_curation(write: Write, capsys: Output) -> None:
    file = write("facts.toml", '[[person]]\nname = "Ada Quill"\nbasis = "A register."\n')
    (record, _) = told(capsys, file)
    assert record["fields"]["name"][0]["place"]["line"] == 2
    assert record["rests_on"] == {"basis": "A register."}
    assert re.search(r"Rests on +A register\.\n", printed(capsys, file))


def test_a_kind_that_nobody_brings(write: Write, capsys: Output) -> None:
    file = write("page.txt", "Ada Quill\n")
    run(file, "--kind", "profil-text", code=2)
    said = capsys.readouterr()
    assert said.out == ""
    assert "“profil-text” is no kind of source: did you mean profile-text? Installed are broken, curation," in said.err
    run(file, "--kind", "xyz", code=2)
    assert "“xyz” is no kind of source: installed are broken, curation," in capsys.readouterr().err
    run(file, "--kind", "broken", code=3)
    assert "cannot be loaded" in capsys.readouterr().err


def test_a_file_that_nothing_is_known_of(write: Write, capsys: Output) -> None:
    (failed, _) = told(capsys, write("works.dat", "@home{a}"), code=2)
    assert failed["place"]["file"] == "works.dat"
    assert "give --kind, one of broken, curation," in failed["reason"]


def test_options_are_checked_and_used(write: Write, capsys: Output) -> None:
    file = write("titles.txt", "Maps\n\nClouds\n")
    assert told(capsys, file, "--kind", "toy-lines")[-1]["rejected"] == 1
    assert told(capsys, file, "--kind", "toy-lines", "--option", "mode=lenient")[-1]["rejected"] == 0
    for option, words_ in {
        "mod=lenient": "did you mean mode?",
        "mode=lenien": "did you mean lenient?",
        "mode": "write NAME=VALUE",
    }.items():
        run(file, "--kind", "toy-lines", "--option", option, code=2)
        assert words_ in capsys.readouterr().err


def test_a_site_says_kind_and_options_and_who_asks_says_it_better(write: Write, capsys: Output) -> None:
    write(
        "site/scholargraph.toml",
        '[site]\ntitle = "x"\nbase = "http://127.0.0.1:8000/"\n[[source]]\nname = "works"\nkind = "toy-lines"\n'
        'path = "lists/*.txt"\noptions = { mode = "lenient" }\n',
    )
    file = write("site/lists/a.txt", "Maps\n\nClouds\n")
    objects = told(capsys, file)
    assert objects[0]["key"] == "publication/~works/lists/a.txt/line-1"
    assert objects[0]["place"]["file"] == "site/lists/a.txt"
    assert objects[-1]["rejected"] == 0
    assert told(capsys, file, "--option", "mode=strict")[-1]["rejected"] == 1
    assert told(capsys, file, "--kind", "unsure")[0]["reading"]["layout"] == "titles"
    write("site/scholargraph.toml", '[site]\ntitel = "x"\n')
    run(file, code=2)
    assert "site/scholargraph.toml:2:10: “titel” is not known" in capsys.readouterr().err


# ── What cannot be read ─────────────────────────────────────────────────────────────────────────────────────────────


UNREADABLE: Final[dict[str, tuple[str | bytes, str]]] = {
    "binary": (b"\x00\x01PNG" * 99, "page.txt:1:1: This is no text but binary data"),
    "empty": (b" \n", "page.txt: This profile is empty"),
    "another coding": (b"Ada\nJos\xe9\n", "page.txt:2: The file is not UTF-8 text"),
    "too large": ("word " * 1_100_000, "page.txt: "),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(name: str, write: Write, capsys: Output) -> None:
    text, said = UNREADABLE[name]
    other = write("titles.toml", '[[person]]\nname = "Ada Quill"\nbasis = "A register."\n')
    run(write("page.txt", text), other, code=3)
    shown = capsys.readouterr()
    assert shown.err.startswith(f"scholargraph: {said}")
    assert shown.err.count("\n") == 1
    assert shown.out.endswith("\n1 record (1 person), 0 rejected; 1 file could not be read.\n")
    failed, record, numbers = told(capsys, "page.txt", other, code=3)
    assert (failed["type"], failed["file"], record["type"]) == ("unreadable", "page.txt", "record")
    assert numbers == {"type": "summary", "records": {"person": 1}, "rejected": 0, "unreadable": 1}


def test_a_fault_within_a_file_has_its_line(write: Write, capsys: Output) -> None:
    file = write("facts.toml", '[[person]]\nname = "Ada Quill"\nbasis = "x"\n[[venue]]\nnam = "y"\nbasis = "x"\n')
    (failed, _) = told(capsys, file, code=3)
    assert (failed["place"]["file"], failed["place"]["line"]) == ("facts.toml", 5)


def test_no_file_a_folder_and_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.txt")
    for name, said in {
        "none.txt": "There is no such file",
        ".": "This is a folder",
        "pipe.txt": "no file but a pipe",
    }.items():
        run(name, code=3)
        assert f"scholargraph: {name}: " in (shown := capsys.readouterr().err)
        assert said in shown


def test_an_archive_is_read_member_by_member(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("lists.zip", "w") as packed:
        packed.writestr("a.txt", "Maps\n")
        packed.writestr("b.txt", "")
    record, rejected, _ = told(capsys, "lists.zip", "--kind", "toy-lines")
    assert record["key"] == "publication/~toy-lines/lists.zip/a.txt/line-1"
    assert record["place"]["file"] == "lists.zip/a.txt"
    assert rejected["place"]["file"] == "lists.zip/b.txt"
    Path("broken.zip").write_bytes(b"PK no archive")
    (failed, _) = told(capsys, "broken.zip", "--kind", "toy-lines", code=3)
    assert failed["place"]["file"] == "broken.zip"


# ── Standard input ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Return what puts bytes on standard input."""
    return lambda given: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))


def test_standard_input(stdin: Callable[[bytes], None], example_site: Path, capsys: Output) -> None:
    text = (example_site / "quill.txt").read_bytes()
    stdin(text)
    objects = told(capsys, "-")
    assert objects[0]["place"]["file"] == "stdin"
    assert objects[-1]["records"]["publication"] == 3
    stdin(text)
    assert "publication entry-1  quill.md:14:5" in printed(capsys, "-", "--stdin-name", "quill.md")
    stdin(b'{"title": "Maps"}\n{"title": "Clouds"}\n')
    assert told(capsys, "-", "--kind", "toy-json-lines", "--stdin-name", "a.jsonl")[-1]["records"] == {"publication": 2}
    stdin(b"")
    run("-", code=3)
    assert "scholargraph: stdin: This profile is empty" in capsys.readouterr().err


def test_too_much_standard_input(
    stdin: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr(sys.modules["scholargraph.acquire"], "MAX_BYTES", 3)
    monkeypatch.setattr(sys.modules["scholargraph.sources.file_plan"], "MAX_BYTES", 3)
    stdin(b"Ada Quill\n")
    run("-", code=3)
    assert "stdin: This is more than 3 bytes: write it into a file, and name that." in capsys.readouterr().err


# ── Terminals ───────────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE: Final = "Maps\x1b[2J\x1b]0;owned\x07 of\x9b31m N\u202eerehwo\rX\x08\x7f\u2028[red]\ud83d\ude00 [/red]"


def test_what_steers_a_terminal_is_shown_not_obeyed(write: Write, capsys: Output) -> None:
    text = HOSTILE.encode("utf-16", "surrogatepass").decode("utf-16")
    file = write("evil.txt", f"{text}\n")
    shown = printed(capsys, file, "--kind", "toy-lines")
    assert not set(shown) & set("\x1b\x07\x9b\u202e\r\x08\x7f\u2028")
    assert "Maps\ufffd[2J\ufffd]0;owned\ufffd of\ufffd31m N\ufffderehwo X\ufffd\ufffd [red]😀 [/red]" in shown
    capsys.readouterr()
    run(file, "--kind", "toy-lines", "--json")
    raw = capsys.readouterr().out
    assert raw.replace("\n", "").isprintable()
    assert "\\u001b" in raw
    assert "\\u009b" in raw
    assert "\\u202e" in raw
    assert json.loads(raw.splitlines()[0])["fields"]["title"][0]["text"] == text


def test_what_steers_a_terminal_in_reasons_and_names(write: Write, capsys: Output) -> None:
    name = write("evil\x1b[2J.toml", '"a\\u001b[2J" = 1\n')
    run(name, code=3)
    shown = capsys.readouterr()
    assert ESCAPE not in shown.err + shown.out
    assert "evil\ufffd[2J.toml" in shown.err
    run(write("evil\x1b[2J.dat", "x"), code=2)
    assert ESCAPE not in capsys.readouterr().err


def test_half_a_character_in_a_file_name(write: Write, capsys: Output) -> None:
    (failed, _) = told(capsys, "none-\udcff.txt", code=3)
    assert failed["file"] == "none-\udcff.txt"
    printed(capsys, "none-\udcff.txt", code=3)


def test_colours_only_where_they_are_wanted(write: Write, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write("titles.txt", "Maps\n\n")
    arguments = (file, "--kind", "toy-lines")
    for color in ("auto", "never"):
        assert ESCAPE not in printed(capsys, *arguments, "--color", color)
    monkeypatch.setenv("NO_COLOR", "1")
    painted = printed(capsys, *arguments, "--color", "always")
    assert f"{ESCAPE}[31m{ESCAPE}[1mrejected{ESCAPE}[0m" in painted
    assert re.sub(r"\x1b\[[0-9]+m", "", painted) == printed(capsys, *arguments)


@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_a_terminal_gets_colours(more: dict[str, str], coloured: bool, write: Write, example_site: Path) -> None:  # noqa: FBT001
    """On a real terminal, of 60 columns."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "60", "LINES": "40", **more}
    if "NO_COLOR" not in more:
        environment.pop("NO_COLOR", None)
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "scholargraph", "read", str(example_site / "quill.txt")]
    done = subprocess.Popen(command, stdout=slave, stdin=subprocess.DEVNULL, env=environment)
    os.close(slave)
    shown = b""
    try:
        while chunk := os.read(master, 1 << 16):
            shown += chunk
    except OSError:  # how a terminal ends on Linux
        pass
    os.close(master)
    assert done.wait() == 0
    text = shown.decode()
    assert (ESCAPE in text) is coloured
    rows = re.sub(r"\x1b\[[0-9]+m", "", text).splitlines()
    assert all(len(one) <= 60 for one in rows if one.startswith(" "))
    assert any(one.endswith("…") for one in rows)


def test_a_pipe_that_is_closed_is_no_error(example_site: Path) -> None:
    file = example_site / "quill.txt"
    command = f"set -o pipefail; {sys.executable} -m scholargraph read {file} --json | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert json.loads(done.stdout)["kind"] == "person"
    assert done.stderr == b""


# ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("A Grammar", 9, "A Grammar"),
        ("A Grammar of", 9, "A Gramma…"),
        ("地図と海", 8, "地図と海"),
        ("地図と海", 7, "地図と…"),
        ("a" * 100_000, 5, "aaaa…"),
        (" \n" * 30_000 + "end", 5, "…"),
        ("e" + "\u0301" * 50_000, 3, "e" + "\u0301" * 11 + "…"),
        ("a\u00a0b\tc\n\nd", 20, "a b c d"),
        ("می\u200cخواهم", 20, "می\u200cخواهم"),
        ("", 5, ""),
    ],
)
def test_words_are_cut_to_columns(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_words_are_filled_to_columns() -> None:
    assert padded("地図", 6) == "地図  "
    assert line("a\x00b\x1f c") == "a\ufffdb c"


SAID: Final[tuple[tuple[Any, str, Any], ...]] = (
    (Text("Cartes", "fr"), "Cartes (fr)", {"value": "Cartes", "language": "fr"}),
    (PartialDate(2024, 3), "2024-03", "2024-03"),
    (Identifier("doi", "10.5555/1"), "doi:10.5555/1", "doi:10.5555/1"),
    (Pages("1", "9", count=9), "1–9, 9 pages", {"first": "1", "last": "9", "count": 9}),
    (Pages(article="e7"), "article e7", {"article": "e7"}),
    (True, "yes", True),
    (Key("venue/~page/a-b"), "a-b", "venue/~page/a-b"),
    (
        Contribution.of("Wei Li", role=ContributorRole.EDITOR, position=2, person=Key("person/~page/owner")),
        "Wei Li → owner (editor)",
        {"agent": {"name": {"printed": "Wei Li"}, "kind": "person", "record": "person/~page/owner"}, "role": "editor", "position": 2},
    ),
    (
        Agent(name=Name(printed="Nimbus Labs"), kind=AgentKind.ORGANIZATION, affiliations=(Affiliation(name="Northmere"),)),
        "Nimbus Labs (organization, Northmere)",
        {"name": {"printed": "Nimbus Labs"}, "kind": "organization", "affiliations": [{"name": "Northmere"}]},
    ),
    (
        Role(organization=Key("organization/~p/n"), kind=RoleKind.EMPLOYMENT, title=Text("reader"), status=RoleStatus.FORMER, start=PartialDate(2001)),
        "reader, n (employment, former, 2001–)",
        {"organization": "organization/~p/n", "kind": "employment", "title": {"value": "reader"}, "status": "former", "start": "2001"},
    ),
    (
        Version(label="v2", identifiers=(Identifier("arxiv", "2307.14225"),)),
        "v2, arxiv:2307.14225",
        {"label": "v2", "identifiers": ["arxiv:2307.14225"]},
    ),
)  # fmt: skip


@pytest.mark.parametrize(("value", "shown", "given"), SAID)
def test_a_value_in_words_and_as_data(value: Any, shown: str, given: Any) -> None:
    assert words(value) == shown
    assert data(value) == given
    assert json.loads(json.dumps(data(value))) == given


def test_two_namesakes_are_two_and_one_value_in_two_places_is_one(write: Write, capsys: Output) -> None:
    end = "    Preview abstract On maps. View details\n"
    first = f"    Maps\n    Wei Li\n    Wei Li\n    Journal of Coasts (2001)\n{end}"
    second = f"    Clouds\n    Benoît Okafor\n    Journal of Coasts (2002)\n{end}"
    page = write("page.txt", f"Ada Quill\nAuthored Publications\n{first}{second}")
    shown = printed(capsys, page)
    assert shown.count("Wei Li") == 2
    assert re.search(r"  6:5  Name  Journal of Coasts  also at 10:5\n", shown)
    venue = next(one for one in told(capsys, page) if one.get("kind") == "venue")
    assert [one["place"]["line"] for one in venue["fields"]["name"]] == [6, 10]


def test_help_names_what_it_does(capsys: Output) -> None:
    run("--help")
    shown = capsys.readouterr().out
    assert "Usage: scholargraph read [OPTIONS] FILE..." in shown
    assert "NO_COLOR" in shown
    with pytest.raises(SystemExit):
        main(["--help"])
    assert re.search(r"read +Show what is read out of a file", capsys.readouterr().out)


def test_how_it_was_read_is_no_part_of_what_is_joined() -> None:
    item = item_of("A Grammar of Coastlines\n", source="works")
    (told_,) = _unsure(item, {})
    assert isinstance(told_, SourceRecord)
    silent = replace(told_, reading=None)
    assert told_ != silent
    source = Source("works", "unsure", "works.txt")
    joined = [reconcile([one], sources=(source,), ledger=Ledger.parse("", "keys.txt")) for one in (told_, silent)]
    assert list(joined[0].entries()) == list(joined[1].entries())
