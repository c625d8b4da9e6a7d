"""The site of the first release, unpacked, and what serves a site without publishing it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest

from tests.house.terminal import free_port
from tests.live.conftest import PATIENCE, Live

HERE: Final = Path(__file__).parent
BASE: Final = "http://127.0.0.1:8000/"
"""The base IRI of all three sites: the snapshots speak of it, wherever they are served."""


def unpack(folder: Path) -> Path:
    """Unpack the site of the first release, with its snapshot."""
    with tarfile.open(HERE / "first-release.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder


def iris(name: str) -> list[str]:
    """Give the subjects that the first release stated of a site, whole."""
    lines = (HERE / f"{name}.iris").read_text("utf-8").splitlines()
    assert len(lines) > 50
    return [BASE + line for line in lines]


@contextmanager
def serving_as_it_is(site: Path) -> Iterator[Live]:
    """Serve what a site has published, looking at no source, until it is done with."""
    port = free_port()
    command = [sys.executable, "-m", "scholargraph", "serve", str(site), "--port", str(port), "--no-publish"]
    log = site.parent / f"{site.name}-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        served = Live(f"http://127.0.0.1:{port}/", process, site)
        for _ in range(PATIENCE * 10):
            with suppress(OSError):
                if served.get("readyz").status == 200:
                    break
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
                break
        assert process.poll() is None, log.read_text(encoding="utf-8")
        yield served
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def first_release(tmp_path: Path) -> Path:
    """Return the site of the first release, as that release left it."""
    return unpack(tmp_path / "harbours")
