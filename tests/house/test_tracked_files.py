"""No tracked file says where it was made: no path of a machine, no address of a package registry."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
OTHERS: Final = ("ontology/vendor/",)
"""Written by others and kept unchanged."""

# The patterns are written so that they do not match themselves.
MACHINE_PATHS: Final = re.compile(
    r"(?<![\w.:/>{}-])/(?:work|root|home/[a-z]+|Users/[A-Za-z]+|opt/(?:wheels|pypi))/[\w.]"
)
REGISTRIES: Final = re.compile(
    r"(?:pypi[.]org|pythonhosted[.]org|registry[.]npmjs|npmjs[.]org|deb[.]debian|security[.]debian|crates[.]io)"
    r"|(?:extra-)?index-url|find-links",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def tracked() -> dict[str, str]:
    """Return path → text of all files that are, or are about to be, under version control."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: what is tracked is unknown")
    listing = [git, "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    paths = subprocess.run(listing, check=True, capture_output=True, text=True).stdout.split("\0")
    return {
        path: (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        for path in paths
        if path and (ROOT / path).is_file() and not path.startswith(OTHERS)
    }


def test_the_listing_is_not_empty(tracked: dict[str, str]) -> None:
    assert "pyproject.toml" in tracked


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, REGISTRIES], ids=["machine-paths", "registries"])
def test_no_file_tells_of_the_machine(pattern: re.Pattern[str], tracked: dict[str, str]) -> None:
    this = str(Path(__file__).relative_to(ROOT))
    found = {
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}": match.group()
        for path, text in tracked.items()
        if path != this
        for match in pattern.finditer(text)
    }
    assert found == {}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATHS, 'Path("/work/main/x")'),
        (MACHINE_PATHS, "cd /home/ada/project"),
        (REGISTRIES, "https://PyPI.org/simple"),
        (REGISTRIES, "--index-url x"),
    ],
)
def test_the_patterns_find(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


@pytest.mark.parametrize("text", ["http://127.0.0.1:8000/work/a-title", "the work/life", "<https://host/root/x>"])
def test_the_patterns_leave_addresses_alone(text: str) -> None:
    assert not MACHINE_PATHS.search(text)


def test_the_checkout_holds_no_snapshot_and_no_environment(tracked: dict[str, str]) -> None:
    made = [path for path in tracked if re.search(r"(^|/)(\.scholargraph|\.venv|dist|__pycache__)/", path)]
    assert made == []
