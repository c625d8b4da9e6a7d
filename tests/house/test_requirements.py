"""The lock files: complete, with hashes, of one mind, and without a word on where packages are fetched from."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[2]
LOCKS: Final = sorted((ROOT / "requirements").glob("*.txt"))
PEERS: Final = ROOT / "benchmarks" / "endpoint" / "requirements.txt"
HASH: Final = re.compile(r"--hash=sha256:[0-9a-f]{64}")

NPM: Final = ("editor", "tests/live/comunica", "tests/citation/citeproc")

each_lock = pytest.mark.parametrize("lock", [*LOCKS, PEERS], ids=lambda path: f"{path.parent.name}-{path.stem}")


def test_the_locks_are_there() -> None:
    assert [lock.stem for lock in LOCKS] == ["build", "dev", "runtime"]


@each_lock
def test_every_package_has_one_version_and_hashes(lock: Path) -> None:
    for entry in _entries(lock):
        words = entry.split(" --hash", maxsplit=1)[0]
        assert re.search(r"==[^=*]+$", str(Requirement(words).specifier)), words
        assert HASH.search(entry), words


@each_lock
def test_a_lock_names_no_place(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    options = [line for line in text.splitlines() if line.startswith(("-", "/", "."))]
    assert options == []
    assert not re.search(r"^ *--(?!hash=)", text, re.MULTILINE)


@pytest.mark.parametrize("folder", NPM)
def test_an_npm_lock_has_hashes_and_names_no_place(folder: str) -> None:
    text = (ROOT / folder / "package-lock.json").read_text("utf-8")
    wanted = json.loads((ROOT / folder / "package.json").read_text("utf-8"))["dependencies"]
    entries = json.loads(text)["packages"]
    assert entries[""]["dependencies"] == wanted
    assert all(re.fullmatch(r"[0-9.]+", version) for version in wanted.values())
    for name, entry in entries.items():
        assert "resolved" not in entry, name
        if name:
            assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", entry["integrity"]), name
    assert "://" not in text


def test_the_foreign_client_runs_on_the_node_that_is_asked_for() -> None:
    entries = json.loads((ROOT / "tests/live/comunica/package-lock.json").read_text("utf-8"))["packages"]
    engines = {name: entry.get("engines") for name, entry in entries.items()}
    for name, wanted in engines.items():
        if not isinstance(wanted, dict):  # an old form, which npm does not judge either
            continue
        alternatives = wanted.get("node", "*").split("||")
        least = [int((re.findall(r"[0-9]+", one) or ["0"])[0]) for one in alternatives]
        assert min(least) <= 18, name


def test_the_project_is_locked_whole() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = declared["dependency-groups"]
    dev = [entry for entry in groups["dev"] if isinstance(entry, str)]

    assert _unlocked(declared["project"]["dependencies"], "runtime") == []
    assert _unlocked(declared["build-system"]["requires"], "build") == []
    assert _unlocked(groups["build"], "build") == []
    assert _unlocked([*dev, *groups["build"], *declared["project"]["dependencies"]], "dev") == []


def test_the_tests_run_with_the_versions_that_users_get() -> None:
    dev = _versions("dev")
    for name in ("runtime", "build"):
        assert {package: dev.get(package) for package in _versions(name)} == _versions(name)


def _unlocked(requirements: list[str], lock: str) -> list[str]:
    """Return the requirements that the lock does not meet."""
    versions = _versions(lock)
    parsed = [Requirement(text) for text in requirements]
    return [
        str(requirement)
        for requirement in parsed
        if (version := versions.get(canonicalize_name(requirement.name))) is None
        or not requirement.specifier.contains(version)
    ]


def _versions(lock: str) -> dict[str, str]:
    found = {}
    for entry in _entries(ROOT / "requirements" / f"{lock}.txt"):
        requirement = Requirement(entry.split(" --hash", maxsplit=1)[0])
        found[str(canonicalize_name(requirement.name))] = str(requirement.specifier).removeprefix("==")
    return found


def _entries(lock: Path) -> list[str]:
    """Return the logical lines: one package each, with its hashes."""
    joined = re.sub(r" *\\\n *", " ", lock.read_text("utf-8"))
    return [line for line in joined.splitlines() if line and not line.startswith("#")]
