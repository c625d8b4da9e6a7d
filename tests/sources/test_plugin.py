"""A reader in a wheel of its own, installed beside the project: listed, checked, read, and held to the contract."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest

PLUGIN: Final = Path(__file__).resolve().parent / "plugin"
NAME: Final = "toy_titles-1.2.dist-info"

SITE: Final = """\
[site]
title = "A list"
base = "https://example.org/people/"

[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"

[[source]]
name = "titles"
kind = "toy-titles"
path = "lists/*.txt"

[source.options]
blank = "reject"
language = "en"
"""
CURATION: Final = '[[person]]\nname = "Ada Quill"\nbasis = "A register."\n'


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder into which pip has installed the plug-in's wheel."""
    folder = tmp_path_factory.mktemp("plugin")
    wheel = _wheel(folder)
    arguments = [
        "install",
        "--no-index",
        "--no-deps",
        "--no-compile",
        "--target",
        str(folder / "installed"),
        str(wheel),
    ]
    _run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], folder)
    return folder / "installed"


def _wheel(folder: Path) -> Path:
    """Write the wheel by hand: a module, and what says that it brings a kind of source."""
    files = {
        "toy_titles.py": (PLUGIN / "toy_titles.py").read_bytes(),
        f"{NAME}/METADATA": b"Metadata-Version: 2.1\nName: toy-titles\nVersion: 1.2\n",
        f"{NAME}/WHEEL": b"Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{NAME}/entry_points.txt": b"[scholargraph.sources]\ntoy-titles = toy_titles:SOURCE\n",
    }
    record = "".join(f"{name},sha256={_sha256(data)},{len(data)}\n" for name, data in files.items())
    files[f"{NAME}/RECORD"] = f"{record}{NAME}/RECORD,,\n".encode()
    wheel = folder / "toy_titles-1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return wheel


def _sha256(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode("ascii").rstrip("=")


def _run(command: list[str], folder: Path, *, path: Path | None = None, code: int = 0) -> str:
    """Run a command; give what it prints."""
    environment = {**os.environ, "NO_COLOR": "1"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == code, f"exit {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def _scholargraph(*arguments: str, path: Path | None, folder: Path, code: int = 0) -> str:
    return _run([sys.executable, "-m", "scholargraph", *arguments], folder, path=path, code=code)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site that the plug-in reads a folder of."""
    made = tmp_path / "site"
    (made / "lists").mkdir(parents=True)
    (made / "scholargraph.toml").write_text(SITE, encoding="utf-8")
    (made / "curation.toml").write_text(CURATION, encoding="utf-8")
    (made / "lists/a.txt").write_text("Maps of Nowhere\n\nA Grammar of Coastlines\n", encoding="utf-8")
    (made / "lists/b.txt").write_bytes(b"Clouds Without Water\n\xff\n")
    (made / "lists/c.txt").write_bytes(b"")
    return made


def test_its_kind_is_listed_with_its_options(installed: Path, tmp_path: Path) -> None:
    listed = _scholargraph("sources", path=installed, folder=tmp_path)
    assert "toy-titles  A list of titles, one a line.\n" in listed
    assert '    blank = "reject"  What becomes of a line without a title. (a text: "reject" or "skip")\n' in listed
    assert '    language = ""  The language of the titles. (a text)\n' in listed
    assert "curation  " in listed
    assert "toy-titles" not in _scholargraph("sources", path=None, folder=tmp_path)


def test_what_it_reads_is_checked_with_its_places(installed: Path, site: Path) -> None:
    found = _scholargraph("check", str(site), path=installed, folder=site.parent)
    lines = [line for line in found.splitlines() if "lists/" in line]
    assert any("lists/a.txt:2:1  This line is no title: write one, or remove it." in line for line in lines)
    assert any("lists/b.txt:2:1  This line is not UTF-8: save the list as UTF-8." in line for line in lines)
    assert any("lists/c.txt  The list is empty: write titles into it, one a line." in line for line in lines)
    assert any("lists/a.txt:3:1  " in line for line in lines)  # what a work of the list lacks
    assert not any("lists/a.txt:2:1" in line for line in _with(installed, site, 'blank = "skip"').splitlines())


def _with(installed: Path, site: Path, option: str) -> str:
    settings = site / "scholargraph.toml"
    settings.write_text(SITE.replace('blank = "reject"', option), encoding="utf-8")
    return _scholargraph("check", str(site), path=installed, folder=site.parent)


def test_what_it_reads_is_published_with_its_evidence(installed: Path, site: Path) -> None:
    published = _scholargraph("publish", str(site), path=installed, folder=site.parent)
    assert "Published" in published
    assert "Nothing has changed" in _scholargraph("publish", str(site), path=installed, folder=site.parent)
    dump = _scholargraph("export", str(site), path=installed, folder=site.parent)
    assert '"A Grammar of Coastlines"@en' in dump
    assert ";bytes=17,40>" in dump


@pytest.mark.parametrize(
    ("option", "place", "words"),
    [
        ('blanc = "reject"', "scholargraph.toml:16:10", "“blanc” is no option of toy-titles: did you mean blank?"),
        ('blank = "rejekt"', "scholargraph.toml:16:10", "did you mean reject?"),
        ("blank = true", "scholargraph.toml:16:9", "blank is a text"),
    ],
)
def test_an_option_that_is_wrong(installed: Path, site: Path, option: str, place: str, words: str) -> None:
    (site / "scholargraph.toml").write_text(SITE.replace('blank = "reject"', option), encoding="utf-8")
    for command in ("check", "publish"):
        said = _scholargraph(command, str(site), path=installed, folder=site.parent, code=2)
        assert place in said
        assert words in said


def test_a_site_without_the_plugin_says_which_kind_is_missing(site: Path) -> None:
    said = _scholargraph("check", str(site), path=None, folder=site.parent, code=2)
    assert "scholargraph.toml:12:9" in said
    assert "“toy-titles” is no kind of source" in said


def test_its_contract_suite_is_green(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "test_toy_titles.py").write_bytes((PLUGIN / "suite.py").read_bytes())
    said = _run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"], tmp_path, path=installed
    )
    assert "10 passed" in said


def test_the_contract_needs_nothing_of_this_project_s_tests(tmp_path: Path) -> None:
    code = (
        "import sys, scholargraph.testing; print(sorted({m.split('.')[0] for m in sys.modules} & {'pytest', 'tests'}))"
    )
    assert _run([sys.executable, "-c", code], tmp_path).strip() == "[]"
