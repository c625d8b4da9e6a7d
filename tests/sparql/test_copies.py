"""A forked process's own copy of what it shares: all of it at once, and nothing where it cannot be had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from scholargraph.sparql import copies
from scholargraph.sparql.confinement import PAGE

PROGRAM: Final = """
import mmap, os, resource
from scholargraph.sparql import copies
from scholargraph.sparql.confinement import PAGE

memory = mmap.mmap(-1, 64 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
empty = mmap.mmap(-1, 256 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
if HUGE:
    memory.madvise(14)
for at in range(0, len(memory), PAGE):
    memory[at] = 1

def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt

def own():
    lines = open("/proc/self/smaps_rollup").read().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) * 1024

ranges = copies.present()
size = sum(size for _, size in ranges)
if os.fork():
    os._exit(os.waitstatus_to_exitcode(os.wait()[1]))
before = own()
if COPY:
    copies.make(ranges)
copied, faulted = own() - before, faults()
for at in range(0, len(memory), PAGE):
    assert memory[at] == 1
    memory[at] = 2
print(size >> 20, copied >> 20, faults() - faulted, flush=True)
os._exit(0)
"""
PAGES: Final = (64 << 20) // PAGE


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which pages are shared")
@pytest.mark.parametrize("huge", [False, True])
def test_what_is_shared_becomes_ones_own_at_once_and_what_is_empty_stays_so(*, huge: bool) -> None:
    def run(*, copy: bool) -> tuple[int, int, int]:
        program = PROGRAM.replace("COPY", str(copy)).replace("HUGE", str(huge))
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
        size, copied, faults = map(int, done.stdout.split())
        return size, copied, faults

    size, copied, faults = run(copy=True)
    assert 64 <= size < 200, "the empty 256 MiB are left alone"
    assert copied >= 63
    assert faults < PAGES // 10
    size, copied, faults = run(copy=False)
    assert copied < 8
    assert faults >= PAGES - 1


def test_without_the_kernels_help_nothing_is_copied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(copies, "_PAGES", tmp_path / "pagemap")
    assert copies.present() == ()
    copies.make(())
    monkeypatch.setattr(copies, "LIBC", None)
    copies.make(((0, PAGE),))


def test_there_is_room_for_little_and_not_for_everything() -> None:
    assert copies.room(PAGE) is (sys.platform == "linux")
    assert not copies.room(1 << 60)
